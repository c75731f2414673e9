"""What helps with the segment: TM matches with percent and provenance, the machine draft, terms, findings.

Matches and the draft stand in the order of the keys that take them; terms can be chosen from the list. Everything is drawn
from plain values that the screen hands over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rich.segment import Segment as Piece
from rich.style import Style

from workbench.model import Draft, Finding, Match, TermHit
from workbench.text.width import shorten
from workbench.tui import when
from workbench.tui.difference import difference
from workbench.tui.ink import FINDING, Inked
from workbench.tui.paint import Line, Mark, paint
from workbench.tui.widgets.item_list import Item, ItemList

MISSING = "term-missing"
"""The check whose findings are shown at the terms themselves."""


_CHECK = {"copied": "same-as-source", "cut-off": "end-mark", "terms": MISSING, "untranslated": "left-over"}
"""What the engine calls its findings and the checks theirs, where the names differ."""


@dataclass(frozen=True, slots=True)
class Help:
    """All that is known to help with one segment; `drafting` and `no_model` say why there is no draft (yet)."""

    source: str = ""
    matches: tuple[Match, ...] = ()
    draft: Draft | None = None
    terms: tuple[TermHit, ...] = ()
    findings: tuple[Finding, ...] = ()
    drafting: bool = False
    no_model: str = ""

    @property
    def missing(self) -> frozenset[tuple[int, int]]:
        """The places in the source of terms that the target does not have."""
        return frozenset((each.start, each.end) for each in self.findings if each.check == MISSING)

    @property
    def targets(self) -> tuple[str, ...]:
        """The whole targets on offer, in the order of their keys."""
        offered = [match.target for match in self.matches if match.kind != "fragment"]
        if self.draft is not None and self.draft.target:
            offered.append(self.draft.target)
        return tuple(offered)


@dataclass(frozen=True, slots=True)
class TakeTarget:
    """The user chose a whole target."""

    target: str


@dataclass(frozen=True, slots=True)
class TakeTerm:
    """The user chose the rendering of a term."""

    text: str


@dataclass(frozen=True, slots=True)
class TakeFix:
    """The user chose the fix of a finding."""

    finding: Finding


class SuggestionPanel(ItemList):
    """The panel beside or below the editor."""

    DEFAULT_CSS = """
    SuggestionPanel { padding: 0 1; }
    """

    HELP = """
What helps with the segment: matches from the memory with what differs, the machine's draft, the glossary's terms, findings
with their fixes. **enter** or a click takes one, and so does the key beside it from anywhere; **{move.target}** leads back to the target.
"""

    take_keys: tuple[str, ...] = ()
    """The keys that take the first, the second … whole target."""

    draft_key = ""
    """The key that takes the machine's draft, wherever it stands."""

    _given: Help | None = None

    def help(self, given: Help) -> None:
        """Show what helps."""
        if given != self._given:
            self._given = given
            self.show(_items(given, self.take_keys, self.draft_key))


def _items(given: Help, take_keys: Sequence[str], draft_key: str) -> list[Item]:
    keys = iter(take_keys)
    items = [_match(match, given.source, next(keys, "")) for match in given.matches if match.kind != "fragment"]
    if given.draft is not None and given.draft.target:
        items.append(_draft(_told_once(given.draft, given.findings), f"{draft_key} {next(keys, '')}".strip()))
    elif given.drafting:
        items.append(_line(" MT  ", "machine", "drafting …"))
    elif given.no_model:
        items.append(_line(" MT  ", "machine", given.no_model))
    terms: dict[tuple[str, tuple[str, ...]], bool] = {}
    for hit in given.terms:
        lost = (hit.start, hit.end) in given.missing
        terms[hit.term, hit.targets] = terms.get((hit.term, hit.targets), False) or lost
    listed = {(hit.term, hit.targets): hit for hit in reversed(given.terms)}
    items.extend(_term(listed[key], lost) for key, lost in terms.items())
    items.extend(_match(match, given.source, "") for match in given.matches if match.kind == "fragment")
    items.extend(_finding(finding) for finding in given.findings if finding.check != MISSING)
    if not items:
        items.append(_line("", "faint", "Nothing in the memory or the glossary for this segment."))
    return items


