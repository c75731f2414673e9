"""Finishing a begun target while the editor types: the whole rest, and other next words.

The target's beginning is forced and handed to the decoder in one go (`return_alternatives`; decoding it piece by piece costs
up to five times as much). A word that is only begun is completed too: besides the beginning as typed, the model is
asked to go on from the word before, and that answer wins where it begins with the letters typed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from workbench.model import TermHit
from workbench.mt import ladder
from workbench.mt.decoder import Decoder, Hypothesis, Pieces, Search
from workbench.mt.engine import Cancelled, Completion
from workbench.mt.ladder import Climb
from workbench.mt.offsets import align
from workbench.mt.survivors import Lifted, lift, restore
from workbench.text import tags

NEXT_PIECES = 5
"""How far the further choices look ahead."""

CHOICES = 12
"""Next pieces among which the word that is only begun is looked for."""

LEAST_PROBABILITY = 0.02
"""Next words that the model finds less likely than this are not offered."""


@dataclass(frozen=True, slots=True)
class _Begun:
    """The target so far: its pieces, the letters of a word that must follow, and what is forced on the decoder for both."""

    pieces: Pieces
    letters: str = ""
    word: Pieces | None = None

    @property
    def forced(self) -> Pieces:
        return self.pieces if self.word is None else self.word


def complete(
    decoder: Decoder,
    source: str,
    prefix: str,
    *,
    terms: Sequence[TermHit] = (),
    alternatives: int = 1,
    beam: int = 2,
    cancelled: Cancelled | None = None,
) -> list[Completion]:
    """See `Engine.complete`: the best whole rest first, then up to `alternatives` − 1 other next words."""
    lifted = lift(source)
    climb = Climb(
        lifted.text,
        decoder.encode(lifted.text),
        tuple(hit._replace(start=lifted.offset(hit.start), end=lifted.offset(hit.end)) for hit in terms),
        (),
    )
    if not climb.pieces:
        return []
    begun = _ways_to_begin(decoder, climb.pieces, tags.strip(prefix), cancelled)
    guided = bool(terms or lifted.held)
    search = Search(beam=beam, alternatives=True, attention=guided)
    found = decoder.translate([climb.pieces] * len(begun), search, [way.forced for way in begun], cancelled=cancelled)
    best: Completion | None = None
    for way, hypotheses in zip(begun, found, strict=False):
        one = replace(climb, hypotheses=(hypotheses[0],), fixed=len(way.forced))
        forced = ladder.climb(decoder, [one], beam=1)[0] if terms else one
        best = _completion(decoder, lifted, prefix, way, forced) or _completion(decoder, lifted, prefix, way, one)
        if best is not None:
            break
    if best is None:
        return []
    others = _next_words(decoder, climb.pieces, prefix, begun, alternatives - 1, best, cancelled)
    return [best, *others]


def _ways_to_begin(decoder: Decoder, source: Pieces, prefix: str, cancelled: Cancelled | None) -> list[_Begun]:
    """How to force the beginning, most trusted first; a word that is only begun is looked up among the likely ones."""
    whole = _Begun(decoder.encode(prefix) if prefix.strip() else [])
    if not prefix or not prefix[-1].isalnum():
        return [whole]
    letters = prefix.split()[-1]
    head = prefix[: len(prefix) - len(letters)]
    before = _Begun(decoder.encode(head) if head.strip() else [], letters)
    likely = Search(beam=1, hypotheses=CHOICES, alternatives=True, max_output=len(before.pieces) + 2)
    for hypotheses in decoder.translate([source], likely, [before.pieces], cancelled=cancelled):
        for hypothesis in hypotheses:
            if _rest(decoder, before, hypothesis.pieces) is not None:
                return [_Begun(before.pieces, letters, hypothesis.pieces[: len(before.pieces) + 1]), whole]
    return [whole]


def _completion(decoder: Decoder, lifted: Lifted, prefix: str, way: _Begun, one: Climb) -> Completion | None:
    rest = _rest(decoder, way, one.best.pieces)
    if rest is None:
        return None
    continuation = _joined(prefix, rest)
    if lifted.held:
        continuation = _with_marks(decoder, lifted, prefix, continuation, one)
    return Completion(prefix + continuation, continuation, percent(one.best.mean))


def _rest(decoder: Decoder, way: _Begun, pieces: Pieces) -> str | None:
    """What the pieces add to the beginning; None where they do not go on with the letters typed."""
    text = decoder.decode(pieces)
    rest = text[len(decoder.decode(pieces[: len(way.pieces)])) :]
    if not way.letters:
        return rest
    rest = rest.lstrip()
    return rest[len(way.letters) :] if rest.startswith(way.letters) else None


def _joined(prefix: str, rest: str) -> str:
    return rest.lstrip() if not prefix or prefix[-1].isspace() else rest


def _with_marks(decoder: Decoder, lifted: Lifted, prefix: str, continuation: str, one: Climb) -> str:
    """The continuation with the tag marks and URLs that the beginning does not have yet."""
    open_marks = [held for held in lifted.held if held.text not in prefix]
    if not open_marks:
        return continuation
    plain = tags.strip(prefix)
    text = plain + continuation
    alignment = align(one.source, one.pieces, text, one.best.pieces, one.best.attention)
    restored, _ = restore(replace(lifted, held=tuple(open_marks)), text, alignment, after=len(plain))
    return restored[len(plain) :]


def _next_words(
    decoder: Decoder,
    source: Pieces,
    prefix: str,
    begun: Sequence[_Begun],
    count: int,
    best: Completion,
    cancelled: Cancelled | None,
) -> list[Completion]:
    if count < 1:
        return []
    way = begun[0]
    search = Search(
        beam=1,
        hypotheses=count + 2 if not way.letters else 2 * count + 6,
        alternatives=True,
        max_output=len(way.pieces) + NEXT_PIECES,
        min_alternative_probability=LEAST_PROBABILITY,
    )
    found: dict[str, Completion] = {}
    for hypotheses in decoder.translate([source], search, [way.pieces], cancelled=cancelled):
        for hypothesis in hypotheses:
            rest = _rest(decoder, way, _whole_words(way, hypothesis))
            if rest is None or not rest.strip() or tags.strip(best.continuation).strip().startswith(rest.strip()):
                continue
            continuation = _joined(prefix, rest)
            found.setdefault(continuation, Completion(prefix + continuation, continuation, percent(hypothesis.mean)))
    return list(found.values())[:count]


def _whole_words(way: _Begun, hypothesis: Hypothesis) -> Pieces:
    """The pieces without a last word that the short look ahead cut off."""
    pieces = hypothesis.pieces
    if len(pieces) < len(way.pieces) + NEXT_PIECES:
        return pieces
    last = max((place for place, piece in enumerate(pieces) if piece.startswith("▁")), default=0)
    return pieces[:last] if last > len(way.pieces) else pieces


def percent(mean: float) -> int:
    """The probability of the average piece, 0–100."""
    return round(100 * math.exp(min(0.0, mean)))
