"""Reviewing what may enter the glossary: a paper's candidates and the siblings of Korean and Japanese entries.

Each is offered as the concept that accepting it would leave, with a rendering proposed where one is known, and with the
segments it stands in. Nothing enters by itself; every decision can be taken back.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from workbench.glossary import bridge
from workbench.glossary.folding import fold_key
from workbench.glossary.harvest import Candidate
from workbench.language.codes import family
from workbench.model import Concept, Segment, Term, TermStatus
from workbench.store import documents as stored
from workbench.store import segments
from workbench.store.documents import DocumentInfo
from workbench.text.overlay import view
from workbench.workflow.glossary import concept_of, harvest_terms
from workbench.workflow.project import Project

SIBLING = "sibling"
"""The kind of an offer that comes from the glossary itself."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a term stands: a segment, and code points of its source."""

    segment_id: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to decide on.

    Attributes:
        concept: What the glossary would have; its id is set where an entry would grow.
        term: The term offered.
        kind: How a candidate was found, or `SIBLING`.
        score: 0–100.
        reason: Why the rendering or the sibling is proposed, empty where the paper itself gives it.
        places: Where a candidate stands, in reading order.
        other: An entry that would be united with the concept.
    """

    concept: Concept
    term: Term
    kind: str
    score: int
    reason: str = ""
    places: tuple[Place, ...] = ()
    other: Concept | None = None

    def renderings(self, language: str) -> tuple[str, ...]:
        """The terms that the concept would have in a language."""
        return tuple(term.text for term in self.concept.terms if family(term.language) == family(language))


@dataclass(frozen=True, slots=True)
class Decision:
    """What a decision did, for taking it back: entries made, entries as they were, the refusal."""

    added: tuple[int, ...] = ()
    before: tuple[Concept, ...] = ()
    refused: tuple[str, str] | None = None


def offers(project: Project, info: DocumentInfo, *, cancelled: Callable[[], bool] = lambda: False) -> list[Offer]:
    """The candidates of a document, the surest first; none where `cancelled` said so meanwhile."""
    candidates = harvest_terms(project, info)
    if cancelled():
        return []
    concepts = [concept_of(candidate, info) for candidate in candidates]
    glossary = project.glossary.concepts()
    known = {(term.language, _key(term)): concept for concept in glossary for term in concept.terms}
    proposals = {
        id(sibling.concept): (known[sibling.term.language, _key(sibling.term)], sibling.reason)
        for sibling in reversed(bridge.siblings([*concepts, *glossary]))
        if sibling.concept.id is None and (sibling.term.language, _key(sibling.term)) in known
    }
    places = _Places(project, info)
    found = []
    for one, concept in zip(candidates, concepts, strict=True):
        offer = Offer(concept, concept.terms[0], one.kind, one.score, places=places.of(one))
        if id(concept) in proposals:
            offer = _proposed(offer, *proposals[id(concept)], family(info.target_language))
        found.append(offer)
    return found


def siblings(project: Project) -> list[Offer]:
    """What Korean and Japanese entries propose to one another, best first, without what was refused."""
    seen = project.glossary.rejected("ko")
    found = []
    for sibling in bridge.siblings(project.glossary.concepts()):
        pair = fold_key(_pair(sibling.concept, sibling.term), "ko")
        if pair not in seen:
            seen.add(pair)
            others = () if sibling.other is None else sibling.other.terms
            here = {(term.language, term.text) for term in (*sibling.concept.terms, sibling.term)}
            joined = tuple(term for term in others if (term.language, term.text) not in here)
            concept = replace(sibling.concept, terms=(*sibling.concept.terms, sibling.term, *joined))
            found.append(Offer(concept, sibling.term, SIBLING, sibling.score, sibling.reason, other=sibling.other))
    return found


def accept(project: Project, offer: Offer, concept: Concept | None = None) -> Decision:
    """Take an offer into the glossary as it stands, or as the reviewer has corrected it."""
    taken = concept or offer.concept
    if taken.id is not None:
        before = [project.glossary.concept(one.id) for one in (taken, offer.other) if one is not None and one.id]
        project.glossary.update(taken)
        if offer.other is not None and offer.other.id is not None:
            project.glossary.remove([offer.other.id])
        return Decision(before=tuple(one for one in before if one is not None))
    known = project.glossary.concepts(taken.terms[0].text, language=taken.terms[0].language)
    report = project.glossary.add([taken])
    if report.added:
        return Decision(added=report.ids)
    return Decision(before=tuple(one for one in known if one.id in report.ids))


def refuse(project: Project, offer: Offer) -> Decision:
    """Never offer it again."""
    language, term = offer.term.language, offer.term.text
    if offer.kind == SIBLING:
        language, term = "ko", _pair(offer.concept, offer.term)
    project.glossary.reject(language, term)
    return Decision(refused=(language, term))


def take_back(project: Project, decision: Decision) -> None:
    """Have the glossary as it was before a decision."""
    project.glossary.remove(decision.added)
    for concept in decision.before:
        if concept.id is not None and project.glossary.concept(concept.id) is not None:
            project.glossary.update(concept)
        else:
            project.glossary.add([concept])
    if decision.refused is not None:
        project.glossary.offer_again(*decision.refused)


def _proposed(offer: Offer, sibling: Concept, reason: str, target: str) -> Offer:
    """The offer with the rendering that its sibling has, where the paper gives none."""
    texts = [
        term.text
        for term in sibling.terms
        if family(term.language) == target and term.status is not TermStatus.FORBIDDEN
    ]
    if not texts or offer.renderings(target):
        return offer
    concept = replace(offer.concept, terms=(*offer.concept.terms, Term(target, texts[0])))
    return replace(offer, concept=concept, reason=reason)


def _key(term: Term) -> str:
    return fold_key(term.text, family(term.language))


def _pair(concept: Concept, term: Term) -> str:
    """A name for two siblings by which their refusal is known, whichever of them is proposed."""
    theirs = next((one.text for one in concept.terms if one.language in ("ko", "ja") and one != term), "")
    return "↔".join(sorted((theirs, term.text)))


class _Places:
    """From a candidate's evidence, which counts in blocks, to the segments; then wherever else it stands."""

    def __init__(self, project: Project, info: DocumentInfo) -> None:
        self._blocks = {entry.block.position: entry for entry in stored.blocks(project.db, info.id)}
        self._segments = segments.of_document(project.db, info.id)
        self._of_block: dict[int, list[Segment]] = {}
        for segment in self._segments:
            self._of_block.setdefault(segment.block_id, []).append(segment)
        self._text = "\n".join(segment.source for segment in self._segments)
        self._starts = [0, *accumulate(len(segment.source) + 1 for segment in self._segments)]

    def of(self, candidate: Candidate) -> tuple[Place, ...]:
        """The evidence first, what it glosses behind it."""
        return tuple(dict.fromkeys([*self._evidence(candidate), *self._elsewhere(candidate.term)]))

    def _evidence(self, candidate: Candidate) -> Iterator[Place]:
        for evidence in candidate.evidence:
            entry = self._blocks[evidence.passage_id]
            listed = self._of_block.get(entry.id, ())
            segment = next((one for one in listed if one.start <= evidence.start < one.end), None)
            if segment is not None:
                seen = view(entry.block.source, entry.block.edits, segment.start, segment.end)
                if segment.source == seen.text:  # else corrected by hand since
                    yield Place(segment.id, seen.to_view(evidence.start), seen.to_view(evidence.end))

    def _elsewhere(self, term: str) -> Iterator[Place]:
        """Where the term begins a word, in the sources as they are now."""
        for found in re.finditer(rf"(?<![가-힣]){re.escape(term)}", self._text):
            row = bisect_right(self._starts, found.start()) - 1
            start = found.start() - self._starts[row]
            yield Place(self._segments[row].id, start, start + len(term))
