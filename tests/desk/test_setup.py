"""``init`` and ``apply``: what a file changes in the tables, and what it leaves alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.base.ready import ready_businesses, ready_path
from frontdesk.desk import opening, setup
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import Actor, Booking, CustomerWish, Filter, LineWish
from frontdesk.engine.zones import epoch_minute
from frontdesk.language.i18n import LANGUAGES
from frontdesk.store import rules as store_rules
from tests.conftest import SALON

MONDAY = 739943  # 2026-11-23


def rows(desk: Desk, table: str) -> list[Any]:
    return desk.read(lambda work: store_rules.rows(work.connection, table)[table])


def versions(desk: Desk) -> dict[str, int]:
    return {row.name: row.version for row in rows(desk, "resource")}


def house(desk: Desk) -> int:
    return desk.read(lambda work: store_rules.house_version(work.connection))


class File:
    """A business file that a test changes."""

    def __init__(self, path: Path, text: str = SALON) -> None:
        self.path, self.text = path, text
        path.write_text(text, encoding="utf-8")

    def change(self, old: str, new: str) -> Path:
        assert old in self.text
        self.text = self.text.replace(old, new, 1)
        self.path.write_text(self.text, encoding="utf-8")
        return self.path


@pytest.fixture
def file(tmp_path: Path) -> File:
    return File(tmp_path / "salon.toml")


def book(desk: Desk, service: str, day: int, minute: int, staff: str | None = None) -> str:
    person = desk.find_resource(staff).id if staff else None
    start = epoch_minute(day, minute, "Europe/Madrid")
    line = LineWish(desk.find_service(service).id, person)
    return desk.book(Booking((line,), start, CustomerWish(name="Eva Ruiz"))).code


def test_a_second_init_is_refused(desk: Desk, file: File) -> None:
    with pytest.raises(FrontdeskError) as caught:
        setup.init(desk, file.path)
    assert caught.value.code == "already_set_up"
    assert "Peluquería Norte" in caught.value.sentence()


def test_apply_needs_a_business(store_url: str, clock: FixedClock, file: File) -> None:
    desk = opening.create(store_url, clock)
    with pytest.raises(FrontdeskError) as caught:
        setup.apply(desk, file.path)
    assert caught.value.code == "not_set_up"
    desk.close()


def test_applying_the_same_file_touches_nothing(desk: Desk, file: File) -> None:
    before = (versions(desk), house(desk), desk.seq())
    assert setup.apply(desk, file.path) == setup.Applied()
    assert (versions(desk), house(desk), desk.seq()) == before


def test_a_changed_shift_bumps_that_person_only(desk: Desk, file: File) -> None:
    before, kept = versions(desk), house(desk)
    done = setup.apply(desk, file.change('mon = ["09:00-14:00", "16:00-20:00"]', 'mon = ["09:00-13:00"]'))
    assert done == setup.Applied(changed=("staff Marta",))
    after = versions(desk)
    assert after.pop("Marta") == before.pop("Marta") + 1
    assert after == before
    assert house(desk) == kept + 1
    assert setup.apply(desk, file.path) == setup.Applied()


def test_a_changed_service_bumps_who_may_serve_it(desk: Desk, file: File) -> None:
    before = versions(desk)
    done = setup.apply(desk, file.change("duration = 45", "duration = 50"))
    assert done.changed == ("service Corte",)
    assert {name for name, version in versions(desk).items() if version != before[name]} >= {"Marta", "Ana"}
    assert desk.find_service("Corte").duration == 50


def test_a_changed_location_bumps_everything_in_it(desk: Desk, file: File) -> None:
    before = versions(desk)
    closed = 'timezone = "Europe/Madrid"\nclosures = [{ from = 2026-12-25, to = 2026-12-25, reason = "Navidad" }]'
    done = setup.apply(desk, file.change('timezone = "Europe/Madrid"', closed))
    assert done.changed == ("location Centro",)
    assert versions(desk) == {name: version + 1 for name, version in before.items()}
    place = next(iter(desk.rules().house.places.values()))
    assert [(away.start, away.reason) for away in place.closures] == [
        (epoch_minute(MONDAY + 32, 0, "Europe/Madrid"), "Navidad")
    ]


def test_what_is_taken_out_stays_visible_as_inactive(desk: Desk, file: File) -> None:
    code = book(desk, "Corte", MONDAY + 1, 600, "Marta")
    marta = file.text[file.text.index('[[staff]]\nname = "Marta"') : file.text.index('[[staff]]\nname = "Ana"')]
    done = setup.apply(desk, file.change(marta, ""))
    assert done == setup.Applied(removed=("staff Marta",))
    assert "Marta" not in [person.name for person in desk.resources("staff")]
    kept = desk.reservation(code)
    assert (kept.staff, kept.status) == ("Marta", "confirmed")
    assert setup.apply(desk, file.path) == setup.Applied()
    back = setup.apply(desk, file.change('[[staff]]\nname = "Ana"', marta + '[[staff]]\nname = "Ana"'))
    assert back.added == ("staff Marta",)
    assert desk.find_resource("Marta", "staff").id == kept.lines[0].staff_id


def test_every_kind_is_added_changed_and_taken_out(desk: Desk, file: File) -> None:
    more = """
