"""Fragments: stored segments inside a text that nothing stored is near to."""

from memory.samples import ja, ko


def offered(matches):
    return [(match.unit.source, match.target, match.kind) for match in matches]


def test_the_longest_stored_pieces_are_given_and_do_not_overlap(memory):
    memory.add(
        [
            ko("완충국가", "buffer state"),
            ko("완충국가의 선택", "a buffer state's choice"),
            ko("국가", "state"),
            ko("핵심 이익", "core interests"),
        ]
    )
    text = "결국 완충국가의 선택은 자신의 핵심 이익을 어디에 두느냐에 달려 있다."
    assert offered(memory.find(text, "ko", "en", fragments=True)) == [
        ("완충국가의 선택", "a buffer state's choice", "fragment"),
        ("핵심 이익", "core interests", "fragment"),
    ]
    assert memory.find(text, "ko", "en") == []


def test_korean_fragments_begin_at_a_word_japanese_ones_anywhere(memory):
    memory.add([ko("충국", "nonsense"), ja("緩衝地帯", "buffer zone")])
    assert memory.fragments("우리의 완충국가는 작다", "ko", "en") == []
    assert offered(memory.fragments("かつての緩衝地帯は消えた。", "ja", "en")) == [
        ("緩衝地帯", "buffer zone", "fragment")
    ]


def test_a_fragment_may_stand_in_brackets_or_quotes(memory):
    memory.add([ko("핵심 이익", "core interests")])
    assert len(memory.fragments("이른바 ‘핵심 이익’(核心利益)을 위해", "ko", "en")) == 1


def test_the_score_is_the_share_of_the_text_and_a_fragment_is_never_the_whole(memory):
    memory.add([ja("核の傘", "nuclear umbrella"), ja("核の傘の下", "under the nuclear umbrella")])
    (match,) = memory.fragments("核の傘の下", "ja", "en")
    assert (match.unit.source, match.score) == ("核の傘", 60)


def test_of_several_translations_the_last_changed_is_given(memory):
    memory.add([ko("동맹", "league", changed="20250101T000000Z"), ko("동맹", "alliance", changed="20260101T000000Z")])
    assert [match.target for match in memory.fragments("동맹 비용", "ko", "en")] == ["alliance"]


def test_other_languages_and_deleted_units_do_not_count(memory):
    memory.add([ja("国家", "state"), ko("국가", "state")])
    memory.remove([ko("국가", "state")])
    assert memory.fragments("국가 이익", "ko", "en") == []
    assert memory.fragments("国家利益", "ko", "en") == []
