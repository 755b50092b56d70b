"""The names of a typed line: weekdays cut short, who serves within a new name, customers by id or by the end of a phone."""

from __future__ import annotations

import datetime as dt

import pytest

from frontdesk.desk.desk import Desk
from frontdesk.desk.line_values import Around, Understood
from frontdesk.desk.values import CustomerWish, SlotQuery
from frontdesk.screens.dialogs.quick_line import with_customer, with_slot
from frontdesk.screens.dialogs.quick_words import doubt_sentences
from tests.desk.wishes import at

CURSOR = Around(day=dt.date(2026, 11, 27).toordinal(), minute=660)


@pytest.fixture
def people(desk: Desk) -> Desk:
    """The salon of the tests (Marta and Ana serve), on Monday 23 November 2026, with customers."""
    for name, phone in (
        ("Emma López", "600111222"), ("Marina López", "600333444"), ("Elena López Martín", "600555666"), ("Mar Ruiz", None),
        ("Rosa Domingo", None), ("Aitana Vega", "611000101"), ("Aitana Vega", "611000202"), ("Aitana Sanz", None),
        ("Marta Gil", "622000101"), ("Marta Pons", "622000202"), ("Joanna Kowalski", "633000101"),
    ):  # fmt: skip
        desk.add_customer(CustomerWish(name=name, phone=phone))
    return desk


def told(found: Understood) -> tuple[str, str, str]:
    """Who, when and with whom."""
    who = found.customer.customer.name if found.customer else f"+{found.new_name}"
    assert found.day is not None and found.minute is not None
    day = dt.date.fromordinal(found.day)
    return who, f"{day} {found.minute // 60:02}:{found.minute % 60:02}", found.staff.name if found.staff else "-"


@pytest.mark.parametrize("day", ["lun", "mar", "mié", "jue", "vie", "sáb", "dom", "tue", "wed", "thu", "fri"])
def test_a_short_weekday_is_a_weekday_wherever_it_stands(people: Desk, day: str) -> None:
    ways = (f"corte emma lopez {day} 19:00", f"corte {day} 19:00 emma lopez", f"{day} emma lopez corte 19:00")
    found = [people.understand(text, CURSOR) for text in (*ways, f"corte emma lopez a las 19:00 {day}")]
    assert {told(one) for one in found} == {told(found[1])}
    assert "day" not in found[1].assumed and told(found[1])[2] == "-"


def test_a_short_weekday_after_an_hour_is_no_month_and_nobody(people: Desk) -> None:
    assert told(people.understand("corte emma lopez a las 11 mar")) == ("Emma López", "2026-11-24 11:00", "-")
    found = people.understand("corte jue 11:00 emma lopez mar", CURSOR)
    assert [one.text for one in found.unread] == ["mar"] and found.staff is None
    found = people.understand("corte jue 11:00 rosa domingo mar", CURSOR)
    assert [(one.kind, one.text) for one in found.doubts] == [("days", "jue, mar")]


def test_a_word_that_may_be_day_or_name_is_asked_about(people: Desk) -> None:
    found = people.understand("corte ruiz mar 11:00", CURSOR)
    assert [(one.kind, one.text) for one in found.doubts] == [("name", "mar")]
    assert found.booking is None
    assert told(people.understand("corte ruiz mar jue 11:00")) == ("Mar Ruiz", "2026-11-26 11:00", "-")
    assert told(people.understand("rosa domingo corte jue 11:00"))[0] == "Rosa Domingo"


def test_who_serves_is_not_swallowed_by_a_new_name(people: Desk) -> None:
    found = people.understand("600999888 corte jue 10:00 Zoé Ñúñez ana")
    assert told(found) == ("+Zoé Ñúñez", "2026-11-26 10:00", "Ana") and found.ready


@pytest.mark.parametrize("name", ["ana Zoé Ñúñez", "marta soria", "lola marta"])
def test_a_new_name_that_may_be_who_serves_is_asked_about(people: Desk, name: str) -> None:
    found = people.understand(f"600999888 corte jue 10:00 {name}")
    assert [one.kind for one in found.doubts] == ["person"] and found.booking is None
    said = people.understand(f"600999888 corte jue 10:00 {name} con ana")
    assert said.ready and told(said)[2] == "Ana"


@pytest.mark.parametrize("party", ["x 3", "x3", "×3", "para 3", "3 pax"])
def test_a_party_after_a_name_is_a_party(people: Desk, party: str) -> None:
    found = people.understand(f"corte emma lopez {party} jue 10:00 con ana")
    assert (told(found)[0], found.party, found.unread) == ("Emma López", 3, ())


