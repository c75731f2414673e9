"""What a weak learnt model does to the engine: loops, inventions, lost numbers, terms it has never seen.

`learned-ko_en.argosmodel` was made by `python -m training small` from what this project wrote itself (CC0) and reads both
languages. Its drafts are bad in the ways real ones are, which the word-for-word model's never are: what matters here is that
none of them passes for good.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.model import Draft, DraftRequest, TermHit
from workbench.mt import confidence, packages
from workbench.mt.argos import ArgosEngine, open_engine

PACKAGE = Path(__file__).with_name("learned-ko_en.argosmodel")

Open = Callable[[str], ArgosEngine]

SENTENCES = {
    "ko": (
        "정부는 2026년 3월 17일 반도체 공급망 대책을 발표했다.", "한국은행은 기준금리를 연 2.75%로 0.25%포인트 내렸다.",
        "수출은 1억4600만 달러로 지난해보다 12.4% 줄었다.", "그러나 위원회는 아직 결론을 내리지 않았다.",
        "끼인 국가는 두 강대국 사이에서 선택을 미룰 수 없다.", "자세한 내용은 https://example.org/ko 를 보라.",
        "그는 “협상은 끝난 것이 아니라 이제 시작된 것”이라고 말했다.", "에너지 정책", "예산안은 본회의에서 부결되었다.",
        "인구는 20년 뒤 4,500만 명 아래로 떨어질 것으로 보인다.", "동맹의 신뢰는 하루아침에 쌓이지 않는다.",
        "조사에 응한 기업 340곳 가운데 210곳이 원자재를 구하지 못했다고 답했다.",
    ),
    "ja": (
        "政府は2026年3月17日、半導体の供給網対策を発表した。", "日本銀行は政策金利を0.25ポイント引き上げた。",
        "輸出は1億4600万ドルで、前年より12.4%減った。", "しかし委員会はまだ結論を出していない。",
        "緩衝地帯の崩壊は、一日で訪れたのではない。", "詳しくはhttps://example.org/ja を参照されたい。",
        "彼は「交渉は終わったのではなく、始まったばかりだ」と述べた。", "エネルギー政策", "予算案は本会議で否決された。",
        "人口は20年後に4,500万人を下回ると見られる。", "同盟の信頼は一朝一夕には築かれない。",
        "調査に応じた企業340社のうち210社が、原材料を確保できなかったと答えた。",
    ),
}  # fmt: skip


@pytest.fixture
def learned(tmp_path: Path, no_models: Path) -> Open:
    """Opens the learnt model for Korean, or for Japanese under a copy of the package that says so."""

    def open_for(language: str) -> ArgosEngine:
        packages.install(PACKAGE if language == "ko" else _for_japanese(tmp_path / "learned-ja_en.argosmodel"))
        return open_engine(language, "en", threads=1)

    return open_for


def _for_japanese(path: Path) -> Path:
    with zipfile.ZipFile(PACKAGE) as korean, zipfile.ZipFile(path, "w") as japanese:
        for member in korean.namelist():
            content = korean.read(member)
            if member.endswith("/metadata.json"):
                content = json.dumps(json.loads(content) | {"from_code": "ja", "from_name": "Japanese"}).encode()
            japanese.writestr(member.replace("translate-ko_en", "translate-ja_en"), content)
    return path


def drafts(engine: ArgosEngine, sentences: tuple[str, ...]) -> list[Draft]:
    return [
        draft for _, draft in sorted(engine.draft([DraftRequest(each) for each in sentences]), key=lambda pair: pair[0])
    ]


def test_the_fixture_is_small_and_says_what_it_is() -> None:
    assert PACKAGE.stat().st_size < 3_000_000
    with zipfile.ZipFile(PACKAGE) as archive:
        texts = {Path(name).name: archive.read(name) for name in archive.namelist()}
    assert texts["LICENSE"].startswith(b"CC0 1.0\n")
    assert json.loads(texts["provenance.json"])["licences"] == "permissive"


@pytest.mark.parametrize("language", ["ko", "ja"])
def test_no_bad_draft_passes_for_a_good_one(learned: Open, language: str) -> None:
    made = drafts(learned(language), SENTENCES[language])
    for draft in made:
        assert confidence.loop(draft.target) is None, draft
        assert not draft.target or not confidence.is_degenerate(draft.source, draft.target, language), draft
        assert draft.target or draft.findings, "an empty draft gives its reason"
        lost = confidence.assess(draft.source, draft.target, None, language).findings
        assert {each.check for each in lost if each.check in ("numbers", "names")} <= {f.check for f in draft.findings}
    assert max(draft.confidence for draft in made if len(draft.source) > 12) < 70


@pytest.mark.parametrize("language", ["ko", "ja"])
def test_an_address_arrives_whole_whatever_the_model_makes_of_the_rest(learned: Open, language: str) -> None:
    (draft,) = drafts(learned(language), SENTENCES[language][5:6])
    assert f"https://example.org/{language}" in draft.target or "names" in {f.check for f in draft.findings}


@pytest.mark.parametrize(
    ("language", "source", "term", "target"),
    [
        ("ko", SENTENCES["ko"][4], "끼인 국가", "in-between state"),
        ("ja", SENTENCES["ja"][4], "緩衝地帯", "buffer zone"),
    ],
)
def test_a_term_is_in_the_draft_or_in_its_findings(
    learned: Open, language: str, source: str, term: str, target: str
) -> None:
    start = source.index(term)
    request = DraftRequest(source, (TermHit(start, start + len(term), term, "exact", (target,)),))
    ((_, draft),) = learned(language).draft([request])
    assert draft.terms_step != "already"
    if draft.terms_step == "missed":
        assert "terms" in {finding.check for finding in draft.findings}
    else:
        assert target in draft.target.casefold()


def test_a_completion_goes_on_from_what_is_typed(learned: Open) -> None:
    engine = learned("ko")
    typed = "On March 17, 2026, the gov"
    found = engine.complete(SENTENCES["ko"][0], typed, alternatives=3)
    assert found
    assert [one.text for one in found] == [typed + one.continuation for one in found]
    assert len({one.text for one in found}) == len(found)
