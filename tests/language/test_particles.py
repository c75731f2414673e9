"""What may follow a Korean noun inside its eojeol."""

import pytest

from workbench.language.particles import chain_end, derived_end, sound, verb_end


@pytest.mark.parametrize(
    ("char", "expected"), [("가", "V"), ("길", "L"), ("국", "C"), ("A", "?"), ("7", "?"), ("韓", "?")]
)
def test_sound_of_the_last_character(char: str, expected: str) -> None:
    assert sound(char) == expected


@pytest.mark.parametrize(
    ("noun", "ending"),
    [
        ("동맹", "은"), ("동맹", "이"), ("동맹", "을"), ("동맹", "과"), ("동맹", "으로"), ("국가", "는"), ("국가", "로서의"),
        ("서울", "로"), ("미국", "으로부터의"), ("중국", "에게만은"), ("일본", "에서조차"), ("동맹", "이라는"), ("동맹", "이었다"),
        ("국가", "였던"), ("국가", "다"), ("위기", "임을"), ("국가", "들은"), ("동맹", "들끼리"), ("정부", "측은"), ("대만", "이야말로"),
        ("독일", "에서처럼"), ("유럽", "내에서"), ("경제", "뿐만이"), ("NATO", "는"), ("NATO", "은"), ("동맹", "이라기보다는"),
    ],
)  # fmt: skip
def test_a_chain_of_particles_ends_the_eojeol(noun: str, ending: str) -> None:
    assert chain_end(f"{noun}{ending} 그리고", len(noun), noun[-1]) == len(noun) + len(ending)


@pytest.mark.parametrize(
    ("noun", "ending"),
    [
        ("전쟁", "란"),
        ("국가", "은"),
        ("동맹", "가"),
        ("국가", "을"),
        ("동맹", "와"),
        ("평화", "으로"),
        ("경제", "정책"),
        ("핵", "심"),
    ],
)
def test_what_does_not_agree_or_is_no_particle_is_no_chain(noun: str, ending: str) -> None:
    assert chain_end(f"{noun}{ending}", len(noun), noun[-1]) is None


def test_nothing_behind_a_noun_is_an_empty_chain() -> None:
    assert chain_end("동맹", 2, "맹") == 2
    assert chain_end("동맹, 그", 2, "맹") == 2


@pytest.mark.parametrize(
    "verb", ["하는", "했다", "하여야", "되고", "된다", "시켰다", "당했다", "해왔다", "함으로써", "합니다"]
)
def test_verbs_made_of_nouns(verb: str) -> None:
    assert verb_end(f"수출{verb}.", 2) == 2 + len(verb)


@pytest.mark.parametrize("word", ["하늘", "한국", "해군", "정책"])
def test_nouns_that_begin_like_verbs_are_none(word: str) -> None:
    assert verb_end(f"수출{word}", 2) is None


@pytest.mark.parametrize("suffix", ["적", "적인", "적으로", "화하는", "국들과", "학자들은", "주의자의", "화된"])
def test_derivations_with_their_endings(suffix: str) -> None:
    assert derived_end(f"동맹{suffix}", 2) == 2 + len(suffix)
