"""Checking documents, and one segment as it is typed: the checks given what the project knows of each segment.

A finding that somebody passed over stays out, unless it is asked for; applying a fix is an ordinary change of the
editing session, and so undoable.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from workbench import __version__, checks
from workbench.errors import UsageError
from workbench.exchange import sarif
from workbench.model import BlockKind, Document, Finding, Segment, TermHit
from workbench.store import documents as stored
from workbench.store import segments, verdicts
from workbench.store.documents import DocumentInfo
from workbench.text.normal import nfc
from workbench.workflow.editing import Session
from workbench.workflow.history import Drafted, drafts
from workbench.workflow.project import Project


@dataclass(frozen=True, slots=True)
class Located:
    """A finding with where it stands.

    Attributes:
        document: The document's name.
        number: The segment's number in the document, from 1.
        segment: The segment.
        finding: What is wrong.
        line: The line of the source file its source stands on, from 1; 0 where the file has no lines.
        ignored: Whether somebody said to pass over it.
    """

    document: str
    number: int
    segment: Segment
    finding: Finding
    line: int = 0
    ignored: bool = False

    @property
    def reference(self) -> str:
        """How the finding is named on the command line: document id, segment number and check."""
        return f"{self.segment.document_id}:{self.number}:{self.finding.check}"


def profile(project: Project) -> checks.Profile:
    """Which checks run in this project, and how grave they are.

    Raises:
        UsageError: `[checks]` of `workbench.toml` names no check, or no severity.
    """
    return checks.Profile.read(project.settings.table("checks"), project.settings.path)


def check_document(
    project: Project, info: DocumentInfo, *, only: Iterable[str] = (), ignored: bool = False
) -> list[Located]:
    """What is wrong with a document, in reading order.

    Args:
        project: Where it is.
        info: Which document.
        only: Names of checks to report; all where empty.
        ignored: Whether findings to pass over are reported too, marked.

    Raises:
        UsageError: `only` names no check.
    """
    wanted = _names(only)
    listed = segments.of_document(project.db, info.id)
    numbers = {segment.id: number for number, segment in enumerate(listed, 1)}
    by_id = {segment.id: segment for segment in listed}
    passed = verdicts.ignored(project.db)
    lines = _Lines(*stored.load(project.db, info.id), info)
    found = []
    for finding in checks.run_document(list(inputs(project, info, listed)), profile(project)):
        is_passed = finding in passed
        if (wanted and finding.check not in wanted) or (is_passed and not ignored) or finding.segment_id is None:
            continue
        segment = by_id[finding.segment_id]
        found.append(Located(info.name, numbers[segment.id], segment, finding, lines.of(segment), is_passed))
    return sorted(found, key=lambda item: item.number)


def inputs(project: Project, info: DocumentInfo, listed: Sequence[Segment]) -> Iterator[checks.CheckInput]:
    """What the checks are given of each of a document's segments."""
    matcher = project.glossary.matcher(info.source_language, info.target_language)
    kinds = {entry.id: entry.block.kind for entry in stored.blocks(project.db, info.id)}
    began = drafts(project.db, info.id)
    for block_id, group in groupby(listed, key=lambda segment: segment.block_id):
        before = ""
        for segment in group:
            terms = tuple(matcher.find(segment.source))
            yield check_input(info, segment, segment.target, terms, kinds[block_id], before, began.get(segment.id))
            before = segment.target


def check_input(
    info: DocumentInfo,
    segment: Segment,
    target: str,
    terms: tuple[TermHit, ...],
    kind: BlockKind,
    previous_target: str = "",
    draft: Drafted | None = None,
) -> checks.CheckInput:
    """What the checks are given of one segment, with the target as it stands or is being typed."""
    return checks.CheckInput(
        segment.source,
        target,
        info.source_language,
        info.target_language,
        terms,
        segment.status,
        segment.origin,
        draft.score if draft and segment.score is None else segment.score,
        draft.target if draft else "",
        draft.origin if draft else segment.origin,
        kind,
        previous_target,
        segment.id,
    )


