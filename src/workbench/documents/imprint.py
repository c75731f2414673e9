"""Who wrote a paper, when, and who published it: the lines before the body and the lines behind it.

Front matter ends with the last line that names an author, an institute, a date or an issue; what stands between such lines
is a title. The imprint at the end is told by addresses, telephone numbers and the sentence that the views are the
author's own.
"""

from __future__ import annotations

import regex

from workbench.documents.lines import Item
from workbench.documents.reading import Reading, ends, hangs, width
from workbench.model import BlockKind

_K = BlockKind
STYLED = ("hash", "style")
"""Sorts of headings that the format itself marks."""

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATE = regex.compile(
    rf"(?:19|20)\d\d\s?[.．/\-年년]\s?\d{{1,2}}\s?(?:[.．/\-月월]\s?(?:\d{{1,2}}\s?[.．日일]?)?)?|(?:令和|平成)\s?(?:\d+|元)年(?:\d+月(?:\d+日)?)?"
    rf"|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s(?:19|20)\d\d|\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH},?\s(?:19|20)\d\d|{_MONTH}\s(?:19|20)\d\d"
    r"|(?:19|20)\d\d年(?!\d)"
)
ISSUE = regex.compile(
    r"[<〈(（\[]?\s?(?:통권\s?)?(?:제\s?\d+\s?[호권집]|第\s?\d+\s?[号巻回]|No\.\s?\d+|Vol\.\s?\d+|(?:通巻|通算)\s?\d+\s?号)[^。.]{0,12}[>〉)）\]]?$",
    regex.IGNORECASE,
)
_ORGANISATION = regex.compile(
    r"(?:연구소|연구원|연구실|연구센터|센터|대학교|대학원|협회|재단|위원회|연구회|研究所|研究院|研究室|研究会|研究センター|大学|大学院|財団|協会|総研"
    r"|Institute|Cent(?:er|re)|University|Foundation|Council|Department|Office)(?:\s\S{2,12})?(?:\s\S{2,8}(?:\s?[(（][^()（）]{1,40}[)）])?)?$"
)
_BODY = regex.compile(
    r"(?:연구소|연구원|연구실|센터|대학교|협회|재단|위원회|연구회|研究所|研究院|研究室|研究会|センター|大学|財団|協会|総研)$"
)
"""The name of an organisation and nothing else, as a paper is not called."""
_AUTHOR = regex.compile(
    r"^(?:글|저자|필자|작성|집필|저|文|著|著者|執筆|筆者|訳|By|Author|발행일|작성일|발간일|배포일|날짜|일자|発行日|担当)\s?[:：]\s?\S"
    r"|^.{2,40}[(（·,]?\s?(?:교수|연구위원|연구원|연구관|조사관|박사|소장|원장|위원|기자|대표|실장|센터장|팀장|본부장|국장|대사|研究員|教授|講師|所長"
    r"|主筆|記者|論説委員|理事長|部長|室長|顧問|Professor|Fellow|Director|Analyst|Editor|Researcher)\s?[)）]?(?:\s?[(（][^()（）]{2,40}[)）])?$"
    r"|^(?:(?:主任|上席|客員|特任|准|副)?(?:研究員|教授|主筆|所長|部長|室長))[\s\u3000]\S{1,4}[\s\u3000]?\S{1,4}$"
    r"|^[가-힣]{2,4}\s?[(（][^()（）]{2,40}[)）]$|^By\s\p{Lu}"
    r"|^(?:책임연구자|연구책임자|공동연구자|공동연구원|참여연구원|집필자|글쓴이|발표자|토론자)\s[가-힣]{2,4}$|^\p{Han}{2,6}[=＝]\p{Han}{2,5}(?:[\s\u3000]\p{Han}{1,4})?$"
    r"|^(?:\S{2,20}\s){0,3}\S{0,12}(?:사장|이사장|교수|연구위원|소장|원장|위원장|장관|차관|대사|대표|총재|총장)\s[가-힣]\s?[가-힣]\s?[가-힣]$"
    r"|^\p{Han}{1,4}[\s\u3000]?[\p{Han}\p{Hiragana}\p{Katakana}]{1,5}\s?[（(][^()（）]{0,30}(?:大学|大学院|研究所|研究院|総研|機構|銀行|省|庁|新聞)[^()（）]{0,20}[）)]$"
    r"|^(?:일시|장소|대담|진행|사회|정리|사진|참석|참석자|발표|토론|인터뷰|日時|場所|講師|聞き手|話し手|司会|構成|撮影|文責|出席者|登壇者)\s?[:：]\s?\S"
)
_CONTACT = regex.compile(
    r"〒|(?:TEL|FAX|Tel|Fax|T|F|E-?mail|e-?mail|Email|Web|URL|HP|ISSN|ISBN)\s?[.:：]|(?:전화|팩스|이메일|홈페이지|누리집|주소|발행처|발행인|발행일|발행|편집인|편집|전자우편|전자메일"
    r"|등록번호|인쇄|문의|구독|후원|연락처|電話|住所|所在地|発行|発行人|編集|編集人|連絡先|問い?合わ?せ先?|編集・発行|発行所|印刷)\s?[:：]"
    r"|[©ⓒ]|Copyright|All rights reserved|^<?https?://\S+>?$|^[\w.+-]+@[\w.-]+$"
)
_ADDRESS = regex.compile(
    r"^(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충청|충북|충남|전라|전북|전남|경상|경북|경남|제주)\S{0,8}\s\S+[시군구읍면동로길]\s"
    r"|^\S{2,3}[都道府県]\S+[市区町村郡]\S*\d"
)
_DISCLAIMER = regex.compile(
    r"見解を(?:示す|代表する)|ものではありません|(?:無断|転載)|個人の見解|問合|問い合わせ|お寄せください|執筆者のもの|文中の|견해이며|공식\s?(?:의견|견해|입장)|무단|전재"
    r"|자료입니다|간행물입니다|개인\s?의견|不代表|views expressed|reproduc"
)
_STAFF = regex.compile(r"(?:글|정리|취재|사진|문|構成|撮影|写真|文責|取材)\s?[:：=＝]\s?\S{1,16}(?:[\s\u3000]\S{1,8})?")
_BRACKETS = regex.compile(r"(?:\[[^\[\]]+\]\s?)+")
_COPYRIGHT = regex.compile(r"[©ⓒ]|무단\s?(?:전재|복제)|無断(?:転載|複製)|All rights reserved", regex.IGNORECASE)
_TIMED = regex.compile(
    r"입력|수정|등록|승인|게재|최종|更新|公開|配信|掲載|有料記事|(?:오전|오후|午前|午後)?\s?\d{1,2}\s?[:시時]\s?\d{1,2}[분分]?(?::\d\d)?"
)
"""What stands beside the date of a news article."""
_CLOSING_LINE = regex.compile(
    r"(?:編集者|編集部|編集子|編集室|筆者)?\s?(?:敬白|謹白|拝|記)$|^以上$|^끝$|^[<(（]?끝[>)）]?$"
)
_EDGES = " ,.()（）<>[]・·|/　"
_FRONT = 14
"""Lines at most that the front matter of a paper takes."""
_PREAMBLE = 40
"""Lines at most of a preamble between rules before the front matter."""
_TAIL = 20
"""Lines at most that an imprint takes."""


