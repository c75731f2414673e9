"""Each check finds its fault, says so in a plain sentence, and offers the fix where one is safe."""

from __future__ import annotations

import pytest

from workbench.checks import CheckInput, apply, run
from workbench.model import BlockKind, Origin, Status, TermHit

FOUND = [
    # check, source language, source, target, the target after every suggested fix of that check (None: no fix)
    ("numbers", "ko", "유권자 1억4600만 명이 투표했다.", "Some 164 million voters cast ballots.", "Some 146 million voters cast ballots."),
    ("numbers", "ko", "5월 27일에 서명했다.", "It was signed on March 27.", "It was signed on May 27."),
    ("numbers", "ja", "追加関税は15％である。", "The additional tariff is 25 percent.", "The additional tariff is 15 percent."),
    ("numbers", "ja", "令和8年に始まる。", "It begins in 2027.", "It begins in 2026."),
    ("numbers", "ko", "기업 312곳을 조사했다.", "The institute surveyed firms.", None),
    ("numbers", "ko", "기업을 조사했다.", "The institute surveyed 312 firms.", None),
    ("numbers", "ko", "예산은 3조 원이다.", "The budget is 3 trillion yen.", None),
    ("left-over", "ko", "전략적 모호성을 버려야 한다.", "Korea must give up 전략적 모호성.", None),
    ("left-over", "ja", "緩衝地帯は誰のためか。", "Whom does the 緩衝地帯 serve?", None),
    ("same-as-source", "ko", "바닷길의 평온", "바닷길의 평온", None),
    ("same-as-source", "en", "The sea lanes are open again.", "The sea lanes are open again.", None),
    ("repeated-word", "ko", "동맹은 주춧돌이다.", "The the alliance is a cornerstone.", "The alliance is a cornerstone."),
    ("loop", "ja", "島は要塞ではない。", "The island is not a fort, is not a fort, is not a fort.", "The island is not a fort."),
    ("loop", "ko", "협력한다.", "They cooperate cooperate cooperate cooperate.", "They cooperate."),
    ("loop", "ko", "하하", "hahahahahahahahahaha", "ha"),
    ("end-mark", "ko", "동맹은 주춧돌이다.", "The alliance is a cornerstone", "The alliance is a cornerstone."),
    ("end-mark", "ja", "なぜか？", "Why is that.", "Why is that?"),
    ("end-mark", "ko", "‘남의 일’이다.", "It is “other people’s business”", None),
    ("foreign-marks", "ja", "「灰色の時間」が続く。", "The 「gray time」 goes on。", "The “gray time” goes on."),
    ("foreign-marks", "ko", "부산、인천", "Busan、Incheon", "Busan, Incheon"),
    ("foreign-marks", "ja", "５０％", "５０％", "50%"),
    ("quotes", "ja", "「壁」から「回廊」へ", "From “Wall” to “Corridor", None),
    ("quotes", "ko", "‘남의 일’", 'other people"s business', None),
    ("quotes-lost", "ja", "「要塞」とだけ見る", "To see it only as a fortress", None),
    ("brackets", "ko", "파쇄지대(shatter zone)", "the shatter zone (a region", None),
    ("brackets", "ko", "파쇄지대(shatter zone)", "the shatter zone) a region", None),
    ("tags", "ko", "바닷길⟦1/⟧", "The sea lanes", "The sea lanes⟦1/⟧"),
    ("tags", "ko", "⟦1⟧바닷길⟦/1⟧이 흔들린다", "The sea lanes shake", None),
    ("tags", "ko", "바닷길", "The sea lanes⟦4/⟧", "The sea lanes"),
    ("tags", "ko", "⟦1⟧바⟦/1⟧⟦2⟧길⟦/2⟧", "⟦1⟧sea ⟦2⟧lane⟦/1⟧⟦/2⟧", None),
    ("addresses", "ko", "자료: https://www.example.org/a/12", "Source: https://www.example.org/a/21", "Source: https://www.example.org/a/12"),
    ("addresses", "ja", "連絡先 report@shioji.example", "Contact us.", None),
    ("addresses", "ja", "連絡先", "Contact: report@shioji.example", None),
    ("spaces", "ko", "바다를 지킨다.", "They guard  the sea.", "They guard the sea."),
    ("spaces", "ko", "바다를 지킨다.", "They guard the sea , always.", "They guard the sea, always."),
    ("spaces", "ko", "바다를 지킨다.", "They guard the sea,always.", "They guard the sea, always."),
    ("spaces", "ko", "바다를 지킨다.", "They guard the sea. ", "They guard the sea."),
    ("capitals", "ko", "바다를 지킨다.", "they guard the sea.", "They guard the sea."),
    ("capitals", "ko", "가. 바다를 지킨다.", "(a) they guard the sea.", "(a) They guard the sea."),
    ("capitals", "ko", "나는 반대한다.", "In my view, i think not.", "In my view, I think not."),
    ("length", "ko", "정치지리학은 대륙의 압력과 바다의 압력이 교차하는 지역을 파쇄지대라고 부른다.", "It is so.", None),
    ("length", "ja", "島の港は小さく、大型船は着けない。", "The ports are small. " + "And there is more to say about that. " * 8, None),
    ("empty", "ko", "바다를 지킨다.", "  ", None),
    ("empty", "ko", "바다를 지킨다.", "…", None),
    ("misread-source", "ko", "2O26년에 시작한다.", "It begins in 2026.", None),
    ("misread-source", "ja", "シ一レーンを守る", "Guarding the sea lanes", None),
    ("misread-source", "ko", "한ㅣ국의 바다", "Korea's sea", None),
    ("misread-source", "ja", "安全\ufffd障", "Security", None),
]  # fmt: skip


