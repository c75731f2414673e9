"""Reading and cutting papers: speed, linearity, and agreement with hand-made segmentations where those are at hand.

Peer: pysbd, where it is installed (`uv run --with pysbd …`). Hand-made segmentations are read from `../shared/gold/segments`
and the documents they belong to from `../shared/seeds`; both are skipped where they do not exist.

    uv run python benchmarks/bench_documents.py
"""

from __future__ import annotations

import csv
import importlib.util
import itertools
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from workbench import documents
from workbench.documents.koreanlines import Vocabulary
from workbench.documents.segmenter import cuts
from workbench.text.overlay import view
from workbench.text.tags import strip

ROOT = Path(__file__).parents[1]
SHARED = ROOT / "../shared"
KINDS = {
    "title": "title", "meta": "meta", "toc": "toc", "heading1": "heading", "heading2": "heading", "body": "paragraph",
    "list": "list_item", "quote": "quotation", "pull_quote": "quotation", "footnote": "footnote", "note": "note",
    "figure_title": "caption", "page_number": "furniture", "stray": "furniture", "name_list": "paragraph",
    "colophon": "meta",
}  # fmt: skip
PROSE = {"body", "list", "quote", "pull_quote", "footnote", "note"}
SEEDS = {"ja": "ja-newsletter-742.md", "ko": "ko-policy-brief-41.md"}


def main() -> None:
    """Print every table."""
    for language, name in SEEDS.items():
        gold, seed = SHARED / f"gold/segments/gold_{language}.tsv", SHARED / f"seeds/{name}"
        if gold.exists() and seed.exists():
            agreement(gold, seed, language)
    joins()
    for language in ("ja", "ko"):
        speed(language)
        linearity(language)


def agreement(gold: Path, seed: Path, language: str) -> None:
    """Kinds of blocks and boundaries in prose against the hand-made segmentation."""
    with gold.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    data = seed.read_bytes()
    document = documents.read(data, seed.name, language=language)
    text = data.decode()
    kinds: dict[int, list[str]] = {}
    found: list[tuple[str, str]] = []
    for block in document.blocks:
        first = text.count("\n", 0, block.start) + 1
        for line in range(first, first + block.source.count("\n") + 1):
            kinds.setdefault(line, []).append(block.kind.value)
        for span in documents.segment(block, language):
            found += [(block.kind.value, key(strip(view(block.source, block.edits, span.start, span.end).text)))]
    blocks = {row["block"]: row for row in reversed(rows)}
    wrong = [row for row in blocks.values() if KINDS[row["kind"]] not in kinds.get(int(row["line_from"]), [])]
    print(f"{language}: kinds {len(blocks) - len(wrong)}/{len(blocks)}")
    for row in wrong:
        print(f"   line {row['line_from']}: {row['kind']} read as {kinds.get(int(row['line_from']))}")
    prose = [row for row in rows if row["kind"] in PROSE]
    have = Counter(text for _, text in found)
    right = 0
    missed = []
    run: list[str] = []
    expected = 0
    for index, row in enumerate(prose):
        run.append(key(row["text"], label=True))
        following = prose[index + 1] if index + 1 < len(prose) else None
        if following is not None and following["boundary"] == "o":
            continue
        # Optional boundaries inside the run count either way.
        expected += 1
        if have["".join(run)]:
            have["".join(run)] -= 1
            right += 1
        elif len(run) > 1 and all(have[part] for part in run):
            have.subtract(run)
            right += 1
        else:
            missed.append("|".join(run))
        run = []
    given = sum(kind in ("paragraph", "list_item", "quotation", "footnote", "note") for kind, _ in found)
    spare = sum(
        max(count, 0) for text, count in have.items() if any(text == t and k in KINDS.values() for k, t in found)
    )
    outside = sum(1 for row in rows if row["kind"] not in PROSE | {"page_number", "stray"})
    precision = right / (right + max(spare - outside, 0))
    recall = right / expected
    print(
        f"   prose segments {right}/{expected} of {given} found, F1 {2 * precision * recall / (precision + recall):.4f}"
    )
    for part in missed:
        print(f"   missed: {part}")


