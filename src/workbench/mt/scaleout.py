"""Drafting on a Ray cluster (optional extra `ray`): one model per actor, the same drafts and the same cache as without.

The driver deals out chunks of like length, at most two under way per actor, and is the only one that writes: a chunk that
comes twice after a worker died changes nothing, and a driver that dies resumes from the project's file. Actors
restart without limit and their unfinished chunks are done again. Workers that do not have the package get it sent.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from workbench.errors import ModelError, UsageError
from workbench.model import Draft, DraftRequest, TermHit
from workbench.mt import argos
from workbench.mt.argos import ArgosEngine
from workbench.mt.drafting import Drafter
from workbench.mt.engine import Cancelled, Completion, Score
from workbench.mt.packages import Package

CHUNK = 200
"""Requests in one task: a few seconds of decoding, so that a lost worker costs little."""

UNDER_WAY = 2
"""Chunks per actor: one being decoded, one waiting, so that no actor idles and none hoards."""

MOST_LOST = 20
"""Chunks given back by dead actors before the run is given up."""

_PATIENCE = 0.2


def open_engine(
    source_language: str, target_language: str, *, address: str = "local", workers: int = 0, beam: int = 4
) -> RayEngine:
    """The Argos engine of a language pair, its drafting spread over a Ray cluster.

    Args:
        source_language: BCP 47 code.
        target_language: BCP 47 code.
        address: `local` starts a cluster on this machine; else Ray's own (`auto`, `host:6379`, `ray://host:10001`).
        workers: Actors, each with one core; 0 takes all the cluster has.
        beam: Beam width.

    Raises:
        UsageError: Ray is not installed, or there is no cluster at the address.
        NoModelError: No package for the pair.
    """
    local = argos.open_engine(source_language, target_language, beam=beam)
    return RayEngine(local, _connect(address, workers), workers)


class RayEngine(Drafter):
    """An Argos engine whose drafting runs on the actors of a cluster; completion and scores stay on this machine."""

    def __init__(self, local: ArgosEngine, ray: Any, workers: int = 0) -> None:
        self._local = local
        self._ray = ray
        count = workers or max(1, int(ray.cluster_resources().get("CPU", 1)))
        # Held here for as long as an actor may have to be started again from it.
        self._files = ray.put({package.name: _content(package) for package in local.route})
        self.actors = [self._actor() for _ in range(count)]

    def _actor(self) -> Any:
        local = self._local
        actor = self._ray.remote(num_cpus=1, max_restarts=-1, max_task_retries=-1)(_Worker)
        return actor.remote(local.route, local.source_language, local.target_language, local.beam)

    @property
    def signature(self) -> str:
        """The local engine's: the same drafts come out, so that the cache serves both."""
        return self._local.signature

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
        return self._local.complete(source, prefix, terms=terms, alternatives=alternatives, cancelled=cancelled)

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[Score]:
        """See `Engine.score`."""
        return self._local.score(pairs)

    def close(self) -> None:
        """Leave the cluster; one that was started here ends."""
        self._ray.shutdown()

    def _translate(
        self, requests: Sequence[DraftRequest], cancelled: Cancelled | None
    ) -> Iterator[list[tuple[int, Draft]]]:
        order = sorted(range(len(requests)), key=lambda place: (-len(requests[place].source), place))
        chunks = deque(order[start : start + CHUNK] for start in range(0, len(order), CHUNK))
        under_way: dict[Any, tuple[Any, list[int]]] = {}

        def deal(actor: Any) -> None:
            if chunks:
                chunk = chunks.popleft()
                # The files go in a list, so that Ray hands on the reference: only a worker without them fetches them.
                promise = actor.draft.remote([requests[place] for place in chunk], [self._files])
                under_way[promise] = (actor, chunk)

        lost = 0
        for _ in range(UNDER_WAY):
            for actor in self.actors:
                deal(actor)
        while under_way:
            if cancelled is not None and cancelled():
                return
            ready, _ = self._ray.wait(list(under_way), num_returns=1, timeout=_PATIENCE)
            for promise in ready:
                actor, chunk = under_way.pop(promise)
                try:
                    drafts: list[Draft] = self._ray.get(promise)
                except self._ray.exceptions.RayActorError as error:
                    lost += 1
                    if lost > MOST_LOST:
                        raise ModelError(
                            "the Ray workers keep dying", hint="see Ray's logs; the drafts so far are kept"
                        ) from error
                    chunks.append(chunk)
                    actor = self._replaced(actor)
                    deal(actor)
                    continue
                deal(actor)
                yield list(zip(chunk, drafts, strict=True))

    def _replaced(self, dead: Any) -> Any:
        """The actor that took a dead one's place: Ray could not restart it by itself."""
        if dead not in self.actors:
            return self.actors[0]
        fresh = self._actor()
        self.actors[self.actors.index(dead)] = fresh
        return fresh


class _Worker:
    """What runs in an actor: the engine over the package there, or over a copy of the one that was sent."""

    def __init__(self, route: Sequence[Package], source_language: str, target_language: str, beam: int) -> None:
        self._route, self._pair, self._beam = list(route), (source_language, target_language), beam
        self._engine: ArgosEngine | None = None

    def draft(self, requests: Sequence[DraftRequest], sent: Sequence[Any]) -> list[Draft]:
        """The drafts, in order; `sent` is where the package's files can be had."""
        if self._engine is None:
            self._engine = ArgosEngine(self._packages(sent), *self._pair, beam=self._beam, threads=1)
        drafts = dict(self._engine.draft(requests))
        return [drafts[place] for place in range(len(requests))]

    def _packages(self, sent: Sequence[Any]) -> list[Package]:
        if all(package.path.is_dir() for package in self._route):
            return self._route
        self._scratch = TemporaryDirectory(prefix="workbench-model-")
        files = _fetched(sent)
        return [_unpack(package, files[package.name], Path(self._scratch.name)) for package in self._route]

    def process_id(self) -> int:
        return os.getpid()


def _connect(address: str, workers: int) -> Any:
    # Ray would otherwise try to rebuild the `uv run` environment on every worker.
    os.environ.setdefault("RAY_ENABLE_UV_RUN_RUNTIME_ENV", "0")
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    try:
        import ray
    except ImportError as error:
        raise UsageError("Ray is not installed", hint="pip install 'translation-workbench[ray]'") from error
    try:
        if address == "local":
            ray.init(num_cpus=workers or None, include_dashboard=False, log_to_driver=False, logging_level="error")
        else:
            ray.init(address=address, log_to_driver=False, logging_level="error")
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise UsageError(
            f"there is no Ray cluster at '{address}' ({str(error).splitlines()[0]})", hint="--ray local starts one here"
        ) from error
    return ray


def _content(package: Package) -> dict[str, bytes]:
    files = [*package.model.iterdir(), package.tokenizer, package.path / "metadata.json"]
    return {str(file.relative_to(package.path)): file.read_bytes() for file in files if file.is_file()}


def _fetched(sent: Sequence[Any]) -> Mapping[str, Mapping[str, bytes]]:
    import ray

    files: Mapping[str, Mapping[str, bytes]] = ray.get(sent[0])
    return files


def _unpack(package: Package, files: Mapping[str, bytes], scratch: Path) -> Package:
    folder = scratch / package.name
    for name, content in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return replace(package, path=folder)
