"""Tag marks: found, stripped, compared; a balanced target stays balanced markup."""

import pytest

from workbench.text import tags


def test_marks_are_listed_and_stripped() -> None:
    text = "이른바 ⟦1⟧완충지대⟦/1⟧이다⟦2/⟧"
    assert tags.marks(text) == ["⟦1⟧", "⟦/1⟧", "⟦2/⟧"]
    assert tags.strip(text) == "이른바 완충지대이다"


def test_brackets_without_a_number_are_text() -> None:
    assert tags.strip("⟦注⟧ ⟦⟧") == "⟦注⟧ ⟦⟧"


def test_missing_marks_are_told_in_order_and_by_count() -> None:
    assert tags.missing("⟦1⟧a⟦/1⟧⟦2/⟧", "b⟦2/⟧") == ["⟦1⟧", "⟦/1⟧"]
    assert tags.missing("⟦2/⟧⟦2/⟧", "⟦2/⟧") == ["⟦2/⟧"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("plain", True), ("⟦1⟧a⟦2⟧b⟦/2⟧⟦/1⟧⟦3/⟧", True), ("⟦1⟧a⟦2⟧b⟦/1⟧⟦/2⟧", False), ("⟦1⟧a", False), ("a⟦/1⟧", False)],
)
def test_balance(text: str, expected: bool) -> None:
    assert tags.balanced(text) is expected
