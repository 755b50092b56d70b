"""Messages in words: by which channel, what kind, what became of them, and why one did not go."""

from __future__ import annotations

from collections.abc import Iterable

from frontdesk.base.text import shown
from frontdesk.desk.message_values import Conversation, OutboxEntry, Way, WorkerState
from frontdesk.desk.values import GoneFor
from frontdesk.language.dates import day_of, day_words, minutes_words, time_words
from frontdesk.language.i18n import _
from frontdesk.language.messages import channel_name, kind_words, state_words

__all__ = [
    "ALIVE", "NEW", "channel_name", "entry_words", "gone_words", "kind_words", "moment_near", "no_way_words",
    "problem_words", "state_words", "ways_words", "window_of", "window_words", "worker_words",
]  # fmt: skip

NEW = "✦"
"""Before what somebody wrote and nobody here has read."""

ALIVE = 90
"""Seconds after its last sign of life for which a worker counts as running."""


def problem_words(problem: str) -> str:
    """Why a message did not go: our own reasons in the reader's language, a provider's words as they are."""
    return shown(_(problem)) if problem else ""


def moment_near(at: int, zone: str, today: int) -> str:
    """A moment (epoch seconds): only the time, where it is of today."""
    day = day_of(at // 60, zone)
    time = time_words(at // 60, zone)
    return time if day == today else f"{day_words(day, today)} {time}"


def window_words(left: int | None) -> str:
    """For how long a channel still takes free text; empty where there is no limit."""
    if left is None:
        return ""
    if left <= 0:
        return _("templates only")
    return _("free text for {time}").format(time=minutes_words(-(-left // 60)))


def window_of(way: Way, passed: int) -> int | None:
    """Seconds left of a channel's window, so many seconds after it was looked at."""
    return None if way.window is None else max(0, way.window - passed)


def ways_words(talk: Conversation, passed: int) -> str:
    """The windows that matter: of the channel they wrote by last, and of those that are open."""
    said = []
    theirs = next((one.channel for one in reversed(talk.messages) if one.direction == "in"), talk.channel)
    for way in talk.ways:
        left = window_of(way, passed)
        if left is not None and (left or way.channel == theirs):
            said.append(f"{channel_name(way.channel)}: {window_words(left)}")
    return " · ".join(said)


def no_way_words(talk: Conversation) -> str:
    """That a customer cannot be written to, because what would reach them is not set up."""
    channels = ", ".join(channel_name(one.channel) for one in talk.not_set_up)
    words = _("{name} could be reached by {channels}, which is not set up.")
    return words.format(name=shown(talk.name), channels=channels)


def gone_words(gone: Iterable[GoneFor], zone: str, today: int) -> str:
    """``confirmation by SMS at 10:32``: what cannot be taken back any more."""
    parts = [
        _("{message} by {channel} at {time}").format(
            message=kind_words(one.kind), channel=channel_name(one.channel), time=moment_near(one.at, zone, today)
        )
        for one in gone
    ]
    return ", ".join(parts)


def entry_words(entry: OutboxEntry, zone: str, today: int) -> str:
    """A message of a reservation: what it is, by which channel, what became of it and when."""
    at = entry.ended if entry.ended is not None else entry.due
    words = [
        state_words(entry.status),
        moment_near(at, zone, today),
        kind_words(entry.kind),
        channel_name(entry.channel),
    ]
    if entry.status in ("failed", "doubtful", "dropped"):
        words.append(problem_words(entry.problem))
    return " · ".join(word for word in words if word)


def _silent(workers: Iterable[WorkerState]) -> tuple[str, str]:
    """The first channel that answers none of those who send by it."""
    said: dict[str, list[str]] = {}
    for one in workers:
        for channel, problem in one.channels:
            said.setdefault(channel, []).append(problem)
    for channel, problems in said.items():
        if all(problems):
            short = _("{channel} does not answer").format(channel=channel_name(channel))
            return short, f"{short}: {problem_words(problems[0])}"
    return "", ""


def worker_words(workers: Iterable[WorkerState], outgoing: int, seconds: float) -> tuple[str, str]:
    """What is wrong with who sends messages, short and as a sentence; empty where nothing is.

    Nothing waits and nobody ever gave a sign of life: then there is nothing to say.
    """
    alive = [one for one in workers if seconds - one.beat <= ALIVE]
    healthy = [one for one in alive if not one.problem]
    if healthy:
        return _silent(healthy)
    for one in alive:
        how, _space, by = one.problem.partition(" ")
        host = shown(one.host)
        if how in ("behind", "ahead") and by.isdecimal():
            behind = _("the clock of {host} is {seconds} s behind: nothing is sent from there")
            ahead = _("the clock of {host} is {seconds} s ahead: nothing is sent from there")
            sentence = (behind if how == "behind" else ahead).format(host=host, seconds=by)
            return _("clock of {host}").format(host=host), sentence
        return shown(one.problem), f"{host}: {shown(one.problem)}"
    if not outgoing:
        return "", ""
    return _("no worker"), _("No worker is running: nothing is sent until one is.")
