"""Erased, merged, given out: inquiries go with their people."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.desk import upkeep
from frontdesk.desk.desk import Desk
from frontdesk.desk.inquiry_values import Inquiry, InquiryEdit, QuoteLine
from frontdesk.desk.values import CustomerWish
from frontdesk.worker.dispatcher import Dispatcher
from tests.inquiries.conftest import DAY, MINUTE
from tests.messages.conftest import Post

Asked = Callable[..., Inquiry]


def _everything(desk: Desk) -> str:
    with desk.store.reading() as connection:
        tables = ("inquiry", "quote", "outbox", "message", "journal", "journal_private", "customer", "contact")
        return "\n".join(
            str(tuple(row)) for table in tables for row in connection.exec_driver_sql(f"SELECT * FROM {table}")
        )


def test_nothing_of_who_asked_stays(
    desk: Desk, clock: FixedClock, worker: Dispatcher, email: Post, asked: Asked, writes: Callable[..., int]
) -> None:
    one = asked(notes="alergia al marisco")
    desk.inquiries.quote(one.id, [QuoteLine("Suite nupcial", 9000)], note="con cava")
    clock.move(MINUTE)
    worker.tick()
    writes("Somos los de la boda", answers="email-1")
    desk.inquiries.edit(one.id, InquiryEdit(name="Rosa Gil Ferrer"))
    stray = asked(email=None, asked="pregunta suelta sin ficha", name="Rosita")
    with desk.store.reading() as connection:
        sql = f"SELECT customer_id FROM inquiry WHERE id = {stray.id[1:]}"
        assert connection.exec_driver_sql(sql).scalar_one() is not None  # known by the phone
    words = ("Rosa", "rosa@", "600333444", "marisco", "nupcial", "cava", "boda", "Rosita", "suelta", "doble del 11")
    assert [word for word in words if word not in _everything(desk)] == []
    customer = desk.inquiries.inquiry(one.id).customer
    assert customer is not None
    desk.erase_customer(customer.id)
    assert [word for word in words if word in _everything(desk)] == []
    left = desk.inquiries.inquiry(one.id)
    assert (left.stage, left.waits, left.name, left.asked, left.services) == ("lost", False, "", "", one.services)
    with pytest.raises(FrontdeskError):
        desk.undo()
    clock.move(11 * DAY)
    worker.tick()
    assert len(email.went) == 1
    assert upkeep.check(desk) == []


def test_what_nobodys_card_holds_goes_with_the_address(desk: Desk, asked: Asked) -> None:
    one = asked()
    assert one.customer is None
    card = desk.add_customer(CustomerWish(name="Rosa Gil", email="rosa@example.com"))
    desk.erase_customer(card.id)
    assert "Rosa" not in _everything(desk)
    assert desk.inquiries.inquiry(one.id).stage == "lost"


def test_a_merge_hands_inquiries_over_and_its_undo_back(desk: Desk, asked: Asked) -> None:
    one = desk.inquiries.answer(asked().id, "Sí.")
    assert one.customer is not None
    kept = desk.add_customer(CustomerWish(name="Rosa Gil Ferrer", phone="600999888"))
    desk.merge_customers(kept.id, one.customer.id)
    assert [found.id for found in desk.inquiries.of_customer(kept.id)] == [one.id]
    desk.undo()
    assert desk.inquiries.of_customer(kept.id) == []
    assert [found.id for found in desk.inquiries.of_customer(one.customer.id)] == [one.id]
    assert upkeep.check(desk) == []


def test_a_backup_takes_inquiries_along(desk: Desk, asked: Asked, tmp_path: object) -> None:
    from pathlib import Path

    from frontdesk.desk.opening import open_desk

    one = desk.inquiries.quote(asked().id, [QuoteLine("Doble", 9000)])
    file = Path(f"{tmp_path}/copy.db")
    desk.back_up(file)
    copy = open_desk(str(file), clock=desk.clock)
    assert copy.inquiries.inquiry(one.id) == one
    assert copy.inquiries.history(one.id) == desk.inquiries.history(one.id)
    copy.close()


def test_who_is_no_customer_is_erased_too_and_stays_so_after_a_restore(
    sqlite_desk: Desk, tmp_path: object, clock: FixedClock
) -> None:
    from pathlib import Path

    from frontdesk.desk.desk import Desk as Door
    from frontdesk.desk.inquiry_values import InquiryWish
    from frontdesk.desk.opening import open_desk
    from frontdesk.desk.values import Actor

    desk = sqlite_desk
    one = desk.inquiries.register(InquiryWish(name="Rosa Gil", phone="600333444", asked="secreto"))
    backup = Path(f"{tmp_path}/backup.db")
    desk.back_up(backup)
    reception = Door(desk.store, desk.clock, Actor("eva", "reception"))
    with pytest.raises(FrontdeskError) as refused:
        reception.inquiries.erase(one.id)
    assert refused.value.code == "not_allowed"
    desk.inquiries.erase(one.id)
    path = desk.store.path
    assert path is not None
    for word in ("Rosa", "secreto", "600333444"):
        assert word not in _everything(desk)
        assert word.encode() not in path.read_bytes()
    assert desk.inquiries.inquiry(one.id).stage == "lost"
    desk.close()
    upkeep.restore(str(path), backup, clock=clock)
    again = open_desk(str(path), clock=clock)
    assert "Rosa" not in _everything(again)
    assert upkeep.check(again) == []
    again.close()


def test_a_customers_inquiry_is_erased_with_the_customer_only(desk: Desk, asked: Asked) -> None:
    one = desk.inquiries.answer(asked().id, "Sí.")
    with pytest.raises(FrontdeskError) as refused:
        desk.inquiries.erase(one.id)
    assert refused.value.code == "wrong_value"
    assert one.customer is not None
    assert one.customer.id in str(refused.value)
