"""Alignment from end to end: two texts in, beads with confidence and reasons out.

Everything a bead has for and against it is summed in log-odds, the lattice sums over all alignments, and the path with
the most expected right beads is taken. A long document teaches itself: what the first pass is sure of becomes a word model
for the second. Lengths after Gale & Church (1993); the model is a semi-Markov conditional random field (Sarawagi & Cohen
2004), its weights fitted by `benchmarks/fit_align.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from workbench.align import beads as shapes
from workbench.align import coarse, lengths, moved, tokens
from workbench.align.evidence import Evidence, collect
from workbench.align.lexicon import Index, Lexicon, taught
from workbench.align.tokens import Items
from workbench.align.walk import WHOLE, Cancelled, Walk
from workbench.align.weights import Weights, judged, shipped
from workbench.model import Bead, BlockKind

__all__ = ["Cancelled", "Lexicon", "Text", "align"]

Progress = Callable[[int, int], None]

_MOST_EXAMPLES = 20_000
_LONGEST_READ = 20_000
"""Code points of a segment that are read for words; its length counts in full."""
_CJK = ("ko", "ja", "zh")
_TELLING_KINDS = frozenset(
    {BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.FOOTNOTE, BlockKind.CELL, BlockKind.CAPTION, BlockKind.QUOTATION}
)
"""Kinds that markup tells apart alike on both sides; the others are guessed from the words."""


@dataclass(frozen=True, slots=True)
class Text:
    """One side of an alignment.

    Attributes:
        segments: Its segments in order.
        breaks: Whether a paragraph begins at each; unknown when empty.
        kinds: What each stands in (heading, list item …); unknown when empty.
    """

    segments: Sequence[str]
    breaks: Sequence[bool] = ()
    kinds: Sequence[BlockKind] = ()


def align(
    source: Sequence[str] | Text,
    target: Sequence[str] | Text,
    source_language: str,
    target_language: str,
    *,
    lexicon: Lexicon | None = None,
    drafts: Sequence[str] = (),
    anchors: Sequence[Bead] = (),
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[Bead]:
    """The beads of two texts, every segment in exactly one, in source order.

    A bead's `score` is how sure it is right (0–1, see `weights`), its `parts` are log-odds: what spoke for (above 0) and
    against it.

    Args:
        source: Segments of the source.
        target: Segments of its translation.
        source_language: BCP 47 code.
        target_language: BCP 47 code.
        lexicon: Known translations: glossary, dictionary, the project's TM.
        drafts: Machine drafts of the source segments (empty where there is none), compared with the target.
        anchors: Confirmed beads; they come back unaltered, and the rest is aligned around them.
        progress: Told (done, total) in segments.
        cancelled: Asked between windows.

    Raises:
        Cancelled: `cancelled` said so.
    """
    weights = shipped()
    found = undecided(
        source, target, source_language, target_language, weights,
        lexicon=lexicon, drafts=drafts, anchors=anchors, progress=progress, cancelled=cancelled,
    )  # fmt: skip
    return judged(found, weights, anchors)


def undecided(
    source: Sequence[str] | Text,
    target: Sequence[str] | Text,
    source_language: str,
    target_language: str,
    weights: Weights,
    *,
    lexicon: Lexicon | None = None,
    drafts: Sequence[str] = (),
    anchors: Sequence[Bead] = (),
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[Bead]:
    """The beads of `align` with their bare posteriors as scores (what confidence is fitted on)."""
    left = source if isinstance(source, Text) else Text(source)
    right = target if isinstance(target, Text) else Text(target)
    known = lexicon or Lexicon()
    turned = _base(target_language) in _CJK and _base(source_language) not in _CJK
    if turned:
        # The reader of Korean and Japanese looks words up in the dictionary; it sits on the source side.
        left, right, known, drafts = right, left, known.reversed, ()
        source_language, target_language = target_language, source_language
        anchors = [_turn(bead) for bead in anchors]
    task = _Task(left, right, (source_language, target_language), known, drafts, weights, progress, cancelled)
    found = task.beads(anchors)
    return in_order([_turn(bead) for bead in found] if turned else found)


def _turn(bead: Bead) -> Bead:
    return replace(bead, sources=bead.targets, targets=bead.sources)


def _base(language: str) -> str:
    return language.split("-")[0].lower()


def in_order(beads: Sequence[Bead]) -> list[Bead]:
    """Beads by source; one without a source stands behind the bead that holds the target before its own."""
    anchored = sorted((bead for bead in beads if bead.sources), key=lambda bead: bead.sources)
    place = {target: k for k, bead in enumerate(anchored) for target in bead.targets}
    lone = {bead.targets[0]: bead for bead in beads if not bead.sources and bead.targets}
    behind: dict[int, list[Bead]] = {}
    last = -1
    for target in range(max([*place, *lone], default=-1) + 1):
        last = place.get(target, last)
        if target in lone:
            behind.setdefault(last, []).append(lone[target])
    ordered = behind.get(-1, [])
    for k, bead in enumerate(anchored):
        ordered += [bead, *behind.get(k, ())]
    return ordered


@dataclass(slots=True)
class _Task:
    """One alignment under way."""

    source: Text
    target: Text
    languages: tuple[str, str]
    lexicon: Lexicon
    drafts: Sequence[str]
    weights: Weights
    progress: Progress | None
    cancelled: Callable[[], bool] | None
    done: int = 0
    total: int = 0

    def beads(self, fixed: Sequence[Bead]) -> list[Bead]:
        self.total = len(self.source.segments)
        index = self._index()
        sources = _read(self.source, *self.languages, index)
        targets = _read(self.target, *self.languages[::-1], None)
        drafts = [tokens.read(text[:_LONGEST_READ], self.languages[1], None) if text else None for text in self.drafts]
        evidence = collect(sources, targets, drafts, index)
        expected = lengths.expected(sources, targets, *self.languages)
        found = self._pass(evidence, sources, targets, expected, fixed)
        lessons = _lessons(found, sources, targets)
        if len(lessons) >= lengths.ENOUGH:
            self.total += self.done
            index = taught(index, [*self._examples(index), *lessons])
            evidence = collect(sources, targets, drafts, index)
            expected = lengths.measured(found, sources, targets, expected)
            found = self._pass(evidence, sources, targets, expected, fixed)
        if strays := moved.displaced(found, evidence, sources, targets, fixed):
            self.total += self.done
            found = self._pass(evidence, sources, targets, expected, fixed, strays)
        return moved.bring_home(found, evidence, sources, targets, fixed)

    def _index(self) -> Index:
        index = self.lexicon.index
        examples = self._examples(index)
        return taught(index, examples) if examples else index

    def _examples(self, index: Index) -> list[tuple[list[str], list[str]]]:
        return [
            (tokens.read(source, self.languages[0], index).words, tokens.read(target, self.languages[1], None).stems)
            for source, target in self.lexicon.examples[-_MOST_EXAMPLES:]
        ]

    def _pass(
        self,
        evidence: Evidence,
        sources: Sequence[Items],
        targets: Sequence[Items],
        expected: tuple[float, float],
        fixed: Sequence[Bead],
        strays: Sequence[Bead] = (),
    ) -> list[Bead]:
        chain, aside = _rising(fixed)
        aside += strays
        held = (
            frozenset(i for bead in aside for i in bead.sources),
            frozenset(j for bead in aside for j in bead.targets),
        )
        n, m = evidence.source.count, evidence.target.count
        walk = Walk(
            evidence,
            shapes.layout(sources, self.source.breaks, evidence.source),
            shapes.layout(targets, self.target.breaks, evidence.target),
            self.weights.features,
            expected,
            coarse.anchors(evidence) if n * m > WHOLE else (),
            held,
            self._stepped,
        )
        found: list[Bead] = []
        at = (0, 0)
        for bead in chain:
            found += walk.stretch(at, (bead.sources[0], bead.targets[0]))
            at = (bead.sources[-1] + 1, bead.targets[-1] + 1)
        found += walk.stretch(at, (n, m))
        return [bead for bead in found if held[0].isdisjoint(bead.sources) and held[1].isdisjoint(bead.targets)] + [
            *fixed,
            *strays,
        ]

    def _stepped(self, count: int) -> None:
        self.done += count
        if self.progress:
            self.progress(self.done, self.total)
        if self.cancelled and self.cancelled():
            raise Cancelled


def _read(text: Text, language: str, other: str, index: Index | None) -> list[Items]:
    found = []
    related = index is not None and _base(language) in _CJK and _base(other) in _CJK
    for at, segment in enumerate(text.segments):
        items = tokens.read(segment[:_LONGEST_READ], language, index)
        if related:  # Han words and loans may be written alike on both sides
            items.stems = tokens.read(segment[:_LONGEST_READ], language, None).stems
        if len(segment) > _LONGEST_READ:
            items.length = len(segment)
        if text.kinds and text.kinds[at] in _TELLING_KINDS:
            items.marks.append(f"Pkind {text.kinds[at]}")
        found.append(items)
    return found


def _lessons(
    found: Sequence[Bead], sources: Sequence[Items], targets: Sequence[Items]
) -> list[tuple[list[str], list[str]]]:
    return [
        (
            [key for i in bead.sources for key in sources[i].words],
            [key for j in bead.targets for key in targets[j].stems],
        )
        for bead in found
        if bead.score > lengths.SURE and 0 < len(bead.sources) <= 2 and 0 < len(bead.targets) <= 2
    ]


def _rising(fixed: Sequence[Bead]) -> tuple[list[Bead], list[Bead]]:
    """Confirmed beads that can be passed one after the other, and those that stand aside (crossing, one-sided, split)."""
    chain: list[Bead] = []
    aside: list[Bead] = []
    for bead in sorted(fixed, key=lambda bead: (bead.sources, bead.targets)):
        whole = all(side and side[-1] - side[0] == len(side) - 1 for side in (bead.sources, bead.targets))
        if whole and (not chain or bead.targets[0] > chain[-1].targets[-1]):
            chain.append(bead)
        else:
            aside.append(bead)
    return chain, aside
