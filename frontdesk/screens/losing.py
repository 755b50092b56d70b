"""Lost demand at the screens: one key notes what was just asked for in vain; it is offered once and never asked about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from frontdesk.base.text import shown
from frontdesk.desk.duty.lost_rules import REFUSED, reason_of
from frontdesk.language.dates import day_of, near_day_words, time_words
from frontdesk.language.i18n import _
from frontdesk.language.lost import reason_words

if TYPE_CHECKING:
    from frontdesk.desk.duty.values import LostDemand, LostWish
    from frontdesk.desk.values import Obstacle

OFFERED_FOR = 120
"""Seconds for which the key notes it; after that somebody else is at the desk."""
SAME = 30
"""Minutes that count as the same wish."""


class LostOffers:
    """What may be noted now, and what was offered already while the program runs."""

    def __init__(self) -> None:
        self._wish: LostWish | None = None
        self._until = 0.0
        self._offered: set[tuple[int, int | None, int | None, int]] = set()

    def offer(self, wish: LostWish, what: str, seconds: float) -> str:
        """Offer to note it; the hint that says so, empty where that was offered before."""
        same = (wish.service, wish.day, None if wish.start is None else wish.start // SAME, wish.party)
        if same in self._offered:
            return ""
        self._offered.add(same)
        self._wish, self._until = wish, seconds + OFFERED_FOR
        return _("N notes as lost demand: {what}.").format(what=what)

    def there(self, seconds: float) -> LostWish | None:
        """What the key would note now."""
        return self._wish if self._wish is not None and seconds < self._until else None

    def over(self) -> None:
        """It was noted, or nothing was lost after all."""
        self._wish = None


def wish_words(service: str, start: int | None, day: int | None, zone: str, today: int) -> str:
    """``Corte, Thu 26 Nov 17:00``."""
    on = day_of(start, zone) if start is not None else day
    when = near_day_words(on, today) if on is not None else ""
    at = time_words(start, zone) if start is not None else ""
    return f"{shown(service)}, {when} {at}".strip()


def noted_words(noted: LostDemand, today: int) -> str:
    """The sentence once it is written down."""
    what = wish_words(noted.service, noted.start, noted.day, noted.zone, today)
    words = _("Noted as lost demand: {what} ({reason}); u takes it back.")
    return words.format(what=what, reason=reason_words(noted.reason))


def lost_reason(obstacles: Iterable[Obstacle]) -> str:
    """Full or closed; empty where another rule stands in the way, or nothing does."""
    found = reason_of({one.rule for one in obstacles})
    return "" if found == "other" else found


def refused_reason(code: str) -> str:
    """Full or closed by the code of a refusal; empty where it is neither."""
    return REFUSED.get(code, "")
