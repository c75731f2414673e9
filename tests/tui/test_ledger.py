"""The ledger: outliers first, to their segments, repaired all at once after a preview, taken back, across runs too."""

from contextlib import asynccontextmanager

import pytest

from workbench.tui.app import WorkbenchApp
from workbench.tui.screens.ask import Ask
from workbench.tui.screens.edit import EditScreen
from workbench.tui.screens.ledger import LedgerRoom, Spot
from workbench.tui.screens.preview import Preview
from workbench.workflow.editing import Session
from workbench.workflow.importing import import_document

from .conftest import editing, settled, shown, type_text

TARGETS = (
    "Sea lanes are the arteries of a nation.",
    "Ocean roads are guarded.",
    "The ocean road is long.",
    "The way by sea.",
)


@pytest.fixture
def uneven(project, tmp_path):
    """A paper in which 해상교통로 is rendered in three ways, and a second one with an outlier of its own."""
    for name, count in (("lanes.md", 4), ("more.md", 2)):
        path = tmp_path / name
        path.write_text("\n\n".join(f"해상교통로가 {number}번 나온다." for number in range(count)), encoding="utf-8")
        import_document(project, path, source_language="ko", target_language="en")
    session = Session(project, "lanes.md")
    for segment, target in zip(session.segments, TARGETS, strict=True):
        session.confirm(segment.id, target, propagate=False)
    other = Session(project, "more.md")
    other.save(other.segments[0].id, "An ocean road again.")
    return project


@asynccontextmanager
async def ledger(project, size=(120, 40)):
    async with editing(project, "lanes.md", size) as (pilot, screen):
        await pilot.press("ctrl+o", "l")
        await settled(pilot)
        room = screen.app.screen
        assert isinstance(room, LedgerRoom)
        yield pilot, room


def targets(project, name="lanes.md"):
    return [segment.target for segment in Session(project, name).segments]


OUTLIER, MISSING, LEADING = (Spot("해상교통로", text) for text in ("ocean road", "", "sea lane"))


async def test_outliers_stand_before_the_leading_rendering_with_their_place(uneven):
    async with ledger(uneven) as (pilot, room):
        drawn = shown(room.listing)
        assert "3 of 4 otherwise" in drawn
        assert drawn.index("ocean road") < drawn.index("✓ sea lane")
        assert "Ocean roads are guarded." in drawn
        assert "1 of 1 terms rendered otherwise · lanes.md" in shown(room.query_one("RoomBar"))
        room.listing.stand_on(OUTLIER)
        await pilot.press("right")
        assert "The ocean road is long." in shown(room.listing)
        await pilot.press("enter")
        await settled(pilot)
        screen = room.app.screen
        assert isinstance(screen, EditScreen)
        assert screen.grid.cursor == 2
        assert screen.editor.selected_text == "ocean road"
        await pilot.press("ctrl+o", "l")
        await settled(pilot)
        assert room.listing.current == OUTLIER
        assert "2 of 2" in shown(room.listing)


async def test_all_are_repaired_by_one_key_after_a_preview_and_taken_back(uneven):
    async with ledger(uneven) as (pilot, room):
        room.listing.stand_on(OUTLIER)
        await pilot.press("f")
        assert isinstance(room.app.screen, Preview)
        assert "sea lane in 2 segments" in str(room.app.screen.query_one(".title").render())
        await pilot.press("escape")
        assert targets(uneven) == list(TARGETS)
        await pilot.press("f", "down", "space", "enter")
        await settled(pilot)
        assert targets(uneven) == [TARGETS[0], "Sea lanes are guarded.", *TARGETS[2:]]
        assert room.app.edited.session.segments[1].target == "Sea lanes are guarded."
        await pilot.press("z")
        await settled(pilot)
        assert targets(uneven) == list(TARGETS)
        await pilot.press("z")
        assert "was no repair" in str([note.message for note in room.app._notifications])


async def test_on_the_leading_rendering_every_other_one_is_repaired_and_ctrl_z_undoes_it_in_the_next_run(uneven):
    async with ledger(uneven) as (pilot, room):
        room.listing.stand_on(LEADING)
        await pilot.press("f", "enter")
        await settled(pilot)
        assert targets(uneven)[1:3] == ["Sea lanes are guarded.", "The sea lane is long."]
    async with editing(uneven, "lanes.md") as (pilot, _):
        await pilot.press("ctrl+z")
        assert targets(uneven) == list(TARGETS)


async def test_what_is_not_there_cannot_be_replaced_and_another_rendering_can_be_typed(uneven):
    async with ledger(uneven) as (pilot, room):
        room.listing.stand_on(MISSING)
        await pilot.press("f")
        assert "nothing to replace" in str([note.message for note in room.app._notifications])
        room.listing.stand_on(OUTLIER)
        await pilot.press("e")
        assert isinstance(room.app.screen, Ask)
        await pilot.press("ctrl+u")
        await type_text(pilot, "sea route")
        await pilot.press("enter", "enter")
        await settled(pilot)
        assert targets(uneven)[1] == "Sea routes are guarded."


async def test_all_documents_of_the_languages_are_taken_in_and_repaired(uneven):
    async with ledger(uneven, (80, 24)) as (pilot, room):
        await pilot.press("s")
        await settled(pilot)
        assert "3 documents" in shown(room.query_one("RoomBar"))
        room.listing.stand_on(OUTLIER)
        await pilot.press("f", "enter")
        await settled(pilot)
        assert "sea lane again" in targets(uneven, "more.md")[0]
        await pilot.press("z")
        await settled(pilot)
        await pilot.press("z")
        await settled(pilot)
        assert targets(uneven) == list(TARGETS)
        assert targets(uneven, "more.md")[0] == "An ocean road again."
        room.listing.stand_on(OUTLIER)
        await pilot.press("left", "enter")
        await settled(pilot)
        assert room.app.edited.session.info.name == "more.md"


async def test_terms_rendered_one_way_are_shown_on_demand_and_the_list_is_filtered(project):
    session = Session(project, "paper.md")
    session.confirm(session.segments[1].id, "Sea lanes are arteries.", propagate=False)
    app = WorkbenchApp(project)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await app.action_room("ledger")
        await settled(pilot)
        await app.open_document("paper.md")
        await pilot.press("ctrl+o", "l")
        await settled(pilot)
        room = app.screen
        assert "Every term is rendered one way" in shown(room.listing)
        await pilot.press("o")
        assert "1 alike" in shown(room.listing)
        await pilot.press("slash")
        await type_text(pilot, "동맹")
        await pilot.pause(0.2)
        assert "1 alike" not in shown(room.listing)
