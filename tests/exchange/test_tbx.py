"""TBX: both versions in and out, what other tools make of it, and files that must not get in."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import InterchangeError
from workbench.exchange import tbx, terms
from workbench.model import Concept, Term, TermStatus

P, A, F = TermStatus.PREFERRED, TermStatus.ADMITTED, TermStatus.FORBIDDEN
GLOSSARY = Path(__file__).parents[2] / "glossary"
INTEROP = Path(__file__).parents[3] / "shared" / "gold" / "interop"

ALLIANCE = Concept(
    (
        Term("ko", "한미동맹", hanja="韓美同盟", pos="noun"),
        Term("ja", "米韓同盟"),
        Term("en", "ROK–US alliance", note="en dash"),
        Term("en", "US–ROK alliance", A),
        Term("en", "Korean-American alliance", F),
    ),
    domain="alliance",
    note="A & B < C",
    source="style guide",
    external_id="c12",
)


def written(concepts: list[Concept], version: int = 2) -> bytes:
    stream = io.BytesIO()
    tbx.write(stream, concepts, version=version)
    return stream.getvalue()


def v2(body: str) -> bytes:
    return f'<?xml version="1.0"?>\n<martif type="TBX"><text><body>\n{body}\n</body></text></martif>'.encode()


@pytest.mark.parametrize("version", [2, 3])
def test_what_goes_out_comes_back(version: int) -> None:
    assert tbx.read(io.BytesIO(written([ALLIANCE], version))).concepts == (ALLIANCE,)


CHARACTERS = st.characters(codec="utf-8", categories=["L", "N", "P", "S"])
TEXT = st.text(CHARACTERS, min_size=1, max_size=12).map(lambda text: __import__("unicodedata").normalize("NFC", text))


@settings(derandomize=True, max_examples=150)
@given(
    st.lists(
        st.tuples(st.sampled_from(["ko", "ja", "en", "zh-Hant-TW"]), TEXT, st.sampled_from([P, A, F])),
        min_size=1,
        max_size=6,
        unique_by=lambda item: item[:2],
    ),
    st.sampled_from([2, 3]),
)
def test_any_terms_come_back(given_terms: list[tuple[str, str, TermStatus]], version: int) -> None:
    concept = Concept(tuple(Term(*item) for item in given_terms), note="n")
    (back,) = tbx.read(io.BytesIO(written([concept], version))).concepts
    assert sorted(back.terms, key=repr) == sorted(concept.terms, key=repr)


def test_forbidden_renderings_stand_apart_in_version_2_only() -> None:
    assert written([ALLIANCE]).count(b"<termEntry ") == 2
    assert b'normativeAuthorization">deprecatedTerm' in written([ALLIANCE])
    assert written([ALLIANCE], 3).count(b"<conceptEntry ") == 1
    assert b"deprecatedTerm-admn-sts" in written([ALLIANCE], 3)


def test_translate_toolkit_sees_every_concept_and_none_obsolete() -> None:
    toolkit = pytest.importorskip("translate.storage.tbx")
    store = toolkit.tbxfile(io.BytesIO(written([ALLIANCE])), sourcelanguage="ko", targetlanguage="en")
    assert [unit.isobsolete() for unit in store.units] == [False, False]
    assert (store.units[0].source, store.units[0].target) == ("한미동맹", "ROK–US alliance")


def test_the_shipped_tbx_is_the_shipped_tsv() -> None:
    stream = io.BytesIO()
    tbx.write(stream, terms.read(GLOSSARY / "policy.tsv").concepts, title="Policy glossary")
    assert stream.getvalue() == (GLOSSARY / "policy.tbx").read_bytes(), "write policy.tbx again from policy.tsv"
    assert tbx.read(GLOSSARY / "policy.tbx").concepts == terms.read(GLOSSARY / "policy.tsv").concepts


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (  # ntig, inline markup, an unmarked second term, a language twice
            '<termEntry id="c1"><langSet xml:lang="EN-us"><ntig><termGrp><term>trade <hi>deficit</hi></term>'
            '<termNote type="partOfSpeech">noun</termNote></termGrp></ntig></langSet>'
            '<langSet xml:lang="EN-us"><tig><term>trade gap</term></tig></langSet></termEntry>',
            [("en-US", "trade deficit", P), ("en-US", "trade gap", A)],
        ),
        (  # statuses as tools write them
            '<termEntry><langSet xml:lang="en"><tig><term>a</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts'
            '</termNote></tig><tig><term>b</term><termNote type="administrativeStatus">admittedTerm</termNote></tig>'
            "<tig><term>c</term></tig></langSet></termEntry>",
            [("en", "a", F), ("en", "b", A), ("en", "c", P)],
        ),
        (  # whitespace of pretty printing
            '<termEntry><langSet xml:lang="ja"><tig><term>\n  安全\n  保障 </term></tig></langSet></termEntry>',
            [("ja", "安全 保障", P)],
        ),
    ],
)
def test_what_other_tools_write_is_read(body: str, expected: list[tuple[str, str, TermStatus]]) -> None:
    (concept,) = tbx.read(io.BytesIO(v2(body))).concepts
    assert [(term.language, term.text, term.status) for term in concept.terms] == expected


def test_version_3_in_dct_style_with_prefixes() -> None:
    data = b"""<tbx:tbx type="TBX-Min" style="dct" xmlns:tbx="urn:iso:std:iso:30042:ed-2" xmlns:min="x"><tbx:text><tbx:body>
    <tbx:conceptEntry id="k1"><min:subjectField>trade</min:subjectField>
    <tbx:langSec xml:lang="en"><tbx:termSec><tbx:term>tariff</tbx:term>
    <min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus><min:partOfSpeech>noun</min:partOfSpeech>
    </tbx:termSec></tbx:langSec></tbx:conceptEntry></tbx:body></tbx:text></tbx:tbx>"""
    (concept,) = tbx.read(io.BytesIO(data)).concepts
    assert concept == Concept((Term("en", "tariff", pos="noun"),), domain="trade", external_id="k1")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<termEntry/>", "no terms"),
        ("<termEntry><langSet><tig><term>동맹</term></tig></langSet></termEntry>", "a term without a language"),
        ('<termEntry><langSet xml:lang="ko"><tig><term> </term></tig></langSet></termEntry>', "an empty term"),
        (
            f'<termEntry><langSet xml:lang="ko"><tig><term>{"가" * 10_000_000}</term></tig></langSet></termEntry>',
            "a term of 10,000,000 characters",
        ),
    ],
    ids=["no terms", "no language", "empty", "ten million characters"],
)
def test_entries_that_are_left_out_say_why(body: str, reason: str) -> None:
    good = '<termEntry><langSet xml:lang="ko"><tig><term>억제</term></tig></langSet></termEntry>'
    file = tbx.read(io.BytesIO(v2(f"{good}\n{body}\n{good}")))
    assert len(file.concepts) == 2
    assert [(one.line, one.reason) for one in file.skipped] == [(4, reason)]


def test_repeated_ids_and_references_in_a_circle_do_no_harm() -> None:
    entry = '<termEntry id="c1"><ref type="crossReference" target="{}"/><langSet xml:lang="en"><tig><term>{}</term>{}</tig></langSet></termEntry>'
    bad = '<termNote type="normativeAuthorization">deprecatedTerm</termNote>'
    body = (
        entry.format("c2", "a", bad)
        + entry.replace("c1", "c2").format("c1", "b", bad)
        + "\n"
        + entry.format("c1", "c", "")
    )
    file = tbx.read(io.BytesIO(v2(body)))
    assert sorted(term.text for concept in file.concepts for term in concept.terms) == ["a", "b", "c"]
    assert [(one.line, one.reason) for one in file.remarks] == [
        (4, "id “c1” stands on line 3 too; read as another concept")
    ]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "x.tbx: the file is empty."),
        (b"<TAGTABLE/>", "x.tbx:1: no TBX: its root is “TAGTABLE”."),
        (b"ko\ten\n", "x.tbx:1: broken XML (syntax error)."),
        (v2("<termEntry><langSet>"), "x.tbx:4: broken XML (mismatched tag)."),
        (v2("")[:-9], "x.tbx:4: broken XML (no element found)."),
        (v2("\xff").replace("\xff".encode(), b"\xff"), "x.tbx:3: broken XML (not well-formed (invalid token))."),
        (
            b'<!DOCTYPE martif [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>\n<martif/>',
            "x.tbx:1: declares the entity “a”, which no TBX needs.",
        ),
        (
            b'<!DOCTYPE martif [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<martif>&x;</martif>',
            "x.tbx:1: declares the entity “x”, which no TBX needs.",
        ),
        (b"<martif>" + b"<p>" * 10_000, "x.tbx:1: elements nested more than 64 deep."),
        (b'<?xml version="1.0" encoding="klingon"?><martif/>', "x.tbx:1: declares an unknown encoding, klingon."),
    ],
)
def test_files_that_are_damaged_or_hostile_give_one_sentence(tmp_path: Path, data: bytes, sentence: str) -> None:
    path = tmp_path / "x.tbx"
    path.write_bytes(data)
    with pytest.raises(InterchangeError) as caught:
        tbx.read(path)
    assert str(caught.value).replace(f"{tmp_path}/", "") == sentence


def test_a_file_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(InterchangeError, match="cannot be written"):
        tbx.write(tmp_path / "no" / "x.tbx", [ALLIANCE])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not INTEROP.is_dir(), reason="the interchange samples are not here")
@pytest.mark.parametrize(
    ("name", "concepts", "found_terms"),
    [
        ("mihnita_ibm_tbx.tbx", 5, 11),
        ("mihnita_oracle_TBX.tbx", 2, 6),
        ("mihnita_sdl_tbx.tbx", 223, 472),
        ("mihnita_test01.tbx", 1, 2),
    ],
)
def test_real_files_give_every_term(name: str, concepts: int, found_terms: int) -> None:
    file = tbx.read(INTEROP / name)
    assert (len(file.concepts), sum(len(one.terms) for one in file.concepts)) == (concepts, found_terms)
    assert file.skipped == ()
