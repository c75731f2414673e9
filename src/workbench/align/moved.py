"""Segments that changed their place: left alone by the monotone pass, though they translate each other.

Only plain cases are joined: most of both segments' words met, several of them, and no better partner. Where both sides were
left alone they are brought home; where a neighbour holds one of them, the rest is aligned once more without the pair.
Swapped neighbours are not handled here; they are a bead shape of their own.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

import numpy as np

from workbench.align.evidence import CHANNELS, Evidence, meetings
from workbench.align.tokens import Items
from workbench.model import Bead

_REACH = 300
"""Segments it may have moved from where its neighbours are, wherever in a long document that is."""
_COVERED = 0.3
"""Share of both segments' words that must have met where both were left alone, and by how many items."""
_ITEMS = 3
_PLAIN = 0.4
"""The same where a neighbour holds one of them: a higher share, since a pair is parted for it."""
_PLAIN_ITEMS = 2
_DOUBTFUL = 0.9
"""Score below which a pair may be parted."""
_POSTERIOR = 0.75


def bring_home(
    found: Sequence[Bead],
    evidence: Evidence,
    sources: Sequence[Items],
    targets: Sequence[Items],
    fixed: Sequence[Bead] = (),
) -> list[Bead]:
    """The beads, with moved segments joined; `fixed` ones stay as they are."""
    lone_sources, lone_targets = _lone(found, sources, targets, fixed)
    candidates = [
        (covered, i, j)
        for i, place in _places(found, lone_sources)
        for j, covered, items in _partners(evidence, i, place)
        if j in lone_targets and covered > _COVERED and items >= _ITEMS
    ]
    partner: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for covered, i, j in sorted(candidates, reverse=True):
        if i not in partner and j not in taken:
            partner[i] = (j, covered)
            taken.add(j)
    stay = [
        bead
        for bead in found
        if not (not bead.targets and bead.sources[0] in partner) and not (not bead.sources and bead.targets[0] in taken)
    ]
    return [*stay, *(_home(i, j, covered) for i, (j, covered) in partner.items())]


def displaced(
    found: Sequence[Bead],
    evidence: Evidence,
    sources: Sequence[Items],
    targets: Sequence[Items],
    fixed: Sequence[Bead] = (),
) -> list[Bead]:
    """Pairs across the order that the pass has missed, because neighbours that share next to nothing hold one of the two.

    One side stands alone, and the other in a pair that is doubtful and not `fixed`; no third segment is nearly as good for
    it, and the two of the doubtful pair share far less.
    """
    lone_sources, lone_targets = _lone(found, sources, targets, fixed)
    doubtful = [
        bead
        for bead in found
        if len(bead.sources) == len(bead.targets) == 1 and bead.score < _DOUBTFUL and bead not in fixed
    ]
    holder = {bead.targets[0]: bead.sources[0] for bead in doubtful}
    held = {bead.sources[0]: bead.targets[0] for bead in doubtful}
    home: dict[int, Bead] = {}
    for i, place in _places(found, lone_sources | held.keys() if lone_targets else lone_sources):
        partners = {j: (covered, items) for j, covered, items in _partners(evidence, i, place)}
        if not partners:
            continue
        j = max(partners, key=lambda j: partners[j])
        covered, items = partners.pop(j)
        rival = max((other for other, _ in partners.values()), default=0.0)
        if covered < _PLAIN or items < _PLAIN_ITEMS or rival > covered / 2:
            continue
        if j not in (lone_targets if i in held else holder) or j in home:
            continue
        one, other = (i, held[i]) if i in held else (holder[j], j)
        shared = {k: share for k, share, _ in _partners(evidence, one, place)}
        if shared.get(other, 0.0) < covered / 3:
            home[j] = _home(i, j, covered)
    return list(home.values())


def _lone(
    found: Sequence[Bead], sources: Sequence[Items], targets: Sequence[Items], fixed: Sequence[Bead]
) -> tuple[set[int], set[int]]:
    """The sources and the targets that stand alone, without furniture and what is fixed to stand alone."""
    alone = [bead for bead in found if not (bead.sources and bead.targets) and bead not in fixed]
    return (
        {i for bead in alone for i in bead.sources if not sources[i].furniture},
        {j for bead in alone for j in bead.targets if not targets[j].furniture},
    )


def _home(i: int, j: int, covered: float) -> Bead:
    return Bead((i,), (j,), _POSTERIOR, {"moved": round(covered, 2)})


def _places(found: Sequence[Bead], asked: Set[int]) -> list[tuple[int, int]]:
    """Each source asked for, and the target place that the beads before it lead to."""
    places, place = [], 0
    for bead in sorted((bead for bead in found if bead.sources), key=lambda bead: bead.sources):
        if bead.sources[0] in asked:
            places.append((bead.sources[0], place))
        if bead.targets:
            place = bead.targets[-1] + 1
    return places


def _partners(evidence: Evidence, i: int, place: int) -> list[tuple[int, float, int]]:
    """For each target in reach of a place: the share of both segments' mass that is met, and by how many items."""
    columns = slice(max(0, place - _REACH), min(evidence.target.count, place + _REACH))
    item, other, strength = meetings(evidence, slice(i, i + 1), columns)
    segment = (np.searchsorted(evidence.target.starts, other, side="right") - 1) // len(CHANNELS)
    met: dict[int, tuple[dict[int, float], dict[int, float]]] = {}
    for mine, theirs, j, share in zip(item.tolist(), other.tolist(), segment.tolist(), strength.tolist(), strict=True):
        here = met.setdefault(j, ({}, {}))
        here[0][mine] = share * float(evidence.source.weight[mine])
        here[1][theirs] = share * float(evidence.target.weight[theirs])
    return [
        (
            j,
            (sum(mine.values()) + sum(theirs.values()))
            / (float(evidence.source.mass[i] + evidence.target.mass[j]) + 1.0),
            len(mine),
        )
        for j, (mine, theirs) in met.items()
    ]
