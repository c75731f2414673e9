"""Read the parallel corpus, refuse what is broken, and print what it is made of.

    uv run python corpus/parallel/quality.py            check, print the table, write split.tsv
    uv run python corpus/parallel/quality.py --check    the same, but fail where split.tsv is stale

Errors (exit 1): malformed rows, a language in the wrong script, exact duplicates. Warnings: near-duplicates of 90 % and
more, numbers that disagree across the languages, lengths far from the rest, glossary terms rendered otherwise.
"""

from __future__ import annotations

import csv
import hashlib
import math
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median, pstdev

from rapidfuzz import fuzz, process

from workbench.exchange.terms import read as read_terms
from workbench.glossary import Matcher, check
from workbench.language.numbers import disagreements
from workbench.language.scripts import letters, written_in
from workbench.text.normal import match_key

FOLDER = Path(__file__).parent
GLOSSARY = FOLDER.parents[1] / "glossary" / "policy.tsv"
COLUMNS = ["passage", "n", "genre", "domain", "ko", "ja", "en"]
LANGUAGES = ("ko", "ja", "en")
GENRES = (
    "brief", "essay", "report", "news", "speech", "statistics", "qa", "footnote", "heading", "caption", "list", "quote",
    "abstract", "biography", "schedule",
)  # fmt: skip
NEAR = 90.0
OUTLIER = 3.5
"""Standard deviations of the log length ratio that make a pair suspicious."""


@dataclass(frozen=True, slots=True)
class Row:
    """One triple and where it stands."""

    file: str
    line: int
    passage: str
    n: int
    genre: str
    domain: str
    text: dict[str, str]

    def place(self) -> str:
        """`trade.tsv:14`."""
        return f"{self.file}:{self.line}"


def read(folder: Path) -> tuple[list[Row], list[str]]:
    """Every row of every batch, and the errors of those that are none."""
    rows, errors = [], []
    for path in sorted(folder.glob("*.tsv")):
        if path.name in ("split.tsv", "plan.tsv"):
            continue
        with path.open(encoding="utf-8", newline="") as file:
            lines = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            if next(lines, None) != COLUMNS:
                errors.append(f"{path.name}:1: the header must be {' '.join(COLUMNS)}")
                continue
            for number, cells in enumerate(lines, 2):
                if len(cells) != len(COLUMNS) or not cells[1].isdigit():
                    errors.append(f"{path.name}:{number}: {len(cells)} cells, or no sentence number")
                    continue
                text = dict(zip(LANGUAGES, cells[4:], strict=True))
                rows.append(Row(path.name, number, cells[0], int(cells[1]), cells[2], cells[3], text))
    return rows, errors


def errors_in(rows: Iterable[Row]) -> Iterator[str]:
    """What makes a row unusable."""
    seen: dict[tuple[str, str], str] = {}
    places: dict[tuple[str, int], str] = {}
    homes: dict[str, str] = {}
    for row in rows:
        if row.genre not in GENRES:
            yield f"{row.place()}: unknown genre '{row.genre}'"
        if homes.setdefault(row.passage, row.file) != row.file:
            yield f"{row.place()}: passage {row.passage} also stands in {homes[row.passage]}"
        if (earlier := places.setdefault((row.passage, row.n), row.place())) != row.place():
            yield f"{row.place()}: sentence {row.n} of {row.passage} again, first at {earlier}"
        for language, text in row.text.items():
            if not text.strip() or text != text.strip() or not unicodedata.is_normalized("NFC", text):
                yield f"{row.place()}: {language} is empty, padded or not NFC"
            elif written_in(text) not in (language, "en" if language != "en" else language, "", "zh"):
                yield f"{row.place()}: {language} is written in {written_in(text)}"
            elif language == "en" and letters(text)["hangul"] + letters(text)["kana"] > len(text) // 3:
                yield f"{row.place()}: en holds too much of another script"
            key = (language, match_key(text))
            if len(text) > 25 and (earlier := seen.setdefault(key, row.place())) != row.place():
                yield f"{row.place()}: the {language} sentence of {earlier} again"


def warnings_in(rows: list[Row]) -> Iterator[str]:
    """What somebody should look at."""
    yield from _numbers(rows)
    yield from _lengths(rows)
    yield from _near(rows)
    yield from _terms(rows)


