"""`workbench glossary`: the contract people script against, and what is said when something is wrong."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

TSV = """ko\ten\thanja\tstatus\tdomain
끼인 국가\tsandwiched state\t\t\tgeopolitics
완충지대\tbuffer zone | buffer area\t緩衝地帶\tpreferred\tgeopolitics
완충지대\tcushion zone\t\tforbidden
한미동맹\tROK–US alliance\t\t\talliance
"""

PAPER = """# 완충지대의 끝

끼인 국가는 완충지대를 잃었다. 한미동맹은 남았다.

당시의 정한론(征韓論)과 파쇄지대(shatter zone)를 떠올린다. 완충지대였던 곳이다.
"""


@pytest.fixture
def workbench(run):
    """Runs a command in a folder with terms and a paper."""
    (run.folder / "terms.tsv").write_text(TSV, "utf-8")
    (run.folder / "paper.md").write_text(PAPER, "utf-8")
    return run


@pytest.fixture
def filled(workbench):
    workbench("glossary", "import", workbench.folder / "terms.tsv")
    return workbench


def test_an_import_says_what_it_read_and_what_became_of_it(workbench):
    code, out, _ = workbench("glossary", "import", workbench.folder / "terms.tsv", "--json")
    report = json.loads(out)
    assert code == 0
    assert {key: report[key] for key in ("read", "added", "merged", "duplicates", "terms", "languages", "skipped")} == {
        "read": 3,
        "added": 3,
        "merged": 0,
        "duplicates": 0,
        "terms": 8,
        "languages": ["en", "ko"],
        "skipped": [],
    }
    _, again, _ = workbench("glossary", "import", workbench.folder / "terms.tsv")
    assert again == "terms.tsv: 3 concepts read, 0 added, 0 merged, 3 known; 8 terms in en, ko\n"


def test_lines_that_are_left_out_are_named(workbench):
    file = workbench.folder / "bad.tsv"
    file.write_text(f"ko\ten\tstatus\n동맹\talliance\tgood\n{'가' * 300}\tx\n억제\tdeterrence\n", "utf-8")
    code, out, err = workbench("glossary", "import", file)
    assert code == 0
    assert "2 added" in out
    assert (
        f"{file}:2: note: status “good” is not preferred, admitted or forbidden; 1 row is read as if it had none" in err
    )
    assert f"{file}:3: left out: a term of 300 characters" in err


@pytest.mark.parametrize(
    ("name", "content", "code", "sentence"),
    [
        ("x.tbx", "<martif><text>", 3, "x.tbx:1: broken XML (no element found)."),
        (
            "x.csv",
            "a,b\n",
            3,
            "x.csv:1: the first line names no language column; begin with a line such as: ko  en  note.",
        ),
        (
            "x.txt",
            "동맹\talliance\n",
            2,
            "x.txt has no header line that names its languages; say which it holds: --from ko --to en.",
        ),
    ],
)
def test_a_damaged_file_changes_nothing(filled, name, content, code, sentence):
    (filled.folder / name).write_text(content, "utf-8")
    found, out, err = filled("glossary", "import", filled.folder / name)
    assert (found, out) == (code, "")
    assert err.replace(f"{filled.folder}/", "") == f"workbench: {sentence}\n"
    assert len(json.loads(filled("glossary", "list", "--json")[1])) == 3


def test_match_gives_one_array_a_line(filled):
    file = filled.folder / "a.txt"
    file.write_text("끼인국가의 운명\n\n한미동맹, 완충 지대로\n", "utf-8")
    code, out, _ = filled("glossary", "match", file, "--from", "ko", "--json")
    arrays = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [
        [(hit["start"], hit["end"], hit["term"], hit["grade"], hit["targets"]) for hit in hits] for hits in arrays
    ] == [
        [(0, 4, "끼인 국가", "particle", ["sandwiched state"])],
        [],
        [
            (0, 4, "한미동맹", "exact", ["ROK–US alliance"]),
            (6, 11, "완충지대", "particle", ["buffer zone", "buffer area"]),
        ],
    ]
    assert arrays[2][1]["forbidden"] == ["cushion zone"]


def test_match_takes_a_glossary_file_and_guesses_the_language(workbench):
    file = workbench.folder / "a.txt"
    file.write_text("완충지대를 두고", "utf-8")
    _, out, _ = workbench("glossary", "match", file, "--glossary", workbench.folder / "terms.tsv")
    assert out == "1:1\t완충지대\tparticle\t완충지대 → buffer zone | buffer area\n"


@pytest.mark.parametrize(("text", "arrays"), [("", 0), ("\n2026\n", 2)])
def test_a_text_without_a_letter_holds_no_term_and_needs_no_language(filled, text, arrays):
    (filled.folder / "empty.txt").write_text(text, "utf-8")
    code, out, _ = filled("glossary", "match", "empty.txt", "--json")
    assert code == 0
    assert [json.loads(line) for line in out.splitlines()] == [[]] * arrays


def test_match_reads_the_encodings_papers_come_in(filled):
    (filled.folder / "old.txt").write_bytes("완충지대는 남쪽에 있다.\n".encode("cp949"))
    code, out, _ = filled("glossary", "match", "old.txt")
    assert code == 0
    assert "완충지대 → buffer zone | buffer area" in out


def test_a_text_in_another_script_must_be_named(filled):
    (filled.folder / "english.txt").write_text("Buffer zones are gone.\n", "utf-8")
    code, _, err = filled("glossary", "match", "english.txt")
    assert code == 2
    assert "--from ko" in err


def test_add_list_and_remove(filled):
    code, _, err = filled("glossary", "add", "공급망", "supply chain", "--from", "ko", "--forbid", "supply network")
    assert (code, err) == (0, "공급망: added\n")
    _, out, _ = filled("glossary", "list", "공급", "--json")
    (concept,) = json.loads(out)
    assert [(term["text"], term["status"]) for term in concept["terms"]] == [
        ("공급망", "preferred"),
        ("supply chain", "preferred"),
        ("supply network", "forbidden"),
    ]
    assert filled("glossary", "remove", concept["id"])[2] == "1 removed\n"
    assert json.loads(filled("glossary", "list", "공급", "--json")[1]) == []


@pytest.mark.parametrize("name", ["out.tbx", "out.tsv", "out.csv"])
def test_what_is_exported_is_imported_again(filled, name):
    out = filled.folder / name
    assert filled("glossary", "export", "-o", out)[0] == 0
    _, text, _ = filled("glossary", "import", out)
    assert "0 added, 0 merged, 3 known" in text


@pytest.mark.parametrize("format_", ["tbx", "tbx3", "tsv", "csv", "omegat"])
def test_an_export_can_go_to_stdout(filled, format_):
    command = [sys.executable, "-m", "workbench", "glossary", "export", "-o", "-", "-f", format_, "--from", "ko"]
    assert "buffer zone" in subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert not Path("-").exists()
    code, _, err = filled("glossary", "export", "-o", "-")
    assert code == 2
    assert "use -f tbx|" in err


def test_candidates_can_go_to_stdout(filled):
    filled("import", filled.folder / "paper.md", "--from", "ko", "--to", "en")
    command = [sys.executable, "-m", "workbench", "glossary", "harvest", "-o", "-"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "shatter zone" in done.stdout
    assert "stdout" not in done.stderr
    assert not Path("-").exists()


def test_omegat_needs_its_source_language(filled):
    code, _, err = filled("glossary", "export", "-o", filled.folder / "g.txt")
    assert code == 2
    assert "name it with --from" in err
    assert filled("glossary", "export", "-o", filled.folder / "g.txt", "--from", "ko")[0] == 0
    assert "완충지대\tbuffer zone\t" in (filled.folder / "g.txt").read_text("utf-8")


def test_harvest_accept_and_refuse(filled):
    filled("import", filled.folder / "paper.md", "--from", "ko", "--to", "en")
    _, out, _ = filled("glossary", "harvest", "paper.md", "--json")
    assert [(one["term"], one["kind"], one["target"], one["hanja"]) for one in json.loads(out)] == [
        ("정한론", "hanja", "", "征韓論"),
        ("파쇄지대", "gloss", "shatter zone", ""),
    ]
    assert filled("glossary", "harvest", "--accept", "파쇄지대", "--refuse", "정한론")[2] == "1 accepted, 1 refused\n"
    _, left, _ = filled("glossary", "harvest", "--json")
    # Accepted without hanja, it is offered again should the paper give that; refused, never.
    assert [one["term"] for one in json.loads(left) if not one["is_known"]] == []
    assert "shatter zone" in filled("glossary", "list", "파쇄지대")[1]


def test_candidates_go_out_as_a_table_that_comes_in_as_a_glossary(filled):
    filled("import", filled.folder / "paper.md", "--from", "ko", "--to", "en")
    table = filled.folder / "candidates.tsv"
    filled("glossary", "harvest", "-o", table)
    assert "2 added" in filled("glossary", "import", table)[1]


def test_the_ledger_shows_outliers_and_repairs_them_undoably(filled):
    from workbench.workflow.editing import Session
    from workbench.workflow.project import Project

    filled("import", filled.folder / "paper.md", "--from", "ko", "--to", "en")
    with Project(filled.folder / "workbench.db") as project:
        session = Session(project, "paper.md")
        targets = {
            "# 완충지대의 끝": "",
            "끼인": "A sandwiched state loses its cushion zone.",
            "완충지대였던": "It was a buffer zone.",
        }
        for segment in session.segments:
            for opening, target in targets.items():
                if segment.source.startswith(opening) and target:
                    session.save(segment.id, target)
        before = [segment.target for segment in session.segments]
    _, out, _ = filled("glossary", "ledger", "--json")
    (entry,) = json.loads(out)
    assert (entry["term"], entry["outliers"]) == ("완충지대", 1)
    assert [(one["text"], one["kind"], one["count"]) for one in entry["renderings"]] == [
        ("buffer zone", "preferred", 1),
        ("cushion zone", "forbidden", 1),
    ]
    assert (
        filled("glossary", "ledger", "--repair", "완충지대", "cushion zone", "buffer zone")[2]
        == "완충지대: 1 segments changed\n"
    )
    with Project(filled.folder / "workbench.db") as project:
        session = Session(project, "paper.md")
        assert "A sandwiched state loses its buffer zone." in [segment.target for segment in session.segments]
        session.undo()
        assert [segment.target for segment in session.segments] == before


def test_siblings_are_proposed_and_not_added(workbench):
    file = workbench.folder / "ja.tsv"
    file.write_text("ja\ten\n緩衝地帯\tbuffer zone\n", "utf-8")
    workbench("glossary", "import", file)
    _, out, _ = workbench("glossary", "list", "--siblings", "--json")
    assert [(one["has"], one["term"]) for one in json.loads(out)] == [("緩衝地帯 | buffer zone", "완충지대")]
    assert "완충지대" not in workbench("glossary", "list")[1]


def test_the_shipped_sample_imports_whole(workbench):
    folder = Path(__file__).parents[2] / "glossary"
    _, out, err = workbench("glossary", "import", folder / "policy.tbx", folder / "policy.tsv")
    assert err == ""
    first, second = out.splitlines()
    assert " 0 merged" in first
    assert " 0 added, 0 merged" in second
