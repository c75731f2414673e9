"""Stamps as the user's clock and calendar show them; stored ones are UTC (`20261122T044500Z`)."""

from __future__ import annotations

from datetime import UTC, datetime

FORMAT = "%Y%m%dT%H%M%SZ"


def day(stamp: str) -> str:
    """`2026-11-22`; of a stamp without a time (another tool's) its own day, empty where it has none."""
    found = _local(stamp)
    if found is not None:
        return f"{found:%Y-%m-%d}"
    return f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}" if stamp[:8].isdecimal() and len(stamp) >= 8 else ""


def time(stamp: str) -> str:
    """`13:45`, empty where the stamp has no time."""
    found = _local(stamp)
    return f"{found:%H:%M}" if found is not None else ""


def _local(stamp: str) -> datetime | None:
    try:
        return datetime.strptime(stamp, FORMAT).replace(tzinfo=UTC).astimezone()
    except ValueError:
        return None
