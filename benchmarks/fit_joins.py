"""Fit the model of Korean line ends: `uv run python benchmarks/fit_joins.py` (a minute or two).

Every sentence of `corpus/parallel` is broken at every place where a page could break it; a logistic model with adaptive
step sizes learns from the characters around the break whether a space stood there. Fitted on the train part of the split;
what the dev and test parts say is printed, not used. Writes `src/workbench/documents/korean_breaks.tsv`.
"""

from __future__ import annotations

import csv
import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from workbench.documents.koreanlines import SURE, features, pieces

ROOT = Path(__file__).parents[1]
PARALLEL = ROOT / "corpus" / "parallel"
SHIPPED = ROOT / "src/workbench/documents/korean_breaks.tsv"
ROUNDS = 4
RATE = 0.3
RARE = 3
"""A feature that fewer breaks show is left out."""
LEAST = 4
"""Tenths of log odds that a weight must have to be written."""

Example = tuple[list[str], bool]


def sentences() -> dict[str, list[str]]:
    """The Korean side of the corpus by part of the split."""
    with (PARALLEL / "split.tsv").open(encoding="utf-8", newline="") as file:
        parts = {row["passage"]: row["split"] for row in csv.DictReader(file, delimiter="\t")}
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(PARALLEL.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                if "ko" in row and row["passage"] in parts:
                    found[parts[row["passage"]]].append(row["ko"])
    return found


def examples(text: str) -> Iterator[Example]:
    """The features of every break that the model would be asked about, and whether a space stands there."""
    for place in range(1, len(text)):
        before, after = text[:place], text[place:]
        space = after.startswith(" ")
        left, right = before[-20:], after.lstrip(" ")[:20]
        if not right or left.endswith(" ") or not (left[-1].isalnum() or left[-1] in ")%”’") or not right[0].isalnum():
            continue
        if left[-1].isascii() and right[0].isascii():
            continue
        yield list(features(*pieces(left, right))), space


def fit(data: list[Example]) -> dict[str, int]:
    """Weights in tenths, the small ones left out."""
    seen = Counter(feature for found, _ in data for feature in found)
    data = [([feature for feature in found if seen[feature] >= RARE], space) for found, space in data]
    weight: dict[str, float] = defaultdict(float)
    slope: dict[str, float] = defaultdict(float)
    order = random.Random(1)
    for turn in range(ROUNDS):
        order.shuffle(data)
        loss = 0.0
        for found, space in data:
            odds = max(-30.0, min(30.0, sum(weight[feature] for feature in found)))
            likely = 1 / (1 + math.exp(-odds))
            error = space - likely
            loss -= math.log(max(1e-9, likely if space else 1 - likely))
            for feature in found if abs(error) > 0.01 else ():
                slope[feature] += error * error
                weight[feature] += RATE * error / math.sqrt(slope[feature] + 1)
        print(f"round {turn + 1}: loss {loss / len(data):.4f}")
    tenths = {feature: round(10 * value) for feature, value in weight.items()}
    return {feature: value for feature, value in sorted(tenths.items()) if abs(value) >= LEAST}


def report(name: str, weights: Mapping[str, int], texts: Sequence[str]) -> None:
    """How many breaks of a part are judged right, and how many of those judged certain."""
    judged = [
        (sum(weights.get(feature, 0) for feature in found) / 10, space)
        for text in texts
        for found, space in examples(text)
    ]
    right = sum((odds > 0) == space for odds, space in judged)
    sure = [(odds > 0) == space for odds, space in judged if abs(odds) > SURE]
    print(
        f"{name}: {len(judged):,} breaks, {right / len(judged):.4f} right;"
        f" certain of {len(sure) / len(judged):.3f}, {sum(sure) / len(sure):.4f} of them right"
    )


def main() -> None:
    """Fit, report, write."""
    parts = sentences()
    weights = fit([example for text in parts["train"] for example in examples(text)])
    SHIPPED.write_text("".join(f"{feature}\t{value}\n" for feature, value in weights.items()), encoding="utf-8")
    print(f"{len(weights):,} weights, {SHIPPED.stat().st_size:,} bytes")
    for name in ("train", "dev", "test"):
        report(name, weights, parts[name])


if __name__ == "__main__":
    main()
