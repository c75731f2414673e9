"""Fit the aligner's weights: `uv run python benchmarks/fit_align.py 0`, then `1` (three minutes each), then `merge`.

The bead score is a linear-chain (semi-Markov) conditional random field: maximum likelihood of the gold beads, summed over
orders of unaligned neighbours, Gaussian prior, L-BFGS. One weight vector serves both languages, with and without
dictionary and drafts, with and without paragraph breaks: each document is seen in all these conditions. `0` and `1` fit
on the even or odd documents of the dev set and of the edited passages of our corpus, and write `align-half-N.json`
(`0 confidence` fits the confidence anew, and nothing else); `bench_align.py` reports each half with the other's weights.
`merge` writes the mean of both as the shipped `weights.json`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import align_gold
import numpy as np
from align_gold import Pairing

from workbench.align import beads, lattice, lengths, tokens
from workbench.align.aligner import Text, undecided
from workbench.align.evidence import collect, windows
from workbench.align.lexicon import Lexicon
from workbench.align.weights import Weights, circumstances

HERE = Path(__file__).parent
SHIPPED = HERE.parent / "src/workbench/align/weights.json"
SHAPES = (*beads.SHAPES, beads.CROSS)
BAND = 10
PRIOR = 0.5
ROUNDS = 70
COST_OF_A_MISSED_ERROR = 12.0

Array = np.ndarray


class Names:
    """Feature names in the order they are first met."""

    def __init__(self) -> None:
        self.places: dict[str, int] = {}

    def place(self, name: str) -> int:
        return self.places.setdefault(name, len(self.places))


class Example:
    """One document in one condition: sparse-free feature rows of every bead near the diagonal."""

    def __init__(self, pairing: Pairing, lexicon: Lexicon, drafts: Sequence[str], names: Names) -> None:
        index = lexicon.index
        language = pairing.language
        sources = [tokens.read(text, language, index) for text in pairing.source.segments]
        targets = [tokens.read(text, "en", None) for text in pairing.target.segments]
        machine = [tokens.read(text, "en", None) for text in drafts]
        evidence = collect(sources, targets, machine, index)
        n, m = self.size = len(sources), len(targets)
        ratio, spread = lengths.expected(sources, targets, language, "en")
        rectangle = beads.Rectangle(
            beads.layout(sources, pairing.source.breaks, evidence.source),
            beads.layout(targets, pairing.target.breaks, evidence.target),
            *windows(evidence, slice(0, n), slice(0, m)), ratio, spread,
        )  # fmt: skip
        self.cells: dict[tuple[int, ...], tuple[Array, Array]] = {}
        self.rows: dict[tuple[int, ...], dict[int, Array]] = {}
        for shape in rectangle.shapes():
            i, j = np.indices((n - shape[0] + 1, m - shape[1] + 1))
            near = np.abs((i + shape[0] / 2) * m / n - (j + shape[1] / 2)) <= BAND
            self.cells[shape] = np.nonzero(near)
            columns: dict[int, Array] = {}
            for name, values in rectangle.features(shape):
                k = names.place(name)
                here = np.broadcast_to(np.asarray(values, np.float32), near.shape)[self.cells[shape]]
                columns[k] = columns[k] + here if k in columns else here
            self.rows[shape] = columns
        for shape, count, stream in zip(((1, 0), (0, 1)), (n, m), rectangle.alone(), strict=True):
            self.cells[shape] = (np.arange(count), np.arange(count))
            self.rows[shape] = {
                names.place(name): np.broadcast_to(np.asarray(values, np.float32), (count,)) for name, values in stream
            }
        self.gold = _gold_cells(pairing)


def _gold_cells(pairing: Pairing) -> dict[tuple[int, ...], set[int | tuple[int, int]]]:
    found: dict[tuple[int, ...], set[int | tuple[int, int]]] = {}
    for left, right, kind in pairing.gold:
        if not left or not right or kind.endswith("moved"):
            found.setdefault((1, 0), set()).update(left)
            found.setdefault((0, 1), set()).update(right)
        else:
            shape = beads.CROSS if kind.startswith("swap") else (len(left), len(right))
            found.setdefault(shape, set()).add((left[0], right[0]))
    return found


class Batch:
    """Documents of one condition, padded to one size, so that the lattice runs over all of them at once."""

    def __init__(self, examples: Sequence[Example], count: int) -> None:
        self.examples = examples
        self.n = max(example.size[0] for example in examples)
        self.m = max(example.size[1] for example in examples)
        self.ends = np.zeros((len(examples), self.n + 1, self.m + 1), np.int8)
        for k, example in enumerate(examples):
            self.ends[k, example.size[0], example.size[1]] = 1
        self.places: dict[tuple[int, ...], tuple[Array, Array, Array, slice]] = {}
        blocks, gold, at = [], [], 0
        for shape in (*SHAPES, (1, 0), (0, 1)):
            which, rows, columns = [], [], []
            for k, example in enumerate(examples):
                if shape not in example.cells:
                    continue
                i, j = example.cells[shape]
                which.append(np.full(len(i), k))
                rows.append(i)
                columns.append(j)
                block = np.zeros((len(i), count), np.float32)
                for name, values in example.rows[shape].items():
                    block[:, name] = values
                blocks.append(block)
                right = example.gold.get(shape, set())
                keys = i.tolist() if 0 in shape[:2] else list(zip(i.tolist(), j.tolist(), strict=True))
                gold.append(np.array([key in right for key in keys], bool))
            size = sum(map(len, rows))
            places = (np.concatenate(which), np.concatenate(rows), np.concatenate(columns), slice(at, at + size))
            self.places[shape] = places
            at += size
        self.features, self.gold = np.concatenate(blocks), np.concatenate(gold)
        reached, _, _ = self.sum_up(np.where(self.gold, 0.0, -1e4))
        self.usable = reached > -8e3  # a gold bead of a shape we do not have puts its document out of reach
        owner = np.concatenate([places[0] for places in self.places.values()])
        self.counted = self.usable[owner]
        self.gold &= self.counted

    def sum_up(self, values: Array) -> tuple[Array, Array, lattice.Scores]:
        """Log-sum of all paths a document, and the probability of every cell."""
        tables = {}
        for shape in SHAPES:
            which, rows, columns, where = self.places[shape]
            table = np.full((len(self.examples), self.n - shape[0] + 1, self.m - shape[1] + 1), lattice.IMPOSSIBLE)
            table[which, rows, columns] = values[where]
            tables[shape] = table
        sides = []
        for shape, size in (((1, 0), self.n), ((0, 1), self.m)):
            which, rows, _, where = self.places[shape]
            side = np.full((len(self.examples), size), -60.0)
            side[which, rows] = values[where]
            sides.append(side)
        scores = lattice.Scores(tables, sides[0], sides[1])
        behind = lattice.backward(scores, self.ends)
        mass = behind[:, 0, 0]
        shares = lattice.posteriors(scores, lattice.forward(scores), behind, mass)
        found = np.empty(len(values))
        for shape in SHAPES:
            which, rows, columns, where = self.places[shape]
            found[where] = shares.beads[shape][which, rows, columns]
        for shape, share in (((1, 0), shares.source_alone), ((0, 1), shares.target_alone)):
            which, rows, _, where = self.places[shape]
            found[where] = share[which, rows]
        return mass, found, shares

    def loss(self, weights: Array) -> tuple[float, Array]:
        """Negative log-likelihood of the gold and its gradient."""
        values = (self.features @ weights.astype(np.float32)).astype(np.float64)
        mass, share, _ = self.sum_up(values)
        gold_mass, gold_share, _ = self.sum_up(np.where(self.gold, values, -1e4))
        difference = ((share - gold_share) * self.counted).astype(np.float32)
        return float((mass - gold_mass)[self.usable].sum()), (difference @ self.features).astype(np.float64)


def fit(batches: Sequence[Batch], count: int, rounds: int) -> Array:
    """The weights of most posterior probability; the prior acts on weights scaled by their feature's size."""
    scale = np.sqrt(np.mean([(batch.features[::7].astype(np.float64) ** 2).mean(axis=0) for batch in batches], axis=0))
    scale = np.maximum(scale, 0.05)

    def objective(scaled: Array) -> tuple[float, Array]:
        parts = [batch.loss(scaled / scale) for batch in batches]
        loss = sum(part[0] for part in parts) + PRIOR * float(scaled @ scaled)
        return loss, sum(part[1] for part in parts) / scale + 2 * PRIOR * scaled

    return minimise(objective, np.zeros(count), rounds) / scale


