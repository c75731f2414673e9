"""What each line of a paper is: title, heading, list, footnote, table of contents, pull quote, imprint, page furniture.

Papers of this kind carry no markup to go by; what a line is shows in its mark, its length, its final stop and its
neighbours. The passes run in the order in which certainty falls: contents and footnotes (`apparatus`), numbers and marks,
front matter and imprint (`imprint`), plain lines. Each only fills in what is still open.
"""

from __future__ import annotations

from collections import Counter

import regex
from rapidfuzz import fuzz

from workbench.documents import apparatus, imprint
from workbench.documents.imprint import STYLED
from workbench.documents.joins import join_lines, join_pages
from workbench.documents.lines import Item, scan
from workbench.documents.reading import Reading, asks, ends, hangs, width, without_markup
from workbench.documents.rules import continuing
from workbench.documents.segmenter import cuts
from workbench.model import BlockKind

_K = BlockKind
_SAYING = regex.compile(
    r"(?:以下|次|下記)の(?:ように|ような).{0,16}(?:述べ|語っ|語り|指摘|書い|記し|訴え|締めくく|結ん|答え|警告|主張|説い).{0,6}[。.][¹²³⁴⁵⁶⁷⁸⁹⁰\d]*$"
    r"|다음과 같이.{0,10}(?:말|밝|적|썼|서술|지적|경고|주장|발언|회고).{0,6}\.[¹²³⁴⁵⁶⁷⁸⁹⁰]*$"
)
_ATTRIBUTION = regex.compile(r"^[(（][^()（）]{2,60}[)）]$|^[-–—―─]\s?\S.{1,50}$")
_OPEN = {"「": "」", "『": "』", "“": "”", '"': '"', "‘": "’", "'": "'"}
_NAMES = regex.compile(r"[/／]")
_CONTACT_LINE = regex.compile(r"https?://|@")
_TURN = regex.compile(r"[QA]\s?\d{0,2}\s?[.．:：]|[문답問答]\s?\d{0,2}\s?[.．:：]|[―—─]{1,2}(?=\S)")
"""What opens a turn of an interview: Q. A. 問： ――"""
_ANSWER = regex.compile(r"[A답答]\s?\d{0,2}\s?[.．:：]")
_QUESTION = regex.compile(r"[Q문問]\s?\d{0,2}\s?[.．:：]")
_SPEAKER = regex.compile(r"(?P<name>\p{L}{2,8}(?:\s\p{L}{2,8})?)\s?[:：]\s?\S")
_CREDIT = regex.compile(
    r"[\[(（]\s?(?:사진|写真|Photo)[^\[\]()（）]{0,40}[\])）]$|[=＝:：/／\s](?:사진|자료사진)?\s?(?:연합뉴스|뉴시스|뉴스1|AP|AFP|로이터|EPA)$"
    r"|(?:사진|写真)\s?[=＝:：/／].{2,24}$|[=＝]\S{1,20}\s?제공\]?$|[=＝].{1,40}(?:撮影|提供)[)）]?$"
)
"""Who took a picture, at the end of its caption."""
_TERMS = regex.compile(
    r"(?:JEL(?:\s\w+){0,2}|キーワード|[Kk]ey\s?[Ww]ords?|KEY\s?WORDS?|주제어|핵심어|색인어|키워드|핵심\s단어)\s?[:：]"
)
_ADDRESSED = regex.compile(r"(?:여러분|귀하|皆さん|皆さま|皆様|みなさん|各位)\s?[!！]$")
_INLINE = ("△", "▽", "→")
"""Marks that enumerate inside a sentence as often as they open a line."""
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_BRACKETED = regex.compile(r"[(（][^()（）]*[)）]")
_ORDERS = (
    "가나다라마바사아자차카타파하", "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ", "一二三四五六七八九十", "abcdefghijklm", "ABCDEFGHIJKLM"
)  # fmt: skip
_KANA, _IROHA = "アイウエオカキクケコサシスセソ", "イロハニホヘトチリヌ"
"""Kana that number a list: with a mark (ア．) in one order, alone in the other."""
_PULL = 84
"""Likeness in per cent from which a line without a stop counts as pulled from a paragraph nearby."""
_NEAR = 12
"""Blocks on either side that a pull quote is looked for in."""


def outline(text: str, language: str, *, markdown: bool, repair: bool = True) -> list[Item]:
    """The items of a text in reading order, each with its kind.

    Args:
        text: The document, NFC.
        language: BCP 47 code.
        markdown: Whether Markdown's own marks count.
        repair: Whether sentences cut by a page break are put together again.
    """
    return classify(scan(text, language, markdown=markdown), text, language, repair=repair)


