"""The harvest: what the open paper offers the glossary, each with where it stands; accepted, corrected or refused.

What is read is kept while the room is alive, so that the list stands where it was left when its evidence has been looked at.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from rich.segment import Segment as Piece
from textual.binding import BindingType

from workbench.language.codes import family
from workbench.model import Concept, Segment
from workbench.text import controls
from workbench.text.width import cells, shorten
from workbench.tui import keys
from workbench.tui.ink import Inked
from workbench.tui.lane import Ticket
from workbench.tui.paint import Line, Mark, excerpt
from workbench.tui.screens.room import Room
from workbench.tui.screens.terms import TermDialog
from workbench.tui.widgets.item_list import Item
from workbench.workflow import harvesting
from workbench.workflow.harvesting import SIBLING, Decision, Offer
from workbench.workflow.project import Project


@dataclass
class Review:
    """What is under review and what was decided, newest last; `at` is the place shown of each offer, by its term."""

    offers: list[Offer] | None = None
    decided: list[tuple[Decision, int, Offer]] = field(default_factory=list)
    at: dict[str, int] = field(default_factory=dict)


class HarvestRoom(Room):
    """Candidates for the glossary."""

    NAME = "harvest"
    FILTER = "filter by kind or by a part of a term"
    HELP = """
What the paper itself introduces: glosses in brackets, abbreviations, bilingual headings, quoted coinages, repeated compounds.
**{harvest.accept}** takes a candidate into the glossary with the rendering shown, or asks for one; **{harvest.edit}** corrects it first; **{harvest.refuse}** never
offers it again; **{harvest.undo}** takes the last decision back. **{harvest.previous-place}** and **{harvest.next-place}** walk through the places where it stands, **enter** goes
there. **{harvest.scope}** shows instead what Korean and Japanese entries propose to one another.
"""

    KEYS = (*keys.HARVEST, *keys.ROOM)
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.HARVEST)]

    scope = "paper"

    def on_mount(self) -> None:
        """Two reviews, one a scope."""
        super().on_mount()
        self.reviews = {"paper": Review(), "siblings": Review()}

    @property
    def review(self) -> Review:
        """The review of the scope."""
        return self.reviews[self.scope]

    def build(self) -> None:
        """Show what was harvested; the first time, harvest."""
        if self.review.offers is None:
            self.action_again()
        else:
            super().build()

    def action_again(self) -> None:
        """Harvest in the background."""
        edited, scope = self.app.edited, self.scope
        if edited is None:
            return
        info = edited.session.info

        def harvest(project: Project, ticket: Ticket) -> list[Offer]:
            if scope == "siblings":
                return harvesting.siblings(project)
            return harvesting.offers(project, info, cancelled=ticket.cancelled)

        def harvested(found: list[Offer]) -> None:
            self.reviews[scope] = Review(found)
            if self.is_attached:
                self.build()

        self.show([_line("Reading …")])
        self.tell("harvesting …")
        self.app.memory_lane.submit("harvest", harvest, harvested)

    def items(self) -> list[Item]:
        """The offers under the filter."""
        wanted = self.filter_text.casefold()
        shown = [
            offer
            for offer in self.review.offers or ()
            if wanted in " ".join((offer.kind, *(term.text for term in offer.concept.terms))).casefold()
        ]
        if not shown:
            done = self.app.spelled("Nothing (more) to decide on. {harvest.again} harvests again.")
            return [_line("Nothing of that kind." if wanted else done)]
        return [self._item(offer) for offer in shown]

    def _item(self, offer: Offer) -> Item:
        edited = self.app.edited
        place = offer.places[self._place(offer)] if offer.places else None
        known = edited is not None and place is not None and place.segment_id in edited.session
        segment = edited.session.get(place.segment_id) if edited and place and known else None
        number = edited.session.index(segment.id) + 1 if edited and segment else 0
        return _offer(offer, self._pair(), segment, number, self._place(offer))

    def show(self, items: list[Item], told: str = "") -> None:
        """Show the offers."""
        left = len(self.review.offers or ())
        what = "candidates of this paper" if self.scope == "paper" else "siblings of entries"
        super().show(
            items, f"{left} {what}" + (f" · {len(self.review.decided)} decided" if self.review.decided else "")
        )

    # Deciding

    def action_accept(self) -> None:
        """Accept the offer as it stands; without a rendering, ask for one."""
        offer = self.listing.current
        if not isinstance(offer, Offer):
            return
        if offer.kind == SIBLING or offer.renderings(self._pair()[1]):
            self._decide(offer, harvesting.accept(self.app.project, offer), f"{offer.term.text}: the glossary has it.")
        else:
            self.action_edit()

    def action_edit(self) -> None:
        """Correct the offer, and accept it so."""
        offer = self.listing.current
        if not isinstance(offer, Offer):
            return

        def keep(concept: Concept | None) -> None:
            if concept is not None:
                decision = harvesting.accept(self.app.project, offer, concept)
                self._decide(offer, decision, f"{offer.term.text}: the glossary has it.")

        self.app.push_screen(TermDialog(offer.concept, self._pair()), keep)

    def action_refuse(self) -> None:
        """Never offer it again."""
        offer = self.listing.current
        if isinstance(offer, Offer):
            words = f"{offer.term.text}: refused for good; {{harvest.undo}} takes it back."
            self._decide(offer, harvesting.refuse(self.app.project, offer), words)

    def _decide(self, offer: Offer, decision: Decision, words: str) -> None:
        offers = self.review.offers or []
        place = offers.index(offer)
        self.review.decided.append((decision, place, offer))
        changed = {one.id for one in decision.before}
        self.review.offers = [one for one in offers if one is not offer and not _rests_on(one, changed)]
        self.app.glossary_changed()
        self.app.notice(words)
        self.build()

    def action_take_back(self) -> None:
        """Take the last decision back."""
        if not self.review.decided or self.review.offers is None:
            self.app.notice("Nothing was decided here.")
            return
        decision, place, offer = self.review.decided.pop()
        harvesting.take_back(self.app.project, decision)
        self.review.offers.insert(place, offer)
        self.app.glossary_changed()
        self.build()
        self.listing.stand_on(offer)

    # Evidence

    def action_place(self, step: int) -> None:
        """The next or previous place where the candidate stands."""
        offer = self.listing.current
        if isinstance(offer, Offer) and len(offer.places) > 1:
            self.review.at[offer.term.text] = (self._place(offer) + step) % len(offer.places)
            self.build()

    def _place(self, offer: Offer) -> int:
        return self.review.at.get(offer.term.text, 0)

    async def choose(self, key: Any) -> None:
        """Go to where the candidate stands, and select it there."""
        edited = self.app.edited
        if edited is None or not isinstance(key, Offer) or not key.places:
            return
        place = key.places[self._place(key)]
        if place.segment_id not in edited.session:
            self.app.notice("The segment is no longer in the document; {harvest.again} harvests again.")
            return
        await self.app.action_back()
        edited.goto_segment(place.segment_id)
        edited.source.select(place.start, place.end)

    def action_scope(self) -> None:
        """The paper's candidates, or the siblings of entries."""
        self.scope = "siblings" if self.scope == "paper" else "paper"
        self.build()

    def _pair(self) -> tuple[str, str]:
        info = self.app.edited.session.info if self.app.edited is not None else None
        return (info.source_language, info.target_language) if info else ("ko", "en")


