"""A quote says for when and for how many it is, as it stood when it was made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from frontdesk.base.clock import FixedClock
from frontdesk.desk.desk import Desk
from frontdesk.desk.inquiry_values import Inquiry, InquiryEdit, QuoteLine
from frontdesk.worker.dispatcher import Dispatcher
from tests.inquiries.conftest import ARRIVAL, MINUTE
from tests.inquiries.test_quotes import _content
from tests.messages.conftest import Post

Asked = Callable[..., Inquiry]
LINES = [QuoteLine("Doble", 9000)]
STAY = "For: 11 Dec 2026 – 13 Dec 2026 · 2 nights · 2 people"


def saved(desk: Desk, one: Inquiry, path: Path) -> str:
    assert one.quote is not None
    desk.inquiries.save_quote(one.quote.id, path)
    return path.read_text()


def test_the_stay_stands_in_mail_text_and_pdf(
    desk: Desk, clock: FixedClock, worker: Dispatcher, email: Post, asked: Asked, tmp_path: Path
) -> None:
    made = desk.inquiries.quote(asked(language="en").id, LINES)
    clock.move(MINUTE)
    worker.tick()
    assert STAY in email.went[0].text
    assert STAY in saved(desk, made, tmp_path / "quote.txt")
    assert made.quote is not None
    assert STAY.encode("cp1252").decode("latin-1") in _content(desk.inquiries.quote_file(made.quote.id).content)


def test_it_stays_as_it_was_when_the_inquiry_changes(
    desk: Desk, clock: FixedClock, asked: Asked, tmp_path: Path
) -> None:
    made = desk.inquiries.quote(asked(language="en").id, LINES)
    clock.move(MINUTE)
    desk.inquiries.edit(made.id, InquiryEdit(starts=ARRIVAL + 7, ends=ARRIVAL + 8, party=1))
    assert STAY in saved(desk, made, tmp_path / "first.txt")
    again = desk.inquiries.quote(made.id, LINES)
    assert "For: 18 Dec 2026 – 19 Dec 2026 · 1 night\n" in saved(desk, again, tmp_path / "second.txt")


def test_what_is_not_known_is_not_said(desk: Desk, asked: Asked, tmp_path: Path) -> None:
    nothing = desk.inquiries.quote(asked(starts=None, ends=None, party=1, language="en").id, LINES)
    assert "For:" not in saved(desk, nothing, tmp_path / "nothing.txt")
    evening = desk.inquiries.quote(asked(ends=None, minute=1230, party=20, language="en").id, LINES)
    assert "For: 11 Dec 2026 20:30 · 20 people\n" in saved(desk, evening, tmp_path / "evening.txt")
