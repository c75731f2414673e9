"""An HTML file as tokens with offsets: what is markup, what is text, what must not be touched.

A parser that builds a tree loses the bytes; this scanner keeps every offset, so that a page is written back with only
its words changed. It follows the parts of the HTML standard that matter for that: comments, raw text elements, quoted
attributes. One pass, no recursion, linear in the length of the file however broken it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

RAW = frozenset(["script", "style", "textarea", "template", "noscript", "iframe", "object", "svg", "math", "select"])
"""Elements whose content is not text of the page."""

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)

_NAME = regex.compile(r"<(/)?([A-Za-z][A-Za-z0-9:_-]*)")
_IN_TAG = regex.compile(r"[^\"'>]*")
_ATTRIBUTE = regex.compile(
    r"([A-Za-z_:@][\w:.-]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?",
)


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of markup: `tag`, `comment` or `raw` (an element that is skipped whole)."""

    sort: str
    start: int
    end: int
    name: str = ""
    closing: bool = False


def tokens(text: str) -> Iterator[Token]:
    """The markup of a page in order; what lies between two tokens is text."""
    at = 0
    last = {quote: text.rfind(quote) for quote in "\"'"}
    while (start := text.find("<", at)) >= 0:
        if text.startswith("<!--", start):
            end = text.find("-->", start + 4)
            at = end + 3 if end >= 0 else len(text)
            yield Token("comment", start, at)
        elif text.startswith(("<!", "<?"), start):
            end = text.find(">", start)
            at = end + 1 if end >= 0 else len(text)
            yield Token("comment", start, at)
        elif match := _NAME.match(text, start):
            end = _tag_end(text, match.end(), last)
            if end < 0:
                return
            name = match[2].lower()
            at = end
            if name in RAW and not match[1] and text[end - 2] != "/":
                at = _raw_end(text, end, name)
                yield Token("raw", start, at, name)
            else:
                yield Token("tag", start, end, name, bool(match[1]))
        else:
            at = start + 1


def attributes(text: str, token: Token) -> dict[str, tuple[int, int]]:
    """The quoted attributes of a tag: name → range of the value in the text."""
    found: dict[str, tuple[int, int]] = {}
    inside = text[token.start + 1 + len(token.name) : token.end - 1]
    offset = token.start + 1 + len(token.name)
    for match in _ATTRIBUTE.finditer(inside):
        for group in (2, 3, 4):
            if match.start(group) >= 0:
                found.setdefault(match[1].lower(), (offset + match.start(group), offset + match.end(group)))
    return found


def _tag_end(text: str, at: int, last: dict[str, int]) -> int:
    """The place behind the `>` of a tag, quoted attributes skipped; -1 where there is none."""
    begin = at
    while at < len(text):
        at = _IN_TAG.match(text, at).end()
        if at >= len(text):
            break
        if text[at] == ">":
            return at + 1
        closing = text.find(text[at], at + 1) if last[text[at]] > at else -1
        if closing < 0:
            break  # a quote that never closes: the tag ends at the first > after all
        at = closing + 1
    end = text.find(">", begin)
    return end + 1 if end >= 0 else -1


def _raw_end(text: str, at: int, name: str) -> int:
    match = regex.compile(rf"</{name}\s*>", regex.IGNORECASE).search(text, at)
    return match.end() if match else len(text)
