"""Chats: who wrote, what was said over all channels, answering; all of it on a real database file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual import events
from textual.pilot import Pilot

from frontdesk.app import FrontdeskApp
from frontdesk.base.clock import FixedClock
from frontdesk.desk.desk import Desk
from frontdesk.desk.message_values import FromOutside, Incoming
from frontdesk.desk.values import CustomerEdit, Reservation
from frontdesk.screens.chats import ChatsScreen
from frontdesk.screens.customers import CustomersScreen
from frontdesk.screens.dialogs.booking import BookingDialog
from frontdesk.screens.dialogs.question import FormDialog
from frontdesk.screens.dialogs.reply import ReplyDialog
from frontdesk.widgets.thread_view import ThreadView
from tests.app.conftest import loaded, until
from tests.hostile import excerpt

Book = Callable[..., Reservation]
HOUR = 3600
SIZES = [(80, 24), (120, 36)]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frontdesk.screens.chats.REST", 0.01)
    monkeypatch.setattr("frontdesk.screens.correspondence.SEEN_AFTER", 0.05)
    monkeypatch.setattr("frontdesk.screens.listening.LISTEN_EVERY", 0.04)
    monkeypatch.setattr("frontdesk.screens.dialogs.question.DEAF_FOR", 0.01)


class Writes:
    """Lets customers write."""

    def __init__(self, desk: Desk, clock: FixedClock) -> None:
        self._desk, self._clock, self._count = desk, clock, 0

    def __call__(self, text: str, who: str = "600111222", channel: str = "sms", **more: Any) -> str:
        """Somebody writes now; returns who that is here."""
        self._count += 1
        given = {
            "channel": channel, "external_id": f"m{self._count}", "sender": who, "text": text, "phone": who,
            "at": int(self._clock.seconds()),
        } | more  # fmt: skip
        self._desk.messages.receive(Incoming(**given))
        return next(one.customer for one in self._desk.messages.threads())


@pytest.fixture
def write(desk: Desk, clock: FixedClock) -> Writes:
    return Writes(desk, clock)


def text(view: ThreadView) -> str:
    return "\n".join(line.texts[0] for line in view.lines)


def drawn(app: FrontdeskApp) -> list[str]:
    return [strip.text for strip in app.screen._compositor.render_strips()]


def message(app: FrontdeskApp) -> str:
    return app.main.query_one("#message").text if app.main else ""


def tabs(app: FrontdeskApp) -> str:
    return app.main.query_one("#tabs").text if app.main else ""


async def chats(pilot: Pilot[None], app: FrontdeskApp, count: int) -> ChatsScreen:
    await loaded(pilot)
    await pilot.press("6")
    await until(pilot, lambda: isinstance(app.screen, ChatsScreen) and app.screen.found.count == count)
    return app.screen


async def read(pilot: Pilot[None], screen: ChatsScreen, who: str) -> None:
    await until(pilot, lambda: screen.thread.talk is not None and screen.thread.talk.customer == who)


@pytest.mark.parametrize("size", SIZES)
async def test_who_wrote_stands_in_order_and_what_is_unread_says_so(
    app: FrontdeskApp, desk: Desk, write: Writes, clock: FixedClock, book: Book, size: tuple[int, int]
) -> None:
    book("Eva Ruiz", "12:00", phone="600111222")
    first = write("¿Puedo ir antes?\nGracias")
    clock.move(60)
    second = write("hola", "600999888", "whatsapp", name="Pepe")
    desk.messages.see(second, 99)
    async with app.run_test(size=size) as pilot:
        screen = await chats(pilot, app, 2)
        await until(pilot, lambda: "6 Chats 1" in tabs(app))
        rows = [screen.found._rows[n] for n in (0, 1)]
        assert [row[0].strip() for row in rows] == ["Pepe", "✦ Eva Ruiz · 1 new"]
        assert [row[2].strip() for row in rows] == ["WhatsApp · hola", "SMS · ¿Puedo ir antes?"]
        assert [row[3] for row in rows] == ["", "new"]
        await pilot.press("f")
        await until(pilot, lambda: screen.found.count == 2 and screen._only_unread)  # the one under the cursor stays
        await pilot.press("down", "f")
        await until(pilot, lambda: not screen._only_unread)
        await pilot.press("enter")
        await read(pilot, screen, first)
        assert screen.thread.has_focus
        said = text(screen.thread)
        assert "today" in said
        assert "10:42 · Eva Ruiz · SMS" in said
        assert "¿Puedo ir antes?" in said
        await until(pilot, lambda: desk.messages.unseen() == 0)
        await until(pilot, lambda: "6 Chats" in tabs(app) and "Chats 1" not in tabs(app))
        await until(pilot, lambda: "new" not in text(screen.thread))
        await pilot.press("escape")
        assert screen.found.has_focus
        assert screen.correspondent == first


async def test_a_mail_is_shown_without_what_it_quotes_until_somebody_wants_it(
    app: FrontdeskApp, desk: Desk, write: Writes, clock: FixedClock
) -> None:
    quote = (
        "\n\nEl lun, 23 nov 2026 a las 10:42, Norte (<\nhola@norte.example>) escribió:\n\n> ¿El sábado?\n> Un saludo"
    )
    mail = {"channel": "email", "phone": "", "email": "eva@example.com", "name": "Eva Ruiz", "subject": "Re: Cita"}
    who = write(f"Sí, perfecto.{quote}", "eva@example.com", **mail)
    clock.move(60)
    write("Estoy fuera", "eva@example.com", **mail, automatic=True)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await chats(pilot, app, 1)
        await read(pilot, screen, who)
        said = text(screen.thread)
        assert "Sí, perfecto." in said
        assert "¿El sábado?" not in said
        assert "Eva Ruiz · e-mail · automatic reply" in " ".join(said.split())
        await pilot.press("enter", "home")
        for _ in range(20):
            if "the rest of the mail" in screen.thread.lines[screen.thread.cursor].texts[0]:
                break
            await pilot.press("down")
        await pilot.press("enter")
        await until(pilot, lambda: "> ¿El sábado?" in text(screen.thread))
        assert "the rest of the mail" not in text(screen.thread)
        await pilot.press("s")  # what they wrote themselves stands above the answer
        await until(pilot, lambda: isinstance(app.screen, ReplyDialog))
        assert any("│ Sí, perfecto." in line for line in drawn(app))
        assert not any("│ ¿El sábado?" in line for line in drawn(app))


async def test_a_new_message_appears_by_itself_and_the_cursor_stays(
    app: FrontdeskApp, desk: Desk, write: Writes, clock: FixedClock
) -> None:
    one = write("primero", "600111222", name="Uno")
    clock.move(60)
    write("segundo", "600111333", name="Dos")
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await chats(pilot, app, 2)
        await pilot.press("down")
        await read(pilot, screen, one)
        await until(pilot, lambda: desk.messages.unseen() <= 1 and not screen.thread.unseen)
        desk.messages.see(desk.messages.threads()[0].customer, 99)
        clock.move(60)
        write("tercero", "600111333")
        clock.move(60)
        write("otra vez", "600111222")
        await until(pilot, lambda: "otra vez" in text(screen.thread), 2)
        assert screen.correspondent == one
        await until(pilot, lambda: screen.found.cursor == 0)
        await until(pilot, lambda: "Chats 2" in tabs(app))
        await pilot.pause(0.3)
        assert desk.messages.unseen() == 2  # it came while nobody touched a key: nobody has read it
        await pilot.press("end")
        await until(pilot, lambda: desk.messages.unseen() == 1)


@pytest.mark.parametrize("key", ["down", "enter"])
async def test_opening_the_screen_reads_nothing(
    app: FrontdeskApp, desk: Desk, write: Writes, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setattr("frontdesk.screens.correspondence.SEEN_AFTER", 0.05)
    old = write("primero", "600111222", name="Uno")
    clock.move(60)
    new = write("segundo", "600111333", name="Dos")
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await chats(pilot, app, 2)
        await read(pilot, screen, new)
        await pilot.pause(0.3)
        assert desk.messages.unseen() == 2
        for away in ("2", "6"):  # nor when it is opened again
            await pilot.press(away)
        await until(pilot, lambda: app.screen is screen)
        await pilot.pause(0.3)
        assert desk.messages.unseen() == 2
        await pilot.press(key)  # somebody went there
        await until(pilot, lambda: desk.messages.unseen() == 1)
        chat = next(one for one in desk.messages.threads() if one.unseen)
        assert chat.customer == (new if key == "down" else old)


async def test_an_answer_goes_by_their_channel_and_u_recalls_it(
    app: FrontdeskApp, desk: Desk, write: Writes, clock: FixedClock
) -> None:
    who = write("¿Puedo ir antes?", name="Eva Ruiz")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await chats(pilot, app, 1)
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, ReplyDialog))
        dialog = app.screen
        assert "by SMS" in dialog.query_one("#way").text
        assert any("│ ¿Puedo ir antes?" in line for line in drawn(app))
        await pilot.press(*"Claro", "enter", *"Adios", "ctrl+s")
        await until(pilot, lambda: app.screen is screen)
        [queued] = desk.messages.thread(who).waiting
        assert (queued.text, queued.channel, queued.state) == ("Claro\nAdios", "sms", "waiting")
        assert "To Eva Ruiz by SMS, in a minute; u takes it back." in message(app)
        await pilot.press("enter")
        await until(pilot, lambda: "◷ waiting until 10:43" in text(screen.thread))
        await pilot.press("u")
        await until(pilot, lambda: "⟲ recalled" in text(screen.thread))
        assert "Undone: reply · Eva Ruiz." in message(app)
        await pilot.press("end", "s")  # its words are not lost
        await until(pilot, lambda: isinstance(app.screen, ReplyDialog))
        assert app.screen.text.text == "Claro\nAdios"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: desk.messages.counts()[0] == 1)
        clock.move(61)
        desk.messages.sending(desk.messages.claim(("sms",))[0])
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("u")
        await until(pilot, lambda: "it has gone already" in message(app))


async def test_what_is_typed_right_after_s_stands_in_the_answer(app: FrontdeskApp, desk: Desk, write: Writes) -> None:
    who = write("hola", name="Eva Ruiz")
    async with app.run_test(size=(80, 24)) as pilot:
        await chats(pilot, app, 1)
        for letter in "sxabu":
            app.post_message(events.Key(letter, letter))
        app.post_message(events.Key("enter", None))
        app.post_message(events.Paste("c [bold]d\n\u202ee\x1b[2J"))
        app.post_message(events.Key("ctrl+s", None))
        await until(pilot, lambda: desk.messages.counts()[0] == 1)
        assert desk.messages.thread(who).waiting[0].text == "xabu\nc [bold]d\ne [2J"


async def test_esc_keeps_what_was_written(app: FrontdeskApp, desk: Desk, write: Writes) -> None:
    write("hola", name="Eva Ruiz")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await chats(pilot, app, 1)
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, ReplyDialog))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "nothing to send" in str(app.screen.query_one("#problem").content))
        await pilot.press(*"media frase", "escape")
        assert app.screen is screen
        assert "Nothing was sent; s goes on with it." in message(app)
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, ReplyDialog))
        assert app.screen.text.text == "media frase"
        await until(pilot, lambda: "left unfinished" in app.screen.query_one(".title").text)
        await pilot.press("ctrl+n", "escape", "s")
        await until(pilot, lambda: isinstance(app.screen, ReplyDialog) and app.screen.text.text == "")
        assert desk.messages.counts() == (0, 0)


async def test_s34_the_24_hours_count_down_and_then_another_channel_is_offered(
    app: FrontdeskApp, desk: Desk, write: Writes, clock: FixedClock
) -> None:
    who = write("hola", "34600111222", "whatsapp", name="Eva Ruiz")
    desk.edit_customer(who, CustomerEdit(email="eva@example.com"))
    clock.move(20 * HOUR + 48 * 60)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await chats(pilot, app, 1)
        await read(pilot, screen, who)
        head = screen.query_one("#thread-head")
        await until(pilot, lambda: "WhatsApp: free text for 3 h 12" in head.text)
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, ReplyDialog))
        dialog = app.screen
        way = dialog.query_one("#way")
        assert "by WhatsApp" in way.text
        assert "free text for 3 h 12" in way.text
        clock.move(60)
        await until(pilot, lambda: "free text for 3 h 11" in way.text, 3)
        await pilot.press(*"hola")
        clock.move(4 * HOUR)
        await until(pilot, lambda: "templates only" in way.text, 3)
        await pilot.press("ctrl+s")
        problem = dialog.query_one("#problem")
        await until(pilot, lambda: "takes no free text now" in str(problem.content))
        assert "ctrl+t sends it by: SMS, e-mail." in str(problem.content)
        await pilot.press("ctrl+t")
        assert "by SMS" in way.text
        await pilot.press("ctrl+t", "ctrl+s")
        await until(pilot, lambda: app.screen is screen)
        assert [one.channel for one in desk.messages.thread(who).waiting] == ["email"]
        await until(pilot, lambda: "WhatsApp: templates only" in head.text)


async def test_what_became_of_ours_is_a_mark_and_a_word(
    app: FrontdeskApp, desk: Desk, write: Writes, clock: FixedClock
) -> None:
    who = write("hola", name="Eva Ruiz")
    for number, became in enumerate(("sent", "delivered", "read", "failed", "doubtful")):
        desk.messages.reply(who, f"respuesta {number}")
        clock.move(61)
        [going] = desk.messages.claim(("sms",))
        desk.messages.sending(going)
        if became in ("failed", "doubtful"):
            desk.messages.not_sent(going, "account [bold]suspended", doubtful=became == "doubtful")
            continue
        desk.messages.sent(going, f"SM{number}")
        if became != "sent":
            desk.messages.told("sms", f"SM{number}", became, int(clock.seconds()))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await chats(pilot, app, 1)
        await pilot.press("enter")
        await read(pilot, screen, who)
        said = text(screen.thread)
        for words in ("○ sent", "◎ delivered 10:44", "◉ read by them 10:45", "☒ failed", "¿ doubtful"):
            assert words in said
        assert "! account [bold]suspended" in said
        assert "we (admin) · SMS" in said


async def test_a_file_is_saved_where_it_is_wanted(
    app: FrontdeskApp, desk: Desk, write: Writes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    file = FromOutside("../../.ssh/\u202efdp.exe\x1b[2J", "application/pdf", b"%PDF")
    write("mira", name="Eva Ruiz", attachments=(file,))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await chats(pilot, app, 1)
        await pilot.press("enter")
        await until(pilot, lambda: "Enter saves it" in text(screen.thread))
        assert "\u202e" not in text(screen.thread)
        await pilot.press("end", "enter")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        assert app.screen.field("file").value == "~/fdp.exe[2J"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: (tmp_path / "fdp.exe[2J").exists())
        await until(pilot, lambda: app.screen is screen)
        assert (tmp_path / "fdp.exe[2J").read_bytes() == b"%PDF"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "is there already" in "\n".join(drawn(app)))


async def test_b_books_and_c_opens_the_card(app: FrontdeskApp, write: Writes) -> None:
    write("hola", name="Eva Ruiz")
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await chats(pilot, app, 1)
        await pilot.press("b", "tab")
        await until(pilot, lambda: isinstance(app.screen, BookingDialog))
        assert app.screen.field("customer").value.startswith("Eva Ruiz")
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("c")
        await until(
            pilot,
            lambda: (
                isinstance(app.screen, CustomersScreen)
                and app.screen.card.card is not None
                and app.screen.card.card.customer.name == "Eva Ruiz"
            ),
        )


async def test_a_long_conversation_is_read_on_upwards(app: FrontdeskApp, write: Writes, clock: FixedClock) -> None:
    for number in range(120):
        write(f"mensaje {number}", name="Eva Ruiz")
        clock.move(1)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await chats(pilot, app, 1)
        await pilot.press("enter")
        await until(pilot, lambda: "mensaje 119" in text(screen.thread))
        assert "mensaje 69\n" not in text(screen.thread)
        await until(pilot, lambda: "mensaje 119" in "\n".join(drawn(app)))
        assert "mensaje 69\n" not in text(screen.thread)  # nobody has gone up yet
        view = screen.thread
        await pilot.press("home")
        await until(pilot, lambda: "mensaje 20\n" in text(view))
        await until(pilot, lambda: view.lines[view.cursor].texts[0].endswith("Eva Ruiz · SMS"))  # seen, no longer new
        await until(pilot, lambda: "mensaje 70" in "\n".join(drawn(app)))  # it stays where it was seen
        for _page in range(3):
            await pilot.press("home")
            await pilot.pause(0.1)
        await until(pilot, lambda: "mensaje 0\n" in text(view))
        assert not view.more


async def test_s51_what_comes_from_outside_is_only_text(app: FrontdeskApp, write: Writes, clock: FixedClock) -> None:
    bad = excerpt()
    who = write(
        "\n\n\n".join(bad), name=bad[0] or "x", subject="[bold]x", channel="email", sender="a@example.com", phone=""
    )
    clock.move(1)
    write(
        "\x1b[2J[link=x]y[/link] \u202eevil " + "W" * 300 + "\n" * 9000 + "fin",
        channel="email",
        sender="a@example.com",
        phone="",
    )
    clock.move(1)
    write("l\n" * 500, channel="email", sender="a@example.com", phone="")
    for size in SIZES:
        async with app.run_test(size=size) as pilot:
            screen = await chats(pilot, app, 1)
            await pilot.press("enter")
            await read(pilot, screen, who)
            assert len(screen.thread.lines) < 500
            assert "420 more lines" in text(screen.thread)
            await pilot.press("end", "enter")
            await until(pilot, lambda: "more lines" not in text(screen.thread).split("fin")[-1])
            for _page in range(60):
                await pilot.press("pageup")
                for line in drawn(app):
                    assert cell_len(line) == size[0]
                    assert not any(ord(one) < 32 or 0x7F <= ord(one) < 0xA0 for one in line)
                    assert not set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069") & set(line)
                if screen.thread.cursor <= 2:
                    break
            await pilot.press("s")
            await until(pilot, lambda: isinstance(app.screen, ReplyDialog))
            assert all(cell_len(line) == size[0] for line in drawn(app))
        break


async def test_many_conversations_are_read_as_they_come_into_view(
    app: FrontdeskApp, desk: Desk, write: Writes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("frontdesk.screens.chats.PAGE", 15)
    for number in range(25):
        write("hola", f"6001112{number:02}", name=f"Cliente {number}")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await chats(pilot, app, 16)
        await pilot.press("end")
        await until(pilot, lambda: screen.found.count == 25)
        await pilot.press("end")
        assert screen.chat is not None
        assert screen.chat.name == "Cliente 0"
        await pilot.press("home")
        assert screen.chat.name == "Cliente 24"


async def test_nothing_is_sent_to_the_terminal_while_nothing_happens(
    app: FrontdeskApp, write: Writes, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("hola", "34600111222", "whatsapp", name="Eva Ruiz")
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await chats(pilot, app, 1)
        await until(pilot, lambda: screen.thread.talk is not None)
        await pilot.press("enter")
        await until(pilot, lambda: not screen.thread.unseen)
        await until(pilot, lambda: "All is read" in screen.query_one("#count").text)
        await pilot.pause(0.5)
        written: list[str] = []
        monkeypatch.setattr(app, "_display", lambda *_args: written.append("display"))
        await pilot.pause(2.2)
        assert written == []
