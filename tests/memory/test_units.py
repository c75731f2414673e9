"""What makes a unit one, what a confirm replaces, and what undoing it takes back."""

from dataclasses import replace

import pytest

from memory.samples import ja, ko
from workbench.memory import AddReport, care
from workbench.store import transaction

ZONE = ko(
    "완충지대는 분쟁을 늦춘다.", "A buffer zone slows a conflict down.", document="a.md", previous="앞", next="뒤"
)


def targets(memory):
    return [unit.target for unit in memory.units()]


def test_a_unit_added_again_is_used_once_more(memory):
    assert memory.add([ZONE]) == AddReport(added=1)
    assert memory.add([ZONE, ZONE]) == AddReport(duplicates=2)
    (unit,) = memory.units()
    assert unit.uses == 3


def test_the_same_texts_between_other_neighbours_are_another_unit(memory):
    other = ko(ZONE.source, ZONE.target, document="a.md", previous="앞", next="다른 문장")
    assert memory.add([ZONE, other]).added == 2


def test_a_confirm_of_a_changed_translation_takes_the_place_of_the_former(memory):
    memory.add([ko(ZONE.source, "First try.", document="a.md", previous="앞", next="뒤", created="20200101T000000Z")])
    assert memory.add([ZONE]) == AddReport(updated=1)
    (unit,) = memory.units()
    assert unit.target == ZONE.target
    assert unit.created == "20200101T000000Z"


def test_an_import_keeps_every_translation_of_a_sentence(memory):
    second = ko(ZONE.source, "Another wording.", document="a.md", previous="앞", next="뒤")
    assert memory.add([ZONE, second], supersede=False).added == 2


def test_units_without_a_document_never_replace_one_another(memory):
    assert memory.add([ko("국가", "state"), ko("국가", "nation")]).added == 2


def test_removing_takes_back_one_use_and_the_unit_with_the_last(memory):
    memory.add([ZONE, ZONE])
    assert memory.remove([ZONE]) == 0
    assert memory.remove([ZONE]) == 1
    assert memory.count() == 0


def test_removing_what_is_not_there_is_no_error(memory):
    assert memory.remove([ZONE]) == 0


def test_a_human_confirm_lifts_the_provenance_of_an_imported_unit(memory):
    memory.add([ko("국가", "state", origin="import", document="old.tmx")], supersede=False)
    memory.add([ko("국가", "state", origin="human", document="a.md", author="Kim")])
    (unit,) = memory.units()
    assert (unit.origin, unit.document, unit.author, unit.uses) == ("human", "a.md", "Kim", 2)


def test_the_author_is_who_changed_the_unit_last_and_the_creator_who_made_it(memory):
    made = ko("국가", "state", author="kim", created="20250101T000000Z", changed="20250101T000000Z")
    later = ko("국가", "state", author="lee", created="20260101T000000Z", changed="20260102T000000Z")
    memory.add([made, later], supersede=False)
    (unit,) = memory.units()
    assert (unit.creator, unit.created) == ("kim", "20250101T000000Z")
    assert (unit.author, unit.changed) == ("lee", "20260102T000000Z")
    memory.add([made], supersede=False)
    assert [(unit.creator, unit.author) for unit in memory.units()] == [("kim", "lee")]


def test_who_made_a_unit_stays_when_its_translation_is_changed(memory):
    first = ko("국가", "state", author="kim", document="a.md", created="20250101T000000Z")
    memory.add([first])
    memory.add([ko("국가", "nation", author="lee", document="a.md")])
    (unit,) = memory.units()
    assert (unit.target, unit.creator, unit.author) == ("nation", "kim", "lee")
    care.apply(memory.database, [(unit, replace(unit, target="nation state"))], author="park")
    (unit,) = memory.units()
    assert (unit.target, unit.creator, unit.author) == ("nation state", "kim", "park")


def test_a_unit_comes_back_as_it_went_in(memory):
    unit = ja(
        "緩衝地帯は消えた。", "The buffer zone is gone.", origin="alignment", status="reviewed", document="b.md",
        previous="前", next="後", author="佐藤", creator="田中", created="20260101T000000Z", changed="20260201T000000Z",
        note="一行目\n二行目", score=88, properties={"x-client": "研究所"}, uses=4,
    )  # fmt: skip
    memory.add([unit])
    (back,) = memory.units()
    assert back.id is not None
    assert [getattr(back, name) for name in unit.__slots__ if name != "id"] == [
        getattr(unit, name) for name in unit.__slots__ if name != "id"
    ]


def test_an_add_inside_a_transaction_that_fails_leaves_nothing(memory):
    def confirm_and_fail():
        with transaction(memory.database):
            memory.add([ZONE])
            assert memory.find(ZONE.source, "ko", "en")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        confirm_and_fail()
    assert memory.count() == 0
    memory.add([ko("완충지대는 사라졌다.", "The buffer zone is gone.")])
    assert [match.target for match in memory.find("완충지대는 사라졌다.", "ko", "en")] == ["The buffer zone is gone."]
    assert memory.find(ZONE.source, "ko", "en", minimum=90) == []


def test_units_can_be_listed_by_language_document_and_origin(memory):
    memory.add([ZONE, ja("国家", "state", origin="import"), ko("국가", "state")])
    assert [unit.source for unit in memory.units("ja", "en")] == ["国家"]
    assert [unit.source for unit in memory.units(document="a.md")] == [ZONE.source]
    assert [unit.source for unit in memory.units(origin="import")] == ["国家"]
