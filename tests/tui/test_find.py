"""Find marks as you type, filter hides, replace shows before it writes."""

from workbench.tui.screens.replace import Replace
from workbench.tui.widgets.find_bar import FindBar

from .conftest import editing, rows, settled, shown, type_text


async def _typed(pilot, text):
    await type_text(pilot, text)
    await pilot.pause(0.2)


def _told(screen):
    return str(screen.query_one(FindBar).query_one("#told").render())


async def test_find_counts_marks_and_steps(project):
    async with editing(project) as (pilot, screen):
        await pilot.press("ctrl+f")
        await _typed(pilot, "핏줄")
        assert _told(screen) == "2 found"
        assert screen.rows.source_marks
        await pilot.press("enter")
        assert screen.grid.cursor == 1
        await pilot.press("enter")
        assert screen.grid.cursor == len(screen.rows) - 1
        await pilot.press("up")
        assert screen.grid.cursor == 1
        await pilot.press("escape")
        assert screen.editor.has_focus
        assert not screen.rows.source_marks


async def test_a_filter_shows_only_what_was_found_until_it_is_taken_off(project):
    async with editing(project) as (pilot, screen):
        total = len(screen.rows)
        await pilot.press("ctrl+f")
        await _typed(pilot, "핏줄")
        await pilot.press("tab")
        assert len(screen.rows) == 2
        assert "핏줄 · 2 shown" in shown(screen.bar)
        await pilot.press("escape")
        await type_text(pilot, "Arteries.")
        await pilot.press("enter")
        assert screen.session.segments[1].target == "Arteries."
        assert screen.grid.cursor == 1
        await pilot.press("ctrl+g")
        await type_text(pilot, "1")
        await pilot.press("enter")
        assert len(screen.rows) == total
        assert screen.grid.cursor == 0


async def test_a_filter_lasts_until_the_next_run(project):
    async with editing(project) as (pilot, screen):
        screen.filter_by("핏줄")
        await pilot.press("ctrl+q")
    async with editing(project) as (pilot, screen):
        assert len(screen.rows) == 2
        screen.show_all()
        assert len(screen.rows) == len(screen.session.segments)


async def test_a_filter_stays_over_split_join_and_undo(project):
    async with editing(project) as (pilot, screen):
        screen.filter_by("핏줄")
        await pilot.press("alt+x", "right", "right", "right", "right", "right", "right", "right", "alt+x")
        ids = [screen.rows.segment(place).id for place in range(len(screen.rows))]
        assert len(ids) == 3
        assert "핏줄 · 3 shown" in shown(screen.bar)
        await pilot.press("alt+j")
        assert len(screen.rows) == 2
        await pilot.press("ctrl+z")
        assert [screen.rows.segment(place).id for place in range(len(screen.rows))] == ids
        await pilot.press("ctrl+z")
        assert "핏줄 · 2 shown" in shown(screen.bar)


async def test_a_replace_elsewhere_is_taken_back_before_the_typing_that_came_first(project):
    async with editing(project) as (pilot, screen):
        await type_text(pilot, "Sea lanes")
        await pilot.press("ctrl+down")
        await type_text(pilot, "Sea lanes are arteries.")
        await pilot.press("ctrl+s", "ctrl+r")
        await _typed(pilot, "lanes$")
        await pilot.press("tab")
        await _typed(pilot, "roads")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert screen.session.segments[0].target == "Sea roads"
        await pilot.press("ctrl+z")
        assert screen.session.segments[0].target == "Sea lanes"
        assert screen.session.segments[1].target == "Sea lanes are arteries."


async def test_a_mark_set_after_typing_is_taken_back_before_it(project):
    async with editing(project) as (pilot, screen):
        await type_text(pilot, "Sea lanes")
        await pilot.press("alt+m", "ctrl+z")
        assert not screen.segment.bookmarked
        assert screen.editor.passage == "Sea lanes"
        await pilot.press("ctrl+z")
        assert screen.editor.passage == ""


async def test_an_undo_that_the_filter_hides_is_shown(project):
    async with editing(project) as (pilot, screen):
        await type_text(pilot, "Title")
        await pilot.press("ctrl+down")
        screen.filter_by("핏줄")
        await pilot.press("ctrl+z")
        assert screen.segment.id == screen.session.segments[0].id
        assert screen.editor.passage == ""
        assert not screen.filtered
        screen.go(2)
        await pilot.press("alt+x", "right", "right", "right", "right", "right", "right", "alt+x")
        screen.filter_by("보험료")
        await pilot.press("ctrl+z")
        assert screen.grid.cursor == 2
        assert not screen.filtered


async def test_a_wrong_expression_is_told_and_changes_nothing(project):
    async with editing(project) as (pilot, screen):
        await pilot.press("ctrl+f")
        await _typed(pilot, "target:(")
        assert "regular expression" in _told(screen)
        await pilot.press("tab")
        assert len(screen.rows) == len(screen.session.segments)


async def test_replace_previews_leaves_out_and_is_one_undo(project):
    async with editing(project) as (pilot, screen):
        for place, text in enumerate(("sea lane one", "Sea lane two", "a sea lane three")):
            screen.session.save(screen.session.segments[place].id, text)
        screen.show_changed(screen.session.segments[:3])
        await pilot.press("ctrl+r")
        assert isinstance(screen.app.screen, Replace)
        await type_text(pilot, r"sea (lane)")
        await pilot.press("enter")
        await _typed(pilot, r"shipping \1")
        preview = shown(screen.app.screen.query_one("#previews"))
        assert preview.count("✓") == 3
        await pilot.press("enter", "down", "space")
        assert shown(screen.app.screen.query_one("#previews")).count("✓") == 2
        await pilot.press("ctrl+s")
        targets = [segment.target for segment in screen.session.segments[:3]]
        assert targets == ["shipping lane one", "Sea lane two", "a shipping lane three"]
        assert "shipping lane three" in "\n".join(rows(screen))
        await settled(pilot)
        await pilot.press("ctrl+z")
        assert [segment.target for segment in screen.session.segments[:3]] == [
            "sea lane one",
            "Sea lane two",
            "a sea lane three",
        ]
        assert screen.grid.cursor == 0
        assert [note.message for note in screen.app._notifications][-1] == "Taken back in 2 segments."


async def test_replacing_nothing_or_wrongly_is_harmless(project):
    async with editing(project) as (pilot, screen):
        await pilot.press("ctrl+r")
        await _typed(pilot, "(")
        assert "regular expression" in str(screen.app.screen.query_one("#told").render())
        await pilot.press("ctrl+s")
        assert screen.app.screen is screen
