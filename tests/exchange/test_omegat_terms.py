"""What terms a real OmegaT shows beside a segment, from the glossaries we write: its own loader, its own search."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from workbench.exchange import omegat, tbx
from workbench.model import Concept, Segment, Term, TermStatus

# OmegaT runs this when it has opened the project without a window: glossary files are loaded as its glossary pane loads them,
# and searched as it searches them for the segment at hand; only the pane itself is missing.
SCRIPT = """
import org.omegat.core.Core
import org.omegat.gui.glossary.*

class Terms extends GlossaryManager {
    List entries = []
    Terms(File folder) {
        super(null)
        priorityGlossary = new File(folder, 'own.txt')
        def load = GlossaryManager.getDeclaredMethod('loadGlossaryFile', File)
        load.accessible = true
        folder.eachFile { entries.addAll(load.invoke(this, it)) }
    }
    List getGlossaryEntries(String text) { entries }
}
class Search extends FindGlossaryThread {
    Search(entry, terms) { super(null, entry, terms) }
    protected boolean isEntryChanged() { false }
    List found() { search() }
}
def properties = Core.project.projectProperties
def terms = new Terms(new File(properties.glossaryRoot))
def shown = new File(properties.projectRoot, 'shown.tsv')
shown.withWriter('UTF-8') { out ->
    Core.project.allEntries.each { entry ->
        new Search(entry, terms).found().each { found ->
            found.getLocTerms(true).each { out.println([entry.srcText, found.srcText, it].join('\\t')) }
        }
    }
}
"""
CONCEPTS = {
    "ko": [("완충지대", "buffer zone", "buffer", "cushion"), ("한미동맹", "ROK–US alliance", "", "")],
    "ja": [("緩衝地帯", "buffer zone", "buffer", "cushion"), ("日米同盟", "Japan–US alliance", "", "")],
}
SENTENCES = {
    "ko": ["완충지대 붕괴는 하루아침에 오지 않았다.", "한미동맹 강화를 말한다.", "아무 용어도 없다."],
    "ja": ["緩衝地帯は一夜にして崩れたのではない。", "日米同盟の強化を語る。", "ここには何もない。"],
}


def concepts(language: str) -> list[Concept]:
    return [
        Concept(
            (
                Term(language, source),
                Term("en", preferred),
                *([Term("en", admitted, TermStatus.ADMITTED)] if admitted else []),
                *([Term("en", forbidden, TermStatus.FORBIDDEN)] if forbidden else []),
            )
        )
        for source, preferred, admitted, forbidden in CONCEPTS[language]
    ]


def shown(folder: Path, scratch: Path) -> list[tuple[str, str, str]]:
    """(segment, term, rendering) as OmegaT's glossary search gives them."""
    script = scratch / "terms.groovy"
    script.write_text(SCRIPT, "utf-8")
    run = subprocess.run(
        ["omegat", folder, "--mode=console-translate", f"--script={script}", f"--config-dir={scratch / 'settings'}"],
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert (folder / "shown.tsv").is_file(), run.stdout + run.stderr
    lines = (folder / "shown.tsv").read_text("utf-8").splitlines()
    return [(segment, term, rendering) for segment, term, rendering in (line.split("\t") for line in lines)]


@pytest.mark.clients
@pytest.mark.skipif(shutil.which("omegat") is None, reason="OmegaT is not installed")
@pytest.mark.parametrize("language", ["ko", "ja"])
@pytest.mark.parametrize("form", ["tab", "tbx"])
def test_a_real_omegat_shows_our_terms(tmp_path: Path, language: str, form: str) -> None:
    folder = tmp_path / "project"
    segments = [Segment(at, 1, 1, at, 0, len(text), text) for at, text in enumerate(SENTENCES[language], 1)]
    omegat.write(folder, {"paper.md": segments}, language, "en", concepts=concepts(language))
    if form == "tbx":
        (folder / "glossary/glossary.txt").unlink()
        tbx.write(folder / "glossary/terms.tbx", concepts(language))
    (zone, *_), (alliance, rendering, *_) = CONCEPTS[language]
    first, second, _ = SENTENCES[language]
    found = shown(folder, tmp_path)
    assert {(first, zone, "buffer zone"), (first, zone, "buffer"), (second, alliance, rendering)} == set(found)
