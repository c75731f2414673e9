"""What each line of a paper is: the quirks of real Korean and Japanese papers, on text of our own."""

from __future__ import annotations

import pytest

from workbench import documents
from workbench.model import Block, BlockKind, Document, EditState
from workbench.text.overlay import view
from workbench.text.tags import strip


def read(text: str, language: str = "ja", **options: bool) -> Document:
    return documents.read(text.encode(), "paper.md", language=language, **options)


def words(block: Block) -> str:
    return strip(view(block.source, block.edits).text)


def kinds(text: str, language: str = "ja") -> list[tuple[str, str]]:
    return [(block.kind.value, words(block)) for block in read(text, language).blocks]


def segments(text: str, language: str = "ja") -> list[str]:
    return [
        strip(view(block.source, block.edits, span.start, span.end).text)
        for block in read(text, language).blocks
        for span in documents.segment(block, language)
    ]


BODY_JA = "港は閉じた。船は戻らない。"
BODY_KO = "항구는 닫혔다. 배는 돌아오지 않는다."


def test_black_marks_are_headings_and_circles_figure_titles() -> None:
    found = read(f"潮路通信 第三号\n\n{BODY_JA}\n\n●海は誰のものか\n\n{BODY_JA}\n\n〇輸入の割合\n\n\n\n{BODY_JA}\n")
    assert [(block.kind.value, block.label, block.source) for block in found.blocks if block.label] == [
        ("heading", "●", "海は誰のものか"),
        ("caption", "〇", "輸入の割合"),
    ]
    assert [finding.check for finding in found.findings] == ["missing-figure"]


def test_a_plain_line_above_a_list_is_a_heading_even_if_it_ends_like_a_sentence() -> None:
    assert kinds(
        f"{BODY_KO}\n\n바다의 시대는 이미 현실이다\n\n- 첫째로, 배가 늘었음.\n- 둘째로, 항구가 늘었음.\n", "ko"
    )[1:3] == [
        ("heading", "바다의 시대는 이미 현실이다"),
        ("list_item", "첫째로, 배가 늘었음."),
    ]


def test_a_number_opens_a_heading_or_a_list_item_and_is_no_part_of_either() -> None:
    text = f"{BODY_KO}\n\n1. 바다의 시대\n\n- 1. 첫째로, 배가 늘었음.\n- 2. 둘째로, 항구가 늘었음.\n\n2. 뭍의 시대\n\n{BODY_KO}\n"
    found = [(block.kind.value, block.label, block.source) for block in read(text, "ko").blocks if block.label]
    assert found == [
        ("heading", "1.", "바다의 시대"),
        ("list_item", "1.", "첫째로, 배가 늘었음."),
        ("list_item", "2.", "둘째로, 항구가 늘었음."),
        ("heading", "2.", "뭍의 시대"),
    ]


def test_titles_authors_and_dates_come_before_the_body() -> None:
    text = f"SEA WATCHING\n\n가온 해양연구소\nGaon Sea Institute\n\n바다의 값과 동맹\n\n2026. 03. 10 <제41호>\n\n윤해담 (가온대 교수)\n\n핵심 요지\n\n{BODY_KO}\n"
    assert [kind for kind, _ in kinds(text, "ko")] == [
        "title",
        "meta",
        "meta",
        "title",
        "meta",
        "meta",
        "heading",
        "paragraph",
    ]
    assert segments(text, "ko")[4] == "2026. 03. 10 <제41호>"


def test_a_title_below_the_author_is_a_title_where_only_the_series_stands_above() -> None:
    text = f"海洋ノート\n\nNo. 27\n\n令和7年11月3日\n\n海の新しい均衡\n\n【要旨】\n\n{BODY_JA}\n"
    assert [kind for kind, _ in kinds(text)] == ["title", "meta", "meta", "title", "heading", "paragraph"]


def test_a_line_bold_as_a_whole_keeps_its_asterisks_and_its_number_outside() -> None:
    found = read(f"{BODY_KO}\n\n**1. 문제 제기**\n\n{BODY_KO}\n", "ko").blocks[1]
    assert (found.kind.value, found.label, found.source, found.tags) == ("heading", "1.", "문제 제기", ())


