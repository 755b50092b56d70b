"""A day sheet as PDF: the same 80 cells in a fixed-width base font, A4. What that font lacks is transcribed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from anyascii import anyascii

from frontdesk.desk.duty.sheet_text import WIDTH
from frontdesk.language.statuses import MARKS

SIZE, LEADING = 9.5, 12.0
MARGIN = 48.0
FONT, BOLD, SIGNS = "Courier", "Courier-Bold", "ZapfDingbats"
DRAWN = {"✓": "✓", "✗": "✗", "●": "●", "■": "■"}
"""Marks that the base font of signs has; the others are letters of the text's own font."""
INSTEAD = {"⊘": "x", "⌀": "o", "–": "-", "…": "...", "→": "->"}


def write(path: Path, pages: Sequence[Sequence[str]], title: str) -> None:
    """Write a PDF; a new sheet begins on a new page. Raises OSError."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    canvas.setTitle(_writable(title))
    canvas.setCreator("frontdesk")
    per_page = int((A4[1] - 2 * MARGIN) / LEADING)
    for lines in pages:
        for at in range(0, max(len(lines), 1), per_page):
            _page(canvas, lines[at : at + per_page], A4[1] - MARGIN)
            canvas.showPage()
    canvas.save()


def _page(canvas: Any, lines: Sequence[str], top: float) -> None:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    cell = stringWidth("0", FONT, SIZE)
    for row, line in enumerate(lines):
        y = top - row * LEADING
        if set(line) <= {"=", "-"} and line:
            canvas.line(MARGIN, y + LEADING / 3, MARGIN + WIDTH * cell, y + LEADING / 3)
            continue
        at = next((n for n, sign in enumerate(line) if sign in MARKS.values() and sign in DRAWN), None)
        if at is not None:
            canvas.setFont(SIGNS, SIZE)
            canvas.drawString(MARGIN + at * cell, y, DRAWN[line[at]])
            line = f"{line[:at]} {line[at + 1 :]}"
        canvas.setFont(BOLD if line[:1].strip() else FONT, SIZE)
        canvas.drawString(MARGIN, y, _writable(line))


def _writable(text: str) -> str:
    """In letters that the base fonts have (Western European); others are transcribed."""
    found = []
    for sign in text:
        try:
            sign.encode("cp1252")
            found.append(sign)
        except UnicodeEncodeError:
            found.append(INSTEAD.get(sign) or anyascii(sign) or "?")
    return "".join(found)
