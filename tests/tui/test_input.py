"""Korean and Japanese come in as they are typed, and no text of a document steers the terminal or reads as markup."""

import unicodedata

import pytest
from textual import events
from textual.widgets import TextArea

from workbench.errors import UsageError
from workbench.model import Concept, Draft, Finding, Match, Term, TermHit, Unit
from workbench.tui.widgets.line_input import LineInput
from workbench.tui.widgets.suggestions import Help

from .conftest import editing, rows, shown, type_text

NASTY = "[/foo] [red]빨강[/] \x1b[2J\x07 ⟦9⟧"


async def test_what_an_input_method_commits_arrives_whole(project):
    text = "緩衝地帯論、。「○・　전각　공백\u00a0끝"
    async with editing(project) as (pilot, screen):
        await type_text(pilot, text)
        assert screen.editor.passage == text


async def test_a_burst_of_hangul_and_a_paste_are_nfc(project):
    async with editing(project) as (pilot, screen):
        pilot.app.post_message(events.Paste(unicodedata.normalize("NFD", "한미동맹が\r\n둘째\x1b[31m 줄")))
        await pilot.pause()
        assert screen.editor.passage == "한미동맹が\n둘째[31m 줄"
        await pilot.press("backspace")
        assert screen.editor.passage.endswith(" ")


async def test_a_joined_emoji_a_flag_and_a_letter_with_its_accent_are_one_character_to_the_keys(project):
    async with editing(project) as (pilot, screen):
        pilot.app.post_message(events.Paste("관문 👨‍👩‍👧🇰🇷 e\u0323\u0302x"))
        await pilot.pause()
        await pilot.press("left", "backspace")
        assert screen.editor.passage == "관문 👨‍👩‍👧🇰🇷 x"
        await pilot.press("left", "left", "delete")
        assert screen.editor.passage == "관문 👨‍👩‍👧 x"
        await pilot.press("left", "right", "backspace")
        assert screen.editor.passage == "관문  x"


async def test_a_paste_of_many_lines_is_undone_and_redone(project):
    """The scrollbar comes and goes with the lines, while the caret still stands on one that is gone."""
    text = "\n".join(
        f"{line}: the strait 関門 해협 😀 is open to ships of all flags, at all times." for line in range(60)
    )
    async with editing(project, size=(80, 24)) as (pilot, screen):
        pilot.app.post_message(events.Paste(text))
        await pilot.pause()
        for stroke, left in (("ctrl+z", ""), ("ctrl+y", text)):
            await pilot.press(stroke)
            assert screen.editor.passage == left
        for stroke, left in (("f7", text), ("delete", ""), ("ctrl+z", text), ("ctrl+y", "")):
            await pilot.press(stroke)
            assert screen.editor.passage == left


