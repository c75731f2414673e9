"""The glossary's use cases: terms in and out of files, added by hand, matched in text, harvested, and their ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from workbench.documents.encoding import decode
from workbench.errors import UsageError
from workbench.exchange import Skipped, tbx, terms
from workbench.exchange.terms import TermFile
from workbench.glossary import AddReport, bridge, harvest
from workbench.glossary import ledger as ledgers
from workbench.glossary.folding import fold_key
from workbench.glossary.harvest import Candidate, Passage
from workbench.glossary.matcher import Matcher
from workbench.language.codes import family
from workbench.model import BlockKind, Concept, Segment, Term, TermStatus
from workbench.store import documents as stored
from workbench.store import revisions
from workbench.store import segments as stored_segments
from workbench.store.documents import DocumentInfo
from workbench.text.normal import nfc
from workbench.workflow.editing import Session
from workbench.workflow.importing import read_file
from workbench.workflow.project import Project

FORMATS = ("tbx", "tbx3", "tsv", "csv", "omegat")
"""What the glossary is written as: TBX version 2 and 3, tables, OmegaT's tab glossary."""

REPAIR = "terms"
"""What a repair of the ledger's is called in the history."""

_BY_SUFFIX = {
    ".tbx": "tbx",
    ".xml": "tbx",
    ".tsv": "tsv",
    ".csv": "csv",
    ".txt": "omegat",
    ".utf8": "omegat",
    ".tab": "omegat",
}


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did.

    `read` counts the file's concepts; `added`, `merged` and `duplicates` what became of them; `concepts` and `terms` what
    the file held. `skipped` are lines that were left out, `remarks` lines that were read otherwise than they stand.
    """

    path: str
    read: int
    added: int
    merged: int
    duplicates: int
    terms: int
    languages: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    remarks: tuple[Skipped, ...]

    @property
    def concepts(self) -> int:
        """How many concepts the glossary has taken from the file, new, changed or known."""
        return self.added + self.merged + self.duplicates


def import_terms(
    project: Project, path: Path, *, source_language: str | None = None, target_language: str = "en"
) -> ImportReport:
    """Read a glossary file into the project; all of it or, where it is damaged, nothing.

    Args:
        project: Where to.
        path: TBX, TSV, CSV, or an OmegaT glossary (a table without a header line).
        source_language: The language of an OmegaT glossary's first column, which the file does not say.
        target_language: That of its second column.

    Raises:
        InterchangeError: The file is damaged, or no glossary.
        UsageError: An OmegaT glossary without `source_language`.
    """
    file = _read(path, source_language, target_language)
    report = project.glossary.add(file.concepts)
    refused = tuple(Skipped(file.lines[one.number - 1], one.reason) for one in report.skipped)
    return ImportReport(
        str(path),
        report.read + len(file.skipped),
        report.added,
        report.merged,
        report.duplicates,
        sum(len(concept.terms) for concept in file.concepts),
        report.languages,
        tuple(sorted(file.skipped + refused, key=lambda one: one.line)),
        file.remarks,
    )


def export_terms(
    project: Project,
    path: Path,
    *,
    format_: str | None = None,
    source_language: str | None = None,
    target_language: str = "en",
    domain: str = "",
) -> int:
    """Write the glossary to a file; how many concepts (for OmegaT, lines) were written.

    Raises:
        InterchangeError: The file cannot be written.
        UsageError: The suffix names no format, or OmegaT's format is asked for without `source_language`.
    """
    chosen = format_ or _BY_SUFFIX.get(path.suffix.lower(), "")
    concepts = project.glossary.concepts(domain=domain)
    if chosen in ("tbx", "tbx3"):
        return tbx.write(path, concepts, version=3 if chosen == "tbx3" else 2)
    if chosen in ("tsv", "csv"):
        return terms.write(path, concepts, delimiter="\t" if chosen == "tsv" else ",")
    if chosen == "omegat":
        if not source_language:
            raise UsageError("an OmegaT glossary has one source language", hint="name it with --from, as in --from ko")
        return terms.write_omegat(path, concepts, source_language, target_language)
    raise UsageError(f"“{path.name}” does not say which format", hint=f"use -f {'|'.join(FORMATS)}")


def add_term(
    project: Project,
    source: str,
    targets: Sequence[str],
    source_language: str,
    target_language: str = "en",
    *,
    forbidden: Sequence[str] = (),
    hanja: str = "",
    domain: str = "",
    note: str = "",
) -> AddReport:
    """Add one term with its renderings, the first preferred and the others admitted; what the editor's selection gives.

    Raises:
        UsageError: Nothing of it is a term.
    """
    found = [Term(source_language, source, hanja=hanja)]
    for place, text in enumerate(targets):
        found.append(Term(target_language, text, TermStatus.ADMITTED if place else TermStatus.PREFERRED))
    found += [Term(target_language, text, TermStatus.FORBIDDEN) for text in forbidden]
    report = project.glossary.add([Concept(tuple(found), domain, note)])
    if report.skipped and not report.ids:
        raise UsageError(f"nothing was added: {report.skipped[0].reason}")
    return report


def lines_of(source: Path | IO[bytes]) -> list[str]:
    """The lines of a text to be matched, in NFC; only line feeds end a line, so that others count them alike.

    Raises:
        DocumentError: It cannot be read, is no text, or its encoding is not known.
    """
    data = read_file(source) if isinstance(source, Path) else source.read()
    text = nfc(decode(data, str(getattr(source, "name", source)))[0]) if data.strip() else "\n" * data.count(b"\n")
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    return lines[:-1] if not lines[-1] else lines


def matcher_of(project: Project | None, path: Path | None, source_language: str, target_language: str) -> Matcher:
    """The matcher of a glossary file, or of the project where no file is named.

    Raises:
        InterchangeError: The file is damaged, or no glossary.
    """
    if path is not None:
        return Matcher.build(_read(path, source_language, target_language).concepts, source_language, target_language)
    assert project is not None
    return project.glossary.matcher(source_language, target_language)


def harvest_terms(project: Project, info: DocumentInfo) -> list[Candidate]:
    """The terms that a document of the project offers and the glossary does not have; the surest first.

    The evidence names blocks: `Evidence.passage_id` is the block's position, its offsets are those of the block's source.
    """
    language = family(info.source_language)
    known: set[str] = set()
    complete: set[str] = set()
    for concept in project.glossary.concepts():
        translated = any(family(term.language) == family(info.target_language) for term in concept.terms)
        for term in concept.terms:
            if family(term.language) != language:
                continue
            key = fold_key(term.text, language)
            known.add(key)
            if translated and (language != "ko" or term.hanja):
                complete.add(key)
    headings = (BlockKind.TITLE, BlockKind.HEADING, BlockKind.META)
    passages = [
        Passage(block.block.position, block.block.source, block.block.kind in headings)
        for block in stored.blocks(project.db, info.id)
        if block.block.kind is not BlockKind.FURNITURE
    ]
    rejected = project.glossary.rejected(language)
    return harvest.harvest(passages, language, known=known, complete=complete, rejected=rejected)


def named(candidates: Sequence[Candidate], term: str) -> Candidate:
    """The candidate of that name.

    Raises:
        UsageError: There is none.
    """
    found = next((one for one in candidates if one.term == term), None)
    if found is None:
        raise UsageError(f"“{term}” is no candidate of this document", hint="workbench glossary harvest shows them")
    return found


def concept_of(candidate: Candidate, info: DocumentInfo) -> Concept:
    """The concept that accepting a candidate adds."""
    language, target = family(info.source_language), family(info.target_language)
    found = [Term(language, candidate.term, hanja=candidate.hanja)]
    if candidate.target:
        found.append(Term(target, candidate.target))
    return Concept(tuple(found), source=info.name)


def write_candidates(path: Path, candidates: Iterable[Candidate], info: DocumentInfo) -> int:
    """Write candidates as a glossary table that can be edited and imported; the note says what speaks for each.

    Raises:
        InterchangeError: The file cannot be written.
    """
    concepts = [
        replace(concept_of(one, info), note=f"{one.kind}, score {one.score}, seen {one.count}×") for one in candidates
    ]
    return terms.write(path, concepts, delimiter="," if path.suffix.lower() == ".csv" else "\t")


def accept(project: Project, info: DocumentInfo, candidate: Candidate, target: str = "") -> AddReport:
    """Take a candidate into the glossary, with the paper's rendering or the editor's."""
    concept = concept_of(candidate, info)
    if target:
        kept = tuple(term for term in concept.terms if family(term.language) == family(info.source_language))
        concept = Concept((*kept, Term(family(info.target_language), target)), source=info.name)
    return project.glossary.add([concept])


def refuse(project: Project, info: DocumentInfo, candidate: Candidate) -> None:
    """Refuse a candidate for good."""
    project.glossary.reject(info.source_language, candidate.term)


def siblings(project: Project) -> list[bridge.Sibling]:
    """Terms that the glossary's Korean and Japanese entries propose to one another, best first; nothing is added."""
    return bridge.siblings(project.glossary.concepts())


