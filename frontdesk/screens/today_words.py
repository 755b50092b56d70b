"""The lines of Today, in words: short ones for the halves of the screen, a full one for the line below."""

from __future__ import annotations

from frontdesk.base.errors import N_
from frontdesk.base.text import shown
from frontdesk.desk.day_values import Count, Free, Today
from frontdesk.desk.values import Reservation, Waiting
from frontdesk.language.amounts import money_words
from frontdesk.language.dates import day_of, day_words, minutes_words, near_day_words, span_words, time_words
from frontdesk.language.i18n import _, ngettext
from frontdesk.widgets.marks import mark, status_words
from frontdesk.widgets.sentences import with_words

COUNTS = {
    "inquiry new": N_("Inq. new"),
    "inquiry answered": N_("Inq. answered"),
    "inquiry quoted": N_("Inq. quoted"),
    "inquiry confirmed": N_("Inq. confirmed"),
    "requests": N_("To confirm"),
    "expiring": N_("Expiring soon"),
    "expired": N_("Expired lately"),
    "calls": N_("To call"),
    "unpaid": N_("Not paid today"),
    "owed": N_("Today's fees"),
    "parked": N_("On hold"),
    "unread": N_("Unread chats"),
    "troubled": N_("Messages not sent"),
}
"""What waits for us, as it is called; a kind without a word is shown by its name."""
DETAILS = {
    "inquiry new": N_("Inquiries nobody has answered yet"),
    "inquiry answered": N_("Inquiries we answered where they wrote again"),
    "inquiry quoted": N_("Inquiries we quoted where they wrote again"),
    "inquiry confirmed": N_("Inquiries that said yes and are to be booked"),
    "requests": N_("Requests that wait for a yes"),
    "expiring": N_("Requests that expire within two hours"),
    "expired": N_("Requests nobody answered that expired since your last session"),
    "calls": N_("Visits of the next open day nobody has confirmed on the phone or by link; Enter lists whom to call"),
    "unpaid": N_("Visits of today that are over and not paid"),
    "owed": N_("Fees owed for cancelling late or not coming today"),
    "parked": N_("Bookings that were begun and put aside; Enter goes on with one"),
    "unread": N_("Conversations in which somebody wrote whom nobody has read"),
    "troubled": N_("Messages that did not go; Enter says why"),
}
NONE = {
    "requests": N_("No request waits for a yes."),
    "expiring": N_("No request expires within two hours."),
    "owed": N_("Nobody owes a fee for today."),
    "unpaid": N_("Everybody who is done today has paid."),
}
"""What is said where there is none to show."""
THESE = {
    "expiring": N_("expiring soon"),
    "expired": N_("expired lately"),
    "owed": N_("with a fee of today"),
}
"""What the list shows where one went from a count to the very reservations."""

WAITS = "▸"
"""Before a line where something waits for us."""
CALLED = "»"
"""Before somebody on the waiting list who was called."""


