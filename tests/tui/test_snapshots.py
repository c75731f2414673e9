"""A few moments of the editor, as pictures: a change of looks is seen here, and meant.

`pytest tests/tui/test_snapshots.py --snapshot-update` accepts new looks.
"""

import pytest

from workbench.align.editing import from_beads
from workbench.model import Alignment, Bead
from workbench.store import beads
from workbench.tui.app import WorkbenchApp
from workbench.tui.screens.align import AlignScreen
from workbench.tui.screens.edit import EditScreen

from .conftest import settled
from .test_harvest import paper
from .test_ledger import uneven

__all__ = ["paper", "uneven"]


@pytest.mark.parametrize(
    ("document", "size"),
    [("paper.md", (120, 40)), ("island.md", (120, 40)), ("island.md", (80, 24)), ("paper.md", (180, 48))],
    ids=["korean", "japanese", "narrow", "wide"],
)
def test_editing(project, snap_compare, document, size):
    """Source and target side by side (stacked where it is narrow), terms underlined, suggestions beside the editor."""

    async def translated(pilot):
        await settled(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, EditScreen)
        screen.session.confirm(screen.session.segments[0].id, "A title")
        screen.show_changed([screen.session.segments[0]])
        screen.go(1)
        await settled(pilot)

    assert snap_compare(WorkbenchApp(project, document), terminal_size=size, run_before=translated)


def test_findings(project, snap_compare):
    """Findings with their place in the text, gravest in red, fixes behind an arrow."""

    async def checked(pilot):
        await settled(pilot)
        screen = pilot.app.screen
        screen.session.save(screen.session.segments[1].id, "The ocean road  is an artery.")
        await pilot.press("f8")
        await settled(pilot)

    assert snap_compare(WorkbenchApp(project, "paper.md"), terminal_size=(120, 32), run_before=checked)


def test_alignment(project, snap_compare):
    """Confirmed, sure and doubtful rows, segments of one cell parted by a sign."""
    number = beads.add(
        project.db,
        from_beads(
            Alignment("a.md", "a.en.md", "ko", "en", ("하나다.", "둘이다.", "셋이다."), ("One.", "Two and three."), ()),
            [Bead((0,), (0,), 0.96), Bead((1, 2), (1,), 0.41)],
        ),
    )

    async def reviewed(pilot):
        await settled(pilot)
        await pilot.app.push_screen(AlignScreen(project, number))
        await pilot.press("enter")
        await settled(pilot)

    assert snap_compare(WorkbenchApp(project), terminal_size=(120, 24), run_before=reviewed)


def test_harvest(paper, snap_compare):
    """Candidates with their rendering and the sentence they stand in; the kind at the right."""

    async def reviewed(pilot):
        await settled(pilot)
        await pilot.press("alt+y", "h")
        await settled(pilot)

    assert snap_compare(WorkbenchApp(paper, "terms.md"), terminal_size=(120, 28), run_before=reviewed)


def test_ledger(uneven, snap_compare):
    """Terms that wander: outliers before the leading rendering, each with its place, where it is missing in red."""

    async def read(pilot):
        await settled(pilot)
        await pilot.press("ctrl+o", "l")
        await settled(pilot)

    assert snap_compare(WorkbenchApp(uneven, "lanes.md"), terminal_size=(120, 28), run_before=read)
