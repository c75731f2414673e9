"""The glossary in the project's database: concepts in, concepts out, and the matcher that is built from them.

Adding merges by concept:

- terms that agree in two languages, or an id and a term that agree, are the same concept: terms are united, and where
  both have a term the new one's status, part of speech and notes win
- a concept that repeats one wholly is left as it is
- the same word for different things (인도 India, 인도 extradition) stays two concepts
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from workbench.glossary.folding import fold_key
from workbench.glossary.matcher import Matcher
from workbench.language.codes import canonical, family
from workbench.model import Concept, Term, TermStatus
from workbench.store import transaction
from workbench.store.sqlite import Database
from workbench.text.normal import nfc

MAX_TERM_LENGTH = 200
"""Characters a term may have; longer ones are sentences or damage."""
MAX_NOTE_LENGTH = 2000

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ufeff\ufffe\uffff]+")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A concept that was not added, by its 1-based place in what was given, and why."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class AddReport:
    """What became of the concepts given: new ones, ones that joined or changed an old one, repeats, refusals."""

    read: int
    added: int
    merged: int
    duplicates: int
    skipped: tuple[Skipped, ...] = ()
    languages: tuple[str, ...] = ()
    ids: tuple[int, ...] = field(default=(), repr=False)


class Glossary:
    """The concepts of a project. The database must have been opened with this room's migrations."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._matchers: dict[tuple[str, str], tuple[int, Matcher]] = {}

    def add(self, concepts: Iterable[Concept]) -> AddReport:
        """Add concepts, merging them with those of the same meaning; one transaction for all.

        Raises:
            StoreError: The database is locked or full; nothing was added.
        """
        read = added = merged = duplicates = 0
        skipped: list[Skipped] = []
        languages: set[str] = set()
        ids: list[int] = []
        with transaction(self._db):
            for read, given in enumerate(concepts, 1):
                concept, reason = clean(given)
                if concept is None:
                    skipped.append(Skipped(read, reason))
                    continue
                if reason:
                    skipped.append(Skipped(read, reason))
                languages.update(term.language for term in concept.terms)
                known = self._same(concept)
                if known is None:
                    ids.append(self._insert(concept))
                    added += 1
                    continue
                assert known.id is not None
                ids.append(known.id)
                united = unite(known, concept)
                if united == known:
                    duplicates += 1
                else:
                    self._write_over(united)
                    merged += 1
            if added or merged:
                self._changed()
        return AddReport(read, added, merged, duplicates, tuple(skipped), tuple(sorted(languages)), tuple(ids))

    def concepts(self, text: str = "", *, language: str = "", domain: str = "") -> list[Concept]:
        """The concepts, in the order they were added.

        Args:
            text: Only those with a term that contains this (case, width, spaces and old kanji do not matter).
            language: With `text`, look in terms of this language alone; without, those that have a term in it.
            domain: Only those of this domain.
        """
        found = list(self._read())
        if domain:
            found = [concept for concept in found if concept.domain == domain]
        if text or language:
            found = [concept for concept in found if any(_speaks(term, text, language) for term in concept.terms)]
        return found

    def concept(self, concept_id: int) -> Concept | None:
        """The concept of this id, or None."""
        return next(self._read("WHERE concepts.id = ?", (concept_id,)), None)

    def count(self) -> int:
        """How many concepts there are."""
        return int(self._db.execute("SELECT count(*) FROM concepts").fetchone()[0])

    def version(self) -> int:
        """A number that grows with every change of the glossary."""
        return int(self._db.execute("SELECT version FROM glossary_state").fetchone()[0])

    def remove(self, concept_ids: Iterable[int]) -> int:
        """Remove concepts with their terms; how many there were."""
        with transaction(self._db):
            removed = sum(
                self._db.execute("DELETE FROM concepts WHERE id = ?", (concept_id,)).rowcount
                for concept_id in concept_ids
            )
            if removed:
                self._changed()
        return removed

    def update(self, concept: Concept) -> None:
        """Write a concept over the one of its id.

        Raises:
            ValueError: It has no id, the id is unknown, or it has no usable term.
        """
        cleaned, reason = clean(concept)
        if cleaned is None:
            raise ValueError(reason)
        if cleaned.id is None or self.concept(cleaned.id) is None:
            raise ValueError(f"no concept {cleaned.id}")
        with transaction(self._db):
            self._write_over(cleaned)
            self._changed()

    def matcher(self, source_language: str, target_language: str) -> Matcher:
        """The matcher for a language pair, built again only after the glossary has changed."""
        pair = (family(source_language), family(target_language))
        version = self.version()
        if (cached := self._matchers.get(pair)) and cached[0] == version:
            return cached[1]
        matcher = Matcher.build(self._read(), *pair)
        self._matchers[pair] = (version, matcher)
        return matcher

    def reject(self, language: str, term: str) -> None:
        """Refuse a harvested candidate for good."""
        with transaction(self._db):
            self._db.execute(
                "INSERT OR IGNORE INTO rejected_terms (language, key) VALUES (?, ?)",
                (family(language), fold_key(nfc(term), family(language))),
            )

    def offer_again(self, language: str, term: str) -> None:
        """Take a refusal back."""
        with transaction(self._db):
            self._db.execute(
                "DELETE FROM rejected_terms WHERE language = ? AND key = ?",
                (family(language), fold_key(nfc(term), family(language))),
            )

    def rejected(self, language: str) -> set[str]:
        """The folded keys of the candidates refused in a language."""
        rows = self._db.execute("SELECT key FROM rejected_terms WHERE language = ?", (family(language),))
        return {row[0] for row in rows}

    def _read(self, where: str = "", values: tuple[Any, ...] = ()) -> Iterator[Concept]:
        rows = self._db.execute(
            f"""SELECT concepts.id, domain, concepts.note, source, external_id,
                    language, text, status, pos, hanja, terms.note
                FROM concepts JOIN terms ON terms.concept_id = concepts.id {where}
                ORDER BY concepts.id, position""",
            values,
        )
        head: tuple[Any, ...] | None = None
        terms: list[Term] = []
        for row in rows:
            if head is not None and row[0] != head[0]:
                yield Concept(tuple(terms), head[1], head[2], head[3], head[4], head[0])
                terms = []
            head = row
            terms.append(Term(row[5], row[6], TermStatus(row[7]), row[8], row[9], row[10]))
        if head is not None:
            yield Concept(tuple(terms), head[1], head[2], head[3], head[4], head[0])

    def _same(self, concept: Concept) -> Concept | None:
        """The stored concept that the given one is, by the rules of the module."""
        agreeing: dict[int, set[str]] = {}
        ids: dict[int, str] = {}
        for term in concept.terms:
            rows = self._db.execute(
                """SELECT concept_id, external_id FROM terms JOIN concepts ON concepts.id = concept_id
                   WHERE key = ? AND language = ?""",
                (_key(term), term.language),
            )
            for concept_id, external_id in rows:
                agreeing.setdefault(concept_id, set()).add(term.language)
                ids[concept_id] = external_id
        given = {term.language for term in concept.terms}
        for concept_id in sorted(agreeing, key=lambda one: (-len(agreeing[one]), one)):
            shared = agreeing[concept_id]
            same_id = bool(concept.external_id) and ids[concept_id] == concept.external_id
            if len(shared) > 1 or same_id:
                return self.concept(concept_id)
            if len(given) == 1:
                stored = self.concept(concept_id)
                if stored and {term.language for term in stored.terms} == given:
                    return stored
        return None

    def _insert(self, concept: Concept) -> int:
        concept_id = self._db.execute(
            "INSERT INTO concepts (external_id, domain, note, source) VALUES (?, ?, ?, ?)",
            (concept.external_id, concept.domain, concept.note, concept.source),
        ).lastrowid
        assert concept_id is not None
        self._insert_terms(concept_id, concept.terms)
        return concept_id

    def _insert_terms(self, concept_id: int, terms: Iterable[Term]) -> None:
        self._db.conn.executemany(
            """INSERT INTO terms (concept_id, position, language, text, key, status, pos, hanja, note)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            [
                (concept_id, at, term.language, term.text, _key(term), term.status, term.pos, term.hanja, term.note)
                for at, term in enumerate(terms)
            ],
        )

    def _write_over(self, concept: Concept) -> None:
        assert concept.id is not None
        self._db.execute(
            "UPDATE concepts SET external_id = ?, domain = ?, note = ?, source = ? WHERE id = ?",
            (concept.external_id, concept.domain, concept.note, concept.source, concept.id),
        )
        self._db.execute("DELETE FROM terms WHERE concept_id = ?", (concept.id,))
        self._insert_terms(concept.id, concept.terms)

    def _changed(self) -> None:
        self._db.execute("UPDATE glossary_state SET version = version + 1")


def clean(concept: Concept) -> tuple[Concept | None, str]:
    """The concept in NFC, without control characters and repeats, or None; and what was wrong with it, if anything."""
    terms: dict[tuple[str, str], Term] = {}
    trouble = ""
    for term in concept.terms:
        text = _tidy(term.text)
        if not text:
            continue
        language = canonical(term.language) if _LANGUAGE.fullmatch(term.language.strip()) else ""
        if not language:
            trouble = f"no language code: {term.language[:20]!r}"
            continue
        if len(text) > MAX_TERM_LENGTH:
            trouble = f"a term of {len(text):,} characters ({text[:20]}…)"
            continue
        known = terms.get((language, text))
        if known is None:
            terms[language, text] = replace(
                term, language=language, text=text, hanja=_tidy(term.hanja), note=_tidy(term.note)[:MAX_NOTE_LENGTH]
            )
        elif TermStatus.FORBIDDEN in (known.status, term.status) and known.status != term.status:
            trouble = f"“{text}” is both {known.status} and {term.status}; the first counts"
    one_sided = trouble and len({language for language, _ in terms}) < 2 <= len(
        {term.language for term in concept.terms}
    )
    if not terms or one_sided:
        return None, trouble or "no terms"
    return (
        replace(
            concept,
            terms=tuple(terms.values()),
            domain=_tidy(concept.domain),
            note=_tidy(concept.note)[:MAX_NOTE_LENGTH],
            source=_tidy(concept.source),
            external_id=_tidy(concept.external_id),
        ),
        trouble,
    )


def unite(known: Concept, new: Concept) -> Concept:
    """The known concept with the new one's terms; where both have a term, what the new one says of it wins."""
    terms = list(known.terms)
    for term in new.terms:
        alike = [i for i, old in enumerate(terms) if old.language == term.language and _key(old) == _key(term)]
        at = next((i for i in alike if terms[i].text == term.text), alike[0] if alike else None)
        if at is None:
            terms.append(term)
            continue
        old = terms[at]
        terms[at] = Term(
            old.language, old.text, term.status, term.pos or old.pos, term.hanja or old.hanja, term.note or old.note
        )
    return replace(
        known,
        terms=tuple(terms),
        domain=new.domain or known.domain,
        note=new.note or known.note,
        source=new.source or known.source,
        external_id=known.external_id or new.external_id,
    )


def _key(term: Term) -> str:
    return fold_key(term.text, family(term.language))


def _tidy(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", nfc(text)).split(" ")).strip() if text else ""


def _speaks(term: Term, text: str, language: str) -> bool:
    if language and family(term.language) != family(language):
        return False
    code = family(term.language)
    return fold_key(nfc(text), code) in _key(term) or (
        bool(term.hanja) and fold_key(nfc(text), "ja") in fold_key(term.hanja, "ja")
    )
