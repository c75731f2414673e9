"""A translated block put together again: its segments' targets, what stands between them, and the markup behind the marks.

Between two translated sentences stands what the target language puts there: a space after 。 when English follows.
Segments without a target keep their source. Tag marks become their markup; a mark that has lost its other half is
dropped, a footnote mark that was lost comes back at the end of its sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workbench.model import Block, Edit, EditState, Span, Tag
from workbench.text import tags as mark
from workbench.text.overlay import view

Targets = Sequence[tuple[Span, str | None]]

REFERENCE = "character reference"
"""Reason of edits that show a character for its spelling in the file; they are no repair and always in force."""

READING = "reading over a word"
"""Reason of edits that leave out ruby, so that 要衝 is the word and ようしょう no part of it; always in force, too."""

_UNSPACED = ("ja", "zh", "th", "lo", "km", "my")


def unchanged(block: Block, targets: Targets) -> bool:
    """Whether a block is to be written as it was: no target, or each one equal to its source as the editor sees it."""
    return all(
        target is None or target == view(block.source, block.edits, span.start, span.end).text
        for span, target in targets
    )


def weave(block: Block, targets: Targets, target_language: str, escape: Callable[[str], str] | None = None) -> str:
    """The block's new text with its markup in place.

    Args:
        block: The block.
        targets: Its segments in order, each with its target or None.
        target_language: BCP 47 code.
        escape: Applied to the text between the markup (HTML needs it).
    """
    return restore(marked(block, targets, target_language), block.tags, escape)


def marked(block: Block, targets: Targets, target_language: str) -> str:
    """The block's new text with tag marks still in it."""
    only_tags = tuple(edit for edit in block.edits if _is_tag(edit))
    parts: list[str] = []
    at = 0
    translated_before = False
    for span, target in targets:
        gap = view(block.source, block.edits, at, span.start).text
        source = view(block.source, only_tags, span.start, span.end).text
        new = source if target is None else _with_footnotes(source, target, block.tags)
        if parts and (translated_before or target is not None):
            gap = _gap(gap, parts[-1], new, target_language)
        parts += [gap, new]
        at = span.end
        translated_before = target is not None
    parts.append(view(block.source, block.edits, at, len(block.source)).text)
    return "".join(parts)


def restore(text: str, known: Sequence[Tag], escape: Callable[[str], str] | None = None) -> str:
    """The text with its tag marks replaced by their markup, pairs balanced and nested as they must be."""
    by_id = {str(tag.id): tag for tag in known}
    kept = _paired(text, by_id)
    plain = escape or (lambda words: words)
    parts: list[str] = []
    at = 0
    for match in mark.MARK.finditer(text):
        tag = by_id.get(match["id"])
        if tag is None:
            continue
        parts.append(plain(text[at : match.start()]))
        at = match.end()
        if match["alone"]:
            parts.append(tag.open)
        elif match.start() in kept:
            parts.append(tag.close if match["close"] else tag.open)
    parts.append(plain(text[at:]))
    return "".join(parts)


def _paired(text: str, known: dict[str, Tag]) -> set[int]:
    """Places of the marks that have their other half, without crossings and without doubles."""
    stack: list[tuple[str, int]] = []
    kept: set[int] = set()
    done: set[str] = set()
    for match in mark.MARK.finditer(text):
        name = match["id"]
        if match["alone"] or name not in known or name in done:
            continue
        if not match["close"]:
            if all(open_name != name for open_name, _ in stack):
                stack.append((name, match.start()))
        elif any(open_name == name for open_name, _ in stack):
            while stack[-1][0] != name:
                stack.pop()
            kept.update((stack.pop()[1], match.start()))
            done.add(name)
    return kept


def _with_footnotes(source: str, target: str, known: Sequence[Tag]) -> str:
    notes = {mark.alone(tag.id) for tag in known if tag.kind == "footnote"}
    return target + "".join(lost for lost in mark.missing(source, target) if lost in notes)


def _gap(gap: str, before: str, after: str, target_language: str) -> str:
    """What stands between two sentences of the target language."""
    if "\n" in gap or "\r" in gap:
        return gap
    bare = mark.strip(gap)
    if bare.strip():
        return gap
    marks = "".join(mark.marks(gap))
    if target_language.split("-")[0] in _UNSPACED or not mark.strip(before) or not mark.strip(after):
        return marks if target_language.split("-")[0] in _UNSPACED else gap
    opening = len(marks) - len(marks.lstrip()) if not marks else _closers(marks)
    return marks[:opening] + " " + marks[opening:]


def _closers(marks: str) -> int:
    """Length of the marks that belong to the sentence before (closing and lone ones)."""
    end = 0
    for match in mark.MARK.finditer(marks):
        if not match["close"] and not match["alone"]:
            break
        end = match.end()
    return end


def _is_tag(edit: Edit) -> bool:
    lasting = edit.reason in (REFERENCE, READING)
    return edit.state is EditState.APPLIED and (lasting or mark.MARK.fullmatch(edit.text) is not None)
