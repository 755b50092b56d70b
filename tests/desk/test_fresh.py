"""What stands in the database of a fresh machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from frontdesk.base.clock import FixedClock
from frontdesk.base.ready import KINDS
from frontdesk.desk import fresh
from frontdesk.desk.opening import open_desk
from tests.conftest import MONDAY


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_made_up_is_away(tmp_path: Path, kind: str) -> None:
    clock = FixedClock.at(MONDAY)
    fresh.make(str(tmp_path / "new.db"), clock, name="Mi casa", kind=kind, language="es")
    desk = open_desk(str(tmp_path / "new.db"), clock=clock)
    assert desk.business().name == "Mi casa"
    for day in range(desk.today(), desk.today() + 60):
        for column in desk.day(day, None, ("staff", "room", "table")).columns:
            assert column.away == (), (day, column.resource.name)
    desk.close()
