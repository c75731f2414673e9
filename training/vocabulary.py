"""One SentencePiece vocabulary for Korean, Japanese and English: unigram pieces, bytes for what is rare."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from training.pairs import Pair

PAD, UNKNOWN, START, END = 0, 1, 2, 3
LINES = 120_000
"""Lines of each language that are enough to choose pieces by."""


def train(pairs: Iterable[Pair], path: Path, size: int, *, lines: int = LINES, seed: int = 7) -> Path:
    """Write a SentencePiece model of `size` pieces learnt from the pairs and return its path.

    Each of the three languages gives the same number of lines, so that Korean is not crowded out; pairs that an epoch shows
    often give more of them.
    """
    import sentencepiece

    chance = random.Random(seed)
    found: dict[str, list[str]] = {}
    for pair in pairs:
        for _ in range(int(pair.copies + chance.random())):
            found.setdefault(pair.language, []).append(pair.source)
            found.setdefault("en", []).append(pair.english)
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "text"
        with text.open("w", encoding="utf-8") as file:
            for texts in found.values():
                chance.shuffle(texts)
                file.writelines(f"{line}\n" for line in texts[:lines])
        sentencepiece.SentencePieceTrainer.train(
            input=str(text), model_prefix=str(Path(folder) / "model"), vocab_size=size, model_type="unigram",
            byte_fallback=True, character_coverage=0.9985, normalization_rule_name="nmt_nfkc", split_digits=True,
            pad_id=PAD, unk_id=UNKNOWN, bos_id=START, eos_id=END, num_threads=2, max_sentence_length=4000,
            minloglevel=2, hard_vocab_limit=False,
        )  # fmt: skip
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((Path(folder) / "model.model").read_bytes())
    return path


def load(path: Path) -> Any:
    """The SentencePiece processor of a model file."""
    import sentencepiece

    return sentencepiece.SentencePieceProcessor(model_file=str(path))


def pieces(path: Path) -> list[str]:
    """All pieces by their number."""
    processor = load(path)
    return [processor.id_to_piece(number) for number in range(processor.get_piece_size())]
