"""Alignment from end to end, on our own sentences: what is found, how sure, and what odd input does."""

import random
from pathlib import Path

import pytest

from workbench.align.aligner import Cancelled, Text, align, in_order
from workbench.align.lexicon import Lexicon
from workbench.model import Bead

GOLDEN = Path(__file__).parents[1] / "golden/align"

KOREAN = [
    "2026년 3월 정부는 반도체 수출 통제를 강화했다.",
    "TSMC는 120억 달러를 투자하기로 했다.",
    "그러나 시장은 조용했다.",
    "누가 비용을 부담할 것인가?",
    "로사톰은 계약 7건을 취소했다.",
    "전문가들은 공급망의 65%가 한 나라에 달려 있다고 말한다.",
]
ENGLISH = [
    "In March 2026 the government tightened export controls on semiconductors.",
    "TSMC decided to invest $12 billion.",
    "The market, however, stayed calm.",
    "Who will bear the cost?",
    "Rosatom cancelled seven contracts.",
    "Experts say that 65 percent of the supply chain depends on one country.",
]
GLOSSARY = Lexicon(
    [("반도체", "semiconductor"), ("수출 통제", "export control"), ("공급망", "supply chain"), ("시장", "market")]
)


def golden(language: str) -> tuple[Text, Text, set[tuple[tuple[int, ...], tuple[int, ...]]]]:
    """Hand-made: our own paper and its translation, with sentences merged, split, dropped, moved and swapped by hand."""

    def side(name: str) -> Text:
        segments, breaks, begins = [], [], True
        for line in (GOLDEN / f"{language}.{name}.txt").read_text("utf-8").splitlines():
            if line:
                segments.append(line)
                breaks.append(begins)
            begins = not line
        return Text(segments, breaks)

    rows = (GOLDEN / f"{language}.gold.tsv").read_text("utf-8").splitlines()
    cells = [tuple(tuple(int(k) for k in cell.split(",") if k) for cell in row.split("\t")) for row in rows]
    return side("source"), side("target"), {(left, right) for left, right in cells}


def pairs(beads: list[Bead]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(bead.sources, bead.targets) for bead in beads]


def assert_whole(beads: list[Bead], n: int, m: int) -> None:
    assert sorted(i for bead in beads for i in bead.sources) == list(range(n))
    assert sorted(j for bead in beads for j in bead.targets) == list(range(m))
    assert all(0.0 <= bead.score <= 1.0 for bead in beads)


def test_a_straight_translation_is_aligned_straight() -> None:
    beads = align(KOREAN, ENGLISH, "ko", "en")
    assert pairs(beads) == [((k,), (k,)) for k in range(6)]
    assert min(bead.score for bead in beads) > 0.5


def test_a_translation_that_merges_two_sentences_is_seen() -> None:
    target = [*ENGLISH[:1], f"{ENGLISH[1][:-1]}, but the market stayed calm.", *ENGLISH[3:]]
    assert pairs(align(KOREAN, target, "ko", "en", lexicon=GLOSSARY))[1] == ((1, 2), (1,))


def test_a_translation_that_splits_a_sentence_is_seen() -> None:
    target = [*ENGLISH[:5], "Experts warn of dependence on one country.", "It holds 65 percent of the supply chain."]
    assert pairs(align(KOREAN, target, "ko", "en", lexicon=GLOSSARY))[-1] == ((5,), (5, 6))


@pytest.mark.parametrize("language", ["ko", "ja"])
def test_most_sentences_left_out_are_seen_without_knowing_a_word(language: str) -> None:
    source, target, gold = golden(language)
    single = [
        pair for pair in sorted(gold) if len(pair[0]) == len(pair[1]) == 1 and len(source.segments[pair[0][0]]) > 25
    ]
    found, tried = 0, single[2::3]
    for (i,), (j,) in tried:
        fewer = Text(
            [*target.segments[:j], *target.segments[j + 1 :]],
            [*target.breaks[:j], target.breaks[j] or target.breaks[j + 1], *target.breaks[j + 2 :]],
        )
        found += ((i,), ()) in pairs(align(source, fewer, language, "en"))
    assert found >= 0.65 * len(tried)


def test_neighbours_in_the_other_order_are_one_bead() -> None:
    target = [ENGLISH[0], ENGLISH[2], ENGLISH[1], *ENGLISH[3:]]
    beads = align(KOREAN, target, "ko", "en", lexicon=GLOSSARY)
    assert ((1, 2), (1, 2)) in pairs(beads)


def test_a_page_number_stays_alone() -> None:
    beads = align(KOREAN, [*ENGLISH[:3], "- 12 -", *ENGLISH[3:]], "ko", "en")
    assert ((), (3,)) in pairs(beads)


def test_a_bead_says_why() -> None:
    bead = align(KOREAN, ENGLISH, "ko", "en", lexicon=GLOSSARY)[0]
    assert bead.parts["words"] > 0
    assert bead.parts["numbers"] > 0
    assert {"length", "shape"} <= set(bead.parts)


