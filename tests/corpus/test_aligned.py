"""The aligned passages are well-formed: every segment in one bead, and every bead of the type it says."""

import re
from pathlib import Path

import pytest

from workbench.language.scripts import written_in

FOLDER = Path(__file__).parents[2] / "corpus" / "parallel" / "aligned"
NAMES = sorted(path.name.removesuffix(".beads.tsv") for path in FOLDER.glob("*.beads.tsv"))
TYPE = re.compile(r"1-1(?:\+moved)?|(?:nat|shift|swap)(\d)-(\d)|del|boil")


def segments(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def beads(name: str) -> list[tuple[list[int], list[int], str]]:
    rows = (line.split("\t") for line in (FOLDER / f"{name}.beads.tsv").read_text(encoding="utf-8").splitlines())
    return [
        ([int(i) for i in left.split(",") if i], [int(j) for j in right.split(",") if j], kind)
        for left, right, kind in rows
    ]


@pytest.mark.parametrize("name", NAMES)
def test_every_segment_is_in_one_bead(name: str) -> None:
    listed = beads(name)
    for side, ending in ((0, "src"), (1, "tgt")):
        ids = sorted(each for bead in listed for each in bead[side])
        assert ids == list(range(len(segments(FOLDER / f"{name}.{ending}.txt"))))


@pytest.mark.parametrize("name", NAMES)
def test_every_bead_is_of_its_type(name: str) -> None:
    for left, right, kind in beads(name):
        match = TYPE.fullmatch(kind)
        assert match, kind
        size = len(left), len(right)
        if match[1]:
            assert size == (int(match[1]), int(match[2])), (left, right, kind)
        else:
            assert size == {"del": (1, 0), "boil": (0, 1)}.get(kind, (1, 1)) or (kind in ("del", "boil") and 0 in size)


@pytest.mark.parametrize("name", NAMES)
def test_the_sides_are_in_their_languages(name: str) -> None:
    source = "\n".join(segments(FOLDER / f"{name}.src.txt"))
    target = "\n".join(segments(FOLDER / f"{name}.tgt.txt"))
    assert (written_in(source), written_in(target)) == (name.rpartition("-")[2], "en")


def test_there_are_enough_of_them() -> None:
    assert len(NAMES) >= 60
    assert len({name.rpartition("-")[0] for name in NAMES}) == len(NAMES)
