"""What is taken back of an inquiry: its reminders are then as they were before."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from frontdesk.base.clock import FixedClock
from frontdesk.desk import upkeep
from frontdesk.desk.desk import Desk
from frontdesk.desk.inquiry_values import Inquiry, QuoteLine
from frontdesk.worker.dispatcher import Dispatcher
from tests.inquiries.conftest import DAY, MINUTE
from tests.inquiries.test_reminders import answered, due
from tests.messages.conftest import Post

Asked = Callable[..., Inquiry]
Act = Callable[[Desk, Inquiry], object]

ACTS: dict[str, Act] = {
    "answer": lambda desk, one: desk.inquiries.answer(one.id, "Sí, con desayuno."),
    "quote": lambda desk, one: desk.inquiries.quote(one.id, [QuoteLine("Doble", 9000)]),
    "quote kept": lambda desk, one: desk.inquiries.quote(one.id, [QuoteLine("Doble", 9000)], send=False),
    "next": lambda desk, one: desk.inquiries.next(one.id),
    "confirm": lambda desk, one: desk.inquiries.confirm(one.id),
    "lose": lambda desk, one: desk.inquiries.lose(one.id, "caro"),
}


def told(one: Inquiry) -> list[tuple[int, int, str]]:
    return [(reminder.days, reminder.due, reminder.state) for reminder in one.reminders]


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_what_is_taken_back_leaves_the_reminders_as_they_were(
    desk: Desk, clock: FixedClock, worker: Dispatcher, email: Post, asked: Asked, act: Act
) -> None:
    one = answered(desk, clock, worker, asked())
    clock.move(DAY)
    before = desk.inquiries.inquiry(one.id)
    act(desk, before)
    clock.move(MINUTE // 2)
    desk.undo()
    after = desk.inquiries.inquiry(one.id)
    assert (told(after), after.next_reminder, after.answered_at) == (
        told(before),
        before.next_reminder,
        before.answered_at,
    )
    assert due(after) == due(one)
    for _ in range(20):
        clock.move(DAY // 2)
        worker.tick()
    assert len(email.went) == 1 + 3  # the answer, then each reminder in its turn
    assert upkeep.check(desk) == []


@pytest.mark.parametrize("act", [ACTS["next"], ACTS["confirm"], ACTS["lose"]], ids=["next", "confirm", "lose"])
def test_those_whose_time_has_passed_meanwhile_do_not_go_at_once(
    desk: Desk, clock: FixedClock, worker: Dispatcher, email: Post, asked: Asked, act: Act
) -> None:
    one = answered(desk, clock, worker, asked())
    clock.move(DAY)
    act(desk, one)
    clock.move(DAY + 7200)  # that of the second day would have gone an hour or two ago
    desk.undo()
    worker.tick()
    assert len(email.went) == 1
    after = desk.inquiries.inquiry(one.id)
    assert [(r.days, r.state) for r in after.reminders] == [(2, "stopped"), (5, "waiting"), (10, "waiting")]
    assert due(after) == due(one)
    clock.move(3 * DAY)
    worker.tick()
    assert len(email.went) == 2


@pytest.mark.parametrize("act", [ACTS["answer"], ACTS["next"]], ids=["answer", "next"])
def test_one_that_has_gone_stays_gone(
    desk: Desk, clock: FixedClock, worker: Dispatcher, email: Post, asked: Asked, act: Act
) -> None:
    one = answered(desk, clock, worker, asked())
    clock.move(2 * DAY + 7200)
    worker.tick()
    act(desk, one)
    desk.undo()
    assert [r.state for r in desk.inquiries.inquiry(one.id).reminders] == ["sent", "waiting", "waiting"]
    assert desk.inquiries.unschedule(one.id, 5).next_reminder == one.reminders[2].due
    again = desk.inquiries.schedule(one.id, 5)
    assert [r.state for r in again.reminders] == ["sent", "waiting", "waiting"]


def test_twice_in_a_row(desk: Desk, clock: FixedClock, worker: Dispatcher, email: Post, asked: Asked) -> None:
    one = answered(desk, clock, worker, asked())
    clock.move(DAY)
    before = desk.inquiries.inquiry(one.id)
    for _ in range(2):
        desk.inquiries.answer(one.id, "Sí, con desayuno.")
        desk.inquiries.unschedule(one.id, 5)
        assert [r.state for r in desk.inquiries.inquiry(one.id).reminders] == ["waiting", "stopped", "waiting"]
        desk.undo()
        desk.undo()
        assert told(desk.inquiries.inquiry(one.id)) == told(before)
    clock.move(DAY + 7200)
    worker.tick()
    assert len(email.went) == 2


def test_a_first_answer_taken_back_leaves_none(desk: Desk, asked: Asked) -> None:
    one = asked()
    desk.inquiries.answer(one.id, "Sí.")
    desk.undo()
    assert desk.inquiries.inquiry(one.id).reminders == ()