def test_bullets_keep_their_nesting() -> None:
    found = read("本文だ。次だ。\n\n- 港\n- * 北の港\n- * 南の港\n").blocks[1:]
    assert [(block.source, block.level, block.label) for block in found] == [
        ("港", 1, "-"),
        ("北の港", 2, "*"),
        ("南の港", 2, "*"),
    ]


def test_an_asterisk_alone_is_a_note_and_a_run_of_them_a_list() -> None:
    assert kinds(f"{BODY_JA}\n\n*次号は秋に出ます。\n") == [("paragraph", BODY_JA), ("note", "次号は秋に出ます。")]
    assert [kind for kind, _ in kinds(f"{BODY_JA}\n\n* 北の港\n* 南の港\n")] == ["paragraph", "list_item", "list_item"]


def test_triangles_inside_a_sentence_do_not_cut_it() -> None:
    assert len(segments("- 일본의 경우, △오랜 경쟁, △물리적 거리, △낮은 의존 등으로 사정이 다름.\n", "ko")) == 1


def test_spaces_inside_words_go_and_those_of_names_stay() -> None:
    text = f"潮路通信 第三号\n\n潮路研究所 篠宮 遥\n\n停戦・和平 交渉は続く。目 先の利益だけを見る。第 2 次大戦だ。\n\n{BODY_JA}\n"
    assert segments(text)[1:5] == [
        "潮路研究所 篠宮 遥",
        "停戦・和平交渉は続く。",
        "目先の利益だけを見る。",
        "第 2 次大戦だ。",
    ]
    assert "和平 交渉" in read(text).blocks[2].source
    assert "和平 交渉" in words(read(text, repair=False).blocks[2])


def test_a_quotation_and_the_paragraph_it_has_swallowed_are_two_blocks() -> None:
    assert kinds(
        f"{BODY_JA}\n\n「海に面した国家は、港を持つことで初めて選択の余地を得るものである」 つまり港が要る。次だ。\n"
    )[1:] == [
        ("quotation", "「海に面した国家は、港を持つことで初めて選択の余地を得るものである」"),
        ("paragraph", "つまり港が要る。次だ。"),
    ]


def test_markup_over_two_lines_is_one_sentence_with_balanced_tags() -> None:
    text = f"{BODY_JA}ここで問う。<u>なぜ今それが許されないの</u>\n<u>か</u>、を論じたい。**「何があっても残るもの」**も**ある。\n"
    block = read(text).blocks[0]
    shown = view(block.source, block.edits).text
    assert "⟦1⟧なぜ今それが許されないの⟦/1⟧⟦2⟧か⟦/2⟧、を論じたい。⟦3⟧「何があっても残るもの」⟦/3⟧もある。" in shown


def test_a_title_mangled_into_a_tag_is_read_as_the_title() -> None:
    text = f'目次\n特集 海\t1p\n<from editor="" the=""> 港の人々</from>\t9p\n\n{BODY_JA}\n\n<From the Editor> 港の人々\n\n{BODY_JA}\n'
    assert [segment for segment in segments(text) if "Editor" in segment] == ["<From the Editor> 港の人々"] * 2


def test_a_table_of_contents_loses_its_leaders_and_page_numbers() -> None:
    text = f"Contents ********\n特集 海の値段\t1p\n<海外論調>\n港の人々・・・・・・ 9\n\n{BODY_JA}\n"
    assert kinds(text)[:4] == [
        ("toc", "Contents"),
        ("toc", "特集 海の値段"),
        ("toc", "<海外論調>"),
        ("toc", "港の人々"),
    ]


def test_what_the_contents_name_is_a_heading_though_a_list_comes_before_it() -> None:
    text = f"目次\n1. 海\t1p\n2. 港\t2p\n\n{BODY_JA}\n\n1. 在庫を増やす。\n2. 港\n\n{BODY_JA}\n"
    assert ("heading", "港") in kinds(text)


FOOTNOTED = """供給は止まった¹。代わりは無い²。協議は先送りされた3。面積は5 km²である。

_

¹ 昨年の値である。

 $^{^2}$ 概算による。

³²月24日の時点である。

⁴ どこからも参照されない。
"""


