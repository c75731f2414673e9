"""TMX out and in: what other tools accept, and what they write."""

import gzip
import io
import zipfile
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import InterchangeError
from workbench.exchange import Skipped, tmx
from workbench.model import Unit

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def unit(source="완충지대", target="buffer zone", **details):
    return Unit("ko", "en", source, target, **details)


def written(units, source="ko", target="en"):
    stream = io.BytesIO()
    count = tmx.write(stream, units, source, target)
    return stream.getvalue(), count


def read(data, source="ko", target="en", **options):
    items = list(tmx.read(io.BytesIO(data if isinstance(data, bytes) else data.encode()), source, target, **options))
    return [item for item in items if isinstance(item, Unit)], [item for item in items if isinstance(item, Skipped)]


def file_of(*bodies, header='srclang="ko"', version="1.4", prologue='<?xml version="1.0" encoding="UTF-8"?>\n'):
    return f'{prologue}<tmx version="{version}"><header {header}/><body>\n{"".join(bodies)}</body></tmx>'


def tu(source="끼인 국가", target="sandwiched state", source_code="ko", target_code="en", attribute="xml:lang"):
    return (
        f'<tu><tuv {attribute}="{source_code}"><seg>{source}</seg></tuv>'
        f'<tuv {attribute}="{target_code}"><seg>{target}</seg></tuv></tu>\n'
    )


# Writing


def test_header_and_variants_name_their_languages_with_the_same_strings():
    data, count = written([unit(), Unit("ko", "en-US", "국가", "state")], "ko-kr", "en")
    root = ET.fromstring(data)
    header = root.find("header")
    assert count == 2
    assert root.get("version") == "1.4"
    assert set(header.attrib) == {
        "creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype",
    }  # fmt: skip
    assert header.get("srclang") == "ko-KR"
    assert {tuple(v.get(XML_LANG) for v in u.iter("tuv")) for u in root.iter("tu")} == {("ko-KR", "en")}


def test_units_of_several_languages_each_name_their_own():
    units = [unit("바다", "sea"), Unit("ja", "en", "海", "sea"), Unit("ja-JP", "en", "島", "island")]
    data, count = written(units, "", "en")
    root = ET.fromstring(data)
    assert (count, root.find("header").get("srclang")) == (3, "*all*")
    assert [(u.get("srclang"), *(v.get(XML_LANG) for v in u.iter("tuv"))) for u in root.iter("tu")] == [
        ("ko", "ko", "en"), ("ja", "ja", "en"), ("ja-JP", "ja-JP", "en"),
    ]  # fmt: skip
    assert [found.source for found in read(data, "ko")[0]] == ["바다"]
    assert [found.source for found in read(data, "ja")[0]] == ["海", "島"]


def test_provenance_stands_before_the_variants_under_our_names():
    data, _ = written(
        [
            unit(
                origin="alignment", status="reviewed", score=93, document="논문.md", previous="앞", next="뒤", note="확인",
                author="Lee", creator="Kim", created="20260101T000000Z", changed="20260102T030405Z", uses=3, id=7,
                properties={"x-project": "A&B"},
            )
        ]
    )  # fmt: skip
    element = ET.fromstring(data).find("body/tu")
    assert [child.tag for child in element][:1] == ["note"]
    assert [child.tag for child in element][-2:] == ["tuv", "tuv"]
    assert {prop.get("type"): prop.text for prop in element.iter("prop")} == {
        "x-origin": "alignment", "x-status": "reviewed", "x-score": "93", "x-document": "논문.md",
        "x-context-pre": "앞", "x-context-post": "뒤", "x-project": "A&B",
    }  # fmt: skip
    assert element.attrib == {
        "srclang": "ko", "tuid": "7", "creationdate": "20260101T000000Z", "changedate": "20260102T030405Z",
        "creationid": "Kim", "changeid": "Lee", "usagecount": "3",
    }  # fmt: skip


def test_text_is_plain_nfc_and_legal_xml():
    data, _ = written([unit("⟦1⟧국\u1100\u1161⟦/1⟧ <b>\x08&\ud800", "a\ufffe⟦2/⟧ \"b\" 'c'")])
    texts = [seg.text for seg in ET.fromstring(data).iter("seg")]
    assert texts == ["국가 <b>&", "a \"b\" 'c'"]


