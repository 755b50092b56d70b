"""Addresses of e-mail: what is written as one, and how it is kept."""

from __future__ import annotations


def kept_email(text: str) -> str | None:
    """An address as it is kept, its domain in small letters; None for what is not written as an address.

    Whether there is such a mailbox nobody asks: desks are used without a network. Domains that only exist inside a house
    (``.local``, ``.test``) have mailboxes of their own there.
    """
    import email_validator

    email_validator.SPECIAL_USE_DOMAIN_NAMES.clear()
    try:
        return email_validator.validate_email(
            text, check_deliverability=False, allow_quoted_local=True, allow_domain_literal=True
        ).normalized
    except email_validator.EmailNotValidError:
        return None
