"""Read the parallel corpus, refuse what is broken, and print what it is made of.

    uv run python corpus/parallel/quality.py            check, print the table, write split.tsv
    uv run python corpus/parallel/quality.py --check    errors and the table only, and fail where split.tsv is stale

Errors (exit 1): malformed rows, a language in the wrong script, exact duplicates, a passage without its line in `plan.tsv`.
To look at: near-duplicates (found by the project's own memory), numbers and names that disagree across the languages,
lengths far from the rest, sentences that our own aligner would pair with another row's, glossary terms rendered otherwise,
passages on one topic, overworked openings.
"""

from __future__ import annotations

import csv
import hashlib
import math
import sys
import tempfile
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from statistics import fmean, median, pstdev

import variety

from workbench.align.aligner import align
from workbench.exchange.terms import read as read_terms
from workbench.glossary import Matcher, check
from workbench.language.numbers import disagreements
from workbench.language.scripts import letters, written_in
from workbench.model import Concept, Term, Unit
from workbench.store import transaction
from workbench.text.normal import match_key
from workbench.workflow.align import knowledge
from workbench.workflow.project import Project

FOLDER = Path(__file__).parent
GLOSSARY = FOLDER.parents[1] / "glossary" / "policy.tsv"
LEXICON = FOLDER.parents[1] / "glossary" / "lexicon"
NOT_BATCHES = ("plan.tsv", "split.tsv")
COLUMNS = ["passage", "n", "genre", "domain", "ko", "ja", "en"]
LANGUAGES = ("ko", "ja", "en")
GENRES = (
    "brief", "essay", "report", "news", "speech", "statistics", "qa", "footnote", "heading", "caption", "list", "quote",
    "abstract", "biography", "schedule",
)  # fmt: skip
NEAR = 85
"""Fuzzy score of two Korean sentences that are too much alike."""
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
        if path.name in NOT_BATCHES:
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


def plan(folder: Path) -> dict[str, str]:
    """The topic of each passage, from `plan.tsv`."""
    lines = (folder / "plan.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return dict(line.split("\t", 1) for line in lines)


def errors_in(rows: Iterable[Row]) -> Iterator[str]:
    """What makes a row unusable."""
    seen: dict[tuple[str, str], str] = {}
    places: dict[tuple[str, int], str] = {}
    homes: dict[str, str] = {}
    planned = plan(FOLDER)
    for name in sorted(planned.keys() ^ {row.passage for row in rows}):
        yield f"plan.tsv: {name} is in the plan or in the corpus, not in both"
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
    yield from _strangers(rows)
    yield from _near(rows)
    yield from _terms(rows)
    passages: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        passages[row.passage].append(row.text["ko"])
    for first, second, cosine in variety.alike({name: "\n".join(texts) for name, texts in passages.items()}):
        yield f"passages {first} and {second} share their topic ({cosine:.2f})"
    for language, words in (("ko", 2), ("en", 3)):
        for head, count in variety.openings([row.text[language] for row in rows], words):
            yield f"{count} {language} sentences begin “{head}”"


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


def _strangers(rows: list[Row]) -> Iterator[str]:
    """Sentences that stand in another row than their translation, as far as the aligner can tell."""
    known = {language: knowledge(None, language, "en").lexicon for language in ("ko", "ja")}
    for passage, group in groupby(rows, key=lambda row: row.passage):
        texts = [row.text for row in group]
        for language, lexicon in known.items():
            beads = align(
                [text[language] for text in texts], [text["en"] for text in texts], language, "en", lexicon=lexicon
            )
            apart = sorted({place + 1 for bead in beads if bead.sources != bead.targets for place in bead.targets})
            if apart:
                yield f"{passage}: {language} and en may not meet in sentence {', '.join(map(str, apart))}"


def _near(rows: list[Row]) -> Iterator[str]:
    """Sentences like an earlier one; headings and labels may repeat."""
    placed = {row.place(): row for row in rows if len(row.text["ko"]) > 25}
    with tempfile.TemporaryDirectory() as folder, Project(Path(folder) / "near.db", durable=False) as project:
        with transaction(project.db):
            project.memory.add(
                (Unit("ko", "en", row.text["ko"], row.text["en"], document=place) for place, row in placed.items()),
                supersede=False,
            )
        project.memory.fold()
        queries = [(row.text["ko"], "", "") for row in placed.values()]
        found = project.memory.find_many(queries, "ko", "en", minimum=NEAR, limit=2, repair=False)
    order = {place: number for number, place in enumerate(placed)}
    for place, matches in zip(placed, found, strict=True):
        for match in matches:
            if order[match.unit.document] < order[place]:
                yield f"{place}: nearly {match.unit.document} ({match.score} %)"


def _terms(rows: list[Row]) -> Iterator[str]:
    """Terms of the glossary and names of the lexicon that the English renders otherwise, or the Japanese lacks."""
    terms, names = read_terms(GLOSSARY).concepts, list(names_in(LEXICON))
    for concepts, source, target in (
        (terms, "ko", "en"), (terms, "ja", "en"), (names, "ko", "ja"), (names, "ko", "en"), (names, "ja", "en"),
    ):  # fmt: skip
        matcher = Matcher.build(concepts, source, target)
        for row in rows:
            for hit in check(matcher.find(row.text[source]), row.text[target]).missing:
                yield f"{row.place()}: {hit.term} is not {' or '.join(hit.targets)}"


def names_in(folder: Path) -> Iterator[Concept]:
    """The names of the lexicon, every synonym a term."""
    by_term: dict[str, list[Term]] = defaultdict(list)
    for path in sorted(folder.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                if row["pos"] == "name" and (len(row["ko"]) > 2 or row["hanja"]):
                    cells = [(language, text) for language in LANGUAGES for text in row[language].split(" | ")]
                    by_term[row["ko"]] += [Term(language, text) for language, text in cells if text]
    return (Concept(tuple(dict.fromkeys(terms))) for terms in by_term.values())


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
        long = sum(length > 120 for length in lengths) / len(lengths)
        lines.append(
            f"{language}: median {median(lengths):.0f}, p90 {lengths[len(lengths) * 9 // 10]}, above 120: {long:.0%},"
            f" distinct 4-grams {variety.distinct([match_key(row.text[language]) for row in rows]):.2f}"
        )
    for what in ("genre", "domain"):
        counts = Counter(getattr(row, what) for row in rows)
        lines.append(f"{what}: " + ", ".join(f"{name} {count}" for name, count in counts.most_common()))
    lines.append("domain by genre:")
    table = Counter((row.domain, row.genre) for row in rows)
    lines.append("\t".join(["", *GENRES]))
    lines += [
        "\t".join([domain, *(str(table[domain, genre] or "") for genre in GENRES)])
        for domain in sorted({row.domain for row in rows})
    ]
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
    if "--check" not in sys.argv:
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
