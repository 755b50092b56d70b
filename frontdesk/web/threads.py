"""The desk is synchronous: what asks it runs in a few threads, fewer than the database has connections."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ParamSpec, TypeVar

import anyio
import anyio.to_thread

AT_ONCE = 8

Words = ParamSpec("Words")
Result = TypeVar("Result")


class Threads:
    """A door to the threads, made before the loop runs."""

    def __init__(self) -> None:
        self._limiter = anyio.CapacityLimiter(AT_ONCE)

    async def run(self, act: Callable[Words, Result], *words: Words.args, **named: Words.kwargs) -> Result:
        """The result of ``act``, in a thread. It runs to its end even where the visitor has gone."""
        return await anyio.to_thread.run_sync(partial(act, *words, **named), limiter=self._limiter)
