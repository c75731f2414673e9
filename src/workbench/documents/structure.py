"""What each line of a paper is: title, heading, list, footnote, table of contents, pull quote, imprint, page furniture.

Papers of this kind carry no markup to go by; what a line is shows in its mark, its length, its final stop and its
neighbours. The passes run in the order in which certainty falls: table of contents, footnotes, numbers, front matter,
plain lines, imprint. Each only fills in what is still open.
"""

from __future__ import annotations

import unicodedata

import regex
from rapidfuzz import fuzz

from workbench.documents import marks
from workbench.documents.joins import join_lines, join_pages
from workbench.documents.lines import Item, scan
from workbench.documents.segmenter import cuts
from workbench.model import BlockKind

_K = BlockKind
_MARKUP = regex.compile(r"</?[A-Za-z][^<>]{0,200}>|\*\*|\$\^[^$]{1,12}\$")
_FINAL = regex.compile(r"[。．｡.][\s」』”\"’'）)\]】〉》⁰¹²³⁴⁵⁶⁷⁸⁹*]*(?:\d{1,2}\)?)?$")
_ASKS = regex.compile(r"[!?！？][\s」』”\"’'）)\]】〉》⁰¹²³⁴⁵⁶⁷⁸⁹*]*$")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATE = regex.compile(
    rf"(?:19|20)\d\d\s?[.．/\-年년]\s?\d{{1,2}}\s?(?:[.．/\-月월]\s?(?:\d{{1,2}}\s?[.．日일]?)?)?|(?:令和|平成)\s?(?:\d+|元)年(?:\d+月(?:\d+日)?)?"
    rf"|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s(?:19|20)\d\d|\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH},?\s(?:19|20)\d\d|{_MONTH}\s(?:19|20)\d\d"
    r"|(?:19|20)\d\d年(?!\d)"
)
_ISSUE = regex.compile(
    r"[<〈(（\[]?\s?(?:통권\s?)?(?:제\s?\d+\s?[호권집]|第\s?\d+\s?[号巻回]|No\.\s?\d+|Vol\.\s?\d+|(?:通巻|通算)\s?\d+\s?号)[^。.]{0,12}[>〉)）\]]?$",
    regex.IGNORECASE,
)
_ORGANISATION = regex.compile(
    r"(?:연구소|연구원|연구실|연구센터|센터|대학교|대학원|협회|재단|위원회|연구회|研究所|研究院|研究室|研究会|研究センター|大学|大学院|財団|協会|総研"
    r"|Institute|Cent(?:er|re)|University|Foundation|Council|Department|Office)(?:\s\S{2,12})?(?:\s\S{2,8}(?:\s?[(（][^()（）]{1,40}[)）])?)?$"
)
_AUTHOR = regex.compile(
    r"(?:글|저자|필자|작성|집필|저|文|著|著者|執筆|筆者|訳|By|Author|발행일|작성일|발간일|배포일|날짜|일자|発行日|担当)\s?[:：]\s?\S"
    r"|.{2,40}[(（·,]?\s?(?:교수|연구위원|연구원|박사|소장|원장|위원|기자|대표|실장|센터장|研究員|教授|講師|所長|主筆|記者|論説委員|理事長|部長"
    r"|Professor|Fellow|Director|Analyst|Editor)\s?[)）]?$"
)
_CONTACT = regex.compile(
    r"〒|(?:TEL|FAX|Tel|Fax|T|F|E-?mail|e-?mail|Email|Web|URL|HP|ISSN|ISBN)\s?[.:：]|(?:전화|팩스|이메일|홈페이지|누리집|주소|발행처|발행인|발행일|발행|편집인|편집|전자우편|전자메일"
    r"|등록번호|인쇄|문의|구독|후원|연락처|電話|住所|所在地|発行|発行人|編集|編集人|連絡先|問い?合わ?せ先?|編集・発行|発行所|印刷)\s?[:：]"
    r"|©|Copyright|All rights reserved|^<?https?://\S+>?$|^[\w.+-]+@[\w.-]+$"
)
_ADDRESS = regex.compile(
    r"^(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충청|충북|충남|전라|전북|전남|경상|경북|경남|제주)\S{0,8}\s\S+[시군구읍면동로길]\s"
    r"|^\S{2,3}[都道府県]\S+[市区町村郡]\S*\d"
)
_DISCLAIMER = regex.compile(
    r"見解を(?:示す|代表する)|ものではありません|(?:無断|転載)|個人の見解|問合|問い合わせ|お寄せください|執筆者のもの|文中の|견해이며|공식\s?(?:의견|견해|입장)|무단|전재"
    r"|자료입니다|간행물입니다|개인\s?의견|不代表|views expressed|reproduc"
)
_CLOSING_LINE = regex.compile(
    r"(?:編集者|編集部|編集子|編集室|筆者)?\s?(?:敬白|謹白|拝|記)$|^以上$|^끝$|^[<(（]?끝[>)）]?$"
)
_SAYING = regex.compile(
    r"(?:以下|次|下記)の(?:ように|ような).{0,16}(?:述べ|語っ|語り|指摘|書い|記し|訴え|締めくく|結ん|答え|警告|主張|説い).{0,6}[。.][¹²³⁴⁵⁶⁷⁸⁹⁰\d]*$"
    r"|다음과 같이.{0,10}(?:말|밝|적|썼|서술|지적|경고|주장|발언|회고).{0,6}\.[¹²³⁴⁵⁶⁷⁸⁹⁰]*$"
)
_ATTRIBUTION = regex.compile(r"^[(（][^()（）]{2,60}[)）]$|^[-–—―─]\s?\S.{1,50}$")
_HANGING = regex.compile(r"(?:[을를]|[はがをにでも、,])$")
_OPEN = {"「": "」", "『": "』", "“": "”", '"': '"', "‘": "’", "'": "'"}
_BRACKETED = regex.compile(r"[<〈《【\[(（][^<>〈〉《》【】\[\]]{1,40}[>〉》】\])）](?:\s.{1,40})?$")
_NAMES = regex.compile(r"[/／]")
_STYLED = ("hash", "style")
_FRONT = 14
"""Lines at most that the front matter of a paper takes."""
_WIDTH = {"en": 110}
_HEADING_WIDTH = 92
_PULL = 84
"""Likeness in per cent from which a line without a stop counts as pulled from a paragraph nearby."""


