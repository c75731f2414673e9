"""From request to draft: marks, bare segments, long ones, loops, numbers, twins, two models in a row."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from workbench.model import Draft, DraftRequest
from workbench.mt import confidence
from workbench.mt.argos import ArgosEngine, open_engine


@pytest.fixture
def engine(installed_models: Path) -> ArgosEngine:
    return open_engine("ko", "en", threads=1)


def draft(engine: ArgosEngine, *sources: str) -> list[Draft]:
    made = dict(engine.draft([DraftRequest(source) for source in sources]))
    return [made[place] for place in range(len(sources))]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("⟦1⟧우크라이나⟦/1⟧ 전쟁은 끼인 국가⟦2/⟧의 위기이다.", "⟦1⟧Ukraine⟦/1⟧ war sandwiched state⟦2/⟧ of crisis is."),
        ("경제 정책 (https://example.org/a_b?x=1) 협력", "economy policy (https://example.org/a_b?x=1) cooperation"),
        ("경제 정책¹은 중요하다.", "economy policy¹ matters."),
        ("¹ 경제 정책", "¹ economy policy"),
        ("⟦1/⟧", "⟦1/⟧"),
        ("2024. 5. 1.", "2024. 5. 1."),
        ("https://example.org", "https://example.org"),
        ("경제 data_file.txt", "economy data_file.txt"),
    ],
)
def test_what_must_survive_does(engine: ArgosEngine, source: str, target: str) -> None:
    assert [one.target for one in draft(engine, source)] == [target]


def test_a_long_segment_is_decoded_in_parts_and_loses_nothing(
    engine: ArgosEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.mt.pipeline.MAX_PIECES", 8)
    (made,) = draft(engine, "우크라이나 전쟁은 ⟦1⟧위기⟦/1⟧이다. 러시아와 중국은 협력한다, 한국 경제는 중요하다.⟦2/⟧")
    assert made.target == "Ukraine war ⟦1⟧crisis⟦/1⟧ is. Russia and China cooperation does, Korea economy matters.⟦2/⟧"


def test_a_loop_is_decoded_again_under_constraints(engine: ArgosEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    # This model repeats only what its source repeats; told that the source does not, the rescue has to act.
    loop = confidence.loop
    monkeypatch.setattr(confidence, "loop", lambda text: None if "전쟁" in text else loop(text))
    (made,) = draft(engine, "전쟁 전쟁 전쟁 전쟁 전쟁 전쟁")
    assert made.target.startswith("war ")
    assert loop(made.target) is None


def test_what_no_constraint_rescues_is_left_empty_with_the_reason(engine: ArgosEngine) -> None:
    (made,) = draft(engine, "미지의 낱말이 여럿 나온다")
    assert (made.target, made.confidence) == ("", 0)
    assert [found.message for found in made.findings] == [
        "no usable draft: the model left the source as it was ('미지 of 낱말 여럿 나온다')"
    ]


def test_different_sources_with_the_same_draft_are_suspicious(engine: ArgosEngine) -> None:
    first, second = draft(engine, "국가의 안보 위기", "정부의 안보 위기")
    assert first.target.replace("state", "government") == second.target.replace("state", "government")
    same = draft(engine, "우크라이나 전쟁은 위기이다.", "우크라이나 전쟁이 위기이다.")
    assert [found.check for one in same for found in one.findings] == ["same"]


def test_two_models_in_a_row_translate_through_the_language_between(installed_models: Path) -> None:
    # The dictionary model passes on what is English already, so that it can stand at either end.
    first = installed_models / "translate-ko_en-1_0"
    shutil.copytree(first, installed_models / "translate-ko_fr-1_0")
    shutil.copytree(first, installed_models / "translate-fr_en-1_0")
    shutil.rmtree(first)
    for source, target in (("ko", "fr"), ("fr", "en")):
        metadata = {"from_code": source, "to_code": target, "package_version": "1.0"}
        (installed_models / f"translate-{source}_{target}-1_0" / "metadata.json").write_text(json.dumps(metadata))
    engine = open_engine("ko", "en", threads=1)
    assert [package.target for package in engine.route] == ["fr", "en"]
    (made,) = draft(engine, "⟦1⟧우크라이나 전쟁⟦/1⟧.⟦2/⟧")
    assert made.target == "⟦1⟧Ukraine war⟦/1⟧.⟦2/⟧"
    assert [completion.text for completion in engine.complete("우크라이나 전쟁.", "Ukraine ")] == ["Ukraine war."]
    assert engine.score([("전쟁", "war")]) == []
