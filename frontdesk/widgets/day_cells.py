"""How a column of a day is laid out in cells: values in, rows of exact width out; knows nothing of the terminal."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len

from frontdesk.base.text import shown
from frontdesk.desk.day_values import Block, Column, Day
from frontdesk.language.dates import time_words
from frontdesk.widgets.marks import MARKED, mark
from frontdesk.widgets.one_line import fitted

STEP = 15
HOUR = 60


class Piece(NamedTuple):
    """Some cells of one row: their text, which kind they are, and the index of the block they belong to (-1: none)."""

    text: str
    kind: str
    block: int = -1


Row = tuple[Piece, ...]


class Placing(NamedTuple):
    """Where a block stands in its column: rows from–to (half-open), its lane and how many lanes share those rows."""

    block: int
    first: int
    last: int
    lane: int
    lanes: int


def bounds(day: Day) -> tuple[int, int]:
    """The part of the day worth drawing, in epoch minutes: what is open or taken, with an hour before and after."""
    starts = [start for column in day.columns for start, _ in column.open]
    ends = [end for column in day.columns for _, end in column.open]
    starts += [block.start for column in day.columns for block in column.blocks]
    ends += [block.end for column in day.columns for block in column.blocks]
    if not starts:
        return min(day.start + 8 * HOUR, day.end - HOUR), min(day.start + 20 * HOUR, day.end)
    first = max(day.start, day.start + (min(starts) - day.start) // HOUR * HOUR - HOUR)
    last = min(day.end, day.start - (day.start - max(ends)) // HOUR * HOUR + HOUR)
    return first, max(last, first + HOUR)


def placings(blocks: tuple[Block, ...], first: int, rows: int, step: int) -> list[Placing]:
    """The rows and the lane of each block; blocks that share a row stand side by side."""
    spans = []
    for index, block in enumerate(blocks):
        top = max(0, (block.start - first) // step)
        bottom = min(rows, max(top + 1, -((first - block.end) // step)))
        if bottom - top > 1 and any(
            other.start >= block.end and (other.start - first) // step == bottom - 1 for other in blocks
        ):
            bottom -= 1  # the next one begins in the row this one ends in: it gets the row
        if top < rows and block.end > first:
            spans.append((top, bottom, index))
    spans.sort()
    placed: list[Placing] = []
    cluster: list[tuple[int, int, int, int]] = []  # top, bottom, index, lane
    free_from: list[int] = []

    def close() -> None:
        placed.extend(Placing(index, top, bottom, lane, len(free_from)) for top, bottom, index, lane in cluster)
        cluster.clear()
        free_from.clear()

    for top, bottom, index in spans:
        if cluster and top >= max(free_from):
            close()
        lane = next((n for n, until in enumerate(free_from) if until <= top), len(free_from))
        if lane == len(free_from):
            free_from.append(bottom)
        else:
            free_from[lane] = bottom
        cluster.append((top, bottom, index, lane))
    close()
    return placed


def kind_of(block: Block) -> str:
    """The kind of cells a block is drawn with; what is filtered out looks like nothing else and is not free."""
    if not block.chosen:
        return "other"
    return block.status or "confirmed" if block.kind == "reservation" else block.kind


def block_words(block: Block, zone: str, seconds: int) -> tuple[str, str, str]:
    """What a block says: its time, its mark and who, what for."""
    time = time_words(block.start, zone)
    who = shown(block.customer or block.title)
    if block.kind == "session":
        return time, who, f"{block.taken}/{block.capacity}"
    if block.kind == "hold":
        left = max(0, (block.expires or seconds) - seconds)
        return time, f"◷ {left // 60}′{left % 60:02}″ {who}".rstrip(), ""
    if block.kind == "event":
        return time, who, ""
    party = f" ×{block.party}" if block.party > 1 else ""
    return time, f"{mark(block.status)} {who}{party}", shown(block.service)


def _lines(block: Block, height: int, width: int, zone: str, seconds: int) -> list[str]:
    """The block's text by rows: time goes first where there is no room, then the service."""
    if not block.chosen:
        return [fitted("", width)] * height
    time, who, what = block_words(block, zone, seconds)
    if block.kind == "session":
        full, short = f"{time} {who} {what}", f"{who} {what}"
        if cell_len(full) <= width:
            lines = [full]
        elif height > 1:
            lines = [f"{time} {what}", who]
        else:
            lines = [short if cell_len(short) <= width else f"{what} {who}"]
    else:
        joined = f"{who} · {what}" if what else who
        full = f"{time} {joined}"
        if cell_len(full) <= width:
            lines = [full]
        elif height > 1 and what:
            top = f"{time} {who}"
            lines = [top if cell_len(top) <= width else who, what]
        elif cell_len(joined) <= width:
            lines = [joined]
        else:
            lines = [who]
    lines += [""] * height
    return [fitted(line, width) for line in lines[:height]]


def _edge(row: int, height: int) -> str:
    if height == 1:
        return "╶"
    return "╭" if row == 0 else "╰" if row == height - 1 else "│"


def lay_out(
    column: Column,
    first: int,
    rows: int,
    width: int,
    zone: str,
    seconds: int,
    step: int = STEP,
    marked: frozenset[str] = frozenset(),
) -> list[Row]:
    """Every row of a column, each exactly ``width`` cells; the reservations with the codes in ``marked`` bear a mark."""
    ground = [_ground(column, first + row * step, first + (row + 1) * step, width) for row in range(rows)]
    named: set[str] = set()
    for row in range(rows):
        moment = first + row * step
        for start, end, reason in column.away:
            name = shown(reason)
            if start < moment + step and end > moment and ground[row].kind == "away" and name not in named:
                named.add(name)
                ground[row] = Piece(fitted(f"░ {name}", width), "away")
    drawn: list[dict[int, Piece]] = [{} for _ in range(rows)]
    shares = [1] * rows
    for placing in placings(column.blocks, first, rows, step):
        block = column.blocks[placing.block]
        room = _share(width, placing.lane, placing.lanes)
        height = placing.last - placing.first
        texts = _lines(block, height, max(0, room - 1), zone, seconds)
        for offset, text in enumerate(texts):
            row = placing.first + offset
            shares[row] = placing.lanes
            edge = MARKED if offset == 0 and block.code in marked else _edge(offset, height)
            drawn[row][placing.lane] = Piece(fitted(edge + text, room), kind_of(block), placing.block)
    laid: list[Row] = []
    for row in range(rows):
        if not drawn[row]:
            laid.append((ground[row],))
            continue
        pieces = []
        for lane in range(shares[row]):
            room = _share(width, lane, shares[row])
            pieces.append(drawn[row].get(lane) or Piece(fitted(ground[row].text[:1] * room, room), ground[row].kind))
        laid.append(tuple(pieces))
    return laid


def _share(width: int, lane: int, lanes: int) -> int:
    """How many cells a lane gets of a column's width."""
    return (lane + 1) * width // lanes - lane * width // lanes


def _ground(column: Column, start: int, end: int, width: int) -> Piece:
    if any(away[0] < end and away[1] > start for away in column.away):
        return Piece("░" * width, "away")
    if any(opened < end and closed > start for opened, closed in column.open):
        return Piece(" " * width, "open")
    return Piece("░" * width, "closed")
