"""A new alignment is made without leaving the editor: of documents, of paths, in the background."""

from contextlib import asynccontextmanager

from workbench.store import beads
from workbench.tui.app import WorkbenchApp
from workbench.tui.screens.align import AlignScreen
from workbench.tui.screens.align_new import AlignDialog
from workbench.tui.screens.alignments import AlignmentsRoom
from workbench.workflow.importing import import_document

from .conftest import settled, shown, type_text

ENGLISH = """# Sea lanes and the state between

Sea lanes are the arteries of a nation. The ROK–US alliance has guarded them. The Korean economy is in a crisis.

- First, do not see distant conflict as the affair of others.
- Second, look at premiums and freight together.

> The sea joins and does not divide.

Sea lanes are the arteries of a nation.
"""


@asynccontextmanager
async def opened(project, size=(120, 40)):
    app = WorkbenchApp(project)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        yield pilot, app


async def test_a_document_is_aligned_with_a_file_from_the_list_of_documents(project, tmp_path):
    path = tmp_path / "paper.en.md"
    path.write_text(ENGLISH, encoding="utf-8")
    async with opened(project) as (pilot, app):
        await pilot.press("a")
        dialog = app.screen
        assert isinstance(dialog, AlignDialog)
        assert dialog.query_one("#source").value == "paper.md"
        await type_text(pilot, str(tmp_path / "paper.e"))
        await pilot.pause(0.1)
        await pilot.press("right")
        assert dialog.query_one("#target").value == str(path)
        await pilot.press("enter")
        await settled(pilot)
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, AlignScreen)
        assert screen.alignment.source_name == "paper.md"
        assert all(row.sources and row.targets for row in screen.alignment.rows)
        await pilot.press("escape")
        await settled(pilot)
        assert [entry.source_name for entry in beads.listing(project.db)] == ["paper.md"]


async def test_two_documents_of_the_project_are_aligned_from_the_list_of_alignments(project, tmp_path):
    path = tmp_path / "english.md"
    path.write_text(ENGLISH, encoding="utf-8")
    import_document(project, path, source_language="en", target_language="ko")
    async with opened(project, (80, 24)) as (pilot, app):
        await pilot.press("ctrl+o", "a")
        await settled(pilot)
        assert isinstance(app.screen, AlignmentsRoom)
        assert "press a" in shown(app.screen.listing)
        await pilot.press("a")
        await type_text(pilot, "paper.md")
        await pilot.press("tab")
        await type_text(pilot, "engl")
        await pilot.pause(0.1)
        await pilot.press("right", "tab", "tab", "ctrl+u")
        await type_text(pilot, "en")
        app.screen.query_one("#from").value = "KO"
        await pilot.press("enter")
        await settled(pilot)
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, AlignScreen)
        assert (screen.alignment.source_language, screen.alignment.target_name) == ("ko", "english.md")


async def test_what_cannot_be_aligned_is_said_in_the_dialog(project):
    async with opened(project) as (pilot, app):
        await pilot.press("a")
        dialog = app.screen
        await type_text(pilot, "nowhere.md")
        await pilot.press("enter")
        assert "neither a document nor a file nowhere.md" in str(dialog.query_one("#told").render())
        await pilot.press("ctrl+u")
        await type_text(pilot, "paper.md")
        await pilot.press("enter")
        assert "the same document" in str(dialog.query_one("#told").render())
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is not dialog


async def test_aligning_can_be_stopped(project, tmp_path, monkeypatch):
    from workbench.align.aligner import Cancelled
    from workbench.workflow import alignments

    path = tmp_path / "paper.en.md"
    path.write_text(ENGLISH, encoding="utf-8")

    def endless(project, *names, progress, cancelled, **options):
        while not cancelled():
            progress(1, 2)
        raise Cancelled

    monkeypatch.setattr(alignments, "create", endless)
    async with opened(project) as (pilot, app):
        await pilot.press("a")
        await type_text(pilot, str(path))
        await pilot.press("enter")
        await pilot.pause(0.5)
        assert "Aligning 1/2 · alt+q stops" in shown(app.screen.query_one("RoomBar"))
        await pilot.press("alt+q")
        await settled(pilot)
        assert "Aligning was stopped." in [note.message for note in app._notifications]
        assert beads.listing(project.db) == []
