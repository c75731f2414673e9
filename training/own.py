"""What this project wrote itself (CC0): the parallel corpus with its split, the lexicon, the glossary.

Only `train` passages are learnt from; `dev` decides between settings, and `test` is read once, for the final figure.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from pathlib import Path

from training.pairs import LANGUAGES, Pair

ROOT = Path(__file__).parents[1]
PARALLEL = ROOT / "corpus" / "parallel"
LEXICON = ROOT / "glossary" / "lexicon"
GLOSSARY = ROOT / "glossary" / "policy.tsv"
_COLUMNS = {"passage", "n", "ko", "ja", "en"}


def split(passage: str) -> str:
    """`train`, `dev` or `test`, by a hash of the passage's id: the rule of `corpus/parallel/quality.py`."""
    bucket = int(hashlib.sha256(passage.encode()).hexdigest()[:8], 16) % 20
    return {0: "dev", 1: "test"}.get(bucket, "train")


def passages(part: str, folder: Path = PARALLEL) -> dict[str, list[dict[str, str]]]:
    """The passages of a part of the split by their id: rows with `ko`, `ja` and `en`, in reading order."""
    found: dict[str, list[dict[str, str]]] = {}
    for path in sorted(folder.glob("*.tsv")):
        for row in _rows(path):
            if row.keys() >= _COLUMNS and all(row[column] for column in _COLUMNS) and split(row["passage"]) == part:
                found.setdefault(row["passage"], []).append(row)
    return found


def parallel(
    part: str, *, share: float = 1.0, copies: float = 1.0, languages: tuple[str, ...] = LANGUAGES
) -> Iterator[Pair]:
    """Sentence pairs of the parallel corpus.

    Args:
        part: `train`, `dev` or `test`.
        share: 0–1: this much of the passages, always the same ones; a smaller share lies within a larger one.
        copies: How often an epoch shows each.
        languages: The source languages wanted.
    """
    for passage, rows in sorted(passages(part).items()):
        if _lot(passage) >= share:
            continue
        for row in rows:
            for language in languages:
                yield Pair(language, row[language], row["en"], "own", copies)


def lexicon(copies: float = 1.0, languages: tuple[str, ...] = LANGUAGES) -> Iterator[Pair]:
    """Words and names of the lexicon and the glossary with their first renderings."""
    for path in (*sorted(LEXICON.glob("*.tsv")), GLOSSARY):
        for row in _rows(path):
            if row.get("status") == "forbidden" or not row.get("en"):
                continue
            english = _first(row["en"])
            for language in languages:
                if row.get(language):
                    yield Pair(language, _first(row[language]), english, "lexicon", copies)


def words(domains: tuple[str, ...], part_of_speech: str = "name") -> list[tuple[str, str, str]]:
    """(Korean, Japanese, English) of the lexicon's rows of some domains and one part of speech."""
    return [
        (_first(row["ko"]), _first(row["ja"]), _first(row["en"]))
        for domain in domains
        for row in _rows(LEXICON / f"{domain}.tsv")
        if row["pos"] == part_of_speech and row["ko"] and row["ja"] and row["en"]
    ]


def papers() -> dict[str, Path]:
    """The sample papers by language and name (`ko-shipping-lanes`); their English stands beside them as `.en.md`."""
    return {path.stem: path for path in sorted((ROOT / "corpus").glob("??-*.md")) if not path.stem.endswith(".en")}


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield {
                key: value or "" for key, value in row.items() if isinstance(key, str) and not isinstance(value, list)
            }


def _first(cell: str) -> str:
    return cell.split(" | ")[0]


def _lot(passage: str) -> float:
    """A fixed number from 0 to 1 for a passage, independent of its part of the split."""
    return int(hashlib.sha256(f"lot {passage}".encode()).hexdigest()[:8], 16) / 2**32