def test_drafts_tell_what_words_cannot() -> None:
    source = [
        "그는 갔다.",
        "바람이 불었다.",
        "문이 닫혔다.",
        "개가 짖었다.",
        "비가 그쳤다.",
        "달이 떴다.",
        "밤이 깊었다.",
    ]
    drafts = [
        "He went.",
        "The wind blew.",
        "A door closed.",
        "A dog barked.",
        "Rain stopped.",
        "The moon rose.",
        "Night fell.",
    ]
    target = [
        "Wind blew.",
        "The door closed.",
        "The dog barked.",
        "The rain stopped.",
        "A moon rose.",
        "The night fell.",
    ]
    wanted = [((k + 1,), (k,)) for k in range(6)]
    told = pairs(align(source, target, "ko", "en", drafts=drafts))
    untold = pairs(align(source, target, "ko", "en"))
    assert sum(pair in wanted for pair in told) >= 5 > sum(pair in wanted for pair in untold)


def test_english_into_korean_is_the_mirror_image() -> None:
    there = align(KOREAN, ENGLISH, "ko", "en", lexicon=GLOSSARY)
    back = align(ENGLISH, KOREAN, "en", "ko", lexicon=GLOSSARY.reversed)
    assert pairs(back) == [(right, left) for left, right in pairs(there)]


@pytest.mark.parametrize("languages", [("de", "en"), ("ko", "ja"), ("ja", "zh"), ("fr", "de")])
def test_any_pair_of_languages_is_aligned_by_what_is_written_alike(languages: tuple[str, str]) -> None:
    left = [
        f"{name} {k * 137 + 11} {name.lower()}"
        for k, name in enumerate(["NATO", "ASEAN", "OPEC", "IAEA", "WTO", "OECD"])
    ]
    right = [*left[:2], *left[3:]]
    assert ((2,), ()) in pairs(align(left, right, *languages))


def test_confirmed_beads_come_back_and_the_rest_bends_around_them() -> None:
    anchors = [Bead((1,), (2,), 1.0), Bead((3,), (), 1.0)]
    beads = align(KOREAN, ENGLISH, "ko", "en", anchors=anchors)
    assert_whole(beads, 6, 6)
    assert all(anchor in beads for anchor in anchors)
    assert all(bead.targets <= (2,) for bead in beads if bead.sources == (0,))


def test_a_crossing_confirmation_is_kept_too() -> None:
    anchors = [Bead((0,), (5,), 1.0), Bead((5,), (0,), 1.0)]
    beads = align(KOREAN, ENGLISH, "ko", "en", anchors=anchors)
    assert_whole(beads, 6, 6)
    assert all(anchor in beads for anchor in anchors)


@pytest.mark.parametrize(("language", "least"), [("ko", 0.93), ("ja", 0.96)])
def test_hand_aligned_papers_with_merged_split_dropped_and_moved_sentences(language: str, least: float) -> None:
    source, target, gold = golden(language)
    beads = align(source, target, language, "en")
    assert_whole(beads, len(source.segments), len(target.segments))
    right = sum(pair in gold for pair in pairs(beads))
    assert 2 * right / (len(beads) + len(gold)) >= least
    wrong = [bead for bead in beads if (bead.sources, bead.targets) not in gold]
    sure = [bead for bead in beads if bead.score > 0.9]
    assert sum((bead.sources, bead.targets) in gold for bead in sure) >= 0.97 * len(sure)
    assert sum(bead.score < 0.9 for bead in wrong) >= len(wrong) / 2


def test_a_long_document_is_walked_in_windows_and_taught_by_itself() -> None:
    chance = random.Random(7)
    source, target, gold = golden("ja")
    left, right, wanted = [], [], []
    for _ in range(5):
        i, j = len(left), len(right)
        wanted += [
            (tuple(a + i for a in x), tuple(b + j for b in y)) for x, y in sorted(gold, key=lambda p: p[0] or (999,))
        ]
        left += [f"{text}（{chance.randint(100, 999)}）" for text in source.segments]
        right += list(target.segments)
    progress: list[tuple[int, int]] = []
    beads = align(left, right, "ja", "en", progress=lambda done, total: progress.append((done, total)))
    assert_whole(beads, len(left), len(right))
    # The numbers have nothing to meet in the English: that costs a part of what the paper alone would get.
    assert sum(pair in set(wanted) for pair in pairs(beads)) / len(wanted) > 0.85
    assert len(progress) > 2
    assert progress[-1][0] == progress[-1][1]


def test_what_is_moved_or_left_out_in_the_middle_does_not_derail_what_follows() -> None:
    chance = random.Random(11)
    names = ["NATO", "ASEAN", "OPEC", "IAEA", "WTO", "OECD", "TSMC", "IMF"]
    numbers = [chance.randint(1_000, 9_999) for _ in range(5_000)]
    source = [f"{names[k % 8]} {k % 13 + 2}차 {number}건." for k, number in enumerate(numbers)]
    target = [f"{names[k % 8]} {k % 13 + 2}: {number}." for k, number in enumerate(numbers)]
    order = [*range(2_000), *range(2_001, 2_150), 2_000, *range(2_150, 2_500), *range(2_900, 5_000)]
    beads = align(source, [target[k] for k in order], "ko", "en")
    assert_whole(beads, len(source), len(order))
    found = set(pairs(beads))
    wanted = {k: ((k,), (place,)) for place, k in enumerate(order)}
    assert wanted[2_000] in found
    assert all(((k,), ()) in found for k in range(2_520, 2_880))
    for where in (range(1_980), range(2_020, 2_480), range(2_920, 5_000)):
        assert sum(wanted[k] in found for k in where) >= 0.99 * len(where)


