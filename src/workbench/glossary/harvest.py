"""Terms that a paper itself introduces: glosses in brackets, quoted coinages, bilingual headings, repeated compounds.

Authors write their own glossary into the text: 정한론(征韓論), 파쇄지대(shatter zone), 「緩衝地帯」, NATO（北大西洋条約機構）. Each candidate
carries its evidence: the segments it stands in, with offsets. Nothing is added here; an editor accepts, edits or refuses.

- `hanja`     Hangul(漢字): as many syllables before the bracket as characters inside, and the readings agree
- `gloss`     term(English), term（English）, English(term): the noun phrase before the bracket, no sentences, no titles
- `abbreviation`  European Union style long forms with their letters: 유럽연합(EU), NATO・北大西洋条約機構
- `heading`   a heading and its English right below it
- `quoted`    a short noun phrase in quotation marks
- `compound`  a compound that the paper repeats; score: C-value (Frantzi, Ananiadou and Mima 2000)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise

from workbench.glossary.compounds import compounds
from workbench.glossary.folding import fold_key
from workbench.language import hanja
from workbench.language.codes import family
from workbench.language.particles import chain_end
from workbench.text import tags

KINDS = ("hanja", "gloss", "abbreviation", "heading", "quoted", "compound")
"""What a candidate was found by, the surest first."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document to harvest from: a segment or a block.

    `is_heading` marks headings and titles, which may have their English beside or below them.
    """

    id: int
    text: str
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a candidate stands: the passage, and the term's place in its text."""

    passage_id: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A term that the paper offers.

    Attributes:
        term: In the paper's language.
        kind: One of `KINDS`.
        score: 0–100.
        target: The English the paper gives, or nothing.
        hanja: The Han characters the paper gives, or nothing.
        is_known: Whether the glossary has the term already (with another rendering or without hanja).
        evidence: Every place.
    """

    term: str
    kind: str
    score: int
    target: str = ""
    hanja: str = ""
    is_known: bool = False
    evidence: tuple[Evidence, ...] = ()

    @property
    def count(self) -> int:
        """How often it was seen."""
        return len(self.evidence)


_HAN = "[一-鿿㐀-䶿\uf900-\ufaff々]"
_BRACKETS = re.compile(r"[(（]\s*(?P<inside>[^()（）\n]{1,80}?)\s*[)）]")
_HAN_INSIDE = re.compile(rf"(?:{_HAN}|[ ·・])+")
_LATIN_INSIDE = re.compile(r"[A-Za-z][A-Za-z0-9 .,'’&/\-–]*")
_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9&\-]{1,9}")
_QUOTES = re.compile(
    r"‘(?P<a>[^‘’\n]{2,24})’|“(?P<b>[^“”\n]{2,24})”|(?<!\w)'(?P<c>[^'\n]{2,24})'(?!\w)|「(?P<d>[^「」\n]{2,16})」|『(?P<e>[^『』\n]{2,16})』"
)
_CJK = re.compile(r"[ぁ-ゖァ-ヺー一-鿿가-힣々]")
_OPEN_QUOTE, _CLOSE_QUOTE = "‘“'\"「『《〈", "’”'\"」』》〉"
_STOP_WORDS = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "on",
        "for",
        "and",
        "or",
        "is",
        "are",
        "was",
        "were",
        "what",
        "why",
        "how",
        "who",
        "can",
        "do",
        "that",
        "this",
    ]
)
_SENTENCE_LIKE = re.compile(
    r"[?!。.…]|(?:다|요|까|며|고|는|은|을|를|의|에|서|지|게|던|된|한|할|하는|되는|될|할|올|갈|칠|릴|킬|질|낼)$"
)
_JAPANESE_VERBAL = re.compile(r"(?:[うくすつぬむるぐぶいただ]|です|ます|ない|ください)$|[をがはもへ]|、")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d(?:년|年)?\b|[12]\d{3}[년年]")
_INTRODUCING = frozenset(
    ["즉", "곧", "이른바", "소위", "일명", "및", "또는", "혹은", "등", "그", "이", "저", "새", "각", "한", "두"]
)
_MAX_WORDS = 6


@dataclass(slots=True)
class _Found:
    """Candidates being gathered: one for each folded term and kind of evidence."""

    language: str
    rows: dict[tuple[str, str], tuple[str, str, int, str, str, list[Evidence]]] = field(default_factory=dict)

    def add(self, term: str, kind: str, score: int, evidence: Evidence, *, target: str = "", han: str = "") -> None:
        key = (fold_key(term, self.language), kind if kind in ("quoted", "compound") else "gloss")
        row = self.rows.setdefault(key, (term, kind, score, target, han, []))
        if evidence not in row[5]:
            row[5].append(evidence)
        if (target and not row[3]) or (han and not row[4]):
            self.rows[key] = (row[0], row[1], max(score, row[2]), row[3] or target, row[4] or han, row[5])


def harvest(
    passages: Iterable[Passage],
    language: str,
    *,
    known: Set[str] = frozenset(),
    complete: Set[str] = frozenset(),
    rejected: Set[str] = frozenset(),
) -> list[Candidate]:
    """The terms that the passages offer, the surest first.

    Args:
        passages: A document's segments or blocks in reading order.
        language: Theirs.
        known: Folded keys of the glossary's terms in this language; quoted and repeated ones are not offered again.
        complete: Those of them that have an English rendering and (for Korean) their hanja: no gloss can add to them.
        rejected: Folded keys that an editor refused for good.
    """
    listed = [Passage(one.id, _without_marks(one.text), one.is_heading) for one in passages]
    code = family(language)
    found = _Found(code)
    for passage in listed:
        _glosses(passage, code, found)
        _quoted(passage, code, found)
    _headings(listed, found)
    for term, score, places in compounds([(one.id, one.text) for one in listed], code):
        for place in places:
            found.add(term, "compound", score, Evidence(*place))
    return list(_chosen(found, known, complete, rejected))


def _chosen(found: _Found, known: Set[str], complete: Set[str], rejected: Set[str]) -> Iterator[Candidate]:
    glossed = {key for key, group in found.rows if group == "gloss"}
    rows = []
    for (key, group), (term, kind, score, target, han, evidence) in found.rows.items():
        if key in rejected or (group != "gloss" and (key in known or key in glossed)):
            continue
        if group == "gloss" and key in complete:
            continue
        if kind == "compound" and (key, "quoted") in found.rows:
            continue
        bonus = min(10, 3 * (len(evidence) - 1)) if kind != "compound" else 0
        rows.append(Candidate(term, kind, min(99, score + bonus), target, han, key in known, tuple(evidence)))
    yield from sorted(rows, key=lambda one: (KINDS.index(one.kind) // 3, -one.score, -one.count, one.term))


def _glosses(passage: Passage, language: str, found: _Found) -> None:
    text = passage.text
    for match in _BRACKETS.finditer(text):
        inside, before = match["inside"], match.start()
        if "://" in inside or _YEAR.search(inside):
            continue  # an address, or a title with its year
        parts = [part.strip() for part in re.split(r"[·・,，、;；:：/]", inside) if part.strip()] or [inside]
        if len(parts) == 1 or _HAN_INSIDE.fullmatch(inside) or _LATIN_INSIDE.fullmatch(inside):
            parts = [inside]
        if not any(_LATIN_INSIDE.fullmatch(part) for part in parts) and not (
            language == "ko" and any(_HAN_INSIDE.fullmatch(part) for part in parts)
        ):
            if _CJK.search(inside) and not _CJK.search(text[max(0, before - 1) : before]):
                _latin_with_term(passage, before, match, language, found)
            continue
        for place, part in enumerate(parts):
            if language == "ko" and _HAN_INSIDE.fullmatch(part):
                _hangul_with_hanja(passage, before, part.replace(" ", ""), found)
            elif _LATIN_INSIDE.fullmatch(part):
                _with_latin(passage, before, part, language, found)
            elif place and _is_acronym(parts[0]) and _CJK.search(part) and not part[0].isdigit():
                # 나토(NATO·북대서양조약기구): the letters, and the long form in the paper's own language.
                start = match.start("inside") + inside.index(part)
                evidence = Evidence(passage.id, start, start + len(part))
                found.add(part, "abbreviation", 80, evidence, target=parts[0])


def _hangul_with_hanja(passage: Passage, before: int, han: str, found: _Found) -> None:
    """The syllables before the bracket, as many as there are characters; spaces between them do not count."""
    start, left = _behind_quote(passage.text, before), len(han)
    end = start
    while start and left:
        start -= 1
        if "가" <= passage.text[start] <= "힣":
            left -= 1
        elif passage.text[start] not in " ·ㆍ":
            return
    term = passage.text[start:end]
    if left or not term.strip():
        return
    fits = hanja.is_reading(re.sub(r"[·ㆍ]", "", term), re.sub(r"[·・]", "", han))
    if fits:
        found.add(term.strip(), "hanja", 90 if len(han) > 2 else 75, Evidence(passage.id, start, end), han=han)


def _with_latin(passage: Passage, before: int, latin: str, language: str, found: _Found) -> None:
    words = latin.split()
    if len(words) > _MAX_WORDS or any(char.isdigit() for char in latin.split(",")[-1].strip()[:1]):
        return
    lower = [word for word in words if word.lower() in _STOP_WORDS]
    if len(lower) > 2 or words[0].lower() in ("the", "why", "what", "how", "when", "who"):
        return
    is_acronym = _is_acronym(latin)
    span = _noun_phrase(passage.text, before, 1 if is_acronym else len(words) - len(lower), language)
    if span is None:
        return
    start, end = span
    kind = "abbreviation" if is_acronym else "gloss"
    found.add(passage.text[start:end], kind, 85, Evidence(passage.id, start, end), target=latin.rstrip(" .,"))


def _latin_with_term(passage: Passage, before: int, match: re.Match[str], language: str, found: _Found) -> None:
    """NATO（北大西洋条約機構）, "Strategic Pause" (戦略的小休止): the term stands inside the bracket."""
    inside = match["inside"]
    head = re.search(r"[A-Za-z][A-Za-z0-9 &'’\-]{1,40}[\"”'’]?\s*$", passage.text[:before])
    if head is None or len(inside) > 24 or (_JAPANESE_VERBAL if language == "ja" else _SENTENCE_LIKE).search(inside):
        return
    latin = head.group().strip().strip("\"”'’“‘").strip()
    words = latin.split()
    is_quoted = passage.text[head.end() - 1 : head.end()] in "\"”'’" or passage.text[:before].rstrip()[-1:] in "\"”'’"
    if not is_quoted:
        latin = words[-1] if _is_acronym(words[-1]) else latin
    if len(words) > _MAX_WORDS or not (is_quoted or _is_acronym(latin)):
        return
    evidence = Evidence(passage.id, match.start("inside"), match.end("inside"))
    found.add(inside, "abbreviation" if _is_acronym(latin) else "gloss", 80, evidence, target=latin)


def _is_acronym(latin: str) -> bool:
    return bool(_ACRONYM.fullmatch(latin)) and sum(char.isupper() for char in latin) > 1


def _noun_phrase(text: str, before: int, words: int, language: str) -> tuple[int, int] | None:
    """Where the noun phrase before a bracket stands: what is quoted, else a few words that are no sentence."""
    end = before
    while end and text[end - 1] == " ":
        end -= 1
    if end and text[end - 1] in _CLOSE_QUOTE:
        inner = end - 1
        opening = max(text.rfind(mark, 0, inner) for mark in _OPEN_QUOTE)
        quoted = text[opening + 1 : inner]
        pattern = _SENTENCE_LIKE if language == "ko" else _JAPANESE_VERBAL
        if opening < 0 or not 1 < len(quoted) <= 24 or pattern.search(quoted) or not _CJK.search(quoted):
            return None
        return opening + 1, inner
    if language == "ja":
        match = re.search(r"(?:[一-鿿々]|[ァ-ヺー・]|[A-Za-z0-9])+(?:の(?:[一-鿿々]|[ァ-ヺー])+)?$", text[:end])
        return (match.start(), end) if match and len(match.group()) > 1 and _CJK.search(match.group()) else None
    return _korean_phrase(text, end, words)


def _korean_phrase(text: str, end: int, words: int) -> tuple[int, int] | None:
    """The last eojeols before a place: at most `words`, none but the last with a particle, none a verb."""
    start = end
    taken = 0
    while taken < max(1, words) and start:
        begin = start
        while begin and (text[begin - 1].isalnum() or text[begin - 1] in "·ㆍ-"):
            begin -= 1
        eojeol = text[begin:start]
        if not eojeol or not _CJK.search(eojeol):
            break
        if taken and not eojeol.endswith("적") and _is_no_part(eojeol):
            break
        if not taken and eojeol[0].isdigit():
            return None
        if not taken and re.search(r"(?:이다|하다|했다|인가|는가|한다|된다)$", eojeol):
            return None
        taken += 1
        left = begin
        if not left or text[left - 1] != " ":
            start = left
            break
        start = left - 1
    else:
        start += text[start : start + 1] == " "
    begin = start + (len(text[start:end]) - len(text[start:end].lstrip()))
    phrase = text[begin:end]
    return (begin, end) if len(phrase) > 1 and _CJK.search(phrase) else None


def _is_no_part(eojeol: str) -> bool:
    """Whether an eojeol cannot be the front of a compound: it has an ending, or only introduces what follows."""
    if eojeol in _INTRODUCING or _SENTENCE_LIKE.search(eojeol) or (len(eojeol) < 3 and _is_ending(eojeol)):
        return True
    return any(
        chain_end(eojeol, at, eojeol[at - 1]) == len(eojeol) for at in range(max(2, len(eojeol) - 3), len(eojeol))
    )


def _is_ending(text: str) -> bool:
    """Whether the text is nothing but a particle chain, as behind the bracket of 정한론(征韓論)과."""
    return chain_end(text, 0, "?") == len(text)


def _behind_quote(text: str, before: int) -> int:
    while before and (text[before - 1] in _CLOSE_QUOTE or text[before - 1] == " "):
        before -= 1
    return before


def _quoted(passage: Passage, language: str, found: _Found) -> None:
    pattern = _SENTENCE_LIKE if language == "ko" else _JAPANESE_VERBAL
    for match in _QUOTES.finditer(passage.text):
        group = match.lastgroup
        if group is None:
            continue
        text = match[group]
        if not _CJK.search(text) or pattern.search(text) or len(text.split()) > 4 or re.search(r"[(),·、。…*]", text):
            continue
        start = match.start(group)
        if passage.text[match.end() : match.end() + 1] in "(（":
            continue  # a gloss, found as such
        found.add(text, "quoted", 55, Evidence(passage.id, start, start + len(text)))


def _headings(passages: Sequence[Passage], found: _Found) -> None:
    """A heading in the paper's language followed by one in English, or both in one line with a dash between."""
    for one, other in pairwise(passages):
        if not (one.is_heading and other.is_heading) or not _CJK.search(one.text) or _CJK.search(other.text):
            continue
        words = other.text.split()
        if 1 < len(words) <= 10 and len(one.text) <= 40 and re.search(r"[a-z]{3}", other.text):
            evidence = Evidence(one.id, 0, len(one.text))
            found.add(one.text.strip(), "heading", 60, evidence, target=other.text.strip())
    for passage in passages:
        if not passage.is_heading:
            continue
        match = re.fullmatch(
            r"(?P<own>.{2,40}?)\s*[–—|:：/]\s*(?P<latin>[A-Za-z][A-Za-z0-9 ,'’\-]{3,80})", passage.text.strip()
        )
        if match and _CJK.search(match["own"]):
            start = passage.text.index(match["own"])
            evidence = Evidence(passage.id, start, start + len(match["own"]))
            found.add(match["own"], "heading", 60, evidence, target=match["latin"].strip())


def _without_marks(text: str) -> str:
    """The text with its tag marks blanked, so that offsets stay."""
    return tags.MARK.sub(lambda match: " " * len(match.group()), text) if "⟦" in text else text
