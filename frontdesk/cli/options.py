"""The arguments and options that several commands share, and the parsers that read them (ValueError: wrong usage)."""

import re
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from frontdesk.base.text import clean, clean_note
from frontdesk.cli import faults, times
from frontdesk.cli.times import When
from frontdesk.language.i18n import _

_NUMBER = re.compile(r"[+-]?\d{1,9}", re.ASCII)
_AMOUNT = re.compile(r"[+-]?\d{1,15}([.]\d{1,6})?", re.ASCII)
STATUSES = ("pending", "confirmed", "arrived", "completed", "no_show", "cancelled", "expired")


def text(word: str) -> str:
    """One line of text from outside."""
    return clean(faults.without_bytes(word)).strip()


def name(word: str) -> str:
    """Text that is looked up or kept as a name: never empty."""
    found = text(word)
    if not found:
        raise ValueError(_("it is empty"))
    return found


def body(word: str) -> str:
    """Text of several lines from outside."""
    return clean_note(faults.without_bytes(word)).strip()


def number(word: str | int) -> int:
    """A whole number; a default passes as it is."""
    if isinstance(word, int):
        return word
    if not _NUMBER.fullmatch(word.strip()):
        raise ValueError(_("a number is expected"))
    return int(word)


def amount(word: str) -> str:
    """A decimal amount; how many decimals the currency allows is checked later."""
    if not _AMOUNT.fullmatch(word.strip()):
        raise ValueError(_("an amount such as 25.00 is expected"))
    return word.strip()


def path(word: str) -> Path:
    """A file's name, with the bytes it came with."""
    if not word or "\0" in word:
        raise ValueError(_("a file is expected"))
    return Path(faults.restored_bytes(word))


class Pair(NamedTuple):
    """``name=value``, read."""

    name: str
    value: str


class Several(tuple[str, ...]):
    """Words that stood in one option with commas between."""


def statuses(word: str) -> Several:
    """Statuses, several with commas between; ``all`` for every one."""
    found: list[str] = []
    for part in word.split(","):
        status = part.strip().lower().replace("-", "_")
        if status == "all":
            found.extend(STATUSES)
        elif status in STATUSES:
            found.append(status)
        else:
            raise ValueError(_("expected one of {choices}").format(choices=", ".join((*STATUSES, "all"))))
    return Several(dict.fromkeys(found))


def pair(word: str) -> Pair:
    """``name=value``."""
    key, equals, value = faults.without_bytes(word).partition("=")
    if not equals or not key.strip():
        raise ValueError(_("expected name=value"))
    return Pair(clean(key).strip(), clean(value).strip())


def party_who(word: str) -> str:
    """By whom a reservation is cancelled."""
    if word not in ("customer", "business"):
        raise ValueError(_("expected one of {choices}").format(choices="customer, business"))
    return word


Code = Annotated[str, typer.Argument(metavar=_("CODE"), parser=name, help=_("The reservation's code."))]
CustomerId = Annotated[str, typer.Argument(metavar=_("ID"), parser=name, help=_("The customer's id (C42), or a name."))]
Version = Annotated[
    int | None,
    typer.Option("--version", metavar="N", parser=number, help=_("Refuse when the record is not at this version.")),
]
Service = Annotated[str, typer.Option("--service", metavar=_("SERVICE"), parser=name, help=_("The service's name."))]
Services = Annotated[
    list[str],
    typer.Option(
        "--service",
        metavar=_("SERVICE[@PERSON]"),
        parser=name,
        help=_("The service; repeat it for several that follow."),
    ),
]
AnyServices = Annotated[
    list[str] | None,
    typer.Option(
        "--service",
        metavar=_("SERVICE[@PERSON]"),
        parser=name,
        help=_("The service; repeat it for several that follow."),
    ),
]
Staff = Annotated[str | None, typer.Option("--staff", metavar=_("PERSON"), parser=name, help=_("Who performs it."))]
Location = Annotated[
    str | None, typer.Option("--location", metavar=_("LOCATION"), parser=name, help=_("Where there are several."))
]
Party = Annotated[int, typer.Option("--party", metavar="N", parser=number, help=_("How many people."))]
Nights = Annotated[int, typer.Option("--nights", metavar="N", parser=number, help=_("How many nights."))]
Channel = Annotated[
    str, typer.Option("--channel", metavar=_("CHANNEL"), parser=name, help=_("How it came: desk, phone, web …"))
]
At = Annotated[
    When,
    typer.Option(
        "--at", metavar=_("TIME"), parser=times.when, help=_("The start (2026-11-23T10:00); by the night, the date.")
    ),
]
AnyAt = Annotated[
    When | None,
    typer.Option(
        "--at", metavar=_("TIME"), parser=times.when, help=_("The start (2026-11-23T10:00); by the night, the date.")
    ),
]
From = Annotated[int, typer.Option("--from", metavar=_("DATE"), parser=times.day, help=_("The first day."))]
To = Annotated[int | None, typer.Option("--to", metavar=_("DATE"), parser=times.day, help=_("The last day, included."))]
AnyFrom = Annotated[int | None, typer.Option("--from", metavar=_("DATE"), parser=times.day, help=_("The first day."))]
Date = Annotated[int | None, typer.Option("--date", metavar=_("DATE"), parser=times.day, help=_("One day."))]
Customer = Annotated[
    str, typer.Option("--customer", metavar=_("NAME|ID"), parser=name, help=_("The customer's name, or id (C42)."))
]
AnyCustomer = Annotated[
    str | None,
    typer.Option("--customer", metavar=_("NAME|ID"), parser=name, help=_("The customer's name, or id (C42).")),
]
Phone = Annotated[str | None, typer.Option("--phone", metavar=_("PHONE"), parser=text, help=_("The customer's phone."))]
Email = Annotated[
    str | None, typer.Option("--email", metavar=_("EMAIL"), parser=text, help=_("The customer's e-mail."))
]
Notes = Annotated[str | None, typer.Option("--notes", metavar=_("TEXT"), parser=body, help=_("Notes on the visit."))]
Overlap = Annotated[
    bool, typer.Option("--overlap", help=_("Over another reservation, on purpose (managers, with --reason)."))
]
Reason = Annotated[str | None, typer.Option("--reason", metavar=_("TEXT"), parser=text, help=_("Why."))]
Statuses = Annotated[
    list[Several],
    typer.Option(
        "--status", metavar=_("STATUS"), parser=statuses, help=_("pending, confirmed, … or all; several with commas.")
    ),
]
Search = Annotated[
    str, typer.Option("--search", metavar=_("TEXT"), parser=text, help=_("Text in name, phone, code, service."))
]
AnyService = Annotated[
    str | None, typer.Option("--service", metavar=_("SERVICE"), parser=name, help=_("The service's name."))
]
AnyChannel = Annotated[
    str | None, typer.Option("--channel", metavar=_("CHANNEL"), parser=name, help=_("How it came: desk, phone, web …"))
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help=_("Do not ask."))]
