"""The pages in a real Chromium, by the keyboard alone, in both languages, without JavaScript."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from frontdesk.desk.desk import Desk
from frontdesk.desk.values import Reservation
from frontdesk.web.settings import Front
from tests.desk.wishes import clock_face
from tests.web.serving import Site, served

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = [
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="chromium and chromium-driver are not installed"),
    pytest.mark.xdist_group("chromium"),
]
Book = Callable[..., Reservation]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM or ""
    for word in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--window-size=500,900"):
        options.add_argument(word)
    options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    browser = webdriver.Chrome(options=options, service=Service(DRIVER))
    yield browser
    browser.quit()


@pytest.fixture
def site(sqlite_salon: Desk) -> Iterator[Site]:
    with served(sqlite_salon, front=Front(phone="+34 911 22 33 44")) as one:
        yield one


class Keyboard:
    """Somebody without a mouse."""

    def __init__(self, browser: Any) -> None:
        self.browser = browser

    def press(self, *keys: str) -> None:
        from selenium.webdriver.common.action_chains import ActionChains

        ActionChains(self.browser, duration=0).send_keys(*keys).perform()

    def to(self, words: str) -> None:
        """Tab until what has the focus says these words; it must be seen that it has it."""
        from selenium.webdriver.common.keys import Keys

        seen = []
        for _ in range(40):
            self.press(Keys.TAB)
            here = self.browser.switch_to.active_element
            seen.append(here.text)
            if here.text.strip() == words:
                assert here.value_of_css_property("outline-style") == "solid"
                assert here.value_of_css_property("outline-width") == "3px"
                return
        raise AssertionError(f"{words} is not reached: {seen}")

    def enter(self, title: str) -> None:
        from selenium.webdriver.common.keys import Keys
        from selenium.webdriver.support.ui import WebDriverWait

        before = self.browser.current_url
        self.press(Keys.ENTER)
        WebDriverWait(self.browser, 10, 0.02).until(
            lambda it: it.current_url != before and it.title.startswith(title) and "chrome-error" not in it.current_url
        )


def until(browser: Any, seen: Callable[..., bool]) -> None:
    """Wait until the page is as it should be."""
    from selenium.webdriver.support.ui import WebDriverWait

    WebDriverWait(browser, 10, 0.02).until(seen)


def complaints(browser: Any) -> list[str]:
    """What the browser says was blocked or broken; it asks for an icon by itself."""
    return [one["message"] for one in browser.get_log("browser") if "favicon" not in one["message"]]


WORDS = {
    "en": ("Your visit", "I am coming", "Another time", "Another time for your visit", "Move your visit?", "Yes, move it",
           "Cancel the visit", "Cancel your visit?", "Yes, cancel it", "Your visit was moved.", "Your visit is cancelled."),
    "es": ("Su visita", "Confirmo que voy", "Otra hora", "Otra hora para su visita", "¿Cambiar su visita?", "Sí, cambiarla",
           "Cancelar la visita", "¿Cancelar su visita?", "Sí, cancelarla", "Su visita se ha cambiado.",
           "Su visita está cancelada."),
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "es"])
def test_confirm_move_and_cancel_by_the_keyboard(
    chromium: Any, site: Site, sqlite_salon: Desk, book: Book, link: Any, language: str
) -> None:
    visit = book("2026-11-26 10:00", language=language)
    title, comes, other, others, ask, yes, cancel, sure, gone, moved, cancelled = WORDS[language]
    chromium.get(f"{site.url}/v/{link(visit)}")
    keyboard = Keyboard(chromium)
    assert chromium.title == f"{title} · Peluquería Norte"
    keyboard.to(comes)
    keyboard.enter(title)
    assert comes not in chromium.page_source
    keyboard.to(other)
    keyboard.enter(others)
    keyboard.to("09:30")
    keyboard.enter(ask)
    keyboard.to(yes)
    keyboard.enter(title)
    assert moved in chromium.page_source
    assert clock_face(sqlite_salon.reservation(visit.code).start) == "2026-11-26 09:30"
    keyboard.to(cancel)
    keyboard.enter(sure)
    keyboard.to(gone)
    keyboard.enter(title)
    assert cancelled in chromium.page_source
    assert sqlite_salon.reservation(visit.code).status == "cancelled"
    assert complaints(chromium) == []  # nothing that the policy had to block


def test_a_phone_shows_it_without_scrolling_sideways(chromium: Any, site: Site, book: Book, link: Any) -> None:
    token = link(book("2026-11-26 10:00"))
    chromium.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 320, "height": 640, "deviceScaleFactor": 2, "mobile": True}
    )
    try:
        for path in ("", "/move?who=any", "/cancel", "/../../contact"):
            chromium.get(f"{site.url}/v/{token}{path}")
            metrics = chromium.execute_cdp_cmd("Page.getLayoutMetrics", {})
            assert metrics["cssContentSize"]["width"] <= 320, path
    finally:
        chromium.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@pytest.mark.parametrize(("language", "send", "thanks"), [("en", "Send", "Thank you"), ("es", "Enviar", "Gracias")])
def test_the_contact_form_by_the_keyboard(
    chromium: Any, site: Site, sqlite_salon: Desk, language: str, send: str, thanks: str
) -> None:
    from selenium.webdriver.common.keys import Keys

    chromium.get(f"{site.url}/contact?lang={language}")
    keyboard = Keyboard(chromium)
    keyboard.press(Keys.TAB, "Lucía Vera", Keys.TAB, "lucia@", Keys.TAB, Keys.TAB)
    for _ in range(12):  # a date has three parts, and a calendar in some versions
        if chromium.switch_to.active_element.get_attribute("id") == "party":
            break
        keyboard.press(Keys.TAB)
    keyboard.press("4", Keys.TAB, "Una boda.", Keys.ENTER, "Somos cuatro.")
    keyboard.to(send)  # what nobody sees is not stopped at
    keyboard.press(Keys.ENTER)
    until(chromium, lambda it: bool(it.find_elements("id", "email-wrong")))
    wrong = chromium.find_element("id", "email-wrong")
    assert wrong.is_displayed()
    assert chromium.find_element("id", "website").location["x"] < 0
    email = chromium.find_element("id", "email")
    assert email.get_attribute("value") == "lucia@"
    assert chromium.find_element("id", "message").get_attribute("value") == "Una boda.\nSomos cuatro."
    email.send_keys(Keys.END, "example.com", Keys.ENTER)
    until(chromium, lambda it: "done=1" in it.current_url and thanks in it.page_source)
    (found,) = sqlite_salon.inquiries.inquiries()
    assert (found.name, found.email, found.party, found.asked) == (
        "Lucía Vera", "lucia@example.com", 4, "Una boda.\nSomos cuatro.",
    )  # fmt: skip
    assert all("422" in one for one in complaints(chromium))


def test_a_form_on_the_businesss_own_website_arrives(chromium: Any, sqlite_salon: Desk, tmp_path: Any) -> None:
    """A page of another origin posts to us: taken where that origin is listed, refused where it is not."""
    from functools import partial
    from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
    from threading import Thread

    other = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(tmp_path)))
    Thread(target=other.serve_forever, daemon=True).start()
    shop = f"http://127.0.0.1:{other.server_port}"
    try:
        for listed in (False, True):
            with served(sqlite_salon, front=Front(contact_origins=(shop,) if listed else ())) as site:
                (tmp_path / "index.html").write_text(
                    f'<form method="post" action="{site.url}/contact"><input name="name" value="Ana">'
                    '<input name="phone" value="600111222"><input name="message" value="Hola"><button>ok</button></form>'
                )
                chromium.get(f"{shop}/index.html?{listed}")
                chromium.find_element("tag name", "button").click()
                until(chromium, lambda it, there=f"{site.url}/contact": it.current_url.startswith(there))
                assert len(sqlite_salon.inquiries.inquiries()) == listed
    finally:
        other.shutdown()
        other.server_close()
