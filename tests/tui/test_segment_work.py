"""What a key does to the open segment, besides typing."""

import pytest

from workbench.model import Status
from workbench.tui.ink import NOTE
from workbench.tui.screens.ask import Ask, Compose

from .conftest import editing, rows, settled, shown, type_text


async def test_split_goes_to_the_source_first_and_join_takes_it_back(project):
    async with editing(project) as (pilot, screen):
        screen.go(1)
        await type_text(pilot, "Sea lanes are arteries")
        await pilot.press("alt+x")
        assert screen.source.has_focus
        screen.source.move_cursor((0, len("해상교통로는 ")))
        await pilot.press("alt+x")
        assert [segment.source for segment in screen.session.segments[1:3]] == ["해상교통로는", "나라의 핏줄이다."]
        assert screen.session.segments[1].target == "Sea lanes are arteries"
        assert screen.grid.cursor == 1
        assert screen.editor.has_focus
        await pilot.press("alt+j")
        assert screen.session.segments[1].source == "해상교통로는 나라의 핏줄이다."
        await pilot.press("ctrl+z")
        await pilot.press("ctrl+z")
        assert screen.session.segments[1].source == "해상교통로는 나라의 핏줄이다."
        assert screen.session.segments[1].target == "Sea lanes are arteries"


async def test_joining_across_paragraphs_is_refused_in_words(project):
    async with editing(project) as (pilot, screen):
        count = len(screen.session.segments)
        await pilot.press("alt+j")
        await pilot.pause()
        assert len(screen.session.segments) == count
        assert "another paragraph" in str([note.message for note in screen.app._notifications])


async def test_the_source_can_be_corrected_and_the_correction_undone(project):
    async with editing(project) as (pilot, screen):
        screen.go(1)
        original = screen.segment.source
        await pilot.press("alt+e")
        await type_text(pilot, " (추가)")
        await pilot.press("alt+e")
        assert screen.session.segments[1].source == original + " (추가)"
        assert screen.source.read_only
        await pilot.press("ctrl+z")
        assert screen.session.segments[1].source == original
        assert screen.source.passage == original


async def test_leaving_a_segment_keeps_a_corrected_source(project):
    async with editing(project) as (pilot, screen):
        await pilot.press("alt+e")
        await type_text(pilot, "!")
        await pilot.press("ctrl+down")
        assert screen.session.segments[0].source.endswith("!")
        assert screen.grid.cursor == 1


async def test_copy_source_clear_and_case_are_undone_as_typing(project):
    async with editing(project, "island.md") as (pilot, screen):
        await pilot.press("alt+s")
        assert screen.editor.passage == "列島線と緩衝地帯"
        await pilot.press("alt+v")
        assert screen.editor.passage == ""
        await pilot.press("ctrl+z")
        assert screen.editor.passage == "列島線と緩衝地帯"
        await pilot.press("alt+v")
        await type_text(pilot, "buffer zone")
        for expected in ("buffer ZONE", "buffer Zone", "buffer zone"):
            await pilot.press("alt+a")
            assert screen.editor.passage == expected


async def test_status_keys(project):
    async with editing(project) as (pilot, screen):
        await type_text(pilot, "Title")
        await pilot.press("alt+i")
        assert screen.session.segments[0].status is Status.REVIEWED
        await pilot.press("alt+i")
        assert screen.session.segments[0].status is Status.CONFIRMED
        await pilot.press("alt+u")
        assert screen.session.segments[0].status is Status.EDITED


async def test_comment_mark_and_lock_show_in_the_gutter(project):
    async with editing(project) as (pilot, screen):
        await pilot.press("alt+c")
        assert isinstance(screen.app.screen, Compose)
        await type_text(pilot, "저자에게 묻기")
        await pilot.press("enter")
        await pilot.press("alt+m")
        assert (screen.segment.note, screen.segment.bookmarked) == ("저자에게 묻기", True)
        assert "⚑" in rows(screen)[0]
        assert "저자에게 묻기" in shown(screen.line)
        await pilot.press("alt+l")
        assert screen.editor.read_only
        await type_text(pilot, "typed into a locked segment")
        assert screen.editor.text == ""
        await pilot.press("enter")
        await pilot.pause()
        assert screen.segment.status is Status.UNTRANSLATED
        assert screen.session.segments[0].note == "저자에게 묻기"
        assert "the segment is locked" in str([note.message for note in screen.app._notifications])
        await pilot.press("alt+l")
        await type_text(pilot, "open again")
        assert screen.editor.text == "open again"


