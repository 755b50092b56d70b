"""Inquiries in words: their lines in a list, what was written down of one, its messages, quotes, reminders, its history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from frontdesk.base.errors import N_
from frontdesk.base.text import shown
from frontdesk.desk.inquiry_values import Inquiry, InquiryEvent, InquiryReminder, Quote
from frontdesk.language.amounts import money_words
from frontdesk.language.dates import day_of, moment_words, near_day_words, time_words
from frontdesk.language.i18n import _, ngettext
from frontdesk.language.inquiries import event_name, reminded_words, source_words, stage_words
from frontdesk.language.quotes import number_words, quote_name, sum_lines, tax_words
from frontdesk.widgets.message_words import channel_name, moment_near, problem_words, state_words
from frontdesk.widgets.one_line import fitted
from frontdesk.widgets.sections import TITLE, SectionLine
from frontdesk.widgets.thread_view import FILE, At, file_words, rest_words
from frontdesk.widgets.wrapping import labelled, wrapped

WAITS = "▸"
"""Before what waits for us."""

TITLES = {
    "new": N_("New"),
    "answered": N_("Answered"),
    "quoted": N_("Quoted"),
    "confirmed": N_("Confirmed, to book"),
    "booked": N_("Booked already"),
    "lost": N_("Lost"),
}
"""The stages as titles of lists; ``language.inquiries.STAGES`` says what one of them is."""


def who_words(inquiry: Inquiry) -> str:
    """Who asks, by whatever is known of them."""
    return shown(inquiry.name or inquiry.email or inquiry.phone or "–")


def _brief(seconds: int, zone: str, today: int) -> str:
    """The time alone of what is of today, else the day alone."""
    day = day_of(seconds // 60, zone)
    return time_words(seconds // 60, zone) if day == today else near_day_words(day, today)


def wished_words(inquiry: Inquiry, today: int) -> str:
    """What is wished: services, days, time, how many people."""
    parts = [" + ".join(shown(name) for name in inquiry.services if name)]
    if inquiry.starts is not None:
        days = near_day_words(inquiry.starts, today)
        if inquiry.ends is not None and inquiry.ends != inquiry.starts:
            days += f" – {near_day_words(inquiry.ends, today)}"
        if inquiry.minute is not None:
            days += f" {inquiry.minute // 60:02}:{inquiry.minute % 60:02}"
        parts.append(days)
    if inquiry.party > 1:
        parts.append(ngettext("{count} person", "{count} people", inquiry.party).format(count=inquiry.party))
    return " · ".join(part for part in parts if part)


def inquiry_row(inquiry: Inquiry, today: int, *, staged: bool) -> tuple[str, ...]:
    """Two lines of a list: who and when; what for. ``staged``: the stage stands there too, since several are listed."""
    sign = f"{WAITS} " if inquiry.waits else "  "
    first = " · ".join(
        part for part in (stage_words(inquiry.stage) if staged else "", wished_words(inquiry, today)) if part
    )
    asked = " ".join(shown(inquiry.asked).split())
    below = " · ".join(part for part in (inquiry.id, first, asked or source_words(inquiry.source)) if part)
    when = _brief(inquiry.asked_at, inquiry.zone, today)
    return f"{sign}{who_words(inquiry)}", when, f"  {below}", "waits" if inquiry.waits else ""


def inquiry_words(inquiry: Inquiry, today: int) -> str:
    """One in a line among other things: its mark, who, the stage, what for."""
    sign = f"{WAITS} " if inquiry.waits else ""
    parts = (f"{sign}{who_words(inquiry)}", stage_words(inquiry.stage), wished_words(inquiry, today))
    return " · ".join(part for part in parts if part)


def came_words(inquiry: Inquiry, today: int) -> str:
    """What a reservation came of: which one, how and when they wrote, and what."""
    day = near_day_words(day_of(inquiry.created_at // 60, inquiry.zone), today)
    return " · ".join(part for part in (inquiry.id, source_words(inquiry.source), day, shown(inquiry.asked)) if part)


def status_line(inquiry: Inquiry, today: int) -> str:
    """In which stage it is and what comes next."""
    words = stage_words(inquiry.stage)
    if inquiry.waits:
        waits = _("waits for us")
        return f"{WAITS} {words} · {waits}"
    if inquiry.next_reminder is not None:
        when = _brief(inquiry.next_reminder, inquiry.zone, today)
        reminder = _("reminder {when}").format(when=when)
        return f"{words} · {reminder}"
    return words


# the tabs -------------------------------------------------------------------------------------------------------------


def data_lines(inquiry: Inquiry, today: int, width: int) -> list[str]:
    """All that was written down."""

    def moment(seconds: int | None) -> str:
        return moment_words(seconds // 60, inquiry.zone, today) if seconds is not None else ""

    customer = inquiry.customer
    by = shown(inquiry.created_by)
    facts = [
        (_("Stage"), status_line(inquiry, today)),
        (_("Why lost"), inquiry.reason or ""),
        (_("Asked"), f"{moment(inquiry.asked_at)} · {source_words(inquiry.source)}"),
        (_("E-mail"), inquiry.email or ""),
        (_("Phone"), inquiry.phone or ""),
        (_("Customer"), f"{customer.id} · {customer.name}" if customer is not None else ""),
        (_("Service"), " + ".join(inquiry.services)),
        (_("When"), wished_words(_only_when(inquiry), today)),
        (_("Nights"), str(inquiry.nights) if inquiry.nights else ""),
        (_("People"), str(inquiry.party) if inquiry.party > 1 else ""),
        (_("Location"), inquiry.location or ""),
        (_("Quote"), money_words(inquiry.quote.total, inquiry.quote.currency) if inquiry.quote is not None else ""),
        (_("Our answer"), moment(inquiry.answered_at)),
        (_("Reservation"), ", ".join(inquiry.reservations)),
        (_("Registered"), f"{moment(inquiry.created_at)} · {by}" if by else moment(inquiry.created_at)),
    ]
    rows = [line for label, value in facts if value for line in labelled(label, shown(value), width)]
    if inquiry.asked:
        rows += ["", _("What is asked"), *(f"  {line}" for line in wrapped(inquiry.asked, width - 2))]
    if inquiry.notes:
        rows += ["", _("Our notes"), *(f"  {line}" for line in wrapped(inquiry.notes, width - 2))]
    return rows


def _only_when(inquiry: Inquiry) -> Inquiry:
    from msgspec.structs import replace

    return replace(inquiry, services=(), party=1)


def message_lines(
    inquiry: Inquiry, events: Sequence[InquiryEvent], today: int, width: int, whole: Collection[int] = ()
) -> list[SectionLine]:
    """What they and we wrote, oldest first; at the end what is still to go. ``whole``: messages shown to their end."""
    found: list[SectionLine] = []
    day = None
    for number, one in enumerate(events):
        if one.kind not in ("came", "sent", "waiting", "recalled"):
            continue
        if day_of(one.at // 60, inquiry.zone) != day:
            day = day_of(one.at // 60, inquiry.zone)
            found.append(SectionLine((near_day_words(day, today),), TITLE))
        found += _piece(one, _message_head(one, inquiry, today), number, width, whole=one.message in whole)
    return found


def _message_head(one: InquiryEvent, inquiry: Inquiry, today: int) -> str:
    time = time_words(one.at // 60, inquiry.zone)
    who = shown(one.who)
    if one.kind == "came":
        return " · ".join(part for part in (time, who or who_words(inquiry), channel_name(one.channel)) if part)
    us = _("we ({who})").format(who=who) if who else _("we")
    if one.kind == "waiting":
        until = _("until {time}").format(time=moment_near(one.at, inquiry.zone, today))
        return " · ".join((us, channel_name(one.channel or "email"), f"{state_words('waiting')} {until}"))
    return " · ".join((time, us, channel_name(one.channel or "email"), state_words(one.what)))


def _piece(one: InquiryEvent, head: str, number: int, width: int, *, whole: bool) -> list[SectionLine]:
    indent = "  " if one.kind == "came" else "      "
    lines = [SectionLine((f"{indent[2:]}{line}",), "head", (number, 0)) for line in wrapped(head, width - len(indent))]
    said = one.whole if whole else one.text
    body = f"[{one.subject}]\n{said}" if one.subject else said
    texts = wrapped(body, width - len(indent)) if body else []
    if one.quote is not None:
        texts.append(f"+ {quote_name(one.quote)}")
    lines += [SectionLine((indent + text,), "plain", (number, n + 1)) for n, text in enumerate(texts)]
    if not whole and one.message is not None and one.whole.split() not in ([], one.text.split()):
        lines.append(SectionLine((indent + rest_words(),), "plain", At("rest", one.message)))
    for file in one.files:
        lines.append(SectionLine((fitted(f"{indent}{FILE} {file_words(file)}", width),), "plain", At("file", file.id)))
    return lines


def date_words(day: int) -> str:
    """A date of a quote as it is typed: ``2026-12-24``."""
    return dt.date.fromordinal(day).isoformat()


def quote_lines(inquiry: Inquiry, quotes: Sequence[Quote], today: int, width: int) -> list[SectionLine]:
    """Every quote, the latest on top, as it was made."""
    found: list[SectionLine] = []
    for quote in reversed(quotes):
        when = moment_words(quote.made_at // 60, inquiry.zone, today)
        found.append(SectionLine((f"{quote_name(quote)} · {when}",), TITLE))
        texts = []
        for line, amount in zip(quote.lines, quote.amounts, strict=True):
            each = f"{number_words(line.quantity)} × {money_words(line.price, quote.currency)}"
            tax = f" · {number_words(line.tax)} %" if line.tax is not None else ""
            texts += wrapped(line.text, width)
            texts.append(_beside(f"  {each}{tax}", money_words(amount, quote.currency), width))
        texts += [_beside(name, amount, width) for name, amount in sum_lines(quote)]
        if taxed := tax_words(quote):
            texts.append(taxed)
        if quote.valid_until is not None:
            texts.append(_("Valid until {date}").format(date=near_day_words(quote.valid_until, today)))
        if quote.note:
            texts += wrapped(quote.note, width)
        if quote.sent is not None:
            texts.append(_("Sent {when}.").format(when=moment_words(quote.sent // 60, inquiry.zone, today)))
        found += [SectionLine((text,), "plain", (quote.id, n)) for n, text in enumerate(texts)]
    return found


def _beside(left: str, right: str, width: int) -> str:
    """A name and its amount against the edge."""
    width = min(width, 56)
    return f"{left}{' ' * max(1, width - len(left) - len(right))}{right}"


def reminder_words(one: InquiryReminder, zone: str, today: int) -> str:
    """After how many days, when that is, and what became of it."""
    after = ngettext("{count} day after our answer", "{count} days after our answer", one.days).format(count=one.days)
    when = moment_words(one.due // 60, zone, today)
    return " · ".join((after, when, reminded_words(one.state)))


# the history ----------------------------------------------------------------------------------------------------------


def event_words(one: InquiryEvent, inquiry: Inquiry, today: int) -> str:
    """A piece of the history in a line: when, what, who."""
    when = moment_words(one.at // 60, inquiry.zone, today)
    who = shown(one.who)
    quote = quote_name(one.quote) if one.quote is not None else ""
    what = event_name(one.kind, one.what, shown(one.who) or who_words(inquiry), one.channel, one.text, quote)
    return " · ".join(part for part in (when, what, who if one.kind != "came" else "") if part)


def history_lines(inquiry: Inquiry, events: Sequence[InquiryEvent], today: int, width: int) -> list[str]:
    """Everything that happened, the latest on top, with the beginning of what was written."""
    found: list[str] = []
    for one in reversed(events):
        found += wrapped(event_words(one, inquiry, today), width)
        text = problem_words(one.subject) if one.kind == "reminder" else f"{one.subject} {one.text}"
        said = wrapped(" ".join(text.split()), width - 4) if text.strip() else []
        found += [f"    {line}" for line in said[:2]]
        if len(said) > 2:
            found[-1] = f"{found[-1][: width - 1]}…"
    return found
