"""Scores are sacrebleu's own, to the last digit, and say how they were made."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.errors import UsageError
from workbench.evaluate import compare, score

REFERENCE = [
    "The alliance is the cornerstone of Korea’s maritime security.",
    "About 80 percent of world trade moves by ship.",
    "Why do the lines drawn by strategists fail to connect?",
    "Deterrence rots if you keep it in the storehouse.",
    "The ports are small, and large ships cannot berth there.",
    "Freight rates have been known to double within weeks.",
]
FIRST = [
    "The alliance is the corner stone of Korean maritime security.",
    "Some 80 percent of the world’s trade is carried by ships.",
    "Why do lines that strategists draw not connect?",
    "Deterrence rots when it is put in a storehouse.",
    "The port is small, and large ships cannot berth.",
    "Freight rates double in some weeks.  ",
]
SECOND = [
    "Alliance is sea security of Korea cornerstone.",
    "80 percent of trade moves ship.",
    "Strategists line why not connect?",
    "Deterrence storehouse is rot.",
    "Port small, ship large not berth.",
    "Fare doubled weeks.",
]


def sacrebleu(folder: Path, *arguments: str) -> str:
    """What sacrebleu's command line says of the same files."""
    for name, lines in (("ref.txt", REFERENCE), ("first.txt", FIRST), ("second.txt", SECOND)):
        (folder / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    command = [sys.executable, "-m", "sacrebleu", "ref.txt", *arguments, "-m", "bleu", "chrf", "ter"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout


def test_scores_equal_sacrebleus_command_line_to_the_last_digit(tmp_path: Path) -> None:
    theirs = json.loads(sacrebleu(tmp_path, "-i", "first.txt", "-f", "json", "-w", "14"))
    expected = {entry["name"]: (entry["score"], entry["signature"]) for entry in theirs}
    assert {found.metric: (round(found.value, 14), found.signature) for found in score(FIRST, REFERENCE)} == expected


def test_comparisons_equal_sacrebleus_paired_bootstrap(tmp_path: Path) -> None:
    # As a table: the JSON form of sacrebleu 2.6.0 fails on chrF's 32-bit floats.
    theirs = sacrebleu(tmp_path, "-i", "first.txt", "second.txt", "--paired-bs", "-f", "latex", "-w", "6")
    ours = compare({"first.txt": FIRST, "second.txt": SECOND}, REFERENCE)
    for place, name in enumerate(("Baseline: first.txt", "second.txt")):
        (row,) = (line for line in theirs.splitlines() if line.strip().startswith(name))
        cells = []
        for comparison in ours:
            system = comparison.systems[place]
            p_value = "" if system.p_value is None else f" (p = {system.p_value:.4f})"
            cells.append(f"{system.value:.6f} ({system.mean:.6f} ± {system.interval:.6f}){p_value}")
        assert [cell.strip(" *\\") for cell in row.split("&")[1:]] == cells
    for comparison in ours:
        assert comparison.signature in theirs


def test_a_score_says_how_it_was_made() -> None:
    bleu, chrf, ter = score(FIRST, REFERENCE)
    assert (bleu.metric, chrf.metric, ter.metric) == ("BLEU", "chrF2", "TER")
    assert bleu.signature.startswith("nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:")
    assert bleu.text.startswith(f"BLEU|{bleu.signature} = ")


def test_a_perfect_draft_has_perfect_scores() -> None:
    assert [round(found.value, 9) for found in score(REFERENCE, REFERENCE)] == [100.0, 100.0, 0.0]


@pytest.mark.parametrize(
    ("hypotheses", "references", "says"),
    [
        (FIRST, REFERENCE[:-1], "the drafts have 6 segments and the reference 5"),
        ([], [], "there is nothing to score"),
        (FIRST, [], "there is nothing to score"),
    ],
)
def test_what_cannot_be_scored_is_said_plainly(hypotheses: list[str], references: list[str], says: str) -> None:
    with pytest.raises(UsageError, match=says) as caught:
        score(hypotheses, references)
    assert caught.value.exit_code == 2


def test_a_comparison_needs_two_systems_of_one_length() -> None:
    with pytest.raises(UsageError, match="needs two systems"):
        compare({"first": FIRST}, REFERENCE)
    with pytest.raises(UsageError, match="'second' have 5 segments"):
        compare({"first": FIRST, "second": SECOND[:-1]}, REFERENCE)


def test_japanese_and_korean_targets_need_their_tokenizer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"pip install 'sacrebleu\[ja\]'"):
        score(["海を守る。"], ["海を守る。"], "ja")


def test_chinese_targets_are_scored_with_asian_tokenization() -> None:
    assert "tok:zh" in score(["守护海洋"], ["守护海洋"], "zh-Hans")[0].signature
    assert "asian:yes" in score(["守护海洋"], ["守护海洋"], "zh-Hans")[2].signature
