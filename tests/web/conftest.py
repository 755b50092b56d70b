"""The salon with links in its customers' hands."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from frontdesk.desk.desk import Desk
from frontdesk.desk.messages import links
from frontdesk.desk.values import CustomerEdit, CustomerWish, Reservation
from frontdesk.language import i18n
from tests.conftest import SALON
from tests.desk.wishes import wish
from tests.messages.conftest import RULES


@pytest.fixture(autouse=True)
def _english() -> None:
    """Whatever language another test left the process in."""
    i18n.bind("en")


Link = Callable[[Reservation], str]


@pytest.fixture
def desk(open_business: Callable[..., Desk], store_url: str) -> Desk:
    """On SQLite and on PostgreSQL."""
    return open_business(store_url, SALON + RULES)


@pytest.fixture
def book(request: pytest.FixtureRequest) -> Callable[..., Reservation]:
    """Book somebody who speaks a language: ``book("2026-11-26 10:00", language="en")``."""
    where = "sqlite_salon" if "sqlite_salon" in request.fixturenames else "desk"
    desk: Desk = request.getfixturevalue(where)

    def made(
        start: str,
        name: str = "Eva Ruiz",
        staff: str | None = "Marta",
        *,
        service: str = "Corte",
        language: str | None = None,
        **who: str,
    ) -> Reservation:
        booking = wish(desk, service, start, staff)
        given = {"phone": "600111222"} | who
        visit = desk.book(msgspec.structs.replace(booking, customer=CustomerWish(name=name, **given)))
        if language:
            desk.edit_customer(visit.customer.id, CustomerEdit(language=language))
        return visit

    return made


@pytest.fixture
def link(request: pytest.FixtureRequest) -> Link:
    """The token in the link of a reservation as it was when it was read."""
    where = "sqlite_salon" if "sqlite_salon" in request.fixturenames else "desk"
    desk: Desk = request.getfixturevalue(where)
    return lambda visit: token_of(desk, visit)


def token_of(desk: Desk, visit: Reservation) -> str:
    from frontdesk.base.codes import number_of

    number = number_of(visit.code)
    assert number is not None
    who = int(visit.customer.id[1:])
    return desk.write(lambda work: links.token(work, number, visit.schedule_version, who))


def opt_out_token(desk: Desk, customer: str) -> str:
    return desk.write(lambda work: links.opt_out_token(work, int(customer[1:])))


@pytest.fixture
def sqlite_salon(open_business: Callable[..., Desk], tmp_path: object) -> Desk:
    return open_business(str(tmp_path / "salon.db"), SALON + RULES)  # type: ignore[operator]
