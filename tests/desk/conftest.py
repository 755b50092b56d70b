"""Demonstrations, each filled once: the tests that have copies of them are of the group ``demo``, so that one worker has them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from frontdesk.base.clock import FixedClock
from frontdesk.desk import demo, opening
from frontdesk.desk.desk import Desk
from tests.ready_made import Files

NOON = "2026-11-25T12:20:00+01:00"


def filled(url: str, business: str, seed: int = 1, at: str = NOON, language: str = "es") -> Desk:
    desk = opening.create(url, FixedClock.at(at))
    demo.fill(desk, business, language, seed)
    return desk


Copied = Callable[..., Desk]


@pytest.fixture
def copied(files: Files, tmp_path: Path) -> Iterator[Copied]:
    """The demonstration of a business in a SQLite file, which is filled once: each test has a copy."""
    opened: list[Desk] = []

    def copy(business: str, language: str = "es") -> Desk:
        path = tmp_path / f"{business}-{language}.db"
        files.put(
            path, ("demo", business, language), lambda made: filled(str(made), business, language=language).close()
        )
        opened.append(opening.create(str(path), FixedClock.at(NOON)))
        return opened[-1]

    yield copy
    for desk in opened:
        desk.close()
