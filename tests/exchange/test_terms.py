"""Glossary tables: what a header means, rows that add to rows, spreadsheets, and files that are none."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import InterchangeError
from workbench.exchange import terms
from workbench.model import Concept, Term, TermStatus

P, A, F = TermStatus.PREFERRED, TermStatus.ADMITTED, TermStatus.FORBIDDEN
POLICY = Path(__file__).parents[2] / "glossary" / "policy.tsv"


def read(text: str, **options: str) -> terms.TermFile:
    return terms.read(io.BytesIO(text.encode()), **options)


def written(concepts: list[Concept], **options: str) -> str:
    stream = io.BytesIO()
    terms.write(stream, concepts, **options)
    return stream.getvalue().decode()


def shape(concept: Concept) -> list[tuple[str, str, TermStatus]]:
    return [(term.language, term.text, term.status) for term in concept.terms]


def test_first_term_of_a_cell_is_preferred_and_the_rest_admitted() -> None:
    file = read("ko\tja\ten\n희토류\tレアアース | 希土類\trare earths | rare-earth elements\n")
    assert shape(file.concepts[0]) == [
        ("ko", "희토류", P),
        ("ja", "レアアース", P),
        ("ja", "希土類", A),
        ("en", "rare earths", P),
        ("en", "rare-earth elements", A),
    ]
    assert file.languages == ("en", "ja", "ko")


def test_hanja_belongs_to_the_korean_terms_in_order() -> None:
    file = read("ko\tja\thanja\ten\n억제 | 억지\t抑止\t抑制 | 抑止\tdeterrence\n")
    assert [(term.text, term.hanja) for term in file.concepts[0].terms][:3] == [
        ("억제", "抑制"),
        ("억지", "抑止"),
        ("抑止", ""),
    ]


def test_a_forbidden_row_adds_to_the_concept_above_that_shares_a_term() -> None:
    file = read(
        "ko\ten\tstatus\n완충지대\tbuffer zone\tpreferred\n봉쇄\tblockade\t\n"
        "완충지대\tcushion zone\tforbidden\n봉쇄\tclosure\tadmitted\n"
    )
    assert [shape(concept)[1:] for concept in file.concepts] == [
        [("en", "buffer zone", P), ("en", "cushion zone", F)],
        [("en", "blockade", P), ("en", "closure", A)],
    ]
    assert file.lines == (2, 3)


def test_a_forbidden_row_of_its_own_forbids_all_but_the_first_language() -> None:
    file = read("ko\ten\tstatus\n진영화\tcamp formation\tforbidden\n")
    assert shape(file.concepts[0]) == [("ko", "진영화", P), ("en", "camp formation", F)]


def test_homonyms_stay_apart() -> None:
    file = read("ko\ten\n인도\tIndia\n인도\textradition\n")
    assert [concept.terms[1].text for concept in file.concepts] == ["India", "extradition"]


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ('ko,en,note\r\n공급망,supply chain,"chains, in plural"\r\n', ","),
        ("ko;en;note\n공급망;supply chain;chains, in plural\n", ";"),
        ("\ufeffko\ten\tnote\r\n공급망\tsupply chain\tchains, in plural\r\n", "\t"),
        ("KO_kr\tEnglish\tNote\n공급망\tsupply chain\tchains, in plural", "\t"),
    ],
)
def test_delimiters_marks_and_spellings_of_the_header(text: str, delimiter: str) -> None:
    (concept,) = read(text).concepts
    assert [term.text for term in concept.terms] == ["공급망", "supply chain"]
    assert concept.note == "chains, in plural"
    assert delimiter in text


def test_the_old_code_page_of_a_spreadsheet_and_headers_in_words_are_read() -> None:
    table = "No.,Korean,English (approved),日本語,English (old)\n1,완충지대,buffer zone,緩衝地帯,cushion zone\n"
    file = terms.read(io.BytesIO(table.replace("日本語", "Japanese").replace("緩衝地帯", "緩衝地帶").encode("cp949")))
    assert shape(file.concepts[0]) == [("ko", "완충지대", P), ("en", "buffer zone", P), ("ja", "緩衝地帶", P)]
    assert [remark.reason.split("”")[0] for remark in file.remarks] == ["column “no.", "column “english (old)"]


def test_utf16_from_a_spreadsheet_is_read() -> None:
    file = terms.read(io.BytesIO("ko\ten\n동맹\talliance\n".encode("utf-16")))
    assert file.concepts[0].terms[1].text == "alliance"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("\t\t", None),
        ("\t\tforbidden", "no term in any language"),
        ("동맹\t" + "x" * 10_000_000 + "\t", "a cell of 10,000,000 characters"),
    ],
)
def test_rows_that_are_left_out_say_why(row: str, reason: str | None) -> None:
    file = read(f"ko\ten\tstatus\n{row}\n억제\tdeterrence\t\n")
    assert [concept.terms[0].text for concept in file.concepts] == ["억제"]
    assert [(one.line, one.reason) for one in file.skipped] == ([(2, reason)] if reason else [])


def test_rows_with_a_status_of_their_own_are_kept_with_one_remark() -> None:
    file = read(
        "ko\ten\tstatus\n억제\tdeterrence\tpreferred\n동맹\talliance | bloc\tOK\n봉쇄\tblockade\t검토 중\n해협\tstrait\tok\n"
    )
    assert [shape(concept)[1:] for concept in file.concepts] == [
        [("en", "deterrence", P)],
        [("en", "alliance", P), ("en", "bloc", A)],
        [("en", "blockade", P)],
        [("en", "strait", P)],
    ]
    assert file.skipped == ()
    assert [(one.line, one.reason) for one in file.remarks] == [
        (
            3,
            "status “ok”, “검토 중” is not preferred, admitted or forbidden; 3 rows are read as if they had none",
        )
    ]


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Deprecated", F), ("not recommended", F), ("deprecatedTerm-admn-sts", F), ("금지", F), ("사용 금지", F), ("비권장", F),
        ("使用禁止", F), ("非推奨", F), ("Do not use", F), ("non-preferred", A), ("nonstandardizedTerm", A), ("NG", F), ("허용", A), ("許容", A), ("admittedTerm", A), ("권장", P), ("推奨", P),
        ("preferredTerm", P),
    ],
)  # fmt: skip
def test_what_other_tables_call_a_status_is_understood(word: str, status: TermStatus) -> None:
    file = read(f"ko\ten\tstatus\n완충지대\tbuffer zone\t\n완충지대\tcushion zone\t{word}\n")
    assert [term.status for concept in file.concepts for term in concept.terms if term.text == "cushion zone"] == [
        status
    ]
    assert file.remarks == ()


def test_rows_of_one_language_are_kept_with_one_remark() -> None:
    file = read("ko\ten\tja\n억제\tdeterrence\n동맹\n봉쇄\t\t\n해협\t\t海峡\n")
    assert [[term.text for term in concept.terms] for concept in file.concepts] == [
        ["억제", "deterrence"], ["동맹"], ["봉쇄"], ["해협", "海峡"],
    ]  # fmt: skip
    assert [(one.line, one.reason) for one in file.remarks] == [
        (3, "no word in another language in 2 rows; they are kept, and found in texts once they have one")
    ]
    assert read("ko\n억제\n동맹\n").remarks == ()


def test_unknown_columns_more_cells_and_repeated_ids_are_remarked() -> None:
    file = read("id\tko\ten\tcolour\n7\t동맹\talliance\tred\tblue\n7\t억제\tdeterrence\n")
    assert [(one.line, one.reason) for one in file.remarks] == [
        (1, "column “colour” is not known; it was left out"),
        (2, "more cells than the header has; the rest was left out"),
        (3, "id “7” stands on line 2 too; read as another concept"),
    ]
    assert [concept.external_id for concept in file.concepts] == ["7", ""]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "the file is empty."),
        (b"\n\n", "the file is empty."),
        (
            "동맹\talliance\n".encode(),
            "the first line names no language column; begin with a line such as: ko  en  note.",
        ),
        (b"ko\ten\n\xff\xff\talliance\n", "not UTF-8; save it as UTF-8 and try again."),
        ('ko,en\n동맹,"alli"ance\n'.encode(), "no proper CSV (',' expected after '\"')."),
        ('ko,en\n동맹,"alliance\n'.encode(), "no proper CSV (unexpected end of data)."),
    ],
)
def test_files_that_are_no_glossary_give_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(InterchangeError) as caught:
        terms.read(io.BytesIO(data))
    assert str(caught.value) == sentence


def test_errors_name_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes('ko,en\n동맹,alliance\n억제,"deter"rence\n'.encode())
    with pytest.raises(InterchangeError, match=r"a\.csv:3: no proper CSV"):
        terms.read(path)


@pytest.mark.parametrize("formula", ["=1+1", "+82", "-", "@SUM(A1)", "'=already", '=HYPERLINK("http://x","y")'])
@pytest.mark.parametrize("delimiter", ["\t", ","])
def test_formulas_are_written_as_text_and_read_back(formula: str, delimiter: str) -> None:
    concepts = [Concept((Term("ko", formula), Term("en", "x")), note=formula)]
    text = written(concepts, delimiter=delimiter)
    assert text.splitlines()[1].lstrip('"').startswith("'")
    assert read(text).concepts == tuple(concepts)


def test_what_is_written_can_be_read_by_a_person() -> None:
    concept = Concept(
        (
            Term("ko", "억제", hanja="抑制", pos="noun"),
            Term("ko", "억지", A, hanja="抑止", pos="noun"),
            Term("en", "deterrence", pos="noun"),
            Term("en", "suppression", F),
        ),
        domain="deterrence",
        note="the policy or effect",
    )
    assert written([concept]) == (
        "ko\ten\tpos\thanja\tstatus\tdomain\tnote\n"
        "억제 | 억지\tdeterrence\tnoun\t抑制 | 抑止\t\tdeterrence\tthe policy or effect\n"
        "억제\tsuppression\t\t\tforbidden\n"
    )


TEXT = (
    st.text(st.sampled_from("동맹억제安全保障abc =+-@'\"·"), min_size=1, max_size=8)
    .map(lambda t: " ".join(t.split()))
    .filter(bool)
)


@st.composite
def concepts(draw: st.DrawFn) -> Concept:
    number = draw(st.integers(0, 10**9))
    found = [Term("ko", f"{draw(TEXT)}{number}", hanja=draw(st.sampled_from(["", "同盟"])))]
    for language in ("ja", "en"):
        texts = draw(st.lists(TEXT, max_size=3, unique=True))
        for place, text in enumerate(texts):
            found.append(Term(language, f"{text}{number}", A if place else P))
        if texts and draw(st.booleans()):
            found.append(Term(language, f"not {texts[0]}{number}", F))
    return Concept(tuple(found), draw(st.sampled_from(["", "trade"])), draw(st.one_of(st.just(""), TEXT)))


@settings(derandomize=True, max_examples=150)
@given(st.lists(concepts(), max_size=5, unique_by=lambda one: one.terms[0].text), st.sampled_from("\t,;"))
def test_tables_come_back_as_they_went(given_concepts: list[Concept], delimiter: str) -> None:
    if not given_concepts:
        return
    back = read(written(given_concepts, delimiter=delimiter), delimiter=delimiter)
    assert back.skipped == ()
    assert [set(one.terms) for one in back.concepts] == [set(one.terms) for one in given_concepts]
    assert [(one.domain, one.note) for one in back.concepts] == [(one.domain, one.note) for one in given_concepts]


def test_omegat_glossary_in_and_out() -> None:
    data = (
        "# comment\n완충지대\tbuffer zone\tgeopolitics\n완충지대\tbuffer area\n\n끼인 국가\n동맹\talliance\n".encode()
    )
    file = terms.read_omegat(io.BytesIO(data), "ko", "en")
    assert [shape(concept) for concept in file.concepts] == [
        [("ko", "완충지대", P), ("en", "buffer zone", P), ("en", "buffer area", A)],
        [("ko", "동맹", P), ("en", "alliance", P)],
    ]
    assert [(one.line, one.reason) for one in file.skipped] == [(5, "no source and target between tabs")]
    stream = io.BytesIO()
    concept = Concept(
        (Term("ko", "완충지대", hanja="緩衝地帶"), Term("en", "buffer zone"), Term("en", "cushion zone", F))
    )
    assert terms.write_omegat(stream, [concept, *file.concepts[1:]], "ko", "en") == 3
    assert stream.getvalue().decode().splitlines()[1:] == [
        "완충지대\tbuffer zone\tnot: cushion zone",
        "緩衝地帶\tbuffer zone\tnot: cushion zone",
        "동맹\talliance",
    ]


def test_the_shipped_glossary_is_read_whole() -> None:
    file = terms.read(POLICY)
    assert (file.skipped, file.remarks) == ((), ())
    assert len(file.concepts) >= 200
    rendering = {
        term.text: next((t.text for t in one.terms if t.language == "en"), "")
        for one in file.concepts
        for term in one.terms
    }
    fixed = {
        "끼인 국가": "sandwiched state", "緩衝地帯": "buffer zone", "파쇄지대": "shatter zone", "戦略的曖昧さ": "strategic ambiguity",
        "확장억제": "extended deterrence", "拡大抑止": "extended deterrence", "한미동맹": "ROK–US alliance",
        "日米同盟": "Japan–US alliance", "サプライチェーン": "supply chain", "輸出管理": "export controls",
        "경제안보": "economic security", "経済的威圧": "economic coercion", "重要鉱物": "critical minerals",
        "海上交通路": "sea lanes", "現状変更": "change to the status quo", "진영화": "bloc formation",
    }  # fmt: skip
    assert {term: rendering[term] for term in fixed} == fixed


def test_the_shipped_glossary_names_each_term_once() -> None:
    seen: dict[tuple[str, str], int] = {}
    for number, concept in enumerate(terms.read(POLICY).concepts):
        for term in concept.terms:
            if term.language != "en":
                assert seen.setdefault((term.language, term.text), number) == number, term.text
