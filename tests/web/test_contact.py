"""The contact form over HTTP: what is sent becomes an inquiry, once; what is missing is said beside the field."""

from __future__ import annotations

import datetime as dt
import re
import threading
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest

from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.desk.desk import Desk
from frontdesk.desk.inquiry_values import Inquiry
from frontdesk.web.settings import Front, Rates
from tests import hostile
from tests.web.serving import Answer, Site, served

MANY = Rates("10000/minute", "10000/minute", "10000/minute", "10000/minute")
SHOP = "https://www.peluquerianorte.example"
ASKED = {
    "name": "Lucía Vera", "email": "lucia@example.com", "phone": "600 111 222", "first": "2027-06-12", "last": "2027-06-13",
    "party": "4", "message": "Una boda.\nSomos cuatro.", "key": "k1", "lang": "es",
}  # fmt: skip


@pytest.fixture
def site(desk: Desk) -> Iterator[Site]:
    with served(desk, front=Front(rates=MANY, contact_origins=(SHOP,), phone="911 22 33 44")) as one:
        yield one


@pytest.fixture
def small(sqlite_salon: Desk) -> Iterator[Site]:
    """On SQLite only."""
    with served(sqlite_salon, front=Front(rates=MANY, contact_origins=(SHOP,))) as one:
        yield one


def asked(desk: Desk) -> list[Inquiry]:
    return desk.inquiries.inquiries()


def test_what_is_sent_is_an_inquiry_once(site: Site, desk: Desk) -> None:
    page = site.get("/contact", Accept_Language="es")
    assert (page.status, "Peluquería Norte" in page.text, "911 22 33 44" in page.text) == (200, True, True)
    key = re.search(r'name="key" value="([^"]+)"', page.text)
    assert key
    for _ in range(2):  # pressed twice, loaded again
        sent = site.post("/contact", ASKED | {"key": key[1]})
        assert (sent.status, sent.headers["Location"]) == (303, "contact?done=1&lang=es")
    assert "Gracias" in site.get("/contact?done=1&lang=es").text
    (found,) = asked(desk)
    assert (found.source, found.stage, found.waits, found.name, found.email) == (
        "form", "new", True, "Lucía Vera", "lucia@example.com",
    )  # fmt: skip
    assert (found.phone, found.party, found.language) == ("+34600111222", 4, "es")
    assert (found.starts, found.ends) == (dt.date(2027, 6, 12).toordinal(), dt.date(2027, 6, 13).toordinal())
    assert found.asked == "Una boda.\nSomos cuatro."
    assert found.created_by == "web"
    other = re.search(r'name="key" value="([^"]+)"', site.get("/contact").text)
    assert other and other[1] != key[1]  # a form opened anew is another one
    assert site.post("/contact", ASKED | {"key": other[1]}).status == 303
    assert len(asked(desk)) == 2


def test_the_same_form_sent_at_once_is_one(site: Site, desk: Desk) -> None:
    gate, found = threading.Barrier(4), list[Answer]()

    def send() -> None:
        gate.wait()
        found.append(site.post("/contact", ASKED))

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {one.status for one in found} == {303}
    assert len(asked(desk)) == 1


