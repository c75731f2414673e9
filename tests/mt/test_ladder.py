"""Glossary terms in drafts: each step of the ladder, with a real model whose choices are known."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.model import Draft, DraftRequest, TermHit
from workbench.mt.argos import ArgosEngine, open_engine
from workbench.text import tags

SOURCE = "우크라이나 전쟁은 끼인 국가의 위기이다."


@pytest.fixture
def engine(installed_models: Path) -> ArgosEngine:
    return open_engine("ko", "en", threads=1)


def hit(term: str, *targets: str, forbidden: tuple[str, ...] = (), source: str = SOURCE) -> TermHit:
    start = source.index(term)
    return TermHit(start, start + len(term), term, "exact", targets, forbidden)


def draft(engine: ArgosEngine, *terms: TermHit, source: str = SOURCE) -> Draft:
    ((_, made),) = engine.draft([DraftRequest(source, terms)])
    return made


@pytest.mark.parametrize(
    ("terms", "step", "target"),
    [
        ((), "", "Ukraine war sandwiched state of crisis is."),
        ((hit("끼인 국가", "sandwiched state"),), "already", "Ukraine war sandwiched state of crisis is."),
        ((hit("끼인 국가", "Sandwiched states"),), "already", "Ukraine war sandwiched state of crisis is."),
        ((hit("끼인 국가", "pinched state"),), "n-best", "Ukraine war pinched state of crisis is."),
        ((hit("끼인 국가", "in-between country"),), "replaced", "Ukraine war in-between country of crisis is."),
        (
            (hit("끼인 국가", "in-between country"), hit("위기", "danger")),
            "replaced",
            "Ukraine war in-between country of danger is.",
        ),
        ((hit("전쟁", forbidden=("war",)),), "forced", "Ukraine conflict sandwiched state of crisis is."),
        (
            (hit("끼인 국가", "in-between country", forbidden=("sandwiched state",)),),
            "replaced",
            "Ukraine war in-between country of crisis is.",
        ),
    ],
)
def test_each_step_of_the_ladder(engine: ArgosEngine, terms: tuple[TermHit, ...], step: str, target: str) -> None:
    made = draft(engine, *terms)
    assert (made.terms_step, made.target) == (step, target)
    assert made.findings == ()


@pytest.mark.parametrize(
    ("terms", "target"),
    [
        ((hit("끼인 국가", "in-between country"),), "Ukraine war in-between country of crisis is."),
        (
            (hit("끼인 국가", "in-between country"), hit("위기", "danger")),
            "Ukraine war in-between country of danger is.",
        ),
    ],
)
def test_what_cannot_take_the_place_of_words_is_forced(
    engine: ArgosEngine, monkeypatch: pytest.MonkeyPatch, terms: tuple[TermHit, ...], target: str
) -> None:
    monkeypatch.setattr("workbench.mt.ladder._Ladder.exchange", lambda ladder, climbs: list(climbs))
    made = draft(engine, *terms)
    assert (made.terms_step, made.target, made.findings) == ("forced", target, ())


def test_a_replaced_term_keeps_the_words_around_it_and_the_closing_mark(
    engine: ArgosEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.mt.ladder.MAX_LOSS", 2.0)
    source = "한국은 끼인 국가."
    made = draft(engine, hit("끼인 국가", "in-between country", source=source), source=source)
    assert (made.terms_step, made.target) == ("replaced", "Korea in-between country.")


def test_a_term_the_model_makes_no_sentence_of_is_flagged_and_the_draft_left_alone(engine: ArgosEngine) -> None:
    made = draft(engine, hit("우크라이나", "banana republic under constitutional monarchy"))
    assert made.terms_step == "missed"
    assert made.target == "Ukraine war sandwiched state of crisis is."
    assert [found.message for found in made.findings] == [
        "'우크라이나' should be 'banana republic under constitutional monarchy'"
    ]
    assert made.confidence < draft(engine).confidence


def test_a_forced_term_keeps_the_tags_in_place(engine: ArgosEngine) -> None:
    source = "⟦1⟧우크라이나⟦/1⟧ 전쟁은 끼인 국가⟦2/⟧의 위기이다."
    made = draft(engine, hit("끼인 국가", "in-between country", source=source), source=source)
    assert made.target == "⟦1⟧Ukraine⟦/1⟧ war in-between country⟦2/⟧ of crisis is."


def test_a_term_in_a_long_segment_is_forced_in_its_own_part(
    engine: ArgosEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.mt.pipeline.MAX_PIECES", 10)
    source = "우크라이나 전쟁이 있다. 그러나 끼인 국가는 중요하다."
    made = draft(engine, hit("끼인 국가", "pinched state", source=source), source=source)
    assert made.target == "Ukraine war exists. but pinched state matters."
    assert made.terms_step == "n-best"


def test_terms_of_a_batch_are_each_their_own(engine: ArgosEngine) -> None:
    requests = [
        DraftRequest(SOURCE, (hit("끼인 국가", name),))
        for name in ("sandwiched state", "in-between nation", "pinched state")
    ]
    made = dict(engine.draft(requests))
    assert [made[place].terms_step for place in range(3)] == ["already", "replaced", "n-best"]
    assert not any(tags.marks(one.target) for one in made.values())
