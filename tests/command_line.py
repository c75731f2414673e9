"""Running a command as a user does, and seeing what it printed."""

from pathlib import Path

import pytest

from workbench.cli import main


class Runner:
    """Calls the command line in the working directory `folder`; gives exit code, stdout and stderr.

    `first` stands before the arguments of every call: `Runner(folder, capsys, "tm")("stats")`.
    """

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], *first: str) -> None:
        self.folder = folder
        self._capsys = capsys
        self._first = first

    def __call__(self, *arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stopped:
            main([*self._first, *map(str, arguments)])
        out, err = self._capsys.readouterr()
        return int(stopped.value.code or 0), out, err
