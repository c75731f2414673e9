"""Opening interchange files: plain, gzip or zip, in whatever encoding they are, as a stream of UTF-8; and putting new ones
in place whole.

Byte order marks and XML declarations are believed, in that order; UTF-16 is recognised without either, and a table, which
has no declaration, by its letters. Files are streamed,
never held; what swells absurdly when unpacked is refused.
"""

from __future__ import annotations

import codecs
import gzip
import io
import os
import re
import sys
import tempfile
import zipfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from workbench.errors import InterchangeError
from workbench.text.guessing import guess

Source = str | os.PathLike[str] | IO[bytes]
"""A path, or an open binary stream."""

STDOUT = Path("/dev/stdout")

CHUNK = 1 << 17

_SWELL = 250
"""Unpacked size over packed size at which a packed file is refused; real ones stay below 50."""
_HARMLESS = 64 << 20

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:\-]+)[\"']")
_WIDER = {"shift_jis": "cp932", "euc_kr": "cp949", "gb2312": "gb18030", "iso8859-1": "cp1252", "ascii": "utf-8"}
"""What files say → what the programs that write them mean."""


def name_of(source: Source) -> str | None:
    """The name to use in an error, where there is one."""
    if isinstance(source, (str, os.PathLike)):
        return os.fspath(source)
    name = getattr(source, "name", None)
    return name if isinstance(name, str) else None


