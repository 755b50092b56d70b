"""``customer show|add|edit|note|tag|merge|erase|export``."""

import re
from pathlib import Path
from typing import Annotated

import typer
from msgspec import UNSET, UnsetType

from frontdesk.base.errors import FrontdeskError, UsageError
from frontdesk.cli import inquiry_shapes, options, output, shapes, views, wishes
from frontdesk.cli.call import Call
from frontdesk.cli.group import Commands
from frontdesk.desk.values import Customer, CustomerEdit, CustomerWish
from frontdesk.language.i18n import _

noun = Commands(help=_("Show and change a customer."))
_BIRTHDAY = re.compile(r"(\d{4}-|--)?\d\d-\d\d", re.ASCII)


def _birthday(word: str) -> str:
    if word and not _BIRTHDAY.fullmatch(word):
        raise ValueError(_("a date such as 1980-05-17, or 05-17, is expected"))
    return word


Name = Annotated[str | None, typer.Option("--name", metavar=_("NAME"), parser=options.name, help=_("The name."))]
Birthday = Annotated[
    str | None,
    typer.Option("--birthday", metavar=_("DATE"), parser=_birthday, help=_("The birthday; empty clears it.")),
]
Language = Annotated[
    str | None, typer.Option("--language", metavar="es|en", parser=options.text, help=_("In which we write to them."))
]
Preferences = Annotated[
    list[options.Pair],
    typer.Option(
        "--preference", metavar=_("NAME=VALUE"), parser=options.pair, help=_("A preference; empty clears it.")
    ),
]
Tags = Annotated[list[str], typer.Option("--tag", metavar=_("TAG"), parser=options.name, help=_("A tag; may repeat."))]


def _told(call: Call, done: Customer, did: str, would: str) -> None:
    words = {"name": done.name, "id": done.id}
    call.done(shapes.customer(done), did.format(**words), would.format(**words))


def _or_unset(value: str | None) -> str | UnsetType | None:
    """Not given: stays. Empty: cleared."""
    return UNSET if value is None else value or None


@noun.verb("show", _("All that is known of a customer."))
def show(ctx: typer.Context, who: options.CustomerId) -> None:
    call: Call = ctx.obj
    desk = call.desk
    card = desk.customer(wishes.customer_id(desk, who))
    zone = desk.zone()
    call.answer(shapes.card(card, zone), lambda: views.card(card, zone))


@noun.verb("add", _("Add a customer."))
def add(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar=_("NAME"), parser=options.name, help=_("The name."))] = None,
    named: Name = None,
    phone: options.Phone = None,
    email: options.Email = None,
    birthday: Birthday = None,
    language: Language = None,
    tag: Tags = [],  # noqa: B006 (the option parser copies it)
    preference: Preferences = [],  # noqa: B006
    note: Annotated[
        str | None, typer.Option("--note", metavar=_("TEXT"), parser=options.body, help=_("A note."))
    ] = None,
) -> None:
    call: Call = ctx.obj
    if (name is None) == (named is None):
        raise UsageError(_("the name is expected once, as an argument or as --name"))
    edit = CustomerEdit(
        birthday=_or_unset(birthday),
        language=_or_unset(language),
        tags=tuple(tag) or UNSET,
        preferences=dict(preference) or UNSET,
    )
    wish = CustomerWish(name=name or named, phone=phone or None, email=email or None)
    desk = call.desk
    done = desk.add_customer(wish, edit)
    if note and not call.dry_run:
        desk.add_note(done.id, note)
    _told(call, done, _("Added: {name}, {id}"), _("Would add: {name}"))


@noun.verb("edit", _("Change a customer; an empty value clears."))
def edit(
    ctx: typer.Context,
    who: options.CustomerId,
    name: Name = None,
    phone: options.Phone = None,
    email: options.Email = None,
    birthday: Birthday = None,
    language: Language = None,
    preference: Preferences = [],  # noqa: B006
    version: options.Version = None,
) -> None:
    call: Call = ctx.obj
    if all(value is None for value in (name, phone, email, birthday, language)) and not preference:
        raise UsageError(_("nothing to change: give --name, --phone, --email, --birthday, --language or --preference"))
    desk = call.desk
    known = wishes.customer_id(desk, who)
    preferences: dict[str, str] | UnsetType = UNSET
    if preference:
        card = desk.customer(known)
        merged = {**card.preferences, **dict(preference)}
        preferences = {key: value for key, value in merged.items() if value}
        version = card.customer.version if version is None else version
    changes = CustomerEdit(
        name=UNSET if name is None else name,
        phone=_or_unset(phone),
        email=_or_unset(email),
        birthday=_or_unset(birthday),
        language=_or_unset(language),
        preferences=preferences,
    )
    done = desk.edit_customer(known, changes, version=version)
    _told(call, done, _("Changed: {name}, {id}"), _("Would change: {name}, {id}"))