class LiveChecker:
    """The checks of one segment at a time while it is typed: some hundred microseconds a call.

    The glossary's terms of a source are looked up once; make a new checker when the glossary or the settings change.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._profile = profile(session.project)
        self._matcher = session.project.glossary.matcher(session.info.source_language, session.info.target_language)
        self._terms: dict[str, tuple[TermHit, ...]] = {}
        self._ignored = verdicts.ignored(session.project.db)

    def findings(self, segment_id: int, target: str) -> list[Finding]:
        """What is wrong with a segment if its target were this text."""
        segment = self._session.get(segment_id)
        if segment.source not in self._terms:
            self._terms[segment.source] = tuple(self._matcher.find(segment.source))
        given = check_input(
            self._session.info,
            segment,
            nfc(target),
            self._terms[segment.source],
            self._session.blocks[segment.block_id].kind,
            self._previous_target(segment),
        )
        return [finding for finding in checks.run(given, self._profile) if finding not in self._ignored]

    def ignore(self, finding: Finding, *, everywhere: bool = False) -> None:
        """Pass over a finding from now on."""
        project = self._session.project
        verdicts.ignore(project.db, finding, author=project.author, everywhere=everywhere)
        self._ignored = verdicts.ignored(project.db)

    def restore(self, finding: Finding) -> None:
        """Heed a finding again."""
        verdicts.restore(self._session.project.db, finding)
        self._ignored = verdicts.ignored(self._session.project.db)

    def _previous_target(self, segment: Segment) -> str:
        place = self._session.index(segment.id)
        before = self._session.segments[place - 1] if place else None
        return before.target if before and before.block_id == segment.block_id else ""


def fix(project: Project, info: DocumentInfo, only: Iterable[str]) -> int:
    """Apply every fix that these checks suggest, as one undoable change; returns how many segments changed.

    Fixes are applied from the end of a target to its start, and where two overlap the later one waits for another run.

    Raises:
        UsageError: `only` names no check.
    """
    session = Session(project, str(info.id))
    found = [item for item in check_document(project, info, only=only) if item.finding.suggestion is not None]
    targets = []
    for segment_id, group in groupby(found, key=lambda item: item.segment.id):
        target, border = session.get(segment_id).target, None
        for item in sorted(group, key=lambda item: -item.finding.start):
            if item.finding.side == "target" and (border is None or item.finding.end <= border):
                target, border = checks.apply(target, item.finding), item.finding.start
        targets.append((segment_id, target))
    return len(session.replace_targets(targets, "fix")) if targets else 0


def as_sarif(project: Project, infos: Sequence[DocumentInfo], found: Iterable[Located]) -> str:
    """The findings as a SARIF log; documents are named by their path from the project's folder where they lie in it."""
    folder = project.path.resolve().parent
    uris = {info.id: _uri(Path(info.path), folder) for info in infos}
    here = profile(project)
    rules = {name: (check.summary, here.severity(check)) for name, check in checks.checks().items()}
    rules = {name: rule for name, rule in rules.items() if rule[1] in checks.SEVERITIES}
    results = (
        sarif.Result(
            uris[item.segment.document_id],
            item.line,
            item.segment.source,
            item.segment.target,
            item.finding,
            item.ignored,
        )
        for item in found
    )
    return sarif.render(results, rules, __version__)


def _uri(path: Path, folder: Path) -> str:
    return quote(path.relative_to(folder).as_posix()) if path.is_relative_to(folder) else path.as_uri()


def pass_over(project: Project, reference: str, *, everywhere: bool = False, back: bool = False) -> int:
    """Pass over the findings that a reference (`2:14:numbers`) names, or heed them again; returns how many.

    Raises:
        UsageError: The reference names no finding.
    """
    document, number, name = ([*reference.split(":", 2), "", ""])[:3]
    if not name:
        raise UsageError(f"no finding '{reference}'", hint="workbench check shows the references of findings")
    info = stored.find(project.db, document)
    found = [
        item.finding
        for item in check_document(project, info, only=[name], ignored=True)
        if str(item.number) == number and item.ignored is back
    ]
    if not found:
        raise UsageError(f"no finding '{reference}'", hint="workbench check shows the references of findings")
    for finding in found:
        if back:
            verdicts.restore(project.db, finding)
        else:
            verdicts.ignore(project.db, finding, author=project.author, everywhere=everywhere)
    return len(found)


def _names(only: Iterable[str]) -> set[str]:
    wanted = set(only)
    unknown = sorted(wanted - checks.checks().keys())
    if unknown:
        raise UsageError(f"no check '{unknown[0]}'", hint=f"there are: {', '.join(checks.checks())}")
    return wanted


class _Lines:
    """Where segments stand in a text file."""

    def __init__(self, document: Document, entries: Sequence[stored.StoredBlock], info: DocumentInfo) -> None:
        self._starts = {entry.id: entry.block.start for entry in entries}
        self._text = ""
        if info.format in ("md", "txt") and document.encoding:
            self._text = nfc(document.original.decode(document.encoding, errors="replace"))

    def of(self, segment: Segment) -> int:
        """The line a segment's source begins on, from 1; 0 where the file has no lines."""
        if not self._text:
            return 0
        return self._text.count("\n", 0, self._starts[segment.block_id] + segment.start) + 1
