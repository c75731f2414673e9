"""Repairs of a damaged paper: listed with their reason, accepted or taken back, the segment following at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.errors import UsageError
from workbench.store import documents as stored
from workbench.store import segments
from workbench.store.documents import DocumentInfo
from workbench.workflow.importing import import_document
from workbench.workflow.project import Project
from workbench.workflow.repairs import decide, repairs

PAPER = "海上交通路は目 先の利益だけで守れるものではなく、**長い**再 構築の作業を要する。\n"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project(tmp_path / "workbench.db", durable=False) as opened:
        yield opened


@pytest.fixture
def paper(project: Project, tmp_path: Path) -> DocumentInfo:
    path = tmp_path / "paper.md"
    path.write_text(PAPER, encoding="utf-8")
    report = import_document(project, path, source_language="ja", target_language="en")
    return stored.find(project.db, report.name)


def source(project: Project, info: DocumentInfo) -> str:
    (segment,) = segments.of_document(project.db, info.id)
    return segment.source


def test_repairs_are_listed_with_their_place_and_reason_and_markup_is_none(
    project: Project, paper: DocumentInfo
) -> None:
    found = list(repairs(project, paper, pending_only=False))
    assert [repair.reason for repair in found] == ["stray space inside a sentence"] * 2
    assert [repair.before.partition("[ ]")[2][:2] for repair in found] == ["先の", "構築"]


def test_a_rejected_repair_shows_the_source_as_it_was_and_can_be_accepted_again(
    project: Project, paper: DocumentInfo
) -> None:
    assert "目先" in source(project, paper)
    first = next(iter(repairs(project, paper, pending_only=False)))
    assert decide(project, paper, {first.key: False}) == 1
    assert "目 先" in source(project, paper)
    assert "再構築" in source(project, paper)
    assert decide(project, paper, {first.key: True}) == 1
    assert "目先" in source(project, paper)


def test_a_key_that_names_no_repair_is_refused_and_nothing_changes(project: Project, paper: DocumentInfo) -> None:
    before = source(project, paper)
    for key in ("9.9", "0", "zero.one"):
        with pytest.raises(UsageError, match="no repair"):
            decide(project, paper, {key: True})
    assert source(project, paper) == before
