"""What goes to standard output: one JSON document, or compact tables and lines for people."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from frontdesk.base.text import shown


def put_json(document: Any) -> None:
    """One document in UTF-8, whatever the terminal's encoding."""
    indent = 2 if sys.stdout.isatty() else None
    raw = json.dumps(document, ensure_ascii=False, indent=indent).encode("utf-8", "replace") + b"\n"
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(raw.decode())
    else:
        sys.stdout.flush()
        buffer.write(raw)
    sys.stdout.flush()


def put_line(text: str) -> None:
    """One line of text; what is unfit for a terminal is neutralised."""
    print(shown(text))


def put_table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, right: frozenset[int] = frozenset()) -> None:
    """A compact table: cut to the terminal's width there, whole where it is piped."""
    cleaned = [[shown(cell) for cell in row] for row in rows]
    if sys.stdout.isatty():
        _rich_table(heads, cleaned, right)
    else:
        _plain_table(heads, cleaned, right)


def _plain_table(heads: Sequence[str], rows: list[list[str]], right: frozenset[int]) -> None:
    from rich.cells import cell_len

    whole = [list(heads), *rows]
    widths = [max(cell_len(row[column]) for row in whole) for column in range(len(heads))]
    for row in whole:
        cells = []
        for column, cell in enumerate(row):
            space = " " * (widths[column] - cell_len(cell))
            cells.append(space + cell if column in right else cell + space)
        print("  ".join(cells).rstrip())


def _rich_table(heads: Sequence[str], rows: list[list[str]], right: frozenset[int]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column, head in enumerate(heads):
        table.add_column(Text(head), justify="right" if column in right else "left", no_wrap=True, overflow="ellipsis")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console(file=sys.stdout, width=shutil.get_terminal_size().columns, highlight=False, markup=False).print(table)


def put_fields(fields: Iterable[tuple[str, str]]) -> None:
    """Names and values below each other; empty values are left out."""
    from rich.cells import cell_len

    filled = [(name, shown(value)) for name, value in fields if value]
    width = max((cell_len(name) for name, _value in filled), default=0)
    for name, value in filled:
        print(f"{name}{' ' * (width - cell_len(name))}  {value}")