def classify(items: list[Item], text: str, language: str, *, repair: bool = True, headings: bool = True) -> list[Item]:
    """The items with their kinds, lines and pages joined.

    Args:
        items: Lines or paragraphs in reading order; kinds that the format knows are already set.
        text: What their offsets count in.
        language: BCP 47 code.
        repair: Whether sentences cut by a page break are put together again.
        headings: Whether a short line without a mark may be a heading; False where the format marks headings itself.
    """
    reading = Reading(text, language.split("-")[0], headings)
    apparatus.contents(reading, items)
    items = apparatus.columns(reading, items)
    _false_labels(reading, items)
    items = join_lines(items, text, reading.language)
    apparatus.running_heads(reading, items)
    apparatus.footnotes(reading, items)
    apparatus.stars(items)
    _marked(reading, items)
    imprint.front(reading, items)
    imprint.imprint(reading, items)
    _plain(reading, items)
    if repair:
        items = join_pages(items, text, reading.language, reading.open_ended)
    items = _lost_breaks(reading, items)
    _levels(items)
    return items


def _false_labels(reading: Reading, items: list[Item]) -> None:
    """Take back marks that are none: a word broken over two lines (…있|다.), ①…②…③ or △…△ in a sentence, Q. and A."""
    seen: set[str] = set()
    asked = any(_QUESTION.match(reading.line(item)) for item in items)
    for index, item in enumerate(items):
        above = items[index - 1] if index else None
        spoken = _TURN.match(reading.line(item)) and (asked or item.label[:1] not in "A답答")
        if item.kind is None and item.label and (spoken or _runs_on(reading, above, item)):
            item.start = item.head
            item.sort = item.label = ""
        if item.kind is not None or item.sort != "number":
            continue
        broken = above is not None and not item.gap and above.kind is None and reading.open_ended(above)
        below = items[index + 1] if index + 1 < len(items) else None
        leads = not _predecessor(item.label) and below is not None and _predecessor(below.label) == item.label
        verb = broken and item.label == "다." and above is not None and width(reading.bare(above)) >= 40
        if (
            verb
            or (broken and not leads and _predecessor(item.label) not in seen)
            or _enumerates(item.label, reading.bare(item))
        ):
            item.start = item.head
            item.sort = item.label = ""
        else:
            seen.add(item.label)


def _runs_on(reading: Reading, above: Item | None, item: Item) -> bool:
    """Whether the mark of a line is one of several in a sentence: △… △…, also where the line above holds another."""
    if item.label not in _INLINE:
        return False
    return item.label in reading.line(item)[1:] or (
        above is not None and not item.gap and item.label in reading.bare(above)
    )


def _predecessor(label: str) -> str:
    """The label that stands before this one in a list (`2.` for `3.`, `나.` for `다.`); empty for a first one."""
    if match := regex.search(r"\d+", label):
        number = str(int(match.group()) - 1)
        if not match.group().isascii():
            number = number.translate(_FULL_WIDTH)
        return label.replace(match.group(), number, 1) if number not in "0０" else ""
    for char in label:
        for order in (*_ORDERS, _IROHA if len(label) == 1 else _KANA):
            if char in order[1:]:
                return label.replace(char, order[order.index(char) - 1], 1)
        if "①" < char <= "⒇" and char != "⑴":
            return label.replace(char, chr(ord(char) - 1), 1)
    return ""


def _enumerates(label: str, words: str) -> bool:
    return len(label) == 1 and "①" <= label < "⒇" and chr(ord(label) + 1) in words


def _marked(reading: Reading, items: list[Item]) -> None:
    """List items, and the numbers and marks that make a line a heading or a caption instead."""
    reading.marked = sum(item.sort in ("black", *STYLED) for item in items)
    for index, item in enumerate(items):
        if item.kind is not None:
            continue
        if item.sort in ("list", "nested", "listnumber"):
            item.kind = _K.LIST_ITEM
            item.level = item.indent // 2 + (2 if item.sort == "nested" else 1)
        elif item.sort == "number":
            heads = _named_above(reading, item) or _heads(reading, items, index)
            item.kind = _K.HEADING if heads else _K.LIST_ITEM
            item.level = 1 if heads else item.indent // 2 + 1
        elif item.sort in ("black", "square", "chapter"):
            item.kind = _K.HEADING if reading.headline(item) and not _in_run(items, index) else _K.LIST_ITEM
            item.level = 1
        elif item.sort == "circle":
            alone = not any(_circled(items, near) for near in (index - 1, index + 1))
            titles = alone and reading.language == "ja" and reading.headline(item)
            item.kind = _K.CAPTION if titles else _K.LIST_ITEM
            item.level = 0 if titles else item.indent // 2 + 1
        elif item.sort == "caption":
            _caption(reading, item)
        elif item.sort == "note":
            item.kind = _K.NOTE


