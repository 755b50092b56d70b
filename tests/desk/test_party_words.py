"""For how many something is sold, in words: which of the two limits it is."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from frontdesk.base.errors import FrontdeskError
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import CustomerWish
from frontdesk.widgets.sentences import obstacle_sentences
from tests.conftest import SALON
from tests.desk.wishes import wish

RULES = pytest.mark.parametrize(
    ("least", "most", "party", "said"),
    [
        (1, 1, 2, "Only for 1 person."),
        (1, 4, 9, "At most 4 people."),
        (2, 2, 9, "Only for 2 people."),
        (2, 4, 1, "From 2 to 4 people."),
        (2, None, 1, "At least 2 people."),
    ],
)


def house(open_business: Callable[..., Desk], url: str, least: int, most: int | None) -> Desk:
    limits = f"min_party = {least}\n" + (f"max_party = {most}\n" if most else "")
    only = re.sub(r"\[\[services\]\]\nname = \"Masaje\".*", "", SALON, flags=re.DOTALL)
    return open_business(url, only.replace('name = "Corte"\n', f'name = "Corte"\n{limits}'))


@RULES
def test_the_waiting_list_and_the_walk_in_say_which(
    open_business: Callable[..., Desk], tmp_path: object, least: int, most: int | None, party: int, said: str
) -> None:
    desk = house(open_business, f"{tmp_path}/a.db", least, most)
    with pytest.raises(FrontdeskError) as refused:
        desk.wait(desk.find_service("Corte").id, CustomerWish(name="Eva"), party=party)
    assert (refused.value.sentence(), refused.value.params["field"]) == (said, "party")
    with pytest.raises(FrontdeskError) as refused:
        desk.walk_in_options(party=party)
    assert refused.value.sentence() == said


@pytest.mark.parametrize(
    ("least", "most", "party", "said"),
    [(1, 1, 2, "Only for 1 person."), (1, 4, 9, "At most 4 people."), (2, 4, 1, "At least 2 people.")],
)
def test_what_stands_in_the_way_says_which(
    open_business: Callable[..., Desk], tmp_path: object, least: int, most: int, party: int, said: str
) -> None:
    desk = house(open_business, f"{tmp_path}/a.db", least, most)
    assert obstacle_sentences(desk.why(wish(desk, "Corte", "2026-11-26 10:30", "Marta", party=party))) == [said]


def test_a_margin_is_called_a_margin(desk: Desk) -> None:
    desk.book(wish(desk, "Corte", "2026-11-26 10:00", "Marta"))
    (said, *_more) = obstacle_sentences(desk.why(wish(desk, "Corte", "2026-11-26 10:50", "Marta")))
    assert said.startswith("Marta needs a margin beside the appointment of 10:00")
