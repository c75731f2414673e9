"""Learning from edits: what the editors keep changing, adopted as a term, a rule for later drafts or a TM fragment.

Nothing is adopted by itself. A rule can be taken back, and every draft it rewrote has the draft before it in its history.
"""

from __future__ import annotations

from collections.abc import Sequence

from workbench.errors import UsageError
from workbench.evaluate import Habit, habits
from workbench.model import Concept, Term, TermStatus, Unit
from workbench.store import verdicts
from workbench.store.clock import now
from workbench.store.documents import DocumentInfo
from workbench.workflow.history import edited
from workbench.workflow.project import Project

WAYS = ("term", "rule", "fragment")
"""What a habit can be adopted as."""


def learned(project: Project, infos: Sequence[DocumentInfo], *, least: int = 2) -> list[Habit]:
    """What was changed the same way in at least `least` segments of these documents, most frequent first.

    Raises:
        UsageError: The documents are of several language pairs, or there are none.
    """
    pair_of(infos)
    return habits(edited(project.db, infos), least=least)


def adopt(project: Project, pair: tuple[str, str], habit: Habit, way: str = "") -> str:
    """Make a habit a term, a rule or a TM fragment (its own proposal where `way` is empty); returns what was made.

    Raises:
        UsageError: It has no word of the source that a term or fragment could hang on, or strikes its phrase out.
    """
    way = way or habit.proposal
    if way == "fragment" and not habit.term:
        way = "rule"
    if way == "rule":
        verdicts.add_rewrite(project.db, *pair, habit.before, habit.after, author=project.author)
        return f"rule: ‘{habit.before}’ becomes ‘{habit.after}’ in later machine drafts"
    if not habit.term or not habit.after:
        raise UsageError(f"‘{habit.before}’ hangs on no word of the source", hint="adopt it as a rule: --as rule")
    source, target = pair
    if way == "term":
        rejected = Term(target, habit.before, TermStatus.FORBIDDEN)
        project.glossary.add(
            [Concept((Term(source, habit.term), Term(target, habit.after), rejected), source="learned")]
        )
        return f"term: {habit.term} is ‘{habit.after}’, not ‘{habit.before}’"
    project.memory.add(
        [Unit(source, target, habit.term, habit.after, author=project.author, created=now(), changed=now())]
    )
    return f"TM unit: {habit.term} is ‘{habit.after}’"


def pair_of(infos: Sequence[DocumentInfo]) -> tuple[str, str]:
    """The language pair of documents.

    Raises:
        UsageError: They are of several, or there are none.
    """
    pairs = {(info.source_language, info.target_language) for info in infos}
    if not pairs:
        raise UsageError("the project holds no document", hint="import one first: workbench import paper.md --from ko")
    if len(pairs) > 1:
        listed = ", ".join(f"{source}→{target}" for source, target in sorted(pairs))
        raise UsageError(
            f"the documents are of several language pairs ({listed})", hint="say which with --from and --to"
        )
    return pairs.pop()