def minimise(objective: Callable[[Array], tuple[float, Array]], x: Array, rounds: int, memory: int = 10) -> Array:
    """L-BFGS with backtracking (Nocedal & Wright 2006, algorithm 7.5)."""
    steps: list[tuple[Array, Array]] = []
    value, slope = objective(x)
    for _ in range(rounds):
        direction, shares = slope.copy(), []
        for step, change in reversed(steps):
            share = step @ direction / (change @ step)
            shares.append(share)
            direction -= share * change
        if steps:
            step, change = steps[-1]
            direction *= (step @ change) / (change @ change)
        else:
            direction /= max(1.0, float(np.linalg.norm(slope)))
        for (step, change), share in zip(steps, reversed(shares), strict=True):
            direction += step * (share - change @ direction / (change @ step))
        length, downhill = 1.0, slope @ direction
        while True:
            new_value, new_slope = objective(x - length * direction)
            if new_value <= value - 1e-4 * length * downhill or length < 1e-4:
                break
            length /= 2
        step, change = -length * direction, new_slope - slope
        if step @ change > 1e-10:
            steps = [*steps, (step, change)][-memory:]
        settled = abs(value - new_value) < 1e-4 * abs(value)
        x, value, slope = x + step, new_value, new_slope
        if settled:
            break
    return x