def test_footnote_marks_are_references_whatever_they_have_become() -> None:
    document = read(FOOTNOTED)
    assert view(document.blocks[0].source, document.blocks[0].edits).text == (
        "供給は止まった⟦1/⟧。代わりは無い⟦2/⟧。協議は先送りされた⟦3/⟧。面積は5 km²である。"
    )
    notes = [(block.reference, words(block)) for block in document.blocks if block.kind is BlockKind.FOOTNOTE]
    assert notes == [
        ("1", "昨年の値である。"),
        ("2", "概算による。"),
        ("3", "2月24日の時点である。"),
        ("4", "どこからも参照されない。"),
    ]
    assert [finding.message for finding in document.findings] == ["no mark in the text refers to footnote 4"]


def test_numbered_notes_are_footnotes_where_the_text_refers_to_them_so() -> None:
    text = f"기본계획을 수정하였다.1) 준비는 더디다[2].\n\n{BODY_KO}\n\n1) 해양부, 『백서』, 2024, p. 35.\n[2] 연구소 자료.\n"
    document = read(text, "ko")
    assert [block.reference for block in document.blocks if block.kind is BlockKind.FOOTNOTE] == ["1", "2"]
    assert (
        strip(view(document.blocks[0].source, document.blocks[0].edits).text) == "기본계획을 수정하였다. 준비는 더디다."
    )


def test_page_numbers_rules_and_running_heads_are_furniture() -> None:
    text = f"바다 이야기 제3호\n\n2026년 3월 1일\n\n{BODY_KO}\n\n- 7 -\n\n바다 이야기 제3호\n\n{BODY_KO}\n\n___\n\n8 / 12\n"
    assert [text for kind, text in kinds(text, "ko") if kind == "furniture"] == [
        "- 7 -",
        "바다 이야기 제3호",
        "___",
        "8 / 12",
    ]


def test_what_looks_misread_is_reported_and_never_changed() -> None:
    text = "●対口制裁の行方\n\n戦争が終わったたとしても、口シアの制裁は続く。ロト─ボーという。それは「終わり|だ。\n"
    document = read(text)
    assert {finding.check for finding in document.findings} == {
        "misread-character",
        "doubled-kana",
        "unbalanced-quotes",
    }
    assert len(document.findings) >= 5
    assert "終わったた" in words(document.blocks[1])


def test_nested_quotation_marks_with_one_missing_do_not_swallow_the_paragraph() -> None:
    assert (
        len(segments("四年の間に、「「建国の父」の遺産を壊した人」と言われる。困る。「だれも望まない。しかし続く。\n"))
        == 4
    )


def test_names_parted_by_slashes_are_one_segment_with_their_separators_restored() -> None:
    names = "北銀行/南電力/東鉄道/ 西建設/ABC グループ/港湾公社/ 中央石油 山手製鉄/Oasis Corp/青空航空/\n川崎造船/湖南保険\n"
    (found,) = segments(f"{BODY_JA}\n\n{names}")[2:]
    assert found.split("/") == [
        "北銀行",
        "南電力",
        "東鉄道",
        "西建設",
        "ABC グループ",
        "港湾公社",
        "中央石油",
        "山手製鉄",
        "Oasis Corp",
        "青空航空",
        "川崎造船",
        "湖南保険",
    ]


def test_a_bilingual_heading_is_two_and_a_date_with_its_rubric_is_no_heading() -> None:
    text = f'{BODY_JA}\n\n"A Price for Calm"\n「凪の値段」\n\nLeaders\nJune 2nd 2022\n\n{BODY_JA}\n'
    assert kinds(text)[1:5] == [
        ("heading", '"A Price for Calm"'),
        ("heading", "「凪の値段」"),
        ("meta", "Leaders"),
        ("meta", "June 2nd 2022"),
    ]


def test_the_imprint_is_one_segment_a_line_and_an_address_one_over_its_lines() -> None:
    text = f"{BODY_KO} 길다. 더 길다.\n\n발행처: 가온연구소\n\n주소: 부산시 영도구\n물마루로 17\n등대빌딩 4층\n\n홈페이지: <http://gaon.example>\n\n이 글은 필자의 견해이며 기관의 공식 의견이 아닙니다.\n"
    found = kinds(text, "ko")[1:]
    assert [kind for kind, _ in found] == ["meta"] * 4
    assert found[1][1] == "주소: 부산시 영도구 물마루로 17 등대빌딩 4층"
    assert "http://gaon.example" in segments(text, "ko")[-2]


