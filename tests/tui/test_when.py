"""Stamps on the screen are the user's time, whatever zone they were made in."""

import time

import pytest

from workbench.tui import when


@pytest.fixture
def seoul(monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Seoul")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("stamp", "day", "clock"),
    [
        ("20261122T044500Z", "2026-11-22", "13:45"),
        ("20261122T230000Z", "2026-11-23", "08:00"),
        ("20061122", "2006-11-22", ""),
        ("", "", ""),
        ("yesterday", "", ""),
    ],
)
def test_stamps_are_shown_in_local_time(seoul, stamp, day, clock):
    assert (when.day(stamp), when.time(stamp)) == (day, clock)
