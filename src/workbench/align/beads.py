"""Bead shapes, and what speaks for and against a bead: named features, each a term of its score in log-odds.

A score is a weighted sum, so every bead can say why (`Bead.parts`). Features come in a stream of (name, array) for a whole
rectangle of start places; the weights are fitted as a conditional random field (`benchmarks/fit_align.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from workbench.align.evidence import CHANNELS, Array, Side
from workbench.align.tokens import Items

SHAPES = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (1, 4), (4, 1), (2, 3), (3, 2))
CROSS = (2, 2, -1)
"""Two neighbours whose translations stand in the other order."""


@dataclass(slots=True)
class Layout:
    """Plain per-segment figures of one side of a rectangle.

    All arrays have one entry a segment; `breaks[k]` says whether a paragraph begins at segment k.
    """

    length: Array
    mass: Array
    known: Array
    sentences: Array
    ending: Array
    quotes: Array
    furniture: Array
    breaks: Array
    unfinished: Array


def layout(items: Sequence[Items], breaks: Sequence[bool], side: Side) -> Layout:
    """The figures of one side; without paragraphs (`breaks` empty) all of it is one."""
    begins = breaks or [k == 0 for k in range(len(items))]
    endings = {"": 0, ".": 1, "?": 2, "!": 3, ":": 4, ";": 5, ",": 6}
    return Layout(
        length=np.array([max(1, each.length) for each in items], np.float32),
        mass=side.mass,
        known=side.known,
        sentences=np.array([max(1, each.sentences) for each in items], np.float32),
        ending=np.array([endings[each.ending] for each in items], np.int64),
        quotes=np.array([each.quotes for each in items], np.float32),
        furniture=np.array([bool(each.furniture) for each in items], np.float32),
        breaks=np.array(begins, np.float32),
        unfinished=np.array([each.ending in ("", ",", ";", ":") for each in items], np.float32),
    )


def cut(side: Layout, where: slice) -> Layout:
    """The figures of a range."""
    return Layout(*(getattr(side, name)[..., where] for name in Layout.__slots__))


def sums(values: Array, size: int) -> Array:
    """Sums over runs of `size` neighbours along the last axis."""
    if size == 1:
        return values
    stop = values.shape[-1] - size + 1
    return sum((values[..., k : k + stop] for k in range(1, size)), values[..., :stop].copy())


def features(
    shape: tuple[int, ...],
    along: list[Array],
    across: list[Array],
    source: Layout,
    target: Layout,
    ratio: float,
    spread: float,
) -> Iterator[tuple[str, Array | float]]:
    """The features of every bead of one shape, as arrays over its start places.

    Args:
        shape: (sources, targets), or `CROSS`.
        along: Matched weight of source items (`evidence.windows`).
        across: Matched weight of target items.
        source: Figures of the source side.
        target: Figures of the target side.
        ratio: Target characters a source character.
        spread: Variance of the target length a source character (Gale & Church 1993).
    """
    a, b = shape[0], shape[1]
    n, m = len(source.length) - a + 1, len(target.length) - b + 1
    crossing = len(shape) == 3
    name = f"{a}-{b}" + ("x" if crossing else "")
    yield f"shape {name}", 1.0
    if crossing:
        met_source = along[0][:, :-1, 1:] + along[0][:, 1:, :-1]
        met_target = across[0][:, :-1, 1:] + across[0][:, 1:, :-1]
    else:
        met_source = sum((along[b - 1][:, r : r + n] for r in range(1, a)), along[b - 1][:, :n].copy())
        met_target = sum((across[a - 1][:, :, r : r + m] for r in range(1, b)), across[a - 1][:, :, :m].copy())
    met = met_source + met_target
    known = sums(source.known, a)[:, :, None] + sums(target.known, b)[:, None, :]
    size = float(a + b)
    for channel, label in enumerate(CHANNELS):
        yield f"{label} met", met[channel]
        yield f"{label} missed", known[channel] - met[channel]
    total = sums(source.mass, a)[:, None] + sums(target.mass, b)[None, :] + 1.0
    covered = met[:4].sum(0) / total
    yield "covered", size * covered
    yield "covered root", size * np.sqrt(covered)
    yield "draft covered", size * np.sqrt(met[5] / (known[5] + 4.0))
    if size > 2 and not crossing:
        # A merged segment that meets nothing of its own was rather left out.
        weakest = np.full((n, m), 1.0, np.float32)
        if a > 1:
            share = _shares(along[b - 1], source.mass[:, None])
            weakest = np.minimum.reduce([weakest, *(share[r : r + n, :m] for r in range(a))])
        if b > 1:
            share = _shares(across[a - 1], target.mass[None, :])
            weakest = np.minimum.reduce([weakest, *(share[:n, r : r + m] for r in range(b))])
        yield "weakest", np.sqrt(weakest)
        yield "idle", (weakest < _IDLE).astype(np.float32)
    # Lengths.
    if crossing:
        for first, second in ((0, 1), (1, 0)):
            cells = _length(source.length[first : first + n], target.length[second : second + m], ratio, spread)
            yield "length", np.minimum(cells, 6.0)
            yield "length far", np.minimum(np.maximum(cells - 6.0, 0.0), 30.0)
    else:
        cells = _length(sums(source.length, a), sums(target.length, b), ratio, spread)
        yield "length", np.minimum(cells, 6.0)
        yield "length far", np.minimum(np.maximum(cells - 6.0, 0.0), 30.0)
        if size > 2:
            yield "length merged", np.minimum(cells, 6.0)
    # Sentences inside: a segment that holds two sentences wants two.
    inside_source, inside_target = sums(source.sentences, a), sums(target.sentences, b)
    difference = inside_source[:, None] - inside_target[None, :]
    yield "sentences differ", np.minimum(np.abs(difference), 3.0)
    if size > 2 and not crossing:
        yield "sentences agree merged", (difference == 0).astype(np.float32)
    # How it ends, how it is quoted.
    end_source, end_target = source.ending[a - 1 :], target.ending[b - 1 :]
    if not crossing:
        yield "ends alike", (end_source[:, None] == end_target[None, :]).astype(np.float32)
        yield "one side unfinished", np.abs(source.unfinished[a - 1 :][:, None] - target.unfinished[b - 1 :][None, :])
        quotes = (sums(source.quotes, a) != 0).astype(np.float32)[:, None] != (sums(target.quotes, b) != 0)[None, :]
        yield "quotes open", quotes.astype(np.float32)
    # Joints of a merged side: a sentence cut in two ends without a stop.
    for label, side, count, axis in (("source", source, a, 0), ("target", target, b, 1)):
        if count > 1 and not crossing:
            soft = sums(side.unfinished[:-1], count - 1)
            soft = soft[: n if axis == 0 else m]
            yield f"soft joint {label}", soft[:, None] if axis == 0 else soft[None, :]
            inner = sums(side.breaks[1:], count - 1)[: n if axis == 0 else m]
            yield "break inside", inner[:, None] if axis == 0 else inner[None, :]
    # Paragraphs.
    begin_source, begin_target = source.breaks[:n][:, None], target.breaks[:m][None, :]
    yield "breaks agree", begin_source * begin_target
    yield "breaks disagree", np.abs(begin_source - begin_target)
    # Furniture.
    furniture = sums(source.furniture, a)[:, None] + sums(target.furniture, b)[None, :]
    if size > 2:
        yield "furniture merged", np.minimum(furniture, 1.0)
    else:
        both = source.furniture[:, None] * target.furniture[None, :]
        yield "furniture both", both
        yield "furniture one", furniture - 2 * both


_IDLE = 0.02


def _shares(met: Array, mass: Array) -> Array:
    """The share of each segment's mass that is met (marks are not counted: they are met everywhere)."""
    shares: Array = (met[:4].sum(axis=0) + met[5]) / (mass + 1.0)
    return shares


