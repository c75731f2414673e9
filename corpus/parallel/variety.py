"""How varied the corpus is: passages on one topic, openings used too often, shares of rare words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

ALIKE = 0.5
"""Cosine of two passages' content that makes them one topic."""
OFTEN = 0.004
"""Share of the sentences that may begin the same way."""

_HANGUL_PAIR = re.compile(r"(?=([가-힣]{2}))")
_BUCKETS = 1 << 13


def alike(passages: Mapping[str, str]) -> Iterator[tuple[str, str, float]]:
    """Pairs of passages (id → Korean text) that use the same rare syllable pairs, with their cosine, the nearest first."""
    names = list(passages)
    counts = [Counter(_HANGUL_PAIR.findall(text)) for text in passages.values()]
    seen_in = Counter(pair for count in counts for pair in count)
    matrix = np.zeros((len(names), _BUCKETS), dtype=np.float32)
    for row, count in enumerate(counts):
        for pair, number in count.items():
            # A pair of syllables is a number of its own; what shares a bucket is noise, and little of it.
            bucket = (ord(pair[0]) * 11173 + ord(pair[1])) % _BUCKETS
            matrix[row, bucket] += math.log1p(number) * math.log(len(names) / seen_in[pair])
    matrix /= np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9)
    cosines = np.triu(matrix @ matrix.T, 1)
    places = np.argwhere(cosines > ALIKE)
    for first, second in sorted(places.tolist(), key=lambda place: -cosines[place[0], place[1]]):
        yield names[first], names[second], float(cosines[first, second])


def openings(sentences: Sequence[str], words: int) -> list[tuple[str, int]]:
    """The beginnings of so many words that more than `OFTEN` of the sentences share, with their counts."""
    heads = Counter(" ".join(sentence.split()[:words]) for sentence in sentences if len(sentence.split()) > words)
    return [(head, count) for head, count in heads.most_common(20) if count > OFTEN * len(sentences)]


def distinct(sentences: Sequence[str], size: int = 4) -> float:
    """Distinct character n-grams as a share of all."""
    grams = Counter(text[place : place + size] for text in sentences for place in range(len(text) - size + 1))
    return len(grams) / max(1, sum(grams.values()))
