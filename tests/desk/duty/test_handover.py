"""The handover: what became of each reservation since a moment, told once, and what waits."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from frontdesk.base.clock import FixedClock
from frontdesk.desk.desk import Desk
from frontdesk.desk.duty.values import Handover
from frontdesk.desk.inquiry_values import InquiryWish
from frontdesk.desk.message_values import Incoming
from frontdesk.desk.values import Actor, Reservation, ReservationEdit
from tests.desk.wishes import wish


def make(desk: Desk, name: str, when: str = "23 10:00", staff: str = "Marta", **more: object) -> Reservation:
    return desk.book(wish(desk, "Corte", f"2026-11-{when}", staff, name, **more))  # type: ignore[arg-type]


def told(found: Handover) -> list[tuple[str, str]]:
    return [(line.group, line.visit.customer.name) for line in found.lines]


@pytest.fixture
def since(desk: Desk, clock: FixedClock) -> Callable[[], int]:
    """What stands is from before; what comes now is from after."""

    def mark() -> int:
        clock.move(3600)
        return int(clock.seconds())

    return mark


def test_each_reservation_is_told_once_by_what_became_of_it(
    desk: Desk, clock: FixedClock, since: Callable[[], int]
) -> None:
    moved = make(desk, "Mueve", "24 09:00")
    cancelled = make(desk, "Anula", "24 10:00")
    untouched = make(desk, "Igual", "24 11:00")
    missed = make(desk, "Falta", "23 09:00", "Ana")
    begin = since()
    new = make(desk, "Nueva", "24 12:00")
    clock.move(60)
    desk.move(moved.code, moved.start + 240)
    clock.move(60)
    desk.cancel(cancelled.code)
    clock.move(60)
    brief = make(desk, "Breve", "25 09:00")
    desk.cancel(brief.code)
    desk.no_show(missed.code)
    desk.edit(untouched.code, ReservationEdit(notes="x"))
    found = desk.duty.handover(begin)
    assert told(found) == [
        ("booked", "Nueva"), ("moved", "Mueve"), ("cancelled", "Breve"), ("cancelled", "Anula"), ("no_show", "Falta"),
    ]  # fmt: skip
    assert found.lines[0].visit.code == new.code
    assert found.lines[1].was == (moved.start, "Marta")
    assert {line.actor for line in found.lines} == {"admin"}
    assert found.lines[1].at == begin + 60


def test_what_was_before_is_not_told(desk: Desk, since: Callable[[], int]) -> None:
    make(desk, "Antes")
    begin = since()
    assert told(desk.duty.handover(begin)) == []
    assert told(desk.duty.handover(0)) == [("booked", "Antes")]


def test_the_newest_first(desk: Desk, clock: FixedClock, since: Callable[[], int]) -> None:
    begin = since()
    for n, name in enumerate(("Uno", "Dos", "Tres")):
        make(desk, name, f"24 1{n}:00")
        clock.move(60)
    assert [name for _group, name in told(desk.duty.handover(begin))] == ["Tres", "Dos", "Uno"]


def test_what_was_taken_back_did_not_happen(desk: Desk, since: Callable[[], int]) -> None:
    stays = make(desk, "Queda", "24 09:00")
    begin = since()
    make(desk, "Nadie", "24 12:00")
    desk.undo()
    desk.cancel(stays.code)
    desk.undo()
    desk.move(stays.code, stays.start + 240)
    desk.undo()
    assert told(desk.duty.handover(begin)) == []


def test_payments_and_what_is_owed(desk: Desk, clock: FixedClock, since: Callable[[], int]) -> None:
    paid = make(desk, "Paga", "23 09:00")
    owes = make(desk, "Debe", "23 09:00", "Ana")
    since()
    begin = int(clock.seconds())
    for visit in (paid, owes):
        desk.arrive(visit.code)
        desk.complete(visit.code)
    desk.pay(paid.code, 2500, "cash")
    desk.pay(owes.code, 1000, "card")
    desk.pay(owes.code, 500, "card")
    desk.undo()
    found = desk.duty.handover(begin)
    assert sorted((line.amount, line.method) for line in found.lines) == [(1000, "card"), (2500, "cash")]
    assert [visit.customer.name for visit in found.unpaid] == ["Debe"]


def test_who_arrived_yesterday_and_was_forgotten_has_not_paid(desk: Desk, clock: FixedClock) -> None:
    visit = make(desk, "Olvido", "23 09:00")
    clock.move(3600)
    desk.arrive(visit.code)
    assert desk.duty.handover().unpaid == ()
    clock.move(86400)
    assert [one.code for one in desk.duty.handover().unpaid] == [visit.code]
    clock.move(8 * 86400)
    assert desk.duty.handover().unpaid == ()


def test_a_deleted_record_is_told_and_is_not_there(desk: Desk, since: Callable[[], int]) -> None:
    visit = make(desk, "Error", "24 09:00")
    begin = since()
    desk.delete(visit.code, "typed twice")
    [line] = desk.duty.handover(begin).lines
    assert (line.group, line.visit.customer.name, line.there) == ("deleted", "Error", False)


def test_unread_messages_and_who_has_not_confirmed(desk: Desk, since: Callable[[], int], clock: FixedClock) -> None:
    make(desk, "Mañana", "24 09:00")
    desk.messages.receive(Incoming("telegram", "x1", "77", "¿Tienen hueco?", int(clock.seconds()), name="Leo"))
    found = desk.duty.handover()
    assert [chat.text for chat in found.unanswered] == ["¿Tienen hueco?"]
    assert found.calls.left == 1


def test_who_wrote_last_is_unanswered_though_it_was_read(
    desk: Desk, since: Callable[[], int], clock: FixedClock
) -> None:
    for name, address in (("Leo", "77"), ("Zoe", "78")):
        desk.messages.receive(Incoming("telegram", address, address, f"Soy {name}", int(clock.seconds()), name=name))
    for chat in desk.messages.threads():
        desk.messages.see(chat.customer, 10_000)
    assert {chat.name for chat in desk.duty.handover().unanswered} == {"Leo", "Zoe"}
    answered = next(chat.customer for chat in desk.messages.threads() if chat.name == "Leo")
    desk.messages.reply(answered, "Sí")
    assert [chat.name for chat in desk.duty.handover().unanswered] == ["Zoe"]
    clock.move(8 * 86_400)
    assert not desk.duty.handover().unanswered


def test_an_inquiry_that_waits_and_its_chat_are_one(desk: Desk, since: Callable[[], int], clock: FixedClock) -> None:
    desk.messages.receive(Incoming("telegram", "x1", "77", "¿Tienen hueco?", int(clock.seconds()), name="Leo"))
    [chat] = desk.messages.threads()
    of_chat = desk.inquiries.register(InquiryWish(asked="¿Hueco?", name="Leo", customer=chat.customer))
    by_phone = desk.inquiries.register(InquiryWish(asked="Una boda", name="Rita", phone="600111222"))
    found = desk.duty.handover()
    assert {one.id for one in found.inquiries} == {of_chat.id, by_phone.id}
    assert not found.unanswered


def test_it_begins_where_the_last_session_ended(desk: Desk, clock: FixedClock) -> None:
    make(desk, "Antes", "24 09:00")
    assert told(desk.duty.handover()) == [("booked", "Antes")]  # nobody was here yet: since yesterday
    clock.move(60)
    came = desk.duty.come()
    make(desk, "Mía", "24 10:00")
    clock.move(60)
    desk.duty.go(came)
    left = int(clock.seconds())
    clock.move(60)
    make(desk, "Después", "24 11:00")
    clock.move(60)
    assert (desk.duty.handover().since, told(desk.duty.handover())) == (left, [("booked", "Después")])
    came = desk.duty.come()
    clock.move(600)
    assert desk.duty.handover().since == left  # the session that goes on is not the last one
    desk.duty.go(came)
    assert desk.duty.handover().since == left + 120 + 600


def test_a_session_that_broke_off_counts_from_its_beginning(desk: Desk, clock: FixedClock) -> None:
    began = desk.duty.come()
    clock.move(7200)
    desk.duty.come()
    assert desk.duty.handover().since == began


def test_each_user_has_sessions_of_their_own(desk: Desk, clock: FixedClock) -> None:
    other = Desk(desk.store, desk.clock, Actor("ana", "reception"))
    desk.duty.go(desk.duty.come())
    left = int(clock.seconds())
    clock.move(3600)
    other.duty.go(other.duty.come())
    assert desk.duty.handover().since == left
    assert other.duty.handover().since == left + 3600


def test_one_can_go_back_to_earlier_moments_and_forth(desk: Desk, clock: FixedClock) -> None:
    desk.duty.go(desk.duty.come())
    left = int(clock.seconds())
    clock.move(60)
    found = desk.duty.handover()
    assert found.since == left
    midnight = found.earlier
    assert midnight is not None
    assert midnight < left
    again = desk.duty.handover(midnight)
    assert again.later == left
    seen = 0
    while found.earlier is not None:
        found = desk.duty.handover(found.earlier)
        seen += 1
    assert seen == 3  # today, yesterday, a week ago


def test_an_employee_hears_of_own_reservations_only(desk: Desk, since: Callable[[], int]) -> None:
    begin = since()
    make(desk, "Mía", "24 09:00", "Ana")
    make(desk, "Otra", "24 09:00", "Marta")
    employee = Desk(desk.store, desk.clock, Actor("ana", "employee", desk.find_resource("Ana").id))
    assert told(employee.duty.handover(begin)) == [("booked", "Mía")]


def test_more_than_can_be_told_is_counted(
    desk: Desk, since: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("frontdesk.desk.duty.handover.MOST", 2)
    begin = since()
    for n, name in enumerate(("Uno", "Dos", "Tres")):
        make(desk, name, f"24 1{n}:00")
    found = desk.duty.handover(begin)
    assert (len(found.lines), found.cut) == (2, 1)


@pytest.mark.parametrize("back", [0, 1, 59, 61, 3600, 10**9])
def test_the_journal_is_found_by_halving_as_by_reading(desk: Desk, clock: FixedClock, back: int) -> None:
    from frontdesk.store import journal

    for n in range(7):
        make(desk, f"N{n}", f"24 {9 + n // 2:02}:00", ("Marta", "Ana")[n % 2])
        clock.move(20 if n % 3 else 0)
    at = int(clock.seconds()) - back

    def both(work: object) -> tuple[int, int]:
        connection = work.connection  # type: ignore[attr-defined]
        rows = connection.exec_driver_sql("SELECT seq, at FROM journal").fetchall()
        return journal.seq_before(connection, at), max((row[0] for row in rows if row[1] < at), default=0)

    halved, read = desk.read(both)
    assert halved == read
