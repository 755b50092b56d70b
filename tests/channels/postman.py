"""Mail servers on this machine: a real one (aiosmtpd), and one that breaks off where a test wants."""

from __future__ import annotations

import socket
import ssl
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from tests.channels.mailbox import PASSWORD, free_port


class Postman:
    """Takes mails, as ``aiosmtpd`` wants it; ``answers``: what it says instead at RCPT or DATA."""

    def __init__(self) -> None:
        self.mails: list[Envelope] = []
        self.encrypted: list[bool] = []
        self.answers: dict[str, str] = {}

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if "RCPT" in self.answers:
            return self.answers["RCPT"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if "DATA" in self.answers:
            return self.answers["DATA"]
        self.mails.append(envelope)
        self.encrypted.append(session.ssl is not None)
        return "250 taken"

    def check(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        return AuthResult(success=(data.login, data.password) == (b"hola", PASSWORD.encode()), handled=False)


@contextmanager
def post_office(postman: Postman, context: ssl.SSLContext | None = None, **options: Any) -> Iterator[int]:
    """The port of a running server, STARTTLS offered with ``context``."""
    controller = Controller(
        postman, hostname="127.0.0.1", port=free_port(), tls_context=context, authenticator=postman.check, **options
    )
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


TALK = ("banner", "EHLO", "MAIL", "RCPT", "DATA", "dot")


class BreaksOff:
    """Speaks SMTP up to the answer to ``step``; there it says ``says``, or, where that is None, hangs up.

    ``hangs``: it neither speaks nor hangs up. ``dots``: how many mails came whole.
    """

    def __init__(self, step: str, says: bytes | None = None, *, hangs: bool = False) -> None:
        self._step, self._says, self._hangs = step, says, hangs
        self.dots = 0
        self._over = threading.Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        try:
            connection, _ = self._socket.accept()
            with connection, connection.makefile("rb") as lines:
                self._talk(connection, lines)
        except OSError:
            pass

    def _talk(self, connection: socket.socket, lines: Any) -> None:
        usual = {"banner": b"220 hello", "DATA": b"354 go on", "EHLO": b"250 hello"}
        for step in TALK:
            if step == "dot":
                while (line := lines.readline()) not in (b".\r\n", b""):
                    pass
                self.dots += line == b".\r\n"
            elif step != "banner":
                lines.readline()
            if step == self._step:
                if self._hangs:
                    self._over.wait(10)
                    return
                if self._says is None:
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    return
                connection.sendall(self._says + b"\r\n")
                lines.readline()
                return
            connection.sendall(usual.get(step, b"250 ok") + b"\r\n")

    def __enter__(self) -> BreaksOff:
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._socket.close()
        self._thread.join(5)
