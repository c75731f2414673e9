"""Work is kept through crashes, second editors and lost terminals."""

import os
import signal
import time

from workbench.model import Status
from workbench.store import desks, segments
from workbench.tui.screens.conflict import Conflict
from workbench.workflow.editing import Session

from .conftest import editing, rows, settled, shown, type_text


async def test_typing_is_written_down_while_it_is_typed_and_comes_back_after_a_crash(project, monkeypatch):
    async with editing(project) as (pilot, screen):
        await type_text(pilot, "Half a sent")
        screen.beat()
        (desk,) = desks.on_document(project.db, screen.session.info.id)
        assert (desk.typed, desk.basis) == ("Half a sent", "")
        desks.add(project.db, screen.session.info.id, author="kim", host=desk.host, pid=999_999_9, beat=desk.beat)
        (_, dead) = desks.on_document(project.db, screen.session.info.id)
        desks.beat(project.db, dead.id, screen.session.segments[2].id, beat=desk.beat, basis="", typed="From the crash")
        await pilot.press("ctrl+q")
    async with editing(project) as (_, screen):
        assert screen.session.segments[0].target == "Half a sent"
        assert screen.session.segments[2].target == "From the crash"
        assert len(desks.on_document(project.db, screen.session.info.id)) == 1
    assert desks.on_document(project.db, screen.session.info.id) == []


async def test_a_second_editor_is_named_and_its_work_is_shown(project):
    other = Session(project.reopen(), "paper.md")
    async with editing(project) as (_, screen):
        desk = desks.add(project.db, screen.session.info.id, author="lee", host="elsewhere", pid=1, beat=time.time())
        desks.beat(project.db, desk, screen.segment.id, beat=time.time())
        other.save(other.segments[4].id, "Written by lee.")
        screen.beat()
        assert "open at lee's desk" in shown(screen.line)
        assert screen.session.segments[4].target == "Written by lee."
        assert "Written by lee." in "\n".join(rows(screen))
    other.project.close()


async def test_what_was_changed_elsewhere_is_not_overwritten_unasked(project):
    other = Session(project.reopen(), "paper.md")
    async with editing(project) as (pilot, screen):
        await type_text(pilot, "Mine")
        other.save(other.segments[0].id, "Theirs")
        screen.beat()
        assert screen.editor.passage == "Mine"
        await pilot.press("ctrl+down")
        assert isinstance(screen.app.screen, Conflict)
        await pilot.press("escape")
        assert screen.grid.cursor == 0
        await pilot.press("enter")
        assert isinstance(screen.app.screen, Conflict)
        await pilot.press("t")
        assert screen.editor.passage == "Theirs"
        await type_text(pilot, ", and mine")
        await pilot.press("ctrl+down")
        assert screen.session.segments[0].target == "Theirs, and mine"
    other.project.close()


async def test_a_conflict_found_by_the_store_asks_too_and_mine_can_stand(project):
    other = Session(project.reopen(), "paper.md")
    async with editing(project) as (pilot, screen):
        await type_text(pilot, "Mine")
        other.save(other.segments[0].id, "Theirs")
        await pilot.press("enter")
        assert isinstance(screen.app.screen, Conflict)
        await pilot.press("m")
        assert screen.session.segments[0].target == "Mine"
        assert [entry.after.get("target") for entry in screen.session.history(screen.segment.id)] == ["Mine", "Theirs"]
    other.project.close()


