"""Handing over: aligned TMX, the bilingual page, the translated document.

Every export is written beside its place and moved there when it is whole, so that a full disk or a crash leaves the
former file as it was.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from workbench import documents
from workbench.errors import InputError, UsageError
from workbench.exchange import html
from workbench.model import Segment, Span, Status, Unit
from workbench.store import documents as stored
from workbench.store import segments
from workbench.store.documents import DocumentInfo
from workbench.workflow.project import Project

FINAL = (Status.CONFIRMED, Status.REVIEWED)
EVERY = tuple(Status)


def export(
    project: Project,
    infos: Sequence[DocumentInfo],
    format_: str,
    out: Path,
    *,
    statuses: Iterable[Status] = FINAL,
    mt_to: Path | None = None,
) -> str:
    """Write documents in a format; returns what was written, in words.

    Raises:
        UsageError: The format takes one document, or cannot be written.
        InputError: The file cannot be written.
    """
    wanted = tuple(statuses)
    if format_ == "html":
        write_file(out, bilingual_page(project, infos[0], wanted))
        return f"{infos[0].segments} segments"
    if format_ == "document":
        write_file(out, translated_document(project, infos[0], wanted))
        return f"{infos[0].name} with its targets"
    return interchange(project, infos, format_, out, wanted, mt_to)


def interchange(
    project: Project,
    infos: Sequence[DocumentInfo],
    format_: str,
    out: Path,
    statuses: Sequence[Status],
    mt_to: Path | None = None,
) -> str:
    """Write TMX, TSV, XLIFF or an OmegaT project; machine drafts go to `mt_to` alone, never among the rest."""
    pair = _pair(infos)
    everything = list(units(project, infos, statuses))
    drafts = [unit for unit in everything if unit.origin == Origin.MT and not Status(unit.status).is_final]
    handed = [unit for unit in everything if unit not in drafts] if drafts else everything
    with _whole(out) as temporary:
        tmx.write(temporary, handed, *pair)
    if mt_to is not None:
        with _whole(mt_to) as temporary:
            tmx.write(temporary, drafts, *pair)
    return f"{len(handed)} units"


def units(project: Project, infos: Iterable[DocumentInfo], statuses: Iterable[Status] = FINAL) -> Iterator[Unit]:
    """The translated segments of documents as TM units, with their neighbours as context."""
    wanted = set(statuses)
    for info in infos:
        everything = segments.of_document(project.db, info.id)
        sources = ["", *(segment.source for segment in everything), ""]
        for place, segment in enumerate(everything):
            if segment.status not in wanted or not segment.target:
                continue
            yield Unit(
                source_language=info.source_language,
                target_language=info.target_language,
                source=segment.source,
                target=segment.target,
                origin=segment.origin,
                status=segment.status,
                document=info.name,
                previous=sources[place],
                next=sources[place + 2],
                author=project.author,
                note=segment.note,
                score=segment.score,
            )


def bilingual_page(project: Project, info: DocumentInfo, statuses: Iterable[Status] = EVERY) -> str:
    """The bilingual HTML page of a document; targets of other statuses are left empty."""
    wanted = set(statuses)
    by_block: dict[int, list[Segment]] = {}
    for segment in segments.of_document(project.db, info.id):
        by_block.setdefault(segment.block_id, []).append(segment)
    rows = [
        html.Row(entry.block, [s if s.status in wanted else _blank(s) for s in by_block.get(entry.id, ())])
        for entry in stored.blocks(project.db, info.id)
    ]
    return html.render(
        info.name, rows, source_language=info.source_language, target_language=info.target_language
    )


def translated_document(project: Project, info: DocumentInfo, statuses: Iterable[Status] = FINAL) -> bytes:
    """The document in its own format with its targets in place; what is not of these statuses stays in the source.

    Raises:
        UsageError: The format cannot be written (PDF).
    """
    if not documents.FORMATS[info.format].writable:
        raise UsageError(
            f"a {info.format} file cannot be written back", hint="export it as html, tmx or tsv"
        )
    wanted = set(statuses)
    document, entries = stored.load(project.db, info.id)
    positions = {entry.id: entry.block.position for entry in entries}
    targets: dict[int, list[tuple[Span, str | None]]] = {}
    for segment in segments.of_document(project.db, info.id):
        target = segment.target if segment.status in wanted and segment.target else None
        targets.setdefault(positions[segment.block_id], []).append((Span(segment.start, segment.end), target))
    return documents.write(
        document, targets, source_language=info.source_language, target_language=info.target_language
    )


def write_file(path: Path, data: bytes | str) -> None:
    """Write a file whole or not at all.

    Raises:
        InputError: The folder is missing or not writable, or the disk is full.
    """
    content = data.encode("utf-8") if isinstance(data, str) else data
    temporary: str | None = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            temporary = file.name
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        Path(temporary).chmod(0o666 & ~mask)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        raise InputError(f"cannot be written ({error.strerror})", path=path) from error


def _blank(segment: Segment) -> Segment:
    return replace(segment, target="", status=Status.UNTRANSLATED)
