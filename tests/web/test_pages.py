"""The customers' pages over HTTP: what they show, what they do, and what they do not let anybody do."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.base.text import shown
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import CustomerEdit, Reservation
from frontdesk.web.settings import Front, Rates
from tests import hostile
from tests.desk.wishes import at
from tests.web.conftest import opt_out_token, token_of
from tests.web.serving import Answer, Site, served

PHONE = "+34 911 22 33 44"
MANY = Rates("10000/minute", "10000/minute", "10000/minute")
Book = Callable[..., Reservation]
ELEMENTS = (
    "html", "head", "meta", "title", "style", "body", "main", "p", "bdi", "h1", "dl", "dt", "dd", "form", "button", "a",
    "br", "input",
)  # fmt: skip


@pytest.fixture
def desk(sqlite_salon: Desk) -> Desk:
    return sqlite_salon


@pytest.fixture
def site(sqlite_salon: Desk) -> Iterator[Site]:
    with served(sqlite_salon, front=Front(phone=PHONE, rates=MANY)) as one:
        yield one


def where(answer: Answer, path: str) -> str:
    """Where a redirect leads, as a browser resolves it."""
    from urllib.parse import urljoin

    assert answer.status == 303, answer
    return urljoin(path, answer.headers["Location"])


def test_the_page_says_what_is_agreed(site: Site, desk: Desk, book: Book, link: Any) -> None:
    answer = site.get(f"/v/{link(book('2026-11-26 10:00', language='en'))}")
    assert answer.status == 200
    for words in ("Your visit", "Thu 26 Nov, 10:00–10:45", "Corte", "Marta", "Centro", "I am coming", PHONE):
        assert words in answer.text
    assert '<html lang="en">' in answer.text
    assert "Eva" not in answer.text  # whoever reads it knows their name


def test_it_is_said_in_the_customers_language(site: Site, book: Book, link: Any) -> None:
    answer = site.get(f"/v/{link(book('2026-11-26 10:00', language='es'))}", Accept_Language="en")
    assert '<html lang="es">' in answer.text
    assert "Confirmo que voy" in answer.text


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("es", "es"),
        ("de, es;q=0.5, en;q=0.4", "es"),
        ("en-GB,en;q=0.9", "en"),
        ("", "en"),
        (";;q=x,q=", "en"),
        ("fr", "en"),
    ],
)
def test_who_is_nobody_is_answered_in_the_browsers_language(site: Site, header: str, language: str) -> None:
    answer = site.get("/v/nothing", Accept_Language=header)
    assert answer.status == 404
    assert f'<html lang="{language}">' in answer.text


def test_unknown_links_all_look_the_same(site: Site, desk: Desk, book: Book, link: Any) -> None:
    visit = book("2026-11-26 10:00")
    token = link(visit)
    desk.delete(visit.code, "typed twice")
    paths = [
        f"/v/{token}",
        "/v/x",
        f"/v/{token[:-1]}",
        f"/v/{token}x",
        "/v/" + "a" * 4000,
        "/v/%00%ff",
        "/u/x",
        f"/u/{token}",
    ]
    answers = [site.get(path) for path in paths] + [site.post(f"{path}/cancel") for path in paths if path[1] == "v"]
    assert {one.status for one in answers} == {404}
    assert len({one.body for one in answers}) == 1


def test_confirmed_and_seen_again(site: Site, desk: Desk, book: Book, link: Any) -> None:
    token = link(book("2026-11-26 10:00", language="en"))
    for _ in range(2):  # twice is once
        there = where(site.post(f"/v/{token}/confirm"), f"/v/{token}/confirm")
        assert "Thank you" in site.get(there).text
    assert "I am coming" not in site.get(f"/v/{token}").text


def test_cancelled(site: Site, desk: Desk, book: Book, link: Any) -> None:
    visit = book("2026-11-26 10:00", language="en")
    token = link(visit)
    assert "Cancelling costs nothing now" in site.get(f"/v/{token}/cancel").text
    there = where(site.post(f"/v/{token}/cancel", {"terms": "free"}), f"/v/{token}/cancel")
    assert desk.reservation(visit.code).status == "cancelled"
    after = site.get(there)
    assert "Your visit is cancelled." in after.text
    assert "<form" not in after.text
    assert where(site.post(f"/v/{token}/cancel", {"terms": "free"}), f"/v/{token}/cancel") == there
    assert "It is cancelled" in site.get(f"/v/{token}").text  # the link in the message tells how it ended
    assert "It is cancelled" in site.get(f"/v/{token}/cancel").text


def test_what_cancelling_costs_is_agreed_to_first(
    site: Site, desk: Desk, book: Book, link: Any, clock: FixedClock
) -> None:
    visit = book("2026-11-26 10:00", language="en")
    token = link(visit)
    clock.move(60 * 3600)
    refused = site.post(f"/v/{token}/cancel", {"terms": "free"})  # the page had been open since it was free
    assert (refused.status, desk.reservation(visit.code).status) == (409, "confirmed")
    assert "the terms of cancelling have changed" in refused.text
    asked = site.get(f"/v/{token}/cancel").text
    assert "cancelling now costs 10.00 EUR" in asked
    terms = re.search(r'name="terms" value="([^"]*)"', asked)
    assert terms
    assert site.post(f"/v/{token}/cancel", {"terms": terms[1]}).status == 303
    assert desk.reservation(visit.code).owed == 1000


def test_moved(site: Site, desk: Desk, book: Book, link: Any) -> None:
    visit = book("2026-11-26 10:00", language="en")
    token = link(visit)
    page = site.get(f"/v/{token}/move").text
    assert "Thu 26 Nov" in page
    chosen = re.search(r'href="\.\./([^"]+\?start=[^"]+)">09:15', page)
    assert chosen
    review = site.get(f"/v/{unescape(chosen[1])}").text
    assert "Thu 26 Nov, 09:15–10:00" in review
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', review))
    there = where(site.post(f"/v/{token}/move", fields), f"/v/{token}/move")
    assert where(site.post(f"/v/{token}/move", fields), f"/v/{token}/move") == there
    assert desk.reservation(visit.code).start == at("2026-11-26 09:15")
    assert "Your visit was moved." in site.get(there).text
    old = site.get(f"/v/{token}")
    assert old.status == 410
    assert "09:15" not in old.text
    for act in ("confirm", "cancel"):
        assert site.post(f"/v/{token}/{act}", {"terms": "free"}).status == 410
    assert desk.reservation(visit.code).status == "confirmed"


def test_a_time_that_was_taken_meanwhile(site: Site, desk: Desk, book: Book, link: Any) -> None:
    visit = book("2026-11-26 10:00", language="en")
    token, marta = link(visit), visit.lines[0].staff_id
    book("2026-11-26 12:00", "Luis Secret")
    start = at("2026-11-26 12:00")
    again = site.get(f"/v/{token}/move?start={start}&staff={marta}")
    assert "not free any more" in again.text
    refused = site.post(f"/v/{token}/move", {"start": start, "staff": marta})
    assert refused.status == 409
    assert "not free any more" in refused.text
    assert "Secret" not in refused.text + again.text


@pytest.mark.parametrize(
    "query",
    ["from=x", "from=9999-12-31", "from=0001-01-01", "from=", "start=-5", "start=99999999999", "start=0", "start=5&staff=x",
     "who=any", "who=%3Cscript%3E", "from=2026-11-30&who=any", "start=%D9%A1", "a=1&a=2"],
)  # fmt: skip
def test_addresses_that_were_tampered_with(site: Site, book: Book, link: Any, query: str) -> None:
    token = link(book("2026-11-26 10:00"))
    answer = site.get(f"/v/{token}/move?{query}")
    assert answer.status == 200
    assert "<script" not in answer.text


def test_no_free_time_and_no_person(site: Site, desk: Desk, book: Book, link: Any) -> None:
    token = link(book("2026-11-24 18:00", staff=None, service="Yoga", language="en"))
    assert "There is no free time in these days." in site.get(f"/v/{token}/move").text


def test_forms_that_say_nothing(site: Site, desk: Desk, book: Book, link: Any) -> None:
    visit = book("2026-11-26 10:00")
    token = link(visit)
    for fields in ({}, {"start": "x"}, {"start": "-1"}, {"start": "9" * 30}):
        assert site.post(f"/v/{token}/move", fields).status == 400
    strange = b"--b\r\nContent-Disposition: form-data; name=start; filename=x\r\n\r\n5\r\n--b--\r\n"
    own = {"Sec-Fetch-Site": "same-origin"}
    for kind in ("multipart/form-data; boundary=b", "multipart/form-data", "application/json", "x"):
        answer = site.ask("POST", f"/v/{token}/move", strange, {**own, "Content-Type": kind})
        assert answer.status == 400, kind
    assert desk.reservation(visit.code).version == visit.version


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"])
def test_only_a_post_does_anything(site: Site, desk: Desk, book: Book, link: Any, method: str) -> None:
    visit = book("2026-11-26 10:00")
    token, out = link(visit), opt_out_token(desk, visit.customer.id)
    seq = desk.seq()
    for path in ("", "/confirm", "/cancel", "/move", "/cancel?terms=free", f"/move?start={at('2026-11-26 12:00')}"):
        answer = site.ask(method, f"/v/{token}{path}")
        assert answer.status in (200, 404, 405)
        assert method != "HEAD" or answer.body == b""
    site.ask(method, f"/u/{out}")
    assert desk.seq() == seq
    assert desk.messages.thread(visit.customer.id).marketing is None


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Sec_Fetch_Site": "", "Origin": "https://evil.example"},
        {"Sec_Fetch_Site": "", "Origin": "null"},
        {"Sec_Fetch_Site": "", "Origin": "http://127.0.0.1"},
        {"Sec_Fetch_Site": "", "Origin": "http://[::x"},
        {"Sec_Fetch_Site": "cross-site", "Origin": "{own}"},
    ],
)
def test_a_form_of_another_site_is_refused(
    site: Site, desk: Desk, book: Book, link: Any, headers: dict[str, str]
) -> None:
    visit = book("2026-11-26 10:00")
    token = link(visit)
    said = {name: value.format(own=site.url) for name, value in headers.items()}
    for path, fields in (
        (f"/v/{token}/cancel", {"terms": "free"}),
        (f"/u/{opt_out_token(desk, visit.customer.id)}", {}),
    ):
        assert site.post(path, fields, **said).status == 403
    assert desk.reservation(visit.code).status == "confirmed"
    assert desk.messages.thread(visit.customer.id).marketing is None


@pytest.mark.parametrize("headers", [{"Origin": "{own}"}, {}, {"Sec_Fetch_Site": "none"}])
def test_our_own_form_is_not(site: Site, desk: Desk, book: Book, link: Any, headers: dict[str, str]) -> None:
    said = {"Sec_Fetch_Site": ""} | {name: value.format(own=site.url) for name, value in headers.items()}
    assert site.post(f"/v/{link(book('2026-11-26 10:00'))}/confirm", **said).status == 303


def test_the_origin_is_that_of_the_public_address(sqlite_salon: Desk, book: Book, link: Any) -> None:
    token = link(book("2026-11-26 10:00"))
    with served(sqlite_salon, front=Front(url="https://citas.example")) as site:
        for origin, status in (("https://citas.example", 303), (site.url, 403), ("http://citas.example", 403)):
            assert site.post(f"/v/{token}/confirm", Sec_Fetch_Site="", Origin=origin).status == status
        assert "https://citas.example" not in site.get(f"/v/{token}").text  # addresses are relative


def test_no_more_marketing(site: Site, desk: Desk, book: Book) -> None:
    visit = book("2026-11-26 10:00", language="en")
    path = f"/u/{opt_out_token(desk, visit.customer.id)}"
    assert "No more offers" in site.get(path).text
    one_click = site.post(path, {"List-Unsubscribe": "One-Click"}, Sec_Fetch_Site="")  # RFC 8058: a mail provider
    assert "You get no offers" in one_click.text
    assert desk.messages.thread(visit.customer.id).marketing is False
    assert "You get no offers" in site.get(path).text


def test_what_is_too_large_is_not_read(site: Site, desk: Desk, book: Book, link: Any) -> None:
    token = link(book("2026-11-26 10:00"))
    large = b"terms=free&x=" + b"y" * 20_000
    own = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}
    assert site.ask("POST", f"/v/{token}/cancel", large, own).status == 413
    assert site.ask("POST", f"/v/{token}/cancel", iter([large[:9000], large[9000:]]), own).status == 413  # in chunks
    assert desk.messages.visit(token).status == "confirmed"


def test_headers(site: Site, book: Book, link: Any) -> None:
    token = link(book("2026-11-26 10:00"))
    for path in (f"/v/{token}", "/v/x", f"/v/{token}/move", "/health", "/nothing"):
        headers = site.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "unsafe" not in policy
        for part in ("form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"):
            assert part in policy
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "Server" not in headers
        assert "Set-Cookie" not in headers


def test_the_style_is_the_one_the_policy_allows(site: Site) -> None:
    import base64
    import hashlib

    answer = site.get("/v/x")
    style = re.search(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"'sha256-{digest}'" in answer.headers["Content-Security-Policy"]


class Texts(HTMLParser):
    """What a reader sees, and which elements there are."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.seen.append(data)


