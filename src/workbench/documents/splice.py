"""Writing text files: new words in the old bytes.

Only the ranges of changed blocks are written anew; everything else is copied from the file as it was, byte for byte,
whatever its line ends, byte order mark, normal form or encoding. A page break inside a translated sentence goes behind
it. Where the encoding lacks a character of the translation, the whole file becomes UTF-8.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import regex

from workbench.documents import encoding as codecs
from workbench.documents.blocks import JOINT, PAGE
from workbench.documents.weave import Targets, unchanged, weave
from workbench.errors import DocumentError
from workbench.model import Block, Document, EditState
from workbench.text import tags as mark
from workbench.text.normal import nfc

_CLUSTER = regex.compile(r"\X")


def write(
    document: Document,
    targets: Mapping[int, Targets],
    target_language: str,
    *,
    escape: Callable[[str, Block], str] | None = None,
    unencodable: Callable[[str, str], bytes] | None = None,
    also: Callable[[str], list[tuple[int, int, str]]] | None = None,
) -> bytes:
    """The file with the targets in place of their blocks.

    Args:
        document: The document as read.
        targets: Segments and targets by block position.
        target_language: BCP 47 code.
        escape: Applied to new text between markup.
        unencodable: Encodes a text that the file's encoding lacks characters for; UTF-8 when None.
        also: Further ranges of the NFC text to replace in a changed file, outside all blocks.

    Raises:
        DocumentError: The document's original does not hold its blocks.
    """
    raw, _ = codecs.decode(document.original, document.name, document.encoding)
    text = nfc(raw)
    changed: dict[int, str] = {}
    attributes: list[Block] = []
    # Attribute values lie inside the markup of other blocks and come first.
    for block in sorted(document.blocks, key=lambda block: len(block.source)):
        given = targets.get(block.position)
        inner = _inner(block, attributes, changed) if attributes and block.tags else {}
        if given is None or (not inner and unchanged(block, given)):
            continue
        changed[block.position] = weave(_with_inner(block, inner), given, target_language, _for(block, escape))
        if block.address:
            attributes.append(block)
    if not changed:
        return document.original
    for block in document.blocks:
        if block.position in changed and not text.startswith(block.source, block.start):
            raise DocumentError("the stored file does not match its blocks", path=document.name, hint="import it again")
    replaced = sorted([*_replacements(document.blocks, changed, text), *(also(text) if also else ())])
    offsets = _Offsets(raw, text)
    parts = [(offsets.raw(start), offsets.raw(end), new) for start, end, new in replaced]
    return _spliced(raw, parts, document, unencodable)


def _for(block: Block, escape: Callable[[str, Block], str] | None) -> Callable[[str], str] | None:
    return (lambda words: escape(words, block)) if escape else None


def _inner(block: Block, attributes: Sequence[Block], changed: Mapping[int, str]) -> dict[int, tuple[Block, str]]:
    """Changed attributes that lie inside the block's markup, by position."""
    end = block.start + len(block.source)
    within = (other for other in attributes if block.start <= other.start < end)
    return {other.position: (other, changed[other.position]) for other in within}


def _with_inner(block: Block, inner: Mapping[int, tuple[Block, str]]) -> Block:
    """The block with the words of the attributes in its markup replaced."""
    if not inner:
        return block
    tags = []
    for tag in block.tags:
        edit = next(edit for edit in block.edits if edit.text in (mark.opening(tag.id), mark.alone(tag.id)))
        opening = tag.open
        for other, words in sorted(inner.values(), key=lambda pair: -pair[0].start):
            at = other.start - block.start - edit.start
            if 0 <= at < len(tag.open):
                opening = opening[:at] + words + opening[at + len(other.source) :]
        tags.append(replace(tag, open=opening))
    return replace(block, tags=tuple(tags))


def _replacements(blocks: Sequence[Block], changed: Mapping[int, str], text: str) -> list[tuple[int, int, str]]:
    """Ranges of the text and what replaces them, ascending and disjoint; what a page break holds is kept behind."""
    ordered = sorted(blocks, key=lambda block: (block.start, -len(block.source)))
    found: list[tuple[int, int, str]] = []
    until = 0
    for index, block in enumerate(ordered):
        if block.position not in changed or block.start < until:
            continue
        end = block.start + len(block.source)
        inner = [other for other in ordered[index + 1 :] if other.start < end] if _has_holes(block) else []
        new = rebroken(block, changed[block.position])
        for edit in block.edits:
            if edit.reason.startswith(PAGE) and edit.state is EditState.APPLIED:
                hole = (block.start + edit.start, block.start + edit.end)
                new += _hole(text, hole, [other for other in inner if hole[0] <= other.start < hole[1]], changed)
        found.append((block.start, end, new))
        until = end
    return found