[[tables]]
name = "4"
seats = 4
[[tables]]
name = "5"
seats = 4
[[joins]]
tables = ["4", "5"]
seats = 8
[[passes]]
name = "Bono 10"
units = 10
services = ["Yoga"]
[[users]]
name = "ana"
role = "manager"
staff = "Ana"
[[reminders]]
when = "-24h"
channels = ["sms"]
template = "reminder"
[[sessions]]
service = "Yoga"
start = 2026-11-26T18:00:00
capacity = 5
"""
    plain = file.text
    file.change(plain, plain + more)
    assert setup.apply(desk, file.path).added == (
        "table 4", "table 5", "join 4 + 5", "pass Bono 10", "user ana", "reminder reminder",
        "session Yoga 2026-11-26T18:00",
    )  # fmt: skip
    file.change("seats = 8", "seats = 9")
    file.change("units = 10", "units = 12")
    file.change('role = "manager"', 'role = "reception"')
    file.change('channels = ["sms"]', 'channels = ["email"]')
    file.change("capacity = 5", "capacity = 6")
    file.change('name = "Peluquería Norte"', 'name = "Peluquería Sur"')
    assert setup.apply(desk, file.path).changed == (
        "business Peluquería Sur", "join 4 + 5", "pass Bono 10", "user ana", "reminder reminder",
        "session Yoga 2026-11-26T18:00",
    )  # fmt: skip
    assert desk.business().name == "Peluquería Sur"
    file.change(file.text[file.text.index("\n[[tables]]") :], "")
    file.change("Peluquería Sur", "Peluquería Norte")
    assert sorted(setup.apply(desk, file.path).removed) == [
        "join 4 + 5", "pass Bono 10", "reminder reminder", "session Yoga 2026-11-26T18:00", "table 4", "table 5",
        "user ana",
    ]  # fmt: skip
    assert setup.apply(desk, file.path) == setup.Applied()
    file.change(plain, plain + more)
    assert len(setup.apply(desk, file.path).added) == 7
    assert setup.apply(desk, file.path) == setup.Applied()


def test_the_order_of_the_file_is_kept(desk: Desk, file: File) -> None:
    kept = house(desk)
    ana = file.text[file.text.index('[[staff]]\nname = "Ana"') : file.text.index("[[rooms]]")]
    file.change(ana, "")
    done = setup.apply(desk, file.change('[[staff]]\nname = "Marta"', ana + '[[staff]]\nname = "Marta"'))
    assert done == setup.Applied()
    assert [person.name for person in desk.resources("staff")] == ["Ana", "Marta"]
    assert house(desk) == kept + 1


def test_what_the_desk_entered_is_kept(desk: Desk, file: File) -> None:
    marta = desk.find_resource("Marta").id
    file.change('name = "Marta"', 'name = "Marta"\nabsences = [{ from = 2026-12-24, to = 2026-12-26, reason = "x" }]')
    setup.apply(desk, file.path)

    def sick(work: Any) -> None:
        from sqlalchemy import insert

        from frontdesk.store.schema import absence

        values = {"resource_id": marta, "starts_local": "2026-12-01T00:00", "ends_local": "2026-12-02T00:00"}
        work.connection.execute(insert(absence).values(reason="baja", **values))

    desk.write(sick)
    assert setup.apply(desk, file.path) == setup.Applied()
    assert len(rows(desk, "absence")) == 2
    file.change('\nabsences = [{ from = 2026-12-24, to = 2026-12-26, reason = "x" }]', "")
    assert setup.apply(desk, file.path).changed == ("staff Marta",)
    assert [row.reason for row in rows(desk, "absence")] == ["baja"]
    assert setup.apply(desk, file.path) == setup.Applied()


def test_a_dry_run_says_what_would_be_done_and_changes_nothing(desk: Desk, file: File) -> None:
    before = (versions(desk), house(desk), desk.seq())
    desk.dry_run = True
    done = setup.apply(desk, file.change("duration = 45", "duration = 50"))
    desk.dry_run = False
    assert done.changed == ("service Corte",)
    assert (versions(desk), house(desk), desk.seq()) == before
    assert desk.find_service("Corte").duration == 45


def test_a_wrong_file_changes_nothing(desk: Desk, file: File) -> None:
    before = (versions(desk), desk.seq())
    with pytest.raises(FrontdeskError) as caught:
        setup.apply(desk, file.change("duration = 45", "duration = 0"))
    assert caught.value.code == "wrong_business_file"
    assert (versions(desk), desk.seq()) == before


def test_who_may_apply(desk: Desk, file: File) -> None:
    file.change(SALON, SALON + '\n[[users]]\nname = "eva"\nrole = "manager"\n')
    for role, allowed in (("reception", False), ("manager", False), ("admin", True)):
        desk.actor = Actor("eva", role)
        if allowed:
            assert setup.apply(desk, file.path).added == ("user eva",)
        else:
            with pytest.raises(FrontdeskError) as caught:
                setup.apply(desk, file.path)
            assert caught.value.code == "not_allowed"
    desk.actor = Actor("eva", "manager")
    assert setup.apply(desk, file.change("duration = 45", "duration = 50")).changed == ("service Corte",)


def test_the_journal_has_every_change_and_no_reasons(desk: Desk, file: File) -> None:
    since = desk.seq()
    setup.apply(
        desk, file.change('name = "Marta"', 'name = "Marta"\nabsences = [{ from = 2026-12-24, reason = "operación" }]')
    )

    def read(work: Any) -> list[Any]:
        from sqlalchemy import select

        from frontdesk.store.schema import journal, journal_private

        query = select(journal, journal_private.c.body).outerjoin(
            journal_private, journal_private.c.seq == journal.c.seq
        )
        return list(work.connection.execute(query.where(journal.c.seq > since)))

    (row,) = desk.read(read)
    assert (row.verb, row.kind) == ("apply", "resource")
    assert "operación" not in row.image
    assert "operación" in json.loads(row.body)["reasons"]
    assert json.loads(row.image)["name"] == "Marta"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ready_businesses())
def test_the_ready_businesses_are_set_up(
    name: str, language: str, store_url: str, open_business: Callable[..., Desk], tmp_path: Path
) -> None:
    desk = open_business(store_url, ready_path(name, language).read_text(encoding="utf-8"))
    assert desk.services()
    before = desk.seq()
    assert setup.apply(desk, ready_path(name, language)) == setup.Applied()
    assert desk.seq() == before
    assert desk.reservations(Filter()) == []


def test_a_reminder_whose_text_is_nowhere_is_told_of(
    open_business: Callable[..., Desk], store_url: str, file: File
) -> None:
    desk = open_business(store_url, SALON)
    rule = '\n[[reminders]]\nwhen = "-24h"\nchannels = ["email"]\ntemplate = "remindr"\n'
    file.path.write_text(SALON + rule, encoding="utf-8")
    assert setup.apply(desk, file.path).without_text == ("remindr",)
    desk.messages.write_text("remindr", "es", "", "Hasta mañana, {{ first_name }}")
    assert setup.apply(desk, file.path) == setup.Applied()
