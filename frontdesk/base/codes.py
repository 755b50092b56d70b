"""Reservation codes: five letters or digits that can be read over the phone, made from the id and turned back into it.

A code is a permutation of the id, so that it needs no column, never collides and does not betray how many there are.
"""

from __future__ import annotations

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that is misheard or misread: no 0 O 1 I L
_BASE = len(ALPHABET)
_FACTOR = 18_397_231  # prime to 31, so that multiplying is a permutation of every 31**n
_SHIFT = 11_459_017


def code_of(number: int) -> str:
    """The code of a reservation's id."""
    length = 5
    below = 0
    while number - below >= _BASE**length:
        below += _BASE**length
        length += 1
    size = _BASE**length
    value = ((number - below) * _FACTOR + _SHIFT) % size
    letters = []
    for _ in range(length):
        value, digit = divmod(value, _BASE)
        letters.append(ALPHABET[digit])
    return "".join(letters)


def number_of(code: str) -> int | None:
    """The id behind a code, upper or lower case, or None where it is no code."""
    text = code.strip().upper()
    if not 5 <= len(text) <= 12 or any(letter not in ALPHABET for letter in text):
        return None
    size = _BASE ** len(text)
    value: int = 0
    for letter in reversed(text):
        value = value * _BASE + ALPHABET.index(letter)
    below = sum(_BASE**length for length in range(5, len(text)))
    inverse: int = pow(_FACTOR, -1, size)
    return int(below + (value - _SHIFT) * inverse % size)
