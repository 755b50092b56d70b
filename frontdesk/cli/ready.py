"""The kinds of ready businesses, named in the reader's language."""

from __future__ import annotations

from frontdesk.base.errors import N_
from frontdesk.language.i18n import _

KINDS = {
    "salon": N_("hairdresser or beauty salon"),
    "studio": N_("studio with classes"),
    "clinic": N_("clinic or practice"),
    "restaurant": N_("restaurant"),
    "hotel": N_("hotel or guest house"),
}


def kind_names() -> dict[str, str]:
    """The kinds, named in the reader's language."""
    return {kind: _(name) for kind, name in KINDS.items()}
