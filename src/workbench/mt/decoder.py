"""One loaded model: batches of pieces in, hypotheses with their probability and attention out.

The unit of speed is the token batch: all texts, sorted by length, in batches of about a thousand padded tokens, one batch a
core (weights are shared between the threads of one process). That is 2.5 times the sentences per CPU-second of
decoding them one by one, with the same text coming out.
"""

from __future__ import annotations

import json
import os
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from typing import Any

from workbench.errors import ModelError
from workbench.mt.engine import Cancelled
from workbench.mt.heads import aligned_files
from workbench.mt.packages import Package
from workbench.mt.tokens import Tokenizer, open_tokenizer

LENGTH_PENALTY = 0.2
"""Argos's own, so that drafts equal what its other programs write."""

BATCH_TOKENS = 768
"""Padded source pieces in a batch: beyond this a batch costs memory (some 150 MB a core) and gains next to nothing."""

MAX_OUTPUT = 256
"""Pieces a draft may have, as argostranslate's; only loops come near it, because long sources are split before."""

_PATIENCE = 0.002
"""Seconds between two looks at whether a completion is done or no longer wanted."""

Pieces = list[str]


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One translation of a source.

    Attributes:
        pieces: The target's pieces, a forced prefix included.
        mean: Log-probability of the average piece (natural logarithm), the end piece counted.
        attention: For each target piece the weight of every source piece; empty when it was not asked for.
    """

    pieces: Pieces
    mean: float
    attention: Sequence[Sequence[float]] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Search:
    """How to search: beam width, hypotheses wanted, and the constraints of CTranslate2's `translate_batch`."""

    beam: int = 4
    hypotheses: int = 1
    attention: bool = False
    alternatives: bool = False
    no_repeat_ngram_size: int = 0
    repetition_penalty: float = 1.0
    suppress: tuple[tuple[str, ...], ...] = ()
    max_output: int = MAX_OUTPUT
    min_alternative_probability: float = 0.0


