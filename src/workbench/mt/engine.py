"""What an engine is: drafts for segments, completions of a begun target, scores of a pair.

Everything outside this room talks to an engine through these protocols and plain model values. Engines are found by
entry point (group `workbench.engines`), so that a colleague's engine is one installed package away. The cache of drafts
is the caller's: the store keeps it in the project's file, a test keeps it in a dictionary.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from workbench.errors import UsageError
from workbench.model import Draft, DraftRequest, TermHit
from workbench.text import normal, tags

GROUP = "workbench.engines"

Progress = Callable[[int, int], None]
"""Called with (segments done, segments in all) whenever a batch is finished."""

Cancelled = Callable[[], bool]
"""Asked between batches; true stops the work with what is done."""


@dataclass(frozen=True, slots=True)
class Completion:
    """One way to go on: `text` is the whole target, prefix included; `continuation` what comes after the prefix.

    `score` is the probability of the continuation's average token, 0–100.
    """

    text: str
    continuation: str
    score: int


@dataclass(frozen=True, slots=True)
class Score:
    """How likely a model finds a target for a source.

    `mean` is the log-probability of the average token (natural logarithm, ≤ 0); `tokens` holds each token with its own,
    so that the least likely word can be shown.
    """

    mean: float
    tokens: tuple[tuple[str, float], ...] = ()


class DraftCache(Protocol):
    """Drafts by key (`draft_key`), for one engine signature."""

    def get_many(self, keys: Sequence[str]) -> dict[str, Draft]:
        """The drafts that are there, by key."""

    def put_many(self, drafts: Mapping[str, Draft]) -> None:
        """Keep the drafts; writing the same key again changes nothing that matters."""


@runtime_checkable
class Engine(Protocol):
    """A machine translation engine for one language pair."""

    @property
    def signature(self) -> str:
        """One line that names everything a draft depends on (engine, model digest, beam …): the cache's identity."""

    def draft(
        self,
        requests: Sequence[DraftRequest],
        *,
        cache: DraftCache | None = None,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
    ) -> Iterator[tuple[int, Draft]]:
        """(index of the request, its draft), as batches finish: cached ones first, each distinct request decoded once.

        Every finished batch is put into the cache before its drafts are yielded, so that a killed run loses one batch
        at most.
        """

    def complete(
        self,
        source: str,
        prefix: str,
        *,
        terms: Sequence[TermHit] = (),
        alternatives: int = 1,
        cancelled: Cancelled | None = None,
    ) -> list[Completion]:
        """The best ways to finish a target that begins with `prefix`, best first; empty when cancelled or unable."""

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[Score]:
        """How likely the model finds each (source, target); empty for an engine that cannot tell."""


def open_engine(name: str, source_language: str, target_language: str, **options: object) -> Engine:
    """The engine of that name for a language pair.

    Raises:
        UsageError: No engine of that name is installed.
        NoModelError: The engine has no model for the pair.
    """
    from importlib.metadata import entry_points

    found = {point.name: point for point in entry_points(group=GROUP)}
    if name not in found:
        raise UsageError(f"there is no engine '{name}'", hint=f"installed are: {', '.join(sorted(found)) or 'none'}")
    engine: Engine = found[name].load()(source_language, target_language, **options)
    return engine


def draft_key(request: DraftRequest) -> str:
    """The key of a request in the cache: its match key, and a digest of its terms and tags where it has any."""
    key = normal.match_key(request.source)
    marks = "".join(
        f"{mark}@{len(tags.strip(request.source[: request.source.index(mark)]))} "
        for mark in tags.marks(request.source)
    )
    terms = " ".join(
        f"{hit.start}-{hit.end}:{'|'.join(hit.targets)}!{'|'.join(hit.forbidden)}" for hit in request.terms
    )
    if not marks and not terms:
        return key
    return f"{key}\x1f{hashlib.sha256(f'{marks}{terms}'.encode()).hexdigest()[:16]}"


@dataclass(slots=True)
class MemoryCache:
    """A draft cache that lasts as long as the process: for the editor's session and for tests."""

    drafts: dict[str, Draft] = field(default_factory=dict)

    def get_many(self, keys: Sequence[str]) -> dict[str, Draft]:
        """The drafts that are there, by key."""
        return {key: self.drafts[key] for key in keys if key in self.drafts}

    def put_many(self, drafts: Mapping[str, Draft]) -> None:
        """Keep the drafts."""
        self.drafts.update(drafts)
