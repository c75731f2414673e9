"""The lattice against brute force: every alignment of small texts, enumerated."""

import math
from collections.abc import Iterator

import numpy as np
import pytest

from workbench.align import lattice
from workbench.align.beads import CROSS

SHAPES = ((1, 1), (1, 2), (2, 1), (2, 2), CROSS)
Path = tuple[tuple[tuple[int, ...], int, int], ...]


def random_scores(n: int, m: int, seed: int) -> lattice.Scores:
    chance = np.random.default_rng(seed)
    beads = {s: chance.normal(size=(n - s[0] + 1, m - s[1] + 1)) for s in SHAPES if s[0] <= n and s[1] <= m}
    return lattice.Scores(beads, chance.normal(size=n), chance.normal(size=m))


def paths(scores: lattice.Scores, i: int = 0, j: int = 0) -> Iterator[tuple[float, Path]]:
    n, m = len(scores.source_alone), len(scores.target_alone)
    if (i, j) == (n, m):
        yield 0.0, ()
    steps = [((1, 0), scores.source_alone[i])] if i < n else []
    steps += [((0, 1), scores.target_alone[j])] if j < m else []
    steps += [(s, v[i, j]) for s, v in scores.beads.items() if i + s[0] <= n and j + s[1] <= m]
    for shape, value in steps:
        for rest, path in paths(scores, i + shape[0], j + shape[1]):
            yield float(value) + rest, ((shape, i, j), *path)


@pytest.mark.parametrize(("n", "m", "seed"), [(1, 1, 0), (2, 3, 1), (3, 2, 2), (4, 3, 3), (3, 4, 4), (1, 4, 5)])
def test_sums_posteriors_and_best_path_agree_with_enumeration(n: int, m: int, seed: int) -> None:
    scores = random_scores(n, m, seed)
    every = list(paths(scores))
    mass = math.log(sum(math.exp(value) for value, _ in every))
    ahead, behind = lattice.forward(scores), lattice.backward(scores)
    assert ahead[n, m] == pytest.approx(mass)
    assert behind[0, 0] == pytest.approx(mass)
    shares = lattice.posteriors(scores, ahead, behind, behind[0, 0])
    for shape, table in shares.beads.items():
        for place in np.ndindex(*table.shape):
            wanted = sum(math.exp(value - mass) for value, path in every if (shape, *place) in path)
            assert table[place] == pytest.approx(wanted, abs=1e-9)
    for i in range(n):
        alone = sum(math.exp(v - mass) for v, path in every if any(s == (1, 0) and k == i for s, k, _ in path))
        assert shares.source_alone[i] == pytest.approx(alone, abs=1e-9)
    best = max(every, key=lambda pair: pair[0])
    found = tuple(lattice.best_path(scores))
    value = {path: value for value, path in every}[found]
    assert value == pytest.approx(best[0])


def test_batches_padded_to_one_size_give_what_each_gives_alone() -> None:
    small, large = random_scores(2, 3, 7), random_scores(4, 4, 8)
    beads = {}
    for shape, table in large.beads.items():
        padded = np.full(table.shape, lattice.IMPOSSIBLE)
        if shape in small.beads:
            padded[: small.beads[shape].shape[0], : small.beads[shape].shape[1]] = small.beads[shape]
        beads[shape] = np.stack([padded, table])
    source = np.stack([np.append(small.source_alone, [-60.0, -60.0]), large.source_alone])
    target = np.stack([np.append(small.target_alone, [-60.0]), large.target_alone])
    ends = np.zeros((2, 5, 5), int)
    ends[0, 2, 3] = ends[1, 4, 4] = 1
    mass = lattice.backward(lattice.Scores(beads, source, target), ends)[:, 0, 0]
    assert mass == pytest.approx([lattice.backward(small)[0, 0], lattice.backward(large)[0, 0]])
