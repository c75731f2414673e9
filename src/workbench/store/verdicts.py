"""What people have decided about findings and habits: findings to pass over, rewrite rules for later drafts.

A finding is known by its check and its sentence, which names what it found; passed over once, it is passed over in that
segment, passed over everywhere, in the whole project. Decisions carry who made them and when, and can be taken back.
"""

from __future__ import annotations

from dataclasses import dataclass

from workbench.model import Finding
from workbench.store.clock import now
from workbench.store.database import transaction
from workbench.store.sqlite import Database

_EVERYWHERE = 0


@dataclass(frozen=True, slots=True)
class Ignored:
    """The findings to pass over; `finding in ignored` asks."""

    keys: frozenset[tuple[str, str, int]]

    def __contains__(self, finding: object) -> bool:
        if not isinstance(finding, Finding):
            return False
        here = (finding.check, finding.message, finding.segment_id or _EVERYWHERE)
        return here in self.keys or (finding.check, finding.message, _EVERYWHERE) in self.keys


@dataclass(frozen=True, slots=True)
class RewriteRule:
    """A rule that later drafts of a language pair are rewritten by."""

    id: int
    before: str
    after: str
    author: str
    at: str


def ignored(db: Database) -> Ignored:
    """Every finding that is to be passed over."""
    return Ignored(frozenset(db.execute('SELECT "check", message, segment_id FROM ignored_findings')))


def ignore(db: Database, finding: Finding, *, author: str, everywhere: bool = False) -> None:
    """Pass over a finding from now on, in its segment or everywhere."""
    place = _EVERYWHERE if everywhere else finding.segment_id or _EVERYWHERE
    with transaction(db):
        db.execute(
            "INSERT OR IGNORE INTO ignored_findings VALUES (?,?,?,?,?)",
            (finding.check, finding.message, place, author, now()),
        )


def restore(db: Database, finding: Finding) -> bool:
    """Heed a finding again, here and everywhere; whether it was passed over."""
    with transaction(db):
        done = db.execute(
            'DELETE FROM ignored_findings WHERE "check" = ? AND message = ? AND segment_id IN (?, ?)',
            (finding.check, finding.message, finding.segment_id or _EVERYWHERE, _EVERYWHERE),
        )
    return done.rowcount > 0


def rewrites(db: Database, source_language: str, target_language: str) -> list[RewriteRule]:
    """The rewrite rules of a pair, in the order they were made."""
    rows = db.execute(
        "SELECT id, before, after, author, at FROM rewrites WHERE source_language = ? AND target_language = ? ORDER BY id",
        (source_language, target_language),
    )
    return [RewriteRule(*row) for row in rows]


def add_rewrite(
    db: Database, source_language: str, target_language: str, before: str, after: str, *, author: str
) -> RewriteRule:
    """Make a rule, in the place of one for the same phrase."""
    with transaction(db):
        db.execute(
            "INSERT OR REPLACE INTO rewrites (source_language, target_language, before, after, author, at)"
            " VALUES (?,?,?,?,?,?)",
            (source_language, target_language, before, after, author, now()),
        )
    return next(rule for rule in rewrites(db, source_language, target_language) if rule.before == before)


def remove_rewrite(db: Database, rule_id: int) -> bool:
    """Take a rule back; whether there was one."""
    with transaction(db):
        return db.execute("DELETE FROM rewrites WHERE id = ?", (rule_id,)).rowcount > 0