def test_a_pull_quote_repeats_its_paragraph_without_a_stop() -> None:
    text = "- 본고는 동맹을 기본 축으로 하되 이웃과의 협력을 병행하는 '동맹 플러스' 전략을 제안함.\n\n동맹을 기본 축으로 하되 이웃과의 협력을 병행하는 '동맹 플러스' 전략을 제안함\n\n- 다음 항목임.\n"
    assert [kind for kind, _ in kinds(text, "ko")] == ["list_item", "quotation", "list_item"]


@pytest.mark.parametrize(
    ("language", "left", "right"),
    [
        (
            "ja",
            "この長い道のりを一国の力だけで守り抜くことは、費用の面からも人員の面からも",
            "現実的ではなく、協力を積み上げるほかない。",
        ),
        ("ko", "세 신호의 교훈은 약한 나라가 강대국의 셈법을 읽어 낼 눈과 배를 갖추지", "못해서 무너졌다는 것이다."),
    ],
)
def test_a_sentence_cut_by_a_page_is_one_segment(language: str, left: str, right: str) -> None:
    body = BODY_JA if language == "ja" else BODY_KO
    space = "" if language == "ja" else " "
    text = f"{body}\n\n{body}{space}{left}\n\n3\n\n_\n\n¹ 参照。\n\n{right}\n"
    assert f"{left}{space}{right}" in segments(text, language)
    assert f"{left}{space}{right}" not in [words(block) for block in read(text, language, repair=False).blocks]


def test_a_page_break_that_left_only_a_blank_line_is_joined_by_guess() -> None:
    left, right = (
        "この長い道のりを一国の力だけで守り抜くことは容易ではなく、費用の面から見ても人員の負担を",
        "軽くする工夫が要る。",
    )
    document = read(f"{BODY_JA}\n\n{BODY_JA}{left}\n\n{right}\n\n{BODY_JA}\n")
    assert f"{left}{right}" in words(document.blocks[1])
    assert [edit.reason for edit in documents.waiting(document.blocks[1])] == [
        "page break inside a sentence, joined by guess"
    ]


def test_a_list_that_a_page_has_cut_stays_a_list() -> None:
    text = "- 첫째로, 배가 늘었음.\n- 둘째로, 항구가 늘었음.\n\n 3 \n\n- 셋째로, 값이 올랐음.\n \n- 넷째로, 줄었음.\n"
    assert [kind for kind, _ in kinds(text, "ko")] == ["list_item", "list_item", "furniture", "list_item", "list_item"]


def test_a_word_broken_over_two_lines_is_no_list_label() -> None:
    text = "한편 이웃 나라는 스스로를 근접국으로 규정하며, 이는 백서에 분명히 명시되어 있\n다. 이 움직임은 주목할 만하다.\n"
    assert segments(f"{BODY_KO}\n\n{text}", "ko")[2:] == [
        "한편 이웃 나라는 스스로를 근접국으로 규정하며, 이는 백서에 분명히 명시되어 있다.",
        "이 움직임은 주목할 만하다.",
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("가. 항로 현황\n1) 남방 항로는 열려 있다.\n2) 북극 항로는 여름에만 열린다.\n", "ko"),
        ("１．航路の現状\n（1）南回りは開いている。\n（2）北極海は夏だけ開く。\n", "ja"),
    ],
)
def test_the_first_item_right_below_its_heading_keeps_its_label(text: str, language: str) -> None:
    found = kinds(f"{BODY_KO if language == 'ko' else BODY_JA}\n\n{text}", language)[-3:]
    assert [kind for kind, _ in found] == ["heading", "list_item", "list_item"]
    assert found[1][1][0] in "남南"


