"""Cross-entropy with label smoothing straight from the decoder's states, a slice of rows at a time.

The logits of a batch (thousands of tokens by thousands of pieces) do not fit a CPU's caches, and automatic differentiation
walks over them a dozen times. Here each slice is turned into probabilities and gradients while it is near, and the smoothing,
which touches every piece alike, is added as one vector: the same figures at about half the cost.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

ROWS = 512


class SmoothedCrossEntropy(torch.autograd.Function):
    """`apply(states, weight, bias, wanted, smoothing)`: the mean loss in nats of rows (rows, width) of decoder states."""

    @staticmethod
    def forward(ctx: Any, states: Tensor, weight: Tensor, bias: Tensor, wanted: Tensor, smoothing: float) -> Tensor:
        """The loss; its gradients are made on the way and kept for `backward`."""
        kind = torch.bfloat16 if torch.is_autocast_enabled(states.device.type) else states.dtype
        rows, table, offsets = states.to(kind), weight.to(kind), bias.to(kind)
        by_state, by_weight = torch.empty_like(rows), torch.zeros_like(weight)
        by_bias = torch.zeros_like(bias)
        share = smoothing / len(weight)
        middle, shift = weight.mean(0), bias.mean()
        total = states.new_zeros((), dtype=torch.float32)
        with torch.autocast(states.device.type, enabled=False):
            for first in range(0, len(rows), ROWS):
                some, right = rows[first : first + ROWS], wanted[first : first + ROWS, None]
                logits = functional.linear(some, table, offsets).float()
                whole = logits.logsumexp(1, keepdim=True)
                mean = some.float() @ middle.float() + shift
                total += (whole - (1 - smoothing) * logits.gather(1, right)).sum() - smoothing * mean.sum()
                wrong = logits.sub_(whole).exp_().scatter_add_(1, right, torch.full_like(whole, smoothing - 1)).to(kind)
                by_state[first : first + ROWS] = wrong @ table
                by_weight += wrong.T @ some
                by_bias += wrong.sum(0)
            # The smoothing asks a little of every piece, whatever the row: one vector for all.
            by_state = by_state.float() - smoothing * middle
            by_weight -= share * rows.float().sum(0)
            by_bias -= share * len(rows)
        ctx.save_for_backward(by_state, by_weight, by_bias)
        ctx.kinds, ctx.count = (states.dtype, weight.dtype, bias.dtype), len(rows)
        return total / len(rows)

    @staticmethod
    def backward(ctx: Any, outer: Tensor) -> tuple[Tensor | None, ...]:
        """The kept gradients, scaled."""
        scale = outer / ctx.count
        gradients = [part.mul(scale).to(kind) for part, kind in zip(ctx.saved_tensors, ctx.kinds, strict=True)]
        return (*gradients, None, None)
