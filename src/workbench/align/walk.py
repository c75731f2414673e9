"""One pass over two documents, window by window from anchor to anchor.

A window reaches a little beyond its goal; of its path only the part up to the place that all alignments agree on is kept,
and the next window starts there. So a window's edge never decides a bead, and work grows with the length.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from workbench.align import beads as shapes
from workbench.align import lattice
from workbench.align.beads import Layout, Rectangle
from workbench.align.evidence import Array, Evidence, windows
from workbench.model import Bead

Place = tuple[int, int]

_STEP = 80
"""Source segments a window advances at least."""
_MARGIN = 15
"""Segments beyond the window's goal that help to decide it."""
WHOLE = 250 * 250
"""Cells up to which a stretch is aligned in one piece."""
_FORCED = 60.0
_PAIRING = 4.0


class Cancelled(Exception):  # noqa: N818 - a request, not an error
    """The caller asked to stop."""


@dataclass(slots=True)
class Walk:
    """What a pass needs.

    Attributes:
        weights: Weight a feature.
        lengths: Target characters a source character, and their variance.
        guide: Anchors, rising.
        alone: Source and target segments that must stay alone (confirmed beads that stand aside hold them).
        stepped: Told how many source segments were just done; may raise `Cancelled`.
    """

    evidence: Evidence
    source: Layout
    target: Layout
    weights: Mapping[str, float]
    lengths: tuple[float, float]
    guide: Sequence[Place] = ()
    alone: tuple[frozenset[int], frozenset[int]] = field(default_factory=lambda: (frozenset(), frozenset()))
    stepped: Callable[[int], None] = lambda count: None

    def stretch(self, start: Place, end: Place) -> Iterator[Bead]:
        """The beads between two places, posterior as score."""
        at = start
        while at != end:
            goal, stop = self._window(at, end)
            if at[0] == stop[0] or at[1] == stop[1]:
                yield from (Bead((i,), (), 1.0) for i in range(at[0], stop[0]))
                yield from (Bead((), (j,), 1.0) for j in range(at[1], stop[1]))
                reached = stop
            else:
                found, reached = self._decide(at, stop, stop if stop == end else goal)
                yield from found
            self.stepped(reached[0] - at[0])
            at = reached

    def _window(self, at: Place, end: Place) -> tuple[Place, Place]:
        """Where the next window wants to get to, and where it stops."""
        rows, columns = end[0] - at[0], end[1] - at[1]
        if rows * columns <= WHOLE:
            return end, end
        margin = _MARGIN
        goal = next(((i, j) for i, j in self.guide if at[0] + _STEP <= i < end[0] and at[1] < j < end[1]), end)
        if (goal[0] - at[0]) * (goal[1] - at[1]) > WHOLE:
            # No anchor near: straight towards the next, as far as a window may reach.
            slope = (goal[1] - at[1]) / (goal[0] - at[0])
            step = max(1, min(goal[0] - at[0], int((WHOLE / slope) ** 0.5)))
            goal = (at[0] + step, min(end[1], at[1] + max(1, round(step * slope))))
            margin = 3 * _MARGIN
        stop = (min(end[0], goal[0] + margin), min(end[1], goal[1] + margin))
        return (goal, stop) if stop != end else (end, end)

    def _decide(self, at: Place, stop: Place, goal: Place) -> tuple[list[Bead], Place]:
        rows, columns = slice(at[0], stop[0]), slice(at[1], stop[1])
        along, across = windows(self.evidence, rows, columns)
        rectangle = Rectangle(
            shapes.cut(self.source, rows), shapes.cut(self.target, columns), along, across, *self.lengths
        )
        scores = score(rectangle, self.weights)
        scores.source_alone[[i - at[0] for i in self.alone[0] if at[0] <= i < stop[0]]] += _FORCED
        scores.target_alone[[j - at[1] for j in self.alone[1] if at[1] <= j < stop[1]]] += _FORCED
        ahead, behind = lattice.forward(scores), lattice.backward(scores)
        shares = lattice.posteriors(scores, ahead, behind, behind[0, 0])
        size = (stop[0] - at[0], stop[1] - at[1])
        wanted = (goal[0] - at[0], goal[1] - at[1])
        cut = size if wanted == size else _surest(ahead + behind - behind[0, 0], wanted)
        path = lattice.best_path(_gains(shares, cut))
        return _beads(path, shares, rectangle, at, self.weights), (at[0] + cut[0], at[1] + cut[1])


