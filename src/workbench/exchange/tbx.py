"""TBX in and out: version 2 (`martif`, which OmegaT, Okapi and translate-toolkit read) and version 3 (`tbx`).

Reading takes both, and what tools make of them: `tig` and `ntig`, statuses as `administrativeStatus` or
`normativeAuthorization`, v3 in DCA and DCT style. A damaged file gives one error with its line and no concepts.

Writing v2, forbidden renderings get an entry of their own that refers to their concept: readers that know no forbidden
terms would offer them, or take the whole entry for obsolete. Reading puts them back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from html.entities import html5
from pyexpat import ExpatError, ParserCreate

from workbench.errors import InterchangeError
from workbench.exchange import Skipped
from workbench.exchange.opening import Source, name_of, opened, utf8_chunks, written
from workbench.exchange.terms import TermFile, status_called
from workbench.exchange.xml import attribute, escaped
from workbench.language.codes import canonical
from workbench.model import Concept, Term, TermStatus
from workbench.text.normal import nfc

_ENTRIES = frozenset({"termEntry", "conceptEntry"})
_LANGUAGES = frozenset({"langSet", "langSec"})
_TERMS = frozenset({"tig", "ntig", "termSec"})
_ROOTS = frozenset({"martif", "tbx", "TBX"})
_OURS = "workbench-"
_DEEPEST = 64
_LONGEST = 100_000
_SPACES = re.compile(r"\s+")
_NAME = re.compile(r"[^\W\d][\w.\-]*")
_HANJA = "hanja: "

_V2_STATUS = {TermStatus.PREFERRED: "preferredTerm-admn-sts", TermStatus.ADMITTED: "admittedTerm-admn-sts"}
_V3_STATUS = _V2_STATUS | {TermStatus.FORBIDDEN: "deprecatedTerm-admn-sts"}


def read(source: Source) -> TermFile:
    """The concepts of a TBX file.

    Terms without a mark are preferred where they are the first of their language, else admitted. Entries that hold only
    forbidden terms and refer to another entry are joined with it.

    Raises:
        InterchangeError: No TBX, damaged, hostile (entities, absurd nesting), or not readable.
    """
    name = name_of(source)
    parse = _Parse(name)
    with opened(source) as stream:
        for chunk in utf8_chunks(stream, name):
            parse.feed(chunk)
        parse.feed(b"", last=True)
    return _joined(parse)


def write(target: Source, concepts: Iterable[Concept], *, version: int = 2, title: str = "Glossary") -> int:
    """Write concepts as TBX version 2 or 3; returns how many.

    Raises:
        InterchangeError: The file cannot be written.
    """
    parts = [_head(version, title)]
    count = 0
    used: set[str] = set()
    for count, concept in enumerate(concepts, 1):
        parts.append(_entry(concept, _id(concept, count, used), version))
    parts.append("</body>\n</text>\n</martif>\n" if version == 2 else "</body>\n</text>\n</tbx>\n")
    with written(target) as stream:
        stream.write("".join(parts).encode())
    return count


@dataclass(slots=True)
class _Node:
    """An element of an entry, kept until the entry ends."""

    name: str
    attributes: dict[str, str]
    texts: list[str] = field(default_factory=list)
    children: list[_Node] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its text, that of inline markup included, on one line."""
        return _SPACES.sub(" ", nfc("".join(self.texts))).strip()

    @property
    def type(self) -> str:
        """The data category: the `type` attribute, in DCT style the element's own name."""
        return self.attributes.get("type") or self.name

    def within(self, stop: frozenset[str] = frozenset()) -> Iterator[_Node]:
        """Everything below it, without going into elements named in `stop`."""
        for child in self.children:
            if child.name not in stop:
                yield child
                yield from child.within(stop)


