"""The whole path on the shipped sample, told step by step: import, leverage, draft, hand over.

It shows what a first day looks like without a terminal: the glossary comes in, one Korean paper brings its published
translation into the TM, the other papers are drafted from TM, terms and the best model at hand, and TMX and the
bilingual pages are written.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path

from workbench.errors import InputError
from workbench.model import Origin, Segment, Status
from workbench.store import documents as stored
from workbench.store import segments
from workbench.store.documents import DocumentInfo
from workbench.text import tags
from workbench.text.counting import counted
from workbench.workflow import align, alignments, exporting, glossary, sample
from workbench.workflow.importing import import_document
from workbench.workflow.pretranslate import Options, Report, pretranslate
from workbench.workflow.project import Project

PUBLISHED = ("ko-shipping-lanes.md", "ja-island-chain.md")
"""The papers whose translation plays the part of last year's work: it is aligned into the TM."""

Say = Callable[[str], None]


def run(into: Path, say: Say, progress: Callable[[int, int], None]) -> None:
    """Run the demo in a folder, which is made where it is missing.

    Raises:
        InputError: The folder cannot be made.
    """
    root = sample.folder()
    try:
        into.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"cannot be made ({error.strerror})", path=into) from error
    with Project(into / "workbench.db") as project:
        added = glossary.import_terms(project, root / "glossary" / "policy.tsv")
        say(
            f"Glossary: {counted(added.concepts, 'concept')}, {counted(added.terms, 'term')} in {', '.join(added.languages)}."
        )
        for name in PUBLISHED:
            say(_align(project, root / "corpus", name))
        infos = []
        for name, language in sample.PAPERS.items():
            paper = import_document(project, root / "corpus" / name, source_language=language, target_language="en")
            infos.append(stored.find(project.db, str(paper.document_id)))
            say(f"Paper: {paper.name}, {counted(paper.segments, 'segment')}.")
        report = pretranslate(project, infos, Options(), progress=progress)
        _tell(report, say)
        say("")
        for info in infos:
            _show(project, info, say)
        say("")
        for path, what in _write(project, infos, into):
            say(f"{path}  {what}")
    say("")
    say(f"Next: make edit, or: {shlex.join(['workbench', '--db', str(into / 'workbench.db'), 'edit', infos[0].name])}")


def _align(project: Project, folder: Path, name: str) -> str:
    """Align a paper with its published translation and let the memory have the pairs, unless it has them."""
    language, translation = sample.PAPERS[name], f"{Path(name).stem}.en.md"
    found = align.align_files(project, folder / name, folder / translation, language, "en", align.Options(mt=False))
    added = alignments.to_memory(project, found.alignment, least=0.5)
    return f"Memory: {name} aligned with {translation}: {found.paired} pairs, {added.added} new."


def _tell(report: Report, say: Say) -> None:
    for part in report.documents:
        bands = ", ".join(f"{name} {count}" for name, count in part.bands.items() if count)
        say(f"Drafted: {part.name}: {bands or 'nothing left to draft'}.")
    for error in report.missing_models:
        say(f"No machine drafts: {error}")


def _show(project: Project, info: DocumentInfo, say: Say, count: int = 3) -> None:
    """A few prose segments side by side: the first that each source of drafts has filled."""
    drafted = [
        segment
        for segment in segments.of_document(project.db, info.id)
        if len(segment.source) >= 20 and segment.target and segment.origin is not Origin.SOURCE
    ]
    shown: dict[str, Segment] = {}
    for segment in [*drafted, *drafted[:count]]:
        shown.setdefault(segment.origin, segment)
    for segment in sorted(shown.values(), key=lambda segment: segment.position)[:count]:
        say(f"  {_line(segment)}")


def _line(segment: Segment) -> str:
    score = f" {segment.score}" if segment.score is not None else ""
    return f"{tags.strip(segment.source)}\n    → {tags.strip(segment.target)}  [{segment.origin}{score}]"


def _write(project: Project, infos: list[DocumentInfo], into: Path) -> list[tuple[Path, str]]:
    written = []
    for info in infos:
        page = into / f"{Path(info.name).stem}.html"
        exporting.export(project, [info], "html", page, statuses=list(Status))
        written.append((page, "bilingual page"))
    for language in ("ko", "ja"):
        ours = [info for info in infos if info.source_language == language]
        path = into / f"{language}-en.tmx"
        written.append((path, exporting.export(project, ours, "tmx", path, statuses=list(Status))))
    return written
