"""The documents: how far each has come, opening one, importing more.

A path dragged onto the terminal arrives as a paste: it opens the import dialog with the path in it.
"""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from rich.segment import Segment as Piece
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from workbench.model import Status
from workbench.store import documents as stored
from workbench.store.documents import DocumentInfo
from workbench.text import controls
from workbench.text.counting import counted
from workbench.text.width import pad, shorten
from workbench.tui import keys
from workbench.tui.ink import STATUS_GLYPHS, Inked
from workbench.tui.lane import Ticket
from workbench.tui.paint import Line
from workbench.tui.screens.ask import BOX, Sure
from workbench.tui.screens.dialog import Dialog
from workbench.tui.screens.room import Room
from workbench.tui.widgets.item_list import Item
from workbench.tui.widgets.line_input import LineInput
from workbench.workflow.importing import ImportReport, import_document
from workbench.workflow.project import Project

if TYPE_CHECKING:
    from workbench.workflow.pretranslate import Report

BAR, NAME = 20, 64


class DocumentsRoom(Room):
    """Every document of the project."""

    NAME = "documents"
    FILTER = "filter by name"
    HELP = """
**enter** opens a document. **{documents.import}** imports files; you can also drag a file onto the terminal. **{documents.pretranslate}** drafts the document from
the memory, the glossary and the model. **{documents.align}** aligns it with a translation that there is already. **{documents.remove}** takes a document out
of the project; the memory keeps what it learned.
"""

    KEYS = (*keys.DOCUMENTS, *keys.ROOM)
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.DOCUMENTS)]

    def items(self) -> list[Item]:
        """The documents whose name holds the filter."""
        wanted = self.filter_text.casefold()
        listed = [info for info in stored.listing(self.app.project.db) if wanted in info.name.casefold()]
        if not listed:
            words = (
                "No document of that name."
                if wanted
                else self.app.spelled("No document yet: press {documents.import} to import one, or drag it here.")
            )
            return [Item(None, lambda view, width: [[], [Piece(words, view.ink("muted"))]])]
        return [_document(info) for info in listed]

    def show(self, items: list[Item], told: str = "") -> None:
        """Show the documents, standing on the open one."""
        number = sum(item.key is not None for item in items)
        units = self.app.project.memory.count()
        terms = self.app.project.glossary.count()
        kept = f"{counted(units, 'unit')} · {counted(terms, 'concept')}"
        super().show(items, f"{counted(number, 'document')} · {kept}")

    async def choose(self, key: Any) -> None:
        """Open a document."""
        await self.app.open_document(key)

    def on_paste(self, event: events.Paste) -> None:
        """A dragged path: ask whether to import it."""
        path = _dropped(event.text)
        if path is not None:
            event.stop()
            self.action_import(str(path))

    def action_import(self, path: str = "") -> None:
        """Ask for files and languages, and read them."""
        known = stored.listing(self.app.project.db)
        source = known[-1].source_language if known else "ko"
        target = known[-1].target_language if known else "en"

        def read(wanted: Wanted | None) -> None:
            if wanted is not None:
                self.app.work(
                    "Reading", wanted.name, lambda project, ticket: _import(project, ticket, wanted), self._imported
                )

        self.app.push_screen(ImportDialog(path, source, target), read)

    def _imported(self, reports: list[ImportReport]) -> None:
        self.build()
        for report in reports:
            self.app.notice(f"{report.name}: {report.segments} segments, {report.state}")

    def action_pretranslate(self) -> None:
        """Draft the document the list stands on."""
        name = self.listing.current
        if name is None:
            return

        def draft(project: Project, ticket: Ticket) -> Report:
            from workbench.workflow.pretranslate import Options, pretranslate

            info = stored.find(project.db, name)
            options = Options(threads=self.app.spare_threads)
            return pretranslate(project, [info], options, progress=ticket.tell, cancelled=ticket.cancelled)

        def drafted(report: Report) -> None:
            self.build()
            if report.missing_models:
                self.app.complain(report.missing_models[0])
            self.app.notice(f"{name}: {sum(part.drafted for part in report.documents)} segments drafted")

        self.app.work("Drafting", name, draft, drafted)

    def action_align(self) -> None:
        """Align the document the list stands on with a translation of it."""
        from workbench.tui.screens.align_new import ask_for_alignment

        ask_for_alignment(self.app, self.listing.current or "")

    def action_remove(self) -> None:
        """Ask, and take the document out of the project."""
        name = self.listing.current
        if name is None:
            return

        def remove(sure: bool | None) -> None:
            if sure:
                stored.remove(self.app.project.db, stored.find(self.app.project.db, name).id)
                self.build()

        if self.app.edited is not None and self.app.edited.session.info.name == name:
            self.app.notice("The document is open; open another one first.")
            return
        words = "Its translations and history go; the memory keeps what was confirmed."
        self.app.push_screen(Sure(f"Take {name} out of the project?", words), remove)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to import: files, and their languages."""

    paths: tuple[Path, ...]
    source_language: str
    target_language: str

    @property
    def name(self) -> str:
        """What to call it."""
        return self.paths[0].name if len(self.paths) == 1 else f"{len(self.paths)} files"


class ImportDialog(Dialog[Wanted | None]):
    """Ask what to import."""

    DEFAULT_CSS = f"""
    ImportDialog {{ {BOX}
        & Horizontal {{ height: 1; margin-bottom: 1; }}
        & .label {{ width: 8; color: $primary; }}
    }}
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Cancel", show=False)]

    def __init__(self, path: str, source_language: str, target_language: str) -> None:
        super().__init__()
        self._values = {"path": path, "source": source_language, "target": target_language}

    def compose(self) -> ComposeResult:
        """Path and languages."""
        labels = {"path": "Files", "source": "From", "target": "To"}
        hints = {"path": "paper.md, a folder, or ~/papers/*.docx", "source": "ko, ja …", "target": "en"}
        with Vertical(classes="box"):
            yield Static("Import documents", classes="title", markup=False)
            for name, label in labels.items():
                with Horizontal():
                    yield Static(label, classes="label", markup=False)
                    yield LineInput(self._values[name], id=name, placeholder=hints[name])
            yield self.hint("md, txt, docx, html, pdf · enter reads them · tab moves · esc leaves it")

    @on(Input.Submitted)
    def _submitted(self) -> None:
        given = {name: self.query_one(f"#{name}", LineInput).line.strip() for name in self._values}
        if not given["path"]:
            self.dismiss(None)
            return
        self.dismiss(Wanted(tuple(_files(given["path"])), given["source"], given["target"]))


