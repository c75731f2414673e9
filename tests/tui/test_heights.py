"""Row arithmetic agrees with counting, whatever is corrected."""

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.tui.heights import BLOCK, Heights


@settings(derandomize=True, max_examples=60)
@given(
    st.lists(st.integers(1, 9), min_size=1, max_size=3 * BLOCK),
    st.lists(st.tuples(st.integers(0, 3 * BLOCK), st.integers(1, 9)), max_size=20),
)
def test_tops_and_rows_agree_with_counting(heights, corrections):
    kept = Heights(heights)
    for row, height in corrections:
        if row < len(heights):
            assert kept.set(row, height) == height - heights[row]
            heights[row] = height
    assert kept.total == sum(heights)
    line = 0
    for row, height in enumerate(heights):
        assert kept.top(row) == line
        assert kept.row_at(line) == kept.row_at(line + height - 1) == row
        line += height
    assert kept.top(len(heights)) == kept.total
    assert kept.row_at(kept.total + 5) == len(heights) - 1
