"""How a program that stays open all day keeps small."""

from __future__ import annotations

ARENAS = -8
"""glibc's M_ARENA_MAX (malloc.h)."""


def share_one_arena() -> None:
    """Let all threads take memory from one heap: glibc gives each a heap of its own, for a speed nobody here would notice."""
    import ctypes

    try:
        ctypes.CDLL(None).mallopt(ARENAS, 1)
    except (OSError, AttributeError):  # another C library
        return
