"""`workbench align`: the contract people script against, what it says it lacked, and what odd input is told."""

import json
from pathlib import Path

import pytest

from command_line import Runner
from workbench.exchange import tmx
from workbench.model import Unit

KOREAN = """# 반도체와 공급망

2026년 3월 정부는 반도체 수출 통제를 강화했다. TSMC는 120억 달러를 투자하기로 했다.

그러나 시장은 조용했다. 누가 비용을 부담할 것인가?
"""
ENGLISH = """# Semiconductors and Supply Chains

In March 2026 the government tightened export controls on semiconductors. TSMC decided to invest $12 billion.

The market, however, stayed calm. Who will bear the cost?
"""


@pytest.fixture
def workbench(run: Runner, no_models: Path) -> Runner:
    """Runs a command in a folder with a paper and its translation."""
    (run.folder / "paper.md").write_text(KOREAN)
    (run.folder / "paper.en.md").write_text(ENGLISH)
    return run


def pair(workbench) -> tuple[Path, Path]:
    return workbench.folder / "paper.md", workbench.folder / "paper.en.md"


def test_beads_are_printed_by_segment_ids_with_their_score(workbench) -> None:
    code, out, err = workbench("align", *pair(workbench), "--from", "ko")
    assert code == 0
    rows = [line.split("\t") for line in out.splitlines()]
    assert [row[:2] for row in rows] == [[str(k), str(k)] for k in range(5)]
    assert all(0 <= float(row[2]) <= 1 for row in rows)
    assert "5 beads, 5 paired" in err
    assert "without a glossary, a memory" in err
    assert not (workbench.folder / "workbench.db").exists()


def test_presegmented_ids_count_lines_with_text(workbench) -> None:
    source, target = workbench.folder / "a.txt", workbench.folder / "b.txt"
    source.write_text("정부는 대책을 냈다.\n\nTSMC는 120억 달러를 투자한다.\n목차\n물량은 65% 줄었다.\n")
    target.write_text("The government acted.\n\nTSMC is investing $12 billion.\n\nVolumes fell by 65 percent.\n")
    _, out, _ = workbench("align", source, target, "--from", "ko", "--presegmented", "--no-mt")
    assert [line.split("\t")[:2] for line in out.splitlines()] == [["0", "0"], ["1", "1"], ["2", ""], ["3", "2"]]


def test_json_gives_texts_beads_and_reasons(workbench) -> None:
    _, out, _ = workbench("align", *pair(workbench), "--from", "ko", "--json")
    found = json.loads(out)
    assert found["source"]["segments"][1] == "2026년 3월 정부는 반도체 수출 통제를 강화했다."
    assert found["beads"][1]["sources"] == [1]
    assert found["beads"][1]["parts"]["numbers"] > 0
    assert any("shipped lexicon" in line for line in found["used"])


def test_tmx_comes_back_as_units_with_their_provenance(workbench) -> None:
    out = workbench.folder / "paper.tmx"
    assert workbench("align", *pair(workbench), "--from", "ko", "-o", out)[0] == 0
    units = [unit for unit in tmx.read(out, "ko", "en") if isinstance(unit, Unit)]
    assert len(units) == 5
    assert units[3].target == "The market, however, stayed calm."
    assert units[3].previous == "TSMC는 120억 달러를 투자하기로 했다."
    assert (units[3].origin, units[3].document) == ("alignment", "paper.md")


def test_the_bilingual_page_shows_both_sides(workbench) -> None:
    out = workbench.folder / "paper.html"
    workbench("align", *pair(workbench), "--from", "ko", "-o", out)
    page = out.read_text("utf-8")
    assert "누가 비용을 부담할 것인가?" in page
    assert "Who will bear the cost?" in page


def test_many_pairs_of_a_folder_are_aligned_with_a_report(workbench) -> None:
    code, out, _ = workbench("align", "--pairs", workbench.folder, "-o", workbench.folder / "out")
    assert code == 0
    assert "paper.md" in out
    assert len((workbench.folder / "out/paper.tsv").read_text().splitlines()) == 5