@contextmanager
def opened(source: Source) -> Generator[IO[bytes], None, None]:
    """The bytes of a file or stream, unpacked where it is gzip or zip (of one file).

    Raises:
        InterchangeError: It cannot be read, is empty, or swells absurdly.
    """
    name = name_of(source)
    try:
        if isinstance(source, (str, os.PathLike)):
            with Path(source).open("rb") as file:
                yield _unpacked(file, name)
        else:
            yield _unpacked(source, name)
    except (OSError, EOFError, zipfile.BadZipFile, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or str(error) or "damaged"
        raise InterchangeError(f"cannot be read ({reason})", path=name) from error


def utf8_chunks(stream: IO[bytes], name: str | None, *, salvage: bool = False, table: bool = False) -> Iterator[bytes]:
    """The stream's text as UTF-8 in chunks, without a byte order mark.

    UTF-8 itself goes through unchecked: the parser behind checks it and knows the line better. With `salvage`, what
    cannot be decoded becomes U+FFFD. A `table` declares no encoding: spreadsheets write theirs in the machine's old code
    page, which is guessed from the first lines.

    Raises:
        InterchangeError: Unknown encoding, or bytes that are none of it.
    """
    head = stream.read(CHUNK)
    if not head.strip(b"\0 \t\r\n"):
        raise InterchangeError("the file is empty", path=name)
    encoding, mark = encoding_of(head, name)
    head = head[mark:]
    if table and not mark:
        encoding = guess(head[: head.rfind(b"\n") + 1] or head) or encoding
    if encoding == "utf-8":
        while head:
            yield head
            head = stream.read(CHUNK)
        return
    decoder = codecs.getincrementaldecoder(encoding)("replace" if salvage else "strict")
    line = 1
    while True:
        try:
            text = decoder.decode(head, final=not head)
        except UnicodeDecodeError as error:
            line += error.object[: error.start].count(b"\n")
            said = "the rest of it is" if table else "its declaration says"
            raise InterchangeError(f"not {encoding} as {said}", path=name, line=line) from error
        line += text.count("\n")
        if text:
            yield text.encode("utf-8", "replace")
        if not head:
            return
        head = stream.read(CHUNK)


def encoding_of(head: bytes, name: str | None = None) -> tuple[str, int]:
    """The codec of a file that begins with `head`, and the length of its byte order mark.

    Raises:
        InterchangeError: It declares an encoding nobody knows.
    """
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding, len(mark)
    if head[:2] == b"<\0":
        return "utf-16-le", 0
    if head[:2] == b"\0<":
        return "utf-16-be", 0
    declared = _DECLARED.match(head)
    if not declared:
        return "utf-8", 0
    said = declared[1].decode("ascii")
    try:
        codec = codecs.lookup(said).name
    except LookupError as error:
        raise InterchangeError(f"declares an unknown encoding, {said}", path=name, line=1) from error
    if codec.startswith(("utf-16", "utf-32")):  # but the declaration itself was readable as ASCII
        return "utf-8", 0
    return _WIDER.get(codec, codec), 0


@contextmanager
def written(target: Source) -> Generator[IO[bytes], None, None]:
    """A stream to write a file to; `.gz` and `.zip` are packed. The file appears when the block ends well, or not at all.

    A link is followed; a device or a pipe (`/dev/stdout`) is written to as it is.

    Raises:
        InterchangeError: The file cannot be written.
    """
    if not isinstance(target, (str, os.PathLike)):
        yield target
        return
    path = Path(target)
    place = path.resolve()
    if is_device(path):
        try:
            with on_device(path) as file, _packing(file, path) as stream:
                yield stream
        except OSError as error:
            raise InterchangeError(f"cannot be written ({error.strerror})", path=path) from error
        return
    try:
        descriptor, temporary = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
    except OSError as error:
        raise InterchangeError(f"cannot be written ({error.strerror})", path=path) from error
    try:
        with os.fdopen(descriptor, "wb") as file:
            with _packing(file, path) as stream:
                yield stream
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(place)
    except OSError as error:
        raise InterchangeError(f"cannot be written ({error.strerror})", path=path) from error
    finally:
        Path(temporary).unlink(missing_ok=True)


def is_device(path: Path) -> bool:
    """Whether a path is a device, a pipe or stdout: something to write to, never to put a file in the place of."""
    return path == STDOUT or (path.exists() and not path.is_file() and not path.is_dir())


def on_device(path: Path) -> IO[bytes]:
    """A device, a pipe or stdout, open to write.

    Stdout is shared, not opened by its name: in a file it goes on where others left off, and they where it does.
    """
    if path == STDOUT:
        if sys.stdout is not None:
            sys.stdout.flush()
        return os.fdopen(os.dup(1), "wb")
    return os.fdopen(os.open(path, os.O_WRONLY), "wb")


@contextmanager
def _packing(file: IO[bytes], path: Path) -> Generator[IO[bytes], None, None]:
    if path.suffix == ".gz":
        with gzip.GzipFile(path.stem, "wb", fileobj=file, mtime=0) as packed:
            yield cast(IO[bytes], packed)
    elif path.suffix == ".zip":
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(path.stem, "w") as packed:
            yield packed
    else:
        yield file


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _unpacked(file: IO[bytes], name: str | None) -> IO[bytes]:
    buffered = file if isinstance(file, (io.BufferedReader, io.BytesIO)) else io.BytesIO(file.read())
    magic = buffered.getbuffer()[:4].tobytes() if isinstance(buffered, io.BytesIO) else buffered.peek(4)[:4]
    if magic[:2] == b"\x1f\x8b":
        return cast(IO[bytes], _Guarded(gzip.GzipFile(fileobj=buffered), _size(buffered), name))
    if magic == b"PK\x03\x04":
        archive = zipfile.ZipFile(buffered)
        members = [
            found for found in archive.infolist() if not found.is_dir() and not found.filename.startswith("__MACOSX")
        ]
        if len(members) != 1:
            raise InterchangeError(
                f"a zip of {len(members)} files", path=name, hint="unpack it and read the files one by one"
            )
        return cast(IO[bytes], _Guarded(archive.open(members[0]), members[0].compress_size, name))
    return buffered


def _size(file: IO[bytes]) -> int:
    try:
        return os.fstat(file.fileno()).st_size
    except (OSError, AttributeError):
        return 0


class _Guarded(io.BufferedIOBase):
    """An unpacking stream that refuses to swell without end."""

    def __init__(self, stream: IO[bytes] | gzip.GzipFile, packed: int, name: str | None) -> None:
        self._stream = stream
        self._allowed = max(_HARMLESS, packed * _SWELL)
        self._name = name
        self._given = 0

    def read(self, size: int | None = -1) -> bytes:
        data = self._stream.read(-1 if size is None else size)
        self._given += len(data)
        if self._given > self._allowed:
            raise InterchangeError(
                f"swells beyond {self._allowed >> 20} MB when unpacked", path=self._name, hint="unpack it yourself"
            )
        return data
