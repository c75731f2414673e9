"""Machine translation beside argostranslate's own path: speed, memory, terms, completion, confidence, resuming.

    uv run python benchmarks/bench_mt.py [speed|terms|completion|confidence|resume|ray|footprint …]

Costs are CPU seconds of a process of its own, model loading left out (every side is warmed up with one sentence). The texts are our
own sample papers. Models: the weak packages of `../shared/models` where they lie, and one of stock size with random
weights (`random_model.py`); neither is ever shipped. The peer is argostranslate's `PackageTranslation` as installed, with
stub modules for the sentence splitters that the environment leaves out and a sentencizer that keeps our segments.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import random_model

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
CORPUS = ROOT / "corpus"
_SENTENCE = re.compile(r"[^.。!?！？]+(?:[.。!?！？]+[”\"』」)）]*|$)\s*")


def pairs(language: str) -> list[tuple[str, str]]:
    """(source, translation) lines of our sample papers; both files have the same lines."""
    found = []
    for path in sorted(CORPUS.glob(f"{language}-*.md")):
        if path.name.endswith(".en.md"):
            continue
        translation = path.with_name(f"{path.stem}.en.md")
        lines = path.read_text("utf-8").splitlines(), translation.read_text("utf-8").splitlines()
        found += [
            (one.strip(), other.strip()) for one, other in zip(*lines, strict=True) if one.strip() and other.strip()
        ]
    return [pair for pair in found if len(pair[0]) >= 12 and not pair[0].startswith(("[^", "|"))]


def sentences(language: str, count: int) -> list[str]:
    """Distinct sentences of the sample papers."""
    found = [part.strip() for line, _ in pairs(language) for part in _SENTENCE.findall(line)]
    return list(dict.fromkeys(part for part in found if len(part) >= 12))[:count]


# ---- children: one measured process each -----------------------------------------------------------------------------


def measured(work: Callable[[], list[str]], count: int) -> None:
    """Run the work and print its figures and texts as JSON."""
    cpu, wall = time.process_time(), time.perf_counter()
    texts = work()
    figures = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall, "count": count, "texts": texts}
    # Not `getrusage`: its peak is inherited from the parent through fork and exec.
    figures["peak_mb"] = int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) / 1024
    print(json.dumps(figures))


def child_argos(texts: list[str], language: str, threads: int, beam: int) -> None:
    """argostranslate's own `PackageTranslation`, one segment a paragraph."""
    import types

    os.environ.update(ARGOS_INTRA_THREADS=str(threads), ARGOS_BEAM_SIZE=str(beam))
    for name in ("stanza", "minisbd", "minisbd.models", "spacy"):
        sys.modules[name] = types.ModuleType(name)
    sys.modules["minisbd"].SBDetect = object  # type: ignore[attr-defined]
    sys.modules["minisbd"].models = sys.modules["minisbd.models"]  # type: ignore[attr-defined]
    from argostranslate import package, translate

    (installed,) = [one for one in package.get_installed_packages() if one.from_code == language]
    translation = translate.PackageTranslation.__new__(translate.PackageTranslation)
    translation.pkg, translation.translator = installed, None
    translation.sentencizer = types.SimpleNamespace(split_sentences=lambda text: [text])
    translation.hypotheses(texts[0])
    measured(lambda: [translation.hypotheses(text)[0].value for text in texts], len(texts))


def child_raw(texts: list[str], language: str, threads: int, beam: int) -> None:
    """CTranslate2 alone over the same token batches: no texts, no scores, no checks."""
    import ctranslate2
    import sentencepiece

    from workbench.mt.decoder import token_batches
    from workbench.mt.packages import find

    package = find(language, "en")[0]
    processor = sentencepiece.SentencePieceProcessor(model_file=str(package.tokenizer))
    model = ctranslate2.Translator(str(package.model), compute_type="int8", inter_threads=threads, intra_threads=1)
    sources = [processor.encode(text, out_type=str) for text in texts]
    batches = [[sources[place] for place in batch] for batch in token_batches([len(one) for one in sources], 1024)]

    def work() -> list[str]:
        under_way = [
            model.translate_batch(batch, beam_size=beam, length_penalty=0.2, asynchronous=True) for batch in batches
        ]
        return [" ".join(result.result().hypotheses[0]) for batch in under_way for result in batch]

    model.translate_batch(sources[:1])
    measured(work, len(texts))


