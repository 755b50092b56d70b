"""What is taken as an address of e-mail, and what is refused."""

from __future__ import annotations

import pytest

from frontdesk.base.addresses import kept_email
from frontdesk.base.errors import FrontdeskError
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import CustomerWish


@pytest.mark.parametrize(
    "address",
    [
        "ana@example.com",
        "ana@correo.test",
        "recepcion@hotel.local",
        "o'neil+desk@x.ie",
        "ñandú@correo.es",
        '"a b"@x.es',
    ],
)
def test_what_is_an_address_is_kept(desk: Desk, address: str) -> None:
    """A house with a network of its own has mailboxes there: .local and .test are no mistakes."""
    assert desk.add_customer(CustomerWish(name="Ana", email=address)).email == address


def test_the_domain_is_kept_in_small_letters() -> None:
    assert kept_email("Ana.López@Example.COM") == "Ana.López@example.com"


@pytest.mark.parametrize(
    "address", ["ana", "ana@", "@x.com", "ana@gmail", "ana@@x.com", "ana@x..com", "ana @x.com", "a@b,c.es"]
)
def test_what_can_be_none_is_refused(desk: Desk, address: str) -> None:
    with pytest.raises(FrontdeskError) as refused:
        desk.add_customer(CustomerWish(name="Ana", email=address))
    assert refused.value.code == "wrong_value"