def test_units_without_text_on_one_side_are_not_written():
    _, count = written([unit("", "x"), unit("x", " "), unit("⟦1/⟧", "x"), unit("\x01", "x")])
    assert count == 0


def test_a_date_no_reader_would_understand_is_left_out():
    data, _ = written([unit(created="yesterday")])
    assert b"creationdate" not in data


def test_a_file_appears_whole_or_not_at_all(tmp_path):
    path = tmp_path / "out.tmx"
    path.write_text("before")

    def breaking():
        yield unit()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        tmx.write(path, breaking(), "ko", "en")
    assert path.read_text() == "before"
    assert [found.name for found in tmp_path.iterdir()] == ["out.tmx"]


def test_a_file_that_cannot_be_written_is_one_sentence(tmp_path):
    with pytest.raises(InterchangeError, match="cannot be written"):
        tmx.write(tmp_path / "no such folder" / "out.tmx", [unit()], "ko", "en")


# Reading


@pytest.mark.parametrize("suffix", [".tmx", ".tmx.gz", ".tmx.zip"])
def test_plain_gzip_and_zip_files_come_back(tmp_path, suffix):
    path = tmp_path / f"memory{suffix}"
    tmx.write(path, [unit(note="메모")], "ko", "en")
    (found,) = tmx.read(path, "ko", "en")
    assert (found.source, found.target, found.note) == ("완충지대", "buffer zone", "메모")
    assert tmx.check(path) == 1


@pytest.mark.parametrize(
    ("encoding", "declared", "mark"),
    [
        ("utf-8", "UTF-8", b""),
        ("utf-8", "UTF-8", b"\xef\xbb\xbf"),
        ("utf-16-le", "UTF-16", b"\xff\xfe"),
        ("utf-16-be", "UTF-16", b"\xfe\xff"),
        ("utf-16-le", "UTF-16", b""),
        ("utf-16-be", "UTF-16", b""),
        ("cp949", "EUC-KR", b""),
        ("cp949", "ks_c_5601-1987", b""),
        ("utf-8", "UTF-16", b""),
    ],
)
def test_any_declared_encoding_or_mark_is_read(encoding, declared, mark):
    text = file_of(tu("똠방각하 국가", "state"), prologue=f'<?xml version="1.0" encoding="{declared}"?>\n')
    (found,), _ = read(mark + text.encode(encoding))
    assert found.source == "똠방각하 국가"


def test_japanese_windows_characters_are_read_from_shift_jis():
    text = file_of(tu("①緩衝地帯～", "x", "ja"), prologue='<?xml version="1.0" encoding="Shift_JIS"?>')
    (found,), _ = read(text.encode("cp932"), "ja")
    assert found.source == "①緩衝地帯～"


def test_lang_counts_where_xml_lang_is_missing():
    (found,), _ = read(file_of(tu(attribute="lang"), version="1.1"))
    assert found.source == "끼인 국가"


@pytest.mark.parametrize(
    ("asked", "codes", "chosen"),
    [
        (("ko", "en"), ["KO_kr", "en-us"], (0, 1)),
        (("ko", "en"), ["kor", "eng"], (0, 1)),
        (("ko", "en-GB"), ["en-US", "ko", "en-GB"], (1, 2)),
        (("ko", "en"), ["en-US", "ko-KR", "en"], (1, 2)),
        (("en-US", "en-GB"), ["fr", "en-GB", "en-US"], (2, 1)),
        (("en", "en-GB"), ["en-GB", "en-US"], (1, 0)),
        (("ja", "en"), ["ko", "en"], None),
        (("ko", "en"), ["ko", ""], None),
    ],
)
def test_the_two_languages_asked_for_are_chosen_by_code_then_language_then_region(asked, codes, chosen):
    variants = "".join(f'<tuv xml:lang="{code}"><seg>{place}</seg></tuv>' for place, code in enumerate(codes))
    units, skipped = read(file_of(f"<tu>{variants}</tu>", header='srclang="*all*"'), *asked)
    assert [(int(found.source), int(found.target)) for found in units] == ([chosen] if chosen else [])
    assert len(skipped) == (chosen is None)


