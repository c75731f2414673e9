"""The alignment benchmark's data: texts, gold beads, dictionaries, and bead scores counted as vecalign counts them.

Two sets: `names`, third-party documents with what an editor does to them put in by a program, and `edited`, passages of our
own corpus whose English an editor has merged, split, cut and moved, with beads made by hand.
"""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workbench.align.aligner import Text
from workbench.align.lexicon import Lexicon

SHARED = Path(__file__).parents[1] / "../shared"
GOLD = SHARED / "gold/align/dev"
EDITED = Path(__file__).parents[1] / "corpus/parallel/aligned"
FIRST_FRESH = 200
SHORT = r"(ko|ja)-(ntrex|pud|wmt\d\d\w\w)-"

Pair = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass
class Pairing:
    """A document of the benchmark with its gold beads (sources, targets, type)."""

    name: str
    source: Text
    target: Text
    drafts: list[str]
    gold: list[tuple[tuple[int, ...], tuple[int, ...], str]]

    @property
    def language(self) -> str:
        return self.name[:2]

    @property
    def half(self) -> int:
        """Even or odd documents: one half fits, the other reports."""
        return int(self.name.rsplit("-", 1)[1]) % 2


def names(pattern: str) -> list[str]:
    """The documents whose name begins with a pattern."""
    found = sorted(path.name.removesuffix(".gold.tsv") for path in GOLD.glob("*.gold.tsv"))
    return [name for name in found if re.match(pattern, name)]


def load(name: str) -> Pairing:
    """One document."""
    source, target = _text(GOLD / f"{name}.src.txt"), _text(GOLD / f"{name}.tgt.txt")
    drafts: list[str] = []
    machine = GOLD / f"{name}.src.mt.txt"
    if machine.exists():
        drafts = machine.read_text("utf-8").split("\n")[: len(source.segments)]
        drafts = drafts if len(drafts) == len(source.segments) else []
    gold = []
    for line in (GOLD / f"{name}.gold.tsv").read_text("utf-8").splitlines():
        left, right, *kind = line.split("\t")
        gold.append((_ids(left), _ids(right), kind[0] if kind else ""))
    return Pairing(name, source, target, drafts, gold)


def edited(*, fresh: bool) -> list[Pairing]:
    """The passages of our own corpus, named as the others are: `ko-economy-003`.

    The fresh ones are those of the last round of writing, which no fit has seen.
    """
    found = []
    for path in sorted(EDITED.glob("*.beads.tsv")):
        passage, _, language = path.name.removesuffix(".beads.tsv").rpartition("-")
        if (int(passage.rpartition("-")[2]) >= FIRST_FRESH) != fresh:
            continue
        stem = path.with_name(f"{passage}-{language}")
        source, target = (_text(stem.with_name(f"{stem.name}.{side}.txt")) for side in ("src", "tgt"))
        rows = (line.split("\t") for line in path.read_text("utf-8").splitlines() if line and line[0] != "#")
        gold = [(_ids(left), _ids(right), kind) for left, right, kind in rows]
        found.append(Pairing(f"{language}-{passage}", source, target, [], gold))
    return found


def borders(pairing: Pairing, step: int) -> list[tuple[int, int]]:
    """Places, first and last included, that no gold bead reaches across, at least `step` source segments apart."""
    n, m = len(pairing.source.segments), len(pairing.target.segments)
    beads = [(left, right) for left, right, _ in pairing.gold if left]
    found = [(0, 0)]
    for i in range(n - step // 2):
        if i < found[-1][0] + step:
            continue
        before = [(left, right) for left, right in beads if min(left) < i]
        j = max((max(right) for _, right in before if right), default=-1) + 1
        ahead = (min(right) for left, right in beads if right and min(left) >= i)
        if all(max(left) < i for left, _ in before) and min(ahead, default=m) >= j:
            found.append((i, j))
    return [*found, (n, m)]


def part(pairing: Pairing, start: tuple[int, int], end: tuple[int, int]) -> Pairing:
    """What lies between two borders, as a document of its own (without drafts)."""
    texts = [
        Text(side.segments[low:high], side.breaks[low:high])
        for side, low, high in zip((pairing.source, pairing.target), start, end, strict=True)
    ]
    gold = [
        (tuple(i - start[0] for i in left), tuple(j - start[1] for j in right), kind)
        for left, right, kind in pairing.gold
        if (start[0] <= left[0] < end[0] if left else start[1] <= right[0] < end[1])
    ]
    return Pairing(pairing.name, texts[0], texts[1], [], gold)


@cache
def dictionary(language: str) -> Lexicon:
    """The measuring dictionary (never part of the product)."""
    with gzip.open(SHARED / f"mt/lexicon-{language}-en.tsv.gz", "rt", encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    return Lexicon([(row[0], row[1]) for row in rows if len(row) > 1])


def counts(gold: Iterable[Pair], found: Iterable[Pair], size: tuple[int, int]) -> list[int]:
    """Right and all of: found beads, laxly found, gold beads (without 0-beads), laxly: as vecalign's score.py."""
    want, have = _normal(gold, size), _normal(found, size)
    want_full, have_full = {b for b in want if b[0] and b[1]}, {b for b in have if b[0] and b[1]}
    strict, lax = _hits(want, have)
    recalled, lax_recalled = _hits(have_full, want_full)
    return [strict, lax, len(have), recalled, lax_recalled, len(want_full)]


def f1(counted: list[int]) -> tuple[float, float]:
    """Strict and lax F1."""
    strict, lax, have, recalled, lax_recalled, want = counted

    def harmonic(p: float, r: float) -> float:
        return 2 * p * r / (p + r) if p + r else 0.0

    return harmonic(strict / have, recalled / want), harmonic(lax / have, lax_recalled / want)


def normal(beads: Iterable[Pair], size: tuple[int, int]) -> set[Pair]:
    """Beads as a set; 0-beads one segment each, what stands in no bead among them."""
    return _normal(beads, size)


def _normal(beads: Iterable[Pair], size: tuple[int, int]) -> set[Pair]:
    found: set[Pair] = set()
    for left, right in beads:
        if left and right:
            found.add((tuple(sorted(left)), tuple(sorted(right))))
        else:
            found |= {((i,), ()) for i in left} | {((), (j,)) for j in right}
    seen = [{k for bead in found for k in bead[side]} for side in (0, 1)]
    found |= {((i,), ()) for i in range(size[0]) if i not in seen[0]}
    found |= {((), (j,)) for j in range(size[1]) if j not in seen[1]}
    return found


def _hits(gold: set[Pair], test: set[Pair]) -> tuple[int, int]:
    linked: dict[int, set[int]] = defaultdict(set)
    for left, right in gold:
        for i in left:
            linked[i] |= set(right)
    strict = sum(bead in gold for bead in test)
    lax = sum(
        bead in gold or bool(bead[0] and set(bead[1]) & set().union(*(linked[i] for i in bead[0]))) for bead in test
    )
    return strict, lax


def _text(path: Path) -> Text:
    segments, breaks, begins = [], [], True
    for line in path.read_text("utf-8").split("\n"):
        if not line.strip():
            begins = True
            continue
        segments.append(line.strip())
        breaks.append(begins)
        begins = False
    return Text(segments, breaks)


def _ids(cell: str) -> tuple[int, ...]:
    return tuple(int(each) for each in cell.split(",") if each)
