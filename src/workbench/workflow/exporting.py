"""Handing over: aligned TMX, the bilingual page, the translated document.

Every export is written beside its place and moved there when it is whole, so that a full disk or a crash leaves the
former file as it was.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from workbench import documents
from workbench.errors import InputError, UsageError
from workbench.exchange import html, omegat, tmx, tsv, xliff
from workbench.exchange.opening import is_device, on_device
from workbench.model import Origin, Segment, Span, Status, Unit
from workbench.store import documents as stored
from workbench.store import revisions, segments
from workbench.store.documents import DocumentInfo
from workbench.text.counting import counted
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
        UsageError: The format cannot be written, or the file to write is the source itself.
        InputError: The file cannot be written.
    """
    wanted = tuple(statuses)
    for info in infos:
        if info.path and out.resolve() == Path(info.path):
            raise UsageError("is the source of the document", path=out, hint="give the export another name")
    if format_ == "html":
        write_file(out, bilingual_page(project, infos[0], wanted))
        return counted(infos[0].segments, "segment")
    if format_ == "document":
        write_file(out, translated_document(project, infos[0], wanted))
        done = sum(bool(s.target) for s in segments.of_document(project.db, infos[0].id, statuses=wanted))
        return f"{done} of {infos[0].segments} segments translated"
    return interchange(project, infos, format_, out, wanted, mt_to)


def interchange(
    project: Project,
    infos: Sequence[DocumentInfo],
    format_: str,
    out: Path,
    statuses: Sequence[Status],
    mt_to: Path | None = None,
) -> str:
    """Write TMX, TSV, XLIFF or an OmegaT project; machine drafts go apart: to `mt_to`, or OmegaT's own folder for them.

    TMX alone holds documents of several languages in one file.

    XLIFF holds every segment of its one document, with the targets of the statuses asked for.
    """
    if mt_to is not None:
        tmx.write(mt_to, filter(is_machine_draft, units(project, infos, EVERY)), *_languages(infos))
    if format_ in ("xliff", "xliff2"):
        rows = segments.of_document(project.db, infos[0].id, statuses=statuses)
        version = "1.2" if format_ == "xliff" else "2.1"
        count = xliff.write(out, rows, *_pair(infos[:1]), document=infos[0].name, version=version)
        return counted(count, "segment")
    handed, kept_back = [], 0
    for unit in units(project, infos, statuses):
        if is_machine_draft(unit):
            kept_back += 1
        else:
            handed.append(unit)
    if format_ == "omegat":
        drafts = filter(is_machine_draft, units(project, infos, EVERY))
        files = {info.name: segments.of_document(project.db, info.id) for info in infos}
        concepts = project.glossary.concepts()
        count = omegat.write(out, files, *_pair(infos), units=handed, drafts=drafts, concepts=concepts)
        return f"{counted(count, 'segment')} in {counted(len(files), 'file')}"
    if format_ == "tmx":
        written = counted(tmx.write(out, handed, *_languages(infos)), "unit")
    else:
        written = counted(tsv.write(out, handed, *_pair(infos)), "unit")
    return f"{written}, {counted(kept_back, 'machine draft')} left out" if kept_back else written


def is_machine_draft(unit: Unit) -> bool:
    """Whether nobody has looked at it yet: such units never stand among the others."""
    return unit.origin == Origin.MT and unit.status == Status.DRAFT


def units(project: Project, infos: Iterable[DocumentInfo], statuses: Iterable[Status] = FINAL) -> Iterator[Unit]:
    """The translated segments of documents as TM units, with their neighbours as context."""
    wanted = set(statuses)
    for info in infos:
        everything = segments.of_document(project.db, info.id)
        confirmed = revisions.confirmations(project.db, info.id)
        sources = ["", *(segment.source for segment in everything), ""]
        for place, segment in enumerate(everything):
            if segment.status not in wanted or not segment.target:
                continue
            at, author = confirmed.get(segment.id, ("", ""))
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
                author=author,
                created=at,
                changed=at,
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
    return html.render(info.name, rows, source_language=info.source_language, target_language=info.target_language)


def translated_document(project: Project, info: DocumentInfo, statuses: Iterable[Status] = FINAL) -> bytes:
    """The document in its own format with its targets in place; what is not of these statuses stays in the source.

    Raises:
        UsageError: The format cannot be written (PDF).
    """
    if not documents.FORMATS[info.format].writable:
        raise UsageError(f"a {info.format} file cannot be written back", hint="export it as html, tmx or tsv")
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
        InputError: As `whole_file`.
    """
    with whole_file(path) as temporary:
        temporary.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)


@contextmanager
def whole_file(path: Path) -> Generator[Path, None, None]:
    """A temporary file beside `path` that takes its place when the block ends well, and vanishes when it does not.

    A link is followed; a device or a pipe (`/dev/stdout`) is written to as it is.

    Raises:
        InputError: The folder is missing or not writable, or the disk is full.
    """
    temporary: Path | None = None
    place = path.resolve()
    device = is_device(path)
    try:
        folder = None if device else place.parent
        handle, name = tempfile.mkstemp(dir=folder, prefix=f".{path.name}.", suffix=path.suffix)
        temporary = Path(name)
        os.close(handle)
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)
        yield temporary
        with temporary.open("rb") as file:
            os.fsync(file.fileno())
            if device:
                with on_device(path) as stream:
                    stream.write(file.read())
                return
        temporary.replace(place)
    except OSError as error:
        raise InputError(f"cannot be written ({error.strerror})", path=path) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _languages(infos: Sequence[DocumentInfo]) -> tuple[str, str]:
    """The source and the target language that all the documents share; empty where they do not."""
    sources = {info.source_language for info in infos}
    targets = {info.target_language for info in infos}
    return sources.pop() if len(sources) == 1 else "", targets.pop() if len(targets) == 1 else ""


def _pair(infos: Sequence[DocumentInfo]) -> tuple[str, str]:
    pairs = {(info.source_language, info.target_language) for info in infos}
    if len(pairs) > 1:
        listed = ", ".join(f"{source}→{target}" for source, target in sorted(pairs))
        raise UsageError(
            f"the documents are of several language pairs ({listed})",
            hint="name one document, or its languages with --from and --to",
        )
    return pairs.pop()


def _blank(segment: Segment) -> Segment:
    return replace(segment, target="", status=Status.UNTRANSLATED)
