"""How screens ask the desk: in named worker threads, answers come back as messages, late ones are dropped."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual import on
from textual.binding import BindingType
from textual.message import Message

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.language.dates import day_of
from frontdesk.language.i18n import _
from frontdesk.screens.front import Front
from frontdesk.screens.problems import is_failure
from frontdesk.widgets.keys import key
from frontdesk.widgets.selecting import SelectingScreen

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk

R = TypeVar("R")
T = TypeVar("T")

WRITE = "write"

STILL_OPENING = N_("The database is still being opened.")


class Asks(SelectingScreen[R], inherit_bindings=False):
    """A screen that asks the desk."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("tab", "app.focus_next", "ask.next", N_("next field"), N_("The next field or part"), show=False),
        key(
            "shift+tab",
            "app.focus_previous",
            "ask.before",
            N_("field before"),
            N_("The field or part before"),
            show=False,
        ),
    ]

    class Answer(Message, bubble=False):
        """What the desk said to the question ``token`` of a group."""

        def __init__(self, group: str, token: int, then: Callable[[Any], None], result: Any) -> None:
            super().__init__()
            self.group, self.token, self.then, self.result = group, token, then, result

    class Refusal(Message, bubble=False):
        """The desk refused, or failed."""

        def __init__(
            self, group: str, token: int, error: Exception, otherwise: Callable[[FrontdeskError], bool] | None
        ) -> None:
            super().__init__()
            self.group, self.token, self.error, self.otherwise = group, token, error, otherwise

    orders_queue: ClassVar[bool] = False
    """Whether an order that is given while one is under way is carried out after it; elsewhere it is the same key once more."""

    def __init__(self, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name, id, classes)
        self._orders: deque[Callable[[], None]] = deque()
        self._tokens: dict[str, int] = {}
        self._writing = 0
        self._awaited: dict[str, int] = {}
        """The questions, by group, without whose answer it is not known what the next key is for."""
        self.reads_back = False
        """Whether what is asked now shows what was just written here."""
        self._behind: dict[str, Callable[[], None]] = {}
        """What is asked, by group, as soon as an awaited question is answered."""

    @property
    def front(self) -> Front:
        """The app this screen runs in."""
        return cast(Front, self.app)

    @property
    def zone(self) -> str:
        """The zone of the location that is shown, or of the first."""
        if self.front.place:
            return self.front.place.zone
        premises = self.front.premises
        return premises.locations[0].zone if premises and premises.locations else "UTC"

    @property
    def place_id(self) -> int | None:
        """The location that is shown; None: all of them."""
        return self.front.place.id if self.front.place else None

    @property
    def day_ends(self) -> int:
        """Minutes after midnight that still belong to the day before."""
        return self.front.premises.business.day_ends if self.front.premises else 0

    @property
    def today(self) -> int:
        """The business day it is, where the location is."""
        return day_of(int(self.front.clock.seconds() // 60) - self.day_ends, self.zone)

    def is_opened(self) -> bool:
        """Whether the business is known; while its database is still being opened the message line says so."""
        if self.front.premises is None:
            self.front.say(_(STILL_OPENING))
        return self.front.premises is not None

    @property
    def over(self) -> bool:
        """Whether the app is ending: late messages find nothing left to draw on."""
        return not self.app.is_running

    def ask(
        self,
        group: str,
        question: Callable[[Desk], T],
        then: Callable[[T], None],
        otherwise: Callable[[FrontdeskError], bool] | None = None,
        *,
        keys_wait: bool = False,
    ) -> None:
        """Ask in a thread; a newer question of the group makes this one's answer unwanted.

        ``otherwise`` may deal with a refusal itself (True); what it leaves is shown in the message line. ``keys_wait``:
        the keys that come next are for what is answered (see ``awaits``). Such a question somebody pressed a key for:
        one that nobody waits for, as when news come in, is asked behind it and does not take its place.
        """
        keys_wait = keys_wait or self.reads_back
        if group in self._awaited and not keys_wait:
            self._behind[group] = partial(self.ask, group, question, then, otherwise)
            return
        self._awaited.pop(group, None)
        self._behind.pop(group, None)
        if self._send(group, question, then, otherwise, exclusive=True) and keys_wait:
            self._awaited[group] = self._tokens[group]

    def tell(
        self,
        order: Callable[[Desk], T],
        then: Callable[[T], None],
        otherwise: Callable[[FrontdeskError], bool] | None = None,
    ) -> None:
        """Have something written; its answer is never dropped. A second order while the first is under way waits for it
        (``orders_queue``), or is ignored, so that a key pressed twice does a thing once."""
        if self._writing:
            if self.orders_queue:
                self._orders.append(partial(self.tell, order, then, otherwise))
            return
        if self._send(WRITE, order, then, otherwise, exclusive=False):
            self._writing += 1

    @property
    def awaits(self) -> bool:
        """Whether keys should wait for an answer; or for what is being written, as they may be for how it stands then."""
        return bool(self._awaited) or (self.orders_queue and self.writing)

    @property
    def writing(self) -> bool:
        """Whether an order is under way."""
        return self._writing > 0

    def _send(
        self,
        group: str,
        question: Callable[[Desk], T],
        then: Callable[[T], None],
        otherwise: Callable[[FrontdeskError], bool] | None,
        *,
        exclusive: bool,
    ) -> bool:
        desk = self.front.desk
        if desk is None:
            self.front.say(_(STILL_OPENING))
            return False
        token = self._tokens[group] = self._tokens.get(group, 0) + 1
        carry = partial(self._carry, group, token, desk, question, then, otherwise)
        self.run_worker(carry, name=group, group=group, exclusive=exclusive, thread=True, exit_on_error=False)
        return True

    def _carry(
        self,
        group: str,
        token: int,
        desk: Desk,
        question: Callable[[Desk], T],
        then: Callable[[T], None],
        otherwise: Callable[[FrontdeskError], bool] | None,
    ) -> None:
        try:
            result = question(desk)
        except Exception as error:
            self.post_message(self.Refusal(group, token, error, otherwise))
        else:
            self.post_message(self.Answer(group, token, then, result))

    def _wanted(self, group: str, token: int) -> bool:
        if self._awaited.get(group) == token:
            del self._awaited[group]
        if group == WRITE:
            self._writing -= 1
            return True
        return token == self._tokens.get(group)

    @on(Answer)
    def take_answer(self, message: Answer) -> None:
        if self._wanted(message.group, message.token) and not self.over:
            if message.group == WRITE:
                self.front.refused_since = False
            message.then(message.result)
        self._ask_behind(message.group)

    def _ask_behind(self, group: str) -> None:
        """Go on with what had to wait for an answer."""
        if group in self._awaited or self.over:
            return
        self._behind.pop(group, lambda: None)()
        if group == WRITE and self._orders and not self._writing:
            self._orders.popleft()()

    @on(Refusal)
    def take_refusal(self, message: Refusal) -> None:
        self._take_refusal(message)
        self._ask_behind(message.group)

    def _take_refusal(self, message: Refusal) -> None:
        if not self._wanted(message.group, message.token) or self.over:
            return
        error, otherwise = message.error, message.otherwise
        if message.group in (WRITE, "preview"):
            self.front.refused_since = True
        what = _("Saving") if message.group == WRITE else _("Reading")
        if isinstance(error, FrontdeskError) and otherwise is not None and otherwise(error):
            if is_failure(error):  # said where it was asked, and kept with all others
                self.front.problems.add(self.front.clock.seconds(), what, error.sentence(_))
            return
        self.front.refuse(error, what)
