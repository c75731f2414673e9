"""What is recognised in a segment: words, numbers, names and marks, in whatever script."""

import pytest

from workbench.align import stems, tokens, transliteration
from workbench.align.lexicon import index

KOREAN = index([("수출 통제", "export control"), ("수출", "export"), ("통제", "control"), ("강화하다", "strengthen")])
JAPANESE = index(
    [("経済安全保障", "economic security"), ("輸出", "export"), ("増える", "increase"), ("サミット", "summit")]
)


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("Canaris", "카나리스"),
        ("Canaris", "カナリス"),
        ("Merkel", "메르켈"),
        ("Stoltenberg", "스톨텐베르크"),
        ("Biden", "バイデン"),
        ("Rosatom", "ロサトム"),
        ("Gazprom", "ガスプロム"),
    ],
)
def test_a_name_and_its_spelling_share_their_consonants(name: str, spelled: str) -> None:
    skeleton = transliteration.of_hangul(spelled) if "가" <= spelled[0] <= "힣" else transliteration.of_kana(spelled)
    theirs = transliteration.of_latin(name)
    assert skeleton == theirs or skeleton[:-1] == theirs[:-1] or {*skeleton} >= {*theirs} - {"c", "s", "k"}


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("반도체에서는", "반도체"),
        ("정부까지도", "정부"),
        ("강화했다고", "강화"),
        ("동맹국들과의", "동맹국"),
        ("은행", "은행"),
    ],
)
def test_korean_words_lose_their_chain_of_particles(word: str, stem: str) -> None:
    assert stems.korean(word) == stem


@pytest.mark.parametrize(
    "family",
    [
        ("sanction", "sanctions", "sanctioned", "sanctioning"),
        ("ally", "allies", "allied"),
        ("strategy", "strategies"),
        ("invest", "investment", "invested", "investor"),
        ("woman", "women"),
    ],
)
def test_forms_of_an_english_word_share_a_stem(family: tuple[str, ...]) -> None:
    assert len({stems.english(word) for word in family}) == 1


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("정부는 수출통제를 강화했다.", ["w수출", "w통제", "v강화하"]),
        ("반도체 수출이 늘었다.", ["u반도체", "w수출"]),
    ],
)
def test_korean_words_are_found_in_running_text(text: str, wanted: list[str]) -> None:
    found = tokens.read(text, "ko", KOREAN).words
    assert set(wanted) - {"v강화하"} <= set(found)
    assert any(word in found for word in ("w강화", "v강화하")) or "강화" not in text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("経済安全保障の観点から", {"w経済安全保障", "u観点"}),
        ("輸出は昨年より増えた。", {"w輸出", "j増え"}),
        ("G7サミットを前に", {"wサミット"}),
    ],
)
def test_japanese_words_are_found_by_longest_match(text: str, wanted: set[str]) -> None:
    assert wanted <= set(tokens.read(text, "ja", JAPANESE).words)


def test_latin_words_inside_korean_meet_the_english_text() -> None:
    korean = tokens.read("LNG 수입과 TSMC의 투자", "ko", KOREAN)
    english = tokens.read("LNG imports and TSMC's investment", "en", None)
    assert {"slng", "stsmc"} <= set(korean.stems) & set(english.stems)


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("1억 2천만 명이 3월에", "120 million people in March"),
        ("2조 3천억 원", "2.3 trillion won"),
    ],
)
def test_numbers_meet_by_value(korean: str, english: str) -> None:
    assert set(tokens.number_keys(korean, "ko")) <= set(tokens.number_keys(english, "en"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("- 12 -", "page"),
        ("6 / 147 ページ", "page"),
        ("참고문헌", "references"),
        ("目次", "contents"),
        ("Table 3. Main indicators", "caption"),
        ("자료: 저자 작성", "source"),
        ("無断転載を禁じます", "rights"),
        ("Vol. 4, No. 66", "running"),
        ("정부는 12일 대책을 내놓았다.", ""),
        ("The table shows the trend by year.", ""),
        ("격주간 뉴스레터 『징검다리 경제』", ""),
    ],
)
def test_furniture_is_told_from_text(text: str, name: str) -> None:
    assert tokens.read(text, "ko", None).furniture == name


def test_tag_marks_are_not_words() -> None:
    assert tokens.read("⟦1⟧bold⟦/1⟧ word⟦2/⟧", "en", None).text == "bold word"
