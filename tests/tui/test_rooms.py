"""The rooms: reached by key, palette and jump, kept as they were left."""

from contextlib import asynccontextmanager

from textual import events

from workbench.align.editing import from_beads
from workbench.model import Alignment, Bead
from workbench.store import beads
from workbench.tui.app import WorkbenchApp
from workbench.tui.screens.align import AlignScreen
from workbench.tui.screens.documents import DocumentsRoom, ImportDialog
from workbench.tui.screens.edit import EditScreen
from workbench.tui.screens.findings import FindingsRoom
from workbench.tui.screens.help import HelpPage
from workbench.tui.screens.history import HistoryRoom
from workbench.tui.screens.jump import Jump
from workbench.tui.screens.memory import MemoryRoom
from workbench.tui.screens.terms import TermDialog, TermsRoom

from .conftest import editing, rows, settled, shown, type_text


@asynccontextmanager
async def opened(project, size=(120, 40)):
    app = WorkbenchApp(project)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        yield pilot, app


async def test_without_a_document_the_documents_are_listed_with_their_progress(project):
    async with opened(project) as (pilot, app):
        assert isinstance(app.screen, DocumentsRoom)
        drawn = shown(app.screen.listing)
        assert "paper.md" in drawn
        assert "island.md" in drawn
        assert "ja → en" in drawn
        await pilot.press("down", "enter")
        await settled(pilot)
        assert isinstance(app.screen, EditScreen)
        assert app.screen.session.info.name == "island.md"
        await pilot.press("f12")
        await pilot.press("slash")
        await type_text(pilot, "paper")
        await pilot.pause(0.2)
        assert "island.md" not in shown(app.screen.listing)
        await pilot.press("enter", "enter")
        await settled(pilot)
        assert app.screen.session.info.name == "paper.md"


async def test_a_dragged_path_is_imported(project, tmp_path):
    path = tmp_path / "새 논문.md"
    path.write_text("# 제목\n\n한 문장이다.\n", encoding="utf-8")
    async with opened(project) as (pilot, app):
        app.post_message(events.Paste(f"'{path}'"))
        await pilot.pause()
        assert isinstance(app.screen, ImportDialog)
        await pilot.press("tab")
        await pilot.press("end", "backspace", "backspace")
        await type_text(pilot, "ko")
        await pilot.press("enter")
        await settled(pilot)
        assert "새 논문.md" in shown(app.screen.listing)


async def test_importing_what_is_not_there_is_one_sentence(project):
    async with opened(project) as (pilot, app):
        await pilot.press("i")
        await type_text(pilot, "/nowhere/paper.md")
        await pilot.press("enter")
        await settled(pilot)
        assert "no such file" in str([note.message for note in app._notifications])


async def test_a_document_is_removed_after_a_question(project):
    async with opened(project) as (pilot, app):
        await pilot.press("x", "escape")
        assert "paper.md" in shown(app.screen.listing)
        await pilot.press("x", "enter")
        await pilot.pause()
        assert "paper.md" not in shown(app.screen.listing)


async def test_drafting_from_the_documents(project, installed_models):
    async with opened(project) as (pilot, app):
        await pilot.press("p")
        await settled(pilot)
        assert "draft" in shown(app.screen.listing)


async def test_the_keys_of_rooms_lead_from_room_to_room(project):
    async with editing(project) as (pilot, _):
        for stroke, name in (("f12", "documents"), ("f8", "findings"), ("alt+y", "terms"), ("alt+h", "history")):
            await pilot.press(stroke)
            await pilot.pause()
            assert name == pilot.app.screen.NAME
        await pilot.press("slash", "f8")
        await pilot.pause()
        assert pilot.app.screen.NAME == "findings"


async def test_the_memory_listens_at_once(project):
    async with editing(project) as (pilot, _):
        await pilot.press("ctrl+o", "m")
        await pilot.pause()
        await type_text(pilot, "핏줄")
        await pilot.pause(0.2)
        assert pilot.app.screen.filter_text == "핏줄"
        assert "does not hold" in shown(pilot.app.screen.listing)


async def test_jumping_by_letter_on_either_keyboard(project):
    async with editing(project) as (pilot, screen):
        await pilot.press("ctrl+o")
        assert isinstance(screen.app.screen, Jump)
        await pilot.press("1")
        assert screen.grid.has_focus
        for letter, room in (("t", TermsRoom), ("m", MemoryRoom), ("h", HistoryRoom), ("d", DocumentsRoom)):
            await pilot.press("ctrl+o", letter)
            await settled(pilot)
            assert isinstance(screen.app.screen, room)
        await pilot.press("ctrl+o")
        await type_text(pilot, "ㄷ")
        await settled(pilot)
        assert screen.app.screen is screen


