"""Reading documents into the project, and showing what reading gives without storing it.

A file is decoded, cut into blocks and segments, and stored with its original bytes in one transaction. Importing an
unchanged file again does nothing; a changed one keeps the translations of the segments it still has.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench import documents
from workbench.errors import DocumentError, UsageError
from workbench.language.scripts import written_in
from workbench.model import Block, BlockKind, Document, Finding, Span
from workbench.store import documents as stored
from workbench.store.database import transaction
from workbench.text import tags
from workbench.text.overlay import view
from workbench.workflow.project import Project

MAX_BYTES = 1 << 30
"""A document larger than this is not a paper; reading it would only fill the memory."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did.

    `state` is `new`, `unchanged` (the same bytes are in the project) or `updated`; `kept`, `changed`, `added` and `gone`
    count segments of an updated document.
    """

    document_id: int
    name: str
    state: str
    segments: int
    encoding: str
    findings: tuple[Finding, ...] = ()
    kept: int = 0
    moved: int = 0
    changed: int = 0
    added: int = 0
    gone: int = 0


def import_document(
    project: Project,
    path: Path,
    *,
    source_language: str,
    target_language: str,
    format_: str | None = None,
    encoding: str | None = None,
    repair: bool = True,
) -> ImportReport:
    """Read a file into the project.

    Raises:
        DocumentError: The file cannot be read or understood; nothing is stored.
        UsageError: The name is taken by a document of another language pair.
    """
    data = read_file(path)
    name = document_name(project, path)
    known = {document.name: document for document in stored.listing(project.db)}.get(name)
    if known is not None and (known.source_language, known.target_language) != (source_language, target_language):
        raise UsageError(
            f"'{name}' is in the project as {known.source_language} → {known.target_language}",
            hint="use another project for another pair, or rename the file",
        )
    same = known is not None and known.sha256 == stored.sha256(data)
    if known is not None and same and encoding is None and format_ in (None, known.format) and repair:
        return ImportReport(known.id, name, "unchanged", known.segments, known.encoding)
    document = documents.read(data, name, language=source_language, format=format_, encoding=encoding, repair=repair)
    if known is not None and same and (document.encoding, document.format) == (known.encoding, known.format) and repair:
        return ImportReport(known.id, name, "unchanged", known.segments, known.encoding)
    spans = cut(document, source_language, project.settings.table("segmentation"))
    count = sum(map(len, spans))
    if not count:
        raise DocumentError("holds no text to translate", path=path)
    if known is not None:
        from workbench.workflow.reimport import update_document

        return update_document(project, known, document, spans, path)
    with transaction(project.db):
        if name not in {other.name for other in stored.listing(project.db)}:
            document_id = stored.add(
                project.db,
                document,
                spans,
                path=str(path.resolve()),
                source_language=source_language,
                target_language=target_language,
            )
            return ImportReport(document_id, name, "new", count, document.encoding, document.findings)
    # Another program has taken a document of this name in while the file was read: the answer is that of a second import.
    return import_document(
        project,
        path,
        source_language=source_language,
        target_language=target_language,
        format_=format_,
        encoding=encoding,
        repair=repair,
    )


def segment_file(
    path: Path, *, language: str, format_: str | None = None, encoding: str | None = None, repair: bool = True
) -> Iterator[dict[str, Any]]:
    """The blocks and segments of a file, without storing: the rows of `workbench segment --json`.

    Offsets are code points of the document's NFC text; `text` is what an editor would see, without tag marks. Furniture
    is listed whole, so that nothing of the file goes unmentioned.
    """
    document = documents.read(
        read_file(path), path.name, language=language, format=format_, encoding=encoding, repair=repair
    )
    for block, spans in zip(document.blocks, cut(document, language, {}), strict=True):
        for span in spans or ([Span(0, len(block.source))] if block.kind is BlockKind.FURNITURE else []):
            yield {
                "block": block.position,
                "kind": str(block.kind),
                "start": block.start + span.start,
                "end": block.start + span.end,
                "text": tags.strip(view(block.source, block.edits, span.start, span.end).text),
            }


def guess_language(path: Path, *, format_: str | None = None, encoding: str | None = None) -> str:
    """The language a file is written in, by its script: `ko`, `ja`, `zh`, or empty where that does not tell.

    Raises:
        DocumentError: The file cannot be read.
    """
    document = documents.read(read_file(path), path.name, language="", format=format_, encoding=encoding, repair=False)
    guess = written_in("\n".join(block.source for block in document.blocks))
    return "" if guess == "en" else guess


def cut(document: Document, language: str, table: Any) -> list[list[Span]]:
    """The segments of every block, under the user's rules (`[segmentation]` of `workbench.toml`)."""
    rules = documents.load_rules(table, language=language)
    return [segments_of(block, language, rules) for block in document.blocks]


def segments_of(block: Block, language: str, rules: documents.Rules) -> list[Span]:
    """The segments of one block; furniture has none."""
    return [] if block.kind is BlockKind.FURNITURE else documents.segment(block, language, rules)


def read_file(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        DocumentError: It is missing, a folder, unreadable or absurdly large.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DocumentError("larger than 1 GB", path=path, hint="split it into papers")
        return path.read_bytes()
    except FileNotFoundError:
        raise DocumentError("no such file", path=path) from None
    except IsADirectoryError:
        raise DocumentError("is a folder", path=path, hint="name the files in it") from None
    except OSError as error:
        raise DocumentError(f"cannot be read ({error.strerror})", path=path) from error


def document_name(project: Project, path: Path) -> str:
    """The name a file goes by: its file name, or its path where another file of that name came first."""
    full = str(path.resolve())
    for document in stored.listing(project.db):
        if document.path == full:
            return document.name
    taken = {document.name for document in stored.listing(project.db)}
    return path.name if path.name not in taken else full
