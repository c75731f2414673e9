"""Finding 100,000 terms in running Korean and Japanese text: ours (with rules and grades) beside bare automata.

    uv run --with ahocorasick-rs python benchmarks/bench_glossary.py [TERMS]
    uv run --with ahocorasick-rs python benchmarks/bench_glossary.py --instructions

Sentences are those of the sample papers, varied; terms are stretches of them (Korean: one to three eojeols; Japanese: two
to eight characters), so that hits are as dense as they can be. CPU time of this process, one core; it swings by half when others
use the machine, so that `--instructions` counts what the processor executes (valgrind, ten minutes), 33,000 terms, for the same
400 sentences again and again.
"""

from __future__ import annotations

import math
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import ahocorasick

from workbench.glossary import Matcher
from workbench.model import Concept, Term

CORPUS = Path(__file__).parents[1] / "corpus"
SENTENCES = 10_000


PASSES = (1, 3)
REPEATS = 5
"""Every engine goes over the sentences so often; the least CPU time counts, since others use the machine too."""


def main() -> None:
    if sys.argv[1:2] == ["--instructions"]:
        instructions()
        return
    if sys.argv[1:2] == ["--child"]:
        child(*sys.argv[2:])
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    print(f"{'language':9} {'engine':42} {'build s':>8} {'µs/sentence':>12} {'Mchar/s':>8} {'hits':>8}")
    for language in ("ko", "ja"):
        sentences = _sentences(language)
        terms = _terms(sentences, language, count)
        concepts = [Concept((Term(language, term), Term("en", f"term {place}"))) for place, term in enumerate(terms)]
        _measure(language, "workbench, rules and grades", lambda: _ours(concepts, language), sentences)  # noqa: B023
        _measure(language, "pyahocorasick, every hit", lambda: _pyahocorasick(terms), sentences)  # noqa: B023
        for name, build in _rust(terms):
            _measure(language, name, build, sentences)


def instructions() -> None:
    """Instructions a sentence of ours and of the peer: what two more passes over the sentences cost."""
    for language in ("ko", "ja"):
        for engine in ("workbench", "ahocorasick_rs"):
            counts = []
            for passes in PASSES:
                command = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
                command += [sys.executable, __file__, "--child", language, engine, str(passes)]
                environment = {**os.environ, "PYTHONHASHSEED": "0"}
                run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
                counts.append(int(re.search(r"I\s+refs:\s+([\d,]+)", run.stderr)[1].replace(",", "")))
            cost = (counts[1] - counts[0]) / (PASSES[1] - PASSES[0]) / 400
            print(f"{language:9} {engine:42} {cost:12,.0f} instructions a sentence", flush=True)


def child(language: str, engine: str, passes: str) -> None:
    """What valgrind watches."""
    sentences = _sentences(language)
    terms = _terms(sentences, language, 100_000)[::3]
    concepts = [Concept((Term(language, term), Term("en", f"term {place}"))) for place, term in enumerate(terms)]
    find = _ours(concepts, language) if engine == "workbench" else _rust(terms)[0][1]()
    for _ in range(int(passes)):
        for sentence in sentences[:400]:
            find(sentence)


def _measure(language: str, name: str, build: Callable[[], Callable[[str], int]], sentences: Sequence[str]) -> None:
    start = time.process_time()
    find = build()
    built = time.process_time() - start
    spent = math.inf
    for _ in range(REPEATS):
        start = time.process_time()
        hits = sum(find(sentence) for sentence in sentences)
        spent = min(spent, time.process_time() - start)
    characters = sum(map(len, sentences))
    print(
        f"{language:9} {name:42} {built:8.2f} {spent / len(sentences) * 1e6:12.1f} {characters / spent / 1e6:8.2f} {hits:8}",
        flush=True,
    )


def _ours(concepts: list[Concept], language: str) -> Callable[[str], int]:
    matcher = Matcher.build(concepts, language, "en")
    return lambda sentence: len(matcher.find(sentence))


def _pyahocorasick(terms: Sequence[str]) -> Callable[[str], int]:
    automaton = ahocorasick.Automaton(ahocorasick.STORE_INTS)
    for place, term in enumerate(terms):
        automaton.add_word(term, place)
    automaton.make_automaton()
    return lambda sentence: sum(1 for _ in automaton.iter(sentence))


def _rust(terms: Sequence[str]) -> list[tuple[str, Callable[[], Callable[[str], int]]]]:
    try:
        import ahocorasick_rs
    except ImportError:
        print("ahocorasick_rs is not installed; run with: uv run --with ahocorasick-rs …", file=sys.stderr)
        return []

    def longest() -> Callable[[str], int]:
        found = ahocorasick_rs.AhoCorasick(terms, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
        return lambda sentence: len(found.find_matches_as_indexes(sentence))

    return [("ahocorasick_rs, leftmost-longest, no rules", longest)]


def _sentences(language: str) -> list[str]:
    """Sentences of the sample papers, and new ones that are made by joining their parts in another order."""
    text = "\n".join(
        path.read_text("utf-8") for path in sorted(CORPUS.glob(f"{language}-*.md")) if ".en." not in path.name
    )
    for stop in "。.\n":
        text = text.replace(stop, f"{stop}\n")
    lines = [line.strip() for line in text.split("\n") if 15 <= len(line.strip()) <= 90]
    chooser = random.Random(1)
    comma = "、" if language == "ja" else ", "
    parts = [part for line in lines for part in line.split(comma.strip()) if len(part) > 5]
    made = list(lines)
    while len(made) < SENTENCES:
        made.append(comma.join(part.strip() for part in chooser.sample(parts, chooser.randint(1, 2))))
    chooser.shuffle(made)
    return made[:SENTENCES]


def _terms(sentences: Sequence[str], language: str, count: int) -> list[str]:
    chooser = random.Random(2)
    terms: set[str] = set()
    syllables = sorted({char for sentence in sentences for char in sentence if char >= "가" or "一" <= char <= "鿿"})
    while len(terms) < count:
        sentence = chooser.choice(sentences)
        if language == "ko":
            words = sentence.split()
            at = chooser.randrange(len(words))
            term = " ".join(words[at : at + chooser.choice((1, 1, 1, 2, 2, 3))]).strip(".,")
        else:
            at = chooser.randrange(len(sentence))
            term = sentence[at : at + chooser.randint(2, 8)]
        if chooser.random() < 0.5:  # the papers alone do not hold so many: half of the terms occur nowhere
            term += chooser.choice(syllables)
        if 2 <= len(term) <= 20:
            terms.add(term)
    return sorted(terms)


if __name__ == "__main__":
    main()