async def test_an_input_method_opens_its_window_at_the_caret_also_when_the_lines_break_anew(project):
    async with editing(project) as (pilot, screen):
        await type_text(pilot, "The sea lanes of the country are its arteries, and so the alliance keeps them open.")
        for size in ((60, 16), (200, 60), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause(0.1)
            assert pilot.app.cursor_position == screen.editor.cursor_screen_offset
        await pilot.press("ctrl+q")
    async with editing(project) as (pilot, screen):
        assert pilot.app.cursor_position == screen.editor.cursor_screen_offset
        for stroke in ("ctrl+f", "ctrl+g", "alt+c", "alt+g", "ctrl+r", "f12"):
            await pilot.press(stroke)
            await pilot.pause(0.1)
            if stroke == "f12":
                await pilot.press("slash")
                await pilot.pause(0.1)
            focused = pilot.app.screen.focused
            assert isinstance(focused, LineInput | TextArea)
            assert focused.region.contains_point(pilot.app.cursor_position)
            assert pilot.app.cursor_position == focused.cursor_screen_offset
            await pilot.press("escape")
            await pilot.pause(0.1)
            if stroke != "f12":
                assert pilot.app.cursor_position == screen.editor.cursor_screen_offset


async def test_alt_letters_are_commands_and_never_typed_on_either_keyboard(project):
    async with editing(project) as (pilot, screen):
        pilot.app.post_message(events.Key("alt+s", "s"))
        await pilot.pause()
        assert screen.editor.passage == screen.segment.source
        pilot.app.post_message(events.Key("alt+ㅍ", "ㅍ"))
        await pilot.pause()
        assert screen.editor.passage == ""
        pilot.app.post_message(events.Key("alt+f", "f"))
        await pilot.pause()
        assert screen.editor.passage == ""


async def test_a_burst_is_answered_in_order(project):
    async with editing(project) as (pilot, screen):
        await type_text(pilot, "Title\rSecond\x7f\x7f ment\rThird")
        await pilot.pause()
        assert [segment.target for segment in screen.session.segments[:2]] == ["Title", "Seco ment"]
        assert screen.editor.passage == "Third"


async def test_words_are_japanese_words(project):
    async with editing(project, "island.md") as (pilot, screen):
        await type_text(pilot, "停戦・和平交渉に向けて")
        await pilot.press("ctrl+left")
        assert screen.editor.caret == len("停戦・和平交渉に")
        await pilot.press("ctrl+w")
        assert screen.editor.passage == "停戦・向けて"
        await pilot.press("ctrl+home")
        assert screen.editor.caret == 0
        await pilot.press("ctrl+end")
        assert screen.editor.caret == len(screen.editor.passage)


async def test_japanese_wraps_by_kinsoku_in_the_editor(project):
    text = "海上交通路の防衛は、単独の国家では担いきれない。そこで「緩衝地帯」という考え方が改めて注目されている、と。"
    async with editing(project, "island.md") as (pilot, screen):
        await type_text(pilot, text)
        sections = [part for part in screen.editor.wrapped_document.get_sections(0) if part]
        assert len(sections) > 1
        assert not [part for part in sections if part[0] in "、。」"]
        assert screen.editor.cursor_location == (0, len(text))


async def test_nasty_text_reaches_every_panel_as_text(project):
    async with editing(project) as (pilot, screen):
        screen.session.save(screen.session.segments[0].id, NASTY)
        screen.session.annotate(screen.session.segments[0].id, note=NASTY)
        screen.session.edit_source(screen.session.segments[0].id, NASTY)
        screen.show_changed([screen.session.segments[0]])
        screen.load_target(screen.session.segments[0])
        unit = Unit("ko", "en", NASTY, NASTY, document=NASTY)
        screen.show_help(
            Help(
                source=NASTY,
                matches=(Match(unit, 80, "fuzzy", NASTY, (NASTY,)),),
                draft=Draft(NASTY, NASTY, 50, (Finding("x", "error", NASTY),)),
                terms=(TermHit(0, 3, NASTY, "exact", (NASTY,)),),
                findings=(Finding("x", "error", NASTY, suggestion=NASTY),),
            )
        )
        await pilot.pause()
        for text in ("\n".join(rows(screen)), shown(screen.panel), shown(screen.editor), shown(screen.source)):
            assert "[/foo]" in text
            assert "[red]" in text
            assert not {"\x1b", "\x07"} & set(text)
        assert screen.editor.passage == NASTY
        project.glossary.add([Concept((Term("ko", "[/foo] [red]"), Term("en", "[bold]")))])
        for room in ("documents", "findings", "terms", "memory", "history"):
            await pilot.app.action_room(room)
            await pilot.pause()
            assert "\x1b" not in shown(pilot.app.screen.listing)
        pilot.app.complain(UsageError(NASTY))
        await pilot.pause()


async def test_ghost_text_completes_by_word_and_whole(project):
    async with editing(project) as (pilot, screen):
        screen.editor.offer(["Sea lanes are arteries."], ["ROK–US alliance"])
        await type_text(pilot, "Sea l")
        assert screen.editor.suggestion == "anes are arteries."
        await pilot.press("right")
        assert screen.editor.text == "Sea lanes "
        await pilot.press("end")
        assert screen.editor.text == "Sea lanes are arteries."
        await pilot.press("space", "R", "O")
        assert screen.editor.suggestion == "K–US alliance"
        await pilot.press("left")
        await pilot.press("right")
        assert screen.editor.text.endswith("RO")
        await type_text(pilot, "K–US ")
        assert screen.editor.suggestion == "alliance"


async def test_the_machine_completes_what_is_typed(project, installed_models):
    from .conftest import settled

    async with editing(project) as (pilot, screen):
        screen.go(1)
        await settled(pilot)
        await type_text(pilot, "the ")
        await pilot.pause(0.4)
        await settled(pilot)
        assert screen.editor.text == "the "


@pytest.mark.parametrize("stroke", ["ctrl+j"])
async def test_a_new_line_is_drawn_in_the_grid(project, stroke):
    async with editing(project) as (pilot, screen):
        await type_text(pilot, "one")
        await pilot.press(stroke)
        await type_text(pilot, "two")
        await pilot.press("ctrl+down")
        drawn = rows(screen)
        assert "one" in drawn[0]
        assert "two" in drawn[1]
