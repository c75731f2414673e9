"""Scores and effort of a project's drafts; bad input is answered plainly."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench import evaluate
from workbench.errors import UsageError
from workbench.store import documents as stored
from workbench.store.documents import DocumentInfo
from workbench.workflow.history import edited
from workbench.workflow.importing import import_document
from workbench.workflow.project import Project
from workbench.workflow.reports import score_page
from workbench.workflow.score import score_confirmed, score_reference

Paper = tuple[Project, DocumentInfo]

REFERENCE = [
    "A Buffer-Zone Sea",
    "The buffer zone is gone.",
    "That buffer zone is narrow.",
    "Korea imports 146 million metric tons of crude oil.",
    "The sea resembles a buffer zone.",
    "Conclusion",
]


def write(path: Path, lines: list[str]) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_drafts_are_scored_against_what_became_of_them(edited_paper: Paper) -> None:
    project, info = edited_paper
    report = score_confirmed(project, [info])
    records = edited(project.db, [info])
    expected = evaluate.score([record.draft for record in records], [record.final for record in records])
    assert report.total.scores == tuple(expected)
    assert report.total.effort is not None
    assert (report.total.effort.segments, report.total.effort.untouched, report.total.effort.seconds) == (4, 2, 26.0)
    assert report.total.effort.hter == pytest.approx(expected[2].value)
    assert [group.name for group in report.by["model"]] == ["translate-ko_en-1_0@abc beam 4"]
    assert report.records == tuple(records)


def test_drafts_are_scored_against_a_reference_by_origin_and_kind(edited_paper: Paper, tmp_path: Path) -> None:
    project, info = edited_paper
    report = score_reference(project, info, write(tmp_path / "ref.txt", REFERENCE))
    drafts = [
        "A Sea of Cushion Area", "The cushion area is gone.", "That cushion area is narrow.",
        "Korea imports 164 million tons of crude oil.", "The sea resembles a buffer zone.", "",
    ]  # fmt: skip
    assert report.total.scores == tuple(evaluate.score(drafts, REFERENCE))
    assert {group.name: group.segments for group in report.by["origin"]} == {"mt": 5, "none": 1}
    assert {group.name for group in report.by["kind"]} == {"title", "heading", "paragraph"}
    assert report.total.effort is None


def test_another_system_stands_beside_by_paired_bootstrap(edited_paper: Paper, tmp_path: Path) -> None:
    project, info = edited_paper
    reference = write(tmp_path / "ref.txt", REFERENCE)
    other = write(tmp_path / "other.txt", REFERENCE)
    report = score_reference(project, info, reference, [other])
    assert [comparison.metric for comparison in report.comparisons] == ["BLEU", "chrF2", "TER"]
    assert [system.system for system in report.comparisons[0].systems] == ["paper.md", "other.txt"]
    assert report.comparisons[0].systems[1].value == pytest.approx(100)


@pytest.mark.parametrize("lines", [REFERENCE[:-1], [*REFERENCE, "more"], []])
def test_a_reference_of_another_length_is_refused(edited_paper: Paper, tmp_path: Path, lines: list[str]) -> None:
    project, info = edited_paper
    with pytest.raises(
        UsageError, match=f"the reference has {len(lines)} lines and 'paper.md' has 6 segments"
    ) as caught:
        score_reference(project, info, write(tmp_path / "ref.txt", lines))
    assert caught.value.exit_code == 2


def test_a_document_without_revisions_has_nothing_to_score(tmp_path: Path) -> None:
    (tmp_path / "new.md").write_text("바다가 넓다.\n", encoding="utf-8")
    with Project(tmp_path / "workbench.db", durable=False) as project:
        import_document(project, tmp_path / "new.md", source_language="ko", target_language="en")
        info = stored.find(project.db, "new.md")
        with pytest.raises(UsageError, match="no confirmed segment that began as a draft"):
            score_confirmed(project, [info])
        with pytest.raises(UsageError, match="has no draft to score"):
            score_reference(project, info, write(tmp_path / "ref.txt", ["The sea is wide."]))


def test_the_page_has_scores_signatures_and_effort(edited_paper: Paper) -> None:
    project, info = edited_paper
    page = score_page([info], score_confirmed(project, [info]))
    assert "nrefs:1|case:mixed|eff:no|tok:13a" in page
    assert "Scores and effort by model" in page
    assert "no trend can be told yet" in page
