"""What only the whole document shows: one source in two translations, one name in two spellings."""

from __future__ import annotations

from workbench.checks import CheckInput, run_document
from workbench.model import Finding, Status


def found(
    pairs: list[tuple[str, str]], check: str, language: str = "ko", status: Status = Status.CONFIRMED
) -> list[Finding]:
    segments = [
        CheckInput(source, target, language, "en", status=status, segment_id=place)
        for place, (source, target) in enumerate(pairs)
    ]
    return [finding for finding in run_document(segments) if finding.check == check]


def test_one_source_in_two_translations_is_shown_at_both_with_the_common_one_as_fix() -> None:
    pairs = [("맺음말", "Conclusion"), ("맺음말", "Conclusion"), ("바닷길", "Sea lanes"), ("맺음말", "Closing words")]
    findings = found(pairs, "inconsistent")
    assert [finding.segment_id for finding in findings] == [0, 1, 3]
    assert [finding.suggestion for finding in findings] == [None, None, "Conclusion"]


def test_two_translations_without_a_majority_have_no_fix() -> None:
    assert [finding.suggestion for finding in found([("맺음말", "Conclusion"), ("맺음말", "End")], "inconsistent")] == [
        None,
        None,
    ]


def test_width_and_spaces_make_no_other_source() -> None:
    assert len(found([("第１章　海", "Chapter 1: The Sea"), ("第1章 海", "Chapter 1: Sea")], "inconsistent", "ja")) == 2


def test_two_sources_in_one_translation_are_remarked_upon() -> None:
    findings = found(
        [("공급망의 복원력", "Supply chain resilience"), ("공급망의 회복력", "Supply chain resilience")], "same-target"
    )
    assert [finding.severity for finding in findings] == ["info", "info"]
    assert found([("예.", "Yes."), ("네.", "Yes.")], "same-target") == []


def test_spellings_of_one_name_are_found_and_the_common_one_is_the_fix() -> None:
    pairs = [
        ("윤해담 선임연구위원의 글", "An essay by Yun Hae-dam"),
        ("윤해담은 이렇게 썼다.", "Yun Hae-dam writes as follows."),
        ("윤해담에 따르면 그렇다.", "According to Yoon Hae-dam, it is so."),
        ("부산항을 떠났다.", "It left Busan."),
        ("부산에 닿았다.", "It reached Pusan."),
    ]
    assert [(finding.segment_id, finding.suggestion) for finding in found(pairs, "names")] == [(2, "Yun"), (4, "Busan")]


def test_long_vowels_and_the_order_of_names_are_seen() -> None:
    pairs = [
        ("篠宮遥の論考", "An essay by Haruka Shinomiya"),
        ("篠宮遥はこう述べた。", "In the words of Haruka Shinomiya, no."),
        ("篠宮遥へのインタビュー", "An interview with Shinomiya Haruka"),
        ("東京で開かれた。", "It was held in Tokyo."),
        ("東京は静かだ。", "All is quiet in Tōkyō."),
    ]
    messages = [finding.message for finding in found(pairs, "names", "ja")]
    assert messages == ["‘Tōkyō’ is ‘Tokyo’ elsewhere", "‘Shinomiya Haruka’ is ‘Haruka Shinomiya’ elsewhere"]


def test_alike_words_of_unlike_sources_are_no_spellings_of_one_name() -> None:
    pairs = [
        ("냉전이 끝났다.", "The Cold War ended."),
        ("금값이 올랐다.", "The price of Gold rose."),
        ("수출국", "Exports"),
        ("수출", "Export"),
    ]
    assert found(pairs, "names") == []


def test_an_empty_document_has_no_findings() -> None:
    assert list(run_document([])) == []
