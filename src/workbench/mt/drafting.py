"""The frame around every engine's drafting: ask the cache, decode each distinct request once, keep what is finished.

An engine (a `Drafter`) turns distinct requests into drafts, batch by batch; this module does what all engines do alike, so
that a killed run resumes where it was and a repeated one costs nothing.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from workbench.model import Draft, DraftRequest
from workbench.mt.engine import Cancelled, DraftCache, Progress, draft_key

Translate = Callable[[Sequence[DraftRequest]], Iterable[Sequence[tuple[int, Draft]]]]
"""Distinct requests to batches of (index, draft); between batches the frame asks whether to go on."""


class Drafter(ABC):
    """An engine that can draft distinct requests, and so any."""

    def draft(
        self,
        requests: Sequence[DraftRequest],
        *,
        cache: DraftCache | None = None,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
    ) -> Iterator[tuple[int, Draft]]:
        """See `Engine.draft`."""

        def translate(distinct: Sequence[DraftRequest]) -> Iterator[Sequence[tuple[int, Draft]]]:
            return self._translate(distinct, cancelled)

        return run(requests, translate, cache=cache, progress=progress, cancelled=cancelled)

    @abstractmethod
    def _translate(
        self, requests: Sequence[DraftRequest], cancelled: Cancelled | None
    ) -> Iterator[Sequence[tuple[int, Draft]]]:
        """(index, draft) of distinct requests, as batches finish."""


def run(
    requests: Sequence[DraftRequest],
    translate: Translate,
    *,
    cache: DraftCache | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Iterator[tuple[int, Draft]]:
    """(index, draft) for every request: cached ones first, then as batches finish."""
    places: dict[str, list[int]] = {}
    for index, request in enumerate(requests):
        places.setdefault(draft_key(request), []).append(index)
    done = 0

    def hand_over(key: str, draft: Draft) -> Iterator[tuple[int, Draft]]:
        for index in places[key]:
            yield index, replace(draft, source=requests[index].source)

    cached = cache.get_many(list(places)) if cache is not None else {}
    for key, draft in cached.items():
        done += len(places[key])
        yield from hand_over(key, replace(draft, cached=True))
    if progress is not None:
        progress(done, len(requests))

    keys = [key for key in places if key not in cached]
    if not keys or (cancelled is not None and cancelled()):
        return
    for batch in translate([requests[places[key][0]] for key in keys]):
        finished = {keys[index]: draft for index, draft in batch}
        if cache is not None and finished:
            cache.put_many(finished)
        for key, draft in finished.items():
            done += len(places[key])
            yield from hand_over(key, draft)
        if progress is not None:
            progress(done, len(requests))
        if cancelled is not None and cancelled():
            return
