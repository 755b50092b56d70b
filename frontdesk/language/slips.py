"""Slips of the fingers: whether one word is another with a letter wrong, missing, too many, or two exchanged."""

from __future__ import annotations


def edits(length: int) -> int:
    """How many slips a word so long may have and still be known."""
    return 0 if length < 4 else 1 if length < 8 else 2


def alike(given: str, word: str) -> bool:
    """Whether one may be the other with a slip; in long words with two. Not where they are the same."""
    allowed = min(edits(len(given)), edits(len(word)))
    if not allowed or given == word or abs(len(given) - len(word)) > allowed:
        return False
    low, high, other = _apart(given, word)
    if allowed == 1:
        return _one(given[low:high], word[low:other])
    if high - low > 8 or other - low > 8:
        return False  # begins and ends of words are where two slips leave something equal
    return _distance(given[low:high], word[low:other]) <= allowed


def _apart(one: str, other: str) -> tuple[int, int, int]:
    """From where, and up to where in each, two words differ."""
    low, shorter = 0, min(len(one), len(other))
    while low < shorter and one[low] == other[low]:
        low += 1
    high, end = len(one), len(other)
    while high > low and end > low and one[high - 1] == other[end - 1]:
        high, end = high - 1, end - 1
    return low, high, end


def _one(one: str, other: str) -> bool:
    """Whether what differs is one slip."""
    if len(one) <= 1 and len(other) <= 1:
        return True
    return len(one) == len(other) == 2 and one == other[::-1]


def _distance(one: str, other: str) -> int:
    """Slips between two short stretches (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, last, row = row, before, [at]
        for place, wanted in enumerate(other, 1):
            cost = min(before[place] + 1, row[place - 1] + 1, before[place - 1] + (letter != wanted))
            if at > 1 and place > 1 and letter == other[place - 2] and one[at - 2] == wanted:
                cost = min(cost, last[place - 2] + 1)
            row.append(cost)
    return row[-1]