def front(reading: Reading, items: list[Item]) -> None:
    """Titles, authors, dates and institutes before the body begins."""
    items = [item for item in items[: _FRONT + _PREAMBLE] if item.sort != "front"]
    zone = _front_zone(reading, items)
    followed_by_contents = len(zone) < len(items) and items[len(zone)].kind is _K.TOC
    metas = [index for index, item in enumerate(zone) if item.kind is None and _is_meta(reading.bare(item))]
    named = metas[:1] == [0] and (not _BODY.search(reading.bare(zone[0])) or len(metas) == len(zone))
    if named and len(zone) > 1 and not _DATE.search(reading.bare(zone[0])):
        metas = metas[1:]  # the name of the paper itself, issue number and all
    for index in metas:
        zone[index].kind = _K.META
    behind = max(metas, default=-1) + 1
    above = sum(item.kind is None or item.level == 1 for item in zone[:behind])
    hashed = next((item for item in zone if item.sort == "hash" and item.level == 1), None)
    for index, item in enumerate(zone):
        # With only the name of the series above the author, the title comes below, before the first heading.
        late = index == behind and metas and above <= 1 and hashed is None and index + 1 < len(zone)
        if item is hashed:
            item.kind, item.level = _K.TITLE, 0
        elif item.kind is None and (index < behind or index == 0 or late or followed_by_contents):
            item.kind = _K.TITLE


