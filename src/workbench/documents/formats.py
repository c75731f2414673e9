"""The document formats: which file is read by which module, and the way back.

A format is one row here and one module. `read` and `write` are all that the rest of the workbench knows of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from workbench.documents import html, plain, splice
from workbench.documents.weave import Targets
from workbench.errors import DocumentError
from workbench.model import Document

Reader = Callable[..., Document]
Writer = Callable[[Document, Mapping[int, Targets], str], bytes]

MAX_BYTES = 256 * 1024 * 1024
"""No paper is larger; what is, is not read."""


@dataclass(frozen=True, slots=True)
class Format:
    """A document format: its name, the suffixes it goes by, and whether a translated file can be written."""

    name: str
    title: str
    suffixes: tuple[str, ...]
    read: Reader
    write: Writer | None = None

    @property
    def writable(self) -> bool:
        """Whether `write` makes a file of this format."""
        return self.write is not None


def _read_docx(data: bytes, name: str, language: str, encoding: str | None, *, repair: bool) -> Document:
    from workbench.documents.word import read_docx  # lxml only where it is needed

    return read_docx(data, name, language, encoding, repair=repair)


def _write_docx(document: Document, targets: Mapping[int, Targets], target_language: str) -> bytes:
    from workbench.documents.word import write_docx

    return write_docx(document, targets, target_language)


def _read_pdf(data: bytes, name: str, language: str, encoding: str | None, *, repair: bool) -> Document:
    from workbench.documents.pdf import read_pdf

    return read_pdf(data, name, language, encoding, repair=repair)


FORMATS: Mapping[str, Format] = {
    found.name: found
    for found in (
        Format("md", "Markdown", (".md", ".markdown", ".mkd"), plain.read_markdown, splice.write),
        Format("txt", "plain text", (".txt", ".text"), plain.read_text, splice.write),
        Format("docx", "Word", (".docx", ".docm"), _read_docx, _write_docx),
        Format("pdf", "PDF", (".pdf",), _read_pdf),
        Format("html", "HTML", (".html", ".htm", ".xhtml"), html.read_html, html.write_html),
    )
}
"""Every format by name."""

_OFFICE = (".hwp", ".hwpx", ".doc", ".rtf", ".odt", ".pages", ".jtd", ".ppt", ".pptx", ".xls", ".xlsx")
"""Files of programs that can save what they hold as Word files."""


def read(
    data: bytes,
    name: str,
    *,
    language: str,
    format: str | None = None,  # noqa: A002 - the command line's word
    encoding: str | None = None,
    repair: bool = True,
) -> Document:
    """A file's blocks in reading order, with repairs and tags as edits over their text.

    Args:
        data: The file's bytes.
        name: File name; its suffix names the format.
        language: BCP 47 code of the text.
        format: Name in `FORMATS`, where the suffix does not tell.
        encoding: Codec of a text file; guessed when None.
        repair: False leaves damage as it is.

    Raises:
        DocumentError: Empty, binary, damaged or hostile file, unknown format or encoding.
    """
    found = format_of(name, format)
    if not data:
        raise DocumentError("the file is empty", path=name)
    if len(data) > MAX_BYTES:
        raise DocumentError(f"larger than {MAX_BYTES >> 20} MB", path=name, hint="split it into parts")
    return found.read(data, name, language, encoding, repair=repair)


def write(
    document: Document,
    targets: Mapping[int, Targets],
    *,
    source_language: str,
    target_language: str,
) -> bytes:
    """The translated file in the source's own format.

    Args:
        document: The document as read.
        targets: By block position, its segments in order, each with its target; None leaves the source.
        source_language: BCP 47 code.
        target_language: BCP 47 code.

    Raises:
        DocumentError: The format cannot be written.
    """
    found = FORMATS[document.format]
    if found.write is None:
        raise DocumentError(
            f"{found.title} cannot be written", path=document.name, hint="export as html, tmx or tsv instead"
        )
    return found.write(document, targets, target_language)


def format_of(name: str, format: str | None = None) -> Format:  # noqa: A002 - the command line's word
    """The format of a file by its name, or the one that is asked for.

    Raises:
        DocumentError: No such format, or a suffix that none goes by.
    """
    known = ", ".join(FORMATS)
    if format is not None:
        if format not in FORMATS:
            raise DocumentError(f"no document format is called '{format}'", path=name, hint=f"one of {known}")
        return FORMATS[format]
    suffix = PurePath(name).suffix.lower()
    for found in FORMATS.values():
        if suffix in found.suffixes:
            return found
    hint = "save it as .docx where it was written" if suffix in _OFFICE else f"name one with --as: {known}"
    raise DocumentError(f"'{suffix or name}' is no document format we read", path=name, hint=hint)
