"""From a term of one language to its sibling in the other: 완충지대 ↔ 緩衝地帶 ↔ 緩衝地帯.

Sino-Korean words and their Japanese counterparts are mostly the same characters. A Japanese term is read as Korean would
read it; a Korean term with its hanja is written in new forms, one without is looked for among the Japanese terms that
read so. Proposals are ranked and never added by themselves: 工夫 is 공부 to the eye, and another thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workbench.language import hanja
from workbench.language.codes import family
from workbench.model import Concept, Term, TermStatus

# Same characters, another thing: what a reader of one language would wrongly take over into the other.
_FALSE_FRIENDS = frozenset(
    [
        "工夫",
        "愛人",
        "手紙",
        "汽車",
        "新聞紙",
        "大丈夫",
        "勉強",
        "学院",
        "人間",
        "来日",
        "八方美人",
        "放心",
        "小心",
        "中立国民",
        "結束",
        "反転",
        "平生",
        "東洋人",
        "約束手形",
        "去来",
        "境遇",
        "操心",
        "外面",
        "深刻",
        "点心",
        "合同",
        "議論",
        "迷惑",
        "真摯",
        "是正",
        "自首",
        "多少",
        "所得",
        "十分",
        "従事",
        "生鮮",
        "先輩",
        "総角",
        "質問",
        "痛快",
        "便宜",
        "現時",
        "物件",
        "発明",
        "改札",
        "告訴",
        "料理屋",
        "無理",
        "心中",
        "一層",
        "階段",
        "妥当性",
        "温存",
        "懸案",
        "弔意",
    ]
)


@dataclass(frozen=True, slots=True)
class Sibling:
    """A proposed term of the other language for a concept.

    Attributes:
        concept: The concept that lacks it.
        term: The term proposed, admitted until an editor says otherwise.
        score: 0–100.
        reason: Why, in plain words.
        other: The concept that holds it already, where the glossary has one: the two may be one.
    """

    concept: Concept
    term: Term
    score: int
    reason: str
    other: Concept | None = None


def siblings(concepts: Iterable[Concept], *, seen: Iterable[str] = ()) -> list[Sibling]:
    """Proposals for every concept that has a Korean term and no Japanese one, or the reverse; best first.

    Args:
        concepts: The glossary.
        seen: Words of the project's documents; a proposed spelling that occurs among them ranks higher.
    """
    listed = list(concepts)
    occurring = frozenset(hanja.new_forms(word.replace(" ", "")) for word in seen)
    by_reading: dict[str, list[tuple[Concept, Term]]] = {}
    by_hangul: dict[str, list[tuple[Concept, Term]]] = {}
    for concept in listed:
        for term in _of(concept, "ja"):
            if _is_han(term.text):
                by_reading.setdefault(hanja.reading(term.text), []).append((concept, term))
        for term in _of(concept, "ko"):
            by_hangul.setdefault(term.text.replace(" ", ""), []).append((concept, term))
    found: list[Sibling] = []
    for concept in listed:
        has_korean, has_japanese = bool(_of(concept, "ko")), bool(_of(concept, "ja"))
        if has_korean and not has_japanese:
            found += _japanese(concept, by_reading, occurring)
        elif has_japanese and not has_korean:
            found += _korean(concept, by_hangul, occurring)
    best: dict[tuple[int, str], Sibling] = {}
    for sibling in found:
        place = id(sibling.concept), sibling.term.text
        if place not in best or best[place].score < sibling.score:
            best[place] = sibling
    return sorted(best.values(), key=lambda one: (-one.score, one.term.text))


def korean_for(japanese: str) -> str:
    """How Korean writes a Japanese term of Han characters alone (緩衝地帯 → 완충지대), or an empty string."""
    spelled = hanja.reading(japanese) if _is_han(japanese) else ""
    return spelled if spelled and not any(map(hanja.is_han, spelled)) else ""


def japanese_for(term: Term) -> str:
    """How Japanese writes a Korean term whose hanja is known (緩衝地帶 → 緩衝地帯), or an empty string."""
    return hanja.new_forms(term.hanja.replace(" ", "")) if _is_han(term.hanja.replace(" ", "")) else ""


def _korean(
    concept: Concept, by_hangul: dict[str, list[tuple[Concept, Term]]], occurring: frozenset[str]
) -> Iterator[Sibling]:
    for term in _of(concept, "ja"):
        spelled = korean_for(term.text)
        if not spelled:
            continue
        score, reason = _trust(term.text, f"{term.text} is read so")
        for other, known in by_hangul.get(spelled, ()):
            same = bool(known.hanja) and hanja.new_forms(known.hanja.replace(" ", "")) == hanja.new_forms(term.text)
            agrees = _share_rendering(concept, other)
            gain = 10 * same + 12 * agrees
            why = f"{reason}, the glossary has {known.text}" + (f" ({known.hanja})" if same else "")
            yield Sibling(
                concept,
                Term("ko", known.text, TermStatus.ADMITTED, hanja=term.text),
                min(99, score + 6 + gain),
                why,
                other,
            )
        if spelled in occurring:
            score, reason = score + 5, f"{reason}, and the documents have it"
        proposal = Term("ko", spelled, TermStatus.ADMITTED, term.pos, term.text)
        yield Sibling(concept, proposal, score, reason)


def _japanese(
    concept: Concept, by_reading: dict[str, list[tuple[Concept, Term]]], occurring: frozenset[str]
) -> Iterator[Sibling]:
    for term in _of(concept, "ko"):
        written = japanese_for(term)
        if written:
            score, reason = _trust(written, f"{term.hanja} in new forms")
            if written in occurring:
                score, reason = score + 5, f"{reason}, and the documents have it"
            yield Sibling(concept, Term("ja", written, TermStatus.ADMITTED, term.pos), score + 8, reason)
        for other, known in by_reading.get(term.text.replace(" ", ""), ()):
            if written and hanja.new_forms(known.text) != written:
                continue  # another word that sounds alike
            score, reason = _trust(known.text, f"{known.text} is read {term.text}")
            score += 12 * _share_rendering(concept, other)
            yield Sibling(
                concept, Term("ja", known.text, TermStatus.ADMITTED, known.pos), min(99, score), reason, other
            )


def _trust(han: str, reason: str) -> tuple[int, str]:
    """The longer the word, the likelier it is the same thing on both sides."""
    if hanja.new_forms(han) in _FALSE_FRIENDS:
        return 20, f"{reason}, but means another thing"
    score = {1: 30, 2: 60, 3: 70, 4: 78}.get(len(han), 82)
    unsure = sum(len(hanja.readings(char)) > 1 for char in han)
    return score - 2 * unsure, reason


def _share_rendering(one: Concept, other: Concept) -> bool:
    mine, theirs = ({term.text.casefold() for term in _of(concept, "en")} for concept in (one, other))
    return bool(mine & theirs)


def _of(concept: Concept, language: str) -> list[Term]:
    return [
        term for term in concept.terms if family(term.language) == language and term.status is not TermStatus.FORBIDDEN
    ]


def _is_han(text: str) -> bool:
    return bool(text) and all(map(hanja.is_han, text))
