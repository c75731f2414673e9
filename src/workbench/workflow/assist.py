"""What helps with one segment while it is edited: TM matches, terms, a machine draft, the way a sentence may go on.

Plain functions of a project and texts, so that the editor can ask for them on a background thread with a connection of
its own. The engine is opened when it is first needed, and its absence is an answer, not an error.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.errors import NoModelError
from workbench.model import BlockKind, Draft, DraftRequest, Match, TermHit
from workbench.store import runs
from workbench.workflow.engines import open_engine
from workbench.workflow.project import Project

if TYPE_CHECKING:
    from workbench.mt.engine import Engine

Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Question:
    """A segment as its helpers see it: its source, its neighbours' sources, its block and the languages."""

    source: str
    previous: str
    following: str
    kind: BlockKind
    source_language: str
    target_language: str


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What can help with one segment: TM matches, best first, and the glossary's terms in its source."""

    matches: tuple[Match, ...] = ()
    terms: tuple[TermHit, ...] = ()


def suggest(project: Project, question: Question, *, minimum: int = 50, limit: int = 5) -> Suggestions:
    """What the TM and the glossary offer for a segment."""
    pair = question.source_language, question.target_language
    terms = project.glossary.matcher(*pair).find
    matches = project.memory.find(
        question.source,
        *pair,
        previous=question.previous,
        next=question.following,
        minimum=minimum,
        limit=limit,
        terms=terms,
        fragments=True,
    )
    return Suggestions(tuple(matches), tuple(terms(question.source)))


class Drafter:
    """Machine drafts and completions for one project connection; engines stay loaded by language pair."""

    def __init__(self, project: Project, *, beam: int = 4, threads: int = 0) -> None:
        self.project = project
        self.beam, self.threads = beam, threads
        self._engines: dict[tuple[str, str], Engine | None] = {}

    def draft(self, question: Question, terms: Sequence[TermHit] = (), *, fresh: bool = False) -> Draft | None:
        """The machine draft of a segment, from the cache unless it shall be `fresh`; None without a model."""
        engine = self.engine(question.source_language, question.target_language)
        if engine is None:
            return None
        cache = None if fresh else runs.DraftStore(self.project.db, engine.signature)
        request = DraftRequest(question.source, tuple(terms), question.kind)
        for _, draft in engine.draft([request], cache=cache):
            return draft
        return None

    def complete(
        self, question: Question, prefix: str, terms: Sequence[TermHit] = (), *, cancelled: Cancelled | None = None
    ) -> tuple[str, ...]:
        """Whole targets that begin with `prefix`, best first; empty without a model."""
        engine = self.engine(question.source_language, question.target_language)
        if engine is None or not prefix.strip():
            return ()
        found = engine.complete(question.source, prefix, terms=terms, cancelled=cancelled)
        return tuple(completion.text for completion in found)

    def engine(self, source_language: str, target_language: str) -> Engine | None:
        """The engine of a pair, opened once; None where no model is installed."""
        pair = source_language, target_language
        if pair not in self._engines:
            try:
                self._engines[pair] = open_engine(self.project, *pair, beam=self.beam, threads=self.threads)
            except NoModelError:
                self._engines[pair] = None
        return self._engines[pair]
