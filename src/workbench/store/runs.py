"""Runs with their signature, and the cache of machine drafts.

A signature is one line that says how drafts were made (engine, model hash, beam, glossary and TM state), as
sacrebleu's says how a score was made. The cache is keyed by it, so that a repeated or resumed run decodes nothing twice
and a changed model never answers from an old draft.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from workbench.model import Draft, Finding
from workbench.store.clock import now
from workbench.store.database import transaction
from workbench.store.sqlite import Database


def start(db: Database, command: str, signature: str) -> int:
    """Note that a run begins; returns its id."""
    run_id = db.execute(
        "INSERT INTO runs (command, signature, started) VALUES (?,?,?)", (command, signature, now())
    ).lastrowid
    assert run_id is not None
    return run_id


def finish(db: Database, run_id: int, signature: str, report: Mapping[str, Any]) -> None:
    """Note that a run ended, with its final signature (the engine is known only once it is open) and its report."""
    db.execute(
        "UPDATE runs SET finished = ?, signature = ?, report = ? WHERE id = ?",
        (now(), signature, json.dumps(report, ensure_ascii=False), run_id),
    )


class DraftStore:
    """The drafts of one engine, by match key (the `DraftCache` that the engine fills and asks)."""

    def __init__(self, db: Database, signature: str) -> None:
        self._db = db
        self._signature = signature

    def get_many(self, keys: Sequence[str]) -> dict[str, Draft]:
        """The cached drafts among these keys."""
        found: dict[str, Draft] = {}
        for start_ in range(0, len(keys), 500):
            some = keys[start_ : start_ + 500]
            rows = self._db.execute(
                f"SELECT source_key, draft FROM drafts WHERE engine = ? AND source_key IN ({', '.join('?' * len(some))})",
                (self._signature, *some),
            )
            found.update((key, _read(draft)) for key, draft in rows)
        return found

    def put_many(self, drafts: Mapping[str, Draft]) -> None:
        """Keep these drafts, in one transaction."""
        with transaction(self._db):
            self._db.conn.executemany(
                "INSERT OR REPLACE INTO drafts (source_key, engine, draft) VALUES (?,?,?)",
                [
                    (key, self._signature, json.dumps(asdict(draft), ensure_ascii=False))
                    for key, draft in drafts.items()
                ],
            )


def _read(text: str) -> Draft:
    values = json.loads(text)
    return Draft(**{**values, "findings": tuple(Finding(**found) for found in values["findings"]), "cached": True})
