"""Phones and e-mail addresses as they are stored: normal where they can be read, else as they were given.

Files are taken as they are (``phone``, ``email``); what somebody types is refused where it can be neither (``given_…``)."""

from __future__ import annotations

from functools import lru_cache

from frontdesk.base.addresses import kept_email
from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.text import clean, digits
from frontdesk.language.contacts import SHORTEST_PHONE


def forms(stored: str, country: str) -> tuple[str, ...]:
    """The ways in which a phone may have been written down: international, national, with and without signs."""
    if not stored:
        return ()
    import phonenumbers

    found = {stored, digits(stored), f"00{digits(stored)}"}
    try:
        number = phonenumbers.parse(stored, country)
    except phonenumbers.NumberParseException:
        return (stored,)
    found.add(phonenumbers.national_significant_number(number))
    for shape in (phonenumbers.PhoneNumberFormat.NATIONAL, phonenumbers.PhoneNumberFormat.INTERNATIONAL):
        found.add(phonenumbers.format_number(number, shape))
    return (stored, *sorted(found - {stored, ""}))


@lru_cache(maxsize=4096)
def phone(text: str, country: str) -> str:
    """E.164 where it is as long as a number of the country it is seen from, or names, has to be; else the cleaned text.

    Whether its range has been given to anybody yet is not asked: whoever calls from it is the same person with and
    without the prefix.
    """
    cleaned = clean(text).strip()
    if len(digits(cleaned)) < 5 or len(cleaned) > 40:
        return cleaned
    import phonenumbers

    try:
        number = phonenumbers.parse(cleaned, country)
    except phonenumbers.NumberParseException:
        return cleaned
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return cleaned
    if number.extension:
        return cleaned
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def email(text: str) -> str:
    """An address with its domain in lower case where it is one; else the cleaned text."""
    cleaned = clean(text).strip()
    return (kept_email(cleaned) or cleaned) if "@" in cleaned else cleaned


def given_phone(text: str, country: str) -> str:
    """A phone somebody gives. Raises FrontdeskError(wrong_value) for what is too short to be one."""
    stored = phone(text, country)
    if stored and len(digits(stored)) < SHORTEST_PHONE:
        raise FrontdeskError("wrong_value", field="phone", problem=N_("a number such as 600 111 222"))
    return stored


def given_email(text: str) -> str:
    """An address somebody gives. Raises FrontdeskError(wrong_value) for what can be none."""
    cleaned = clean(text).strip()
    stored = kept_email(cleaned) if cleaned else ""
    if stored is None:
        raise FrontdeskError("wrong_value", field="email", problem=N_("an address such as ana@example.com"))
    return stored
