"""What was fitted, and how sure a bead is with it.

A posterior knows the competing alignments but not its own blind spots; errors come in company. So a bead's confidence is
read from its posterior together with its neighbours' and with how much the words support it. It is a cautious figure:
fitted so that a wrong bead that looks right costs twelve needless looks. See `docs/alignment.md` for what was measured.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from math import exp, log

from workbench.model import Bead

_NEAR = 4
_BOUND = 7.0


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the bead features (`beads.features`) and of the circumstances of a bead (`circumstances`)."""

    features: Mapping[str, float]
    confidence: Mapping[str, float]


@lru_cache(maxsize=1)
def shipped() -> Weights:
    """The weights that come with the workbench."""
    return parse(resources.files("workbench.align").joinpath("weights.json").read_text("utf-8"))


def parse(text: str) -> Weights:
    """Weights from their JSON form."""
    table = json.loads(text)
    return Weights(table["features"], table["confidence"])


def judged(beads: Sequence[Bead], weights: Weights, fixed: Sequence[Bead] = ()) -> list[Bead]:
    """The beads with their posterior turned into confidence; fixed ones stay as they are."""
    line = weights.confidence
    found = []
    for bead, seen in zip(beads, circumstances(beads), strict=True):
        odds = sum(line.get(name, 0.0) * value for name, value in seen.items())
        score = round(1.0 / (1.0 + exp(-max(-30.0, min(30.0, odds)))), 4)
        found.append(bead if bead in fixed else replace(bead, score=score))
    return found


def circumstances(beads: Sequence[Bead]) -> list[dict[str, float]]:
    """For each bead (in document order, posterior as score) what its confidence depends on."""
    odds = [_log_odds(bead.score) for bead in beads]
    found = []
    for k, bead in enumerate(beads):
        before, after = odds[max(0, k - _NEAR) : k], odds[k + 1 : k + 1 + _NEAR]
        near = before + after
        size = len(bead.sources) + len(bead.targets)
        support = sum(bead.parts.get(part, 0.0) for part in ("words", "shared", "numbers", "names", "draft"))
        lone = not bead.sources or not bead.targets
        found.append(
            {
                "bias": 1.0,
                "odds": odds[k],
                "odds squared": odds[k] * abs(odds[k]) / _BOUND,
                "odds before": before[-1] if before else _BOUND,
                "odds after": after[0] if after else _BOUND,
                "odds around": sum(near) / len(near) if near else _BOUND,
                "least odds around": min(near, default=_BOUND),
                "lone": float(lone),
                "merged": float(size > 2),
                "support": 0.0 if lone else min(support / size, 5.0),
                "far": 0.0 if lone else max(-6.0, bead.parts.get("length", 0.0)),
            }
        )
    return found


def _log_odds(share: float) -> float:
    share = min(max(share, 1e-6), 1.0 - 1e-6)
    return max(-_BOUND, min(_BOUND, log(share / (1.0 - share))))
