"""HTML: the page's text and translatable attributes as blocks over the file itself.

A block's source is the slice of the file between two block-level tags, inline tags and character references included;
both are edits over it. So the page comes back byte for byte, and a translated one differs only in its words, in `lang`,
and nowhere else. Scripts, styles, templates and what is marked `translate="no"` are left alone.
"""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import regex

from workbench.documents import encoding as codecs
from workbench.documents import inline, splice
from workbench.documents.blocks import JOINT, assemble, has_footnote_marks
from workbench.documents.htmlscan import VOID, Token, attributes, tokens
from workbench.documents.joins import glue
from workbench.documents.lines import Item, mark, take_number
from workbench.documents.marks import SUPERSCRIPT
from workbench.documents.ranges import Ranges
from workbench.documents.structure import classify
from workbench.documents.weave import READING, REFERENCE, Targets
from workbench.errors import DocumentError
from workbench.model import Block, BlockKind, Document, Edit
from workbench.text.normal import nfc

_K = BlockKind
ATTRIBUTE = "attribute"
"""Address of blocks that are attribute values."""

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    ]
)
_KINDS = {
    "li": _K.LIST_ITEM, "dt": _K.LIST_ITEM, "dd": _K.LIST_ITEM, "td": _K.CELL, "th": _K.CELL, "blockquote": _K.QUOTATION,
    "figcaption": _K.CAPTION, "caption": _K.CAPTION, "legend": _K.CAPTION, "address": _K.META, "title": _K.TITLE,
}  # fmt: skip
_TRANSLATED = ("alt", "title", "placeholder", "aria-label")
_DESCRIBED = ("description", "keywords", "og:title", "og:description", "twitter:title", "twitter:description")
_RUBY = ("ruby", "rb", "rt", "rp", "rbc", "rtc")
_REFERENCE = regex.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_CHARSET = regex.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,30})", regex.IGNORECASE)
_NOTE_LINK = regex.compile(
    r"<sup\b[^>]*>\s*(?:<a\b[^>]*>)?\s*[\[(]?(?P<a>\d{1,3})[\])]?\s*(?:</a>)?\s*</sup>"
    r"|<a\b[^>]*href\s*=\s*[\"']#(?:fn|note|footnote|_ftn|cite_note)[^>]*>\s*(?:<sup\b[^>]*>)?\s*[\[(]?(?P<b>\d{1,3})[\])]?\s*(?:</sup>)?\s*</a>",
    regex.IGNORECASE,
)
_NOTE_BODY = regex.compile(
    r"(?:^|[\s_-])(?:fn|ftn|footnotes?|endnotes?|cite_note|doc-endnote|doc-footnote)(?:$|[\s_:-]|\d)"
)
_BACK_LINK = regex.compile(r"<a\b[^>]*>\s*(?:[↩↑⏎^⤴]\ufe0e?)+\s*</a>", regex.IGNORECASE)
_LABEL = regex.compile(r"[\[(]?(\d{1,3}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})[\])]?[.):]?\s*(?=\S)")
_LANG = regex.compile(r"<html\b[^>]*?\slang\s*=\s*[\"']?([A-Za-z-]+)", regex.IGNORECASE)
_NEWLINE = regex.compile(r"(?<![ \t\f])[ \t\f]*[\r\n]\s*")


def read_html(data: bytes, name: str, language: str, encoding: str | None, *, repair: bool) -> Document:
    """A page as a document.

    Raises:
        DocumentError: No text, or bytes that do not fit the encoding.
    """
    raw, codec = codecs.decode(data, name, encoding or _declared(data))
    text = nfc(raw)
    page = _Page(text)
    page.read()
    base = language.split("-")[0]
    for item in page.items:
        if item.kind is None:
            mark(item, text[item.start : item.end], base)
        elif item.kind is _K.HEADING:
            take_number(item, text[item.start : item.end], base)
    items = classify(page.items, text, base, repair=False, headings=not page.headings)
    if not items:
        raise DocumentError("the page has no text", path=name)

    def markup(item: Item, source: str, notes: inline.Notes) -> inline.Markup:
        return _markup(page, item, source, notes, base)

    blocks, findings = assemble(items, text, base, markup, repair=repair, wrapped=False)
    return Document(name, "html", data, codec, blocks, findings)


def write_html(document: Document, targets: Mapping[int, Targets], target_language: str) -> bytes:
    """The page with its targets, `lang` set to the target language."""
    return splice.write(
        document,
        targets,
        target_language,
        escape=_escape,
        unencodable=lambda text, codec: text.encode(codec, "xmlcharrefreplace"),
        also=lambda text: _language_place(text, target_language),
    )


@dataclass(frozen=True, slots=True)
class _Open:
    """An open block element and what its text is."""

    name: str
    kind: BlockKind | None
    level: int
    reference: str
    skipped: bool


