"""Handing over in the formats of other tools: XLIFF both ways, tables, an OmegaT project."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.exchange import Skipped, tmx, tsv, xliff
from workbench.model import Status, Unit
from workbench.store import documents as stored
from workbench.store.documents import DocumentInfo
from workbench.workflow import exporting
from workbench.workflow.editing import Session
from workbench.workflow.importing import import_document
from workbench.workflow.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project(tmp_path / "workbench.db", durable=False) as opened:
        yield opened


@pytest.fixture
def info(project: Project, tmp_path: Path) -> DocumentInfo:
    path = tmp_path / "paper.md"
    path.write_text("# 좁은 바다\n\n해협은 좁다. 항로는 **길다**.\n")
    report = import_document(project, path, source_language="ko", target_language="en")
    session = Session(project, str(report.document_id))
    session.confirm(session.segments[0].id, "Narrow Seas")
    session.save(session.segments[1].id, "The strait is")
    return stored.find(project.db, str(report.document_id))


@pytest.mark.parametrize("format_", ["xliff", "xliff2"])
def test_xliff_holds_every_segment_with_its_state(
    project: Project, info: DocumentInfo, tmp_path: Path, format_: str
) -> None:
    out = tmp_path / "paper.xlf"
    assert exporting.export(project, [info], format_, out, statuses=list(Status)) == "3 segments"
    title, sentence, last = xliff.read(out, "ko", "en")
    assert isinstance(title, Unit)
    assert isinstance(sentence, Unit)
    assert (title.target, title.status, title.document) == ("Narrow Seas", Status.CONFIRMED, "paper.md")
    assert (sentence.target, sentence.status) == ("The strait is", Status.EDITED)
    assert isinstance(last, Skipped)


def test_a_table_holds_what_is_confirmed(project: Project, info: DocumentInfo, tmp_path: Path) -> None:
    out = tmp_path / "paper.tsv"
    assert exporting.export(project, [info], "tsv", out) == "1 unit"
    (unit,) = tsv.read(out, "ko", "en")
    assert isinstance(unit, Unit)
    assert (unit.source, unit.target, unit.author) == ("좁은 바다", "Narrow Seas", project.author)


def test_an_omegat_project_holds_document_memory_and_glossary(
    project: Project, info: DocumentInfo, tmp_path: Path
) -> None:
    out = tmp_path / "omegat"
    assert exporting.export(project, [info], "omegat", out).startswith("3 segments")
    assert (out / "source/paper.md.xlf").is_file()
    assert tmx.check(out / "tm/auto/workbench.tmx") == 1
    assert (out / "glossary/glossary.txt").is_file()
