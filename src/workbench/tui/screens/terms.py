"""The terms: the glossary's concepts, added and corrected by hand, and candidates harvested from the open document."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar

from rich.segment import Segment as Piece
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from workbench.model import Concept, Term, TermStatus
from workbench.text.width import cells
from workbench.tui import keys
from workbench.tui.ink import Inked
from workbench.tui.paint import Line, Mark, paint
from workbench.tui.screens.ask import BOX, Sure
from workbench.tui.screens.dialog import Dialog
from workbench.tui.screens.room import Room
from workbench.tui.widgets.item_list import Item
from workbench.tui.widgets.line_input import LineInput

SHOWN = 1000
MARKS = {TermStatus.PREFERRED: "", TermStatus.ADMITTED: "~", TermStatus.FORBIDDEN: "!"}
"""How a term's status is typed: nothing, `~admitted`, `!forbidden`."""


class TermsRoom(Room):
    """The glossary."""

    NAME = "terms"
    FILTER = "filter by a part of a term in any language"
    HELP = """
**{terms.add}** adds a concept, **enter** opens one to correct it, **{terms.remove}** removes it. In the dialog several terms of one language are
separated by ` | `; `~sea route` is admitted, `!ocean road` must not be used.
"""

    KEYS = (*keys.TERMS, *keys.ROOM)
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.TERMS)]

    def items(self) -> list[Item]:
        """The concepts under the filter."""
        found = self.app.project.glossary.concepts(self.filter_text)
        if not found:
            empty = self.app.spelled("  The glossary is empty: press {terms.add} to add a term.")
            words = "  No such term." if self.filter_text else empty
            return [Item(None, lambda view, width: [[], [Piece(words, view.ink("muted"))]])]
        return [_concept(concept) for concept in found[:SHOWN]]

    def show(self, items: list[Item], told: str = "") -> None:
        """Show the concepts."""
        number = sum(item.key is not None for item in items)
        super().show(items, f"{number} of {self.app.project.glossary.count()} concepts")

    def action_add(self) -> None:
        """Add a concept."""
        self.edit(Concept(()))

    async def choose(self, key: Any) -> None:
        """Correct a concept."""
        if isinstance(key, Concept):
            self.edit(key)

    def edit(self, concept: Concept) -> None:
        """Open a concept in the dialog and keep what comes back."""
        edited = self.app.edited
        pair = (edited.session.info.source_language, edited.session.info.target_language) if edited else ("ko", "en")

        def keep(given: Concept | None) -> None:
            if given is not None:
                keep_concept(self.app, given)
                self.build()

        self.app.push_screen(TermDialog(concept, pair), keep)

    def action_remove(self) -> None:
        """Ask, and remove the concept."""
        concept = self.listing.current
        if not isinstance(concept, Concept) or concept.id is None:
            return
        concept_id = concept.id

        def remove(sure: bool | None) -> None:
            if sure:
                self.app.project.glossary.remove([concept_id])
                self.app.glossary_changed()
                self.build()

        name = " · ".join(term.text for term in concept.terms[:3])
        self.app.push_screen(Sure(f"Remove {name} from the glossary?"), remove)


def keep_concept(app: Any, concept: Concept) -> None:
    """Write a concept into the glossary, and let the screens know."""
    if concept.id is None:
        app.project.glossary.add([concept])
    else:
        app.project.glossary.update(concept)
    app.glossary_changed()
    app.notice("The glossary has it.")


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    label: str
    value: str
    hint: str


class TermDialog(Dialog[Concept | None]):
    """A concept as lines: the terms of each language, its domain, its note."""

    DEFAULT_CSS = f"""
    TermDialog {{ {BOX}
        & Horizontal {{ height: 1; margin-bottom: 1; }}
        & .label {{ width: 10; color: $primary; }}
    }}
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel", show=False),
        Binding("ctrl+s", "keep", "Keep", show=False),
    ]

    def __init__(self, concept: Concept, pair: tuple[str, str]) -> None:
        super().__init__()
        self._concept = concept
        languages = list(dict.fromkeys([*pair, *(term.language for term in concept.terms)]))
        self._fields = [
            *(
                _Field(f"language-{code}", code, _joined(concept, code), "one | ~admitted | !forbidden")
                for code in languages
            ),
            _Field("domain", "Domain", concept.domain, ""),
            _Field("note", "Note", concept.note, ""),
        ]

    def compose(self) -> ComposeResult:
        """A line a field."""
        with Vertical(classes="box"):
            yield Static("Term" if self._concept.id else "New term", classes="title", markup=False)
            for entry in self._fields:
                with Horizontal():
                    yield Static(entry.label, classes="label", markup=False)
                    yield LineInput(entry.value, id=entry.name, placeholder=entry.hint)
            yield self.hint("enter keeps it · tab moves · esc leaves it")

    def on_mount(self) -> None:
        """Begin where something is missing."""
        for line in self.query(LineInput):
            if not line.value:
                line.focus()
                return

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_keep()

    def action_keep(self) -> None:
        """Hand the concept over, if it has a term."""
        values = {entry.name: self.query_one(f"#{entry.name}", LineInput).line.strip() for entry in self._fields}
        terms = tuple(
            term
            for entry in self._fields
            if entry.name.startswith("language-")
            for term in _terms(self._concept, entry.label, values[entry.name])
        )
        if not terms:
            self.dismiss(None)
            return
        self.dismiss(replace(self._concept, terms=terms, domain=values["domain"], note=values["note"]))


def _joined(concept: Concept, language: str) -> str:
    return " | ".join(f"{MARKS[term.status]}{term.text}" for term in concept.terms if term.language == language)


def _terms(concept: Concept, language: str, text: str) -> list[Term]:
    """The terms of a line; what the concept knew of a term that stays is kept."""
    known = {term.text: term for term in concept.terms if term.language == language}
    found = []
    for part in (part.strip() for part in text.split("|")):
        status = next(
            (status for status, mark in MARKS.items() if mark and part.startswith(mark)), TermStatus.PREFERRED
        )
        word = part.removeprefix(MARKS[status]).strip()
        if word:
            found.append(replace(known.get(word, Term(language, word)), status=status))
    return found


def _concept(concept: Concept) -> Item:
    inks = {TermStatus.PREFERRED: "text", TermStatus.ADMITTED: "muted", TermStatus.FORBIDDEN: "removed"}

    def draw(view: Inked, width: int) -> list[Line]:
        text, marks = "", []
        for language in dict.fromkeys(term.language for term in concept.terms):
            label = f"{language} "
            marks.append(Mark(len(text), len(text) + len(label), view.ink("accent")))
            text += label
            for number, term in enumerate(term for term in concept.terms if term.language == language):
                text += " · " if number else ""
                marks.append(Mark(len(text), len(text) + len(term.text), view.ink(inks[term.status])))
                text += term.text
            text += " " * max(2, 26 - cells(text) % 26)
        if concept.note or concept.domain:
            start = len(text)
            text += " · ".join(part for part in (concept.domain, concept.note) if part)
            marks.append(Mark(start, len(text), view.ink("faint")))
        return [[Piece("  "), *line] for line in paint(text.rstrip(), max(8, width - 2), view.ink("faint"), marks)]

    return Item(concept, draw)