class _Parse:
    """The XML of a TBX file, entry by entry."""

    def __init__(self, name: str | None) -> None:
        self.concepts: list[tuple[Concept, int, str]] = []
        self.skipped: list[Skipped] = []
        self.remarks: list[Skipped] = []
        self._name = name
        self._stack: list[_Node] = []
        self._ids: dict[str, int] = {}
        self._depth = 0
        self._is_open = True
        self._line = 0
        # Chunks are UTF-8 already, whatever the declaration says.
        self._parser = ParserCreate("utf-8")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.EntityDeclHandler = self._entity
        self._parser.SkippedEntityHandler = self._skipped_entity

    def feed(self, chunk: bytes, *, last: bool = False) -> None:
        try:
            self._parser.Parse(chunk, last)
        except ExpatError as error:
            reason = str(error).partition(":")[0]
            raise InterchangeError(f"broken XML ({reason})", path=self._name, line=error.lineno) from error

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if not self._depth and local not in _ROOTS:
            self._refuse(f"no TBX: its root is “{name[:40]}”")
        self._depth += 1
        if self._depth > _DEEPEST:
            self._refuse(f"elements nested more than {_DEEPEST} deep")
        if self._stack or local in _ENTRIES:
            if not self._stack:
                self._line = self._parser.CurrentLineNumber
            node = _Node(local, {key.rpartition(":")[2]: value for key, value in attributes.items()})
            if self._stack:
                self._stack[-1].children.append(node)
            self._stack.append(node)

    def _end(self, name: str) -> None:
        self._depth -= 1
        if not self._stack:
            return
        node = self._stack.pop()
        if not self._stack:
            self._finish(node)
        elif self._stack[-1].name == "term" or node.name in (
            "hi",
            "foreign",
            "bpt",
            "ept",
            "ph",
            "it",
            "sc",
            "ec",
            "pc",
        ):
            self._stack[-1].texts.append("".join(node.texts))

    def _characters(self, text: str) -> None:
        if self._stack:
            self._stack[-1].texts.append(text)

    def _entity(self, name: str, *_: object) -> None:
        self._refuse(f"declares the entity “{name[:40]}”, which no TBX needs")

    def _skipped_entity(self, name: str, is_parameter: bool) -> None:
        if not is_parameter:
            self._characters(html5.get(f"{name};", f"&{name};"))

    def _refuse(self, reason: str) -> None:
        raise InterchangeError(reason, path=self._name, line=self._parser.CurrentLineNumber)

    def _finish(self, entry: _Node) -> None:
        line = self._line
        terms, why = _terms(entry)
        if why:
            (self.remarks if terms else self.skipped).append(Skipped(line, why))
        if not terms:
            return
        heads = list(entry.within(_LANGUAGES))
        identity = entry.attributes.get("id", "").strip()
        if identity and identity in self._ids:
            reason = f"id “{identity[:40]}” stands on line {self._ids[identity]} too; read as another concept"
            self.remarks.append(Skipped(line, reason))
            identity = ""
        elif identity:
            self._ids[identity] = line
        notes = [node.text for node in heads if node.name == "note" or node.type == "definition"]
        notes += [
            node.text
            for language in entry.children
            if language.name in _LANGUAGES
            for node in language.within(_TERMS)
            if node.type == "definition"
        ]
        concept = Concept(
            tuple(terms),
            domain=_first(heads, "subjectField"),
            note="; ".join(dict.fromkeys(note for note in notes if note)),
            source=_first(heads, "source", "sourceIdentifier"),
            external_id=identity,
        )
        target = next((node.attributes.get("target", "") for node in heads if node.type == "crossReference"), "")
        self.concepts.append((concept, line, target.lstrip("#")))


def _terms(entry: _Node) -> tuple[list[Term], str]:
    """The entry's terms, and what was wrong with them, if anything."""
    found: list[tuple[Term, TermStatus | None]] = []
    why = ""
    for section in entry.children:
        if section.name not in _LANGUAGES:
            continue
        language = canonical(section.attributes.get("lang", ""))
        if not re.fullmatch(r"[a-z]{2,3}(?:-\w{1,8})*", language):
            why = "a term without a language"
            continue
        for block in section.children:
            if block.name not in _TERMS:
                continue
            term = next((node for node in block.within() if node.name == "term"), None)
            if term is None or not term.text:
                why = why or "an empty term"
                continue
            if len(term.text) > _LONGEST:
                why = f"a term of {len(term.text):,} characters"
                continue
            found.append(_term(language, term.text, list(block.within())))
    if not found:
        return [], why or "no terms"
    preferred = {named.language for named, status in found if status is TermStatus.PREFERRED}
    terms = []
    for named, status in found:
        if status is None:
            status = TermStatus.ADMITTED if named.language in preferred else TermStatus.PREFERRED
            preferred.add(named.language)
        terms.append(replace(named, status=status))
    return terms, why


def _term(language: str, text: str, nodes: list[_Node]) -> tuple[Term, TermStatus | None]:
    notes = [node.text for node in nodes if node.name == "note"]
    hanja = next((note.removeprefix(_HANJA) for note in notes if note.startswith(_HANJA)), "")
    term = Term(
        language,
        text,
        pos=_first(nodes, "partOfSpeech"),
        hanja=hanja,
        note="; ".join(note for note in notes if not note.startswith(_HANJA)),
    )
    return term, status_called(_first(nodes, "administrativeStatus") or _first(nodes, "normativeAuthorization"))


