"""Concordance: pieces of any length and patterns, on either side, with their places."""

import random

import pytest

from memory.samples import ja, ko
from workbench.errors import UsageError
from workbench.memory import keys


def found(memory, text, **options):
    return [
        (
            hit.unit.source,
            [hit.unit.source[span.start : span.end] for span in hit.source_spans],
            [hit.unit.target[span.start : span.end] for span in hit.target_spans],
        )
        for hit in memory.concordance(text, **options)
    ]


@pytest.fixture(params=["tail", "folded"])
def filled(memory, request):
    memory.add(
        [
            ko("완충국가의 국경", "the border of a buffer state"),
            ja("緩 衝 地 帯（ＮＡＴＯ）", "The buffer zone (NATO)"),
            ko("핵심 이익", "core interests"),
            ja("核の傘", "nuclear umbrella"),
        ]
    )
    if request.param == "folded":
        memory.fold()
    return memory


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("국", [("완충국가의 국경", ["국", "국"], [])]),
        ("경", [("완충국가의 국경", ["경"], [])]),
        ("국가", [("완충국가의 국경", ["국가"], [])]),
        ("緩衝地帯", [("緩 衝 地 帯（ＮＡＴＯ）", ["緩 衝 地 帯"], [])]),
        ("nato", [("緩 衝 地 帯（ＮＡＴＯ）", ["ＮＡＴＯ"], ["NATO"])]),
        ("核", [("核の傘", ["核"], [])]),
        ("Buffer", [("緩 衝 地 帯（ＮＡＴＯ）", [], ["buffer"]), ("완충국가의 국경", [], ["buffer"])]),
        ("없다", []),
        ("", []),
        ("⟦1⟧", []),
    ],
)
def test_a_piece_of_any_length_is_found_with_its_places(filled, text, hits):
    assert found(filled, text) == hits


def test_one_side_or_one_language_can_be_asked_for(filled):
    assert found(filled, "nato", side="source") == [("緩 衝 地 帯（ＮＡＴＯ）", ["ＮＡＴＯ"], [])]
    assert found(filled, "nato", side="target") == [("緩 衝 地 帯（ＮＡＴＯ）", [], ["NATO"])]
    assert [source for source, _, _ in found(filled, "buffer", source_language="ko-KR")] == ["완충국가의 국경"]


def test_patterns_see_the_text_as_it_is(filled):
    assert found(filled, r"핵\S+ 이익|核.", regex=True) == [
        ("核の傘", ["核の"], []),
        ("핵심 이익", ["핵심 이익"], []),
    ]
    assert [hit for _, _, [hit] in found(filled, r"\bthe border\b", regex=True)] == ["the border"]


def test_what_is_no_pattern_is_one_sentence(filled):
    with pytest.raises(UsageError, match="not a regular expression"):
        found(filled, "(국", regex=True)


def test_a_pattern_that_would_take_forever_is_given_up_on_that_text(memory):
    memory.add([ko("가" * 5000, "x"), ko("나", "y")])
    assert list(memory.concordance(r"(가+)+나$", regex=True)) == []


def test_hits_come_newest_first_or_most_alike_first(memory):
    memory.add([ko("동맹", "a"), ko("동맹의 비용은 크다", "b"), ko("동맹은 길다", "c")])
    memory.fold()
    assert [hit.unit.target for hit in memory.concordance("동맹")] == ["c", "b", "a"]
    assert [hit.unit.target for hit in memory.concordance("동맹", order="similarity")] == ["a", "c", "b"]


def test_a_deleted_unit_is_gone_from_the_concordance(filled):
    filled.remove([ko("핵심 이익", "core interests")])
    assert found(filled, "핵심") == []


def test_nothing_is_missed_whatever_stands_in_shards_and_tail(memory, monkeypatch):
    monkeypatch.setattr("workbench.memory.shards.SIZE", 256)
    dice = random.Random(5)
    rare = "가나다라마바사아자차카타파하"

    def text():
        common = [dice.choice("은는이가 을를") for _ in range(dice.randint(1, 12))]
        return "".join(common) + "".join(dice.choice(rare) for _ in range(dice.randint(0, 4)))

    memory.add([ko(text(), f"{text()} {number}") for number in range(500)])
    memory.fold()
    memory.add([ko(text(), f"{text()} later {number}") for number in range(100)])
    everything = list(memory.units())
    for _ in range(60):
        piece = text()[-dice.randint(1, 3) :]
        low = keys.index_key(piece)
        for side in ("source", "target"):
            expected = {unit.id for unit in everything if low in keys.index_key(getattr(unit, side))} if low else set()
            hits = list(memory.concordance(piece, side=side, limit=None))
            assert {hit.unit.id for hit in hits} == expected, (piece, side)
            assert len(hits) == len(expected)
            assert all(hit.source_spans or hit.target_spans for hit in hits)