def test_markdown_s_own_marks_count_in_markdown() -> None:
    text = "# 海\n\n本文だ。[表](http://a.example)を見よ。`x`だ。次[^1]だ。\n\n> 引用だ。\n\n| 項目 | 値 |\n|---|---|\n| 油 | 90% |\n\n```\ncode\n```\n\n![図](a.png)\n\n[^1]: 脚注。\n"
    found = kinds(text)
    assert [kind for kind, _ in found if kind != "furniture"] == [
        "title", "paragraph", "quotation", "cell", "cell", "cell", "cell", "caption", "footnote",
    ]  # fmt: skip
    assert found[1][1] == "本文だ。表を見よ。xだ。次だ。"


@pytest.mark.parametrize("label", ["１", "2", "二"])
def test_a_number_before_a_full_width_space_is_a_mark(label: str) -> None:
    found = read(f"{BODY_JA}\n\n{label}　争点と背景\n\n　{BODY_JA}\n").blocks[1]
    assert (found.kind, found.label, found.source) == (BlockKind.HEADING, label, "争点と背景")


@pytest.mark.parametrize(
    ("heading", "language"),
    [("제1장 서론", "ko"), ("제 2 절. 항로", "ko"), ("第一章　はじめに", "ja"), ("第２節 争点", "ja")],
)
def test_the_words_for_a_chapter_are_translated_with_its_heading(heading: str, language: str) -> None:
    body = BODY_KO if language == "ko" else BODY_JA
    found = read(f"{body}\n\n{heading}\n\n{body}\n", language).blocks[1]
    assert (found.kind, found.source) == (BlockKind.HEADING, heading)


def test_a_number_is_no_part_of_a_heading_that_markdown_marks_either() -> None:
    text = f"# 바다\n\n## 1. 들어가며\n\n{BODY_KO}\n\n## 2.1 항로\n\n{BODY_KO}\n\n## Ⅲ. 뭍\n\n{BODY_KO}\n\n### 가. 섬\n\n{BODY_KO}\n\n## 제4장 맺음\n\n## 2026. 5. 3.\n"
    found = [(block.label, block.source) for block in read(text, "ko").blocks if block.kind is BlockKind.HEADING]
    assert found == [
        ("## 1.", "들어가며"),
        ("## 2.1", "항로"),
        ("## Ⅲ.", "뭍"),
        ("### 가.", "섬"),
        ("##", "제4장 맺음"),
        ("##", "2026. 5. 3."),
    ]


def test_a_running_head_that_comes_once_is_told_by_the_first_line() -> None:
    text = "海峡政策レポート　第48号　　　　二〇二六年四月\n\n海峡は誰のものか\n\n佐伯真由美\n\n海峡は閉じた。統計によれば、その年の釜山港のコンテナの取\n\n　　12\n海峡政策レポート　第48号\n扱量は二割減った。\n"
    assert kinds(text)[-3:] == [
        ("paragraph", "海峡は閉じた。統計によれば、その年の釜山港のコンテナの取扱量は二割減った。"),
        ("furniture", "12"),
        ("furniture", "海峡政策レポート　第48号"),
    ]


@pytest.mark.parametrize(("title", "mark"), [("注", "（{}）"), ("【注】", "({})"), ("## 脚注", "（{}）")])
def test_notes_in_round_brackets_are_told_by_the_title_above_them(title: str, mark: str) -> None:
    one, two = mark.format(1), mark.format(2)
    text = f"港は閉じた{one}。船は戻らない{two}。\n\n{title}\n\n{one}　昨年の値。\n{two}　概算。\n"
    found = read(text)
    assert [words(block) for block in found.blocks if block.kind is BlockKind.PARAGRAPH] == [
        "港は閉じた。船は戻らない。"
    ]
    notes = [(block.reference, block.label, block.source) for block in found.blocks if block.kind is BlockKind.FOOTNOTE]
    assert notes == [("1", one, "昨年の値。"), ("2", two, "概算。")]
    assert not found.findings


def test_round_brackets_without_such_a_title_are_a_list() -> None:
    text = "次の（1）と（2）が要る。\n\n（1）　港を守る。\n（2）　船を守る。\n"
    assert kinds(text)[1:] == [("list_item", "港を守る。"), ("list_item", "船を守る。")]


