"""One thing is one thing."""

import pytest

from workbench.text.counting import counted


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0 units"), (1, "1 unit"), (2, "2 units"), (1_204, "1,204 units"), (1_000_000, "1,000,000 units")],
)
def test_numbers_are_written_with_their_noun(number: int, text: str) -> None:
    assert counted(number, "unit") == text
