"""Lost demand at the screens: one key notes what was just asked for in vain; it is offered once and never asked about."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from frontdesk.base.errors import FrontdeskError
from frontdesk.base.text import shown
from frontdesk.desk.duty.lost_rules import REFUSED, reason_of
from frontdesk.language.dates import day_of, near_day_words, time_words
from frontdesk.language.i18n import _
from frontdesk.language.lost import reason_words

if TYPE_CHECKING:
    from frontdesk.desk.duty.values import LostDemand, LostWish
    from frontdesk.desk.values import Obstacle
    from frontdesk.screens.asking import Asks

OFFERED_FOR = 120
"""Seconds for which the key notes it; after that somebody else is at the desk."""
SAME = 30
"""Minutes that count as the same wish."""


class LostOffers:
    """What may be noted now, and what was offered already a moment ago."""

    def __init__(self) -> None:
        self._wish: LostWish | None = None
        self._until = 0.0
        self._offered: dict[tuple[object, ...], float] = {}
        """Until when a wish counts as the same one, once it was offered (epoch seconds)."""
        self._noted: set[tuple[object, ...]] = set()
        """Of these, what was noted."""

    def offer(self, wish: LostWish, what: str, seconds: float) -> str:
        """Offer to note it; the hint that says so, empty where that was offered a moment ago."""
        same, until = _same(wish), seconds + OFFERED_FOR
        if self.known(wish, seconds):
            if same not in self._noted:
                self._wish, self._until = wish, until
            return ""
        self._noted.discard(same)
        self._offered[same] = self._until = until
        self._wish = wish
        return _("N notes as lost demand: {what}.").format(what=what)

    def known(self, wish: LostWish, seconds: float) -> bool:
        """Whether that was offered, or noted, a moment ago."""
        return seconds < self._offered.get(_same(wish), 0.0)

    def is_noted(self, wish: LostWish, seconds: float) -> bool:
        """Whether that was noted a moment ago."""
        return self.known(wish, seconds) and _same(wish) in self._noted

    def there(self, seconds: float) -> LostWish | None:
        """What the key would note now."""
        return self._wish if self._wish is not None and seconds < self._until else None

    def noted(self, wish: LostWish, seconds: float) -> None:
        """It was written down: it is not offered again to whoever is at the desk now."""
        self._offered[_same(wish)] = seconds + OFFERED_FOR
        self._noted.add(_same(wish))
        self._wish = None

    def over(self) -> None:
        """Nothing was lost after all."""
        self._wish = None


def _same(wish: LostWish) -> tuple[object, ...]:
    return wish.service, wish.day, None if wish.start is None else wish.start // SAME, wish.party


def note_here(dialog: Asks[Any], wish: LostWish, say: Callable[[str], None]) -> None:
    """Write it down while the dialog stays as it is; a second time a moment later it is not the same wish once more."""
    if dialog.front.lost.is_noted(wish, dialog.front.clock.seconds()):
        return

    def noted(lost: LostDemand) -> None:
        dialog.front.lost.noted(wish, dialog.front.clock.seconds())
        dialog.refresh_bindings()
        say(noted_words(lost, dialog.today))

    dialog.tell(lambda desk: desk.duty.lose(wish), noted)


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
    """Full or closed; empty where another rule stands in the way, or nothing does, or what one keeps oneself."""
    found = reason_of({one.rule for one in obstacles if one.held is None or not one.held.mine})
    return "" if found == "other" else found


def refused_reason(error: FrontdeskError) -> str:
    """Full or closed by a refusal; empty where it is neither, or one keeps that time oneself."""
    obstacles = error.details.get("obstacles", ())
    return "" if any(one.held is not None and one.held.mine for one in obstacles) else REFUSED.get(error.code, "")
