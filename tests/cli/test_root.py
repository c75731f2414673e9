"""The command line as a whole: help everywhere, nothing heavy before it is needed, errors as one sentence."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from workbench.cli import COMMANDS, main, root

HEAVY = ("textual", "ctranslate2", "numpy", "sacrebleu", "sentencepiece", "argostranslate", "lxml", "docx")


def commands(group: click.Group, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], click.Command]]:
    found: list[tuple[tuple[str, ...], click.Command]] = []
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        found.append(((*path, name), command))
        if isinstance(command, click.Group):
            found += commands(command, (*path, name))
    return found


@pytest.mark.parametrize(("path", "command"), [pytest.param(*entry, id=" ".join(entry[0])) for entry in commands(root)])
def test_every_command_has_help_and_an_example(path: tuple[str, ...], command: click.Command) -> None:
    assert command.help, "no help"
    if not isinstance(command, click.Group):
        assert f"workbench {' '.join(path)}" in command.help or "workbench --db" in command.help, "no example"
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{parameter.name} has no help"


def test_the_one_line_help_of_a_command_is_its_own() -> None:
    assert set(COMMANDS) == {path[0] for path, _ in commands(root) if len(path) == 1}


def loaded_by(*arguments: str) -> set[str]:
    program = (
        "import sys\nfrom workbench.cli import main\n"
        f"try:\n    main({list(arguments)!r})\nexcept SystemExit:\n    pass\n"
        f"print(' '.join(name for name in {HEAVY!r} if name in sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stderr.splitlines()[-1].split()) if done.stderr.strip() else set()


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("edit", "--help"), ("pretranslate", "--help")])
def test_help_imports_nothing_heavy(arguments: tuple[str, ...]) -> None:
    assert loaded_by(*arguments) == set()


def test_status_needs_no_engine_and_no_screen(tmp_path: Path) -> None:
    assert loaded_by("--db", str(tmp_path / "none.db"), "status") == set()


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "workbench", *arguments], capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("shell", "code", "says"),
    [
        ("{} segment paper.md --from ko >/dev/full", 3, "workbench: No space left on device.\n"),
        ("{} segment paper.md --from ko >&-", 0, ""),
        ("PYTHONIOENCODING=latin-1 {} segment paper.md --from ko", 0, ""),
        ("PYTHONIOENCODING=cp949 {} segment paper.md --from ko", 0, ""),
    ],
)
def test_an_output_that_takes_not_all_of_it_is_no_traceback(tmp_path: Path, shell: str, code: int, says: str) -> None:
    (tmp_path / "paper.md").write_text("한국 — Café 🚢.\n", encoding="utf-8")
    command = shell.format(f"{sys.executable} -m workbench")
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stderr.decode()) == (code, says)
    if "latin-1" in shell:
        assert "\\ud55c\\uad6d \\u2014 Caf\xe9".encode("latin-1") in done.stdout


@pytest.mark.parametrize("codec", ["latin-1", "cp949", "cp932", "utf-8"])
def test_json_is_json_in_every_locale(tmp_path: Path, codec: str) -> None:
    (tmp_path / "paper.md").write_text("한국 — Café 🚢.\n", encoding="utf-8")
    command = [sys.executable, "-m", "workbench", "segment", "paper.md", "--from", "ko", "--json"]
    environment = {**os.environ, "PYTHONIOENCODING": codec}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=True)
    assert json.loads(done.stdout.decode(codec))[0]["text"] == "한국 — Café 🚢."


def test_a_refusal_of_the_machine_is_one_sentence_and_a_fault_of_ours_is_not_hidden(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(error: OSError) -> None:
        raise error

    monkeypatch.setattr(root, "main", lambda *_, **__: fail(PermissionError(13, "Permission denied", "a.toml")))
    with pytest.raises(SystemExit, match="3"):
        main(["status"])
    assert capsys.readouterr().err == "workbench: a.toml: Permission denied.\n"
    monkeypatch.setattr(root, "main", lambda *_, **__: fail(io.UnsupportedOperation("not writable")))
    with pytest.raises(io.UnsupportedOperation):
        main(["status"])


def test_an_unknown_command_is_a_usage_error() -> None:
    done = run("translate")
    assert done.returncode == 2
    assert "No such command" in done.stderr


def test_errors_are_one_sentence_without_a_traceback(tmp_path: Path) -> None:
    done = run("--db", str(tmp_path / "none.db"), "status")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("workbench: ")
    assert "Traceback" not in done.stderr