def outline(text: str, language: str, *, markdown: bool, repair: bool = True) -> list[Item]:
    """The items of a text in reading order, each with its kind.

    Args:
        text: The document, NFC.
        language: BCP 47 code.
        markdown: Whether Markdown's own marks count.
        repair: Whether sentences cut by a page break are put together again.
    """
    items = scan(text, language, markdown=markdown)
    return classify(items, text, language, repair=repair)


def classify(items: list[Item], text: str, language: str, *, repair: bool = True, headings: bool = True) -> list[Item]:
    """The items with their kinds, lines and pages joined.

    Args:
        items: Lines or paragraphs in reading order; kinds that the format knows are already set.
        text: What their offsets count in.
        language: BCP 47 code.
        repair: Whether sentences cut by a page break are put together again.
        headings: Whether a short line without a mark may be a heading; False where the format marks headings itself.
    """
    reader = _Reader(text, language.split("-")[0], headings=headings)
    reader.contents(items)
    items = join_lines(items, text, reader.language)
    reader.running_heads(items)
    reader.footnotes(items)
    reader.stars(items)
    reader.lists(items)
    reader.front(items)
    reader.imprint(items)
    reader.plain(items)
    if repair:
        items = join_pages(items, text, reader.language, reader.open_ended)
    items = reader.lost_breaks(items)
    reader.levels(items)
    for item in items:
        if item.kind is None:
            item.kind = _K.PARAGRAPH
    return items


