"""The command tree: every group's module is imported when its command is called, global options go anywhere."""

import difflib
import importlib
from collections.abc import Callable
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_group

from frontdesk.base.errors import N_, UsageError
from frontdesk.cli import faults, table
from frontdesk.cli.call import Call
from frontdesk.language.i18n import _


def _keep(name: str) -> Callable[[typer.Context, Any], None]:
    """A callback that keeps a global option's value in the call, whichever side of the subcommand it stood on."""

    def keep(ctx: typer.Context, value: Any) -> None:
        if value is not None and value is not False:
            setattr(ctx.find_root().obj, name, value)

    return keep


def _database(word: str) -> str:
    if not word:
        raise ValueError(_("a path or an address is expected"))
    return faults.restored_bytes(word)


def _language(word: str) -> str:
    if not faults.known_language(word):
        raise ValueError(_("expected es or en"))
    return word


def _print_version(ctx: typer.Context, value: bool) -> None:
    if value:
        call: Call = ctx.find_root().obj
        print("frontdesk " + call.doors.version())
        raise typer.Exit


def _global_options(*, hidden: bool) -> list[Any]:
    """The options every command takes, as the option parser's own objects."""
    one = Commands()

    @one.command()
    def options(
        database: Annotated[
            str | None,
            typer.Option(
                "--database",
                metavar=_("PATH|URL"),
                parser=_database,
                callback=_keep("database"),
                expose_value=False,
                hidden=hidden,
                help=_("The database (or FRONTDESK_DATABASE); else the one in your data directory."),
            ),
        ] = None,
        user: Annotated[
            str | None,
            typer.Option(
                "--as",
                metavar=_("USER"),
                parser=faults.without_bytes,
                callback=_keep("user"),
                expose_value=False,
                hidden=hidden,
                help=_("Who acts (or FRONTDESK_USER, with FRONTDESK_TOKEN)."),
            ),
        ] = None,
        lang: Annotated[
            str | None,
            typer.Option(
                "--lang",
                metavar="es|en",
                parser=_language,
                expose_value=False,
                hidden=hidden,
                help=_("The language of this program's words."),
            ),
        ] = None,
        as_json: Annotated[
            bool,
            typer.Option(
                "--json",
                callback=_keep("json"),
                expose_value=False,
                hidden=hidden,
                help=_("One JSON document on standard output."),
            ),
        ] = False,
        dry_run: Annotated[
            bool,
            typer.Option(
                "--dry-run",
                callback=_keep("dry_run"),
                expose_value=False,
                hidden=hidden,
                help=_("Say what would be done, change nothing."),
            ),
        ] = False,
    ) -> None: ...

    command = typer.main.get_command(one)
    return list(command.params)


class _OwnWords:
    """Help in the reader's language where the option parser has words of its own."""

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = _("Show this help.")
        return option

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        pieces = [piece.strip("{}") for piece in pieces]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=_("Usage:") + " ")


class Command(_OwnWords, TyperCommand):
    """A command that takes the global options too."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        for title, kind in ((_("Arguments"), "argument"), (_("Options"), "option")):
            records = [
                (record[0].partition(" <")[0], record[1])
                for param in self.get_params(ctx)
                if param.param_type_name == kind and (record := param.get_help_record(ctx))
            ]
            if records:
                with formatter.section(title):
                    formatter.write_dl(records)

    def get_params(self, ctx: Any) -> list[Any]:
        own = super().get_params(ctx)
        taken = {option for param in own for option in param.opts}
        return [*own, *(param for param in _shared() if not taken.intersection(param.opts))]


_shared_options: list[Any] = []


def _shared() -> list[Any]:
    if not _shared_options:
        _shared_options.extend(_global_options(hidden=True))
    return _shared_options


class Noun(_OwnWords, TyperGroup):
    """A group such as ``customer`` whose subcommands are verbs; global options are taken here too."""

    def get_params(self, ctx: Any) -> list[Any]:
        return [*super().get_params(ctx), *_shared()]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        return _resolved(self, ctx, args, list(self.commands))


class Commands(typer.Typer):
    """A Typer whose help is plain text and whose errors are ours; its commands take the global options."""

    def __init__(self, *, help: str = "") -> None:
        super().__init__(
            cls=Noun,
            help=help,
            add_completion=False,
            rich_markup_mode=None,
            pretty_exceptions_enable=False,
            no_args_is_help=False,
            subcommand_metavar=_("COMMAND …"),
        )

    def verb(self, name: str, help: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Register a function as the command of this name."""
        return self.command(name, help=help, cls=Command)


def _resolved(group: Any, ctx: Any, args: list[str], names: list[str]) -> tuple[str, Any, list[str]]:
    word = args[0]
    command = group.get_command(ctx, word)
    if command is None:
        near = difflib.get_close_matches(word, names, 1)
        known = _("there is no command “{name}”").format(name=word)
        if near:
            known += "; " + _("did you mean “{name}”?").format(name=near[0])
        raise UsageError(known)
    return word, command, args[1:]


PARSER_WORDS = (
    N_("Arguments"),
    N_("Options"),
    N_("Commands"),
    N_("required"),
    N_("default: {default}"),
    N_("env var: {var}"),
    N_("(dynamic)"),
)
"""What the option parser asks gettext for; marked here so that our catalogue has it."""


class Root(_OwnWords, TyperGroup):
    """``frontdesk``: the table of commands, each imported by name."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(table.COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        row = table.COMMANDS.get(cmd_name)
        if row is None:
            return None
        module = importlib.import_module(f"frontdesk.cli.{row.module}")
        if row.noun:
            noun = get_group(getattr(module, row.noun))
            noun.name = cmd_name
            return noun
        return get_group(module.verbs).commands[cmd_name]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        return _resolved(self, ctx, args, list(table.COMMANDS))

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        for title, names in table.SECTIONS.items():
            with formatter.section(_(title)):
                formatter.write_dl([(name, _(table.COMMANDS[name].help)) for name in names])


def root() -> Root:
    """The whole tree."""
    version = Commands()

    @version.command()
    def show(
        version: Annotated[
            bool,
            typer.Option(
                "--version", is_eager=True, callback=_print_version, expose_value=False, help=_("Show the version.")
            ),
        ] = False,
    ) -> None: ...

    return Root(
        name="frontdesk",
        params=[*_global_options(hidden=False), *typer.main.get_command(version).params],
        rich_markup_mode=None,
        subcommand_metavar=_("COMMAND …"),
        help=_(
            "The front desk of a business that lives by reservations. Without a command the screens open. "
            "The options below may stand before or after the command."
        ),
        epilog=_("FRONTDESK_NOW=2026-11-23T08:00:00+01:00 freezes the clock (a testing aid)."),
        context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
    )
