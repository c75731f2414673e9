"""A word-for-word Korean and Japanese → English model, built by arithmetic, in a real `.argosmodel`.

No training and no data: at step p the decoder attends to source position p alone, and the output layer holds the
dictionary. Everything around it is real (SentencePiece with byte fallback, CTranslate2, the Argos package layout), so
that tests exercise batches, n-best lists, forced prefixes, attention and scores without a download.

A word outside `LEXICON` is copied piece by piece (so numbers, Latin words and URLs survive, and unknown Korean stays
Korean); a particle yields nothing. The first rendering of a word is the likeliest, the others follow in the n-best.
"""

from __future__ import annotations

import json
import struct
import tempfile
import zipfile
from pathlib import Path

LEXICON: dict[str, tuple[str, ...]] = {
    # Korean
    "우크라이나": ("Ukraine",), "전쟁": ("war", "conflict"), "러시아": ("Russia",), "미국": ("America",),
    "중국": ("China",), "일본": ("Japan",), "한국": ("Korea",), "끼인": ("sandwiched", "pinched", "in-between"),
    "국가": ("state", "nation", "country"), "완충": ("buffer", "cushion"), "지대": ("zone", "area"),
    "경제": ("economy",), "안보": ("security", "safety"), "위기": ("crisis", "danger"), "정책": ("policy", "measure"),
    "지정학": ("geopolitics",), "지정학적": ("geopolitical",), "공급망": ("supply-chain", "supply-network"),
    "제재": ("sanctions", "penalties"), "동맹": ("alliance", "league"), "협력": ("cooperation", "teamwork"),
    "유라시아": ("Eurasia",), "해양": ("maritime", "ocean"), "대륙": ("continent",), "세력": ("power", "force"),
    "균형": ("balance",), "질서": ("order",), "국제": ("international",), "정부": ("government", "state"),
    "대통령": ("president",), "총리": ("prime-minister",), "성장": ("growth",), "물가": ("prices",),
    "금리": ("interest-rate",), "수출": ("exports",), "수입": ("imports",), "투자": ("investment",),
    "예산": ("budget",), "기업": ("company", "firm"), "시장": ("market",), "환율": ("exchange-rate",),
    "중요하다": ("matters",), "늘었다": ("rose", "grew"), "줄었다": ("fell", "shrank"), "밝혔다": ("said",),
    "이다": ("is",), "있다": ("exists",), "한다": ("does",), "그리고": ("and",), "그러나": ("but",),
    "은": (), "는": (), "이": (), "가": (), "을": (), "를": (), "에": ("in",), "의": ("of",), "와": ("and",),
    "과": ("and",), "로": ("to",), "에서": ("in",), "년": ("year",), "월": ("month",), "조": ("trillion",),
    "억": ("hundred-million",), "만": ("ten-thousand",), "달러": ("dollars",), "원": ("won",),
    # Japanese
    "ウクライナ": ("Ukraine",), "戦争": ("war", "conflict"), "ロシア": ("Russia",), "米国": ("America",),
    "中国": ("China",), "日本": ("Japan",), "韓国": ("Korea",), "緩衝": ("buffer", "cushion"), "地帯": ("zone", "area"),
    "国家": ("state", "nation", "country"), "経済": ("economy",), "安全保障": ("security", "safety"),
    "危機": ("crisis", "danger"), "政策": ("policy", "measure"), "地政学": ("geopolitics",),
    "供給網": ("supply-chain", "supply-network"), "制裁": ("sanctions", "penalties"), "同盟": ("alliance", "league"),
    "協力": ("cooperation", "teamwork"), "秩序": ("order",), "国際": ("international",), "政府": ("government",),
    "成長": ("growth",), "物価": ("prices",), "金利": ("interest-rate",), "輸出": ("exports",), "投資": ("investment",),
    "予算": ("budget",), "企業": ("company", "firm"), "市場": ("market",), "重要": ("important",),
    "増えた": ("rose", "grew"), "減った": ("fell", "shrank"), "述べた": ("said",), "である": ("is",), "です": ("is",),
    "は": (), "が": (), "を": (), "に": ("in",), "の": ("of",), "と": ("and",), "で": ("in",), "へ": ("to",),
    "年": ("year",), "月": ("month",), "兆": ("trillion",), "億": ("hundred-million",), "万": ("ten-thousand",),
    "ドル": ("dollars",), "円": ("yen",), "。": (".",), "、": (",",), "「": ('"',), "」": ('"',), "・": ("·",),
}  # fmt: skip

