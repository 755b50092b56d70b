"""What the panel beside agenda and list says of a reservation: what must not be overlooked comes first."""

from __future__ import annotations

from frontdesk.base.text import shown
from frontdesk.desk.values import Beside, Reservation
from frontdesk.language.amounts import money_words
from frontdesk.language.dates import day_of, day_words, moment_words
from frontdesk.language.i18n import _, ngettext
from frontdesk.widgets.marks import mark
from frontdesk.widgets.sentences import visit_facts
from frontdesk.widgets.visit_panel import Fact


def beside_facts(told: Beside, today: int) -> list[Fact]:
    """Everything about a reservation: what must not be overlooked comes first."""
    visit, customer = told.visit, told.customer
    facts = [Fact("", f"{shown(customer.name)}  {visit.code}", "strong")]
    if told.owed:
        facts.append(Fact(_("Owed"), money_words(told.owed, visit.currency), "bad"))
    facts += [Fact(shown(name), shown(value), "strong") for name, value in told.preferences.items()]
    facts.append(Fact("", ""))
    skipped = {_("Customer"), _("Owed")}
    facts += [Fact(label, words) for label, words in visit_facts(visit, today) if label not in skipped]
    facts.append(Fact("", ""))
    facts += [
        Fact(label, words)
        for label, words in (
            (_("Phone"), shown(customer.phone or "")),
            (_("E-mail"), shown(customer.email or "")),
            (_("Birthday"), shown(customer.birthday or "")),
            (_("Tags"), ", ".join(shown(tag) for tag in customer.tags)),
            (_("Visits"), _counts(told)),
        )
        if words
    ]
    facts += [Fact(_("Before"), _short(one, today)) for one in told.past]
    facts += [Fact(_("To come"), _short(one, today)) for one in told.coming]
    facts += [
        Fact(
            _("Note"),
            f"{day_words(day_of(note.at // 60, visit.zone), today)} {shown(note.author)}: {shown(note.body)}",
        )
        for note in told.notes
    ]
    return facts


def _counts(told: Beside) -> str:
    words = [str(told.visits)]
    if told.no_shows:
        count = told.no_shows
        words.append(ngettext("{count} no-show", "{count} no-shows", count).format(count=count))
    if told.cancelled:
        words.append(ngettext("{count} cancelled", "{count} cancelled", told.cancelled).format(count=told.cancelled))
    return " · ".join(words)


def _short(visit: Reservation, today: int) -> str:
    when = moment_words(visit.start, visit.zone, today)
    return f"{when} {mark(visit.status)} {shown(visit.service)}"
