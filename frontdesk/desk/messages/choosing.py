"""By which channel a message goes: what the customer prefers, then the rule's order, then what is possible."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from zoneinfo import ZoneInfo

from frontdesk.base.errors import N_
from frontdesk.store.customers import CustomerRecord

CHANNELS = ("whatsapp", "telegram", "sms", "email", "instagram")
WINDOW = 24 * 3600
"""Seconds after the customer's last message for which WhatsApp and Instagram take free text from us."""
WINDOWED = ("whatsapp", "instagram")

Contacts = Mapping[str, tuple[str, int | None]]
"""Who somebody is on a channel, and when they last wrote there (epoch seconds)."""

Consents = Mapping[tuple[str, str], bool]

NO_ADDRESS = N_("no phone, e-mail or chat by which it could go")
NO_CONSENT = N_("the customer does not want it")
NO_CHANNEL = N_("no channel that reaches the customer is set up")
ALL_REFUSED = N_("every channel refused it")


class Choice(NamedTuple):
    """The channel and the address there; or why there is none (to be translated)."""

    channel: str = ""
    address: str = ""
    problem: str = ""


def choose(
    customer: CustomerRecord,
    contacts: Contacts,
    consents: Consents,
    *,
    purpose: str,
    order: Sequence[str],
    there: Sequence[str],
    tried: Sequence[str] = (),
    forced: str | None = None,
) -> Choice:
    """Choose among the channels that are ``there``. ``forced``: somebody said by which it goes."""
    if customer.erased:
        return Choice(problem=NO_CONSENT)
    preferred = customer.preferences.get("channel", "").strip().lower()
    wanted = [forced] if forced else [*([preferred] if preferred in CHANNELS else []), *(order or CHANNELS)]
    reachable = [
        (channel, address)
        for channel in dict.fromkeys(wanted)
        if (address := address_of(customer, contacts, channel)) is not None
    ]
    if not reachable:
        return Choice(problem=NO_ADDRESS)
    agreed = [pair for pair in reachable if allowed(consents, purpose, pair[0])]
    if not agreed:
        return Choice(problem=NO_CONSENT)
    set_up = [pair for pair in agreed if pair[0] in there]
    if not set_up:
        return Choice(problem=NO_CHANNEL)
    left = [pair for pair in set_up if pair[0] not in tried]
    return Choice(*left[0]) if left else Choice(problem=ALL_REFUSED)


def allowed(consents: Consents, purpose: str, channel: str) -> bool:
    """Marketing goes to who said yes, service to all but who said no; what is said of a channel outweighs the rest.

    An answer in a conversation goes back the way the question came.
    """
    if purpose == "chat":
        return True
    said = consents.get((purpose, channel), consents.get((purpose, "")))
    return purpose != "marketing" if said is None else said


def address_of(customer: CustomerRecord, contacts: Contacts, channel: str) -> str | None:
    """How a customer is reached on a channel."""
    if channel == "email":
        return customer.email if customer.email and "@" in customer.email else None
    if channel in contacts:
        return contacts[channel][0]
    if channel in ("sms", "whatsapp") and customer.phone and customer.phone.startswith("+"):
        return customer.phone
    return None


def window_left(contacts: Contacts, channel: str, now: int) -> int | None:
    """Seconds for which free text may still go on a channel; 0: templates only; None: there is no such limit."""
    if channel not in WINDOWED:
        return None
    last = contacts.get(channel, ("", None))[1]
    return 0 if last is None else max(0, last + WINDOW - now)


def valid_zone(wanted: str) -> str:
    """The zone, if it is one; else empty."""
    try:
        ZoneInfo(wanted)
    except (KeyError, ValueError, OSError):
        return ""
    return wanted
