"""The view of a source through its edits, and the mapping of offsets both ways."""

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.model import Edit, EditState
from workbench.text.overlay import view

SOURCE = "目 先の**話**に¹触れる。"
EDITS = (
    Edit(1, 2, "", "stray space"),
    Edit(4, 6, "⟦1⟧", "tag"),
    Edit(7, 9, "⟦/1⟧", "tag"),
    Edit(10, 11, "⟦2/⟧", "footnote"),
)


def test_the_view_applies_the_edits() -> None:
    assert view(SOURCE, EDITS).text == "目先の⟦1⟧話⟦/1⟧に⟦2/⟧触れる。"


def test_pending_and_rejected_edits_leave_no_trace() -> None:
    edits = [Edit(1, 2, "", "stray space", state) for state in (EditState.PENDING, EditState.REJECTED)]
    assert view("目 先", edits).text == "目 先"


def test_a_range_of_the_view_maps_to_the_source_it_shows() -> None:
    whole = view(SOURCE, EDITS)
    start, end = whole.text.index("⟦1⟧"), whole.text.index("に")
    assert SOURCE[whole.to_source(start) : whole.to_source(end, end=True)] == "**話**"
    first = whole.text.index("先") + 1
    assert SOURCE[: whole.to_source(first, end=True)] == "目 先"


def test_a_part_of_the_source_has_a_view_of_its_own() -> None:
    assert view(SOURCE, EDITS, 4, 9).text == "⟦1⟧話⟦/1⟧"


@st.composite
def overlays(draw: st.DrawFn) -> tuple[str, tuple[Edit, ...]]:
    source = draw(st.text(min_size=1, max_size=30))
    cuts = sorted(draw(st.lists(st.integers(0, len(source)), max_size=8, unique=True)))
    edits = tuple(
        Edit(start, end, draw(st.sampled_from(["", "x", "⟦1⟧"])), "any")
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    )
    return source, edits


@settings(derandomize=True)
@given(overlays())
def test_unedited_places_map_there_and_back(case: tuple[str, tuple[Edit, ...]]) -> None:
    source, edits = case
    seen = view(source, edits)
    touched = {offset for edit in edits for offset in range(edit.start, edit.end + 1)}
    for offset in set(range(len(source))) - touched:
        assert seen.to_source(seen.to_view(offset)) == offset
        assert seen.text[seen.to_view(offset)] == source[offset]
    assert [seen.to_source(place) for place in range(len(seen.text) + 1)] == sorted(
        seen.to_source(place) for place in range(len(seen.text) + 1)
    )