_ENGLISH = {
    target: targets
    for rank in (3, 2, 1, 0)
    for targets in LEXICON.values()
    if rank < len(targets) and (target := targets[rank])[0].isalpha()
}
"""English words of the lexicon, with the renderings they stand among; first renderings count most."""

SILENT = "<silent>"
"""What a particle becomes: a control piece, which SentencePiece decodes to nothing."""

_WIDTH, _TOKEN, _POSITION, _HIDDEN, _POSITIONS = 384, 160, 64, 8, 640
_VALUE = _TOKEN + _POSITION  # where the attended source token lands in the decoder's state


def build_package(path: Path, source: str = "ko", source_name: str = "Korean") -> Path:
    """Write the package file of one language and return its path."""
    root = f"translate-{source}_en-1_0"
    pieces = _pieces()
    metadata = {
        "package_version": "1.0", "argos_version": "1.9.0", "from_code": source, "from_name": source_name,
        "to_code": "en", "to_name": "English", "type": "translate", "links": [],
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as scratch, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        _build_model(Path(scratch), [piece for piece, _, _ in pieces])
        package.writestr(f"{root}/metadata.json", json.dumps(metadata, indent=1))
        package.writestr(f"{root}/sentencepiece.model", _sentencepiece_model(pieces))
        for member in sorted(Path(scratch).iterdir()):
            package.write(member, f"{root}/model/{member.name}")
    return path


def _pieces() -> list[tuple[str, float, int]]:
    """(piece, score, SentencePiece type): longest dictionary words win, single characters come last, bytes never."""
    normal, unknown, control, byte = 1, 2, 3, 6
    pieces = [("<unk>", 0.0, unknown), ("<s>", 0.0, control), ("</s>", 0.0, control), (SILENT, 0.0, control)]
    words = {word for source in LEXICON for word in (source, *LEXICON[source])}
    characters = {chr(code) for code in range(33, 127)} | set("“”‘’…–—(%)")
    for text in sorted(words | characters):
        score = -1.0 if len(text) > 1 else -4.0
        pieces += [(text, score, normal), (f"▁{text}", score - 0.01, normal)]
    pieces.append(("▁", -4.5, normal))
    return pieces + [(f"<0x{code:02X}>", 0.0, byte) for code in range(256)]


def _build_model(folder: Path, vocabulary: list[str]) -> None:
    import ctranslate2
    import numpy as np
    from ctranslate2.specs import transformer_spec

    index = {token: place for place, token in enumerate(vocabulary)}
    random = np.random.default_rng(3)
    embeddings = np.zeros((len(vocabulary), _WIDTH), np.float32)
    # Words with the same renderings share a vector, so that no rendering answers to a crowd of them.
    vectors = {meaning: random.choice([-1, 1], _TOKEN) for meaning in dict.fromkeys(map(_renderings, vocabulary))}
    embeddings[:, :_TOKEN] = [vectors[_renderings(token)] for token in vocabulary]
    angles = np.arange(_POSITIONS)[:, None] * (np.pi * np.linspace(0.02, 0.98, _POSITION // 2))
    positions = np.zeros((_POSITIONS, _WIDTH), np.float32)
    positions[:, _TOKEN:_VALUE] = np.concatenate([np.cos(angles), np.sin(angles)], axis=1) * 1.5

    spec = transformer_spec.TransformerSpec.from_config(
        (1, 1), 1, pre_norm=True, activation=ctranslate2.specs.common_spec.Activation.RELU
    )

    def zeros(*shape: int) -> np.ndarray:
        return np.zeros(shape, np.float32)

    def norm(layer: object) -> None:
        layer.gamma, layer.beta = np.ones(_WIDTH, np.float32), zeros(_WIDTH)

    def linear(layer: object, rows: int, columns: int, weight: np.ndarray | None = None) -> None:
        layer.weight, layer.bias = zeros(rows, columns) if weight is None else weight, zeros(rows)

    for layer in (spec.encoder.layer[0], spec.decoder.layer[0]):  # self-attention and feed-forward add nothing
        norm(layer.self_attention.layer_norm)
        linear(layer.self_attention.linear[0], 3 * _WIDTH, _WIDTH)
        linear(layer.self_attention.linear[1], _WIDTH, _WIDTH)
        norm(layer.ffn.layer_norm)
        linear(layer.ffn.linear_0, _HIDDEN, _WIDTH)
        linear(layer.ffn.linear_1, _WIDTH, _HIDDEN)

    # Cross-attention: the decoder's position asks, the encoder's position answers, the encoder's token is fetched.
    attention = spec.decoder.layer[0].attention
    query, key_value, output = zeros(_WIDTH, _WIDTH), zeros(2 * _WIDTH, _WIDTH), zeros(_WIDTH, _WIDTH)
    for place in range(_TOKEN, _VALUE):
        query[place, place], key_value[place, place] = 6.0, 1.0
    for place in range(_TOKEN):
        key_value[_WIDTH + place, place] = 1.0
        output[_VALUE + place, place] = 1.0
    norm(attention.layer_norm)
    linear(attention.linear[0], _WIDTH, _WIDTH, query)
    linear(attention.linear[1], 2 * _WIDTH, _WIDTH, key_value)
    linear(attention.linear[2], _WIDTH, _WIDTH, output)
    norm(spec.encoder.layer_norm)
    norm(spec.decoder.layer_norm)

    for side in (spec.encoder.embeddings[0], spec.decoder.embeddings):
        side.weight = embeddings.copy()
    spec.encoder.scale_embeddings = spec.decoder.scale_embeddings = False
    spec.encoder.position_encodings.encodings = positions
    spec.decoder.position_encodings.encodings = positions.copy()

    # Output layer: each rendering answers to its meanings' vectors, a little less for each further choice.
    weight = zeros(len(vocabulary), _WIDTH)
    for meaning, vector in vectors.items():
        for rank, rendering in enumerate(meaning):
            weight[index[rendering], _VALUE : _VALUE + _TOKEN] += vector * (0.08 * (1 - 0.07 * rank))
    spec.decoder.projection.weight, spec.decoder.projection.bias = weight, zeros(len(vocabulary))

    spec.config.add_source_eos = True
    spec.register_source_vocabulary(vocabulary)
    spec.register_target_vocabulary(vocabulary)
    spec.validate()
    spec.optimize("float32")
    spec.save(str(folder))


def _renderings(token: str) -> tuple[str, ...]:
    """The pieces that a source piece may become, likeliest first; itself where the lexicon does not know it.

    An English word of the lexicon counts as the source word that it first renders, so that no output row answers to two.
    """
    word = token.removeprefix("▁")
    targets = LEXICON.get(word, _ENGLISH.get(word))
    if targets is None:
        return (token,)
    return tuple(target if target in ".,·" else f"▁{target}" for target in targets) or (SILENT,)


def _sentencepiece_model(pieces: list[tuple[str, float, int]]) -> bytes:
    """A unigram SentencePiece model (sentencepiece_model.proto), written field by field."""

    def varint(value: int) -> bytes:
        parts = bytearray()
        while value > 127:
            parts.append(value & 127 | 128)
            value >>= 7
        return bytes([*parts, value])

    def number(tag: int, value: int) -> bytes:
        return varint(tag << 3) + varint(value)

    def data(tag: int, value: bytes) -> bytes:
        return varint(tag << 3 | 2) + varint(len(value)) + value

    model = b"".join(
        data(1, data(1, piece.encode()) + varint(2 << 3 | 5) + struct.pack("<f", score) + number(3, kind))
        for piece, score, kind in pieces
    )
    trainer = number(3, 1) + number(4, len(pieces)) + number(35, 1)  # unigram, vocabulary size, byte fallback
    normalizer = data(1, b"identity") + number(3, 1) + number(4, 1) + number(5, 1)
    return model + data(2, trainer) + data(3, normalizer)
