"""Alignment: accuracy, confidence, speed and memory, beside Gale–Church (nltk) in the same run.

`uv run python benchmarks/bench_align.py [accuracy] [edited] [ablation] [long] [scale] [speed] [--append]`

Weights are fitted on one half of the dev documents (`fit_align.py 0`, `fit_align.py 1`) and reported on the other half;
no short document is measured with weights that have seen it. F1 is strict bead F1 as in vecalign's score.py.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import align_gold
from align_gold import Pair, Pairing
from nltk.translate import gale_church

from workbench.align.aligner import Text, undecided
from workbench.align.beads import part_of
from workbench.align.lexicon import Lexicon
from workbench.align.weights import Weights, judged, parse
from workbench.model import Bead
from workbench.workflow.align import knowledge

HERE = Path(__file__).parent
OUT: list[str] = []


def say(line: str = "") -> None:
    print(line, flush=True)
    OUT.append(line)


def half_weights(half: int) -> Weights:
    """What was fitted on one half."""
    return parse((HERE / f"align-half-{half}.json").read_text("utf-8"))


def run(pairing: Pairing, weights: Weights, *, dictionary: bool, drafts: bool, breaks: bool = True) -> list[Bead]:
    lexicon = align_gold.dictionary(pairing.language) if dictionary else Lexicon()
    source, target = pairing.source, pairing.target
    if not breaks:
        source, target = Text(source.segments), Text(target.segments)
    told = pairing.drafts if drafts else ()
    found = undecided(source, target, pairing.language, "en", weights, lexicon=lexicon, drafts=told)
    return judged(found, weights)


@cache
def shipped_lexicon(language: str) -> Lexicon:
    """What every user has: the workbench's own word list."""
    return knowledge(None, language, "en").lexicon


def aligned_with(lexicon: Lexicon, pairing: Pairing, weights: Weights) -> list[Bead]:
    return undecided(pairing.source, pairing.target, pairing.language, "en", weights, lexicon=lexicon)


def gale_church_beads(pairing: Pairing) -> list[Pair]:
    lengths = [[len("".join(text.split())) for text in side.segments] for side in (pairing.source, pairing.target)]
    beads: list[Pair] = []
    sources: dict[int, int] = {}
    for i, j in gale_church.align_blocks(*lengths):
        if i in sources:
            left, right = beads[sources[i]]
            beads[sources[i]] = (left, (*right, j))
        elif beads and j in beads[-1][1]:
            left, right = beads[-1]
            beads[-1] = ((*left, i), right)
        else:
            beads.append(((i,), (j,)))
        sources[i] = len(beads) - 1
    return beads


def pairs(beads: Sequence[Bead]) -> list[Pair]:
    return [(bead.sources, bead.targets) for bead in beads]


def gold_pairs(pairing: Pairing) -> list[Pair]:
    return [(left, right) for left, right, _ in pairing.gold]


def size(pairing: Pairing) -> tuple[int, int]:
    return len(pairing.source.segments), len(pairing.target.segments)


def add(totals: dict[str, list[int]], key: str, pairing: Pairing, found: Sequence[Pair]) -> None:
    counted = align_gold.counts(gold_pairs(pairing), found, size(pairing))
    totals[key] = [a + b for a, b in zip(totals[key], counted, strict=True)] if key in totals else counted


def edited() -> None:
    """Passages that an editor has worked on: seen by one half's fit and reported with the other's, and fresh ones."""
    say("### Passages of our own corpus with an edited English, shipped lexicon\n")
    say("| passages | engine | ko | ja | lax ko | lax ja |\n|---|---|---|---|---|---|")
    shipped = parse((HERE.parent / "src/workbench/align/weights.json").read_text("utf-8"))
    for fresh in (False, True):
        documents = align_gold.edited(fresh=fresh)
        engines: dict[str, Callable[[Pairing], list[Pair]]] = {
            "Gale–Church": gale_church_beads,
            "ours": lambda p: pairs(
                judged(aligned_with(shipped_lexicon(p.language), p, half_weights(1 - p.half)), shipped)
            ),
        }
        if fresh:
            engines["ours"] = lambda p: pairs(aligned_with(shipped_lexicon(p.language), p, shipped))
        for label, engine in engines.items():
            totals: dict[str, list[int]] = {}
            for pairing in documents:
                add(totals, pairing.language, pairing, engine(pairing))
            scores = [
                align_gold.f1(totals[language]) if language in totals else (0.0, 0.0) for language in ("ko", "ja")
            ]
            name = f"{len(documents)} {'no fit has seen' if fresh else 'each half with the other half’s weights'}"
            say(
                f"| {name} | {label} | {scores[0][0]:.3f} | {scores[1][0]:.3f} | {scores[0][1]:.3f} | {scores[1][1]:.3f} |"
            )
    say()


