"""Lost demand: why it was lost is found, what is certain is noted by itself, and it can be taken back."""

from __future__ import annotations

import pytest

from frontdesk.base.errors import FrontdeskError
from frontdesk.desk import upkeep
from frontdesk.desk.desk import Desk
from frontdesk.desk.duty.values import LostDemand, LostWish
from frontdesk.desk.values import Actor, CustomerWish
from tests.desk.wishes import at, wish


def corte(desk: Desk) -> int:
    return desk.find_service("Corte").id


def lost(desk: Desk) -> list[LostDemand]:
    today = desk.today()
    return desk.duty.lost(today - 7, today + 31)


@pytest.mark.parametrize(
    ("when", "reason"),
    [
        ("2026-11-24 10:00", "full"), ("2026-11-24 21:00", "closed"), ("2026-11-22 10:00", "closed"),
        ("2026-11-25 10:00", "other"),
    ],
)  # fmt: skip
def test_the_desk_finds_out_why(desk: Desk, when: str, reason: str) -> None:
    for staff in ("Marta", "Ana"):
        desk.book(wish(desk, "Corte", "2026-11-24 10:00", staff))
    noted = desk.duty.lose(LostWish(corte(desk), at(when)))
    assert (noted.reason, noted.start, noted.channel, noted.by) == (reason, at(when), "phone", "admin")
    assert lost(desk) == [noted]


def test_who_did_not_wait_is_lost_demand_and_one_undo_takes_both_back(desk: Desk) -> None:
    entry = desk.wait(corte(desk), CustomerWish(name="Leo"), party=1)
    desk.left(entry.id)
    [noted] = lost(desk)
    assert (noted.channel, noted.reason, noted.start) == ("walk-in", "full", entry.since // 60)
    assert desk.undo().verb == "waiting.gone"
    assert (lost(desk), [one.id for one in desk.waiting()]) == ([], [entry.id])
    assert upkeep.check(desk) == []


def test_it_is_taken_back_by_undo_and_stirs_the_day(desk: Desk) -> None:
    seq = desk.seq()
    noted = desk.duty.lose(LostWish(corte(desk), at("2026-11-26 17:00"), party=3))
    news = desk.news(seq)
    assert (news.days, news.house) == ({(noted.location_id, noted.day)}, False)
    undone = desk.undo()
    assert (undone.verb, undone.summary) == ("demand.lost", "Corte")
    assert lost(desk) == []


def test_a_day_without_a_time(desk: Desk) -> None:
    day = desk.today() + 3
    noted = desk.duty.lose(LostWish(corte(desk), None, day))
    assert (noted.start, noted.day, noted.reason) == (None, day, "full")


@pytest.mark.parametrize(
    "wrong",
    [
        {"service": 999}, {"channel": "pigeon"}, {"reason": "luck"}, {"party": 0}, {"party": 10**6}, {"location": 99},
        {"start": None}, {"customer": "C999"},
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_written(desk: Desk, wrong: dict[str, object]) -> None:
    said: dict[str, object] = {"service": corte(desk), "start": at("2026-11-26 17:00")}
    with pytest.raises(FrontdeskError) as refused:
        desk.duty.lose(LostWish(**(said | wrong)))  # type: ignore[arg-type]
    assert refused.value.code in ("not_found", "wrong_value")
    assert lost(desk) == []


def test_a_customer_who_is_named_goes_along_with_a_merge_and_can_be_erased(desk: Desk) -> None:
    first = desk.add_customer(CustomerWish(name="Eva"))
    second = desk.add_customer(CustomerWish(name="Eva R."))
    desk.duty.lose(LostWish(corte(desk), at("2026-11-26 17:00"), customer=second.id))
    desk.merge_customers(first.id, second.id)
    assert lost(desk)[0].customer == first.id
    desk.erase_customer(first.id, confirmed=True)
    assert len(lost(desk)) == 1


def test_an_employee_sees_what_he_noted(desk: Desk) -> None:
    desk.duty.lose(LostWish(corte(desk), at("2026-11-26 17:00")))
    employee = Desk(desk.store, desk.clock, Actor("ana", "employee", desk.find_resource("Ana").id))
    assert lost(employee) == []
    employee.duty.lose(LostWish(corte(desk), at("2026-11-26 18:00")))
    assert [one.by for one in lost(employee)] == ["ana"]
    assert len(lost(desk)) == 2
