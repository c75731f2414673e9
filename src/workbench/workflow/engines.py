"""Which engine drafts: Argos unless the command line or `workbench.toml` names another.

    [engine]
    name = "libretranslate"
    url = "http://localhost:5000"

Every key but `name` goes to the engine as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.errors import UsageError
from workbench.workflow.project import Project

if TYPE_CHECKING:
    from workbench.mt.engine import Engine

DEFAULT = "argos"


def open_engine(
    project: Project,
    source_language: str,
    target_language: str,
    *,
    name: str = "",
    beam: int = 4,
    threads: int = 0,
    ray: str = "",
) -> Engine:
    """The engine for a language pair.

    Args:
        project: Whose settings count.
        source_language: BCP 47 code.
        target_language: BCP 47 code.
        name: An engine's name; empty for the one of the settings.
        beam: Beam width of Argos.
        threads: Threads of Argos; 0 for every core.
        ray: The address of a Ray cluster to spread Argos over, `local` for one on this machine; empty for none.

    Raises:
        UsageError: No such engine, or its settings are wrong.
        NoModelError: It has no model for the pair.
    """
    from workbench.mt import engine

    settings = dict(project.settings.table("engine"))
    configured = str(settings.pop("name", DEFAULT))
    name = name or configured
    if ray:
        if name != DEFAULT:
            raise UsageError(f"the engine '{name}' cannot be spread over Ray", hint="leave --ray or --engine out")
        from workbench.mt import scaleout

        return scaleout.open_engine(source_language, target_language, address=ray, workers=threads, beam=beam)
    options = settings if name == configured else {}
    if name == DEFAULT:
        options = {"beam": beam, "threads": threads} | options
    try:
        return engine.open_engine(name, source_language, target_language, **options)
    except TypeError as error:
        raise UsageError(
            f"the engine '{name}' does not take these settings ({error})", path=project.settings.path
        ) from error
