"""A document and its existing translation become beads: both read, what the project knows gathered, aligned, judged.

What is known: the shipped lexicon, the glossary, the TM, dictionary files. A model is asked only about the stretches that
remain doubtful without it. All of it may be missing, and the project too: the alignment says what it lacked and goes on.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench import documents
from workbench.align.aligner import Text, align
from workbench.align.lexicon import Lexicon
from workbench.documents.encoding import decode
from workbench.errors import DocumentError, InputError, NoModelError, UsageError
from workbench.language.codes import family
from workbench.language.scripts import written_in
from workbench.model import AlignedRow, Alignment, Bead, DraftRequest, Origin, Status, TermStatus, Unit
from workbench.store import runs
from workbench.text import tags
from workbench.text.normal import nfc
from workbench.text.overlay import view
from workbench.workflow import sample
from workbench.workflow.engines import open_engine
from workbench.workflow.importing import cut, read_file
from workbench.workflow.project import Project

if TYPE_CHECKING:
    from workbench.mt.engine import Engine

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]

DOUBT = 0.9
"""A bead below this is worth asking the model about."""
_AROUND = 3
_UNSPACED = ("ja", "zh")


@dataclass(frozen=True, slots=True)
class Known:
    """What the aligner may lean on, and in words what it consists of and what is missing."""

    lexicon: Lexicon
    used: tuple[str, ...] = ()
    lacked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Aligned:
    """An alignment with its circumstances.

    `used` and `lacked` name the knowledge at hand and the knowledge missing; `warnings` say what looks wrong.
    """

    alignment: Alignment
    used: tuple[str, ...] = ()
    lacked: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def paired(self) -> int:
        """Rows with text on both sides."""
        return sum(bool(row.sources and row.targets) for row in self.alignment.rows)

    @property
    def doubtful(self) -> int:
        """Rows that want a look."""
        return sum(row.score is not None and row.score < 0.5 for row in self.alignment.rows)

    @property
    def mean(self) -> float:
        """Mean confidence of the rows, 0–1."""
        scores = [row.score for row in self.alignment.rows if row.score is not None]
        return sum(scores) / len(scores) if scores else 0.0


@dataclass(slots=True)
class Options:
    """How to align: `presegmented` files hold a segment a line; `mt` asks a model where it is doubtful."""

    presegmented: bool = False
    mt: bool = True
    dictionaries: Sequence[Path] = field(default_factory=tuple)


def align_files(
    project: Project | None,
    source: Path,
    target: Path,
    source_language: str,
    target_language: str,
    options: Options,
    *,
    known: Known | None = None,
    progress: Progress = lambda done, total: None,
    cancelled: Cancelled = lambda: False,
) -> Aligned:
    """Align two files.

    Args:
        project: Whose glossary, TM, settings and draft cache are used; None for none.
        source: The document.
        target: Its translation.
        source_language: BCP 47 code.
        target_language: BCP 47 code.
        options: How.
        known: From an earlier `knowledge`, when many pairs are aligned.
        progress: Told (done, total) in segments.
        cancelled: Asked between windows.

    Raises:
        DocumentError: A file cannot be read, or holds no text.
        align.aligner.Cancelled: `cancelled` said so.
    """
    left = read_text(project, source, source_language, presegmented=options.presegmented)
    right = read_text(project, target, target_language, presegmented=options.presegmented)
    if known is None:
        known = knowledge(project, source_language, target_language, options.dictionaries)
    return align_texts(
        project, (source.name, left), (target.name, right), source_language, target_language, known,
        mt=options.mt, progress=progress, cancelled=cancelled,
    )  # fmt: skip


def align_texts(
    project: Project | None,
    source: tuple[str, Text],
    target: tuple[str, Text],
    source_language: str,
    target_language: str,
    known: Known,
    *,
    mt: bool = True,
    progress: Progress = lambda done, total: None,
    cancelled: Cancelled = lambda: False,
) -> Aligned:
    """Align two texts that are already cut, given as (name, text)."""
    (source_name, left), (target_name, right) = source, target

    def run(drafts: Sequence[str] = ()) -> list[Bead]:
        return align(
            left, right, source_language, target_language,
            lexicon=known.lexicon, drafts=drafts, progress=progress, cancelled=cancelled,
        )  # fmt: skip

    beads = run()
    used, lacked = list(known.used), list(known.lacked)
    wanted = _doubtful_sources(beads, len(left.segments)) if mt else []
    if wanted:
        try:
            drafts, engine = _drafts(project, left, wanted, source_language, target_language, progress, cancelled)
            beads = run(drafts)
            used.append(f"{sum(map(bool, drafts))} drafts ({engine})")
        except NoModelError as error:
            lacked.append(f"a model ({error.message})")
    rows = tuple(AlignedRow(bead.sources, bead.targets, bead.score, bead.parts) for bead in beads)
    alignment = Alignment(
        source_name, target_name, source_language, target_language, tuple(left.segments), tuple(right.segments), rows
    )
    found = Aligned(alignment, tuple(used), tuple(lacked))
    return replace(found, warnings=tuple(_warnings(found)))


def read_text(project: Project | None, path: Path, language: str, *, presegmented: bool = False) -> Text:
    """The segments of a file with their paragraphs and kinds.

    Raises:
        DocumentError: It cannot be read, or holds no text.
    """
    data = read_file(path)
    text = _lines(data, path.name) if presegmented else _document(project, data, path.name, language)
    if not text.segments:
        raise DocumentError("holds no text to align", path=path)
    return text


def _lines(data: bytes, name: str) -> Text:
    segments: list[str] = []
    breaks: list[bool] = []
    begins = True
    for line in nfc(decode(data, name)[0]).split("\n"):
        if line.strip():
            segments.append(line.strip())
            breaks.append(begins)
        begins = not line.strip()
    # A file without blank lines says nothing of its paragraphs.
    return Text(segments, breaks if sum(breaks) > 1 else ())


def _document(project: Project | None, data: bytes, name: str, language: str) -> Text:
    document = documents.read(data, name, language=language)
    table: Any = project.settings.table("segmentation") if project else {}
    segments, breaks, kinds = [], [], []
    for block, spans in zip(document.blocks, cut(document, language, table), strict=True):
        for place, span in enumerate(spans):
            segments.append(view(block.source, block.edits, span.start, span.end).text)
            breaks.append(place == 0)
            kinds.append(block.kind)
    return Text(segments, breaks, kinds)


def knowledge(
    project: Project | None, source_language: str, target_language: str, dictionaries: Sequence[Path] = ()
) -> Known:
    """What is known of a language pair: shipped lexicon, dictionary files, glossary, TM.

    Raises:
        InputError: A dictionary file cannot be read.
        UsageError: `[align] dictionaries` of `workbench.toml` is no list of files.
    """
    pair = family(source_language), family(target_language)
    shipped = list(_shipped_pairs(*pair))
    files = [*_configured(project), *dictionaries]
    listed = [entry for path in files for entry in _dictionary_pairs(path, *pair)]
    terms = list(_glossary_pairs(project, *pair)) if project else []
    examples = [(unit.source, unit.target) for unit in project.memory.units(*pair)] if project else []
    counted = (
        (len(shipped), "entries of the shipped lexicon", ""),
        (len(listed), "dictionary entries", ""),
        (len(terms), "glossary terms", "a glossary"),
        (len(examples), "memory units", "a memory"),
    )
    used = tuple(f"{count} {what}" for count, what, _ in counted if count)
    lacked = tuple(missing for count, _, missing in counted if missing and not count)
    return Known(Lexicon([*shipped, *listed, *terms], examples), used, lacked)


def _shipped_pairs(source: str, target: str) -> Iterator[tuple[str, str]]:
    for path in sorted((sample.folder() / "glossary" / "lexicon").glob("*.tsv")):
        yield from _dictionary_pairs(path, source, target)


def _dictionary_pairs(path: Path, source: str, target: str) -> Iterator[tuple[str, str]]:
    """Entries of a tab-separated file: columns by their language codes, else the first two."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"the dictionary cannot be read ({error})", path=path, hint="save it as UTF-8") from error
    rows = csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    columns: tuple[int, int] | None = None
    for row in rows:
        if columns is None:
            header = [cell.strip().lower() for cell in row]
            columns = (header.index(source), header.index(target)) if {source, target} <= {*header} else (0, 1)
            if columns != (0, 1) or {source, target} <= {*header}:
                continue
        if len(row) > max(columns) and row[columns[0]].strip() and row[columns[1]].strip():
            for headword in row[columns[0]].split("|"):
                yield headword.strip(), row[columns[1]]


