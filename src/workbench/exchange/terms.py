"""Glossaries as tables: TSV and CSV with a header line that names the columns, and OmegaT's own tab glossary.

The header names language codes and any of `pos`, `hanja`, `status`, `domain`, `note`, `source`, `id`. One row is one
concept; several terms of a language share a cell, divided by ` | `, the first preferred and the others admitted. A row
whose status is `admitted` or `forbidden` adds to the concept above that shares a term with it: its other terms get that
mark. A status of the table's own says nothing, and a row of one language is a concept all the same. Cells that a spreadsheet would run as a formula are written with an apostrophe before them, and read without it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from workbench.errors import InterchangeError
from workbench.exchange import Skipped
from workbench.exchange.cells import guarded, language_called, plain, quoted, rows, text_of, unguarded
from workbench.exchange.opening import Source, name_of, written
from workbench.language.codes import canonical
from workbench.model import Concept, Term, TermStatus

FIELDS = ("pos", "hanja", "status", "domain", "note", "source", "id")
"""The columns that are no language."""
MAX_CELL = 5_000
"""Characters a cell may have; what is longer is no glossary cell."""

_STATUS_WORDS = {
    TermStatus.FORBIDDEN: (
        "forbidden", "deprecated", "superseded", "obsolete", "notrecommended", "notadmitted", "rejected", "prohibited",
        "donotuse", "금지", "비권장", "禁止", "非推奨",
    ),
    TermStatus.ADMITTED: ("admitted", "nonstandardized", "nonpreferred", "notpreferred", "허용", "許容"),
    TermStatus.PREFERRED: ("preferred", "standardized", "권장", "推奨"),
}  # fmt: skip
"""What a status contains, in the words of TBX and of tables; the first that fits counts."""
_CODE = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{1,8})*", re.IGNORECASE)
_DIVIDER = " | "
_ADDING = (TermStatus.ADMITTED, TermStatus.FORBIDDEN)


@dataclass(frozen=True, slots=True)
class TermFile:
    """A glossary file as read.

    Attributes:
        concepts: In the file's order.
        lines: The line each concept starts on.
        skipped: What was left out, with line and reason.
        remarks: What was read, but not quite as it stands there.
    """

    concepts: tuple[Concept, ...]
    lines: tuple[int, ...]
    skipped: tuple[Skipped, ...] = ()
    remarks: tuple[Skipped, ...] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """The language codes of its terms, sorted."""
        return tuple(sorted({term.language for concept in self.concepts for term in concept.terms}))


def read(source: Source, *, delimiter: str = "") -> TermFile:
    """The concepts of a TSV or CSV glossary.

    Args:
        source: A path or a binary stream, in UTF-8, or UTF-16 with its byte order mark.
        delimiter: What stands between cells; found from the header where it is not given.

    Raises:
        InterchangeError: It cannot be read, or its first line does not name the columns.
    """
    name = name_of(source)
    lines = rows(text_of(source, name), delimiter, name)
    try:
        line, header = next(lines)
    except StopIteration:
        raise InterchangeError("the file is empty", path=name) from None
    columns, remarks = _columns(header, line)
    if not any(column not in FIELDS for column in columns if column):
        raise InterchangeError(
            "the first line names no language column",
            path=name,
            line=line,
            hint="begin with a line such as: ko  en  note",
        )
    reading = _Reading(columns, remarks=list(remarks))
    for line, cells in lines:
        reading.row(line, cells)
    reading.end()
    return TermFile(tuple(reading.concepts), tuple(reading.lines), tuple(reading.skipped), tuple(reading.remarks))


def status_called(words: str) -> TermStatus | None:
    """The status that words name (`deprecatedTerm-admn-sts`, `사용 금지`), or None."""
    words = re.sub(r"[\s_-]", "", words.lower())
    if words == "ng":
        return TermStatus.FORBIDDEN
    return next((status for status, known in _STATUS_WORDS.items() if any(word in words for word in known)), None)


def has_header(source: Source) -> bool:
    """Whether the first line of a file names a language column, as `read` needs it."""
    name = name_of(source)
    first = next(rows(text_of(source, name), "", name), None)
    if first is None:
        return False
    columns, _ = _columns(first[1], 1)
    return any(column and column not in FIELDS for column in columns)


def write(target: Source, concepts: Iterable[Concept], *, delimiter: str = "\t") -> int:
    """Write concepts as a TSV (or with another delimiter, CSV) glossary; returns how many.

    A concept's second preferred term of a language comes out as admitted, and notes of single terms stay behind: TBX
    keeps both.

    Raises:
        InterchangeError: The file cannot be written.
    """
    listed = list(concepts)
    languages = list(dict.fromkeys(term.language for concept in listed for term in concept.terms))
    written_rows = [row for concept in listed for row in _to_rows(concept)]
    fields = [name for name in FIELDS if any(row.get(name) for row in written_rows)]
    header = [*languages, *fields]
    buffer = io.StringIO()
    if delimiter == "\t":
        buffer.write("\t".join(header) + "\n")
        for row in written_rows:
            buffer.write("\t".join(quoted(guarded(row.get(name, ""))) for name in header).rstrip("\t") + "\n")
    else:
        writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n")
        writer.writerow(header)
        for row in written_rows:
            writer.writerow([guarded(row.get(name, "")) for name in header])
    with written(target) as stream:
        # Spreadsheets take a CSV without the mark for the machine's old code page.
        stream.write(("" if delimiter == "\t" else "\ufeff").encode() + buffer.getvalue().encode("utf-8", "replace"))
    return len(listed)


def read_omegat(source: Source, source_language: str, target_language: str) -> TermFile:
    """The concepts of an OmegaT glossary: source, target and comment between tabs, no header, `#` before remarks.

    Lines with the same source are one concept; its first target is preferred.

    Raises:
        InterchangeError: It cannot be read.
    """
    name = name_of(source)
    found: dict[str, tuple[int, list[str], list[str]]] = {}
    skipped = []
    for line, cells in rows(text_of(source, name), "\t", name):
        cells = [plain(cell) for cell in cells]
        if cells[0].startswith("#"):
            continue
        if len(cells) < 2 or not cells[0] or not cells[1]:
            skipped.append(Skipped(line, "no source and target between tabs"))
            continue
        _, targets, notes = found.setdefault(cells[0], (line, [], []))
        if cells[1] not in targets:
            targets.append(cells[1])
        if len(cells) > 2 and cells[2] and cells[2] not in notes:
            notes.append(cells[2])
    languages = canonical(source_language), canonical(target_language)
    concepts = []
    for text, (_, targets, notes) in found.items():
        terms = [Term(languages[0], text)]
        for place, target in enumerate(targets):
            terms.append(Term(languages[1], target, TermStatus.ADMITTED if place else TermStatus.PREFERRED))
        concepts.append(Concept(tuple(terms), note="; ".join(notes)))
    return TermFile(tuple(concepts), tuple(line for line, _, _ in found.values()), tuple(skipped))


def write_omegat(target: Source, concepts: Iterable[Concept], source_language: str, target_language: str) -> int:
    """Write the terms of two languages as an OmegaT glossary, a line for each source and each allowed target.

    Forbidden renderings stand in the comment, where OmegaT shows them and offers them to nobody.

    Raises:
        InterchangeError: The file cannot be written.
    """
    lines = ["# Glossary in tab-separated format -*- coding: utf-8 -*-"]
    from_, to = canonical(source_language).partition("-")[0], canonical(target_language).partition("-")[0]
    for concept in concepts:
        sources = [term for term in concept.terms if term.language.partition("-")[0] == from_]
        targets = [term for term in concept.terms if term.language.partition("-")[0] == to]
        allowed = [term for term in targets if term.status is not TermStatus.FORBIDDEN]
        allowed.sort(key=lambda term: term.status is not TermStatus.PREFERRED)
        forbidden = [term.text for term in targets if term.status is TermStatus.FORBIDDEN]
        comment = "; ".join(
            part for part in (concept.domain, concept.note, "not: " + ", ".join(forbidden) if forbidden else "") if part
        )
        lines += [
            "\t".join((plain(one), plain(other.text), plain(comment))).rstrip("\t")
            for term in sources
            for one in dict.fromkeys((term.text, term.hanja))
            if one
            for other in allowed
        ]
    with written(target) as stream:
        stream.write(("\n".join(lines) + "\n").encode("utf-8", "replace"))
    return len(lines) - 1


@dataclass(slots=True)
class _Reading:
    """The rows read so far, as concepts."""

    columns: Sequence[str]
    concepts: list[Concept] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    remarks: list[Skipped] = field(default_factory=list)
    _by_term: dict[tuple[str, str], int] = field(default_factory=dict)
    _ids: dict[str, int] = field(default_factory=dict)
    _unknown: list[tuple[int, str]] = field(default_factory=list)

    def row(self, line: int, cells: Sequence[str]) -> None:
        if not any(cell.strip() for cell in cells):
            return
        if (long := max(map(len, cells))) > MAX_CELL:
            self.skipped.append(Skipped(line, f"a cell of {long:,} characters"))
            return
        values = {
            name: plain(unguarded(cell))
            for name, cell in zip(self.columns, cells, strict=False)
            if name and cell.strip()
        }
        if len(cells) > len(self.columns) and any(cell.strip() for cell in cells[len(self.columns) :]):
            self.remarks.append(Skipped(line, "more cells than the header has; the rest was left out"))
        said = values.get("status", "")
        status = status_called(said)
        terms = list(_terms(values))
        if not terms:
            self.skipped.append(Skipped(line, "no term in any language"))
            return
        if said and status is None:
            self._unknown.append((line, said.lower()[:30]))
        if status in _ADDING and self._add_to_above(terms, status):
            return
        self._new(line, values, terms, status)

    def end(self) -> None:
        """What is so of many rows is said once, before what is so of one."""
        if self._unknown:
            words = ", ".join(f"“{word}”" for word in list(dict.fromkeys(word for _, word in self._unknown))[:5])
            rows = "1 row is read as if it had none"
            if len(self._unknown) > 1:
                rows = f"{len(self._unknown):,} rows are read as if they had none"
            reason = f"status {words} is not preferred, admitted or forbidden; {rows}"
            self.remarks.insert(0, Skipped(self._unknown[0][0], reason))
        alone = [
            line
            for line, concept in zip(self.lines, self.concepts, strict=True)
            if len({term.language for term in concept.terms}) == 1
        ]
        if alone and sum(bool(column) and column not in FIELDS for column in self.columns) > 1:
            rows = "1 row; it is kept, and found in texts once it has"
            if len(alone) > 1:
                rows = f"{len(alone):,} rows; they are kept, and found in texts once they have"
            reason = f"no word in another language in {rows} one"
            self.remarks.insert(0, Skipped(alone[0], reason))

    def _new(self, line: int, values: dict[str, str], terms: list[Term], status: TermStatus | None) -> None:
        if status in _ADDING:
            # Nothing above to add to: the first language names the concept, what is marked are the others.
            first = terms[0].language
            terms = [term if term.language == first else replace(term, status=status) for term in terms]
        external_id = values.get("id", "")
        if external_id in self._ids:
            self.remarks.append(
                Skipped(
                    line,
                    f"id “{external_id[:40]}” stands on line {self._ids[external_id]} too; read as another concept",
                )
            )
            external_id = ""
        elif external_id:
            self._ids[external_id] = line
        at = len(self.concepts)
        for term in terms:
            self._by_term[term.language, term.text] = at
        self.concepts.append(
            Concept(
                tuple(terms), values.get("domain", ""), values.get("note", ""), values.get("source", ""), external_id
            )
        )
        self.lines.append(line)

    def _add_to_above(self, terms: list[Term], status: TermStatus) -> bool:
        shared = [
            self._by_term[term.language, term.text] for term in terms if (term.language, term.text) in self._by_term
        ]
        if not shared:
            return False
        at = max(shared)
        concept = self.concepts[at]
        known = {(term.language, term.text) for term in concept.terms}
        new = tuple(replace(term, status=status) for term in terms if (term.language, term.text) not in known)
        self.concepts[at] = replace(concept, terms=concept.terms + new)
        for term in new:
            self._by_term.setdefault((term.language, term.text), at)
        return True


def _terms(values: dict[str, str]) -> Iterator[Term]:
    hanja = _divided(values.get("hanja", ""), keep_empty=True)
    for name, cell in values.items():
        if name in FIELDS:
            continue
        seen: set[str] = set()
        for place, text in enumerate(_divided(cell)):
            if text in seen:
                continue
            seen.add(text)
            yield Term(
                name,
                text,
                TermStatus.ADMITTED if place else TermStatus.PREFERRED,
                values.get("pos", ""),
                hanja[place] if name.startswith("ko") and place < len(hanja) else "",
            )


def _to_rows(concept: Concept) -> Iterator[dict[str, str]]:
    """The concept's main row, then one row for what cannot stand in it."""
    by_language: dict[str, list[Term]] = {}
    for term in concept.terms:
        by_language.setdefault(term.language, []).append(term)
    main: dict[str, str] = {}
    hanja: list[str] = []
    extra: dict[TermStatus, dict[str, list[Term]]] = {TermStatus.ADMITTED: {}, TermStatus.FORBIDDEN: {}}
    anchor = ("", "")
    for language, terms in by_language.items():
        allowed = [term for term in terms if term.status is not TermStatus.FORBIDDEN]
        allowed.sort(key=lambda term: term.status is not TermStatus.PREFERRED)
        forbidden = [term for term in terms if term.status is TermStatus.FORBIDDEN]
        if forbidden:
            extra[TermStatus.FORBIDDEN][language] = forbidden
        if allowed and allowed[0].status is TermStatus.ADMITTED and anchor[0]:
            extra[TermStatus.ADMITTED][language] = allowed
            continue
        if allowed:
            main[language] = _joined(term.text for term in allowed)
            anchor = anchor if anchor[0] else (language, allowed[0].text)
            if language.startswith("ko"):
                hanja = [term.hanja for term in allowed]
    main["hanja"] = _DIVIDER.join(hanja).strip(" |") if not any(not one for one in hanja[:-1]) else _DIVIDER.join(hanja)
    main |= {"pos": next((term.pos for term in concept.terms if term.pos), ""), "domain": concept.domain}
    main |= {"note": concept.note, "source": concept.source, "id": concept.external_id}
    if anchor[0]:
        yield main
    for status, languages in extra.items():
        if languages:
            row = {language: _joined(term.text for term in terms) for language, terms in languages.items()}
            if anchor[0] and anchor[0] not in row:
                row[anchor[0]] = anchor[1].replace("|", "¦")
            elif anchor[0]:
                row[anchor[0]] = _joined((anchor[1], row[anchor[0]]))
            yield row | {"status": status} | ({} if anchor[0] else main)


def _joined(texts: Iterable[str]) -> str:
    return _DIVIDER.join(texts)


def _divided(cell: str, *, keep_empty: bool = False) -> list[str]:
    parts = [part.strip() for part in cell.split("|")]
    return parts if keep_empty else [part for part in parts if part]


def _columns(header: Sequence[str], line: int) -> tuple[list[str], list[Skipped]]:
    """The name of each column (empty for one that is not known), and a remark for each that is not."""
    columns, remarks = [], []
    for cell in header:
        name = plain(unguarded(cell)).lower()
        if name in FIELDS:
            columns.append(name)
        elif (called := language_called(name)) and called not in columns:
            columns.append(called)
        elif _CODE.fullmatch(name) and len(canonical(name).partition("-")[0]) == 2:
            columns.append(canonical(name))
        else:
            columns.append("")
            if name:
                remarks.append(Skipped(line, f"column “{name[:30]}” is not known; it was left out"))
    return columns, remarks