def _has_holes(block: Block) -> bool:
    return any(edit.reason.startswith(PAGE) for edit in block.edits)


def _hole(text: str, hole: tuple[int, int], inner: Sequence[Block], changed: Mapping[int, str]) -> str:
    parts = []
    at = hole[0]
    for block in inner:
        parts.append(text[at : block.start])
        parts.append(changed.get(block.position, block.source))
        at = block.start + len(block.source)
    parts.append(text[at : hole[1]])
    return "".join(parts).rstrip()


def rebroken(block: Block, new: str) -> str:
    """New text broken over as many lines as an address has, or to the width of a wrapped paragraph."""
    joints = [edit for edit in block.edits if edit.reason.startswith(JOINT)]
    if not joints or "\n" in new:
        return new
    lengths = [
        later.start - earlier for earlier, later in zip([0, *(edit.end for edit in joints)], joints, strict=False)
    ]
    lengths.append(len(block.source) - joints[-1].end)
    newline = block.source[joints[0].start : joints[0].end]
    words = new.split(" ")
    if len(joints) >= 2 and max(map(_width, block.source.splitlines())) >= 40:
        return _wrapped(words, max(max(map(_width, block.source.splitlines())), 60), newline)
    if max(lengths) > 30 or len(words) <= len(joints):
        return new
    return _shared(words, lengths, newline)


def _wrapped(words: Sequence[str], width: int, newline: str) -> str:
    lines = [""]
    for word in words:
        if lines[-1] and _width(lines[-1]) + 1 + _width(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return newline.join(lines)


def _shared(words: Sequence[str], lengths: Sequence[int], newline: str) -> str:
    """Words shared out over lines in proportion to the source's lines, none left empty."""
    total, ends, lines, taken = sum(lengths), 0, [], 0
    for place, length in enumerate(lengths):
        ends += length
        left = len(lengths) - place - 1
        upto = min(max(round(ends / total * len(words)), taken + 1), len(words) - left)
        lines.append(" ".join(words[taken:upto]))
        taken = upto
    return newline.join(lines)


def _width(words: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in words)


class _Offsets:
    """Offsets of the NFC text in the text as the file has it."""

    def __init__(self, raw: str, text: str) -> None:
        self._starts: list[int] = [0]
        self._raw: list[int] = [0]
        if raw == text:
            return
        at = at_raw = 0
        for match in _CLUSTER.finditer(raw):
            cluster = match.group()
            at += len(nfc(cluster))
            at_raw += len(cluster)
            if at - self._starts[-1] != at_raw - self._raw[-1]:
                self._starts.append(at)
                self._raw.append(at_raw)
        if at != len(text):
            raise DocumentError("its combining characters cannot be told apart", hint="export as HTML or TMX instead")

    def raw(self, offset: int) -> int:
        """The raw offset of an NFC offset that stands between two characters."""
        run = bisect_right(self._starts, offset) - 1
        return self._raw[run] + offset - self._starts[run]


def _spliced(
    raw: str, parts: Sequence[tuple[int, int, str]], document: Document, unencodable: Callable[[str, str], bytes] | None
) -> bytes:
    new = _joined(raw, parts)
    data = codecs.encode(new, document.encoding, document.original)
    if data is None:
        return unencodable(new, document.encoding) if unencodable else new.encode("utf-8")
    if codecs.encode(raw, document.encoding, document.original) == document.original:
        return data
    return _by_lines(raw, parts, document)


def _joined(raw: str, parts: Sequence[tuple[int, int, str]]) -> str:
    pieces = []
    at = 0
    for start, end, new in parts:
        pieces += [raw[at:start], new]
        at = end
    pieces.append(raw[at:])
    return "".join(pieces)


def _by_lines(raw: str, parts: Sequence[tuple[int, int, str]], document: Document) -> bytes:
    """For encodings that spell a character in several ways: untouched lines keep their bytes."""
    lines, data_lines = raw.split("\n"), document.original.split(b"\n")
    out: list[bytes] = []
    at = index = 0
    place = 0
    while index < len(lines):
        first, start = index, at
        end = at + len(lines[index])
        while place < len(parts) and parts[place][0] <= end:
            while parts[place][1] > end and index + 1 < len(lines):
                index += 1
                end += 1 + len(lines[index])
            place += 1
        here = [(a - start, b - start, new) for a, b, new in parts if a >= start and b <= end]
        if here:
            out.append(_joined(raw[start:end], here).encode(document.encoding))
        else:
            out.extend(data_lines[first : index + 1])
        at = end + 1
        index += 1
    return b"\n".join(out)
