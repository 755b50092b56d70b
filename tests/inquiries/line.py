"""A line to a server on this machine that a test can cut and mend: whoever talks over it is hung up on."""

from __future__ import annotations

import contextlib
import socket
import threading


class Line:
    """``port``: where to talk to ``to``. Cut, it takes a connection and hangs up at once."""

    def __init__(self, to: int) -> None:
        self._to = to
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._socket.getsockname()[1])
        self.is_cut = False
        self._talks: list[socket.socket] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                near, _ = self._socket.accept()
            except OSError:
                return
            if self.is_cut:
                near.close()
                continue
            far = socket.create_connection(("127.0.0.1", self._to))
            self._talks += [near, far]
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self._carry, args=(one, other), daemon=True).start()

    @staticmethod
    def _carry(one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := one.recv(65_536):
                other.sendall(data)
        with contextlib.suppress(OSError):
            other.shutdown(socket.SHUT_WR)

    def __enter__(self) -> Line:
        return self

    def __exit__(self, *error: object) -> None:
        for one in (self._socket, *self._talks):
            one.close()