def _configured(project: Project | None) -> list[Path]:
    if project is None:
        return []
    listed = project.settings.table("align").get("dictionaries", [])
    if not isinstance(listed, list) or not all(isinstance(each, str) for each in listed):
        raise UsageError(
            "'dictionaries' under [align] must be a list of files", path=project.settings.path, hint='["words.tsv"]'
        )
    return [project.path.parent / each for each in listed]


def _glossary_pairs(project: Project, source: str, target: str) -> Iterator[tuple[str, str]]:
    for concept in project.glossary.concepts():
        allowed = [term for term in concept.terms if term.status is not TermStatus.FORBIDDEN]
        renderings = [term.text for term in allowed if family(term.language) == target]
        if renderings:
            for term in allowed:
                if family(term.language) == source:
                    yield term.text, "|".join(renderings)


def _doubtful_sources(beads: Sequence[Bead], count: int) -> list[int]:
    """The source segments in and around doubtful beads."""
    wanted: set[int] = set()
    last = 0
    for bead in beads:
        last = bead.sources[-1] if bead.sources else last
        if bead.score < DOUBT:
            first = bead.sources[0] if bead.sources else last
            wanted.update(range(max(0, first - _AROUND), min(count, last + _AROUND + 1)))
    return sorted(wanted)


def _drafts(
    project: Project | None,
    text: Text,
    wanted: Sequence[int],
    source_language: str,
    target_language: str,
    progress: Progress,
    cancelled: Cancelled,
) -> tuple[list[str], str]:
    """Greedy drafts of some segments, and the engine they are from.

    Raises:
        NoModelError: No model for the pair.
    """
    engine: Engine
    if project is not None:
        engine = open_engine(project, source_language, target_language, beam=1)
    else:
        from workbench.mt import argos

        engine = argos.open_engine(source_language, target_language, beam=1)
    cache = runs.DraftStore(project.db, engine.signature) if project is not None else None
    requests = [DraftRequest(text.segments[k]) for k in wanted]
    drafts = [""] * len(text.segments)
    for done, (place, draft) in enumerate(engine.draft(requests, cache=cache, cancelled=cancelled), 1):
        drafts[wanted[place]] = draft.target
        progress(done, len(requests))
    return drafts, engine.signature.split("|")[0]


