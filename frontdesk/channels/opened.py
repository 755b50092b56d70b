"""Which class a channel's name stands for; only that one is imported, with what it needs."""

from __future__ import annotations

from collections.abc import Callable

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.channels.protocol import Channel
from frontdesk.channels.settings import Channels


def open_channel(name: str, settings: Channels, now: Callable[[], float]) -> Channel:
    """The channel, ready to send; nothing is connected yet. ``now``: epoch seconds.

    Raises FrontdeskError(wrong_value) where it is not in the config or one of its secrets cannot be read.
    """
    if name == "email" and settings.email is not None:
        from frontdesk.channels.email import EmailChannel

        return EmailChannel(settings.email, now)
    if name == "sms" and settings.sms is not None:
        from frontdesk.channels.sms import SmsChannel

        return SmsChannel(settings.sms, now)
    if name == "telegram" and settings.telegram is not None:
        from frontdesk.channels.telegram import TelegramChannel

        return TelegramChannel(settings.telegram, now)
    if name == "whatsapp" and settings.whatsapp is not None:
        from frontdesk.channels.whatsapp import WhatsappChannel

        return WhatsappChannel(settings.whatsapp, now)
    if name == "instagram" and settings.instagram is not None:
        from frontdesk.channels.instagram import InstagramChannel

        return InstagramChannel(settings.instagram, now)
    raise FrontdeskError("wrong_value", field=f"channels.{name}", problem=N_("the channel is not in the config"))
