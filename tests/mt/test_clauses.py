"""Long segments are cut where a clause ends, and their drafts joined into one sentence again."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.mt import clauses


def cut(text: str, most: int, whole: list[tuple[int, int]] | None = None) -> list[str]:
    return [text[start:end] for start, end in clauses.cut(text, lambda part: len(part) <= most, whole or [])]


@pytest.mark.parametrize(
    ("text", "most", "parts"),
    [
        ("물가가 올랐다.", 20, ["물가가 올랐다."]),
        ("물가가 올랐고, 금리도 따라 올랐다.", 14, ["물가가 올랐고, ", "금리도 따라 올랐다."]),
        ("수출은 늘었지만 수입은 줄었다.", 12, ["수출은 늘었지만 ", "수입은 줄었다."]),
        ("회의가 끝났다. 대표들은 서둘러 떠났다.", 16, ["회의가 끝났다. ", "대표들은 서둘러 떠났다."]),
        ("物価が上がり、金利も上がった。", 10, ["物価が上がり、", "金利も上がった。"]),
        ("彼は「高い、しかし安全だ」と述べ、席を立った。", 18, ["彼は「高い、しかし安全だ」と述べ、", "席を立った。"]),
    ],
)
def test_a_cut_is_made_at_a_clause_border_outside_quotations(text: str, most: int, parts: list[str]) -> None:
    assert cut(text, most) == parts


def test_a_text_without_any_border_is_cut_rather_than_lost() -> None:
    assert cut("가" * 40, 12) == ["가" * 10] * 4


def test_a_term_is_never_cut() -> None:
    text = "정부 경제 정책 발표"
    start = text.index("경제")
    assert all("경제 정책" in part or "경제" not in part for part in cut(text, 6, [(start, start + 5)]))


@settings(derandomize=True, deadline=None)
@given(st.text("가나다고, 。、.「」() ", max_size=80), st.integers(1, 30))
def test_the_parts_are_the_whole(text: str, most: int) -> None:
    assert "".join(cut(text, most)) == text


@pytest.mark.parametrize(
    ("parts", "joined"),
    [
        ([("물가가 올랐고, ", "Prices rose."), ("금리도 올랐다.", "Interest rates rose too.")],
         "Prices rose, Interest rates rose too."),
        ([("물가가 올랐고, ", "Prices rose."), ("정부는 움직였다.", "The government acted.")],
         "Prices rose, the government acted."),
        ([("물가가 올랐다. ", "Prices rose."), ("정부는 움직였다.", "The government acted.")],
         "Prices rose. The government acted."),
        ([("물가가 올랐고, ", ""), ("정부는 움직였다.", "The government acted.")], "The government acted."),
    ],
)  # fmt: skip
def test_drafts_of_parts_become_one_sentence(parts: list[tuple[str, str]], joined: str) -> None:
    assert clauses.join(parts) == joined


@pytest.mark.parametrize(
    ("start", "joined"),
    [
        ("Interest rates rose too.", "Prices rose, interest rates rose too."),
        ("Japan acted.", "Prices rose, Japan acted."),
        ("NATO acted.", "Prices rose, NATO acted."),
        ("G20 leaders met.", "Prices rose, G20 leaders met."),
    ],
)
def test_a_capital_inside_a_joined_sentence_stays_with_names_alone(start: str, joined: str) -> None:
    parts = [("물가가 올랐고, ", "Prices rose."), ("이어졌다.", start)]
    assert clauses.join(parts, lambda word: word in ("Interest", "Leaders")) == joined
