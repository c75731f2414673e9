"""The shipped sample: two Korean and two Japanese papers of our own, their translations, and the policy glossary."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from workbench.errors import InputError

PAPERS = {
    "ko-shipping-lanes.md": "ko",
    "ko-semiconductor-economy.md": "ko",
    "ja-island-chain.md": "ja",
    "ja-regional-economy.md": "ja",
}


def folder() -> Path:
    """Where `corpus/` and `glossary/` lie: inside the installed package, or at the root of a checkout.

    Raises:
        InputError: The installation is incomplete.
    """
    installed = Path(str(files("workbench"))) / "_sample"
    checkout = Path(__file__).parents[3]
    for root in (installed, checkout):
        if (root / "corpus" / next(iter(PAPERS))).is_file():
            return root
    raise InputError("the sample papers are missing", hint="install the workbench again")
