"""The unit of all training data: a source sentence, its English, where it comes from and how often it is to be seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

LANGUAGES = ("ko", "ja")
NAMES = {"ko": "Korean", "ja": "Japanese"}


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence and its English. `copies` is how often an epoch shows it: 0.1 means once in ten epochs, 4 four times."""

    language: str
    source: str
    english: str
    corpus: str
    copies: float = 1.0


def write(path: Path, pairs: Iterable[Pair]) -> int:
    """Write pairs as tab-separated lines (language, source, English, corpus, copies) and return how many."""
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for pair in pairs:
            cells = (pair.language, pair.source, pair.english, pair.corpus)
            file.write("\t".join([*(" ".join(cell.split()) for cell in cells), f"{pair.copies:g}"]) + "\n")
            count += 1
    return count


def read(path: Path) -> Iterator[Pair]:
    """The pairs of a file that `write` wrote."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            language, source, english, corpus, copies = line.rstrip("\n").split("\t")
            yield Pair(language, source, english, corpus, float(copies))
