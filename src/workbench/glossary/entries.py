"""What a matcher knows of a term: its renderings, and the spellings under which it is looked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbench.glossary.folding import fold
from workbench.language.codes import family
from workbench.model import Concept, Term, TermStatus

_DOTS = "·・ㆍ"
_WITHOUT_DOTS = str.maketrans("", "", _DOTS)


@dataclass(slots=True)
class Entry:
    """One spelling of a source term and everything the concepts that bear it give for it.

    Attributes:
        term: The term as the glossary has it.
        key: Its folded form.
        breaks: Where the spelling itself has spaces.
        targets: Preferred renderings, then admitted ones.
        forbidden: Renderings that no concept of this term allows.
        concept_id: The first concept's id.
        is_name: Whether the concept is a proper name by its English rendering (a name takes no 하다).
        acronym: The exact Latin text, where case must agree (US is not us).
        other: The next spelling with this key, one that differs in spacing or case.
    """

    term: str
    key: str
    breaks: frozenset[int]
    targets: tuple[str, ...]
    forbidden: tuple[str, ...]
    concept_id: int | None
    is_name: bool
    acronym: str = ""
    other: Entry | None = None


def entries(concepts: Iterable[Concept], source_language: str, target_language: str) -> dict[str, Entry]:
    """The entries by folded key; the first of several where spellings differ only in spacing or case."""
    language = family(source_language)
    wanted = family(target_language)
    found: dict[str, Entry] = {}
    for concept in concepts:
        sources: list[Term] = []
        renderings: list[Term] = []
        for term in concept.terms:
            spoken = family(term.language)
            if spoken == language:
                sources.append(term)
            if spoken == wanted:
                renderings.append(term)
        if not sources or not renderings:
            continue
        targets, forbidden = _renderings(renderings)
        is_name = bool(targets) and targets[0][:1].isupper() and not targets[0][1:2].isupper()
        for source in sources:
            for spelling in _spellings(source):
                folded = fold(spelling, language)
                key = folded.key
                if not key:
                    continue
                acronym = spelling if len(spelling) <= 6 and spelling.isascii() and spelling.isupper() else ""
                entry = Entry(source.text, key, folded.breaks, targets, forbidden, concept.id, is_name, acronym)
                if key in found:
                    _merge(found[key], entry)
                else:
                    found[key] = entry
    return found


def _renderings(terms: Sequence[Term]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Preferred texts, then admitted ones; and the forbidden ones."""
    if len(terms) == 1 and terms[0].status is not TermStatus.FORBIDDEN:
        return (terms[0].text,), ()
    preferred = [term.text for term in terms if term.status is TermStatus.PREFERRED]
    admitted = [term.text for term in terms if term.status is TermStatus.ADMITTED]
    usable = dict.fromkeys(preferred + admitted)
    forbidden = dict.fromkeys(term.text for term in terms if term.status is TermStatus.FORBIDDEN)
    return tuple(usable), tuple(text for text in forbidden if text not in usable)


def _spellings(term: Term) -> Sequence[str]:
    """The term, its hanja, and both without middle dots."""
    texts = (term.text, term.hanja) if term.hanja else (term.text,)
    if not any(dot in text for text in texts for dot in _DOTS):
        return texts
    return tuple(dict.fromkeys(spelling for text in texts for spelling in (text, text.translate(_WITHOUT_DOTS))))


def _merge(entry: Entry, new: Entry) -> None:
    """Join what two concepts give for the same spelling; a rendering one of them allows is not forbidden."""
    while not (entry.term == new.term or (entry.breaks == new.breaks and not entry.acronym and not new.acronym)):
        if entry.other is None:
            entry.other = new
            return
        entry = entry.other
    entry.targets = tuple(dict.fromkeys(entry.targets + new.targets))
    entry.forbidden = tuple(
        text for text in dict.fromkeys(entry.forbidden + new.forbidden) if text not in entry.targets
    )
    entry.is_name = entry.is_name and new.is_name
