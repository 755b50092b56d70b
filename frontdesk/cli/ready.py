"""The ready businesses that come with the program, by kind."""

from __future__ import annotations

from pathlib import Path

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.language.i18n import _

KINDS = {
    "salon": N_("hairdresser or beauty salon"),
    "studio": N_("studio with classes"),
    "clinic": N_("clinic or practice"),
    "restaurant": N_("restaurant"),
    "hotel": N_("hotel or guest house"),
}
_PACKAGE = Path(__file__).parents[1]


def kind_names() -> dict[str, str]:
    """The kinds, named in the reader's language."""
    return {kind: _(name) for kind, name in KINDS.items()}


def ready_file(kind: str) -> Path:
    """The business file of a kind: beside the package in a checkout, within it in a wheel. Raises FrontdeskError."""
    for folder in (_PACKAGE / "data", _PACKAGE.parent / "data"):
        if (folder / f"{kind}.toml").is_file():
            return folder / f"{kind}.toml"
    raise FrontdeskError("wrong_file", file=f"{kind}.toml", problem=_("it does not come with this installation"))