def ledger(project: Project, infos: Iterable[DocumentInfo]) -> list[ledgers.Entry]:
    """How each term is rendered in documents of one language pair, outliers first.

    Raises:
        UsageError: The documents are of several pairs.
    """
    listed = list(infos)
    pairs = {(family(info.source_language), family(info.target_language)) for info in listed}
    if len(pairs) > 1:
        raise UsageError("the documents are of several language pairs", hint="name one document, or use --from")
    if not pairs:
        return []
    return ledgers.ledger(_segments(project, listed), project.glossary.matcher(*pairs.pop()))


def repair(project: Project, entry: ledgers.Entry, wrong: str, right: str) -> int:
    """Replace one rendering of a term by another wherever the ledger found it; how many segments were changed.

    One undoable change a document; locked segments are left alone.
    """
    changed = 0
    for document_id, made in planned(project, entry, [wrong], right).items():
        session = Session(project, str(document_id))
        changed += len(session.replace_targets([(one.segment_id, one.after) for one in made], REPAIR))
    return changed


def planned(
    project: Project, entry: ledgers.Entry, wrong: Sequence[str], right: str
) -> dict[int, list[ledgers.Repair]]:
    """What putting `right` in the place of other renderings of a term would make of its segments, by document id."""
    ids = {use.document_id for rendering in entry.renderings if rendering.text in wrong for use in rendering.uses}
    found = {}
    for document_id in sorted(ids):
        now = {one.id: one for one in stored_segments.of_document(project.db, document_id)}
        before = dict(now)
        for text in wrong:
            for made in ledgers.repairs(entry, list(now.values()), text, right):
                now[made.segment_id] = replace(now[made.segment_id], target=made.after)
        found[document_id] = [
            ledgers.Repair(key, before[key].target, one.target) for key, one in now.items() if one != before[key]
        ]
    return {document_id: made for document_id, made in found.items() if made}


def last_repaired(project: Project, infos: Iterable[DocumentInfo]) -> DocumentInfo | None:
    """The document whose last change is a repair of terms, the newest where there are several."""
    found = []
    for info in infos:
        entries = revisions.history(project.db, info.id)
        last = next((entry for entry in entries if entry.action not in revisions.MACHINE), None)
        if last is not None and last.action == REPAIR:
            found.append((last.change_id, info))
    return max(found, key=lambda one: one[0])[1] if found else None


def _segments(project: Project, infos: Iterable[DocumentInfo]) -> list[Segment]:
    return [segment for info in infos for segment in stored_segments.of_document(project.db, info.id)]


def _read(path: Path, source_language: str | None, target_language: str) -> TermFile:
    if path.suffix.lower() in (".tbx", ".xml"):
        return tbx.read(path)
    if terms.has_header(path):
        return terms.read(path)
    if source_language:
        return terms.read_omegat(path, source_language, target_language)
    if _BY_SUFFIX.get(path.suffix.lower()) == "omegat":
        raise UsageError(
            f"{path} has no header line that names its languages", hint="say which it holds: --from ko --to en"
        )
    return terms.read(path)
