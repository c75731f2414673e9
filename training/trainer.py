"""Learning: bf16, label smoothing, a warm-up, a plateau and a way down; checkpoints that a killed run goes on from.

A run ends after a number of target tokens or of minutes, and its learning rate falls to nothing over the last part of that
budget, whichever it is. Everything random is drawn from (seed, epoch), so that a resumed run sees what the whole run would have.
"""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn.attention import SDPBackend, sdpa_kernel

from training.batches import Batch, Pool
from training.network import Shape, Transformer


@dataclass(frozen=True, slots=True)
class Settings:
    """How a run learns.

    `tokens` and `minutes` are its budget (target tokens; minutes at work): the first that is used up ends it, zero is no
    limit. `batch` is in padded tokens. `keep` checkpoints stay for averaging, one every `checkpoint` seconds.
    """

    tokens: int = 0
    minutes: float = 0.0
    batch: int = 3000
    rate: float = 2e-3
    matrix_rate: float = 0.02
    warm_up: int = 200
    fall: float = 0.4
    smoothing: float = 0.1
    dropout: float = 0.0
    seed: int = 7
    checkpoint: float = 300.0
    keep: int = 4


@dataclass(slots=True)
class Progress:
    """How far a run is; what a checkpoint restores."""

    step: int = 0
    tokens: int = 0
    seconds: float = 0.0
    epoch: int = 0
    batch: int = 0

    def share(self, settings: Settings) -> float:
        """How much of the budget is used, 0–1 (and a little more at the end)."""
        used = self.tokens / settings.tokens if settings.tokens else 0.0
        return max(used, self.seconds / 60 / settings.minutes if settings.minutes else 0.0)


Report = Callable[[Transformer, Progress, float], None]
"""Called at every checkpoint and at the end with the model, the progress and the mean loss since the last time."""


def train(
    model: Transformer,
    pool: Pool,
    settings: Settings,
    folder: Path,
    *,
    device: str = "cpu",
    report: Report | None = None,
) -> Progress:
    """Train the model in place until the budget is used up, going on from the folder's state if it has one."""
    folder.mkdir(parents=True, exist_ok=True)
    model.to(device).train()
    set_dropout(model, settings.dropout)
    optimizers = _optimizers(model, settings)
    progress = _resume(folder, model, optimizers)
    if progress.step == 0:
        torch.manual_seed(settings.seed)
    losses: list[float] = []
    saved = last = time.monotonic()
    for batch in _stream(pool, settings, progress):
        if progress.share(settings) >= 1:
            break
        losses.append(_step(model, batch, optimizers, settings, progress, device))
        now = time.monotonic()
        # A machine that was stopped for a while (laptop lid, SIGSTOP) has not been at work.
        progress.seconds += min(now - last, 30.0)
        last = now
        if now - saved > settings.checkpoint:
            _save(folder, model, optimizers, progress, settings.keep)
            if report is not None:
                report(model, progress, float(np.mean(losses)))
            losses, saved, last = [], time.monotonic(), time.monotonic()
    _save(folder, model, optimizers, progress, settings.keep)
    if report is not None:
        report(model, progress, float(np.mean(losses)) if losses else math.nan)
    return progress


def rate(progress: Progress, settings: Settings) -> float:
    """The learning rate as a share of its peak: up over the warm-up, flat, down to 2 % over the last `fall` of the budget."""
    up = min(1.0, (progress.step + 1) / settings.warm_up)
    down = (1 - progress.share(settings)) / settings.fall if settings.fall else 1.0
    return up * max(0.02, min(1.0, down))


def average(paths: list[Path]) -> dict[str, torch.Tensor]:
    """The mean of the weights of some checkpoints."""
    states = [torch.load(path, map_location="cpu", weights_only=True)["model"] for path in paths]
    return {name: torch.stack([state[name].float() for state in states]).mean(0) for name in states[0]}


def checkpoints(folder: Path) -> list[Path]:
    """A run's kept weights, oldest first."""
    return sorted(folder.glob("weights-*.pt"))


