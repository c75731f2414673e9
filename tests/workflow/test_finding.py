"""The query language finds what it says, in every field, and no expression freezes the screen."""

from dataclasses import replace

import pytest

from workbench.errors import UsageError
from workbench.model import Origin, Segment, Status
from workbench.workflow.finding import Query, expression, parse, quoted, replaced

BASE = Segment(1, 1, 1, 0, 0, 10, "해상교통로는 핏줄이다.")
SEGMENTS = [
    replace(BASE, target="Sea lanes are arteries.", status=Status.CONFIRMED, origin=Origin.HUMAN),
    replace(BASE, id=2, source="한미동맹은 이 길을 지킨다.", target="The alliance guards it.", status=Status.DRAFT, origin=Origin.MT, score=41),
    replace(BASE, id=3, source="길은 넓다.", bookmarked=True, note="Ask the author about 길."),
    replace(BASE, id=4, target="SEA LANES", status=Status.DRAFT, origin=Origin.FUZZY, score=82, locked=True),
]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [1, 2, 3, 4]),
        ("sea", [1, 4]),
        ("Sea", [1]),
        ("길", [2, 3]),
        ("target:lane", [1, 4]),
        ("source:길 -note:author", [2]),
        ('target:"sea lanes? are"', [1]),
        ("target:^the.*it\\.$", [2]),
        ("status:draft", [2, 4]),
        ("-status:draft", [1, 3]),
        ("origin:mt", [2]),
        ("score:<50", [2]),
        ("score:>=82%", [4]),
        ("is:locked", [4]),
        ("is:marked", [3]),
        ("is:commented", [3]),
        ("is:empty", [3]),
        ("is:open", [2, 3]),
        ("is:doubtful", [2]),
        ("is:fuzzy", [4]),
        ("is:repeated", [1, 4]),
        ("-is:repeated", [2, 3]),
        ("sea status:draft", [4]),
        ('unclosed" quote', []),
        ("see:also", []),
    ],
)
def test_queries(query, expected):
    assert [found.segment_id for found in parse(query).find(SEGMENTS)] == expected


@pytest.mark.parametrize(
    "text",
    ["(a) 2.5%", 'the "May" talks', "status: open", "-1", "is:marked", "a\\b", "『港湾』*", "two  spaces\nand a line"],
)
def test_a_text_is_quoted_so_that_it_finds_itself_alone(text):
    found = parse(quoted(text)).find([replace(BASE, source=f"x {text} x"), replace(BASE, id=2)])
    assert [each.segment_id for each in found] == [1]
    assert found[0].source == ((2, 2 + len(text)),)


def test_places_are_told_by_side():
    (found, *_) = parse("핏줄 target:arter").find(SEGMENTS)
    assert found.source == ((7, 9),)
    assert found.target == ((14, 19),)


@pytest.mark.parametrize("query", ["status:done", "origin:me", "is:blue", "score:high", "target:(", "[", "*"])
def test_a_wrong_query_says_what_is_right(query):
    with pytest.raises(UsageError) as error:
        parse(query)
    assert error.value.hint


def test_an_endless_expression_is_stopped():
    text = replace(BASE, source="가" * 4000 + "나")
    with pytest.raises(UsageError, match="too long"):
        Query.find(parse("source:(가|가가|가+)+$"), [text])


@pytest.mark.parametrize(
    ("pattern", "template", "expected"),
    [
        ("lanes?", "route", "Sea route are arteries."),
        ("(sea) (lanes)", r"\2 of \1", "lanes of Sea are arteries."),
        ("river", "x", None),
    ],
)
def test_replacing(pattern, template, expected):
    assert replaced(SEGMENTS[0], expression(pattern), template) == expected


def test_a_template_that_names_no_group_is_refused():
    with pytest.raises(UsageError, match="cannot be put in"):
        replaced(SEGMENTS[0], expression("lanes"), r"\1")
