"""Dynamic programming over beads: the sum over all alignments, each bead's share of it, and the best path.

Rows are source places, columns target places 0 … m; a bead (a, b) leads from (i, j) to (i+a, j+b). A run of unaligned
targets stays in its row and is a running maximum (or log-sum), so a row costs a dozen vector operations. Leading axes
are batches. Posteriors are those of a semi-Markov conditional random field (Sarawagi & Cohen 2004).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from workbench.align.evidence import Array

Shape = tuple[int, ...]
IMPOSSIBLE = -1e30


@dataclass(slots=True)
class Scores:
    """Scores of every bead: by shape, `[…, i, j]` at its start; of single segments left alone, `[…, i]` and `[…, j]`."""

    beads: Mapping[Shape, Array]
    source_alone: Array
    target_alone: Array


def forward(scores: Scores) -> Array:
    """Log-sum of all paths from (0, 0) to each place, `[…, n+1, m+1]`."""
    lead, n, m = scores.source_alone.shape[:-1], scores.source_alone.shape[-1], scores.target_alone.shape[-1]
    total = np.full((*lead, n + 1, m + 1), IMPOSSIBLE)
    skip = np.zeros((*lead, m + 1))
    np.cumsum(scores.target_alone, axis=-1, out=skip[..., 1:])
    total[..., 0, :] = skip
    arrive = np.empty((len(scores.beads) + 1, *lead, m + 1))
    for i in range(1, n + 1):
        arrive.fill(IMPOSSIBLE)
        arrive[0] = total[..., i - 1, :] + scores.source_alone[..., i - 1, None]
        for k, (shape, values) in enumerate(scores.beads.items(), 1):
            a, b = shape[0], shape[1]
            if i >= a and m >= b:
                np.add(total[..., i - a, : m + 1 - b], values[..., i - a, :], out=arrive[k, ..., b:])
        peak = arrive.max(axis=0)
        row = peak + np.log(np.exp(arrive - peak).sum(axis=0))
        total[..., i, :] = skip + np.logaddexp.accumulate(row - skip, axis=-1)
    return total


def backward(scores: Scores, ends: Array | None = None) -> Array:
    """Log-sum of all paths from each place to the end, `[…, n+1, m+1]`.

    Args:
        scores: The scores.
        ends: For batches padded to one size, 1 at each document's end place and 0 elsewhere.
    """
    lead, n, m = scores.source_alone.shape[:-1], scores.source_alone.shape[-1], scores.target_alone.shape[-1]
    total = np.full((*lead, n + 1, m + 1), IMPOSSIBLE)
    skip = np.zeros((*lead, m + 1))
    skip[..., :-1] = np.cumsum(scores.target_alone[..., ::-1], axis=-1)[..., ::-1]
    arrive = np.empty((len(scores.beads) + 2, *lead, m + 1))
    for i in range(n, -1, -1):
        arrive.fill(IMPOSSIBLE)
        if ends is not None:
            arrive[0] = np.where(ends[..., i, :] > 0, 0.0, IMPOSSIBLE)
        elif i == n:
            arrive[0, ..., m] = 0.0
        if i < n:
            arrive[1] = total[..., i + 1, :] + scores.source_alone[..., i, None]
        for k, (shape, values) in enumerate(scores.beads.items(), 2):
            a, b = shape[0], shape[1]
            if i + a <= n and m >= b:
                np.add(total[..., i + a, b:], values[..., i, :], out=arrive[k, ..., : m + 1 - b])
        peak = arrive.max(axis=0)
        row = peak + np.log(np.exp(arrive - peak).sum(axis=0))
        total[..., i, :] = skip + np.logaddexp.accumulate((row - skip)[..., ::-1], axis=-1)[..., ::-1]
    return total


def posteriors(scores: Scores, ahead: Array, behind: Array, mass: Array) -> Scores:
    """The probability of every bead, in the layout of the scores.

    Args:
        scores: The scores.
        ahead: `forward` of them.
        behind: `backward` of them.
        mass: Log-sum of all paths, one a batch entry.
    """
    n, m = scores.source_alone.shape[-1], scores.target_alone.shape[-1]
    whole = np.asarray(mass)[..., None, None]
    beads = {}
    for shape, values in scores.beads.items():
        a, b = shape[0], shape[1]
        if values.size == 0:
            beads[shape] = values
            continue
        beads[shape] = np.exp(ahead[..., : n + 1 - a, : m + 1 - b] + values + behind[..., a:, b:] - whole)
    source = np.exp(ahead[..., :-1, :] + scores.source_alone[..., :, None] + behind[..., 1:, :] - whole).sum(axis=-1)
    target = np.exp(ahead[..., :, :-1] + scores.target_alone[..., None, :] + behind[..., :, 1:] - whole).sum(axis=-2)
    return Scores(beads, source, target)


def best_path(gains: Scores) -> list[tuple[Shape, int, int]]:
    """The path of most gain, as (shape, i, j) at its beads' start places; (1, 0) and (0, 1) are segments left alone."""
    n, m = gains.source_alone.shape[-1], gains.target_alone.shape[-1]
    shapes: list[Shape] = [(0, 1), (1, 0), *gains.beads]
    total = np.full((n + 1, m + 1), IMPOSSIBLE)
    chosen = np.zeros((n + 1, m + 1), np.int8)
    skip = np.zeros(m + 1)
    np.cumsum(gains.target_alone, out=skip[1:])
    total[0] = skip
    arrive = np.empty((len(shapes) - 1, m + 1))
    columns = np.arange(m + 1)
    for i in range(1, n + 1):
        arrive.fill(IMPOSSIBLE)
        arrive[0] = total[i - 1] + gains.source_alone[i - 1]
        for k, (shape, values) in enumerate(gains.beads.items(), 1):
            a, b = shape[0], shape[1]
            if i >= a and m >= b:
                np.add(total[i - a, : m + 1 - b], values[i - a], out=arrive[k, b:])
        choice = arrive.argmax(axis=0)
        row = arrive[choice, columns] - skip
        reached = np.maximum.accumulate(row)
        chosen[i] = np.where(reached > row, 0, choice + 1)
        total[i] = reached + skip
    path = []
    i, j = n, m
    while i or j:
        shape = shapes[chosen[i, j]]
        i, j = i - shape[0], j - shape[1]
        path.append((shape, i, j))
    return path[::-1]
