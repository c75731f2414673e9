"""What the editor remembers between runs that is no business of the project: theme, layout, spacing, filters, rooms.

One small JSON file in the user's state folder; a damaged or unwritable one is only a lost habit, never an error.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

import platformdirs

LAYOUTS = ("auto", "side", "below", "stacked")
"""By width, suggestions at the side, suggestions below, source above target."""


@dataclass
class State:
    """The habits; `filters` are queries by project file and document."""

    theme: str = "meok"
    layout: str = "auto"
    roomy: bool = True
    filters: dict[str, str] = field(default_factory=dict)
    documents: dict[str, str] = field(default_factory=dict)


def path() -> Path:
    """Where the habits are kept."""
    return platformdirs.user_state_path("workbench", appauthor=False) / "editor.json"


def load() -> State:
    """The habits of the last run; the defaults where there are none."""
    try:
        values = json.loads(path().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return State()
    defaults = State()
    known = {entry.name: type(getattr(defaults, entry.name)) for entry in fields(State)}
    if not isinstance(values, dict):
        return State()
    return State(**{name: value for name, value in values.items() if name in known and isinstance(value, known[name])})


def save(state: State) -> None:
    """Keep the habits for the next run."""
    target = path()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_suffix(".new")
        beside.write_text(json.dumps(asdict(state), ensure_ascii=False, indent=1), encoding="utf-8")
        beside.replace(target)
    except OSError:
        return
