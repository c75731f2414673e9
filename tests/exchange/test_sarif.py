"""SARIF 2.1.0: what a reader of the log needs is there, and in its words."""

from __future__ import annotations

import json
from typing import Any

from workbench.exchange.sarif import Result, render
from workbench.model import Finding

RULES = {"numbers": ("a number differs", "error"), "quotes-lost": ("the source quotes", "info")}
FOUND = Finding("numbers", "warning", "‘4’ is not in the source", "target", 3, 4, "5", 12)


def log(*results: Result) -> Any:
    return json.loads(render(results, RULES, "1.2.3"))


def test_a_log_names_its_tool_rules_and_levels() -> None:
    read = log()
    driver = read["runs"][0]["tool"]["driver"]
    assert (read["version"], driver["name"], driver["semanticVersion"]) == ("2.1.0", "workbench", "1.2.3")
    assert [(rule["id"], rule["defaultConfiguration"]["level"]) for rule in driver["rules"]] == [
        ("numbers", "error"),
        ("quotes-lost", "note"),
    ]
    assert driver["rules"][0]["shortDescription"]["text"] == "A number differs"


def test_a_result_points_at_its_line_and_carries_its_segment() -> None:
    (result,) = log(Result("papers/%EB%B0%94%EB%8B%A4.md", 7, "넷이다", "is 4", FOUND))["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "papers/%EB%B0%94%EB%8B%A4.md"
    assert place["region"] == {"startLine": 7, "snippet": {"text": "넷이다"}}
    assert (result["level"], result["message"]["text"]) == ("warning", "‘4’ is not in the source.")
    assert result["properties"]["suggestion"] == "5"
    assert "suppressions" not in result


def test_a_file_without_lines_has_no_region_and_a_passed_finding_is_suppressed() -> None:
    (result,) = log(Result("paper.docx", 0, "넷", "4", FOUND, ignored=True))["runs"][0]["results"]
    assert "region" not in result["locations"][0]["physicalLocation"]
    assert result["suppressions"] == [{"kind": "external"}]
