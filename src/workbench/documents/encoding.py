"""The bytes of a document as text and back: in the encoding it is named or guessed to be in, and written in it again."""

from __future__ import annotations

import codecs
import re

from workbench.errors import DocumentError
from workbench.text.guessing import BOMS, SAMPLE, fits, guess

_WIDE_NAMES = {"euc-kr": "cp949", "euc_kr": "cp949", "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932"}
_BINARY = (
    (b"%PDF-", "a PDF file", "name its format: --as pdf"),
    (b"PK\x03\x04", "a zip file (DOCX, HWPX …)", "--as docx reads a Word file; save any other as .docx"),
    (b"\xd0\xcf\x11\xe0", "an old Office or HWP file", "save it as .docx where it was written"),
    (b"\x89PNG", "an image", ""),
    (b"\xff\xd8\xff", "an image", ""),
    (b"GIF8", "an image", ""),
    (b"SQLite format 3", "a database", ""),
    (b"\x7fELF", "a program", ""),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode(data: bytes, name: str, encoding: str | None = None) -> tuple[str, str]:
    """The file's text as it stands (not yet NFC, byte order mark dropped), and the codec it was decoded with.

    Args:
        data: The file's bytes.
        name: File name for messages.
        encoding: Codec to use; guessed when None.

    Raises:
        DocumentError: Empty or binary file, unknown codec, or bytes that do not fit it.
    """
    if not data.strip():
        raise DocumentError("the file is empty", path=name)
    for magic, what, hint in _BINARY:
        if data.startswith(magic):
            raise DocumentError(f"this is {what}, not text", path=name, hint=hint)
    codec = _with_mark(_named(encoding, name), data) if encoding else guess(data)
    if codec is None:
        raise DocumentError("its encoding is not known", path=name, hint="name it with --encoding")
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DocumentError(
            f"byte {error.start} is not {codec}", path=name, line=line, hint="name another encoding with --encoding"
        ) from error
    text = text.removeprefix("\ufeff")
    if "\0" in text or len(_CONTROL.findall(text[:SAMPLE])) > max(2, len(text[:SAMPLE]) // 50):
        raise DocumentError("this is a binary file, not text", path=name)
    if not text.strip():
        raise DocumentError("the file is empty", path=name)
    return text, codec


def encode(text: str, codec: str, original: bytes) -> bytes | None:
    """The text in the file's encoding and with its byte order mark; None where a character does not exist in it."""
    try:
        if codec == "utf-16" and original.startswith(codecs.BOM_UTF16_BE):
            return codecs.BOM_UTF16_BE + text.encode("utf-16-be")
        if codec == "utf-32" and original.startswith(codecs.BOM_UTF32_BE):
            return codecs.BOM_UTF32_BE + text.encode("utf-32-be")
        if codec in ("utf-16", "utf-32"):
            return original[: 2 if codec == "utf-16" else 4] + text.encode(f"{codec}-le")
        return text.encode(codec)
    except UnicodeEncodeError:
        return None


def usable(encoding: str, data: bytes) -> str | None:
    """The codec that a file claims to be in, where it exists and the file fits it."""
    try:
        codec = _named(encoding, "")
    except DocumentError:
        return None
    return codec if fits(data, codec) else None


def _named(encoding: str, name: str) -> str:
    try:
        found = codecs.lookup(encoding).name
    except LookupError as error:
        raise DocumentError(
            f"no encoding is called '{encoding}'", path=name, hint="try utf-8, cp949 or cp932"
        ) from error
    if not getattr(codecs.lookup(encoding), "_is_text_encoding", True):
        raise DocumentError(f"'{encoding}' is no encoding of text", path=name, hint="try utf-8, cp949 or cp932")
    return _WIDE_NAMES.get(encoding.lower(), {"euc_kr": "cp949", "shift_jis": "cp932"}.get(found, found))


def _with_mark(codec: str, data: bytes) -> str:
    """The codec that keeps the file's byte order mark, where it has one."""
    found = guess(data[:4]) if data[:4].startswith(tuple(mark for mark, _ in BOMS)) else None
    return found if found and codec.replace("-", "").startswith(found.split("-sig")[0].replace("-", "")) else codec
