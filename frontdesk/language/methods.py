"""How something was paid, in the reader's language: some words are known, all others stand as they are."""

from __future__ import annotations

from frontdesk.base.errors import N_
from frontdesk.base.text import folded
from frontdesk.language.i18n import _, in_every_language

METHODS = {
    "cash": N_("cash"),
    "card": N_("card"),
    "bizum": N_("Bizum"),
    "transfer": N_("transfer"),
    "voucher": N_("voucher"),
}
"""As it is stored, and the word for it."""


def method_words(method: str) -> str:
    """The word for a way of paying."""
    return _(METHODS[method]) if method in METHODS else method


def read_methods(text: str) -> list[str]:
    """The known ways of paying that a word or its beginning may mean: one where it is clear, none where it is another.

    Another language's words, and those that are stored, count where the reader's own language has none.
    """
    said = folded(text)
    if said in METHODS:
        return [said]
    ours = [method for method, word in METHODS.items() if said and folded(_(word)).startswith(said)]
    every = {method: (method, *in_every_language(word)) for method, word in METHODS.items()}
    return ours or [
        method for method, words in every.items() if said and any(folded(one).startswith(said) for one in words)
    ]