def waited(entry: Waiting, board: Today) -> int:
    """Minutes since they were put on the list."""
    return max(0, board.minute - entry.since // 60)


# lines ----------------------------------------------------------------------------------------------------------------


def count_line(count: Count) -> tuple[str, ...]:
    """``▸ To confirm 3``."""
    many = str(count.count) if not count.all else f"{count.count}/{count.all}"
    return (WAITS if count.count else "", _(COUNTS.get(count.kind, count.kind)), f"{many:>11}")


def count_look(count: Count) -> str:
    """How a line looks where something waits, and where nothing does."""
    return "plain" if not count.count else "bad" if count.kind in ("troubled", "expired") else "good"


def waiting_line(entry: Waiting, board: Today) -> tuple[str, ...]:
    """``» ×2 Eva Ruiz · Corte  12/15 min``."""
    party = f"×{entry.party} " if entry.party > 1 else ""
    minutes = waited(entry, board)
    told = f"{minutes}/{entry.quoted} min" if entry.quoted is not None else f"{minutes} min"
    sign = CALLED if entry.called else WAITS if entry.ready else ""
    return (sign, f"{party}{_who(entry)} · {shown(entry.service)}", f"{told:>11}")


def _who(entry: Waiting) -> str:
    return shown(entry.name or entry.phone or "–")


def visit_line(kind: str, visit: Reservation, board: Today) -> tuple[str, ...]:
    """When it is about, its mark, whose, what and by whom; ``kind`` is the list it stands in."""
    party = f"×{visit.party}" if visit.party > 1 else ""
    who = with_words(visit.staff, visit.resources)
    what = " · ".join(part for part in (who, shown(visit.service)) if part)
    return (_about(kind, visit, board), mark(visit.status) + party, shown(visit.customer.name), what)


def _about(kind: str, visit: Reservation, board: Today) -> str:
    start = time_words(visit.start, visit.zone)
    if kind == "late":
        return f"{start} {minutes_words(board.minute - visit.start)}"
    if kind == "due":
        left = visit.start - board.minute
        return f"{start} {minutes_words(left) if left > 0 else _('now')}"
    if kind == "unpaid":
        return money_words(visit.price - visit.paid, visit.currency)
    if day_of(visit.end, visit.zone) > day_of(board.minute, visit.zone) and visit.nights:
        return f"→ {day_words(day_of(visit.end, visit.zone), board.day)}"
    return f"→ {time_words(visit.end, visit.zone)}" if visit.nights else span_words(visit.start, visit.end, visit.zone)


def free_line(free: Free, board: Today) -> tuple[str, ...]:
    """``now  Marta  until 13:00``: from when, who, until when."""
    if free.start is None:
        return ("–", "", shown(free.resource.name), _("not today"))
    when = _("now") if free.start <= board.minute else time_words(free.start, free.zone)
    until = _("until {time}").format(time=time_words(free.until, free.zone)) if free.until is not None else ""
    return (when, "", shown(free.resource.name), until)


def room_line(free: Free, service: str, board: Today) -> tuple[str, ...]:
    """``101  Double room  3 nights``: a room that is free tonight, as what, and for how many nights where not for all that
    were looked at."""
    nights = 0 if free.until is None else day_of(free.until, free.zone) - board.day
    many = ngettext("{count} night", "{count} nights", nights).format(count=nights) if nights else ""
    return (shown(free.resource.name), "", shown(service), many)


def room_detail(line: tuple[str, ...]) -> str:
    """The same in a sentence, with what Enter and b do."""
    name, _sign, service, nights = line
    free = _("free tonight, for {nights}").format(nights=nights) if nights else _("free tonight")
    parts = (name, service, free, _("Enter shows it in the agenda, b books"))
    return " · ".join(part for part in parts if part)


def _for_how_long(free: Free) -> str:
    if free.start is None or free.until is None:
        return ""
    return _("for {minutes}").format(minutes=minutes_words(free.until - free.start))


# the line below -------------------------------------------------------------------------------------------------------


def visit_detail(visit: Reservation, board: Today) -> str:
    """All that matters of a visit, the customer first."""
    parts = [shown(visit.customer.name), shown(visit.customer.phone or "")]
    if visit.party > 1:
        parts.append(ngettext("{count} person", "{count} people", visit.party).format(count=visit.party))
    parts += [_when(visit, board), shown(visit.service), with_words(visit.staff, visit.resources)]
    parts += [f"{mark(visit.status)} {status_words(visit.status)}", _since(visit, board), shown(visit.notes)]
    return " · ".join(part for part in parts if part)


def _since(visit: Reservation, board: Today) -> str:
    """Since when somebody is here, where that is of today."""
    if visit.status != "arrived" or visit.settled is None:
        return ""
    since = visit.settled // 60
    if day_of(since, visit.zone) != day_of(board.minute, visit.zone):
        return ""
    return _("here since {time}").format(time=time_words(since, visit.zone))


def _when(visit: Reservation, board: Today) -> str:
    if not visit.nights:
        return span_words(visit.start, visit.end, visit.zone)
    first, last = (near_day_words(day_of(minute, visit.zone), board.day) for minute in (visit.start, visit.end))
    return f"{first} – {last}"


def waiting_detail(entry: Waiting, board: Today) -> str:
    """``Eva Ruiz · Corte · waits 12 min, told 15 min · called 10:40 · 600…``."""
    waits = _("waits {minutes}").format(minutes=minutes_words(waited(entry, board)))
    if entry.quoted is not None:
        waits = _("{waits}, told {minutes}").format(waits=waits, minutes=minutes_words(entry.quoted))
    parts = [_who(entry)]
    if entry.party > 1:
        parts.append(ngettext("{count} person", "{count} people", entry.party).format(count=entry.party))
    parts += [shown(entry.service), waits]
    if entry.called is not None:
        parts.append(_("called {time}").format(time=time_words(entry.called // 60, entry.zone)))
    parts.append(_("can be served now") if entry.ready else "")
    parts.append(shown(entry.phone or "") if entry.name else "")
    return " · ".join(part for part in parts if part)


def free_detail(free: Free, board: Today) -> str:
    """When somebody is free, and what Enter and b do."""
    name = shown(free.resource.name)
    if free.start is None or free.until is None:
        return f"{name} · " + _("not free today any more")
    when = _("free now") if free.start <= board.minute else _("free at {time}")
    words = when.format(time=time_words(free.start, free.zone))
    return " · ".join((name, words, _for_how_long(free), _("Enter shows it in the agenda, b books")))


def count_detail(count: Count, board: Today) -> str:
    """What is counted, and what is soonest."""
    parts = [f"{_(DETAILS.get(count.kind, count.kind))}: {count.count}"]
    if count.soonest is not None:
        day = day_of(count.soonest, board.zone)
        when = time_words(count.soonest, board.zone)
        when = when if day == day_of(board.minute, board.zone) else f"{near_day_words(day, board.day)} {when}"
        parts.append(_("the first expires {when}").format(when=when))
    if count.all is not None:
        parts.append(_("{count} in this stage; Enter shows them").format(count=count.all))
    if count.more:
        parts.append(
            ngettext("{count} is for tomorrow", "{count} are for tomorrow", count.more).format(count=count.more)
        )
    return " · ".join(parts)
