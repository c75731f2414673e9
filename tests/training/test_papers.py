"""The sample papers and their English are paired as an editor would."""

from training import papers


def test_a_paper_is_paired_with_its_english() -> None:
    found = papers.beads("ja-regional-economy")
    assert len(found) > 70
    assert sum(len(sources) == 1 for sources, _ in found) > 0.85 * len(found)
    (figure,) = [english for sources, english in found if "47.8％" in sources[0]]
    assert "47.8%" in figure
    assert all(any(char.isalpha() for char in sources[0]) for sources, _ in found)
