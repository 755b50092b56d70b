"""E-mail: out by SMTP, in by IMAP. It has no webhook."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.channels import imap, mail_read, mail_written, smtp, texts
from frontdesk.channels.limits import USUAL, Timeouts
from frontdesk.channels.protocol import Attachment, ChannelError, Forged, News, Outgoing, Sent
from frontdesk.channels.settings import Email
from frontdesk.language.i18n import _


class EmailChannel:
    """One sender, and one mailbox where ``imap`` is given.

    Raises FrontdeskError(wrong_value) where an address of the config is none or a password cannot be read.
    """

    name = "email"

    def __init__(self, settings: Email, now: Callable[[], float], timeouts: Timeouts = USUAL) -> None:
        self._settings = settings
        self._now = now
        self._timeouts = timeouts
        try:
            self._us = mail_written.sender(settings.sender)
        except ChannelError as error:
            raise FrontdeskError("wrong_value", field="channels.email.sender", problem=error.problem) from None
        password = settings.password.read("channels.email.password") if settings.password else ""
        plain = settings.plain
        self._out = smtp.server(
            settings.smtp, "channels.email.smtp", "smtp", (587, 465), settings.user, password, plain
        )
        self._in: smtp.Server | None = None
        if settings.imap:
            if settings.imap_password:
                password = settings.imap_password.read("channels.email.imap_password")
            user = settings.imap_user or settings.user
            self._in = smtp.server(settings.imap, "channels.email.imap", "imap", (143, 993), user, password, plain)

    def send(self, message: Outgoing) -> Sent:
        """As the protocol says. Every try of a message has the same Message-ID."""
        to = mail_written.address(message.to)
        sent = Sent(mail_written.id_of(message.key, self._us.domain))
        at = self._now()
        smtp.hand_over(
            self._out,
            self._timeouts,
            self._us.addr_spec,
            to.addr_spec,
            lambda other: mail_written.write(message, self._us, to, at, other),
        )
        return sent

    def test(self) -> str:
        """Both servers are logged in to; how the one for sending names itself. A failure says which of them it was."""
        server, what = self._out, "smtp"
        try:
            name = smtp.greet(self._out, self._timeouts)
            if self._in is not None:
                server, what = self._in, "imap"
                imap.greet(self._in, self._settings.folder, self._timeouts)
        except ChannelError as error:
            raise ChannelError(f"{what} {server.host}:{server.port}: {_(error.problem)}", again=error.again) from None
        return name

    def decode(self, body: bytes, headers: Mapping[str, str], url: str) -> Sequence[News]:
        """Raises Forged: mails are asked for, they do not come to an address on the web."""
        raise Forged

    def poll(self, since: str) -> tuple[Sequence[News], str]:
        """As the protocol says. Without a mailbox in the config there is never anything."""
        if self._in is None:
            return [], since
        now = self._now()
        visit = imap.visit(self._in, self._settings.folder, self._timeouts, since, now)
        found = (self._read(mail, now) for mail in visit.mails if mail.source)
        return [one for one in found if one is not None], visit.mark

    def fetch(self, attachment: Attachment) -> Attachment:
        """As the protocol says; mails bring their files with them."""
        if attachment.reference and not attachment.content:
            raise ChannelError(N_("this channel has no files to be fetched"))
        return attachment

    def close(self) -> None:
        """Nothing is kept open."""

    def _read(self, mail: imap.Mail, now: float) -> News | None:
        at = texts.within(mail.at or 0, now)
        try:
            return mail_read.read(mail.source, at=at, own=self._us.addr_spec, cut=mail.cut)
        except Exception:  # the reader knows no such mail; were it not passed over, no other would ever come after it
            return None