MOVED_SOURCE = [
    "먼저 결론부터 말한다.",
    "이번 회담은 실패했다.",
    "공동성명은 없었고 다음 일정도 없었다.",
    "양측은 핵 문제로 네 시간 동안 맞섰다.",
    "미국은 신고를 요구했다.",
    "북한은 제재 해제를 요구했다.",
    "회담장 밖에서는 시위대가 구호를 외쳤다.",
]
MOVED_TARGET = [
    "Outside the hall protesters chanted slogans.",
    "To begin with the conclusion, the talks failed.",
    "There was no joint statement, and no date for another meeting.",
    "For four hours the two sides clashed over the nuclear question.",
    "Washington wanted a declaration; Pyongyang wanted sanctions lifted.",
]
MOVED_LEXICON = Lexicon(
    [
        ("회담", "talks"),
        ("결론", "conclusion"),
        ("시위대", "protester"),
        ("구호", "slogan"),
        ("성명", "statement"),
        ("핵", "nuclear"),
        ("제재", "sanctions"),
        ("신고", "declaration"),
        ("시간", "hour"),
    ]
)


def test_a_sentence_moved_to_the_front_is_not_given_up_for_the_neighbours_of_its_new_place() -> None:
    found = pairs(align(MOVED_SOURCE, MOVED_TARGET, "ko", "en", lexicon=MOVED_LEXICON))
    assert found == [((0, 1), (1,)), ((2,), (2,)), ((3,), (3,)), ((4, 5), (4,)), ((6,), (0,))]


@pytest.mark.parametrize(
    "confirmed",
    [Bead((), (0,), 1.0), Bead((6,), (), 1.0), Bead((2,), (3,), 0.5)],
    ids=["addition", "omission", "doubtful"],
)
def test_what_is_confirmed_is_not_moved(confirmed: Bead) -> None:
    found = align(MOVED_SOURCE, MOVED_TARGET, "ko", "en", lexicon=MOVED_LEXICON, anchors=[confirmed])
    assert confirmed in found
    assert sorted(i for bead in found for i in bead.sources) == list(range(len(MOVED_SOURCE)))
    assert sorted(j for bead in found for j in bead.targets) == list(range(len(MOVED_TARGET)))


def test_a_stop_is_obeyed_between_windows() -> None:
    with pytest.raises(Cancelled):
        align(KOREAN, ENGLISH, "ko", "en", cancelled=lambda: True)


def test_the_same_text_twice_is_aligned_with_itself() -> None:
    assert pairs(align(KOREAN, KOREAN, "ko", "ko")) == [((k,), (k,)) for k in range(6)]


def test_an_empty_side_leaves_everything_alone() -> None:
    assert pairs(align(KOREAN, [], "ko", "en")) == [((k,), ()) for k in range(6)]
    assert pairs(align([], ENGLISH, "ko", "en")) == [((), (k,)) for k in range(6)]
    assert align([], [], "ko", "en") == []


def test_texts_that_have_nothing_in_common_are_not_believed() -> None:
    other = [
        "Add two eggs.",
        "Stir the flour in slowly!",
        "Bake it for forty minutes.",
        "Let it cool.",
        "Serve with jam: 300 g.",
    ]
    beads = align(KOREAN, other, "ko", "en")
    assert_whole(beads, 6, 5)
    sound = align(KOREAN, ENGLISH, "ko", "en")
    assert sum(b.score for b in beads) / len(beads) < sum(b.score for b in sound) / len(sound)


def test_a_side_ten_times_longer_is_mostly_left_alone() -> None:
    source, target, _ = golden("ko")
    few = source.segments[:10]
    many = [*target.segments[:10], *(f"Chapter {k} is about another matter altogether." for k in range(90))]
    beads = align(few, many, "ko", "en")
    assert_whole(beads, 10, 100)
    assert sum(not bead.sources for bead in beads) >= 80


def test_a_paragraph_of_megabytes_is_one_segment_and_no_hang() -> None:
    beads = align(
        ["정부는 대책을 냈다. " * 300_000, *KOREAN], ["The government acted. " * 200_000, *ENGLISH], "ko", "en"
    )
    assert_whole(beads, 7, 7)
    assert {((k,), (k,)) for k in range(1, 7)} <= set(pairs(beads))


def test_beads_are_listed_in_the_order_of_reading() -> None:
    shuffled = [Bead((2,), (1,), 1), Bead((), (0,), 1), Bead((0, 1), (2,), 1), Bead((), (3,), 1)]
    assert pairs(in_order(shuffled)) == [((), (0,)), ((0, 1), (2,)), ((), (3,)), ((2,), (1,))]
