"""The glossary's use cases: terms in and out of files, added by hand, matched in text, harvested, and their ledger."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from workbench.errors import UsageError
from workbench.exchange import Skipped, tbx, terms
from workbench.exchange.terms import TermFile
from workbench.workflow.project import Project

FORMATS = ("tbx", "tbx3", "tsv", "csv", "omegat")
"""What the glossary is written as: TBX version 2 and 3, tables, OmegaT's tab glossary."""

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
