"""What a line opens with: bullets, list numbers, heading marks, note marks, footnote digits, captions.

Pure pattern knowledge of Korean and Japanese reports, kept apart from the decisions that `structure` takes with it. A
mark is everything that an editor does not translate: it stays in the file and outside the segment.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

_HANGUL_LABEL = "가나다라마바사아자차카타파하"
_DASH = r"[-–—*+•‣⁃][ \t]+|[・･▪▫▸►‧∙❍➢✓✔◦·ㆍ△▽→⇒☞][ \t\u3000]*"
_NUMBER = (
    rf"\(\d{{1,3}}\)|（\d{{1,3}}）|\d{{1,3}}[.)．）](?![\d.])|[①-⒇㉑-㉟❶-❿⓵-⓾㉠-㉭ⓐ-ⓩ⒜-⒵]"
    rf"|[{_HANGUL_LABEL}][.)]|\([{_HANGUL_LABEL}]\)|[ㄱ-ㅎ][.)]|[A-Za-z][.)]|\([A-Za-z]\)|（[A-Za-z]）|[ア-ン][.)．]|[イロハニホヘトチリヌ](?=\u3000)|[(（][ア-ン一二三四五六七八九十][)）]"
)
_SPACED_NUMBER = rf"(?:{_NUMBER})(?:[ \t\u3000]+|(?<=[①-⒇㉑-㉟❶-❿⓵-⓾㉠-㉭）．])(?=\S))"
LIST = regex.compile(
    rf"(?:(?P<dash>{_DASH})(?P<inner>(?:{_DASH}|{_SPACED_NUMBER}|[○〇△▲□■◇◆]\s*))?|(?P<number>{_SPACED_NUMBER}))"
)
CIRCLE = regex.compile(r"[○〇◯ㅇ][ \t\u3000]*(?=\S)")
SQUARE = regex.compile(r"[□■◆◇▶▷❏❑▣◈▌★☆][ \t\u3000]*(?=\S)")
BLACK = regex.compile(r"[●◎][ \t\u3000]*(?=\S)")
CHAPTER = regex.compile(
    r"(?:(?P<worded>第[0-9０-９一二三四五六七八九十百]{1,4}[章節部編](?:[ \t\u3000:：]+)?|제\s?\d{1,3}\s?[장절부편](?:[ \t\u3000.:：]+)?)"
    r"|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]{1,3}[.．]?[ \t\u3000]*|[IVX]{1,5}\.[ \t\u3000]+|\d{1,2}(?:[.-]\d{1,2}){1,3}\.?[ \t\u3000]+(?=\p{L})"
    r"|[一二三四五六七八九十]{1,3}(?:[、．.][ \t\u3000]*|\u3000+)|[0-9０-９]{1,2}\u3000+(?=\p{L}))(?=\S)"
)
NOTE = regex.compile(
    r"(?:[*＊※][ \t\u3000]*(?![*＊\s])|[(（]?(?:주|注|註|備考|비고|참고)\s?[)）:：][ \t\u3000]*"
    r"|(?:자료|출처|資料|出所|出典|Source|Note)s?\s?[:：][ \t\u3000]*"
    r"|[(（](?:자료|출처|비고|資料|出所|出典|備考)[)）][ \t\u3000]*)(?=\S)"
)
CAPTION = regex.compile(
    r"[\[<〈《(（【]?\s?(?:그림|표|도표|사진|지도|図表|図|表|グラフ|写真|資料|Figure|Fig\.|Table|Chart|Box|박스)"
    r"\s?[\d０-９一二三四五六七八九]{1,3}(?:[-.－–―][\d０-９]{1,2})?\s?[\]>〉》)）】]?[.:：]?[ \t\u3000]*(?=\S)"
)
FOOTNOTE = regex.compile(
    r"(?:\[\^(?P<md>[^\]\s]{1,40})\]:[ \t]*|\$\^\{?\^?\{?(?P<tex>\d{1,3})\}{0,2}\$[ \t]*|<sup>\s?(?P<sup>\d{1,3})\s?</sup>[ \t]*"
    r"|(?P<digits>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})[)]?[ \t\u3000]*|[(（]?[주注註]\s?(?P<note>\d{1,3})[)）.:：][ \t\u3000]*)"
)
NOTES_TITLE = regex.compile(
    r"[【〔\[<〈]?\s?(?:[注註]釈?|[脚後]注|각주|미주|주석?|(?:end|foot)?notes)\s?[】〕\]>〉]?", regex.IGNORECASE
)
ROUND_NOTE = regex.compile(r"[（(](\d{1,3})[）)][ \t\u3000]*(?=\S)")
NUMBERED_NOTE = regex.compile(r"(?:\[(?P<square>\d{1,3})\]|(?P<paren>\d{1,3})\))[ \t\u3000]+(?=\S)")

RULE = regex.compile(
    r"(?:[_＿]{1,}|[-–—=*~·ㆍ─━―＿•＊]{3,}(?:[◇◆○●☆★※][-–—=─━―＿]{3,})?|(?:[◇◆☆★※＊][ \u3000]*){3,}|(?:[-*_─━]\s){2,}[-*_─━])"
)
PAGE = regex.compile(
    r"(?:[-–—―~·]\s?)?(?:p\.?\s?|page\s)?(?!(?:19|20)\d\d\b)(?:\d{1,4}(?:\s?/\s?\d{1,4})?|(?-i:[ivx]{1,5}))(?:\s?[-–—―~·]|\s?(?:쪽|페이지|ページ|頁))?",
    regex.IGNORECASE,
)
TOC_TITLE = regex.compile(
    r"(?:contents|table of contents|index|目次|もくじ|目\s次|차\s?례|목\s?차|순\s?서)\s?[:：]?", regex.IGNORECASE
)
TOC_LABEL = regex.compile(
    r"(?:[ \t\u3000]*[.·・•‧ㆍ…‥*＊․\-_—─]{2,}[ \t\u3000]*(?P<a>(?:p\.?\s?)?\d{1,3}\s?(?:p|쪽|頁|ページ)?)?"
    r"|\t[ \t]*(?P<b>(?:p\.?\s?)?\d{1,3}\s?(?:p|쪽|頁|ページ)?)|[ \u3000]{3,}(?P<c>\d{1,3}))[ \t]*$"
)

_DATE = regex.compile(r"\d{2,4}\s?[.．]\s?\d{1,2}\s?[.．]\s?\d{1,2}")
_NUMBER_ALONE = regex.compile(_NUMBER)


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark at the head of a line: its sort, its length in code points, and the label as printed."""

    sort: str
    length: int
    label: str


