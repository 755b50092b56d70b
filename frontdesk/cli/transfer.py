"""``import`` and ``export`` of customers and reservations."""

from pathlib import Path
from typing import Annotated

import typer

from frontdesk.base.errors import FrontdeskError
from frontdesk.cli import faults, options, output, progress, shapes, wishes
from frontdesk.cli.call import Call
from frontdesk.cli.group import Commands
from frontdesk.desk.values import Imported
from frontdesk.language.i18n import _, ngettext

imports = Commands(help=_("Read customers or reservations from CSV, TSV, XLSX, VCF or ICS."))
exports = Commands(help=_("Write customers or reservations to .csv, .xlsx, .ics or .vcf."))
ORDERS = ("dmy", "mdy", "ymd")


def _date_order(word: str) -> str:
    if word.lower() not in ORDERS:
        raise ValueError(_("expected one of {choices}").format(choices=", ".join(ORDERS)))
    return word.lower()


Source = Annotated[Path, typer.Argument(metavar=_("FILE"), parser=options.path, help=_("The file to read."))]
Target = Annotated[
    Path, typer.Argument(metavar=_("FILE"), parser=options.path, help=_("The file to write; its ending says how."))
]
Mapping = Annotated[
    list[options.Pair],
    typer.Option(
        "--map", metavar=_("FIELD=COLUMN"), parser=options.pair, help=_("Which column holds a field; may repeat.")
    ),
]
DateOrder = Annotated[
    str | None,
    typer.Option(
        "--date-order", metavar="dmy|mdy|ymd", parser=_date_order, help=_("How dates such as 03/04/2026 are read.")
    ),
]
CreateMissing = Annotated[
    bool, typer.Option("--create-missing", help=_("Make services and staff that are not there yet."))
]
AllowOverlap = Annotated[
    bool, typer.Option("--allow-overlap", help=_("Take in what overlaps, marked as on purpose (managers)."))
]


def _import(
    call: Call, kind: str, file: Path, mapping: list[options.Pair], date_order: str | None, create: bool, overlap: bool
) -> None:
    from frontdesk.desk.imports import run

    desk = call.desk
    with progress.shown(_("Importing"), quiet=call.json) as report:
        done = run(
            desk,
            kind,
            file,
            mapping=dict(mapping),
            date_order=date_order,
            create_missing=create,
            allow_overlap=overlap,
            progress=report,
        )
    document = shapes.imported(done)
    if call.json:
        output.put_json({**document, "dry_run": True} if call.dry_run else document)
    else:
        _tell(done, dry_run=call.dry_run)
    if done.rejected:
        rejected = FrontdeskError("rejected_rows", count=len(done.rejected), rows=done.rows)
        call.code = faults.refused(rejected, as_json=False)


def _tell(done: Imported, *, dry_run: bool) -> None:
    words = _("{rows} rows read: {imported} new, {updated} changed, {unchanged} as they were, {rejected} rejected")
    if dry_run:
        words = _(
            "Would be: {imported} new, {updated} changed, {unchanged} as they were, {rejected} rejected, of {rows}"
        )
    output.put_line(
        words.format(
            rows=done.rows,
            imported=done.imported,
            updated=done.updated,
            unchanged=done.unchanged,
            rejected=len(done.rejected),
        )
    )
    for row in done.rejected:
        output.put_line(_("row {row}: {message}").format(row=row.row, message=row.message))


@imports.verb("customers", _("Read customers."))
def import_customers(
    ctx: typer.Context,
    file: Source,
    mapping: Mapping = [],  # noqa: B006 (the option parser copies it)
    date_order: DateOrder = None,
    create_missing: CreateMissing = False,
    allow_overlap: AllowOverlap = False,
) -> None:
    _import(ctx.obj, "customers", file, mapping, date_order, create_missing, allow_overlap)


@imports.verb("reservations", _("Read reservations; a rejected row changes nothing, all others are in."))
def import_reservations(
    ctx: typer.Context,
    file: Source,
    mapping: Mapping = [],  # noqa: B006
    date_order: DateOrder = None,
    create_missing: CreateMissing = False,
    allow_overlap: AllowOverlap = False,
) -> None:
    _import(ctx.obj, "reservations", file, mapping, date_order, create_missing, allow_overlap)


def _written(call: Call, file: Path, count: int) -> None:
    call.done(
        {"file": str(file), "rows": count},
        ngettext("{count} row written to {file}", "{count} rows written to {file}", count).format(
            count=count, file=file
        ),
        ngettext("{count} row would be written to {file}", "{count} rows would be written to {file}", count).format(
            count=count, file=file
        ),
    )


@exports.verb("customers", _("Write customers to a file."))
def export_customers(
    ctx: typer.Context,
    file: Target,
    query: Annotated[str, typer.Argument(metavar=_("QUERY"), parser=options.text, help=_("Only those."))] = "",
) -> None:
    from frontdesk.desk.exports import write

    call: Call = ctx.obj
    desk = call.desk
    with progress.shown(_("Exporting"), quiet=call.json) as report:
        count = write(desk, "customers", file, query, progress=report)
    _written(call, file, count)


@exports.verb("reservations", _("Write reservations to a file; the filters of “reservations” apply."))
def export_reservations(
    ctx: typer.Context,
    file: Target,
    date: options.Date = None,
    first: options.AnyFrom = None,
    last: options.To = None,
    status: options.Statuses = [],  # noqa: B006
    location: options.Location = None,
    staff: options.Staff = None,
    service: options.AnyService = None,
    channel: options.AnyChannel = None,
    customer: options.AnyCustomer = None,
    search: options.Search = "",
) -> None:
    from frontdesk.desk.exports import write

    call: Call = ctx.obj
    desk = call.desk
    wanted = wishes.filtered(
        desk,
        date=date,
        first=first,
        last=last,
        statuses=status,
        location=location,
        staff=staff,
        service=service,
        channel=channel,
        customer=customer,
        text=search,
    )
    with progress.shown(_("Exporting"), quiet=call.json) as report:
        count = write(desk, "reservations", file, wanted, progress=report)
    _written(call, file, count)
