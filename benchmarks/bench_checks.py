"""Quality checks beside translate-toolkit's: errors found, clean segments flagged, time; the numbers on real translations.

    uv run python benchmarks/bench_checks.py [errors|speed|numbers|strangers|scores …]

Errors are planted in our own sample papers (`tests/checks/planted.py`); the peer is the `StandardChecker` behind pofilter and
Weblate's older checks, on the same pairs in the same run. `numbers` and `strangers` read people's translations in
`../shared`, where they lie. Costs are CPU seconds of this process, best of three.
"""

from __future__ import annotations

import csv
import json
import logging
import re
import subprocess
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
sys.path.insert(0, str(ROOT / "tests"))

from checks.planted import clean_pairs, planted  # noqa: E402 - the errors live with the tests
from workbench.checks import CheckInput, run  # noqa: E402
from workbench.evaluate import score  # noqa: E402
from workbench.glossary.matcher import Matcher  # noqa: E402
from workbench.language import numbers  # noqa: E402
from workbench.model import Concept, Term  # noqa: E402


def ours(given: CheckInput) -> set[str]:
    """The checks that flag a pair, remarks left out unless they are the very check asked for."""
    return {finding.check for finding in run(given)}


def flagged(given: CheckInput) -> bool:
    """Whether a pair is flagged as wrong or doubtful."""
    return any(finding.severity != "info" for finding in run(given))


def peer() -> Callable[[CheckInput], set[str]]:
    """translate-toolkit's standard checker for English."""
    from translate.filters import checks
    from translate.storage.po import pounit

    logging.disable(logging.CRITICAL)
    checker = checks.StandardChecker(checks.CheckerConfig(targetlanguage="en"))

    def look(given: CheckInput) -> set[str]:
        unit = pounit(given.source)
        unit.target = given.target
        return set(checker.run_filters(unit))

    return look


def bench_errors() -> None:
    """Errors found and clean pairs flagged."""
    clean = clean_pairs()
    errors = list(planted(clean))
    theirs = peer()
    quiet = [theirs(given) for given in clean]
    print(
        f"\n{len(errors)} planted errors of {len({error.kind for error in errors})} kinds, {len(clean)} clean segments\n"
    )
    print("| kind | errors | workbench | translate-toolkit |\n|---|---:|---:|---:|")
    tried, found, peers = Counter[str](), Counter[str](), Counter[str]()
    origin = {given.segment_id: names for given, names in zip(clean, quiet, strict=True)}
    for error in errors:
        tried[error.kind] += 1
        found[error.kind] += bool(ours(error.given) & set(error.expected))
        # The peer has other names: a filter counts as finding the error when it fires on the damaged pair and not on the clean one.
        peers[error.kind] += bool(theirs(error.given) - origin[error.given.segment_id])
    for kind in tried:
        print(f"| {kind} | {tried[kind]} | {found[kind]} | {peers[kind]} |")
    print(
        f"| **all** | {tried.total()} | **{found.total() / tried.total():.1%}** | {peers.total() / tried.total():.1%} |"
    )
    ours_flagged, theirs_flagged = sum(map(flagged, clean)), sum(map(bool, quiet))
    print(
        f"| clean segments flagged | {len(clean)} | **{ours_flagged / len(clean):.1%}** | {theirs_flagged / len(clean):.1%} |"
    )


def bench_speed() -> None:
    """CPU time of all checks on one segment, glossary terms among them."""
    clean = with_terms(clean_pairs())
    theirs = peer()
    average = sum(len(given.source) for given in clean) / len(clean)
    hits = sum(len(given.terms) for given in clean) / len(clean)
    mine = best(lambda: [run(replace(given)) for given in clean]) / len(clean)
    other = best(lambda: [theirs(given) for given in clean]) / len(clean)
    print(f"\nall checks, {average:.0f} source characters and {hits:.2f} terms a segment: {mine * 1e6:.0f} µs; "
          f"translate-toolkit, without terms: {other * 1e6:.0f} µs ({other / mine:.1f}×)")  # fmt: skip


def with_terms(pairs: Sequence[CheckInput]) -> list[CheckInput]:
    """The pairs with the hits of the shipped policy glossary."""
    with (ROOT / "glossary/policy.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    concepts = [
        Concept(
            tuple(
                Term(language, text)
                for language in ("ko", "ja", "en")
                for text in (row.get(language) or "").split(" | ")
                if text
            )
        )
        for row in rows
        if row.get("status") != "forbidden"
    ]
    matchers = {language: Matcher.build(concepts, language, "en") for language in ("ko", "ja")}
    return [replace(given, terms=tuple(matchers[given.source_language].find(given.source))) for given in pairs]


def best(work: Callable[[], object]) -> float:
    """The least CPU time of three runs."""
    times = []
    for _ in range(3):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)


def naive(source: str, target: str) -> bool:
    """Whether the figures of the source are all in the target: what most tools compare."""

    def figures(text: str) -> Counter[str]:
        return Counter(re.findall(r"\d+(?:\.\d+)?", unicodedata.normalize("NFKC", text).replace(",", "")))

    return bool(figures(source) - figures(target))


