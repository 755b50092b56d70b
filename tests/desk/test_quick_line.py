"""The quick line: what it understands, and that it never books what it did not understand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.desk import opening, setup
from frontdesk.desk.desk import Desk
from frontdesk.desk.line_values import Around, Understood
from frontdesk.desk.values import Actor, CustomerWish
from frontdesk.language.i18n import bind
from tests.desk.quick_lines import LINES, PEOPLE
from tests.desk.wishes import clock_face
from tests.hostile import excerpt

DATA = Path(__file__).parent.parent.parent / "data"


@pytest.fixture(scope="module", params=sorted(LINES))
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Desk]]:
    """A ready business with some customers; nothing is written to it."""
    lang = request.param.split("/")[0]
    clock = FixedClock.at("2026-11-23T08:00:00+01:00" if lang == "es" else "2026-11-23T08:00:00+00:00")
    desk = opening.create(str(tmp_path_factory.mktemp("house") / "house.db"), clock)
    setup.init(desk, DATA / f"{request.param}.toml")
    for name, phone in PEOPLE[lang]:
        desk.add_customer(CustomerWish(name=name, phone=phone))
    yield request.param, desk
    desk.close()


def told(found: Understood) -> list[str]:
    """What was understood, as the lines of quick_lines.py say it."""
    known = found.customer.customer.name if found.customer else f"+{found.new_name}" if found.new_name else "-"
    day = dt.date.fromordinal(found.day).isoformat() if found.day else "-"
    time = "-" if found.minute is None else f"{found.minute // 60:02}:{found.minute % 60:02}"
    staff = found.staff.name if found.staff else "-"
    return [known, ", ".join(one.name for one in found.services), staff, f"{day} {time}", str(found.party)]


def test_lines_over_the_ready_businesses(house: tuple[str, Desk]) -> None:
    name, desk = house
    bind(name.split("/")[0])
    lines = [[part.strip() for part in line.split("|")] for line in LINES[name].strip().splitlines()]
    understood, wrong = 0, []
    for text, *wanted in lines:
        wanted = wanted if len(wanted) == 5 else [*wanted, "1"]
        found = desk.understand(text)
        if told(found) == wanted and not (found.missing or found.doubts or found.unread):
            understood += 1
        elif found.booking is not None:
            wrong.append((text, told(found)))
    assert not wrong
    assert understood >= 0.95 * len(lines) or len(lines) - understood <= 1


def test_there_are_two_hundred_lines() -> None:
    assert sum(len(lines.strip().splitlines()) for lines in LINES.values()) >= 200


@pytest.fixture
def people(desk: Desk) -> Desk:
    """The salon of the tests, with customers."""
    for name, phone in (
        ("Ana López", "600111222"), ("Ana López", "600333444"), ("José Ñáñez", "611222333"), ("Ana Ruiz", None),
        ("Eva Marta Gil", "622333444"), ("Pedro Cortés", None), ("Reyes Mora", None), ("Rosa Domingo", None),
    ):  # fmt: skip
        desk.add_customer(CustomerWish(name=name, phone=phone))
    return desk


def test_a_complete_line_is_a_booking_and_books_what_it_says(people: Desk) -> None:
    found = people.understand("jose nañez corte jue 10:30 con marta // con flequillo")
    assert found.ready and found.booking is not None
    assert [(part.kind, part.text) for part in found.parts] == [
        ("customer", "jose nañez"), ("service", "corte"), ("day", "jue"), ("time", "10:30"), ("staff", "con marta"),
        ("notes", "// con flequillo"),
    ]  # fmt: skip
    done = people.book(found.booking)
    assert (done.customer.name, done.service, done.staff, done.notes) == (
        "José Ñáñez",
        "Corte",
        "Marta",
        "con flequillo",
    )
    assert clock_face(done.start) == "2026-11-26 10:30"
    assert done.price == found.price == 2500
    assert found.would_be_with == ("Marta",)


def test_namesakes_are_told_apart_and_not_booked(people: Desk) -> None:
    found = people.understand("ana lopez corte jue 10:30 con marta")
    assert found.booking is None
    assert [doubt.kind for doubt in found.doubts] == ["customer"]
    assert {one.customer.phone for one in found.candidates} == {"+34600111222", "+34600333444"}
    by_phone = people.understand("ana lopez 600 333 444 corte jue 10:30 con marta")
    assert by_phone.customer is not None and by_phone.customer.customer.phone == "+34600333444"
    assert by_phone.ready


def test_an_emoji_in_a_note_is_kept(people: Desk) -> None:
    found = people.understand("jose ñañez corte jue 10:30 con marta // cumple 🎉")
    assert found.ready and found.notes == "cumple 🎉" and not found.unread


def test_the_last_visit_tells_namesakes_apart(people: Desk, clock: FixedClock) -> None:
    first = people.understand("ana lopez 600333444 corte hoy 10:00 con marta")
    assert first.booking is not None
    done = people.book(first.booking)
    clock.move(3 * 3600)
    people.arrive(done.code)
    found = people.understand("ana lopez corte jue 10:30")
    assert [(one.customer.phone, one.last) for one in found.candidates] == [
        ("+34600333444", done.start),
        ("+34600111222", None),
    ]


def test_a_new_name_needs_a_phone(people: Desk) -> None:
    found = people.understand("lola prado corte jue 10:30 con marta")
    assert (found.new_name, found.missing, found.booking) == ("Lola Prado", ("phone",), None)
    found = people.understand("lola prado 644 555 666 corte jue 10:30 con marta")
    assert found.ready and found.booking is not None
    done = people.book(found.booking)
    assert (done.customer.name, done.customer.phone) == ("Lola Prado", "+34644555666")


def test_a_phone_of_somebody_else_is_asked_about(people: Desk) -> None:
    found = people.understand("lola prado 611222333 corte jue 10:30 con marta")
    assert found.booking is None
    assert [one.customer.name for one in found.candidates] == ["José Ñáñez"]


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("", ("service", "customer", "day", "time")),
        ("jose ñañez", ("service", "day", "time")),
        ("jose ñañez corte", ("day", "time")),
        ("jose ñañez corte jueves", ("time",)),
        ("jose ñañez corte 10:30", ("day",)),
        ("corte jue 10:30 con marta", ("customer",)),
        ("jose ñañez jue 10:30", ("service",)),
    ],
)
def test_what_is_missing_is_said(people: Desk, text: str, missing: tuple[str, ...]) -> None:
    found = people.understand(text)
    assert set(found.missing) == set(missing)
    assert found.booking is None


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("jose ñañez corte jue 10:30 patata", ["patata"]),
        ("patata jose ñañez corte jue 10:30", ["patata"]),
        ("jose ñañez corte jue 10:30 con nadie", ["nadie"]),
        ("jose ñañez corte jue 10:30 7", ["7"]),
        ("jose ñañez corte jue 10:30 💇\u200d♀️ marta", ["💇\u200d♀️"]),
        ("🎉🎉jose ñañez corte jue 10:30", ["🎉🎉"]),
        ("corte jue 10:30 con patata 644555666", ["patata"]),
    ],
)
def test_what_was_not_understood_is_said_and_not_booked(people: Desk, text: str, unread: list[str]) -> None:
    found = people.understand(text)
    assert [part.text for part in found.unread] == unread
    assert found.booking is None


@pytest.mark.parametrize(
    "text",
    [
        "jose ñañez corte el proximo jueves 10:30",  # this week has a Thursday left
        "jose ñañez corte jueves 27 de noviembre 10:30",  # the 27th is a Friday
        "jose ñañez corte jue 10:30 o vie 11:00",
        "jose ñañez corte jue 10:30 u 11:00",
        "jose ñañez corte este finde 10:30",
        "ana corte jue 10:30",
        "jose corte jue 10:30 lola prado",
    ],
)
def test_what_may_mean_several_things_is_not_booked(people: Desk, text: str) -> None:
    found = people.understand(text)
    assert found.booking is None
    assert found.doubts or found.unread or found.missing


def test_a_slip_is_read_and_marked(people: Desk) -> None:
    found = people.understand("jose ñañes cotre jue 10:30 con mrata")
    assert told(found)[:3] == ["José Ñáñez", "Corte", "Marta"]
    assert {part.kind for part in found.parts if part.slip} == {"customer", "service", "staff"}


def test_a_name_is_no_day_where_somebody_is_called_so(people: Desk) -> None:
    assert told(people.understand("reyes mora corte jue 10:30"))[0::3] == ["Reyes Mora", "2026-11-26 10:30"]
    assert told(people.understand("rosa domingo corte jue 10:30"))[0::3] == ["Rosa Domingo", "2026-11-26 10:30"]
    assert told(people.understand("pedro cortes corte jue 10:30"))[:2] == ["Pedro Cortés", "Corte"]


def test_what_stands_in_the_way_comes_with_alternatives(people: Desk) -> None:
    wish = people.understand("jose ñañez corte jue 10:30 con marta")
    assert wish.booking is not None
    people.book(wish.booking)
    found = people.understand("pedro cortes corte jue 10:30 con marta")
    assert [one.rule for one in found.obstacles] == ["taken"]
    assert not found.ready and len(found.alternatives) == 3
    assert found.booking is not None
    with pytest.raises(FrontdeskError) as refused:
        people.book(found.booking)
    assert refused.value.code == "slot_taken"
    past = people.understand("pedro cortes corte hoy 7:00 de la mañana")
    assert [one.rule for one in past.obstacles][:1] == ["past"] and not past.ready


def test_what_the_line_leaves_out_is_taken_from_around(people: Desk) -> None:
    marta = people.find_resource("Marta").id
    around = Around(day=dt.date(2026, 11, 26).toordinal(), minute=630, staff=marta)
    found = people.understand("jose ñañez corte", around)
    assert told(found)[2:4] == ["Marta", "2026-11-26 10:30"]
    assert set(found.assumed) == {"day", "time", "staff"} and found.ready
    found = people.understand("jose ñañez corte vie", around)
    assert (told(found)[3], found.missing) == ("2026-11-27 -", ("time",))  # another day's time is not the cursor's
    found = people.understand("jose ñañez corte 11:30", around)
    assert told(found)[3] == "2026-11-26 11:30"


def test_an_hour_at_which_it_is_closed_is_asked_about(people: Desk) -> None:
    found = people.understand("jose ñañez corte sab 1 con ana")  # on Fridays she works until two at night
    assert told(found)[3] == "2026-11-28 01:00"
    assert [(doubt.kind, doubt.choices) for doubt in found.doubts] == [("time", ("01:00", "13:00"))]
    assert found.booking is None
    said = people.understand("jose ñañez corte sab 13:00 con ana")
    assert told(said)[3] == "2026-11-28 13:00" and not said.doubts and not said.ready


def test_an_employee_finds_own_customers_only(people: Desk) -> None:
    marta = people.find_resource("Marta").id
    own = Desk(people.store, people.clock, Actor("marta", "employee", marta))
    found = own.understand("jose ñañez corte jue 10:30")
    assert found.customer is None and found.staff is not None and found.staff.name == "Marta"


def test_understanding_writes_nothing(people: Desk) -> None:
    before = people.seq()
    people.understand("lola prado 644 555 666 corte jue 10:30 con marta")
    assert people.seq() == before and people.count_customers("lola") == 0


def test_hostile_lines_are_lines(sqlite_people: Desk) -> None:
    for text in excerpt():
        found = sqlite_people.understand(f"{text} corte jue 10:30")
        assert [found.text[part.start : part.end] for part in found.parts] == [part.text for part in found.parts]


_SAID = (
    "ana", "lopez", "jose", "ñañez", "corte", "color", "jue", "10:30", "con", "marta", "4", "personas", "para",
    "mañana", "a", "las", "5", "y", "el", "600111222", "//", "\"", "3/4", ",",
)  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(words=st.lists(st.sampled_from(_SAID), max_size=12))
def test_any_order_of_words_is_understood_or_not_booked(sqlite_people: Desk, words: list[str]) -> None:
    found = sqlite_people.understand(" ".join(words))
    if found.booking is not None:
        assert found.services and (found.customer or (found.new_name and found.phone))
        assert not (found.doubts or found.missing or found.unread or found.candidates)


@pytest.fixture
def sqlite_people(open_business: Callable[..., Desk], tmp_path: Path) -> Desk:
    """The same on a SQLite file."""
    desk = open_business(str(tmp_path / "salon.db"))
    for name, phone in (("Ana López", "600111222"), ("José Ñáñez", "611222333")):
        desk.add_customer(CustomerWish(name=name, phone=phone))
    return desk
