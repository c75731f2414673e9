"""What post-editing cost: how much of a draft was changed, how many stood untouched, and the time it took.

Edit distance is Levenshtein's over characters; HTER is TER of the draft against what the editor made of it (Snover et
al. 2006), so 0 means untouched and 100 as many edits as words. Computed from records as plain values, so that the same
numbers come out for a document, an origin, a model or a month.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from workbench.text import tags


@dataclass(frozen=True, slots=True)
class Edited:
    """A segment from its draft to its confirmed target.

    Attributes:
        segment_id: Which segment.
        document: Its document's name.
        kind: What its block is.
        source: The source text.
        draft: The draft as it was offered, empty where the editor began with nothing.
        final: The target as confirmed.
        origin: Where the draft came from.
        band: Its class: a match band (`95-99`), `mt`, `glossary`, `none`.
        model: The engine that made it, empty where none did.
        score: Match percentage or confidence of the draft.
        seconds: Time spent on it, None where it was not measured.
        at: When it was confirmed (`20261122T044500Z`).
    """

    segment_id: int
    document: str
    kind: str
    source: str
    draft: str
    final: str
    origin: str
    band: str
    model: str = ""
    score: int | None = None
    seconds: float | None = None
    at: str = ""

    @property
    def untouched(self) -> bool:
        """Whether the draft was confirmed as it stood."""
        return bool(self.draft) and self.draft == self.final

    @property
    def distance(self) -> int:
        """Characters inserted, deleted or replaced between the draft and the final target."""
        from rapidfuzz.distance import Levenshtein

        return Levenshtein.distance(self.draft, self.final)

    @property
    def change(self) -> float:
        """The edit distance as a share of the longer of draft and final target, 0–1."""
        longer = max(len(self.draft), len(self.final))
        return self.distance / longer if longer else 0.0


@dataclass(frozen=True, slots=True)
class Effort:
    """The cost of a set of segments.

    Attributes:
        segments: How many.
        drafted: How many of them began as a draft.
        untouched: How many drafts were confirmed as they stood.
        characters: Characters of their sources, tag marks left out.
        distance: Characters changed from the drafts to the final targets.
        hter: TER of the drafts against the final targets, None without a draft.
        timed: How many segments have a time.
        seconds: Time spent on those.
        timed_characters: Characters of their sources.
    """

    segments: int
    drafted: int
    untouched: int
    characters: int
    distance: int
    hter: float | None
    timed: int
    seconds: float
    timed_characters: int

    @property
    def untouched_share(self) -> float | None:
        """The share of drafts confirmed as they stood, 0–1."""
        return self.untouched / self.drafted if self.drafted else None

    @property
    def seconds_per_segment(self) -> float | None:
        """Mean time of a segment."""
        return self.seconds / self.timed if self.timed else None

    @property
    def seconds_per_thousand(self) -> float | None:
        """Mean time of a thousand source characters."""
        return 1000 * self.seconds / self.timed_characters if self.timed_characters else None


@dataclass(frozen=True, slots=True)
class Period:
    """The effort of a stretch of time, `label` being a day or a month."""

    label: str
    effort: Effort


def effort(records: Iterable[Edited]) -> Effort:
    """What these segments cost."""
    listed = list(records)
    drafted = [record for record in listed if record.draft]
    timed = [record for record in listed if record.seconds is not None]
    return Effort(
        segments=len(listed),
        drafted=len(drafted),
        untouched=sum(record.untouched for record in drafted),
        characters=sum(_characters(record) for record in listed),
        distance=sum(record.distance for record in drafted),
        hter=_hter(drafted),
        timed=len(timed),
        seconds=sum(record.seconds or 0.0 for record in timed),
        timed_characters=sum(_characters(record) for record in timed),
    )


def groups(records: Iterable[Edited], key: Callable[[Edited], str]) -> dict[str, list[Edited]]:
    """The records by what `key` says of them, in the order of first appearance."""
    found: dict[str, list[Edited]] = {}
    for record in records:
        found.setdefault(key(record), []).append(record)
    return found


def periods(records: Sequence[Edited]) -> list[Period]:
    """The effort day by day, or month by month where the records span more than two months, oldest first."""
    dated = sorted((record for record in records if record.at and record.draft), key=lambda record: record.at)
    if not dated:
        return []
    by_month = int(dated[-1].at[:6]) - int(dated[0].at[:6]) > 2
    size = 6 if by_month else 8
    return [
        Period("-".join(filter(None, (label[:4], label[4:6], label[6:8]))), effort(found))
        for label, found in groups(dated, lambda record: record.at[:size]).items()
    ]


def trend(found: Sequence[Period]) -> str:
    """Whether drafts got closer to the confirmed text over time, in a sentence."""
    first, last = (found[0].effort.hter, found[-1].effort.hter) if found else (None, None)
    if len(found) < 2 or first is None or last is None:
        return "One period only: no trend can be told yet."
    if abs(last - first) < 1:
        return f"Drafts are as close to the confirmed text as they were: HTER {first:.1f} then, {last:.1f} now."
    nearer = "closer to" if last < first else "further from"
    return f"Drafts got {nearer} the confirmed text: HTER {first:.1f} then, {last:.1f} now."


def _characters(record: Edited) -> int:
    return len(tags.strip(record.source))


def _hter(drafted: Sequence[Edited]) -> float | None:
    if not drafted:
        return None
    from sacrebleu.metrics.ter import TER

    score: float = (
        TER().corpus_score([record.draft for record in drafted], [[record.final for record in drafted]]).score
    )
    return score