def test_several_targets_of_one_language_are_several_units():
    variants = "".join(f'<tuv xml:lang="en"><seg>{text}</seg></tuv>' for text in ("state", "nation"))
    units, _ = read(file_of(f'<tu><tuv xml:lang="ko"><seg>국가</seg></tuv>{variants}</tu>'))
    assert [found.target for found in units] == ["state", "nation"]


INLINE = (
    'A <bpt i="1">&lt;b></bpt>bold<ept i="1">&lt;/b></ept><ph x="2">&lt;img alt="<sub>text</sub>"></ph> '
    "<hi>high</hi><ut>{x}</ut>"
)


def test_inline_codes_are_left_out_with_their_content():
    (found,), _ = read(file_of(tu(INLINE)))
    assert found.source == "A bold high"


def test_inline_codes_become_tag_marks_when_asked():
    (found,), _ = read(file_of(tu(INLINE)), marks=True)
    assert found.source == "A ⟦1⟧bold⟦/1⟧⟦2/⟧ high⟦0/⟧"


def test_spaces_inside_a_text_are_kept_ideographic_ones_too():
    (found,), _ = read(file_of(tu("가   나\u3000\u3000다", "x")))
    assert found.source == "가   나\u3000\u3000다"


def test_provenance_of_omegat_and_of_variants_is_understood():
    body = (
        '<tu creationid="Kim"><prop type="file">a/b.html</prop><prop type="prev">앞</prop><prop type="next">뒤</prop>'
        '<tuv xml:lang="ko"><seg>국가</seg></tuv><tuv xml:lang="en" changeid="Lee" changedate="2026-01-02T03:04:05Z" '
        'creationdate="20260101T000000Z"><note>하나</note><prop type="client">X</prop><seg>state</seg></tuv></tu>'
    )
    (found,), _ = read(file_of(body))
    assert (found.document, found.previous, found.next) == ("a/b.html", "앞", "뒤")
    assert (found.creator, found.author) == ("Kim", "Lee")
    assert (found.created, found.changed) == ("20260101T000000Z", "20260102T030405Z")
    assert (found.note, found.properties, found.origin, found.status) == (
        "하나",
        {"client": "X"},
        "import",
        "confirmed",
    )


@pytest.mark.parametrize(
    ("written_as", "context"),
    [
        ("&lt;seg&gt;앞 문장이다.&lt;/seg&gt;", "앞 문장이다."),
        ("&lt;seg&gt;R&amp;amp;D는 &lt;hi&gt;길&lt;/hi&gt;다.&lt;/seg&gt;", "R&D는 길다."),
        (
            '&lt;seg&gt;&lt;bpt i="1"&gt;&amp;lt;b&amp;gt;&lt;/bpt&gt;앞&lt;ept i="1"&gt;{/b}&lt;/ept&gt; &lt;ph/&gt;문장&lt;/seg&gt;',
            "앞 문장",
        ),
        ("&lt;seg&gt;R&amp;D &lt;3&lt;/seg&gt;", "R&D <3"),
        ("&lt;seg/&gt;", ""),
        ("<seg>앞 문장</seg>", "앞 문장"),
        ('앞 <ph x="1">{b}</ph>문장', "앞 문장"),
        ("a &lt;seg&gt; b", "a <seg> b"),
    ],
)
def test_contexts_are_text_however_a_tool_wraps_them(written_as, context):
    note = "<note>확인 <ph/>함</note>"
    props = f'{note}<prop type="x-context-pre">{written_as}</prop><prop type="x-context-post">{written_as}</prop>'
    body = tu("국가", "state").replace("<seg>국가", f"{props}<seg>국가")
    (found,), _ = read(file_of(body))
    assert (found.source, found.target, found.note) == ("국가", "state", "확인 함")
    assert (found.previous, found.next) == (context, context)
    properties = {prop.get("type"): prop.text for prop in ET.fromstring(written([found])[0]).iter("prop")}
    assert properties.get("x-context-pre", "") == context


