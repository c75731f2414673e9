"""Commands on alt and a letter arrive whole, whatever follows at once.

A terminal sends alt+v as escape and `v`. The parser of textual waits a tenth of a second for more, and when an escape
comes in that time — the key repeats, the mouse moves, an arrow follows — it hands on `^` and `v` as typed letters, which
then stand in the translation. No longer sequence begins with escape and such a character, so there is nothing to wait for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from textual._xterm_parser import XTermParser
from textual.message import Message

_ALT = re.compile(r"\x1b[^\x00-\x1f\x7f\[\]OPX^_]")
"""Escape and a character that opens no longer sequence (those of CSI, SS3, OSC … do)."""

_feed = XTermParser.feed


def settle() -> None:
    """Let every parser from now on end such a sequence with its character."""
    XTermParser.feed = feed  # type: ignore[method-assign, assignment]


def feed(parser: XTermParser, data: str) -> Iterable[Message]:
    """As `XTermParser.feed`, with the wait cut short behind alt and a character."""
    at = 0
    for match in _ALT.finditer(data):
        yield from _feed(parser, data[at : match.end()])
        if parser._timeout_time is not None:
            parser._timeout_time = 0.0
            yield from parser.tick()
        at = match.end()
    if at < len(data) or not data:
        yield from _feed(parser, data[at:])
