"""From the words of a command to what the desk is asked: names become ids, dates and times become instants."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from frontdesk.base import money
from frontdesk.base.errors import FrontdeskError, UsageError
from frontdesk.base.text import folded
from frontdesk.cli import times
from frontdesk.cli.times import When
from frontdesk.desk.values import Customer, CustomerWish, Filter, LineWish, Service
from frontdesk.engine import zones
from frontdesk.language.i18n import _

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk

_ID = re.compile(r"(?:customer:C?|C)(\d{1,12})", re.ASCII | re.IGNORECASE)
_NOON = 720
LONGEST_STAY = 3660
"""Nights, some ten years."""


def location_id(desk: Desk, name: str | None) -> int | None:
    """A location by name; None stays. Raises FrontdeskError(not_found, ambiguous)."""
    return None if name is None else int(desk.find_location(name).id)


def staff_id(desk: Desk, name: str | None) -> int | None:
    """A staff member by name; None stays. Raises FrontdeskError(not_found, ambiguous)."""
    return None if name is None else int(desk.find_resource(name, "staff").id)


def service_and_staff(desk: Desk, word: str) -> tuple[Service, int | None]:
    """``Corte`` or ``Corte@Marta``; a service whose own name has an @ comes first. Raises FrontdeskError."""
    try:
        return desk.find_service(word), None
    except FrontdeskError as error:
        name, at, person = word.rpartition("@")
        if error.code != "not_found" or not at or not name.strip() or not person.strip():
            raise
    return desk.find_service(name.strip()), staff_id(desk, person.strip())


def lines(desk: Desk, words: Sequence[str], staff: str | None) -> tuple[tuple[LineWish, ...], bool]:
    """The lines that are wanted, in order, and whether they are sold by the night. Raises FrontdeskError."""
    everybody = staff_id(desk, staff)
    found = [service_and_staff(desk, word) for word in words]
    nights = any(service.nights for service, _person in found)
    return tuple(LineWish(service.id, person if person is not None else everybody) for service, person in found), nights


def zone(desk: Desk, location: int | None, staff: int | None) -> str:
    """The zone in which a time without offset is meant: the location's, else the person's, else the first's."""
    if location is None and staff is not None:
        location = next((one.location for one in desk.resources("staff") if one.id == staff), None)
    return str(desk.zone(location))


def place_of(desk: Desk, wanted: Sequence[LineWish]) -> int | None:
    """The only location at which the first service can be had; None where there are several, or none."""
    places = desk.places_of(wanted[0].service) if wanted else ()
    return places[0] if len(places) == 1 else None


def start(desk: Desk, at: When, location: int | None, wanted: Sequence[LineWish], *, nights: bool) -> int:
    """The epoch minute of a visit. Raises FrontdeskError for times that are not one, UsageError for the wrong sort."""
    who = next((line.staff for line in wanted if line.staff is not None), None)
    where = zone(desk, location if location is not None or who is not None else place_of(desk, wanted), who)
    return moved_start(at, where, nights=nights)


def days(first: int, last: int | None) -> tuple[int, int]:
    """A range of days, both included; the last is the first where it is left out. Raises UsageError."""
    until = first if last is None else last
    if until < first:
        raise UsageError(_("--to: it is before --from"))
    return times.within_reach(first), times.within_reach(until)


def public_id(word: str) -> str | None:
    """``C42`` from C42, customer:C42 or customer:42; None where it is a name."""
    found = _ID.fullmatch(word.strip())
    return f"C{int(found[1])}" if found else None


def customer(word: str | None, phone: str | None, email: str | None) -> CustomerWish:
    """Who a visit is for: the desk finds or makes the customer."""
    known = public_id(word) if word else None
    return CustomerWish(id=known, name=None if known else word, phone=phone or None, email=email or None)


def customer_id(desk: Desk, word: str) -> str:
    """The id of one customer who is there, by id or name. Raises FrontdeskError(not_found, ambiguous)."""
    known = public_id(word)
    if known is not None:
        return known
    found: list[Customer] = desk.customers(word, limit=20)
    exact = [one for one in found if folded(one.name) == folded(word)] or found
    if not exact:
        raise FrontdeskError("not_found", kind="customer", name=word)
    if len(exact) > 1:
        choices = ", ".join(f"{one.name} {one.id}" + (f" …{one.phone[-4:]}" if one.phone else "") for one in exact[:5])
        raise FrontdeskError("ambiguous", {"ids": [one.id for one in exact]}, name=word, choices=choices)
    return str(exact[0].id)


def filtered(
    desk: Desk,
    *,
    date: int | None = None,
    first: int | None = None,
    last: int | None = None,
    statuses: Sequence[Sequence[str]] = (),
    location: str | None = None,
    staff: str | None = None,
    service: str | None = None,
    channel: str | None = None,
    customer: str | None = None,
    text: str = "",
) -> Filter:
    """Which reservations are meant. Raises FrontdeskError, UsageError."""
    if date is not None:
        if first is not None or last is not None:
            raise UsageError(_("--date stands alone, without --from and --to"))
        first = last = date
    if first is not None:
        first, last = days(first, last)
    elif last is not None:
        times.within_reach(last)
    wanted = tuple(dict.fromkeys(status for some in statuses for status in some))
    return Filter(
        first=first,
        last=last,
        statuses=wanted or None,
        location=location_id(desk, location),
        staff=staff_id(desk, staff),
        service=None if service is None else desk.find_service(service).id,
        channel=channel,
        customer=None if customer is None else customer_id(desk, customer),
        text=text,
    )


def minor(amount: str, currency: str, field: str) -> int:
    """A decimal amount in minor units. Raises FrontdeskError(wrong_value)."""
    try:
        return money.minor(amount, currency)
    except ValueError:
        raise FrontdeskError(
            "wrong_value", field=field, problem=_("an amount of {currency} such as 25.00").format(currency=currency)
        ) from None


def nights(given: int, *, by_night: bool) -> int:
    """How many nights: one where none are named. Raises UsageError where the service knows no nights."""
    if given and not by_night:
        raise UsageError(_("--nights: this service is not sold by the night"))
    if given < 0:
        raise UsageError(_("--nights: a number from 1 on is expected"))
    if given > LONGEST_STAY:
        raise FrontdeskError("wrong_value", field=_("nights"), problem=_("at most {days}").format(days=LONGEST_STAY))
    return max(given, 1) if by_night else 0


def moved_start(at: When, zone: str, *, nights: bool) -> int:
    """The instant a reservation is moved to, in its own location's zone. Raises FrontdeskError, UsageError."""
    if nights:
        return zones.epoch_minute(times.within_reach(at.day), _NOON if at.minute is None else at.minute, zone)
    if at.minute is None:
        raise UsageError(_("--at: a time such as 2026-11-23T10:00 is expected"))
    return times.instant(at, zone)
