"""The days of a typed line: ranges are nights, and a date that may be meant otherwise is asked about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from frontdesk.base.clock import FixedClock
from frontdesk.desk import opening, setup
from frontdesk.desk.desk import Desk
from frontdesk.desk.line_values import Around, Understood
from frontdesk.desk.values import CustomerWish
from frontdesk.language.dates import day_of
from frontdesk.language.i18n import bind
from frontdesk.screens.dialogs.quick_line import with_slot
from frontdesk.screens.dialogs.quick_words import doubt_sentences, understood_lines

DATA = Path(__file__).parent.parent.parent / "data"
SUNDAY = "2026-11-22T10:00:00+00:00"
Opened = Callable[[str], Desk]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """Ready businesses on Sunday 22 November 2026, ten o'clock, in the language of theirs."""
    desks: dict[str, Desk] = {}

    def house(name: str) -> Desk:
        bind(name.split("/")[0])
        if name not in desks:
            desk = opening.create(str(tmp_path_factory.mktemp("house") / "house.db"), FixedClock.at(SUNDAY))
            setup.init(desk, DATA / f"{name}.toml")
            for who, phone in (("Rosa Gil", "600111222"), ("Ana López", "600333444")):
                desk.add_customer(CustomerWish(name=who, phone=phone if name.startswith("es") else f"07700{phone[3:]}"))
            desks[name] = desk
        return desks[name]

    yield house
    for desk in desks.values():
        desk.close()


def nights(found: Understood) -> tuple[str, int]:
    return dt.date.fromordinal(found.day or 1).isoformat(), found.nights


@pytest.mark.parametrize(
    ("house", "text"),
    [
        ("es/hotel", "habitacion doble del 11 al 13 de diciembre Rosa Gil 600111222 2 personas"),
        ("es/hotel", "habitacion doble rosa gil del 11/12 al 13/12 2 personas"),
        ("es/hotel", "habitacion doble rosa gil 11/12-13/12 2 personas"),
        ("es/hotel", "del 11 al 13 rosa gil habitacion doble 2 personas"),
        ("en/hotel", "double room rosa gil from dec 11 to dec 13 2 people"),
        ("en/hotel", "double room rosa gil 11-13 dec for 2"),
        ("en/hotel", "double room rosa gil from dec 11 to dec 13 2 nights 2 people"),
        ("es/hotel", "habitacion doble rosa gil entrada 11/12 salida 13/12 2 personas"),
        ("es/hotel", "habitacion doble rosa gil llegada el viernes 11, salida el domingo 13, 2 personas"),
        ("es/hotel", "rosa gil check-in 11/12 check-out 13/12 habitacion doble 2 personas"),
        ("es/hotel", "habitacion doble rosa gil llega el 11/12 y sale el 13/12 2 personas"),
        ("en/hotel", "double room rosa gil check-in dec 11 check-out dec 13 2 people"),
        ("en/hotel", "double room rosa gil arriving dec 11 leaving dec 13 at noon 2 people"),
        ("en/hotel", "double room rosa gil from 11/12 to 13/12 2 people"),
    ],
)
def test_a_range_of_days_is_nights(opened: Opened, house: str, text: str) -> None:
    found = opened(house).understand(text)
    assert nights(found) == ("2026-12-11", 2)
    assert found.ready and found.booking is not None and found.booking.nights == 2


@pytest.mark.parametrize(
    ("house", "text", "kind"),
    [
        ("en/hotel", "double room rosa gil from dec 11 to dec 13 3 nights 2 people", "nights"),
        ("en/hotel", "double room rosa gil from dec 13 to dec 11 2 people", "nights"),
        ("es/hotel", "habitacion doble rosa gil 11/12 13/12 2 personas", "nights"),
        ("es/hotel", "masaje relajante rosa gil del 11 al 13 de diciembre 11:00 con yaiza", "days"),
        ("es/hotel", "masaje relajante rosa gil 11/12 2 noches 11:00 con yaiza", "slept"),
        ("es/salon", "corte rosa gil 11/12 o 12/12 11:00 con marta", "days"),
        ("en/salon", "cut rosa gil dec 11 to dec 13 10:00 with emma", "days"),
    ],
)
def test_a_second_day_is_never_dropped(opened: Opened, house: str, text: str, kind: str) -> None:
    found = opened(house).understand(text)
    assert [doubt.kind for doubt in found.doubts] == [kind]
    assert found.booking is None


@pytest.mark.parametrize(
    "text", ["corte ana lopez jue 11:00 o 12:00 con marta", "corte ana lopez 11:00, 12:00 jue marta"]
)
def test_two_times_are_two_times(opened: Opened, text: str) -> None:
    found = opened("es/salon").understand(text)
    assert [(doubt.kind, doubt.choices) for doubt in found.doubts] == [("times", ("11:00", "12:00"))]
    assert found.booking is None


