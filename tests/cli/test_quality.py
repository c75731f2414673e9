"""check, score, stats and learn on the command line: what goes where, and the exit codes that scripts rely on."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from command_line import Runner
from workbench.store.documents import find
from workbench.workflow.editing import Session
from workbench.workflow.project import Project

PAPER = "# 바다\n\n5월에 끝났다. 바다가 넓다.\n"


@pytest.fixture
def paper(run: Runner) -> Path:
    path = Path("paper.md")
    path.write_text(PAPER, encoding="utf-8")
    assert run("import", "paper.md", "--from", "ko")[0] == 0
    with Project(Path("workbench.db")) as project:
        session = Session(project, "paper.md")
        session.confirm(session.segments[0].id, "The Sea")
        session.confirm(session.segments[1].id, "It ended  in March.")
    return path


def test_check_prints_a_line_a_finding_and_fails_only_when_asked(run: Runner, paper: Path) -> None:
    code, out, err = run("check")
    assert code == 0
    assert "paper.md:2: error: ‘March’ should be ‘5월’  → ‘May’  [1:2:numbers]" in out
    assert err.strip() == "2 errors, 1 warning, 0 info"
    assert run("check", "--fail-on", "error")[0] == 1
    assert run("check", "--fail-on", "tags")[0] == 0
    assert run("check", "--only", "spaces", "--fail-on", "error")[0] == 0


def test_check_speaks_json_sarif_and_html(run: Runner, paper: Path) -> None:
    code, out, _ = run("check", "--json", "--sarif", "f.sarif", "--html", "f.html")
    assert code == 0
    first = json.loads(out)[0]
    assert (first["number"], first["check"], first["start"], first["suggestion"]) == (2, "numbers", 13, "May")
    assert json.loads(Path("f.sarif").read_text())["version"] == "2.1.0"
    assert "<mark>March</mark>" in Path("f.html").read_text()


def test_check_fixes_passes_over_and_heeds_again(run: Runner, paper: Path) -> None:
    assert "1 passed over" in run("check", "--ignore", "1:2:numbers")[2]
    assert "numbers" not in run("check")[1]
    assert "passed over" in run("check", "--ignored")[1]
    assert run("check", "--ignore", "1:9:numbers")[0] == 2
    assert "heeded again" in run("check", "--heed", "1:2:numbers")[2]
    assert "1 segments mended" in run("check", "--fix", "spaces", "--fix", "numbers")[2]
    assert run("check", "--fail-on", "warning", "--only", "spaces", "--only", "numbers")[0] == 0
    with Project(Path("workbench.db")) as project:
        session = Session(project, find(project.db, "paper.md").name)
        assert session.segments[1].target == "It ended in May."


def test_check_lists_the_checks(run: Runner, paper: Path) -> None:
    Path("workbench.toml").write_text('[checks]\nnames = "off"\n', encoding="utf-8")
    assert {"check": "names", "severity": "off", "summary": "a name is rendered in several ways"} in json.loads(
        run("check", "--list", "--json")[1]
    )


@pytest.mark.parametrize("arguments", [("--fail-on", "fatal"), ("--only", "nubmers"), ("other.md",)])
def test_what_check_does_not_know_is_a_usage_error(run: Runner, paper: Path, arguments: tuple[str, ...]) -> None:
    code, out, err = run("check", *arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("command", ["check", "score", "stats", "learn"])
def test_an_empty_project_is_a_usage_error(run: Runner, paper: Path, command: str) -> None:
    with Project(Path("empty.db")):
        pass
    code, _, err = run("--db", "empty.db", command)
    assert code == 2
    assert "the project holds no document" in err


def test_score_against_a_reference_prints_scores_with_signatures(run: Runner, paper: Path) -> None:
    Path("ref.txt").write_text("The Sea\nIt ended in May.\nThe sea is wide.\n", encoding="utf-8")
    code, out, _ = run("score", "paper.md", "--reference", "ref.txt")
    assert code == 0
    assert "nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:" in out
    code, out, _ = run(
        "score", "paper.md", "--reference", "ref.txt", "--compare", "ref.txt", "--json", "--html", "s.html"
    )
    assert json.loads(out)["comparisons"][0]["systems"][1]["system"] == "ref.txt"
    assert "Side by side" in Path("s.html").read_text()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "no confirmed segment that began as a draft"),
        (("paper.md", "--reference", "short.txt"), "the reference has 1 lines and 'paper.md' has 3 segments"),
        (("paper.md", "--compare", "short.txt"), "--compare needs a reference"),
    ],
)
def test_what_cannot_be_scored_is_one_sentence_and_exit_code_2(
    run: Runner, paper: Path, arguments: tuple[str, ...], says: str
) -> None:
    Path("short.txt").write_text("The Sea\n", encoding="utf-8")
    code, out, err = run("score", *arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert says in err


def test_stats_count_in_the_terminal_in_json_in_csv_and_in_html(run: Runner, paper: Path) -> None:
    code, out, _ = run("stats")
    assert code == 0
    assert "confirmed" in out
    assert "600 characters an hour" in out
    assert json.loads(run("stats", "paper.md", "--json")[1])["total"]["total"]["segments"] == 3
    assert run("stats", "--csv", "s.csv", "--html", "s.html")[0] == 0
    with Path("s.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["document"] for row in rows} == {"paper.md", "total"}
    assert [row["segments"] for row in rows if row["class"] == "confirmed"] == ["2", "2"]
    assert "<h2" in Path("s.html").read_text()


def test_learn_has_nothing_to_tell_before_habits_form(run: Runner, paper: Path) -> None:
    assert "often enough" in run("learn")[1]
    assert run("learn", "--json")[1].strip() == "[]"
    assert "No rules" in run("learn", "--rules")[1]
    assert run("learn", "--adopt", "1")[0] == 2
    assert run("learn", "--forget", "7")[0] == 2
