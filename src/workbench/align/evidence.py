"""What two ranges of segments have in common, counted exactly for every bead shape at once.

An item of one side is met by a range of the other when any of its renderings stands there. Meeting is worth the surprise
of it: -log of the share of the other side's segments that would meet it too, so that a number or a rare name weighs much
and a common word little, without a stop list. Windows of one to four segments take the best meeting of each item, so a
word that two neighbours share is never counted twice. Meetings are looked up rectangle by rectangle: memory does not
grow with the product of the two sides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.align.lexicon import Index
from workbench.align.tokens import Items

CHANNELS = ("words", "shared", "numbers", "names", "marks", "draft")
WORDS, SHARED, NUMBERS, NAMES, MARKS, DRAFT = range(len(CHANNELS))
LONGEST = 4
"""Most segments of one side in a bead."""

_NAME_STRENGTH = {2: 0.4, 3: 0.8}
"""Two consonants meet by chance, four do not."""
_OTHER_READING = 0.8
_UNKNOWN_WORD = 0.35
"""What a word without a known rendering adds to the mass that ought to be covered."""

Array = NDArray[Any]


@dataclass(slots=True)
class Side:
    """The items of one side, flat, sorted by segment and channel.

    Attributes:
        starts: `starts[segment * channels + channel]` is where that group begins.
        weight: The surprise of each item being met; 0 where nothing on the other side could.
        known: Sum of weights, channel × segment.
        mass: What would be covered if every word of a segment were met.
        count: Number of segments.
    """

    starts: Array
    weight: Array
    known: Array
    mass: Array
    count: int


@dataclass(slots=True)
class Evidence:
    """Two documents' items, and what is needed to find their meetings in any rectangle.

    Source items have a type; a type has renderings (`links`), each a target entry with a strength; an entry has postings,
    the target items that carry it, sorted by entry and segment.
    """

    source: Side
    target: Side
    item_type: Array
    item_segment: Array
    link_start: Array
    link_entry: Array
    link_strength: Array
    posting_key: Array
    posting_item: Array
    posting_segment: Array
    reach: Array
    stride: int


def collect(
    sources: Sequence[Items], targets: Sequence[Items], drafts: Sequence[Items | None], index: Index
) -> Evidence:
    """The evidence of two documents.

    Args:
        sources: Items of the source segments.
        targets: Items of the target segments.
        drafts: Items of the source segments' machine drafts in the target language, where there are any; may be empty.
        index: What renders what.
    """
    n, m = len(sources), len(targets)
    types: dict[tuple[int, str], int] = {}
    renderings: list[list[tuple[str, float]]] = []
    rows: list[tuple[int, int, int]] = []  # segment, channel, type
    for at, items in enumerate(sources):
        for channel, key, find in _source_items(items, drafts[at] if drafts else None, index):
            kind = types.get((channel, key))
            if kind is None:
                kind = types[channel, key] = len(types)
                renderings.append(find())
            rows.append((at, channel, kind))
    present = {key for items in targets for key in items.meetable()}
    entries: dict[tuple[str, int], int] = {}
    link_start, link_entry, link_strength = [0], [], []
    for (channel, _), found in zip(types, renderings, strict=True):
        for key, strength in found:
            if key in present:
                link_entry.append(entries.setdefault((key, channel), len(entries)))
                link_strength.append(strength)
        link_start.append(len(link_entry))
    for items in targets:  # a number that no source has speaks against every pair
        for key in items.numbers:
            if not is_small(key):
                entries.setdefault((key, NUMBERS), len(entries))
    channels_of: dict[str, list[tuple[int, int]]] = {}
    for (key, channel), entry in entries.items():
        channels_of.setdefault(key, []).append((channel, entry))
    posted = [
        (at, channel, entry)
        for at, items in enumerate(targets)
        for key in items.meetable()
        for channel, entry in channels_of.get(key, ())
    ]
    telling = np.array([not is_small(key) for _, key in types], bool)
    return _assemble(rows, posted, link_start, link_entry, link_strength, telling, (sources, targets), (n, m))


def is_small(key: str) -> bool:
    """Whether a key is a number that a translation may well spell otherwise (`둘 다`, `both`): up to ten."""
    return key[0] == "#" and key[1:].isdigit() and int(key[1:]) <= 10


def _source_items(
    items: Items, draft: Items | None, index: Index
) -> list[tuple[int, str, Callable[[], list[tuple[str, float]]]]]:
    def renderings_of(key: str) -> Callable[[], list[tuple[str, float]]]:
        return lambda: list(index.renderings(key).items())

    def itself(key: str, strength: float = 1.0, others: Sequence[str] = ()) -> Callable[[], list[tuple[str, float]]]:
        return lambda: [(key, strength), *((other, _OTHER_READING) for other in others)]

    found = [(WORDS, key, renderings_of(key)) for key in dict.fromkeys(items.words)]
    found += [(SHARED, key, itself(key)) for key in dict.fromkeys(items.stems)]
    found += [(NUMBERS, key, itself(key, 1.0, readings)) for key, readings in items.numbers.items()]
    found += [(NAMES, key, itself(key, _NAME_STRENGTH.get(len(key) - 1, 1.0))) for key in dict.fromkeys(items.names)]
    found += [(MARKS, key, itself(key)) for key in dict.fromkeys(items.marks)]
    if draft is not None:
        found += [(DRAFT, key, itself(key)) for key in dict.fromkeys(draft.stems)]
    return found


def _assemble(
    rows: list[tuple[int, int, int]],
    posted: list[tuple[int, int, int]],
    link_start: list[int],
    link_entry: list[int],
    link_strength: list[float],
    telling: Array,
    items: tuple[Sequence[Items], Sequence[Items]],
    sizes: tuple[int, int],
) -> Evidence:
    n, m = sizes
    segment, channel, kind = _columns(rows)
    starts, ends = np.asarray(link_start[:-1], np.int64), np.asarray(link_start[1:], np.int64)
    entry, strength = np.asarray(link_entry, np.int64), np.asarray(link_strength, np.float32)
    t_segment, t_channel, t_entry = _columns(posted)
    many = int(max(entry.max(initial=-1), t_entry.max(initial=-1))) + 1
    # Of how many target segments an item of each type meets one: its renderings' counts together.
    frequency = np.bincount(t_entry, minlength=many).astype(np.float64)
    summed = np.concatenate([[0.0], np.cumsum(frequency[entry])])
    reach = np.minimum(summed[ends] - summed[starts], m)
    type_channel = np.zeros(len(starts), np.int64)
    type_channel[kind] = channel
    absent = np.where(telling & ((type_channel == NUMBERS) | (type_channel == SHARED)), np.log(m + 2.0), 0.0)
    weights = np.where(reach > 0, np.maximum(0.0, np.log((m + 1.0) / (reach + 0.25))), absent)
    # And of how many source segments the target items of each entry are met.
    of_type = np.bincount(kind, minlength=len(starts))
    met = np.bincount(entry, np.repeat(of_type, ends - starts), minlength=many)
    target_weights = np.maximum(0.0, np.log((n + 1.0) / (np.minimum(met, n) + 0.25)))
    source, order = _side(segment, channel, weights[kind], n)
    target, t_order = _side(t_segment, t_channel, target_weights[t_entry], m)
    _fill_mass(source, [len({*each.words, *each.stems}) for each in items[0]], m)
    _fill_mass(target, [len({*each.stems}) for each in items[1]], n)
    t_segment, t_entry = t_segment[t_order], t_entry[t_order]
    stride = m + 1
    key = t_entry * stride + t_segment
    by_key = np.argsort(key, kind="stable")
    return Evidence(
        source=source, target=target, item_type=kind[order], item_segment=segment[order],
        link_start=np.append(starts, len(entry)), link_entry=entry, link_strength=strength,
        posting_key=key[by_key], posting_item=by_key, posting_segment=t_segment[by_key], reach=reach, stride=stride,
    )  # fmt: skip


def _columns(rows: list[tuple[int, int, int]]) -> tuple[Array, Array, Array]:
    table = np.array(rows, np.int64).reshape(-1, 3)
    return table[:, 0], table[:, 1], table[:, 2]


def _side(segment: Array, channel: Array, weight: Array, count: int) -> tuple[Side, Array]:
    group = segment * len(CHANNELS) + channel
    order = np.argsort(group, kind="stable")
    groups = count * len(CHANNELS)
    starts = np.searchsorted(group[order], np.arange(groups + 1))
    known = np.bincount(group, weight, minlength=groups).reshape(count, len(CHANNELS)).T
    return Side(starts, weight[order].astype(np.float32), known.astype(np.float32), np.zeros(0), count), order


def _fill_mass(side: Side, words: list[int], others: int) -> None:
    recognised = np.diff(side.starts).reshape(side.count, len(CHANNELS))[:, : SHARED + 1].sum(axis=1)
    unknown = np.maximum(0, np.asarray(words, np.int64) - recognised)
    mass = side.known[: NAMES + 1].sum(axis=0) + _UNKNOWN_WORD * np.log(others + 1.0) * unknown
    side.mass = mass.astype(np.float32)


def meetings(evidence: Evidence, rows: slice, columns: slice, rarest: float = np.inf) -> tuple[Array, Array, Array]:
    """Every meeting in a rectangle: source item, target item, strength; weakest first.

    Args:
        evidence: The two documents.
        rows: Source segments.
        columns: Target segments.
        rarest: Only items that meet at most so many target segments of the whole document.
    """
    channels = len(CHANNELS)
    first, last = evidence.source.starts[rows.start * channels], evidence.source.starts[rows.stop * channels]
    items = np.arange(first, last)
    if np.isfinite(rarest):
        items = items[evidence.reach[evidence.item_type[first:last]] <= rarest]
    kinds = evidence.item_type[items]
    item, link = _expand(items, evidence.link_start[kinds], evidence.link_start[kinds + 1])
    base = evidence.link_entry[link] * evidence.stride
    low = np.searchsorted(evidence.posting_key, base + columns.start)
    high = np.searchsorted(evidence.posting_key, base + columns.stop)
    which, posting = _expand(np.arange(len(item)), low, high)
    strength = evidence.link_strength[link[which]]
    order = np.argsort(strength, kind="stable")
    return item[which][order], evidence.posting_item[posting][order], strength[order]


def _expand(labels: Array, low: Array, high: Array) -> tuple[Array, Array]:
    """Each label repeated for every number from its low to below its high, and those numbers."""
    counts = high - low
    total = int(counts.sum())
    offsets = np.repeat(low - np.cumsum(counts) + counts, counts)
    return np.repeat(labels, counts), np.arange(total) + offsets


def windows(evidence: Evidence, rows: slice, columns: slice) -> tuple[list[Array], list[Array]]:
    """Matched weight of the source and of the target items of a rectangle, for windows of 1 to 4 segments.

    Returns:
        Two lists by window length: `along[b - 1][c, i, j]` is the weight of the channel-c items of source i met by targets
        j … j+b-1; `across[a - 1][c, i, j]` that of target j met by sources i … i+a-1.
    """
    source_item, target_item, strength = meetings(evidence, rows, columns)
    source = evidence.item_segment[source_item] - rows.start
    target = _segment_of(evidence.target, target_item) - columns.start
    along = _windows(evidence.source, rows, source_item, target, strength, columns.stop - columns.start)
    across = _windows(evidence.target, columns, target_item, source, strength, rows.stop - rows.start)
    return along, [array.transpose(0, 2, 1) for array in across]


def _segment_of(side: Side, item: Array) -> Array:
    return (np.searchsorted(side.starts, item, side="right") - 1) // len(CHANNELS)


def _windows(side: Side, rows: slice, item: Array, column: Array, strength: Array, width: int) -> list[Array]:
    channels = len(CHANNELS)
    bounds = side.starts[rows.start * channels : rows.stop * channels + 1]
    first, last = int(bounds[0]), int(bounds[-1])
    count = rows.stop - rows.start
    base = np.zeros((last - first + 1, width), np.float32)  # an empty row at the end, for groups without items there
    base[item - first, column] = strength  # in rising order of strength: the best meeting stays
    base[:-1] *= side.weight[first:last, None]
    empty = np.diff(bounds) == 0
    best, found = base, []
    for size in range(1, LONGEST + 1):
        if width < size:
            found.append(np.zeros((channels, count, 0), np.float32))
            continue
        if size > 1:
            best = np.maximum(best[:, :-1], base[:, size - 1 :])
        totals = np.add.reduceat(best, bounds[:-1] - first, axis=0)
        totals[empty] = 0.0
        found.append(totals.reshape(count, channels, -1).transpose(1, 0, 2))
    return found