async def test_findings_are_listed_fixed_passed_over_and_lead_to_their_segment(project):
    async with editing(project) as (pilot, screen):
        screen.session.save(screen.session.segments[1].id, "The ocean road  is an artery.")
        await pilot.press("f8")
        await settled(pilot)
        room = screen.app.screen
        assert isinstance(room, FindingsRoom)
        drawn = shown(room.listing)
        assert "ocean road" in drawn
        assert screen.rows.findings
        before = len(room.found)
        room.listing.stand_on(next(item for item in room.found if item.finding.suggestion == " "))
        await pilot.press("f")
        await settled(pilot)
        assert screen.session.segments[1].target == "The ocean road is an artery."
        assert len(room.found) == before - 1
        await pilot.press("o")
        await settled(pilot)
        assert len(room.found) == before - 2
        await pilot.press("s")
        await settled(pilot)
        assert "passed over" in shown(room.listing)
        room.listing.stand_on(next(item for item in room.found if item.segment.id == screen.session.segments[1].id))
        await pilot.press("enter")
        await pilot.pause()
        assert screen.app.screen is screen
        assert screen.grid.cursor == 1


async def test_the_memory_is_searched_for_the_word_at_the_caret_and_gives_its_translation(project):
    async with editing(project) as (pilot, screen):
        screen.go(1)
        await type_text(pilot, "Sea lanes are arteries.")
        await pilot.press("enter")
        screen.source.focus()
        screen.go(2)
        screen.source.focus()
        await pilot.press("alt+k")
        await settled(pilot)
        room = screen.app.screen
        assert isinstance(room, MemoryRoom)
        assert room.filter_text == "한미동맹은"
        await pilot.pause(0.2)
        await settled(pilot)
        assert "does not hold" in shown(room.listing)
        room.look_up("핏줄")
        await pilot.pause(0.2)
        await settled(pilot)
        assert "Sea lanes are arteries." in shown(room.listing)
        room.listing.focus()
        await pilot.press("o", "e", "enter")
        await settled(pilot)
        assert screen.editor.passage.endswith("Sea lanes are arteries.")


async def test_terms_are_added_from_the_selection_corrected_and_removed(project):
    async with editing(project) as (pilot, screen):
        screen.source.focus()
        await pilot.press("home", "shift+right", "shift+right", "shift+right")
        await pilot.press("alt+g")
        dialog = screen.app.screen
        assert isinstance(dialog, TermDialog)
        await type_text(pilot, "sea route | ~seaway | !ocean way")
        await pilot.press("enter")
        await settled(pilot)
        assert any("바닷길" in hit.term for hit in screen.help_given.terms)
        await pilot.press("alt+y")
        room = screen.app.screen
        assert isinstance(room, TermsRoom)
        await pilot.press("slash")
        await type_text(pilot, "바닷길")
        await pilot.pause(0.2)
        assert "seaway" in shown(room.listing)
        await pilot.press("enter", "enter")
        await type_text(pilot, "geography")
        await pilot.press("enter")
        await pilot.pause()
        assert "geography" in shown(room.listing)
        await pilot.press("x", "enter")
        await pilot.pause()
        assert "No such term" in shown(room.listing)


async def test_history_shows_who_changed_what_and_brings_it_back(project):
    async with editing(project) as (pilot, screen):
        for text in ("First", "Second"):
            screen.session.save(screen.segment.id, text)
            screen.show_changed([screen.session.segments[0]])
        await pilot.press("alt+h")
        room = screen.app.screen
        assert isinstance(room, HistoryRoom)
        drawn = shown(room.listing)
        assert "kim" in drawn
        assert "First" in drawn
        await pilot.press("down", "b")
        assert screen.session.segments[0].target == "First"
        await pilot.press("s")
        assert "whole document" in shown(room.query_one("RoomBar"))
        await pilot.press("enter")
        assert screen.app.screen is screen


async def test_history_tells_marks_and_locks_apart_from_comments(project):
    async with editing(project) as (pilot, screen):
        await pilot.press("alt+m", "alt+l", "alt+l", "alt+m", "alt+h")
        await settled(pilot)
        heads = [line.split("  ")[-2].strip() for line in shown(screen.app.screen.listing).split("\n") if "kim" in line]
        assert heads == ["mark taken off", "unlocked", "locked", "marked"]


async def test_help_lists_the_keys_of_where_the_focus_is(project):
    async with editing(project) as (pilot, screen):
        await pilot.press("f1")
        page = screen.app.screen
        assert isinstance(page, HelpPage)
        labels = {item.key for item in page.query_one("#keys").items if item.key}
        assert ("enter", "Confirm and go on to the next open segment") in labels
        assert ("alt+x", "Split at the caret") in labels
        await pilot.press("escape")
        await pilot.press("alt+y", "question_mark")
        page = screen.app.screen
        assert any(
            "Back to the document" in label
            for _, label in (item.key for item in page.query_one("#keys").items if item.key)
        )


async def test_help_in_the_find_bar_tells_of_queries_and_its_keys_first(project):
    async with editing(project) as (pilot, screen):
        await pilot.press("ctrl+f", "f1")
        await pilot.pause()
        drawn = shown(screen.app.screen.query_one("#keys")).split("\n")
        assert "status:draft" in " ".join(drawn[:6])
        keys = [line.split() for line in drawn]
        assert keys.index(["Here"]) < keys.index(["Segment"])
        assert ["tab,", "ctrl+t", "Only", "these"] in keys
        assert not any("Scroll" in line for line in drawn)