def shorts() -> list[Pairing]:
    return [align_gold.load(name) for name in align_gold.names(align_gold.SHORT)]


def accuracy() -> None:
    say("### Short documents, each half with the other half's weights\n")
    documents = shorts()
    configurations: dict[str, Callable[[Pairing], list[Pair]]] = {
        "Gale–Church (nltk 3.9, defaults)": gale_church_beads,
        "ours, nothing known": lambda p: pairs(run(p, half_weights(1 - p.half), dictionary=False, drafts=False)),
        "ours, nothing known, no paragraphs": lambda p: pairs(
            run(p, half_weights(1 - p.half), dictionary=False, drafts=False, breaks=False)
        ),
        "ours, shipped lexicon": lambda p: pairs(
            judged(aligned_with(shipped_lexicon(p.language), p, half_weights(1 - p.half)), half_weights(1 - p.half))
        ),
        "ours, dictionary": lambda p: pairs(run(p, half_weights(1 - p.half), dictionary=True, drafts=False)),
        "ours, dictionary + drafts where there are any": lambda p: kept(p),
        "the same, no paragraphs": lambda p: pairs(
            run(p, half_weights(1 - p.half), dictionary=True, drafts=True, breaks=False)
        ),
    }
    best: dict[str, list[Bead]] = {}

    def kept(pairing: Pairing) -> list[Pair]:
        best[pairing.name] = run(pairing, half_weights(1 - pairing.half), dictionary=True, drafts=True)
        return pairs(best[pairing.name])

    say("| | ko even | ko odd | ko | ja even | ja odd | ja | lax ko | lax ja |\n|---|---|---|---|---|---|---|---|---|")
    for label, configuration in configurations.items():
        totals: dict[str, list[int]] = {}
        for pairing in documents:
            found = configuration(pairing)
            add(totals, pairing.language, pairing, found)
            add(totals, f"{pairing.language} {pairing.half}", pairing, found)
        strict = {key: f"{align_gold.f1(counted)[0]:.3f}" for key, counted in totals.items()}
        lax = {key: f"{align_gold.f1(counted)[1]:.3f}" for key, counted in totals.items()}
        columns = [strict[key] for key in ("ko 0", "ko 1", "ko", "ja 0", "ja 1", "ja")]
        say(f"| {label} | {' | '.join(columns)} | {lax['ko']} | {lax['ja']} |")
    by_source(documents, best)
    by_type(documents, best)
    confidence(documents, best)


def by_source(documents: Sequence[Pairing], found: dict[str, list[Bead]]) -> None:
    totals: dict[str, list[int]] = {}
    for pairing in documents:
        add(totals, pairing.name.rsplit("-", 1)[0], pairing, pairs(found[pairing.name]))
    cells = (f"{key} {align_gold.f1(counted)[0]:.3f}" for key, counted in sorted(totals.items()))
    say(f"\nBy source (dictionary + drafts): {', '.join(cells)}.")


def by_type(documents: Sequence[Pairing], found: dict[str, list[Bead]]) -> None:
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for pairing in documents:
        have = align_gold.normal(pairs(found[pairing.name]), size(pairing))
        for left, right, kind in pairing.gold:
            seen[kind]["all"] += 1
            seen[kind][pairing.language] += 1
            seen[kind][f"{pairing.language} found"] += (tuple(sorted(left)), tuple(sorted(right))) in have
    say("\n| bead type | ja gold | ja found | ko gold | ko found |\n|---|---|---|---|---|")
    for kind in sorted(seen, key=lambda kind: -seen[kind]["all"]):
        cells = []
        for language in ("ja", "ko"):
            all_ = seen[kind][language]
            cells += [str(all_), f"{seen[kind][f'{language} found'] / all_:.2f}" if all_ else "–"]
        say(f"| {kind} | {' | '.join(cells)} |")


