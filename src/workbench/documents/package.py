"""An Office file as a zip of XML parts, opened with distrust.

Sizes are bounded before anything is unpacked, entities are not resolved, nothing is fetched. Writing replaces the parts
that changed and copies every other entry as it is.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping

from lxml import etree

from workbench.errors import DocumentError

MAX_PART = 64 * 1024 * 1024
MAX_TOTAL = 512 * 1024 * 1024
MAX_ENTRIES = 20_000
MAX_RATIO = 200
"""How much a part may grow when unpacked; text compresses 10- to 30-fold."""


class Package:
    """The parts of an Office file.

    Raises:
        DocumentError: No zip, damaged, encrypted, or larger inside than any paper.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._data = data
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            raise DocumentError("encrypted, or an old .doc file", path=name, hint="save it as .docx without a password")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise DocumentError("damaged: not a whole .docx file", path=name, hint="open and save it again") from error
        entries = self._zip.infolist()
        if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_TOTAL:
            raise DocumentError("far larger inside than any document", path=name, hint="do not trust this file")
        self.names = frozenset(entry.filename for entry in entries)

    def part(self, path: str) -> etree._Element:
        """The root element of an XML part.

        Raises:
            DocumentError: Missing, damaged, too large, or with a document type (where external entities hide).
        """
        data = self.unpacked(path)
        if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:65536]:
            raise DocumentError(f"{path} declares entities", path=self.name, hint="do not trust this file")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise DocumentError(f"damaged: {path} is no XML ({error.msg})", path=self.name) from error

    def unpacked(self, path: str) -> bytes:
        """A part, unpacked within bounds."""
        try:
            entry = self._zip.getinfo(path)
            with self._zip.open(entry) as file:
                data = file.read(MAX_PART + 1)
        except KeyError as error:
            raise DocumentError(f"damaged: {path} is missing", path=self.name) from error
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError) as error:
            raise DocumentError(f"damaged: {path} cannot be unpacked", path=self.name) from error
        packed = max(entry.compress_size, 1)
        if len(data) > MAX_PART or (len(data) > 1_000_000 and len(data) / packed > MAX_RATIO):
            raise DocumentError(
                f"{path} is far larger inside than any document", path=self.name, hint="do not trust this file"
            )
        return data

    def rewritten(self, parts: Mapping[str, bytes]) -> bytes:
        """The file with some parts replaced, every other entry as it was and in the same order."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as target:
            for entry in self._zip.infolist():
                data = parts[entry.filename] if entry.filename in parts else self._zip.read(entry)
                target.writestr(entry, data, compress_type=entry.compress_type)
        return out.getvalue()
