"""The bilingual page: one self-contained HTML file, source and target side by side, a block a row.

For reading, for a second pair of eyes, for print and for the archive: no script or font is fetched, every text is
escaped, `lang` is right on both sides, and the page reads on a phone, in the dark and without colour (a status is a
glyph and a word, never a colour alone). The style and the search box stand beside this file as `bilingual.css` and
`bilingual.js`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files

from workbench.model import Block, BlockKind, Origin, Segment, Status, Tag
from workbench.text import tags

GLYPHS = {
    Status.UNTRANSLATED: "○",
    Status.DRAFT: "◇",
    Status.EDITED: "◆",
    Status.CONFIRMED: "●",
    Status.REVIEWED: "◎",
}
"""Glyphs that every Korean and Japanese font has, unlike the quarter circles of the terminal."""

ORIGINS = {
    Origin.NONE: "",
    Origin.HUMAN: "by hand",
    Origin.CONTEXT: "TM, same context",
    Origin.EXACT: "TM, exact",
    Origin.FUZZY: "TM, fuzzy",
    Origin.GLOSSARY: "glossary",
    Origin.MT: "machine",
    Origin.ALIGNMENT: "alignment",
    Origin.IMPORT: "imported",
    Origin.PROPAGATED: "propagated",
    Origin.SOURCE: "copied",
}

_ELEMENTS = {"bold": "b", "strong": "b", "italic": "i", "emphasis": "i", "underline": "u", "code": "code"}
_UNSPACED = ("ja", "zh", "th")
"""Languages that write their sentences without a space between."""


@dataclass(frozen=True, slots=True)
class Row:
    """A block and its segments in reading order."""

    block: Block
    segments: Sequence[Segment]


def render(title: str, rows: Iterable[Row], *, source_language: str, target_language: str) -> str:
    """The whole page as text; furniture and blocks without segments are left out."""
    body, counts = [], Counter[Status]()
    for row in rows:
        if row.block.kind is BlockKind.FURNITURE or not row.segments:
            continue
        counts.update(segment.status for segment in row.segments)
        body.append(_row(row, source_language, target_language))
    total = sum(counts.values())
    legend = " ".join(
        f'<li><span class="g {status}">{GLYPHS[status]}</span> {status} <b>{counts[status]}</b></li>'
        for status in Status
        if counts[status]
    )
    style = files("workbench.exchange").joinpath("bilingual.css").read_text(encoding="utf-8")
    script = files("workbench.exchange").joinpath("bilingual.js").read_text(encoding="utf-8")
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(target_language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="generator" content="workbench">\n'
        f"<title>{escape(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f"<header>\n<h1>{escape(title)}</h1>\n"
        f"<p>{escape(source_language)} → {escape(target_language)} · {total} segments</p>\n"
        f'<ul class="legend">{legend}</ul>\n'
        '<search><label for="find">Search</label> <input id="find" type="search" autocomplete="off">'
        ' <output id="found" for="find"></output></search>\n'
        "</header>\n<main>\n"
        f"{''.join(body)}</main>\n<script>\n{script}</script>\n</body>\n</html>\n"
    )


def _row(row: Row, source_language: str, target_language: str) -> str:
    block = row.block
    level = min(max(block.level, 1) + 1, 6)
    name = {BlockKind.TITLE: "h2", BlockKind.HEADING: f"h{level}"}.get(block.kind, "p")
    label = f'<span class="label">{escape(block.label)}</span> ' if block.label else ""
    sides = []
    for side, language in (("source", source_language), ("target", target_language)):
        glue = "" if language.split("-")[0] in _UNSPACED else " "
        cells = glue.join(_segment(segment, block.tags, side) for segment in row.segments)
        sides.append(f'<{name} class="{side}" lang="{escape(language)}">{label}{cells}</{name}>')
    indent = f' style="--level:{block.level}"' if block.level and block.kind is BlockKind.LIST_ITEM else ""
    return f'<section class="{block.kind}"{indent}>\n{sides[0]}\n{sides[1]}\n</section>\n'


def _segment(segment: Segment, known: Sequence[Tag], side: str) -> str:
    if side == "source":
        return f'<span class="s" data-s="{segment.id}">{inline(segment.source, known)}</span>'
    parts = [str(segment.status), ORIGINS[segment.origin]]
    if segment.score is not None:
        parts.append(f"{segment.score} %")
    words = ", ".join(part for part in parts if part)
    note = f' <span class="note">{escape(segment.note)}</span>' if segment.note else ""
    return (
        f'<span class="s {segment.status}" data-s="{segment.id}" id="s{segment.id}">'
        f'<span class="g {segment.status}" role="img" aria-label="{escape(words)}" title="{escape(words)}">'
        f"{GLYPHS[segment.status]}</span> {inline(segment.target, known)}{note}</span>"
    )


def inline(text: str, known: Sequence[Tag]) -> str:
    """The text escaped, with its tag marks as HTML where they have a meaning on paper."""
    table = {tag.id: tag for tag in known}
    parts, at, open_ids = [], 0, []
    for mark in tags.MARK.finditer(text):
        parts.append(escape(text[at : mark.start()]))
        at = mark.end()
        tag = table.get(int(mark["id"]))
        if tag is None:
            parts.append(escape(mark.group()))
        elif mark["alone"]:
            parts.append(f"<sup>{escape(tag.open)}</sup>" if tag.kind == "footnote" else _lone(tag))
        elif (element := _ELEMENTS.get(tag.kind)) is None:
            continue
        elif not mark["close"]:
            parts.append(f"<{element}>")
            open_ids.append(tag.id)
        elif open_ids and open_ids[-1] == tag.id:
            parts.append(f"</{element}>")
            open_ids.pop()
    parts.append(escape(text[at:]))
    parts.extend(f"</{_ELEMENTS[table[tag_id].kind]}>" for tag_id in reversed(open_ids))
    return "".join(parts)


def _lone(tag: Tag) -> str:
    return "<br>" if tag.kind == "break" else ""
