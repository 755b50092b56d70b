"""What failed lately, in one place: kept while the app runs, newest first."""

from __future__ import annotations

from dataclasses import dataclass, replace

from frontdesk.base import failure_log
from frontdesk.base.errors import FrontdeskError
from frontdesk.language.i18n import _

MOST = 50
LONGEST = 120
"""Characters of a strange failure's own words that are shown."""


@dataclass(frozen=True)
class Problem:
    """Something that failed. ``at``: epoch seconds, of the last time; ``times``: how often in a row."""

    at: float
    what: str
    sentence: str
    times: int = 1


class Problems:
    """The list, and how many of it nobody has looked at yet."""

    def __init__(self) -> None:
        self.listed: list[Problem] = []
        self.unseen = 0

    def add(self, at: float, what: str, sentence: str) -> None:
        """Put it on top; the same again and again is one."""
        if self.listed and (self.listed[0].what, self.listed[0].sentence) == (what, sentence):
            self.listed[0] = replace(self.listed[0], at=at, times=self.listed[0].times + 1)
            self.unseen = max(1, self.unseen)
            return
        self.listed.insert(0, Problem(at, what, sentence))
        del self.listed[MOST:]
        self.unseen = min(MOST, self.unseen + 1)

    def seen(self) -> None:
        """Somebody looked at them."""
        self.unseen = 0

    def clear(self) -> None:
        """Forget them all."""
        self.listed.clear()
        self.unseen = 0


def is_failure(error: Exception) -> bool:
    """Whether something failed; a refusal is an answer, said at once and over then."""
    return not isinstance(error, FrontdeskError) or error.code.startswith("database_") or error.code == "internal"


def sentence_of(error: Exception, at: float) -> str:
    """What failed and what to do. A failure nobody foresaw is written down too, and the file is named."""
    if isinstance(error, FrontdeskError):
        return error.sentence(_)
    words = " ".join(str(error).split())
    problem = f"{type(error).__name__}: {words}" if words else type(error).__name__
    if len(problem) > LONGEST:
        problem = problem[:LONGEST] + "…"
    sentence = _("That failed unexpectedly ({problem}). Nothing you typed is lost; try again.").format(problem=problem)
    file = failure_log.write(error, at)
    if file is not None:
        sentence += " " + _("Where it failed stands in {file}.").format(file=file)
    return sentence