def child_ours(texts: list[str], language: str, threads: int, beam: int) -> None:
    """The workbench's engine, everything included."""
    from workbench.model import DraftRequest
    from workbench.mt.argos import open_engine

    engine = open_engine(language, "en", threads=threads, beam=beam)
    dict(engine.draft([DraftRequest("서울." if language == "ko" else "東京。")]))

    def work() -> list[str]:
        drafts = dict(engine.draft([DraftRequest(text) for text in texts]))
        return [drafts[place].target for place in range(len(texts))]

    measured(work, len(texts))


CHILDREN = {"argos": child_argos, "raw": child_raw, "ours": child_ours}


def run_child(kind: str, packages: Path, texts: Sequence[str], language: str, threads: int, beam: int = 4) -> dict:
    """The figures of a measured process."""
    with TemporaryDirectory() as scratch:
        file = Path(scratch) / "texts.json"
        file.write_text(json.dumps(list(texts)), "utf-8")
        environment = {**os.environ, "ARGOS_PACKAGES_DIR": str(packages), "XDG_DATA_HOME": scratch}
        command = [sys.executable, __file__, "--child", kind, str(file), language, str(threads), str(beam)]
        output = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    return json.loads(output.strip().splitlines()[-1])


# ---- what is measured ------------------------------------------------------------------------------------------------


def model_folders(scratch: Path) -> Iterator[tuple[str, Path, int]]:
    """(what it is, packages folder, sentences to decode) of each model at hand."""
    weak = sorted((SHARED / "models").glob("*.argosmodel"))
    if weak:
        folder = scratch / "weak"
        for path in weak:
            zipfile.ZipFile(path).extractall(folder)
        yield "trained, 3+2 layers, d256", folder, 300
        tokenizer = (folder / "translate-ko_en-0_1/sentencepiece.model").read_bytes()
        vocabulary = json.loads((folder / "translate-ko_en-0_1/model/shared_vocabulary.json").read_text("utf-8"))
    else:
        sys.path.insert(0, str(ROOT / "tests"))
        import dictionary_model

        pieces = dictionary_model._pieces()
        tokenizer, vocabulary = dictionary_model._sentencepiece_model(pieces), [piece for piece, _, _ in pieces]
    folder = scratch / "random"
    package = random_model.build_package(scratch / "random.argosmodel", tokenizer, vocabulary)
    zipfile.ZipFile(package).extractall(folder)
    yield "random weights, 6+6 layers, d512", folder, 120


def speed() -> None:
    """Sentences per CPU-second beside argostranslate and beside bare CTranslate2; one core and two; the texts."""
    print("| model | path | threads | beam | sent/CPU-s | against argostranslate | wall s | peak MB | same text |")
    print("|---|---|---|---|---|---|---|---|---|")
    with TemporaryDirectory() as scratch:
        for name, folder, count in model_folders(Path(scratch)):
            texts = sentences("ko", count)
            peer = None
            for kind, threads, beam in (
                ("argos", 1, 4), ("argos", 0, 4), ("raw", 1, 4), ("ours", 1, 4), ("raw", 2, 4), ("ours", 2, 4), ("ours", 2, 1),
            ):  # fmt: skip
                figures = run_child(kind, folder, texts, "ko", threads, beam)
                rate = figures["count"] / figures["cpu"]
                peer = peer or (rate, figures["texts"])
                same = ""
                if kind == "ours":
                    written = [(one, other) for one, other in zip(figures["texts"], peer[1], strict=True) if one]
                    equal = sum(one == re.sub(r"\s+", " ", other).strip() for one, other in written)
                    same = f"{equal} of {len(written)}, {len(texts) - len(written)} left empty"
                print(
                    f"| {name} | {kind} | {threads or 'default'} | {beam} | {rate:.1f} | {rate / peer[0]:.2f}×"
                    f" | {figures['wall']:.1f} | {figures['peak_mb']:.0f} | {same} |",
                    flush=True,
                )


SECTIONS: dict[str, Callable[[], None]] = {"speed": speed}


def main(arguments: list[str]) -> None:
    """Run the sections asked for, or all."""
    if arguments[:1] == ["--child"]:
        kind, file, language, threads, beam = arguments[1:]
        CHILDREN[kind](json.loads(Path(file).read_text("utf-8")), language, int(threads), int(beam))
        return
    for name in arguments or SECTIONS:
        print(f"\n### {name}\n")
        SECTIONS[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
