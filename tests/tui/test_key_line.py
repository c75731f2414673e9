"""The bottom line: the keys of where the focus is, help however narrow it is, and a click for a key."""

from workbench.tui.screens.help import HelpPage
from workbench.tui.widgets.key_line import KeyLine

from .conftest import editing, settled, shown


async def test_the_keys_follow_the_focus_and_help_is_always_among_them(project):
    async with editing(project, size=(80, 24)) as (pilot, screen):
        line = screen.query_one(KeyLine)
        assert "Confirm" in shown(line)
        assert shown(line).rstrip().endswith("F1 Help")
        await pilot.press("ctrl+f")
        await pilot.pause()
        drawn = shown(line)
        assert "↑ Previous  enter ↓ Next  tab Only these  esc Close" in drawn
        assert drawn.rstrip().endswith("F1 Help")
        assert len(drawn) <= 80


async def test_a_click_is_the_key(project):
    async with editing(project, size=(120, 40)) as (pilot, screen):
        line = screen.query_one(KeyLine)
        await pilot.click(KeyLine, offset=(shown(line).index("Help"), 0))
        await settled(pilot)
        assert isinstance(screen.app.screen, HelpPage)
