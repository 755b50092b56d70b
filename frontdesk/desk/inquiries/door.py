"""The use cases of inquiries, as ``desk.inquiries``: for screens, commands and whatever takes mail in (Law 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from frontdesk.desk.inquiries import contact_form, looking, registering
from frontdesk.desk.inquiry_values import Inquiry, InquiryEdit, InquiryWish, StageCount

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk


class Inquiries:
    """What a Desk can do with inquiries. Every method may raise FrontdeskError; ``id`` is the public one, ``Q12``.

    ``version``: the one a change is meant for; it is refused (stale_version) where somebody else was faster.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # looking ----------------------------------------------------------------------------------------------------------

    def inquiries(
        self, stage: str | None = None, text: str = "", *, limit: int = 200, offset: int = 0
    ) -> list[Inquiry]:
        """Those of a stage, or all; what waits for us on top, then the latest. ``text``: every word is found in them."""
        return self._desk.read(lambda work: looking.listed(work, stage, text, limit, offset))

    def inquiry(self, id: str) -> Inquiry:
        """One of them."""
        return self._desk.read(lambda work: looking.one(work, id))

    def counts(self) -> tuple[StageCount, ...]:
        """Every stage in order, with how many are in it and how many of these wait for us."""
        return self._desk.read(looking.counts)

    def of_customer(self, customer: str) -> list[Inquiry]:
        """Those of a customer (``C42``), the latest first."""
        return self._desk.read(lambda work: looking.of_customer(work, customer))

    # writing ----------------------------------------------------------------------------------------------------------

    def register(self, wish: InquiryWish) -> Inquiry:
        """Write down what somebody asks."""
        return self._desk.write(lambda work: registering.register(work, wish))

    def edit(self, id: str, changes: InquiryEdit, *, version: int | None = None) -> Inquiry:
        """Put right what was written down."""
        return self._desk.write(lambda work: registering.edit(work, id, changes, version))

    # the contact form: whoever sends it acts as ``web`` -----------------------------------------------------------------

    def form_page(self) -> contact_form.FormPage:
        """What the page of the contact form says."""
        return self._desk.by_link().read(contact_form.page)

    def submit(self, form: contact_form.ContactForm) -> contact_form.FormAnswer:
        """Register what was asked by the contact form, once; or what is wrong with it, by field."""
        return self._desk.by_link().write(lambda work: contact_form.submit(work, form))
