"""Drafting with a real CTranslate2 model: the word-for-word dictionary package of `tests/dictionary_model.py`."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.errors import NoModelError
from workbench.model import DraftRequest
from workbench.mt.argos import ArgosEngine, open_engine
from workbench.mt.engine import Engine, MemoryCache
from workbench.mt.engine import open_engine as open_any


@pytest.fixture
def korean(installed_models: Path) -> ArgosEngine:
    return open_engine("ko", "en", threads=1)


@pytest.mark.parametrize(
    ("language", "source", "target"),
    [
        ("ko", "우크라이나 전쟁은 끼인 국가의 위기이다.", "Ukraine war sandwiched state of crisis is."),
        ("ja", "緩衝地帯とロシアの戦争。", "buffer zone and Russia of war."),
    ],
)
def test_a_package_of_each_language_drafts(installed_models: Path, language: str, source: str, target: str) -> None:
    engine = open_engine(language, "en", threads=1)
    assert [draft.target for _, draft in engine.draft([DraftRequest(source)])] == [target]


def test_the_engine_is_found_by_its_entry_point(installed_models: Path) -> None:
    engine = open_any("argos", "ko", "en", beam=2)
    assert isinstance(engine, Engine)
    assert "|beam:2|" in engine.signature


def test_no_package_is_one_sentence_with_the_command_that_helps(no_models: Path) -> None:
    with pytest.raises(NoModelError, match=r"no model is installed for ko → en; `workbench models install ko en`"):
        open_engine("ko", "en")


def test_equal_sources_are_decoded_once_and_each_gets_its_draft(korean: ArgosEngine) -> None:
    cache = MemoryCache()
    sources = ["한국 경제.", "전쟁.", "한국  경제.", "전쟁."]
    drafts = dict(korean.draft([DraftRequest(source) for source in sources], cache=cache))
    assert [drafts[index].target for index in range(4)] == ["Korea economy.", "war.", "Korea economy.", "war."]
    assert [drafts[index].source for index in range(4)] == sources
    assert len(cache.drafts) == 2


def test_a_repeated_run_takes_everything_from_the_cache(korean: ArgosEngine) -> None:
    cache = MemoryCache()
    requests = [DraftRequest("전쟁."), DraftRequest("경제.")]
    first = dict(korean.draft(requests, cache=cache))
    again = open_engine("ko", "en")
    second = dict(again.draft(requests, cache=cache))
    assert [draft.target for _, draft in sorted(second.items())] == [draft.target for _, draft in sorted(first.items())]
    assert all(draft.cached for draft in second.values())
    assert "decoders" not in vars(again), "a run that finds everything in the cache loads no model"


def test_cancelling_keeps_what_is_finished(korean: ArgosEngine) -> None:
    words = ["전쟁", "경제", "안보", "위기", "정책", "성장", "물가", "금리"]
    requests = [DraftRequest(f"{one} {other}.") for one in words for other in words]
    small = ArgosEngine(korean.route, "ko", "en", threads=1, batch_tokens=32)
    cache = MemoryCache()
    seen: list[tuple[int, int]] = []
    drafts = list(
        small.draft(
            requests, cache=cache, progress=lambda *done: seen.append(done), cancelled=lambda: len(cache.drafts) >= 16
        )
    )
    assert 16 <= len(drafts) < len(requests)
    assert len(cache.drafts) == len(drafts) == seen[-1][0]
    rest = dict(small.draft(requests, cache=cache))
    assert sorted(rest) == list(range(64))
