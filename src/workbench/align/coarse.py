"""The way through a long document, found before it is aligned: places both sides surely pass.

Rare items vote for pairs of segments; a path through a coarse grid of the votes settles which of several repetitions is
meant; the heaviest monotone chain of votes inside that corridor gives anchors, and those that agree with their neighbours
are kept. The aligner then works window by window from anchor to anchor, so time and memory grow with the length.
"""

from __future__ import annotations

import numpy as np

from workbench.align.evidence import CHANNELS, Array, Evidence, meetings

_GRID = 512
_SLICE = 2000
_CANDIDATES = 3
"""Best candidates of a source segment that may enter the chain."""
_LEAST = 0.06
"""Least share of two segments' mass that their common rare items must make up."""
_NEIGHBOURS = 6
_RAREST = 150.0
"""An item that more target segments would meet says nothing about where it belongs."""


def anchors(evidence: Evidence) -> list[tuple[int, int]]:
    """Pairs of segments that are very probably translations, rising on both sides; few or none where words are unknown."""
    row, column, value = _votes(evidence)
    if not len(row):
        return []
    inside = _corridor(evidence, row, column, value)
    row, column, value = _best(row[inside], column[inside], value[inside])
    chain = _heaviest_chain(row, column, value, evidence.target.count)
    return _supported([(int(row[k]), int(column[k])) for k in chain], evidence.target.count / evidence.source.count)


def _votes(evidence: Evidence) -> tuple[Array, Array, Array]:
    """Pairs of segments that share rare items, and how much that says.

    A running head meets every other running head: a vote counts by its share of all votes of its two segments.
    """
    n, m = evidence.source.count, evidence.target.count
    found = []
    for start in range(0, n, _SLICE):  # so that the meetings of a long document never stand in memory at once
        rows = slice(start, min(n, start + _SLICE))
        item, other, strength = meetings(evidence, rows, slice(0, m), rarest=min(4 + m / 100, _RAREST))
        source = evidence.item_segment[item]
        target = (np.searchsorted(evidence.target.starts, other, side="right") - 1) // len(CHANNELS)
        pair, which = np.unique(source * m + target, return_inverse=True)
        weight = np.bincount(which, strength * evidence.source.weight[item], minlength=len(pair))
        source, target = pair // m, pair % m
        share = weight / (evidence.source.mass[source] + evidence.target.mass[target] + 1.0)
        keep = share > _LEAST
        found.append((source[keep], target[keep], share[keep]))
    row, column, share = (np.concatenate(parts) for parts in zip(*found, strict=True))
    of_row, of_column = np.bincount(row, share, minlength=n), np.bincount(column, share, minlength=m)
    value = share**3 / (of_row[row] * of_column[column])
    return row, column, value


def _corridor(evidence: Evidence, row: Array, column: Array, value: Array) -> Array:
    n, m = evidence.source.count, evidence.target.count
    high, wide = min(_GRID, max(1, n // 4)), min(_GRID, max(1, m // 4))
    grid = np.zeros((high, wide))
    np.add.at(grid, (row * high // n, column * wide // m), value)
    across = np.arange(wide) / wide
    total = np.zeros((high, wide))
    before = np.zeros(wide)
    for k in range(high):
        # A breath of preference for the straight way, where there is nothing else to go by.
        gain = grid[k] + 1e-5 * (1.0 - np.abs(across - k / high))
        reach = np.maximum(before, np.concatenate([[0.0], before[:-1]]))
        along = np.concatenate([[0.0], np.cumsum(gain)[:-1]])
        total[k] = np.maximum.accumulate(reach - along) + along + gain
        before = total[k]
    low, top = np.zeros(high, np.int64), np.zeros(high, np.int64)
    at = wide - 1
    for k in range(high - 1, -1, -1):
        top[k] = at
        gain = grid[k] + 1e-5 * (1.0 - np.abs(across - k / high))
        while at > 0:
            reach = max(total[k - 1, at], total[k - 1, at - 1]) if k else 0.0
            if total[k, at] <= reach + gain[at] + 1e-9 and (k or at == 0):
                break
            at -= 1
        low[k] = at
        if k and at > 0 and total[k - 1, at - 1] >= total[k - 1, at]:
            at -= 1
    cell_row, cell_column = row * high // n, column * wide // m
    inside: Array = (cell_column >= low[cell_row] - 2) & (cell_column <= top[cell_row] + 2)
    return inside


def _best(row: Array, column: Array, value: Array) -> tuple[Array, Array, Array]:
    """Each row's best candidates."""
    order = np.lexsort((-value, row))
    row, column, value = row[order], column[order], value[order]
    best = np.arange(len(row)) - np.searchsorted(row, row) < _CANDIDATES
    return row[best], column[best], value[best]


def _heaviest_chain(row: Array, column: Array, value: Array, width: int) -> list[int]:
    """Indices of the strictly rising chain of most weight (a Fenwick tree of prefix maxima)."""
    order = np.lexsort((-column, row)).tolist()  # within a row from the right, so that a row is used once
    columns, values = column.tolist(), value.tolist()
    best, which = [0.0] * (width + 2), [-1] * (width + 2)
    back = [-1] * len(columns)
    top, last = 0.0, -1
    for k in order:
        at, weight, previous = columns[k], 0.0, -1
        while at > 0:
            if best[at] > weight:
                weight, previous = best[at], which[at]
            at -= at & -at
        back[k] = previous
        weight += values[k]
        if weight > top:
            top, last = weight, k
        at = columns[k] + 1
        while at <= width + 1:
            if weight > best[at]:
                best[at], which[at] = weight, k
            at += at & -at
    chain = []
    while last >= 0:
        chain.append(last)
        last = back[last]
    return chain[::-1]


def _supported(chain: list[tuple[int, int]], slope: float) -> list[tuple[int, int]]:
    """The anchors that half of their neighbours in the chain agree with."""
    kept = []
    for k, (i, j) in enumerate(chain):
        near = chain[max(0, k - _NEIGHBOURS) : k] + chain[k + 1 : k + 1 + _NEIGHBOURS]
        agree = sum(abs((y - j) - slope * (x - i)) <= 3 + 0.25 * abs(x - i) for x, y in near)
        if 2 * agree >= len(near) and agree >= 3:
            kept.append((i, j))
    return kept
