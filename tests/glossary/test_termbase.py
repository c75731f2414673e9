"""Concepts in the database: merged by meaning, never doubled, matched anew after a change."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tables import columns
from workbench.glossary import Glossary
from workbench.glossary.schema import MIGRATIONS
from workbench.model import Concept, Term, TermStatus
from workbench.store import close, open_database
from workbench.store.sqlite import Database


@pytest.fixture
def glossary(tmp_path: Path) -> Iterator[Glossary]:
    db: Database = open_database(tmp_path / "project.db", lambda: [MIGRATIONS])
    yield Glossary(db)
    close(db)


def concept(*terms: str, **rest: str) -> Concept:
    """`concept("ko:동맹", "en:alliance", "en!:league")`; `!` forbids, `+` admits."""
    made = []
    for term in terms:
        language, _, text = term.partition(":")
        status = {"!": TermStatus.FORBIDDEN, "+": TermStatus.ADMITTED}.get(language[-1], TermStatus.PREFERRED)
        made.append(Term(language.rstrip("!+"), text, status))
    return Concept(tuple(made), **rest)


def test_schema_is_pinned(tmp_path: Path) -> None:
    db = open_database(tmp_path / "project.db", lambda: [MIGRATIONS])
    expected = {
        "concepts": "id external_id domain note source",
        "terms": "id concept_id position language text key status pos hanja note",
        "rejected_terms": "language key",
        "glossary_state": "version",
    }
    assert {name: " ".join(columns(db, name)) for name in expected} == expected
    close(db)


def test_adding_twice_leaves_one(glossary: Glossary) -> None:
    given = [concept("ko:완충지대", "en:buffer zone"), concept("ko:동맹", "en:alliance")]
    first, second = glossary.add(given), glossary.add(given)
    assert (first.read, first.added, first.merged, first.duplicates) == (2, 2, 0, 0)
    assert (second.added, second.merged, second.duplicates) == (0, 0, 2)
    assert glossary.count() == 2
    assert first.languages == ("en", "ko")


def test_two_languages_that_agree_are_one_concept(glossary: Glossary) -> None:
    glossary.add([concept("ko:완충지대", "en:buffer zone")])
    report = glossary.add([concept("ko:완충 지대", "ja:緩衝地帯", "en:Buffer Zone", "en!:cushion zone")])
    assert (report.added, report.merged) == (0, 1)
    (one,) = glossary.concepts()
    assert [(term.language, term.text, term.status.value) for term in one.terms] == [
        ("ko", "완충지대", "preferred"),
        ("en", "buffer zone", "preferred"),
        ("ja", "緩衝地帯", "preferred"),
        ("en", "cushion zone", "forbidden"),
    ]


def test_one_word_for_two_things_stays_two_concepts(glossary: Glossary) -> None:
    glossary.add([concept("ko:인도", "en:India"), concept("ko:인도", "en:extradition")])
    assert glossary.count() == 2
    (hit,) = glossary.matcher("ko", "en").find("인도는 넓다")
    assert hit.targets == ("India", "extradition")


def test_same_id_and_one_term_is_the_same_concept_but_the_id_alone_is_not(glossary: Glossary) -> None:
    glossary.add([concept("en:navigation trail", external_id="c1")])
    assert glossary.add([concept("en:navigation trail", "fr:chemin", external_id="c1")]).merged == 1
    assert glossary.add([concept("en:branch office", "fr:agence", external_id="c1")]).added == 1


def test_what_the_new_entry_says_of_a_known_term_wins(glossary: Glossary) -> None:
    glossary.add([concept("ko:진영화", "en:bloc formation", "en+:camp formation")])
    glossary.add([concept("ko:진영화", "en:bloc formation", "en!:camp formation", domain="geopolitics")])
    (one,) = glossary.concepts()
    assert [term.status.value for term in one.terms] == ["preferred", "preferred", "forbidden"]
    assert one.domain == "geopolitics"


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (Concept(()), "no terms"),
        (concept("ko: \u0000\u200b ".replace("\u200b", "")), "no terms"),
        (
            concept("ko:" + "가" * 10_000_000),
            "a term of 10,000,000 characters (가가가가가가가가가가가가가가가가가가가가…)",
        ),
        (concept("not a language:동맹"), "no language code: 'not a language'"),
    ],
)
def test_a_concept_that_is_none_is_skipped_with_its_reason(glossary: Glossary, given: Concept, reason: str) -> None:
    report = glossary.add([concept("ko:동맹", "en:alliance"), given])
    assert [(one.number, one.reason) for one in report.skipped] == [(2, reason)]
    assert glossary.count() == 1


def test_a_term_both_preferred_and_forbidden_keeps_its_first_mark(glossary: Glossary) -> None:
    report = glossary.add([concept("ko:동맹", "en:alliance", "en!:alliance")])
    assert report.skipped[0].reason == "“alliance” is both preferred and forbidden; the first counts"
    assert [term.status.value for term in glossary.concepts()[0].terms] == ["preferred", "preferred"]


def test_two_spellings_of_one_term_do_not_change_one_another(glossary: Glossary) -> None:
    given = [concept("ko:수출 통제", "ko+:수출통제", "en:export controls")]
    glossary.add(given)
    assert glossary.add(given).duplicates == 1


def test_matcher_is_kept_until_the_glossary_changes(glossary: Glossary) -> None:
    glossary.add([concept("ko:동맹", "en:alliance")])
    matcher = glossary.matcher("ko", "en")
    assert glossary.matcher("ko-KR", "en-US") is matcher
    glossary.add([concept("ko:억제", "en:deterrence")])
    assert [hit.term for hit in glossary.matcher("ko", "en").find("동맹의 억제력")] == ["동맹", "억제"]


def test_concepts_are_found_by_term_language_and_domain(glossary: Glossary) -> None:
    glossary.add(
        [
            Concept((Term("ko", "완충지대", hanja="緩衝地帶"), Term("en", "buffer zone")), domain="geopolitics"),
            concept("ja:日米同盟", "en:Japan–US alliance", domain="alliance"),
        ]
    )
    assert [one.domain for one in glossary.concepts("완충 지대")] == ["geopolitics"]
    assert [one.domain for one in glossary.concepts("緩衝地帯")] == ["geopolitics"]
    assert [one.domain for one in glossary.concepts(language="ja")] == ["alliance"]
    assert [one.domain for one in glossary.concepts("ALLIANCE", language="en")] == ["alliance"]
    assert glossary.concepts("alliance", language="ja") == []
    assert len(glossary.concepts(domain="geopolitics")) == 1


def test_update_writes_over_and_remove_takes_the_terms_along(glossary: Glossary) -> None:
    (concept_id,) = glossary.add([concept("ko:동맹", "en:alliance")]).ids
    glossary.update(Concept((Term("ko", "동맹"), Term("en", "Alliance")), id=concept_id))
    assert [term.text for term in glossary.concepts()[0].terms] == ["동맹", "Alliance"]
    with pytest.raises(ValueError, match="no concept 99"):
        glossary.update(Concept((Term("ko", "동맹"),), id=99))
    assert glossary.remove([concept_id, 77]) == 1
    assert glossary.count() == 0
    assert glossary.matcher("ko", "en").find("동맹") == []


def test_a_refused_candidate_is_remembered_in_any_spelling(glossary: Glossary) -> None:
    glossary.reject("ko", "오면 초가")
    assert "오면초가" in glossary.rejected("ko-KR")
    assert glossary.rejected("ja") == set()
