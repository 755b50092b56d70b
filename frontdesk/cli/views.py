"""The desk's values for people: compact tables and lines."""

from __future__ import annotations

from collections.abc import Sequence

from frontdesk.base import money
from frontdesk.cli import output, sentences, shapes, times
from frontdesk.cli.call import Call
from frontdesk.desk import values
from frontdesk.language import verbs
from frontdesk.language.i18n import _
from frontdesk.language.statuses import status_words


def _amount(value: int, currency: str) -> str:
    return f"{money.decimal(value, currency)} {currency}"


def _span(start: int, end: int, zone: str) -> str:
    begins, ends = times.said(start, zone), times.said(end, zone)
    return f"{begins}–{ends[-5:] if begins[:10] == ends[:10] else ends}"


def _ends(start: int, end: int, zone: str) -> str:
    """When something ends: the date too where it is another one."""
    return _span(start, end, zone).partition("–")[2]


def brief(value: values.Reservation) -> str:
    """A reservation in a few words, to be part of a sentence."""
    parts = [
        value.code,
        value.customer.name,
        value.service,
        value.staff or "",
        _span(value.start, value.end, value.zone),
    ]
    return " · ".join(part for part in parts if part)


def warnings(value: values.Reservation) -> None:
    """What the desk is told of though it went on."""
    for one in value.warnings:
        output.put_line(_("note: {text}").format(text=sentences.caution(one)))


def told(call: Call, done: values.Reservation, did: str, would: str, **more: str) -> None:
    """Answer for what was done to a reservation (or would be, in a dry run)."""
    words = {"brief": brief(done), **more}
    call.done(shapes.reservation(done), did.format(**words), would.format(**words), lambda: warnings(done))


def reservations(found: Sequence[values.Reservation]) -> None:
    """A list of reservations."""
    if not found:
        output.put_line(_("No reservations."))
        return
    output.put_table(
        (_("Code"), _("Start"), _("End"), _("Customer"), _("Phone"), _("Service"), _("With"), _("Status"), _("Price")),
        [
            (
                one.code,
                times.said(one.start, one.zone),
                _ends(one.start, one.end, one.zone),
                one.customer.name + (f" ({one.party})" if one.party > 1 else ""),
                one.customer.phone or "",
                one.service,
                one.staff or ", ".join(one.resources),
                status_words(one.status),
                money.decimal(one.price, one.currency),
            )
            for one in found
        ],
        right=frozenset({8}),
    )


def slots(found: Sequence[values.Slot]) -> None:
    """Free times."""
    if not found:
        output.put_line(_("Nothing is free."))
        return
    output.put_table(
        (_("Start"), _("End"), _("With"), _("Takes"), _("Left"), _("Location")),
        [
            (
                times.said(one.start, one.zone),
                _ends(one.start, one.end, one.zone),
                one.staff or "",
                ", ".join(name for name in one.resources if name != one.staff),
                str(one.remaining),
                one.location,
            )
            for one in found
        ],
        right=frozenset({4}),
    )


def obstacles(found: Sequence[values.Obstacle]) -> None:
    """What stands in the way of a time."""
    if not found:
        output.put_line(_("Nothing stands in the way."))
    for one in found:
        output.put_line(sentences.obstacle(one))


def customers(found: Sequence[values.Customer]) -> None:
    """A list of customers."""
    if not found:
        output.put_line(_("No customers."))
        return
    output.put_table(
        (_("Id"), _("Name"), _("Phone"), _("E-mail"), _("Tags")),
        [(one.id, one.name, one.phone or "", one.email or "", ", ".join(one.tags)) for one in found],
    )


def customer(value: values.Customer) -> None:
    """One customer."""
    output.put_fields(
        (
            (_("Id"), value.id),
            (_("Name"), value.name),
            (_("Phone"), value.phone or ""),
            (_("E-mail"), value.email or ""),
            (_("Birthday"), value.birthday or ""),
            (_("Language"), value.language or ""),
            (_("Tags"), ", ".join(value.tags)),
        )
    )


def card(value: values.Card, zone: str) -> None:
    """All that is known of a customer."""
    customer(value.customer)
    counted = _("{visits} visits, {cancelled} cancelled, {no_shows} no-shows").format(
        visits=value.visits, cancelled=value.cancelled, no_shows=value.no_shows
    )
    fields = [*value.preferences.items(), (_("Visits"), counted)]
    if value.owed:
        fields.append((_("Owes"), _amount(value.owed, value.currency)))
    if value.similar:
        fields.append((_("Like"), ", ".join(f"{one.name} {one.id}" for one in value.similar)))
    output.put_fields(fields)
    for note in value.notes:
        mark = _(" (internal)") if note.internal else ""
        output.put_line(f"{times.iso_second(note.at, zone)[:16].replace('T', ' ')} {note.author}{mark}: {note.body}")
    if value.reservations:
        reservations(value.reservations)


def changes(found: Sequence[values.Change], zone: str) -> None:
    """A history."""
    if not found:
        output.put_line(_("Nothing is recorded."))
    for one in found:
        at = times.iso_second(one.at, zone)[:16].replace("T", " ")
        what = ", ".join(f"{name}: {_plain(before)} → {_plain(after)}" for name, (before, after) in one.fields.items())
        done = f"{verbs.verb_words(one.verb)}  {one.kind} {one.entity} v{one.version}"
        output.put_line(f"{at}  {one.actor}  {done}  op {one.op}  {what}".rstrip())


def _plain(value: object) -> str:
    """A value of a history as a person reads it: instants to the minute, lines by service, person and start."""
    if value is None or value == "" or value == []:
        return "–"
    if isinstance(value, list):
        return " + ".join(_plain(one) for one in value)
    if isinstance(value, dict):
        return " ".join(str(value[name]) for name in ("service", "staff") if value.get(name))
    if isinstance(value, str) and len(value) == 25 and value[10] == "T":
        return value[:16].replace("T", " ")
    return str(value)


def events(found: Sequence[values.Event]) -> None:
    """A list of events."""
    if not found:
        output.put_line(_("No events."))
        return
    output.put_table(
        (_("Start"), _("End"), _("Kind"), _("Title"), _("With")),
        [
            (
                times.said(one.start, one.zone),
                times.said(one.end, one.zone),
                verbs.event_words(one.kind),
                one.title,
                one.resource or "",
            )
            for one in found
        ],
    )
