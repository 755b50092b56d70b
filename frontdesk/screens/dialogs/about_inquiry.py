"""What the dialogs about an inquiry share: it may change while one of them is open, and that is said before it is written to."""

from __future__ import annotations

from typing import TypeVar

from frontdesk.base.errors import FrontdeskError
from frontdesk.desk.inquiry_values import Inquiry
from frontdesk.language.i18n import _
from frontdesk.screens.dialogs.dialog import Dialog
from frontdesk.screens.inquiry_words import who_words
from frontdesk.widgets.plain_text import PlainText

R = TypeVar("R")


class InquiryDialog(Dialog[R]):
    """A dialog with a line ``#problem``, about an inquiry as it was when it was read last."""

    def __init__(self, inquiry: Inquiry) -> None:
        super().__init__()
        self._inquiry = inquiry

    def _wrong(self, sentence: str) -> None:
        self.query_one("#problem", PlainText).update(sentence)

    def _refused(self, error: FrontdeskError) -> bool:
        self._wrong(error.sentence(_))
        if error.code == "stale_version":
            self.ask("anew", lambda desk: desk.inquiries.inquiry(self._inquiry.id), self._as_it_is)
        return True

    def _as_it_is(self, inquiry: Inquiry) -> None:
        """Somebody changed it, or they wrote: that is said, and the next time it goes all the same."""
        self._inquiry = inquiry
        words = _("{who} wrote, or somebody changed it, while this was open: ctrl+s sends it all the same.")
        self._wrong(words.format(who=who_words(inquiry)))
