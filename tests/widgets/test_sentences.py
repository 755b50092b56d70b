"""What the desk's values say, where there is little room."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from frontdesk.desk.values import Customer
from frontdesk.widgets.sentences import customer_choice

LONG = Customer("C1", "María José Fernández de la Fuente", "+34600111222", "maria@example.com")


@pytest.mark.parametrize(
    ("customer", "room", "words"),
    [
        (LONG, 80, "María José Fernández de la Fuente · +34600111222 · maria@example.com"),
        (LONG, 50, "María José Fernández de la Fuente · +34600111222"),
        (LONG, 31, "María José Fernández de l… 1222"),
        (Customer("C2", "Ana", "+34600111222"), 31, "Ana · +34600111222"),
        (Customer("C4", "Carmen Ruiz García", "+34600111222"), 31, "Carmen Ruiz García … 1222"),
        (Customer("C3", "María José Fernández de la Fuente"), 31, "María José Fernández de la Fue…"),
    ],
)
def test_the_last_digits_of_a_phone_are_seen(customer: Customer, room: int, words: str) -> None:
    assert customer_choice(customer, room) == words
    assert cell_len(words) <= room
