"""Machine translation beside argostranslate's own path: speed, memory, terms, completion, confidence, resuming.

    uv run python benchmarks/bench_mt.py [speed|cores|terms|completion|confidence|resume|ray|footprint …]

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
    # Whole paragraphs and list items only: lines that a page broke do not correspond.
    marks = re.compile(r"\*\*|</?u>|^[-*>#\s①-⑳]+|^\d{1,2}\.\s+")
    clean = [(marks.sub("", one), marks.sub("", other)) for one, other in found]
    ends = re.compile(r"[.!?。！？…][”’\"』」)）]*$")
    return [(one, other) for one, other in clean if len(one) >= 12 and ends.search(one) and ends.search(other)]


ROUNDS = 3
"""How often a case is measured, in turn with the others."""


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

    from workbench.mt.decoder import BATCH_TOKENS, token_batches
    from workbench.mt.packages import find

    package = find(language, "en")[0]
    processor = sentencepiece.SentencePieceProcessor(model_file=str(package.tokenizer))
    model = ctranslate2.Translator(str(package.model), compute_type="int8", inter_threads=threads, intra_threads=1)
    sources = [processor.encode(text, out_type=str) for text in texts]
    batches = [
        [sources[place] for place in batch] for batch in token_batches([len(one) for one in sources], BATCH_TOKENS)
    ]

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


def child_once(texts: list[str], language: str, threads: int, beam: int) -> None:
    """The engine without decoding anything a second time: what everything around the decoding costs."""
    from workbench.mt import pipeline

    pipeline._RESCUES = ()
    child_ours(texts, language, threads, beam)


CHILDREN = {"argos": child_argos, "raw": child_raw, "ours": child_ours, "ours, no rescue": child_once}


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
    """(what it is, packages folder, most sentences to decode) of each model at hand."""
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
    yield "random weights, 6+6 layers, d512", folder, 150


def speed() -> None:
    """Sentences per CPU-second beside argostranslate and beside bare CTranslate2; one core and two; the texts.

    The cases run in turn, `ROUNDS` times; the median of each counts.
    """
    cases = (
        ("argos", 1, 4), ("argos", 0, 4), ("raw", 1, 4), ("ours, no rescue", 1, 4), ("ours", 1, 4), ("raw", 2, 4), ("ours", 2, 4), ("ours", 2, 1),
    )  # fmt: skip
    print(
        "| model | path | threads | beam | sent/CPU-s (least – most) | of argostranslate | of raw | peak MB | same text |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    with TemporaryDirectory() as scratch:
        for name, folder, count in model_folders(Path(scratch)):
            texts = sentences("ko", count)
            runs: dict[tuple[str, int, int], list[dict]] = {case: [] for case in cases}
            for _ in range(ROUNDS):
                for kind, threads, beam in cases:
                    runs[kind, threads, beam].append(run_child(kind, folder, texts, "ko", threads, beam))
            rates = {case: sorted(len(texts) / one["cpu"] for one in found) for case, found in runs.items()}
            middle = {case: statistics.median(found) for case, found in rates.items()}
            peer = runs["argos", 1, 4][0]["texts"]
            for case, found in runs.items():
                kind, threads, beam = case
                same = _same(texts, found[0]["texts"], peer) if kind.startswith("ours") else ""
                print(
                    f"| {name} | {kind} | {threads or 'default'} | {beam}"
                    f" | {middle[case]:.1f} ({rates[case][0]:.1f} – {rates[case][-1]:.1f})"
                    f" | {middle[case] / middle['argos', 1, 4]:.2f}× | {middle[case] / middle['raw', max(threads, 1), 4]:.2f}×"
                    f" | {max(one['peak_mb'] for one in found):.0f} | {same} |",
                    flush=True,
                )


def cores() -> None:
    """Wall time of a batch run on one core and on two: sentences of our parallel corpus, in turn, the median."""
    files = sorted((CORPUS / "parallel").glob("*.tsv"))
    # The corpus's plan is a table too, a narrower one.
    rows = [row.split("\t") for file in files for row in file.read_text("utf-8").splitlines()[1:]]
    texts = [row[4] for row in rows if len(row) > 6]
    print("| model | path | sentences | one core s | two cores s | times as fast |")
    print("|---|---|---|---|---|---|")
    with TemporaryDirectory() as scratch:
        for name, folder, count in model_folders(Path(scratch)):
            for kind in ("raw", "ours"):
                wall: dict[int, list[float]] = {1: [], 2: []}
                for _ in range(ROUNDS):
                    for threads, found in wall.items():
                        found.append(run_child(kind, folder, texts[: 2 * count], "ko", threads)["wall"])
                one, two = (statistics.median(wall[threads]) for threads in (1, 2))
                print(
                    f"| {name} | {kind} | {len(texts[: 2 * count])} | {one:.1f} | {two:.1f} | {one / two:.2f}× |",
                    flush=True,
                )


def _same(texts: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> str:
    """How many drafts equal argostranslate's.

    Numbers are put right and URLs kept out of the model on purpose: those differ where theirs is wrong.
    """
    alike = [
        (one, other)
        for text, one, other in zip(texts, ours, theirs, strict=True)
        if one and not re.search(r"[\d¹²³]|https?:|@", text + other)
    ]
    equal = sum(one == re.sub(r"\s+", " ", other).strip() for one, other in alike)
    return f"{equal} of {len(alike)} without numbers or URLs; {ours.count('')} left empty"


def terms() -> None:
    """Glossary terms in drafts of our own sentences, without and with the ladder; chrF against our translations; cost."""
    from sacrebleu.metrics import CHRF

    from workbench.exchange import terms as term_files
    from workbench.glossary import Matcher, check
    from workbench.model import DraftRequest
    from workbench.mt.argos import open_engine

    concepts = term_files.read(ROOT / "glossary" / "policy.tsv").concepts
    print(
        "| pair | sentences with terms | terms | present, free | present, with ladder | steps | chrF2 free | with | CPU, all | CPU, every 4th |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    with installed_weak():
        for language in ("ko", "ja"):
            matcher = Matcher.build(concepts, language, "en")
            found = [(source, target, tuple(matcher.find(source))) for source, target in pairs(language)]
            found = [
                item for item in found if any(hit.targets and hit.grade in ("exact", "particle") for hit in item[2])
            ]
            engine = open_engine(language, "en", threads=1)
            dict(engine.draft([DraftRequest(found[0][0])]))

            def run(requests: list[DraftRequest], engine: object = engine) -> tuple[list, float]:
                spent = []
                for _ in range(ROUNDS):
                    cpu = time.process_time()
                    drafts = dict(engine.draft(requests))
                    spent.append(time.process_time() - cpu)
                return [drafts[place] for place in range(len(requests))], min(spent)

            # The whole papers, as they are drafted: sentences without terms are part of what the ladder's cost is set against.
            everything = pairs(language)
            free, free_cpu = run([DraftRequest(source) for source, _ in everything])
            guided, guided_cpu = run([DraftRequest(source, tuple(matcher.find(source))) for source, _ in everything])
            rows = [
                (hits, one, other, target)
                for (source, target), one, other in zip(everything, free, guided, strict=True)
                if (hits := tuple(h for h in matcher.find(source) if h.targets and h.grade in ("exact", "particle")))
            ]
            total = sum(len({hit.term for hit in hits}) for hits, *_ in rows)
            missed = [sum(len(check(hits, row[place].target).missing) for hits, *row in rows) for place in (0, 1)]
            sparse = [
                DraftRequest(source, tuple(matcher.find(source)) if place % 4 == 0 else ())
                for place, (source, _) in enumerate(everything)
            ]
            _, sparse_cpu = run(sparse)
            steps = {
                step: sum(other.terms_step == step for _, _, other, _ in rows)
                for step in ("already", "n-best", "replaced", "forced", "missed")
            }
            chrf = [
                CHRF().corpus_score([row[place].target for _, *row in rows], [[t for *_, t in rows]]).score
                for place in (0, 1)
            ]
            print(
                f"| {language}→en | {len(rows)} | {total} | {100 - 100 * missed[0] / total:.1f} %"
                f" | {100 - 100 * missed[1] / total:.1f} % | {steps} | {chrf[0]:.1f} | {chrf[1]:.1f}"
                f" | {guided_cpu / free_cpu:.2f}× | {sparse_cpu / free_cpu:.2f}× |",
                flush=True,
            )


def completion() -> None:
    """Latency of a completion at several prefixes beside drafting the segment alone (median, one segment a time)."""
    from workbench.model import DraftRequest
    from workbench.mt.argos import open_engine

    print("| model | prefix | completion p50 ms | p95 ms | full decode p50 ms | ratio of medians |")
    print("|---|---|---|---|---|---|")
    with TemporaryDirectory() as scratch:
        for name, folder, _ in model_folders(Path(scratch)):
            os.environ["ARGOS_PACKAGES_DIR"] = str(folder)
            engine = open_engine("ko", "en")
            texts = [text for text in sentences("ko", 200) if len(text) > 30][:40]
            full, targets = [], []
            for text in texts:
                began = time.perf_counter()
                ((_, draft),) = engine.draft([DraftRequest(text)])
                full.append(time.perf_counter() - began)
                targets.append(draft.target)
            for share in (0.25, 0.5, 0.75, 0.9):
                spent = []
                for text, target in zip(texts, targets, strict=True):
                    words = target.split()
                    prefix = " ".join(words[: max(1, round(len(words) * share))]) + " "
                    began = time.perf_counter()
                    engine.complete(text, prefix)
                    spent.append(time.perf_counter() - began)
                spent.sort()
                middle, whole = statistics.median(spent), statistics.median(full)
                print(
                    f"| {name} | {share:.0%} | {middle * 1e3:.0f} | {spent[int(len(spent) * 0.95)] * 1e3:.0f}"
                    f" | {whole * 1e3:.0f} | {middle / whole:.2f} |",
                    flush=True,
                )


_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
DAMAGES = ("none", "loop", "half cut", "third cut", "copied", "partly copied", "wrong sentence", "number changed")


def damaged(everything: list[tuple[str, str]], kind: str) -> list[tuple[str, str]]:
    """The pairs with their translation damaged in one way; those that cannot be damaged so are left out."""
    chance = random.Random(5)
    found = []
    for place, (source, target) in enumerate(everything):
        words = target.split()
        if kind == "loop":
            size = chance.randint(1, min(3, len(words)))
            at = chance.randint(0, len(words) - size)
            target = " ".join(words[: at + size] + words[at : at + size] * 8)
        elif kind == "half cut":
            target = " ".join(words[: max(1, len(words) // 2)])
        elif kind == "third cut":
            target = " ".join(words[: max(1, len(words) * 2 // 3)])
        elif kind == "copied":
            target = source
        elif kind == "partly copied":
            middle = len(words) // 2
            target = " ".join([*words[:middle], source[: max(2, len(source) // 5)], *words[middle:]])
        elif kind == "wrong sentence":
            target = everything[(place + 7) % len(everything)][1]
        elif kind == "number changed":
            numbers = list(_DIGITS.finditer(target))
            if not numbers:
                continue
            one = chance.choice(numbers)
            changed = str(int(re.sub(r"\D", "", one.group())) * 3 + 7)
            target = target[: one.start()] + changed + target[one.end() :]
        found.append((source, target))
    return found


def gold_pairs(language: str) -> list[tuple[str, str]]:
    """News pairs of the shared alignment set (NTREX documents with odd numbers; the even ones fitted the lengths)."""
    found = []
    for file in sorted((SHARED / "gold/align/dev").glob(f"{language}-ntrex-*.gold.tsv"))[1::2]:
        texts = [
            [
                line
                for line in file.with_name(file.name.replace(".gold.tsv", f".{side}.txt"))
                .read_text("utf-8")
                .split("\n")
                if line.strip()
            ]
            for side in ("src", "tgt")
        ]
        for line in file.read_text("utf-8").splitlines():
            one, other = line.split("\t")[:2]
            if one.isdigit() and other.isdigit():
                found.append((texts[0][int(one)], texts[1][int(other)]))
    return found


def confidence() -> None:
    """How many translations are flagged: faithful ones (false alarms), and the same ones damaged."""
    from workbench.mt.confidence import assess
    from workbench.text import tags

    sets = {f"our papers {language}": (language, pairs(language)) for language in ("ko", "ja")}
    sets |= {f"news {language}": (language, gold_pairs(language)) for language in ("ko", "ja")}
    print(f"| % flagged | pairs | {' | '.join(DAMAGES)} | µs a pair |")
    print("|---|---|" + "---|" * (len(DAMAGES) + 1))
    for name, (language, everything) in sets.items():
        if not everything:
            continue
        shares, cpu, count = [], time.process_time(), 0
        for kind in DAMAGES:
            checked = damaged(everything, kind)
            count += len(checked)
            flagged = sum(bool(assess(tags.strip(one), other, None, language).findings) for one, other in checked)
            shares.append(f"{100 * flagged / len(checked):.1f}")
        cost = (time.process_time() - cpu) / count * 1e6
        print(f"| {name} | {len(everything)} | {' | '.join(shares)} | {cost:.0f} |", flush=True)


def footprint() -> None:
    """Import cost, and peak memory of a run of 2,000 segments over the size of the model file."""
    code = "import time; t = time.perf_counter(); import {0}; print((time.perf_counter() - t) * 1e3)"
    for module in ("workbench.mt", "workbench.mt.argos", "workbench.mt.completion", "workbench.mt.packages"):
        best = min(
            float(
                subprocess.run(
                    [sys.executable, "-c", code.format(module)], capture_output=True, text=True, check=True
                ).stdout
            )
            for _ in range(5)
        )
        print(f"import {module}: {best:.0f} ms")
    with TemporaryDirectory() as scratch:
        for name, folder, count in model_folders(Path(scratch)):
            figures = run_child("ours", folder, sentences("ko", count), "ko", 2)
            size = max(file.stat().st_size for file in folder.rglob("model.bin")) / 2**20
            print(
                f"{name}: model {size:.0f} MB, peak {figures['peak_mb']:.0f} MB, {figures['peak_mb'] - size:.0f} MB over it"
            )


def resume() -> None:
    """`workbench pretranslate` of 20,000 segments killed with -9 at 30 %, and again: every segment drafted, once."""
    _killed(20_000, [])


def ray() -> None:
    """The engine on two Ray actors, one killed: every segment once; the driver's cost a segment."""
    import ray as cluster

    from workbench.model import DraftRequest
    from workbench.mt.engine import MemoryCache
    from workbench.mt.scaleout import open_engine

    with dictionary_installed():
        engine = open_engine("ko", "en", address="local", workers=2)
        requests = [DraftRequest(text) for text in numbered_sentences(20_000)]
        cache, seen = MemoryCache(), []
        process = cluster.get(engine.actors[0].process_id.remote())
        cpu, wall = time.process_time(), time.perf_counter()
        for index, _ in engine.draft(requests, cache=cache):
            seen.append(index)
            if len(seen) == 6000:
                os.kill(process, signal.SIGKILL)
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        print(
            f"{len(requests)} segments, one of two workers killed at 6,000: {len(set(range(len(requests))) - set(seen))} missing,"
            f" {len(seen) - len(set(seen))} doubled, {wall:.0f} s; driver {cpu / len(requests) * 1e6:.0f} µs CPU a segment"
        )
        engine.close()


