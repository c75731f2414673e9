"""The translation memory of an open project: what editors confirmed, found again at once.

    confirm ──add──▶ units ──fold──▶ shards            find: hash, then shards and tail, then rank
                       └── tail (scanned) ──┘

Everything that writes runs inside `workbench.store.transaction`, so that a confirm is one write with its unit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.errors import StoreError
from workbench.language.codes import family
from workbench.memory import attached, care, lookup, ranking, units
from workbench.memory.attached import Attachment
from workbench.memory.care import Stats
from workbench.memory.ranking import ranked
from workbench.memory.rows import reading
from workbench.memory.units import AddReport
from workbench.model import Match, Unit
from workbench.store.sqlite import Database

if TYPE_CHECKING:
    from workbench.memory.concordance import Hit
    from workbench.memory.index import Index
    from workbench.memory.repair import Terms


class Memory:
    """The translation memory in an open database. Not shared between threads, as its connection is not."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._others: dict[str, Memory] = {}

    @cached_property
    def _index(self) -> Index:
        from workbench.memory.index import Index  # numpy: only when something is searched

        return Index(self.database)

    def add(self, added: Iterable[Unit], *, supersede: bool = True) -> AddReport:
        """Add units; a unit with the same texts, languages and neighbours as a stored one is that one, used once more.

        With `supersede` (a confirm), a unit takes the place of the former translation of the same sentence, in the same
        document, between the same neighbours. Imports pass `supersede=False`: a file may well hold alternatives.
        """
        return units.add(self.database, added, supersede=supersede)

    def remove(self, removed: Iterable[Unit]) -> int:
        """Take back what `add` did for an undone confirm; returns how many units are gone.

        To undo a confirm that changed a confirmed translation, remove the newer unit and add the former one again.
        """
        return units.remove(self.database, removed)

    def fold(self, progress: Callable[[int], None] | None = None) -> int:
        """Index the units added since the last fold; returns how many. For idle moments and the end of an import.

        Lookups are exact before and after; only a long tail makes them slow. Must not run inside a transaction.
        """
        from workbench.memory.folding import fold  # numpy

        return fold(self.database, progress)

    def find(
        self,
        source: str,
        source_language: str,
        target_language: str,
        *,
        previous: str = "",
        next: str = "",  # noqa: A002 - the field's own word, as in `Unit`
        minimum: int = 70,
        limit: int = 5,
        repair: bool = True,
        terms: Terms | None = None,
        fragments: bool = False,
    ) -> list[Match]:
        """The best earlier translations of a source text, best first.

        Every unit whose match key is at least `minimum` percent similar (1 − Levenshtein / longer length) competes: none
        is missed. Region codes do not stand in the way: `ko` finds `ko-KR` and the reverse.

        Args:
            source: The text; tag marks do not count.
            previous: Source text of the segment before, for context matches.
            next: Source text of the segment after.
            minimum: Lowest score, 50–100.
            limit: Most matches.
            repair: Make fuzzy matches say the query's numbers and terms where that is safe (`Match.repairs`).
            terms: Finds the glossary's terms in a source, for the repair of terms.
            fragments: Where nothing is near, give the longest stored segments inside the text instead.
        """
        (matches,) = self.find_many(
            [(source, previous, next)],
            source_language,
            target_language,
            minimum=minimum,
            limit=limit,
            repair=repair,
            terms=terms,
        )
        return matches if matches or not fragments else self.fragments(source, source_language, target_language)

    def fragments(self, source: str, source_language: str, target_language: str, *, limit: int = 5) -> list[Match]:
        """The longest stored segments inside a text, with their translations; they do not overlap."""
        from workbench.memory.fragments import fragments

        pairs = units.pair_ids(self.database, source_language, target_language)
        return fragments(self.database, source, pairs, limit=limit) if pairs else []

    def find_many(
        self,
        queries: Sequence[tuple[str, str, str]],
        source_language: str,
        target_language: str,
        *,
        minimum: int = 70,
        limit: int = 1,
        repair: bool = True,
        terms: Terms | None = None,
    ) -> list[list[Match]]:
        """`find` for many (source, previous, next) at once, from one state of the memory."""
        minimum = min(100, max(50, minimum))
        languages = (source_language, target_language)
        found = self._hits(queries, languages, minimum, limit)
        for attachment, other in self._attached():
            theirs = other._hits(queries, languages, minimum, limit)
            for hits, more in zip(found, theirs, strict=True):
                hits.extend(
                    replace(
                        hit,
                        penalty=hit.penalty + attachment.penalty,
                        because=(*hit.because, f"attached {attachment.name}"),
                        priority=attachment.priority,
                    )
                    for hit in more
                )
        answers = [ranked(hits, limit) for hits in found]
        if not repair:
            return answers
        from workbench.memory.repair import repaired

        return [
            [repaired(match, source, source_language, target_language, terms) for match in matches]
            for matches, (source, _, _) in zip(answers, queries, strict=True)
        ]

    def _hits(
        self, queries: Sequence[tuple[str, str, str]], languages: tuple[str, str], minimum: int, limit: int
    ) -> list[list[ranking.Hit]]:
        """What this memory has for each query, all from one state of the file."""
        index = self._index if minimum < 100 and self._any() else None
        with index.snapshot() if index else reading(self.database):
            return [
                lookup.hits(
                    self.database,
                    index,
                    source,
                    languages,
                    previous=previous,
                    following=following,
                    minimum=minimum,
                    limit=limit,
                )
                for source, previous, following in queries
            ]

    def concordance(
        self,
        text: str,
        source_language: str = "",
        target_language: str = "",
        *,
        side: str = "both",
        regex: bool = False,
        order: str = "date",
        limit: int | None = 100,
    ) -> Iterator[Hit]:
        """The units that contain a piece of text, or match a regular expression, as they are found.

        Our own come first, then those of the attached memories, in the order of their priority.

        Args:
            text: From one character on; width, quotes, stray spaces and case make no difference. Or the expression.
            source_language: Only units of this language; of any where empty.
            target_language: The same for the other side.
            side: `source`, `target` or `both`.
            regex: Take the text as a regular expression (of the `regex` module), matched without regard to case.
            order: `date`, the units added last first, or `similarity`, those that hold little else first.
            limit: Most hits; all where None.

        Raises:
            UsageError: Not a regular expression.
        """
        from workbench.memory.concordance import concordance  # numpy

        memories = [("", self)]
        memories += [(attachment.name, other) for attachment, other in sorted(self._attached(), key=_by_priority)]
        found = (
            hit if not name else replace(hit, memory=name)
            for name, memory in memories
            for hit in concordance(
                memory.database,
                memory._index,
                text,
                memory._families(source_language, target_language),
                side=side,
                pattern=regex,
                order=order,
            )
        )
        return islice(found, limit)

    def _families(self, source_language: str, target_language: str) -> list[tuple[str, str]]:
        asked = source_language and family(source_language), target_language and family(target_language)
        return [
            (source, target)
            for source, target in self.database.execute(
                "SELECT DISTINCT source_family, target_family FROM language_pairs"
            )
            if asked[0] in ("", source) and asked[1] in ("", target)
        ]

    def units(
        self, source_language: str = "", target_language: str = "", *, document: str = "", origin: str = ""
    ) -> Iterator[Unit]:
        """The units in the order they came, of a language pair, a document or an origin where one is named."""
        conditions: list[str] = []
        values: list[Any] = []
        for column, value in (
            ("p.source_family", source_language and family(source_language)),
            ("p.target_family", target_language and family(target_language)),
            ("u.document", document),
            ("u.origin", origin),
        ):
            if value:
                conditions.append(f"{column} = ?")
                values.append(value)
        return units.select(self.database, " AND ".join(conditions), values)

    def attach(self, path: Path, *, name: str = "", priority: int = 0, penalty: int = 0) -> Attachment:
        """Search another project's memory beside this one, without ever writing to it.

        Raises:
            StoreError: It cannot be opened, or is no project of ours.
            UsageError: It is this project itself, or the penalty is none.
        """
        attachment = Attachment(name or path.stem, path, priority, penalty)
        attached.attach(self.database, attachment)
        return attachment

    def detach(self, name: str) -> None:
        """Search an attached memory no more.

        Raises:
            UsageError: There is none of this name.
        """
        attached.detach(self.database, name)
        other = self._others.pop(name, None)
        if other is not None:
            other.database.close()

    def attachments(self) -> list[Attachment]:
        """The memories searched beside this one, by priority."""
        return attached.attachments(self.database)

    def stats(self) -> Stats:
        """What the memory holds, counted."""
        return care.stats(self.database)

    def rebuild(self, progress: Callable[[int], None] | None = None) -> int:
        """Make the index anew from the units; returns how many there are."""
        from workbench.memory.folding import fold, forget  # numpy

        forget(self.database)
        return fold(self.database, progress)

    def count(self) -> int:
        """How many units there are."""
        (number,) = self.database.execute("SELECT count(*) FROM units").fetchone()
        return int(number)

    def tail(self) -> int:
        """How many units are not indexed yet: lookups scan them."""
        (number,) = self.database.execute(
            "SELECT count(*) FROM units WHERE id > coalesce((SELECT value FROM index_state WHERE name = 'folded'), 0)"
        ).fetchone()
        return int(number)

    def _attached(self) -> Iterator[tuple[Attachment, Memory]]:
        """The attached memories that can be read just now: a drive that is not there stops nobody from working."""
        for attachment in self.attachments():
            if attachment.name not in self._others:
                try:
                    self._others[attachment.name] = Memory(attached.opened(attachment))
                except StoreError:
                    continue
            yield attachment, self._others[attachment.name]

    def _any(self) -> bool:
        return self.database.execute("SELECT 1 FROM units LIMIT 1").fetchone() is not None


def _by_priority(attached: tuple[Attachment, Memory]) -> int:
    return -attached[0].priority
