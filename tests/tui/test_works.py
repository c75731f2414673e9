"""Long work in line: what comes second waits, goes on by itself, and can be stopped."""

import threading

import pytest

from workbench.store import beads
from workbench.tui.screens.align import AlignScreen
from workbench.workflow import alignments, pretranslate
from workbench.workflow.pretranslate import Report

from .conftest import editing, settled, shown, type_text
from .test_align_new import ENGLISH


@pytest.fixture
def slow(monkeypatch):
    """Drafting that lasts until it is released or stopped."""
    released = threading.Event()

    def draft(project, infos, options, *, progress, cancelled, only=None):
        while not released.wait(0.01) and not cancelled():
            progress(1, 9)
        return Report([], cancelled=cancelled())

    monkeypatch.setattr(pretranslate, "pretranslate", draft)
    yield released
    released.set()


def notes(app):
    return [note.message for note in app._notifications]


async def begin_aligning(pilot, tmp_path):
    path = tmp_path / "paper.en.md"
    path.write_text(ENGLISH, encoding="utf-8")
    await pilot.press("f12")
    await pilot.pause()
    await pilot.press("a")
    await type_text(pilot, str(path))
    await pilot.press("enter")
    await pilot.pause(0.1)


async def test_aligning_waits_until_drafting_is_done_and_goes_on_by_itself(project, slow, tmp_path):
    async with editing(project) as (pilot, screen):
        await pilot.press("f9")
        await pilot.pause(0.1)
        assert "Drafting 1/9 · alt+q stops" in shown(screen.bar)
        await begin_aligning(pilot, tmp_path)
        app = screen.app
        assert "Aligning paper.md with paper.en.md waits until drafting is done." in notes(app)
        await pilot.pause(0.4)
        assert "Drafting 1/9 · 1 waiting · alt+q stops" in shown(app.screen.query_one("RoomBar"))
        assert beads.listing(project.db) == []
        slow.set()
        await settled(pilot)
        await settled(pilot)
        assert isinstance(app.screen, AlignScreen)


async def test_a_room_shows_what_was_done_in_the_background_meanwhile(project, slow):
    async with editing(project) as (pilot, screen):
        await pilot.press("f9")
        await pilot.press("f12")
        await pilot.pause(0.1)
        screen.session.save(screen.segment.id, "Sea lanes")
        assert "edited" not in shown(screen.app.screen.listing)
        slow.set()
        await settled(pilot)
        assert "◕ 1 edited" in shown(screen.app.screen.listing)


async def test_what_waits_begins_when_what_runs_is_stopped(project, slow, tmp_path):
    async with editing(project) as (pilot, screen):
        await pilot.press("f9")
        await begin_aligning(pilot, tmp_path)
        await pilot.press("alt+q")
        await settled(pilot)
        await settled(pilot)
        assert "Drafting was stopped. What was drafted is kept; F9 goes on." in notes(screen.app)
        assert isinstance(screen.app.screen, AlignScreen)


async def test_the_same_work_is_not_put_in_line_twice(project, slow):
    async with editing(project) as (pilot, screen):
        await pilot.press("f9", "f9")
        await pilot.pause(0.1)
        assert "Drafting paper.md is under way already; alt+q stops it." in notes(screen.app)
        slow.set()
        await settled(pilot)
        assert screen.app.work_text == ""


async def test_aligning_anew_can_be_stopped(project, tmp_path, monkeypatch):
    from workbench.align.aligner import Cancelled

    def endless(alignment, known, *, progress, cancelled):
        while not cancelled():
            progress(1, 2)
        raise Cancelled

    monkeypatch.setattr(alignments, "realign", endless)
    async with editing(project) as (pilot, screen):
        await begin_aligning(pilot, tmp_path)
        await settled(pilot)
        await settled(pilot)
        review = screen.app.screen
        assert isinstance(review, AlignScreen)
        before = review.alignment
        await pilot.press("r")
        await pilot.pause(0.4)
        await pilot.press("alt+q")
        await settled(pilot)
        assert "Aligning was stopped." in notes(screen.app)
        assert screen.app.screen is review
        assert review.alignment is before


async def test_drafting_without_a_model_says_what_was_done_and_what_is_missing(project):
    async with editing(project) as (pilot, screen):
        await pilot.press("f9")
        await settled(pilot)
        (told,) = [text for text in notes(screen.app) if text.startswith("Drafted:")]
        assert "For the others no model is installed for ko → en" in told