def _warnings(found: Aligned) -> Iterator[str]:
    alignment = found.alignment
    for name, texts, language in (
        (alignment.source_name, alignment.sources, alignment.source_language),
        (alignment.target_name, alignment.targets, alignment.target_language),
    ):
        seen, said = written_in("\n".join(texts[:2000])), family(language)
        if (seen != said) if said in ("ko", "ja", "zh") else seen in ("ko", "ja", "zh"):
            yield f"'{name}' does not look like {said}; are the languages the right way round?"
    same = sum(text in {*alignment.targets} for text in alignment.sources) if alignment.sources else 0
    if 2 * same > len(alignment.sources) and len(alignment.sources) > 3:
        yield "both files hold much the same text; is the second one the translation?"
    elif found.mean < 0.5:
        yield f"little of this can be trusted (mean confidence {found.mean:.2f}); are these translations of each other?"


def text_of(alignment: Alignment, row: AlignedRow) -> tuple[str, str]:
    """Source and target text of a row, without tag marks, its segments joined as their language joins sentences."""
    sides = []
    for cell, texts, language in (
        (row.sources, alignment.sources, alignment.source_language),
        (row.targets, alignment.targets, alignment.target_language),
    ):
        joint = "" if family(language) in _UNSPACED else " "
        sides.append(joint.join(tags.strip(texts[k]) for k in cell))
    return sides[0], sides[1]


def units(
    alignment: Alignment, *, least: float = 0.5, confirmed_only: bool = False, author: str = ""
) -> Iterator[Unit]:
    """The rows with text on both sides as TM units, with their neighbours as context.

    Args:
        alignment: The alignment.
        least: Least score of a row that nobody confirmed.
        confirmed_only: Only rows that somebody confirmed.
        author: Who confirmed them.
    """
    texts = [text_of(alignment, row) for row in alignment.rows]
    order = [k for k, row in enumerate(alignment.rows) if row.sources]
    neighbours = {
        k: (order[p - 1] if p else None, order[p + 1] if p + 1 < len(order) else None) for p, k in enumerate(order)
    }
    for k, row in enumerate(alignment.rows):
        source, target = texts[k]
        wanted = row.confirmed or (not confirmed_only and row.score is not None and row.score >= least)
        if not wanted or not source or not target:
            continue
        before, after = neighbours[k]
        yield Unit(
            alignment.source_language,
            alignment.target_language,
            source,
            target,
            origin=Origin.ALIGNMENT,
            status=Status.CONFIRMED if row.confirmed else Status.DRAFT,
            document=alignment.source_name,
            previous=texts[before][0] if before is not None else "",
            next=texts[after][0] if after is not None else "",
            author=author if row.confirmed else "",
            score=None if row.score is None else round(100 * row.score),
            properties={"x-target-document": alignment.target_name},
        )
