"""Inline markup and footnote marks as edits: what stands inside a sentence without being words of it.

`<u>`, `**`, links and code become pairs of tag marks, footnote digits become lone ones; the block's tags remember the
markup letter for letter. Markup without its other half is a repair: deleted where repairs are on, text where they are
off. Marks of emphasis pair as a reader pairs them: CommonMark's flanking rule fails on `**「…」**も`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import regex

from workbench.documents.marks import SUPERSCRIPT
from workbench.documents.ranges import Ranges
from workbench.documents.weave import READING
from workbench.model import Edit, Tag
from workbench.text import tags as mark

MARKUP = "inline markup"
FOOTNOTE = "footnote mark"
STRAY = "markup without its other half"
FLAT = "footnote mark printed as a digit"

_NAMES = "u|b|i|em|strong|s|del|ins|mark|small|sub|sup|span|font|a|code|kbd|br|wbr|big|tt|cite|q|abbr"
_TOKEN = regex.compile(
    r"(?P<reading><r[tp](?:\s[^<>]*)?>[^<>]{0,80}</r[tp]>|</?(?:ruby|rb|rbc|rtc)(?:\s[^<>]*)?>)"
    r"|(?P<sup><sup>\s?(?P<supnumber>\d{1,3})\s?</sup>)"
    rf"|(?P<tag><(?P<close>/)?(?P<name>{_NAMES})(?P<rest>(?:\s[^<>]*)?)>)"
    r"|(?P<tex>\$\^\{?\^?\{?(?P<texnumber>\d{1,3})\}{0,2}\$)"
    r"|(?P<link>!?\[(?P<words>[^\[\]\n]{1,300})\](?P<url>\([^()\s]{0,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,200})?(?:\s\"[^\"\n]{0,300}\")?\)))"
    r"|(?P<md>\[\^(?P<mdnumber>[^\]\s]{1,40})\])"
    r"|(?P<comment><!--[^\n]{0,2000}?-->)"
    r"|(?P<code>`[^`\n]{1,300}`)"
    r"|(?P<strong>(?<!\*)\*{2,3}(?!\*)|(?<![\w_])__(?=\S)|(?<=\S)__(?![\w_]))"
    r"|(?P<em>(?<![*\w])\*(?=[^\s*])|(?<=[^\s*])\*(?!\*))"
    r"|(?P<super>(?<![A-Za-z\d])[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}(?:[)⁾])?)"
    r"|(?P<square>\[(?P<squarenumber>\d{1,3})\])"
    r"|(?P<noted>[（(]?[注註주]\s?(?P<notednumber>\d{1,3})[)）])"
    r"|(?P<round>[（(](?P<roundnumber>\d{1,3})[）)])"
    r"|(?P<paren>(?<=[\p{L}.。」』”’)）])(?P<parennumber>\d{1,3})\)(?!\p{L}))",
    regex.IGNORECASE,
)
_FLAT = regex.compile(
    r"(?<=[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}」』”’)）ー])(?P<number>\d{1,2})(?=[。．]|\.(?:\s|$))"
)
_RAISED = regex.compile(r"(?<![A-Za-z\d\s>])[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}")
_SIGNS = regex.compile(r"[<*$\[`_⁰¹²³⁴⁵⁶⁷⁸⁹)）]")
_CLOSED_ALONE = ("br", "wbr")
_Pair = tuple[tuple[int, int], tuple[int, int], str]


@dataclass(slots=True)
class Notes:
    """The footnotes of a document while it is read.

    Attributes:
        bodies: References of the footnote bodies, and the style they are written in (`[1]`, `1)` or other).
        used: References found in the text so far.
    """

    bodies: Mapping[str, str]
    used: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Markup:
    """Edits and tags of one block, growing as they are found."""

    edits: list[Edit] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)

    def pair(self, opening: tuple[int, int], closing: tuple[int, int], source: str, kind: str) -> None:
        """A pair of marks over two ranges of the source."""
        found = Tag(len(self.tags) + 1, kind, source[slice(*opening)], source[slice(*closing)])
        self.tags.append(found)
        self.edits.append(Edit(*opening, mark.opening(found.id), MARKUP))
        self.edits.append(Edit(*closing, mark.closing(found.id), MARKUP))

    def lone(self, start: int, end: int, source: str, kind: str, reason: str) -> None:
        """A lone mark over a range of the source."""
        found = Tag(len(self.tags) + 1, kind, source[start:end])
        self.tags.append(found)
        self.edits.append(Edit(start, end, mark.alone(found.id), reason))


def read(source: str, notes: Notes, *, markdown: bool, repair: bool, body: bool = True) -> Markup:
    """The inline markup and footnote marks of a block.

    Args:
        source: The block's source.
        notes: The document's footnotes; `used` is added to.
        markdown: Whether links, code and single asterisks count.
        repair: Whether halves of pairs are deleted and flattened footnote digits recognised.
        body: False for kinds in which a digit at the end is no footnote mark (contents, dates).
    """
    found = Markup()
    open_tags: list[tuple[str, int, int]] = []
    stray: list[tuple[int, int]] = []
    pairs: list[_Pair] = []
    lone: list[tuple[int, int, str, str]] = []
    for match in _TOKEN.finditer(source) if _worth_reading(source) else ():
        start, end = match.span()
        if match["reading"]:
            found.edits.append(Edit(start, end, "", READING))
        elif match["tag"]:
            name = match["name"].lower()
            if name in _CLOSED_ALONE:
                lone.append((start, end, "break", MARKUP))
            elif match["close"]:
                _close(name, (start, end), open_tags, pairs, stray, name)
            else:
                open_tags.append((name, start, end))
        elif match["strong"] or (markdown and match["em"]):
            _toggle(match, source, open_tags, pairs, stray)
        elif markdown and match["link"]:
            words = match.start("words"), match.end("words")
            pairs.append(((start, words[0]), (words[1], end), "image" if source[start] == "!" else "link"))
        elif markdown and match["comment"]:
            lone.append((start, end, "comment", MARKUP))
        elif markdown and match["code"]:
            pairs.append(((start, start + 1), (end - 1, end), "code"))
        elif body and (number := _reference(match, notes, start)):
            lone.append((start, end, "footnote", FOOTNOTE))
            notes.used.add(number)
    stray.extend((start, end) for _, start, end in open_tags if not _may_be_text(source[start:end]))
    for pair in sorted(pairs, key=lambda pair: pair[0]):
        found.pair(pair[0], pair[1], source, pair[2])
    for start, end, kind, reason in lone:
        found.lone(start, end, source, kind, reason)
    if repair:
        found.edits.extend(Edit(start, end, "", STRAY) for start, end in stray)
    found.edits.sort(key=lambda edit: (edit.start, edit.end))
    return found


def raised(source: str, markup: Markup, notes: Notes) -> None:
    """Mark raised digits as footnote references in a source whose other markup is known."""
    covered = Ranges((edit.start, edit.end) for edit in markup.edits if edit.start < edit.end)
    for match in _RAISED.finditer(source):
        if match.start() and not covered.cover(match.start()):
            notes.used.add(match.group().translate(SUPERSCRIPT))
            markup.lone(match.start(), match.end(), source, "footnote", FOOTNOTE)
    markup.edits.sort(key=lambda edit: (edit.start, edit.end))


def flattened(source: str, markup: Markup, notes: Notes) -> None:
    """Mark digits before a full stop that a converter made of a footnote mark: `いる3。` where footnote 3 waits for one."""
    covered = Ranges((edit.start, edit.end) for edit in markup.edits if edit.start < edit.end)
    for match in _FLAT.finditer(source):
        number = match["number"]
        if number in notes.bodies and number not in notes.used and not covered.cover(match.start()):
            markup.lone(match.start(), match.end(), source, "footnote", FLAT)
            notes.used.add(number)
    markup.edits.sort(key=lambda edit: (edit.start, edit.end))


def _worth_reading(source: str) -> bool:
    return _SIGNS.search(source) is not None


def _reference(match: regex.Match[str], notes: Notes, start: int) -> str:
    """The footnote that a token refers to, or an empty string."""
    if start == 0:
        return ""
    if match["super"]:
        return str(match["super"]).rstrip(")⁾").translate(SUPERSCRIPT)
    if match["sup"] or match["tex"] or match["md"]:
        return str(match["supnumber"] or match["texnumber"] or match["mdnumber"])
    if match["noted"] and f"注{match['notednumber']}" in notes.bodies:
        return f"注{match['notednumber']}"
    for group, style in (("square", "["), ("round", "（("), ("paren", ")")):
        number = match[f"{group}number"]
        if match[group] and number in notes.bodies and any(mark in notes.bodies[number] for mark in style):
            return str(number)
    return ""


def _toggle(
    match: regex.Match[str],
    source: str,
    open_tags: list[tuple[str, int, int]],
    pairs: list[_Pair],
    stray: list[tuple[int, int]],
) -> None:
    start, end = match.span()
    name = match.group()
    kind = "em" if match["em"] else "strong"
    if any(entry[0] == name for entry in open_tags):
        if not source[start - 1].isspace() or match["strong"]:
            _close(name, (start, end), open_tags, pairs, stray, kind)
    elif end < len(source) and not source[end].isspace():
        if match["strong"] or source.find("*", end) > 0:
            open_tags.append((name, start, end))
    elif match["strong"]:
        stray.append((start, end))


def _close(
    name: str,
    closing: tuple[int, int],
    open_tags: list[tuple[str, int, int]],
    pairs: list[_Pair],
    stray: list[tuple[int, int]],
    kind: str,
) -> None:
    """Pair a closing mark with its opening one; what was opened in between and never closed is stray."""
    for place in range(len(open_tags) - 1, max(len(open_tags) - 33, -1), -1):
        if open_tags[place][0] == name:
            stray.extend((start, end) for _, start, end in open_tags[place + 1 :])
            pairs.append((open_tags[place][1:], closing, kind))
            del open_tags[place:]
            return
    stray.append(closing)


def _may_be_text(token: str) -> bool:
    """A lone `<a>` or `*` in a text is more likely text than markup."""
    return token == "*" or regex.fullmatch(r"<\w>", token) is not None
