"""What is said of a typed phone or e-mail that can be none."""

from __future__ import annotations

from frontdesk.base.addresses import kept_email
from frontdesk.base.text import digits
from frontdesk.language.i18n import _

SHORTEST_PHONE = 5
LONGEST_NAME = 120
"""Characters: what is longer is no name but something pasted into the wrong field. What comes from outside may be longer."""


def name_problem(text: str) -> str:
    """What is wrong with a name as it was typed, as a sentence; empty where nothing is."""
    if len(text) <= LONGEST_NAME:
        return ""
    return _("That is too long for a name: {most} characters at most.").format(most=LONGEST_NAME)


def phone_problem(text: str) -> str:
    """Why this is no phone; empty where it may be one, or nothing was typed."""
    if not text or len(digits(text)) >= SHORTEST_PHONE:
        return ""
    return _("A phone has at least {count} digits, such as 600 111 222.").format(count=SHORTEST_PHONE)


def email_problem(text: str) -> str:
    """Why this is no e-mail address; empty where it may be one, or nothing was typed."""
    if not text or kept_email(text) is not None:
        return ""
    return _("This is no e-mail address; one is such as ana@example.com.")
