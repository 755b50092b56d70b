"""A jump from Today into the list: it shows what was counted, and is no filter that anybody set."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from frontdesk.desk.values import Filter

if TYPE_CHECKING:
    from textual.signal import Signal

    from frontdesk.screens.front import Front


class Jump(NamedTuple):
    """``before``: the filter that was there, and is again when the list is left; ``words``: what is shown meanwhile."""

    before: Filter
    words: str


class Filtering(Protocol):
    """What has a filter that a jump replaced for a while."""

    filter: Filter
    filtered: Signal[None]
    jumped: Jump | None


def jump(front: Front, wanted: Filter, words: str = "") -> None:
    """Show in the list what a filter chooses, until the list is left or somebody sets a filter there."""
    before = front.jumped.before if front.jumped is not None else front.filter
    front.jumped, front.filter = Jump(before, words), wanted
    front.filtered.publish(None)
    front.go_on("list")


def leave_list(front: Filtering) -> None:
    """What was there before a jump is there again."""
    left, front.jumped = front.jumped, None
    if left is not None:
        front.filter = left.before
        front.filtered.publish(None)
