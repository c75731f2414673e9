"""A memory in a file of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workbench import store
from workbench.memory import Memory
from workbench.memory.schema import MIGRATIONS


@pytest.fixture
def database_file(tmp_path: Path) -> Path:
    return tmp_path / "project.db"


@pytest.fixture
def open_memory(database_file: Path) -> Iterator[Callable[[], Memory]]:
    """Opens the same file again and again, as other processes would."""
    opened: list[Memory] = []

    def open_again() -> Memory:
        opened.append(Memory(store.open_database(database_file, lambda: [MIGRATIONS], durable=False)))
        return opened[-1]

    yield open_again
    for memory in opened:
        store.close(memory.database)


@pytest.fixture
def memory(open_memory: Callable[[], Memory]) -> Memory:
    return open_memory()
