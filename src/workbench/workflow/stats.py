"""Statistics: how much there is to translate, how much of it the TM knows, how far the work is, what it may still take.

- Characters are code points without tag marks; words are runs between spaces where a language has spaces, else characters
  without spaces divided by 2.5 (the rule MateCat counts Japanese by).
- A segment counts once, in the first class that holds: repetition of an earlier segment, context match, 100, 95–99, 85–94,
  75–84, 50–74, no match (OmegaT's classes). Confirmed segments count by the draft they began as, others by what the TM
  and the runs have for them now.
- The estimate weighs the characters still to be done by class, and divides them by the pace measured so far (weighed the
  same way), or by 600 an hour.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from workbench.errors import UsageError
from workbench.evaluate import Period, periods
from workbench.model import Origin, Segment, Status
from workbench.store import segments
from workbench.store.documents import DocumentInfo
from workbench.text import tags
from workbench.text.normal import match_key
from workbench.workflow.history import band, drafts, edited
from workbench.workflow.project import Project

BANDS = ("repetition", "context", "100", "95-99", "85-94", "75-84", "50-74", "none")
"""The classes of segments, from least work to most."""

WEIGHTS = {
    "repetition": 0.05, "context": 0.05, "100": 0.1, "95-99": 0.3, "85-94": 0.5, "75-84": 0.7, "50-74": 0.9, "none": 1.0,
}  # fmt: skip
"""Work left in a class, as a share of translating from nothing; `[stats.weights]` of `workbench.toml` overrides."""

PACE = 600.0
"""Source characters translated from nothing in an hour, where no pace has been measured."""

MEASURED_FROM = 500
"""Weighed characters with a time from which on the pace is taken from them."""

_SPACELESS = ("ja", "zh", "th")
_CHARACTERS_A_WORD = 2.5

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Count:
    """An amount of text: segments, words, characters with and without spaces."""

    segments: int = 0
    words: int = 0
    characters: int = 0
    characters_without_spaces: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(
            self.segments + other.segments,
            self.words + other.words,
            self.characters + other.characters,
            self.characters_without_spaces + other.characters_without_spaces,
        )


@dataclass(frozen=True, slots=True)
class DocumentStats:
    """What there is to say of one document (or of all, under the name `total`).

    Attributes:
        name: The document.
        total: All of its source text.
        target: All of its targets.
        bands: By class of match.
        statuses: By status.
        left: Source characters not yet confirmed, weighed by class.
        hours: What they take at the measured pace.
    """

    name: str
    total: Count
    target: Count
    bands: Mapping[str, Count]
    statuses: Mapping[str, Count]
    left: float
    hours: float


@dataclass(frozen=True, slots=True)
class Stats:
    """The statistics of documents.

    Attributes:
        documents: One by one.
        total: Together.
        pace: Source characters an hour behind the estimate.
        measured: Whether the pace was measured in this project.
        confidence: For each machine draft that was confirmed, its confidence and how much of it was changed (0–100).
        periods: Effort over time.
    """

    documents: tuple[DocumentStats, ...]
    total: DocumentStats
    pace: float
    measured: bool
    confidence: tuple[tuple[int, float], ...]
    periods: tuple[Period, ...]


def stats(project: Project, infos: Sequence[DocumentInfo], *, progress: Progress = lambda done, total: None) -> Stats:
    """The statistics of documents, in the order given; a repetition may repeat a segment of an earlier one.

    Raises:
        UsageError: `[stats]` of `workbench.toml` does not hold numbers.
    """
    weights, pace = _settings(project)
    records = edited(project.db, infos)
    timed = [record for record in records if record.seconds]
    spent = sum(record.seconds or 0.0 for record in timed)
    weighed = sum(weights.get(record.band, 1.0) * len(tags.strip(record.source)) for record in timed)
    measured = weighed >= MEASURED_FROM
    if measured:
        pace = 3600 * weighed / spent
    seen: set[str] = set()
    found = []
    whole = sum(info.segments for info in infos)
    done = 0
    for info in infos:
        one = _document(project, info, seen, weights, pace, lambda count, before=done: progress(before + count, whole))  # type: ignore[misc]
        done += info.segments
        found.append(one)
    confidence = tuple(
        (record.score, round(100 * record.change, 1))
        for record in records
        if record.origin == Origin.MT and record.score is not None
    )
    return Stats(tuple(found), _together(found), pace, measured, confidence, tuple(periods(records)))


def _document(
    project: Project,
    info: DocumentInfo,
    seen: set[str],
    weights: Mapping[str, float],
    pace: float,
    step: Callable[[int], None],
) -> DocumentStats:
    listed = segments.of_document(project.db, info.id)
    classes = _classes(project, info, listed, seen, step)
    bands = dict.fromkeys(BANDS, Count())
    statuses = {str(status): Count() for status in Status}
    target = Count()
    left = 0.0
    for segment, name in zip(listed, classes, strict=True):
        count = _count(segment.source, info.source_language)
        bands[name] += count
        statuses[segment.status] += count
        if segment.target:
            target += _count(segment.target, info.target_language)
        if not segment.status.is_final:
            left += weights[name] * count.characters
    return DocumentStats(info.name, _sum(bands.values()), target, bands, statuses, left, left / pace)


def _classes(
    project: Project, info: DocumentInfo, listed: Sequence[Segment], seen: set[str], step: Callable[[int], None]
) -> list[str]:
    """The class of each segment."""
    began = drafts(project.db, info.id)
    sources = ["", *(segment.source for segment in listed), ""]
    found: list[str] = []
    asked: list[int] = []
    for place, segment in enumerate(listed):
        key = match_key(segment.source)
        draft = began.get(segment.id)
        if key in seen:
            found.append("repetition")
        elif draft is not None and draft.origin not in (Origin.MT, Origin.GLOSSARY):
            name = band(draft.origin, draft.score)
            found.append(name if name in BANDS else "none")
        elif segment.status.is_final:
            found.append("none")
        else:
            found.append("")
            asked.append(place)
        seen.add(key)
    for start in range(0, len(asked), 200):
        some = asked[start : start + 200]
        queries = [(listed[place].source, sources[place], sources[place + 2]) for place in some]
        pair = info.source_language, info.target_language
        for place, matches in zip(some, project.memory.find_many(queries, *pair, minimum=50, limit=1), strict=True):
            whole = [match for match in matches if match.kind != "fragment"]
            origin = (
                {"context": Origin.CONTEXT, "exact": Origin.EXACT}.get(whole[0].kind, Origin.FUZZY)
                if whole
                else Origin.NONE
            )
            found[place] = band(origin, whole[0].score if whole else None)
        step(some[-1] + 1)
    return found


def _count(text: str, language: str) -> Count:
    text = tags.strip(text)
    solid = sum(not char.isspace() for char in text)
    words = round(solid / _CHARACTERS_A_WORD) if language[:2] in _SPACELESS else len(text.split())
    return Count(1, words, len(text), solid)


def _sum(counts: Iterable[Count]) -> Count:
    return sum(counts, Count())


def _together(found: Sequence[DocumentStats]) -> DocumentStats:
    return DocumentStats(
        "total",
        _sum(one.total for one in found),
        _sum(one.target for one in found),
        {name: _sum(one.bands[name] for one in found) for name in BANDS},
        {str(status): _sum(one.statuses[status] for one in found) for status in Status},
        sum(one.left for one in found),
        sum(one.hours for one in found),
    )


def _settings(project: Project) -> tuple[dict[str, float], float]:
    table = project.settings.table("stats")
    weights, pace = table.get("weights", {}), table.get("pace", PACE)
    path = project.settings.path
    if not isinstance(pace, int | float) or pace <= 0:
        raise UsageError("'pace' in [stats] must be a number of characters an hour", path=path)
    if not isinstance(weights, Mapping) or not all(
        name in BANDS and isinstance(weight, int | float) for name, weight in weights.items()
    ):
        raise UsageError(
            "[stats.weights] must hold a number for a match band", path=path, hint=f"bands: {', '.join(BANDS)}"
        )
    return {**WEIGHTS, **weights}, float(pace)
