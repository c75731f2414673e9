"""Tokenizers of Argos packages: text to the model's pieces and back.

Nearly all packages bring a SentencePiece model; older ones a BPE model for Moses tokens. Unlike argostranslate's, the way
back keeps underscores (theirs turns every `_` into a space, which breaks URLs and file names).
"""

from __future__ import annotations

from typing import Any, Protocol

from workbench.errors import ModelError
from workbench.mt.packages import Package


class Tokenizer(Protocol):
    """Text to pieces and back."""

    def encode(self, text: str) -> list[str]:
        """The pieces of a text."""

    def decode(self, pieces: list[str]) -> str:
        """The text of some pieces, without outer spaces."""


def open_tokenizer(package: Package) -> Tokenizer:
    """The tokenizer of a package.

    Raises:
        ModelError: Its file cannot be read.
    """
    if package.tokenizer.name == "bpe.model":
        return _Bpe(package)
    return _SentencePiece(package)


class _SentencePiece:
    def __init__(self, package: Package) -> None:
        import sentencepiece

        try:
            self._processor: Any = sentencepiece.SentencePieceProcessor(model_file=str(package.tokenizer))
        except (OSError, RuntimeError) as error:
            raise ModelError(
                "the tokenizer is damaged", path=package.tokenizer, hint="install the package again"
            ) from error

    def encode(self, text: str) -> list[str]:
        pieces: list[str] = self._processor.encode(text, out_type=str)
        return pieces

    def decode(self, pieces: list[str]) -> str:
        text: str = self._processor.decode_pieces(pieces)
        return text.replace("▁", " ").strip()


class _Bpe:
    """Moses tokens cut by byte-pair encoding, as Argos's own BPE packages want them."""

    def __init__(self, package: Package) -> None:
        from argostranslate.tokenizer import BPETokenizer

        try:
            self._tokenizer: Any = BPETokenizer(package.tokenizer, package.source, package.target)
            self._tokenizer.lazy_load()
        except (OSError, ValueError) as error:
            raise ModelError(
                "the tokenizer is damaged", path=package.tokenizer, hint="install the package again"
            ) from error

    def encode(self, text: str) -> list[str]:
        pieces: list[str] = self._tokenizer.encode(text)
        return pieces

    def decode(self, pieces: list[str]) -> str:
        text: str = self._tokenizer.decode(pieces)
        return text.strip()
