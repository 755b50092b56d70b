"""A line of ``book --line``: the booking it says, or why it says none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.desk.values import Booking, Known
from frontdesk.engine import zones
from frontdesk.language.doubts import clause
from frontdesk.language.i18n import _, ngettext

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk
    from frontdesk.desk.line_values import Understood

_MISSING = {
    "service": N_("the service"),
    "customer": N_("the customer"),
    "phone": N_("the phone of a new customer"),
    "day": N_("the day"),
    "time": N_("the time"),
    "nights": N_("how many nights"),
    "party": N_("how many people"),
}


_NAMES = frozenset({"customer", "service", "staff", "location"})


def booking(desk: Desk, text: str, channel: str) -> Booking:
    """What a line wants booked. Raises FrontdeskError (ambiguous, wrong_value) where it does not say so in one way."""
    found = desk.understand(text)
    details = {"line": shape(found)}
    doubt = found.doubts[0] if found.doubts else None
    if doubt is not None and doubt.kind in _NAMES:
        choices = ", ".join(doubt.choices or [*map(_told, found.candidates), *_more(found)])
        raise FrontdeskError("ambiguous", details, name=doubt.text, choices=choices)
    if found.booking is None:
        raise FrontdeskError("wrong_value", details, field="line", problem=_problem(found))
    return msgspec.structs.replace(found.booking, channel=channel)


def _problem(found: Understood) -> str:
    parts = []
    if found.doubts:
        parts += [clause(one.kind, one.text, one.choices) for one in found.doubts]
    if found.unread:
        words = ", ".join(f"“{part.text}”" for part in found.unread)
        parts.append(_("not understood: {words}").format(words=words))
    if found.missing:
        parts.append(_("missing: {names}").format(names=", ".join(_(_MISSING[name]) for name in found.missing)))
    return "; ".join(parts)


def _told(one: Known) -> str:
    """Namesakes by what tells them apart."""
    phone = f" …{one.customer.phone[-4:]}" if one.customer.phone else ""
    return f"{one.customer.name} {one.customer.id}{phone}"


def _more(found: Understood) -> list[str]:
    """How many are of that name besides those that are named."""
    more = found.namesakes - len(found.candidates)
    if more <= 0:
        return []
    if found.namesakes_open:
        return [_("and {count} or more").format(count=more)]
    return [ngettext("and {count} more", "and {count} more", more).format(count=more)]


def shape(found: Understood) -> dict[str, Any]:
    """What was understood, as JSON."""
    return {
        "services": [one.name for one in found.services],
        "staff": found.staff.name if found.staff else None,
        "customer": found.customer.customer.id if found.customer else None,
        "candidates": [{"id": one.customer.id, "phone": one.customer.phone} for one in found.candidates],
        "namesakes": found.namesakes,
        "new_name": found.new_name,
        "start": None if found.start is None else zones.iso(found.start, found.zone),
        "party": None if "party" in found.missing else found.party,
        "missing": list(found.missing),
        "not_understood": [part.text for part in found.unread],
        "doubts": [{"kind": one.kind, "text": one.text, "choices": list(one.choices)} for one in found.doubts],
    }