def conditions(pairings: Sequence[Pairing], names: Names) -> list[list[Example]]:
    """The documents of one language in every condition."""
    language = pairings[0].language
    found = []
    everything, nothing = align_gold.dictionary(language), Lexicon()
    for lexicon, with_drafts, breaks in ((everything, True, True), (everything, True, False), (nothing, False, True)):
        seen = []
        for pairing in pairings:
            source, target = (
                (pairing.source, pairing.target) if breaks else map(_unbroken, (pairing.source, pairing.target))
            )
            told = Pairing(pairing.name, source, target, pairing.drafts, pairing.gold)
            seen.append(Example(told, lexicon, pairing.drafts if with_drafts else (), names))
        found.append(seen)
    return found


def _unbroken(text: Text) -> Text:
    return Text(text.segments)


def weights_of(pairings: Sequence[Pairing], rounds: int = ROUNDS) -> dict[str, float]:
    """The weights fitted on some documents, both languages together."""
    names = Names()
    examples = []
    for language in ("ko", "ja"):
        if own := [pairing for pairing in pairings if pairing.language == language]:
            examples += conditions(own, names)
    batches = [Batch(each, len(names.places)) for each in examples]
    fitted = fit(batches, len(names.places), rounds)
    return {name: round(float(fitted[k]), 4) for name, k in names.places.items()}


def confidence_of(pairings: Sequence[Pairing]) -> dict[str, float]:
    """The line from a bead's circumstances to its confidence, learned from beads that other documents' weights made.

    A logistic regression in which a wrong bead that looks right costs `COST_OF_A_MISSED_ERROR` needless looks.
    """
    rows, right = [], []
    for half in (0, 1):
        others = [pairing for k, pairing in enumerate(pairings) if k % 2 != half]
        weights = Weights(weights_of(others, ROUNDS // 2), {})
        for pairing in (pairing for k, pairing in enumerate(pairings) if k % 2 == half):
            for lexicon in (align_gold.dictionary(pairing.language), Lexicon()):
                drafts = pairing.drafts if lexicon.pairs else ()
                found = undecided(
                    pairing.source, pairing.target, pairing.language, "en", weights, lexicon=lexicon, drafts=drafts
                )
                size = len(pairing.source.segments), len(pairing.target.segments)
                gold = align_gold.normal(((left, other) for left, other, _ in pairing.gold), size)
                rows += circumstances(found)
                right += [(bead.sources, bead.targets) in gold for bead in found]
    table, names = np.array([list(row.values()) for row in rows]), list(rows[0])
    truth = np.array(right, float)
    cost = np.where(truth > 0, 1.0, COST_OF_A_MISSED_ERROR)

    def objective(line: Array) -> tuple[float, Array]:
        odds = np.clip(table @ line, -30, 30)
        chance = 1 / (1 + np.exp(-odds))
        loss = -(cost * (truth * np.log(chance) + (1 - truth) * np.log(1 - chance))).sum()
        return loss + line @ line, table.T @ (cost * (chance - truth)) + 2 * line

    fitted = minimise(objective, np.zeros(len(names)), ROUNDS)
    return {name: round(float(value), 4) for name, value in zip(names, fitted, strict=True)}


def main(which: str, part: str) -> None:
    if which == "merge":
        merge()
        return
    everything = [*map(align_gold.load, align_gold.names(align_gold.SHORT)), *align_gold.edited(fresh=False)]
    pairings = [pairing for pairing in everything if pairing.half == int(which)]
    path = HERE / f"align-half-{which}.json"
    known = json.loads(path.read_text("utf-8")) if part == "confidence" else {"features": weights_of(pairings)}
    known["confidence"] = confidence_of(pairings)
    path.write_text(json.dumps(known, indent=1) + "\n", "utf-8")
    print(f"{path.name}: {len(known['features'])} weights from {len(pairings)} documents")


def merge() -> None:
    """The shipped weights: the mean of both halves' (the loss is convex, so it fits all at least as well as they do)."""
    halves = [json.loads((HERE / f"align-half-{half}.json").read_text("utf-8")) for half in (0, 1)]
    table = {
        kind: {name: round((value + halves[1][kind][name]) / 2, 4) for name, value in halves[0][kind].items()}
        for kind in ("features", "confidence")
    }
    SHIPPED.write_text(json.dumps(table, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "merge", sys.argv[2] if len(sys.argv) > 2 else "")
