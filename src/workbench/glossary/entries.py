"""What a matcher knows of a term: its renderings, and the spellings under which it is looked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from workbench.glossary.folding import fold
from workbench.language.codes import family
from workbench.model import Concept, Term, TermStatus


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
    """

    term: str
    key: str
    breaks: frozenset[int]
    targets: tuple[str, ...]
    forbidden: tuple[str, ...]
    concept_id: int | None
    is_name: bool
    acronym: str = field(default="")


def entries(concepts: Iterable[Concept], source_language: str, target_language: str) -> dict[str, list[Entry]]:
    """The entries by folded key; several under one key where spellings differ only in spacing or case."""
    language = family(source_language)
    wanted = family(target_language)
    found: dict[str, list[Entry]] = {}
    for concept in concepts:
        sources = [term for term in concept.terms if family(term.language) == language]
        if not sources:
            continue
        targets, forbidden = _renderings(concept, wanted)
        if not targets and not forbidden:
            continue
        is_name = bool(targets) and targets[0][:1].isupper() and not targets[0][1:2].isupper()
        for source in sources:
            for spelling in _spellings(source):
                folded = fold(spelling, language)
                if not folded.key:
                    continue
                acronym = spelling if spelling.isascii() and spelling.isupper() and len(spelling) <= 6 else ""
                entry = Entry(source.text, folded.key, folded.breaks, targets, forbidden, concept.id, is_name, acronym)
                _merge(found.setdefault(folded.key, []), entry)
    return found


def _renderings(concept: Concept, language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    by_status: dict[str, list[str]] = {status: [] for status in TermStatus}
    for term in concept.terms:
        if family(term.language) == language:
            by_status[term.status].append(term.text)
    usable = dict.fromkeys(by_status[TermStatus.PREFERRED] + by_status[TermStatus.ADMITTED])
    return tuple(usable), tuple(text for text in dict.fromkeys(by_status[TermStatus.FORBIDDEN]) if text not in usable)


def _spellings(term: Term) -> Iterator[str]:
    """The term, its hanja, and both without middle dots."""
    for text in (term.text, term.hanja):
        if text:
            yield text
            if "·" in text or "・" in text or "ㆍ" in text:
                yield text.replace("·", "").replace("・", "").replace("ㆍ", "")


def _merge(entries: list[Entry], new: Entry) -> None:
    """Join what two concepts give for the same spelling; a rendering one of them allows is not forbidden."""
    for entry in entries:
        if entry.term == new.term or (entry.breaks == new.breaks and not entry.acronym and not new.acronym):
            entry.targets = tuple(dict.fromkeys(entry.targets + new.targets))
            entry.forbidden = tuple(
                text for text in dict.fromkeys(entry.forbidden + new.forbidden) if text not in entry.targets
            )
            entry.is_name = entry.is_name and new.is_name
            return
    entries.append(new)
