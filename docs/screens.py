"""Draw the guide's pictures of the editor: `uv run python docs/screens.py`.

The sample papers are imported into a project of its own, the editor runs without a terminal, and what it shows is written as
SVG. Textual's SVG gives a wide character the room of a narrow one; here every run of text gets the room its cells take.
"""

from __future__ import annotations

import asyncio
import html
import os
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from workbench.store.documents import find
from workbench.text.width import cells
from workbench.tui.app import WorkbenchApp
from workbench.tui.screens import edit_help
from workbench.tui.screens.edit import EditScreen
from workbench.workflow.align import Options, align_files, knowledge
from workbench.workflow.alignments import adopt, keep
from workbench.workflow.editing import Session
from workbench.workflow.glossary import import_terms
from workbench.workflow.importing import import_document
from workbench.workflow.project import Project

ROOT = Path(__file__).parent.parent
OUT = Path(__file__).parent / "screens"
CELL = 12.2
"""Width of a cell in textual's SVG."""

TARGETS = {
    "ko-shipping-lanes.md": "ko-shipping-lanes.en.md",
    "ja-island-chain.md": "ja-island-chain.en.md",
}


async def main() -> None:
    """Draw them all."""
    os.environ["WORKBENCH_AUTHOR"] = "kim"
    edit_help.WARM_PAUSE = 0.05  # findings are in the picture
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = folder
        os.environ["ARGOS_PACKAGES_DIR"] = f"{folder}/none"
        with Project(Path(folder) / "sample.db", durable=False) as project:
            prepare(project)
            await draw(project, "documents", None, (120, 32), [])
            await draw(project, "editing-korean", "ko-shipping-lanes.md", (120, 40), [])
            await draw(project, "editing-japanese", "ja-island-chain.md", (120, 40), [])
            await draw(project, "editing-wide", "ko-shipping-lanes.md", (180, 48), [])
            await draw(project, "editing-narrow", "ja-island-chain.md", (80, 24), [])
            await draw(project, "find", "ko-shipping-lanes.md", (120, 40), ["ctrl+f", *"해협"])
            await draw(project, "findings", "ko-shipping-lanes.md", (120, 32), ["f8"])
            await draw(project, "harvest", "ko-shipping-lanes.md", (120, 32), ["ctrl+o", "r"])
            await draw(project, "history", "ko-shipping-lanes.md", (120, 24), ["alt+h", "s"])
            await draw(project, "help", "ko-shipping-lanes.md", (120, 40), ["f1"])
            await draw(project, "alignment", None, (120, 32), ["ctrl+o", "a", "enter", "enter", "enter", "enter"])
            finish(project)
            await draw(
                project, "ledger", "ko-shipping-lanes.md", (120, 24), ["ctrl+o", "l", "slash", *"sea lane", "enter"]
            )


def prepare(project: Project) -> None:
    """The sample papers, the glossary, the first pages translated, and an alignment."""
    import_terms(project, ROOT / "glossary" / "policy.tsv")
    for name, translation in TARGETS.items():
        language = name[:2]
        path = ROOT / "corpus" / name
        import_document(project, path, source_language=language, target_language="en")
        known = knowledge(project, language, "en", ())
        found = align_files(
            project, path, ROOT / "corpus" / translation, language, "en", Options(mt=False), known=known
        )
        if language == "ko":
            keep(project, found.alignment)
        app = WorkbenchApp(project, name)
        translate(app, found.alignment.targets)


def translate(app: WorkbenchApp, targets: Sequence[str]) -> None:
    """Confirm what an editor would have done in an hour."""
    assert app.document is not None
    session = Session(app.project, app.document)
    for segment, target in zip(session.segments[:9], targets, strict=False):
        session.confirm(segment.id, target)
    session.save(session.segments[9].id, targets[9][:40])
    session.annotate(session.segments[10].id, note="Ask the author.", bookmarked=True)
    session.remember(session.segments[9].id)


def finish(project: Project) -> None:
    """The rest of the Korean paper as its translation has it, but for two sentences in which a term wanders."""
    info = find(project.db, "ko-shipping-lanes.md")
    adopt(project, info, ROOT / "corpus" / TARGETS[info.name], mt=False)
    session = Session(project, info.name)
    wandering = [segment for segment in session.segments if "sea lanes" in segment.target][1:3]
    session.replace_targets([(one.id, one.target.replace("sea lanes", "sea traffic routes")) for one in wandering])


async def draw(project: Project, name: str, document: str | None, size: tuple[int, int], keys: Sequence[str]) -> None:
    """One picture."""
    app = WorkbenchApp(project, document)
    async with app.run_test(size=size) as pilot:
        await settle(app, pilot)
        if isinstance(app.screen, EditScreen):
            app.screen.editor.cursor_blink = False
        for key in keys:
            await pilot.press(key)
            await settle(app, pilot)
        svg = app.export_screenshot(title="workbench")
    (OUT / f"{name}.svg").write_text(spaced(svg), encoding="utf-8")
    print(OUT / f"{name}.svg")


async def settle(app: WorkbenchApp, pilot: object) -> None:
    """Wait until the background has answered."""
    await pilot.pause(0.3)  # type: ignore[attr-defined]
    await app.idle()
    await pilot.pause(0.2)  # type: ignore[attr-defined]


def spaced(svg: str) -> str:
    """The picture with every run of wide characters in the cells it takes, and fonts that have them."""

    def fit(match: re.Match[str]) -> str:
        before, x, between, text = match[1], float(match[2]), match[3], html.unescape(match[4])
        parts = []
        at = x
        for run in re.findall(
            r"[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff01-\uff60]|[^\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff01-\uff60]+",
            text,
        ):
            width = cells(run) * CELL
            shown = html.escape(run).replace(" ", "&#160;").replace("\xa0", "&#160;")
            length = re.sub(r'textLength="[\d.]+"', f'textLength="{width:g}"', between)
            parts.append(f'{before}x="{at:g}"{length}>{shown}</text>')
            at += width
        return "".join(parts)

    fonts = 'Fira Code, "DejaVu Sans Mono", Menlo, Consolas, "Noto Sans Mono CJK KR", "Noto Sans CJK KR", "Apple SD Gothic Neo", "Malgun Gothic"'
    svg = re.sub(r'(<text class="[^"]*-r\d+" )x="([\d.]+)"([^>]*)>([^<]*)</text>', fit, svg)
    svg = re.sub(r"@font-face\s*{[^}]*}", "", svg)
    return re.sub(r"font-family: Fira Code, monospace", f"font-family: {fonts}, monospace", svg)


if __name__ == "__main__":
    asyncio.run(main())