def test_another_day_for_a_range_keeps_the_nights(opened: Opened) -> None:
    desk = opened("es/hotel")
    found = desk.understand("suite rosa gil del 4/12 al 6/12 2 personas")
    assert found.booking is not None
    free = desk.alternatives(found.booking)[-1]
    again = desk.understand(with_slot(found, free))
    assert (again.day, again.nights, again.ready) == (day_of(free.start, free.zone), 2, True)


@pytest.mark.parametrize(
    ("house", "text", "kind", "days"),
    [
        ("en/salon", "cut ana lopez 20/11 11:00", "passed", ("2026-11-20", "2027-11-20")),
        ("es/salon", "corte ana lopez 20 de noviembre 11:00", "passed", ("2026-11-20", "2027-11-20")),
        ("es/salon", "corte ana lopez 29/2 11:00", "passed", ("2028-02-29",)),
        ("en/salon", "cut ana lopez 5/6 11:00", "order", ("2027-06-05", "2027-05-06")),
        ("en/salon", "corte ana lopez 5/6/2027 11:00", "order", ("2027-06-05", "2027-05-06")),
        ("en/salon", "cut ana lopez 32/13 11:00", "nodate", ()),
        ("es/salon", "corte ana lopez 32/13 11:00", "nodate", ()),
        ("es/salon", "corte ana lopez jueves 27 de noviembre 11:00", "weekday", ("2026-11-27",)),
        ("es/salon", "corte ana lopez viernes 20 de noviembre 11:00", "passed", ("2026-11-20", "2027-11-20")),
        ("en/salon", "cut ana lopez thu 27/11 11:00", "weekday", ("2026-11-27",)),
    ],
)
def test_a_date_that_may_be_meant_otherwise_is_asked_about(
    opened: Opened, house: str, text: str, kind: str, days: tuple[str, ...]
) -> None:
    found = opened(house).understand(text)
    assert [(doubt.kind, doubt.choices) for doubt in found.doubts if doubt.kind != "service"] == [(kind, days)]
    assert found.booking is None and "day" not in found.missing
    assert all(doubt.text in text for doubt in found.doubts)


@pytest.mark.parametrize(
    ("house", "text", "day"),
    [
        ("es/salon", "corte ana lopez 5/6 11:00 con marta", "2027-06-05"),
        ("es/salon", "corte ana lopez 20/11/2027 11:00 con marta", "2027-11-20"),
        ("es/salon", "corte ana lopez 2/9 11:00 con marta", "2027-09-02"),
        ("en/salon", "cut ana lopez 12/12 11:00 with emma", "2026-12-12"),
        ("en/salon", "cut ana lopez 26/11 11:00 with emma", "2026-11-26"),
        ("en/salon", "cut ana lopez thu 10/12 11:00 with emma", "2026-12-10"),
        ("en/salon", "cut ana lopez 2027-06-05 11:00 with emma", "2027-06-05"),
    ],
)
def test_a_date_that_is_clear_is_not_asked_about(opened: Opened, house: str, text: str, day: str) -> None:
    found = opened(house).understand(text)
    assert not found.doubts and dt.date.fromordinal(found.day or 1).isoformat() == day


def test_what_is_past_says_so_first_and_only(opened: Opened) -> None:
    found = opened("es/salon").understand("corte ana lopez ayer 10:00 con marta")
    assert [one.rule for one in found.obstacles] == ["past"]


@pytest.mark.parametrize("text", ["saturday between 8 and 9", "between 8 and 9 saturday", "from 8 to 9 saturday"])
def test_a_range_of_hours_beside_a_day_is_read(opened: Opened, text: str) -> None:
    found = opened("en/restaurant").understand(f"dinner rosa gil {text} 2 people")
    assert (found.minute, found.end_minute, found.unread) == (1200, 1260, ())


def test_the_reasons_are_sentences(opened: Opened) -> None:
    desk = opened("en/salon")
    said = [
        doubt_sentences(desk.understand(f"cut ana lopez {day} 11:00"))[0]
        for day in ("20/11", "29/2", "5/6", "32/13", "Thu 27 Nov")
    ]
    assert said == [
        "“20/11” was on Fri 20 Nov 2026: say the year if Sat 20 Nov 2027 is meant.",
        "“29/2” is only on Tue 29 Feb 2028: say the year if that is meant.",
        "“5/6” may be Sat 5 Jun 2027, Thu 6 May 2027: write the month out.",
        "There is no such day as “32/13”.",
        "“Thu 27 Nov” is Fri 27 Nov 2026: correct the weekday or the date.",
    ]


