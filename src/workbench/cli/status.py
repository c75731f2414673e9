"""`workbench status`: where the project stands."""

from __future__ import annotations

from pathlib import Path

import click

from workbench.cli import common
from workbench.model import Status
from workbench.text.counting import counted


@click.command("status")
@common.JsonOption
@common.pass_path
def command(path: Path, as_json: bool) -> int:
    """Show the documents with their progress, and the size of the memory and the glossary.

    \b
    workbench status
    workbench --db project.db status --json
    """
    from workbench.store.documents import listing

    with common.project(path) as project:
        infos = listing(project.db)
        memory, concepts = project.memory.count(), project.glossary.count()
    if as_json:
        documents = [
            {
                "id": info.id,
                "name": info.name,
                "from": info.source_language,
                "to": info.target_language,
                "format": info.format,
                "encoding": info.encoding,
                "segments": info.segments,
                "status": {str(status): info.counts.get(status, 0) for status in Status},
            }
            for info in infos
        ]
        common.print_json({"documents": documents, "tm": memory, "glossary": concepts})
        return 0
    rows = []
    for info in infos:
        done = f"{100 * info.confirmed // info.segments}%" if info.segments else "–"
        counts = [info.counts.get(status, 0) for status in Status]
        rows.append(
            (info.id, info.name, f"{info.source_language}→{info.target_language}", info.segments, done, *counts)
        )
    if rows:
        click.echo(common.table(rows, ["id", "document", "pair", "segments", "done", *Status]))
    else:
        click.echo("No document yet. Begin with: workbench pretranslate paper.md --from ko --to en")
    click.echo(f"memory {counted(memory, 'unit')} · glossary {counted(concepts, 'concept')} · {path}")
    return 0
