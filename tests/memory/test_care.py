"""What is in a memory, what is in it twice or at odds with itself, and changing many units at once."""

import pytest

from memory.samples import ja, ko
from workbench.errors import UsageError
from workbench.memory import care
from workbench.memory.care import Filter
from workbench.model import Unit


@pytest.fixture
def filled(memory):
    memory.add(
        [
            ko("완충국가", "buffer state", document="a.md", previous="가"),
            ko("완충국가", "buffer state", document="b.md", previous="나", changed="20990101T000000Z"),
            ko("완충국가", "buffer nation", origin="import", changed="20200101T000000Z"),
            ko("EU", "EU"),
            ja("核の傘", "nuclear umbrella", origin="mt", status="draft"),
        ]
    )
    return memory


def test_stats_count_pairs_origins_and_what_wants_care(filled):
    stats = filled.stats()
    assert stats.units == 5
    assert stats.pairs == {"ko→en": 4, "ja→en": 1}
    assert stats.origins == {"human": 3, "import": 1, "mt": 1}
    assert (stats.documents, stats.repeated, stats.conflicting, stats.useless, stats.waiting) == (2, 1, 1, 1, 5)
    filled.fold()
    assert filled.stats().waiting == 0


def test_units_that_say_the_same_are_one_group_and_can_be_made_one_unit(filled):
    (group,) = care.repeated(filled.database)
    assert [unit.document for unit in group] == ["a.md", "b.md"]
    assert care.merge(filled.database, group) == 1
    (left,) = [unit for unit in filled.units() if unit.target == "buffer state"]
    assert (left.document, left.uses) == ("b.md", 2)


def test_translations_at_odds_are_grouped_by_source_the_last_changed_first(filled):
    (group,) = care.conflicting(filled.database)
    assert [unit.target for unit in group] == ["buffer state", "buffer state", "buffer nation"]


def test_units_that_translate_nothing_are_found(filled):
    assert [unit.source for unit in care.useless(filled.database)] == ["EU"]


@pytest.mark.parametrize(
    ("which", "count"),
    [
        (Filter(), 5),
        (Filter(source_language="ko-KR"), 4),
        (Filter(document="a.md"), 1),
        (Filter(origin="mt", status="draft"), 1),
        (Filter(before="2021"), 1),
        (Filter(text="nuclear"), 1),
        (Filter(source_language="ja", origin="import"), 0),
    ],
)
def test_a_filter_chooses_by_all_its_conditions(filled, which, count):
    assert len(list(care.chosen(filled.database, which))) == count


def test_a_bulk_edit_is_looked_at_before_it_is_made(filled):
    changes = care.edited(filled.database, Filter(source_language="ko"), "buffer", "in-between")
    assert [(before.target, after.target) for before, after in changes] == [
        ("buffer state", "in-between state"),
        ("buffer state", "in-between state"),
        ("buffer nation", "in-between nation"),
    ]
    assert filled.find("완충국가", "ko", "en")[0].target == "buffer state"
    filled.fold()
    assert care.apply(filled.database, changes, author="Kim") == 3
    match = filled.find("완충국가", "ko", "en")[0]
    assert (match.target, match.unit.author) == ("in-between state", "Kim")
    assert [hit.unit.target for hit in filled.concordance("in-between nation")] == ["in-between nation"]
    assert list(filled.concordance("buffer")) == []


def test_a_bulk_edit_by_pattern_may_use_groups_on_either_side(filled):
    changes = care.edited(filled.database, care.EVERYTHING, r"완충(\S+)", r"중간\1", side="source", pattern=True)
    assert {after.source for _, after in changes} == {"중간국가"}
    care.apply(filled.database, changes)
    assert filled.find("중간국가", "ko", "en")[0].kind == "exact"


def test_a_bulk_edit_cuts_no_word_in_two(filled):
    units = [
        Unit("ko", "en", "해양 연구", "Research on the sea (Sea 1)"),
        Unit("ko", "en", "바다 셋", "sea, sea-lane, seas; 10 and 100"),
        Unit("ko", "en", "완충국가들의 회의", "a meeting"),
    ]
    filled.add(units)

    def after(find, put, **options):
        return [
            one.target if "side" not in options else one.source
            for _, one in care.edited(filled.database, care.EVERYTHING, find, put, **options)
        ]

    assert after("sea", "ocean") == ["Research on the ocean (Sea 1)", "ocean, ocean-lane, seas; 10 and 100"]
    assert after("10", r"\1") == [r"sea, sea-lane, seas; \1 and 100"]
    assert "중간국가들의 회의" in after("완충", "중간", side="source"), "Korean words are not parted by spaces"


@pytest.mark.parametrize(("find", "put"), [("", "x"), ("(", "x"), ("buffer", r"\9")])
def test_what_cannot_be_replaced_is_one_sentence(filled, find, put):
    with pytest.raises(UsageError):
        care.edited(filled.database, care.EVERYTHING, find, put, pattern=True)