def _caption(reading: Reading, item: Item) -> None:
    if reading.headline(item):
        item.kind = _K.CAPTION
        return
    # "図1は…を示す。" is a sentence about a figure, and the mark is a word of it.
    item.start = item.head
    item.kind, item.label, item.sort = _K.PARAGRAPH, "", ""


def _named_above(reading: Reading, item: Item) -> bool:
    return "".join(reading.bare(item).split()) in reading.announced and reading.headline(item)


def _circled(items: list[Item], index: int) -> bool:
    return 0 <= index < len(items) and items[index].sort == "circle"


def _in_run(items: list[Item], index: int) -> bool:
    """Whether a numbered line (一　…) stands in a list: the line right above or below it has the next number."""
    item = items[index]
    above, below = items[index - 1] if index else None, items[index + 1] if index + 1 < len(items) else None
    return (below is not None and not below.gap and _follows(item, below)) or (
        above is not None and not item.gap and _follows(above, item)
    )


def _follows(item: Item, below: Item) -> bool:
    return item.sort == below.sort == "chapter" and item.label != "" and _predecessor(below.label) == item.label


def _heads(reading: Reading, items: list[Item], index: int) -> bool:
    """Whether a numbered line is a heading: alone in its place, without a stop, something else below it."""
    item = items[index]
    below = items[index + 1] if index + 1 < len(items) else None
    above = items[index - 1] if index else None
    if below is None or not reading.headline(item):
        return False
    if above is not None and above.sort == "number" and (not item.gap or _continues(above, item)):
        return False
    return below.sort != "number" or _shape(below.label) != _shape(item.label)


def _continues(above: Item, item: Item) -> bool:
    return above.kind is _K.LIST_ITEM and _predecessor(item.label) == above.label


def _plain(reading: Reading, items: list[Item]) -> None:
    """Lines without marks: headings, quotations, dates, and what is left, paragraphs."""
    speakers = _speakers(reading, items)
    answered = any(_ANSWER.match(reading.bare(item)) for item in items)
    for index, item in enumerate(items):
        if item.kind is not None:
            continue
        words = reading.bare(item)
        above = items[index - 1] if index else None
        if imprint.dated(reading, items, index) or imprint.alone(words) or _TERMS.match(words):
            item.kind = _K.META
        elif _CREDIT.search(words) and width(words) <= 200:
            item.kind = _K.CAPTION
        elif (_TURN.match(words) and (answered or not _QUESTION.match(words))) or (
            (turn := _SPEAKER.match(words)) and turn["name"] in speakers
        ):
            attributes = above is not None and above.kind is _K.QUOTATION and _attributes(reading, words)
            item.kind = _K.QUOTATION if attributes else _K.PARAGRAPH
        elif (
            _quoted(reading, words)
            or _pulled(reading, items, index, words)
            or (above is not None and above.kind is _K.QUOTATION and _attributes(reading, words))
        ):
            item.kind = _K.QUOTATION
        elif _titled(reading, item, words) and not (_BRACKETED.fullmatch(words) and _last(items, index)):
            item.kind, item.level = _K.HEADING, -1
        elif above is not None and _announces(reading, above) and reading.stops(words):
            item.kind = _K.QUOTATION
        else:
            item.kind = _K.PARAGRAPH


def _speakers(reading: Reading, items: list[Item]) -> set[str]:
    """Names that open more than one line that is said: an interview, minutes."""
    turns: Counter[str] = Counter()
    said: set[str] = set()
    for item in items:
        words = reading.bare(item)
        if item.kind is None and (match := _SPEAKER.match(words)):
            turns[match["name"]] += 1
            if asks(words) or reading.stops(words):
                said.add(match["name"])
    return {name for name in said if turns[name] > 1}


def _attributes(reading: Reading, words: str) -> bool:
    return _ATTRIBUTION.search(words) is not None and not reading.stops(words) and not asks(words)


def _last(items: list[Item], index: int) -> bool:
    """Whether nothing stands right below an item, as it does below a heading in brackets: （目的） above 第一条."""
    return index + 1 == len(items) or items[index + 1].gap


