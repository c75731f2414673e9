"""TMX out: version 1.4 as OmegaT's schema accepts it and every reader we know understands it.

- The header has all its seven attributes; it, the units and the variants name their languages with the same two strings.
  Where the units are of several languages, each names its own and the header says `*all*`.
- Notes and properties stand before the variants; dates are UTC, ISO 8601 basic; texts are NFC and plain, without tag marks.
- Characters that XML forbids are left out; a unit that has no text left on one side is not written.
- What is ours goes into properties: `x-status`, `x-origin`, `x-score`, `x-document`, `x-context-pre`, `x-context-post`.

Reading lives in `tmx_reading`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from workbench import __version__
from workbench.exchange.opening import Source, written
from workbench.exchange.tmx_reading import Reader, check, read
from workbench.exchange.xml import attribute, escaped
from workbench.language.codes import canonical
from workbench.model import Unit
from workbench.text import tags
from workbench.text.normal import nfc

__all__ = ["Reader", "check", "read", "write"]

_DATE = re.compile(r"\d{8}T\d{6}Z")
_BATCH = 512


def write(
    target: Source, units: Iterable[Unit], source_language: str, target_language: str, *, segmentation: str = "sentence"
) -> int:
    """Write units as one TMX file; returns how many were written.

    Args:
        target: A path (`.gz` and `.zip` are packed), which is replaced whole or not at all, or a binary stream.
        units: In the order to write them.
        source_language: The code every source is given, whatever region the unit says; where empty, each keeps its own.
        target_language: The same for the targets.
        segmentation: `sentence`, `paragraph`, `block` or `phrase`.

    Raises:
        InterchangeError: The file cannot be written.
    """
    languages = _code(source_language), _code(target_language)
    count = 0
    with written(target) as stream:
        parts = [_head(languages[0] or "*all*", segmentation)]
        for unit in units:
            text = _unit(unit, *languages)
            if text:
                count += 1
                parts.append(text)
            if len(parts) >= _BATCH:
                stream.write("".join(parts).encode())
                parts = []
        parts.append("  </body>\n</tmx>\n")
        stream.write("".join(parts).encode())
    return count


def _head(source_language: str, segmentation: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'
        '<tmx version="1.4">\n'
        f'  <header creationtool="workbench" creationtoolversion="{__version__}" segtype="{attribute(segmentation)}"'
        f' o-tmf="workbench" adminlang="en" srclang="{source_language}" datatype="plaintext"/>\n'
        "  <body>\n"
    )


def _unit(unit: Unit, source_language: str, target_language: str) -> str:
    """The `tu` element, or nothing where a side is empty."""
    source, target = _text(unit.source), _text(unit.target)
    if not source.strip() or not target.strip():
        return ""
    source_language = source_language or _code(unit.source_language)
    target_language = target_language or _code(unit.target_language)
    return (
        f'    <tu srclang="{source_language}"{_attributes(unit)}>\n'
        f"{_properties(unit)}"
        f'      <tuv xml:lang="{source_language}"><seg>{source}</seg></tuv>\n'
        f'      <tuv xml:lang="{target_language}"><seg>{target}</seg></tuv>\n'
        "    </tu>\n"
    )


def _code(language: str) -> str:
    return attribute(canonical(language))


def _text(text: str) -> str:
    return escaped(nfc(tags.strip(text)))


def _attributes(unit: Unit) -> str:
    result = f' tuid="{unit.id}"' if unit.id is not None else ""
    if _DATE.fullmatch(unit.created):
        result += f' creationdate="{unit.created}"'
    if _DATE.fullmatch(unit.changed):
        result += f' changedate="{unit.changed}"'
    for name, value in (("creationid", unit.creator or unit.author), ("changeid", unit.author)):
        if who := attribute(value):
            result += f' {name}="{who}"'
    if unit.uses:
        result += f' usagecount="{unit.uses}"'
    return result


def _properties(unit: Unit) -> str:
    result = f"      <note>{escaped(unit.note)}</note>\n" if unit.note else ""
    for name, value in (
        ("x-status", unit.status),
        ("x-origin", unit.origin),
        ("x-score", "" if unit.score is None else str(unit.score)),
        ("x-document", unit.document),
        ("x-context-pre", unit.previous and tags.strip(unit.previous)),
        ("x-context-post", unit.next and tags.strip(unit.next)),
    ):
        if value:
            result += f'      <prop type="{name}">{escaped(value)}</prop>\n'
    for name, value in unit.properties.items():
        result += f'      <prop type="{attribute(name)}">{escaped(value)}</prop>\n'
    return result
