"""The waiting list: put on it, called, seated, gone; undone, erased, bound to its day and location."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.desk import upkeep
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import Actor, CustomerWish, LineWish, Waiting
from tests.desk.wishes import wish


def put(desk: Desk, name: str = "Eva Ruiz", service: str = "Corte", **more: object) -> Waiting:
    who = CustomerWish(name=name or None, phone=str(more.pop("phone", "")) or None)
    return desk.wait(desk.find_service(service).id, who, **more)  # type: ignore[arg-type]


def at_nine(clock: FixedClock) -> None:
    clock.move(3600)


def test_they_wait_longest_first_with_the_wait_they_were_told(desk: Desk, clock: FixedClock) -> None:
    at_nine(clock)
    put(desk, quoted=15)
    clock.move(60)
    put(desk, "Leo", party=1)
    first, second = desk.waiting()
    assert (first.name, first.quoted, first.called, first.status) == ("Eva Ruiz", 15, None, "waiting")
    assert (second.name, second.quoted, second.since - first.since) == ("Leo", None, 60)
    assert desk.call(second.id).called == int(clock.seconds())
    assert [one.called is not None for one in desk.waiting()] == [False, True]


def test_from_a_full_day_to_seated(desk: Desk, clock: FixedClock) -> None:
    at_nine(clock)
    for staff in ("Marta", "Ana"):
        desk.book(wish(desk, "Corte", "2026-11-23 09:00", staff, name=f"Con {staff}"))
    option = next(one for one in desk.walk_in_options() if one.service == "Corte")
    assert option.wait and option.wait > 0
    entry = put(desk, phone="600 111 222", quoted=option.wait)
    with pytest.raises(FrontdeskError) as full:
        desk.seat(entry.id, version=entry.version)
    assert full.value.code == "slot_taken"
    assert [one.id for one in desk.waiting()] == [entry.id]
    clock.move(option.wait * 60)
    visit = desk.seat(entry.id, version=entry.version)
    assert (visit.status, visit.channel, visit.customer.name) == ("arrived", "walk-in", "Eva Ruiz")
    assert visit.customer.phone == "+34600111222"
    assert desk.waiting() == []
    assert upkeep.check(desk) == []


def test_every_step_can_be_undone(desk: Desk, clock: FixedClock) -> None:
    at_nine(clock)
    entry = put(desk)
    desk.call(entry.id)
    visit = desk.seat(entry.id)
    assert desk.undo().verb == "walk-in"
    with pytest.raises(FrontdeskError):
        desk.reservation(visit.code)
    assert [(one.id, one.called is not None) for one in desk.waiting()] == [(entry.id, True)]
    desk.undo()
    assert [one.called for one in desk.waiting()] == [None]
    assert desk.undoable() is not None
    assert "Eva Ruiz" in desk.undoable().summary  # type: ignore[union-attr]
    desk.undo()
    assert desk.waiting() == []
    assert upkeep.check(desk) == []


def test_who_left_comes_back_by_undo(desk: Desk, clock: FixedClock) -> None:
    at_nine(clock)
    entry = put(desk)
    assert desk.left(entry.id).status == "gone"
    assert desk.waiting() == []
    with pytest.raises(FrontdeskError) as gone:
        desk.call(entry.id)
    assert gone.value.code == "not_found"
    desk.undo()
    assert [one.name for one in desk.waiting()] == ["Eva Ruiz"]


def test_two_desks_seat_somebody_once(desk: Desk, clock: FixedClock) -> None:
    at_nine(clock)
    entry = put(desk)
    desk.seat(entry.id, version=entry.version)
    with pytest.raises(FrontdeskError) as stale:
        desk.seat(entry.id, version=entry.version)
    assert stale.value.code == "stale_version"


def test_those_of_yesterday_are_gone(desk: Desk, clock: FixedClock) -> None:
    entry = put(desk)
    clock.move(24 * 3600)
    assert desk.waiting() == []
    with pytest.raises(FrontdeskError):
        desk.seat(entry.id)


@pytest.mark.parametrize(
    ("given", "field"),
    [({"name": ""}, "name"), ({"party": 0}, "party"), ({"party": 2000}, "party"), ({"quoted": -1}, "minutes")],
)
def test_what_cannot_be(desk: Desk, given: dict[str, object], field: str) -> None:
    with pytest.raises(FrontdeskError) as wrong:
        put(desk, **given)  # type: ignore[arg-type]
    assert (wrong.value.code, wrong.value.params["field"]) == ("wrong_value", field)
    assert wrong.value.sentence()
    assert desk.waiting() == []


def test_names_stay_out_of_the_journal_and_erasure_empties_them(desk: Desk, clock: FixedClock) -> None:
    at_nine(clock)
    entry = put(desk, "Eva Secreta", phone="600111222")
    desk.call(entry.id)
    visit = desk.seat(entry.id)
    left = put(desk, "Hermana de Eva", phone="+34 600 11 12 22")
    with desk.store.reading() as connection:
        images = "".join(row[0] or "" for row in connection.execute(text("SELECT image FROM journal")))
        assert "Secreta" not in images
        assert "600111222" not in images
        bodies = connection.execute(text("SELECT count(*) FROM journal_private WHERE body LIKE '%Eva%'")).scalar_one()
        assert bodies
    desk.erase_customer(visit.customer.id, confirmed=True)
    with desk.store.reading() as connection:
        for query in ("SELECT name, phone FROM waiting", "SELECT body FROM journal_private WHERE body IS NOT NULL"):
            told = str(list(connection.execute(text(query))))
            assert "Eva" not in told
            assert "600111222" not in told
    assert [(one.id, one.name) for one in desk.waiting()] == [(left.id, "")]
    with pytest.raises(FrontdeskError):
        desk.undo()
    assert upkeep.check(desk) == []


def test_a_known_customer_waits_and_is_merged(desk: Desk, clock: FixedClock) -> None:
    at_nine(clock)
    eva = desk.add_customer(CustomerWish(name="Eva Ruiz", phone="600111222"))
    other = desk.add_customer(CustomerWish(name="Eva R."))
    entry = desk.wait(desk.find_service("Corte").id, CustomerWish(id=other.id))
    assert (entry.name, entry.customer) == ("Eva R.", other.id)
    desk.merge_customers(eva.id, other.id)
    assert desk.seat(entry.id).customer.id == eva.id


def test_an_employee_sees_whom_he_put_there(desk: Desk, clock: FixedClock) -> None:
    at_nine(clock)
    put(desk)
    marta = Desk(desk.store, clock, Actor("marta", "employee", desk.find_resource("Marta").id))
    assert marta.waiting() == []
    with pytest.raises(FrontdeskError) as kept:
        marta.call(desk.waiting()[0].id)
    assert kept.value.code == "not_allowed"
    mine = put(marta, "Mía")
    assert [one.id for one in marta.waiting()] == [mine.id]
    assert marta.seat(mine.id).staff == "Marta"


def test_the_news_name_the_day_but_nothing_of_the_house(desk: Desk) -> None:
    seq = desk.seq()
    put(desk)
    news = desk.news(seq)
    assert (news.house, news.customers) == (False, False)
    assert news.days == {(desk.locations()[0].id, desk.today())}


def test_a_backup_brings_them_back(desk: Desk, store_url: str, clock: FixedClock, tmp_path: Path) -> None:
    at_nine(clock)
    entry = put(desk, quoted=20)
    upkeep.backup(desk, tmp_path / "copy.db")
    desk.left(entry.id)
    upkeep.restore(store_url, tmp_path / "copy.db", clock=clock)
    assert [(one.name, one.quoted) for one in desk.waiting()] == [("Eva Ruiz", 20)]
    assert put(desk, "Otra").id > entry.id
    assert upkeep.check(desk) == []


def test_check_finds_an_entry_the_journal_does_not_know(desk: Desk) -> None:
    entry = put(desk)
    desk.store.writing(
        lambda connection: connection.execute(text(f"UPDATE waiting SET version = 9 WHERE id = {entry.id}")) and None
    )
    assert [problem.kind for problem in upkeep.check(desk)] == ["journal_waiting"]


def test_at_one_location_only(open_business: Callable[..., Desk], store_url: str, clock: FixedClock) -> None:
    from tests.conftest import SALON

    two = SALON.replace("[[staff]]", '[[locations]]\nname = "Norte"\ntimezone = "Europe/Madrid"\n\n[[staff]]', 1)
    two = two.replace('name = "Marta"', 'name = "Marta"\nlocation = "Centro"').replace(
        'name = "Ana"', 'name = "Ana"\nlocation = "Norte"'
    )
    two = two.replace('name = "Cabina 1"', 'name = "Cabina 1"\nlocation = "Centro"')
    two = two.replace('name = "láser"', 'name = "láser"\nlocation = "Centro"')
    two = two.replace('staff = "Ana"\nstart', 'staff = "Ana"\nlocation = "Norte"\nstart')
    desk = open_business(store_url, two)
    clock.move(3600)
    north = desk.find_location("Norte").id
    entry = put(desk, location=north)
    assert [one.id for one in desk.waiting(north)] == [entry.id]
    assert desk.waiting(desk.find_location("Centro").id) == []
    assert [one.id for one in desk.waiting()] == [entry.id]
    assert desk.seat(entry.id).staff == "Ana"


def test_callers_are_found_by_any_spelling_of_their_phone(desk: Desk) -> None:
    eva = desk.add_customer(CustomerWish(name="Eva Ruiz", phone="600111222"))
    assert [one.id for one in desk.callers("+34 600 11 12 22")] == [eva.id]
    assert desk.callers("600") == []
    assert desk.callers("") == []


def test_a_phone_that_nobody_was_given_is_one_however_it_is_written(desk: Desk) -> None:
    eva = desk.add_customer(CustomerWish(name="Eva Ruiz", phone="+34799100198"))
    assert [one.id for one in desk.callers("799100198")] == [eva.id]
    leo = desk.add_customer(CustomerWish(name="Leo", phone="799 100 197"))
    assert leo.phone == "+34799100197"
    assert desk.add_customer(CustomerWish(name="Zoe", phone="00799")).phone == "00799"
    assert desk.add_customer(CustomerWish(name="Ada", phone="12345")).phone == "12345"


def test_a_service_for_which_nobody_is_left_today_can_be_waited_for(desk: Desk, clock: FixedClock) -> None:
    clock.move(15 * 3600)  # 23:00
    options = {one.service: one for one in desk.walk_in_options()}
    assert options["Corte"].wait is None
    assert put(desk, quoted=options["Corte"].wait).quoted is None


def test_a_walk_in_of_too_many_is_refused_in_words(desk: Desk) -> None:
    for party in (0, -3, 5000):
        with pytest.raises(FrontdeskError) as wrong:
            desk.walk_in_options(party=party)
        assert wrong.value.params["field"] == "party"


def test_a_walk_in_by_line_still_works(desk: Desk, clock: FixedClock) -> None:
    at_nine(clock)
    visit = desk.walk_in((LineWish(desk.find_service("Corte").id),), CustomerWish())
    assert (visit.status, visit.customer.name) == ("arrived", "Cliente sin cita")
