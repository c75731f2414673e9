"""How many of the content words of a text the shipped lexicon knows.

    uv run python benchmarks/bench_lexicon.py            the dev part of our corpus; real papers where there are any beside
    uv run python benchmarks/bench_lexicon.py --unknown  and the words it does not know, most frequent first

Words are read as the aligner reads them: Korean by dictionary prefix and particle chain, Japanese by longest match and
script run. Figures, punctuation and Latin words do not count.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from workbench.align import tokens
from workbench.align.lexicon import Index
from workbench.language.scripts import letters
from workbench.workflow.align import knowledge

ROOT = Path(__file__).parents[1]
PARALLEL = ROOT / "corpus" / "parallel"
REAL = ROOT / "../shared/seeds"
UNKNOWN = "u"


def dev(language: str) -> list[str]:
    """The dev part of the parallel corpus."""
    with (PARALLEL / "split.tsv").open(encoding="utf-8", newline="") as file:
        wanted = {row["passage"] for row in csv.DictReader(file, delimiter="\t") if row["split"] == "dev"}
    found = []
    for path in sorted(PARALLEL.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            found += [row[language] for row in rows if language in row and row["passage"] in wanted]
    return found


def real(language: str) -> list[str]:
    """The lines of real papers of the language."""
    script = "hangul" if language == "ko" else "kana"
    lines = [line for path in sorted(REAL.glob("*.md")) for line in path.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if letters(line)[script]]


def known(texts: Iterable[str], language: str, index: Index) -> tuple[Counter[str], Counter[str]]:
    """The words the dictionary has, and those it has not."""
    have: Counter[str] = Counter()
    lack: Counter[str] = Counter()
    for text in texts:
        for word in tokens.read(text, language, index).words:
            (lack if word[0] == UNKNOWN else have)[word[1:]] += 1
    return have, lack


def main() -> None:
    """Print a table, and the unknown words on request."""
    print("| text | words | known | different words | known |\n|---|---:|---:|---:|---:|")
    for language in ("ko", "ja"):
        index = knowledge(None, language, "en").lexicon.index
        for name, texts in (("corpus, dev part", dev(language)), ("a real paper", real(language))):
            have, lack = known(texts, language, index)
            running, different = have.total() + lack.total(), len(have) + len(lack)
            if running:
                print(
                    f"| {language}: {name} | {running:,} | {have.total() / running:.3f} |"
                    f" {different:,} | {len(have) / different:.3f} |"
                )
            if "--unknown" in sys.argv[1:]:
                print(*(f"{word} {count}" for word, count in lack.most_common(60)), sep=", ")


if __name__ == "__main__":
    main()
