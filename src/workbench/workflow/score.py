"""Scoring drafts: against a reference file, or against the text the editors confirmed, and what the editing cost.

Scores are given for all segments, and by document, by origin of the draft and by kind of block; effort also by model and
over time. A second set of drafts can be put beside the first by paired bootstrap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workbench import evaluate
from workbench.documents.encoding import decode
from workbench.errors import UsageError
from workbench.evaluate import Comparison, Edited, Effort, Period, Score
from workbench.evaluate.effort import groups
from workbench.store import documents as stored
from workbench.store import segments
from workbench.store.documents import DocumentInfo
from workbench.text import tags
from workbench.text.normal import nfc
from workbench.workflow.history import band, drafts, edited
from workbench.workflow.importing import read_file
from workbench.workflow.project import Project


@dataclass(frozen=True, slots=True)
class Group:
    """The scores of some of the segments; `effort` is None where they were scored against a reference file."""

    name: str
    segments: int
    scores: tuple[Score, ...]
    effort: Effort | None = None


@dataclass(frozen=True, slots=True)
class ScoreReport:
    """Everything `workbench score` tells.

    Attributes:
        against: `confirmed text`, or the name of the reference file.
        total: All segments together.
        by: Groups by what they have in common: `document`, `origin`, `kind`, `model`.
        comparisons: The drafts beside those of another file, a metric each.
        periods: Effort over time, oldest first.
        records: The segments behind it, for plots and habits; empty with a reference file.
    """

    against: str
    total: Group
    by: Mapping[str, tuple[Group, ...]] = field(default_factory=dict)
    comparisons: tuple[Comparison, ...] = ()
    periods: tuple[Period, ...] = ()
    records: tuple[Edited, ...] = ()


@dataclass(frozen=True, slots=True)
class _Pair:
    draft: str
    reference: str
    document: str
    origin: str
    kind: str


def score_confirmed(project: Project, infos: Sequence[DocumentInfo]) -> ScoreReport:
    """Drafts against what was made of them, and what that cost.

    Raises:
        UsageError: No segment that began as a draft is confirmed, or the documents are of several target languages.
    """
    language = _language(infos)
    records = edited(project.db, infos)
    drafted = [record for record in records if record.draft]
    if not drafted:
        what = f"'{infos[0].name}' has" if len(infos) == 1 else "the documents have"
        raise UsageError(
            f"{what} no confirmed segment that began as a draft, so there is nothing to score",
            hint="confirm drafts in the editor, or score against a file with --reference",
        )

    def group(name: str, listed: Sequence[Edited]) -> Group:
        with_draft = [record for record in listed if record.draft]
        scores = evaluate.score(
            [tags.strip(record.draft) for record in with_draft],
            [tags.strip(record.final) for record in with_draft],
            language,
        )
        return Group(name, len(listed), tuple(scores), evaluate.effort(listed))

    keys: dict[str, Callable[[Edited], str]] = {
        "document": lambda record: record.document,
        "origin": lambda record: record.band,
        "kind": lambda record: record.kind,
        "model": lambda record: record.model,
    }
    by = {
        name: tuple(group(label, listed) for label, listed in groups(drafted, key).items() if label)
        for name, key in keys.items()
    }
    return ScoreReport(
        "confirmed text",
        group("all", records),
        {name: found for name, found in by.items() if len(found) > 1 or (name == "model" and found)},
        periods=tuple(evaluate.periods(records)),
        records=tuple(records),
    )


def score_reference(project: Project, info: DocumentInfo, reference: Path, others: Iterable[Path] = ()) -> ScoreReport:
    """The drafts of a document against a file with one line a segment, and beside other files of drafts.

    A segment's draft is the last one that was put into it, or its target where it never had one.

    Raises:
        UsageError: A file has another number of lines than the document has segments, or two systems have one name.
        InputError: A file cannot be read.
    """
    lines = _lines(reference)
    began = drafts(project.db, info.id)
    kinds = {entry.id: entry.block.kind for entry in stored.blocks(project.db, info.id)}
    pairs = []
    listed = segments.of_document(project.db, info.id)
    if len(lines) != len(listed):
        raise UsageError(
            f"the reference has {len(lines)} lines and '{info.name}' has {len(listed)} segments",
            path=reference,
            hint="give one line a segment, in reading order",
        )
    for segment, line in zip(listed, lines, strict=True):
        draft = began.get(segment.id)
        text = tags.strip(draft.target if draft else segment.target)
        origin = band(draft.origin, draft.score) if draft else band(segment.origin, segment.score)
        pairs.append(_Pair(text, line, info.name, origin, kinds[segment.block_id]))
    if not any(pair.draft for pair in pairs):
        raise UsageError(f"'{info.name}' has no draft to score", hint="make some: workbench pretranslate")

    def group(name: str, some: Sequence[_Pair]) -> Group:
        found = evaluate.score([pair.draft for pair in some], [pair.reference for pair in some], info.target_language)
        return Group(name, len(some), tuple(found))

    by: dict[str, dict[str, list[_Pair]]] = {"origin": {}, "kind": {}}
    for pair in pairs:
        by["origin"].setdefault(pair.origin, []).append(pair)
        by["kind"].setdefault(pair.kind, []).append(pair)
    systems = {info.name: [pair.draft for pair in pairs]}
    for other in others:
        if other.name in systems:
            raise UsageError(f"two systems are called '{other.name}'", hint="rename one of the files")
        systems[other.name] = _lines(other)
    comparisons = evaluate.compare(systems, lines, info.target_language) if len(systems) > 1 else []
    return ScoreReport(
        reference.name,
        group("all", pairs),
        {
            name: tuple(group(label, some) for label, some in found.items())
            for name, found in by.items()
            if len(found) > 1
        },
        tuple(comparisons),
    )


def _language(infos: Sequence[DocumentInfo]) -> str:
    languages = sorted({info.target_language for info in infos})
    if len(languages) > 1:
        raise UsageError(f"the documents are in several languages ({', '.join(languages)})", hint="name one document")
    return languages[0]


def _lines(path: Path) -> list[str]:
    data = read_file(path)
    text = decode(data, path.name)[0] if data.strip() else ""
    lines = nfc(text).replace("\r\n", "\n").split("\n")
    return lines[:-1] if lines[-1] == "" else lines
