"""Statistics: amounts, match bands, status, and an estimate of what is left."""

from __future__ import annotations

import pytest

from workbench.errors import UsageError
from workbench.model import Unit
from workbench.store.documents import DocumentInfo
from workbench.workflow.project import Project
from workbench.workflow.reports import stats_page
from workbench.workflow.stats import PACE, stats

Paper = tuple[Project, DocumentInfo]


def test_text_is_counted_by_class_and_by_status(edited_paper: Paper) -> None:
    project, info = edited_paper
    found = stats(project, [info]).total
    assert (found.total.segments, found.total.words) == (6, 17)
    assert found.total.characters == sum(
        map(len, ("완충지대의 바다", "완충지대가 사라졌다.", "그 완충지대는 좁다.", "한국은 1억 4,600만 톤의 원유를 들여온다.", "바다는 완충지대를 닮았다.", "맺음말"))
    )  # fmt: skip
    assert found.total.characters - found.total.characters_without_spaces == 11
    assert {name: count.segments for name, count in found.statuses.items() if count.segments} == {
        "untranslated": 1, "draft": 1, "confirmed": 4,
    }  # fmt: skip
    assert sum(count.segments for count in found.bands.values()) == 6
    assert found.target.segments == 5


def test_the_tm_tells_the_bands_of_what_is_left(edited_paper: Paper) -> None:
    project, info = edited_paper
    before = stats(project, [info]).total.left
    project.memory.add([Unit("ko", "en", "맺음말", "Conclusion")])
    found = stats(project, [info]).total
    assert found.bands["100"].segments == 1
    assert found.left < before


def test_a_segment_that_came_before_is_a_repetition_of_any_document(edited_paper: Paper) -> None:
    project, info = edited_paper
    twice = stats(project, [info, info])
    assert [one.bands["repetition"].segments for one in twice.documents] == [0, 6]


def test_the_pace_is_assumed_until_it_is_measured(edited_paper: Paper) -> None:
    project, info = edited_paper
    found = stats(project, [info])
    assert (found.measured, found.pace) == (False, PACE)
    assert found.total.hours == pytest.approx(found.total.left / PACE)
    assert sorted(found.confidence) == [(40, 0.0), (65, 35.7), (70, 40.0), (90, 0.0)]


def test_japanese_words_are_characters_by_two_and_a_half() -> None:
    from workbench.workflow.stats import _count

    assert (_count("列島線は⟦1⟧壁⟦/1⟧か", "ja").words, _count("列島線は壁か", "ja").characters) == (2, 6)


def test_weights_and_pace_come_from_the_settings(edited_paper: Paper) -> None:
    project, info = edited_paper
    toml = project.path.parent / "workbench.toml"
    toml.write_text("[stats]\npace = 1200\n\n[stats.weights]\nnone = 0.5\n50-74 = 0.5\n", encoding="utf-8")
    with Project(project.path) as again:
        found = stats(again, [info])
        assert (found.pace, found.total.left) == (1200.0, 0.5 * (len("완충지대의 바다") + len("맺음말")))
    toml.write_text('[stats]\npace = "fast"\n', encoding="utf-8")
    with Project(project.path) as again, pytest.raises(UsageError, match="'pace' in \\[stats\\]"):
        stats(again, [info])


def test_the_page_plots_progress_bands_confidence_and_effort(edited_paper: Paper) -> None:
    project, info = edited_paper
    page = stats_page(stats(project, [info]))
    assert page.count("<svg ") == 4
    assert page.count('role="img"') == 4
    assert "% done" in page