@pytest.mark.parametrize("who", ['creationid="Kim"', 'changeid="Kim"', 'creationid="Kim" changeid="Kim"'])
def test_a_unit_with_one_name_is_by_one_author(who):
    (found,), _ = read(file_of(tu().replace("<tu>", f"<tu {who}>")))
    assert (found.creator, found.author) == ("", "Kim")
    assert b'creationid="Kim" changeid="Kim"' in written([found])[0]


def test_what_cannot_be_used_is_named_with_line_and_reason():
    units, skipped = read(file_of(tu(), tu("", "x"), tu("국가", "  "), tu(target_code="fr"), tu(source_code="ja")))
    assert len(units) == 1
    assert skipped == [
        Skipped(4, "the source is empty"),
        Skipped(5, "the target is empty"),
        Skipped(6, "no text in en"),
        Skipped(7, "no text in ko"),
    ]


def test_the_reader_counts_units_and_names_the_languages_it_saw():
    reader = tmx.read(io.BytesIO(file_of(tu(), tu(source_code="KO_kr", target_code="fr")).encode()), "ko", "en")
    assert len(list(reader)) == 2
    assert reader.count == 2
    assert reader.languages == ["ko", "en", "KO_kr", "fr"]


# Damage and malice


def damaged():
    return file_of(tu("하나", "one"), tu("둘", "R&D"), tu("셋", "three"), tu("넷", "four")).removesuffix(
        "</body></tmx>"
    )


def test_damage_is_an_error_that_says_where_after_the_units_before_it():
    reader = tmx.read(io.BytesIO(damaged().encode()), "ko", "en")
    assert next(reader).source == "하나"
    with pytest.raises(InterchangeError, match="damaged") as caught:
        list(reader)
    assert caught.value.line == 4
    with pytest.raises(InterchangeError):
        tmx.check(io.BytesIO(damaged().encode()))


def test_salvage_keeps_what_stands_before_and_after_each_damage():
    units, skipped = read(damaged(), salvage=True)
    assert [found.source for found in units] == ["하나", "셋", "넷"]
    assert [found.line for found in skipped] == [4, 7]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64])
def test_salvage_does_not_depend_on_how_the_file_arrives(monkeypatch, size):
    monkeypatch.setattr("workbench.exchange.opening.CHUNK", 16)
    whole = [item.source for item in read(damaged(), salvage=True)[0]]
    from workbench.exchange.tmx_parsing import Parser

    found = []
    parser = Parser(
        None, lambda _, __, variants, *___: found.append(variants[0][1]), found.append, salvage=True, marks=False
    )
    data = damaged().encode()
    for at in range(0, len(data), size):
        assert parser.feed(data[at : at + size]) is None
    assert parser.end() is None
    assert [text for text in found if isinstance(text, str)] == whole
    assert [skipped.line for skipped in found if isinstance(skipped, Skipped)] == [4, 7]


def test_bytes_of_another_encoding_cost_one_unit_when_salvaging():
    data = file_of(tu("하나", "one"), tu("둘", "two"), tu("셋", "three")).encode()
    units, skipped = read(data.replace("둘".encode(), "둘".encode("cp949")), salvage=True)
    assert [found.source for found in units] == ["하나", "셋"]
    assert len(skipped) == 1


@pytest.mark.parametrize(
    ("declaration", "name"),
    [
        ('<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">', "b"),
        ('<!ENTITY x SYSTEM "file:///etc/hostname">', "x"),
        ('<!ENTITY % x SYSTEM "http://localhost/x.dtd">', "x"),
        (f'<!ENTITY long "{"x" * 40}">', "long"),
    ],
)
@pytest.mark.parametrize("salvage", [False, True])
def test_entities_that_could_swell_or_look_outside_are_refused(declaration, name, salvage):
    text = file_of(tu("&x;"), prologue=f'<?xml version="1.0"?>\n<!DOCTYPE tmx [{declaration}]>')
    with pytest.raises(InterchangeError, match=rf"entity \({name}\)") as caught:
        read(text, salvage=salvage)
    assert caught.value.line == 2


def test_names_of_characters_are_understood_declared_or_not():
    declared = file_of(tu("국&nbsp;가"), prologue='<!DOCTYPE tmx [<!ENTITY nbsp "&#160;">]>')
    known = file_of(tu("국&nbsp;가"), prologue='<!DOCTYPE tmx SYSTEM "tmx14.dtd">')
    assert [read(text)[0][0].source for text in (declared, known)] == ["국\xa0가", "국\xa0가"]


