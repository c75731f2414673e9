"""The `.argosmodel` file: model, tokenizer, metadata, and beside them a README, the licence and where everything came from."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from training.corpora import CORPORA
from training.pairs import NAMES

VERSION = "0.1"
_LEGAL = {"CC0 1.0": "publicdomain/zero/1.0", "CC BY 4.0": "licenses/by/4.0", "CC BY-SA 4.0": "licenses/by-sa/4.0"}


@dataclass(frozen=True, slots=True)
class Contents:
    """What goes into a package beside its languages."""

    model: Path
    tokenizer: Path
    corpora: tuple[str, ...]
    provenance: Mapping[str, object] = field(default_factory=dict)
    word_pairs: Path | None = None


def licence(corpora: Iterable[str]) -> str:
    """The licence of a model trained on these corpora: CC BY-SA 4.0 where one asks for it, CC0 where all is our own."""
    known = [CORPORA[name] for name in corpora if name in CORPORA]
    if not known:
        return "CC0 1.0"
    return "CC BY-SA 4.0" if any(corpus.share_alike for corpus in known) else "CC BY 4.0"


def pack(contents: Contents, language: str, folder: Path) -> Path:
    """Write the package of a source language into English and return its path.

    The same contents make the same bytes: members carry no time of their own.
    """
    root = f"translate-{language}_en-starter"
    path = folder / f"{root}.argosmodel"
    metadata = {
        "package_version": VERSION, "argos_version": "1.9.0", "from_code": language, "from_name": NAMES[language],
        "to_code": "en", "to_name": "English", "type": "translate", "starter": True, "links": [],
    }  # fmt: skip
    members: dict[str, bytes] = {
        "metadata.json": _json(metadata),
        "README.md": readme(contents, language).encode(),
        "LICENSE": _licence_text(contents.corpora).encode(),
        "provenance.json": _json(contents.provenance),
        "sentencepiece.model": contents.tokenizer.read_bytes(),
    }
    if contents.word_pairs is not None:
        members["wordpairs.tsv"] = contents.word_pairs.read_bytes()
    members |= {f"model/{file.name}": file.read_bytes() for file in sorted(contents.model.iterdir())}
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            member = zipfile.ZipInfo(f"{root}/{name}", (1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            archive.writestr(member, content)
    return path


def readme(contents: Contents, language: str) -> str:
    """The package's README: what it is for, and whom to thank."""
    lines = [
        f"# Starter model: {NAMES[language]} to English",
        "",
        "A small model trained by the recipe in the translation workbench (`training/`). Its drafts are rough; where there is",
        "a network, `workbench models install` fetches Argos's own.",
        "",
        f"Licence: {licence(contents.corpora)}. Trained on:",
        "",
        *(f"- {name}: {CORPORA[name].credit}, {CORPORA[name].licence}" for name in contents.corpora if name in CORPORA),
        "- the workbench's own parallel corpus, lexicon and templates: CC0 1.0",
    ]
    return "\n".join(lines) + "\n"


def _licence_text(corpora: Iterable[str]) -> str:
    name = licence(corpora)
    return f"{name}\nhttps://creativecommons.org/{_LEGAL[name]}/legalcode\nThe credits are in README.md.\n"


def _json(content: object) -> bytes:
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()