def numbered_sentences(count: int) -> list[str]:
    """Distinct sentences over the words of the dictionary model."""
    words = [
        "전쟁",
        "경제",
        "안보",
        "위기",
        "정책",
        "성장",
        "물가",
        "금리",
        "수출",
        "투자",
        "예산",
        "기업",
        "시장",
        "환율",
        "동맹",
    ]
    found = []
    for place in range(count):
        one, rest = place % 15, place // 15
        found.append(f"{words[one]} {words[rest % 15]}의 {words[rest // 15 % 15]} {rest // 225}.")
    return found


def _killed(count: int, extra: list[str]) -> None:
    import sqlite3

    with dictionary_installed(), TemporaryDirectory() as scratch:
        source, database = Path(scratch) / "long.txt", Path(scratch) / "workbench.db"
        source.write_text("\n\n".join(numbered_sentences(count)) + "\n", "utf-8")
        command = [
            sys.executable,
            "-m",
            "workbench",
            "--db",
            str(database),
            "pretranslate",
            str(source),
            "--from",
            "ko",
            *extra,
        ]

        def cached() -> int:
            if not database.exists():
                return 0
            try:
                with sqlite3.connect(database, timeout=5) as connection:
                    return int(connection.execute("SELECT count(*) FROM drafts").fetchone()[0])
            except sqlite3.OperationalError:
                return 0

        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while cached() < 0.3 * count and process.poll() is None:
            time.sleep(0.05)
        process.kill()
        process.wait()
        first, kept = time.perf_counter() - began, cached()
        began = time.perf_counter()
        subprocess.run(command, capture_output=True, check=True)
        second = time.perf_counter() - began
        with sqlite3.connect(database) as connection:
            drafted = connection.execute("SELECT count(*) FROM segments WHERE target <> ''").fetchone()[0]
            total = connection.execute("SELECT count(*) FROM segments").fetchone()[0]
            twice = connection.execute(
                "SELECT count(*) FROM (SELECT segment_id FROM revisions GROUP BY segment_id HAVING count(*) > 1)"
            ).fetchone()[0]
        began = time.perf_counter()
        subprocess.run(command, capture_output=True, check=True)
        print(
            f"killed -9 after {first:.1f} s with {kept} drafts kept; second run {second:.1f} s; {drafted} of {total} segments"
            f" drafted, {twice} twice; a third run, with nothing to do: {time.perf_counter() - began:.1f} s"
        )