def test_absurd_nesting_is_refused():
    with pytest.raises(InterchangeError, match="nested"):
        read(file_of("<x>" * 100_000))
    with pytest.raises(InterchangeError, match="nested"):
        read(file_of("<tu><tuv xml:lang='ko'><seg>" + "<hi>" * 100_000))


def test_a_tag_without_end_is_refused_before_it_fills_the_memory():
    with pytest.raises(InterchangeError, match="single tag"):
        read(file_of('<tu x="' + "x" * 6_000_000))


def test_a_text_of_absurd_length_is_left_out_and_the_rest_read():
    units, skipped = read(file_of(tu("가" * 2_000_000), tu()))
    assert [found.source for found in units] == ["끼인 국가"]
    assert "longer than" in skipped[0].reason


def test_a_packed_file_that_swells_absurdly_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("workbench.exchange.opening._HARMLESS", 1 << 20)
    path = tmp_path / "bomb.tmx.gz"
    path.write_bytes(gzip.compress(file_of(tu("가"), " " * 20_000_000).encode()))
    with pytest.raises(InterchangeError, match="swells"):
        list(tmx.read(path, "ko", "en"))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\0" * 50, "empty"),
        (b"<martif><text/></martif>", "not a TMX file"),
        (b"once upon a time", "damaged"),
        (b'<?xml version="1.0" encoding="klingon"?><tmx/>', "unknown encoding"),
        (b"\x1f\x8b\x08\0broken", "cannot be read"),
        (b"PK\x03\x04broken", "cannot be read"),
    ],
)
def test_what_is_no_tmx_is_one_sentence(data, reason):
    with pytest.raises(InterchangeError, match=reason):
        read(data)


def test_a_zip_of_several_files_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("a.tmx", file_of(tu()))
        archive.writestr("b.tmx", file_of(tu()))
    with pytest.raises(InterchangeError, match="a zip of 2 files"):
        list(tmx.read(tmp_path / "two.zip", "ko", "en"))


def test_a_missing_file_is_one_sentence(tmp_path):
    with pytest.raises(InterchangeError, match="cannot be read"):
        list(tmx.read(tmp_path / "none.tmx", "ko", "en"))


# Round trips

TEXT = st.text(
    alphabet=st.one_of(
        st.sampled_from("국가이익 緩衝地帯<>&\"'\n\r\t\u3000"), st.characters(exclude_categories=["Cs", "Cc"])
    ),
    min_size=1,
    max_size=20,
).filter(str.strip)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(
    st.lists(
        st.builds(
            Unit, st.sampled_from(["ko", "ja-JP"]), st.just("en"), TEXT, TEXT,
            origin=st.sampled_from(["human", "mt", "alignment"]), status=st.sampled_from(["confirmed", "draft"]),
            document=st.sampled_from(["", "논문.md"]), previous=st.just("") | TEXT, next=st.just("") | TEXT,
            author=st.sampled_from(["", "Kim \"J\"\n"]), created=st.just("20260101T000000Z"),
            changed=st.just("20260102T000000Z"), note=st.just("") | TEXT, score=st.none() | st.integers(0, 100),
            properties=st.dictionaries(st.sampled_from(["x-a", "client"]), TEXT), uses=st.integers(1, 9),
        ),
        max_size=5,
    )
)  # fmt: skip
def test_what_is_written_is_read_back(units):
    from dataclasses import replace

    from workbench.exchange.xml import legal
    from workbench.text.normal import nfc

    def as_read(text):
        return nfc(legal(text))

    for language in ("ko", "ja-JP"):
        mine = [found for found in units if found.source_language == language and as_read(found.source).strip()]
        mine = [found for found in mine if as_read(found.target).strip()]
        data, count = written(mine, language)
        back, skipped = read(data, language)
        assert (count, skipped) == (len(mine), [])
        assert back == [
            replace(
                found,
                source=as_read(found.source),
                target=as_read(found.target),
                previous=as_read(found.previous),
                next=as_read(found.next),
                note=as_read(found.note),
                properties={name: legal(value) for name, value in found.properties.items()},
            )
            for found in mine
        ]
