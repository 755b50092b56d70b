"""The one long piece of work an app may have under way: import, export, backup."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from frontdesk.base.errors import FrontdeskError
from frontdesk.base.progress import Course
from frontdesk.language.i18n import _

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk

T = TypeVar("T")

WIDTH = 40
"""Cells of a bar."""


class Employer(Protocol):
    """What long work needs of the app it runs in."""

    desk: Desk | None

    def say(self, sentence: str, *, bad: bool = False) -> None:
        """Show a sentence in the message line."""

    def refuse(self, error: Exception, what: str = "") -> None:
        """The one place where an error becomes a sentence for the person."""

    def put_header(self) -> None:
        """Draw the header now."""

    def run_worker(self, work: Any, **how: Any) -> Any:
        """Run something in a thread."""

    def call_later(self, callback: Callable[..., Any], *args: Any, **named: Any) -> bool:
        """Have something called on the app's own thread."""


class LongWork:
    """At most one at a time. ``outcome`` is the sentence with which the last one ended."""

    def __init__(self, app: Employer) -> None:
        self._app = app
        self.course: Course | None = None
        self.title = ""
        self.outcome = ""
        self.went_wrong = False
        self.details: tuple[str, ...] = ()
        self._afterwards: Callable[[], None] | None = None

    @property
    def running(self) -> bool:
        """Whether something is under way."""
        return self.course is not None

    def begin(self, title: str, work: Callable[[Desk, Course], T], told: Callable[[T], tuple[str, list[str]]]) -> bool:
        """Do it in a thread. ``told`` says what came of it: a sentence, and more where there is more to say.

        False, and a sentence in the message line, while something else is under way.
        """
        desk = self._app.desk
        if desk is None or self.running:
            words = _("{title} is still under way: stop it, or wait until it is done.").format(title=self.title)
            self._app.say(words if self.running else _("The database is still being opened."), bad=True)
            return False
        course = self.course = Course()
        self.title, self.outcome, self.went_wrong, self.details = title, "", False, ()

        def carry() -> None:
            try:
                result = work(desk, course)
            except Exception as error:
                self._app.call_later(self._failed, error)
            else:
                self._app.call_later(self._done, partial(told, result))

        self._app.run_worker(carry, name="long_work", group="long_work", thread=True, exit_on_error=False)
        self._app.put_header()
        return True

    def stop(self, afterwards: Callable[[], None] | None = None) -> None:
        """Ask it to stop cleanly; then do something, at once where nothing is under way."""
        if self.course is None:
            if afterwards is not None:
                afterwards()
            return
        self._afterwards = afterwards or self._afterwards
        self.course.stop()

    def _done(self, told: Callable[[], tuple[str, list[str]]]) -> None:
        self.outcome, more = told()
        self.details = tuple(more)
        self._app.say(self.outcome)
        self._ended()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, FrontdeskError) and error.code == "interrupted":
            self.outcome = error.sentence(_)
            self._app.say(self.outcome)
        else:
            self.went_wrong = True
            self.outcome = error.sentence(_) if isinstance(error, FrontdeskError) else _("It failed unexpectedly.")
            self._app.refuse(error, self.title)
        self._ended()

    def _ended(self) -> None:
        self.course = None
        self._app.put_header()
        afterwards, self._afterwards = self._afterwards, None
        if afterwards is not None:
            afterwards()

    # as it is shown --------------------------------------------------------------------------------------------------

    @property
    def percent(self) -> str:
        """How far it is, in a few cells; three dots where that is not known."""
        share = self.course.share if self.course is not None else None
        return "…" if share is None else f"{int(share * 100)} %"


def bar(share: float | None, width: int = WIDTH) -> str:
    """A bar as text; an empty one where nothing is known."""
    full = int((share or 0.0) * width)
    return "█" * full + "░" * (width - full)