def imprint(reading: Reading, items: list[Item]) -> None:
    """The tail of a paper: who published it, disclaimers, addresses."""
    first = len(items)
    others = 0
    for index in range(len(items) - 1, max(len(items) - _TAIL, 0), -1):
        item = items[index]
        if item.kind in (_K.FURNITURE, _K.FOOTNOTE):
            continue
        if item.kind is not None or item.sort:
            break
        words = reading.bare(item)
        if _is_contact(words) or _DISCLAIMER.search(words):
            first, others = index, 0
        else:
            # A line between an address and a disclaimer belongs to them; two in a row are the body's last words.
            others += 1
            if others > (1 if first < len(items) else 2):
                break
    for item in items[first:]:
        if item.kind is None:
            item.kind = _K.META


def dated(reading: Reading, items: list[Item], index: int) -> bool:
    """Whether a line is a date of its own, or one of the few short lines that stand with it."""
    first, last = index, index
    while first > 0 and index - first < 4 and not items[first].gap and not items[first - 1].sort:
        first -= 1
    while last + 1 < len(items) and last - index < 4 and not items[last + 1].gap and not items[last + 1].sort:
        last += 1
    if last - first > 3:
        return False
    group = [reading.bare(item) for item in items[first : last + 1]]
    if any(width(words) > 60 or (reading.stops(words) and not _DATE.search(words)) for words in group):
        return False
    return any(_DATE.search(words) and len(_TIMED.sub("", _DATE.sub("", words)).strip(_EDGES)) <= 6 for words in group)


def alone(words: str) -> bool:
    """Whether a line is about the paper wherever it stands: who owns it, its dates in brackets, 以上."""
    if width(words) <= 12 and regex.fullmatch(r"以上|끝|<끝>", "".join(words.split())):
        return True
    return width(words) <= 120 and (
        _COPYRIGHT.search(words) is not None
        or (_BRACKETS.fullmatch(words) is not None and _DATE.search(words) is not None)
    )


def _front_zone(reading: Reading, items: list[Item]) -> list[Item]:
    zone: list[Item] = []
    for item in items[:_FRONT]:
        words = reading.bare(item)
        if item.sort not in ("", *STYLED) or (item.kind is not None and item.sort not in STYLED):
            break
        prose = reading.stops(words) and not _is_meta(words)
        if item.kind is None and (prose or not reading.short(words) or hangs(words)):
            break
        zone.append(item)
    return zone


def _is_meta(words: str) -> bool:
    if width(words) > 70:
        return False
    rest = ISSUE.sub("", _DATE.sub("", words)).strip(_EDGES)
    if rest != words.strip(_EDGES):
        rest = _TIMED.sub("", rest).strip(_EDGES)
    if rest != words.strip(_EDGES) and len(rest) <= 10:
        return True
    return any(pattern.search(words) for pattern in (_ORGANISATION, _AUTHOR, _CONTACT))


def _is_contact(words: str) -> bool:
    closing = len(words) <= 12 and _CLOSING_LINE.search("".join(words.split())) is not None
    address = _ADDRESS.search(words) is not None and width(words) <= 120
    return (
        closing
        or address
        or _STAFF.fullmatch(words) is not None
        or (_CONTACT.search(words) is not None and not ends(words))
    )
