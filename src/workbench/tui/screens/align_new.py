"""A new alignment: which two documents, aligned in the background, opened for review when it is done."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.suggester import Suggester
from textual.widgets import Input, Static

from workbench.language.codes import canonical
from workbench.store import documents as stored
from workbench.tui.lane import Ticket
from workbench.tui.screens.align import AlignScreen
from workbench.tui.screens.ask import BOX
from workbench.tui.screens.dialog import Dialog
from workbench.tui.screens.room import Room
from workbench.tui.widgets.line_input import LineInput
from workbench.workflow.align import Aligned
from workbench.workflow.project import Project

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp


@dataclass(frozen=True, slots=True)
class Pair:
    """What to align: two documents by name or path, and their languages."""

    source: str
    target: str
    source_language: str
    target_language: str


def ask_for_alignment(app: WorkbenchApp, source: str) -> None:
    """Ask for two documents, align them in the background and open the alignment."""
    listed = stored.listing(app.project.db)
    info = next((info for info in listed if info.name == source), listed[-1] if listed else None)
    first = Pair(source, "", info.source_language if info else "ko", info.target_language if info else "en")

    def begin(pair: Pair | None) -> None:
        if pair is not None:
            names = f"{Path(pair.source).name} with {Path(pair.target).name}"
            app.work("Aligning", names, lambda project, ticket: _align(project, ticket, pair), done)

    def done(found: Aligned | None) -> None:
        if found is None:
            app.notice("Aligning was stopped.")
            return
        for warning in found.warnings:
            app.notice(warning)
        assert found.alignment.id is not None
        if isinstance(app.screen, Room):
            app.push_screen(AlignScreen(app.project, found.alignment.id))
        else:
            app.notice("The alignment is ready: {app.jump}, then a.")

    app.push_screen(AlignDialog(first, [info.name for info in listed]), begin)


def _align(project: Project, ticket: Ticket, pair: Pair) -> Aligned | None:
    from workbench.align.aligner import Cancelled
    from workbench.workflow.alignments import create

    languages = pair.source_language, pair.target_language
    try:
        return create(project, pair.source, pair.target, *languages, progress=ticket.tell, cancelled=ticket.cancelled)
    except Cancelled:
        return None


class AlignDialog(Dialog[Pair | None]):
    """Ask for a source and its translation."""

    DEFAULT_CSS = f"""
    AlignDialog {{ {BOX}
        & Horizontal {{ height: 1; margin-bottom: 1; }}
        & .label {{ width: 13; color: $primary; }}
        & #told {{ color: $error; height: auto; }}
    }}
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Cancel", show=False)]

    def __init__(self, first: Pair, names: list[str]) -> None:
        super().__init__()
        self._values = {
            "source": first.source,
            "target": first.target,
            "from": first.source_language,
            "to": first.target_language,
        }
        self._names = names

    def compose(self) -> ComposeResult:
        """Two documents, two languages."""
        labels = {"source": "Source", "target": "Translation", "from": "From", "to": "To"}
        hints = {"source": "paper.md", "target": "paper.en.md, ~/papers/paper.docx …", "from": "ko, ja …", "to": "en"}
        with Vertical(classes="box"):
            yield Static("Align a document with its translation", classes="title", markup=False)
            for name, label in labels.items():
                suggester = Documents(self._names) if name in ("source", "target") else None
                with Horizontal():
                    yield Static(label, classes="label", markup=False)
                    yield LineInput(self._values[name], id=name, placeholder=hints[name], suggester=suggester)
            yield Static("", id="told", markup=False)
            yield self.hint("name or path · → takes the grey text · enter aligns · esc leaves it")

    def on_mount(self) -> None:
        """Begin where something is missing."""
        self.query_one("#target" if self._values["source"] else "#source").focus()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        given = {name: self.query_one(f"#{name}", LineInput).line.strip() for name in self._values}
        told = self.query_one("#told", Static)
        missing = [
            given[name] or "(nothing)"
            for name in ("source", "target")
            if given[name] not in self._names and not Path(given[name] or "?").expanduser().is_file()
        ]
        if missing:
            told.update(f"There is neither a document nor a file {missing[0]}.")
        elif given["source"] == given["target"]:
            told.update("Both are the same document.")
        elif not (given["from"] and given["to"]):
            told.update("Say which languages they are in.")
        else:
            self.dismiss(Pair(given["source"], given["target"], canonical(given["from"]), canonical(given["to"])))


class Documents(Suggester):
    """Completes the names of the project's documents, and paths."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._names = names

    async def get_suggestion(self, value: str) -> str | None:
        """The first name that goes on with what is typed."""
        if not value:
            return None
        name = next((name for name in self._names if name.startswith(value)), None)
        return name or _path(value)


def _path(value: str) -> str | None:
    folder, _, begun = value.rpartition("/")
    try:
        beside = Path(f"{folder}/" if value.startswith("/") else folder or ".").expanduser()
        found = sorted(child.name + "/" * child.is_dir() for child in beside.iterdir() if child.name.startswith(begun))
    except OSError:
        return None
    shown = [name for name in found if begun or not name.startswith(".")]
    return value[: len(value) - len(begun)] + shown[0] if shown else None