def _length(source: Array, target: Array, ratio: float, spread: float) -> Array:
    mean = (source[:, None] + target[None, :] / ratio) / 2 + 1.0
    return (target[None, :] - ratio * source[:, None]) ** 2 / (spread * mean)


def alone(side: Layout, best: Array, label: str) -> Iterator[tuple[str, Array | float]]:
    """The features of leaving single segments of a side unaligned.

    Args:
        side: Figures of the side.
        best: For each segment the best coverage it reaches with any one segment of the other side.
        label: `source` or `target`.
    """
    yield f"alone {label}", 1.0
    yield "alone furniture", side.furniture
    yield "alone short", np.maximum(0.0, 4.0 - np.log(side.length))
    yield "alone best", best
    yield "alone unfinished", side.unfinished
    yield "alone known", np.log1p(side.known[0])
    yield "alone paragraph", side.breaks * np.append(side.breaks[1:], 1.0)
    yield "alone begins", side.breaks


@dataclass(slots=True)
class Rectangle:
    """Everything that the features of a rectangle of the two documents are computed from."""

    source: Layout
    target: Layout
    along: list[Array]
    across: list[Array]
    ratio: float
    spread: float

    def features(self, shape: tuple[int, ...]) -> Iterator[tuple[str, Array | float]]:
        """The features of one shape's beads."""
        return features(shape, self.along, self.across, self.source, self.target, self.ratio, self.spread)

    def alone(self) -> tuple[Iterator[tuple[str, Array | float]], Iterator[tuple[str, Array | float]]]:
        """The features of single segments left alone, source and target."""
        met = sum(side[0][:4].sum(0) + side[0][5] * 0.5 for side in (self.along, self.across))
        covered = met / (self.source.mass[:, None] + self.target.mass[None, :] + 1.0)
        return (
            alone(self.source, covered.max(axis=1, initial=0.0), "source"),
            alone(self.target, covered.max(axis=0, initial=0.0), "target"),
        )

    @property
    def side_sizes(self) -> tuple[int, int]:
        """Segments of the source and of the target side."""
        return len(self.source.length), len(self.target.length)

    def size_of(self, shape: tuple[int, ...]) -> tuple[int, int]:
        """The number of start places of a shape's beads."""
        return len(self.source.length) - shape[0] + 1, len(self.target.length) - shape[1] + 1

    def shapes(self) -> list[tuple[int, ...]]:
        """The shapes that fit in."""
        n, m = len(self.source.length), len(self.target.length)
        return [shape for shape in (*SHAPES, CROSS) if shape[0] <= n and shape[1] <= m]


def part_of(feature: str) -> str:
    """The part of the explanation that a feature belongs to."""
    for start, part in _PARTS:
        if feature.startswith(start):
            return part
    return "shape"


_PARTS = (
    ("draft", "draft"), ("words", "words"), ("covered", "words"), ("weakest", "words"), ("idle", "words"), ("alone best", "words"), ("alone known", "words"),
    ("shared", "shared"), ("numbers", "numbers"), ("names", "names"), ("marks", "marks"), ("length", "length"),
    ("alone short", "length"), ("sentences", "sentences"), ("soft joint", "sentences"), ("ends", "sentences"),
    ("one side", "sentences"), ("quotes", "sentences"), ("alone unfinished", "sentences"), ("break", "paragraphs"),
    ("alone paragraph", "paragraphs"), ("alone begins", "paragraphs"), ("furniture", "furniture"),
    ("alone furniture", "furniture"),
)  # fmt: skip
