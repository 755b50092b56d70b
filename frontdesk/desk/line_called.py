"""A word of a line that is a day and may be somebody's name: Paco Reyes, Domingo Pérez, Sunday Green."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from frontdesk.base.text import folded
from frontdesk.desk import line_people
from frontdesk.desk.line_draft import Line
from frontdesk.desk.work import Work
from frontdesk.language.line import DAY_NAMES, RARE_DAY_NAMES, SMALL, Skimmed, Span, Word, words_of
from frontdesk.store import finding

Again = Callable[[list[Span]], Skimmed]


def called(work: Work, line: Line, skimmed: Skimmed, names: list[Span], again: Again) -> Skimmed:
    """What the line says where days that are names are none. Where another day is said such a word beside a new name is the
    name's; where it is the one day there is, it is asked about if it may as well be of the name.

    ``again``: what the line says without these letters.
    """
    for span in skimmed.reading.day_spans:
        word = folded(line.text[slice(*span)])
        if word not in DAY_NAMES | RARE_DAY_NAMES or any(one.kind == "name" for one in line.doubts):
            continue
        left, right = _beside(line, skimmed, span)
        if not (left or right) or any(_somebody(work, run) for run in (left, right)):
            continue
        if skimmed.reading.days:
            without = again([*names, span])
            if word in DAY_NAMES and without.reading.day is not None and not _begins(work, left, right):
                names, skimmed = [*names, span], without
        elif _doubtful(work, line, skimmed, span, left, right, rare=word in RARE_DAY_NAMES):
            line.doubt("name", span)
    return skimmed


def _doubtful(
    work: Work,
    line: Line,
    skimmed: Skimmed,
    span: Span,
    left: Sequence[Word],
    right: Sequence[Word],
    *,
    rare: bool,
) -> bool:
    """Whether the one day there is may be part of a new name as well."""
    if skimmed.phone is None or line_people.with_phone(work, skimmed.phone[0])[1]:
        return False
    low = skimmed.phone[1][0]
    between = words_of(line.text[:low], [(0, span[1]), *line.talk]) if span[1] <= low else []
    before_phone = span[1] <= low and all(word.key in SMALL for word in between)
    if left and right:
        return True
    if rare or len(left) > 1:
        return before_phone and (not rare or len(left) == 1)
    return bool(left) or not _begins(work, left, right)


def _begins(work: Work, left: Sequence[Word], right: Sequence[Word]) -> bool:
    """Whether a name begins right behind the day: somebody has this first name."""
    return not left and bool(right) and finding.bears_word(work.connection, right[0].key, work.own_only, first=True)


def _somebody(work: Work, words: Sequence[Word]) -> bool:
    """Whether a customer is called so, by more than one word."""
    if len(words) < 2:
        return False
    return line_people.meant(work, [word.key for word in words], slips=False).how in ("full", "some")


def _beside(line: Line, skimmed: Skimmed, span: Span) -> tuple[list[Word], list[Word]]:
    """The words right before and right behind these letters that may be of the same name."""
    taken = [*line.taken(), *line.talk, *(one for one in skimmed.spans() if one != span)]
    words = words_of(line.text, taken)
    at = next((place for place, word in enumerate(words) if word.start == span[0]), None)
    if at is None:
        return [], []
    left = _run(line.text, words[at::-1])[1:]
    return left[::-1], _run(line.text, words[at:])[1:]


def _run(text: str, words: Sequence[Word]) -> list[Word]:
    """The words from the first one on that nothing but a space is between, and that may be names."""
    run = list(words[:1])
    for word in words[1:]:
        between = text[run[-1].end : word.start] if word.start > run[-1].start else text[word.end : run[-1].start]
        if between != " " or word.key in SMALL or not word.key.replace("'", "").isalpha():
            break
        run.append(word)
    return run