def who(found: Understood) -> tuple[str, str]:
    assert found.customer is not None, (found.doubts, found.candidates)
    return found.customer.customer.name, found.customer.customer.phone or ""


def test_an_id_says_which(people: Desk) -> None:
    several = people.understand("aitana corte jue 11:00 con marta")
    assert len(several.candidates) == 3 and several.booking is None
    for one in several.candidates:
        number = one.customer.id
        for text in (f"aitana {number} corte jue 11:00 con marta", f"{number} corte jue 11:00 marta"):
            found = people.understand(text)
            assert found.ready and found.customer is not None and found.customer.customer.id == number, text
        said = people.understand(with_customer(several, one.customer))
        assert said.ready and said.customer is not None and said.customer.customer.id == number
    found = people.understand("aitana C999 corte jue 11:00 con marta")
    assert [part.text for part in found.unread] == ["C999"]
    found = people.understand(f"joanna {several.candidates[0].customer.id} corte jue 11:00 con marta")
    assert [part.text for part in found.unread] == ["joanna"] and found.booking is None


@pytest.mark.parametrize("text", ["aitana 0202", "aitana vega 0202", "0202 aitana", "aitnaa 202"])
def test_the_end_of_a_phone_says_which(people: Desk, text: str) -> None:
    found = people.understand(f"{text} corte jue 11:00 con marta")
    assert who(found) == ("Aitana Vega", "+34611000202") and found.ready


def test_an_end_that_is_nobodys_is_not_understood(people: Desk) -> None:
    found = people.understand("aitana 0303 corte jue 11:00 con marta")
    assert [part.text for part in found.unread] == ["0303"] and found.booking is None


@pytest.mark.parametrize("text", ["{} corte jue 11:00 marta", "{} marta corte jue 11:00", "marta corte jue 11:00 {}"])
def test_a_phone_that_is_one_persons_settles_who_it_is(people: Desk, text: str) -> None:
    found = people.understand(text.format("633000101"))
    assert who(found)[0] == "Joanna Kowalski" and told(found)[2] == "Marta" and found.ready


def test_a_first_name_of_customer_and_staff_is_asked_about(people: Desk) -> None:
    found = people.understand("622000101 corte jue 11:00 marta")  # Marta Gil's phone, and Marta serves
    assert who(found)[0] == "Marta Gil" and [one.kind for one in found.doubts] == ["person"]
    assert told(people.understand("marta 622000101 corte jue 11:00"))[2] == "-"
    assert people.understand("622000101 marta gil corte jue 11:00 marta").ready


def test_who_serves_alone_is_no_customer_with_a_slip(people: Desk) -> None:
    people.add_customer(CustomerWish(name="Anna Soler"))
    found = people.understand("corte jue 11:00 ana")
    assert (found.customer, found.missing) == (None, ("customer",)) and found.staff is not None


def test_a_phone_of_somebody_else_says_whose_it_is(people: Desk) -> None:
    found = people.understand("rosa gil 633000101 corte jue 11:00")
    assert [(one.kind, one.choices) for one in found.doubts] == [("phone", ("Joanna Kowalski",))]
    assert [one.customer.name for one in found.candidates] == ["Joanna Kowalski"] and found.booking is None


@pytest.mark.parametrize(
    "line",
    [
        "corte emma lopez jue 11:00 cualquiera",
        "corte con cualquiera emma lopez jue 11:00",
        "emma lopez corte jue 11:00 me da igual quién",
        "emma lopez corte thu 11:00 anyone",
        "con quien sea corte emma lopez jueves a las 11",
    ],
)
def test_anyone_is_not_whom_the_cursor_stands_on(people: Desk, line: str) -> None:
    marta = people.find_resource("Marta", "staff").id
    found = people.understand(line, Around(day=CURSOR.day, minute=660, staff=marta))
    assert told(found) == ("Emma López", "2026-11-26 11:00", "-")
    assert (found.assumed, found.unread, found.doubts) == ((), (), ())


def test_anyone_leaves_a_name_like_that_of_who_serves_to_the_customer(people: Desk) -> None:
    found = people.understand("corte cualquiera ana beltrán 644000101 jue 11:00")
    assert (found.new_name, found.staff, found.doubts) == ("Ana Beltrán", None, ())
    assert found.booking is not None