@pytest.mark.parametrize(("check", "language", "source", "target", "fixed"), FOUND)
def test_the_fault_is_found_and_fixed(check: str, language: str, source: str, target: str, fixed: str | None) -> None:
    other = "ko" if language == "en" else "en"
    findings = [finding for finding in run(CheckInput(source, target, language, other)) if finding.check == check]
    assert findings, [finding.check for finding in run(CheckInput(source, target, language, other))]
    assert all(finding.message and finding.severity for finding in findings)
    text = source if findings[0].side == "source" else target
    assert all(0 <= finding.start <= finding.end <= len(text) for finding in findings)
    mended = target
    for finding in sorted(findings, key=lambda finding: -finding.start):
        mended = apply(mended, finding)
    assert mended == (target if fixed is None else fixed)


CLEAN = [
    ("ko", "핵심 요지", "Key Points"),
    ("ko", "한국은 연간 약 1억 4,600만 톤의 원유를 들여온다.", "Korea imports some 146 million metric tons of crude oil a year."),
    ("ko", "자강(自強)이란 무엇인가?", "What is self-strengthening (自強)?"),
    ("ja", "「壁」から「回廊」へ", "From “Wall” to “Corridor”"),
    ("ja", "G7サミット", "G7 summit"),
    ("ko", "a) 첫째 과제", "a) The first task"),
    ("ko", "주2) 잠정치이다.", "Note 2) The figure is provisional."),
    ("ko", "가. 첫째 과제를 맡는다.", "(a) Take on the first task."),
    ("ja", "イ　第二の課題を担う。", "b. Take on the second task."),
    ("ko", "공식 일정(2031. 4. 2.~5.)", "Official Program (April 2–5, 2031)"),
    ("ko", "“길은 있다.” — 전직 장관, 2031. 4. 2.", "“There is a way.” — A former minister, April 2, 2031"),
    ("ko", "그가 했던 일은 그것이었다.", "What he had had to do was that."),
    ("ko", "바덴바덴에서 열렸다.", "It was held in Baden Baden."),
    ("ja", "何度も何度も", "again and again and again"),
    ("ko", "가격은 1,234.5달러다.", "The price is $1,234.5."),
    ("ko", "예컨대 미·중이 그렇다.", "The U.S. and China, e.g., do."),
    ("ja", "⟦1⟧距離⟦/1⟧: 約110キロ⟦2/⟧", "⟦1⟧Distance⟦/1⟧: about 110 kilometers⟦2/⟧"),
    ("ko", "자료: https://www.example.org/a/12를 보라.", "See https://www.example.org/a/12."),
    ("ko", "맞는 말이다. “작은 나라는 버티지 않는다", "True. “Small states do not hold out"),
    ("ko", "제3조", "Article 3"),
    ("ko", "NATO", "NATO"),
    ("ko", "“바다는 … 길이다.”", "“The sea . . . is a road.”"),
    ("ja", "海は道だ。……", "The sea is a road. . . ."),
    ("ja", "九月十八日", "September 18"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "source", "target"), CLEAN)