class _Reader:
    """The passes over one text; each looks only at items whose kind is still open."""

    def __init__(self, text: str, language: str, *, headings: bool) -> None:
        self.text = text
        self.headings = headings
        self.language = language
        self.announced: set[str] = set()
        """Titles that the table of contents names, without spaces."""
        self.marked = 0
        """Headings with a mark of their own (●, #); where there are several, a bare question is no heading."""

    def bare(self, item: Item) -> str:
        """The item's text without markup and line breaks."""
        return str(_MARKUP.sub("", " ".join(self.text[item.start : item.end].split())))

    def stops(self, words: str) -> bool:
        """Whether the words end or break as sentences do."""
        return _FINAL.search(words) is not None or bool(cuts(words, self.language))

    def short(self, words: str) -> bool:
        """Whether the words fit into a heading."""
        return width(words) <= _WIDTH.get(self.language, _HEADING_WIDTH)

    def open_ended(self, item: Item) -> bool:
        """Whether an item's text stops in the middle of a sentence."""
        words = self.bare(item)
        return not _FINAL.search(words) and not _ASKS.search(words) and words[-1:] not in '」』”")）】]>：:'

    def contents(self, items: list[Item]) -> None:
        """Tables of contents: a line that says so, or lines with leaders or tabs before page numbers."""
        index = 0
        while index < len(items):
            run = self._contents_run(items, index)
            for item in items[index : index + run]:
                self._contents_entry(item)
            index += max(run, 1)

    def _contents_run(self, items: list[Item], index: int) -> int:
        end = index + 1
        while end < len(items) and not items[end].gap:
            end += 1
        lines = [self._line(item) for item in items[index:end]]
        head = marks.TOC_LABEL.sub("", lines[0])
        titled = marks.TOC_TITLE.fullmatch(head.strip()) is not None
        paged = sum(self._paged(line) for line in lines)
        if not titled:
            return end - index if len(lines) >= 3 and paged >= 0.6 * len(lines) else 0
        while end < len(items) and self._paged(self._line(items[end])):
            end += 1
        return end - index if end - index > 1 or len(head) < len(lines[0]) else 0

    def _line(self, item: Item) -> str:
        start = self.text.rfind("\n", 0, item.start) + 1
        end = self.text.find("\n", item.end)
        return self.text[start : end if end >= 0 else len(self.text)].strip("\r ")

    def _paged(self, line: str) -> bool:
        match = marks.TOC_LABEL.search(line)
        return match is not None and any(match.groups())

    def _contents_entry(self, item: Item) -> None:
        line = self.text[item.start : item.end]
        tail = marks.TOC_LABEL.search(line)
        if tail and tail.start() > 0:
            item.end = item.start + tail.start()
        item.kind = _K.TOC
        self.announced.add("".join(self.bare(item).split()))

    def running_heads(self, items: list[Item]) -> None:
        """Short lines that come again and again beside page numbers and rules."""
        seen: dict[str, list[int]] = {}
        for index, item in enumerate(items):
            if item.kind is None and not item.sort and item.line == item.last and item.end - item.start <= 60:
                words = self.bare(item)
                if self.stops(words):
                    continue
                key = regex.sub(r"\d+", "#", words)
                seen.setdefault(key, []).append(index)
        for places in seen.values():
            beside = [place for place in places if self._beside_page(items, place)]
            if (len(places) >= 2 and len(beside) >= 2) or (len(places) >= 3 and beside):
                for place in places if places[0] > 0 else places[1:]:
                    if place in beside or len(places) >= 3:
                        items[place].kind, items[place].sort = _K.FURNITURE, "head"

    def _beside_page(self, items: list[Item], index: int) -> bool:
        near = items[max(index - 1, 0) : index] + items[index + 1 : index + 2]
        return any(item.sort == "page" for item in near)

    def footnotes(self, items: list[Item]) -> None:
        """Footnote bodies by their digits; `1)` and `[1]` only where the text refers to them so."""
        expected = 1
        for item in items:
            if item.sort == "footnote" and item.kind is None:
                number = item.label
                if number.isdigit() and int(number) != expected and len(number) > 1 and int(number[0]) == expected:
                    # ³²月24日 is mark 3 and a misread 2: the digits after the expected one belong to the text.
                    item.start = self._digits_start(item) + 1
                    number = number[0]
                if number.isdigit():
                    expected = int(number) + 1
                item.kind, item.label, item.reference = _K.FOOTNOTE, number, number
            elif item.kind is None and item.sort in ("number", ""):
                self._numbered_note(item)

    def _digits_start(self, item: Item) -> int:
        place = item.start
        while place > 0 and self.text[place - 1] in "⁰¹²³⁴⁵⁶⁷⁸⁹ \t":
            place -= 1
        while self.text[place].isspace():
            place += 1
        return place

    def _numbered_note(self, item: Item) -> None:
        line_start = self.text.rfind("\n", 0, item.start) + 1
        match = marks.NUMBERED_NOTE.match(self.text[line_start : item.end].lstrip())
        if not match:
            return
        number = match["square"] or match["paren"]
        mark = rf"\[{number}\]" if match["square"] else rf"{number}\)"
        referred = regex.compile(rf"(?<=[\p{{L}}.。,”」』’)）]){mark}(?!\s?\p{{L}}+[)）])")
        if any(
            found.start() < line_start for found in referred.finditer(self.text, max(0, line_start - 40000), line_start)
        ):
            start = self.text.index(match.group(), line_start) + match.end()
            item.start, item.kind, item.label, item.reference = start, _K.FOOTNOTE, match.group().strip(), number

    def stars(self, items: list[Item]) -> None:
        """An asterisk opens a note when it stands alone, and a list item in a run or in a text that lists with it."""
        starred = [index for index, item in enumerate(items) if item.sort == "star" and item.kind is None]
        runs = {
            index
            for index in starred
            if (index - 1 in starred and not items[index].gap) or (index + 1 in starred and not items[index + 1].gap)
        }
        for index in starred:
            item = items[index]
            item.kind = _K.LIST_ITEM if index in runs else _K.NOTE
            item.level = 1 if index in runs else 0

    def lists(self, items: list[Item]) -> None:
        """List items, and the numbers and marks that make a line a heading or a caption instead."""
        self.marked = sum(item.sort in ("black", *_STYLED) for item in items)
        for index, item in enumerate(items):
            if item.kind is not None:
                continue
            if item.sort in ("list", "nested", "listnumber"):
                item.kind = _K.LIST_ITEM
                item.level = item.indent // 2 + (2 if item.sort == "nested" else 1)
            elif item.sort == "number":
                heads = self._named_above(item) or self._heads(items, index)
                item.kind = _K.HEADING if heads else _K.LIST_ITEM
                item.level = 1 if heads else item.indent // 2 + 1
            elif item.sort in ("black", "square", "chapter"):
                item.kind = _K.HEADING if self._headline(item) else _K.LIST_ITEM
                item.level = 1 if item.sort == "chapter" or item.kind is _K.LIST_ITEM else 2
            elif item.sort == "circle":
                alone = not any(self._circled(items, near) for near in (index - 1, index + 1))
                titles = alone and self.language == "ja" and self._headline(item)
                item.kind = _K.CAPTION if titles else _K.LIST_ITEM
                item.level = 0 if titles else item.indent // 2 + 1
            elif item.sort == "caption":
                item.kind = _K.CAPTION if self._headline(item) else _K.PARAGRAPH
                if item.kind is _K.PARAGRAPH:
                    self._take_mark_back(item)
            elif item.sort == "note":
                item.kind = _K.NOTE

    def _named_above(self, item: Item) -> bool:
        return "".join(self.bare(item).split()) in self.announced and self._headline(item)

    def _circled(self, items: list[Item], index: int) -> bool:
        return 0 <= index < len(items) and items[index].sort == "circle"

    def _headline(self, item: Item) -> bool:
        words = self.bare(item)
        return not self.stops(words) and self.short(words)

    def _take_mark_back(self, item: Item) -> None:
        start = self.text.rfind("\n", 0, item.start) + 1
        while self.text[start].isspace():
            start += 1
        item.start, item.label, item.sort = start, "", ""

    def _heads(self, items: list[Item], index: int) -> bool:
        """Whether a numbered line is a heading: alone in its place, without a stop, something else below it."""
        item = items[index]
        if not self._headline(item):
            return False
        below = items[index + 1] if index + 1 < len(items) else None
        above = items[index - 1] if index else None
        if not item.gap and above is not None and above.sort == "number":
            return False
        if below is None or (below.sort == "number" and _shape(below.label) == _shape(item.label)):
            return False
        if above is not None and above.sort == "number" and above.kind is _K.LIST_ITEM and _follows(above, item):
            return False
        return below.gap or below.kind is not None or below.sort != ""

    def front(self, items: list[Item]) -> None:
        """Titles, authors, dates and institutes before the body begins."""
        zone = []
        for item in items[:_FRONT]:
            words = self.bare(item)
            if (
                item.kind is _K.TOC
                or (item.kind is not None and item.sort not in _STYLED)
                or item.sort not in ("", *_STYLED)
            ):
                break
            if item.kind is None and (
                (self.stops(words) and not self._is_meta(words)) or not self.short(words) or _HANGING.search(words)
            ):
                break
            zone.append(item)
        followed_by_contents = len(zone) < len(items) and items[len(zone)].kind is _K.TOC
        metas = [index for index, item in enumerate(zone) if item.kind is None and self._is_meta(self.bare(item))]
        if metas[:1] == [0] and len(zone) > 1 and not _DATE.search(self.bare(zone[0])):
            metas = metas[1:]  # the name of the paper itself, issue number and all
        for index in metas:
            zone[index].kind = _K.META
        for index, item in enumerate(zone):
            if item.sort == "hash" and index == 0 and item.level == 1:
                item.kind, item.level = _K.TITLE, 0
            elif item.kind is None and (index < max(metas, default=0) or index == 0 or followed_by_contents):
                item.kind = _K.TITLE

    def _is_meta(self, words: str) -> bool:
        if width(words) > 70:
            return False
        rest = _ISSUE.sub("", _DATE.sub("", words)).strip(" ,.()（）<>[]・·|/")
        if rest != words.strip(" ,.()（）<>[]・·|/") and len(rest) <= 10:
            return True
        return bool(_ORGANISATION.search(words) or _AUTHOR.match(words) or _CONTACT.search(words))

    def imprint(self, items: list[Item]) -> None:
        """The tail of a paper: who published it, disclaimers, addresses."""
        first = tail = len(items)
        for index in range(len(items) - 1, max(len(items) - 20, 0), -1):
            item = items[index]
            if item.kind is _K.FURNITURE:
                continue
            if item.kind is not None or item.sort:
                break
            words = self.bare(item)
            if self._is_contact(words):
                first = index
            elif _DISCLAIMER.search(words) is None or (first == tail and index < tail - 1):
                if index < first - 2:
                    break
            elif first in (index + 1, tail):
                first = index
        for item in items[first:]:
            if item.kind is None:
                item.kind = _K.META

    def _is_contact(self, words: str) -> bool:
        closing = _CLOSING_LINE.search(words) is not None and len(words) <= 12
        address = _ADDRESS.search(words) is not None and width(words) <= 120
        return closing or address or (_CONTACT.search(words) is not None and not _FINAL.search(words))

    def plain(self, items: list[Item]) -> None:
        """Lines without marks: headings, quotations, dates, and what is left, paragraphs."""
        for index, item in enumerate(items):
            if item.kind is not None:
                continue
            words = self.bare(item)
            if self._dated(items, index):
                item.kind = _K.META
            elif (
                self._quoted(words)
                or self._pulled(items, index, words)
                or (index and items[index - 1].kind is _K.QUOTATION and _ATTRIBUTION.search(words))
            ):
                item.kind = _K.QUOTATION
            elif self._titled(items, index, words):
                item.kind = _K.HEADING
                item.level = -1
            elif index and self._announces(items[index - 1]) and self.stops(words):
                item.kind = _K.QUOTATION
            else:
                item.kind = _K.PARAGRAPH

    def _dated(self, items: list[Item], index: int) -> bool:
        """A date on a line of its own, and the short lines that stand with it."""
        first = last = index
        while first > 0 and not items[first].gap and not items[first - 1].sort:
            first -= 1
        while last + 1 < len(items) and not items[last + 1].gap and not items[last + 1].sort:
            last += 1
        group = [self.bare(item) for item in items[first : last + 1]]
        if len(group) > 4 or any(
            width(words) > 60 or (self.stops(words) and not _DATE.search(words)) for words in group
        ):
            return False
        return any(_DATE.search(words) and len(_DATE.sub("", words).strip(" ,.()（）<>")) <= 6 for words in group)

    def _quoted(self, words: str) -> bool:
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
        return bool(cuts(inner, self.language)) or _FINAL.search(inner) is not None or len(inner) >= 30

    def _pulled(self, items: list[Item], index: int, words: str) -> bool:
        """Whether a line without a stop repeats a sentence that stands nearby."""
        if self.stops(words) or len(words) < 16 or not items[index].gap:
            return False
        near = [item for item in items[max(index - 12, 0) : index + 13] if item is not items[index]]
        bodies = (self.bare(item) for item in near if item.kind not in (_K.TOC, _K.HEADING, _K.FURNITURE, _K.TITLE))
        if any(len(body) >= len(words) and fuzz.partial_ratio(words, body) >= _PULL for body in bodies):
            return True
        return not self.short(words) and len(words) > 60 and self.language == "ko" and words[-1] in "함임음됨다"

    def _titled(self, items: list[Item], index: int, words: str) -> bool:
        if not self.headings or self.stops(words) or not self.short(words) or items[index].line != items[index].last:
            return False
        if len(_NAMES.findall(words)) >= 5 or words[-1] in "、,，・·:：" or regex.search(r"https?://|@", words):
            return False
        if _ASKS.search(words) and (width(words) > 64 or self.marked >= 3):
            return False
        return not _HANGING.search(words)

    def _announces(self, item: Item) -> bool:
        return item.kind is _K.PARAGRAPH and _SAYING.search(self.bare(item)) is not None

    def lost_breaks(self, items: list[Item]) -> list[Item]:
        """A quotation of its own that has swallowed the paragraph behind it becomes two blocks."""
        out: list[Item] = []
        for item in items:
            out.append(item)
            if item.kind is not _K.PARAGRAPH or self.text[item.start] not in "「『“":
                continue
            closing = _OPEN[self.text[item.start]]
            match = regex.search(rf"{closing}[ \t\u3000]+(?=\S)", self.text[item.start : item.end])
            if not match or match.start() < 20:
                continue
            head = self.text[item.start : item.start + match.start() + 1]
            if self.language != "ja" or not self._quoted(_MARKUP.sub("", head)) or self._carried(item, match.end()):
                continue
            rest = Item(item.start + match.end(), item.end, item.last, item.last, _K.PARAGRAPH, address=item.address)
            rest.joints = [joint for joint in item.joints if joint[0] >= rest.start]
            rest.holes = [hole for hole in item.holes if hole[0] >= rest.start]
            item.joints = [joint for joint in item.joints if joint[0] < rest.start]
            item.holes = [hole for hole in item.holes if hole[0] < rest.start]
            item.end, item.kind = item.start + match.start() + 1, _K.QUOTATION
            out.append(rest)
        return out

    def _carried(self, item: Item, offset: int) -> bool:
        from workbench.documents.rules import continuing

        goes_on = continuing(self.language)
        return goes_on is not None and goes_on.match(self.text, item.start + offset) is not None

    def levels(self, items: list[Item]) -> None:
        """Levels of headings without a mark: below the numbered ones where there are any."""
        headings = [item for item in items if item.kind is _K.HEADING]
        numbered = any(item.sort in ("number", "chapter") for item in headings)
        for index, item in enumerate(items):
            if item.kind is _K.HEADING and item.level < 0:
                below = items[index + 1] if index + 1 < len(items) else None
                leads = below is not None and below.kind is _K.HEADING
                item.level = 2 if numbered and not leads else 1


def width(words: str) -> int:
    """The cells that a line takes: two for Han, kana and Hangul."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in words)


def _shape(label: str) -> str:
    """The sort of a list number: `1.`, `(1)`, `①`, `가.`"""
    shape = regex.sub(r"\d+", "1", label)
    shape = regex.sub(r"[가-힣]", "가", shape)
    shape = regex.sub(r"[①-⑳㉑-㉟]", "①", shape)
    return str(regex.sub(r"[A-Za-z]", "a", shape))


def _follows(above: Item, item: Item) -> bool:
    first, second = (regex.search(r"\d+", found.label) for found in (above, item))
    return bool(first and second and int(second.group()) == int(first.group()) + 1)
