"""The excerpts are what the whole descriptions say, and the check against them finds what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.channels.described import REQUESTS, wrong
from tests.channels.excerpts import CUT, stored

ROOT = Path(__file__).parents[2]
PLACES = (ROOT.parent / "shared/data/specs", ROOT.parent.parent / "shared/data/specs")


@pytest.mark.parametrize("name", CUT)
def test_an_excerpt_is_what_the_description_says(name: str) -> None:
    whole = next((place for place in PLACES if place.is_dir()), None)
    if whole is None:
        pytest.skip("the whole descriptions are not here (../shared/data/specs)")
    if name == "whatsapp":
        pytest.importorskip("yaml")
    assert CUT[name](whole) == stored(name)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("telegram:sendMessage", {"chat_id": 1, "text": ""}),
        ("telegram:sendMessage", {"chat_id": 1, "text": "x" * 4097}),
        ("telegram:sendMessage", {"chat_id": 1.5, "text": "x"}),
        ("telegram:sendMessage", {"chat_id": 1, "text": "x", "txt": "x"}),
        ("telegram:sendMessage", {"chat_id": 1, "text": "x", "reply_parameters": {"id": 1}}),
        ("telegram:getFile", {}),
        ("twilio:message", {"From": "+1", "Body": "x"}),
        ("twilio:message", {"To": "+1", "Body": "x" * 1601}),
        ("twilio:message", {"To": "+1", "Text": "x"}),
        ("twilio:message", {"To": "+1", "MessagingServiceSid": "MG1"}),
        ("whatsapp:text", {"messaging_product": "whatsapp", "to": "1", "type": "text", "text": {"body": "x"}}),
        (
            "whatsapp:text",
            {
                "messaging_product": "whatsapp",
                "recipient_type": "individual",
                "to": "1",
                "type": "text",
                "text": {"text": "x"},
            },
        ),
        (
            "whatsapp:template",
            {
                "messaging_product": "whatsapp",
                "recipient_type": "individual",
                "to": "1",
                "type": "template",
                "template": {"name": "x", "language": {"code": "es"}},
            },
        ),
        ("instagram:message", {"recipient": {"id": "x1"}, "message": {"text": "x"}}),
    ],
)
def test_a_wrong_request_is_found(kind: str, value: object) -> None:
    assert wrong(REQUESTS[kind], value) != []
