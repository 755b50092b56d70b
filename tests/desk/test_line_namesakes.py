"""Many of one name in a typed line: their true number is said, and those that came last are shown."""

from __future__ import annotations

import pytest

from frontdesk.base.errors import FrontdeskError
from frontdesk.cli.line import booking, shape
from frontdesk.desk import line_people
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import CustomerWish
from frontdesk.screens.dialogs.quick_words import understood_lines

FIRST = ("Ada", "Ben", "Cora", "Dan", "Eve", "Finn", "Isaac", "Joy", "Kim", "Leo", "Mia", "Ned", "Ola", "Pam", "Quin")


def bakers(desk: Desk, many: int) -> Desk:
    for name in FIRST[:many]:
        desk.add_customer(CustomerWish(name=f"{name} Baker"))
    return desk


def test_the_true_number_is_said_and_all_that_fit_are_listed(desk: Desk) -> None:
    found = bakers(desk, 7).understand("baker corte jue 10:30")
    assert {one.customer.name for one in found.candidates} == {f"{name} Baker" for name in FIRST[:7]}
    assert (found.namesakes, found.namesakes_open) == (7, False)
    assert "7 of that name; go on typing" in understood_lines(found, desk.today(), 74)[0]


def test_more_than_are_listed_are_counted_and_hinted_at(desk: Desk) -> None:
    found = bakers(desk, 15).understand("baker corte jue 10:30")
    assert len(found.candidates) == line_people.MOST < 15
    assert found.namesakes == 15
    with pytest.raises(FrontdeskError) as refused:
        booking(desk, "baker corte jue 10:30", "desk")
    assert refused.value.code == "ambiguous"
    assert f"and {15 - line_people.MOST} more" in refused.value.sentence(lambda text: text)
    assert shape(found)["namesakes"] == 15


def test_beyond_what_is_looked_at_it_is_at_least_so_many(desk: Desk) -> None:
    for number in range(line_people.LOOKED + 5):
        desk.add_customer(CustomerWish(name=f"{FIRST[number % 15]} Baker {chr(97 + number % 26)}{number}"))
    found = desk.understand("baker corte jue 10:30")
    assert (found.namesakes, found.namesakes_open) == (line_people.LOOKED, True)
    assert f"{line_people.LOOKED} or more of that name" in understood_lines(found, desk.today(), 74)[0]


def test_a_phone_shared_with_a_namesake_beyond_the_list_is_theirs(desk: Desk) -> None:
    bakers(desk, 15)
    desk.add_customer(CustomerWish(name="Zoe Baker", phone="600111222"))
    desk.add_customer(CustomerWish(name="Tom Baker", phone="600111222"))
    desk.add_customer(CustomerWish(name="Rita Paz", phone="600111222"))
    found = desk.understand("baker 600111222 corte jue 10:30")
    assert {one.customer.name for one in found.candidates} == {"Zoe Baker", "Tom Baker"}
