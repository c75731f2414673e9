"""Korean and Japanese entries propose their siblings to one another."""

from workbench.glossary import bridge
from workbench.model import Concept, Term, TermStatus


def test_a_japanese_term_proposes_how_korean_writes_it() -> None:
    concept = Concept((Term("ja", "緩衝地帯"), Term("en", "buffer zone")))
    (one,) = bridge.siblings([concept])
    assert (one.term.language, one.term.text, one.term.hanja) == ("ko", "완충지대", "緩衝地帯")
    assert one.term.status is TermStatus.ADMITTED
    assert one.concept is concept
    assert one.other is None


def test_hanja_proposes_its_new_forms() -> None:
    concept = Concept((Term("ko", "경제안보", hanja="經濟安保"), Term("en", "economic security")))
    assert [one.term.text for one in bridge.siblings([concept])] == ["経済安保"]


def test_the_sibling_that_the_glossary_has_stands_first_and_is_named() -> None:
    korean = Concept((Term("ko", "완충지대"), Term("en", "buffer zone")))
    japanese = Concept((Term("ja", "緩衝地帯"), Term("en", "buffer zone")))
    first, *_ = (one for one in bridge.siblings([korean, japanese]) if one.concept is korean)
    assert (first.term.text, first.other) == ("緩衝地帯", japanese)
    alone = bridge.siblings([korean, Concept((Term("ja", "緩衝地帯"), Term("en", "cushion")))])
    assert first.score > next(one.score for one in alone if one.concept is korean)


def test_words_that_sound_alike_but_are_written_otherwise_are_not_proposed() -> None:
    korean = Concept((Term("ko", "수도", hanja="首都"), Term("en", "capital")))
    japanese = Concept((Term("ja", "水道"), Term("en", "waterworks")))
    assert [one.term.text for one in bridge.siblings([korean, japanese]) if one.concept is korean] == ["首都"]


def test_false_friends_come_last() -> None:
    concepts = [Concept((Term("ja", word), Term("en", word))) for word in ("手紙", "関税", "拡大抑止")]
    ranked = bridge.siblings(concepts)
    assert [one.term.text for one in ranked] == ["확대억지", "관세", "수지"]
    assert "another thing" in ranked[-1].reason


def test_what_the_documents_have_ranks_higher() -> None:
    concept = Concept((Term("ja", "海上交通路"), Term("en", "sea lanes")))
    (plain,), (seen,) = bridge.siblings([concept]), bridge.siblings([concept], seen=["해상교통로"])
    assert seen.score > plain.score


def test_concepts_with_both_or_with_kana_propose_nothing() -> None:
    both = Concept((Term("ko", "동맹"), Term("ja", "同盟")))
    kana = Concept((Term("ja", "サプライチェーン"), Term("en", "supply chain")))
    assert bridge.siblings([both, kana]) == []
