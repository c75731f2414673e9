"""Our TMX in front of other judges: a grammar, OmegaT's own schema where it is at hand, translate-toolkit, the memory."""

import io
import json
import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from sqlite_utils import Database as Tables
from translate.storage import tmx as toolkit

from workbench.errors import InterchangeError
from workbench.exchange import Skipped, tmx
from workbench.memory import Memory
from workbench.memory.schema import MIGRATIONS
from workbench.model import Unit
from workbench.store.sqlite import Database

HERE = Path(__file__).parent
SHARED = HERE.parents[1] / "../shared/gold/interop"
GRAMMAR = etree.RelaxNG(etree.parse(str(HERE / "tmx14.rng")))
SCHEMAS = [GRAMMAR]
if (SHARED / "schemas/tmx14.xsd").is_file():
    SCHEMAS.append(etree.XMLSchema(etree.parse(str(SHARED / "schemas/tmx14.xsd"))))

TEXT = st.text(
    alphabet=st.one_of(st.sampled_from("국가이익 緩衝地帯<>&\"'\n⟦1⟧"), st.characters(exclude_categories=["Cs"])),
    min_size=1,
    max_size=16,
)
UNITS = st.lists(
    st.builds(
        Unit,
        st.sampled_from(["ko", "ko-KR"]),
        st.sampled_from(["en", "en-US"]),
        TEXT,
        TEXT,
        origin=st.sampled_from(["human", "alignment"]),
        status=st.sampled_from(["confirmed", "reviewed"]),
        document=st.sampled_from(["", "논문.md"]),
        previous=st.just("") | TEXT,
        next=st.just("") | TEXT,
        author=st.just("") | TEXT,
        created=st.sampled_from(["", "20260101T000000Z", "long ago"]),
        note=st.just("") | TEXT,
        properties=st.dictionaries(st.sampled_from(["x-a", 'x-"b"']), TEXT),
        uses=st.integers(0, 3),
    ),
    max_size=5,
)
QUIETLY = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def written(units, source="ko", target="en"):
    stream = io.BytesIO()
    tmx.write(stream, units, source, target)
    return stream.getvalue()


@QUIETLY
@given(UNITS)
def test_whatever_is_written_is_valid(units):
    tree = etree.fromstring(written(units))
    for schema in SCHEMAS:
        schema.assertValid(tree)


def test_units_of_several_languages_are_valid_and_read_elsewhere():
    data = written(
        [Unit("ko", "en", "바다", "sea"), Unit("ja", "en", "海", "sea"), Unit("ja", "fr", "島", "île")], "", ""
    )
    for schema in SCHEMAS:
        schema.assertValid(etree.fromstring(data))
    store = toolkit.tmxfile.parsestring(data)
    assert [(unit.source, unit.target) for unit in store.units] == [("바다", "sea"), ("海", "sea"), ("島", "île")]


@QUIETLY
@given(UNITS)
def test_translate_toolkit_reads_every_unit_with_both_sides(units):
    data = written(units)
    store = toolkit.tmxfile.parsestring(data)
    ours = [unit for unit in tmx.read(io.BytesIO(data), "ko", "en") if isinstance(unit, Unit)]
    assert len(store.units) == len(ours)
    for theirs, mine in zip(store.units, ours, strict=True):
        assert theirs.getlanguageNode(lang="ko", index=0) is not None
        assert (str(theirs.source), str(theirs.target)) == (mine.source, mine.target)


def test_what_translate_toolkit_writes_is_read():
    store = toolkit.tmxfile(sourcelanguage="ko")
    pairs = [("국경은 <닫혔다>.", "The border closed."), ("핵심 이익 & 우산", "core interests")]
    for source, target in pairs:
        store.addtranslation(source, "ko", target, "en", comment="메모")
    found = list(tmx.read(io.BytesIO(bytes(store)), "ko", "en"))
    assert [(unit.source, unit.target) for unit in found] == pairs


@QUIETLY
@given(UNITS)
def test_through_the_memory_and_out_again_nothing_changes(units):
    """TMX → memory → TMX keeps texts, provenance and languages; what is the same is there once."""
    database = Database(sqlite3.connect(":memory:", isolation_level=None))
    MIGRATIONS.apply(Tables(database.conn))
    memory = Memory(database)
    first = [unit for unit in tmx.read(io.BytesIO(written(units)), "ko", "en") if isinstance(unit, Unit)]
    report = memory.add(first, supersede=False)
    assert report.added + report.duplicates == len(first)
    again = [unit for unit in tmx.read(io.BytesIO(written(memory.units())), "ko", "en") if isinstance(unit, Unit)]
    assert len(again) == report.added

    def identity(unit):
        return (unit.source_language, unit.target_language, unit.source, unit.target, unit.previous, unit.next)

    by_identity = {identity(unit): unit for unit in again}
    assert by_identity.keys() == {identity(unit) for unit in first}
    for unit in first:
        back = by_identity[identity(unit)]
        if sum(identity(other) == identity(unit) for other in first) == 1:
            assert (back.origin, back.status, back.document, back.author, back.note, back.properties) == (
                unit.origin, unit.status, unit.document, unit.author, unit.note, unit.properties,
            )  # fmt: skip
            assert not unit.created or back.created == unit.created


def _table():
    if not (SHARED / "table.json").is_file():
        return []
    return [row for row in json.loads((SHARED / "table.json").read_text()) if row["file"].endswith(".tmx")]


PAIRS = {"own_langcodes.tmx": ("ko", "en")}
REFUSED = {"own_bomb.tmx", "own_xxe.tmx"}
DAMAGED = {"own_truncated.tmx": 3, "own_badutf8.tmx": 2}


@pytest.mark.parametrize("row", _table(), ids=lambda row: row["file"])
def test_files_of_other_tools_are_read_as_well_as_omegat_reads_them_or_better(row):
    pair = PAIRS.get(row["file"], tuple(row["pair"]))
    path = SHARED / row["file"]
    if row["file"] in REFUSED | DAMAGED.keys():
        with pytest.raises(InterchangeError) as caught:
            list(tmx.read(path, *pair))
        assert caught.value.line
        if row["file"] in REFUSED:
            return
        salvaged = list(tmx.read(path, *pair, salvage=True))
        assert sum(isinstance(item, Unit) for item in salvaged) == DAMAGED[row["file"]]
        return
    reader = tmx.read(path, *pair)
    items = list(reader)
    units, _, both = map(int, row["omegat"].split("/"))
    assert reader.count == units
    assert sum(isinstance(item, Unit) for item in items) >= both
    assert all(item.line for item in items if isinstance(item, Skipped))
