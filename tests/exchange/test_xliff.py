"""XLIFF out and in: one segment a unit, states mapped both ways, codes as tag marks."""

import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from translate.storage import xliff as toolkit_1
from translate.storage import xliff2 as toolkit_2

from workbench.errors import InterchangeError
from workbench.exchange import Skipped, xliff
from workbench.model import Origin, Segment, Status
from workbench.text import tags

SHARED = Path(__file__).parents[2] / "../shared/gold/interop"
VERSIONS = pytest.mark.parametrize("version", ["1.2", "2.1"])


def segment(number, source, target="", status=Status.CONFIRMED, **details):
    return Segment(number, 1, 1, number, 0, len(source), source, target, status, **details)


SEGMENTS = [
    segment(1, "완충지대는 <사라졌다> & 끝.", "The buffer zone is gone.", Status.CONFIRMED, origin=Origin.HUMAN),
    segment(2, "⟦1⟧국가⟦/1⟧의 이익⟦2/⟧", "⟦1⟧national⟦/1⟧ interest⟦2/⟧", Status.REVIEWED, note="두 번 확인"),
    segment(3, "초안이다.", "This is a draft.", Status.DRAFT, origin=Origin.MT),
    segment(4, "고친 문장.", "An edited sentence.", Status.EDITED, origin=Origin.HUMAN),
    segment(5, "비슷한 문장.", "A similar sentence.", Status.DRAFT, origin=Origin.FUZZY, score=82),
    segment(6, "아직.", "", Status.UNTRANSLATED),
]


def written(segments, version):
    stream = io.BytesIO()
    count = xliff.write(stream, segments, "ko", "en", document="논문.md", version=version)
    assert count == len(segments)
    return stream.getvalue()


def read(data, *languages):
    return list(xliff.read(io.BytesIO(data if isinstance(data, bytes) else data.encode()), *languages))


@VERSIONS
def test_texts_states_origins_notes_and_ids_come_back(version):
    *units, left = read(written(SEGMENTS, version), "ko", "en")
    assert isinstance(left, Skipped)
    assert left.reason == "the target is empty"
    for unit, sent in zip(units, SEGMENTS, strict=False):
        assert (unit.source, unit.target, unit.status, unit.note) == (sent.source, sent.target, sent.status, sent.note)
        assert unit.properties["id"].lstrip("s") == str(sent.id)
        assert (unit.source_language, unit.target_language, unit.document) == ("ko", "en", "논문.md")
    assert [unit.origin for unit in units if unit.status is Status.DRAFT] == [Origin.MT, Origin.FUZZY]


def test_translate_toolkit_understands_our_1_2():
    store = toolkit_1.xlifffile.parsestring(written(SEGMENTS, "1.2"))
    assert (store.sourcelanguage, store.targetlanguage) == ("ko", "en")
    assert [str(unit.target or "") for unit in store.units] == [
        sent.target if sent.id != 2 else "national interest" for sent in SEGMENTS
    ]
    # To it, whatever has a target and is not approved is fuzzy.
    assert [unit.isfuzzy() for unit in store.units] == [True, False, True, True, True, False]
    assert [unit.isapproved() for unit in store.units] == [False, True, False, False, False, False]


def test_translate_toolkit_understands_our_2_1():
    store = toolkit_2.Xliff2File.parsestring(written(SEGMENTS, "2.1"))
    units = [unit for unit in store.units if unit.source]
    assert str(units[0].source) == SEGMENTS[0].source
    assert [bool(unit.target) for unit in units] == [bool(sent.target) for sent in SEGMENTS]


@VERSIONS
def test_torn_pairs_of_tags_survive(version):
    torn = segment(1, "⟦1⟧가 ⟦2⟧나⟦/1⟧ 다⟦/2⟧", "⟦/1⟧ one ⟦2⟧ two ⟦3/⟧⟦3/⟧")
    (unit,) = read(written([torn], version))
    assert (unit.source, unit.target) == (torn.source, torn.target)


