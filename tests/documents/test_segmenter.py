"""Where sentences end in Korean, Japanese and English policy prose."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.documents import load_rules, segment
from workbench.documents.segmenter import cuts
from workbench.errors import UsageError
from workbench.model import Block, BlockKind, Edit, Tag
from workbench.text.overlay import view

SENTENCES = [
    ("ja", "条約は発効した。|しかし批准は進まない。"),
    ("ja", "大臣は「急がない。焦らない。」と述べた。|会見は終わった。"),
    ("ja", "「もう遅い。」|そう言われた。"),
    ("ja", "「交渉は終わった。次は署名だ。」と彼は言った。|拍手が起きた。"),
    ("ja", "本当に可能なのか?|筆者は疑っている。"),
    ("ja", "「待つべきか…」と考える時間はない。|動くべきだ。"),
    ("ja", "2021 年に発効した。|1991年とは違う。"),
    ("ja", "供給は止まった¹。|代わりは無い。"),
    ("ja", "供給は止まった。¹|代わりは無い。"),
    ("ja", "足りないのではないか。（発言する者あり）|次に伺う。"),
    ("ja", "玄関はどちらか。（会場笑）|忘れません。"),
    ("ko", "사유를 적어야 한다. <개정 2023. 5. 9.> |다음과 같다."),
    ("ko", "고맙습니다. (일동 박수) |끝이다."),
    ("ja", "3月の物価は前年比 2.5%増だった。|次は4月だ。"),
    ("ja", "(「本当か?」)と問われた。|答えは無い。"),
    ("ja", "Yahoo!ニュースが伝えた。|次へ進む。"),
    ("ja", "「海に面した国家は、港を持つことで初めて選択の余地を得る」 |つまり港が要る。"),
    ("ja", "変な例えだが、「四年の間に、「建国の父」の遺産を壊した人」に似る。|困ったものだ。"),
    ("ko", "협상은 끝났다. |이제 이행이 남았다."),
    ("ko", "그는 “끝났다. 이제 협상이다.”라고 말했다. |회의는 끝났다."),
    ("ko", "그는 “끝났다.” 라고 말했다. |회의는 끝났다."),
    ("ko", "합의가 필요함. |시간은 없음."),
    ("ko", "2022. 8. 10. 발표한 보고서는 두 가지를 든다. |첫째는 값이다."),
    ("ko", "성장률은 1.5%였다. |작년은 0.3%였다."),
    ("ko", "보고서(2017.12)는 이를 ‘경쟁’이라 불렀다. |그 뒤는 달랐다."),
    ("ko", "존 미어(중앙일보. 2011.)는 경고했다. |그 말은 맞았다."),
    ("ko", "폐쇄했다.¹ |그 뒤로 길어졌다."),
    ("ko", "폐쇄했다.[3] |그 뒤로 길어졌다."),
    ("ko", "“왜 실패했는가?” 하는 물음이 남는다. |답은 없다."),
    ("ko", "일본의 경우, △의식, △지리, △의존 등이 다르다. |한국은 다르다."),
    ("ko", "붙어 버렸다.|그러나 뜻은 통한다."),
    ("ko", "했다... |그러나 늦었다."),
    ("ko", "미국(U.S.)은 A. B. 스미스 교수의 말을 인용했다. |끝."),
    ("ko", "‘안 된다.’라는 말도, ‘된다.’고만 한 말도 있었다. |끝."),
    ("ko", "https://a.example/b.c 를 보라. |끝."),
    ("ko", "Q. 세금도 내나요? |A2. 내지 않습니다."),
    ("ko", "질문 3. 언제 여나요? |답. 내일입니다. |문 4. 어디서요?"),
    ("ko", "제3조. 이 법은 다음과 같다. |표 2-1. 나라별 비용"),
    ("ko", "그는 비타민 A. |그것을 샀다."),
    ("ja", "問1. 誰が払うのか。|答. 誰も払わない。|図2. 費用の推移"),
    # Names, dates, labels and sources around a full stop.
    ("ko", "조지 W. 부시와 존 F. 케네디는 달랐다. |때도 달랐다."),
    ("ko", "등급은 B. |전망은 어둡다."),
    ("ko", "2024.3.2. 낸 통계와 5.18. 성명이 있다. |둘은 다르다."),
    ("ko", "같은 책, p. 45. |뒤의 글은 다르다."),
    ("ko", "Ⅰ. 물음 Ⅱ. 자료 Ⅲ. 답"),
    ("ko", "할 일은 이렇다. |1. 비축 늘리기 2. 항로 나누기"),
    ("ko", "항로는 닫혔다.(주2) |배는 돌아갔다."),
    ("ko", "항로는 닫혔다.³⁾ |배는 돌아갔다."),
    ("ko", "항로는 닫혔다. (한강 2019, 33) |배는 돌아갔다."),
    ("ko", "항로는 닫혔다.(표 3 참조) |배는 돌아갔다."),
    ("ko", "배는 돌아갔다. |e-항만이 전했다."),
    ("ko", "배는 돌아갔다.|“늦었다.” |모두 말이 없었다."),
    ("ko", "해운청. 2022. 「항로 백서」. 부산: 해운청."),
    ("ko", "소식입니다😊 |다음 호에서 봬요!🎉 |안녕히 계세요."),
    ("ko", "답은 “아니오.” 한마디였다. |모두 놀랐다."),
    ("ko", "부두에서는 “배가 없다.” “돈도 없다.” 등 말이 많았다. |답은 없었다."),
    ("ko", "“늦었다.” 따위의 말은 소용없다. |움직여야 한다."),
    ("ko", "그는 “낡은 법을 바꾸고 싶다.” |다른 의원은 말렸다."),
    ("ja", "航路は閉じた。（注2）|船は戻った。"),
    ("ja", "航路は閉じた。（海事新聞、2023年）|船は戻った。"),
    ("ja", "航路は閉じた。［12］|船は戻った。"),
    ("ja", "航路は閉じた。|（ただし漁船は別だ。）|船は戻った。"),
    ("ja", "運賃は３．５倍になった。|前は２．８倍だった。"),
    ("ja", "１．運賃は上がる。|２．船は減る。"),
    ("ja", "一．問い　二．答え"),
    ("ja", "Mori et al. (2020)による。|TEL. 03-0000-0000"),
    ("ja", "海運庁. 2022. 『航路白書』. 東京: 海運庁."),
    ("ja", "航路は閉じた.|しかし船は戻った. |荷もある."),
    ("ja", "お知らせです😊|次号で会いましょう！🎉|では。"),
    # Behind a quotation: a particle goes on, a word that only begins like one does not.
    ("ja", "「もう遅い。」だけでは足りない。|なお、彼は去った。"),
    ("ja", "「もう遅い。」|ところが彼は動いた。"),
    ("ja", "「もう遅い。」|もちろん嘘だ。"),
    ("ja", "「もう遅い。」|なぜなら船は出た。"),
    ("ja", "「もう遅い。」|しかし船は来た。"),
    ("ja", "「来る。」「来ない。」と揉めた。|船は来た。"),
    ("ja", "「来る。」――船長の言葉だ。|船は来た。"),
    ("ja", "「来る！」 と叫んだ。|船は来た。"),
    ("ja", "船長は「来る。」|港長は黙った。"),
    ("ja", "いわゆる「来る。」運動である。|船は来た。"),
    ("ja", "なぜ今か？という問いに答える。|理由は三つだ。"),
    ("ja", "なぜ今か？|とにかく動こう。"),
    ("ja", "[1] 海運庁『年鑑』12頁。|[2] 同書、20頁。"),
    ("ja", "「海を知れ。」（船長）|古い言葉ではない。"),
    ("ko", "“바다를 알라.”(선장) |낡은 말이 아니다."),
    ("ko", "UN Doc. S/7 (2017). |근거는 그것이다."),
    ("ko", "A. 그렇습니다. |B. 아닙니다."),
    ("ko", "별첨 1. 참석자 명단. |넓이는 3㎡. |좁다."),
    ("en", "Mr. Kim of the U.S. mission left at 3.5 p.m. today. |He did not return."),
    ("en", "See Fig. 3 and p. 12 for details. |Then decide."),
    ("en", "“Is it over?” she asked. |It was."),
]


@pytest.mark.parametrize(("language", "marked"), SENTENCES)
def test_a_sentence_ends_where_an_editor_says_it_does(language: str, marked: str) -> None:
    parts = marked.split("|")
    text = "".join(parts)
    found = [0, *cuts(text, language), len(text)]
    pieces = [text[a:b].strip() for a, b in itertools.pairwise(found)]
    assert pieces == [part.strip() for part in parts]


def block(
    source: str, kind: BlockKind = BlockKind.PARAGRAPH, edits: tuple[Edit, ...] = (), tags: tuple[Tag, ...] = ()
) -> Block:
    return Block(0, kind, source, edits=edits, tags=tags)


def texts(found: Block, language: str = "ja") -> list[str]:
    return [view(found.source, found.edits, span.start, span.end).text for span in segment(found, language)]


def test_a_quotation_that_is_a_block_of_its_own_is_cut_inside() -> None:
    assert texts(block("「港は閉じた。船は戻らない。待つ者だけが残る」", BlockKind.QUOTATION)) == [
        "「港は閉じた。",
        "船は戻らない。",
        "待つ者だけが残る」",
    ]


def test_furniture_has_no_segments_and_a_heading_has_one() -> None:
    assert segment(block("12", BlockKind.FURNITURE), "ja") == []
    assert texts(block("なぜか? そして次は?", BlockKind.HEADING)) == ["なぜか? そして次は?"]


def test_spans_are_trimmed_and_lie_on_the_source() -> None:
    found = block("  협상은 끝났다.   이행이 남았다. ")
    assert [found.source[span.start : span.end] for span in segment(found, "ko")] == [
        "협상은 끝났다.",
        "이행이 남았다.",
    ]


def test_closing_marks_and_footnotes_stay_left_and_opening_marks_go_right() -> None:
    source = "<u>前だ。</u>¹<b>次だ。</b>"
    edits = (
        Edit(0, 3, "⟦1⟧", "markup"),
        Edit(6, 10, "⟦/1⟧", "markup"),
        Edit(10, 11, "⟦3/⟧", "footnote"),
        Edit(11, 14, "⟦2⟧", "markup"),
        Edit(17, 21, "⟦/2⟧", "markup"),
    )
    tags = (Tag(1, "u", "<u>", "</u>"), Tag(2, "b", "<b>", "</b>"), Tag(3, "footnote", "¹"))
    assert texts(block(source, edits=edits, tags=tags)) == ["⟦1⟧前だ。⟦/1⟧⟦3/⟧", "⟦2⟧次だ。⟦/2⟧"]


def test_cuts_are_made_in_the_repaired_text() -> None:
    source = "和平 交渉は続く。次は秋だ。"
    assert texts(block(source, edits=(Edit(2, 3, "", "stray space"),))) == ["和平交渉は続く。", "次は秋だ。"]


def test_a_user_adds_abbreviations_protected_spans_and_rules() -> None:
    rules = load_rules(
        {
            "abbreviations": ["소장."],
            "protect": [r"제\d+조\. "],
            "rule": [{"break": True, "before": "；", "after": ""}, {"break": False, "before": r"끝\.", "after": r"\s"}],
        }
    )
    assert cuts("김 소장. 이 소장. 박 소장.", "ko") != []
    assert cuts("김 소장. 이 소장. 박 소장.", "ko", rules) == []
    assert cuts("본다. 제3조. 목적은 이렇다.", "ko", rules) == [3]
    assert cuts("前半；後半", "ja", rules) == [3]
    assert cuts("이제 끝. 그리고 시작.", "ko", rules) == []


def test_nominal_endings_without_a_stop_are_cut_only_on_request() -> None:
    text = "비축을 늘려야 할 것임 보험료는 오를 것임"
    assert cuts(text, "ko") == []
    assert cuts(text, "ko", load_rules({"nominal_endings": True})) == [12]


@pytest.mark.parametrize(
    "table",
    [
        {"protect": ["("]},
        {"rule": [{"before": "x"}]},
        {"rule": [{"break": True}]},
        {"rule": "x"},
        {"nominal_endings": "yes"},
        {"rule": [{"break": True, "before": "[", "after": ""}]},
    ],
)
def test_a_broken_rule_is_refused_in_one_sentence(table: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        load_rules(table)


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.text(alphabet="あ漢한a1.。!?…「」“”\"'()（）¹ \n⟦/1⟧다", max_size=60), st.sampled_from(["ja", "ko", "en"]))
def test_any_text_gives_sorted_cuts_in_range(text: str, language: str) -> None:
    found = cuts(text, language)
    assert found == sorted(set(found))
    assert all(0 < place < len(text) for place in found)
    spans = segment(block(text), language)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(left.end <= right.start for left, right in itertools.pairwise(spans))


def test_twenty_thousand_random_strings_are_cut_in_range() -> None:
    generator = random.Random(7)
    letters = "あ漢한a1Z.。!?…「」『』“”\"'()（）[]¹ \n\r다요라と,·:;/⟦⟧"
    for _ in range(20_000):
        text = "".join(generator.choices(letters, k=generator.randrange(30)))
        found = cuts(text, "ko" if generator.random() < 0.5 else "ja")
        assert all(0 < left < right < len(text) for left, right in itertools.pairwise(found))
        assert all(0 < place < len(text) for place in found)


@pytest.mark.parametrize(
    ("unit", "language", "count"),
    [("「行く。」", "ja", 19_999), ("A. ", "ko", 0), ("1", "ko", 0), ("“간다.” ", "ko", 20_000)],
)
def test_what_repeats_without_end_is_cut_in_time_that_grows_with_its_length(
    unit: str, language: str, count: int
) -> None:
    # Quadratic work on these would take minutes.
    assert len(cuts(unit * 20_000, language)) == count
