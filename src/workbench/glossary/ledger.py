"""The ledger: how each source term has really been rendered, over drafts and confirmed segments, outliers first.

A pure function over segments. For each occurrence of a term the target is searched for the term's known renderings;
where none is found, what stands there instead is guessed from what the term's other targets have in common. Repairs are
proposed as new target texts; applying them is the editor's (one change, undoable).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbench.glossary.matcher import Matcher
from workbench.language.renderings import CHECKED_GRADES, occurrences, with_article
from workbench.model import Segment, TermHit

MISSING = ""
"""The rendering of an occurrence whose target has none of the known ones."""


@dataclass(frozen=True, slots=True)
class Use:
    """One segment in which a term was rendered: its id, status, and the place of the rendering in its target."""

    segment_id: int
    document_id: int
    status: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Rendering:
    """One way a term was rendered; `text` is the glossary's form, empty where none of them was found.

    `kind` is `preferred`, `admitted`, `forbidden` or `missing`.
    """

    text: str
    kind: str
    uses: tuple[Use, ...]

    @property
    def count(self) -> int:
        """In how many segments."""
        return len(self.uses)


@dataclass(frozen=True, slots=True)
class Entry:
    """A source term and its renderings, the most used first.

    `outliers` counts the segments that do not use the term's leading rendering.
    """

    term: str
    targets: tuple[str, ...]
    renderings: tuple[Rendering, ...]
    concept_id: int | None

    @property
    def total(self) -> int:
        """In how many translated segments the term stands."""
        return sum(rendering.count for rendering in self.renderings)

    @property
    def leading(self) -> Rendering:
        """The rendering to hold to: the preferred one where it is used at all, else the most used."""
        return next((one for one in self.renderings if one.kind == "preferred"), self.renderings[0])

    @property
    def outliers(self) -> int:
        """How many segments render the term otherwise than the leading way."""
        return self.total - self.leading.count


@dataclass(frozen=True, slots=True)
class Repair:
    """A target with one rendering replaced by another."""

    segment_id: int
    before: str
    after: str


def ledger(segments: Iterable[Segment], matcher: Matcher, grades: Sequence[str] = CHECKED_GRADES) -> list[Entry]:
    """The ledger of translated segments: terms with outliers first, the most frequent of them first.

    Args:
        segments: Of one language pair; untranslated ones do not count.
        matcher: The glossary's, for that pair.
        grades: Which hits a target must answer for.
    """
    uses: dict[str, dict[tuple[str, str], list[Use]]] = {}
    hits: dict[str, TermHit] = {}
    for segment in segments:
        if not segment.target:
            continue
        for hit in {hit.term: hit for hit in matcher.find(segment.source) if hit.grade in grades}.values():
            hits[hit.term] = hit
            text, kind, start, end = _rendered(hit, segment.target)
            use = Use(segment.id, segment.document_id, str(segment.status), start, end)
            uses.setdefault(hit.term, {}).setdefault((text, kind), []).append(use)
    entries = []
    for term, renderings in uses.items():
        listed = sorted(
            (Rendering(text, kind, tuple(found)) for (text, kind), found in renderings.items()),
            key=lambda one: (-one.count, one.text == MISSING, one.text),
        )
        entries.append(Entry(term, hits[term].targets, tuple(listed), hits[term].concept_id))
    return sorted(entries, key=lambda entry: (-entry.outliers, -entry.total, entry.term))


def repairs(entry: Entry, segments: Iterable[Segment], wrong: str, right: str) -> list[Repair]:
    """The targets of the entry's segments with every use of one rendering replaced by another.

    Number and capitals of what is replaced are kept: Buffer areas becomes Buffer zones. Locked segments are left alone.
    """
    ids = {use.segment_id for rendering in entry.renderings if rendering.text == wrong for use in rendering.uses}
    made = []
    for segment in segments:
        if segment.id not in ids or segment.locked:
            continue
        after = replaced(segment.target, wrong, right)
        if after != segment.target:
            made.append(Repair(segment.id, segment.target, after))
    return made


def replaced(target: str, wrong: str, right: str) -> str:
    """The target with every use of one rendering replaced by another; number, capitals and the article agree."""
    for span in reversed(occurrences(wrong, target, verbs=False)):
        was = target[span.start : span.end]
        new = _shaped(was, wrong, right)
        target = with_article(target[: span.start], new) + new + target[span.end :]
    return target


def _shaped(was: str, wrong: str, right: str) -> str:
    new = right
    is_plural = was.lower().endswith("s") and not wrong.lower().endswith("s")
    if is_plural and not right.lower().endswith("s"):
        if right.endswith("y") and right[-2:-1] not in tuple("aeiou"):
            new = f"{right[:-1]}ies"
        else:
            new = f"{right}es" if right.endswith(("s", "x", "z", "ch", "sh")) else f"{right}s"
    if was[:1].isupper() and wrong[:1].islower():
        new = new[:1].upper() + new[1:]
    return new


def _rendered(hit: TermHit, target: str) -> tuple[str, str, int, int]:
    """The rendering of a hit in a target, its kind, and where it stands."""
    groups = (("preferred", hit.targets[:1]), ("admitted", hit.targets[1:]), ("forbidden", hit.forbidden))
    for kind, texts in groups:
        for text in texts:
            if found := occurrences(text, target):
                return text, kind, found[0].start, found[0].end
    return MISSING, "missing", 0, 0