async def test_a_comment_shows_beside_a_finding_and_a_mark(project):
    async with editing(project, size=(100, 30)) as (pilot, screen):
        screen.rows.findings[screen.segment.id] = "warning"
        screen.change(lambda each: screen.session.annotate(each, note="저자에게 묻기", bookmarked=True))
        screen.change(lambda each: screen.session.replace_targets([(each, "A rather short title")]))
        screen.elsewhere = "a colleague"
        screen.show_state()
        await pilot.pause()
        assert NOTE in rows(screen)[0]
        assert NOTE in shown(screen.line)
        assert shown(screen.line).endswith(f"1/{len(screen.rows)}")


TAGGED = "⟦1⟧핏줄⟦/1⟧은 ⟦2⟧바다⟦/2⟧다⟦3/⟧."


async def test_tags_are_put_in_one_after_the_other_and_around_what_is_selected(project):
    async with editing(project) as (pilot, screen):
        screen.go(1)
        screen.change(lambda each: screen.session.edit_source(each, TAGGED))
        await pilot.press("alt+n")
        await type_text(pilot, "Arteries")
        await pilot.press("alt+n")
        await type_text(pilot, " are sea")
        await pilot.press("ctrl+shift+left", "alt+n")
        await type_text(pilot, " lanes")
        await pilot.press("alt+n")
        assert screen.editor.passage == "⟦1⟧Arteries⟦/1⟧ are ⟦2⟧sea⟦/2⟧ lanes⟦3/⟧"
        await pilot.press("alt+n")
        await pilot.pause()
        assert "all tags of the source" in str([note.message for note in screen.app._notifications])
        await pilot.press("ctrl+z")
        assert screen.editor.passage.endswith(" lanes")
        await pilot.press("f7", "alt+n")
        assert screen.editor.passage == "⟦1⟧Arteries⟦/1⟧ are ⟦2⟧sea⟦/2⟧ lanes⟦3/⟧"


async def test_next_of_a_kind(project):
    async with editing(project) as (pilot, screen):
        session = screen.session
        session.annotate(session.segments[3].id, bookmarked=True)
        await pilot.press("alt+p")
        assert screen.grid.cursor == 3
        await pilot.press("alt+o")
        assert screen.grid.cursor == 3
        screen.rows.findings[session.segments[5].id] = "error"
        await pilot.press("alt+w")
        assert screen.grid.cursor == 5


async def test_go_to_a_number(project):
    async with editing(project) as (pilot, screen):
        await pilot.press("ctrl+g")
        assert isinstance(screen.app.screen, Ask)
        await type_text(pilot, "4")
        await pilot.press("enter")
        assert screen.grid.cursor == 3
        await pilot.press("ctrl+g")
        await type_text(pilot, "999")
        await pilot.press("enter")
        assert screen.grid.cursor == 3


async def test_a_confirm_fills_the_same_sentence_elsewhere_and_says_so(project):
    async with editing(project) as (pilot, screen):
        screen.go(1)
        await type_text(pilot, "Sea lanes are arteries.")
        await pilot.press("enter")
        assert screen.session.segments[-1].target == "Sea lanes are arteries."
        assert "1 more" in str([note.message for note in screen.app._notifications])


async def test_revert_brings_the_draft_back(project, installed_models):
    async with editing(project) as (pilot, screen):
        await pilot.press("f9")
        await settled(pilot)
        screen.go(3)
        draft = screen.segment.target
        assert draft
        await type_text(pilot, " and more")
        await pilot.press("alt+r")
        assert screen.segment.target == draft
        assert screen.segment.status is Status.DRAFT
        await pilot.press("f5")
        await settled(pilot)
        assert screen.help_given.draft is not None


@pytest.mark.parametrize(("key", "step"), [("ctrl+down", 1), ("ctrl+up", -1)])
async def test_moving_stops_at_the_ends(project, key, step):
    async with editing(project) as (pilot, screen):
        if step > 0:
            screen.go(len(screen.rows) - 1)
        at = screen.grid.cursor
        await pilot.press(key)
        assert screen.grid.cursor == at


async def test_a_key_that_comes_while_a_dialog_closes_does_not_close_the_editor_behind_it(project):
    async with editing(project) as (pilot, screen):
        await pilot.press("alt+c")
        await pilot.pause()
        dialog = screen.app.screen
        assert isinstance(dialog, Compose)
        dialog.action_keep()
        dialog.action_keep()
        await settled(pilot)
        assert screen.app.screen is screen