def find(text: str, language: str) -> Mark | None:
    """The mark at the head of a stripped line, or None.

    Sorts: `list`, `nested` (a bullet inside a bullet), `number`, `circle`, `square`, `black`, `chapter`, `caption`,
    `note`, `star` (an asterisk, which may be a note mark or a bullet), `footnote`.
    """
    head = text[0]
    if match := FOOTNOTE.match(text):
        number = next(group for group in match.groups() if group).translate(SUPERSCRIPT)
        return Mark("footnote", match.end(), f"注{number}" if match["note"] else number)
    if head in "*＊" and not text.startswith(("**", "＊＊")) and NOTE.match(text) and _alone(text):
        return Mark("star", NOTE.match(text).end(), head)
    if match := CAPTION.match(text):
        return Mark("caption", match.end(), match.group().strip())
    if (match := NOTE.match(text)) and head not in "*＊":
        return Mark("note", match.end() if head == "※" else 0, head if head == "※" else "")
    if match := CHAPTER.match(text):
        if match["worded"]:
            return Mark("chapter", 0, "")  # 제1장, 第二節: words to translate
        return Mark("chapter", match.end(), match.group().strip())
    if _is_date(text):
        return None
    if match := LIST.match(text):
        if match["number"]:
            return Mark("number", match.end(), match["number"].strip())
        inner = match["inner"]
        if inner is None:
            return Mark("list", match.end(), match["dash"].strip())
        sort = "number" if _NUMBER_ALONE.match(inner) else "circle" if inner[0] in "○〇" else "nested"
        return Mark(sort if sort != "number" else "listnumber", match.end(), inner.strip())
    for sort, pattern in (("black", BLACK), ("square", SQUARE), ("circle", CIRCLE)):
        if match := pattern.match(text):
            return Mark(sort, match.end(), match.group().strip())
    return None


def _alone(text: str) -> bool:
    """Whether the asterisk is a mark of its own and not the first half of *emphasis*."""
    return text[1:2].isspace() or "*" not in text[1:]


def _is_date(text: str) -> bool:
    return _DATE.match(text) is not None