@dataclass(slots=True)
class _Page:
    """One pass over a page: items for its text runs and attributes, and the inline tokens of each run."""

    text: str
    items: list[Item] = field(default_factory=list)
    inner: dict[int, list[Token]] = field(default_factory=dict)
    """Inline tokens by the line of the run's item."""
    headings: bool = False
    _open: list[_Open] = field(default_factory=list)
    _count: Counter[str] = field(default_factory=Counter)
    _run: int = 0
    _tokens: list[Token] = field(default_factory=list)

    def read(self) -> None:
        """Fill `items` and `inner`."""
        self._open.append(_Open("", None, 0, "", skipped=False))
        for token in tokens(self.text):
            if token.sort == "tag" and token.name in _BLOCKS:
                self._flush(token.start)
                self._run = token.end
                self._element(token)
            elif token.sort == "tag" and token.name == "br" and self._breaks(token):
                self._flush(token.start)
                self._run = token.end
            else:
                self._tokens.append(token)
            if token.sort == "tag" and not token.closing:
                self._attributes(token)
        self._flush(len(self.text))
        self.items.sort(key=lambda item: item.start)

    def _breaks(self, token: Token) -> bool:
        """Whether a line break is the second of two, which old pages write for a paragraph."""
        before = self._tokens[-1] if self._tokens else None
        return before is not None and before.name == "br" and not self.text[before.end : token.start].strip()

    def _element(self, token: Token) -> None:
        name = token.name
        if token.closing:
            if self._count[name]:
                while self._open[-1].name != name:
                    self._pop()
                self._pop()
            return
        while self._open[-1].name in _CLOSED_BY.get(name, ("p",)):
            self._pop()
        if name in VOID:
            return
        above = self._open[-1]
        found = attributes(self.text, token)
        words = {key: self.text[slice(*place)].lower() for key, place in found.items()}
        kind, level, reference = _KINDS.get(name, above.kind if name in ("p", "div", "pre") else None), above.level, ""
        if name[0] == "h" and name[1:].isdigit():
            kind, level, self.headings = _K.HEADING, int(name[1:]), True
        elif name in ("ul", "ol", "dl"):
            level = above.level + 1
        noted = any(_NOTE_BODY.search(words.get(key, "")) for key in ("id", "class", "role"))
        if noted or above.kind is _K.FOOTNOTE:
            kind, reference = _K.FOOTNOTE, "".join(regex.findall(r"\d+", words.get("id", ""))[-1:]) or above.reference
        skipped = above.skipped or words.get("translate") == "no"
        self._open.append(_Open(name, kind, level, reference, skipped))
        self._count[name] += 1

    def _pop(self) -> None:
        self._count[self._open.pop().name] -= 1

    def _attributes(self, token: Token) -> None:
        if self._open[-1].skipped:
            return
        found = attributes(self.text, token)
        names = list(_TRANSLATED)
        if token.name == "meta":
            named = found.get("name") or found.get("property")
            names = ["content"] if named and self.text[slice(*named)].lower() in _DESCRIBED else []
        for name in names:
            if name in found and self.text[slice(*found[name])].strip():
                start, end = _trim(self.text, *found[name])
                kind = _K.CAPTION if name in ("alt", "title") else _K.META
                self.items.append(Item(start, end, 0, 0, kind, gap=True, fixed=True, address=ATTRIBUTE))

    def _flush(self, end: int) -> None:
        """End the running text: an item of it, outer markup peeled off, where it holds words."""
        inner, self._tokens = self._tokens, []
        above = self._open[-1]
        start, end = _trim(self.text, self._run, end)
        if start >= end or above.skipped or not self._has_words(start, end, inner):
            return
        start, end, inner = self._peeled(start, end, inner)
        if start >= end:
            return
        line = len(self.inner) + 1
        item = Item(start, end, line, line, above.kind, level=above.level, gap=True, fixed=above.kind is not None)
        if above.kind is _K.HEADING:
            item.sort = "style"
        elif above.kind is _K.FOOTNOTE:
            label = _LABEL.match(self.text, start, end)
            item.start = label.end() if label else start
            item.reference = item.label = above.reference or (label[1].translate(SUPERSCRIPT) if label else "")
        markup = Ranges((token.start, token.end) for token in inner)
        breaks = (match.span() for match in _NEWLINE.finditer(self.text, start, end))
        item.joints = [(first, last) for first, last in breaks if not markup.cover(first)]
        self.inner[line] = inner
        self.items.append(item)

    def _has_words(self, start: int, end: int, inner: list[Token]) -> bool:
        at = start
        for token in inner:
            if regex.search(r"\S", html.unescape(self.text[at : token.start])):
                return True
            at = token.end
        return bool(html.unescape(self.text[at:end]).strip())

    def _peeled(self, start: int, end: int, inner: list[Token]) -> tuple[int, int, list[Token]]:
        """The run without lone tokens at its ends and without pairs that enclose all of it."""
        partners = _pairs(inner)
        first, last = 0, len(inner) - 1
        while first <= last:
            if inner[first].start == start and inner[last].end == end and partners.get(first) == last and first < last:
                start, end = _trim(self.text, inner[first].end, inner[last].start)
                first, last = first + 1, last - 1
            elif inner[first].start == start and first not in partners:
                start, _ = _trim(self.text, inner[first].end, end)
                first += 1
            elif inner[last].end == end and last not in partners:
                _, end = _trim(self.text, start, inner[last].start)
                last -= 1
            else:
                break
        return start, end, inner[first : last + 1]


