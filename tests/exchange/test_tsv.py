"""Tables of units: columns by name, rows that cannot be used by line."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import InterchangeError
from workbench.exchange import Skipped, tsv
from workbench.model import Unit


def read(text, source="ko", target="en"):
    return list(tsv.read(io.BytesIO(text.encode() if isinstance(text, str) else text), source, target))


@pytest.mark.parametrize("name", ["memory.tsv", "memory.csv", "memory.tsv.gz"])
def test_a_table_comes_back_as_it_went_out(tmp_path, name):
    units = [
        Unit("ko", "en", '국가, "이익"\t', "interest,\n\"national\"", status="reviewed", score=90, note="메모", document="a.md", creator="김"),
        Unit("ko", "en", "⟦1⟧국가⟦/1⟧", "state"),
    ]  # fmt: skip
    assert tsv.write(tmp_path / name, units, "ko", "en") == 2
    first, second = tsv.read(tmp_path / name, "ko", "en")
    assert (first.source, first.target, first.status, first.score, first.note, first.document, first.creator) == (
        units[0].source, units[0].target, "reviewed", 90, "메모", "a.md", "김",
    )  # fmt: skip
    assert second.source == "국가"


def test_columns_are_found_by_language_whatever_their_order_and_region():
    (unit,) = read("note\ten-US\tfr\tKO_kr\n메모\tstate\tÉtat\t국가\n")
    assert (unit.source_language, unit.target_language) == ("ko-KR", "en-US")
    assert (unit.source, unit.target, unit.note) == ("국가", "state", "메모")


def test_the_words_source_and_target_will_do():
    (unit,) = read("Target\tSource\nstate\t국가\n")
    assert (unit.source, unit.target, unit.source_language) == ("국가", "state", "ko")


def test_without_a_header_the_first_two_columns_are_source_and_target():
    assert [unit.target for unit in read("국가\tstate\n이익\tinterest\textra\n")] == ["state", "interest"]


def test_rows_that_cannot_be_used_are_named():
    assert read("ko\ten\n\tstate\n국가\n\n") == [Skipped(2, "the source is empty"), Skipped(3, "the target is empty")]


def test_bom_and_utf16_tables_of_spreadsheets_are_read():
    assert read(b"\xef\xbb\xbf" + "ko\ten\n국가\tstate\n".encode())[0].source == "국가"
    assert read(b"\xff\xfe" + "ko\ten\n국가\tstate\n".encode("utf-16-le"))[0].source == "국가"


@pytest.mark.parametrize(
    ("data", "reason"), [(b"", "empty"), (b"\xff\xff\xff,state\n", "not UTF-8"), (b'"a,b\nc', "no table")]
)
def test_what_is_no_table_is_one_sentence(data, reason):
    with pytest.raises(InterchangeError, match=reason):
        list(tsv.read(io.BytesIO(data), "ko", "en", delimiter=","))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_is_read_as_the_spreadsheet_wrote_it(tmp_path, encoding, delimiter):
    file = tmp_path / "memory.csv"
    rows = ["Korean", "English (approved)"], ["정부는 수출을 늘렸다.", "The government raised exports."]
    file.write_bytes("".join(f"{delimiter.join(row)}\r\n" for row in rows).encode(encoding))
    assert [(unit.source, unit.target) for unit in tsv.read(file, "ko", "en")] == [tuple(rows[1])]


def test_a_japanese_spreadsheet_s_old_code_page_is_read(tmp_path):
    file = tmp_path / "memory.csv"
    file.write_bytes("日本語,英語\n海峡は閉じた。,The strait is closed.\n".encode("cp932"))
    assert [unit.source for unit in tsv.read(file, "ja", "en")] == ["海峡は閉じた。"]


def test_quotation_marks_of_a_text_are_no_quoting_in_tab_separated_lines():
    table = 'ko\ten\n"아니다."라고 했다.\t"No," he said.\n"열린 따옴표\tAn "open" quote\n"쉼"\t"rest"\n'
    assert [(unit.source, unit.target) for unit in read(table)] == [
        ('"아니다."라고 했다.', '"No," he said.'),
        ('"열린 따옴표', 'An "open" quote'),
        ("쉼", "rest"),
    ]


CELL = st.text(alphabet=st.sampled_from("국가緩衝 ,\t\"\n'=a"), min_size=1).filter(str.strip)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.tuples(CELL, CELL), max_size=6))
def test_any_cells_survive(pairs):
    stream = io.BytesIO()
    tsv.write(stream, [Unit("ja", "en", *pair) for pair in pairs], "ja", "en")
    assert [(unit.source, unit.target) for unit in tsv.read(io.BytesIO(stream.getvalue()), "ja", "en")] == pairs
