"""What a paper offers to the glossary by itself."""

from __future__ import annotations

import pytest

from workbench.glossary.folding import fold_key
from workbench.glossary.harvest import Candidate, Passage, harvest


def found(text: str, language: str = "ko", **options: frozenset[str]) -> list[Candidate]:
    return harvest([Passage(7, text)], language, **options)


@pytest.mark.parametrize(
    ("text", "term", "kind", "target", "han"),
    [
        ("당시의 정한론(征韓論)은 길게 이어졌다.", "정한론", "hanja", "", "征韓論"),
        ("국경 바깥의 ‘주권선(主權線)’ 개념", "주권선", "hanja", "", "主權線"),
        ("병력의 역외 차출(域外差出)을 검토한다.", "역외 차출", "hanja", "", "域外差出"),
        ("이른바 ‘완충 지대’(緩衝 地帶)라는 말", "완충 지대", "hanja", "", "緩衝地帶"),
        ("이곳은 ‘파쇄지대(shatter zone)’이다.", "파쇄지대", "gloss", "shatter zone", ""),
        ("절대적 해군력 우위(naval supremacy)를 잃었다.", "해군력 우위", "gloss", "naval supremacy", ""),
        ("곧 거부적 억제(deterrence by denial)를 뜻한다.", "거부적 억제", "gloss", "deterrence by denial", ""),
        (
            "흑해곡물협정(Black Sea Grain Initiative)이 깨졌다.",
            "흑해곡물협정",
            "gloss",
            "Black Sea Grain Initiative",
            "",
        ),
        ("석유수출국기구(OPEC)가 감산했다.", "석유수출국기구", "abbreviation", "OPEC", ""),
        ("오펙(OPEC·석유수출국기구)이 감산했다.", "석유수출국기구", "abbreviation", "OPEC", ""),
        ("지대(地帶·zone)의 뜻", "지대", "hanja", "zone", "地帶"),
    ],
)
def test_glosses_of_korean_papers(text: str, term: str, kind: str, target: str, han: str) -> None:
    one = next(candidate for candidate in found(text) if candidate.term == term)
    assert (one.kind, one.target, one.hanja) == (kind, target, han)
    (evidence,) = one.evidence
    assert text[evidence.start : evidence.end].strip() == term


@pytest.mark.parametrize(
    ("text", "term", "kind", "target"),
    [
        ("これは緩衝地帯（buffer zone）と呼ばれる。", "緩衝地帯", "gloss", "buffer zone"),
        ("いわゆる「法の支配」（rule of law）である。", "法の支配", "gloss", "rule of law"),
        ("グレーゾーン（gray zone）の事態", "グレーゾーン", "gloss", "gray zone"),
        ("OPEC（石油輸出国機構）が減産した。", "石油輸出国機構", "abbreviation", "OPEC"),
        ("石油輸出国機構（OPEC）が減産した。", "石油輸出国機構", "abbreviation", "OPEC"),
        ('"Exit Ramp"（高速の出口）と呼ぶ。', "高速の出口", "gloss", "Exit Ramp"),
    ],
)
def test_glosses_of_japanese_papers(text: str, term: str, kind: str, target: str) -> None:
    one = next(candidate for candidate in found(text, "ja") if candidate.term == term)
    assert (one.kind, one.target) == (kind, target)
    assert text[one.evidence[0].start : one.evidence[0].end] == term


@pytest.mark.parametrize(
    "text",
    [
        "회의는 열렸다(2022.5).",
        "한국(서울)에서 만났다.",
        "그는 말했다(He said so and left the room at once).",
        "논문 “역사의 끝(The End of History, 1989년)”에서",
        "홈페이지(https://example.org)를 보라.",
        "무역량은 늘었다(10만 톤).",
        "정책(征韓論)은 읽기가 다르다.",
        "용량 10기가와트(GW)를 짓는다.",
    ],
)
def test_brackets_that_are_no_gloss(text: str) -> None:
    assert [one for one in found(text) if one.kind in ("hanja", "gloss", "abbreviation")] == []


def test_evidence_is_gathered_and_raises_the_score() -> None:
    passages = [Passage(1, "정한론(征韓論)의 시작"), Passage(2, "다시 정한론(征韓論)으로")]
    (one,) = (candidate for candidate in harvest(passages, "ko") if candidate.kind == "hanja")
    assert [(place.passage_id, place.start, place.end) for place in one.evidence] == [(1, 0, 3), (2, 3, 6)]
    assert one.score > found("정한론(征韓論)의 시작")[0].score


def test_quoted_coinages_but_no_quoted_sentences() -> None:
    text = "‘오면초가’와 “동맹은 거래다”라는 말, ‘해양 연대’를 내걸었다."
    assert {one.term for one in found(text) if one.kind == "quoted"} == {"오면초가", "해양 연대"}


def test_headings_with_their_english_below_or_beside() -> None:
    passages = [
        Passage(1, "닫히는 해협", is_heading=True),
        Passage(2, "A Strait That Closes", is_heading=True),
        Passage(3, "결론 – Conclusion", is_heading=True),
    ]
    pairs = {one.term: one.target for one in harvest(passages, "ko") if one.kind == "heading"}
    assert pairs == {"닫히는 해협": "A Strait That Closes", "결론": "Conclusion"}


def test_repeated_compounds_are_ranked_and_freed_of_their_endings() -> None:
    passages = [
        Passage(place, text)
        for place, text in enumerate(("해양안보협력은", "해양안보협력을 위해", "해양안보협력과 무역"))
    ]
    (one,) = harvest(passages, "ko")
    assert (one.term, one.kind, one.count) == ("해양안보협력", "compound", 3)
    japanese = [Passage(place, f"{word}海上交通路の防衛") for place, word in enumerate(("", "この", "その"))]
    assert [one.term for one in harvest(japanese, "ja")] == ["海上交通路"]


def test_what_is_known_complete_or_refused_is_not_offered() -> None:
    text = "파쇄지대(shatter zone)와 ‘오면초가’"
    keys = frozenset({fold_key("파쇄지대", "ko"), fold_key("오면초가", "ko")})
    assert [(one.term, one.is_known) for one in found(text, known=keys)] == [("파쇄지대", True)]
    assert found(text, known=keys, complete=keys) == []
    assert found(text, rejected=keys) == []


def test_tag_marks_do_not_hide_a_gloss() -> None:
    text = "⟦1⟧파쇄지대⟦/1⟧(shatter zone)"
    assert [one.target for one in found(text)] == ["shatter zone"]