def confidence(documents: Sequence[Pairing], found: dict[str, list[Bead]]) -> None:
    say("\n| confidence | beads | right |\n|---|---|---|")
    judged_beads = []
    for pairing in documents:
        gold = align_gold.normal(gold_pairs(pairing), size(pairing))
        judged_beads += [(bead.score, (bead.sources, bead.targets) in gold) for bead in found[pairing.name]]
    for low, high in ((0.0, 0.1), (0.1, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.01)):
        here = [right for score, right in judged_beads if low <= score < high]
        say(f"| {low:.1f}–{min(high, 1.0):.1f} | {len(here)} | {sum(here) / len(here):.3f} |" if here else "")
    wrong = [score for score, right in judged_beads if not right]
    below = sum(score < 0.5 for score in wrong) / len(wrong)
    looked = sum(score < 0.5 for score, _ in judged_beads) / len(judged_beads)
    say(f"\nLooking only below 0.5 ({looked:.1%} of the beads) finds {below:.1%} of the {len(wrong)} wrong ones.")


def ablation() -> None:
    say("\n### What each part adds: strict F1 with its weights at zero (not fitted anew)\n")
    documents = shorts()
    say("| without | ko, all known | ja, all known | ko, nothing known | ja, nothing known |\n|---|---|---|---|---|")
    parts = sorted({part_of(name) for name in half_weights(0).features} - {"shape"})
    for part in ["nothing", *parts]:
        totals: dict[str, list[int]] = {}
        for pairing in documents:
            weights = half_weights(1 - pairing.half)
            left = {name: weight for name, weight in weights.features.items() if part_of(name) != part}
            for known in (True, False):
                found = run(pairing, replace(weights, features=left), dictionary=known, drafts=known)
                add(totals, f"{pairing.language} {known}", pairing, pairs(found))
        cells = (f"{align_gold.f1(totals[key])[0]:.3f}" for key in ("ko True", "ja True", "ko False", "ja False"))
        say(f"| {part} | {' | '.join(cells)} |")


def long() -> None:
    say("\n### Long documents (weights of the even half)\n")
    say(
        "| document | source × target | F1 all known | lax | F1 nothing known | CPU s all known |\n|---|---|---|---|---|---|"
    )
    weights = half_weights(0)
    for name in align_gold.names(r"(ja|ko)-(long|scale)"):
        pairing = align_gold.load(name)
        cells, spent = [], 0.0
        for known in (True, False):
            began = time.process_time()
            found = run(pairing, weights, dictionary=known, drafts=known)
            spent = spent or time.process_time() - began
            strict, lax = align_gold.f1(align_gold.counts(gold_pairs(pairing), pairs(found), size(pairing)))
            cells += [f"{strict:.3f}", f"{lax:.3f}"]
        n, m = size(pairing)
        say(f"| {name} | {n} × {m} | {cells[0]} | {cells[1]} | {cells[2]} | {spent:.1f} |")


def scale() -> None:
    say("\n### Does length itself cost accuracy? (weights of the even half, dictionary known, strict F1)\n")
    say("| | ja | ko |\n|---|---|---|")
    rows: dict[str, list[str]] = defaultdict(list)
    for language in ("ja", "ko"):
        few, many = (align_gold.load(f"{language}-scale-{count}") for count in (1000, 5000))
        start = align_gold.borders(many, 2000)[1]
        inside = joined([align_gold.part(many, (0, 0), start), few, align_gold.part(many, start, size(many))])
        end = (start[0] + size(few)[0], start[1] + size(few)[1])
        rows["the 5,000 in one"].append(strict_f1([(many, aligned(many))]))
        for step in (1000, 200):
            slices = [(piece, aligned(piece)) for piece in between(many, step)]
            rows[f"the 5,000 in slices of {step:,}, each aligned by itself"].append(strict_f1(slices))
            if step == 1000:
                cells = sorted(strict_f1([each]) for each in slices)
                rows["the least and the most of these slices"].append(f"{cells[0]}–{cells[-1]}")
        rows["the 1,000 by itself"].append(strict_f1([(few, aligned(few))]))
        found = [(left, right, "") for left, right in aligned(inside)]
        there = align_gold.part(replace(inside, gold=found), start, end)
        rows["the 1,000 in the middle of the 5,000"].append(strict_f1([(few, gold_pairs(there))]))
        for count in (30, 100, 300):
            fewer = without(many, start[1], count)
            rows[f"the 5,000 with {count} targets cut out of the middle"].append(strict_f1([(fewer, aligned(fewer))]))
    for label, figures in rows.items():
        say(f"| {label} | {' | '.join(figures)} |")


