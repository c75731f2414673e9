"""`workbench align --edit` opens the editor on the alignment it has just made."""

from pathlib import Path

from workbench.model import AlignedRow, Alignment
from workbench.store import beads
from workbench.tui.app import WorkbenchApp
from workbench.tui.screens.align import AlignScreen
from workbench.workflow.project import Project


async def test_the_editor_opens_on_an_alignment(tmp_path: Path) -> None:
    rows = (AlignedRow((0,), (0,), 0.9),)
    alignment = Alignment("가.md", "a.md", "ko", "en", ("수출이 늘었다.",), ("Exports rose.",), rows)
    with Project(tmp_path / "a.db") as project:
        number = beads.add(project.db, alignment)
        app = WorkbenchApp(project, alignment=number)
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            assert isinstance(app.screen, AlignScreen)
