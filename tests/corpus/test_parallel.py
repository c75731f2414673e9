"""The parallel corpus is well-formed, without duplicates, and split by passage."""

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "corpus" / "parallel"


def test_the_quality_script_finds_no_error() -> None:
    done = subprocess.run(
        [sys.executable, str(FOLDER / "quality.py"), "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, [line for line in done.stdout.splitlines() if line.startswith("error")]


def test_a_passage_is_in_one_part_of_the_split_only() -> None:
    lines = (FOLDER / "split.tsv").read_text(encoding="utf-8").splitlines()[1:]
    names = [line.split("\t")[0] for line in lines]
    assert len(names) == len(set(names))
    assert {line.split("\t")[1] for line in lines} <= {"train", "dev", "test"}
