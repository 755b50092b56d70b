"""An inquiry by phone, answered, reminded of, quoted, confirmed and booked; what may be taken back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest

from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.desk import upkeep
from frontdesk.desk.desk import Desk
from frontdesk.desk.inquiry_values import Inquiry, InquiryEdit, InquiryWish, QuoteLine
from frontdesk.desk.values import Booking, CustomerWish, LineWish
from frontdesk.worker.dispatcher import Dispatcher
from tests.inquiries.conftest import ARRIVAL, DAY, MINUTE
from tests.messages.conftest import Post

Asked = Callable[..., Inquiry]
Writes = Callable[..., int]
ROOM = QuoteLine("Habitación doble, 2 noches", 9000, Decimal(2), Decimal(10))


def stages(desk: Desk) -> dict[str, tuple[int, int]]:
    return {one.stage: (one.count, one.waiting) for one in desk.inquiries.counts() if one.count}


def test_from_a_call_to_a_booking(
    desk: Desk, clock: FixedClock, worker: Dispatcher, email: Post, asked: Asked, writes: Writes
) -> None:
    one = asked()
    assert stages(desk) == {"new": (1, 1)}
    one = desk.inquiries.answer(one.id, "Sí, tenemos sitio: 90 € la noche.", version=one.version)
    assert (one.stage, one.waits, one.customer and one.customer.name) == ("answered", False, "Rosa Gil")
    assert stages(desk) == {"answered": (1, 0)}
    worker.tick()
    assert email.went == []  # undo can still take it back
    clock.move(MINUTE)
    worker.tick()
    assert [(m.to, m.subject, m.text) for m in email.went] == [
        ("rosa@example.com", "Hotel Miramar: Tu consulta", "Sí, tenemos sitio: 90 € la noche.")
    ]
    assert [(r.days, r.state) for r in one.reminders] == [(2, "waiting"), (5, "waiting"), (10, "waiting")]
    assert one.next_reminder == one.reminders[0].due
    clock.move(2 * DAY + 3600)
    worker.tick()
    assert len(email.went) == 2
    assert "consulta" in email.went[1].text
    assert "vie 11 dic · Habitación doble · 2 personas" in email.went[1].text
    writes("¿Me hacéis un presupuesto?", answers="email-1")
    one = desk.inquiries.inquiry(one.id)
    assert (one.stage, one.waits, one.next_reminder) == ("answered", True, None)
    assert [r.state for r in one.reminders] == ["sent", "stopped", "stopped"]
    assert [thread.unseen for thread in desk.messages.threads()] == [1]
    one = desk.inquiries.quote(one.id, [ROOM], valid_until=ARRIVAL - 3, note="Desayuno incluido.")
    assert (one.stage, one.waits) == ("quoted", False)
    assert one.quote is not None
    assert (one.quote.number, one.quote.total, one.quote.sent) == (1, 18000, None)
    assert [thread.unseen for thread in desk.messages.threads()] == [0]
    clock.move(MINUTE)
    worker.tick()
    mail = email.went[2]
    assert mail.answers == "<in0@example.com>"
    assert "180,00 EUR" in mail.text
    assert [(file.name, file.type, file.content[:5]) for file in mail.attachments] == [
        ("Q1-1.pdf", "application/pdf", b"%PDF-")
    ]
    writes("Perfecto, confirmo.", answers="email-3")
    one = desk.inquiries.confirm(one.id)
    assert (one.stage, one.waits) == ("confirmed", True)
    visit, one = desk.inquiries.book(one.id)
    assert (one.stage, one.waits, one.reservations) == ("booked", False, (visit.code,))
    assert (visit.service, visit.nights, visit.party, visit.channel) == ("Habitación doble", 2, 2, "phone")
    assert visit.customer == one.customer
    assert visit.notes == ""  # what they wrote stays in the inquiry
    assert [o.id for o in desk.inquiries.of_reservation(visit.code)] == [one.id]
    clock.move(20 * DAY)
    worker.tick()
    assert sum("presupuest" in m.text or "consulta" in m.text for m in email.went[3:]) == 0
    told = [(event.kind, event.what) for event in desk.inquiries.history(one.id)]
    assert told[:3] == [("registered", "phone"), ("stage", "answered"), ("sent", "sent")]
    assert ("came", "received") in told
    assert ("quote", "1") in told
    assert told.index(("stage", "quoted")) < told.index(("stage", "confirmed")) < told.index(("booked", visit.code))
    assert upkeep.check(desk) == []


def test_the_guest_of_a_lost_one_writes_again(desk: Desk, asked: Asked, writes: Writes, clock: FixedClock) -> None:
    one = desk.inquiries.lose(asked().id, "demasiado caro")
    assert (one.stage, one.waits, one.reason) == ("lost", False, "demasiado caro")
    with pytest.raises(FrontdeskError) as again:
        desk.inquiries.lose(one.id, "otra vez")
    assert again.value.code == "wrong_status"
    one = desk.inquiries.reopen(one.id)
    assert (one.stage, one.waits, one.reason) == ("new", True, None)
    with pytest.raises(FrontdeskError) as silent:
        desk.inquiries.lose(one.id, "  ")
    assert silent.value.code == "reason_needed"


def test_stages_go_forward_only(desk: Desk, asked: Asked) -> None:
    one = asked(email=None)
    found = [desk.inquiries.next(one.id).stage for _ in range(3)]
    assert found == ["answered", "quoted", "confirmed"]
    for wrong in (desk.inquiries.next, desk.inquiries.confirm, desk.inquiries.reopen, desk.inquiries.settle):
        with pytest.raises(FrontdeskError) as refused:
            wrong(one.id)
        assert refused.value.code == "wrong_status"


def test_thanks_need_no_answer(desk: Desk, clock: FixedClock, worker: Dispatcher, asked: Asked, writes: Writes) -> None:
    one = desk.inquiries.answer(asked().id, "Sí.")
    clock.move(MINUTE)
    worker.tick()
    writes("¡Gracias!", answers="email-1")
    assert desk.waits().inquiries == 1
    assert not desk.inquiries.settle(one.id).waits
    assert desk.waits().inquiries == 0


def test_undo_takes_back_the_answer_with_its_reminders_and_the_customer_it_made(
    desk: Desk, clock: FixedClock, worker: Dispatcher, email: Post, asked: Asked
) -> None:
    one = asked()
    desk.inquiries.answer(one.id, "Sí.")
    clock.move(30)
    undone = desk.undo()
    assert (undone.verb, undone.summary) == ("inquiry.answer", "Q1 Rosa Gil")
    back = desk.inquiries.inquiry(one.id)
    assert (back.stage, back.waits, back.customer, back.next_reminder) == ("new", True, None, None)
    assert desk.customers("rosa") == []
    clock.move(11 * DAY)
    worker.tick()
    assert email.went == []
    assert back.version == 3
    assert upkeep.check(desk) == []


def test_an_answer_that_has_gone_is_not_taken_back(
    desk: Desk, clock: FixedClock, worker: Dispatcher, asked: Asked
) -> None:
    one = desk.inquiries.answer(asked().id, "Sí.")
    clock.move(MINUTE)
    worker.tick()
    with pytest.raises(FrontdeskError) as refused:
        desk.undo()
    assert refused.value.code == "cannot_undo"
    assert desk.inquiries.inquiry(one.id).stage == "answered"


def test_undo_of_a_booking_takes_both_back(desk: Desk, asked: Asked) -> None:
    one = desk.inquiries.confirm(asked().id)
    visit, _ = desk.inquiries.book(one.id)
    desk.undo()
    back = desk.inquiries.inquiry(one.id)
    assert (back.stage, back.waits, back.reservations, back.customer) == ("confirmed", True, (), None)
    with pytest.raises(FrontdeskError) as gone:
        desk.reservation(visit.code)
    assert gone.value.code == "not_found"
    assert upkeep.check(desk) == []
    visit, again = desk.inquiries.book(one.id)
    assert again.reservations == (visit.code,)


def test_undo_of_losing_brings_the_reminders_back(desk: Desk, asked: Asked, clock: FixedClock) -> None:
    one = desk.inquiries.answer(asked().id, "Sí.")
    clock.move(90)
    desk.inquiries.lose(one.id, "caro")
    assert desk.inquiries.inquiry(one.id).next_reminder is None
    desk.undo()
    back = desk.inquiries.inquiry(one.id)
    assert (back.stage, back.next_reminder) == ("answered", one.next_reminder)
    assert [r.state for r in back.reminders] == ["waiting"] * 3


def test_undo_of_registering_and_editing(desk: Desk, asked: Asked) -> None:
    one = asked()
    desk.inquiries.edit(one.id, InquiryEdit(notes="vegetariana", name="Rosa M. Gil"))
    desk.undo()
    back = desk.inquiries.inquiry(one.id)
    assert (back.name, back.notes, back.asked) == ("Rosa Gil", "", one.asked)
    desk.undo()
    assert desk.inquiries.inquiries() == []


def test_booking_what_is_taken_leaves_the_inquiry_as_it_is(desk: Desk, asked: Asked) -> None:
    for _ in range(2):
        desk.inquiries.book(asked(email=None, phone="600000001").id)
    one = asked()
    with pytest.raises(FrontdeskError) as taken:
        desk.inquiries.book(one.id)
    assert taken.value.code == "slot_taken"
    assert desk.inquiries.inquiry(one.id) == one
    assert desk.customers("rosa@example.com") == []


def test_a_booking_may_differ_from_what_was_wished_and_there_may_be_two(desk: Desk, asked: Asked) -> None:
    one = asked()
    own = desk.inquiries.proposed(one.id)
    assert own.customer == CustomerWish(name="Rosa Gil", phone="+34600333444", email="rosa@example.com")
    service = one.service_ids[0]
    other = Booking((LineWish(service),), own.start + 1440, CustomerWish(), nights=1, party=1)
    visit, _ = desk.inquiries.book(one.id, other)
    assert (visit.nights, visit.party, visit.customer.name, visit.channel) == (1, 1, "Rosa Gil", "phone")
    second, one = desk.inquiries.book(one.id)
    assert sorted(one.reservations) == sorted((visit.code, second.code))
    assert second.customer.id == visit.customer.id


def test_of_two_receptionists_who_answer_at_once_the_second_is_told(desk: Desk, asked: Asked) -> None:
    one = asked()
    desk.inquiries.answer(one.id, "Sí.", version=one.version)
    for act in (
        lambda: desk.inquiries.answer(one.id, "¡Claro!", version=one.version),
        lambda: desk.inquiries.quote(one.id, [ROOM], version=one.version),
        lambda: desk.inquiries.book(one.id, version=one.version),
        lambda: desk.inquiries.lose(one.id, "x", version=one.version),
        lambda: desk.inquiries.next(one.id, version=one.version),
    ):
        with pytest.raises(FrontdeskError) as stale:
            act()
        assert stale.value.code == "stale_version"
    assert len(desk.messages.listed(statuses=["waiting"])) == 4


def test_without_an_address_nothing_is_sent(desk: Desk, asked: Asked) -> None:
    one = asked(email=None)
    with pytest.raises(FrontdeskError) as refused:
        desk.inquiries.answer(one.id, "Sí.")
    assert (refused.value.code, refused.value.params["field"]) == ("wrong_value", "email")
    told = desk.inquiries.quote(one.id, [ROOM], send=False)
    assert (told.stage, told.waits) == ("quoted", False)
    for wrong in ("", " \n", "x" * 5000):
        with pytest.raises(FrontdeskError):
            desk.inquiries.answer(one.id, wrong)


def test_whoever_answers_only_the_old_reminder_is_found_by_its_id(
    desk: Desk, clock: FixedClock, worker: Dispatcher, asked: Asked, writes: Writes
) -> None:
    one = desk.inquiries.answer(asked().id, "Sí.")
    clock.move(MINUTE)
    worker.tick()
    clock.move(2 * DAY + 3600)
    worker.tick()
    writes("Escribo desde otra dirección.", "otra@example.org", answers="email-2")
    assert desk.inquiries.inquiry(one.id).waits


def test_what_answers_a_reminder_of_a_visit_joins_no_inquiry(
    desk: Desk, clock: FixedClock, worker: Dispatcher, asked: Asked, writes: Writes
) -> None:
    first = asked(asked="primera")
    desk.inquiries.book(first.id)
    other = asked(asked="segunda")
    clock.move(MINUTE)
    worker.tick()  # the confirmation of the first
    one = desk.inquiries.next(other.id)
    number = writes("Llegaremos tarde.", answers="email-1")
    assert desk.inquiries.received(number) is None
    assert desk.inquiries.inquiry(one.id).version == one.version
    later = writes("Y otra cosa.")
    joined = desk.inquiries.received(later)
    assert joined is not None
    assert (joined.id, joined.waits) == (other.id, True)


def test_who_writes_before_we_knew_their_card_is_found_by_address(desk: Desk, asked: Asked, writes: Writes) -> None:
    one = asked()
    assert one.customer is None
    writes("¿Habéis visto mi consulta?")
    back = desk.inquiries.inquiry(one.id)
    assert back.customer is not None
    assert back.waits


def test_a_mail_becomes_an_inquiry(desk: Desk, writes: Writes) -> None:
    number = writes("¿Tenéis habitación en agosto?", subject="Agosto", name="Rosa Gil")
    one = desk.inquiries.received(number)
    assert one is not None
    assert (one.name, one.email, one.stage) == ("Rosa Gil", "rosa@example.com", "new")
    assert one.asked == "Agosto\n\n¿Tenéis habitación en agosto?"
    assert [other.id for other in desk.inquiries.inquiries()] == [one.id]
    assert desk.inquiries.register(InquiryWish(source="email", message=number)) == one
    desk.inquiries.answer(one.id, "Sí.")
    assert [row.template for row in desk.messages.listed()] == ["inquiry_reminder"] * 3 + [""]


def test_what_is_answered_from_the_conversation_is_answered(
    desk: Desk, clock: FixedClock, worker: Dispatcher, email: Post, asked: Asked, writes: Writes
) -> None:
    one = desk.inquiries.answer(asked().id, "Sí.")
    clock.move(MINUTE)
    worker.tick()
    clock.move(MINUTE)
    writes("¿Con desayuno?", answers="email-1", subject="Re: Tu consulta")
    assert one.customer is not None
    clock.move(MINUTE)
    desk.messages.reply(one.customer.id, "Con desayuno.")
    back = desk.inquiries.inquiry(one.id)
    assert (back.stage, back.waits) == ("answered", False)
    assert [r.state for r in back.reminders] == ["waiting"] * 3
    desk.undo()
    assert desk.inquiries.inquiry(one.id).waits
    desk.messages.reply(one.customer.id, "Con desayuno.")
    clock.move(MINUTE)
    worker.tick()
    clock.move(MINUTE)
    writes("Gracias", answers="email-2")
    assert desk.inquiries.inquiry(one.id).waits
    assert [event.text for event in desk.inquiries.history(one.id) if event.kind in ("came", "sent")] == [
        "Sí.", "¿Con desayuno?", "Con desayuno.", "Gracias"
    ]  # fmt: skip
    assert [message.personal for message in email.went] == [True, True]


def test_two_who_answer_at_the_same_instant(
    desk: Desk, clock: FixedClock, asked: Asked, another: Callable[..., Desk]
) -> None:
    other = another()
    for turn in range(6):
        one = asked(email=f"guest{turn}@example.com", phone=None)
        start = threading.Barrier(2)

        def act(door: Desk, number: str = one.id, at_once: threading.Barrier = start) -> str:
            at_once.wait()
            try:
                door.inquiries.answer(number, "Sí.", version=1)
            except FrontdeskError as error:
                return error.code
            return "done"

        with ThreadPoolExecutor(2) as both:
            assert sorted(both.map(act, (desk, other))) == ["done", "stale_version"]
    assert len(desk.messages.listed(statuses=["waiting"])) == 6 * 4
    assert upkeep.check(desk) == []


def test_a_reservation_made_otherwise_is_what_came_of_it(desk: Desk, asked: Asked) -> None:
    other = asked(email=None, phone="600000001", name="Otra")
    visit, _ = desk.inquiries.book(other.id)
    one = asked()
    linked = desk.inquiries.link(one.id, visit.code, version=one.version)
    assert (linked.stage, linked.waits, linked.reservations) == ("booked", False, (visit.code,))
    assert [found.id for found in desk.inquiries.of_reservation(visit.code)] == [other.id, one.id]
    with pytest.raises(FrontdeskError) as twice:
        desk.inquiries.link(one.id, visit.code)
    assert twice.value.code == "wrong_status"
    with pytest.raises(FrontdeskError) as none:
        desk.inquiries.link(asked().id, "22222")
    assert none.value.code == "not_found"
    desk.undo()
    desk.undo()
    assert desk.inquiries.inquiry(one.id).reservations == ()
    desk.cancel(visit.code)
    with pytest.raises(FrontdeskError) as gone:
        desk.inquiries.link(one.id, visit.code)
    assert gone.value.code == "wrong_status"
    assert upkeep.check(desk) == []


def test_without_e_mail_nothing_is_said_to_go_by_it(
    desk: Desk, asked: Asked, worker: Dispatcher, clock: FixedClock
) -> None:
    here = Desk(desk.store, desk.clock, desk.actor, sends_by=["sms"])
    one = asked()
    for order in (
        lambda: here.inquiries.answer(one.id, "Sí"),
        lambda: here.inquiries.quote(one.id, [ROOM]),
    ):
        with pytest.raises(FrontdeskError) as refused:
            order()
        assert "email is not set up; there is: sms" in refused.value.sentence(str)
    assert (desk.inquiries.inquiry(one.id).stage, desk.inquiries.quotes(one.id)) == ("new", [])
    assert here.inquiries.quote(one.id, [ROOM], send=False).stage == "quoted"  # on the phone it can be told
    assert not desk.inquiries.mail_goes()  # nobody knows of any channel: it waits for one
    assert desk.inquiries.answer(one.id, "Sí").answered_at is not None
    worker.tick()
    assert desk.inquiries.mail_goes()
