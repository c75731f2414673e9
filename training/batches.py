"""Pairs as numbers, drawn by weight, sorted by length and cut into batches of about equally many tokens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from training import vocabulary
from training.pairs import Pair
from training.vocabulary import END, PAD, START

BUCKET = 8000
"""Pairs that are sorted by length together: enough for tight batches, few enough that batches stay mixed."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Three arrays of token numbers, padded with zeros: source, target shifted right, target. `tokens` counts the target's."""

    source: Any
    given: Any
    wanted: Any
    tokens: int


class Pool:
    """Encoded pairs that epochs are drawn from."""

    def __init__(self, sources: list[Any], targets: list[Any], copies: Any) -> None:
        self.sources, self.targets, self.copies = sources, targets, copies

    @classmethod
    def encode(cls, pairs: Sequence[Pair], tokenizer: Path, longest: int) -> Pool:
        """The pairs whose sides both have 1 to `longest` tokens, end mark included."""
        processor = vocabulary.load(tokenizer)
        sources, targets, copies = [], [], []
        for first in range(0, len(pairs), 20_000):
            some = pairs[first : first + 20_000]
            both = zip(
                some,
                processor.encode([pair.source for pair in some], num_threads=1),
                processor.encode([pair.english for pair in some], num_threads=1),
                strict=True,
            )
            for pair, source, target in both:
                if 0 < len(source) < longest and 0 < len(target) < longest:
                    sources.append(np.array([*source, END], np.uint16))
                    targets.append(np.array([*target, END], np.uint16))
                    copies.append(pair.copies)
        return cls(sources, targets, np.array(copies, np.float32))

    def __len__(self) -> int:
        return len(self.sources)

    @property
    def tokens(self) -> int:
        """Target tokens of one epoch, on average."""
        return int(sum(len(target) * copies for target, copies in zip(self.targets, self.copies, strict=True)))

    def epoch(self, chance: np.random.Generator, size: int) -> Iterator[Batch]:
        """One epoch of batches, each of at most about `size` padded tokens on its longer side."""
        whole = np.floor(self.copies).astype(int)
        drawn = np.repeat(np.arange(len(self)), whole + (chance.random(len(self)) < self.copies - whole))
        chance.shuffle(drawn)
        longer = np.array([max(len(a), len(b)) for a, b in zip(self.sources, self.targets, strict=True)])
        for first in range(0, len(drawn), BUCKET):
            bucket = drawn[first : first + BUCKET]
            bucket = bucket[np.argsort(longer[bucket], kind="stable")]
            cut = list(_cut(longer[bucket], size))
            for place in chance.permutation(len(cut)):
                yield self.batch(bucket[slice(*cut[place])])

    def batch(self, places: Iterable[int]) -> Batch:
        """The pairs at some places as one batch."""
        chosen = list(places)
        source = _padded([self.sources[place] for place in chosen])
        wanted = _padded([self.targets[place] for place in chosen])
        given = np.full_like(wanted, PAD)
        given[:, 0] = START
        given[:, 1:] = np.where(wanted[:, :-1] == END, PAD, wanted[:, :-1])
        return Batch(source, given, wanted, int((wanted != PAD).sum()))


def _cut(lengths: Any, size: int) -> Iterator[tuple[int, int]]:
    """Slices of ascending lengths whose count times longest stays within `size`; at least one each."""
    first = 0
    for place, length in enumerate(lengths):
        if place > first and (place + 1 - first) * int(length) > size:
            yield first, place
            first = place
    if len(lengths):
        yield first, len(lengths)


def _padded(rows: list[Any]) -> Any:
    table = np.full((len(rows), max(map(len, rows))), PAD, np.int64)
    for place, row in enumerate(rows):
        table[place, : len(row)] = row
    return table
