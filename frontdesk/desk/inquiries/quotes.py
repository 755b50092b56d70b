"""Quotes: lines in, sums and taxes out; each is kept as it was made, a new one replaces it.

A line is rounded half up to the minor unit; a tax is rounded half up once, on the sum of the lines of its rate. So the net
sum and the taxes always make the total, to the cent.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

import msgspec

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.money import LARGEST, decimal
from frontdesk.base.text import clean, clean_note
from frontdesk.desk.inquiries import keeping
from frontdesk.desk.inquiry_values import (
    LARGEST_PRICE,
    LARGEST_QUANTITY,
    LONGEST_LINE,
    LONGEST_NOTE,
    MOST_LINES,
    TAXES,
    Quote,
    QuoteLine,
    QuoteTax,
)
from frontdesk.desk.work import Work
from frontdesk.store import inquiries as store_inquiries
from frontdesk.store import outbox
from frontdesk.store import quotes as store
from frontdesk.store.inquiries import InquiryRecord
from frontdesk.store.quotes import QuoteRecord

FINEST = Decimal("0.001")
"""Quantities and rates have no more decimals."""


def half_up(amount: Decimal) -> int:
    """To the minor unit; a half goes away from zero."""
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))


def summed(lines: Sequence[QuoteLine], taxes: str) -> tuple[tuple[int, ...], tuple[QuoteTax, ...], int, int]:
    """(amount of each line, taxes by rate, net sum, total), minor units."""
    amounts = tuple(half_up(line.quantity * line.price) for line in lines)
    by_rate: dict[Decimal, int] = {}
    for line, amount in zip(lines, amounts, strict=True):
        if line.tax is not None:
            by_rate[line.tax] = by_rate.get(line.tax, 0) + amount
    rates = []
    for rate, amount in sorted(by_rate.items()):
        if taxes == "included":
            tax = half_up(amount * rate / (100 + rate))
            rates.append(QuoteTax(rate, amount - tax, tax))
        else:
            rates.append(QuoteTax(rate, amount, half_up(amount * rate / 100)))
    taxed = sum(one.tax for one in rates)
    total = sum(amounts) + (0 if taxes == "included" else taxed)
    return amounts, tuple(rates), total - taxed, total


def make(
    work: Work, record: InquiryRecord, lines: Sequence[QuoteLine], valid_until: int | None, note: str, taxes: str
) -> Quote:
    """Write a quote of an inquiry down. Raises FrontdeskError(wrong_value)."""
    given = tuple(_checked(line, work.rules.business.currency) for line in lines)
    if not given:
        raise FrontdeskError("wrong_value", field="lines", problem=N_("at least one is needed"))
    if len(given) > MOST_LINES:
        raise FrontdeskError("wrong_value", field="lines", problem=N_("at most {most}"), most=MOST_LINES)
    if taxes not in TAXES:
        raise FrontdeskError("wrong_value", field="tax", problem=", ".join(TAXES))
    _check_total(summed(given, taxes)[3], work.rules.business.currency)
    today = work.day_of(work.minute, record.location or next(iter(work.rules.house.places), 0))
    if valid_until is not None and not today <= valid_until <= today + 3_660:
        raise FrontdeskError("wrong_value", field="date", problem=N_("a quote holds until today or a later day"))
    kept = store.add(
        work.connection,
        QuoteRecord(
            0, record.id, 0, msgspec.json.encode(given).decode(), taxes, valid_until,
            keeping.whole(clean_note(note).strip(), "note", LONGEST_NOTE), work.rules.business.currency, work.seconds,
            work.actor.name,
        ),
    )  # fmt: skip
    work.record("quote", "quote", kept.id, 1, {"inquiry": record.id, "number": kept.number}, customer=record.customer)
    return value(kept)


def _check_total(total: int, currency: str) -> None:
    if total < 0:
        raise FrontdeskError("wrong_value", field="amount", problem=N_("a quote is not below zero"))
    if total > LARGEST:
        problem = N_("at most {most}")
        raise FrontdeskError(
            "wrong_value", field="amount", problem=problem, most=f"{decimal(LARGEST, currency)} {currency}"
        )


def _checked(line: QuoteLine, currency: str) -> QuoteLine:
    text = keeping.whole(clean(line.text).strip(), "text", LONGEST_LINE)
    if not text:
        raise FrontdeskError("wrong_value", field="text", problem=N_("something to say is needed"))
    if not line.quantity.is_finite() or not 0 < line.quantity <= LARGEST_QUANTITY or line.quantity % FINEST:
        problem = N_("more than 0 and at most {most}, such as 2 or 1.5")
        raise FrontdeskError("wrong_value", field="quantity", problem=problem, most=LARGEST_QUANTITY)
    if abs(line.price) > LARGEST_PRICE:
        raise FrontdeskError(
            "wrong_value", field="price", problem=N_("at most {most}"), most=decimal(LARGEST_PRICE, currency)
        )
    if line.tax is not None and (not line.tax.is_finite() or not 0 <= line.tax <= 100 or line.tax % FINEST):
        raise FrontdeskError("wrong_value", field="tax", problem=N_("per cent from 0 to 100, such as 10 or 21"))
    tax = None if line.tax is None else _plain(line.tax)
    return QuoteLine(text, line.price, _plain(line.quantity), tax)


def _plain(number: Decimal) -> Decimal:
    """The same number without zeros at its end, so that 10 and 10.0 are one rate."""
    whole = number.normalize()
    return whole.quantize(Decimal(1)) if whole == whole.to_integral_value() else whole


def reckoned(work: Work, lines: Sequence[QuoteLine], taxes: str) -> Quote:
    """What a quote of these lines would come to, as far as they can be read. Raises FrontdeskError(wrong_value)."""
    work.require("inquiry")
    given = tuple(_checked(line, work.rules.business.currency) for line in lines)
    amounts, rates, net, total = summed(given, taxes)
    _check_total(total, work.rules.business.currency)
    return Quote(0, 0, given, amounts, rates, net, total, work.rules.business.currency, taxes)


def proposed(work: Work, public: str) -> tuple[QuoteLine, ...]:
    """The lines with which a quote begins: what was wished, for so many nights or people, at the house's prices."""
    record = keeping.find(work, public)
    house = work.rules.house
    nights = record.ends - record.starts if record.starts is not None and record.ends is not None else 0
    found = []
    for service in (house.services[number] for number in record.services if number in house.services):
        many = max(nights, 1) if service.nights else record.party if service.grouped else 1
        found.append(QuoteLine(service.name, service.price, Decimal(many)))
    return tuple(found)


