"""An OmegaT project folder: our documents to translate on, our memory and glossary where OmegaT looks for them.

    omegat.project      languages; sentence splitting off: a unit of the source files is a segment of ours
    source/             one XLIFF a document, which comes back translated in target/
    tm/auto/            what is confirmed: OmegaT fills it in by itself
    tm/mt/              machine drafts: OmegaT offers them, marked as such
    glossary/           terms, tab-separated, in UTF-8

The name of a document in `source/` ends in `.xlf`; OmegaT 3.6 and later open it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from workbench.errors import InterchangeError
from workbench.exchange import tmx, xliff
from workbench.exchange.opening import written
from workbench.exchange.xml import escaped, legal
from workbench.language.codes import canonical, family
from workbench.model import Concept, Segment, Status, TermStatus, Unit
from workbench.text.normal import nfc

_FOLDERS = ("source", "target", "tm/auto", "tm/mt", "glossary", "omegat", "dictionary")


def write(
    folder: Path,
    documents: Mapping[str, Sequence[Segment]],
    source_language: str,
    target_language: str,
    *,
    units: Iterable[Unit] = (),
    drafts: Iterable[Unit] = (),
    concepts: Iterable[Concept] = (),
) -> int:
    """Write a project folder; returns the number of segments in its documents.

    Args:
        folder: A new or empty folder, or an OmegaT project, whose files of the same names are replaced.
        documents: The segments of each document by its name.
        units: What is confirmed.
        drafts: Machine drafts nobody has looked at.
        concepts: The glossary.

    Raises:
        InterchangeError: The folder holds something else, or cannot be written.
    """
    if folder.is_dir() and any(folder.iterdir()) and not (folder / "omegat.project").is_file():
        raise InterchangeError("is not empty and no OmegaT project", path=folder, hint="name a new folder")
    try:
        for name in _FOLDERS:
            (folder / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InterchangeError(f"cannot be written ({error.strerror})", path=folder) from error
    languages = canonical(source_language), canonical(target_language)
    count = 0
    for name, segments in documents.items():
        # OmegaT fills in targets only where there are some: each begins as its source, and tm/auto does the rest.
        untouched = [
            replace(segment, target=segment.source, status=Status.UNTRANSLATED, note="") for segment in segments
        ]
        place = folder / "source" / f"{_file_name(name)}.xlf"
        count += xliff.write(place, untouched, *languages, document=name)
    tmx.write(folder / "tm/auto/workbench.tmx", units, *languages)
    tmx.write(folder / "tm/mt/workbench-mt.tmx", drafts, *languages)
    _put(folder / "glossary/glossary.txt", _glossary(concepts, *languages))
    _put(folder / "omegat.project", _project(*languages))
    return count


def _file_name(name: str) -> str:
    return Path(name.replace("\\", "/")).name or "document"


def _put(path: Path, text: str) -> None:
    with written(path) as stream:
        stream.write(text.encode())


def _glossary(concepts: Iterable[Concept], source_language: str, target_language: str) -> str:
    """Lines of source, target and comment; every rendering that is not forbidden, the preferred ones first."""
    lines: list[str] = []
    for concept in concepts:
        targets = sorted(
            (
                term
                for term in concept.terms
                if family(term.language) == family(target_language) and term.status is not TermStatus.FORBIDDEN
            ),
            key=lambda term: term.status is not TermStatus.PREFERRED,
        )
        comment = "; ".join(part for part in (concept.domain, concept.note) if part)
        for source in concept.terms:
            if family(source.language) == family(source_language):
                lines.extend(f"{_cell(source.text)}\t{_cell(target.text)}\t{_cell(comment)}\n" for target in targets)
    return "".join(lines)


def _cell(text: str) -> str:
    return " ".join(legal(nfc(text)).split())


def _project(source_language: str, target_language: str) -> str:
    return f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat>
    <project version="1.0">
        <source_dir>__DEFAULT__</source_dir>
        <source_dir_excludes/>
        <target_dir>__DEFAULT__</target_dir>
        <tm_dir>__DEFAULT__</tm_dir>
        <glossary_dir>__DEFAULT__</glossary_dir>
        <glossary_file>__DEFAULT__</glossary_file>
        <dictionary_dir>__DEFAULT__</dictionary_dir>
        <source_lang>{escaped(source_language)}</source_lang>
        <target_lang>{escaped(target_language)}</target_lang>
        <sentence_seg>false</sentence_seg>
        <support_default_translations>true</support_default_translations>
        <remove_tags>false</remove_tags>
        <external_command></external_command>
    </project>
</omegat>
"""
