"""Glossary-first drafting: getting the renderings an editor has decided on into the draft.

The steps, each tried only where the one before it did not suffice, the first that wins being recorded:

* ``already``: the free draft has every rendering and nothing forbidden.
* ``n-best``: one of the model's other hypotheses has, and the model finds it hardly worse.
* ``forced``: the draft is cut where the decoder's attention points to the term, the rendering is set there, the model
  completes the sentence, and scores it; accepted if the average piece lost less than `MAX_LOSS` of log-probability.
  A forbidden rendering is banned in the same way: decoded again with its pieces suppressed.
* ``missed``: none of this; the draft stays as the model wanted it, and a finding names the rendering.

After Hasler et al. 2018 (constraints placed by attention) and Post & Vilar 2018 (constrained decoding), cut down to one to
three positions a term, which costs about one more decode of the violating segments alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from workbench.language.renderings import check, occurrences
from workbench.model import Finding, TermHit
from workbench.mt.decoder import Decoder, Hypothesis, Pieces, Search
from workbench.mt.offsets import Alignment, align

MAX_LOSS = 0.8
"""Log-probability the average piece may lose for a term; past it the model no longer makes a sentence of it."""

N_BEST_LOSS = 0.3
POSITIONS = 3
ROUNDS = 3
"""Terms forced into one draft, one after another."""


@dataclass(frozen=True, slots=True)
class Climb:
    """A text on its way up the ladder.

    `terms` have their offsets in `source`, `step` is the one that won, `refused` are terms the model makes no sentence of, `fixed` is
    the number of first pieces that must stay (what an editor has typed).
    """

    source: str
    pieces: Pieces
    terms: tuple[TermHit, ...]
    hypotheses: tuple[Hypothesis, ...]
    step: str = ""
    refused: tuple[TermHit, ...] = ()
    fixed: int = 0

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
    for _ in range(ROUNDS):
        short = [place for place, one in enumerate(found) if ladder.next_term(one) is not None]
        if not short:
            break
        for place, one in zip(short, ladder.force([found[place] for place in short]), strict=True):
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


class _Ladder:
    def __init__(self, decoder: Decoder, beam: int) -> None:
        self.decoder, self.beam = decoder, beam

    def text(self, hypothesis: Hypothesis) -> str:
        return self.decoder.decode(hypothesis.pieces)

    def missing(self, one: Climb, hypothesis: Hypothesis | None = None) -> tuple[TermHit, ...]:
        return check(one.terms, self.text(hypothesis or one.best)).missing

    def forbidden(self, one: Climb, hypothesis: Hypothesis | None = None) -> list[str]:
        uses = check(one.terms, self.text(hypothesis or one.best)).forbidden
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

    def next_term(self, one: Climb) -> TermHit | None:
        """The missing term to force next: the first one in the target, so that what is forced later keeps it."""
        owed = [hit for hit in self.missing(one) if hit not in one.refused]
        return min(owed, key=lambda hit: self._positions(one, hit)[0], default=None)

    def force(self, climbs: Sequence[Climb]) -> list[Climb]:
        """The next missing term of each set where the attention points to it, and the rest decoded anew."""
        hits = [self.next_term(one) for one in climbs]
        tries = [
            (place, prefix)
            for place, (one, hit) in enumerate(zip(climbs, hits, strict=True))
            if hit is not None
            for prefix in self._prefixes(one, hit)
        ]
        sources = [climbs[place].pieces for place, _ in tries]
        search = Search(beam=1, alternatives=True, attention=True)
        completed = [found[0] for found in self.decoder.translate(sources, search, [prefix for _, prefix in tries])]
        scored = self.decoder.score(sources, [hypothesis.pieces for hypothesis in completed])
        best: dict[int, Hypothesis] = {}
        for (place, _), hypothesis, pieces in zip(tries, completed, scored, strict=True):
            candidate = replace(hypothesis, mean=sum(value for _, value in pieces) / max(1, len(pieces)))
            one = climbs[place]
            if (
                self._acceptable(one, candidate)
                and hits[place] not in self.missing(one, candidate)
                and (place not in best or candidate.mean > best[place].mean)
            ):
                best[place] = candidate
        return [
            replace(one, hypotheses=(best[place],), step="forced")
            if place in best
            else replace(one, refused=(*one.refused, *([hit] if hit else [])))
            for place, (one, hit) in enumerate(zip(climbs, hits, strict=True))
        ]

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
        draft = one.best
        if not candidate.pieces or candidate.mean < draft.mean - MAX_LOSS:
            return False
        if not 0.5 * len(draft.pieces) <= len(candidate.pieces) <= 1.6 * len(draft.pieces) + 6:
            return False
        return not _repeats(one, self.text(candidate), self.text(draft))

    def _prefixes(self, one: Climb, hit: TermHit) -> list[Pieces]:
        """The draft up to a likely place of the term, and the rendering there."""
        pieces = one.best.pieces
        prefixes = []
        for place in self._positions(one, hit):
            before = self.decoder.decode(pieces[:place])
            name = hit.targets[0]
            if not before:
                name = name[0].upper() + name[1:]
            prefixes.append([*pieces[:place], *self.decoder.encode(name)])
        return prefixes

    def _positions(self, one: Climb, hit: TermHit) -> list[int]:
        pieces = one.best.pieces
        alignment: Alignment | None = align(one.source, one.pieces, self.text(one.best), pieces, one.best.attention)
        starts = [place for place, piece in enumerate(pieces) if piece.startswith("▁") and place >= one.fixed] or list(
            range(one.fixed, len(pieces) + 1)
        )
        places = alignment.target_pieces(hit.start, hit.end) if alignment else []
        middle = places[0] if places else round(hit.start / max(1, len(one.source)) * len(pieces))
        near = sorted(starts, key=lambda start: (abs(start - middle), start))
        return near[:POSITIONS] if places else [*near[: POSITIONS - 1], *starts[:1]]

    def _sequences(self, name: str) -> list[tuple[str, ...]]:
        forms = {name, name[0].upper() + name[1:], f"{name}s"}
        return sorted({tuple(self.decoder.encode(form)) for form in forms if self._known(form)})

    def _known(self, form: str) -> bool:
        # CTranslate2 refuses a piece outside the vocabulary; a form that has one cannot be written anyway.
        return self.decoder.knows(self.decoder.encode(form))


def _repeats(one: Climb, candidate: str, draft: str) -> bool:
    """Whether a rendering stands more often in the candidate than its term in the source or than in the draft."""
    for hit in one.terms:
        for name in hit.targets[:1]:
            wanted = sum(name in other.targets for other in one.terms)
            if len(occurrences(name, candidate)) > max(wanted, len(occurrences(name, draft))):
                return True
    return False
