"""The model, the trainer and the conversion: exact where they should be, resumable, and a package at the end of the road."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch", reason="torch is not installed: `make trainer` sets it up")

from click.testing import CliRunner  # noqa: E402

from training import attention, convert, own, trainer, vocabulary  # noqa: E402
from training.__main__ import main  # noqa: E402
from training.batches import Pool  # noqa: E402
from training.loss import SmoothedCrossEntropy  # noqa: E402
from training.network import Shape, Transformer  # noqa: E402
from training.trainer import Settings  # noqa: E402
from workbench.model import DraftRequest  # noqa: E402
from workbench.mt import packages  # noqa: E402
from workbench.mt.argos import open_engine  # noqa: E402

SHAPE = Shape(0, width=32, inner=64, heads=2, encoder=2, decoder=2)


@pytest.fixture(scope="module")
def pool(tokenizer: Path) -> Pool:
    return Pool.encode(list(own.parallel("train"))[:200], tokenizer, 200)


def new_model(tokenizer: Path) -> Transformer:
    torch.manual_seed(3)
    size = len(vocabulary.pieces(tokenizer))
    return Transformer(Shape(size, SHAPE.width, SHAPE.inner, SHAPE.heads, SHAPE.encoder, SHAPE.decoder))


@pytest.fixture(scope="module")
def trained(tokenizer: Path, pool: Pool, tmp_path_factory: pytest.TempPathFactory) -> Transformer:
    model = new_model(tokenizer)
    trainer.train(model, pool, Settings(tokens=12_000, batch=800, warm_up=5), tmp_path_factory.mktemp("run"))
    return model.eval()


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_the_sliced_loss_and_its_gradients_are_the_plain_ones(smoothing: float) -> None:
    torch.manual_seed(1)
    parts = [torch.randn(shape, requires_grad=True) for shape in ((1100, 16), (70, 16), (70,))]
    wanted = torch.randint(70, (1100,))
    plain = torch.nn.functional.cross_entropy(parts[0] @ parts[1].T + parts[2], wanted, label_smoothing=smoothing)
    sliced = SmoothedCrossEntropy.apply(*parts, wanted, smoothing)
    assert sliced.item() == pytest.approx(plain.item(), rel=1e-5)
    for one, other in zip(torch.autograd.grad(plain, parts), torch.autograd.grad(sliced, parts), strict=True):
        assert torch.allclose(one, other, atol=1e-7)


def test_training_lowers_the_loss(tokenizer: Path, pool: Pool, trained: Transformer) -> None:
    batch = pool.batch(range(40))
    arrays = [torch.from_numpy(part) for part in (batch.source, batch.given, batch.wanted)]
    with torch.no_grad():
        before, after = (float(model.eval()(*arrays)) for model in (new_model(tokenizer), trained))
    assert before > math.log(len(vocabulary.pieces(tokenizer))) - 1
    assert after < before - 1


def test_a_resumed_run_is_the_whole_run(tokenizer: Path, pool: Pool, tmp_path: Path) -> None:
    # Without a budget that ends, so that the rates of both runs are the same.
    whole, parted = Settings(tokens=6_000, batch=800, fall=0), Settings(tokens=3_000, batch=800, fall=0)
    one = new_model(tokenizer)
    trainer.train(one, pool, whole, tmp_path / "whole")
    trainer.train(new_model(tokenizer), pool, parted, tmp_path / "parted")
    other = new_model(tokenizer)
    progress = trainer.train(other, pool, whole, tmp_path / "parted")
    assert progress.tokens >= 6_000
    for name, weight in one.state_dict().items():
        assert torch.equal(weight, other.state_dict()[name]), name


def test_old_checkpoints_go_and_the_rest_are_averaged(tokenizer: Path, pool: Pool, tmp_path: Path) -> None:
    settings = Settings(tokens=8_000, batch=800, checkpoint=0.0, keep=2)
    trainer.train(new_model(tokenizer), pool, settings, tmp_path)
    kept = trainer.checkpoints(tmp_path)
    assert len(kept) == 2
    states = [torch.load(path, weights_only=True)["model"]["bias"] for path in kept]
    assert torch.allclose(trainer.load(kept).bias, (states[0] + states[1]) / 2)


def test_the_rate_goes_up_stays_and_comes_down() -> None:
    settings = Settings(tokens=1000, warm_up=10, fall=0.4)
    at = [trainer.rate(trainer.Progress(step=step, tokens=step * 10), settings) for step in (0, 9, 50, 80, 100)]
    assert at == pytest.approx([0.1, 1.0, 1.0, 0.5, 0.02])


def test_the_converted_model_writes_what_pytorch_writes(trained: Transformer, tokenizer: Path, tmp_path: Path) -> None:
    import ctranslate2

    pieces = vocabulary.pieces(tokenizer)
    before = {name: weight.clone() for name, weight in trained.state_dict().items()}
    convert.convert(trained, pieces, tmp_path / "int8")
    folder = convert.convert(trained, pieces, tmp_path / "float", quantization="float32")
    assert all(torch.equal(weight, before[name]) for name, weight in trained.state_dict().items())

    processor: Any = vocabulary.load(tokenizer)
    sources = [pair.source for pair in own.parallel("dev")][:24]
    translator = ctranslate2.Translator(str(folder), compute_type="float32")
    rows = [processor.encode(source) for source in sources]
    results = translator.translate_batch(
        [processor.encode(source, out_type=str) for source in sources], beam_size=1, max_decoding_length=12
    )
    with torch.no_grad():
        for row, result in zip(rows, results, strict=True):
            (wanted,) = trained.greedy(torch.tensor([[*row, vocabulary.END]]), vocabulary.START, vocabulary.END, 12)
            assert result.hypotheses[0] == [pieces[piece] for piece in wanted]


@pytest.mark.parametrize("layer", [0, 1])
def test_the_chosen_layers_attention_is_shown(
    trained: Transformer, tokenizer: Path, tmp_path: Path, layer: int
) -> None:
    import ctranslate2

    pair = next(iter(own.parallel("dev")))
    processor: Any = vocabulary.load(tokenizer)
    folder = convert.convert(
        trained, vocabulary.pieces(tokenizer), tmp_path, quantization="float32", alignment_layer=layer
    )
    translator = ctranslate2.Translator(str(folder), compute_type="float32")
    (result,) = translator.translate_batch(
        [processor.encode(pair.source, out_type=str)], beam_size=1, max_decoding_length=6, return_attention=True
    )
    target = [processor.piece_to_id(piece) for piece in result.hypotheses[0]]
    expected = attention.weights_of(trained, processor.encode(pair.source), target)[layer]
    shown = torch.tensor(result.attention[0])[: len(target)]
    assert torch.allclose(shown, expected[:, : shown.shape[1]], atol=1e-4)


def test_attention_is_judged_by_the_lexicon(trained: Transformer, tokenizer: Path) -> None:
    found = attention.agreement(trained, tokenizer, list(own.parallel("dev"))[:60])
    assert len(found.layers) == 2
    assert found.pieces > 20
    assert all(0 <= share <= 1 for share in found.layers)
    assert found.layers[found.best] == max(found.layers)


def test_the_whole_path_on_toy_data_yields_a_package_that_the_engine_loads(tmp_path: Path, no_models: Path) -> None:
    work = tmp_path / "work"
    done = CliRunner().invoke(main, ["tiny", "--work", str(work), "--tokens", "20000"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    made = sorted((work / "packages").glob("*.argosmodel"))
    assert [path.name for path in made] == ["translate-ja_en-starter.argosmodel", "translate-ko_en-starter.argosmodel"]
    assert all(path.stat().st_size < 3_000_000 for path in made)
    for path in made:
        installed = packages.install(path)
        assert (installed.path / "wordpairs.tsv").read_text("utf-8").startswith(f"{installed.source}\ten\tstrength\n")
        provenance = json.loads((installed.path / "provenance.json").read_text())
        assert provenance["licences"] == "permissive"
        assert provenance["run"]["progress"]["tokens"] >= 20_000
    drafts = dict(open_engine("ko", "en", threads=1).draft([DraftRequest("정부는 예산을 늘렸다."), DraftRequest("")]))
    assert sorted(drafts) == [0, 1]
    assert "argos" in open_engine("ja", "en").signature