def test_a_form_without_a_key_counts_once_a_day(small: Site, sqlite_salon: Desk, clock: FixedClock) -> None:
    form = {name: value for name, value in ASKED.items() if name != "key"}
    for _ in range(2):
        assert small.post("/contact", form).status == 303
    assert small.post("/contact", form | {"message": "Otra cosa"}).status == 303
    assert len(asked(sqlite_salon)) == 2
    clock.move(86_400)
    assert small.post("/contact", form).status == 303
    assert len(asked(sqlite_salon)) == 3


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "Please write your name."),
        ("name", " \t", "Please write your name."),
        ("name", "x" * 121, "That is too long."),
        ("email", "lucia", "Please write an address such as ana@example.com."),
        ("email", "lucia@", "Please write an address such as ana@example.com."),
        ("email", "a@b.example, c@d.example", "Please write an address such as ana@example.com."),
        ("email", "x" * 9000 + "@example.com", "Please write an address such as ana@example.com."),
        ("phone", "mañana", "Please write a number such as 600 111 222."),
        ("phone", "1" * 30, "Please write a number such as 600 111 222."),
        ("first", "el viernes", "Please write a date such as 12/06/2027."),
        ("first", "2027-02-30", "Please write a date such as 12/06/2027."),
        ("first", "2026-11-22", "That day is over."),
        ("first", "2126-11-22", "That day is too far away."),
        ("last", "2027-06-11", "The last day lies before the first one."),
        ("party", "0", "Please write how many you are, as a number."),
        ("party", "٣", "Please write how many you are, as a number."),
        ("party", "-1", "Please write how many you are, as a number."),
        ("party", "9" * 50, "Please write how many you are, as a number."),
        ("message", "ñ" * 5001, "That is too long: 5,000 characters at the most."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_all_stays(
    small: Site, sqlite_salon: Desk, field: str, value: str, words: str
) -> None:
    answer = small.post("/contact", ASKED | {"lang": "en", field: value})
    assert answer.status == 422
    assert f'id="{field}-wrong">{words}</p>' in unescape(answer.text)
    assert answer.text.count('aria-invalid="true"') == 1
    assert 'name="key" value="k1"' in answer.text
    kept = dict(re.findall(r'name="(\w+)" value="([^"]*)"', unescape(answer.text)))
    typed = {name: text for name, text in (ASKED | {"lang": "en", field: value}).items() if name != "message"}
    assert {name: kept[name] for name in typed} == {
        name: "".join(c if c.isprintable() else " " for c in text) for name, text in typed.items()
    }
    assert (ASKED | {field: value})["message"] in unescape(answer.text)
    assert asked(sqlite_salon) == []
    assert small.post("/contact", ASKED).status == 303  # put right, it is taken: its key was not used up


def test_one_way_to_answer_is_enough(small: Site, sqlite_salon: Desk) -> None:
    refused = small.post("/contact", ASKED | {"email": "", "phone": " ", "lang": "en"})
    assert "Please write an e-mail address or a phone" in refused.text
    assert small.post("/contact", ASKED | {"email": "", "key": "a"}).status == 303
    assert small.post("/contact", ASKED | {"phone": "", "key": "b"}).status == 303
    assert [(one.email, one.phone) for one in reversed(asked(sqlite_salon))] in (
        [(None, "+34600111222"), ("lucia@example.com", None)],
        [("lucia@example.com", None), (None, "+34600111222")],
    )


@pytest.mark.parametrize(
    "more", [{"message": "", "first": "", "last": ""}, {"message": " \r\n", "first": "", "last": ""}]
)
def test_something_must_be_asked(small: Site, more: dict[str, str]) -> None:
    assert "Please write what you would like." in small.post("/contact", ASKED | more | {"lang": "en"}).text
    assert small.post("/contact", ASKED | more | {"dates": "el segundo fin de semana de junio"}).status == 303


def test_one_day_only(small: Site, sqlite_salon: Desk) -> None:
    for key, first, last in (("a", "", "12/6/2027"), ("b", "12.06.2027", "12-06-2027")):
        assert small.post("/contact", ASKED | {"key": key, "first": first, "last": last}).status == 303
    assert {(one.starts, one.ends) for one in asked(sqlite_salon)} == {(dt.date(2027, 6, 12).toordinal(), None)}


def test_who_fills_in_what_nobody_sees_is_asked_again(small: Site, sqlite_salon: Desk) -> None:
    assert 'class="trap"' in small.get("/contact").text
    answer = small.post("/contact", ASKED | {"website": "https://spam.example", "lang": "en"})
    assert (answer.status, "Please leave this field empty." in answer.text) == (422, True)
    assert "Una boda." in answer.text  # should it be a person after all
    assert asked(sqlite_salon) == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec_Fetch_Site": "cross-site", "Origin": SHOP}, 303),
        ({"Sec_Fetch_Site": "same-site", "Origin": f"{SHOP}:443"}, 303),
        ({"Sec_Fetch_Site": "", "Origin": SHOP}, 303),
        ({"Sec_Fetch_Site": "cross-site", "Origin": "https://evil.example"}, 403),
        ({"Sec_Fetch_Site": "cross-site", "Origin": f"{SHOP}.evil.example"}, 403),
        ({"Sec_Fetch_Site": "cross-site", "Origin": SHOP.replace("https", "http")}, 403),
        ({"Sec_Fetch_Site": "cross-site", "Origin": f"{SHOP}:8443"}, 403),
        ({"Sec_Fetch_Site": "cross-site", "Origin": "null"}, 403),
        ({"Sec_Fetch_Site": "cross-site", "Origin": "http://[::x"}, 403),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "same-origin"}, 303),
    ],
)
def test_from_where_it_may_be_sent(small: Site, sqlite_salon: Desk, headers: dict[str, str], status: int) -> None:
    assert small.post("/contact", ASKED, **headers).status == status
    assert len(asked(sqlite_salon)) == (status == 303)


