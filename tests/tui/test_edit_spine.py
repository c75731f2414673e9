"""The editor's main path: type, confirm, go on, undo; nothing typed is lost."""

from workbench.model import Origin, Status
from workbench.store import segments

from .conftest import editing, rows, settled, shown, type_text


async def test_enter_confirms_and_goes_on_and_the_memory_learns(project):
    async with editing(project) as (pilot, screen):
        await type_text(pilot, "Sea lanes and the state in between")
        await pilot.press("enter")
        assert screen.grid.cursor == 1
        first = screen.session.segments[0]
        assert (first.target, first.status, first.origin) == (
            "Sea lanes and the state in between",
            Status.CONFIRMED,
            Origin.HUMAN,
        )
        assert project.memory.count() == 1
        assert "✓" in rows(screen)[0]


async def test_an_empty_target_is_not_confirmed(project):
    async with editing(project) as (pilot, screen):
        await pilot.press("enter")
        assert screen.grid.cursor == 0
        assert screen.session.segments[0].status is Status.UNTRANSLATED


async def test_ctrl_s_confirms_without_moving(project):
    async with editing(project) as (pilot, screen):
        await type_text(pilot, "Title")
        await pilot.press("ctrl+s")
        assert screen.grid.cursor == 0
        assert screen.session.segments[0].status is Status.CONFIRMED


async def test_what_was_typed_is_kept_when_the_segment_is_left(project):
    async with editing(project) as (pilot, screen):
        await type_text(pilot, "Half a")
        await pilot.press("ctrl+down")
        assert screen.grid.cursor == 1
        kept = segments.get(project.db, screen.session.segments[0].id)
        assert (kept.target, kept.status) == ("Half a", Status.EDITED)


async def test_ctrl_n_goes_to_the_next_open_segment_and_round_the_end(project):
    async with editing(project) as (pilot, screen):
        for place in range(len(screen.rows) - 1):
            screen.session.confirm(screen.session.segments[place].id, "Done.")
        screen.go(2)
        await pilot.pause()
        await pilot.press("ctrl+n")
        assert screen.grid.cursor == len(screen.rows) - 1
        await pilot.press("ctrl+n")
        assert screen.grid.cursor == len(screen.rows) - 1


async def test_ctrl_z_undoes_typing_first_and_the_confirm_after_it(project):
    async with editing(project) as (pilot, screen):
        await type_text(pilot, "Title")
        await pilot.press("enter")
        await type_text(pilot, "Second")
        await pilot.press("ctrl+z")
        assert screen.editor.text == ""
        await pilot.press("ctrl+z")
        assert screen.grid.cursor == 0
        assert screen.session.segments[0].status is Status.UNTRANSLATED
        assert project.memory.count() == 0
        await pilot.press("ctrl+y")
        assert screen.session.segments[0].status is Status.CONFIRMED
        assert screen.editor.text == "Title"


async def test_ctrl_j_starts_a_line(project):
    async with editing(project) as (pilot, screen):
        await type_text(pilot, "One")
        await pilot.press("ctrl+j")
        await type_text(pilot, "two")
        assert screen.editor.passage == "One\ntwo"


async def test_the_memory_offers_what_was_confirmed_and_f2_takes_it(project):
    async with editing(project) as (pilot, screen):
        screen.go(1)
        await type_text(pilot, "Sea lanes are a nation's arteries.")
        await pilot.press("enter")
        screen.go(len(screen.rows) - 1)
        await settled(pilot)
        assert "100%" in shown(screen.panel)
        await pilot.press("f2")
        assert screen.editor.text == "Sea lanes are a nation's arteries."
        await pilot.press("ctrl+z")
        assert screen.editor.text == ""


async def test_terms_are_underlined_in_the_source_and_listed(project):
    async with editing(project) as (pilot, screen):
        screen.go(1)
        await settled(pilot)
        assert "sea lane · sea route" in shown(screen.panel)
        assert "not: ocean" in shown(screen.panel)
        assert screen.source._highlighted == ((0, 5, "term"),)


async def test_without_a_model_the_panel_says_what_to_install(project):
    async with editing(project) as (pilot, screen):
        await settled(pilot)
        assert "workbench models install" in shown(screen.panel)
        await pilot.press("alt+d")
        assert screen.editor.text == ""


async def test_the_machine_drafts_in_the_background_and_alt_d_takes_it(project, installed_models):
    async with editing(project) as (pilot, screen):
        screen.go(1)
        await settled(pilot)
        draft = screen.help_given.draft
        assert draft is not None
        await pilot.press("alt+d")
        assert screen.editor.text == draft.target


async def test_reopening_finds_the_work_and_the_place(project):
    async with editing(project) as (pilot, screen):
        await type_text(pilot, "Title")
        await pilot.press("enter")
        await type_text(pilot, "Unfinished")
        await pilot.press("ctrl+q")
    async with editing(project) as (_, screen):
        assert screen.grid.cursor == 1
        assert screen.editor.text == "Unfinished"
        assert screen.session.segments[0].status is Status.CONFIRMED


async def test_a_click_on_a_row_is_enough_to_type_in_it(project):
    async with editing(project) as (pilot, screen):
        place = next(y for y, line in enumerate(rows(screen)) if "한미동맹은" in line)
        await pilot.click("#grid", offset=(20, place))
        await pilot.pause()
        assert screen.segment.source == "한미동맹은 이 길을 지켜 왔다."
        await type_text(pilot, "The alliance")
        assert screen.editor.passage == "The alliance"


async def test_the_number_of_a_segment_is_whole_however_much_there_is_to_say(project):
    async with editing(project, size=(80, 24)) as (pilot, screen):
        screen.elsewhere = "somebody with a very long name"
        await type_text(pilot, "T")
        await pilot.press("alt+m", "alt+l")
        screen.show_state()
        assert shown(screen.line).rstrip().endswith(f"1/{len(screen.rows)}")
