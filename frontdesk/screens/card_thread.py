"""The conversation on a customer's card: the tab of messages."""

from __future__ import annotations

from textual import on

from frontdesk.desk.day_values import News
from frontdesk.desk.values import Customer
from frontdesk.screens.correspondence import Correspondence
from frontdesk.screens.customer_card import MESSAGES, CustomerCard
from frontdesk.widgets.message_words import ways_words
from frontdesk.widgets.one_line import Bit, OneLine
from frontdesk.widgets.thread_view import ThreadView


class CardThread(Correspondence):
    """A screen with the card of a customer, on which what was written can be read."""

    @property
    def card(self) -> CustomerCard:
        raise NotImplementedError

    @property
    def customer(self) -> Customer | None:
        """The customer under the cursor."""
        raise NotImplementedError

    @property
    def thread(self) -> ThreadView:
        return self.card.query_one(f"#{MESSAGES}", ThreadView)

    @property
    def correspondent(self) -> str | None:
        return self.customer.id if self.customer is not None else None

    @property
    def thread_is_seen(self) -> bool:
        return self.card.display and self.card.tab == MESSAGES

    def thread_touched(self, news: News) -> bool:
        """Whether the news concern the conversation that is shown."""
        return news.messages and self.card.tab == MESSAGES

    @on(CustomerCard.Opened)
    def card_opened(self) -> None:
        """It is read when it is looked at, not with every card the cursor passes."""
        card, talk = self.card.card, self.thread.talk
        if talk is not None and (card is None or card.customer.id != talk.customer):
            self.thread.clear_talk()  # it is another's, and is not to be taken for this one's while it is read
            self.put_ways()
        if not self.over and self.card.tab == MESSAGES and card is not None:
            self.read_thread()

    def put_ways(self) -> None:
        talk = self.thread.talk
        words = ways_words(talk, self.passed) if talk is not None else ""
        self.card.query_one("#ways", OneLine).put([Bit(f" {words}", "good")] if words else [])
