"""The call list: whom to call about the next open day, what came of it, and that it can be taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from frontdesk.base.clock import FixedClock
from frontdesk.base.codes import number_of
from frontdesk.base.errors import FrontdeskError
from frontdesk.desk import upkeep
from frontdesk.desk.desk import Desk
from frontdesk.desk.messages import links
from frontdesk.desk.values import Actor, Filter, Reservation
from tests.conftest import SALON
from tests.desk.wishes import wish

MANUAL = SALON.replace('country = "ES"', 'country = "ES"\nconfirm = "manual"')


def make(
    desk: Desk, name: str, when: str = "10:00", staff: str = "Marta", day: str = "24", **more: object
) -> Reservation:
    return desk.book(wish(desk, "Corte", f"2026-11-{day} {when}", staff, name, **more))  # type: ignore[arg-type]


def names(desk: Desk) -> list[str]:
    return [one.visit.customer.name for one in desk.duty.calls().entries]


def day_name(ordinal: int) -> str:
    return dt.date.fromordinal(ordinal).isoformat()


def test_tomorrow_by_time_and_nobody_elses_day(desk: Desk) -> None:
    make(desk, "Zoe", "12:00")
    make(desk, "Ana", "09:00")
    make(desk, "Hoy", day="23")
    make(desk, "Luego", day="25")
    gone = make(desk, "Anula", "11:00", "Ana")
    desk.cancel(gone.code)
    found = desk.duty.calls()
    assert (day_name(found.day), found.left) == ("2026-11-24", 2)
    assert names(desk) == ["Ana", "Zoe"]


def test_the_next_open_day_where_tomorrow_is_closed(desk: Desk, clock: FixedClock) -> None:
    make(desk, "Lunes", day="30")
    clock.move(4 * 86400)  # Friday; nobody works on Saturday and Sunday
    assert day_name(desk.duty.calls().day) == "2026-11-30"
    assert names(desk) == ["Lunes"]


def test_a_closed_location_is_closed_though_people_have_hours(
    open_business: Callable[..., Desk], store_url: str
) -> None:
    closed = SALON.replace(
        'timezone = "Europe/Madrid"',
        'timezone = "Europe/Madrid"\nclosures = [{ from = 2026-11-24, to = 2026-11-25, reason = "obras" }]',
    )
    assert day_name(open_business(store_url, closed).duty.calls().day) == "2026-11-26"


def test_a_house_that_never_opens_again_shows_tomorrow(open_business: Callable[..., Desk], store_url: str) -> None:
    closed = SALON.replace(
        'timezone = "Europe/Madrid"',
        'timezone = "Europe/Madrid"\nclosures = [{ from = 2026-11-24, to = 2027-11-25, reason = "obras" }]',
    )
    assert day_name(open_business(store_url, closed).duty.calls().day) == "2026-11-24"


def test_who_says_yes_is_confirmed_and_last(
    open_business: Callable[..., Desk], store_url: str, clock: FixedClock
) -> None:
    desk = open_business(store_url, MANUAL)
    asked = make(desk, "Ana", "09:00", channel="web")
    make(desk, "Zoe", "12:00")
    assert asked.status == "pending"
    done = desk.duty.log_call(asked.code, "confirmed")
    assert (done.done, done.visit.status, len(done.calls)) == (True, "confirmed", 1)
    assert names(desk) == ["Zoe", "Ana"]
    assert desk.duty.calls().left == 1
    assert desk.reservation(asked.code).status == "confirmed"


def test_one_undo_takes_back_the_call_and_the_yes(open_business: Callable[..., Desk], store_url: str) -> None:
    desk = open_business(store_url, MANUAL)
    asked = make(desk, "Ana", "09:00", channel="web")
    desk.duty.log_call(asked.code, "confirmed")
    undone = desk.undo()
    assert "Ana" in undone.summary
    assert desk.reservation(asked.code).status == "pending"
    [entry] = desk.duty.calls().entries
    assert (entry.done, entry.calls) == (False, ())


def test_who_did_not_answer_is_asked_again_after_the_others(desk: Desk, clock: FixedClock) -> None:
    first = make(desk, "Ana", "09:00")
    second = make(desk, "Bea", "10:00")
    make(desk, "Zoe", "12:00")
    desk.duty.log_call(first.code, "no_answer")
    clock.move(60)
    desk.duty.log_call(second.code, "voicemail")
    assert names(desk) == ["Zoe", "Ana", "Bea"]
    clock.move(60)
    desk.duty.log_call(first.code, "call_back")
    calls = next(one for one in desk.duty.calls().entries if one.visit.code == first.code).calls
    assert [(one.outcome, one.by) for one in calls] == [("no_answer", "admin"), ("call_back", "admin")]
    assert calls[1].at == int(clock.seconds())
    assert desk.duty.calls().left == 3
    undone = desk.undo()
    assert undone.verb == "call.call_back"
    assert names(desk) == ["Zoe", "Ana", "Bea"]


def test_a_call_holds_for_the_time_that_was_agreed_on(desk: Desk) -> None:
    visit = make(desk, "Ana", "09:00")
    desk.duty.log_call(visit.code, "confirmed")
    assert desk.duty.calls().left == 0
    desk.move(visit.code, visit.start + 60)
    assert desk.duty.calls().left == 1


def test_who_said_so_by_the_link_is_not_called(desk: Desk) -> None:
    visit = make(desk, "Ana", "09:00")
    number, person = number_of(visit.code) or 0, int(visit.customer.id[1:])
    token = desk.write(lambda work: links.token(work, number, visit.schedule_version, person))
    desk.messages.confirm(token)
    assert names(desk) == []
    desk.move(visit.code, visit.start + 60)
    assert names(desk) == ["Ana"]  # they said yes to another time


def test_calls_stand_in_both_histories_and_stir_the_other_terminals(desk: Desk) -> None:
    visit = make(desk, "Ana", "09:00")
    seq = desk.seq()
    desk.duty.log_call(visit.code, "voicemail")
    news = desk.news(seq)
    assert news.days == {(visit.location_id, visit.day)}
    assert not news.house
    assert desk.history(visit.code)[-1].verb == "call.voicemail"
    last = desk.history(visit.customer.id)[-1]
    assert (last.verb, last.actor, last.fields["reservation"]) == ("call.voicemail", "admin", (None, visit.code))
    desk.undo()
    assert "call.voicemail" not in [one.verb for one in desk.history(visit.code)]


@pytest.mark.parametrize(("outcome", "code"), [("maybe", "wrong_value"), ("", "wrong_value")])
def test_only_what_a_call_can_come_to(desk: Desk, outcome: str, code: str) -> None:
    visit = make(desk, "Ana", "09:00")
    with pytest.raises(FrontdeskError) as refused:
        desk.duty.log_call(visit.code, outcome)
    assert refused.value.code == code


def test_nobody_is_called_about_what_is_cancelled(desk: Desk) -> None:
    visit = make(desk, "Ana", "09:00")
    desk.cancel(visit.code)
    for outcome in ("confirmed", "no_answer"):
        with pytest.raises(FrontdeskError) as refused:
            desk.duty.log_call(visit.code, outcome)
        assert refused.value.code == "wrong_status"
    assert desk.reservation(visit.code).status == "cancelled"


def test_what_was_changed_meanwhile_is_not_confirmed_unseen(desk: Desk) -> None:
    visit = make(desk, "Ana", "09:00")
    desk.move(visit.code, visit.start + 60)
    with pytest.raises(FrontdeskError) as refused:
        desk.duty.log_call(visit.code, "confirmed", version=visit.version)
    assert refused.value.code == "stale_version"


def test_an_employee_calls_own_customers_only(desk: Desk) -> None:
    mine = make(desk, "Mía", "09:00", "Ana")
    other = make(desk, "Otra", "09:00", "Marta")
    employee = Desk(desk.store, desk.clock, Actor("ana", "employee", desk.find_resource("Ana").id))
    assert names(employee) == ["Mía"]
    employee.duty.log_call(mine.code, "no_answer")
    with pytest.raises(FrontdeskError) as refused:
        employee.duty.log_call(other.code, "no_answer")
    assert refused.value.code == "not_allowed"


def test_a_deleted_reservation_takes_its_place_in_the_list_along(desk: Desk) -> None:
    visit = make(desk, "Ana", "09:00")
    desk.duty.log_call(visit.code, "no_answer")
    desk.delete(visit.code, "typed twice")
    assert names(desk) == []
    assert desk.count(Filter(first=visit.day, last=visit.day)) == 0
    assert desk.undo().verb == "delete"
    assert len(desk.duty.calls().entries[0].calls) == 1


def test_the_whole_house_is_as_the_journal_says(desk: Desk) -> None:
    visit = make(desk, "Ana", "09:00")
    desk.duty.log_call(visit.code, "no_answer")
    desk.duty.log_call(visit.code, "confirmed")
    desk.undo()
    assert upkeep.check(desk) == []
