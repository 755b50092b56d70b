"""Which language a person reads (Law 11): gettext catalogues in locales/, bound once at the start of a process."""

from __future__ import annotations

import contextlib
import gettext
import os
from collections.abc import Iterator
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

LANGUAGES = ("en", "es")
LOCALES = Path(__file__).parent / "locales"

_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"
_for_now: ContextVar[str | None] = ContextVar("language", default=None)


def bind(language: str | None = None) -> str:
    """Bind the process to a language: the given one, else LC_ALL, LC_MESSAGES, LANG, else English; returns which."""
    global _catalogue, _language
    wanted = language or next((os.environ[n] for n in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(n)), "en")
    short = wanted.replace("-", "_").split("_")[0].split(".")[0].lower()
    _language = short if short in LANGUAGES else "en"
    _catalogue = gettext.translation("frontdesk", LOCALES, languages=[_language], fallback=True)
    return _language


def language() -> str:
    """The language in force: ``en`` or ``es``."""
    return _for_now.get() or _language


@contextlib.contextmanager
def speaking(language: str) -> Iterator[None]:
    """Another reader's language, here and for now: a customer's message, a visitor's page."""
    token = _for_now.set(language if language in LANGUAGES else _language)
    try:
        yield
    finally:
        _for_now.reset(token)


def _in_force() -> gettext.NullTranslations:
    other = _for_now.get()
    return _catalogue if other is None else _translations(other)


def _(message: str) -> str:
    """The message in the reader's language."""
    return _in_force().gettext(message) if message else ""


def ngettext(one: str, many: str, number: int) -> str:
    """The message for one or for many, in the reader's language."""
    return _in_force().ngettext(one, many, number)


def in_every_language(message: str) -> tuple[str, ...]:
    """The message in the reader's language, then in each of the others: what somebody may call a thing."""
    others = (_translations(name).gettext(message) for name in LANGUAGES if name != language())
    return (_(message), *others) if message else ("",) * len(LANGUAGES)


@lru_cache(maxsize=len(LANGUAGES))
def _translations(language: str) -> gettext.NullTranslations:
    return gettext.translation("frontdesk", LOCALES, languages=[language], fallback=True)
