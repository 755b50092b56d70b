"""Scenarios S26–S34 and what is close to them, with a clock that is moved."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.channels.protocol import Attachment, ChannelError, Received, Told
from frontdesk.desk import setup
from frontdesk.desk.desk import Desk
from frontdesk.desk.message_values import FromOutside, Incoming
from frontdesk.desk.messages import planning
from frontdesk.desk.values import CustomerEdit, Reservation, ReservationEdit
from frontdesk.store import kept
from frontdesk.worker.dispatcher import Dispatcher
from tests.conftest import SALON
from tests.desk.wishes import at
from tests.messages.conftest import RULES, Mailbox, Post, texts

Book = Callable[..., Reservation]
MINUTE, HOUR, DAY = 60, 3600, 86400


def go_to(clock: FixedClock, text: str) -> None:
    clock.move(at(text) * 60 - clock.seconds())


def run(worker: Dispatcher, clock: FixedClock, until: str, step: int = 15 * MINUTE) -> None:
    """Tick until a moment, a quarter of an hour at a time."""
    end = at(until) * 60
    while clock.seconds() < end:
        clock.move(min(step, end - clock.seconds()))
        worker.tick()


def test_a_confirmation_goes_when_undo_can_no_longer_take_it_back(
    desk: Desk, worker: Dispatcher, clock: FixedClock, book: Book, sms: Post
) -> None:
    visit = book("2026-11-25 10:00")
    worker.tick()
    clock.move(59)
    worker.tick()
    assert sms.went == []
    assert desk.messages.counts() == (1, 0)
    clock.move(1)
    assert worker.tick() == 1
    assert [(one.to, one.text) for one in sms.went] == [
        (
            "+34600111222",
            "Hola, Eva: tu cita en Peluquería Norte está confirmada: mié 25 nov, 10:00 · Corte · con Marta.",
        )
    ]
    assert [(one.kind, one.status, one.channel) for one in desk.messages.listed(code=visit.code)] == [
        ("booked", "sent", "sms"),
        ("before", "planned", "sms,email"),
        ("after", "planned", "sms,email"),
    ]
    go_to(clock, "2026-11-24 10:05")
    worker.tick()
    assert len(sms.went) == 2  # the reminder, due by now; the confirmation never twice


def test_undo_recalls_what_has_not_gone(
    desk: Desk, worker: Dispatcher, clock: FixedClock, book: Book, sms: Post
) -> None:
    book("2026-11-25 10:00")
    clock.move(30)
    desk.undo()
    clock.move(HOUR)
    worker.tick()
    assert sms.went == []
    assert desk.messages.counts() == (0, 0)


@pytest.mark.parametrize("slip", ["cancel", "move", "delete"])
def test_a_slip_taken_back_leaves_the_confirmation_to_go(
    desk: Desk, worker: Dispatcher, clock: FixedClock, book: Book, sms: Post, slip: str
) -> None:
    """What called the confirmation off is undone before it went: the customer is told of the booking, once."""
    visit = book("2026-11-25 10:00")
    clock.move(20)
    if slip == "cancel":
        desk.cancel(visit.code)
    elif slip == "move":
        desk.move(visit.code, at("2026-11-26 12:00"))
    else:
        desk.delete(visit.code, "slip")
    clock.move(20)
    desk.undo()
    clock.move(59)
    worker.tick()
    assert sms.went == []
    clock.move(HOUR)
    worker.tick()
    assert ["mié 25 nov, 10:00" in one.text for one in sms.went] == [True]
    desk.cancel(visit.code)
    desk.undo()
    clock.move(HOUR)
    worker.tick()
    assert len(sms.went) == 1  # they know already


def test_undo_takes_back_booking_payment_and_notices_together_and_says_what_has_gone(
    desk: Desk, worker: Dispatcher, clock: FixedClock, book: Book, sms: Post
) -> None:
    book("2026-11-25 09:00", "Otra", staff="Ana", phone="600333444")
    visit = book("2026-11-25 10:00")
    undoable = desk.undoable()
    assert undoable is not None
    desk.pay(visit.code, 2500, "cash")
    clock.move(30)
    done = desk.undo(undoable.op)
    assert (done.paid, done.gone) == (2500, ())
    clock.move(MINUTE)
    worker.tick()
    assert [one.to for one in sms.went] == ["+34600333444"]
    done = desk.undo()  # the other one, of which the notice has gone by now
    assert [(one.kind, one.channel) for one in done.gone] == [("booked", "sms")]
    with desk.store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM payment").scalar_one() == 0


def test_s26_after_a_move_the_old_times_reminder_never_goes(
    desk: Desk, worker: Dispatcher, clock: FixedClock, book: Book, sms: Post
) -> None:
    worker.tick()
    visit = book("2026-11-25 10:00")
    run(worker, clock, "2026-11-24 09:55")
    assert len(sms.went) == 1
    desk.move(visit.code, at("2026-11-26 12:00"))
    run(worker, clock, "2026-11-26 11:00")
    assert ["ha cambiado" in text for text in texts(sms)] == [False, True, False]
    reminder = texts(sms)[2]
    assert "te recordamos" in reminder
    assert "mañana, jue 26 nov, 12:00" in reminder
    assert [one.status for one in desk.messages.listed(code=visit.code) if one.kind == "before"] == ["sent"]


def test_s27_a_cancellation_while_a_reminder_is_being_sent(
    desk: Desk, worker: Dispatcher, clock: FixedClock, book: Book, sms: Post
) -> None:
    worker.tick()
    visit = book("2026-11-25 10:00")
    run(worker, clock, "2026-11-24 09:50")
    clock.move(15 * MINUTE)
    desk.messages.plan()
    first, second = sms.went.copy(), []
    claimed = desk.messages.claim(("sms",))
    assert [one.kind for one in claimed] == ["before"]
    assert desk.messages.sending(claimed[0])
    desk.cancel(visit.code)  # the provider has it by now
    desk.messages.sent(claimed[0], "provider-7")
    clock.move(2 * MINUTE)
    worker.tick()
    second = sms.went[len(first) :]
    assert [one.kind for one in desk.messages.listed(code=visit.code)] == ["cancelled", "before", "booked"]
    assert [one.status for one in desk.messages.listed(code=visit.code)] == ["sent", "sent", "sent"]
    assert ["anulada" in one.text for one in second] == [True]


def test_s27_what_was_only_claimed_dies_with_its_reservation(
    desk: Desk, worker: Dispatcher, clock: FixedClock, book: Book
) -> None:
    worker.tick()
    visit = book("2026-11-25 10:00")
    run(worker, clock, "2026-11-24 09:50")
    clock.move(15 * MINUTE)
    desk.messages.plan()
    claimed = desk.messages.claim(("sms",))
    desk.cancel(visit.code)
    assert not desk.messages.sending(claimed[0])
    assert next(one.status for one in desk.messages.listed(code=visit.code) if one.kind == "before") == "recalled"


def test_s28_booked_inside_the_reminders_lead_time_has_no_late_reminder(
    desk: Desk, worker: Dispatcher, clock: FixedClock, book: Book, sms: Post
) -> None:
    worker.tick()
    go_to(clock, "2026-11-24 12:00")
    worker.tick()
    book("2026-11-25 10:00")
    run(worker, clock, "2026-11-25 10:00")
    assert ["confirmada" in text for text in texts(sms)] == [True]


def test_s30_the_dispatcher_was_off_for_two_days(
    desk: Desk, worker: Dispatcher, clock: FixedClock, book: Book, sms: Post
) -> None:
    worker.tick()
    past = [book(f"2026-11-{day} {hour}:00", f"Gone {day} {hour}") for day in (24, 25) for hour in (10, 12)]
    coming = book("2026-11-26 12:00", "Still Coming", staff="Ana")
    clock.move(2 * MINUTE)
    worker.tick()
    assert len(sms.went) == 5
    go_to(clock, "2026-11-25 20:00")
    worker.tick()
    reminders = texts(sms)[5:]
    assert len(reminders) == 1
    assert "mañana, jue 26 nov, 12:00" in reminders[0]
    dropped = [one for one in desk.messages.troubled() if one.status == "dropped"]
    assert {one.code for one in dropped} >= {visit.code for visit in past if visit.start >= at("2026-11-25 00:00")}
    assert coming.code not in {one.code for one in dropped}
    assert desk.messages.counts()[1] == len(dropped)


def test_s31_a_rule_is_edited_and_what_is_pending_follows(
    desk: Desk, worker: Dispatcher, clock: FixedClock, book: Book, sms: Post, tmp_path: Path
) -> None:
    worker.tick()
    visit = book("2026-11-26 12:00")
    clock.move(2 * MINUTE)
    worker.tick()
    due = {one.kind: one.due for one in desk.messages.listed(code=visit.code) if one.status == "planned"}
    assert due["before"] == at("2026-11-25 12:00") * 60
    file = tmp_path / "changed.toml"
    file.write_text((SALON + RULES).replace('"-24h"', '"-3h"'), encoding="utf-8")
    setup.apply(desk, file)
    due = {one.kind: one.due for one in desk.messages.listed(code=visit.code) if one.status == "planned"}
    assert due["before"] == at("2026-11-26 09:00") * 60
    run(worker, clock, "2026-11-26 11:00")
    assert len(sms.went) == 2
    assert "hoy, jue 26 nov, 12:00" in texts(sms)[1]


def test_s31_a_rule_that_is_taken_away_sends_nothing_more(
    desk: Desk, worker: Dispatcher, clock: FixedClock, book: Book, sms: Post, tmp_path: Path
) -> None:
    worker.tick()
    book("2026-11-25 10:00")
    file = tmp_path / "without.toml"
    file.write_text(SALON, encoding="utf-8")
    setup.apply(desk, file)
    run(worker, clock, "2026-11-26 11:00", HOUR)
    assert sms.went == []


def test_s31_a_new_rule_does_not_make_up_for_the_past(
    desk: Desk, worker: Dispatcher, clock: FixedClock, book: Book, sms: Post, tmp_path: Path
) -> None:
    worker.tick()
    book("2026-11-25 10:00")
    go_to(clock, "2026-11-24 18:00")
    worker.tick()
    many = len(sms.went)
    file = tmp_path / "more.toml"
    file.write_text((SALON + RULES).replace('"-24h"', '"-36h"'), encoding="utf-8")
    setup.apply(desk, file)
    run(worker, clock, "2026-11-25 10:00")
    assert len(sms.went) == many


def test_s32_the_professional_changes_and_so_does_the_text(
    desk: Desk, worker: Dispatcher, clock: FixedClock, book: Book, sms: Post
) -> None:
    worker.tick()
    visit = book("2026-11-25 10:00", staff="Marta")
    desk.move(visit.code, at("2026-11-25 10:00"), staff=desk.find_resource("Ana").id)
    run(worker, clock, "2026-11-24 11:00")
    assert len(sms.went) == 2  # who has not been told yet is told of the visit as it now is, once
    assert "confirmada" in texts(sms)[0]
    assert all("con Ana" in text and "Marta" not in text for text in texts(sms))


def test_a_note_kills_no_reminder(desk: Desk, worker: Dispatcher, clock: FixedClock, book: Book, sms: Post) -> None:
    worker.tick()
    visit = book("2026-11-25 10:00")
    run(worker, clock, "2026-11-24 09:00")
    desk.edit(visit.code, ReservationEdit(notes="por la puerta de atrás"))
    run(worker, clock, "2026-11-24 11:00")
    assert ["recordamos" in text for text in texts(sms)] == [False, True]


def incoming(**more: Any) -> Incoming:
    given = {"channel": "sms", "external_id": "SM1", "sender": "+34600111222", "text": "¿Puedo ir antes?", "at": 1}
    return Incoming(**(given | more))


def test_s33_a_webhook_that_is_repeated_is_one_message(desk: Desk, book: Book) -> None:
    visit = book("2026-11-25 10:00")
    assert desk.messages.receive(incoming()) is not None
    assert desk.messages.receive(incoming()) is None
    threads = desk.messages.threads()
    assert [(one.name, one.unseen, one.text) for one in threads] == [("Eva Ruiz", 1, "¿Puedo ir antes?")]
    assert threads[0].customer == visit.customer.id
    assert desk.messages.unseen() == 1


def test_s34_whatsapp_24_hours_and_a_minute_later(
    desk: Desk, clock: FixedClock, worker: Dispatcher, book: Book
) -> None:
    visit = book("2026-11-25 10:00")
    came = int(clock.seconds())
    desk.messages.receive(incoming(channel="whatsapp", external_id="wamid.1", sender="34600111222", at=came))
    clock.move(DAY - 1)
    ways = {way.channel: way.window for way in desk.messages.thread(visit.customer.id).ways}
    assert ways["whatsapp"] == 1
    desk.messages.reply(visit.customer.id, "Claro que sí", channel="whatsapp")
    clock.move(MINUTE + 1)
    with pytest.raises(FrontdeskError) as closed:
        desk.messages.reply(visit.customer.id, "¿Sigue ahí?", channel="whatsapp")
    assert closed.value.code == "window_closed"
    whatsapp = Post("whatsapp")
    Dispatcher(desk, {"whatsapp": whatsapp}, name="w").tick()  # type: ignore[dict-item]
    assert whatsapp.went == []  # what was written in time is too late now, and somebody is told
    assert "reply" in [one.kind for one in desk.messages.troubled()]


def test_outside_the_window_a_template_goes(desk: Desk, clock: FixedClock, book: Book) -> None:
    visit = book("2026-11-25 10:00")
    desk.edit_customer(visit.customer.id, CustomerEdit(preferences={"channel": "whatsapp"}))
    whatsapp = Post("whatsapp")
    clock.move(2 * MINUTE)
    Dispatcher(desk, {"whatsapp": whatsapp}, name="w").tick()  # type: ignore[dict-item]
    [gone] = whatsapp.went
    assert gone.template is not None
    assert (gone.template.name, gone.template.language) == ("confirmation", "es")
    assert gone.template.parameters[:2] == ("Eva", "Peluquería Norte")


def test_what_a_provider_refuses_for_good_goes_by_the_next_channel(
    desk: Desk, worker: Dispatcher, clock: FixedClock, book: Book, sms: Post, email: Post
) -> None:
    book("2026-11-25 10:00", email="eva@example.com")
    sms.refuses = [ChannelError("not a mobile number")]
    clock.move(MINUTE)
    worker.tick()
    assert (len(sms.went), [one.to for one in email.went]) == (0, ["eva@example.com"])


def test_what_nobody_takes_is_shown_and_can_be_sent_again(
    desk: Desk, worker: Dispatcher, clock: FixedClock, book: Book, sms: Post, email: Post
) -> None:
    book("2026-11-25 10:00")
    sms.refuses = [ChannelError("account suspended")]
    clock.move(MINUTE)
    worker.tick()
    [failed] = desk.messages.troubled()
    assert (failed.status, failed.problem, failed.name) == ("failed", "account suspended", "Eva Ruiz")
    desk.messages.retry(failed.id)
    worker.tick()
    assert len(sms.went) == 1
    assert desk.messages.troubled() == []


def test_the_network_is_gone_for_a_while(
    desk: Desk, worker: Dispatcher, clock: FixedClock, book: Book, sms: Post
) -> None:
    book("2026-11-25 10:00")
    sms.refuses = [ChannelError("no route to host", again=True) for _try in range(3)]
    clock.move(MINUTE)
    for _tick in range(20):
        worker.tick()
        clock.move(2 * MINUTE)
    assert len(sms.went) == 1
    assert sms.refuses == []


def test_a_worker_that_died_while_sending_leaves_a_doubt_not_a_second_message(
    desk: Desk, worker: Dispatcher, clock: FixedClock, book: Book, sms: Post
) -> None:
    book("2026-11-25 10:00")
    book("2026-11-25 12:00", "Rosa Gil", phone="600333444")
    clock.move(MINUTE)
    claimed = desk.messages.claim(("sms", "email"))
    assert desk.messages.sending(claimed[0])  # and here it dies
    clock.move(121)
    worker.tick()
    assert [one.to for one in sms.went] == [claimed[1].to]
    [doubtful] = desk.messages.troubled()
    assert (doubtful.status, doubtful.id) == ("doubtful", claimed[0].id)
    desk.messages.sent(claimed[0], "late-answer")  # it was only slow
    assert desk.messages.troubled() == []


def test_a_clock_that_is_behind_sends_nothing(
    desk: Desk, clock: FixedClock, book: Book, another: Callable[..., tuple[Desk, FixedClock]], sms: Post
) -> None:
    slow, slow_clock = another(-10 * MINUTE)
    book("2026-11-25 10:00")
    slow_clock.move(11 * MINUTE)  # due by now, and still ten minutes behind
    clock.move(11 * MINUTE)
    desk.arrive(book("2026-11-23 10:00", "Now Here", staff="Ana").code)
    late = Dispatcher(slow, {"sms": sms}, name="slow")  # type: ignore[dict-item]
    assert late.tick() == 0
    assert late.problem.startswith("behind ")
    assert sms.went == []


def test_a_clock_that_is_ahead_of_a_living_worker_sends_nothing(
    desk: Desk, clock: FixedClock, book: Book, another: Callable[..., tuple[Desk, FixedClock]], sms: Post
) -> None:
    mine = Post("sms")
    right = Dispatcher(desk, {"sms": mine}, name="right")  # type: ignore[dict-item]
    right.tick()
    fast_desk, fast_clock = another(10 * MINUTE)
    fast = Dispatcher(fast_desk, {"sms": sms}, name="fast")  # type: ignore[dict-item]
    book("2026-11-25 10:00")
    for _tick in range(4):
        fast.tick()
        assert fast.problem.startswith("ahead ")
        for one in (clock, fast_clock):
            one.move(15)
        right.tick()
    book("2026-11-25 12:00", "Rosa Gil", phone="600333444")
    assert (len(sms.went), len(mine.went)) == (0, 1)
    # the other one has died: whoever is left does the work
    fast.tick()
    fast_clock.move(60)
    fast.tick()
    fast_clock.move(15)
    fast.tick()
    assert fast.problem == ""
    assert len(sms.went) == 1


def test_a_stop_ends_marketing_not_reminders(
    desk: Desk, worker: Dispatcher, clock: FixedClock, book: Book, sms: Post, email: Post
) -> None:
    visit = book("2026-11-25 10:00", email="eva@example.com")
    desk.messages.consent(visit.customer.id, "marketing", True)
    desk.edit_customer(visit.customer.id, CustomerEdit(birthday="1990-11-24"))
    worker.tick()
    desk.messages.receive(incoming(text=" Baja. "))
    run(worker, clock, "2026-11-24 12:00", HOUR)
    assert email.went == []
    assert len(sms.went) == 2  # confirmation and reminder


def test_a_birthday_with_consent(desk: Desk, worker: Dispatcher, clock: FixedClock, book: Book, email: Post) -> None:
    visit = book("2026-11-25 10:00", email="eva@example.com")
    desk.messages.consent(visit.customer.id, "marketing", True)
    desk.edit_customer(visit.customer.id, CustomerEdit(birthday="1990-11-24"))
    worker.tick()
    run(worker, clock, "2026-11-24 12:00", HOUR)
    assert ["Feliz cumpleaños, Eva" in text for text in texts(email)] == [True]
    assert "Responda STOP" in texts(email)[0]
    linked = Dispatcher(desk, {"email": email}, base_url="https://norte.example", name="linked")  # type: ignore[dict-item]
    go_to(clock, "2027-11-24 08:50")
    linked.tick()
    run(linked, clock, "2027-11-24 10:00", HOUR)
    assert "https://norte.example/u/" in texts(email)[-1]
    assert email.went[-1].unsubscribe.startswith("https://norte.example/u/")


def test_what_is_more_than_one_tick_plans_is_planned_by_the_next_ones(
    desk: Desk, clock: FixedClock, book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "MANY", 2)
    two = tmp_path / "two.toml"
    two.write_text(SALON + RULES + '[[reminders]]\nwhen = "-1d"\nchannels = ["sms"]\ntemplate = "confirm"\n')
    setup.apply(desk, two)
    assert desk.messages.plan() == 0
    visits = [book("2026-11-25 09:00", "P 1"), book("2026-11-25 09:00", "P 2", "Ana"), book("2026-11-25 10:00", "P 3")]
    go_to(clock, "2026-11-24 10:00")
    made = []
    for _tick in range(4):
        made.append(desk.messages.plan())
        clock.move(15)
    assert made == [3, 3, 0, 0]  # a rule's three visits, then the other's
    kinds = [[one.kind for one in desk.messages.listed(code=visit.code)].count("before") for visit in visits]
    assert kinds == [2, 2, 2]
    with desk.store.reading() as connection:
        assert set(kept.marks(connection, "planned")) == {"planned"}


def test_an_unknown_sender_becomes_a_customer_and_a_known_one_is_not_overwritten(desk: Desk, book: Book) -> None:
    visit = book("2026-11-25 10:00")
    desk.messages.receive(
        incoming(channel="telegram", external_id="t1", sender="77", name="Pepe Telegrama", text="hola")
    )
    desk.messages.receive(incoming(external_id="SM2", name="Otro Nombre", text="soy yo"))
    names = {one.name: one.customer for one in desk.messages.threads()}
    assert set(names) == {"Eva Ruiz", "Pepe Telegrama"}
    assert names["Eva Ruiz"] == visit.customer.id
    desk.messages.receive(incoming(channel="telegram", external_id="t2", sender="77", name="X", text="otra vez"))
    assert len(desk.messages.threads()) == 2


def test_what_is_written_here_goes_back_the_way_it_came(
    desk: Desk, worker: Dispatcher, clock: FixedClock, book: Book, email: Post
) -> None:
    visit = book("2026-11-25 10:00", email="eva@example.com")
    came = incoming(
        channel="email", external_id="<a@x>", sender="eva@example.com", subject="Mi cita", text="¿A qué hora?"
    )
    desk.messages.receive(came)
    desk.messages.reply(visit.customer.id, "A las diez.\nUn saludo")
    assert desk.messages.unseen() == 0
    clock.move(MINUTE)
    worker.tick()
    answer = next(one for one in email.went if one.text.startswith("A las diez"))
    assert (answer.subject, answer.answers, answer.to) == ("Re: Mi cita", "<a@x>", "eva@example.com")
    said = desk.messages.thread(visit.customer.id).messages
    assert [(one.direction, one.state) for one in said if one.channel == "email"] == [
        ("in", "received"),
        ("out", "sent"),
    ]
    sent_as = f"email-{len(email.went)}"
    assert desk.messages.told("email", sent_as, "delivered", 5)
    assert not desk.messages.told("email", sent_as, "sent", 6)  # told late: nothing goes back
    assert not desk.messages.told("email", "no-such", "delivered", 6)


def test_a_doubt_is_gone_when_the_provider_speaks_of_the_message(
    desk: Desk, worker: Dispatcher, clock: FixedClock, book: Book, sms: Post
) -> None:
    visit = book("2026-11-25 10:00")
    sms.refuses = [ChannelError("no answer came", doubtful=True)]
    clock.move(MINUTE)
    worker.tick()
    [doubtful] = desk.messages.troubled()
    assert doubtful.status == "doubtful"
    clock.move(HOUR)
    worker.tick()
    assert sms.went == []  # not again by itself
    key = f"1:{1}:{visit.schedule_version}:{visit.version}"
    assert desk.messages.told("sms", "SM77", "delivered", int(clock.seconds()), key=key)
    assert desk.messages.troubled() == []
    assert [one.state for one in desk.messages.thread(visit.customer.id).messages] == ["delivered"]


def test_a_message_that_comes_back_is_shown(
    desk: Desk, worker: Dispatcher, clock: FixedClock, book: Book, sms: Post
) -> None:
    book("2026-11-25 10:00")
    clock.move(MINUTE)
    worker.tick()
    assert desk.messages.told("sms", "sms-1", "failed", int(clock.seconds()), "the number is not in service")
    [failed] = desk.messages.troubled()
    assert (failed.status, failed.problem) == ("failed", "the number is not in service")


def test_erasing_somebody_leaves_nothing_of_what_was_said(
    desk: Desk, worker: Dispatcher, clock: FixedClock, book: Book, sms: Post
) -> None:
    visit = book("2026-11-25 10:00")
    desk.messages.receive(incoming(text="mi dirección es Calle Luna 7", name="Eva de la Luna"))
    desk.messages.reply(visit.customer.id, "gracias por la dirección, Luna 7")
    desk.erase_customer(visit.customer.id, confirmed=True)
    clock.move(DAY)
    worker.tick()
    assert sms.went == []
    with desk.store.reading() as connection:
        for table in ("message", "outbox", "contact", "journal", "journal_private"):
            rows = str(list(connection.exec_driver_sql(f"SELECT * FROM {table}")))
            assert "Luna" not in rows
            assert "600111222" not in rows


def test_two_records_of_one_person_have_one_conversation(desk: Desk, book: Book) -> None:
    visit = book("2026-11-25 10:00")
    desk.messages.receive(incoming(channel="telegram", external_id="t1", sender="77", name="Eva R.", text="soy Eva"))
    other = next(one.customer for one in desk.messages.threads() if one.name == "Eva R.")
    desk.merge_customers(visit.customer.id, other)
    said = desk.messages.thread(visit.customer.id)
    assert [one.text for one in said.messages] == ["soy Eva"]
    assert {way.channel for way in said.ways} >= {"telegram", "sms"}
    desk.messages.receive(incoming(channel="telegram", external_id="t2", sender="77", text="otra vez yo"))
    assert len(desk.messages.thread(visit.customer.id).messages) == 2


def test_s33_a_webhook_that_comes_twice_at_once_is_one_message(desk: Desk, book: Book) -> None:
    book("2026-11-25 10:00")
    with ThreadPoolExecutor(4) as several:
        kept = list(several.map(lambda _n: desk.messages.receive(incoming()), range(4)))
    assert sorted(number is None for number in kept) == [False, True, True, True]
    assert [one.unseen for one in desk.messages.threads()] == [1]
    stranger = incoming(channel="telegram", external_id="t9", sender="99", name="Nueva", text="hola")
    with ThreadPoolExecutor(4) as several:
        list(several.map(lambda _n: desk.messages.receive(stranger), range(4)))
    assert [one.name for one in desk.customers("Nueva")] == ["Nueva"]


def test_the_network_is_gone_for_a_day(
    desk: Desk, worker: Dispatcher, clock: FixedClock, book: Book, sms: Post
) -> None:
    """What is still of use goes when it is back, what is not is dropped and listed."""
    worker.tick()
    today = book("2026-11-23 13:00", "Hoy Mismo", phone="600000001")
    later = book("2026-11-26 12:00", "Otro Día", phone="600000002")
    sms.refuses = [ChannelError("network is unreachable", again=True) for _try in range(1000)]
    run(worker, clock, "2026-11-24 07:50")
    assert sms.went == []
    sms.refuses = []
    desk.messages.reply(later.customer.id, "ya estamos de vuelta")
    run(worker, clock, "2026-11-24 09:00", 5 * MINUTE)
    assert sorted(one.to for one in sms.went) == ["+34600000002", "+34600000002"]
    dropped = [(one.code, one.status) for one in desk.messages.troubled()]
    assert dropped == [(today.code, "dropped")]


def test_reminders_keep_the_clock_on_the_wall_over_its_change(
    desk: Desk, worker: Dispatcher, clock: FixedClock, book: Book, sms: Post
) -> None:
    go_to(clock, "2027-03-25 08:00")
    worker.tick()
    book("2027-03-29 11:30")  # a Monday; the clocks go forward on Sunday
    clock.move(2 * MINUTE)
    worker.tick()
    run(worker, clock, "2027-03-28 11:00")
    run(worker, clock, "2027-03-28 11:25", 5 * MINUTE)
    assert len(sms.went) == 1
    run(worker, clock, "2027-03-28 11:35", 5 * MINUTE)
    assert len(sms.went) == 2
    run(worker, clock, "2027-03-29 11:30", HOUR)
    assert len(sms.went) == 2


def test_a_machine_that_starts_anew_goes_on_where_it_was(
    desk: Desk, worker: Dispatcher, clock: FixedClock, book: Book, sms: Post
) -> None:
    worker.tick()
    book("2026-11-25 10:00")
    run(worker, clock, "2026-11-24 09:50")
    clock.move(DAY // 24)  # it was off when the reminder was due, and nobody said goodbye
    again = Dispatcher(desk, {"sms": sms}, name="after the start")  # type: ignore[dict-item]
    again.tick()
    clock.move(15)
    again.tick()
    assert ["recordamos" in text for text in texts(sms)] == [False, True]


def test_a_name_is_never_read_as_a_template(
    desk: Desk, worker: Dispatcher, clock: FixedClock, book: Book, sms: Post
) -> None:
    book("2026-11-25 10:00", "{{7*7}}{%for_x_in_y%}\x1b[31m Ruiz")
    clock.move(MINUTE)
    worker.tick()
    assert "{{7*7}}{%for_x_in_y%}[31m" in texts(sms)[0]
    assert "49" not in texts(sms)[0]


def test_files_that_came_are_fetched_and_kept(
    desk: Desk, worker: Dispatcher, clock: FixedClock, book: Book, sms: Post
) -> None:
    visit = book("2026-11-25 10:00")
    files = (FromOutside("foto.jpg", "image/jpeg", reference="media-1"), FromOutside("a.txt", "text/plain", b"here"))
    desk.messages.receive(incoming(text="la foto", attachments=files))
    sms.files["media-1"] = b"\xff\xd8jpeg"
    worker.tick()
    [message] = desk.messages.thread(visit.customer.id).messages
    contents = [desk.messages.attachment(one.id) for one in message.attachments]
    assert [(one.name, one.content) for one in contents] == [("foto.jpg", b"\xff\xd8jpeg"), ("a.txt", b"here")]


def test_a_channel_is_asked_by_one_worker_at_a_time(
    desk: Desk, clock: FixedClock, book: Book, another: Callable[..., tuple[Desk, FixedClock]]
) -> None:
    book("2026-11-25 10:00")
    mailbox = Mailbox("email")
    other, _clock = another()
    two = [Dispatcher(one, {"email": mailbox}, name=name) for one, name in ((desk, "a"), (other, "b"))]  # type: ignore[dict-item]
    for one in two:
        one.tick()
    assert mailbox.asked == [""]
    clock.move(25)
    two[0].tick()
    assert mailbox.asked == ["", "place 1"]
    assert [one.text for one in desk.messages.threads()] == ["llego tarde"]  # told twice, kept once


def test_one_that_we_stumble_over_holds_up_no_other(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    broken = Received("email", "<a@x>", "eva@example.com", "x", 1, attachments=(Attachment(None, "x", b"x"),))  # type: ignore[arg-type]
    worse = Received("email", "<b@x>", None, "x", 1)  # type: ignore[arg-type]
    told = Told("email", "<ours@x>", "failed", None)  # type: ignore[arg-type]
    good = Received("email", "<c@x>", "eva@example.com", "llego tarde", 3)
    mailbox = Mailbox("email", [broken, worse, told, good])
    worker = Dispatcher(desk, {"email": mailbox}, name="one")  # type: ignore[dict-item]
    worker.tick()
    [talk] = desk.messages.threads()
    kept = desk.messages.thread(talk.customer).messages
    assert [(one.text, one.problem) for one in kept] == [
        ("", "it could not be taken over; it is still where it came from"),
        ("llego tarde", None),
    ]
    assert desk.messages.place("email") == "place 1"
    assert "receiving.py" in "".join(file.read_text() for file in (tmp_path / "state").rglob("*") if file.is_file())
