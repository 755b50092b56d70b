"""The demonstration: lively, believable, the same every time, and never double-booked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.base.ready import ready_businesses
from frontdesk.desk import demo, opening, upkeep
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import Filter, Reservation
from frontdesk.language.i18n import LANGUAGES
from frontdesk.store import rules as store_rules
from frontdesk.store.tables import metadata
from tests.conftest import STORES
from tests.desk.conftest import NOON, Copied, filled
from tests.ready_made import Files

EVERY = ("pending", "confirmed", "arrived", "completed", "no_show", "cancelled", "expired")


pytestmark = pytest.mark.xdist_group("demo")  # what one test has filled, the others copy


def everything(desk: Desk) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    names = [name for name in metadata.tables if name != "customer_fts"]
    rows = desk.read(lambda work: store_rules.rows(work.connection, *names))
    return {name: [tuple(row) for row in found] for name, found in rows.items()}


def reservations(desk: Desk) -> list[Reservation]:
    return desk.reservations(Filter(statuses=EVERY))


@pytest.fixture(scope="module")
def salon(files: Files, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    path = tmp_path_factory.mktemp("demo") / "salon.db"
    files.put(path, ("demo", "salon", "es"), lambda made: filled(str(made), "salon").close())
    desk = opening.create(str(path), FixedClock.at(NOON))
    yield desk
    desk.close()


def check_rules(desk: Desk) -> None:
    """Nothing contradicts itself, and there is something of everything."""
    assert upkeep.check(desk) == []
    found = Counter(one.status for one in reservations(desk))
    assert found["completed"] > 400
    assert found["confirmed"] > 150
    assert min(found["no_show"], found["cancelled"], found["pending"]) > 0
    today = Counter(one.status for one in reservations(desk) if one.day == desk.today())
    assert today["confirmed"] > 5


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("business", ready_businesses())
def test_every_business_keeps_every_rule(business: str, language: str, copied: Copied) -> None:
    check_rules(copied(business, language))


@pytest.mark.parametrize("store_url", STORES[1:], indirect=True)
@pytest.mark.parametrize("business", ready_businesses())
def test_every_business_keeps_every_rule_on_a_server(business: str, store_url: str) -> None:
    """In one language: the words differ, the rules do not."""
    desk = filled(store_url, business)
    check_rules(desk)
    desk.close()


def test_the_same_seed_makes_the_same(salon: Desk, tmp_path: Path) -> None:
    again = filled(str(tmp_path / "again.db"), "salon")
    assert everything(again) == everything(salon)
    again.close()
    other = filled(str(tmp_path / "other.db"), "salon", seed=2)
    assert everything(other)["reservation"] != everything(salon)["reservation"]
    other.close()


def test_the_days_to_come_grow_thin(salon: Desk) -> None:
    today = salon.today()
    by_week = Counter((one.day - today) // 7 for one in reservations(salon) if one.status != "cancelled")
    assert min(by_week[week] for week in range(-6, 0)) > 60
    assert by_week[1] > by_week[3] > by_week[5] > 0
    assert not [week for week in by_week if not -6 <= week <= 6]


@pytest.mark.parametrize("language", LANGUAGES)
def test_people_are_busy_about_two_thirds_of_their_time(copied: Copied, language: str) -> None:
    salon = copied("salon", language)
    open_minutes = taken = 0
    for day in range(salon.today() - 40, salon.today() - 5):
        for column in salon.day(day).columns:
            open_minutes += sum(end - start for start, end in column.open)
            taken += sum(block.end - block.start for block in column.blocks)
    assert 0.5 < taken / open_minutes < 0.8


@pytest.mark.parametrize(
    ("business", "language", "phones"), [("salon", "es", r"\+34799\d{6}"), ("restaurant", "en", r"\+447700900\d{3}")]
)
def test_nothing_is_real(copied: Copied, business: str, language: str, phones: str) -> None:
    desk = copied(business, language)
    found = desk.customers(limit=10_000)
    assert len(found) > 100
    for customer in found:
        assert customer.phone is None or re.fullmatch(phones, customer.phone)
        assert customer.email is None or customer.email.split("@")[1] in {"example.com", "example.org", "example.net"}


def test_it_has_what_a_business_has(salon: Desk) -> None:
    rows = everything(salon)
    for table in ("customer_tag", "customer_note", "customer_preference", "payment", "absence", "event", "claim"):
        assert rows[table], table
    found = reservations(salon)
    assert {"walk-in", "phone", "web", "agent", "desk"} <= {one.channel for one in found}
    assert any(len(one.lines) > 1 for one in found)
    assert {one.cancelled_by for one in found if one.status == "cancelled"} == {"customer", "business"}
    assert any(one.paid for one in found)


def test_the_past_is_in_order(salon: Desk) -> None:
    moments = [row[2] for row in everything(salon)["journal"]]
    assert moments == sorted(moments)
    assert moments[-1] <= salon.clock.seconds()
    done = next(one for one in reservations(salon) if one.status == "completed" and one.channel == "phone")
    history = salon.history(done.code)
    assert [change.verb for change in history if change.kind == "reservation"] == ["book", "arrive", "complete"]
    assert [change.at for change in history] == sorted(change.at for change in history)


def test_there_is_nothing_of_mine_to_undo(salon: Desk) -> None:
    assert salon.undoable() is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_classes_fill(copied: Copied, language: str) -> None:
    desk = copied("studio", language)
    sessions = desk.read(lambda work: store_rules.rows(work.connection, "session"))["session"]
    assert any(row.taken == row.capacity for row in sessions)
    assert any(0 < row.taken < row.capacity for row in sessions)


@pytest.mark.parametrize("language", LANGUAGES)
def test_stays_and_tables(copied: Copied, language: str) -> None:
    assert len({one.nights for one in reservations(copied("hotel", language))}) > 4
    restaurant = copied("restaurant", language)
    parties = Counter(one.party for one in reservations(restaurant))
    assert parties.most_common(1)[0][0] == 2
    assert any(len(one.resources) > 1 for one in reservations(restaurant))  # joined tables


@pytest.mark.parametrize("at", ["2026-12-25T03:00:00+01:00", "2027-03-28T01:30:00+01:00", "2028-02-29T23:59:00+01:00"])
def test_any_day_will_do(tmp_path: Path, at: str) -> None:
    for business, language in zip(("clinic", "restaurant", "studio"), cycle(LANGUAGES), strict=False):
        desk = filled(str(tmp_path / f"{business}-{language}.db"), business, at=at, language=language)
        assert upkeep.check(desk) == []
        assert len(reservations(desk)) > 500
        desk.close()


def test_a_business_is_not_filled_twice(salon: Desk) -> None:
    with pytest.raises(FrontdeskError) as caught:
        demo.fill(salon, "salon", "es")
    assert caught.value.code == "already_set_up"


def test_it_tells_how_far_it_is(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    desk = opening.create(str(tmp_path / "demo.db"), FixedClock.at(NOON))
    demo.fill(desk, "hotel", "en", progress=lambda done, total, what: told.append((done, total)))
    assert told[0] == (1, 85)
    assert told[-1] == (85, 85)
    desk.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_people_have_asked_in_every_stage(copied: Copied, language: str) -> None:
    desk = copied("salon", language)
    counts = {one.stage: (one.count, one.waiting) for one in desk.inquiries.counts()}
    assert counts == {
        "new": (2, 2), "answered": (2, 1), "quoted": (1, 0), "confirmed": (1, 1), "booked": (1, 0), "lost": (1, 0)
    }  # fmt: skip
    assert desk.waits().inquiries == 4
    (quoted,) = desk.inquiries.inquiries("quoted")
    assert quoted.quote is not None
    assert quoted.next_reminder is not None
    assert desk.inquiries.quote_file(quoted.quote.id).content.startswith(b"%PDF-")
    (booked,) = desk.inquiries.inquiries("booked")
    assert [one.id for one in desk.inquiries.of_reservation(booked.reservations[0])] == [booked.id]
    assert {event.kind for one in desk.inquiries.inquiries() for event in desk.inquiries.history(one.id)} == {
        "registered", "came", "sent", "quote", "stage", "booked", "reminder"
    }  # fmt: skip


def test_nobody_is_written_to(copied: Copied, tmp_path: Path) -> None:
    desk = copied("salon")
    assert {one.kind for one in desk.messages.listed()} == {"inquiry"}
    for days in (1, 2, 20):
        clock = FixedClock(desk.clock.seconds() + days * 86_400)
        later = opening.open_desk(str(tmp_path / "salon-es.db"), clock=clock)
        assert later.itself().messages.claim(["email", "sms", "whatsapp", "telegram", "instagram"]) == []
        later.close()
    assert {one.status for one in desk.messages.listed()} <= {"recalled", "dropped"}
