"""Checking documents and the segment being typed; passing over findings; applying fixes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from workbench.errors import UsageError
from workbench.model import Concept, Status, Term, TermStatus
from workbench.store import segments
from workbench.store.documents import DocumentInfo
from workbench.workflow.check import LiveChecker, as_sarif, check_document, fix, pass_over, profile
from workbench.workflow.editing import Session
from workbench.workflow.project import Project
from workbench.workflow.reports import findings_page

Paper = tuple[Project, DocumentInfo]


def teach(project: Project) -> None:
    rejected = Term("en", "cushion area", TermStatus.FORBIDDEN)
    project.glossary.add([Concept((Term("ko", "완충지대"), Term("en", "buffer zone"), rejected))])


def test_findings_name_document_segment_check_and_line(edited_paper: Paper) -> None:
    project, info = edited_paper
    found = check_document(project, info)
    assert [(item.number, item.finding.check, item.line) for item in found] == [
        (4, "numbers", 5),
        (4, "unedited-draft", 5),
        (6, "empty", 7),
    ]
    assert found[0].reference == f"{info.id}:4:numbers"
    assert found[0].finding.message == "‘164 million’ should be ‘1억 4,600만’"


def test_the_glossary_is_heeded(edited_paper: Paper) -> None:
    project, info = edited_paper
    teach(project)
    assert [
        (item.number, item.finding.check)
        for item in check_document(project, info, only=["term-forbidden", "term-missing"])
    ] == [
        (1, "term-forbidden"),
        (1, "term-missing"),
    ]


def test_only_the_checks_asked_for_are_reported(edited_paper: Paper) -> None:
    project, info = edited_paper
    assert [item.finding.check for item in check_document(project, info, only=["empty"])] == ["empty"]
    with pytest.raises(UsageError, match="no check 'nubmers'"):
        check_document(project, info, only=["nubmers"])


def test_a_fix_is_one_change_that_can_be_undone(edited_paper: Paper) -> None:
    project, info = edited_paper
    assert fix(project, info, ["numbers"]) == 1
    assert segments.of_document(project.db, info.id)[3].target == "Korea imports 146 million tons of crude oil."
    assert check_document(project, info, only=["numbers"]) == []
    Session(project, "paper.md").undo()
    assert len(check_document(project, info, only=["numbers"])) == 1
    assert fix(project, info, ["spaces"]) == 0


def test_a_finding_is_passed_over_until_it_is_heeded_again(edited_paper: Paper) -> None:
    project, info = edited_paper
    assert pass_over(project, f"{info.id}:4:numbers") == 1
    assert check_document(project, info, only=["numbers"]) == []
    assert [item.ignored for item in check_document(project, info, only=["numbers"], ignored=True)] == [True]
    with pytest.raises(UsageError, match="no finding"):
        pass_over(project, f"{info.id}:4:numbers")
    assert pass_over(project, f"{info.id}:4:numbers", back=True) == 1
    assert len(check_document(project, info, only=["numbers"])) == 1


def test_what_is_typed_is_checked_as_it_is_typed(edited_paper: Paper) -> None:
    project, _ = edited_paper
    teach(project)
    session = Session(project, "paper.md")
    live = LiveChecker(session)
    second = session.segments[1]
    assert live.findings(second.id, "The buffer zone is gone.") == []
    typed = live.findings(second.id, "The cushion area  is gone")
    assert [finding.check for finding in typed] == ["term-forbidden", "term-missing", "spaces", "end-mark"]
    live.ignore(typed[3])
    assert "end-mark" not in [finding.check for finding in live.findings(second.id, "The cushion area  is gone")]
    live.restore(typed[3])
    assert "end-mark" in [finding.check for finding in live.findings(second.id, "The cushion area  is gone")]


def test_the_settings_file_sets_severities(edited_paper: Paper) -> None:
    project, info = edited_paper
    toml = project.path.parent / "workbench.toml"
    toml.write_text('[checks]\nempty = "info"\nnumbers = "off"\n', encoding="utf-8")
    with Project(project.path) as again:
        found = [(item.finding.check, item.finding.severity) for item in check_document(again, info)]
        assert found == [("unedited-draft", "info"), ("empty", "info")]
    toml.write_text('[checks]\nempty = "fatal"\n', encoding="utf-8")
    with Project(project.path) as again, pytest.raises(UsageError, match=r"workbench\.toml"):
        profile(again)


def test_sarif_points_at_the_source_file(edited_paper: Paper) -> None:
    project, info = edited_paper
    log = json.loads(as_sarif(project, [info], check_document(project, info)))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    first = run["results"][0]
    assert (first["ruleId"], first["level"], rules[first["ruleIndex"]]) == ("numbers", "error", "numbers")
    place = first["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == ("paper.md", 5)
    assert first["message"]["text"].endswith(".")
    assert {result["level"] for result in run["results"]} == {"error", "note"}


def test_a_finding_passed_over_is_a_suppression_in_sarif(edited_paper: Paper) -> None:
    project, info = edited_paper
    pass_over(project, f"{info.id}:4:numbers")
    log = json.loads(as_sarif(project, [info], check_document(project, info, ignored=True)))
    assert log["runs"][0]["results"][0]["suppressions"] == [{"kind": "external"}]


def test_the_page_shows_each_finding_in_its_text(edited_paper: Paper, tmp_path: Path) -> None:
    project, info = edited_paper
    page = findings_page([info], check_document(project, info))
    assert '<td lang="en">Korea imports <mark>164 million</mark> tons' in page
    assert "<title>Quality checks</title>" in page
    assert "Nothing was found." in findings_page([info], [])


def test_a_final_draft_keeps_its_status_when_it_is_mended(edited_paper: Paper) -> None:
    project, info = edited_paper
    fix(project, info, ["numbers"])
    assert segments.of_document(project.db, info.id)[3].status is Status.CONFIRMED