@pytest.mark.parametrize(
    ("house", "text", "missing"),
    [
        ("en/restaurant", "rosa gil dinner saturday 20:30", ("party",)),
        ("en/restaurant", "rosa gil dinner saturday 20:30 1 person", ()),
        ("es/hotel", "suite rosa gil 11/12", ("nights", "party")),
        ("es/hotel", "suite rosa gil 11/12 15:00", ("nights", "party")),
        ("es/hotel", "suite rosa gil 11/12 2 noches", ("party",)),
        ("es/hotel", "suite rosa gil del 11 al 13 de diciembre x2", ()),
        ("es/hotel", "masaje relajante rosa gil vie 11:00 con yaiza", ()),
        ("es/salon", "corte rosa gil jue 11:00 con marta", ()),
    ],
)
def test_party_and_nights_are_asked_for_as_in_the_form(
    opened: Opened, house: str, text: str, missing: tuple[str, ...]
) -> None:
    found = opened(house).understand(text)
    assert found.missing == missing and (found.booking is None) == bool(missing)


def test_whoever_the_cursor_stands_on_is_not_meant_for_what_they_do_not_do(opened: Opened) -> None:
    desk = opened("es/salon")
    marta, rocio = (desk.find_resource(name, "staff").id for name in ("Marta", "Rocío"))
    assert desk.understand("rosa gil corte jue 11:00", Around(staff=marta)).assumed == ("staff",)
    found = desk.understand("rosa gil corte jue 11:00", Around(staff=rocio))
    assert (found.staff, found.assumed) == (None, ())


def test_how_long_it_takes_is_theirs_who_performs_it(opened: Opened) -> None:
    desk = opened("es/salon")
    said = [desk.understand(f"rosa gil corte jue 11:00{who}").length for who in (" Marta", " Ana")]
    assert said == [45, 60]
    assert desk.understand("rosa gil corte").length is None  # it depends on who performs it
    assert "1 h ·" in "\n".join(understood_lines(desk.understand("rosa gil corte jue 11:00 Ana"), 739_942, 80))


@pytest.mark.parametrize(
    ("house", "text", "kind"),
    [
        ("en/salon", "cut ana lopez thu after 11 emma", "limit"),
        ("en/salon", "cut ana lopez thu between 11 and 12 emma", "limit"),
        ("es/salon", "corte ana lopez jue a partir de las 11 marta", "limit"),
        ("es/salon", "corte ana lopez jue antes de las 12 marta", "limit"),
        ("es/salon", "corte ana lopez hasta el jueves 12:00 marta", "limit"),
        ("es/salon", "corte ana lopez jueves a media mañana marta", "limit"),
        ("es/salon", "corte ana lopez martes 25 11:00 marta", "unclear"),
        ("es/hotel", "suite ana lopez 2 personas hasta el domingo", "nights"),
        ("es/restaurant", "cena vie 4 o 5 personas 21:30 ana lopez", ""),
    ],
)
def test_what_leaves_day_or_time_open_is_asked(opened: Opened, house: str, text: str, kind: str) -> None:
    found = opened(house).understand(text)
    assert found.booking is None
    assert not kind or [doubt.kind for doubt in found.doubts] == [kind]


@pytest.mark.parametrize(
    ("house", "text", "day", "nights"),
    [
        ("es/hotel", "doble ana lopez 2 personas 3 noches hasta el 30", "2026-11-27", 3),
        ("en/hotel", "double ana lopez 2 people 3 nights until 30 nov", "2026-11-27", 3),
        ("es/hotel", "doble ana lopez 2 personas salida el 30, 3 noches", "2026-11-27", 3),
        ("es/hotel", "doble ana lopez 2 personas vie a dom", "2026-11-27", 2),
        ("es/hotel", "doble ana lopez 2 personas 30 dic al 2 ene", "2026-12-30", 3),
    ],
)
def test_a_stay_by_its_end(opened: Opened, house: str, text: str, day: str, nights: int) -> None:
    found = opened(house).understand(text)
    assert (dt.date.fromordinal(found.day or 1).isoformat(), found.nights, found.doubts) == (day, nights, ())


@pytest.mark.parametrize(
    ("house", "text", "day", "minute"),
    [
        ("es/salon", "corte ana lopez 26.11 12:00 marta", "2026-11-26", 720),
        ("en/salon", "cut ana lopez 26th 11am emma", "2026-11-26", 660),
        ("en/restaurant", "dinner ana lopez next friday 4 december, 19:00 2 people", "2026-12-04", 1140),
        ("es/restaurant", "ana lopez comida 28-11 15h 5 comensales", "2026-11-28", 900),
        ("en/studio", "add ana lopez to gentle yoga tues 18:30", "2026-11-24", 1110),
        ("en/salon", "ana lopez to cut thu 11:00 emma", "2026-11-26", 660),
    ],
)
def test_dates_in_other_spellings(opened: Opened, house: str, text: str, day: str, minute: int) -> None:
    found = opened(house).understand(text)
    assert (dt.date.fromordinal(found.day or 1).isoformat(), found.minute, found.doubts) == (day, minute, ())
