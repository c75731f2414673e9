"""The bilingual page: everything escaped, both languages marked, statuses in words, readable without scripts."""

import shutil
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from workbench.exchange.html import Row, inline, render
from workbench.model import Block, BlockKind, Origin, Segment, Status, Tag

GOLDEN = Path(__file__).parents[1] / "golden" / "bilingual.html"

BOLD, NOTE = Tag(1, "bold", "**", "**"), Tag(2, "footnote", "¹")


def segment(number: int, source: str, target: str = "", **fields: object) -> Segment:
    return replace(Segment(number, 1, number, number, 0, len(source), source, target), **fields)  # type: ignore[arg-type]


ROWS = [
    Row(
        Block(0, BlockKind.TITLE, "좁은 바다", level=1),
        [segment(1, "좁은 바다", "Narrow Seas", status=Status.REVIEWED, origin=Origin.HUMAN)],
    ),
    Row(Block(1, BlockKind.FURNITURE, "3"), [segment(2, "3")]),
    Row(
        Block(2, BlockKind.PARAGRAPH, "해협은 **좁다**¹. 항로는 길다.", tags=(BOLD, NOTE)),
        [
            segment(
                3,
                "해협은 ⟦1⟧좁다⟦/1⟧⟦2/⟧.",
                "The strait is ⟦1⟧narrow⟦/1⟧.⟦2/⟧",
                status=Status.CONFIRMED,
                origin=Origin.FUZZY,
                score=91,
                note="<확인>",
            ),
            segment(4, "항로는 길다.", "The lane is long.", status=Status.DRAFT, origin=Origin.MT, score=64),
        ],
    ),
    Row(
        Block(3, BlockKind.LIST_ITEM, "<script>alert(1)</script> & 비용", level=2, label="①"),
        [segment(5, "<script>alert(1)</script> & 비용")],
    ),
]


class Checker(HTMLParser):
    """Every element is closed in order, and no script came in with the text."""

    VOID = ("meta", "input", "br")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.languages: set[str] = set()
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.languages |= {value for name, value in attrs if name == "lang" and value}
        self.scripts += tag == "script"
        assert not any(name in ("src", "href") for name, _ in attrs), "the page fetches something"
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def page() -> str:
    return render("narrow-seas <초안>.md", ROWS, source_language="ko", target_language="en")


def test_the_page_is_what_it_was() -> None:
    assert page() == GOLDEN.read_text(encoding="utf-8"), "if the change is meant, write the page to tests/golden"


def test_the_page_is_well_formed_and_self_contained() -> None:
    checker = Checker()
    checker.feed(page())
    assert checker.open == []
    assert checker.languages == {"ko", "en"}
    assert checker.scripts == 1
    assert "@import" not in page()
    assert "url(" not in page()


def test_a_status_is_said_in_words_with_its_origin() -> None:
    assert 'aria-label="confirmed, TM, fuzzy, 91 %"' in page()
    assert 'aria-label="draft, machine, 64 %"' in page()
    assert "4 segments" in page()


def test_furniture_is_left_out_and_headings_are_headings() -> None:
    assert '<section class="furniture"' not in page()
    assert '<h2 class="source" lang="ko">' in page()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("⟦1⟧a < b⟦/1⟧", "<b>a &lt; b</b>"),
        ("a⟦2/⟧", "a<sup>¹</sup>"),
        ("⟦1⟧left open", "<b>left open</b>"),
        ("closed only⟦/1⟧", "closed only"),
        ("unknown ⟦9⟧", "unknown ⟦9⟧"),
    ],
)
def test_inline_tags_are_markup_where_they_mean_something(text: str, expected: str) -> None:
    assert inline(text, (BOLD, NOTE)) == expected


@pytest.mark.clients
@pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed")
def test_chromium_lays_it_out_in_two_columns_and_searches(tmp_path: Path) -> None:
    probe = (
        "<script>const b=document.getElementById('find');b.value='narrow';b.dispatchEvent(new Event('input'));"
        "const s=[...document.querySelectorAll('section:not([hidden])')];"
        "const [l,r]=[...s.at(-1).children].map(e=>e.getBoundingClientRect());"
        "document.title=`${s.length} ${l.right<=r.left} ${document.getElementById('found').textContent}`</script>"
    )
    file = tmp_path / "page.html"
    file.write_text(page().replace("</body>", probe + "</body>"), encoding="utf-8")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"]
    command += ["--disable-background-networking", "--disable-component-update", "--window-size=1200,900"]
    done = subprocess.run(
        [*command, f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", file.as_uri()],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    assert "<title>2 true 2 of 3</title>" in done.stdout
