"""A changed file imported again keeps every translation that still has its sentence."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.model import Origin, Status
from workbench.store import documents as stored
from workbench.store import revisions, segments
from workbench.workflow.editing import Session
from workbench.workflow.importing import ImportReport, import_document
from workbench.workflow.project import Project

FIRST = """# 좁은 바다

해협은 좁고 항로는 길다. 비용은 해마다 오른다.

우회 항로는 열흘이 더 걸린다.

보험료는 세 배가 되었다.
"""

SECOND = """# 좁은 바다

보험료는 세 배가 되었다.

해협은 좁고 항로는 길다. 비용은 해마다 크게 오른다.

새로운 문단이 여기에 들어왔다.
"""


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project(tmp_path / "workbench.db", durable=False) as opened:
        yield opened


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "paper.md"
    path.write_text(FIRST, encoding="utf-8")
    return path


def bring(project: Project, path: Path) -> ImportReport:
    return import_document(project, path, source_language="ko", target_language="en")


def translated(project: Project, paper: Path) -> Session:
    session = Session(project, bring(project, paper).name)
    for segment in list(session.segments):
        session.confirm(segment.id, f"[{segment.source}]")
    session.annotate(session.segments[1].id, note="확인")
    return session


def test_what_is_the_same_stays_what_changed_is_a_fuzzy_draft(project: Project, paper: Path) -> None:
    translated(project, paper)
    paper.write_text(SECOND, encoding="utf-8")
    report = bring(project, paper)
    assert (report.state, report.segments) == ("updated", 5)
    assert (report.kept, report.moved, report.changed, report.added, report.gone) == (2, 1, 1, 1, 1)
    rows = segments.of_document(project.db, report.document_id)
    assert [(row.source, row.target, row.status) for row in rows] == [
        ("좁은 바다", "[좁은 바다]", Status.CONFIRMED),
        ("보험료는 세 배가 되었다.", "[보험료는 세 배가 되었다.]", Status.CONFIRMED),
        ("해협은 좁고 항로는 길다.", "[해협은 좁고 항로는 길다.]", Status.CONFIRMED),
        ("비용은 해마다 크게 오른다.", "[비용은 해마다 오른다.]", Status.DRAFT),
        ("새로운 문단이 여기에 들어왔다.", "", Status.UNTRANSLATED),
    ]
    assert (rows[3].origin, rows[2].note) == (Origin.FUZZY, "확인")
    assert rows[3].score is not None
    assert 50 <= rows[3].score < 100


def test_ids_and_history_stay_with_the_sentence(project: Project, paper: Path) -> None:
    session = translated(project, paper)
    insurance = session.segments[-1]
    paper.write_text(SECOND, encoding="utf-8")
    report = bring(project, paper)
    rows = segments.of_document(project.db, report.document_id)
    assert rows[1].id == insurance.id
    actions = [entry.action for entry in revisions.history(project.db, report.document_id, segment_id=insurance.id)]
    assert actions == ["import", "confirm"]
    assert list(revisions.history(project.db, report.document_id, segment_id=rows[4].id)) == []


def test_undo_does_not_reach_behind_a_reimport_but_works_after_it(project: Project, paper: Path) -> None:
    translated(project, paper)
    paper.write_text(SECOND, encoding="utf-8")
    bring(project, paper)
    session = Session(project, "paper.md")
    assert session.undo() == []
    session.confirm(session.segments[4].id, "A new paragraph came in here.")
    assert session.undo()[0].target == ""


def test_what_is_gone_stays_in_the_memory(project: Project, paper: Path) -> None:
    translated(project, paper)
    paper.write_text(SECOND, encoding="utf-8")
    bring(project, paper)
    (match,) = project.memory.find("우회 항로는 열흘이 더 걸린다.", "ko", "en", limit=1)
    assert match.target == "[우회 항로는 열흘이 더 걸린다.]"


def test_the_new_version_is_what_goes_out(project: Project, paper: Path) -> None:
    translated(project, paper)
    paper.write_text(SECOND, encoding="utf-8")
    report = bring(project, paper)
    document, _ = stored.load(project.db, report.document_id)
    assert document.original == SECOND.encode()


def test_other_documents_are_left_alone(project: Project, paper: Path, tmp_path: Path) -> None:
    translated(project, paper)
    other = tmp_path / "other.md"
    other.write_text("항로는 하나가 아니다.\n", encoding="utf-8")
    second = bring(project, other)
    before = segments.of_document(project.db, second.document_id)
    paper.write_text(SECOND, encoding="utf-8")
    bring(project, paper)
    assert segments.of_document(project.db, second.document_id) == before
