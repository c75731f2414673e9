"""The ledger: how each term is really rendered, outliers first; to its segments, and all of them repaired by one key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from rich.segment import Segment as Piece
from textual.binding import BindingType

from workbench.errors import WorkbenchError
from workbench.glossary.ledger import MISSING, Entry, Rendering
from workbench.model import Segment
from workbench.store import documents as stored
from workbench.store import segments
from workbench.store.documents import DocumentInfo
from workbench.text import controls
from workbench.tui import keys
from workbench.tui.ink import Inked
from workbench.tui.lane import Ticket
from workbench.tui.paint import Line, Mark, excerpt
from workbench.tui.screens.ask import Ask
from workbench.tui.screens.preview import Change, Preview
from workbench.tui.screens.room import Room
from workbench.tui.widgets.item_list import Item
from workbench.workflow import glossary
from workbench.workflow.editing import Session
from workbench.workflow.project import Project

KIND_INKS = {"preferred": "confirmed", "admitted": "info", "forbidden": "error", "missing": "warning"}


@dataclass(frozen=True, slots=True)
class Spot:
    """A line of the ledger: a term, and one of its renderings."""

    term: str
    text: str


class LedgerRoom(Room):
    """Renderings by term."""

    NAME = "ledger"
    FILTER = "filter by a part of a term or a rendering"
    HELP = """
