"""Inquiries, quotes and their history as JSON: ISO 8601 with the location's offset, decimal money beside its currency."""

from __future__ import annotations

from frontdesk.base import money
from frontdesk.cli import times
from frontdesk.cli.shapes import Shape, customer_ref
from frontdesk.desk.inquiry_values import Inquiry, InquiryEvent, Quote
from frontdesk.engine import zones


def _moment(seconds: int | None, zone: str) -> str | None:
    return None if seconds is None else zones.iso(seconds // 60, zone)


def _day(day: int | None) -> str | None:
    return None if day is None else times.date(day)


def inquiry(value: Inquiry) -> Shape:
    """An inquiry with all that was registered, its reminders and its latest quote."""
    zone = value.zone
    clock = None if value.minute is None else f"{value.minute // 60:02}:{value.minute % 60:02}"
    return {
        "id": value.id,
        "stage": value.stage,
        "waits": value.waits,
        "name": value.name,
        "email": value.email,
        "phone": value.phone,
        "language": value.language,
        "customer": customer_ref(value.customer) if value.customer is not None else None,
        "source": value.source,
        "asked": value.asked,
        "notes": value.notes,
        "services": list(value.services),
        "from": _day(value.starts),
        "to": _day(value.ends),
        "time": clock,
        "nights": value.nights,
        "party": value.party,
        "location": value.location,
        "created_at": _moment(value.created_at, zone),
        "created_by": value.created_by,
        "changed_at": _moment(value.changed_at, zone),
        "asked_at": _moment(value.asked_at, zone),
        "answered_at": _moment(value.answered_at, zone),
        "next_reminder": _moment(value.next_reminder, zone),
        "reminders": [{"days": one.days, "due": _moment(one.due, zone), "state": one.state} for one in value.reminders],
        "quote": quote(value.quote, zone) if value.quote is not None else None,
        "reservations": list(value.reservations),
        "reason": value.reason,
        "version": value.version,
    }


def quote(value: Quote, zone: str) -> Shape:
    """A quote with its sums."""

    def said(amount: int) -> str:
        return money.decimal(amount, value.currency)

    return {
        "number": value.number,
        "lines": [
            {
                "text": line.text,
                "quantity": f"{line.quantity:f}",
                "price": said(line.price),
                "tax": None if line.tax is None else f"{line.tax:f}",
                "amount": said(amount),
            }
            for line, amount in zip(value.lines, value.amounts, strict=True)
        ],
        "taxes": value.taxes,
        "rates": [{"rate": f"{one.rate:f}", "net": said(one.net), "tax": said(one.tax)} for one in value.rates],
        "net": said(value.net),
        "total": said(value.total),
        "currency": value.currency,
        "valid_until": _day(value.valid_until),
        "note": value.note,
        "made_at": _moment(value.made_at, zone),
        "made_by": value.made_by,
        "sent_at": _moment(value.sent, zone),
    }


def event(value: InquiryEvent, zone: str) -> Shape:
    """A piece of an inquiry's history."""
    return {
        "at": _moment(value.at, zone),
        "kind": value.kind,
        "what": value.what,
        "who": value.who,
        "channel": value.channel or None,
        "subject": value.subject or None,
        "text": value.text or None,
        "quote": value.quote.number if value.quote is not None else None,
    }
