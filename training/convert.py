"""A trained model as a CTranslate2 model folder, with the decoder layer whose attention aligns best written into it.

CTranslate2's layouts are those of `network`, so every weight is copied under another name. Quantisation edits arrays in place:
each is a clone, or it would destroy the model that is still being trained.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from torch import Tensor

from training.network import Transformer
from training.vocabulary import END, START, UNKNOWN

ALL_HEADS = 0


def convert(
    model: Transformer,
    pieces: Sequence[str],
    folder: Path,
    *,
    quantization: str = "int8",
    alignment_layer: int | None = None,
) -> Path:
    """Write the model folder and return it.

    Args:
        model: On any device; it is not changed.
        pieces: The vocabulary, as many as the model has embeddings.
        folder: Written anew.
        quantization: `int8`, or `float32` for weights exactly as trained.
        alignment_layer: The decoder layer whose attention, averaged over its heads, is shown with a translation; else the
            last but one.
    """
    from ctranslate2.specs import TransformerSpec, common_spec

    shape = model.shape
    spec = TransformerSpec.from_config(
        (shape.encoder, shape.decoder),
        shape.heads,
        pre_norm=True,
        activation=common_spec.Activation.RELU,
        alignment_layer=max(0, shape.decoder - 2) if alignment_layer is None else alignment_layer,
        alignment_heads=ALL_HEADS,
    )
    _fill(spec, model)
    spec.register_source_vocabulary(list(pieces))
    spec.register_target_vocabulary(list(pieces))
    spec.config.unk_token, spec.config.bos_token, spec.config.eos_token = (pieces[i] for i in (UNKNOWN, START, END))
    spec.config.decoder_start_token = pieces[START]
    spec.config.add_source_eos = True
    spec.validate()
    spec.optimize(quantization=None if quantization == "float32" else quantization)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    spec.save(str(folder))
    return folder


def _fill(spec: Any, model: Transformer) -> None:
    table = _array(model.embedding.weight)
    for side, positions in ((spec.encoder.embeddings[0], spec.encoder), (spec.decoder.embeddings, spec.decoder)):
        side.weight, side.multiply_by_sqrt_depth = table.copy(), True
        positions.position_encodings.encodings = _array(model.get_buffer("positions"))
    _norm(spec.encoder.layer_norm, model.encoder_norm)
    _norm(spec.decoder.layer_norm, model.decoder_norm)
    for there, layer in zip(spec.encoder.layer, model.encoder, strict=True):
        _attention(there.self_attention, layer.attention)
        _feed(there.ffn, layer.feed)
    for there, layer in zip(spec.decoder.layer, model.decoder, strict=True):
        _attention(there.self_attention, layer.attention)
        _attention(there.attention, layer.cross)
        _feed(there.ffn, layer.feed)
    spec.decoder.projection.weight, spec.decoder.projection.bias = table.copy(), _array(model.bias)


def _attention(there: Any, layer: Any) -> None:
    _norm(there.layer_norm, layer.norm)
    parts = [layer.query, layer.inputs, layer.output] if layer.query is not None else [layer.inputs, layer.output]
    for place, part in zip(there.linear, parts, strict=True):
        _linear(place, part)


def _feed(there: Any, layer: Any) -> None:
    _norm(there.layer_norm, layer.norm)
    _linear(there.linear_0, layer.inner)
    _linear(there.linear_1, layer.output)


def _linear(there: Any, layer: Any) -> None:
    there.weight, there.bias = _array(layer.weight), _array(layer.bias)


def _norm(there: Any, layer: Any) -> None:
    there.gamma, there.beta = _array(layer.weight), _array(layer.bias)


def _array(weight: Tensor) -> Any:
    return weight.detach().float().cpu().clone().numpy()
