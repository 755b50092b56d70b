"""A time that is taken by a hold: whose it is, and whether it was put aside, so that nobody looks for a visit in vain."""

from __future__ import annotations

import msgspec
import pytest

from frontdesk.base.errors import FrontdeskError
from frontdesk.desk.desk import Desk
from frontdesk.desk.permission import Actor
from frontdesk.desk.values import Booking, CustomerWish, Held
from frontdesk.widgets.sentences import obstacle_sentences
from tests.desk.wishes import wish


@pytest.fixture
def order(desk: Desk) -> Booking:
    asked = wish(desk, "Corte", "2026-11-26 10:30", "Marta")
    return msgspec.structs.replace(asked, customer=CustomerWish(name="Zoe Pérez", phone="600333444"))


LINE = "zoe pérez 600333444 corte jue 10:30 marta"


def test_ones_own_parked_booking_is_said_to_be_that(desk: Desk, order: Booking) -> None:
    desk.park("booking", {"name": "Zoe Pérez"}, booking=order)
    (obstacle,) = desk.understand(LINE).obstacles
    assert obstacle.held == Held(owner=desk.actor.name, mine=True, name="Zoe Pérez", parked=True)
    (said,) = obstacle_sentences([obstacle])
    assert said == "Marta is taken from 10:30 to 11:25: it is on hold here for Zoe Pérez, o brings it back."
    with pytest.raises(FrontdeskError) as refused:
        desk.book(order)
    assert refused.value.details["obstacles"][0].held == obstacle.held
    assert "Zoe" not in refused.value.sentence(lambda text: text)  # customers of the web may read it


def test_somebody_elses_is_said_with_whose_it_is(desk: Desk, order: Booking) -> None:
    desk.park("booking", {"name": "Zoe Pérez"}, booking=order)
    other = Desk(desk.store, desk.clock, Actor("eva", "reception"))
    (said,) = obstacle_sentences(other.understand(LINE).obstacles)
    assert f"put on hold by {desk.actor.name} for Zoe Pérez" in said
    employee = Desk(desk.store, desk.clock, Actor("marta", "employee", desk.find_resource("Marta").id))
    (said,) = obstacle_sentences(employee.understand(LINE).obstacles)
    assert said == "Marta is taken from 10:30 to 11:25."


def test_one_that_is_being_typed_is_said_to_be_that(desk: Desk, order: Booking) -> None:
    kept = desk.hold(order)
    (said,) = obstacle_sentences(desk.understand(LINE).obstacles)
    assert "a booking that is being typed keeps it" in said
    desk.release(kept.token)
    assert desk.understand(LINE).obstacles == ()


def test_a_visit_is_still_named_by_its_code(desk: Desk, order: Booking) -> None:
    code = desk.book(order).code
    (obstacle,) = desk.understand(LINE).obstacles
    assert (obstacle.code, obstacle.held) == (code, None)
