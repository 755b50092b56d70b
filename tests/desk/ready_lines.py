"""Ready businesses with customers of a test's own, for typed lines: it is Monday 23 November 2026, half past eight."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from frontdesk.base.clock import FixedClock
from frontdesk.desk import opening, setup
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import CustomerWish
from frontdesk.engine import zones
from frontdesk.language.i18n import bind

DATA = Path(__file__).parent.parent.parent / "data"
Opened = Callable[[str], Desk]
People = Mapping[str, Sequence[tuple[str, str | None]]]


def houses(folders: pytest.TempPathFactory, people: People) -> Iterator[Opened]:
    """What opens a ready business (``es/salon``), in the language of its own; nothing but customers is written to it."""
    desks: dict[str, Desk] = {}

    def house(name: str) -> Desk:
        bind(name.split("/")[0])
        if name not in desks:
            zone = "+01:00" if name.startswith("es") else "+00:00"
            clock = FixedClock.at(f"2026-11-23T08:30:00{zone}")
            desks[name] = opening.create(str(folders.mktemp("house") / "house.db"), clock)
            setup.init(desks[name], DATA / f"{name}.toml")
            for who, phone in people.get(name, ()):
                desks[name].add_customer(CustomerWish(name=who, phone=phone))
        return desks[name]

    yield house
    for desk in desks.values():
        desk.close()


def said(desk: Desk, line: str) -> str:
    """``customer | services | person | start | party`` of a line that can be booked, or what keeps it from that."""
    found = desk.understand(line)
    if found.booking is None:
        kinds = [one.kind for one in found.doubts]
        return " ".join([*kinds, *(f"no {one}" for one in found.missing), *(f"“{one.text}”" for one in found.unread)])
    who = found.customer.customer.name if found.customer else f"+{found.new_name}"
    services = ", ".join(one.name for one in found.services)
    start = "-" if found.start is None else zones.iso(found.start, found.zone)[5:16]
    return f"{who} | {services} | {found.staff.name if found.staff else '-'} | {start} | {found.party}"
