"""Wrong usage, said in one sentence of our own instead of the option parser's."""

from __future__ import annotations

import typer

from frontdesk.language.i18n import _

_PREFIX = "Value error, "


def sentence(error: typer.TyperException) -> str:
    """What is wrong with the words of a command."""
    kind = type(error).__name__
    option = str(getattr(error, "option_name", "") or "")
    if kind == "NoSuchOption":
        near = getattr(error, "possibilities", None) or []
        text = _("there is no option {option}").format(option=option)
        return text + ("; " + _("did you mean {option}?").format(option=_nearest(option, near)) if near else "")
    if kind == "MissingParameter":
        return _("{name} is missing").format(name=_name(error))
    if kind == "BadOptionUsage":
        if "not take" in error.message:
            return _("{option} takes no value").format(option=option)
        return _("{option} needs a value").format(option=option)
    if isinstance(error, typer.BadParameter):
        name = _name(error)
        problem = error.message.removeprefix(_PREFIX)
        return f"{name}: {problem}" if name else problem
    if "unexpected extra argument" in error.message:
        rest = error.message.partition("(")[2].rpartition(")")[0]
        return _("too many words: {words}").format(words=rest.partition("(")[2] or rest)
    if error.message.startswith("Missing command"):
        return _("a command is missing; “frontdesk --help” lists them")
    return error.format_message()


def _nearest(option: str, near: list[str]) -> str:
    import difflib

    return max(near, key=lambda one: difflib.SequenceMatcher(None, option, one).ratio())


def _name(error: typer.TyperException) -> str:
    param = getattr(error, "param", None)
    if param is None:
        return ""
    options = list(getattr(param, "opts", ()))
    if getattr(param, "param_type_name", "") == "argument" or not options:
        return str(getattr(param, "metavar", None) or param.name).strip("[].… ")
    return str(max(options, key=len))
