"""The model: a pre-norm Transformer with tied embeddings and sinusoidal positions, in the shape CTranslate2 knows.

Attention and feed-forward layers keep the layouts of CTranslate2 (query, key and value in one matrix; key and value of the
encoder in one), so that conversion is a renaming.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.loss import SmoothedCrossEntropy
from training.vocabulary import PAD


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of a model. `positions` is the longest sentence in tokens."""

    vocabulary: int
    width: int = 256
    inner: int = 1024
    heads: int = 4
    encoder: int = 4
    decoder: int = 2
    positions: int = 512


class Attention(nn.Module):
    """Multi-head attention with its own layer norm and the residual; over `memory` where one is given."""

    def __init__(self, shape: Shape, dropout: float, cross: bool = False) -> None:
        super().__init__()
        width = shape.width
        self.heads, self.dropout = shape.heads, dropout
        self.norm = nn.LayerNorm(width)
        self.query = nn.Linear(width, width) if cross else None
        self.inputs = nn.Linear(width, (2 if cross else 3) * width)
        self.output = nn.Linear(width, width)

    def forward(
        self, x: Tensor, mask: Tensor | None = None, memory: Tensor | None = None, causal: bool = False
    ) -> Tensor:
        """x (batch, length, width) with what was attended to added."""
        y = self.norm(x)
        if self.query is None or memory is None:
            query, key, value = self.inputs(y).chunk(3, -1)
        else:
            query, (key, value) = self.query(y), self.inputs(memory).chunk(2, -1)
        split = [part.unflatten(-1, (self.heads, -1)).transpose(1, 2) for part in (query, key, value)]
        found = functional.scaled_dot_product_attention(*split, attn_mask=mask, is_causal=causal)
        joined = self.output(found.transpose(1, 2).flatten(2))
        return x + functional.dropout(joined, self.dropout, self.training)


class FeedForward(nn.Module):
    """Two linear layers with a ReLU between them, layer norm before and the residual around."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.dropout = dropout
        self.norm = nn.LayerNorm(shape.width)
        self.inner = nn.Linear(shape.width, shape.inner)
        self.output = nn.Linear(shape.inner, shape.width)

    def forward(self, x: Tensor) -> Tensor:
        """x (batch, length, width) with the layer's answer added."""
        y = self.output(functional.relu(self.inner(self.norm(x))))
        return x + functional.dropout(y, self.dropout, self.training)


class EncoderLayer(nn.Module):
    """Self-attention over the source, then feed-forward."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.attention, self.feed = Attention(shape, dropout), FeedForward(shape, dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """The next state of the source."""
        return self.feed(self.attention(x, mask))


class DecoderLayer(nn.Module):
    """Self-attention over the target so far, attention over the source, feed-forward."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.attention = Attention(shape, dropout)
        self.cross = Attention(shape, dropout, cross=True)
        self.feed = FeedForward(shape, dropout)

    def forward(self, x: Tensor, memory: Tensor, mask: Tensor) -> Tensor:
        """The next state of the target."""
        return self.feed(self.cross(self.attention(x, causal=True), mask, memory))


class Transformer(nn.Module):
    """The whole model; one embedding serves both sides and the output."""

    def __init__(self, shape: Shape, dropout: float = 0.0) -> None:
        super().__init__()
        self.shape = shape
        self.embedding = nn.Embedding(shape.vocabulary, shape.width)
        self.register_buffer("positions", positions(shape), persistent=False)
        self.encoder = nn.ModuleList(EncoderLayer(shape, dropout) for _ in range(shape.encoder))
        self.encoder_norm = nn.LayerNorm(shape.width)
        self.decoder = nn.ModuleList(DecoderLayer(shape, dropout) for _ in range(shape.decoder))
        self.decoder_norm = nn.LayerNorm(shape.width)
        self.bias = nn.Parameter(torch.zeros(shape.vocabulary))
        for name, weight in self.named_parameters():
            if name == "embedding.weight":
                nn.init.normal_(weight, 0, shape.width**-0.5)
            elif weight.dim() == 2:
                nn.init.xavier_uniform_(weight)
            elif name.endswith("bias"):
                nn.init.zeros_(weight)

    def encode(self, source: Tensor) -> tuple[Tensor, Tensor]:
        """The encoder's answer (batch, length, width) and the mask of its padding."""
        x = self.embedded(source)
        mask = torch.zeros(source.shape, dtype=x.dtype, device=x.device).masked_fill(source.eq(PAD), -1e4)
        if torch.is_autocast_enabled(x.device.type):
            mask = mask.to(torch.bfloat16)
        mask = mask[:, None, None, :]
        for layer in self.encoder:
            x = layer(x, mask)
        return self.encoder_norm(x), mask

    def decode(self, given: Tensor, memory: Tensor, mask: Tensor) -> Tensor:
        """The decoder's states (batch, length, width) for a target given so far."""
        x = self.embedded(given)
        for layer in self.decoder:
            x = layer(x, memory, mask)
        return self.decoder_norm(x)

    def logits(self, states: Tensor) -> Tensor:
        """How likely each piece comes next, before the softmax."""
        return functional.linear(states, self.embedding.weight, self.bias)

    def forward(self, source: Tensor, given: Tensor, wanted: Tensor, smoothing: float = 0.0) -> Tensor:
        """The mean cross-entropy of the wanted tokens, in nats."""
        states = self.decode(given, *self.encode(source))
        real = wanted.ne(PAD)
        loss: Tensor = SmoothedCrossEntropy.apply(
            states[real], self.embedding.weight, self.bias, wanted[real], smoothing
        )
        return loss

    def greedy(self, source: Tensor, start: int, end: int, longest: int) -> list[list[int]]:
        """The likeliest next piece again and again, for each row of the source; for tests and small checks."""
        memory, mask = self.encode(source)
        given = torch.full((len(source), 1), start, device=source.device)
        for _ in range(longest):
            best = self.logits(self.decode(given, memory, mask)[:, -1]).argmax(-1)
            given = torch.cat((given, best[:, None]), 1)
        rows = given[:, 1:].tolist()
        return [row[: row.index(end)] if end in row else row for row in rows]

    def embedded(self, tokens: Tensor) -> Tensor:
        """The embeddings (batch, length, width) of some tokens at their places."""
        places: Tensor = self.get_buffer("positions")[: tokens.shape[1]]
        return self.embedding(tokens) * math.sqrt(self.shape.width) + places


def positions(shape: Shape) -> Tensor:
    """Sinusoidal position encodings (positions, width), sines and cosines alternating."""
    steps = torch.exp(-math.log(1e4) * torch.arange(0, shape.width, 2) / shape.width)
    angles = torch.arange(shape.positions)[:, None] * steps[None]
    return torch.stack((angles.sin(), angles.cos()), -1).view(shape.positions, shape.width)
