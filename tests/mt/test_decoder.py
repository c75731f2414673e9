"""Token batches, and the two kinds of tokenizer a package may bring."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import ModelError
from workbench.mt import packages
from workbench.mt.decoder import Decoder, Search, token_batches


@settings(derandomize=True, deadline=None)
@given(st.lists(st.integers(0, 300), max_size=60), st.integers(1, 500))
def test_batches_hold_everything_once_longest_first_and_stay_within_the_size(lengths: list[int], size: int) -> None:
    batches = token_batches(lengths, size)
    assert sorted(index for batch in batches for index in batch) == list(range(len(lengths)))
    assert all(len(batch) == 1 or lengths[batch[0]] * len(batch) <= size for batch in batches)
    order = [lengths[index] for batch in batches for index in batch]
    assert order == sorted(order, reverse=True)


def test_the_mean_is_the_average_log_probability_of_the_pieces(installed_models: Path) -> None:
    decoder = Decoder(packages.find("ko", "en")[0], threads=1)
    source = decoder.encode("우크라이나 전쟁은 끼인 국가의 위기이다.")
    ((hypothesis,),) = decoder.translate([source], Search())
    (scored,) = decoder.score([source], [hypothesis.pieces])
    assert hypothesis.mean == pytest.approx(sum(value for _, value in scored) / len(scored), abs=0.02)


def test_the_batches_of_a_call_do_not_change_its_texts(installed_models: Path) -> None:
    texts = [
        f"{one} {other}의 위기이다." for one in ("경제", "안보", "정책", "시장") for other in ("전쟁", "국가", "동맹")
    ]
    found = []
    for size, threads in ((16, 1), (200, 2), (4000, 1)):
        decoder = Decoder(packages.find("ko", "en")[0], threads=threads, batch_tokens=size)
        sources = [decoder.encode(text) for text in texts]
        drafts = {
            index: decoder.decode(hypotheses[0].pieces)
            for batch, results in decoder.stream(sources, [Search()] * len(sources))
            for index, hypotheses in zip(batch, results, strict=True)
        }
        found.append([drafts[index] for index in range(len(texts))])
    assert found[0] == found[1] == found[2]


def test_what_outgrows_its_usual_length_is_decoded_to_its_end(
    installed_models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoder = Decoder(packages.find("ko", "en")[0], threads=1, batch_tokens=16)
    sources = [decoder.encode(text) for text in ("경제 위기이다.", "우크라이나 전쟁은 끼인 국가의 위기이다.", "한국.")]
    whole = [found[0].pieces for found in decoder.translate_all(sources, [Search()] * 3)]
    monkeypatch.setattr("workbench.mt.decoder.usual_length", lambda source: 3)
    assert [found[0].pieces for found in decoder.translate_all(sources, [Search()] * 3)] == whole
    assert max(map(len, whole)) > 3


def test_a_damaged_model_is_one_sentence(installed_models: Path) -> None:
    (package,) = packages.find("ko", "en")
    (package.model / "model.bin").write_bytes(b"nonsense")
    with pytest.raises(ModelError, match=r"the model cannot be loaded .*install the package again"):
        Decoder(package)


def test_a_damaged_tokenizer_is_one_sentence(installed_models: Path) -> None:
    (package,) = packages.find("ko", "en")
    package.tokenizer.write_bytes(b"nonsense")
    with pytest.raises(ModelError, match="the tokenizer is damaged"):
        Decoder(package)


def test_an_older_package_with_byte_pairs_is_tokenized_as_argos_does(tmp_path: Path) -> None:
    from workbench.mt.packages import Package
    from workbench.mt.tokens import open_tokenizer

    (tmp_path / "bpe.model").write_text("#version: 0.2\nt h\nth e</w>\n")
    tokenizer = open_tokenizer(Package(tmp_path, "en", "de", "English", "German", "1.0"))
    pieces = tokenizer.encode("the war.")
    assert pieces[0] == "the"
    assert tokenizer.decode(pieces) == "the war."
