"""Names that are nearly a customer's: one surname of two with another phone, a slip that is somebody else's name."""

from __future__ import annotations

from dataclasses import replace

from frontdesk.desk import line_people
from frontdesk.desk.line_draft import Line
from frontdesk.desk.line_names import parts
from frontdesk.desk.work import Work
from frontdesk.language.line import Skimmed
from frontdesk.language.slips import alike


def ask(work: Work, line: Line, skimmed: Skimmed) -> None:
    """Who is nearly called so is asked about, not taken for granted and not passed over."""
    meant = line.customer
    if not meant.clear or not line.named or meant.how not in ("some", "slip"):
        return
    (one,) = line_people.known(work, meant.ids)
    said, bears = parts(" ".join(word.key for word in line.named)), parts(one.customer.name)
    if meant.how == "some":
        if skimmed.phone is None or len(said) < 2 or bears[: len(said)] != said:
            return
        line.customer = replace(meant, how="surname")
        if one.customer.phone is not None:
            return  # that it is another phone is asked about by itself
    elif skimmed.phone is not None or not (_skips(said, bears) or _others(work, said, bears)):
        return
    line.doubt("near", (line.named[0].start, line.named[-1].end), (one.customer.name,))


def _others(work: Work, said: tuple[str, ...], bears: tuple[str, ...]) -> bool:
    """Whether a word that is taken for a slip is the name of others."""
    return any(word not in bears and line_people.is_name(work, word) for word in said)


def _skips(said: tuple[str, ...], bears: tuple[str, ...]) -> bool:
    """Whether a surname is passed over, and the slip is in one after it."""
    wrong = [word for word in said if word not in bears]
    return any(alike(word, one) for word in wrong for one in bears[len(said) :])
