"""How `workbench glossary` shows things: concepts and hits as rows and as JSON, proposals, the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from workbench.cli import common

if TYPE_CHECKING:
    from workbench.glossary.bridge import Sibling
    from workbench.glossary.ledger import Entry
    from workbench.model import Concept, TermHit


def siblings(found: Sequence[Sibling], *, as_json: bool) -> int:
    """Print what Korean and Japanese entries propose to one another."""
    rows = [
        {
            "concept": one.concept.id,
            "has": " | ".join(term.text for term in one.concept.terms),
            "language": one.term.language,
            "term": one.term.text,
            "score": one.score,
            "reason": one.reason,
            "other": one.other.id if one.other else None,
        }
        for one in found
    ]
    if as_json:
        common.print_json(rows)
    elif rows:
        cells = [(row["concept"], row["has"], row["term"], row["score"], row["reason"]) for row in rows]
        click.echo(common.table(cells, ["id", "concept", "proposed", "score", "because"]))
    return 0


def columns(concept: Concept) -> tuple[str, str]:
    """The concept's terms for a table: those in other languages, and those in English with what is forbidden crossed."""
    others = " · ".join(term.text for term in concept.terms if not term.language.startswith("en"))
    english = " | ".join(
        f"✗ {term.text}" if term.status == "forbidden" else term.text
        for term in concept.terms
        if term.language.startswith("en")
    )
    return others, english


def concept_json(concept: Concept) -> dict[str, Any]:
    """The concept as JSON."""
    return {
        "id": concept.id,
        "domain": concept.domain,
        "note": concept.note,
        "source": concept.source,
        "terms": [
            {
                "language": term.language,
                "text": term.text,
                "status": str(term.status),
                "pos": term.pos,
                "hanja": term.hanja,
                "note": term.note,
            }
            for term in concept.terms
        ],
    }


def hit_json(hit: TermHit) -> dict[str, Any]:
    """The hit as JSON."""
    return {
        "start": hit.start,
        "end": hit.end,
        "term": hit.term,
        "grade": hit.grade,
        "targets": list(hit.targets),
        "forbidden": list(hit.forbidden),
    }


def entry_json(entry: Entry) -> dict[str, Any]:
    """The ledger's entry as JSON."""
    return {
        "term": entry.term,
        "targets": list(entry.targets),
        "outliers": entry.outliers,
        "renderings": [
            {
                "text": rendering.text,
                "kind": rendering.kind,
                "count": rendering.count,
                "segments": [
                    {
                        "id": use.segment_id,
                        "document": use.document_id,
                        "status": use.status,
                        "start": use.start,
                        "end": use.end,
                    }
                    for use in rendering.uses
                ],
            }
            for rendering in entry.renderings
        ],
    }
