"""The businesses that come with the program: files one can start from, try out or learn the keys from."""

from __future__ import annotations

from pathlib import Path

from frontdesk.base.errors import N_

KINDS = {
    "salon": N_("hairdresser or beauty salon"),
    "studio": N_("studio with classes"),
    "clinic": N_("clinic or practice"),
    "restaurant": N_("restaurant"),
    "hotel": N_("hotel or guest house"),
}
"""The ready businesses, with what they are, to be translated where it is shown."""

_PACKAGE = Path(__file__).resolve().parent.parent
# In the wheel the folder lies inside the package, in a checkout beside it.
_FOLDERS = (_PACKAGE / "data", _PACKAGE.parent / "data")


def ready_businesses() -> tuple[str, ...]:
    """The names of the ready businesses."""
    return tuple(KINDS)


def ready_path(name: str, language: str) -> Path:
    """Where the file of a ready business is that speaks a language, ``en`` or ``es``. Raises KeyError for any other name."""
    if name not in KINDS:
        raise KeyError(name)
    return _found(f"{language}/{name}.toml")


def template_path(language: str) -> Path:
    """Where the texts of messages in a language are."""
    return _found(f"templates/{language}.toml")


def _found(name: str) -> Path:
    found = [folder / name for folder in _FOLDERS]
    return next((path for path in found if path.is_file()), found[0])