PIECE = st.sampled_from(["국가", " ", "<b>&", "⟦1⟧", "⟦/1⟧", "⟦2/⟧", "緩衝", '"', "\n"])


@VERSIONS
@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(PIECE, max_size=8), st.lists(PIECE, max_size=8))
def test_any_mixture_of_text_and_tags_comes_back(version, source, target):
    sent = segment(1, "가" + "".join(source), "a" + "".join(target))
    (unit,) = read(written([sent], version))
    assert (unit.source, unit.target) == (sent.source, sent.target)


def test_the_segments_of_a_segmented_unit_are_units_of_their_own():
    data = """<xliff version="1.2"><file source-language="ja" target-language="en"><body><trans-unit id="7">
    <source>一。二。</source><seg-source><mrk mtype="seg" mid="0">一。</mrk><mrk mtype="seg" mid="1">二。</mrk></seg-source>
    <target><mrk mtype="seg" mid="0"> One. </mrk><mrk mtype="seg" mid="1">Two.</mrk></target></trans-unit></body></file></xliff>"""
    assert [(unit.source, unit.target) for unit in read(data)] == [("一。", "One."), ("二。", "Two.")]


def test_codes_of_other_tools_become_tag_marks_alike_on_both_sides():
    data = """<xliff version="1.2"><file source-language="ko" target-language="en"><body><trans-unit id="1">
    <source>가 <g id="b1">나</g><ph id="br">&lt;br/&gt;</ph></source>
    <target>a <g id="b1">b</g><ph id="br">&lt;br/&gt;</ph> <mrk mtype="protected">c</mrk></target>
    </trans-unit></body></file></xliff>"""
    (unit,) = read(data)
    assert tags.marks(unit.source) == tags.marks(unit.target)
    assert tags.strip(unit.target) == "a b c"


def test_a_file_in_another_language_is_left_out_by_name():
    data = written(SEGMENTS[:1], "1.2")
    assert read(data, "ja", "en")[0].reason == "in ko, not in ja"
    assert read(data, "ko-KR", "en-US")[0].target == SEGMENTS[0].target


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("<tmx/>", "not an XLIFF file"),
        ("<xliff><file>", "damaged"),
        ("", "empty"),
        ('<!DOCTYPE xliff [<!ENTITY x SYSTEM "file:///etc/hostname">]><xliff>&x;</xliff>', "entities"),
        ('<!DOCTYPE xliff [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]><xliff>&b;</xliff>', "entities"),
        ("<xliff>" + "<group>" * 5000, "damaged"),
    ],
)
def test_what_is_no_xliff_is_one_sentence(data, reason):
    with pytest.raises(InterchangeError, match=reason):
        read(data)


def test_damage_is_named_by_line_after_the_units_before_it():
    data = written(SEGMENTS[:2], "1.2").replace(b"</body>", b"\n\x08")
    reader = xliff.read(io.BytesIO(data))
    with pytest.raises(InterchangeError) as caught:
        list(reader)
    assert caught.value.line == data[: data.index(b"\x08")].count(b"\n") + 1


def _table():
    """Files of other tools with what translate-toolkit reads of them: units, and units with both sides."""
    if not (SHARED / "table.json").is_file():
        return []
    rows = json.loads((SHARED / "table.json").read_text())
    return [row for row in rows if row["file"].endswith((".xlf", ".xliff", ".sdlxliff"))]


@pytest.mark.parametrize("row", _table(), ids=lambda row: row["file"])
def test_files_of_other_tools_are_read_as_well_as_translate_toolkit_reads_them_or_better(row):
    reader = xliff.read(SHARED / row["file"], *row["pair"])
    if not isinstance(row["tt"], dict):
        with pytest.raises(InterchangeError) as caught:
            list(reader)
        assert caught.value.line == 7
        return
    units = [item for item in reader if not isinstance(item, Skipped)]
    assert reader.count == row["tt"]["units"]
    # Where its target is a code for a blank and no text, it is none to us.
    blank = row["file"] == "mihnita_MQ-12-Test01.xlf"
    assert len(units) >= row["tt"]["with_target"] - blank