def bench_numbers() -> None:
    """False alarms of the number check on people's translations, and changed numbers found."""
    print(
        "\n| language | pairs | with figures | flagged | flagged, of those with figures | naive | changed number found | µs a pair |"
    )
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for language in ("ja", "ko"):
        pairs = list(gold(language))
        if not pairs:
            continue
        with_figures = [pair for pair in pairs if re.search(r"\d", pair[0])]
        alarms = [pair for pair in pairs if numbers.disagreements(*pair, language, "en")]
        of_figures = [pair for pair in with_figures if numbers.disagreements(*pair, language, "en")]
        simple = [pair for pair in with_figures if naive(*pair)]
        changed = [(one, other) for one, two in pairs if (other := change(two)) is not None]
        hits = sum(bool(numbers.disagreements(*pair, language, "en")) for pair in changed)
        cost = best(lambda: [numbers.disagreements(*pair, language, "en") for pair in pairs]) / len(pairs)  # noqa: B023
        print(
            f"| {language} | {len(pairs)} | {len(with_figures)} | {len(alarms) / len(pairs):.1%} | "
            f"{len(of_figures) / len(with_figures):.1%} | {len(simple) / len(with_figures):.1%} | "
            f"{hits / len(changed):.1%} of {len(changed)} | {cost * 1e6:.0f} |"
        )


def change(target: str) -> str | None:
    """The target with its first number made another one."""
    match = re.search(r"(?<![\w.,])\d{1,3}(?![\w,.])", target)
    if match is None:
        return None
    return f"{target[: match.start()]}{int(match.group()) * 3 + 7}{target[match.end() :]}"


def gold(language: str) -> Iterator[tuple[str, str]]:
    """Pairs that people aligned (`../shared/gold/align`)."""
    for path in sorted((SHARED / "gold/align/dev").glob(f"{language}-*.src.txt")):
        if "scale" in path.name or ".mt." in path.name:
            continue
        sources = lines(path)
        targets = lines(path.with_name(path.name.replace(".src.", ".tgt.")))
        for line in path.with_name(path.name.replace(".src.txt", ".gold.tsv")).read_text("utf-8").splitlines():
            left, right, *_ = [*line.split("\t"), ""]
            if left[:1].isdigit() and right[:1].isdigit():
                yield (
                    " ".join(sources[int(place)] for place in left.split(",")),
                    " ".join(targets[int(place)] for place in right.split(",")),
                )


def lines(path: Path) -> list[str]:
    """The lines of a file that are not blank."""
    return [line for line in path.read_text("utf-8").split("\n") if line.strip()]


def bench_strangers() -> None:
    """Clean-segment alarms of all checks on translations that the checks were not made with."""
    print("\n| language | pairs | flagged | by check |\n|---|---:|---:|---|")
    for language in ("ja", "ko"):
        pairs = list(gold(language))
        if not pairs:
            continue
        count, alarms = Counter[str](), 0
        for one, other in pairs:
            names = {finding.check for finding in run(CheckInput(one, other, language)) if finding.severity != "info"}
            count.update(names)
            alarms += bool(names)
        listed = ", ".join(f"{name} {number}" for name, number in count.most_common(6))
        print(f"| {language} | {len(pairs)} | {alarms / len(pairs):.1%} | {listed} |")


def bench_scores() -> None:
    """Our scores beside sacrebleu's command line on the same files."""
    clean = clean_pairs()
    references = [given.target for given in clean]
    drafts = [re.sub(r"\bthe\b", "a", given.target.replace("sea", "ocean")) for given in clean]
    with TemporaryDirectory() as folder:
        for name, listed in (("ref.txt", references), ("sys.txt", drafts)):
            Path(folder, name).write_text("".join(f"{line}\n" for line in listed), encoding="utf-8")
        command = [
            sys.executable,
            "-m",
            "sacrebleu",
            "ref.txt",
            "-i",
            "sys.txt",
            "-m",
            "bleu",
            "chrf",
            "ter",
            "-f",
            "json",
            "-w",
            "14",
        ]
        theirs = json.loads(subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout)
    told = {entry["name"]: (entry["score"], entry["signature"]) for entry in theirs}
    print("\n| metric | workbench | sacrebleu | equal, signature too |\n|---|---:|---:|---|")
    for found in score(drafts, references):
        value, signature = told[found.metric]
        equal = (round(found.value, 14), found.signature) == (value, signature)
        print(f"| {found.metric} | {found.value:.14f} | {value:.14f} | {'yes' if equal else 'NO'} |")


BENCHES = {
    "errors": bench_errors,
    "speed": bench_speed,
    "numbers": bench_numbers,
    "strangers": bench_strangers,
    "scores": bench_scores,
}


def main(names: Sequence[str]) -> None:
    """Run the benches named, or all."""
    for name in names or BENCHES:
        BENCHES[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