def _quoted(reading: Reading, words: str) -> bool:
    """Whether a paragraph is one quotation from mark to mark."""
    closing = _OPEN.get(words[:1])
    body = words.rstrip("。.⁰¹²³⁴⁵⁶⁷⁸⁹ ")
    if closing is None or not body.endswith(closing) or len(body) < 3:
        return False
    inner = body[1:-1]
    depth = 0
    for char in inner:
        depth += (char == words[0] != closing) - (char == closing != words[0])
        if depth < 0:
            return False
    if words[0] == closing and closing in inner:
        return False
    return bool(cuts(inner, reading.language)) or ends(inner) or len(inner) >= 30


def _pulled(reading: Reading, items: list[Item], index: int, words: str) -> bool:
    """Whether a line without a stop repeats a sentence that stands nearby."""
    if len(words) < 16 or not items[index].gap or reading.stops(words):
        return False
    for near in items[max(index - _NEAR, 0) : index + _NEAR + 1]:
        if near is items[index] or near.kind in (_K.TOC, _K.HEADING, _K.FURNITURE, _K.TITLE):
            continue
        body = reading.bare(near)
        if len(words) <= len(body) <= 5000 and fuzz.partial_ratio(words, body) >= _PULL:
            return True
    return not reading.short(words) and len(words) > 60 and reading.language == "ko" and words[-1] in "함임음됨다"


def _titled(reading: Reading, item: Item, words: str) -> bool:
    if not reading.headings or item.line != item.last or reading.stops(words) or not reading.short(words):
        return False
    if not words or len(_NAMES.findall(words)) >= 5 or words[-1] in "、,，・·:：" or _CONTACT_LINE.search(words):
        return False
    if asks(words) and (width(words) > 64 or reading.marked >= 3):
        return False
    return not hangs(words) and not _ADDRESSED.search(words)


def _announces(reading: Reading, item: Item) -> bool:
    return item.kind is _K.PARAGRAPH and _SAYING.search(reading.bare(item)[-80:]) is not None


def _lost_breaks(reading: Reading, items: list[Item]) -> list[Item]:
    """A Japanese quotation of its own that has swallowed the paragraph behind it becomes two blocks."""
    goes_on = continuing(reading.language)
    if reading.language != "ja" or goes_on is None:
        return items
    out: list[Item] = []
    for item in items:
        out.append(item)
        if item.kind is not _K.PARAGRAPH or reading.text[item.start] not in "「『“":
            continue
        source = reading.text[item.start : item.end]
        match = regex.search(rf"{_OPEN[source[0]]}[ \t\u3000]+(?=\S)", source)
        if not match or match.start() < 20 or goes_on.match(source, match.end()):
            continue
        if _quoted(reading, without_markup(source[: match.start() + 1])):
            out.append(_parted(item, item.start + match.start() + 1, item.start + match.end()))
    return out


def _parted(item: Item, end: int, start: int) -> Item:
    """Cut an item into a quotation up to `end` and a paragraph from `start`, which is returned."""
    rest = Item(start, item.end, item.last, item.last, _K.PARAGRAPH, address=item.address)
    rest.joints = [joint for joint in item.joints if joint[0] >= start]
    rest.holes = [hole for hole in item.holes if hole[0] >= start]
    item.joints = [joint for joint in item.joints if joint[0] < start]
    item.holes = [hole for hole in item.holes if hole[0] < start]
    item.end, item.kind = end, _K.QUOTATION
    return rest


def _levels(items: list[Item]) -> None:
    """Levels of headings that the format does not give: by the order in which their sorts of mark first appear."""
    headings = [item for item in items if item.kind is _K.HEADING and item.sort not in STYLED]
    levels: dict[str, int] = {}
    last = 0
    for item in headings:
        shape = _shape(item.label) if item.sort == "number" else item.sort
        if shape:
            # A black mark stands below the title of its feature, which has none.
            first = 2 if item.sort == "black" and not levels else last + 1
            item.level = last = levels.setdefault(shape, min(first, 6))
    numbered = any(item.sort in ("number", "chapter") for item in headings)
    for index, item in enumerate(items):
        if item.kind is _K.HEADING and item.level < 0:
            leads = index + 1 < len(items) and items[index + 1].kind is _K.HEADING
            item.level = 2 if numbered and not leads else 1


def _shape(label: str) -> str:
    """The sort of a list number: `1.`, `(1)`, `①`, `가.`"""
    shape = regex.sub(r"\d+", "1", label)
    shape = regex.sub(r"[가-힣]", "가", shape)
    shape = regex.sub(r"[ア-ン]", "ア", shape)
    shape = regex.sub(r"[①-⑳㉑-㉟]", "①", shape)
    return str(regex.sub(r"[A-Za-z]", "a", shape))
