"""Handing one mail to a server, and knowing exactly when it may have gone: after the dot that ends it."""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Callable
from urllib.parse import urlsplit

from msgspec import Struct

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.channels import texts
from frontdesk.channels.limits import Timeouts
from frontdesk.channels.protocol import ChannelError

_FIRST_DOT = re.compile(rb"(?m)^\.")


class Server(Struct, frozen=True):
    """Where a mail server is and how we are known there. ``secured``: encrypted from the first byte."""

    host: str
    port: int
    secured: bool
    user: str
    password: str
    plain: bool


def server(url: str, key: str, scheme: str, ports: tuple[int, int], user: str, password: str, plain: bool) -> Server:
    """The server of an address like smtp://host:port. ``ports``: the usual ones, without and with encryption.

    Raises FrontdeskError(wrong_value) naming ``key``.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or parts.scheme not in (scheme, f"{scheme}s"):
        expected = N_("an address like smtp://host:587 or imaps://host is expected")
        raise FrontdeskError("wrong_value", field=key, problem=expected)
    secured = parts.scheme.endswith("s")
    return Server(host, port or ports[secured], secured, user, password, plain)


NOT_ENCRYPTED = N_("the mail server offers no encryption, and the password is not sent without")


def hand_over(server: Server, timeouts: Timeouts, sender: str, to: str, mail: Callable[[bool], bytes]) -> None:
    """One mail. ``mail`` gives its bytes, lines ended by CR LF, told whether addresses may be other than ASCII.

    Raises ChannelError: ``doubtful`` only when the connection is lost after the final dot.
    """
    smtp = None
    try:
        smtp = _opened(server, timeouts)
        other = not (sender + to).isascii()
        if other and not smtp.has_extn("smtputf8"):
            raise ChannelError(N_("the mail server does not take this address"))
        data = mail(other)
        _expect(smtp.mail(sender, ["SMTPUTF8", "BODY=8BITMIME"] if other else []), 250)
        _expect(smtp.rcpt(to), 250, 251)
        _expect(smtp.docmd("DATA"), 354)
        smtp.send(_FIRST_DOT.sub(b"..", data if data.endswith(b"\r\n") else data + b"\r\n"))
        smtp.send(b".\r\n")
        try:
            answer = smtp.getreply()
        except (smtplib.SMTPException, OSError) as error:
            words = texts.said(str(error), N_("the mail server did not answer"))
            raise ChannelError(words, doubtful=True) from None
        _expect(answer, 250)
    except (smtplib.SMTPException, OSError, ValueError) as error:
        raise _refused(error) from None
    finally:
        _closed(smtp)


def greet(server: Server, timeouts: Timeouts) -> str:
    """Log in and leave; how the server names itself. Raises ChannelError."""
    smtp = None
    try:
        smtp = _opened(server, timeouts)
        return texts.said((smtp.ehlo_resp or b"").split(b"\n")[0].decode("utf-8", "replace"), server.host)
    except (smtplib.SMTPException, OSError, ValueError) as error:
        raise _refused(error) from None
    finally:
        _closed(smtp)


def _opened(server: Server, timeouts: Timeouts) -> smtplib.SMTP:
    """Connected, encrypted where that is offered, logged in."""
    us = "[127.0.0.1]"  # asking the system for our name may take it a minute
    smtp: smtplib.SMTP
    if server.secured:
        context = ssl.create_default_context()
        smtp = smtplib.SMTP_SSL(server.host, server.port, us, timeout=timeouts.connect, context=context)
    else:
        smtp = smtplib.SMTP(server.host, server.port, us, timeout=timeouts.connect)
    try:
        if smtp.sock is not None:
            smtp.sock.settimeout(timeouts.read)
        smtp.ehlo_or_helo_if_needed()
        secured = server.secured
        if not secured and not server.plain and smtp.has_extn("starttls"):
            _expect(smtp.starttls(context=ssl.create_default_context()), 220)
            smtp.ehlo_or_helo_if_needed()
            secured = True
        if server.user:
            if not secured and not server.plain:
                raise ChannelError(NOT_ENCRYPTED)
            smtp.login(server.user, server.password)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _expect(answer: tuple[int, bytes], *codes: int) -> None:
    code, words = answer
    if code not in codes:
        raise smtplib.SMTPResponseException(code, words)


def _refused(error: Exception) -> ChannelError:
    """What a failure before the dot, or the server's own answer, means: only a clear no (5xx) is for good."""
    if isinstance(error, smtplib.SMTPResponseException):
        words = error.smtp_error
        told = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
        again = not 500 <= error.smtp_code < 600
        return ChannelError(texts.said(f"{error.smtp_code} {told}", str(error.smtp_code)), again=again)
    if isinstance(error, TimeoutError):
        return ChannelError(N_("the mail server did not answer"), again=True)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return ChannelError(N_("the mail server cannot be logged in to this way"))
    if isinstance(error, (smtplib.SMTPException, OSError)):
        return ChannelError(texts.said(str(error), N_("the mail server cannot be reached")), again=True)
    return ChannelError(N_("the mail cannot be sent as it is"))


def _closed(smtp: smtplib.SMTP | None) -> None:
    """Leave politely; what happens then changes nothing any more."""
    if smtp is None:
        return
    try:
        smtp.quit()
    except (smtplib.SMTPException, OSError, ValueError):
        smtp.close()