@noun.verb("note", _("Write a note on a customer."))
def note(
    ctx: typer.Context,
    who: options.CustomerId,
    text: Annotated[str, typer.Argument(metavar=_("TEXT"), parser=options.body, help=_("The note."))],
    internal: Annotated[bool, typer.Option("--internal", help=_("Only managers and admins read it."))] = False,
) -> None:
    call: Call = ctx.obj
    desk = call.desk
    done = desk.add_note(wishes.customer_id(desk, who), text, internal=internal)
    call.done(shapes.note(done, desk.zone()), _("Noted."), _("Would note it."))


@noun.verb("tag", _("Add tags to a customer, or take them away."))
def tag(
    ctx: typer.Context,
    who: options.CustomerId,
    tags: Annotated[
        list[str] | None, typer.Argument(metavar=_("TAG"), parser=options.name, help=_("Tags to add."))
    ] = None,
    remove: Annotated[
        list[str] | None, typer.Option("--remove", metavar=_("TAG"), parser=options.name, help=_("A tag to take away."))
    ] = None,
    version: options.Version = None,
) -> None:
    call: Call = ctx.obj
    if not tags and not remove:
        raise UsageError(_("a tag is expected"))
    desk = call.desk
    before = desk.customer(wishes.customer_id(desk, who)).customer
    wanted = [one for one in dict.fromkeys((*before.tags, *(tags or ()))) if one not in (remove or ())]
    given = before.version if version is None else version
    done = desk.edit_customer(before.id, CustomerEdit(tags=tuple(wanted)), version=given)
    shown = ", ".join(done.tags) or _("none")
    call.done(
        shapes.customer(done),
        _("Tags of {name}: {tags}").format(name=done.name, tags=shown),
        _("Tags of {name} would be: {tags}").format(name=done.name, tags=shown),
    )


@noun.verb("merge", _("Two records of one person: the first stays, the other's visits come to it."))
def merge(
    ctx: typer.Context,
    keep: options.CustomerId,
    other: Annotated[str, typer.Argument(metavar=_("OTHER"), parser=options.name, help=_("The record that goes."))],
    yes: options.Yes = False,
) -> None:
    call: Call = ctx.obj
    desk = call.desk
    kept, gone = (desk.customer(wishes.customer_id(desk, one)).customer for one in (keep, other))
    question = _("Merge {other} into {keep}?").format(other=f"{gone.name} {gone.id}", keep=f"{kept.name} {kept.id}")
    if not yes and not call.confirmed(question):
        raise typer.Exit(1)
    done = desk.merge_customers(kept.id, gone.id)
    _told(call, done, _("Merged into {name}, {id}"), _("Would merge into {name}, {id}"))


@noun.verb("erase", _("Make a customer anonymous, for ever; what was, is counted still."))
def erase(
    ctx: typer.Context,
    who: options.CustomerId,
    yes: options.Yes = False,
) -> None:
    call: Call = ctx.obj
    desk = call.desk
    customer = desk.customer(wishes.customer_id(desk, who)).customer
    question = _("Erase {name} {id} for ever?").format(name=customer.name, id=customer.id)
    if not yes and not call.confirmed(question):
        raise typer.Exit(1)
    # Where nobody could be asked, the desk still refuses what needs a person's word (visits to come, an open sale).
    desk.erase_customer(customer.id, confirmed=yes or call.asks)
    call.done(
        {"erased": customer.id},
        _("Erased: {id}").format(id=customer.id),
        _("Would erase: {name}, {id}").format(name=customer.name, id=customer.id),
    )


@noun.verb("export", _("All that is stored of a customer, as JSON."))
def export(
    ctx: typer.Context,
    who: options.CustomerId,
    file: Annotated[
        Path | None, typer.Argument(metavar=_("FILE"), parser=options.path, help=_("Where to; else standard output."))
    ] = None,
) -> None:
    import json

    call: Call = ctx.obj
    desk = call.desk
    known = wishes.customer_id(desk, who)
    document = shapes.card(desk.export_customer(known), desk.zone())
    document["inquiries"] = [
        inquiry_shapes.inquiry(one)
        | {"history": [inquiry_shapes.event(event, one.zone) for event in desk.inquiries.history(one.id)]}
        for one in desk.inquiries.of_customer(known)
    ]
    if file is None:
        output.put_json(document)
        return
    if file.exists():
        raise FrontdeskError("file_exists", file=str(file))
    if not call.dry_run:
        file.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    call.done({"file": str(file)}, _("Written: {file}").format(file=file), _("Would write: {file}").format(file=file))
