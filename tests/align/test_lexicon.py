"""What may translate what: dictionary lines, and words learned from sentence pairs."""

from workbench.align.lexicon import Lexicon, index, taught
from workbench.align.stems import english


def test_a_dictionary_line_is_found_by_its_headword_and_split_into_senses() -> None:
    found = index([("갈등", "conflict; discord"), ("핵심 광물", "critical mineral")])
    assert set(found.renderings("w갈등")) == {"sconflict", "sdiscord"}
    assert found.renderings("w핵심 광물")["s" + english("minerals")] < 1.0


def test_verbs_are_found_by_their_stem() -> None:
    found = index([("강화하다", "strengthen"), ("増える", "increase"), ("可能な", "possible"), ("調査する", "survey")])
    assert "s" + english("strengthened") in found.renderings("v강화하")
    assert found.renderings("w강화") == found.renderings("v강화하")
    assert found.renderings("j増え")
    assert found.renderings("w可能")
    assert found.renderings("w調査")


def test_a_lexicon_can_be_read_from_the_other_side() -> None:
    assert Lexicon([("수출", "export")]).reversed.pairs == [("export", "수출")]


def test_words_are_learned_from_sentences_that_translate_each_other() -> None:
    pairs = [
        (["u정부", "u수출", "u통제"], ["sgovern", "sexport", "scontrol"]),
        (["u정부", "u예산"], ["sgovern", "sbudget"]),
        (["u수출", "u증가"], ["sexport", "sincreas"]),
        (["u예산", "u증가"], ["sbudget", "sincreas"]),
        (["u통제", "u예산"], ["scontrol", "sbudget"]),
    ]
    learned = taught(index([]), pairs).learned
    for word, stem in (("u정부", "sgovern"), ("u수출", "sexport"), ("u예산", "sbudget"), ("u통제", "scontrol")):
        assert max(learned[word], key=learned[word].__getitem__) == stem


def test_learning_leaves_the_dictionary_as_it_is() -> None:
    before = index([("수출", "export")])
    after = taught(before, [(["w수출"], ["sship"]), (["w수출"], ["sship"]), (["u정부"], ["sgovern"])])
    assert before.learned == {}
    assert after.renderings("w수출")["sexport"] == 1.0
    assert taught(before, []).learned == {}
