"""Who asks becomes a customer when we first write to them or book for them: messages and visits belong to somebody."""

from __future__ import annotations

import msgspec

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.text import folded
from frontdesk.desk import customers
from frontdesk.desk.work import Work
from frontdesk.store import customers as store_customers
from frontdesk.store import messages
from frontdesk.store.customers import CustomerRecord
from frontdesk.store.inquiries import InquiryRecord


def with_customer(work: Work, record: InquiryRecord) -> InquiryRecord:
    """The inquiry with its customer, who is matched by e-mail or phone, else made; not written yet.

    Raises FrontdeskError(wrong_value) where there is no way to reach anybody.
    """
    if not (record.email or record.phone):
        raise FrontdeskError("wrong_value", field="email", problem=N_("an e-mail address or a phone is needed"))
    if record.customer is None:
        found: list[CustomerRecord] = []
        if record.email:
            found = store_customers.with_email(work.connection, record.email)
        if not found and record.phone:
            found = store_customers.with_phone(work.connection, record.phone)
        # several share an address: whoever bears the name, else who came first, as with what they write themselves
        found.sort(key=lambda one: (folded(one.name) != folded(record.name), one.id))
        if found:
            person = customers.standing(work, found[0].id)
        else:
            name = record.name or record.email or record.phone or ""
            person = customers.create(work, name, record.phone, record.email, language=record.language)
        record = msgspec.structs.replace(record, customer=person.id)
    if record.email and record.customer is not None:
        # their answer, by whatever name, is theirs
        messages.meet(work.connection, "email", record.email, record.customer, record.name, work.seconds, came=False)
    return record
