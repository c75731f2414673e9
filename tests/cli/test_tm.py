"""`workbench tm`: the contract people script against, and what is said when something is wrong."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from command_line import Runner

TMX = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header srclang="*all*"/><body>
<tu><tuv xml:lang="en-US"><seg>The buffer zone is gone.</seg></tuv><tuv xml:lang="KO_kr"><seg>완충지대는 사라졌다.</seg></tuv></tu>
<tu><tuv xml:lang="ko"><seg>완충지대가 사라졌다.</seg></tuv><tuv xml:lang="en"><seg>The buffer zone vanished.</seg></tuv></tu>
<tu><tuv xml:lang="ko"><seg>완충지대가 사라졌다.</seg></tuv><tuv xml:lang="en"><seg>The buffer zone vanished.</seg></tuv></tu>
<tu><tuv xml:lang="ko"><seg>국가</seg></tuv><tuv xml:lang="fr"><seg>État</seg></tuv></tu>
</body></tmx>
"""


@pytest.fixture
def workbench(tmp_path, capsys, monkeypatch):
    """Runs a `tm` command in a folder with a memory."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "memory.tmx").write_text(TMX)
    return Runner(tmp_path, capsys, "tm")


@pytest.fixture
def filled(workbench):
    workbench("import", workbench.folder / "memory.tmx", "--from", "ko", "--to", "en")
    return workbench


def test_an_import_says_what_it_read_took_and_left_out(workbench):
    code, out, _ = workbench("import", workbench.folder / "memory.tmx", "--from", "ko", "--to", "en", "--json")
    assert code == 0
    assert json.loads(out) == {
        "read": 4,
        "imported": 2,
        "duplicates": 1,
        "skipped": [{"line": 6, "reason": "no text in en"}],
        "languages": ["en-US", "KO_kr", "ko", "en", "fr"],
    }


def test_a_damaged_file_is_not_imported_unless_it_is_salvaged(workbench):
    broken = workbench.folder / "broken.tmx"
    broken.write_text(TMX.replace("gone.", "R&D").replace("</tmx>", ""))
    code, _, err = workbench("import", broken, "--from", "ko")
    assert code == 3
    assert "broken.tmx:3: the XML is damaged" in err
    assert "--salvage" in err
    assert json.loads(workbench("stats", "--json")[1])["units"] == 0
    code, out, _ = workbench("import", broken, "--from", "ko", "--salvage", "--json")
    assert code == 0
    report = json.loads(out)
    assert (report["imported"], report["duplicates"]) == (1, 1)
    assert [skipped["line"] for skipped in report["skipped"]] == [3, 6, 8]


@pytest.mark.parametrize("name", ["memory.xlsx", "memory"])
def test_a_file_whose_name_tells_no_format_is_a_usage_error(workbench, name):
    (workbench.folder / name).write_text(TMX)
    assert workbench("import", workbench.folder / name, "--from", "ko")[0] == 2
    assert workbench("import", workbench.folder / name, "--from", "ko", "--as", "tmx")[0] == 0


def test_a_missing_file_is_one_sentence(workbench):
    code, _, err = workbench("import", workbench.folder / "none.tmx", "--from", "ko")
    assert code == 3
    assert err.count("\n") == 1


def test_a_file_in_other_languages_says_so(workbench):
    code, out, err = workbench("import", workbench.folder / "memory.tmx", "--from", "ja")
    assert code == 0
    assert "0 imported" in out
    assert "the file speaks en-US, KO_kr, ko, en, fr; you asked for ja and en" in err


def test_a_file_without_a_usable_unit_is_not_said_to_be_in_other_languages(workbench):
    (workbench.folder / "bad.tsv").write_text("ko\ten\n국가\n")
    code, _, err = workbench("import", workbench.folder / "bad.tsv", "--from", "ko")
    assert code == 0
    assert "the target is empty" in err
    assert "speaks" not in err


def test_search_answers_with_source_target_score_and_kind(filled):
    code, out, _ = filled("search", "완충지대가 사라졌다.", "--from", "ko", "--to", "en", "--json")
    assert code == 0
    assert json.loads(out) == [
        {"source": "완충지대가 사라졌다.", "target": "The buffer zone vanished.", "score": 100, "kind": "exact"},
        {"source": "완충지대는 사라졌다.", "target": "The buffer zone is gone.", "score": 90, "kind": "fuzzy"},
    ]
    assert (
        json.loads(filled("search", "완충지대가 사라졌다.", "--from", "ko-KR", "--min", "95", "--json")[1])[0]["score"]
        == 100
    )
    assert json.loads(filled("search", "전혀 다른 문장", "--from", "ko", "--json")[1]) == []


def test_concordance_answers_with_places(filled):
    code, out, _ = filled("concordance", "완충", "--json", "--limit", "1")
    (hit,) = json.loads(out)
    assert code == 0
    assert (hit["source"], hit["source_spans"], hit["target_spans"]) == ("완충지대가 사라졌다.", [[0, 2]], [])
    assert len(filled("concordance", "buffer")[1].splitlines()) == 4


@pytest.mark.parametrize("name", ["out.tmx", "out.tmx.gz", "out.tsv", "out.csv"])
def test_what_is_exported_is_imported_again_as_duplicates(filled, name):
    code, _, err = filled("export", filled.folder / name, "--from", "ko", "--to", "en")
    assert code == 0
    assert "2 units" in err
    report = json.loads(filled("import", filled.folder / name, "--from", "ko", "--json")[1])
    # The code of the header takes the place of the region one of the two had.
    assert (report["imported"], report["duplicates"]) == (1, 1)


@pytest.mark.parametrize(("format_", "first"), [("tmx", "<?xml"), ("tsv", "ko\ten")])
def test_an_export_can_go_to_stdout(filled, format_, first):
    command = [sys.executable, "-m", "workbench", "tm", "export", "-", "--from", "ko", "--as", format_]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.startswith(first)
    assert "2 units" in done.stderr
    assert not Path("-").exists()
    code, _, err = filled("export", "-", "--from", "ko")
    assert code == 2
    assert "say it with --as" in err


def test_a_memory_is_not_written_as_xliff(filled):
    assert filled("export", filled.folder / "out.xlf", "--from", "ko")[0] == 2


def test_care_from_the_command_line(filled):
    stats = json.loads(filled("stats", "--json")[1])
    assert (stats["units"], stats["pairs"], stats["waiting"]) == (2, {"ko→en": 1, "ko-KR→en-US": 1}, 0)
    assert "buffer zone" in filled("replace", "buffer", "cushion", "--dry-run")[1]
    assert "2 units changed" in filled("replace", "buffer zone", "cushion zone")[2]
    assert len(json.loads(filled("concordance", "cushion", "--json")[1])) == 2
    assert filled("delete")[0] == 2
    assert "1 unit would go" in filled("delete", "--containing", "vanished", "--dry-run")[2]
    assert "1 unit deleted" in filled("delete", "--containing", "vanished")[2]
    assert json.loads(filled("duplicates", "--json")[1]) == []
    assert json.loads(filled("conflicts", "--json")[1]) == []
    assert json.loads(filled("empty", "--json")[1]) == []
    assert "1 unit indexed" in filled("index", "--rebuild")[2]


def test_another_projects_memory_is_attached_and_detached(filled, capsys):
    run = Runner(filled.folder, capsys, "--db", "mine.db", "tm")
    assert run("attach", filled.folder / "workbench.db", "--name", "old", "--penalty", "2")[0] == 0
    assert "workbench.db" in run("attached")[1]
    assert json.loads(run("search", "완충지대가 사라졌다.", "--from", "ko", "--json")[1])[0]["kind"] == "exact"
    assert run("detach", "old")[0] == 0
    assert run("detach", "old")[0] == 2


def test_a_search_in_no_project_makes_none(workbench):
    assert workbench("search", "x", "--from", "ko")[0] == 2
    assert not (workbench.folder / "workbench.db").exists()


def test_a_date_that_is_none_deletes_nothing(filled):
    code, _, err = filled("delete", "--before", "yesterday")
    assert (code, err) == (2, "workbench: 'yesterday' is no date; write it as in 20260101.\n")
    assert "0 units deleted" in filled("delete", "--before", "2001-01-01")[2]


def test_a_search_for_what_is_nowhere_says_so(filled):
    assert filled("concordance", "zzz")[1:] == ("", "found nowhere in the memory\n")