def _import(project: Project, ticket: Ticket, wanted: Wanted) -> list[ImportReport]:
    reports = []
    for number, path in enumerate(wanted.paths):
        if ticket.cancelled():
            break
        ticket.tell(number, len(wanted.paths))
        reports.append(
            import_document(
                project, path, source_language=wanted.source_language, target_language=wanted.target_language
            )
        )
    return reports


def _files(text: str) -> list[Path]:
    """The files behind what was typed: quoted paths, `~`, patterns, folders."""
    dropped = _dropped(text)
    if dropped is not None and dropped.is_file():
        return [dropped]
    found: list[Path] = []
    for word in _split(text):
        path = Path(word).expanduser()
        if path.is_dir():
            found += sorted(child for child in path.iterdir() if child.is_file() and not child.name.startswith("."))
        elif any(sign in path.name for sign in "*?["):
            found += sorted(path.parent.glob(path.name))
        else:
            found.append(path)
    return found


def _dropped(text: str) -> Path | None:
    """The one path that a terminal pastes for a dragged file, None where the text is no path of a file or folder."""
    line = controls.pasted(text).strip()
    words = _split(line.removeprefix("file://"))
    for candidate in (line, *words):
        path = Path(candidate).expanduser()
        try:
            if "\n" not in candidate and path.exists():
                return path
        except OSError:
            return None
    return None


def _split(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError:
        return [text]


def _document(info: DocumentInfo) -> Item:
    def draw(view: Inked, width: int) -> list[Line]:
        share = info.confirmed / info.segments if info.segments else 0
        full = round(share * BAR)
        room = max(12, min(NAME, width - BAR - 20))
        name = pad(shorten(controls.shown(info.name), room), room)
        head = [
            Piece(f"  {name} ", view.ink("strong")),
            Piece(pad(f"{info.source_language} → {info.target_language}", 10), view.ink("muted")),
            Piece("━" * full, view.ink("confirmed")),
            Piece("━" * (BAR - full), view.ink("faint")),
            Piece(f" {share:>4.0%}", view.ink("strong")),
        ]
        detail = [Piece("    ", view.ink("faint"))]
        for status in Status:
            number = info.counts.get(status, 0)
            if number:
                detail.append(Piece(f"{STATUS_GLYPHS[status]} {number} {status}  ", view.ink(status)))
        detail.append(Piece(f"{info.segments} segments · {info.format}", view.ink("faint")))
        return [[], head, detail]

    return Item(info.name, draw)
