"""The program: one project, its screens, its background lanes, and how it talks to the user."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any, ClassVar

from textual.app import App
from textual.binding import BindingType

from workbench.errors import WorkbenchError
from workbench.tui import ink, keys
from workbench.tui.lane import Lane
from workbench.tui.screens.edit import EditScreen
from workbench.tui.theme import THEMES
from workbench.workflow.assist import Drafter
from workbench.workflow.project import Project


class WorkbenchApp(App[None]):
    """The editor of a project."""

    TITLE = "workbench"
    CSS = ink.CSS
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.APP)]

    def __init__(self, project: Project, document: str | None = None) -> None:
        super().__init__()
        self.project = project
        self.document = document
        self._drafters: dict[int, Drafter] = {}
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "meok"
        self.set_keymap(keys.keymap(project.settings.table("keys")))

    async def on_mount(self) -> None:
        """Open the lanes and the first screen."""
        self.memory_lane = Lane(self, self.project, self.complain)
        self.machine_lane = Lane(self, self.project, self.complain)
        if self.document is not None:
            await self.push_screen(EditScreen(self.document))

    def drafter(self, project: Project) -> Drafter:
        """The drafter of a lane's project connection."""
        if id(project) not in self._drafters:
            self._drafters[id(project)] = Drafter(project)
        return self._drafters[id(project)]

    async def idle(self) -> None:
        """Wait until no lane has work left."""
        while not (self.memory_lane.idle and self.machine_lane.idle):
            await asyncio.sleep(0.01)

    def complain(self, error: WorkbenchError) -> None:
        """Tell what could not be done, and what to do."""
        self.notify(str(error), severity="error", markup=False, timeout=8)

    def notice(self, text: str) -> None:
        """Tell what happened."""
        self.notify(text, markup=False, timeout=4)

    async def action_quit(self) -> None:
        """Keep what was typed, and go."""
        if isinstance(self.screen, EditScreen) and not self.screen.leave():
            return
        if isinstance(self.screen, EditScreen):
            self.screen.remember()
        self.memory_lane.close()
        self.machine_lane.close()
        self.exit()


def run(path: Path, document: str | None = None, **options: Any) -> None:
    """Open the editor on a project and return when the user quits.

    Raises:
        WorkbenchError: The project or the document cannot be opened.
    """
    with Project(path, create=False) as project:
        WorkbenchApp(project, document, **options).run()