@pytest.mark.parametrize("note", ["// viene con Marta", "nota: quiere tinte con Ana", '"con Marta el viernes a las 9"'])
def test_nothing_is_read_out_of_notes(people: Desk, note: str) -> None:
    found = people.understand(f"emma lopez corte jue 11:00 {note}")
    assert told(found) == ("Emma López", "2026-11-26 11:00", "-")
    assert [one.name for one in found.services] == ["Corte"]
    assert found.booking is not None and found.notes == found.booking.notes != ""


def test_a_day_that_is_refused_is_no_part_of_a_name(people: Desk) -> None:
    for line in ("emma lopez el martes no, el jueves a las 11 corte", "el martes no puedo, emma lopez corte jue 11:00"):
        found = people.understand(line)
        assert told(found) == ("Emma López", "2026-11-26 11:00", "-")
        assert found.unread == ()


def test_a_length_is_no_part_of_a_new_name(people: Desk) -> None:
    found = people.understand("corte 1h Zoe Pérez 644000102 jue 11:00")
    assert (found.new_name, [one.text for one in found.unread], found.booking) == ("Zoe Pérez", ["1h"], None)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("corte jue 11:00 a nombre de Pérez, alergia fuerte, 644000103", "Pérez"),
        ("corte jue 11:00 García 644000104 alergia gluten", "García"),
        ("alergia gluten corte jue 11:00 under Jones 644000105", "Jones"),
    ],
)
def test_a_new_name_is_where_it_is_said_to_be_or_before_the_phone(people: Desk, line: str, name: str) -> None:
    found = people.understand(line)
    assert found.new_name == name
    assert found.booking is None and found.unread  # what else stands there is not dropped


def test_a_short_name_is_no_service_with_a_slip(people: Desk) -> None:
    found = people.understand("corte jue 11:00 Zoe Porte 644000106")  # as near to “Corte” as a slip is
    assert (found.new_name, [one.name for one in found.services]) == ("Zoe Porte", ["Corte"])
    found = people.understand("jue 11:00 Zoe Porte 644000106")
    assert (found.new_name, found.services, found.missing) == ("Zoe Porte", (), ("service",))
    assert [one.name for one in people.understand("ocrte jue 11:00 emma lopez").services] == ["Corte"]


@pytest.mark.parametrize(
    "end",
    ["611222333", "+34 655 444 333", "644 55 56 66 // flequillo corto", "con Ana 611222333", "4 personas 611222333"],
)
def test_another_time_is_taken_whatever_the_line_ends_with(people: Desk, end: str) -> None:
    line = f"zoe gil corte mié 25 nov 10:00 {end}"
    cursor = Around(day=dt.date(2026, 11, 27).toordinal(), minute=660)
    before = people.understand(line, cursor)
    query = SlotQuery(people.find_service("Corte").id, before.day or 0, before.day or 0)
    free = next(one for one in people.slots(query) if one.start == at("2026-11-25 11:00") and one.staff == "Marta")
    after = people.understand(with_slot(before, free), cursor)
    assert (after.day, after.minute) == (dt.date(2026, 11, 25).toordinal(), 660)
    assert after.staff is not None and after.staff.name == "Marta"
    assert (after.new_name, after.phone, after.notes, after.party) == (
        before.new_name,
        before.phone,
        before.notes,
        before.party,
    )
    assert (after.unread, after.assumed) == ((), ())
    assert people.understand(with_slot(after, free), cursor).start == after.start == free.start


@pytest.mark.parametrize("when", ["2026-11-25 11:00", "mañana 10.30", "11:00 mañana"])
def test_a_date_or_a_clock_behind_a_phone_is_none_of_it(people: Desk, when: str) -> None:
    found = people.understand(f"corte zoe gil 611222333 {when}")
    assert found.phone == "+34611222333"
    assert found.minute in (630, 660) and found.day is not None and found.assumed == ()


def test_a_known_name_with_another_phone_is_asked_about(people: Desk) -> None:
    found = people.understand("emma lopez 699888777 corte jue 11:00")
    assert [(one.kind, one.choices) for one in found.doubts] == [("otherphone", ("Emma López", "+34600111222"))]
    assert found.booking is None
    assert doubt_sentences(found) == [
        "Emma López has another phone, +34600111222: take 699888777 out, or tab: the form saves it or makes somebody new."
    ]
    for right in (
        "emma lopez 600111222 corte jue 11:00",
        "emma lopez corte jue 11:00",
        "mar ruiz 699888777 corte jue 11:00",
    ):
        assert people.understand(right).booking is not None


def test_fewer_than_nobody_is_not_understood(people: Desk) -> None:
    found = people.understand("emma lopez corte jue 11:00 -5 personas")
    assert (found.party, found.booking) == (1, None)
    assert found.unread