def _told_once(draft: Draft, findings: Sequence[Finding]) -> Draft:
    """The draft without the faults that the checks tell of the target: most often that is the draft as it came."""
    told = {finding.check for finding in findings}
    return replace(draft, findings=tuple(one for one in draft.findings if _CHECK.get(one.check, one.check) not in told))


def _match(match: Match, source: str, key: str) -> Item:
    def draw(view: Inked, width: int) -> list[Line]:
        unit = match.unit
        place = " · ".join(part for part in (_kind(match), unit.document, unit.author, when.day(unit.changed)) if part)
        head = [
            Piece(f"{match.score:>3}% ", view.ink("memory") + Style(bold=True)),
            Piece(shorten(place, max(1, width - 7 - len(key))), view.ink("faint")),
        ]
        lines = [_keyed(view, head, width, key)]
        if match.score < 100 and match.kind != "fragment":
            text, marks = difference(view, unit.source, source)
            lines += paint(text, width, view.ink("muted"), marks, tag=view.ink("tag"))
        lines += paint(match.target, width, view.ink("text"), tag=view.ink("tag"))
        lines += [line for note in match.repairs for line in paint(f"↻ {note}", width, view.ink("info"))]
        return lines

    return Item(TakeTarget(match.target), draw)


def _draft(draft: Draft, key: str) -> Item:
    def draw(view: Inked, width: int) -> list[Line]:
        why = " · ".join(["machine", *(["glossary: " + draft.terms_step] if draft.terms_step else [])])
        head = [
            Piece(f"{draft.confidence:>3}% ", view.ink("machine") + Style(bold=True)),
            Piece(shorten(why, max(1, width - 7 - len(key))), view.ink("faint")),
        ]
        lines = [_keyed(view, head, width, key)]
        lines += paint(draft.target, width, view.ink("text"), tag=view.ink("tag"))
        for finding in draft.findings:
            lines += paint(f"{FINDING} {finding.message}", width, view.ink("warning"))
        return lines

    return Item(TakeTarget(draft.target), draw)


def _term(hit: TermHit, lost: bool) -> Item:
    def draw(view: Inked, width: int) -> list[Line]:
        text = f"{hit.term}  {' · '.join(hit.targets)}"
        marks = [
            Mark(0, len(hit.term), view.ink("missing" if lost else "term")),
            Mark(len(hit.term), len(text), view.ink("text")),
        ]
        if hit.grade != "exact":
            start = len(text) + 2
            text = f"{text}  {hit.grade}"
            marks.append(Mark(start, len(text), view.ink("faint")))
        if hit.forbidden:
            start = len(text) + 2
            text = f"{text}  not: {', '.join(hit.forbidden)}"
            marks.append(Mark(start, len(text), view.ink("error")))
        return paint(text, width, view.ink("text"), marks)

    return Item(TakeTerm(hit.targets[0]) if hit.targets else None, draw)


def _finding(finding: Finding) -> Item:
    def draw(view: Inked, width: int) -> list[Line]:
        name = "error" if finding.severity == "error" else "warning"
        text = f"{FINDING} {finding.message}"
        fix = "" if finding.suggestion is None else f"  → {finding.suggestion or '(nothing)'}"
        marks = [Mark(len(text) + len("  → "), len(text) + len(fix), view.ink("added"))]
        return paint(text + fix, width, view.ink(name), marks)

    return Item(None if finding.suggestion is None else TakeFix(finding), draw)


def _line(head: str, name: str, text: str) -> Item:
    def draw(view: Inked, width: int) -> list[Line]:
        marks = [Mark(0, len(head), view.ink(name))]
        return paint(f"{head}{text}", width, view.ink("faint"), marks)

    return Item(None, draw)


def _keyed(view: Inked, head: Line, width: int, key: str) -> Line:
    """A head line with the key that takes the item at its right end."""
    taken = sum(piece.cell_length for piece in head)
    gap = width - taken - len(key)
    return [*head, Piece(" " * max(1, gap), Style()), Piece(key, view.ink("key"))]


def _kind(match: Match) -> str:
    return {"context": "in context", "exact": "exact"}.get(match.kind, match.kind)
