"""A deep model shows the attention of its last layer but one; what it translates does not change."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from workbench.mt import heads


@pytest.fixture(scope="module")
def deep_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small decoder of five layers with random weights."""
    import ctranslate2
    import numpy as np
    from ctranslate2.specs import transformer_spec

    random = np.random.default_rng(1)
    width, vocabulary = 16, ["<unk>", "<s>", "</s>", *"abcdefgh"]
    spec = transformer_spec.TransformerSpec.from_config((1, 5), 2, pre_norm=True)

    def fill(layer: object, rows: int, columns: int) -> None:
        layer.weight = random.standard_normal((rows, columns)).astype(np.float32)
        layer.bias = np.zeros(rows, np.float32)

    def norm(layer: object) -> None:
        layer.gamma, layer.beta = np.ones(width, np.float32), np.zeros(width, np.float32)

    for stack in (spec.encoder.layer, spec.decoder.layer):
        for layer in stack:
            for part in (layer.self_attention, *([layer.attention] if stack is spec.decoder.layer else [])):
                norm(part.layer_norm)
            norm(layer.ffn.layer_norm)
            fill(layer.self_attention.linear[0], 3 * width, width)
            fill(layer.self_attention.linear[1], width, width)
            fill(layer.ffn.linear_0, width, width)
            fill(layer.ffn.linear_1, width, width)
            if stack is spec.decoder.layer:
                fill(layer.attention.linear[0], width, width)
                fill(layer.attention.linear[1], 2 * width, width)
                fill(layer.attention.linear[2], width, width)
    norm(spec.encoder.layer_norm)
    norm(spec.decoder.layer_norm)
    for side in (spec.encoder.embeddings[0], spec.decoder.embeddings):
        side.weight = random.standard_normal((len(vocabulary), width)).astype(np.float32)
    for side in (spec.encoder, spec.decoder):
        side.position_encodings.encodings = random.standard_normal((64, width)).astype(np.float32)
    fill(spec.decoder.projection, len(vocabulary), width)
    spec.register_source_vocabulary(vocabulary)
    spec.register_target_vocabulary(vocabulary)
    spec.validate()
    spec.optimize("float32")
    folder = tmp_path_factory.mktemp("deep")
    spec.save(str(folder))
    assert ctranslate2.contains_model(str(folder))
    return folder


def test_a_deep_model_shows_another_attention_and_the_same_text(deep_model: Path) -> None:
    import ctranslate2

    files = heads.aligned_files(deep_model)
    assert files is not None
    plain = ctranslate2.Translator(str(deep_model))
    aligned = ctranslate2.Translator(str(deep_model), files=files)
    options = {"return_attention": True, "return_scores": True, "beam_size": 2, "max_decoding_length": 12}
    (one,), (other,) = (model.translate_batch([list("abc")], **options) for model in (plain, aligned))
    assert (one.hypotheses, one.scores) == (other.hypotheses, other.scores)
    assert one.attention != other.attention


def test_the_file_on_disk_stays_as_it_is(deep_model: Path) -> None:
    before = (deep_model / "model.bin").read_bytes()
    files = heads.aligned_files(deep_model)
    assert files is not None
    assert (deep_model / "model.bin").read_bytes() == before
    assert sum(one != other for one, other in zip(files["model.bin"], before, strict=True)) in (2, 3, 4)


def test_a_shallow_model_is_left_alone(dictionary_package: dict[str, Path], tmp_path: Path) -> None:
    with zipfile.ZipFile(dictionary_package["ko"]) as package:
        package.extractall(tmp_path)
    assert heads.aligned_files(tmp_path / "translate-ko_en-1_0" / "model") is None


@pytest.mark.parametrize("content", [b"", b"\x06\0\0\0", b"\x09\0\0\0" + bytes(100), b"\x06\0\0\0\xff\xff" + bytes(30)])
def test_a_file_of_another_format_is_left_alone(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "model.bin").write_bytes(content)
    assert heads.aligned_files(tmp_path) is None
