"""Batch drafting: the TM first, then the glossary for bare terms, then machine translation for the rest.

Only untranslated segments are touched, so a second run does nothing and a killed one goes on where it stopped: drafts are
written chunk by chunk as they come. All documents of a language pair are decoded together, because batches that cross
documents are what makes a small machine fast.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

from workbench.errors import NoModelError
from workbench.evaluate import Rewrite, rewrite
from workbench.language import datelines
from workbench.language.codes import family
from workbench.language.scripts import written_in
from workbench.model import BlockKind, DraftRequest, Finding, Match, Origin, Segment, Status, TermHit
from workbench.mt.survivors import lift
from workbench.store import documents as stored
from workbench.store import revisions, runs, segments, verdicts
from workbench.store.database import transaction
from workbench.store.documents import DocumentInfo
from workbench.store.revisions import Revision
from workbench.text import tags
from workbench.workflow.engines import open_engine
from workbench.workflow.project import Project

if TYPE_CHECKING:
    from workbench.mt.engine import Engine

T = TypeVar("T")

CHUNK = 500
"""Segments written in one transaction, at the most."""

FLUSH_SECONDS = 1.0
"""How much drafting a killed run may lose."""

BANDS = ("context", "100", "95-99", "85-94", "75-84", "50-74", "glossary", "copied", "mt", "none")
"""OmegaT's match classes, and what filled the rest."""

ASIAN = ("ko", "ja", "zh")
"""Languages whose script tells their lines from English ones."""

AUTHOR = "workbench"
"""Whose name machine drafts carry in the history."""

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Options:
    """How to draft: TM matches from `min_match` per cent, MT or not, its beam and threads (0: all cores), the engine where
    it is not the settings' own, and the address of a Ray cluster to spread it over."""

    min_match: int = 75
    mt: bool = True
    beam: int = 4
    threads: int = 0
    engine: str = ""
    ray: str = ""