def key(text: str, *, label: bool = False) -> str:
    """Text for comparison: no spaces, no list label or mark."""
    if label:
        text = re.sub(r"[¹²³⁴⁵⁶⁷⁸⁹]|(?<=[ぁ-ん])\d(?=。$)", "", re.sub(r"^(?:\d\. |[¹²³⁴⁵⁶⁷⁸⁹]\s?|\*\s?)", "", text))
    return re.sub(r"\s+", "", text)


def sample(language: str, length: int) -> str:
    """Running text of our own corpus, repeated to a length."""
    papers = (path for path in sorted((ROOT / "corpus").glob(f"{language}-*.md")) if not path.name.endswith(".en.md"))
    parts = [path.read_text(encoding="utf-8") for path in papers]
    text = "\n".join(parts)
    return (text * (length // len(text) + 1))[:length]


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds, best of three."""
    best = 1e9
    for _ in range(3):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def joins() -> None:
    """Korean sentences of our own corpus broken at fixed widths: how many line ends are put together right."""
    texts = [re.sub(r"<[^>]+>|\*\*|^[-* ]+", "", line) for line in sample("ko", 25_000).splitlines() if len(line) > 60]
    for width in (24, 31, 38):
        broken = [[text[at : at + width] for at in range(0, len(text), width)] for text in texts]
        vocabulary = Vocabulary.of("\n".join(line.strip() for lines in broken for line in lines))
        ends = [(left, right) for lines in broken for left, right in itertools.pairwise(lines)]
        truths = [" " if left.endswith(" ") or right.startswith(" ") else "" for left, right in ends]
        right = sum(
            vocabulary.join(left.strip(), after.strip())[0] == truth
            for (left, after), truth in zip(ends, truths, strict=True)
        )
        space = sum(truth == " " for truth in truths)
        print(
            f"ko joins at {width} characters: {right / len(ends):.3f} right of {len(ends)} "
            f"(always a space {space / len(ends):.3f}, never {1 - space / len(ends):.3f})"
        )


def speed(language: str) -> None:
    """Characters cut per CPU second, beside a peer."""
    paragraphs = [line for line in sample(language, 400_000).splitlines() if len(line) > 40]
    total = sum(map(len, paragraphs))
    ours = cpu(lambda: [cuts(paragraph, language) for paragraph in paragraphs])
    print(f"{language}: cut {total / ours / 1e6:.2f} M characters per CPU second")
    if importlib.util.find_spec("pysbd"):
        import pysbd  # type: ignore[import-not-found]

        peer = pysbd.Segmenter(language="ja" if language == "ja" else "en", clean=False)
        few = paragraphs[:: max(len(paragraphs) // 60, 1)]
        ours_few = cpu(lambda: [cuts(paragraph, language) for paragraph in few])
        theirs = cpu(lambda: [peer.segment(paragraph) for paragraph in few])
        print(f"   pysbd takes {theirs / ours_few:.1f} times as long on the same paragraphs")
    one = "".join(paragraphs)[:160_000]
    print(f"   one paragraph of {len(one)} characters: {cpu(lambda: cuts(one, language)):.2f} s")


def linearity(language: str) -> None:
    """Reading files of growing size: characters per CPU second, and peak memory per character in a process of its own."""
    for megabytes in (1, 4, 10):
        text = sample(language, megabytes * 1_000_000 // 3)
        data = text.encode()
        start = time.process_time()
        blocks = len(documents.read(data, "a.txt", language=language).blocks)
        seconds = time.process_time() - start
        print(
            f"   read {len(data) / 1e6:.1f} MB: {seconds:.2f} s, {len(text) / seconds / 1e6:.2f} M characters per CPU second, "
            f"{(peak(language, len(text)) - peak(language, 1000)) * 1024 / len(text):.0f} bytes a character at the peak, "
            f"{blocks} blocks"
        )


def peak(language: str, length: int) -> int:
    """The largest resident size, in KiB, of a process that reads so much text."""
    program = (
        "import sys; sys.path.insert(0, 'benchmarks'); import bench_documents as b; from workbench import documents\n"
        f"documents.read(b.sample({language!r}, {length}).encode(), 'a.txt', language={language!r})\n"
        "print(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    return int(done.stdout)


if __name__ == "__main__":
    main()
