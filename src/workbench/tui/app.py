"""The program: one project, its rooms, its background lanes, and how it talks to the user.

Rooms are screens that stay alive while others are shown, so that each is found as it was left. Three lanes work in the
background: quick look-ups, the machine, and long runs.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.notifications import SeverityLevel
from textual.screen import Screen

from workbench.errors import WorkbenchError
from workbench.store import documents as stored
from workbench.text import controls
from workbench.tui import altkeys, keys, state
from workbench.tui.lane import Lane, Ticket
from workbench.tui.line import LineWatch
from workbench.tui.rooms import ROOMS, make_room
from workbench.tui.screens.edit import EditScreen
from workbench.tui.theme import THEMES
from workbench.tui.works import Work, Works
from workbench.workflow.assist import Drafter, Question
from workbench.workflow.project import Project

T = TypeVar("T")

LOW = 36
"""Lines of a screen under which one message stands at a time."""

LETTERS_A_SECOND = 15
"""How fast a message can be read beside one's work."""


class WorkbenchApp(App[None]):
    """The editor of a project."""

    TITLE = "workbench"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.APP)]

    def __init__(self, project: Project, document: str | None = None, *, alignment: int | None = None) -> None:
        """Prepare the program; a document that there is not is found out now, before the screen is taken.

        Args:
            project: What is worked on.
            document: The document to open first.
            alignment: The alignment to review first, where no document is named.

        Raises:
            UsageError: No such document, or `workbench.toml` names a key or preset that there is not.
        """
        super().__init__()
        self.project = project
        self.document = None if document is None else stored.find(project.db, document, counted=False).name
        self.alignment = alignment
        self.edited: EditScreen | None = None
        self.last_room = "documents"
        self.work_text = ""
        self.line = LineWatch()
        self.state = state.load()
        self.settings = project.settings.table("editor")
        self._drafters: dict[int, Drafter] = {}
        self._rooms: dict[str, Screen[Any]] = {}
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = self.state.theme if self.state.theme in self.available_themes else "meok"
        chosen = keys.keymap(project.settings.table("keys"))
        self.set_keymap(chosen)
        self.chosen_keys = keys.while_editing(chosen)

    async def on_mount(self) -> None:
        """Open the lanes and the first room."""
        self.memory_lane = Lane(self, self.project, self.complain)
        self.machine_lane = Lane(self, self.project, self.complain)
        self.work_lane = Lane(self, self.project, self.complain, patient=True)
        self.works = Works(self.work_lane, say=self._say_work, notice=self.notice, failed=self.complain)
        for name in ("SIGHUP", "SIGTERM"):
            if hasattr(signal, name):
                asyncio.get_running_loop().add_signal_handler(getattr(signal, name), self.hang_up)
        if not self.is_headless:
            self.line.watch(partial(asyncio.get_running_loop().call_soon_threadsafe, self.hang_up))
        if self.document is not None:
            await self.open_document(self.document)
        elif self.alignment is not None:
            from workbench.tui.screens.align import AlignScreen

            await self.action_room("align")
            await self.push_screen(AlignScreen(self.project, self.alignment))
        else:
            await self.action_room("documents")

    # Rooms

    async def open_document(self, name: str, segment_id: int | None = None) -> None:
        """Open a document for editing, on a segment where one is named."""
        if self.edited is not None and not self.edited.leave():
            return
        if self.edited is None or self.edited.session.info.name != name:
            if self.edited is not None:
                self.edited.remember()
                await self._put_away(self.edited)
            self.edited = EditScreen(self.project, name)
            self.install_screen(self.edited, "edit")
            self.document = name
        await self.show_screen(self.edited)
        if segment_id is not None:
            self.edited.goto_segment(segment_id)

    async def _put_away(self, screen: Screen[Any]) -> None:
        for name in [name for name in self._rooms if ROOMS[name].of_document]:
            self.uninstall_screen(self._rooms[name])
            await self._rooms.pop(name).remove()
        self.uninstall_screen(screen)
        if screen is not self.screen:
            await screen.remove()

    async def action_room(self, name: str) -> None:
        """Go to a room; rooms about a document need one to be open."""
        if ROOMS[name].of_document and self.edited is None:
            self.notice("Open a document first: enter in the list of documents.")
            return
        if self.edited is not None and not self.edited.leave():
            return
        if name not in self._rooms:
            self._rooms[name] = make_room(name, self)
            self.install_screen(self._rooms[name], name)
        self.last_room = name
        await self.show_screen(self._rooms[name])

    async def show_screen(self, screen: Screen[Any]) -> None:
        """Put a screen in front, in the place of the one there."""
        if self.screen is screen:
            return
        if len(self.screen_stack) > 1:
            await self.switch_screen(screen)
        else:
            await self.push_screen(screen)

    async def action_back(self) -> None:
        """Back to the document, or to the documents."""
        if self.edited is not None:
            await self.show_screen(self.edited)
        else:
            await self.action_room("documents")

    @property
    def other_place(self) -> str:
        """The room one was in last, seen from the document; from a room the document (`edit`), where one is open."""
        return self.last_room if self.edited is None or self.screen is self.edited else "edit"

    async def action_swap(self) -> None:
        """To and fro between the document and the room one was in last: a list and the places it leads to."""
        if self.other_place == "edit":
            await self.action_back()
        else:
            await self.action_room(self.other_place)

    def action_jump(self) -> None:
        """Letters over panes and rooms."""
        from workbench.tui.screens.jump import Jump

        self.push_screen(Jump(self.screen, self.other_place))

    def action_help(self) -> None:
        """What the keys do where the focus is."""
        from workbench.tui.screens.help import HelpPage

        self.push_screen(HelpPage(self.screen))

    def glossary_changed(self) -> None:
        """Terms have come, gone or changed: look at the open segment anew."""
        if self.edited is not None:
            self.edited.forget_checker()

    # Work in the background

    def drafter(self, project: Project) -> Drafter:
        """The drafter of a lane's project connection."""
        if id(project) not in self._drafters:
            self._drafters[id(project)] = Drafter(project, threads=self.spare_threads)
        return self._drafters[id(project)]

    @property
    def spare_threads(self) -> int:
        """Cores the machine may use: all but one, which the screen needs."""
        return max(1, (os.cpu_count() or 2) - 1)

    def work(self, label: str, subject: str, do: Callable[[Project, Ticket], T], done: Callable[[T], None]) -> None:
        """Run long work in the background, in line with what runs already."""
        self.works.add(Work(label, subject, do, done))

    def action_stop_work(self) -> None:
        """Ask the work in the background to stop; it hands over what is done."""
        self.works.stop()

    def _say_work(self, text: str) -> None:
        self.work_text = self.spelled(text)
        show = getattr(self.screen, "show_work", None)
        if show is not None:
            show()

    async def idle(self) -> None:
        """Wait until no lane has work left."""
        while not (self.memory_lane.idle and self.machine_lane.idle and self.work_lane.idle):
            await asyncio.sleep(0.01)

    # Settings

    @property
    def propagates(self) -> bool:
        """Whether a confirm reaches the same source elsewhere (`propagate` in `[editor]`)."""
        return bool(self.settings.get("propagate", True))

    @property
    def completes(self) -> bool:
        """Whether the machine completes what is typed (`completion` in `[editor]`)."""
        return bool(self.settings.get("completion", True))

    def no_model_text(self, question: Question) -> str:
        """What to do where no model can draft."""
        return f"no model: workbench models install {question.source_language} {question.target_language}"

    def document_key(self, name: str) -> str:
        """Under which a document's habits are kept."""
        return f"{self.project.path.resolve()}#{name}"

    def watch_theme(self, theme: str) -> None:
        """Remember the theme."""
        if hasattr(self, "state"):
            self.state.theme = theme

    # Talking

    def complain(self, error: WorkbenchError) -> None:
        """Tell what could not be done, and what to do."""
        self._tell(str(error), severity="error", timeout=8)

    def notice(self, text: str) -> None:
        """Tell what happened; `{editor.undo}` in it stands for the key of that command."""
        self._tell(text, severity="information", timeout=4)

    def _tell(self, text: str, *, severity: SeverityLevel, timeout: float) -> None:
        if self.size.height < LOW:
            self.clear_notifications()  # what was told before would cover half the screen
        text = controls.shown(self.spelled(text))
        self.notify(text, severity=severity, markup=False, timeout=max(timeout, len(text) / LETTERS_A_SECOND))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Every command of the screen in the palette, with its key, then the rooms, the looks and the program."""
        for key in (*getattr(screen, "KEYS", ()), *(key for key in keys.APP if key.id == "work.stop")):
            yield self._command(key, screen)
        known = {key.id for key in keys.APP}
        for name, room in ROOMS.items():
            own = f"{{room.{name}}} · " if f"room.{name}" in known else ""
            yield SystemCommand(
                room.title,
                self.spelled(f"Room · {own}{room.letter} after {{app.jump}}"),
                partial(self._run, self, f"room('{name}')"),
            )
        if isinstance(screen, EditScreen):
            yield from (self._command(key, screen.editor) for key in keys.TYPING)
            roomy = "Compact rows" if screen.grid.roomy else "Roomy rows"
            yield SystemCommand(roomy, "View · with or without lines between paragraphs", screen.toggle_spacing)
            if screen.filtered:
                yield SystemCommand("Show all segments", "Find · take the filter off", screen.show_all)
        yield SystemCommand("Theme", "View · meok is dark, hanji is paper", self.action_change_theme)
        yield SystemCommand("Suspend", "Program · back to the shell; `fg` comes back", self.action_suspend_process)
        yield SystemCommand("Help", self.spelled("Program · {app.help}"), self.action_help)
        yield SystemCommand("Quit", self.spelled("Program · {app.quit}; everything is kept"), self.action_quit)

    def _command(self, key: keys.Key, namespace: Any) -> SystemCommand:
        told = f"{key.group} · {self.key_of(key.id)}"
        return SystemCommand(key.label, told, partial(self._run, namespace, key.action))

    def get_key_display(self, binding: Binding) -> str:
        """A key as the bottom line shows it: F2, ^t."""
        return keys.named(super().get_key_display(binding))

    def key_of(self, command: str) -> str:
        """The key of a command as it is now and as the user knows it: F2, alt+d."""
        return keys.named(self._keymap.get(command, keys.default(command)).split(",")[0])

    def spelled(self, text: str) -> str:
        """A text with the keys, as they are now, of the commands that it names in braces."""
        return keys.spelled(text, self.key_of)

    async def _run(self, namespace: Any, action: str) -> None:
        await self.run_action(action, namespace)

    # Leaving

    async def action_quit(self) -> None:
        """Keep what was typed, and go."""
        if self.edited is not None and not self.edited.leave():
            return
        self.leave_in_order()
        self.exit()

    def hang_up(self) -> None:
        """The terminal is gone or somebody ends the program: keep what was typed, and go."""
        if self.edited is not None:
            with suppress(WorkbenchError):  # the desk is the journal
                self.edited.keep_typing()
        self.leave_in_order()
        self.exit()

    def leave_in_order(self) -> None:
        """Remember where we are, and close the lanes."""
        if self.edited is not None:
            self.edited.remember()
        state.save(self.state)
        for lane in (self.memory_lane, self.machine_lane, self.work_lane):
            lane.close()


def run(path: Path, document: str | None = None, *, alignment: int | None = None) -> None:
    """Open the editor on a project, on a document or an alignment, and return when the user quits.

    Raises:
        WorkbenchError: The project or the document cannot be opened.
    """
    altkeys.settle()
    with Project(path, create=False) as project:
        app = WorkbenchApp(project, document, alignment=alignment)
        try:
            app.run()
        finally:
            app.line.left()
