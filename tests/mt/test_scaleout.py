"""Drafting on a Ray cluster: the same drafts as without, nothing lost or doubled when a worker is killed."""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.errors import UsageError
from workbench.model import DraftRequest
from workbench.mt import argos, scaleout
from workbench.mt.engine import MemoryCache

pytestmark = pytest.mark.ray

WORDS = ["전쟁", "경제", "안보", "위기", "정책", "성장", "물가", "금리", "수출", "투자", "예산", "기업"]


@pytest.fixture
def engine(installed_models: Path) -> Iterator[scaleout.RayEngine]:
    pytest.importorskip("ray")
    engine = scaleout.open_engine("ko", "en", address="local", workers=2)
    yield engine
    engine.close()


def test_a_killed_worker_costs_no_draft_and_doubles_none(engine: scaleout.RayEngine) -> None:
    import ray

    requests = [DraftRequest(f"{a} {b} {c}.") for a in WORDS for b in WORDS for c in WORDS]
    cache = MemoryCache()
    process = ray.get(engine.actors[0].process_id.remote())
    drafts: list[tuple[int, str]] = []
    for index, draft in engine.draft(requests, cache=cache):
        if not drafts:
            os.kill(process, signal.SIGKILL)
        drafts.append((index, draft.target))
    assert Counter(index for index, _ in drafts) == Counter(range(len(requests)))
    assert len(cache.drafts) == len(requests)
    local = dict(argos.open_engine("ko", "en").draft(requests[:50]))
    assert [dict(drafts)[index] for index in range(50)] == [local[index].target for index in range(50)]


def test_the_cache_serves_both_engines(engine: scaleout.RayEngine) -> None:
    assert engine.signature == argos.open_engine("ko", "en").signature


def test_a_worker_without_the_package_gets_it_sent(
    installed_models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (package,) = argos.open_engine("ko", "en").route
    content = {package.name: scaleout._content(package)}
    monkeypatch.setattr(scaleout, "_fetched", lambda sent: content)
    elsewhere = replace(package, path=tmp_path / "not here" / package.name)
    worker = scaleout._Worker([elsewhere], "ko", "en", 4)
    assert [draft.target for draft in worker.draft([DraftRequest("전쟁.")], [])] == ["war."]


def test_without_ray_the_hint_says_what_to_install(installed_models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "ray", None)
    with pytest.raises(UsageError, match=r"Ray is not installed; pip install 'translation-workbench\[ray\]'"):
        scaleout.open_engine("ko", "en")