def test_a_form_of_a_website_with_files(small: Site, sqlite_salon: Desk) -> None:
    parts = "".join(
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in ASKED.items()
    )
    kind = {"Content-Type": "multipart/form-data; boundary=x", "Origin": SHOP, "Sec-Fetch-Site": "cross-site"}
    file = '--x\r\nContent-Disposition: form-data; name="f"; filename="a.exe"\r\n\r\nMZ\r\n'
    assert small.ask("POST", "/contact", (parts + file + "--x--\r\n").encode(), kind).status == 400
    assert small.ask("POST", "/contact", (parts + "--x--\r\n").encode(), kind).status == 303
    assert small.ask("POST", "/contact", b"--x\r\nbroken", kind).status in (400, 422)
    assert len(asked(sqlite_salon)) == 1


def test_nothing_that_is_typed_is_more_than_text(small: Site, sqlite_salon: Desk) -> None:
    texts = hostile.excerpt()
    for text in texts:
        answer = small.post("/contact", {**dict.fromkeys(ASKED, text), "lang": "en"})
        assert answer.status == 422, text
        assert (answer.text.count("<textarea"), answer.text.count("<script")) == (1, 0)
        sent = small.post("/contact", ASKED | {"name": f"A {text}"[:100], "message": text + "x", "key": text})
        assert sent.status == 303, text
    assert len(sqlite_salon.inquiries.inquiries(limit=1000)) == len({text for text in texts})


@pytest.mark.parametrize(
    "body",
    [b"", b"%", b"name=%FF%FE&email=%00", b"name=a&name=b&" * 5000, b"=&" * 100, b"name=" + b"%F0%9F" * 9000, b"\xff" * 4000,
     b"lang=klingon&name=x"],
    ids=range(8),
)  # fmt: skip
def test_bodies_of_all_kinds(small: Site, sqlite_salon: Desk, body: bytes) -> None:
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
    assert small.ask("POST", "/contact", body, kind).status in (400, 413, 422)
    assert asked(sqlite_salon) == []


def test_too_much_is_refused_before_it_is_read(small: Site) -> None:
    answer = small.post("/contact", ASKED | {"message": "x" * 70_000})
    assert (answer.status, "That is too much to send." in answer.text) == (413, True)
    long = ASKED | {"message": "ñ" * 4900, "key": "long"}
    assert len(urlencode(long)) > 16 * 1024
    assert small.post("/contact", long).status == 303


def test_one_address_sends_only_so_many(sqlite_salon: Desk) -> None:
    with served(sqlite_salon, front=Front(rates=Rates(forms="3/hour"))) as site:
        statuses = [site.post("/contact", ASKED | {"key": str(n)}).status for n in range(5)]
        assert statuses == [303, 303, 303, 429, 429]
        assert site.get("/contact").status == 200  # looked at it may be
    assert len(asked(sqlite_salon)) == 3


def test_when_the_database_is_away_nothing_that_was_typed_is_lost(
    small: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    def away(*_words: object) -> None:
        raise FrontdeskError("database_unreachable", problem="password of eva@example.com")

    monkeypatch.setattr("frontdesk.desk.inquiries.door.Inquiries.submit", away)
    answer = small.post("/contact", ASKED | {"lang": "en"})
    assert answer.status == 503
    assert "We cannot take your message just now" in answer.text
    assert "Una boda.\nSomos cuatro.</textarea>" in answer.text
    assert 'name="key" value="k1"' in answer.text
    assert "eva" not in answer.text
    monkeypatch.setattr("frontdesk.desk.inquiries.door.Inquiries.form_page", away)
    assert small.get("/contact").status == 503


def test_no_form_where_none_is_wanted(sqlite_salon: Desk) -> None:
    with served(sqlite_salon, front=Front(rates=MANY, contact=False)) as site:
        assert (site.get("/contact").status, site.post("/contact", ASKED).status) == (404, 404)


@pytest.mark.parametrize(("language", "words"), [("es", "Escríbanos"), ("en", "Write to us")])
def test_it_speaks_the_visitors_language(small: Site, language: str, words: str) -> None:
    for answer in (small.get("/contact", Accept_Language=language), small.get(f"/contact?lang={language}")):
        assert f'<html lang="{language}">' in answer.text
        assert words in answer.text
        assert "<script" not in answer.text


def test_every_field_is_labelled(small: Site) -> None:
    text = small.get("/contact").text
    fields = re.findall(r'<(?:input|textarea)[^>]*\bid="(\w+)"', text)
    assert set(fields) == {"name", "email", "phone", "first", "last", "party", "message", "website"}
    assert all(f'<label for="{name}">' in text for name in fields)