def test_a_good_translation_is_left_in_peace(language: str, source: str, target: str) -> None:
    given = CheckInput(source, target, language, "en", status=Status.CONFIRMED)
    assert [finding for finding in run(given) if finding.severity != "info"] == []


def test_a_list_item_that_carries_on_may_start_small() -> None:
    given = CheckInput("하는 길이다.", "is the way.", previous_target="What remains")
    assert run(given) == []
    assert [
        finding.check for finding in run(CheckInput("하는 길이다.", "is the way.", previous_target="So it is."))
    ] == ["capitals"]


@pytest.mark.parametrize(
    ("target", "checks"),
    [
        ("The buffer zones are gone.", []),
        ("The Buffer Zone is gone.", []),
        ("The cushion area is gone.", ["term-forbidden", "term-missing"]),
        ("The region is gone.", ["term-missing"]),
    ],
)
def test_terms_are_looked_for_in_any_form(target: str, checks: list[str]) -> None:
    hit = TermHit(0, 4, "완충지대", "particle", ("buffer zone",), ("cushion area",))
    found = run(CheckInput("완충지대가 사라졌다.", target, terms=(hit,)))
    assert [finding.check for finding in found] == checks
    if "term-forbidden" in checks:
        assert apply(target, found[0]) == "The buffer zone is gone."


def test_a_derived_term_may_take_another_form() -> None:
    hit = TermHit(0, 5, "지정학적", "derived", ("geopolitics",))
    assert run(CheckInput("지정학적 위기", "Geopolitical crisis", terms=(hit,))) == []


@pytest.mark.parametrize(
    ("origin", "score", "status", "target", "checks"),
    [
        (Origin.FUZZY, 82, Status.CONFIRMED, "The old sentence.", ["unedited-match"]),
        (Origin.FUZZY, 82, Status.CONFIRMED, "The new sentence.", []),
        (Origin.FUZZY, 82, Status.DRAFT, "The old sentence.", []),
        (Origin.EXACT, 100, Status.CONFIRMED, "The old sentence.", []),
        (Origin.MT, 31, Status.CONFIRMED, "The old sentence.", ["unedited-draft"]),
        (Origin.MT, 91, Status.CONFIRMED, "The old sentence.", []),
    ],
)
def test_an_unedited_draft_is_told_from_an_edited_one(
    origin: Origin, score: int, status: Status, target: str, checks: list[str]
) -> None:
    given = CheckInput(
        "새 문장이다.", target, status=status, score=score, original="The old sentence.", original_origin=origin
    )
    assert [finding.check for finding in run(given)] == checks


def test_nothing_else_is_said_of_an_empty_segment_and_nothing_of_furniture() -> None:
    assert [finding.check for finding in run(CheckInput("3쪽 2O26년", ""))] == ["empty"]
    assert run(CheckInput("- 12 -", "", kind=BlockKind.FURNITURE)) == []
    assert run(CheckInput("* * *", "")) == []


def test_findings_carry_the_segment_and_come_gravest_first() -> None:
    found = run(CheckInput("5월에  끝났다.", "it  ended in March", segment_id=7))
    assert {finding.segment_id for finding in found} == {7}
    assert [finding.severity for finding in found] == ["error", "warning", "warning", "warning"]
