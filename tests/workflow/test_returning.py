"""A translation that comes back from another tool finds its segments, and can be undone."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.errors import InterchangeError
from workbench.exchange import tmx, xliff
from workbench.model import Status, Unit
from workbench.workflow.editing import Session
from workbench.workflow.exporting import export
from workbench.workflow.importing import import_document
from workbench.workflow.project import Project
from workbench.workflow.returning import take_back

PAPER = "# 좁은 바다\n\n해협은 좁다. 항로는 길다. 해협은 좁다.\n\n[보험료](https://example.org)도 오름.\n"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    (tmp_path / "paper.md").write_text(PAPER, encoding="utf-8")
    with Project(tmp_path / "workbench.db") as project:
        import_document(project, tmp_path / "paper.md", source_language="ko", target_language="en")
        yield Session(project, "paper.md")


@pytest.fixture(params=["1.2", "2.1"])
def returned(session: Session, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Our file, with every segment translated and confirmed by somebody else."""
    path = tmp_path / "paper.xlf"
    texts = [
        "The Narrow Sea",
        "The strait is narrow.",
        "The route is long.",
        "Narrow it is.",
        "⟦1⟧Premiums⟦/1⟧ rise too.",
    ]
    for segment, text in zip(session.segments, texts, strict=True):
        session.confirm(segment.id, text, propagate=False)
    xliff.write(path, session.segments, "ko", "en", document="paper.md", version=request.param)
    for _ in texts:
        session.undo()
    assert {segment.status for segment in session.segments} == {Status.UNTRANSLATED}
    return path


def test_everything_comes_back_as_one_change(session: Session, returned: Path) -> None:
    (report,) = take_back(session.project, returned)
    assert (report.document, report.changed, report.same, report.strange) == ("paper.md", 5, 0, ())
    session.reload()
    assert [segment.target for segment in session.segments][1::2] == ["The strait is narrow.", "Narrow it is."]
    assert {segment.status for segment in session.segments} == {Status.CONFIRMED}
    assert session.segments[-1].target == "⟦1⟧Premiums⟦/1⟧ rise too."
    assert session.project.memory.find("항로는 길다.", "ko", "en")[0].target == "The route is long."
    session.undo()
    assert {segment.status for segment in session.segments} == {Status.UNTRANSLATED}
    assert session.project.memory.find("항로는 길다.", "ko", "en") == []


def test_a_second_time_changes_nothing(session: Session, returned: Path) -> None:
    take_back(session.project, returned)
    (report,) = take_back(session.project, returned)
    assert (report.changed, report.same) == (0, 5)


def test_locked_segments_and_those_that_are_gone_are_told(session: Session, returned: Path) -> None:
    session.annotate(session.segments[0].id, locked=True)
    session.edit_source(session.segments[2].id, "항로는 매우 길고 험하다.")
    (report,) = take_back(session.project, returned)
    assert (report.changed, report.locked, report.strange) == (3, 1, ("항로는 길다.",))


def test_a_segment_that_is_better_here_keeps_its_status(session: Session, returned: Path) -> None:
    first = session.segments[0].id
    session.confirm(first, "The Narrow Sea")
    session.review(first)
    take_back(session.project, returned)
    session.reload()
    assert session.get(first).status is Status.REVIEWED


def test_numbers_of_another_tool_are_no_hindrance(session: Session, returned: Path) -> None:
    text = returned.read_text(encoding="utf-8")
    for segment in session.segments:
        text = text.replace(f'id="{segment.id}"', f'id="tu-{segment.id + 70}"').replace(
            f'id="s{segment.id}"', 'id="s0"'
        )
    returned.write_text(text, encoding="utf-8")
    (report,) = take_back(session.project, returned)
    session.reload()
    assert (report.changed, session.segments[3].target) == (5, "Narrow it is.")


def test_a_file_of_another_document_is_refused_in_one_sentence(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "other.xlf"
    session.confirm(session.segments[0].id, "The Narrow Sea")
    xliff.write(path, session.segments, "ko", "en", document="other.docx")
    with pytest.raises(InterchangeError, match=r"a translation of 'other\.docx', which the project does not hold"):
        take_back(session.project, path)
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(InterchangeError):
        take_back(session.project, path)


@pytest.mark.clients
@pytest.mark.skipif(shutil.which("omegat") is None, reason="OmegaT is not installed")
def test_what_a_real_omegat_translated_comes_back(session: Session, tmp_path: Path) -> None:
    session.confirm(session.segments[0].id, "The Narrow Sea")
    folder = tmp_path / "project"
    export(session.project, [session.info], "omegat", folder)
    tmx.write(folder / "tm/auto/theirs.tmx", [Unit("ko", "en", "항로는 길다.", "The route is long.")], "ko", "en")
    run = subprocess.run(
        ["omegat", folder, "--mode=console-translate", f"--config-dir={tmp_path / 'settings'}"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    (returned,) = (folder / "target").rglob("*.xlf")
    (report,) = take_back(session.project, returned)
    assert (report.changed, report.same, report.strange) == (1, 1, ())
    session.reload()
    assert [segment.target for segment in session.segments[:3]] == ["The Narrow Sea", "", "The route is long."]
