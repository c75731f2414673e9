"""Control characters made visible: what a document holds must never steer the terminal.

An escape sequence in a source would otherwise clear the screen or worse; an invisible mark would hide a difference. Every
such character is shown as one glyph of one cell, so that offsets stay what they are.
"""

from __future__ import annotations

from collections.abc import Container

_PICTURES = {code: chr(0x2400 + code) for code in range(0x20) if code != 0x0A} | {
    0x09: "⇥",
    0x7F: "␡",
    **dict.fromkeys(range(0x80, 0xA0), "␦"),
    0x85: "␤",
    0x00AD: "‧",  # soft hyphen
    0x200B: "␣",  # zero-width space
    0x2028: "␤",
    0x2029: "␤",
    0x2060: "␣",  # word joiner
    0xFEFF: "␣",
    **dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], "⇄"),
}
_SHOWN = str.maketrans({chr(code): glyph for code, glyph in _PICTURES.items()})
_DROPPED = {code: None for code in range(0xA0) if code < 0x20 or code > 0x7E}


def shown(text: str) -> str:
    """The text as it may be drawn: every control character one glyph, line feeds kept; as long as before."""
    return text.translate(_SHOWN)


def hidden(text: str) -> set[str]:
    """The characters of a text that are shown as glyphs."""
    return {character for character in text if ord(character) in _PICTURES}


def restored(text: str, characters: Container[str]) -> str:
    """The text behind a shown one, if exactly these control characters were in it."""
    back = {ord(glyph): chr(code) for code, glyph in _PICTURES.items() if chr(code) in characters}
    return text.translate(back) if back else text


def pasted(text: str) -> str:
    """The text of a paste fit for a target: line ends made `\\n`, a tab a space, other control characters gone."""
    whole = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "\n".join(line.translate(_DROPPED) for line in whole.split("\n"))
