"""What is done with messages at the desk, and taken back; what the screens are told of it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.channels.protocol import ChannelError
from frontdesk.desk.desk import Desk
from frontdesk.desk.message_values import FromOutside
from frontdesk.desk.opening import open_desk
from frontdesk.desk.values import CustomerEdit, Reservation
from frontdesk.worker.dispatcher import Dispatcher
from tests.messages.conftest import Post
from tests.messages.test_scenarios import incoming

Book = Callable[..., Reservation]


def refused(desk: Desk, worker: Dispatcher, clock: FixedClock, sms: Post) -> int:
    """A confirmation that the provider did not take."""
    sms.refuses = [ChannelError("account suspended")]
    clock.move(60)
    worker.tick()
    [failed] = desk.messages.troubled()
    return failed.id


def test_an_answer_is_recalled_until_it_goes_and_its_words_stay(
    desk: Desk, worker: Dispatcher, clock: FixedClock, book: Book, sms: Post
) -> None:
    who = book("2026-11-25 10:00").customer.id
    clock.move(60)
    worker.tick()
    gone = desk.messages.reply(who, "Hasta mañana")
    told = desk.undoable()
    assert told is not None
    assert (told.verb, told.summary, told.reservations) == ("reply", "Eva Ruiz", 0)
    assert who in told.about
    assert desk.waits().recallable == int(clock.seconds()) + 60
    desk.undo()
    clock.move(61)
    worker.tick()
    assert len(sms.went) == 1
    [queued] = desk.messages.thread(who).waiting
    assert (queued.id, queued.state, queued.text) == (gone.id, "recalled", "Hasta mañana")
    assert desk.waits().recallable == 0


def test_an_answer_that_has_gone_is_not_taken_back(
    desk: Desk, worker: Dispatcher, clock: FixedClock, book: Book
) -> None:
    who = book("2026-11-25 10:00").customer.id
    desk.messages.reply(who, "Hasta mañana")
    clock.move(61)
    worker.tick()
    with pytest.raises(FrontdeskError) as refusal:
        desk.undo()
    assert refusal.value.sentence() == "This cannot be undone: it has gone already."
    assert [one.text for one in desk.messages.thread(who).messages][-1] == "Hasta mañana"


def test_sending_again_and_setting_aside_are_taken_back(
    desk: Desk, worker: Dispatcher, clock: FixedClock, book: Book, sms: Post
) -> None:
    who = book("2026-11-25 10:00").customer.id
    number = refused(desk, worker, clock, sms)
    desk.edit_customer(who, CustomerEdit(email="eva@example.com"))
    desk.messages.retry(number, "email")
    assert desk.messages.troubled() == []
    desk.undo()
    [failed] = desk.messages.troubled()
    assert (failed.id, failed.status, failed.channel, failed.problem) == (
        number,
        "failed",
        "sms",
        "account suspended",
    )
    desk.messages.drop(number)
    assert desk.messages.counts() == (0, 0)
    desk.undo()
    assert desk.messages.counts() == (0, 1)
    desk.messages.retry(number)
    worker.tick()
    with pytest.raises(FrontdeskError):
        desk.undo()
    assert len(sms.went) == 1


def test_what_was_taken_off_its_way_goes_again(
    desk: Desk, worker: Dispatcher, clock: FixedClock, book: Book, sms: Post
) -> None:
    visit = book("2026-11-25 10:00")
    [confirmation] = [one for one in desk.messages.listed(code=visit.code) if one.status == "waiting"]
    desk.messages.drop(confirmation.id)
    assert desk.messages.counts() == (0, 0)
    desk.undo()
    clock.move(60)
    worker.tick()
    assert len(sms.went) == 1


def test_the_screens_are_told_what_waits(
    desk: Desk, worker: Dispatcher, clock: FixedClock, book: Book, sms: Post
) -> None:
    assert (desk.waits().unread, desk.waits().outgoing, desk.waits().troubled, desk.waits().workers) == (0, 0, 0, ())
    visit = book("2026-11-25 10:00")
    assert desk.waits().recallable == int(clock.seconds()) + 60
    desk.messages.receive(incoming())
    now = desk.waits()
    assert (now.unread, now.outgoing, now.troubled) == (1, 1, 0)
    refused(desk, worker, clock, sms)
    now = desk.waits()
    assert (now.outgoing, now.troubled, [one.name for one in now.workers]) == (0, 1, ["one"])
    seq = desk.seq()
    desk.messages.see(visit.customer.id, 99)
    news = desk.news(seq)
    assert (news.messages, news.house, news.customers) == (True, False, False)
    assert desk.waits().unread == 0


def test_an_answer_that_never_went_stays_in_the_conversation(
    desk: Desk, worker: Dispatcher, clock: FixedClock, book: Book
) -> None:
    who = book("2026-11-25 10:00").customer.id
    desk.messages.receive(incoming(channel="telegram", external_id="t", sender="7", phone="600111222", at=5))
    desk.messages.reply(who, "¿A qué hora?", channel="telegram")
    clock.move(61)
    worker.tick()  # nobody here has telegram
    [queued] = desk.messages.thread(who).waiting
    assert (queued.state, queued.text, queued.author) == ("failed", "¿A qué hora?", "admin")
    assert queued.problem


def test_what_comes_late_stands_where_it_was_written(desk: Desk) -> None:
    times = [30, 10, 40, 20, 50, 60]  # in the order in which they come
    for number, at in enumerate(times):
        desk.messages.receive(incoming(external_id=f"late{number}", text=str(at), at=at))
    [thread] = desk.messages.threads()
    latest = desk.messages.thread(thread.customer, limit=3).messages
    assert [one.text for one in latest] == ["40", "50", "60"]
    older = desk.messages.thread(thread.customer, limit=3, before=latest[0].id).messages
    assert [one.text for one in older] == ["10", "20", "30"]


def test_a_file_that_came_is_written_where_it_is_wanted(desk: Desk, tmp_path: Path) -> None:
    desk.messages.receive(incoming(attachments=(FromOutside("a.txt", "text/plain", b"hello"),)))
    [thread] = desk.messages.threads()
    [file] = desk.messages.thread(thread.customer).messages[0].attachments
    assert desk.messages.save_attachment(file.id, tmp_path / "b.txt") == 5
    assert (tmp_path / "b.txt").read_bytes() == b"hello"
    with pytest.raises(FrontdeskError) as there:
        desk.messages.save_attachment(file.id, tmp_path / "b.txt")
    assert there.value.code == "file_exists"
    assert desk.messages.save_attachment(file.id, tmp_path / "b.txt", overwrite=True) == 5
    with pytest.raises(FrontdeskError) as nowhere:
        desk.messages.save_attachment(file.id, tmp_path / "no" / "b.txt")
    assert nowhere.value.code == "wrong_file"


def refusal(act: Callable[..., object], *words: object, **named: object) -> str:
    with pytest.raises(FrontdeskError) as caught:
        act(*words, **named)
    return str(caught.value)


def test_an_answer_goes_only_by_what_is_set_up(desk: Desk, worker: Dispatcher, clock: FixedClock, book: Book) -> None:
    who = book("2026-11-25 10:00", email="eva@example.com").customer.id
    assert [way.channel for way in desk.messages.thread(who).ways] == ["whatsapp", "sms", "email"]  # nobody knows yet
    worker.tick()
    talk = desk.messages.thread(who)
    assert [way.channel for way in talk.ways] == ["sms", "email"]
    assert [(way.channel, way.address) for way in talk.not_set_up] == [("whatsapp", "+34600111222")]
    assert "whatsapp is not set up; there is: sms, email" in refusal(
        desk.messages.reply, who, "Hola", channel="whatsapp"
    )
    assert desk.messages.thread(who).waiting[-1].kind == "booked"
    clock.move(91)  # the worker is silent: what it could do nobody knows any more
    assert [way.channel for way in desk.messages.thread(who).ways] == ["whatsapp", "sms", "email"]


def test_what_the_config_sets_up_counts_without_a_worker(desk: Desk, book: Book) -> None:
    here = Desk(desk.store, desk.clock, desk.actor, sends_by=["email"])
    who = book("2026-11-25 10:00", email="eva@example.com").customer.id
    assert here.messages.thread(who).waiting[0].channel == "email"  # the rule says sms first
    assert [one.channel for one in here.messages.listed()] == ["email"]
    assert here.messages.reply(who, "Hola").channel == "email"
    assert "sms is not set up; there is: email" in refusal(here.trying().messages.reply, who, "Hola", channel="sms")
    lone = book("2026-11-25 12:00", "Sola Ruiz", phone="600111333").customer.id
    assert "is not set up; there is: email" in refusal(here.messages.reply, lone, "Hola")


def test_what_did_not_go_is_named_after_the_channel_that_failed_and_goes_again_only_by_one_that_is_there(
    desk: Desk, worker: Dispatcher, clock: FixedClock, book: Book, sms: Post, email: Post
) -> None:
    book("2026-11-25 10:00", email="eva@example.com")
    sms.refuses = [ChannelError("account suspended")]
    email.refuses = [ChannelError("no such mailbox")]
    clock.move(60)
    worker.tick()
    worker.tick()
    [failed] = desk.messages.troubled()
    assert (failed.channel, failed.problem) == ("email", "no such mailbox")
    assert "telegram is not set up; there is: sms, email" in refusal(desk.messages.retry, failed.id, "telegram")
    [still] = desk.messages.troubled()
    assert still.status == "failed"
    assert desk.messages.retry(failed.id, "sms").channel == "sms"


def test_sending_again_needs_an_address(
    desk: Desk, worker: Dispatcher, clock: FixedClock, book: Book, sms: Post
) -> None:
    book("2026-11-25 10:00")
    number = refused(desk, worker, clock, sms)
    assert "no address" in refusal(desk.messages.retry, number, "email")


def test_others_hear_at_once_of_what_cannot_go(desk: Desk, clock: FixedClock, book: Book, store_url: str) -> None:
    book("2026-11-25 10:00")
    watching = open_desk(store_url, clock=clock)
    clock.move(60)
    watching.stirred()
    seq = watching.seq()
    assert desk.messages.claim(("email",)) == []  # nothing there reaches a phone
    until = threading.Event()
    assert any(watching.stirred() or until.wait(0.01) for _look in range(200))
    assert watching.news(seq).messages
    assert watching.waits().troubled == 1
    watching.close()


def test_a_notice_to_somebody_without_any_address_is_dropped_and_says_why(
    desk: Desk, worker: Dispatcher, clock: FixedClock, book: Book
) -> None:
    visit = book("2026-11-25 10:00", phone="")
    clock.move(60)
    worker.tick()
    [entry] = [one for one in desk.messages.listed(code=visit.code) if one.id]
    assert (entry.status, entry.problem) == ("dropped", "no phone, e-mail or chat by which it could go")
    assert [(one.id, one.channel) for one in desk.messages.troubled()] == [(entry.id, "")]  # Today says so
