"""One action for several reservations: for all or for none, one operation in the journal, one undo."""

from __future__ import annotations

import pytest

from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.desk import upkeep
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import Actor, Filter, Reservation
from tests.desk.wishes import wish
from tests.hostile import excerpt

EVERY = ("pending", "confirmed", "arrived", "completed", "no_show", "cancelled", "expired")


def statuses(desk: Desk) -> list[str]:
    return [visit.status for visit in desk.reservations(Filter(statuses=EVERY))]


def three(desk: Desk) -> list[Reservation]:
    booked = [
        desk.book(wish(desk, "Corte", f"2026-11-23 {time}", who, name))
        for time, who, name in (("09:00", "Marta", "Eva"), ("09:00", "Ana", "Zoe"), ("10:00", "Marta", "Pau"))
    ]
    return booked[::-1]  # in another order than they were made


def all_of(visits: list[Reservation]) -> list[tuple[str, int | None]]:
    return [(visit.code, visit.version) for visit in visits]


def sound(desk: Desk) -> bool:
    return upkeep.check(desk) == []


def test_all_arrive_in_one_operation_and_one_undo_takes_all_back(desk: Desk) -> None:
    visits = three(desk)
    done = desk.several("arrive", all_of(visits))
    assert [visit.code for visit in done] == [visit.code for visit in visits]
    assert statuses(desk) == ["arrived"] * 3
    assert len({desk.history(visit.code)[-1].op for visit in visits}) == 1
    told = desk.undoable()
    assert told is not None
    assert (told.verb, told.reservations) == ("arrive", 3)
    desk.undo()
    assert statuses(desk) == ["confirmed"] * 3
    assert sound(desk)


def test_cancelling_several_says_the_sum_of_the_fees_first(desk: Desk) -> None:
    visits = three(desk)
    told = desk.several_preview("cancel", [visit.code for visit in visits])
    assert (told.fee, told.late, told.currency) == (3000, 3, "EUR")
    assert [visit.code for visit in told.visits] == [visit.code for visit in visits]
    gone = desk.several("cancel", all_of(visits), reason="la calle está cortada")
    assert sum(visit.owed for visit in gone) == 3000
    assert {visit.reason for visit in gone} == {"la calle está cortada"}
    desk.book(wish(desk, "Corte", "2026-11-23 09:00", "Marta", "Otra"))  # the time is free again
    with pytest.raises(FrontdeskError) as refused:
        desk.undo(desk.history(visits[0].code)[-1].op)
    assert refused.value.code in ("slot_taken", "cannot_undo")
    assert sound(desk)


def test_the_first_that_cannot_keeps_all_from_it(desk: Desk) -> None:
    visits = three(desk)
    desk.cancel(visits[1].code)
    with pytest.raises(FrontdeskError) as refused:
        desk.several_preview("arrive", [visit.code for visit in visits])
    assert (refused.value.code, refused.value.details["at"]) == ("wrong_status", visits[1].code)
    with pytest.raises(FrontdeskError) as refused:
        desk.several("arrive", [(visit.code, None) for visit in visits])
    assert (refused.value.code, refused.value.details["at"]) == ("wrong_status", visits[1].code)
    assert sorted(statuses(desk)) == ["cancelled", "confirmed", "confirmed"]


def test_one_that_was_changed_meanwhile_keeps_all_from_it(desk: Desk) -> None:
    visits = three(desk)
    desk.arrive(visits[2].code)
    with pytest.raises(FrontdeskError) as refused:
        desk.several("cancel", all_of(visits))
    assert (refused.value.code, refused.value.details["at"]) == ("stale_version", visits[2].code)
    assert sorted(statuses(desk)) == ["arrived", "confirmed", "confirmed"]


def test_no_shows_together(desk: Desk, clock: FixedClock) -> None:
    visits = three(desk)
    with pytest.raises(FrontdeskError) as refused:
        desk.several_preview("no-show", [visit.code for visit in visits])
    assert refused.value.code == "wrong_status"  # they may still come
    clock.move(2.5 * 3600)
    assert desk.several_preview("no-show", [visit.code for visit in visits]).fee == 3000
    desk.several("no-show", all_of(visits))
    assert statuses(desk) == ["no_show"] * 3
    desk.undo()
    assert statuses(desk) == ["confirmed"] * 3
    assert sound(desk)


def test_deleting_several_needs_one_reason_and_a_manager(desk: Desk) -> None:
    visits = three(desk)
    with pytest.raises(FrontdeskError) as refused:
        desk.several("delete", all_of(visits), reason="  ")
    assert refused.value.code == "reason_needed"
    reception = Desk(desk.store, desk.clock, Actor("eva", "reception"), kept=desk.kept_rules)
    with pytest.raises(FrontdeskError) as refused:
        reception.several_preview("delete", [visit.code for visit in visits])
    assert refused.value.code == "not_allowed"
    desk.pay(visits[0].code, 500, "cash")
    with pytest.raises(FrontdeskError) as refused:
        desk.several("delete", all_of(visits), reason="dos veces")
    assert (refused.value.code, refused.value.details["at"]) == ("has_payment", visits[0].code)
    desk.several("delete", all_of(visits[1:]), reason="dos veces")
    assert len(statuses(desk)) == 1
    desk.undo()
    assert len(statuses(desk)) == 3
    assert sound(desk)


def test_a_code_named_twice_counts_once_and_one_that_is_none_is_refused(desk: Desk) -> None:
    visits = three(desk)
    first = visits[0].code
    assert len(desk.several("arrive", [(first.lower(), None), (first, visits[0].version)])) == 1
    for nonsense in excerpt()[:40]:
        with pytest.raises(FrontdeskError) as refused:
            desk.several("arrive", [(visits[1].code, None), (nonsense, None)])
        assert refused.value.code == "not_found"
    assert sorted(statuses(desk)) == ["arrived", "confirmed", "confirmed"]


def test_an_unknown_action_and_too_many_are_refused(desk: Desk) -> None:
    for action, codes in (("juggle", ["A2345"]), ("arrive", [f"A{n:05}" for n in range(501)])):
        with pytest.raises(FrontdeskError) as refused:
            desk.several_preview(action, codes)
        assert refused.value.code == "wrong_value"
