"""A conversation, drawn by lines: days, who wrote what by which channel, what became of ours, what came with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from textual import events
from textual.message import Message as Event
from textual.strip import Strip

from frontdesk.base.text import shown
from frontdesk.desk.message_values import AttachedFile, Conversation, Message, Queued
from frontdesk.language.dates import day_of, near_day_words, time_words
from frontdesk.language.i18n import _, ngettext
from frontdesk.widgets.line_list import Heading
from frontdesk.widgets.message_words import NEW, channel_name, kind_words, moment_near, problem_words, state_words
from frontdesk.widgets.sections import TITLE, WORDS, SectionLine, SectionList
from frontdesk.widgets.wrapping import wrapped

LONGEST = 80
"""Lines of a message that are shown until somebody wants all of it."""
NEAR_TOP = 4
"""So many lines below the first one, older messages are asked for."""
OURS, THEIRS = 6, 1
"""By how many cells what was written is moved in."""
FILE = "↓"
"""Before a file that came with a message."""

LOOKS = ("head", "ours", "bad", "file")


class At(NamedTuple):
    """What a line belongs to: a ``message``, a ``queued`` one, a ``file``, or the ``rest`` of a long message."""

    kind: str
    id: int
    line: int = 0


def size_words(size: int) -> str:
    """``120 kB``."""
    if size < 1000:
        return f"{size} B"
    return f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


def thread_lines(
    talk: Conversation, zone: str, today: int, width: int, *, more: bool = False, whole: frozenset[At] = frozenset()
) -> list[SectionLine]:
    """A conversation as lines of so many cells. ``more``: there are older messages; ``whole``: which long ones are shown
    to their end."""
    lines: list[SectionLine] = []
    if more:
        lines.append(SectionLine((_("Older ones come when you go up."),), WORDS))
    never = [one for one in talk.waiting if one.state != "waiting"]
    waiting = [one for one in talk.waiting if one.state == "waiting"]
    day = None
    items: list[Message | Queued] = [*talk.messages, *never]
    for one in sorted(items, key=lambda one: one.at):
        if day_of(one.at // 60, zone) != day:
            day = day_of(one.at // 60, zone)
            lines.append(SectionLine((near_day_words(day, today),), TITLE))
        if isinstance(one, Message):
            lines += _message(one, talk, zone, today, width, whole)
        else:
            lines += _queued(one, zone, today, width, whole)
    if waiting:
        lines.append(SectionLine((_("Waits to go"),), TITLE))
        for queued in waiting:
            lines += _queued(queued, zone, today, width, whole)
    return lines


def _message(
    one: Message, talk: Conversation, zone: str, today: int, width: int, whole: frozenset[At]
) -> list[SectionLine]:
    ours = one.direction == "out"
    at = At("message", one.id)
    time = time_words(one.at // 60, zone)
    if ours:
        head = [time, _("we ({who})").format(who=shown(one.author)) if one.author else _("we")]
        head += [channel_name(one.channel), state_words(one.state)]
        if one.state in ("delivered", "read"):
            head[-1] += f" {moment_near(one.state_at, zone, day_of(one.at // 60, zone))}"
    else:
        head = [time, shown(one.author or talk.name), channel_name(one.channel)]
        new = ngettext("{count} new", "{count} new", 1).format(count="")
        head += [_("automatic reply")] if one.automatic else []
        head += [] if one.seen else [f"{NEW} {new.strip()}"]
    body = [f"[{one.subject}]"] if one.subject and one.channel == "email" else []
    text = one.text if at in whole else one.written or one.text
    lines = _piece(at, " · ".join(head), "\n".join([*body, text]), ours, width, whole)
    if text.split() != one.text.split() and lines[-1].look != "file":  # signature, and the mail it answers
        lines.append(SectionLine((" " * (THEIRS + 2) + rest_words(),), "file", At("rest", one.id)))
    if one.problem:
        problem = problem_words(one.problem)
        lines += _rows(At("message", one.id, len(lines)), [problem], OURS if ours else THEIRS, width, "bad", "! ")
    for file in one.attachments:
        indent = OURS if ours else THEIRS
        lines += _rows(At("file", file.id), [file_words(file)], indent, width, "file", f"{FILE} ")
    return lines


def rest_words() -> str:
    """That a mail has more than is shown: a signature, and the mail it answers."""
    return _("… the rest of the mail: Enter shows it")


def file_words(file: AttachedFile) -> str:
    """``scan.pdf · 120 kB · Enter saves it``."""
    name = shown(file.name) or _("file")
    return _("{name} · {size} · Enter saves it").format(name=name, size=size_words(file.size))


def _queued(one: Queued, zone: str, today: int, width: int, whole: frozenset[At]) -> list[SectionLine]:
    """A message that is still in the outbox, or never left it."""
    head = [time_words(one.at // 60, zone) if one.at else "", _("we ({who})").format(who=shown(one.author))]
    head += [channel_name(one.channel), state_words(one.state)]
    if one.state == "waiting":
        head[-1] += " " + _("until {time}").format(time=moment_near(one.due, zone, today))
    text = one.text or f"[{kind_words(one.kind)}]"
    lines = _piece(At("queued", one.id), " · ".join(part for part in head if part), text, True, width, whole)
    if one.problem and one.state != "recalled":
        lines += _rows(At("queued", one.id, len(lines)), [problem_words(one.problem)], OURS, width, "bad", "! ")
    return lines


def _piece(at: At, head: str, text: str, ours: bool, width: int, whole: frozenset[At]) -> list[SectionLine]:
    """Head and body of one message."""
    indent = OURS if ours else THEIRS
    lines = _rows(at, [head], indent, width, "ours" if ours else "head")
    body: list[str] = []
    for line in wrapped(text, width - indent - 2):
        if line or (body and body[-1]):  # many empty lines are one
            body.append(line)
    while body and not body[-1]:
        body.pop()
    rest = len(body) - LONGEST if at not in whole else 0
    if rest > 0:
        body = body[:LONGEST]
    lines += [
        SectionLine((" " * (indent + 2) + line,), "plain", at._replace(line=n + len(lines)))
        for n, line in enumerate(body)
    ]
    if rest > 0:
        words = ngettext("… {count} more line: Enter shows it", "… {count} more lines: Enter shows them", rest)
        lines.append(SectionLine((" " * (indent + 2) + words.format(count=rest),), "file", At("rest", at.id, ours)))
    return lines


def _rows(at: At, texts: Sequence[str], indent: int, width: int, look: str, lead: str = "") -> list[SectionLine]:
    found: list[SectionLine] = []
    room = width - indent - len(lead) - (2 if lead else 0)
    for text in texts:
        for n, line in enumerate(wrapped(text, room)):
            front = " " * (indent + (2 if lead else 0)) + (lead if not n else " " * len(lead))
            found.append(SectionLine((front + line,), look, at._replace(line=at.line + len(found))))
    return found


class ThreadView(SectionList):
    """A conversation with a cursor. What the cursor is on stays where it is seen while messages come, go and are told
    of; on the last line it follows them."""

    DEFAULT_CSS = """
    ThreadView {
        & > .thread-view--head { text-style: bold; }
        & > .thread-view--ours { color: $text-muted; }
        & > .thread-view--bad { color: $text-error; }
        & > .thread-view--file { text-style: underline; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"thread-view--{look}" for look in LOOKS}

    class Older(Event):
        """The top came into view and there are older messages."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__((Heading(""),), id=id)
        self.talk: Conversation | None = None
        self.more = False
        """Whether there are messages older than those that are shown."""
        self._whole: frozenset[At] = frozenset()
        self._zone, self._today = "UTC", 0
        self._asked = False

    # what it shows ---------------------------------------------------------------------------------------------------

    def clear_talk(self) -> None:
        """There is no conversation."""
        self.talk, self.more, self._asked = None, False, False
        self.show([])

    def show_talk(self, talk: Conversation, zone: str, today: int, *, more: bool) -> None:
        """Show a conversation as it is now."""
        same = self.talk is not None and self.talk.customer == talk.customer
        if not same:
            self._whole = frozenset()
        self.talk, self.more, self._asked = talk, more, False
        self._zone, self._today = zone, today
        self._put(same)

    def _put(self, same: bool) -> None:
        if self.talk is None:
            return
        width = max(24, self.size.width - 3)
        lines = thread_lines(self.talk, self._zone, self._today, width, more=self.more, whole=self._whole)
        last = same and bool(self.lines) and self.cursor >= len(self.lines) - 1
        offset = self.cursor - self.scroll_offset.y
        if not same:
            self.lines, self.cursor = (), 0
            self.refresh()
        self.show(lines)
        if not same or last:
            self.move_to(len(lines) - 1)
        elif not 0 <= self.cursor - self.scroll_offset.y == offset:
            self.scroll_to(y=max(0, self.cursor - offset), animate=False, immediate=True)

    def on_resize(self, event: events.Resize) -> None:
        """Write the lines again for another width."""
        self._put(True)

    def renew(self, count: int, first: int, rows: Sequence[Sequence[str]], cursor: int) -> None:
        """As every list of the card: nobody is under the cursor."""
        self.clear_talk()

    def unfold(self) -> None:
        """Show the long message under the cursor to its end."""
        at = self.at
        if at is not None and at.kind == "rest":
            self._whole |= {At("message", at.id), At("queued", at.id)}
            self._put(True)

    # the cursor ------------------------------------------------------------------------------------------------------

    @property
    def at(self) -> At | None:
        """What the line under the cursor belongs to."""
        return self.chosen if isinstance(self.chosen, At) else None

    @property
    def file(self) -> AttachedFile | None:
        """The file under the cursor, else the only one of the message under it."""
        at, talk = self.at, self.talk
        if at is None or talk is None:
            return None
        if at.kind == "file":
            return next((file for one in talk.messages for file in one.attachments if file.id == at.id), None)
        here = next((one for one in talk.messages if at.kind == "message" and one.id == at.id), None)
        return here.attachments[0] if here is not None and len(here.attachments) == 1 else None

    @property
    def never_went(self) -> Queued | None:
        """The answer under the cursor that never left: its words may be sent again."""
        at, talk = self.at, self.talk
        if at is None or talk is None or at.kind != "queued":
            return None
        return next((one for one in talk.waiting if one.id == at.id and one.state != "waiting" and one.text), None)

    @property
    def unseen(self) -> int:
        """The id up to which nobody has read what they wrote; 0: all was read."""
        messages = self.talk.messages if self.talk is not None else ()
        return max((one.id for one in messages if not one.seen), default=0)

    def want(self) -> None:
        if self.size.height and self.more and not self._asked and self.scroll_offset.y < NEAR_TOP:
            self._asked = True
            self.post_message(self.Older())

    # drawing ---------------------------------------------------------------------------------------------------------

    def draw_line(self, y: int) -> Strip:
        index = y + self.scroll_offset.y
        if self.talk is None and not self.count:  # not read yet: whether something was written nobody knows
            return Strip.blank(self.scrollable_content_region.width, self.rich_style)
        if not 0 <= index < len(self.lines) or self.lines[index].look not in LOOKS or index == self.cursor:
            return super().draw_line(y)
        line, width = self.lines[index], self.scrollable_content_region.width
        muted = line.look == "ours"  # its colour depends on what is behind it
        style = self.get_component_rich_style(f"thread-view--{line.look}", partial=not muted)
        style = style if muted else self.rich_style + style
        return Strip([Segment(" " + line.texts[0], style)]).adjust_cell_length(width, style)