def score(rectangle: Rectangle, weights: Mapping[str, float]) -> lattice.Scores:
    """The log-odds of every bead of a rectangle."""
    n, m = len(rectangle.source.length), len(rectangle.target.length)
    found = {}
    for shape in rectangle.shapes():
        total = np.zeros((n - shape[0] + 1, m - shape[1] + 1), np.float32)
        for name, values in rectangle.features(shape):
            if weight := weights.get(name):
                total += np.float32(weight) * values
        found[shape] = total
    sides = []
    for count, stream in zip((n, m), rectangle.alone(), strict=True):
        alone = np.zeros(count)
        for name, values in stream:
            alone += weights.get(name, 0.0) * values
        sides.append(alone)
    return lattice.Scores(found, sides[0], sides[1])


def _surest(passes: Array, wanted: Place) -> Place:
    """The place near the wanted one that the paths most surely run through."""
    first, last = max(1, wanted[0] - _MARGIN), min(passes.shape[0] - 1, wanted[0] + _MARGIN // 2)
    i, j = np.unravel_index(int(np.argmax(passes[first : last + 1])), passes[first : last + 1].shape)
    return first + int(i), int(j)


def _gains(shares: lattice.Scores, cut: Place) -> lattice.Scores:
    """What a bead is worth to the path: its probability, and more when it pairs.

    A right pair counts for precision and recall, a right lone segment for precision only; and between leaving two segments
    alone and pairing them in doubt, an editor would rather see the pair.
    """
    n, m = cut
    beads = {
        shape: _PAIRING * table[: max(0, n + 1 - shape[0]), : max(0, m + 1 - shape[1])]
        for shape, table in shares.beads.items()
    }
    return lattice.Scores(beads, shares.source_alone[:n], shares.target_alone[:m])


def _beads(
    path: Sequence[tuple[lattice.Shape, int, int]],
    shares: lattice.Scores,
    rectangle: Rectangle,
    at: Place,
    weights: Mapping[str, float],
) -> list[Bead]:
    parts = _parts(path, rectangle, weights)
    found = []
    for (shape, i, j), why in zip(path, parts, strict=True):
        share = (
            shares.source_alone[i] if shape == (1, 0)
            else shares.target_alone[j] if shape == (0, 1)
            else shares.beads[shape][i, j]
        )  # fmt: skip
        sources = tuple(range(at[0] + i, at[0] + i + shape[0]))
        targets = tuple(range(at[1] + j, at[1] + j + shape[1]))
        found.append(Bead(sources, targets, min(1.0, float(share)), why))
    return found


def _parts(
    path: Sequence[tuple[lattice.Shape, int, int]], rectangle: Rectangle, weights: Mapping[str, float]
) -> list[dict[str, float]]:
    """Why each bead of a path has its score: log-odds by part of the explanation."""
    parts: list[dict[str, float]] = [{} for _ in path]
    places: dict[lattice.Shape, list[int]] = {}
    for k, (shape, _, _) in enumerate(path):
        places.setdefault(shape, []).append(k)
    for shape, which in places.items():
        rows, columns = np.array([path[k][1] for k in which]), np.array([path[k][2] for k in which])
        lone = shape in ((1, 0), (0, 1))
        for name, values in rectangle.alone()[shape[1]] if lone else rectangle.features(shape):
            if not (weight := weights.get(name)):
                continue
            table = np.asarray(values)
            if lone:
                here = np.broadcast_to(table, rectangle.side_sizes[shape[1]])[rows if shape[0] else columns]
            else:
                here = np.broadcast_to(table, rectangle.size_of(shape))[rows, columns]
            part = shapes.part_of(name)
            for k, value in zip(which, here.tolist(), strict=True):
                parts[k][part] = parts[k].get(part, 0.0) + weight * value
    return [{part: round(value, 2) for part, value in each.items() if abs(value) >= 0.005} for each in parts]