def test_raised_marks_with_a_bracket_are_found_below() -> None:
    text = "항구는 닫혔다.¹⁾ 배는 돌아오지 않는다.²⁾\n\n1) 지난해의 값.\n2) 어림값.\n"
    assert [(block.kind.value, block.reference) for block in read(text, "ko").blocks[1:]] == [
        ("footnote", "1"),
        ("footnote", "2"),
    ]


def test_html_in_markdown_is_no_text() -> None:
    text = (
        '# 바다 {#sea}\n\n<div class="note">\n\n<details><summary>더 보기</summary>\n\n'
        + BODY_KO
        + "\n\n</details>\n</div>\n\n"
        "<!-- 편집자에게: -->\n\n<!-- 옮기지\n말 것. -->\n\n항구는<!-- 여기 --> 닫혔다. 배는 없다.\n\n<br>\n\n"
        "- [ ] 항로를 살핀다.\n- [x] 보험료를 살핀다.\n\n<From the Editor>\n\n" + BODY_KO + "\n"
    )
    assert [words(block) for block in read(text, "ko").blocks if block.kind is not BlockKind.FURNITURE] == [
        "바다", "더 보기", BODY_KO, "항구는 닫혔다. 배는 없다.", "항로를 살핀다.", "보험료를 살핀다.", "<From the Editor>", BODY_KO,
    ]  # fmt: skip


def test_a_comment_that_never_ends_hides_nothing() -> None:
    assert len(kinds(f"<!-- 편집자에게\n\n{BODY_KO}\n", "ko")) == 2
    assert kinds(f"<!-- 편집자에게\n\n{BODY_KO}\n", "ko")[1] == ("paragraph", BODY_KO)


def test_ruby_in_markdown_is_the_word_without_its_reading() -> None:
    assert kinds("# 海\n\n海峡は<ruby>要衝<rt>ようしょう</rt></ruby>である。\n")[1] == (
        "paragraph",
        "海峡は要衝である。",
    )


def test_wrapped_plain_text_is_joined_and_paragraphs_are_told_by_their_indent() -> None:
    text = "　港は国の呼吸器である。船が止まれば、工場も病院も同じ日に\n息を詰める。昨年の調査では、三つの港だけで輸入の六割を占め\nた。\n　では、どの港から備えるべきか。筆者は「代わりの無い港」から\n始めるべきだと考える。理由は二つある。\n"
    assert segments(text) == [
        "港は国の呼吸器である。",
        "船が止まれば、工場も病院も同じ日に息を詰める。",
        "昨年の調査では、三つの港だけで輸入の六割を占めた。",
        "では、どの港から備えるべきか。",
        "筆者は「代わりの無い港」から始めるべきだと考える。",
        "理由は二つある。",
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "1. 들어가며\n\n본문이다.\n\n나. 완충지대로서의 동남아\n  동남아는 두 강대국 사이에서 자율성을 지키려 하지만 나라마다 처지가 같지 않다.\n",
            "ko",
        ),
        (
            "　港は国の呼吸器である。船が止まれば、工場も病院も同じ日に\n息を詰める。昨年の調査では、三つの港だけで輸入の六割を占め\nた。\n\n"
            "（一）　情報の共有\n　両国の協定には海上交通路の情報が含まれていない。そのため、\n港ごとに別の約束が要る。\n",
            "ja",
        ),
    ],
)
def test_a_short_numbered_line_is_a_heading_also_where_its_text_is_indented_below(text: str, language: str) -> None:
    found = kinds(text, language)
    assert found[-2] in (("heading", "완충지대로서의 동남아"), ("heading", "情報の共有"))
    assert found[-1][0] == "paragraph"


def test_a_wrapped_list_item_goes_on_in_its_hanging_indent() -> None:
    text = " ○ 한국은 청해부대의 작전 구역을 확대하는 방식으로 독자 파견을\n   선택하였음.\n ○ 일본은 조사와 연구를 이유로 호위함을 보냈고, 그 기간을 해마\n   다 늘려 왔음.\n - 짧은 항목을\n   손으로 나누어 적은 것임.\n"
    assert [kind for kind, _ in kinds(text, "ko")] == ["list_item"] * 3


