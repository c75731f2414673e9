"""Alt and a letter are a command, never letters in the translation."""

from __future__ import annotations

import pytest
from textual import events
from textual._xterm_parser import XTermParser

from workbench.tui import altkeys


def keys(data: str) -> list[str]:
    parser = XTermParser()
    found = [event.key for event in altkeys.feed(parser, data) if isinstance(event, events.Key)]
    parser._timeout_time = None if parser._timeout_time is None else 0.0
    return found + [event.key for event in parser.tick() if isinstance(event, events.Key)]


@pytest.mark.parametrize(
    ("sent", "arrives"),
    [
        ("\x1bo\x1bo\x1bo", ["alt+o", "alt+o", "alt+o"]),  # the key is held down
        ("\x1bv\x1b[<35;10;12M", ["alt+v"]),  # the mouse moves on
        ("\x1bj\x1b[B", ["alt+j", "down"]),
        ("\x1b\x1bv", ["escape", "alt+v"]),
        ("\x1bvBut the crisis of the sea lanes is more than energy.", ["alt+v", *"But"]),
        ("\x1bㅍ\x1b[A", ["alt+ㅍ", "up"]),  # the Korean keyboard is on
        ("\x1b[A\x1bOP한\x1b", ["up", "f1", "한", "escape"]),
        ("a^v", ["a", "circumflex_accent", "v"]),
    ],
)
def test_alt_and_a_letter_is_a_key_of_its_own_whatever_follows(sent: str, arrives: list[str]) -> None:
    assert keys(sent)[: len(arrives)] == arrives
    assert "circumflex_accent" not in keys(sent) or "^" in sent


def test_a_paste_and_the_end_of_the_line_go_through_as_before() -> None:
    parser = XTermParser()
    pasted = list(altkeys.feed(parser, "\x1b[200~바다 ^v\x1b[201~x"))
    assert [event.text for event in pasted if isinstance(event, events.Paste)] == ["바다 ^v"]
    assert list(altkeys.feed(parser, "")) == []


def test_textual_still_needs_it() -> None:
    parser = XTermParser()
    assert [event.key for event in altkeys._feed(parser, "\x1bo\x1bo") if isinstance(event, events.Key)][:2] == [
        "circumflex_accent",
        "o",
    ]
