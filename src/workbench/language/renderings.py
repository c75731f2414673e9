"""Whether an English target uses a term's rendering: the words in order, whatever their inflection.

A rendering is used where its words stand one after another, allowing for

- plural, possessive and verb endings (sanctions, ally's, exported)
- hyphens, dashes, quotation marks and articles between them (supply-chain, “sandwiched” state, change to a status quo)
- capitals, except that an acronym keeps them (US is not us), and British or American spelling (defence, defense)

Renderings that are not in Latin script are looked for as they stand. The glossary's checks and the drafting of machine
translation stand on the same answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from workbench.model import Span, TermHit
from workbench.text import tags
from workbench.text.normal import match_key

CHECKED_GRADES = ("exact", "particle")
"""The grades that a target must answer for; the others need another English form."""

_WORD = re.compile(r"(?:[A-Za-zÀ-ÖØ-öø-ſ]\.){2,}|[^\W_]+(?:['’](?!s\b)[^\W\d_]+)?")
_GAP = re.compile(r"""(?:\s|[-‐‑‒–—/·"“”‘’']|⟦/?\d{1,4}/?⟧|(?<=\w)['’]s\b)*""")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_LETTERS = 3
_ARTICLE_BEFORE = re.compile(r"\b(an?)(?=\s$|\s[\"'“‘(]$)", re.IGNORECASE)
_VOWEL = re.compile(r"(?i:[aeio]|u(?!ni|se|su|ti|to|ra)|hour|honest|heir)|[FHLMNRSX](?=[A-Z0-9.])")
_ARTICLES = frozenset(("a", "an", "the"))
_IRREGULAR = {
    "men": "man", "women": "woman", "people": "person", "children": "child", "crises": "crisis", "analyses": "analysis",
    "bases": "basis", "axes": "axis", "theses": "thesis", "hypotheses": "hypothesis", "phenomena": "phenomenon",
    "criteria": "criterion", "data": "datum", "media": "medium", "indices": "index", "appendices": "appendix",
    "memoranda": "memorandum", "fora": "forum", "quanta": "quantum", "strata": "stratum", "feet": "foot", "lives": "life",
    "knives": "knife", "wives": "wife", "leaves": "leaf", "halves": "half", "selves": "self", "thieves": "thief",
    "sought": "seek", "bought": "buy", "sold": "sell", "built": "build", "led": "lead", "held": "hold", "won": "win",
    "fought": "fight", "rose": "rise", "risen": "rise", "fell": "fall", "fallen": "fall", "grew": "grow", "grown": "grow",
    "drew": "draw", "drawn": "draw", "broke": "break", "broken": "break", "took": "take", "taken": "take",
    "gave": "give", "given": "give", "began": "begin", "begun": "begin", "withdrew": "withdraw", "withdrawn": "withdraw",
    "chose": "choose", "chosen": "choose", "struck": "strike", "bound": "bind", "met": "meet", "kept": "keep",
    "left": "leave", "lost": "lose", "made": "make", "paid": "pay", "said": "say", "sent": "send", "spent": "spend",
    "understood": "understand", "undertook": "undertake", "undertaken": "undertake", "upheld": "uphold",
}  # fmt: skip
_SPELLINGS = (
    (re.compile(r"(?<=[a-z]{2})is(?=(?:e|ed|es|ing|ation|ations|er|ers)$)"), "iz"),
    (re.compile(r"(?<=[a-z]{2})yse(?=[ds]?$)"), "yze"),
    (re.compile(r"(?<=def)ence|(?<=off)ence|(?<=lic)ence|(?<=pret)ence"), "ense"),
    (
        re.compile(
            r"(?<=[bv])our(?=$|s|ed|ing|hood|able|ite)|(?<=col)our|(?<=hon)our|(?<=arm)our|(?<=rum)our|(?<=hum)our"
        ),
        "or",
    ),
    (re.compile(r"tre(?=s?$)"), "ter"),
    (re.compile(r"mme(?=s?$)"), "m"),
    (re.compile(r"ll(?=(?:ing|ed|er|ers)$)"), "l"),
)


@dataclass(frozen=True, slots=True)
class ForbiddenUse:
    """A rendering that must not be used, where it stands in the target, and the hit that forbids it."""

    hit: TermHit
    rendering: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TermCheck:
    """What a target owes its source's terms: hits whose renderings it lacks, and forbidden renderings it has."""

    missing: tuple[TermHit, ...]
    forbidden: tuple[ForbiddenUse, ...]

    @property
    def is_clean(self) -> bool:
        """Whether nothing is missing and nothing forbidden."""
        return not self.missing and not self.forbidden


def uses(rendering: str, target_text: str) -> bool:
    """Whether the target uses the rendering, inflected or not."""
    return bool(occurrences(rendering, target_text))


def check(hits: Iterable[TermHit], target: str, grades: Sequence[str] = CHECKED_GRADES) -> TermCheck:
    """Which hits have none of their renderings in the target, and which forbidden renderings stand in it.

    Hits of other grades than `grades` may lack their rendering (their English is another form), but a forbidden one is
    reported for them too. A forbidden rendering inside an allowed one (state in sandwiched state) is not an offence.
    """
    missing: dict[str, TermHit] = {}
    offences: dict[tuple[str, int], ForbiddenUse] = {}
    listed = list(hits)
    places = {text: occurrences(text, target) for hit in listed for text in hit.targets}
    allowed = [span for spans in places.values() for span in spans]
    for hit in listed:
        if hit.targets and hit.grade in grades and not any(places[text] for text in hit.targets):
            missing.setdefault(hit.term, hit)
        for text in hit.forbidden:
            for span in occurrences(text, target, verbs=False):
                if not any(one.start <= span.start and span.end <= one.end for one in allowed):
                    offences.setdefault((text, span.start), ForbiddenUse(hit, text, span.start, span.end))
    return TermCheck(tuple(missing.values()), tuple(sorted(offences.values(), key=lambda use: use.start)))


def occurrences(rendering: str, target: str, *, verbs: bool = True) -> list[Span]:
    """Where the rendering stands in the target, as offsets of the target.

    Args:
        rendering: What is looked for.
        target: Where.
        verbs: Whether verb endings count (sanctioned for sanction).
    """
    core, beginning = _core(rendering)
    if not core:
        return _literal(rendering, target)
    words = _words(target)
    found = []
    done = 0
    for at in _beginnings(target).get(beginning, ()) if beginning else range(len(words)):
        end = _match(core, words, at, target, verbs=verbs) if at >= done else None
        if end is not None:
            found.append(Span(words[at][1], words[end - 1][2]))
            done = end
    return found


def with_article(before: str, text: str) -> str:
    """The text before a replacement, with `a` and `an` as what follows wants them."""
    article = _ARTICLE_BEFORE.search(before)
    if article is None or not text[:1].isalpha():
        return before
    right = "an" if _VOWEL.match(text) else "a"
    if article[1].lower() == right:
        return before
    right = right.capitalize() if article[1][0].isupper() else right
    return before[: article.start()] + right + before[article.end() :]


def _match(
    core: Sequence[str], words: Sequence[tuple[str, int, int]], at: int, target: str, *, verbs: bool
) -> int | None:
    """The index behind the last word, if the core starts at word `at`."""
    place = at
    for number, wanted in enumerate(core):
        if number:
            while place < len(words) and words[place][0].lower() in _ARTICLES and wanted.lower() not in _ARTICLES:
                place += 1
        if place >= len(words):
            return None
        if number:
            gap_start, gap_end = words[place - 1][2], words[place][1]
            if not _GAP.fullmatch(target, gap_start, gap_end):
                return None
        if not _same_word(wanted, words[place][0], verbs=verbs):
            return None
        place += 1
    return place


@lru_cache(maxsize=1 << 14)
def _core(rendering: str) -> tuple[tuple[str, ...], str]:
    """The words to look for (none of a rendering in another script), and the letters every form of the first begins with.

    Articles may come and go, so they are not looked for; a rendering of articles alone has nothing else. The letters are
    empty where forms may begin otherwise (men, sought, N.A.T.O.).
    """
    if _CJK.search(rendering):
        return (), ""
    wanted = tuple(word for word, _, _ in _words(rendering))
    core = tuple(word for word in wanted if word.lower() not in _ARTICLES) or wanted
    if not core:
        return (), ""
    first = core[0].lower()
    irregular = len(first) < _LETTERS + 1 or core[0].isupper() or first in _IRREGULAR or first in _IRREGULAR.values()
    return core, "" if irregular or not first.isalpha() else first[:_LETTERS]


@lru_cache(maxsize=1 << 8)
def _beginnings(text: str) -> dict[str, list[int]]:
    """The places of a text's words by their first letters."""
    found: dict[str, list[int]] = {}
    for place, (word, _, _) in enumerate(_words(text)):
        found.setdefault(word[:_LETTERS].lower(), []).append(place)
    return found


@lru_cache(maxsize=1 << 8)
def _words(text: str) -> tuple[tuple[str, int, int], ...]:
    """The words with their offsets; the dots of U.S. are dropped, tag marks are no words."""
    found = []
    marks = [match.span() for match in tags.MARK.finditer(text)] if "⟦" in text else []
    for match in _WORD.finditer(text):
        start, end = match.span()
        if any(first <= start < last for first, last in marks):
            continue
        found.append((match.group().replace(".", ""), start, end))
    return tuple(found)


@lru_cache(maxsize=1 << 15)
def _same_word(wanted: str, word: str, *, verbs: bool) -> bool:
    if len(wanted) > 1 and wanted.isupper() and wanted.isalpha():
        return word == wanted or (word[:-1] == wanted and word[-1] == "s")
    if wanted.lower() == word.lower():
        return len(word) == 1 or not (word.isupper() and len(word) == 2 and wanted.islower())
    return bool(_lemmas(wanted, verbs=verbs) & _lemmas(word, verbs=verbs))


@lru_cache(maxsize=1 << 15)
def _lemmas(word: str, *, verbs: bool) -> frozenset[str]:
    """The forms the word may come from; two words are one when they share a form."""
    word = word.lower()
    for pattern, american in _SPELLINGS if word not in _IRREGULAR else ():
        word = pattern.sub(american, word)
    forms = {word}
    if word in _IRREGULAR and (verbs or word.endswith(("s", "a", "en", "people"))):
        forms.add(_IRREGULAR[word])
    if word.endswith("ies") and len(word) > 4:
        forms.add(word[:-3] + "y")
    elif word.endswith("es") and len(word) > 3:
        forms |= {word[:-1]} | ({word[:-2]} if word.endswith(("ses", "xes", "zes", "ches", "shes", "oes")) else set())
    elif word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "is")):
        forms.add(word[:-1])
    if verbs:
        for ending in ("ing", "ed"):
            stem = word.removesuffix(ending)
            if stem == word or len(stem) < 3:
                continue
            forms |= {stem, stem + "e"}
            if stem[-1] == stem[-2]:
                forms.add(stem[:-1])
            if ending == "ed" and stem.endswith("i"):
                forms.add(stem[:-1] + "y")
    return frozenset(forms)


def _literal(rendering: str, target: str) -> list[Span]:
    """Places of a rendering in another script: as it stands, else anywhere under the match key."""
    found = (
        [Span(match.start(), match.end()) for match in re.finditer(re.escape(rendering), target)] if rendering else []
    )
    if not found and rendering and match_key(rendering) in match_key(target):
        found = [Span(0, len(target))]
    return found