@pytest.mark.parametrize("heading", ["はじめに", "おわりに", "結びにかえて", "一　はじめに"])
def test_the_customary_japanese_headings_end_with_a_particle(heading: str) -> None:
    assert kinds(f"{BODY_JA}\n\n{heading}\n\n　{BODY_JA}\n")[1] == ("heading", heading.removeprefix("一　"))


def test_uncertain_repairs_wait_and_joins_by_guess_are_listed() -> None:
    document = read(f'{BODY_JA}\n\n<market price="" the=""> 値段\n\n{BODY_JA}\n')
    (edit,) = [edit for block in document.blocks for edit in documents.waiting(block)]
    assert (edit.state, edit.text) == (EditState.PENDING, "<market price the>")


TURNS = "Q. 값은 얼마인가?\n\nA. 배의 크기에 따라 다르다.\n\n한별: 누가 내는가?\n\n가온: 화주가 낸다.\n\n한별: 그럴 텐데요. (웃음)\n\n―끝으로 한 말씀 부탁드립니다.\n"


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        # A deeper level of a brief opens with a triangle, which enumerates inside a sentence otherwise.
        ("- 첫째임\n  △ 배가 늘었음\n  △ 값이 올랐음", "ko", ["list_item 첫째임", "list_item 배가 늘었음", "list_item 값이 올랐음"]),
        ("△배 △항구 △길 등이다. 길다.", "ko", ["paragraph △배 △항구 △길 등이다. 길다."]),
        ("→　次回に示す。\n→　確認する。", "ja", ["list_item 次回に示す。", "list_item 確認する。"]),
        # Numbers in full-width digits, kanji and kana are lists where the next follows right below.
        ("１．日　時　四月\n２．場　所　会議室\n３．議　題", "ja", ["list_item 日 時 四月", "list_item 場 所 会議室", "list_item 議 題"]),
        ("一　漁業権を有する者\n二　港湾管理者", "ja", ["list_item 漁業権を有する者", "list_item 港湾管理者"]),
        ("　イ　浅い海\n　ロ　航路", "ja", ["list_item 浅い海", "list_item 航路"]),
        # A heading of two lines hangs in the air after the first.
        ("제2장 자원의 전망과\n대체 가능성", "ko", ["heading 제2장 자원의 전망과 대체 가능성"]),
        ("第２節　震災後における論の\n再燃とその限界", "ja", ["heading 第２節 震災後における論の再燃とその限界"]),
        # Captions: a number of two parts, or the name of who took the picture.
        ("図２－１　送電経路", "ja", ["caption 送電経路"]),
        ("▲ 배가 떠나고 있다. [사진=가온신문]", "ko", ["caption ▲ 배가 떠나고 있다. [사진=가온신문]"]),
        ("手を合わせる遺族＝一日、釜山、森香撮影", "ja", ["caption 手を合わせる遺族＝一日、釜山、森香撮影"]),
        # Rows of a table without markup.
        ("나라\t법\n남국\t바다법", "ko", ["cell 나라", "cell 법", "cell 남국", "cell 바다법"]),
        ("社名　　国　　船\n北通信　　仏　　七隻", "ja", ["cell 社名", "cell 国", "cell 船", "cell 北通信", "cell 仏", "cell 七隻"]),
        # Lines of a form, keywords, rights and dates.
        ("キーワード：港、海", "ja", ["meta キーワード：港、海"]),
        ("입력 2025.03.18. 오후 4:32  수정 2025.03.18. 오후 6:05", "ko", ["meta 입력 2025.03.18. 오후 4:32 수정 2025.03.18. 오후 6:05"]),
        ("[시행 2025. 7. 1.] [훈령 제8호, 2025. 6. 3.]", "ko", ["meta [시행 2025. 7. 1.] [훈령 제8호, 2025. 6. 3.]"]),
        ("<저작권자 ⓒ 가온신문>", "ko", ["meta <저작권자 ⓒ 가온신문>"]),
        ("정리: 한별\n사진: 가온", "ko", ["meta 정리: 한별", "meta 사진: 가온"]),
        ("(의사봉 3타)", "ko", ["paragraph (의사봉 3타)"]),
        # Entries of a list of references stay apart, however long they are.
        (
            "한별. 2024. 「바다의 제도와 그 미래를 묻는다」. 『해양연구』 40(2): 77-101.\n가온. 2023. 『길은 답인가』. 서울: 물마루.",
            "ko",
            ["paragraph 한별. 2024. 「바다의 제도와 그 미래를 묻는다」. 『해양연구』 40(2): 77-101.", "paragraph 가온. 2023. 『길은 답인가』. 서울: 물마루."],
        ),
        ("(a) 港があること。\n(b) 船があること。", "ja", ["list_item 港があること。", "list_item 船があること。"]),
        ("나. 문제점\n⑴ 기한이 없다.\n⑵ 구속력이 없다.", "ko", ["heading 문제점", "list_item 기한이 없다.", "list_item 구속력이 없다."]),
        ("変数　　(1)　　(2)\n補助　　1.81　　2019.12.", "ja", ["cell 変数", "cell (1)", "cell (2)", "cell 補助", "cell 1.81", "cell 2019.12."]),
        ("―――◇―――", "ja", ["furniture ―――◇―――"]),
        ("동료 여러분!\n\n새해가 밝았습니다.", "ko", ["paragraph 동료 여러분!", "paragraph 새해가 밝았습니다."]),
        ("JEL classification: L52", "ja", ["meta JEL classification: L52"]),
        (TURNS, "ko", ["paragraph " + line for line in TURNS.splitlines() if line]),
    ],
)  # fmt: skip
def test_lines_of_briefs_statutes_minutes_news_and_interviews(text: str, language: str, expected: list[str]) -> None:
    body = BODY_KO if language == "ko" else BODY_JA
    found = documents.read(f"{body}\n\n{text}\n".encode(), "paper.txt", language=language).blocks[1:]
    assert [f"{block.kind.value} {' '.join(words(block).split())}" for block in found] == expected