def find(work: Work, record: InquiryRecord, number: int) -> QuoteRecord:
    """A quote of an inquiry by its number. Raises FrontdeskError(not_found)."""
    for one in store.of_inquiry(work.connection, record.id):
        if one.number == number:
            return one
    raise FrontdeskError("not_found", kind="quote", name=str(number))


def listed(work: Work, public: str) -> list[Quote]:
    """Every quote of an inquiry, the first one first."""
    record = keeping.find(work, public)
    made = store.of_inquiry(work.connection, record.id)
    went = sent(work, [record.id])
    return [value(one, went.get(one.id)) for one in made]


def latest(work: Work, inquiries: Sequence[int]) -> dict[int, Quote]:
    """The latest quote of each inquiry that has one."""
    found = store.latest(work.connection, inquiries)
    went = sent(work, list(found))
    return {number: value(one, went.get(one.id)) for number, one in found.items()}


def sent(work: Work, inquiries: Sequence[int]) -> dict[int, int]:
    """When each quote of these inquiries went, by the quote's id."""
    rows = outbox.of_inquiries(work.connection, inquiries, kind="reply")
    return {row.quote: row.ended_at for row in rows if row.quote is not None and row.ended_at and row.status == "sent"}


def inquiry_of(work: Work, number: int) -> tuple[QuoteRecord, InquiryRecord]:
    """A quote by its id, and its inquiry. Raises FrontdeskError(not_found)."""
    made = store.load(work.connection, number)
    record = store_inquiries.load(work.connection, made.inquiry) if made is not None else None
    if made is None or record is None:
        raise FrontdeskError("not_found", kind="quote", name=str(number))
    return made, record


def value(record: QuoteRecord, went: int | None = None) -> Quote:
    """A quote as it leaves the desk."""
    lines = msgspec.json.decode(record.lines, type=tuple[QuoteLine, ...])
    amounts, rates, net, total = summed(lines, record.taxes)
    return Quote(
        id=record.id,
        number=record.number,
        lines=lines,
        amounts=amounts,
        rates=rates,
        net=net,
        total=total,
        currency=record.currency,
        taxes=record.taxes,
        valid_until=record.valid_until,
        note=record.note,
        made_at=record.made_at,
        made_by=record.made_by,
        sent=went,
    )