async def test_every_command_is_in_the_palette_with_its_key(project):
    async with editing(project) as (_, screen):
        commands = {command.title: command.help for command in screen.app.get_system_commands(screen)}
        assert commands["Split at the caret"] == "Segment · alt+x"
        assert {"Documents", "Findings", "Terms", "Memory", "Alignments", "History", "Theme", "Quit"} <= set(commands)


async def test_an_alignment_is_reviewed_undone_and_given_to_the_memory(project):
    alignment = from_beads(
        Alignment("a.md", "a.en.md", "ko", "en", ("하나.", "둘.", "셋."), ("One.", "Two.", "Three."), ()),
        [Bead((0,), (0,), 0.9), Bead((1, 2), (1,), 0.3), Bead((), (2,), 0.2)],
    )
    beads.add(project.db, alignment)
    async with opened(project) as (pilot, app):
        await pilot.press("ctrl+o", "a")
        await settled(pilot)
        assert "a.md" in shown(app.screen.listing)
        await pilot.press("enter")
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, AlignScreen)
        await pilot.press("enter")
        assert screen.alignment.rows[0].confirmed
        assert screen.grid.cursor == 1
        await pilot.press("d")
        assert [row.sources for row in screen.alignment.rows] == [(0,), (1,), (2,)]
        await pilot.press("ctrl+z")
        assert [row.sources for row in screen.alignment.rows] == [(0,), (1, 2), ()]
        await pilot.press("ctrl+y")
        await pilot.press("space", "o")
        assert screen.alignment.rows[2].marked or screen.alignment.rows[1].marked
        await pilot.press("t")
        await type_text(pilot, "!")
        await pilot.press("enter")
        assert any(text.endswith("!") for text in screen.alignment.sources)
        screen.grid.action_go(len(screen.rows) - 1)
        await pilot.pause()
        await pilot.press("C")
        assert all(row.confirmed for row in screen.alignment.rows)
        await pilot.press("escape")
        await settled(pilot)
        assert project.memory.count() == 3
        assert "100%" in shown(app.screen.listing)


async def test_merge_and_split_of_rows_and_a_key_that_can_do_nothing(project):
    alignment = from_beads(
        Alignment("b.md", "b.en.md", "ja", "en", ("一。", "二。"), ("One.", "Two."), ()),
        [Bead((0,), (0,), 0.9), Bead((1,), (1,), 0.8)],
    )
    number = beads.add(project.db, alignment)
    async with opened(project, size=(80, 24)) as (pilot, app):
        await app.push_screen(AlignScreen(project, number))
        screen = app.screen
        await pilot.press("u")
        assert len(screen.alignment.rows) == 2
        await pilot.press("m")
        assert len(screen.alignment.rows) == 1
        assert "一。 ⏐ 二。" in "\n".join(rows(screen))
        await pilot.press("right", "j")
        assert screen.alignment.targets == ("One. Two.",)
        await pilot.press("ctrl+z", "s")
        assert len(screen.alignment.rows) == 2
        assert beads.load(project.db, number).rows == screen.alignment.rows


async def test_ctrl_o_twice_goes_to_and_fro_between_a_list_and_the_place_it_led_to(project):
    async with opened(project) as (pilot, app):
        await app.open_document("paper.md")
        app.screen.session.save(app.screen.session.segments[1].id, "The ocean road  is an artery.")
        await pilot.press("f8")
        await settled(pilot)
        room = app.screen
        assert isinstance(room, FindingsRoom)
        await pilot.press("enter")
        await settled(pilot)
        assert app.screen is app.edited
        await pilot.press("ctrl+o")
        await pilot.pause()
        assert "ctrl+o Findings" in str(app.screen.query_one("#rooms Static").render())
        await pilot.press("ctrl+o")
        await settled(pilot)
        assert app.screen is room
        await pilot.press("ctrl+o", "ctrl+o")
        await settled(pilot)
        assert app.screen is app.edited


async def test_escape_leads_from_a_pane_to_the_target(project):
    async with opened(project) as (pilot, app):
        await app.open_document("paper.md")
        await settled(pilot)
        screen = app.screen
        for pane in (screen.panel, screen.grid, screen.source):
            pane.focus()
            await pilot.press("escape")
            assert screen.editor.has_focus


async def test_the_other_rooms_names_make_way_for_what_a_room_says(project):
    async with opened(project, size=(120, 24)) as (pilot, app):
        await settled(pilot)
        bar = app.screen.query_one("RoomBar")
        assert "Findings" in shown(bar)
        words = "what takes more room than a hundred and twenty cells leave it beside all the names of the other rooms"
        bar.tell(words)
        assert shown(bar).startswith(" Documents")
        assert shown(bar).rstrip().endswith(words)
