"""The commands of the main job: what goes to stdout, what to stderr, and the exit codes that scripts rely on."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from command_line import Runner

PAPER = "# 물가와 금리\n\n한국 경제 성장 은 수출 에 있다.\n\nWorking Paper No. 7\n\n3\n"


@pytest.fixture
def paper(tmp_path: Path) -> str:
    (tmp_path / "paper.md").write_text(PAPER, encoding="utf-8")
    return "paper.md"


def test_pretranslate_drafts_reports_and_does_nothing_the_second_time(
    run: Runner, paper: str, installed_models: Path
) -> None:
    code, out, err = run("pretranslate", paper, "--from", "ko", "--report", "r.json")
    assert code == 0, err
    assert "paper.md" in out
    assert "paper.md: 3 segments, utf-8" in err
    report = json.loads(Path("r.json").read_text())
    assert report["documents"][0]["drafted"] == 3
    assert report["documents"][0]["bands"] == {"copied": 1, "mt": 2}
    code, out, _ = run("pretranslate", "--json")
    assert (code, json.loads(out)["documents"][0]["drafted"]) == (0, 0)


def test_without_a_model_the_exit_code_is_4_and_the_way_out_is_named(run: Runner, paper: str, no_models: Path) -> None:
    code, _, err = run("pretranslate", paper, "--from", "ko")
    assert code == 4
    assert "workbench models install ko en" in err
    assert run("pretranslate", "--no-mt")[0] == 0


def test_fail_on_turns_what_was_found_into_exit_code_1(run: Runner, paper: str, no_models: Path) -> None:
    assert run("pretranslate", paper, "--from", "ko", "--no-mt", "--fail-on", "empty")[0] == 1
    assert run("pretranslate", "--no-mt", "--fail-on", "terms")[0] == 0


def test_fail_on_qa_runs_the_checks_over_the_drafts(run: Runner, tmp_path: Path, no_models: Path) -> None:
    (tmp_path / "paper.md").write_text("수출은 45만 톤이다.\n", encoding="utf-8")
    (tmp_path / "memory.tsv").write_text("ko\ten\n수출은 45만 톤이다.\tExports are 45 tonnes.\n", encoding="utf-8")
    assert run("tm", "import", "memory.tsv", "--from", "ko", "--to", "en")[0] == 0
    code, _, err = run("pretranslate", "paper.md", "--from", "ko", "--no-mt", "--fail-on", "qa")
    assert code == 1
    assert "workbench check" in err


def test_a_bad_file_among_good_ones(run: Runner, paper: str, tmp_path: Path) -> None:
    (tmp_path / "empty.md").write_bytes(b"")
    code, _, err = run("pretranslate", "empty.md", paper, "--from", "ko", "--no-mt")
    assert code == 3
    assert "empty.md" in err
    code, out, _ = run("pretranslate", "empty.md", paper, "--from", "ko", "--no-mt", "--on-error", "continue")
    assert code == 3
    assert "paper.md" in out


def test_a_run_over_two_language_pairs_has_two_signatures(run: Runner, paper: str, tmp_path: Path) -> None:
    (tmp_path / "kaikyo.md").write_text("海峡は狭い。\n", encoding="utf-8")
    code, out, _ = run("pretranslate", paper, "kaikyo.md", "--no-mt")
    assert code == 0
    assert [line.split("|")[0] for line in out.splitlines()[-2:]] == ["pair:ko-en", "pair:ja-en"]


def test_a_file_that_may_not_be_read_is_one_of_the_bad_ones(
    run: Runner, paper: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Path.read_bytes

    def guarded(path: Path) -> bytes:
        if path.name == "locked.md":
            raise PermissionError(13, "Permission denied")
        return read(path)

    (tmp_path / "locked.md").write_text(PAPER, encoding="utf-8")
    monkeypatch.setattr(Path, "read_bytes", guarded)
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != "locked.md")
    code, out, err = run("import", "locked.md", paper, "--from", "ko")
    assert (code, out) == (3, "paper.md: 3 segments, utf-8\n")
    assert err.startswith("workbench: locked.md: cannot be read (Permission denied)")


def test_the_language_is_read_off_the_script(run: Runner, paper: str, tmp_path: Path) -> None:
    code, _, err = run("import", paper)
    assert code == 0
    assert "written in ko" in err
    (tmp_path / "english.md").write_text("Only English here.\n")
    code, _, err = run("import", "english.md")
    assert code == 2
    assert "--from" in err


def test_import_says_what_it_did_as_json(run: Runner, paper: str) -> None:
    run("import", paper, "--from", "ko")
    code, out, _ = run("import", paper, "--from", "ko", "--json")
    assert code == 0
    (report,) = json.loads(out)
    assert (report["name"], report["state"], report["segments"]) == ("paper.md", "unchanged", 3)


def test_segment_prints_json_and_stores_nothing(run: Runner, paper: str, tmp_path: Path) -> None:
    code, out, _ = run("segment", paper, "--from", "ko", "--json")
    assert code == 0
    assert [row["text"] for row in json.loads(out)] == [
        "물가와 금리", "한국 경제 성장 은 수출 에 있다.", "Working Paper No. 7", "3",
    ]  # fmt: skip
    assert not (tmp_path / "workbench.db").exists()


def test_status_lists_documents_and_sizes(run: Runner, paper: str) -> None:
    run("import", paper, "--from", "ko")
    code, out, _ = run("status", "--json")
    assert code == 0
    status = json.loads(out)
    assert status["documents"][0]["status"]["untranslated"] == 3
    assert (status["tm"], status["glossary"]) == (0, 0)
    assert "paper.md" in run("status")[1]


def test_export_writes_the_file_it_is_told(run: Runner, paper: str, tmp_path: Path) -> None:
    run("import", paper, "--from", "ko")
    assert run("export", "-f", "document", "-o", "out.md")[0] == 0
    assert (tmp_path / "out.md").read_bytes() == PAPER.encode()
    assert run("export", paper, "-f", "html", "-o", "out.html")[0] == 0
    assert "물가와 금리" in (tmp_path / "out.html").read_text(encoding="utf-8")
    assert run("export", "nothing.md", "-f", "tmx", "-o", "out.tmx")[0] == 2
    assert run("export", paper, "-f", "html", "-o", "nowhere/out.html")[0] == 3


def test_export_asks_which_document_where_several_would_do(run: Runner, paper: str, tmp_path: Path) -> None:
    (tmp_path / "other.md").write_text("항로는 길다.\n", encoding="utf-8")
    run("import", paper, "other.md", "--from", "ko")
    code, _, err = run("export", "-f", "html", "-o", "out.html")
    assert code == 2
    assert "which document?" in err


@pytest.mark.parametrize(
    "command",
    [["check"], ["stats"], ["score"], ["learn"], ["glossary", "ledger"], ["export", "-f", "tmx", "-o", "x.tmx"]],
)
def test_a_command_about_documents_says_where_there_is_none(run: Runner, paper: str, command: list[str]) -> None:
    run("glossary", "add", "항로", "route", "--from", "ko")
    code, _, err = run(*command)
    assert code == 2
    assert "the project holds no document" in err
    assert "workbench import paper.md --from ko" in err


def test_documents_of_other_languages_are_left_alone(run: Runner, paper: str) -> None:
    run("import", paper, "--from", "ko")
    assert run("glossary", "ledger", "--from", "ko")[0] == 0
    code, _, err = run("glossary", "ledger", "--from", "ja")
    assert code == 2
    assert "no document is in these languages" in err
    assert run("learn", "--from", "nonsense!")[0] == 2


def test_a_command_about_documents_asks_for_no_language_where_there_is_one(run: Runner, paper: str) -> None:
    run("import", paper, "--from", "ko", "--to", "de")
    assert run("learn")[0] == 0
    assert run("learn", "--to", "en")[0] == 2


def test_edit_without_a_terminal_is_one_sentence(run: Runner, paper: str) -> None:
    run("import", paper, "--from", "ko")
    code, _, err = run("edit", paper)
    assert code == 2
    assert "needs a terminal" in err


def test_a_bad_language_code_is_a_usage_error(run: Runner, paper: str) -> None:
    code, _, err = run("import", paper, "--from", "korean language")
    assert code == 2
    assert "language" in err


def test_the_demo_runs_without_terminal_model_or_network(run: Runner, no_models: Path, tmp_path: Path) -> None:
    code, out, _ = run("demo", "--into", "d")
    assert code == 0
    assert "workbench models install ko en" in out
    assert (tmp_path / "d" / "ko-shipping-lanes.html").stat().st_size > 10_000
    assert (tmp_path / "d" / "ko-en.tmx").exists()
    assert "make edit" in out
    assert run("demo", "--into", "d")[0] == 0, "a second run goes on from what is there"


def test_the_statuses_to_hand_over_are_named_as_the_editor_shows_them(run: Runner, paper: str, no_models: Path) -> None:
    run("pretranslate", paper, "--from", "ko", "--no-mt")
    assert run("export", paper, "-f", "tmx", "-o", "paper.tmx", "--status", "confirmed", "--status", "reviewed")[0] == 0
    code, _, err = run("export", paper, "-f", "tmx", "-o", "paper.tmx", "--status", "draft")
    assert (code, err) == (0, "paper.tmx: 1 unit\n")


def test_an_export_without_anything_confirmed_says_why_it_is_empty(run: Runner, paper: str, no_models: Path) -> None:
    run("pretranslate", paper, "--from", "ko", "--no-mt")
    code, _, err = run("export", paper, "-f", "document", "-o", "paper.en.md")
    assert code == 0
    assert err.startswith("paper.en.md: 0 of 3 segments translated\nnothing is confirmed yet; --status")


def test_machine_drafts_that_an_export_leaves_out_are_told(run: Runner, paper: str, installed_models: Path) -> None:
    run("pretranslate", paper, "--from", "ko")
    for format_ in ("tmx", "tsv"):
        code, _, err = run("export", paper, "-f", format_, "-o", "out", "--status", "all")
        assert code == 0
        assert err.startswith("out: 1 unit, 2 machine drafts left out\n")
        assert "--mt-to" in err
    assert run("export", paper, "-f", "tmx", "-o", "out", "--status", "all", "--mt-to", "mt.tmx")[2].count("\n") == 1


def test_an_export_never_takes_the_place_of_the_source(
    run: Runner, paper: str, tmp_path: Path, no_models: Path
) -> None:
    run("import", paper, "--from", "ko")
    code, _, err = run("export", paper, "-f", "document", "-o", str(tmp_path / paper))
    assert code == 2
    assert "is the source of the document; give the export another name." in err
    assert (tmp_path / paper).read_text(encoding="utf-8") == PAPER


def test_another_encoding_is_taken_also_for_a_file_that_is_known(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_bytes("日本の安全保障。\n".encode("cp932"))
    assert run("import", "brief.txt", "--from", "ja", "--encoding", "latin-1")[0] == 0
    assert "already in the project" in run("import", "brief.txt", "--from", "ja")[1]
    assert "cp932, updated" in run("import", "brief.txt", "--from", "ja", "--encoding", "cp932")[1]
    assert "already in the project" in run("import", "brief.txt", "--from", "ja", "--encoding", "shift_jis")[1]
    code, _, err = run("import", "brief.txt", "--from", "ja", "--encoding", "klingon")
    assert code == 3
    assert "no encoding is called 'klingon'" in err


def test_escape_sequences_of_a_paper_do_not_reach_the_terminal(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "paper.md").write_text("바다는 \x1b[2J넓다\x07.\n", encoding="utf-8")
    assert "바다는 ␛[2J넓다␇." in run("segment", "paper.md", "--from", "ko")[1]
    assert json.loads(run("segment", "paper.md", "--from", "ko", "--json")[1])[0]["text"] == "바다는 \x1b[2J넓다\x07."


def test_fail_on_empty_says_how_many(run: Runner, paper: str, no_models: Path) -> None:
    _, _, err = run("pretranslate", paper, "--from", "ko", "--no-mt", "--fail-on", "empty")
    assert err.endswith("workbench: 2 segments have no draft.\n")


def test_a_reader_that_goes_away_is_no_error(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "paper.md").write_text("바다는 넓다. " * 20_000, encoding="utf-8")
    command = [sys.executable, "-m", "workbench", "segment", "paper.md", "--from", "ko"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_an_export_can_be_of_one_language(run: Runner, paper: str, tmp_path: Path) -> None:
    (tmp_path / "ja.md").write_text("海は広い。\n", encoding="utf-8")
    run("import", paper, "--from", "ko")
    run("import", "ja.md", "--from", "ja")
    assert run("export", "-f", "tmx", "-o", "all.tmx")[0] == 0
    assert 'srclang="*all*"' in Path("all.tmx").read_text(encoding="utf-8")
    assert run("export", "-f", "tmx", "-o", "ja.tmx", "--from", "ja")[0] == 0
    assert 'srclang="ja"' in Path("ja.tmx").read_text(encoding="utf-8")
    code, _, err = run("export", "-f", "tsv", "-o", "all.tsv")
    assert code == 2
    assert "; name one document, or its languages with --from and --to." in err
    assert run("export", "-f", "tsv", "-o", "ja.tsv", "--from", "ja")[0] == 0
    assert run("export", "-f", "html", "-o", "ja.html", "--from", "ja")[0] == 0
    assert run("export", "-f", "tmx", "-o", "fr.tmx", "--to", "fr")[0] == 2


def test_an_export_can_go_to_stdout(run: Runner, paper: str) -> None:
    run("import", paper, "--from", "ko")
    for out in ("/dev/stdout", "-"):
        command = [sys.executable, "-m", "workbench", "export", paper, "-f", "document", "-o", out]
        assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == PAPER
    assert not Path("-").exists()


@pytest.mark.parametrize("format_", ["document", "tsv"])
def test_an_export_to_stdout_is_added_to_the_file_that_stdout_goes_to(run: Runner, paper: str, format_: str) -> None:
    run("import", paper, "--from", "ko")
    Path("all.txt").write_text("kept\n")
    command = [sys.executable, "-m", "workbench", "export", paper, "-f", format_, "-o", "-"]
    with Path("all.txt").open("ab") as out:
        subprocess.run(command, stdout=out, check=True)
    kept, first, *_ = Path("all.txt").read_text(encoding="utf-8").splitlines()
    assert (kept, first[:2]) == ("kept", PAPER[:2] if format_ == "document" else "ko")


@pytest.mark.parametrize("format_", ["document", "tsv"])
def test_commands_that_share_a_file_as_stdout_write_one_after_the_other(run: Runner, paper: str, format_: str) -> None:
    run("import", paper, "--from", "ko")
    command = [sys.executable, "-m", "workbench", "export", paper, "-f", format_, "-o", "-"]
    once = subprocess.run(command, capture_output=True, check=True).stdout
    with Path("all.txt").open("wb", buffering=0) as out:
        out.write(b"first\n")
        subprocess.run(command, stdout=out, check=True)
        subprocess.run(command, stdout=out, check=True)
        out.write(b"last\n")
    assert Path("all.txt").read_bytes() == b"first\n" + once * 2 + b"last\n"


def test_what_reading_finds_fault_with_is_shown_with_its_place(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "paper.md").write_text("海は広い。\n\n彼は静かに「海は広いと言った。\n", encoding="utf-8")
    code, _, err = run("import", "paper.md", "--from", "ja")
    assert code == 0
    assert "do not pair: 彼は静かに「海は広いと言った。\n" in err


def test_a_translation_made_elsewhere_is_imported_into_its_document(run: Runner, paper: str, no_models: Path) -> None:
    run("import", paper, "--from", "ko")
    run("export", paper, "-f", "xliff", "-o", "out.xlf")
    text = Path("out.xlf").read_text(encoding="utf-8")
    source = "<source>물가와 금리</source>"
    Path("out.xlf").write_text(text.replace(source, source + '<target state="translated">Prices and Rates</target>'))
    code, out, _ = run("import", "out.xlf")
    assert (code, out) == (0, "paper.md: 1 segment changed, 0 as they were\n")
    assert json.loads(run("import", "out.xlf", "--json")[1])[0]["same"] == 1
    run("export", paper, "-f", "document", "-o", "out.md")
    assert Path("out.md").read_text(encoding="utf-8").startswith("# Prices and Rates\n")
