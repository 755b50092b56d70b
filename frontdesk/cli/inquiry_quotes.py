"""``inquiries quote``: made and sent, kept, shown, written to a file."""

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated, Any

import typer

from frontdesk.base import money
from frontdesk.base.errors import FrontdeskError
from frontdesk.cli import inquiry_options, inquiry_shapes, options, output, times
from frontdesk.cli.call import Call
from frontdesk.cli.inquiry_options import Id, Subject, Text
from frontdesk.cli.inquiry_told import noun, told
from frontdesk.desk.inquiry_values import TAXES, QuoteLine
from frontdesk.language.amounts import money_words
from frontdesk.language.i18n import _


def _amount(word: str, currency: str) -> int:
    sign = -1 if word.startswith("-") else 1
    try:
        return sign * money.minor(word.removeprefix("-"), currency)
    except ValueError:
        raise FrontdeskError("wrong_value", field=_("price"), problem=_("an amount such as 25.00")) from None


def _decimal(word: str, field: str) -> Decimal:
    try:
        return Decimal(word)
    except InvalidOperation:
        raise FrontdeskError("wrong_value", field=field, problem=_("a number such as 2 or 1.5")) from None


@noun.verb("quote", _("Quote an inquiry: by e-mail with a PDF, or only kept (--keep). Without lines: show its quotes."))
def quote(
    ctx: typer.Context,
    id: Id,
    line: Annotated[
        list[Any] | None,
        typer.Option(
            "--line",
            metavar=_("TEXT;QUANTITY;PRICE;TAX"),
            parser=inquiry_options.line,
            help=_("A line; it may repeat. Tax in per cent."),
        ),
    ] = None,
    valid_until: Annotated[
        int | None, typer.Option("--valid-until", metavar=_("DATE"), parser=times.day, help=_("The last day it holds."))
    ] = None,
    note: Annotated[
        str, typer.Option("--note", metavar=_("TEXT"), parser=options.body, help=_("What stands below the sums."))
    ] = "",
    taxes: Annotated[
        str,
        typer.Option(
            "--taxes",
            metavar="|".join(TAXES),
            parser=inquiry_options.one_of(TAXES),
            help=_("In the prices, or on top."),
        ),
    ] = "included",
    text: Text = None,
    subject: Subject = None,
    keep: Annotated[bool, typer.Option("--keep", help=_("It was told on the phone: nothing is sent."))] = False,
    pdf: Annotated[
        Path | None,
        typer.Option(
            "--pdf",
            "--file",
            metavar=_("FILE"),
            parser=options.path,
            help=_("Write the latest quote to a file: .pdf, or .txt for text."),
        ),
    ] = None,
    version: options.Version = None,
) -> None:
    call: Call = ctx.obj
    desk = call.desk
    if not line:
        made = desk.inquiries.quotes(id)
        zone = desk.inquiries.inquiry(id).zone
        if pdf is not None:
            if not made:
                raise FrontdeskError("not_found", kind="quote", name=id)
            desk.inquiries.save_quote(made[-1].id, pdf)
            words = {"file": pdf}
            call.done(
                {"file": str(pdf)}, _("Written: {file}").format(**words), _("Would write: {file}").format(**words)
            )
            return
        heads = (_("No."), _("Total"), _("Net"), _("Valid until"))
        rows = [
            (
                str(one.number), money_words(one.total, one.currency),
                money_words(one.net, one.currency), times.date(one.valid_until) if one.valid_until else "",
            )
            for one in made
        ]  # fmt: skip
        call.answer([inquiry_shapes.quote(one, zone) for one in made], lambda: output.put_table(heads, rows))
        return
    currency = desk.business().currency
    lines = [
        QuoteLine(
            what,
            _amount(price, currency),
            _decimal(quantity, _("quantity")),
            _decimal(tax.removesuffix("%").strip(), _("tax")) if tax else None,
        )
        for what, quantity, price, tax in line
    ]
    done = desk.inquiries.quote(
        id, lines, valid_until=valid_until, note=note, taxes=taxes, text=text, subject=subject, send=not keep,
        version=version,
    )  # fmt: skip
    if keep:
        did = _("Quote kept, no reminder set: {brief}")
    elif desk.inquiries.mail_goes():
        did = _("Quote to go in a minute: {brief}")
    else:
        did = _("Quote waits until e-mail is set up (README): {brief}")
    told(call, done, did, _("Would quote: {brief}"))
