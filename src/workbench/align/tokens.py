"""What can be recognised in a segment, whatever its language: the items that two sides may have in common.

The script of each run decides how it is read: Hangul by dictionary prefix and particle chain, Han and kana by longest match
and script run, Latin by stem. One reader for all languages keeps mixed text (`LNG 수입`, `G7サミット`) whole, and needs no
morphological analyser.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from workbench.align import stems, transliteration
from workbench.align.lexicon import Index
from workbench.language import numbers
from workbench.text import tags


@dataclass(slots=True)
class Items:
    """One segment as the aligner sees it.

    Keys carry their kind in the first character: `w` `v` `j` `u` a word of the source (dictionary, Korean verb, Japanese
    stem, unknown), `s` a stem in Latin letters or a CJK rendering, `#` a number, `T` a skeleton, `P` a mark.
    """

    length: int
    words: list[str] = field(default_factory=list)
    stems: list[str] = field(default_factory=list)
    numbers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    sentences: int = 1
    ending: str = ""
    quotes: int = 0
    furniture: str = ""
    text: str = ""

    def meetable(self) -> dict[str, None]:
        """What a source item can meet here, without repetitions."""
        return dict.fromkeys([*self.stems, *self.numbers, *self.names, *self.marks])


_RUNS = re.compile(
    r"(?P<hangul>[가-힣]+)|(?P<latin>[^\W\d_가-힣぀-ヿ一-鿿々〆ｦ-ﾟ]+(?:['’][a-z]+)?)"
    r"|(?P<cjk>[぀-ヿ一-鿿々〆]+)"
)
_HAN_RUN = re.compile(r"[一-鿿々〆]+")
_KATAKANA_RUN = re.compile(r"[ァ-ヴー]{2,}")
_SENTENCE_END = re.compile(r"[。！？!?]+|\.(?=[\s\"'”’）)」』]|$)")
_QUOTES = {"“": 1, "「": 1, "『": 1, "”": -1, "」": -1, "』": -1}
_CLOSERS = "\"'”’）)」』】》〉]"


def read(text: str, language: str, index: Index | None) -> Items:
    """The items of a segment.

    Args:
        text: The segment.
        language: Its language; only English stop words and number words depend on it.
        index: The dictionary whose headwords are looked up: for the source side; None for the target side.
    """
    plain = unicodedata.normalize("NFKC", tags.strip(text)).strip()
    items = Items(length=sum(not character.isspace() for character in plain), text=plain)
    latin_text = 0
    for match in _RUNS.finditer(plain):
        run = match.group()
        if match.lastgroup == "latin":
            latin_text += 1
            _read_latin(run, items)
        elif match.lastgroup == "hangul":
            _read_hangul(run, index, items)
        else:
            _read_cjk(run, index, items)
    items.numbers = number_keys(plain, language)
    _read_marks(plain, items)
    return items


def _read_latin(run: str, items: Items) -> None:
    word = run.lower()
    if word.endswith(("'s", "’s")):
        word = word[:-2]
    if len(word) < 2 or word in stems.ENGLISH_STOP:
        return
    items.stems.append("s" + stems.english(word))
    if len(run) >= 3:
        skeleton = transliteration.of_latin(run)
        if len(skeleton) >= (2 if run[0].isupper() else 3):
            items.names.append("T" + skeleton)


def _read_hangul(run: str, index: Index | None, items: Items) -> None:
    noun = stems.korean(run)
    if len(noun) >= 2:
        skeleton = transliteration.of_hangul(noun)
        if len(skeleton) >= 2:
            items.names.append("T" + skeleton)
    if index is None:
        items.words.append("u" + noun)
        items.stems.append("s" + noun)
        return
    items.words.extend(_korean_words(run, noun, index))


def _korean_words(run: str, noun: str, index: Index) -> Iterator[str]:
    rest, first = run, True
    while rest:
        for length in range(min(len(rest), index.longest), 0, -1):
            head, tail = rest[:length], rest[length:]
            if length == 1 and not (first and stems.is_korean_suffix(tail)):
                continue
            if head in index.words and (length > 1 or len(run) <= 3):
                yield "w" + head
                rest = tail
                break
            if not first or length > 8:
                continue
            verb = next((stem for stem in stems.korean_verb_stems(head) if stem in index.korean_verbs), None)
            if verb is not None and (len(verb) > 1 or length <= 2):
                yield "v" + verb
                return
        else:
            if first:
                yield "u" + noun
            return
        first = False
        if stems.is_korean_suffix(rest) or len(rest) < 2:
            return


def _read_cjk(run: str, index: Index | None, items: Items) -> None:
    for name in _KATAKANA_RUN.finditer(run):
        skeleton = transliteration.of_kana(name.group())
        if len(skeleton) >= 2 and len(name.group()) >= 3:
            items.names.append("T" + skeleton)
    if index is None:
        words = ["u" + piece for match in _HAN_RUN.finditer(run) for piece in _pieces(match.group())]
        words += ["u" + match.group() for match in _KATAKANA_RUN.finditer(run)]
        items.words.extend(words)
        items.stems.extend("s" + word[1:] for word in words)
        return
    at = unknown = 0
    while at < len(run):
        found = _longest(run, at, index)
        if found is None:
            at += 1
            continue
        items.words.extend(_unknown(run[unknown:at]))
        key, length = found
        items.words.append(key)
        at += length
        unknown = at
    items.words.extend(_unknown(run[unknown:]))


def _longest(run: str, at: int, index: Index) -> tuple[str, int] | None:
    script = _script(run[at])
    for length in range(min(index.longest, len(run) - at), 0, -1):
        piece = run[at : at + length]
        if script == "hiragana" and (length < 3 or (at and _script(run[at - 1]) == "han")):
            return None
        if length == 1 and (_next_is(run, at + 1, script) or (at and _script(run[at - 1]) == script)):
            continue
        if script == "katakana" and _next_is(run, at + length, "katakana") and _script(piece[-1]) == "katakana":
            continue
        if piece in index.words:
            return "w" + piece, length
        if piece in index.japanese_stems and _next_is(run, at + length, "hiragana"):
            return "j" + piece, length
    return None


def _next_is(run: str, at: int, script: str) -> bool:
    return at < len(run) and _script(run[at]) == script


@lru_cache(maxsize=1 << 14)
def _script(character: str) -> str:
    if "ぁ" <= character <= "ゟ":
        return "hiragana"
    if "ァ" <= character <= "ヿ":
        return "katakana"
    return "han"


def _unknown(text: str) -> Iterator[str]:
    for match in _HAN_RUN.finditer(text):
        for piece in _pieces(match.group()):
            yield "u" + piece
    for match in _KATAKANA_RUN.finditer(text):
        yield "u" + match.group()


def _pieces(run: str) -> list[str]:
    if len(run) <= 2:
        return [run]
    return [run[at : at + 2] for at in range(len(run) - 1)]


_FURNITURE = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("page", r"[-–—|\s]*\d{1,4}[-–—|\s]*$|(?:page|p\.)\s*\d+(?:\s*(?:of|/)\s*\d+)?$|\d+\s*/\s*\d+\s*(?:페이지|쪽|ページ|頁|pages?)?$|\d+\s*(?:페이지|쪽|ページ|頁)$"),
        ("running", r".{1,30}(?:vol\.?|no\.?|제|第)\s*\d+\s*(?:호|号)?$|(?:vol|no)\.?\s*\d+.{0,15}$|\d{1,4}\s*[|｜]\s*\D.{0,30}$|.{0,30}\D\s*[|｜]\s*\d{1,4}$"),
        ("contents", r"(?:table of )?contents$|目次$|もくじ$|목\s*차$|차\s*례$"),
        ("references", r"references?$|bibliography$|works cited$|参考(?:文献|資料)(?:一覧)?$|引用文献$|참고\s*(?:문헌|자료)$"),
        ("caption", r"[\[<【〈(]?(?:table|figure|fig\.|chart|exhibit|box|図表|図|表|그림|도표|표|<표|<그림)\s*\d+(?:[-.]\d+)?\b.{0,60}$"),
        ("note", r"[（(\[*※]*\s*(?:notes?|注|註|주|비고)\s*\d*\s*[）)\]:：.]+.{0,80}$|※.{0,60}$|\*\s?.{0,60}$"),
        ("source", r"[（(\[*※]*\s*(?:sources?|出所|出典|資料|자료|출처)\s*[）)\]]?\s*[:：].{0,80}$"),
        ("rights", r".{0,40}(?:all rights reserved|copyright|©|無断転載|無断複製|무단\s*전재|저작권).{0,60}$"),
        ("notice", r"(?:subscribe|follow us|read more|see also|click here|advertisement|share this).{0,50}$|.{0,40}(?:구독|メルマガ|購読).{0,30}$"),
    )
)  # fmt: skip


def _read_marks(plain: str, items: Items) -> None:
    marks = items.marks
    if "?" in plain:
        marks.append("P?")
    if "!" in plain:
        marks.append("P!")
    if re.search(r"[\"“‘「『]", plain):
        marks.append('P"')
    if "(" in plain:
        marks.append("P(")
    if ":" in plain:
        marks.append("P:")
    if "%" in plain or "퍼센트" in plain or "パーセント" in plain or "percent" in plain:
        marks.append("P%")
    if re.match(r"(?:[-•●■◆○◇□▶*·]|\(?\d{1,2}[.)])\s", plain):
        marks.append("P-")
    body = plain.rstrip(_CLOSERS)
    items.sentences = len(_SENTENCE_END.findall(plain))
    items.ending = body[-1:] if body[-1:] in ".。!?:;,、…" else ""
    items.ending = {"。": ".", "、": ",", "…": "."}.get(items.ending, items.ending)
    straight = plain.count('"') % 2
    items.quotes = sum(_QUOTES.get(character, 0) for character in plain) or straight
    if items.length <= 90:
        for name, pattern in _FURNITURE:
            if pattern.match(plain):
                items.furniture = name
                marks.append("P" + name)
                break


def number_keys(text: str, language: str) -> dict[str, tuple[str, ...]]:
    """The numbers of a text by value, so that `3억` meets `300 million`, each with its other readings."""
    found: dict[str, tuple[str, ...]] = {}
    for number in numbers.values(text, language):
        month = number.kind is numbers.Kind.MONTH
        readings = tuple(f"#{float(other):.6g}" for other in number.also)
        found[f"#m{number.value}" if month else f"#{float(number.value):.6g}"] = readings
    return found
