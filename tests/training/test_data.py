"""What is learnt from: licences are kept, the split holds, weights and batches are what they say."""

from __future__ import annotations

import lzma
from pathlib import Path

import numpy as np
import pytest

from training import corpora, own, pairs
from training.batches import Pool
from training.pairs import Pair
from training.vocabulary import END, PAD, START


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Korean and Japanese files with an everyday sentence, a share-alike one and one that nobody gave a licence for."""
    for language, first, second in (("ko", "비가 온다.", "회의가 끝났다."), ("ja", "雨が降る。", "会議が終わった。")):
        rows = [(first, "It rains.", "tatoeba"), (second, "The meeting is over.", "jhe"), ("x", "y", "found-somewhere")]
        with lzma.open(tmp_path / f"{language}-en.tsv.xz", "wt", encoding="utf-8") as file:
            file.writelines("\t".join(row) + "\n" for row in rows)
    return tmp_path


@pytest.mark.parametrize(("licences", "names"), [("permissive", {"tatoeba"}), ("share-alike", {"tatoeba", "jhe"})])
def test_share_alike_data_is_read_only_when_asked_for_and_unlicensed_data_never(
    folder: Path, licences: str, names: set[str]
) -> None:
    found = list(corpora.read(folder, licences))
    assert {pair.corpus for pair in found} == names
    assert {pair.language for pair in found} == {"ko", "ja"}


def test_every_corpus_names_its_licence_and_whom_to_credit() -> None:
    for name, corpus in corpora.CORPORA.items():
        assert corpus.licence, name
        assert corpus.credit, name
        assert corpus.share_alike == ("SA" in corpus.licence or "MPL" in corpus.licence), name


def test_the_split_is_that_of_the_parallel_corpus() -> None:
    lines = (own.PARALLEL / "split.tsv").read_text(encoding="utf-8").splitlines()[1:]
    assert len(lines) > 100
    for line in lines:
        passage, part = line.split("\t")
        assert own.split(passage) == part


def test_no_sentence_of_dev_or_test_is_learnt_from() -> None:
    learnt = {pair.source for pair in own.parallel("train")}
    held = {pair.source for part in ("dev", "test") for pair in own.parallel(part) if len(pair.source) > 25}
    assert held
    assert not learnt & held


def test_a_smaller_share_lies_within_a_larger_one() -> None:
    quarter, half, whole = (set(own.parallel("train", share=share)) for share in (0.25, 0.5, 1.0))
    assert quarter < half < whole
    assert 0.15 < len(quarter) / len(whole) < 0.35


def test_pairs_are_written_and_read_again(tmp_path: Path) -> None:
    made = [Pair("ko", "가\t나", "a b", "own", 0.25), Pair("ja", "雨", "rain", "lexicon")]
    assert pairs.write(tmp_path / "pairs.tsv", made) == 2
    assert list(pairs.read(tmp_path / "pairs.tsv")) == [Pair("ko", "가 나", "a b", "own", 0.25), made[1]]


def test_a_batch_shows_the_decoder_what_came_before(tokenizer: Path) -> None:
    pool = Pool.encode(list(own.parallel("dev", languages=("ko",)))[:6], tokenizer, 400)
    batch = pool.batch(range(len(pool)))
    assert (batch.given[:, 0] == START).all()
    for given, wanted in zip(batch.given, batch.wanted, strict=True):
        length = int((wanted != PAD).sum())
        assert wanted[length - 1] == END
        assert (given[1:length] == wanted[: length - 1]).all()
        assert not given[length:].any()
    assert batch.tokens == (batch.wanted != PAD).sum()


def test_batches_keep_to_their_size_and_pairs_to_their_weight(tokenizer: Path) -> None:
    texts = [(pair.source, pair.english) for pair in own.parallel("train", languages=("ko",))][:300]
    chosen = [Pair("ko", *text, "own", 2.0 if place % 2 else 0.5) for place, text in enumerate(texts)]
    pool = Pool.encode(chosen, tokenizer, 300)
    batches = list(pool.epoch(np.random.default_rng(1), 900))
    widths = [max(batch.source.shape[1], batch.wanted.shape[1]) for batch in batches]
    assert all(width * len(batch.source) <= 900 for width, batch in zip(widths, batches, strict=True))
    rows = sum(len(batch.source) for batch in batches)
    assert rows == pytest.approx(300 + 75, abs=25)
    assert sum(batch.tokens for batch in batches) == pytest.approx(pool.tokens, rel=0.05)


def test_a_pair_that_is_too_long_is_left_out(tokenizer: Path) -> None:
    long = Pair("ko", "가 " * 300, "a", "own")
    assert len(Pool.encode([long, Pair("ko", "가", "a", "own")], tokenizer, 100)) == 1