def test_a_list_goes_on_past_a_missing_file_and_says_so(workbench) -> None:
    pairs = workbench.folder / "pairs.tsv"
    pairs.write_text("gone.md\tgone.en.md\npaper.md\tpaper.en.md\n")
    code, out, err = workbench("align", "--pairs", pairs, "--from", "ko", "-o", workbench.folder / "all.tmx", "--json")
    assert code == 3
    assert "gone.md" in err
    assert json.loads(out)["pairs"][0]["paired"] == 5
    assert (workbench.folder / "all.tmx").exists()


def test_sure_pairs_go_into_the_memory(workbench) -> None:
    assert "5 new units" in workbench("align", *pair(workbench), "--from", "ko", "--memory")[2]
    assert "0 new units" in workbench("align", *pair(workbench), "--from", "ko", "--memory")[2]
    found = json.loads(workbench("tm", "search", "그러나 시장은 조용했다.", "--from", "ko", "--to", "en", "--json")[1])
    assert found[0]["target"] == "The market, however, stayed calm."


def test_a_dictionary_file_is_used(workbench) -> None:
    words = workbench.folder / "words.tsv"
    words.write_text("en\tko\nmarket\t시장 | 장터\n")
    found = json.loads(workbench("align", *pair(workbench), "--from", "ko", "--dictionary", words, "--json")[1])
    assert "2 dictionary entries" in found["used"]


@pytest.mark.parametrize(
    ("source", "target", "said"),
    [
        ("paper.md", "paper.md", "does not look like en"),
        ("paper.en.md", "paper.md", "are the languages the right way round?"),
        ("empty.md", "paper.en.md", "the file is empty"),
        ("gone.md", "paper.en.md", "no such file"),
    ],
)
def test_odd_input_is_told(workbench, source: str, target: str, said: str) -> None:
    (workbench.folder / "empty.md").write_text("\n \n")
    code, _, err = workbench("align", workbench.folder / source, workbench.folder / target, "--from", "ko")
    assert said in err
    assert code == (3 if source in ("empty.md", "gone.md") else 0)


def test_missing_arguments_are_usage_errors(workbench) -> None:
    assert workbench("align")[0] == 2
    assert workbench("align", *pair(workbench), "--from", "ko", "-o", workbench.folder / "x.doc")[0] == 2
    assert workbench("align", *pair(workbench), "--pairs", workbench.folder)[0] == 2
    (workbench.folder / "list.tsv").write_text("only one\n")
    code, _, err = workbench("align", "--pairs", workbench.folder / "list.tsv")
    assert code == 2
    assert "list.tsv:1" in err


def test_a_translation_is_adopted_by_a_document_of_the_project(workbench) -> None:
    source, target = pair(workbench)
    assert workbench("import", source, "--from", "ko")[0] == 0
    code, _, err = workbench("align", source, target, "--adopt")
    assert code == 0
    assert "5 drafts from paper.en.md" in err


def test_the_command_that_shows_the_drafts_can_be_copied_into_a_shell(workbench) -> None:
    source, target = pair(workbench)
    spaced = source.rename(source.with_name("한국 보고서.md"))
    assert workbench("import", spaced, "--from", "ko")[0] == 0
    assert "edit '한국 보고서.md'` shows" in workbench("align", spaced, target, "--adopt")[2]


def test_an_alignment_is_kept_for_review(workbench) -> None:
    code, _, err = workbench("align", *pair(workbench), "--from", "ko", "--edit")
    assert code == 0
    assert "alignment 1" in err


def test_a_name_that_tells_no_format_is_refused_before_any_work(workbench) -> None:
    code, _, err = workbench("align", "nosuch.md", "nosuch.en.md", "-o", "out.xyz")
    assert code == 2
    assert "end its name in .tsv, .tmx, .html, .json" in err
