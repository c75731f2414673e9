"""Segments that changed their place: left alone by the monotone pass, though they translate each other.

Only plain cases are joined: most of both segments' words met, several of them, and no better partner. Where both sides were
left alone they are brought home; where a neighbour holds one of them, the rest is aligned once more without the pair.
Swapped neighbours are not handled here; they are a bead shape of their own.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from workbench.align.evidence import CHANNELS, Evidence, meetings
from workbench.align.tokens import Items
from workbench.model import Bead

_REACH = 300
"""Segments it may have moved from where its neighbours are, wherever in a long document that is."""
_COVERED = 0.3
_ITEMS = 3
_POSTERIOR = 0.75
_PLAIN = 0.4
_DOUBTFUL = 0.9


def bring_home(
    found: Sequence[Bead], evidence: Evidence, sources: Sequence[Items], targets: Sequence[Items]
) -> list[Bead]:
    """The beads, with moved segments joined."""
    lone_sources = {bead.sources[0] for bead in found if not bead.targets and not sources[bead.sources[0]].furniture}
    lone_targets = {bead.targets[0] for bead in found if not bead.sources and not targets[bead.targets[0]].furniture}
    candidates = [
        (covered, i, j)
        for i, place in _places(found)
        if i in lone_sources
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
    home = [Bead((i,), (j,), _POSTERIOR, {"moved": round(covered, 2)}) for i, (j, covered) in partner.items()]
    return [*stay, *home]


def displaced(
    found: Sequence[Bead], evidence: Evidence, sources: Sequence[Items], targets: Sequence[Items]
) -> list[Bead]:
    """Pairs across the order that the pass has missed, because neighbours that share next to nothing hold one of the two.

    One side stands alone, and the other in a pair that is doubtful; no third segment is nearly as good for it.
    """
    lone_targets = {bead.targets[0] for bead in found if not bead.sources and not targets[bead.targets[0]].furniture}
    doubtful = [bead for bead in found if len(bead.sources) == len(bead.targets) == 1 and bead.score < _DOUBTFUL]
    holder = {bead.targets[0]: bead.sources[0] for bead in doubtful}
    held = {bead.sources[0]: bead.targets[0] for bead in doubtful}
    home: list[Bead] = []
    for i, place in _places(found, [*held]):
        if (i not in held and sources[i].furniture) or (i in held and not lone_targets):
            continue
        partners = {j: (covered, items) for j, covered, items in _partners(evidence, i, place)}
        if not partners:
            continue
        j = max(partners, key=lambda j: partners[j])
        covered, items = partners.pop(j)
        wanted = lone_targets if i in held else holder
        rival = max((other for other, _ in partners.values()), default=0.0)
        if j not in wanted or covered < _PLAIN or items < 2 or rival > covered / 2:
            continue
        if i in held:
            rivals = [partners.get(held[i], (0.0, 0))[0]]
        else:
            rivals = [other for k, other, _ in _partners(evidence, holder[j], place) if k == j]
        if all(other < covered / 3 for other in rivals) and all(bead.targets[0] != j for bead in home):
            home.append(Bead((i,), (j,), _POSTERIOR, {"moved": round(covered, 2)}))
    return home


def _places(found: Sequence[Bead], others: Sequence[int] = ()) -> list[tuple[int, int]]:
    """Each source left alone (and some others), and the target place that the beads before it lead to."""
    asked = frozenset(others)
    places, place = [], 0
    for bead in sorted((bead for bead in found if bead.sources), key=lambda bead: bead.sources):
        if not bead.targets or bead.sources[0] in asked:
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