def load(paths: list[Path]) -> Transformer:
    """The model of a checkpoint, or of the average of several."""
    first = torch.load(paths[0], map_location="cpu", weights_only=True)
    model = Transformer(Shape(**first["shape"]))
    model.load_state_dict(average(paths))
    model.eval()
    return model


def set_dropout(model: Transformer, dropout: float) -> None:
    """Give every layer of the model this dropout."""
    for layer in model.modules():
        if hasattr(layer, "dropout"):
            layer.dropout = dropout


def _optimizers(model: Transformer, settings: Settings) -> list[torch.optim.Optimizer]:
    """Muon for the layers' matrices, AdamW for embeddings, biases and norms (Jordan et al. 2024)."""
    matrices = [weight for name, weight in model.named_parameters() if weight.dim() == 2 and name != "embedding.weight"]
    chosen = {id(weight) for weight in matrices}
    others = [weight for weight in model.parameters() if id(weight) not in chosen]
    adam = torch.optim.AdamW(others, lr=settings.rate, betas=(0.9, 0.98), eps=1e-8, weight_decay=0.0)
    if not settings.matrix_rate:
        adam.add_param_group({"params": matrices})
        return [adam]
    muon = torch.optim.Muon(matrices, lr=settings.matrix_rate, weight_decay=0.01, momentum=0.95)
    return [adam, muon]


def _stream(pool: Pool, settings: Settings, progress: Progress) -> Iterator[Batch]:
    while True:
        chance = np.random.default_rng((settings.seed, progress.epoch))
        batches = pool.epoch(chance, settings.batch)
        yield from islice(batches, progress.batch, None)
        progress.epoch, progress.batch = progress.epoch + 1, 0


def _step(
    model: Transformer,
    batch: Batch,
    optimizers: list[torch.optim.Optimizer],
    settings: Settings,
    progress: Progress,
    device: str,
) -> float:
    scale = rate(progress, settings)
    for optimizer, peak in zip(optimizers, (settings.rate, settings.matrix_rate), strict=False):
        for group in optimizer.param_groups:
            group["lr"] = scale * peak
        optimizer.zero_grad(set_to_none=True)
    source, given, wanted = (torch.from_numpy(part).to(device) for part in (batch.source, batch.given, batch.wanted))
    # On a CPU the plain attention is 1.3 to 1.5 times as fast in bf16 as the fused one; on a GPU torch chooses.
    backends = (
        [SDPBackend.MATH]
        if device == "cpu"
        else [SDPBackend.FLASH_ATTENTION, SDPBackend.EFFICIENT_ATTENTION, SDPBackend.MATH]
    )
    with sdpa_kernel(backends):
        with torch.autocast(torch.device(device).type, torch.bfloat16):
            loss = model(source, given, wanted, settings.smoothing)
        loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    for optimizer in optimizers:
        optimizer.step()
    progress.step += 1
    progress.batch += 1
    progress.tokens += batch.tokens
    return float(loss.item())


def _save(
    folder: Path, model: Transformer, optimizers: list[torch.optim.Optimizer], progress: Progress, keep: int
) -> None:
    weights = {"model": model.state_dict(), "shape": asdict(model.shape)}
    _write(weights, folder / f"weights-{progress.step:07d}.pt")
    state = {**weights, "optimizers": [one.state_dict() for one in optimizers], "progress": asdict(progress)}
    _write({**state, "random": torch.get_rng_state()}, folder / "state.pt")
    for old in checkpoints(folder)[:-keep]:
        old.unlink()


def _write(content: dict[str, Any], path: Path) -> None:
    torch.save(content, path.with_suffix(".part"))
    os.replace(path.with_suffix(".part"), path)


def _resume(folder: Path, model: Transformer, optimizers: list[torch.optim.Optimizer]) -> Progress:
    path = folder / "state.pt"
    if not path.exists():
        return Progress()
    state = torch.load(path, map_location="cpu", weights_only=True)
    model.load_state_dict(state["model"])
    for optimizer, saved in zip(optimizers, state["optimizers"], strict=True):
        optimizer.load_state_dict(saved)
    torch.set_rng_state(state["random"])
    return Progress(**state["progress"])
