"""Whether a request has left this machine decides whether a message may be sent again."""

from __future__ import annotations

import pytest

from frontdesk.channels.http import Http
from frontdesk.channels.limits import USUAL
from frontdesk.channels.protocol import ChannelError
from tests.channels.provider import CLOSE, RESET, Provider, Reply

LONG = {"Body": "x" * 2**25}
"""More than the system keeps for a connection: it cannot have left before the other end read of it."""


def test_a_request_that_did_not_leave_whole_did_not_go(provider: Provider) -> None:
    provider.replies.append(RESET)
    with pytest.raises(ChannelError) as caught:
        Http(USUAL).ask("POST", f"{provider.url}/media/1", sends=True, form=LONG)
    assert (caught.value.again, caught.value.doubtful) == (True, False)


def test_a_request_that_left_may_have_arrived(provider: Provider) -> None:
    provider.replies.append(CLOSE)
    with pytest.raises(ChannelError) as caught:
        Http(USUAL).ask("POST", f"{provider.url}/media/1", sends=True, form=LONG)
    assert (caught.value.again, caught.value.doubtful) == (False, True)
    provider.wrong.clear()  # no provider takes this; the path is all that mattered


def test_what_is_said_to_a_proxy_is_not_the_request(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy that takes the wish for a tunnel and closes has not seen the message."""
    monkeypatch.setenv("HTTPS_PROXY", provider.url)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    with pytest.raises(ChannelError) as caught:
        Http(USUAL).ask("POST", "https://provider.invalid/x", sends=True, form={"Body": "x"})
    assert (caught.value.again, caught.value.doubtful) == (True, False)


@pytest.mark.parametrize("url", ["", "nowhere", "ftp://example.com/", "http://\n/", "http://exa mple/", "http://[::1"])
def test_an_address_that_cannot_be_asked(url: str) -> None:
    with pytest.raises(ChannelError) as caught:
        Http(USUAL).ask("POST", url, sends=True, json={})
    assert not caught.value.doubtful


def test_headers_that_break_out_are_refused(provider: Provider) -> None:
    with pytest.raises(ChannelError) as caught:
        Http(USUAL).ask("POST", provider.url, sends=True, headers={"Authorization": "Bearer a\r\nX-Evil: 1"})
    assert (caught.value.again, caught.value.doubtful) == (False, False)
    assert provider.calls == []


def test_a_redirection_is_followed_without_who_we_are(provider: Provider) -> None:
    provider.replies += [
        Reply(307, b"", {"Location": f"{provider.url.replace('127.0.0.1', 'localhost')}/media/2"}),
        Reply(),
    ]
    answer = Http(USUAL).ask("GET", f"{provider.url}/media/1", headers={"Authorization": "Basic x"}, follow=True)
    assert answer.status == 200
    assert [call.headers.get("authorization") for call in provider.calls] == ["Basic x", None]
