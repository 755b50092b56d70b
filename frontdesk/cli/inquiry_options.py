"""The options of ``inquiries``, and the parsers that read them (ValueError: wrong usage)."""

from typing import Annotated, Any

import typer

from frontdesk.cli import options, times
from frontdesk.cli.times import When
from frontdesk.desk.inquiry_values import SOURCES
from frontdesk.language.i18n import _


def one_of(choices: tuple[str, ...]) -> Any:
    def read(word: str) -> str:
        if word not in choices:
            raise ValueError(_("expected one of {choices}").format(choices=", ".join(choices)))
        return word

    return read


def line(word: str) -> list[str]:
    """``TEXT; QUANTITY; PRICE; TAX``, of which quantity and tax may be left out."""
    parts = [part.strip() for part in options.text(word).split(";")]
    if not 2 <= len(parts) <= 4 or not parts[0]:
        raise ValueError(_("expected “TEXT; PRICE” or “TEXT; QUANTITY; PRICE; TAX”"))
    return [parts[0], "1", parts[1], ""] if len(parts) == 2 else [*parts, ""][:4]


Id = Annotated[str, typer.Argument(metavar="ID", parser=options.name, help=_("The inquiry, as Q12."))]
Name = Annotated[str | None, typer.Option("--name", metavar=_("NAME"), parser=options.text, help=_("Who asks."))]
Asked = Annotated[
    str | None,
    typer.Option("--asked", metavar=_("TEXT"), parser=options.body, help=_("What they ask, as they say it.")),
]
Source = Annotated[
    str | None,
    typer.Option("--source", metavar="|".join(SOURCES), parser=one_of(SOURCES), help=_("By which way it came.")),
]
Services = Annotated[
    list[str] | None,
    typer.Option("--service", metavar=_("SERVICE"), parser=options.name, help=_("What they want; may repeat.")),
]
WishedAt = Annotated[
    When | None,
    typer.Option("--at", metavar=_("TIME"), parser=times.when, help=_("The day wished, or the day and time.")),
]
WishedTo = Annotated[
    int | None, typer.Option("--to", metavar=_("DATE"), parser=times.day, help=_("The last day, or that of departure."))
]
WishedParty = Annotated[
    int | None, typer.Option("--party", metavar="N", parser=options.number, help=_("How many people."))
]
Notes = Annotated[str | None, typer.Option("--notes", metavar=_("TEXT"), parser=options.body, help=_("What we add."))]
Language = Annotated[
    str | None, typer.Option("--language", metavar="es|en", parser=options.text, help=_("In which we write to them."))
]
Text = Annotated[str | None, typer.Option("--text", metavar=_("TEXT"), parser=options.body, help=_("What we write."))]
Subject = Annotated[
    str | None, typer.Option("--subject", metavar=_("TEXT"), parser=options.text, help=_("The subject of the e-mail."))
]
Days = Annotated[
    int | None, typer.Option("--days", metavar="N", parser=options.number, help=_("So many days after our answer."))
]
