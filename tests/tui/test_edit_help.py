"""What helps while one types: findings that come and go with the text, read in the background."""

import sys

import pytest
from rich.segment import Segment as Piece

from workbench.model import Draft, Finding
from workbench.tui.screens import edit_help
from workbench.tui.widgets.item_list import Item
from workbench.tui.widgets.suggestions import Help, TakeFix

from .conftest import editing, settled, shown, type_text


@pytest.fixture
def hurried(monkeypatch):
    """Help comes at once instead of when the hands rest."""
    monkeypatch.setattr(edit_help, "WARM_PAUSE", 0.01)
    monkeypatch.setattr(edit_help, "TYPING_PAUSE", 0.01)


async def test_findings_follow_the_typing(project, hurried):
    async with editing(project) as (pilot, screen):
        screen.go(1)
        await settled(pilot)
        assert screen.help_given.findings == ()
        await type_text(pilot, "The sea lane  is an artery.")
        await settled(pilot)
        assert "spaces" in [finding.check for finding in screen.help_given.findings]
        assert screen.rows.findings[screen.segment.id] in ("error", "warning")
        fix = next(finding for finding in screen.help_given.findings if finding.suggestion == " ")
        screen.panel.focus()
        screen.panel.stand_on(TakeFix(fix))
        await pilot.press("enter")
        await settled(pilot)
        assert screen.editor.passage == "The sea lane is an artery."
        assert "spaces" not in [finding.check for finding in screen.help_given.findings]
        assert fix.message not in shown(screen.panel)


async def test_a_missing_term_is_red_until_it_is_there(project, hurried):
    async with editing(project) as (pilot, screen):
        screen.go(1)
        await settled(pilot)
        await type_text(pilot, "Shipping is an artery.")
        await settled(pilot)
        assert screen.help_given.missing
        await pilot.press("ctrl+home")
        await type_text(pilot, "The sea lane and ")
        await settled(pilot)
        assert not screen.help_given.missing


async def test_a_list_keeps_clear_of_its_scrollbar(project):
    def draw(view, width):
        return [[Piece("F2".rjust(width))]]

    async with editing(project, size=(80, 24)) as (pilot, screen):
        for count in (2, 30):
            screen.panel.show([Item(number, draw) for number in range(count)])
            await pilot.pause()
            lines = [screen.panel.render_line(y).text.rstrip() for y in range(2)]
            assert all(line.endswith("F2") for line in lines)
        assert screen.panel.show_vertical_scrollbar


async def test_a_target_that_is_gone_has_no_findings(project, hurried):
    async with editing(project) as (pilot, screen):
        screen.go(1)
        await settled(pilot)
        await type_text(pilot, "Sea.")
        await settled(pilot)
        assert screen.segment.id in screen.rows.findings
        await pilot.press("ctrl+z")
        await settled(pilot)
        assert screen.editor.passage == ""
        assert screen.segment.id not in screen.rows.findings


async def test_a_segment_confirmed_before_the_typing_pauses_has_its_findings(project, monkeypatch):
    monkeypatch.setattr(edit_help, "WARM_PAUSE", 0.01)
    monkeypatch.setattr(edit_help, "TYPING_PAUSE", 60)
    async with editing(project) as (pilot, screen):
        screen.go(1)
        await settled(pilot)
        first = screen.segment.id
        await type_text(pilot, "The sea lane  is an artery.")
        await pilot.press("enter")
        assert first in screen.rows.findings
        screen.go(1)
        screen.editor.put("The sea lane is an artery of the country.")
        await pilot.press("enter")
        assert first not in screen.rows.findings


async def test_a_fault_is_told_once_by_the_checks_where_they_find_what_the_machine_doubts(project):
    doubts = (Finding("numbers", "error", "2026 is missing"), Finding("cut-off", "warning", "the draft breaks off"))
    draft = Draft("2026년이다.", "It is", 12, doubts)
    async with editing(project) as (pilot, screen):
        screen.panel.help(Help(draft=draft))
        await pilot.pause()
        assert all(doubt.message in shown(screen.panel) for doubt in doubts)
        screen.panel.help(Help(draft=draft, findings=(Finding("numbers", "error", "‘2026년’ is not in the target"),)))
        await pilot.pause()
        assert "2026 is missing" not in shown(screen.panel)
        assert "the draft breaks off" in shown(screen.panel)


async def test_opening_a_segment_does_not_wait_for_the_checks(project, monkeypatch):
    monkeypatch.setattr(edit_help, "WARM_PAUSE", 60.0)
    monkeypatch.delitem(sys.modules, edit_help.CHECKS, raising=False)
    async with editing(project) as (pilot, screen):
        screen.go(1)
        await type_text(pilot, "The ocean road  is")
        await settled(pilot)
        assert edit_help.CHECKS not in sys.modules
        assert screen.help_given.findings == ()