class installed_weak:  # noqa: N801 - used as a context manager
    """The shared weak packages, installed in a folder of their own."""

    def __enter__(self) -> None:
        self._scratch = TemporaryDirectory()
        for path in (SHARED / "models").glob("*.argosmodel"):
            zipfile.ZipFile(path).extractall(self._scratch.name)
        os.environ["ARGOS_PACKAGES_DIR"] = self._scratch.name

    def __exit__(self, *_: object) -> None:
        self._scratch.cleanup()


class dictionary_installed(installed_weak):  # noqa: N801 - used as a context manager
    """The dictionary model of the tests, installed in a folder of its own."""

    def __enter__(self) -> None:
        sys.path.insert(0, str(ROOT / "tests"))
        import dictionary_model

        self._scratch = TemporaryDirectory()
        package = dictionary_model.build_package(Path(self._scratch.name) / "ko.argosmodel")
        zipfile.ZipFile(package).extractall(self._scratch.name)
        os.environ["ARGOS_PACKAGES_DIR"] = self._scratch.name


SECTIONS: dict[str, Callable[[], None]] = {
    "speed": speed, "cores": cores, "terms": terms, "completion": completion, "confidence": confidence, "footprint": footprint,
    "resume": resume,
}  # fmt: skip
EXTRA: dict[str, Callable[[], None]] = {"ray": ray}
"""Sections that need what the environment does not have: `uv run --with ray python benchmarks/bench_mt.py ray`."""


def main(arguments: list[str]) -> None:
    """Run the sections asked for, or all."""
    if arguments[:1] == ["--child"]:
        kind, file, language, threads, beam = arguments[1:]
        CHILDREN[kind](json.loads(Path(file).read_text("utf-8")), language, int(threads), int(beam))
        return
    for name in arguments or SECTIONS:
        print(f"\n### {name}\n", flush=True)
        {**SECTIONS, **EXTRA}[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
