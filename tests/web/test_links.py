"""What the holder of a link may do, at the desk's door: on SQLite and on PostgreSQL."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from typing import Any

import pytest

from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import CustomerWish, Reservation, ReservationEdit
from tests.conftest import SALON
from tests.desk.wishes import at, clock_face, wish
from tests.web.conftest import opt_out_token, token_of

Book = Callable[..., Reservation]
THURSDAY = dt.date(2026, 11, 26).toordinal()


def refusal(act: Callable[..., object], *words: object) -> str:
    with pytest.raises(FrontdeskError) as caught:
        act(*words)
    return caught.value.code


def verbs(desk: Desk, visit: Reservation) -> list[str]:
    return [change.verb for change in desk.history(visit.code)]


def test_a_link_shows_the_visit(desk: Desk, book: Book, link: Any) -> None:
    visit = book("2026-11-26 10:00", language="en")
    seen = desk.messages.visit(link(visit))
    assert (seen.business, seen.language, seen.service, seen.staff) == ("Peluquería Norte", "en", "Corte", "Marta")
    assert (seen.start, seen.zone, seen.status, seen.valid) == (visit.start, "Europe/Madrid", "confirmed", True)
    assert seen.acts == ("confirm", "move", "cancel")
    assert (seen.cost and seen.cost.late, seen.terms) == (False, "free")


@pytest.mark.parametrize("token", ["", "x", "WzEsMSwxXQ.forged", "é" * 50, "a" * 5000, "\x00", "' OR 1=1 --"])
def test_what_is_no_link_of_ours_is_unknown(desk: Desk, book: Book, link: Any, token: str) -> None:
    link(book("2026-11-26 10:00"))
    for act in (desk.messages.visit, desk.messages.confirm, desk.messages.cancel, desk.messages.opted_out):
        assert refusal(act, token) == "link_unknown"


def test_a_link_of_one_kind_is_none_of_the_other(desk: Desk, book: Book, link: Any) -> None:
    visit = book("2026-11-26 10:00")
    assert refusal(desk.messages.opt_out, link(visit)) == "link_unknown"
    assert refusal(desk.messages.visit, opt_out_token(desk, visit.customer.id)) == "link_unknown"


def test_an_altered_link_is_unknown(desk: Desk, book: Book, link: Any) -> None:
    token = link(book("2026-11-26 10:00"))
    other = token_of(desk, book("2026-11-26 12:00", "Luis"))
    body, sign = token.split(".")[0], other.split(".")[1]
    assert refusal(desk.messages.visit, f"{body}.{sign}") == "link_unknown"


def test_the_customer_says_that_they_come(desk: Desk, book: Book, link: Any) -> None:
    visit = book("2026-11-26 10:00")
    token = link(visit)
    assert desk.messages.confirm(token).confirmed
    assert desk.messages.confirm(token).acts == ("move", "cancel")
    assert verbs(desk, visit) == ["book", "message.comes"]
    assert desk.history(visit.code)[-1].actor == "web"
    said = desk.messages.thread(visit.customer.id).messages
    assert len(said) == 1
    assert said[0].text.startswith("Confirmo, iré: ")
    assert desk.messages.unseen() == 1  # somebody at the desk is to know
    assert desk.reservation(visit.code).version == visit.version  # nothing anybody is looking at grows stale
    assert desk.messages.reply(visit.customer.id, "Gracias", channel="sms").channel == "sms"
    moved = desk.messages.move(token, at("2026-11-26 12:00"))
    assert not moved.confirmed  # they said it of another time


def test_a_cancellation_stands_in_the_conversation_until_somebody_has_seen_it(
    desk: Desk, book: Book, link: Any
) -> None:
    visit = book("2026-11-26 10:00")
    token, seq = link(visit), desk.seq()
    desk.messages.cancel(token)
    desk.messages.cancel(token)
    [said] = desk.messages.thread(visit.customer.id).messages
    assert (said.direction, said.channel, said.author, said.seen) == ("in", "web", "Eva Ruiz", False)
    assert said.text.startswith("No puedo ir y he cancelado: ")
    assert "10:00 · Corte" in said.text
    assert (desk.messages.unseen(), desk.waits().unread) == (1, 1)
    assert desk.news(seq, (0, 0, 0)).messages
    desk.messages.see(visit.customer.id, said.id)
    assert desk.messages.unseen() == 0


def test_a_move_stands_in_the_conversation_with_both_times(desk: Desk, book: Book, link: Any) -> None:
    visit = book("2026-11-26 10:00")
    moved = desk.messages.move(link(visit), at("2026-11-26 12:00"))
    desk.messages.move(link(visit), at("2026-11-26 12:00"))
    desk.messages.move(moved.link, at("2026-11-26 10:00"))
    first, second = (one.text for one in desk.messages.thread(visit.customer.id).messages)
    assert first.startswith("He cambiado mi reserva: ")
    assert first.index("10:00") < first.index("→") < first.index("12:00")
    assert second.index("12:00") < second.index("→") < second.index("10:00")
    assert [one.unseen for one in desk.messages.threads()] == [2]


def test_a_pending_one_is_confirmed_by_the_business_only(desk: Desk, link: Any, book: Book) -> None:
    visit = book("2026-11-26 10:00")

    def pending(work: Any) -> None:
        import msgspec

        before = work.load(1)
        work.change_reservation("edit", before, msgspec.structs.replace(before, status="pending"))

    desk.write(pending)
    assert desk.messages.visit(link(visit)).acts == ("move", "cancel")
    assert refusal(desk.messages.confirm, link(visit)) == "not_by_link"


def test_cancelled_in_time(desk: Desk, book: Book, link: Any) -> None:
    visit = book("2026-11-26 10:00")
    token = link(visit)
    seen = desk.messages.cancel(token)
    assert (seen.status, seen.acts) == ("cancelled", ())
    again = desk.messages.cancel(token)  # twice is once
    assert again.status == "cancelled"
    assert desk.messages.visit(token).status == "cancelled"
    assert verbs(desk, visit) == ["book", "cancel"]
    change = desk.history(visit.code)[-1]
    assert (change.actor, desk.reservation(visit.code).cancelled_by) == ("web", "customer")
    assert desk.reservation(visit.code).owed == 0
    assert refusal(desk.messages.confirm, token) == "link_outdated"
    assert refusal(desk.messages.move, token, at("2026-11-26 12:00"), None) == "link_outdated"


def test_cancelled_late_costs_what_was_shown(desk: Desk, book: Book, link: Any, clock: FixedClock) -> None:
    visit = book("2026-11-26 10:00")
    token = link(visit)
    assert desk.messages.visit(token).terms == "free"
    clock.move(50 * 3600)  # 24 hours before the start
    clock.move(60)
    seen = desk.messages.visit(token)
    assert (seen.terms, seen.unmovable, seen.acts) == ("fee:1000", "late", ("confirm", "cancel"))
    assert refusal(desk.messages.cancel, token, "free") == "not_by_link"  # the page was shown while it was free
    assert desk.reservation(visit.code).status == "confirmed"
    desk.messages.cancel(token, "fee:1000")
    assert (desk.reservation(visit.code).status, desk.reservation(visit.code).owed) == ("cancelled", 1000)


def test_too_late_to_move_by_oneself(desk: Desk, book: Book, link: Any, clock: FixedClock) -> None:
    token = link(book("2026-11-26 10:00"))
    clock.move(51 * 3600)
    assert desk.messages.free(token, THURSDAY, THURSDAY) == []
    assert refusal(desk.messages.move, token, at("2026-11-27 10:00"), None) == "not_by_link"


def test_moved_and_moved_again_through_the_new_link(desk: Desk, book: Book, link: Any) -> None:
    visit = book("2026-11-26 10:00")
    token = link(visit)
    seen = desk.messages.move(token, at("2026-11-26 12:00"))
    assert (clock_face(seen.start), seen.staff) == ("2026-11-26 12:00", "Marta")
    again = desk.messages.move(token, at("2026-11-26 12:00"))  # twice is once
    assert again.link == seen.link
    assert verbs(desk, visit) == ["book", "move"]
    assert desk.history(visit.code)[-1].actor == "web"
    assert refusal(desk.messages.move, token, at("2026-11-26 13:00"), None) == "link_outdated"
    assert desk.messages.visit(token).valid is False
    assert desk.messages.visit(token).service == ""
    assert desk.messages.move(seen.link, at("2026-11-27 13:00")).valid


def test_every_time_that_is_offered_can_be_had(desk: Desk, book: Book, link: Any) -> None:
    visit = book("2026-11-26 10:00")
    book("2026-11-26 11:00", "Luis")
    token = link(visit)
    offered = desk.messages.free(token, THURSDAY, THURSDAY)
    with_marta = [clock_face(slot.start)[11:] for slot in offered if slot.staff == "Marta"]
    assert "10:15" not in with_marta  # it would run into Luis
    assert "09:45" in with_marta  # its own time is free for itself
    assert "10:00" not in with_marta  # there it stands already
    assert {slot.staff for slot in offered} == {"Marta", "Ana"}
    for slot in (offered[0], offered[len(offered) // 2], offered[-1]):
        moved = desk.messages.move(token, slot.start, slot.staff_id)
        assert (moved.start, moved.staff) == (slot.start, slot.staff)
        token = moved.link


@pytest.mark.parametrize(
    "start", ["2026-11-26 11:00", "2026-11-26 10:07", "2026-11-26 20:00", "2026-11-20 10:00", "2026-11-29 10:00"]
)
def test_what_is_not_offered_cannot_be_had(desk: Desk, book: Book, link: Any, start: str) -> None:
    visit = book("2026-11-26 09:00")
    book("2026-11-26 11:00", "Luis")
    with pytest.raises(FrontdeskError) as caught:
        desk.messages.move(link(visit), at(start))
    assert caught.value.code == "not_by_link"
    assert "alternatives" not in caught.value.details  # and nothing is told of others
    assert desk.reservation(visit.code).start == visit.start


@pytest.mark.parametrize("staff", [-1, 0, 3, 4, 999, 2**40])
def test_nobody_who_is_no_person_takes_it(desk: Desk, book: Book, link: Any, staff: int) -> None:
    visit = book("2026-11-26 09:00")
    assert refusal(desk.messages.move, link(visit), at("2026-11-26 12:00"), staff) == "not_by_link"


@pytest.mark.parametrize("start", [0, -1, 2**31, 10**9])
def test_a_time_that_is_none(desk: Desk, book: Book, link: Any, start: int) -> None:
    assert refusal(desk.messages.move, link(book("2026-11-26 09:00")), start, None) == "not_by_link"


def test_after_the_desk_moved_it(desk: Desk, book: Book, link: Any) -> None:
    visit = book("2026-11-26 10:00")
    token = link(visit)
    desk.move(visit.code, at("2026-11-26 12:00"))
    for act in (desk.messages.confirm, desk.messages.cancel):
        assert refusal(act, token) == "link_outdated"
    assert refusal(desk.messages.move, token, at("2026-11-26 13:00"), None) == "link_outdated"
    assert refusal(desk.messages.free, token, THURSDAY, THURSDAY) == "link_outdated"


def test_a_note_kills_no_link(desk: Desk, book: Book, link: Any) -> None:
    visit = book("2026-11-26 10:00")
    token = link(visit)
    desk.edit(visit.code, ReservationEdit(notes="brings her dog"))
    assert desk.messages.cancel(token).status == "cancelled"


def test_the_link_of_another_customer_opens_nothing(desk: Desk, book: Book, link: Any) -> None:
    visit = book("2026-11-26 10:00")
    token = link(visit)
    desk.edit(visit.code, ReservationEdit(customer=CustomerWish(name="Luis Gil", phone="600999888")))
    assert refusal(desk.messages.visit, token) == "link_unknown"
    assert refusal(desk.messages.cancel, token) == "link_unknown"


def test_a_merged_customers_link_still_opens(desk: Desk, book: Book, link: Any) -> None:
    visit = book("2026-11-26 10:00", "Eva R", phone="600111333")
    token = link(visit)
    kept = book("2026-11-27 10:00", "Eva Ruiz")
    desk.merge_customers(kept.customer.id, visit.customer.id)
    assert desk.messages.visit(token).valid
    assert desk.messages.cancel(token).status == "cancelled"


def test_deleted_and_erased(desk: Desk, book: Book, link: Any) -> None:
    visit, other = book("2026-11-26 10:00"), book("2026-11-26 12:00", "Luis", phone="600999888")
    token, others = link(visit), link(other)
    way_out = opt_out_token(desk, other.customer.id)
    desk.delete(visit.code, "typed twice")
    desk.erase_customer(other.customer.id, confirmed=True)
    assert refusal(desk.messages.visit, token) == "link_unknown"
    assert refusal(desk.messages.visit, others) == "link_unknown"
    assert refusal(desk.messages.opted_out, way_out) == "link_unknown"


def test_once_it_has_begun_nothing_can_be_done(desk: Desk, book: Book, link: Any, clock: FixedClock) -> None:
    visit = book("2026-11-23 10:00")
    token = link(visit)
    clock.move(2 * 3600)
    assert desk.messages.visit(token).acts == ()
    assert refusal(desk.messages.cancel, token) == "not_by_link"
    assert refusal(desk.messages.confirm, token) == "not_by_link"


def test_no_more_marketing(desk: Desk, book: Book) -> None:
    visit = book("2026-11-26 10:00")
    token = opt_out_token(desk, visit.customer.id)
    assert desk.messages.opted_out(token).done is False
    assert desk.messages.opt_out(token).done
    seq = desk.seq()
    assert desk.messages.opt_out(token).done
    assert desk.seq() == seq  # twice is once
    assert desk.messages.thread(visit.customer.id).marketing is False


def test_seats_of_a_session(desk: Desk, book: Book, link: Any, clock: FixedClock) -> None:
    visit = book("2026-11-24 18:00", staff=None, service="Yoga")
    token = link(visit)
    tuesday = dt.date(2026, 11, 24).toordinal()
    assert desk.messages.free(token, tuesday, tuesday + 13) == []  # there is no other session
    assert desk.messages.cancel(token).status == "cancelled"


def test_several_lines_keep_their_people(desk: Desk, link: Any) -> None:
    visit = desk.book(wish(desk, "Corte+Color", "2026-11-26 09:00", "Marta"))
    offered = desk.messages.free(link(visit), THURSDAY, THURSDAY)
    assert {slot.staff for slot in offered} == {"Marta"}
    moved = desk.messages.move(link(visit), offered[-1].start, offered[-1].staff_id)
    assert moved.start == offered[-1].start
    ana = desk.find_resource("Ana").id
    assert refusal(desk.messages.move, moved.link, at("2026-11-26 09:00"), ana) == "not_by_link"


@pytest.mark.parametrize(
    ("service", "confirm", "why"),
    [('channels = ["desk"]', "auto", "desk"), ("min_notice = 60", "manual", "asked"), ("min_notice = 60", "auto", "")],
)
def test_who_may_move(open_business: Callable[..., Desk], store_url: str, service: str, confirm: str, why: str) -> None:
    text = SALON.replace('currency = "EUR"', f'currency = "EUR"\nconfirm = "{confirm}"').replace(
        'name = "Novia"', f'name = "Novia"\n{service}'
    )
    desk = open_business(store_url, text)
    visit = desk.book(wish(desk, "Novia", "2026-11-26 10:00", "Marta"))
    assert desk.messages.visit(token_of(desk, visit)).unmovable == why


def test_the_customers_rules_bind(open_business: Callable[..., Desk], store_url: str) -> None:
    """Notice, horizon and tags, which the desk may set aside."""
    rules = 'min_notice = 1500\nhorizon = 7\ntags = ["vip"]\ncancel_until = 60'
    desk = open_business(store_url, SALON.replace('name = "Novia"', f'name = "Novia"\n{rules}'))
    visit = desk.book(wish(desk, "Novia", "2026-11-26 10:00", "Marta"))
    token = token_of(desk, visit)
    monday = dt.date(2026, 11, 23).toordinal()
    assert desk.messages.free(token, monday, monday + 13) == []  # not theirs to book by themselves
    from frontdesk.desk.values import CustomerEdit

    desk.edit_customer(visit.customer.id, CustomerEdit(tags=("vip",)))
    days = {clock_face(slot.start)[:10] for slot in desk.messages.free(token, monday, monday + 13)}
    assert days == {"2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-30"}
    assert refusal(desk.messages.move, token, at("2026-12-01 10:00"), None) == "not_by_link"
    assert refusal(desk.messages.move, token, at("2026-11-23 10:00"), None) == "not_by_link"


@pytest.mark.parametrize("act", ["confirm", "cancel", "move"])
def test_twice_at_once_is_once(desk: Desk, book: Book, link: Any, act: str) -> None:
    visit = book("2026-11-26 10:00")
    token, gate, ended = link(visit), threading.Barrier(2), list[Any]()
    words = {"confirm": (), "cancel": ("free",), "move": (at("2026-11-26 12:00"),)}[act]

    def run() -> None:
        gate.wait()
        try:
            ended.append(getattr(desk.messages, act)(token, *words).link)
        except Exception as error:
            ended.append(error)

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(ended)) == 1, ended
    assert isinstance(ended[0], str)
    assert len(verbs(desk, visit)) == 2


def test_two_take_one_time_at_once(desk: Desk, book: Book, link: Any) -> None:
    first, second = book("2026-11-26 09:00"), book("2026-11-26 10:00", "Luis", phone="600999888")
    gate, ended = threading.Barrier(2), list[str]()

    def run(token: str) -> None:
        gate.wait()
        try:
            desk.messages.move(token, at("2026-11-26 12:00"))
            ended.append("moved")
        except FrontdeskError as error:
            ended.append(error.code)

    threads = [threading.Thread(target=run, args=(link(one),)) for one in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ended) == ["moved", "not_by_link"]


def test_reading_leaves_no_trace(desk: Desk, book: Book, link: Any) -> None:
    visit = book("2026-11-26 10:00")
    token = link(visit)
    seq = desk.seq()
    desk.messages.visit(token)
    desk.messages.free(token, THURSDAY, THURSDAY + 13)
    desk.messages.opted_out(opt_out_token(desk, visit.customer.id))
    assert desk.seq() == seq


def test_the_notice_of_a_move_carries_the_new_link(desk: Desk, book: Book, link: Any, clock: FixedClock) -> None:
    visit = book("2026-11-26 10:00")
    clock.move(61)
    for going in desk.messages.claim(("sms",), base_url="https://citas.example"):
        desk.messages.sending(going)
        desk.messages.sent(going, going.key)
    moved = desk.messages.move(link(visit), at("2026-11-26 12:00"))
    clock.move(61)
    going = desk.messages.claim(("sms",), base_url="https://citas.example")
    assert [one.kind for one in going] == ["changed"]
    assert f"https://citas.example/v/{moved.link}" in going[0].text
