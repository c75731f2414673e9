"""Alignments in the project: kept while they are reviewed, realigned, handed to the memory, written to files.

Confirmed rows are the editor's word: they are anchors for a realignment, they enter the TM as confirmed units with where
they came from, and they alone are exported unless more is asked for.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from workbench.align import editing
from workbench.align.aligner import Text, align
from workbench.errors import DocumentError, UsageError
from workbench.exchange import html, tmx
from workbench.memory.units import AddReport
from workbench.model import AlignedRow, Alignment, Block, BlockKind, Origin, Segment, Status
from workbench.store import beads as stored
from workbench.store import revisions, segments
from workbench.store.documents import DocumentInfo, listing
from workbench.store.documents import blocks as blocks_of
from workbench.store.revisions import Revision
from workbench.text.counting import counted
from workbench.workflow.align import (
    Aligned,
    Cancelled,
    Known,
    Progress,
    align_texts,
    knowledge,
    read_text,
    text_of,
    units,
)
from workbench.workflow.exporting import whole_file, write_file
from workbench.workflow.project import Project

FORMATS = ("tsv", "tmx", "html", "json")


def keep(project: Project, alignment: Alignment) -> Alignment:
    """The alignment as stored: the one under review where the same two texts were aligned before, else this one."""
    known = stored.find(project.db, alignment.source_name, alignment.target_name)
    if known is not None:
        before = stored.load(project.db, known)
        if any(row.confirmed for row in before.rows) or _texts(before) == _texts(alignment):
            return before
    return replace(alignment, id=stored.add(project.db, alignment))


def _texts(alignment: Alignment) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return alignment.sources, alignment.targets


def create(
    project: Project,
    source: str,
    target: str,
    source_language: str,
    target_language: str,
    *,
    mt: bool = True,
    progress: Progress = lambda done, total: None,
    cancelled: Cancelled = lambda: False,
) -> Aligned:
    """Align two documents, each named as the project knows it or by its path, and keep the alignment for review.

    Raises:
        DocumentError: There is neither a document nor a file of that name, or it holds no text.
        align.aligner.Cancelled: `cancelled` said so.
    """
    known = {info.name: info for info in listing(project.db)}

    def read(name: str, language: str) -> tuple[str, Text]:
        path = Path(name).expanduser()
        return (
            (name, _stored(project, known[name])) if name in known else (path.name, read_text(project, path, language))
        )

    found = align_texts(
        project, read(source, source_language), read(target, target_language), source_language, target_language,
        knowledge(project, source_language, target_language), mt=mt, progress=progress, cancelled=cancelled,
    )  # fmt: skip
    return replace(found, alignment=keep(project, found.alignment))


def _stored(project: Project, info: DocumentInfo) -> Text:
    """The segments of a document as they are in the project."""
    everything = segments.of_document(project.db, info.id)
    if not everything:
        raise DocumentError("holds no text to align", path=info.name)
    kinds = {entry.id: entry.block.kind for entry in blocks_of(project.db, info.id)}
    return Text(
        [segment.source for segment in everything],
        [k == 0 or segment.block_id != everything[k - 1].block_id for k, segment in enumerate(everything)],
        [kinds[segment.block_id] for segment in everything],
    )


def realign(
    alignment: Alignment,
    known: Known,
    *,
    progress: Progress = lambda done, total: None,
    cancelled: Cancelled = lambda: False,
) -> Alignment:
    """The alignment with its pending rows made anew around the confirmed ones."""
    beads = align(
        Text(alignment.sources), Text(alignment.targets), alignment.source_language, alignment.target_language,
        lexicon=known.lexicon, anchors=editing.confirmed_beads(alignment), progress=progress, cancelled=cancelled,
    )  # fmt: skip
    return editing.realigned(alignment, beads)


def to_memory(project: Project, alignment: Alignment, *, least: float | None = None) -> AddReport:
    """Give the confirmed rows to the TM, and with `least` those of at least that score, as drafts.

    Adding what is there already changes nothing, so it may be called after every confirm.
    """
    given = units(alignment, least=least or 0.0, confirmed_only=least is None, author=project.author)
    return project.memory.add(given, supersede=False)


def adopt(
    project: Project,
    info: DocumentInfo,
    translation: Path,
    *,
    least: float = 0.5,
    mt: bool = True,
    progress: Progress = lambda done, total: None,
    cancelled: Cancelled = lambda: False,
) -> tuple[int, Aligned]:
    """Make an existing translation the drafts of a document of the project; returns how many, and the alignment.

    A segment takes the target of its bead where it stands alone on its side, the bead has at least the score `least`, and
    nobody has translated it yet. The step can be undone in the editor like any other.

    Raises:
        DocumentError: The translation cannot be read.
    """
    languages = info.source_language, info.target_language
    everything = segments.of_document(project.db, info.id)
    found = align_texts(
        project, (info.name, _stored(project, info)), (translation.name, read_text(project, translation, info.target_language)),
        *languages, knowledge(project, *languages), mt=mt, progress=progress, cancelled=cancelled,
    )  # fmt: skip
    changed = []
    for row in found.alignment.rows:
        segment = everything[row.sources[0]] if len(row.sources) == 1 else None
        if segment is None or not row.targets or row.score is None or row.score < least:
            continue
        if segment.status in (Status.UNTRANSLATED, Status.DRAFT) and not segment.locked:
            target = text_of(found.alignment, row)[1]
            score = round(100 * row.score)
            draft = replace(segment, target=target, status=Status.DRAFT, origin=Origin.ALIGNMENT, score=score)
            changed.append(Revision(segment, draft))
    revisions.record(project.db, info.id, "align", changed, author=project.author)
    return len(changed), found


def write(found: Aligned, out: Path, *, least: float = 0.5, confirmed_only: bool = False, author: str = "") -> str:
    """Write an alignment in the format of the file's suffix; returns what was written, in words.

    TMX holds rows with text on both sides: the confirmed ones, and unless `confirmed_only`, those of at least `least`.

    Raises:
        UsageError: No such format.
        InputError: The file cannot be written.
    """
    alignment, format_ = found.alignment, out.suffix.lower().removeprefix(".")
    if format_ == "tmx":
        return write_tmx([alignment], out, least=least, confirmed_only=confirmed_only, author=author)
    if format_ == "html":
        write_file(out, page(alignment))
    elif format_ == "json":
        write_file(out, json.dumps(as_json(found), ensure_ascii=False, indent=1) + "\n")
    elif format_ == "tsv":
        write_file(out, table(alignment))
    else:
        raise UsageError(f"no format for '{out.name}'", hint=f"end its name in .{', .'.join(FORMATS)}")
    return f"{len(alignment.rows)} beads"


def write_tmx(
    alignments: Sequence[Alignment], out: Path, *, least: float = 0.5, confirmed_only: bool = False, author: str = ""
) -> str:
    """Write the units of several alignments of one language pair as one TMX file; returns how many, in words."""
    first = alignments[0]
    given = [
        unit
        for alignment in alignments
        for unit in units(alignment, least=least, confirmed_only=confirmed_only, author=author)
    ]
    with whole_file(out) as temporary:
        count = tmx.write(temporary, given, first.source_language, first.target_language)
    rows = sum(bool(row.sources and row.targets) for alignment in alignments for row in alignment.rows)
    return counted(count, "unit") + (f", {rows - count} doubtful pairs left out" if rows > count else "")


def table(alignment: Alignment) -> str:
    """`source ids⇥target ids⇥score`, a bead a line; ids are comma-separated and count from 0."""
    lines = []
    for row in alignment.rows:
        score = 1.0 if row.confirmed or row.score is None else row.score
        lines.append(f"{','.join(map(str, row.sources))}\t{','.join(map(str, row.targets))}\t{score:.4f}\n")
    return "".join(lines)


def as_json(found: Aligned) -> dict[str, object]:
    """The alignment with its texts, each bead's confidence and the reasons for it."""
    alignment = found.alignment
    return {
        "source": {"name": alignment.source_name, "language": alignment.source_language, "segments": alignment.sources},
        "target": {"name": alignment.target_name, "language": alignment.target_language, "segments": alignment.targets},
        "beads": [
            {"sources": row.sources, "targets": row.targets, "score": row.score, "parts": dict(row.parts)}
            for row in alignment.rows
        ],
        "used": found.used,
        "lacked": found.lacked,
        "warnings": found.warnings,
    }


def page(alignment: Alignment) -> str:
    """The bilingual page: a bead a row, with its confidence and what speaks for and against it."""
    rows = []
    for k, row in enumerate(alignment.rows):
        source, target = text_of(alignment, row)
        status = Status.CONFIRMED if row.confirmed else Status.DRAFT if row.targets else Status.UNTRANSLATED
        segment = Segment(
            id=k, document_id=0, block_id=0, position=k, start=0, end=0, source=source, target=target, status=status,
            origin=Origin.ALIGNMENT, score=None if row.score is None else round(100 * row.score), note=_why(row),
        )  # fmt: skip
        rows.append(html.Row(Block(k, BlockKind.PARAGRAPH, source), [segment]))
    title = f"{alignment.source_name} · {alignment.target_name}"
    return html.render(
        title, rows, source_language=alignment.source_language, target_language=alignment.target_language
    )


def _why(row: AlignedRow) -> str:
    """The strongest reasons of a row that is not plainly sure."""
    if row.confirmed or row.score is None or row.score >= 0.9:
        return ""
    parts = sorted((item for item in row.parts.items() if item[0] != "shape"), key=lambda item: -abs(item[1]))
    return ", ".join(f"{name} {value:+.1f}" for name, value in parts[:4])