@dataclass(slots=True)
class DocumentReport:
    """What a run did to one document; `bands` counts the segments it drafted by match class."""

    name: str
    segments: int
    characters: int
    drafted: int = 0
    bands: Counter[str] = field(default_factory=Counter)
    terms_missed: list[dict[str, Any]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    rewritten: list[dict[str, Any]] = field(default_factory=list)
    empty: int = 0


@dataclass(slots=True)
class Report:
    """What a run did: one report a document, a signature a language pair, the time, and the models that were missing."""

    documents: list[DocumentReport]
    signatures: list[str] = field(default_factory=list)
    seconds: float = 0.0
    missing_models: list[NoModelError] = field(default_factory=list)
    cancelled: bool = False

    @property
    def signature(self) -> str:
        """How the run was made, a line for each language pair."""
        return "\n".join(self.signatures)


@dataclass(frozen=True, slots=True)
class _Job:
    """A segment waiting for a draft, with what the steps need to know of it."""

    segment: Segment
    kind: BlockKind
    previous: str
    following: str
    report: DocumentReport
    hits: tuple[TermHit, ...] = ()


def pretranslate(
    project: Project,
    documents: Sequence[DocumentInfo],
    options: Options = Options(),
    *,
    progress: Progress = lambda done, total: None,
    cancelled: Cancelled = lambda: False,
    only: Collection[int] | None = None,
) -> Report:
    """Draft every untranslated segment of the documents, or those of the ids in `only`.

    `progress` hears the number of segments done and in all. Without a model the TM and the glossary still draft, and the
    report says which model is missing.
    """
    began = time.monotonic()
    report = Report([])
    pairs: dict[tuple[str, str], list[_Job]] = {}
    for info in documents:
        part, jobs = _pending(project, info, only)
        report.documents.append(part)
        pairs.setdefault((info.source_language, info.target_language), []).extend(jobs)
    total = sum(map(len, pairs.values()))
    if total == 0:
        return report
    done = 0

    def step(count: int) -> None:
        nonlocal done
        done += count
        progress(done, total)

    for (source_language, target_language), jobs in pairs.items():
        run = _Run(project, source_language, target_language, options, cancelled)
        run_id = runs.start(project.db, "pretranslate", run.signature)
        rest = run.leverage(jobs, step)
        rest = run.terms(rest, step)
        if options.mt and rest and not cancelled():
            try:
                rest = run.translate(rest, step)
            except NoModelError as error:
                report.missing_models.append(error)
        for job in rest:
            job.report.bands["none"] += 1
        if jobs:
            report.signatures.append(run.signature)
        runs.finish(project.db, run_id, run.signature, {"segments": len(jobs), "left": len(rest)})
    report.seconds = time.monotonic() - began
    report.cancelled = cancelled()
    return report


_Drafted = tuple[_Job, Segment, str]
"""A job, its segment as drafted, and the band it counts in."""


class _Run:
    """One language pair of a run."""

    def __init__(
        self, project: Project, source_language: str, target_language: str, options: Options, cancelled: Cancelled
    ) -> None:
        self.project = project
        self.source_language, self.target_language = source_language, target_language
        self.options = options
        self.cancelled = cancelled
        self.matcher = project.glossary.matcher(source_language, target_language)
        self.rules = [
            Rewrite(rule.before, rule.after) for rule in verdicts.rewrites(project.db, source_language, target_language)
        ]
        self.engine: Engine | None = None

    @property
    def signature(self) -> str:
        """How this run's drafts are made, in one line."""
        engine = self.engine.signature if self.engine else "none"
        return (
            f"pair:{self.source_language}-{self.target_language}|tm:{self.project.memory.count()}"
            f"|min:{self.options.min_match}|terms:{self.project.glossary.count()}|mt:{engine}"
        )

    def leverage(self, jobs: Sequence[_Job], step: Callable[[int], None]) -> list[_Job]:
        """Fill from the TM; returns the jobs it has no match for."""
        rest: list[_Job] = []
        for chunk in _chunks(jobs):
            if self.cancelled():
                rest.extend(chunk)
                continue
            drafted: list[_Drafted] = []
            found = self.project.memory.find_many(
                [(job.segment.source, job.previous, job.following) for job in chunk],
                self.source_language,
                self.target_language,
                minimum=self.options.min_match,
                terms=self.project.glossary.matcher(self.source_language, self.target_language).find,
            )
            for job, matches in zip(chunk, found, strict=True):
                match = next((match for match in matches if match.kind != "fragment"), None)
                if match is None:
                    rest.append(job)
                    continue
                origin = Origin(match.kind) if match.kind in ("context", "exact") else Origin.FUZZY
                drafted.append((job, _draft(job.segment, match.target, origin, match.score), band(match)))
            self._write(drafted)
            step(len(drafted))
        return rest

    def terms(self, jobs: Sequence[_Job], step: Callable[[int], None]) -> list[_Job]:
        """Fill what needs no machine (one glossary term and nothing else, a date, a line of English among the Korean), and
        note the terms of the others."""
        rest: list[_Job] = []
        drafted: list[_Drafted] = []
        for job in jobs:
            hits = tuple(self.matcher.find(job.segment.source))
            text = tags.strip(job.segment.source).strip()
            whole = [hit for hit in hits if hit.targets and hit.end - hit.start >= len(text) and hit.grade == "exact"]
            if whole:
                drafted.append((job, _draft(job.segment, whole[0].targets[0], Origin.GLOSSARY, 100), "glossary"))
            elif family(self.target_language) == "en" and (dated := self._dated(job.segment)):
                drafted.append((job, _draft(job.segment, dated, Origin.SOURCE, 100), "copied"))
            elif self._is_target_text(text):
                drafted.append((job, _draft(job.segment, job.segment.source, Origin.SOURCE, 100), "copied"))
            else:
                rest.append(replace(job, hits=hits))
        for chunk in _chunks(drafted):
            self._write(chunk)
            step(len(chunk))
        return rest

    def translate(self, jobs: Sequence[_Job], step: Callable[[int], None]) -> list[_Job]:
        """Draft by machine, writing as batches finish; returns the jobs left without a draft.

        Raises:
            NoModelError: No model is installed for the pair.
        """
        options = self.options
        self.engine = open_engine(
            self.project,
            self.source_language,
            self.target_language,
            name=options.engine,
            beam=options.beam,
            threads=options.threads,
            ray=options.ray,
        )
        cache = runs.DraftStore(self.project.db, self.engine.signature)
        requests = [DraftRequest(job.segment.source, job.hits, job.kind) for job in jobs]
        left = set(range(len(jobs)))
        waiting: list[_Drafted] = []
        written = time.monotonic()
        for index, draft in self.engine.draft(requests, cache=cache, cancelled=self.cancelled):
            job = jobs[index]
            job.report.findings.extend(draft.findings)
            if draft.terms_step == "missed":
                job.report.terms_missed.append(
                    {"segment": job.segment.id, "source": job.segment.source, "target": draft.target}
                )
            if draft.target:
                left.discard(index)
                waiting.append((job, _draft(job.segment, draft.target, Origin.MT, draft.confidence), "mt"))
            else:
                job.report.empty += 1
            if len(waiting) >= CHUNK or time.monotonic() - written > FLUSH_SECONDS:
                self._write(waiting)
                waiting, written = [], time.monotonic()
            step(1)
        self._write(waiting)
        return [jobs[index] for index in sorted(left)]

    def _dated(self, segment: Segment) -> str | None:
        """A line of nothing but dates and serial numbers, in English."""
        return None if tags.marks(segment.source) else datelines.english(segment.source, self.source_language)

    def _is_target_text(self, text: str) -> bool:
        """Whether a line is written in the target's script (or holds no letter at all) while the source's is another.

        Addresses do not count: they are longer than the word that stands before them.
        """
        source, target = family(self.source_language), family(self.target_language)
        return target not in ASIAN and source in ASIAN and written_in(lift(text).text) not in ASIAN

    def _write(self, drafted: Sequence[_Drafted]) -> None:
        """Store drafts; a segment that an editor touched meanwhile is left to the editor."""
        by_document: dict[int, list[Revision]] = {}
        rewritten: dict[int, list[Revision]] = {}
        with transaction(self.project.db):
            for job, after, name in drafted:
                if segments.get(self.project.db, job.segment.id) != job.segment:
                    continue
                by_document.setdefault(after.document_id, []).append(Revision(job.segment, after))
                job.report.bands[name] += 1
                job.report.drafted += 1
                if name == "mt":
                    self._rewrite(job, after, rewritten)
            for document_id, changed in (*by_document.items(), *rewritten.items()):
                revisions.record(self.project.db, document_id, "draft", changed, author=AUTHOR)

    def _rewrite(self, job: _Job, draft: Segment, rewritten: dict[int, list[Revision]]) -> None:
        """Apply the project's rewrite rules to a machine draft, as a revision of its own, so that it shows and can go."""
        text, used = rewrite(draft.target, self.rules)
        if used:
            rewritten.setdefault(draft.document_id, []).append(Revision(draft, replace(draft, target=text)))
            rules = [{"before": rule.before, "after": rule.after} for rule in used]
            job.report.rewritten.append({"segment": draft.id, "rules": rules})


def band(match: Match) -> str:
    """The class of a match in OmegaT's terms."""
    if match.kind == "context":
        return "context"
    for name in ("100", "95-99", "85-94", "75-84"):
        if match.score >= int(name.split("-")[0]):
            return name
    return "50-74"


def _draft(segment: Segment, target: str, origin: Origin, score: int) -> Segment:
    return replace(segment, target=target, status=Status.DRAFT, origin=origin, score=score)


def _pending(project: Project, info: DocumentInfo, only: Collection[int] | None) -> tuple[DocumentReport, list[_Job]]:
    kinds = {entry.id: entry.block.kind for entry in stored.blocks(project.db, info.id)}
    everything = segments.of_document(project.db, info.id)
    characters = sum(len(tags.strip(segment.source)) for segment in everything)
    report = DocumentReport(info.name, len(everything), characters)
    sources = ["", *(segment.source for segment in everything), ""]
    jobs = [
        _Job(segment, kinds[segment.block_id], sources[place], sources[place + 2], report)
        for place, segment in enumerate(everything)
        if segment.status is Status.UNTRANSLATED
        and not segment.target
        and not segment.locked
        and (only is None or segment.id in only)
    ]
    return report, jobs


def _chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]
