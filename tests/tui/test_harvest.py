"""The harvest under review: accepted, corrected, refused for good, taken back, and looked up in the paper."""

from contextlib import asynccontextmanager

import pytest

from workbench.model import Concept, Term
from workbench.tui.screens.edit import EditScreen
from workbench.tui.screens.harvest import HarvestRoom
from workbench.tui.screens.terms import TermDialog
from workbench.workflow import harvesting
from workbench.workflow.importing import import_document

from .conftest import editing, settled, shown, type_text

PAPER = """# 정한론과 파쇄지대

이 글은 정한론(征韓論)의 뿌리를 살핀다. 파쇄지대(shatter zone)라는 말은 오래되었다.

완충지대(緩衝地帶)는 다시 쓰인다. 정한론은 하나가 아니었고, 파쇄지대는 옮겨 다닌다.
"""


@pytest.fixture
def paper(project, tmp_path):
    path = tmp_path / "terms.md"
    path.write_text(PAPER, encoding="utf-8")
    import_document(project, path, source_language="ko", target_language="en")
    return project


@asynccontextmanager
async def reviewing(project, size=(120, 40)):
    async with editing(project, "terms.md", size) as (pilot, screen):
        await pilot.press("alt+y", "h")
        await settled(pilot)
        room = screen.app.screen
        assert isinstance(room, HarvestRoom)
        yield pilot, room


def terms(project):
    return {tuple(term.text for term in concept.terms) for concept in project.glossary.concepts()}


def stand_on(room, term):
    offer = next(offer for offer in room.review.offers if offer.term.text == term)
    room.listing.stand_on(offer)
    return offer


async def test_candidates_are_shown_with_their_evidence_and_accepted_by_a_key(paper):
    async with reviewing(paper) as (pilot, room):
        drawn = shown(room.listing)
        assert "shatter zone" in drawn
        assert "征韓論" in drawn
        assert "이 글은 정한론(征韓論)의 뿌리를 살핀다." in drawn
        before = len(room.review.offers)
        stand_on(room, "파쇄지대")
        await pilot.press("a")
        assert ("파쇄지대", "shatter zone") in terms(paper)
        assert len(room.review.offers) == before - 1
        assert f"{before - 1} candidates" in shown(room.query_one("RoomBar"))
        assert room.listing.current is not None


async def test_a_candidate_without_a_rendering_asks_for_one(paper):
    async with reviewing(paper) as (pilot, room):
        stand_on(room, "정한론")
        await pilot.press("a")
        assert isinstance(room.app.screen, TermDialog)
        await type_text(pilot, "the Seikanron debate")
        await pilot.press("enter")
        await pilot.pause()
        assert ("정한론", "the Seikanron debate") in terms(paper)
        (concept,) = paper.glossary.concepts("정한론")
        assert concept.terms[0].hanja == "征韓論"


async def test_a_candidate_is_corrected_before_it_is_taken(paper):
    async with reviewing(paper) as (pilot, room):
        stand_on(room, "파쇄지대")
        await pilot.press("e")
        await pilot.press("tab", "end")
        dialog = room.app.screen
        dialog.query_one("#language-en").focus()
        await pilot.press("end")
        await type_text(pilot, " | ~crush zone")
        await pilot.press("enter")
        await pilot.pause()
        assert ("파쇄지대", "shatter zone", "crush zone") in terms(paper)


async def test_what_is_refused_is_never_offered_again_unless_taken_back(paper):
    async with reviewing(paper) as (pilot, room):
        before = terms(paper)
        stand_on(room, "파쇄지대")
        await pilot.press("x", "r")
        await settled(pilot)
        assert "파쇄지대" not in [offer.term.text for offer in room.review.offers]
        stand_on(room, "정한론")
        await pilot.press("x", "z")
        assert room.listing.current.term.text == "정한론"
        await pilot.press("z")
        assert "Nothing was decided" in str([note.message for note in room.app._notifications])
        await pilot.press("r")
        await settled(pilot)
        assert "정한론" in [offer.term.text for offer in room.review.offers]
        assert terms(paper) == before


async def test_taking_an_accepted_term_back_leaves_the_glossary_as_it_was(paper):
    paper.glossary.add([Concept((Term("ko", "파쇄지대"), Term("en", "crush zone")))])
    before = paper.glossary.concepts()
    info = harvesting.stored.find(paper.db, "terms.md")
    for offer in harvesting.offers(paper, info):
        decision = harvesting.accept(paper, offer)
        assert paper.glossary.concepts() != before
        harvesting.take_back(paper, decision)
        assert [(one.terms, one.note) for one in paper.glossary.concepts()] == [(one.terms, one.note) for one in before]


async def test_evidence_is_walked_through_visited_and_the_list_found_as_it_was(paper):
    async with reviewing(paper) as (pilot, room):
        offer = stand_on(room, "정한론")
        assert len(offer.places) > 1
        await pilot.press("right")
        assert f"2 of {len(offer.places)}" in shown(room.listing)
        await pilot.press("left", "left")
        assert f"{len(offer.places)} of {len(offer.places)}" in shown(room.listing)
        await pilot.press("enter")
        await settled(pilot)
        screen = room.app.screen
        assert isinstance(screen, EditScreen)
        assert screen.segment.id == offer.places[-1].segment_id
        assert screen.source.selected_text == "정한론"
        await pilot.press("ctrl+o", "r")
        await settled(pilot)
        assert room.app.screen is room
        assert room.listing.current == offer


async def test_a_rendering_is_proposed_from_the_other_language(paper):
    async with reviewing(paper) as (pilot, room):
        offer = stand_on(room, "완충지대")
        assert offer.renderings("en") == ("buffer zone",)
        assert "緩衝地帶 in new forms" in shown(room.listing) or "is read" in shown(room.listing)
        await pilot.press("a")
        assert ("완충지대", "buffer zone") in terms(paper)
        await pilot.press("s")
        await settled(pilot)
        assert room.scope == "siblings"
        drawn = shown(room.listing)
        assert "緩衝地帯" in drawn
        await pilot.press("a")
        assert {"완충지대", "緩衝地帯", "buffer zone"} in [set(one) for one in terms(paper)]
        assert ("緩衝地帯", "buffer zone") not in terms(paper)
        await pilot.press("z")
        assert ("緩衝地帯", "buffer zone") in terms(paper)
        await pilot.press("x", "r")
        await settled(pilot)
        assert "완충지대" not in shown(room.listing)


async def test_the_list_is_filtered_and_fits_a_small_terminal(paper):
    async with reviewing(paper, (80, 24)) as (pilot, room):
        await pilot.press("slash")
        await type_text(pilot, "shatter")
        await pilot.pause(0.2)
        drawn = shown(room.listing)
        assert "shatter zone" in drawn
        assert "征韓論" not in drawn
        assert max(map(len, drawn.split("\n"))) <= 80


async def test_every_action_is_in_the_palette(paper):
    async with reviewing(paper) as (_, room):
        commands = {command.title: command.help for command in room.app.get_system_commands(room)}
        assert commands["Refuse for good"] == "Here · x"
        assert "Ledger" in commands
        assert "Harvest" in commands