def _numbers(rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        for source in ("ko", "ja"):
            found = disagreements(row.text[source], row.text["en"], source, "en")
            if found:
                yield f"{row.place()}: numbers of {source} and en: {found[0]}"


def _lengths(rows: list[Row]) -> Iterator[str]:
    for source in ("ko", "ja"):
        ratios = [math.log(len(row.text["en"]) / len(row.text[source])) for row in rows]
        if len(ratios) < 50:
            continue
        mean, deviation = fmean(ratios), pstdev(ratios)
        for row, ratio in zip(rows, ratios, strict=True):
            if abs(ratio - mean) > OUTLIER * deviation:
                yield f"{row.place()}: length of en against {source} is {math.exp(ratio):.2f}, usually {math.exp(mean):.2f}"


def _near(rows: list[Row]) -> Iterator[str]:
    """Near-duplicates among the longer sentences, compared within the same domain."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if len(row.text["ko"]) > 25:
            groups[row.domain].append(row)
    for members in groups.values():
        keys = [match_key(row.text["ko"]) for row in members]
        for place, key in enumerate(keys):
            rest = keys[place + 1 :]
            hit = process.extractOne(key, rest, scorer=fuzz.ratio, score_cutoff=NEAR) if rest else None
            if hit:
                yield f"{members[place].place()}: nearly {members[place + 1 + hit[2]].place()} ({hit[1]:.0f} %)"


def _terms(rows: list[Row]) -> Iterator[str]:
    concepts = read_terms(GLOSSARY).concepts
    for source in ("ko", "ja"):
        matcher = Matcher.build(concepts, source, "en")
        for row in rows:
            result = check(matcher.find(row.text[source]), row.text["en"])
            for hit in result.missing:
                yield f"{row.place()}: {hit.term} is not {' or '.join(hit.targets)}"


def split(passage: str) -> str:
    """`train`, `dev` or `test`, by a hash of the passage's id."""
    bucket = int(hashlib.sha256(passage.encode()).hexdigest()[:8], 16) % 20
    return {0: "dev", 1: "test"}.get(bucket, "train")


def statistics(rows: list[Row]) -> str:
    """What the corpus is made of, as a table."""
    passages = {row.passage for row in rows}
    lines = [f"triples {len(rows)}, passages {len(passages)}"]
    for language in LANGUAGES:
        lengths = sorted(len(row.text[language]) for row in rows)
        grams = Counter(
            text[i : i + 4] for row in rows for text in [match_key(row.text[language])] for i in range(len(text) - 3)
        )
        variety = len(grams) / max(1, sum(grams.values()))
        long = sum(length > 120 for length in lengths) / len(lengths)
        lines.append(
            f"{language}: median {median(lengths):.0f}, p90 {lengths[len(lengths) * 9 // 10]}, above 120: {long:.0%},"
            f" distinct 4-grams {variety:.2f}"
        )
    for what in ("genre", "domain"):
        counts = Counter(getattr(row, what) for row in rows)
        lines.append(f"{what}: " + ", ".join(f"{name} {count}" for name, count in counts.most_common()))
    parts = Counter(split(row.passage) for row in rows)
    lines.append("split: " + ", ".join(f"{name} {parts[name]}" for name in ("train", "dev", "test")))
    return "\n".join(lines)


def main() -> int:
    """Check everything; the exit code says whether the corpus may be used."""
    rows, errors = read(FOLDER)
    errors += errors_in(rows)
    for line in errors:
        print(f"error: {line}")
    if not rows:
        print("no triple yet")
        return 1 if errors else 0
    for line in warnings_in(rows):
        print(f"look: {line}")
    print(statistics(rows))
    table = "passage\tsplit\n" + "".join(f"{name}\t{split(name)}\n" for name in sorted({row.passage for row in rows}))
    target = FOLDER / "split.tsv"
    stale = not target.exists() or target.read_text(encoding="utf-8") != table
    if stale and "--check" in sys.argv:
        print("error: split.tsv is stale; run without --check")
        return 1
    target.write_text(table, encoding="utf-8")
    return 1 if errors else 0


if __name__ == "__main__":
    raise SystemExit(main())
