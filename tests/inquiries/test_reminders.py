"""Reminders: when they are due, what stops them, and that an answer written down is never followed by one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.desk import upkeep
from frontdesk.desk.desk import Desk
from frontdesk.desk.inquiry_values import Inquiry, QuoteLine
from frontdesk.desk.message_values import Incoming
from frontdesk.worker.dispatcher import Dispatcher
from tests.desk.wishes import at
from tests.inquiries.conftest import DAY, HOTEL, MINUTE
from tests.messages.conftest import Post

Asked = Callable[..., Inquiry]
Writes = Callable[..., int]


def go_to(clock: FixedClock, text: str) -> None:
    clock.move(at(text) * 60 - clock.seconds())


def answered(desk: Desk, clock: FixedClock, worker: Dispatcher, one: Inquiry) -> Inquiry:
    made = desk.inquiries.answer(one.id, "Sí, tenemos sitio.")
    clock.move(MINUTE)
    worker.tick()
    return made


def due(one: Inquiry) -> list[int]:
    return [reminder.due // 60 for reminder in one.reminders]


def test_the_clock_on_the_wall_stays_over_its_change(
    desk: Desk, clock: FixedClock, worker: Dispatcher, email: Post, asked: Asked
) -> None:
    go_to(clock, "2027-03-25 11:20")  # a Thursday; the clocks go forward on Sunday
    one = answered(desk, clock, worker, asked(starts=None, ends=None))
    assert due(one) == [at("2027-03-27 11:20"), at("2027-03-30 11:20"), at("2027-04-04 11:20")]
    clock.move(at("2027-03-30 11:19") * 60 - clock.seconds())
    worker.tick()
    assert len(email.went) == 1  # the one of Saturday is a day late and more: it does not go
    clock.move(MINUTE)
    worker.tick()
    assert len(email.went) == 2


def test_nothing_goes_in_the_quiet_hours(desk: Desk, clock: FixedClock, worker: Dispatcher, asked: Asked) -> None:
    go_to(clock, "2026-10-23 22:30")  # a Friday; the clocks go back on Sunday
    one = answered(desk, clock, worker, asked())
    assert due(one) == [at("2026-10-26 09:00"), at("2026-10-29 09:00"), at("2026-11-03 09:00")]


def test_at_most_three_and_each_on_a_day_of_its_own(
    desk: Desk, clock: FixedClock, worker: Dispatcher, asked: Asked
) -> None:
    one = asked()
    with pytest.raises(FrontdeskError) as early:
        desk.inquiries.schedule(one.id, 2)
    assert early.value.code == "wrong_value"
    answered(desk, clock, worker, one)
    for days in (0, 91, 2, 7):
        with pytest.raises(FrontdeskError) as refused:
            desk.inquiries.schedule(one.id, days)
        assert (refused.value.code, refused.value.params["field"]) == ("wrong_value", "days")
    assert [r.days for r in desk.inquiries.unschedule(one.id, 5).reminders if r.state == "waiting"] == [2, 10]
    assert [r.days for r in desk.inquiries.schedule(one.id, 7).reminders if r.state == "waiting"] == [2, 7, 10]
    desk.undo()
    assert [r.days for r in desk.inquiries.inquiry(one.id).reminders if r.state == "waiting"] == [2, 10]
    assert desk.inquiries.unschedule(one.id).next_reminder is None
    with pytest.raises(FrontdeskError) as none:
        desk.inquiries.unschedule(one.id)
    assert none.value.code == "not_found"
    clock.move(3 * DAY)
    assert [r.days for r in desk.inquiries.schedule(one.id).reminders if r.state == "waiting"] == [5, 10]
    with pytest.raises(FrontdeskError) as over:
        desk.inquiries.schedule(one.id, 1)
    assert over.value.params["field"] == "days"


def test_a_second_answer_starts_anew(
    desk: Desk, clock: FixedClock, worker: Dispatcher, email: Post, asked: Asked
) -> None:
    one = answered(desk, clock, worker, asked())
    clock.move(DAY)
    again = answered(desk, clock, worker, one)
    assert [r.due - s.due for r, s in zip(again.reminders, one.reminders, strict=True)] == [
        DAY
    ] * 3  # at nine, when it is no longer quiet
    clock.move(DAY + 3600)
    worker.tick()
    assert len(email.went) == 2  # nothing two days after the first
    clock.move(DAY)
    worker.tick()
    assert len(email.went) == 3


def test_confirming_booking_and_losing_end_them(
    desk: Desk, clock: FixedClock, worker: Dispatcher, asked: Asked
) -> None:
    for end in (
        lambda one: desk.inquiries.confirm(one.id),
        lambda one: desk.inquiries.book(one.id),
        lambda one: desk.inquiries.lose(one.id, "caro"),
    ):
        one = answered(desk, clock, worker, asked())
        end(one)
        assert desk.inquiries.inquiry(one.id).next_reminder is None
    assert upkeep.check(desk) == []


def test_nobody_is_reminded_of_a_quote_that_holds_no_more(
    desk: Desk, clock: FixedClock, worker: Dispatcher, asked: Asked
) -> None:
    today = desk.today()
    one = desk.inquiries.quote(asked().id, [QuoteLine("Doble", 9000)], valid_until=today + 4)
    assert [r.days for r in one.reminders] == [2]


def test_no_reminder_of_an_answer_that_never_went(
    desk: Desk, clock: FixedClock, worker: Dispatcher, email: Post, asked: Asked
) -> None:
    from frontdesk.channels.protocol import ChannelError

    email.refuses = [ChannelError("mailbox unknown")]
    answered(desk, clock, worker, asked())
    clock.move(3 * DAY)
    worker.tick()
    assert email.went == []


def test_reminders_to_come_are_not_counted_as_waiting_to_go(desk: Desk, clock: FixedClock, asked: Asked) -> None:
    desk.inquiries.answer(asked().id, "Sí.")
    assert desk.messages.counts() == (1, 0)
    clock.move(2 * DAY + 3600)
    assert desk.messages.counts() == (2, 0)


def test_an_answer_between_claim_and_sending_is_in_time(
    desk: Desk, clock: FixedClock, worker: Dispatcher, asked: Asked, writes: Writes
) -> None:
    answered(desk, clock, worker, asked())
    clock.move(2 * DAY + 3600)
    (going,) = desk.itself().messages.claim(["email"])
    writes("Sí, resérvala.", answers="email-1")
    assert not desk.itself().messages.sending(going)


def test_an_answer_and_the_sending_at_the_same_instant(
    desk: Desk, clock: FixedClock, asked: Asked, email: Post, worker: Dispatcher, another: Callable[..., Desk]
) -> None:
    """Whichever comes first: a reminder that goes had gone before the answer was written down."""
    other = another()
    for turn in range(12):
        one = asked(email=f"guest{turn}@example.com", phone=None, starts=None, ends=None)
        answered(desk, clock, worker, one)
        clock.move(2 * DAY + 3600)
        going = [d for d in desk.itself().messages.claim(["email"]) if d.to == f"guest{turn}@example.com"]
        assert len(going) == 1
        start = threading.Barrier(2)

        def send() -> bool:
            start.wait()
            return desk.itself().messages.sending(going[0])

        def hear() -> bool:
            start.wait()
            came = Incoming("email", f"<r{turn}@x>", f"guest{turn}@example.com", "sí", int(clock.seconds()))
            other.itself().messages.receive(came)
            with other.store.reading() as connection:
                sql = "SELECT count(*) FROM outbox WHERE inquiry = {} AND kind = 'inquiry' AND status = 'sending'"
                return bool(connection.exec_driver_sql(sql.format(one.id[1:])).scalar_one())

        with ThreadPoolExecutor(2) as both:
            went, before = both.submit(send), both.submit(hear)
            assert went.result() == before.result()
        back = desk.inquiries.inquiry(one.id)
        assert back.waits
        assert not any(r.state == "waiting" for r in back.reminders)
        if went.result():
            desk.itself().messages.sent(going[0], f"r{turn}")
    assert upkeep.check(desk) == []


def test_a_business_without_such_a_rule_reminds_by_hand_only(
    open_business: Callable[..., Desk], tmp_path: object, clock: FixedClock, email: Post
) -> None:
    rules = HOTEL.split("[[reminders]]")
    desk = open_business(f"{tmp_path}/quiet.db", rules[0])
    from frontdesk.desk.inquiry_values import InquiryWish

    one = desk.inquiries.register(InquiryWish(name="Rosa", email="rosa@example.com"))
    worker = Dispatcher(desk, {"email": email}, name="one")  # type: ignore[dict-item]
    one = answered(desk, clock, worker, one)
    assert one.reminders == ()
    assert [r.days for r in desk.inquiries.schedule(one.id).reminders] == [2, 5, 10]
    clock.move(2 * DAY + 3600)
    worker.tick()
    assert len(email.went) == 2


def test_of_a_quote_told_on_the_phone_nobody_is_reminded_by_itself(
    desk: Desk, clock: FixedClock, worker: Dispatcher, email: Post, asked: Asked
) -> None:
    one = answered(desk, clock, worker, asked())
    assert [r.state for r in one.reminders] == ["waiting"] * 3
    clock.move(DAY)
    kept = desk.inquiries.quote(one.id, [QuoteLine("Doble", 9000)], send=False)
    assert (kept.stage, kept.next_reminder, kept.reminders) == ("quoted", None, ())
    went = len(email.went)
    clock.move(12 * DAY)
    worker.tick()
    assert len(email.went) == went
    desk.undo()
    again = desk.inquiries.quote(one.id, [QuoteLine("Doble", 9000)], send=False)
    assert [r.days for r in desk.inquiries.schedule(again.id, 4).reminders] == [4]  # who wants one sets it
