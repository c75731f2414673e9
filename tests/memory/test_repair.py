"""Fuzzy repair: what is safe to repair is repaired and said, the rest is left alone."""

import pytest

from memory.samples import ja, ko
from workbench.memory.repair import repaired
from workbench.model import Match, TermHit, Unit


def repair(stored, target, query, language="ko", terms=None):
    unit = Unit(language, "en", stored, target)
    match = repaired(Match(unit, 90, "fuzzy", target), query, language, "en", terms)
    return match.target, match.repairs


@pytest.mark.parametrize(
    ("language", "stored", "target", "query", "expected", "repairs"),
    [
        (
            "ko", "협상은 2024년에 끝났다.", "The talks ended in 2024.", "협상은 2026년에 끝났다.",
            "The talks ended in 2026.", ("2024 → 2026",),
        ),
        (
            "ko", "수출은 8.3% 늘었다.", "Exports grew by 8.3%.", "수출은 9.1% 늘었다.",
            "Exports grew by 9.1%.", ("8.3% → 9.1%",),
        ),
        (
            "ja", "3月に5隻が通過した。", "Five ships passed in March.", "4月に7隻が通過した。",
            "Seven ships passed in April.", ("Five → Seven", "March → April"),
        ),
        (
            "ko", "예산은 3조 원이다.", "The budget is 3 trillion won.", "예산은 5조 원이다.",
            "The budget is 5 trillion won.", ("3 trillion won → 5 trillion won",),
        ),
        ("ko", "국경은 닫혔다.", "The border closed.", "국경이 닫혔다.", "The border closed.", ()),
        # The translation does not show the number, shows it twice, or the sentences have not the same numbers.
        ("ko", "2024년의 협상", "Last year's talks", "2025년의 협상", "Last year's talks", ()),
        ("ko", "협상은 3년 걸렸다.", "It took 3 years, 3 long ones.", "협상은 5년 걸렸다.", "It took 3 years, 3 long ones.", ()),
        ("ko", "2024년 3월 협상", "Talks of March 2024", "2025년 협상", "Talks of March 2024", ()),
        ("ko", "3명이 3일 만에 떠났다.", "3 men left in 3 days.", "3명이 5일 만에 떠났다.", "3 men left in 3 days.", ()),
    ],
)  # fmt: skip
def test_numbers_are_put_in_where_the_old_one_stands_once(language, stored, target, query, expected, repairs):
    assert repair(stored, target, query, language) == (expected, repairs)


def glossary(text):
    terms = {
        "완충지대": ("buffer zone",),
        "동맹": ("alliance", "league"),
        "해협": ("strait",),
        "적": ("enemy",),
        "우산": ("umbrella",),
    }
    return [
        TermHit(text.index(term), text.index(term) + len(term), term, "exact", targets, concept_id=number)
        for number, (term, targets) in enumerate(terms.items())
        if term in text
    ]


@pytest.mark.parametrize(
    ("stored", "target", "query", "expected", "repairs"),
    [
        (
            "완충지대의 비용", "The cost of a buffer zone", "동맹의 비용", "The cost of an alliance",
            ("buffer zone → alliance",),
        ),
        ("동맹의 비용", "The cost of an alliance", "해협의 비용", "The cost of a strait", ("alliance → strait",)),
        ("동맹의 비용", "Leagues and their cost", "해협의 비용", "Straits and their cost", ("Leagues → Straits",)),
        ("해협의 비용", "Straits and their cost", "적의 비용", "Straits and their cost", ()),
        ("동맹의 비용", "The cost of allies", "해협의 비용", "The cost of allies", ()),
        ("동맹의 비용", "Alliance costs of an alliance", "해협의 비용", "Alliance costs of an alliance", ()),
        ("동맹의 비용", "The cost of an alliance", "완충지대와 해협의 비용", "The cost of an alliance", ()),
    ],
)  # fmt: skip
def test_a_term_takes_the_place_of_another_with_its_number_capital_and_article(
    stored, target, query, expected, repairs
):
    assert repair(stored, target, query, terms=glossary) == (expected, repairs)


def test_numbers_and_terms_are_repaired_together():
    assert repair("2024년 동맹의 비용", "The cost of an alliance in 2024", "2026년 해협의 비용", terms=glossary) == (
        "The cost of a strait in 2026",
        ("alliance → strait", "2024 → 2026"),
    )


def test_lookups_repair_unless_asked_not_to(memory):
    memory.add([ko("협상은 2024년에 끝났다.", "The talks ended in 2024.")])
    (match,) = memory.find("협상은 2026년에 끝났다.", "ko", "en")
    assert (match.target, match.unit.target) == ("The talks ended in 2026.", "The talks ended in 2024.")
    assert (match.repairs, match.penalties) == (("2024 → 2026",), ("numbers",))
    (plain,) = memory.find("협상은 2026년에 끝났다.", "ko", "en", repair=False)
    assert (plain.target, plain.repairs) == ("The talks ended in 2024.", ())


def test_an_exact_match_is_never_repaired(memory):
    memory.add([ja("2024年の協定", "the 2023 agreement")])
    assert memory.find("2024年の協定", "ja", "en")[0].target == "the 2023 agreement"
