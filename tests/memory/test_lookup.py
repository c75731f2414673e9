"""Lookups: context before exact before fuzzy, region codes no obstacle, nothing missed, nothing invented."""

import random
import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein
from sqlite_utils import Database as Tables

from memory.samples import ja, ko
from workbench.memory import Memory
from workbench.memory.index import Index
from workbench.memory.schema import MIGRATIONS
from workbench.store.sqlite import Database
from workbench.text.normal import match_key


def brute_force(memory, query, minimum):
    key = match_key(query)
    return {
        unit.id
        for unit in memory.units()
        for stored in [match_key(unit.source)]
        if 100 * Levenshtein.distance(key, stored) <= (100 - minimum) * max(len(key), len(stored))
    }


def test_a_context_match_comes_before_an_exact_one_and_that_before_a_fuzzy_one(memory):
    memory.add(
        [
            ko("국경은 닫혔다.", "The border closed.", previous="어제", next="내일"),
            ko("국경은 닫혔다.", "The border is shut.", changed="20990101T000000Z"),
            ko("국경은 열렸다.", "The border opened."),
        ]
    )
    found = memory.find("국경은 닫혔다.", "ko", "en", previous="어제", next="내일")
    assert [(match.kind, match.score, match.target) for match in found] == [
        ("context", 100, "The border closed."),
        ("exact", 100, "The border is shut."),
        ("fuzzy", 75, "The border opened."),
    ]


def test_no_neighbours_at_all_are_no_context(memory):
    memory.add([ko("결론", "Conclusion")])
    assert memory.find("결론", "ko", "en")[0].kind == "exact"


@pytest.mark.parametrize(("stored", "asked"), [("ko-KR", "ko"), ("ko", "ko-KR"), ("KO_kr", "kor"), ("ko-KP", "ko-KR")])
def test_region_codes_do_not_stand_in_the_way(memory, stored, asked):
    from workbench.model import Unit

    memory.add([Unit(stored, "en-US", "핵심 이익", "core interests")])
    assert memory.find("핵심 이익", asked, "en")[0].target == "core interests"
    assert memory.find("핵심 이익", "ja", "en") == []


@pytest.mark.parametrize(
    ("stored", "asked"),
    [
        ("２０２４年の「緩衝地帯」", "2024年の「緩衝地帯」"),
        ("緩衝 地帯 は消えた", "緩衝地帯は消えた"),
        ("‘끼인 국가’의 선택", "'끼인 국가'의 선택"),
        ("한ㆍ중ㆍ일", "한·중·일"),
        ("⟦1⟧국가⟦/1⟧ 이익", "국가 이익"),
    ],
)
def test_width_quotes_middle_dots_stray_spaces_and_tags_make_no_difference(memory, stored, asked):
    memory.add([ja(stored, "x")])
    (match,) = memory.find(asked, "ja", "en")
    assert (match.kind, match.score, match.unit.source) == ("exact", 100, stored)


def test_one_and_two_syllable_segments_are_found(memory):
    memory.add([ko("국", "soup"), ko("국가", "state"), ja("核", "nuclear")])
    memory.fold()
    assert memory.find("국", "ko", "en")[0].target == "soup"
    assert memory.find("국가", "ko", "en")[0].target == "state"
    assert memory.find("核", "ja", "en")[0].target == "nuclear"
    assert [match.target for match in memory.find("국기", "ko", "en", minimum=50)] == ["state", "soup"]


def test_a_translation_is_offered_once_however_many_neighbours_it_had(memory):
    memory.add([ko("결론", "Conclusion", previous=str(number)) for number in range(9)])
    assert len(memory.find("결론", "ko", "en")) == 1


def test_penalties_move_a_hit_down_but_leave_its_score(memory):
    memory.add(
        [
            ko("협상은 2024년에 끝났다.", "The talks ended in 2024.", origin="mt", status="draft"),
            ko("협상은 2024년에 끝났었다.", "The talks had ended in 2024."),
        ]
    )
    first, second = memory.find("협상은 2024년에 끝났다!", "ko", "en")
    assert (first.target, first.score, first.penalties) == ("The talks had ended in 2024.", 87, ())
    assert (second.score, second.penalties) == (93, ("machine", "unconfirmed"))


