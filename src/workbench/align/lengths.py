"""How long a translation is: target characters a source character, and how much that varies (Gale & Church 1993).

A language pair has its usual ratio; a document bends it. Before anything is aligned the totals of both sides are weighed
against the usual ratio; once a long document's sure beads are known, they are measured.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from workbench.align.tokens import Items
from workbench.model import Bead

_DENSITY = {"ja": 2.09, "ko": 2.14, "zh": 3.0}
"""Characters of English for one of the language (fitted, facts of the field; Chinese a rough figure)."""
_LETTERS = 1.05
_USUAL_SPREAD = 14.0
_PRIOR_CHARACTERS = 1500.0
_MEDIAN_OF_CHI_SQUARE = 0.455
SURE = 0.9
ENOUGH = 100


def expected(
    sources: Sequence[Items], targets: Sequence[Items], source_language: str, target_language: str
) -> tuple[float, float]:
    """Target characters a source character, and their variance, before anything is aligned."""
    usual = _density(source_language) / _density(target_language)
    total_source, total_target = sum(each.length for each in sources), sum(each.length for each in targets)
    ratio = (total_target + _PRIOR_CHARACTERS * usual) / (total_source + _PRIOR_CHARACTERS)
    return min(max(ratio, usual / 1.5), usual * 1.5), _USUAL_SPREAD * max(usual / 2.1, 0.4)


def measured(
    found: Sequence[Bead], sources: Sequence[Items], targets: Sequence[Items], before: tuple[float, float]
) -> tuple[float, float]:
    """The same, measured on the beads that are sure (posterior as score); as before where they are few."""
    sure = [bead for bead in found if bead.score > SURE and len(bead.sources) == len(bead.targets) == 1]
    if len(sure) < ENOUGH:
        return before
    pairs = np.array([(sources[b.sources[0]].length, targets[b.targets[0]].length) for b in sure], float) + 1.0
    ratio = float(pairs[:, 1].sum() / pairs[:, 0].sum())
    difference = (pairs[:, 1] - ratio * pairs[:, 0]) ** 2 / (pairs[:, 0] + pairs[:, 1] / ratio) * 2
    spread = float(np.median(difference)) / _MEDIAN_OF_CHI_SQUARE
    return ratio, min(max(spread, before[1] / 2), before[1] * 2)


def _density(language: str) -> float:
    return _DENSITY.get(language.split("-")[0].lower(), _LETTERS)