def _names() -> list[str]:
    given = [
        "<script>alert(1)</script>",
        "{{ 7*7 }}{% raw %}",
        "' onload=x '\"><img src=x>",
        "\u202eabc\u2066",
        "[b]🧑‍🎤[/b]",
    ]
    return given + [name for name in hostile.excerpt() if shown(name).strip()][:25]


def test_s51_names_on_a_page_are_text(
    sqlite_salon: Desk, book: Book, link: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the business, the service, the person, the location, and in the links themselves."""
    import msgspec

    token = link(book("2026-11-26 10:00"))
    real = sqlite_salon.messages.visit(token)
    elements = set(ELEMENTS)
    with served(sqlite_salon, front=Front(rates=MANY)) as site:
        for name in _names():
            faked = msgspec.structs.replace(real, business=name, service=name, staff=name, location=name)
            monkeypatch.setattr("frontdesk.desk.messages.door.Messages.visit", lambda _self, _token, it=faked: it)
            for path in ("", "/cancel"):
                answer = site.get(f"/v/{token}{path}")
                assert answer.status == 200, name
                read = Texts()
                read.feed(answer.text)
                assert read.tags <= elements, name
                assert shown(name) in "".join(read.seen), name
                assert not re.search("[\u202a-\u202e\u2066-\u2069]", answer.text)


def test_rates(sqlite_salon: Desk, book: Book, link: Any) -> None:
    token = link(book("2026-11-26 10:00"))
    with served(sqlite_salon, front=Front(rates=Rates("5/hour", "2/hour", "3/hour"), proxies=1)) as site:
        found = [site.get(f"/v/{token}", X_Forwarded_For=f"9.9.9.{n}, 7.7.7.7").status for n in range(6)]
        assert found == [200] * 5 + [429]  # what stands before our proxy's word counts for nothing
        late = site.get(f"/v/{token}", X_Forwarded_For="7.7.7.7")
        assert 1 <= int(late.headers["Retry-After"]) <= 3600
        assert site.get(f"/v/{token}", X_Forwarded_For="7.7.7.8").status == 200
        assert [site.post(f"/v/{token}/confirm", X_Forwarded_For="7.7.7.9").status for _ in range(3)] == [303, 303, 429]
        six = [site.get(f"/v/{token}", X_Forwarded_For=f"2001:db8::{n}").status for n in range(6)]
        assert six == [200] * 5 + [429]  # one household, however many addresses it has
        assert site.get("/health", X_Forwarded_For="7.7.7.7").status == 200


def test_without_a_proxy_nobody_is_believed(sqlite_salon: Desk) -> None:
    with served(sqlite_salon, front=Front(rates=Rates(pages="2/hour"))) as site:
        assert [site.get("/v/x", X_Forwarded_For=f"8.8.8.{n}").status for n in range(3)] == [404, 404, 429]


def test_twice_at_once_is_once(site: Site, desk: Desk, book: Book, link: Any) -> None:
    visit = book("2026-11-26 10:00")
    token, gate, found = link(visit), threading.Barrier(2), list[Answer]()

    def run() -> None:
        gate.wait()
        found.append(site.post(f"/v/{token}/cancel", {"terms": "free"}))

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {one.status for one in found} == {303}
    assert len({one.headers["Location"] for one in found}) == 1
    assert [change.verb for change in desk.history(visit.code)] == ["book", "cancel"]


def test_health_and_ready(site: Site, desk: Desk, tmp_path: Path) -> None:
    assert (site.get("/health").text, site.get("/ready").text) == ("ok", "ok")
    file = Path(str(desk.store.path))
    away = file.with_name("away.db")
    file.rename(away)
    try:
        assert site.get("/health").status == 200
        ready = site.get("/ready")
        assert ready.status == 503
        assert ready.text.startswith("database_")
        assert str(tmp_path) not in ready.text
    finally:
        away.rename(file)
    assert site.get("/ready").status == 200


def test_a_database_that_is_away_is_said_so(
    site: Site, book: Book, link: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    token = link(book("2026-11-26 10:00"))

    def away(*_words: object) -> None:
        raise FrontdeskError("database_unreachable", problem="password of eva@example.com")

    monkeypatch.setattr("frontdesk.desk.messages.door.Messages.visit", away)
    answer = site.get(f"/v/{token}")
    assert (answer.status, answer.headers["Retry-After"]) == (503, "60")
    assert "eva" not in answer.text

    def broken(*_words: object) -> None:
        raise RuntimeError("eva")

    monkeypatch.setattr("frontdesk.desk.messages.door.Messages.cancel", broken)
    answer = site.post(f"/v/{token}/cancel")
    assert answer.status == 500
    assert "eva" not in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_a_manual_business(open_business: Callable[..., Desk], tmp_path: Path) -> None:
    from tests.conftest import SALON
    from tests.desk.wishes import wish

    desk = open_business(
        str(tmp_path / "manual.db"), SALON.replace('country = "ES"', 'country = "ES"\nconfirm = "manual"')
    )
    visit = desk.book(wish(desk, "Corte", "2026-11-26 10:00", "Marta", channel="web"))
    desk.edit_customer(visit.customer.id, CustomerEdit(language="en"))
    with served(desk, front=Front(phone=PHONE)) as site:
        token = token_of(desk, visit)
        page = site.get(f"/v/{token}").text
        assert "Waiting for the business to confirm it" in page
        assert "I am coming" not in page
        assert "Another time" in page
        desk.confirm(visit.code)
        assert "Please ask us if you would like another time." in site.get(f"/v/{token}").text
        assert "Please ask us" in site.get(f"/v/{token}/move").text
        assert site.post(f"/v/{token}/move", {"start": at("2026-11-26 12:00")}).status == 409