def test_fields_above_the_body_are_meta_and_an_institute_alone_is_no_title() -> None:
    text = f"가온연구소\n\n바다의 값\n\n책임연구자 한별\n\n일시: 2025년 5월 20일\n장소: 3층 회의실\n\ni\n\n{BODY_KO}\n"
    assert [kind for kind, _ in kinds(text, "ko")[:6]] == ["meta", "title", "meta", "meta", "meta", "furniture"]


@pytest.mark.parametrize(
    ("author", "language"), [("志村 遼太（東都経済大学）", "ja"), ("가온항만공사 사장 윤보라", "ko")]
)
def test_a_name_with_its_institute_or_office_is_an_author(author: str, language: str) -> None:
    body = BODY_KO if language == "ko" else BODY_JA
    assert kinds(f"海の値\n\n{author}\n\n{body}\n", language)[1] == ("meta", author)


def test_a_title_stands_below_a_preamble() -> None:
    assert kinds(f"---\ntitle: 海\n---\n\n# 海の値\n\n{BODY_JA}\n")[3] == ("title", "海の値")


def test_links_into_the_paper_are_its_contents() -> None:
    assert kinds(f"# 海\n\n- [港](#port)\n- [船](#ship)\n\n{BODY_JA}\n")[1:3] == [("toc", "港"), ("toc", "船")]


def test_an_issue_number_with_its_stop_is_a_running_head_all_the_same() -> None:
    head = "潮路研究所　調査報告 No.31"
    text = f"{head}\n\n海の値\n\n{BODY_JA}\n\n１\n{head}\n\n{BODY_JA}\n\n2\n{head}\n\n{BODY_JA}\n"
    assert [text for kind, text in kinds(text) if kind == "furniture"] == ["１", head, "2", head]
    once = f"海の値\n\n森 香\n\n{BODY_JA}{BODY_JA}この点は森（二〇\n\n潮路レポート　第22号\n- 2 -\n\n二一）を見よ。\n"
    assert "この点は森（二〇二一）を見よ。" in segments(once)


def test_a_paragraph_indented_further_than_the_line_above_is_no_part_of_the_item() -> None:
    text = f"{BODY_JA}\n\n③送電網を増強し、遠くの地方まで残らず送れるように\n　する。\n　だが、交渉は行き詰まった。\n"
    assert kinds(text)[1:] == [
        ("list_item", "送電網を増強し、遠くの地方まで残らず送れるようにする。"),
        ("paragraph", "だが、交渉は行き詰まった。"),
    ]
