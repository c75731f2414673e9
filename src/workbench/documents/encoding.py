"""Bytes to text and back: which encoding a Korean or Japanese file is in, and how to write it again.

The ladder: byte order mark, ISO-2022-JP escapes, strict UTF-8, then the best-looking of UTF-16, cp949, cp932 and EUC-JP.
Windows code pages stand for their national subsets (cp949 for EUC-KR, cp932 for Shift_JIS): the subsets lack 쐈 and 뷁
and turn ～ into 〜. A text looks good when it is made of the scripts of its language and not of rare syllables or mixed
Hangul and kana.
"""

from __future__ import annotations

import codecs
import re

from workbench.errors import DocumentError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES = ("utf-16-le", "utf-16-be", "cp949", "cp932", "euc_jp")
_SAMPLE = 1 << 16
"""Bytes that the guess looks at; the whole file is decoded strictly afterwards."""

_WIDE_NAMES = {"euc-kr": "cp949", "euc_kr": "cp949", "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932"}
_BINARY = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip file (DOCX, HWPX …)"),
    (b"\xd0\xcf\x11\xe0", "an old Office or HWP file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
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
    for magic, what in _BINARY:
        if data.startswith(magic):
            raise DocumentError(f"this is {what}, not text", path=name, hint="name its format with --as")
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
    if "\0" in text or len(_CONTROL.findall(text[:_SAMPLE])) > max(2, len(text[:_SAMPLE]) // 50):
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


def guess(data: bytes) -> str | None:
    """The codec of a file, by the ladder; None when none fits."""
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return codec
    if b"\x1b$" in data and _fits(data, "iso2022_jp"):
        return "iso2022_jp"
    if b"\0" not in data and _fits(data, "utf-8"):
        return "utf-8"
    scored = [(score, codec) for codec in _CANDIDATES if (score := _score(data, codec)) is not None]
    best = max(scored, default=(0.0, None), key=lambda pair: pair[0])
    return best[1] if best[0] > 0.5 else None


def usable(encoding: str, data: bytes) -> str | None:
    """The codec that a file claims to be in, where it exists and the file fits it."""
    try:
        codec = _named(encoding, "")
    except DocumentError:
        return None
    return codec if _fits(data, codec) else None


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
    found = guess(data[:4]) if data[:4].startswith(tuple(mark for mark, _ in _BOMS)) else None
    return found if found and codec.replace("-", "").startswith(found.split("-sig")[0].replace("-", "")) else codec


def _fits(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _score(data: bytes, codec: str) -> float | None:
    """How much a decoding looks like Korean or Japanese writing: 1 is perfect, None impossible."""
    if codec.startswith("utf-16") and len(data) % 2:
        return None
    if not _fits(data, codec):
        return None
    # A cut in the middle of a character must not spoil the sample: the tail is ignored.
    text = codecs.getincrementaldecoder(codec)(errors="strict").decode(data[:_SAMPLE])
    if "\0" in text or not text:
        return None
    counts = {"good": 0, "han": 0, "half": 0, "hangul": 0, "kana": 0, "rare": 0}
    for char in text:
        point = ord(char)
        if 0x20 <= point < 0x7F or char in "\r\n\t":
            counts["good"] += 1
        elif 0x3040 <= point <= 0x30FF:
            counts["good"] += 1
            counts["kana"] += 1
        elif 0xAC00 <= point <= 0xD7A3:
            counts["good"] += 1
            counts["hangul"] += 1
            counts["rare"] += char not in _common_syllables()
        elif 0x4E00 <= point <= 0x9FFF:
            counts["han"] += 1
        elif 0x3000 <= point <= 0x303F or 0xFF01 <= point <= 0xFF5E or char in "·‘’“”…●○△□■◆※":
            counts["good"] += 1
        elif 0xFF61 <= point <= 0xFF9F:
            counts["half"] += 1
    total = len(text)
    other = total - counts["good"] - counts["han"] - counts["half"]
    mixed = min(counts["hangul"], counts["kana"]) + min(counts["hangul"], counts["han"])
    return (counts["good"] + 0.6 * counts["han"] - counts["half"] - 0.5 * other - mixed - counts["rare"]) / total


_syllables: set[str] = set()


def _common_syllables() -> set[str]:
    """The 2,350 syllables of KS X 1001: real Korean hardly uses others, misread Japanese does."""
    if not _syllables:
        _syllables.update(
            bytes((row, cell)).decode("euc_kr") for row in range(0xB0, 0xC9) for cell in range(0xA1, 0xFF)
        )
    return _syllables