class Decoder:
    """A package's model and tokenizer, ready to translate; several threads may ask at once.

    Args:
        package: What to load.
        threads: Batches decoded at the same time, one core each; 0 takes every core this process may use.
        batch_tokens: Padded source pieces in a batch.

    Raises:
        ModelError: The model cannot be loaded.
    """

    def __init__(self, package: Package, *, threads: int = 0, batch_tokens: int = BATCH_TOKENS) -> None:
        import ctranslate2

        self.package = package
        self.threads = threads or len(os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(2))
        self.batch_tokens = batch_tokens
        self.tokenizer: Tokenizer = open_tokenizer(package)
        try:
            self._model: Any = ctranslate2.Translator(
                str(package.model),
                compute_type="int8",
                inter_threads=self.threads,
                intra_threads=1,
                files=aligned_files(package.model),
            )
        except (RuntimeError, ValueError, OSError) as error:
            raise ModelError(
                f"the model cannot be loaded ({str(error).splitlines()[0]})",
                path=package.model,
                hint="install the package again",
            ) from error

    def encode(self, text: str) -> Pieces:
        """The source pieces of a text."""
        return self.tokenizer.encode(text)

    def decode(self, pieces: Sequence[str]) -> str:
        """The text of target pieces."""
        prefix = self.package.target_prefix
        return self.tokenizer.decode([piece for piece in pieces if piece != prefix] if prefix else list(pieces))

    def knows(self, pieces: Sequence[str]) -> bool:
        """Whether the model can write all of these pieces."""
        return bool(pieces) and self._vocabulary.issuperset(pieces)

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        for name in ("target_vocabulary", "shared_vocabulary"):
            for suffix in (".json", ".txt"):
                file = self.package.model / f"{name}{suffix}"
                if file.is_file():
                    text = file.read_text("utf-8")
                    return frozenset(json.loads(text) if suffix == ".json" else text.split("\n"))
        return frozenset()

    def stream(
        self, sources: Sequence[Pieces], searches: Sequence[Search], cancelled: Cancelled | None = None
    ) -> Iterator[tuple[list[int], list[list[Hypothesis]]]]:
        """(indices, their hypotheses) of one batch after another: search by search, of each the longest sources first.

        A beam search goes on until as many hypotheses as it is wide have ended, and now and then one never does; so it is
        stopped at a length that translations hardly reach (`usual_length`). Where the best hypothesis was cut by that,
        the source is decoded once more at the end, and that time to any length.
        """
        limited = [
            replace(search, max_output=min(usual_length(len(source)), search.max_output))
            for source, search in zip(sources, searches, strict=True)
        ]
        unended: list[int] = []
        for batch, search, found in self._batches(sources, range(len(sources)), limited, cancelled):
            cut = [place for place, one in enumerate(found) if len(one[0].pieces) >= search.max_output]
            unended += [batch[place] for place in cut]
            ended = [place for place in range(len(batch)) if place not in cut]
            yield (
                [batch[place] for place in ended],
                [[one for one in found[place] if len(one.pieces) < search.max_output] for place in ended],
            )
        for batch, _, found in self._batches(sources, unended, searches, cancelled):
            yield batch, found

    def _batches(
        self,
        sources: Sequence[Pieces],
        places: Sequence[int],
        searches: Sequence[Search],
        cancelled: Cancelled | None,
    ) -> Iterator[tuple[list[int], Search, list[list[Hypothesis]]]]:
        """(indices, how they were searched, hypotheses) of each batch; the next ones decode while one is handed over.

        Searches that differ only in the length they may reach go together, and the first of a batch, the longest, decides.
        """
        groups: dict[Search, list[int]] = {}
        for place in places:
            groups.setdefault(replace(searches[place], max_output=0), []).append(place)
        batches = iter(
            [group[number] for number in batch]
            for group in groups.values()
            for batch in token_batches([len(sources[place]) for place in group], self.batch_tokens)
        )
        under_way: deque[tuple[list[int], Search, list[Any]]] = deque()

        def submit(count: int) -> None:
            for batch in islice(batches, count):
                search = searches[batch[0]]
                under_way.append((batch, search, self._submit([sources[place] for place in batch], search)))

        submit(self.threads + 1)
        while under_way:
            if cancelled is not None and cancelled():
                return
            batch, search, promises = under_way.popleft()
            results = [promise.result() for promise in promises]
            submit(1)
            yield batch, search, [self._hypotheses(result, search) for result in results]

    def translate_all(self, sources: Sequence[Pieces], searches: Sequence[Search]) -> list[list[Hypothesis]]:
        """The hypotheses of each source, best first, in batches."""
        found = {
            index: one
            for batch, hypotheses in self.stream(sources, searches)
            for index, one in zip(batch, hypotheses, strict=True)
        }
        return [found[index] for index in range(len(sources))]

    def translate(
        self,
        sources: Sequence[Pieces],
        search: Search,
        prefixes: Sequence[Pieces] | None = None,
        *,
        cancelled: Cancelled | None = None,
    ) -> list[list[Hypothesis]]:
        """The hypotheses of each source, best first, each beginning with its prefix where one is given.

        Empty when `cancelled` became true meanwhile; what was begun is finished in the background and dropped.
        """
        if not sources or (cancelled is not None and cancelled()):
            return []
        promises = self._submit(sources, search, prefixes, self._shared(map(len, sources)))
        while cancelled is not None and not all(promise.done() for promise in promises):
            if cancelled():
                return []
            time.sleep(_PATIENCE)
        return [self._hypotheses(promise.result(), search) for promise in promises]

    def complete_all(
        self, sources: Sequence[Pieces], prefixes: Sequence[Pieces], limits: Sequence[int]
    ) -> list[Hypothesis]:
        """The likeliest completion of each prefix, greedily, at most as many pieces as its limit (or a like one's).

        Those of like limits are decoded together: one that runs on holds up only its own batch. Prefixes are written
        piece by piece; taken in one go (`alternatives`) each sentence would be decoded by itself, at up to twice the cost.
        """
        search = Search(beam=1, attention=True)
        under_way = []
        for batch in token_batches(limits, self._shared(limits)):
            promises = self._submit(
                [sources[place] for place in batch],
                replace(search, max_output=limits[batch[0]]),
                [prefixes[place] for place in batch],
            )
            under_way.append((batch, promises))
        found = {
            place: self._hypotheses(promise.result(), search)[0]
            for batch, promises in under_way
            for place, promise in zip(batch, promises, strict=True)
        }
        return [found[place] for place in range(len(sources))]

    def means(self, sources: Sequence[Pieces], targets: Sequence[Pieces]) -> list[float]:
        """The log-probability of each target's average piece given its source."""
        if not sources:
            return []
        return [sum(value for _, value in pieces) / max(1, len(pieces)) for pieces in self.score(sources, targets)]

    def score(self, sources: Sequence[Pieces], targets: Sequence[Pieces]) -> list[list[tuple[str, float]]]:
        """Each target's pieces (end piece included) with their log-probability given its source."""
        forced = [self.package.target_prefix] if self.package.target_prefix else []
        results = self._model.score_batch(
            list(sources),
            [[*forced, *target] for target in targets],
            max_batch_size=self._shared(map(len, targets)),
            batch_type="tokens",
            offset=len(forced),
        )
        return [list(zip(result.tokens, result.log_probs, strict=False)) for result in results]

    def _shared(self, lengths: Iterable[int]) -> int:
        """Padded pieces in a batch, if each core is to have its share of a few texts that together would fill one batch."""
        lengths = list(lengths)
        longest = max(lengths, default=0)
        return max(longest, min(self.batch_tokens, -(-longest * len(lengths) // self.threads)))

    def _submit(
        self, sources: Sequence[Pieces], search: Search, prefixes: Sequence[Pieces] | None = None, size: int = 0
    ) -> list[Any]:
        forced = [self.package.target_prefix] if self.package.target_prefix else []
        targets = [[*forced, *prefix] for prefix in prefixes or [[]] * len(sources)]
        promises: list[Any] = self._model.translate_batch(
            list(sources),
            target_prefix=targets if any(targets) else None,
            max_batch_size=size or self.batch_tokens,
            batch_type="tokens",
            asynchronous=True,
            beam_size=max(search.beam, 1 if search.alternatives else search.hypotheses),
            num_hypotheses=search.hypotheses,
            length_penalty=LENGTH_PENALTY,
            repetition_penalty=search.repetition_penalty,
            no_repeat_ngram_size=search.no_repeat_ngram_size,
            suppress_sequences=[list(sequence) for sequence in search.suppress] or None,
            max_decoding_length=search.max_output + len(forced),
            return_scores=True,
            return_attention=search.attention,
            return_alternatives=search.alternatives,
            min_alternative_expansion_prob=search.min_alternative_probability,
            replace_unknowns=True,
        )
        return promises

    def _hypotheses(self, result: Any, search: Search) -> list[Hypothesis]:
        skip = 1 if self.package.target_prefix else 0
        attention = result.attention or [()] * len(result.hypotheses)
        found = []
        for pieces, score, weights in zip(result.hypotheses, result.scores, attention, strict=True):
            length = len(pieces) + 1
            mean = score * length**LENGTH_PENALTY / length
            found.append(Hypothesis(pieces[skip:], mean, weights[skip:]))
        return found


def usual_length(source: int) -> int:
    """Target pieces that a source of so many hardly ever needs; none of our own papers' paragraphs does."""
    return source + source // 2 + 16


def token_batches(lengths: Sequence[int], size: int) -> list[list[int]]:
    """Indices in batches of at most `size` padded tokens, the longest first; a longer text has a batch of its own.

    Longest first keeps every core busy to the end: what comes last is short.
    """
    batches: list[list[int]] = []
    for index in sorted(range(len(lengths)), key=lambda index: (-lengths[index], index)):
        longest = lengths[batches[-1][0]] if batches else 0
        if not batches or longest * (len(batches[-1]) + 1) > size:
            batches.append([])
        batches[-1].append(index)
    return batches


def compute_types() -> tuple[str, ...]:
    """The number formats this processor decodes in (`int8`, `float32` …)."""
    import ctranslate2

    return tuple(sorted(ctranslate2.get_supported_compute_types("cpu")))
