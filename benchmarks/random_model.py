"""An Argos package of stock size (6+6 layers, width 512, feed-forward 2048) with random weights: for cost, never for text.

Random decoders never end; here one dimension of the residual stream is kept for counting. The encoder's positions pass
through it, uniform attention averages them (half the source's length), the decoder's own positions are subtracted, and
the end piece is the only one that reads the difference: outputs are about as long as their sources, as real ones are.
"""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

LAYERS, WIDTH, INNER, HEADS, POSITIONS = 6, 512, 2048, 8, 1100
STEP, COUNT, BIAS = 0.05, 0, 1  # the dimension that counts, and one that is always 1


def build_package(path: Path, tokenizer: bytes, vocabulary: list[str], source: str = "ko") -> Path:
    """Write an int8 package with the given SentencePiece model and its pieces as vocabulary."""
    root = f"translate-{source}_en-9_9"
    metadata = {
        "package_version": "9.9", "argos_version": "1.9.0", "from_code": source, "from_name": source,
        "to_code": "en", "to_name": "English", "type": "translate", "links": [],
    }  # fmt: skip
    with TemporaryDirectory() as scratch, zipfile.ZipFile(path, "w") as package:
        _build(Path(scratch), vocabulary)
        package.writestr(f"{root}/metadata.json", json.dumps(metadata))
        package.writestr(f"{root}/sentencepiece.model", tokenizer)
        for member in sorted(Path(scratch).iterdir()):
            package.write(member, f"{root}/model/{member.name}")
    return path


def _build(folder: Path, vocabulary: list[str]) -> None:
    import ctranslate2
    import numpy as np
    from ctranslate2.specs import transformer_spec

    random = np.random.default_rng(7)

    def weights(rows: int, columns: int) -> np.ndarray:
        return (random.standard_normal((rows, columns)) / np.sqrt(columns)).astype(np.float32)

    def norm(layer: object) -> None:
        layer.gamma, layer.beta = np.ones(WIDTH, np.float32), np.zeros(WIDTH, np.float32)

    def linear(layer: object, weight: np.ndarray) -> None:
        layer.weight, layer.bias = weight, np.zeros(len(weight), np.float32)

    def residual(layer: object, columns: int) -> None:
        weight = weights(WIDTH, columns) * 0.3
        weight[[COUNT, BIAS]] = 0  # nothing but the counting attention writes there
        linear(layer, weight)

    spec = transformer_spec.TransformerSpec.from_config(
        (LAYERS, LAYERS), HEADS, pre_norm=True, activation=ctranslate2.specs.common_spec.Activation.RELU
    )
    for stack in (spec.encoder.layer, spec.decoder.layer):
        for number, layer in enumerate(stack):
            norm(layer.self_attention.layer_norm)
            linear(layer.self_attention.linear[0], weights(3 * WIDTH, WIDTH))
            residual(layer.self_attention.linear[1], WIDTH)
            norm(layer.ffn.layer_norm)
            linear(layer.ffn.linear_0, weights(INNER, WIDTH))
            residual(layer.ffn.linear_1, INNER)
            if stack is spec.decoder.layer:
                norm(layer.attention.layer_norm)
                query, key_value, output = weights(WIDTH, WIDTH), weights(2 * WIDTH, WIDTH), weights(WIDTH, WIDTH) * 0.3
                output[[COUNT, BIAS]] = 0
                if number == 0:  # the first head attends everywhere alike and fetches the count of the source
                    query[: WIDTH // HEADS] = 0
                    key_value[WIDTH] = 0
                    key_value[WIDTH, COUNT] = 1
                    output[COUNT, 0] = -2.0
                linear(layer.attention.linear[0], query)
                linear(layer.attention.linear[1], key_value)
                linear(layer.attention.linear[2], output)
    norm(spec.encoder.layer_norm)
    norm(spec.decoder.layer_norm)

    embeddings = random.standard_normal((len(vocabulary), WIDTH)).astype(np.float32)
    embeddings[:, [COUNT, BIAS]] = 0
    positions = np.zeros((POSITIONS, WIDTH), np.float32)
    positions[:, 2:] = 0.1 * random.standard_normal((POSITIONS, WIDTH - 2))
    positions[:, COUNT] = STEP * np.arange(POSITIONS)
    for side in (spec.encoder.embeddings[0], spec.decoder.embeddings):
        side.weight = embeddings.copy()
    spec.encoder.scale_embeddings = spec.decoder.scale_embeddings = False
    spec.encoder.position_encodings.encodings = positions.copy()
    spec.decoder.position_encodings.encodings = positions.copy()

    projection = weights(len(vocabulary), WIDTH) * 2
    projection[:, COUNT] = 0
    end = vocabulary.index("</s>")
    projection[end] = 0
    projection[end, COUNT] = 200.0
    spec.decoder.projection.weight, spec.decoder.projection.bias = projection, np.zeros(len(vocabulary), np.float32)
    # English-looking output only, or every draft would be decoded again for being no translation.
    foreign = [place for place, piece in enumerate(vocabulary) if not piece.lstrip("▁").isascii() or piece[:1] == "<"]
    spec.decoder.projection.bias[[place for place in foreign if place != end]] = -1e4

    spec.config.add_source_eos = True
    spec.register_source_vocabulary(vocabulary)
    spec.register_target_vocabulary(vocabulary)
    spec.validate()
    spec.optimize("int8")
    spec.save(str(folder))
