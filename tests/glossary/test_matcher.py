"""What holds for every matcher, whatever the language and the text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.glossary import Matcher
from workbench.glossary.folding import fold_key
from workbench.model import Concept, Term, TermStatus

KOREAN = ["동맹", "한미동맹", "끼인 국가", "국가", "핵", "외교·안보", "AI 반도체", "NATO"]
JAPANESE = ["同盟", "日米同盟", "緩衝地帯", "核", "サプライチェーン", "再構築", "経済", "G20"]


def build(terms: list[str], language: str) -> Matcher:
    return Matcher.build([Concept((Term(language, term), Term("en", term))) for term in terms], language, "en")


MATCHERS = {"ko": build(KOREAN, "ko"), "ja": build(JAPANESE, "ja")}
ODDITIES = "⟦1⟧ ⟦/1⟧ ⟦2/⟧ 은 의 를 は の · ・ ｻﾌﾟﾗｲ ﾁｪｰﾝ 끼인 대 경제 緩衝 地帶 A N 1 ( ） İ ㍿ ß 한 미 日 米 . ＮＡＴＯ"
SPACES = [" ", "  ", "\n", "\u3000", "\u00ad", "\u200b"]
PIECES = st.sampled_from([*KOREAN, *JAPANESE, *ODDITIES.split(), *SPACES])


@settings(derandomize=True, max_examples=400)
@given(st.lists(PIECES, max_size=12).map("".join), st.sampled_from(["ko", "ja"]))
def test_hits_lie_in_the_text_in_order_and_are_the_term(text: str, language: str) -> None:
    matcher = MATCHERS[language]
    hits = matcher.find(text)
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    assert all(one.end <= other.start for one, other in pairwise(hits))
    for hit in hits + matcher.overlaps(text):
        keys = {fold_key(hit.term, language), fold_key(hit.term.replace("·", ""), language)}
        assert fold_key(text[hit.start : hit.end], language) in keys
        assert hit.grade in ("exact", "particle", "derived", "compound")


def test_an_empty_glossary_finds_nothing() -> None:
    assert Matcher.build([], "ko", "en").find("동맹") == []
    assert len(Matcher.build([], "ko", "en")) == 0


def test_only_concepts_of_the_pair_are_looked_for() -> None:
    concepts = [
        Concept((Term("ko", "동맹"), Term("ja", "同盟"))),
        Concept((Term("ko-KR", "억제"), Term("en-US", "deterrence"))),
        Concept((Term("en", "trade"),)),
    ]
    assert [hit.term for hit in Matcher.build(concepts, "ko", "en").find("동맹의 억제")] == ["억제"]
    assert [hit.targets for hit in Matcher.build(concepts, "ko", "ja").find("동맹의 억제")] == [("同盟",)]


def test_preferred_renderings_stand_before_admitted_ones_and_forbidden_apart() -> None:
    concept = Concept(
        (
            Term("ko", "희토류"),
            Term("en", "rare-earth elements", TermStatus.ADMITTED),
            Term("en", "rare earths"),
            Term("en", "rare soils", TermStatus.FORBIDDEN),
        ),
        id=5,
    )
    (hit,) = Matcher.build([concept], "ko", "en").find("희토류를")
    assert (hit.targets, hit.forbidden, hit.concept_id) == (("rare earths", "rare-earth elements"), ("rare soils",), 5)


def test_what_one_homonym_allows_the_other_does_not_forbid() -> None:
    concepts = [
        Concept((Term("ko", "인도"), Term("en", "India"), Term("en", "handover", TermStatus.FORBIDDEN))),
        Concept((Term("ko", "인도"), Term("en", "handover"))),
    ]
    (hit,) = Matcher.build(concepts, "ko", "en").find("인도는")
    assert (hit.targets, hit.forbidden) == (("India", "handover"), ())


def test_a_korean_term_is_found_in_its_hanja_too() -> None:
    concept = Concept((Term("ko", "완충지대", hanja="緩衝地帶"), Term("en", "buffer zone")))
    matcher = Matcher.build([concept], "ko", "en")
    assert [hit.term for hit in matcher.find("緩衝地帶를 두고, 緩衝地帯로")] == ["완충지대", "완충지대"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the US said", ["US"]),
        ("tell us", []),
        ("BUS stop", []),
        ("Buffer zones and a buffer zone", ["buffer zone", "buffer zone"]),
        ("bufferzone", []),
        ("the shatter-zone", []),
        ("a shatter zone.", ["shatter zone"]),
    ],
)
def test_other_languages_are_matched_by_whole_words(text: str, found: list[str]) -> None:
    concepts = [Concept((Term("en", term), Term("ko", term))) for term in ("US", "buffer zone", "shatter zone")]
    assert [hit.term for hit in Matcher.build(concepts, "en", "ko").find(text)] == found