Each term of the glossary with the renderings that drafts and confirmed segments use; terms with more than one come first.
**{ledger.previous-place}** and **{ledger.next-place}** walk through a rendering's segments, **enter** goes there. **{ledger.repair}** puts the leading rendering, **{ledger.repair-by}** one you type,
in the place of this one everywhere, after a preview; on the leading rendering **{ledger.repair}** repairs all others. A repair is one change a
document: **{ledger.undo}** takes it back, and so does {editor.undo} in the document. **{ledger.scope}** takes in all documents of the same languages.
"""

    KEYS = (*keys.LEDGER, *keys.ROOM)
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.LEDGER)]

    everything = False
    even = False
    entries: tuple[Entry, ...] = ()

    def on_mount(self) -> None:
        """Nothing is looked at yet."""
        super().on_mount()
        self._at: dict[Spot, int] = {}

    def infos(self) -> list[DocumentInfo]:
        """The documents in the ledger: the open one, or all of its languages (of the last document where none is open)."""
        listed = stored.listing(self.app.project.db)
        here = self.app.document or (listed[-1].name if listed else "")
        pair = next(((info.source_language, info.target_language) for info in listed if info.name == here), None)
        alike = [info for info in listed if (info.source_language, info.target_language) == pair]
        return alike if self.everything or self.app.edited is None else [info for info in alike if info.name == here]

    def build(self) -> None:
        """Read the ledger in the background."""
        infos = self.infos()

        def read(project: Project, ticket: Ticket) -> list[Entry]:
            return glossary.ledger(project, infos)

        self.tell("reading …")
        self.app.memory_lane.submit("ledger", read, self._read)

    action_again = build

    def _read(self, entries: list[Entry]) -> None:
        self.entries = tuple(entries)
        if self.is_attached:
            self.show(self.items())

    def items(self) -> list[Item]:
        """The renderings under the filter, outliers of a term before its leading one."""
        wanted = self.filter_text.casefold()
        items: list[Item] = []
        for entry in self.entries:
            words = " ".join((entry.term, *entry.targets, *(one.text for one in entry.renderings))).casefold()
            if wanted in words and (self.even or entry.outliers):
                items.append(_term(entry))
                outliers = [one for one in entry.renderings if one is not entry.leading]
                items += [self._item(entry, one) for one in (*outliers, entry.leading)]
        if items:
            return items
        words = self.app.spelled("  Every term is rendered one way. {ledger.even} shows them all.")
        if not self.entries:
            words = "  No translated segment has a term of the glossary yet."
        return [Item(None, lambda view, width: [[], [Piece(words, view.ink("confirmed"))]])]

    def _item(self, entry: Entry, rendering: Rendering) -> Item:
        spot = Spot(entry.term, rendering.text)
        place = self._place(spot, rendering)
        use = rendering.uses[place]
        segment = self._segment(use.segment_id) if rendering is not entry.leading or spot in self._at else None
        return _rendering(spot, rendering, place, segment, leading=rendering is entry.leading)

    def _segment(self, segment_id: int) -> Segment | None:
        try:
            return segments.get(self.app.project.db, segment_id)
        except WorkbenchError:
            return None

    def show(self, items: list[Item], told: str = "") -> None:
        """Show the renderings."""
        uneven = sum(bool(entry.outliers) for entry in self.entries)
        infos = self.infos()
        where = infos[0].name if len(infos) == 1 else f"{len(infos)} documents"
        super().show(items, f"{uneven} of {len(self.entries)} terms rendered otherwise · {where}")

    # Repairing

    def action_repair(self) -> None:
        """Put the leading rendering in the place of this one, or, on the leading one, of all others."""
        found = self._current()
        if found is None:
            return
        entry, rendering = found
        wrong = (
            [one.text for one in entry.renderings if one is not rendering and one.text != MISSING]
            if rendering is entry.leading
            else [rendering.text]
        )
        right = next(iter(entry.targets), "") if entry.leading.text == MISSING else entry.leading.text
        self._repair(entry, wrong, right)

    def action_repair_by(self) -> None:
        """Put a rendering that is typed in the place of this one."""
        found = self._current()
        if found is None:
            return
        entry, rendering = found

        def typed(text: str | None) -> None:
            if text and text.strip():
                self._repair(entry, [rendering.text], text.strip())

        self.app.push_screen(Ask(f"{entry.term}: instead of “{rendering.text}”", next(iter(entry.targets), "")), typed)

    def _repair(self, entry: Entry, wrong: list[str], right: str) -> None:
        if not wrong or MISSING in wrong:
            self.app.notice("There is nothing to replace in these segments; enter goes there.")
            return
        planned = glossary.planned(self.app.project, entry, wrong, right)
        changes = [Change(one.segment_id, one.before, one.after) for made in planned.values() for one in made]
        if not changes:
            self.app.notice("Nothing would change: the segments are locked, or were changed meanwhile.")
            return

        def carry_out(targets: tuple[tuple[int, str], ...] | None) -> None:
            chosen = dict(targets or ())
            changed = 0
            try:
                for document_id, made in planned.items():
                    kept = [(one.segment_id, one.after) for one in made if one.segment_id in chosen]
                    session = self._session(document_id)
                    changed += self._shown(session, session.replace_targets(kept, glossary.REPAIR))
            except WorkbenchError as error:
                self.app.complain(error)
            if changed:
                self.app.notice(f"Repaired {changed} segments. {{ledger.undo}} takes it back.")
            self.build()

        self.app.push_screen(Preview(f"{entry.term}: {right} in {len(changes)} segments", changes), carry_out)

    def action_take_back(self) -> None:
        """Take the last repair back, one document at a time."""
        info = glossary.last_repaired(self.app.project, self.infos())
        if info is None:
            self.app.notice("The last change was no repair; {editor.undo} in the document takes back others.")
            return
        session = self._session(info.id)
        try:
            changed = self._shown(session, session.undo())
        except WorkbenchError as error:
            self.app.complain(error)
            return
        self.app.notice(f"{info.name}: {changed} segments are as before the repair.")
        self.build()

    def _session(self, document_id: int) -> Session:
        """The session of the open document, or one of its own."""
        edited = self.app.edited
        if edited is not None and edited.session.info.id == document_id:
            edited.take_in()
            return edited.session
        return Session(self.app.project, str(document_id))

    def _shown(self, session: Session, changed: list[Segment]) -> int:
        """Show changes where the document is open; how many there are."""
        if self.app.edited is not None and self.app.edited.session is session:
            self.app.edited.show_changed(changed)
        return len(changed)

    # Places

    def action_place(self, step: int) -> None:
        """The next or previous segment that has the rendering."""
        found, spot = self._current(), self.listing.current
        if found is not None:
            self._at[spot] = (self._place(spot, found[1]) + step) % found[1].count
            self.show(self.items())

    def _place(self, spot: Spot, rendering: Rendering) -> int:
        return min(self._at.get(spot, 0), rendering.count - 1)

    def _current(self) -> tuple[Entry, Rendering] | None:
        spot = self.listing.current
        for entry in self.entries if isinstance(spot, Spot) else ():
            for rendering in entry.renderings:
                if (entry.term, rendering.text) == (spot.term, spot.text):
                    return entry, rendering
        return None

    async def choose(self, key: Any) -> None:
        """Go to the segment, in its document."""
        found = self._current()
        if found is None:
            return
        use = found[1].uses[self._place(key, found[1])]
        info = stored.find(self.app.project.db, str(use.document_id))
        await self.app.open_document(info.name, use.segment_id)
        edited = self.app.edited
        if edited is not None and edited.segment is not None and edited.segment.id == use.segment_id and use.end:
            edited.editor.select(use.start, use.end)

    def action_scope(self) -> None:
        """The open document, or all of its languages."""
        self.everything = not self.everything
        self.build()

    def action_even(self) -> None:
        """With or without the terms that are rendered one way."""
        self.even = not self.even
        self.show(self.items())


def _term(entry: Entry) -> Item:
    def draw(view: Inked, width: int) -> list[Line]:
        count = f"{entry.outliers} of {entry.total} otherwise" if entry.outliers else f"{entry.total} alike"
        head = [
            Piece(f"  {controls.shown(entry.term)}  ", view.ink("strong")),
            Piece(f"{controls.shown(' | '.join(entry.targets))}  ", view.ink("muted")),
            Piece(count, view.ink("faint")),
        ]
        return [[], head]

    return Item(None, draw)


def _rendering(spot: Spot, rendering: Rendering, place: int, segment: Segment | None, *, leading: bool) -> Item:
    """A rendering with how often it is used, and one segment that has it."""
    use = rendering.uses[place]

    def draw(view: Inked, width: int) -> list[Line]:
        where = f"{place + 1} of {rendering.count}" if segment is not None else f"{rendering.count}"
        name = "confirmed" if leading else KIND_INKS[rendering.kind]
        words = controls.shown(rendering.text) or "(none of them)"
        lines: list[Line] = [
            [
                Piece(f"    {'✓' if leading else '·'} {words}  ", view.ink(name)),
                Piece(f"{'' if leading else rendering.kind}  {where}", view.ink("faint")),
            ]
        ]
        if segment is not None:
            marks = [Mark(use.start, use.end, view.ink("missing"))] if use.end else []
            text = segment.target if use.end else f"{segment.source}  ▸  {segment.target}"
            drawn = excerpt(text, max(8, width - 9), view.ink("muted"), marks, at=use.start)
            lines += [[Piece(" " * 8), *line] for line in drawn]
        return lines

    return Item(spot, draw)