def _rests_on(offer: Offer, changed: set[int | None]) -> bool:
    """Whether a sibling was proposed for entries that are others now."""
    return offer.kind == SIBLING and any(one is not None and one.id in changed for one in (offer.concept, offer.other))


def _line(words: str) -> Item:
    return Item(None, lambda view, width: [[], [Piece(f"  {words}", view.ink("muted"))]])


def _offer(offer: Offer, pair: tuple[str, str], segment: Segment | None, number: int, place: int) -> Item:
    """The term, what it would be rendered by, and one place where it stands."""
    target = family(pair[1])
    count = len(offer.places)

    def draw(view: Inked, width: int) -> list[Line]:
        head: Line = [Piece(f"  {controls.shown(offer.term.text)}  ", view.ink("strong"))]
        others = [term for term in offer.concept.terms if term.text != offer.term.text]
        beside = [offer.term.hanja, *(term.text for term in others if family(term.language) != target)]
        renderings = [term.text for term in others if family(term.language) == target]
        for words, name in ((" · ".join(filter(None, beside)), "text"), (" | ".join(renderings), "added")):
            if words:
                head.append(Piece(f"{controls.shown(words)}  ", view.ink(name)))
        tail = f"{offer.kind} {offer.score}" + (f" · {place + 1} of {count}" if count > 1 else "")
        room = width - cells(tail) - 1
        taken = sum(piece.cell_length for piece in head)
        if taken > room:
            head = [Piece(shorten("".join(piece.text for piece in head), room), view.ink("strong"))]
            taken = cells(head[0].text)
        lines: list[Line] = [[], [*head, Piece(" " * (room - taken)), Piece(tail, view.ink("faint"))]]
        if segment is not None:
            here = offer.places[place]
            lead = f"  {number:>5}  "
            marks = [Mark(here.start, here.end, view.ink("term"))]
            drawn = excerpt(segment.source, max(8, width - len(lead) - 1), view.ink("muted"), marks, at=here.start)
            for row, line in enumerate(drawn):
                lines.append([Piece(" " * len(lead) if row else lead, view.ink("faint")), *line])
        if offer.reason:
            lines.append([Piece(shorten(f"         {controls.shown(offer.reason)}", width), view.ink("info"))])
        return lines

    return Item(offer, draw)
