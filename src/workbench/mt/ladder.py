"""Glossary-first drafting: getting the renderings an editor has decided on into the draft.

The steps, each tried only where the one before it did not suffice, the first that wins being recorded:

* ``already``: the free draft has every rendering and nothing forbidden.
* ``n-best``: one of the model's other hypotheses has, and the model finds it hardly worse.
* ``replaced``: all missing renderings stand in place of the words that attention points to, or before the word that
  looks at the term most where it points to none; the rest is left. The model scores the result, and it is accepted if
  the average piece lost less than `MAX_LOSS` of log-probability for each. Nothing is decoded.
* ``forced``: what it refused so is set one by one: the draft is cut where attention points, the rendering stands there,
  the model completes the sentence and scores it; accepted within the same bound. A forbidden rendering is banned in
  the same way: decoded again with its pieces suppressed.
* ``missed``: none of this; the draft stays as the model wanted it, and a finding names the rendering.

After Hasler et al. 2018 (constraints placed by attention) and Post & Vilar 2018 (constrained decoding), cut down to one
scoring and two completions a draft; whatever is scored or completed is so in whole batches.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from workbench.language.renderings import TermCheck, check, occurrences
from workbench.model import Finding, TermHit
from workbench.mt.decoder import Decoder, Hypothesis, Pieces, Search
from workbench.mt.offsets import Alignment, Range, align

MAX_LOSS = 1.2
"""Log-probability the average piece may lose for a term; past it the model no longer makes a sentence of it."""

N_BEST_LOSS = 0.3

POSITIONS = 3
"""Places tried for one term, the likeliest first."""

ATTEMPTS = 2
"""Completions spent on one draft for all its terms; each costs about a third of a decode."""

LONGER = 1.4
"""How much longer than the draft a completion with a term may be."""


@dataclass(frozen=True, slots=True)
class Climb:
    """A text on its way up the ladder.

    Attributes:
        source: What is translated.
        pieces: Its pieces.
        terms: Its terms, with their offsets in `source`.
        hypotheses: The model's, the draft first.
        step: The step that won so far.
        fixed: How many first pieces must stay (what an editor has typed).
        refused: Terms that the model makes no sentence of.
        attempts: Completions spent so far.
        failures: Places tried in vain for the term at hand.
    """

    source: str
    pieces: Pieces
    terms: tuple[TermHit, ...]
    hypotheses: tuple[Hypothesis, ...]
    step: str = ""
    fixed: int = 0
    refused: tuple[TermHit, ...] = ()
    attempts: int = 0
    failures: int = 0

    @property
    def best(self) -> Hypothesis:
        """The hypothesis that is the draft."""
        return self.hypotheses[0]


def climb(decoder: Decoder, climbs: Sequence[Climb], *, beam: int = 4) -> list[Climb]:
    """The texts of a batch with their terms in them where that is possible; what costs decoding is done together.

    Args:
        decoder: The model that wrote the hypotheses.
        climbs: The texts; those without terms come back as they are.
        beam: Beam width for what is decoded again.
    """
    ladder = _Ladder(decoder, beam)
    found = [ladder.choose(one) for one in climbs]
    banned = [place for place, one in enumerate(found) if not one.step and ladder.forbidden(one)]
    for place, one in zip(banned, ladder.ban([found[place] for place in banned]), strict=True):
        found[place] = one
    found = ladder.exchange(found)
    while plans := {place: plan for place, one in enumerate(found) if (plan := ladder.plan(one)) is not None}:
        for place, one in zip(
            plans, ladder.force([found[place] for place in plans], list(plans.values())), strict=True
        ):
            found[place] = one
    return [ladder.close(free, one) for free, one in zip(climbs, found, strict=True)]


def findings(terms: Iterable[TermHit], target: str) -> tuple[Finding, ...]:
    """What the target still owes the glossary."""
    result = check(terms, target)
    missing = [
        Finding("terms", "error", f"'{hit.term}' should be '{hit.targets[0]}'", suggestion=hit.targets[0])
        for hit in result.missing
    ]
    forbidden = [
        Finding(
            "terms",
            "error",
            f"'{use.rendering}' is forbidden",
            start=use.start,
            end=use.end,
            suggestion=next(iter(use.hit.targets), None),
        )
        for use in result.forbidden
    ]
    return (*missing, *forbidden)


@dataclass(frozen=True, slots=True)
class _Plan:
    """A term to be set at a place of the draft; `last` when no other place is left for it."""

    hit: TermHit
    place: int
    last: bool


class _Ladder:
    def __init__(self, decoder: Decoder, beam: int) -> None:
        self.decoder, self.beam = decoder, beam

    def text(self, hypothesis: Hypothesis) -> str:
        return self.decoder.decode(hypothesis.pieces)

    def missing(self, one: Climb, hypothesis: Hypothesis | None = None) -> tuple[TermHit, ...]:
        return _check(one.terms, self.text(hypothesis or one.best)).missing

    def forbidden(self, one: Climb, hypothesis: Hypothesis | None = None) -> list[str]:
        uses = _check(one.terms, self.text(hypothesis or one.best)).forbidden
        return list(dict.fromkeys(use.rendering for use in uses))

    def choose(self, one: Climb) -> Climb:
        """Already there, or the likeliest hypothesis that has more of the terms."""
        if not any(hit.targets or hit.forbidden for hit in one.terms):
            return one
        owed = {
            place: self._owes(one, hypothesis)
            for place, hypothesis in enumerate(one.hypotheses)
            if hypothesis.mean >= one.best.mean - N_BEST_LOSS
        }
        place = min(owed, key=lambda place: (owed[place], place))
        step = "" if owed[place] else "n-best" if place else "already"
        return replace(one, hypotheses=(one.hypotheses[place], *one.hypotheses[1:]), step=step)

    def ban(self, climbs: Sequence[Climb]) -> list[Climb]:
        """Decoded again without the forbidden renderings, those with the same ones together."""
        groups: dict[tuple[str, ...], list[int]] = {}
        for place, one in enumerate(climbs):
            groups.setdefault(tuple(self.forbidden(one)), []).append(place)
        found = list(climbs)
        for names, places in groups.items():
            suppress = tuple(sequence for name in names for sequence in self._sequences(name))
            search = Search(beam=self.beam, attention=True, suppress=suppress)
            prefixes = [climbs[place].best.pieces[: climbs[place].fixed] for place in places]
            results = self.decoder.translate([climbs[place].pieces for place in places], search, prefixes)
            for place, hypotheses in zip(places, results, strict=True):
                one = climbs[place]
                if self._acceptable(one, hypotheses[0]) and self._owes(one, hypotheses[0]) < self._owes(one):
                    step = "" if self.missing(one, hypotheses[0]) else "forced"
                    found[place] = replace(one, hypotheses=tuple(hypotheses), step=step)
        return found

    def exchange(self, climbs: Sequence[Climb]) -> list[Climb]:
        """All missing renderings at once where their terms are in the draft, if the model makes sense of it.

        Nothing is decoded: the model only scores the changed drafts, all of them together.
        """
        found = list(climbs)
        changed = {
            place: candidate
            for place, one in enumerate(climbs)
            if (owed := self.missing(one)) and (candidate := self._exchanged(one, owed))
        }
        means = self.decoder.means(
            [climbs[place].pieces for place in changed], [candidate.pieces for candidate in changed.values()]
        )
        for (place, candidate), mean in zip(changed.items(), means, strict=True):
            one = climbs[place]
            gained = len(self.missing(one)) - len(self.missing(one, candidate))
            if mean >= one.best.mean - MAX_LOSS * gained:
                hypotheses = (replace(candidate, mean=mean), *one.hypotheses[1:])
                found[place] = replace(one, hypotheses=hypotheses, step="replaced")
        return found

    def _exchanged(self, one: Climb, owed: Sequence[TermHit]) -> Hypothesis | None:
        """The draft with the missing renderings in place of their terms' words; None where that gains nothing."""
        draft = one.best
        alignment = align(one.source, one.pieces, self.text(draft), draft.pieces, draft.attention)
        if alignment is None:
            return None
        spans = sorted(
            ((*span, hit.targets[0]) for hit in owed if (span := self._span(one, hit, alignment))), reverse=True
        )
        pieces, attention = list(draft.pieces), list(draft.attention)
        done = len(pieces)
        for start, end, name in spans:
            # Of two terms for the same words the second stands before the first.
            start, end = min(start, done), min(end, done)
            written = self.decoder.encode(name if self.decoder.decode(pieces[:start]) else name[0].upper() + name[1:])
            attention[start:end] = [draft.attention[min(start, len(draft.attention) - 1)]] * len(written)
            pieces[start:end] = written
            done = start
        candidate = Hypothesis(pieces, 0.0, attention)
        if len(self.missing(one, candidate)) >= len(owed):
            return None
        return candidate if self._is_sound(one, candidate) else None

    def _span(self, one: Climb, hit: TermHit, alignment: Alignment) -> Range | None:
        """The draft's words for a term; before the word that looks at it most, an empty range, where it has none."""
        if words := self._words(one, alignment.target_pieces(hit.start, hit.end)):
            return words
        nearest = alignment.nearest(hit.start, hit.end, one.fixed)
        words = None if nearest is None else self._words(one, [nearest])
        return words and (words[0], words[0])

    def _words(self, one: Climb, aligned: Sequence[int]) -> Range | None:
        """The range of whole words that aligned pieces belong to, closing marks left out; None where there are none."""
        if not aligned:
            return None
        pieces = one.best.pieces
        start, end = aligned[0], aligned[-1] + 1
        while start > 0 and not pieces[start].startswith("▁"):
            start -= 1
        while end < len(pieces) and not pieces[end].startswith("▁"):
            end += 1
        while end > start + 1 and not any(char.isalnum() for char in pieces[end - 1]):
            end -= 1
        return (start, end) if start >= one.fixed else None

    def plan(self, one: Climb) -> _Plan | None:
        """The next missing term and where to set it: the first one in the target, so that what follows keeps it."""
        owed = [hit for hit in self.missing(one) if hit not in one.refused]
        if not owed or one.attempts >= ATTEMPTS:
            return None
        draft = one.best
        alignment = align(one.source, one.pieces, self.text(draft), draft.pieces, draft.attention)
        hit, places = min(((hit, self._places(one, hit, alignment)) for hit in owed), key=lambda found: found[1][0])
        return _Plan(hit, places[min(one.failures, len(places) - 1)], one.failures >= len(places) - 1)

    def force(self, climbs: Sequence[Climb], plans: Sequence[_Plan]) -> list[Climb]:
        """Each planned term at its place, the rest decoded anew, and taken where the model still makes sense of it."""
        sources = [one.pieces for one in climbs]
        prefixes = [self._prefix(one, plan) for one, plan in zip(climbs, plans, strict=True)]
        limits = [self._longest(one) for one in climbs]
        completed = self.decoder.complete_all(sources, prefixes, limits)
        # The search tells the probability of what it chose itself; the term's own counts here.
        sound = [
            place
            for place, (one, plan, candidate) in enumerate(zip(climbs, plans, completed, strict=True))
            if self._is_sound(one, candidate) and plan.hit not in self.missing(one, candidate)
        ]
        means = self.decoder.means([sources[place] for place in sound], [completed[place].pieces for place in sound])
        rated = dict(zip(sound, means, strict=True))
        found = []
        for place, (one, plan) in enumerate(zip(climbs, plans, strict=True)):
            one = replace(one, attempts=one.attempts + 1)
            if place in rated and rated[place] >= one.best.mean - MAX_LOSS:
                candidate = replace(completed[place], mean=rated[place])
                found.append(replace(one, hypotheses=(candidate,), step="forced", failures=0))
            elif plan.last:
                found.append(replace(one, refused=(*one.refused, plan.hit), failures=0))
            else:
                found.append(replace(one, failures=one.failures + 1))
        return found

    def close(self, free: Climb, one: Climb) -> Climb:
        """The end of the way: what still owes something is missed, and what gained nothing stays as it was."""
        if not any(hit.targets or hit.forbidden for hit in one.terms):
            return one
        if not self._owes(one):
            return one
        return replace(one if self._owes(one) < self._owes(free) else free, step="missed")

    def _owes(self, one: Climb, hypothesis: Hypothesis | None = None) -> int:
        return len(self.missing(one, hypothesis)) + len(self.forbidden(one, hypothesis))

    def _acceptable(self, one: Climb, candidate: Hypothesis) -> bool:
        """Whether the candidate is not much less likely than the draft, and no babble."""
        return candidate.mean >= one.best.mean - MAX_LOSS and self._is_sound(one, candidate)

    def _is_sound(self, one: Climb, candidate: Hypothesis) -> bool:
        """Whether the candidate has about the draft's length and does not say the same twice."""
        draft = one.best
        if not candidate.pieces or not len(draft.pieces) // 2 <= len(candidate.pieces) < self._longest(one):
            return False
        return not _repeats(one, self.text(candidate), self.text(draft))

    def _longest(self, one: Climb) -> int:
        return int(LONGER * len(one.best.pieces)) + 8

    def _prefix(self, one: Climb, plan: _Plan) -> Pieces:
        """The draft up to the place, and the rendering there."""
        before = one.best.pieces[: plan.place]
        name = plan.hit.targets[0]
        if not self.decoder.decode(before):
            name = name[0].upper() + name[1:]
        return [*before, *self.decoder.encode(name)]

    def _places(self, one: Climb, hit: TermHit, alignment: Alignment | None) -> list[int]:
        """Word starts of the draft nearest to where the attention, or else proportion, puts the term."""
        pieces = one.best.pieces
        starts = [place for place in range(one.fixed, len(pieces)) if pieces[place].startswith("▁")]
        aligned = alignment.target_pieces(hit.start, hit.end) if alignment else []
        middle = aligned[0] if aligned else round(hit.start / max(1, len(one.source)) * len(pieces))
        near = sorted(starts or [len(pieces)], key=lambda start: (abs(start - middle), start))
        return near[:POSITIONS]

    def _sequences(self, name: str) -> list[tuple[str, ...]]:
        forms = {name, name[0].upper() + name[1:], f"{name}s"}
        return sorted({tuple(self.decoder.encode(form)) for form in forms if self._known(form)})

    def _known(self, form: str) -> bool:
        # CTranslate2 refuses a piece outside the vocabulary; a form that has one cannot be written anyway.
        return self.decoder.knows(self.decoder.encode(form))


@lru_cache(maxsize=4096)
def _check(terms: tuple[TermHit, ...], target: str) -> TermCheck:
    return check(terms, target)


def _repeats(one: Climb, candidate: str, draft: str) -> bool:
    """Whether a rendering stands more often in the candidate than its term in the source or than in the draft."""
    for hit in one.terms:
        for name in hit.targets[:1]:
            wanted = sum(name in other.targets for other in one.terms)
            if len(occurrences(name, candidate)) > max(wanted, len(occurrences(name, draft))):
                return True
    return False