_CLOSED_BY: Mapping[str, tuple[str, ...]] = {
    "li": ("p", "li"), "dt": ("p", "dt", "dd"), "dd": ("p", "dt", "dd"), "td": ("p", "td", "th"), "th": ("p", "td", "th"),
    "tr": ("p", "td", "th", "tr"), "option": ("option",),
}  # fmt: skip
"""Open elements that an opening tag ends, as browsers do; every block ends an open paragraph."""


def _pairs(inner: list[Token]) -> dict[int, int]:
    """Opening token → closing token, by index, for inline elements that nest properly."""
    partners: dict[int, int] = {}
    stack: list[int] = []
    waiting: Counter[str] = Counter()
    for index, token in enumerate(inner):
        if token.sort != "tag" or token.name in VOID:
            continue
        if not token.closing:
            stack.append(index)
            waiting[token.name] += 1
        elif waiting[token.name]:
            while True:
                opened = stack.pop()
                waiting[inner[opened].name] -= 1
                if inner[opened].name == token.name:
                    partners[opened] = index
                    break
    partners.update({closed: opened for opened, closed in list(partners.items())})
    return partners


def _space_at(source: str, start: int, end: int, language: str) -> str:
    """What a line break inside a sentence is read as, where no white space stands beside it."""
    if source[end : end + 1].isspace() or source[start - 1 : start].isspace():
        return ""
    between, _ = glue(source[max(start - 60, 0) : start], source[end : end + 60], language, None)
    return between


def _markup(page: _Page, item: Item, source: str, notes: inline.Notes, language: str) -> inline.Markup:
    found = inline.Markup()
    inner = [] if item.address == ATTRIBUTE else page.inner[item.line]
    inner = [token for token in inner if token.start >= item.start and token.end <= item.end]
    base = item.start
    partners = _pairs(inner)
    until = 0
    for index, token in enumerate(inner):
        start, end = token.start - base, token.end - base
        if start < until:
            continue
        if token.name in _RUBY:
            until = (
                _reading_end(inner, index, partners) - base if token.name in ("rt", "rp") and not token.closing else end
            )
            found.edits.append(Edit(start, until, "", READING))
            continue
        noted = _NOTE_LINK.match(source, start) if start > 0 else None
        if noted:
            notes.used.add(noted["a"] or noted["b"])
            found.lone(start, noted.end(), source, "footnote", inline.FOOTNOTE)
            until = noted.end()
        elif back := _BACK_LINK.match(source, start):
            found.lone(start, back.end(), source, "link", inline.MARKUP)
            until = back.end()
        elif index not in partners:
            found.lone(start, end, source, token.name or token.sort, inline.MARKUP)
            if token.name == "br" and (space := _space_at(source, start, end, language)):
                found.edits.append(Edit(end, end, space, JOINT))
        elif partners[index] > index:
            closing = inner[partners[index]]
            found.pair((start, end), (closing.start - base, closing.end - base), source, token.name)
    if has_footnote_marks(item.kind) and item.address != ATTRIBUTE:
        inline.raised(source, found, notes)
    markup = Ranges((edit.start, edit.end) for edit in found.edits if edit.start < edit.end)
    for match in _REFERENCE.finditer(source):
        words = html.unescape(match.group())
        if words != match.group() and not markup.cover(match.start()):
            found.edits.append(Edit(match.start(), match.end(), " " if words == "\u00a0" else words, REFERENCE))
    found.edits.sort(key=lambda edit: (edit.start, edit.end))
    return found


def _reading_end(inner: list[Token], index: int, partners: Mapping[int, int]) -> int:
    """Where a reading ends: at its closing tag, or where the next part of the ruby begins."""
    if index in partners:
        return inner[partners[index]].end
    return next((token.start for token in inner[index + 1 :] if token.name in _RUBY), inner[index].end)


def _escape(words: str, block: Block) -> str:
    return html.escape(words, quote=block.address == ATTRIBUTE)


def _declared(data: bytes) -> str | None:
    """The encoding that the page itself names, where it exists and fits."""
    match = _CHARSET.search(data[:4096])
    if not match or data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return None
    return codecs.usable(match[1].decode("ascii"), data)


def _language_place(text: str, language: str) -> list[tuple[int, int, str]]:
    match = _LANG.search(text[:20_000])
    return [(match.start(1), match.end(1), language)] if match else []


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