def aligned(pairing: Pairing) -> list[Pair]:
    return pairs(run(pairing, half_weights(0), dictionary=True, drafts=False))


def strict_f1(documents: Sequence[tuple[Pairing, Sequence[Pair]]]) -> str:
    totals: dict[str, list[int]] = {}
    for pairing, found in documents:
        add(totals, "all", pairing, found)
    return f"{align_gold.f1(totals['all'])[0]:.3f}"


def between(pairing: Pairing, step: int) -> list[Pairing]:
    """The slices of a document between the gold's own borders."""
    places = align_gold.borders(pairing, step)
    return [align_gold.part(pairing, start, end) for start, end in pairwise(places)]


def without(pairing: Pairing, at: int, count: int) -> Pairing:
    """A translation that leaves out `count` segments."""

    def kept(right: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(j if j < at else j - count for j in right if not at <= j < at + count)

    segments, breaks = list(pairing.target.segments), list(pairing.target.breaks)
    del segments[at : at + count], breaks[at : at + count]
    gold = [(left, kept(right), kind) for left, right, kind in pairing.gold if left or kept(right)]
    return replace(pairing, target=Text(segments, breaks), gold=gold)


def speed() -> None:
    say("\n### Speed and memory (analysis included, dictionary known, one process)\n")
    say("| language | source × target | CPU s | F1 | peak MB |\n|---|---|---|---|---|")
    weights = half_weights(0)
    for language in ("ja", "ko"):
        align_gold.dictionary(language).index  # noqa: B018 - built once for every document of a project
        whole = [align_gold.load(f"{language}-scale-{count}") for count in (1000, 5000)]
        whole.append(joined([whole[1]] * 4))
        for pairing in whole:
            began = time.process_time()
            found = run(pairing, weights, dictionary=True, drafts=False)
            spent = time.process_time() - began
            strict, _ = align_gold.f1(align_gold.counts(gold_pairs(pairing), pairs(found), size(pairing)))
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            n, m = size(pairing)
            say(f"| {language} | {n} × {m} | {spent:.1f} | {strict:.3f} | {peak:.0f} |")
    pairing = align_gold.load("ja-scale-1000")
    began = time.process_time()
    gale_church_beads(pairing)
    n, m = size(pairing)
    say(f"\nGale–Church (nltk) on {n} × {m}: {time.process_time() - began:.1f} CPU s.")


def joined(pairings: Sequence[Pairing]) -> Pairing:
    """Several documents as one (the same text repeated: the hardest case for anchors)."""
    source: tuple[list[str], list[bool]] = ([], [])
    target: tuple[list[str], list[bool]] = ([], [])
    gold: list[tuple[tuple[int, ...], tuple[int, ...], str]] = []
    for pairing in pairings:
        i, j = len(source[0]), len(target[0])
        gold += [(tuple(a + i for a in left), tuple(b + j for b in right), kind) for left, right, kind in pairing.gold]
        for side, text in ((source, pairing.source), (target, pairing.target)):
            side[0].extend(text.segments)
            side[1].extend(text.breaks)
    return Pairing(f"{pairings[0].language}-joined", Text(*source), Text(*target), [], gold)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="*", default=["accuracy", "edited", "ablation", "long", "scale", "speed"])
    parser.add_argument("--append", action="store_true", help="append the tables to RESULTS.md")
    arguments = parser.parse_args()
    if not align_gold.GOLD.is_dir():
        sys.exit("the benchmark's data is not here (../shared/gold/align)")
    say(
        f"## align\n\n`uv run python benchmarks/bench_align.py {' '.join(arguments.what)}`, {date.today().isoformat()}\n"
    )
    for name in arguments.what:
        {"accuracy": accuracy, "edited": edited, "ablation": ablation, "long": long, "scale": scale, "speed": speed}[
            name
        ]()
    if arguments.append:
        with (HERE / "RESULTS.md").open("a", encoding="utf-8") as file:
            file.write("\n" + "\n".join(OUT) + "\n")


if __name__ == "__main__":
    main()
