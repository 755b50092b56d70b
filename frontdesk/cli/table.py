"""Which commands there are, where each lives, and its line of help (kept here so that help imports none)."""

from __future__ import annotations

from typing import NamedTuple

from frontdesk.base.errors import N_


class Row(NamedTuple):
    """A command: the module that holds it; ``noun`` names the group of a noun in it."""

    module: str
    help: str
    noun: str = ""


_WORKING = {
    "slots": Row("availability", N_("Free times of a service.")),
    "why": Row("availability", N_("Why a time cannot be booked.")),
    "book": Row("booking", N_("Book a visit.")),
    "walk-in": Row("booking", N_("Book the first time that fits now.")),
    "move": Row("booking", N_("Move a reservation to another time or person.")),
    "resize": Row("booking", N_("Make a reservation longer or shorter.")),
    "edit": Row("booking", N_("Change what is in a reservation.")),
    "confirm": Row("statuses", N_("Confirm a pending reservation.")),
    "arrive": Row("statuses", N_("The customer is here.")),
    "complete": Row("statuses", N_("The visit is over.")),
    "no-show": Row("statuses", N_("The customer did not come.")),
    "cancel": Row("statuses", N_("Cancel a reservation.")),
    "delete": Row("statuses", N_("Delete a wrong record.")),
    "pay": Row("statuses", N_("Record a payment.")),
    "undo": Row("statuses", N_("Take back your last operation.")),
}
_LOOKING = {
    "reservations": Row("lists", N_("List reservations.")),
    "customers": Row("lists", N_("Find customers.")),
    "customer": Row("customer", N_("Show and change a customer."), "noun"),
    "inquiries": Row("inquiries", N_("What is asked before there is a reservation."), "noun"),
    "users": Row("users", N_("Who may act here, and their tokens."), "noun"),
    "events": Row("events", N_("Meetings, private time, reminders, birthdays."), "noun"),
    "history": Row("lists", N_("All that was done to a reservation or customer.")),
}
_MESSAGES = {
    "messages": Row("messages", N_("What goes to customers and comes from them."), "noun"),
    "channels": Row("channels", N_("The ways by which messages go and come."), "noun"),
    "worker": Row("worker", N_("Send what is due and fetch what came, until it is told to end.")),
    "web": Row("web", N_("The pages behind the customers' links, and the channels' webhooks.")),
}
_DATA = {
    "import": Row("transfer", N_("Read customers or reservations from a file."), "imports"),
    "export": Row("transfer", N_("Write customers or reservations to a file."), "exports"),
    "check": Row("upkeep", N_("Check that the database is whole.")),
    "backup": Row("upkeep", N_("Copy the database to a file, while others work.")),
    "restore": Row("upkeep", N_("Put a backup in the database's place.")),
    "migrate": Row("upkeep", N_("Bring the database to this program's version.")),
    "doctor": Row("upkeep", N_("Look for what may go wrong on this machine.")),
    "init": Row("business", N_("Make the database and the business from a file.")),
    "apply": Row("business", N_("Bring the business in line with a file.")),
    "demo": Row("business", N_("A business to try things on.")),
}
SECTIONS = {
    N_("Working"): tuple(_WORKING),
    N_("Looking"): tuple(_LOOKING),
    N_("Messages"): tuple(_MESSAGES),
    N_("Data and set-up"): tuple(_DATA),
}
COMMANDS: dict[str, Row] = {**_WORKING, **_LOOKING, **_MESSAGES, **_DATA}
