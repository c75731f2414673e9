"""A table of words that translate each other, distilled from sentence pairs: IBM Model 1 in both directions, multiplied.

The aligner's own reader and word model do the work (`workbench.align`), so that what is learnt is what can be looked up. Only
pairs whose licence allows it go in. Useful without any model: as the aligner's dictionary and as a check on a draft.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.pairs import Pair
from workbench.align import lexicon, stems, tokens

_WORD = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?")
WEAKEST = 0.25


@dataclass(frozen=True, slots=True)
class WordPair:
    """A source word, an English word, and how surely they translate each other (0–1)."""

    source: str
    english: str
    strength: float


def distil(pairs: Sequence[Pair], language: str, *, weakest: float = WEAKEST) -> list[WordPair]:
    """The word pairs of one language that sentence pairs teach, strongest first for each word.

    Args:
        pairs: Sentences; those of other languages are passed over.
        language: The source language.
        weakest: Pairs below this strength are left out.
    """
    known = lexicon.index([(pair.source, pair.english) for pair in pairs if pair.corpus == "lexicon"])
    sentences = [pair for pair in pairs if pair.language == language and pair.corpus != "lexicon"]
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    lessons = []
    for pair in sentences:
        source = [key for key in tokens.read(pair.source, language, known).words if key[0] in "wvju"]
        target = [key for key in tokens.read(pair.english, "en", None).stems if key[0] == "s"]
        for word in _WORD.findall(pair.english):
            spellings["s" + stems.english(word.lower())][word] += 1
        lessons.append((source, target))
    found = lexicon.taught(known, lessons).learned
    return [
        WordPair(_headword(key), spellings[target].most_common(1)[0][0], round(strength, 2))
        for key, renderings in sorted(found.items())
        for target, strength in sorted(renderings.items(), key=lambda item: -item[1])
        if strength >= weakest and target in spellings and len(_headword(key)) > 1
    ]


def write(path: Path, pairs: Iterable[WordPair], language: str) -> int:
    """Write the table, its columns named as `workbench align --dictionary` wants them, and return its rows."""
    rows = sorted(
        {(pair.source, pair.english): pair for pair in pairs}.values(), key=lambda pair: (pair.source, -pair.strength)
    )
    lines = [f"{language}\ten\tstrength", *(f"{pair.source}\t{pair.english}\t{pair.strength:.2f}" for pair in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return len(rows)


def read(path: Path) -> list[WordPair]:
    """The rows of a table that `write` wrote."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    return [WordPair(source, english, float(strength)) for source, english, strength in rows]


def _headword(key: str) -> str:
    """The word of an item key as a dictionary lists it: Korean verbs in 다."""
    return key[1:] + ("다" if key[0] == "v" else "")
