"""A dead terminal is seen, told once, and ends a program that does not go by itself."""

from __future__ import annotations

import os
import pty
from threading import Event

import pytest

from workbench.tui import line
from workbench.tui.line import LineWatch


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> Event:
    """Set when the program would be ended from outside; the watch is in a hurry."""
    ended = Event()
    monkeypatch.setattr(line, "LOOK", 0.01)
    monkeypatch.setattr(line, "PATIENCE", 0.2)
    monkeypatch.setattr(line.os, "_exit", lambda status: ended.set())
    return ended


def test_a_program_that_does_not_go_is_ended(ended: Event) -> None:
    terminal, program = pty.openpty()
    lost = Event()
    LineWatch(program).watch(lost.set)
    assert not lost.wait(0.1)
    os.close(terminal)
    assert lost.wait(5)
    assert ended.wait(5)
    os.close(program)


def test_a_program_that_has_left_and_does_not_end_is_ended(ended: Event) -> None:
    terminal, program = pty.openpty()
    watch = LineWatch(program)
    watch.watch(watch.left)
    os.close(terminal)
    assert ended.wait(5)
    os.close(program)


def test_a_program_that_is_left_while_the_terminal_lives_is_let_alone(ended: Event) -> None:
    terminal, program = pty.openpty()
    watch = LineWatch(program)
    watch.watch(lambda: None)
    watch.left()
    assert not ended.wait(0.5)
    os.close(terminal)
    os.close(program)


def test_without_a_terminal_there_is_nothing_to_look_at(ended: Event) -> None:
    read, write = os.pipe()
    lost = Event()
    LineWatch(read).watch(lost.set)
    os.close(write)
    assert not lost.wait(0.1)
    os.close(read)