def test_a_negated_neighbour_and_other_numbers_are_flagged(memory):
    memory.add([ko("미국은 3개 사단을 철수하지 않았다.", "The United States did not withdraw three divisions.")])
    (match,) = memory.find("미국은 5개 사단을 철수했다.", "ko", "en", minimum=50)
    assert match.penalties == ("numbers", "negation")


def test_the_later_change_wins_a_tie(memory):
    memory.add(
        [
            ko("동맹", "league", changed="20240101T000000Z"),
            ko("동맹", "alliance", changed="20250101T000000Z"),
            ko("동맹", "union", changed="20230101T000000Z"),
        ]
    )
    assert [match.target for match in memory.find("동맹", "ko", "en")] == ["alliance", "league", "union"]


def test_a_deleted_unit_is_found_no_more_though_its_shard_still_names_it(memory):
    unit = ko("제재는 효과가 없었다.", "The sanctions had no effect.")
    memory.add([unit])
    memory.fold()
    memory.remove([unit])
    assert memory.find("제재는 효과가 있었다.", "ko", "en") == []


def test_what_another_connection_adds_and_folds_is_seen_at_once(memory, open_memory):
    other = open_memory()
    assert memory.find("새 문장", "ko", "en") == []
    other.add([ko("새 문장", "a new sentence")])
    assert memory.find("새 문장!", "ko", "en", minimum=60)[0].target == "a new sentence"
    other.fold()
    assert memory.find("새 문장!", "ko", "en", minimum=60)[0].target == "a new sentence"


def test_the_index_is_read_once_and_again_only_when_another_has_folded(memory, open_memory, monkeypatch):
    loads = []
    load = Index._load_shards
    monkeypatch.setattr(Index, "_load_shards", lambda self: loads.append(1) or load(self))
    other = open_memory()
    for number in range(3):
        memory.add([ko(f"{number}번째 문장", f"sentence {number}")])
        assert len(memory.find("9번째 문장", "ko", "en")) == number + 1
        assert len(list(memory.concordance("문장"))) == number + 1
    assert len(loads) == 1
    other.fold()
    assert len(memory.find("9번째 문장", "ko", "en")) == 3
    assert len(loads) == 2


def test_an_empty_memory_and_an_empty_query_find_nothing(memory):
    assert memory.find("국가", "ko", "en") == []
    memory.add([ko("국가", "state")])
    assert memory.find("", "ko", "en") == []


def test_many_queries_answer_as_one_by_one(memory):
    memory.add([ko("국가", "state"), ko("국가의 이익", "national interest")])
    queries = [("국가", "", ""), ("국가의 이익은", "", ""), ("없는 문장입니다", "", "")]
    assert memory.find_many(queries, "ko", "en") == [memory.find(text, "ko", "en", limit=1) for text, _, _ in queries]


@pytest.mark.parametrize("minimum", [50, 60, 70, 85, 99])
def test_repetitive_short_texts_no_miss_no_extra_over_several_shards_and_a_tail(memory, monkeypatch, minimum):
    monkeypatch.setattr("workbench.memory.shards.SIZE", 512)
    dice = random.Random(7)

    def text(longest):
        return "".join(dice.choice("가나다aA앂.１") for _ in range(dice.randint(0, longest)))

    memory.add([ko(text(14), str(number)) for number in range(900)])
    memory.fold()
    memory.add([ko(text(14), f"later {number}") for number in range(100)])
    index = Index(memory.database)
    for _ in range(40):
        query = text(16)
        assert {near.id for near in index.near(match_key(query), ("ko", "en"), minimum)} == brute_force(
            memory, query, minimum
        )


SENTENCE = st.text(alphabet="국가이익의은는 abAB緩衝地帯.。『』１1İ\U00020000", max_size=24)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(SENTENCE, max_size=30), SENTENCE, st.integers(50, 99), st.integers(0, 30))
def test_any_texts_no_miss_no_extra(sentences, query, minimum, folded):
    database = Database(sqlite3.connect(":memory:", isolation_level=None))
    MIGRATIONS.apply(Tables(database.conn))
    memory = Memory(database)
    memory.add([ko(text, str(number)) for number, text in enumerate(sentences[:folded])])
    memory.fold()
    memory.add([ko(text, f"later {number}") for number, text in enumerate(sentences[folded:])])
    found = {near.id for near in Index(database).near(match_key(query), ("ko", "en"), minimum)}
    assert found == brute_force(memory, query, minimum)