def _first(nodes: Iterable[_Node], *types: str) -> str:
    return next((node.text for node in nodes if node.type in types and node.text), "")


def _joined(parse: _Parse) -> TermFile:
    """The file with its entries of forbidden terms put back where they belong."""
    places = {concept.external_id: at for at, (concept, _, _) in enumerate(parse.concepts) if concept.external_id}
    concepts = [concept for concept, _, _ in parse.concepts]
    gone = set()
    for at, (concept, _, target) in enumerate(parse.concepts):
        home = places.get(target, at)
        if home == at or not _is_forbidden(concept) or _is_forbidden(parse.concepts[home][0]):
            continue
        concepts[home] = replace(concepts[home], terms=concepts[home].terms + concept.terms)
        gone.add(at)
    kept = [at for at in range(len(concepts)) if at not in gone]
    return TermFile(
        tuple(_without_our_id(concepts[at]) for at in kept),
        tuple(parse.concepts[at][1] for at in kept),
        tuple(parse.skipped),
        tuple(parse.remarks),
    )


def _is_forbidden(concept: Concept) -> bool:
    return all(term.status is TermStatus.FORBIDDEN for term in concept.terms)


def _without_our_id(concept: Concept) -> Concept:
    return replace(concept, external_id="") if concept.external_id.startswith(_OURS) else concept


def _head(version: int, title: str) -> str:
    described = f"<titleStmt><title>{escaped(title)}</title></titleStmt>"
    described += "<sourceDesc><p>written by workbench</p></sourceDesc>"
    if version == 2:
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n<martif type="TBX" xml:lang="en">\n'
            f"<martifHeader><fileDesc>{described}</fileDesc>"
            '<encodingDesc><p type="XCSURI">TBXXCSV02.xcs</p></encodingDesc></martifHeader>\n<text>\n<body>\n'
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">\n'
        f"<tbxHeader><fileDesc>{described}</fileDesc></tbxHeader>\n<text>\n<body>\n"
    )


def _id(concept: Concept, number: int, used: set[str]) -> str:
    name = concept.external_id
    if not _NAME.fullmatch(name) or name in used:
        name = f"{_OURS}{number}"
    used.add(name)
    return name


def _entry(concept: Concept, identity: str, version: int) -> str:
    """The concept's entry; in version 2 followed by one for each language with forbidden terms."""
    apart = [term for term in concept.terms if term.status is TermStatus.FORBIDDEN] if version == 2 else []
    main = [term for term in concept.terms if term not in apart]
    if not main:
        main, apart = apart, []
    head = f' <descrip type="subjectField">{escaped(concept.domain)}</descrip>\n' if concept.domain else ""
    head += f' <admin type="source">{escaped(concept.source)}</admin>\n' if concept.source else ""
    head += f" <note>{escaped(concept.note)}</note>\n" if concept.note else ""
    parts = [_element(identity, head, main, version)]
    for language in dict.fromkeys(term.language for term in apart):
        terms = [term for term in apart if term.language == language]
        reference = f' <ref type="crossReference" target="{attribute(identity)}">forbidden</ref>\n'
        parts.append(_element(f"{identity}-forbidden-{language}", reference, terms, version))
    return "".join(parts)


def _element(identity: str, head: str, terms: list[Term], version: int) -> str:
    entry, section, block = ("termEntry", "langSet", "tig") if version == 2 else ("conceptEntry", "langSec", "termSec")
    parts = [f'<{entry} id="{attribute(identity)}">\n{head}']
    for language in dict.fromkeys(term.language for term in terms):
        parts.append(f' <{section} xml:lang="{attribute(language)}">\n')
        parts += [
            f"  <{block}><term>{escaped(term.text)}</term>{_details(term, version)}</{block}>\n"
            for term in terms
            if term.language == language
        ]
        parts.append(f" </{section}>\n")
    parts.append(f"</{entry}>\n")
    return "".join(parts)


def _details(term: Term, version: int) -> str:
    parts = []
    if term.pos:
        parts.append(f'<termNote type="partOfSpeech">{escaped(term.pos)}</termNote>')
    if version == 2 and term.status is TermStatus.FORBIDDEN:
        # `administrativeStatus` would make the entry obsolete in translate-toolkit and Weblate.
        parts.append('<termNote type="normativeAuthorization">deprecatedTerm</termNote>')
    else:
        parts.append(f'<termNote type="administrativeStatus">{_V3_STATUS[term.status]}</termNote>')
    if term.hanja:
        parts.append(f"<note>{_HANJA}{escaped(term.hanja)}</note>")
    if term.note:
        parts.append(f"<note>{escaped(term.note)}</note>")
    return "".join(parts)
