"""`workbench models`: list, install and remove translation models."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli import common
from workbench.errors import UsageError

if TYPE_CHECKING:
    from workbench.workflow.models import Installed


@click.group("models", cls=common.Group)
def command() -> None:
    """Translation models: list, install, remove.

    Models are Argos packages in Argos's own folder ($ARGOS_PACKAGES_DIR, else ~/.local/share/argos-translate/packages):
    what `argospm` installed is seen here, and the reverse. Only `available` and `install` of a language pair use the network.

    \b
    workbench models available --from ko
    workbench models install ko en
    workbench models install translate-ja_en-1_1.argosmodel
    """


@command.command("list")
@common.JsonOption
def list_(as_json: bool) -> int:
    """Show the installed models.

    \b
    workbench models list
    """
    from workbench.workflow import models

    found = models.installed()
    rows = [
        {"source": one.source, "target": one.target, "version": one.version, "name": one.name,
         "megabytes": round(one.size / 1e6, 1), "digest": one.digest}
        for one in found
    ]  # fmt: skip
    if as_json:
        common.print_json(rows)
    elif rows:
        click.echo(common.table([tuple(row.values()) for row in rows], list(rows[0])))
    else:
        common.say("no model is installed; `workbench models install ko en` gets one.")
    return 0


@command.command()
@common.SourceOption
@click.option("--to", "target_language", metavar="LANG", help="Only models into this language.")
@common.JsonOption
def available(source_language: str | None, target_language: str | None, as_json: bool) -> int:
    """Show the models that can be downloaded.

    \b
    workbench models available --from ja --to en
    """
    from workbench.workflow import models

    rows = [
        {"source": one.source, "target": one.target, "version": one.version, "languages": names}
        for one in models.available()
        if source_language in (None, one.source) and target_language in (None, one.target)
        for names in [f"{one.source_name} → {one.target_name}"]
    ]
    if as_json:
        common.print_json(rows)
    elif rows:
        click.echo(common.table([tuple(row.values()) for row in rows], list(rows[0])))
    else:
        common.say("the index has no such model.")
    return 0


@command.command()
@click.argument("what", nargs=-1, required=True, metavar="FILE | FROM TO")
@common.JsonOption
def install(what: tuple[str, ...], as_json: bool) -> int:
    """Install a model: a package file, or the one of a language pair from Argos's index.

    \b
    workbench models install ko en
    workbench models install translate-ja_en-1_1.argosmodel
    """
    from workbench.workflow import models

    if len(what) == 1 and (Path(what[0]).suffix or Path(what[0]).exists()):
        found = [models.install_file(Path(what[0]))]
    elif len(what) == 2:
        with common.progress("downloading") as bar:
            found = models.install_pair(what[0], what[1], bar)
    else:
        raise UsageError("name one package file, or two languages", hint="workbench models install ko en")
    if as_json:
        common.print_json([_as_json(one) for one in found])
    for one in found if not as_json else []:
        line = f"installed {one.package.source} → {one.package.target} {one.package.version} in {one.package.path}"
        click.echo(line + (f"\nSHA-256 of the download: {one.sha256}" if one.sha256 else ""))
    return 0


@command.command()
@click.argument("what", nargs=-1, required=True, metavar="NAME | FROM TO")
def remove(what: tuple[str, ...]) -> int:
    """Remove a model by its name (see `models list`) or its language pair.

    \b
    workbench models remove ko en
    """
    from workbench.workflow import models

    if len(what) > 2:
        raise UsageError("name one package, or two languages", hint="workbench models remove ko en")
    package = models.remove(*what)
    click.echo(f"removed {package.name} ({package.source} → {package.target})")
    return 0


def _as_json(one: Installed) -> dict[str, object]:
    return {
        "source": one.package.source,
        "target": one.package.target,
        "version": one.package.version,
        "path": str(one.package.path),
        "digest": one.package.digest,
        "sha256": one.sha256 or None,
    }
