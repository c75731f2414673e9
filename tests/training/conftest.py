"""A small vocabulary that the tests of the recipe share."""

from __future__ import annotations

from pathlib import Path

import pytest

from training import own, vocabulary


@pytest.fixture(scope="session")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SentencePiece model of our own words."""
    pairs = [*list(own.lexicon())[::4], *own.parallel("train", share=0.05)]
    path = tmp_path_factory.mktemp("vocabulary") / "tokenizer.model"
    return vocabulary.train(pairs, path, 4000, lines=4000)
