"""Somebody arrives on the day of the visit; what is done to several at once takes back no completion and no no-show."""

from __future__ import annotations

import pytest

from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import CustomerEdit
from tests.desk.wishes import wish


@pytest.mark.parametrize("day", ["2026-11-24", "2026-11-26"])
def test_a_visit_of_another_day_does_not_arrive(desk: Desk, day: str) -> None:
    visit = desk.book(wish(desk, "Corte", f"{day} 10:00", "Marta"))
    for tried in (
        lambda: desk.arrive(visit.code),
        lambda: desk.several("arrive", [(visit.code, None)]),
        lambda: desk.several_preview("arrive", [visit.code]),
    ):
        with pytest.raises(FrontdeskError) as refused:
            tried()
        assert refused.value.code == "wrong_status"
        assert f"({visit.code}) is for {'Tue 24' if day[-2:] == '24' else 'Thu 26'} Nov" in refused.value.sentence()
    assert desk.reservation(visit.code).status == "confirmed"


def test_the_year_is_said_when_it_is_not_this_one(desk: Desk) -> None:
    visit = desk.book(wish(desk, "Corte", "2027-01-08 10:00", "Marta"))
    with pytest.raises(FrontdeskError) as refused:
        desk.arrive(visit.code)
    assert "Fri 8 Jan 2027" in refused.value.sentence()


def test_what_was_forgotten_is_put_right_later(desk: Desk, clock: FixedClock) -> None:
    early = desk.book(wish(desk, "Corte", "2026-11-27 10:00", "Marta"))
    night = desk.book(wish(desk, "Color", "2026-11-27 22:30", "Ana", "Zoe"))
    clock.move(4 * 86400 + 16.2 * 3600)  # Saturday, 00:12
    assert desk.arrive(night.code).status == "arrived"
    assert desk.arrive(early.code).status == "arrived"


def test_a_slip_is_taken_back_alone_and_not_among_several(desk: Desk, clock: FixedClock) -> None:
    over = desk.book(wish(desk, "Corte", "2026-11-23 09:00", "Marta", "Eva"))
    away = desk.book(wish(desk, "Corte", "2026-11-23 09:00", "Ana", "Zoe"))
    due = desk.book(wish(desk, "Corte", "2026-11-23 12:00", "Ana", "Pau"))
    clock.move(2 * 3600)
    desk.complete(desk.arrive(over.code).code)
    desk.no_show(away.code)
    for wrong in (over, away):
        for tried in (
            lambda wrong=wrong: desk.several_preview("arrive", [due.code, wrong.code]),
            lambda wrong=wrong: desk.several("arrive", [(due.code, None), (wrong.code, None)]),
        ):
            with pytest.raises(FrontdeskError) as refused:
                tried()
            assert (refused.value.code, refused.value.details["at"]) == ("wrong_status", wrong.code)
            assert f"{wrong.customer.name} ({wrong.code})" in refused.value.sentence()
    assert desk.reservation(due.code).status == "confirmed"
    assert desk.arrive(over.code).status == "arrived"
    assert desk.arrive(away.code).status == "arrived"


def test_nobody_is_missed_before_the_visit_began(desk: Desk) -> None:
    visit = desk.book(wish(desk, "Corte", "2026-11-23 12:00", "Marta"))
    with pytest.raises(FrontdeskError) as refused:
        desk.no_show(visit.code)
    assert refused.value.code == "wrong_status"
    assert "has not begun" in refused.value.sentence()


def test_several_who_come_are_told_what_matters_of_each(desk: Desk) -> None:
    visits = [
        desk.book(wish(desk, "Corte", "2026-11-23 09:00", who, name))
        for who, name in (("Marta", "Carmen"), ("Ana", "Zoe"))
    ]
    desk.edit_customer(visits[0].customer.id, CustomerEdit(tags=("alergia: amoniaco",)))
    done = desk.several("arrive", [(visit.code, None) for visit in visits])
    assert [[caution.text for caution in visit.warnings] for visit in done] == [["alergia: amoniaco"], []]
