"""The Argos engine: drafts of whole projects with an installed package, offline.

All texts of a call go through the model in global token batches (`decoder`). What an editor would trip over is handled
around the decoding, one concept a module: tags and tokens that must survive, glossary terms, long segments, confidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from workbench.model import Draft, DraftRequest, TermHit
from workbench.mt import completion, packages
from workbench.mt.decoder import BATCH_TOKENS, LENGTH_PENALTY, Decoder, Search
from workbench.mt.drafting import Drafter
from workbench.mt.engine import Cancelled, Completion, Score
from workbench.mt.packages import Package
from workbench.mt.pipeline import Pipeline
from workbench.text import tags

DRAFTING = 3
"""Raised whenever the same model would give other drafts than before, so that cached ones are not taken for new."""


def open_engine(
    source_language: str, target_language: str, *, beam: int = 4, threads: int = 0, batch_tokens: int = BATCH_TOKENS
) -> ArgosEngine:
    """The engine of the installed package for a language pair, or of two packages through a third language.

    The model itself is loaded when the first text needs it: a run that finds everything in the cache never does.

    Args:
        source_language: BCP 47 code.
        target_language: BCP 47 code.
        beam: Beam width; 1 is about three times as fast as 4 and a little worse.
        threads: Cores to use, 0 for all.
        batch_tokens: Padded source pieces decoded together.

    Raises:
        NoModelError: No package for the pair.
    """
    route = packages.find(source_language, target_language)
    return ArgosEngine(route, source_language, target_language, beam=beam, threads=threads, batch_tokens=batch_tokens)


class ArgosEngine(Drafter):
    """Drafts, completions and scores of one language pair with installed packages."""

    def __init__(
        self,
        route: Sequence[Package],
        source_language: str,
        target_language: str,
        *,
        beam: int = 4,
        threads: int = 0,
        batch_tokens: int = BATCH_TOKENS,
    ) -> None:
        self.route = tuple(route)
        self.source_language, self.target_language = source_language, target_language
        self.beam = beam
        self._threads = threads
        self._batch_tokens = batch_tokens

    @cached_property
    def signature(self) -> str:
        """Engine, packages with their digests, search options and the versions that decide the output."""
        from importlib.metadata import version  # 40 ms, and not needed to complete or score

        models = "+".join(f"{package.name}@{package.digest}" for package in self.route)
        return (
            f"engine:argos|model:{models}|beam:{self.beam}|length_penalty:{LENGTH_PENALTY}|type:int8"
            f"|ctranslate2:{version('ctranslate2')}|drafting:{DRAFTING}"
        )

    @cached_property
    def decoders(self) -> tuple[Decoder, ...]:
        """The loaded models of the route, in order."""
        return tuple(Decoder(package, threads=self._threads, batch_tokens=self._batch_tokens) for package in self.route)

    def complete(
        self,
        source: str,
        prefix: str,
        *,
        terms: Sequence[TermHit] = (),
        alternatives: int = 1,
        cancelled: Cancelled | None = None,
    ) -> list[Completion]:
        """See `Engine.complete`."""
        text = source
        for decoder in self.decoders[:-1]:
            terms = ()  # their offsets are those of the source, not of the language in between
            text = decoder.decode(decoder.translate([decoder.encode(tags.strip(text))], Search(beam=1))[0][0].pieces)
        return completion.complete(
            self.decoders[-1],
            text,
            prefix,
            terms=terms,
            alternatives=alternatives,
            cancelled=cancelled,
        )

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[Score]:
        """See `Engine.score`."""
        if len(self.route) > 1 or not pairs:
            return []
        decoder = self.decoders[0]
        scored = decoder.score(
            [decoder.encode(tags.strip(source)) for source, _ in pairs],
            [decoder.encode(tags.strip(target)) for _, target in pairs],
        )
        return [Score(sum(value for _, value in pieces) / max(1, len(pieces)), tuple(pieces)) for pieces in scored]

    def _translate(
        self, requests: Sequence[DraftRequest], cancelled: Cancelled | None
    ) -> Iterator[list[tuple[int, Draft]]]:
        pipeline = Pipeline(self.decoders, self.source_language, self.target_language, self.beam)
        yield from pipeline.run(requests, cancelled)