async def test_both_versions_are_shown_with_what_sets_them_apart_and_merged_into_the_editor(project):
    other = Session(project.reopen(), "paper.md")
    async with editing(project, size=(80, 24)) as (pilot, screen):
        screen.session.save(screen.segment.id, "The sea lane is the artery of a nation.")
        screen.show_changed([screen.session.segments[0]])
        screen.load_target(screen.session.segments[0])
        other.refresh()
        other.save(other.segments[0].id, "The sea route is the lifeline of a nation.")
        screen.editor.put("The sea lane is the vein of a state.")
        await pilot.press("ctrl+down")
        dialog = screen.app.screen
        assert isinstance(dialog, Conflict)
        drawn = shown(dialog.query_one("#versions"))
        assert "Theirs · kim" in drawn
        assert "The sea route is the lifeline of a nation." in drawn
        assert "The sea lane is the vein of a state." in drawn
        assert "1 to settle" in drawn
        await pilot.press("down", "enter")
        assert screen.app.screen is screen
        assert screen.editor.passage == "The sea route is the lifeline / vein of a state."
        assert screen.editor.selected_text == "lifeline / vein"
        await type_text(pilot, "vein")
        await pilot.press("ctrl+down")
        assert screen.session.segments[0].target == "The sea route is the vein of a state."
    other.project.close()


async def test_where_theirs_stands_mine_stays_in_the_history_and_comes_back_by_undo(project):
    other = Session(project.reopen(), "paper.md")
    async with editing(project) as (pilot, screen):
        await type_text(pilot, "Mine")
        other.confirm(other.segments[0].id, "Theirs")
        await pilot.press("enter", "t")
        assert screen.session.segments[0].target == "Theirs"
        assert screen.session.segments[0].status is Status.CONFIRMED
        assert "Mine" in [(entry.after or {}).get("target") for entry in screen.session.history(screen.segment.id)]
        await pilot.press("ctrl+z")
        assert screen.session.segments[0].target == "Mine"
    other.project.close()


async def test_a_comment_or_lock_from_elsewhere_takes_no_typing_away(project):
    other = Session(project.reopen(), "paper.md")
    async with editing(project) as (pilot, screen):
        await type_text(pilot, "Mine")
        other.annotate(other.segments[0].id, note="Ask the author.")
        screen.beat()
        assert screen.editor.passage == "Mine"
        assert "Ask the author." in shown(screen.line)
        other.annotate(other.segments[0].id, locked=True)
        screen.beat()
        assert screen.editor.passage == "Mine"
        await pilot.press("ctrl+down")
        segment = screen.session.segments[0]
        assert (segment.target, segment.note) == ("", "Ask the author.\nUnsaved typing: Mine")
        assert screen.editor.passage == ""
    other.project.close()


async def test_a_hang_up_amid_a_conflict_keeps_both(project):
    other = Session(project.reopen(), "paper.md")
    async with editing(project) as (pilot, _):
        await type_text(pilot, "Mine")
        other.save(other.segments[0].id, "Theirs")
        os.kill(os.getpid(), signal.SIGHUP)
        await pilot.pause(0.1)
    other.refresh()
    assert other.segments[0].target == "Theirs"
    assert "Mine" in [(entry.after or {}).get("target") for entry in other.history(other.segments[0].id)]
    other.project.close()


async def test_segments_that_another_editor_split_are_shown(project):
    other = Session(project.reopen(), "paper.md")
    async with editing(project) as (pilot, screen):
        screen.go(3)
        await type_text(pilot, "Typing goes on")
        second = other.segments[2]
        other.split(second.id, second.source.index("이 길을"))
        count = len(screen.session.segments)
        screen.beat()
        assert len(screen.session.segments) == count + 1
        assert screen.segment.source == "한국 경제는 위기에 있다."
        assert screen.editor.passage == "Typing goes on"
    other.project.close()


async def test_a_hang_up_keeps_what_is_typed(project):
    async with editing(project) as (pilot, screen):
        await type_text(pilot, "Before the line went dead")
        os.kill(os.getpid(), signal.SIGHUP)
        await pilot.pause(0.1)
        assert segments.get(project.db, screen.session.segments[0].id).target == "Before the line went dead"


async def test_a_resize_keeps_the_place_and_the_typing(project):
    async with editing(project) as (pilot, screen):
        screen.go(4)
        await type_text(pilot, "typing")
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert screen.grid.stacked
        assert screen.editor.passage == "typing"
        await pilot.resize_terminal(200, 60)
        await settled(pilot)
        assert not screen.grid.stacked
        assert screen.grid.cursor == 4
        assert screen.session.segments[4].status is Status.UNTRANSLATED
