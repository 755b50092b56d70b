"""Writing an inquiry down, from every main screen: whoever calls is on the phone now."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from frontdesk.base.errors import N_
from frontdesk.base.text import shown
from frontdesk.language.i18n import _
from frontdesk.screens.maintenance import MaintenanceKeys
from frontdesk.screens.wish import Wish
from frontdesk.widgets.keys import key

if TYPE_CHECKING:
    from frontdesk.desk.inquiry_values import Inquiry


class RegisterKeys(MaintenanceKeys):
    """A main screen on which an inquiry can be registered."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key(
            "i", "inquiry", "main.inquiry", N_("inquiry"),
            N_("Register an inquiry: who asks, what for, when"), show=False,
        ),
    ]  # fmt: skip

    def wish(self) -> Wish:
        """What is known already of a booking, or an inquiry, that is begun here."""
        return Wish()

    def action_inquiry(self) -> None:
        from frontdesk.desk.inquiry_values import InquiryWish
        from frontdesk.screens.dialogs.inquiry import inquiry_fields, read_inquiry
        from frontdesk.screens.dialogs.question import FormDialog

        premises = self.front.premises
        if not self.is_opened() or premises is None:
            return
        who = self.wish().customer
        kept = self.front.replies.of(f"new inquiry {who.id if who is not None else ''}".strip())
        fields = inquiry_fields(None, premises, who)
        place = self.place_id

        def done(form: FormDialog, values: dict[str, str]) -> None:
            given = read_inquiry(form, values, fields, None, premises, self.today)
            if given is None:
                return
            if who is not None and values["name"] == shown(who.name):
                given["customer"] = who.id
            wish = InquiryWish(location=place, **given)

            def registered(inquiry: Inquiry) -> None:
                kept.clear()
                form.dismiss(None)
                self.registered(inquiry)

            form.tell(lambda desk: desk.inquiries.register(wish), registered, form.refused)

        left = _("Kept as it is: i goes on with it.")
        form = FormDialog(_("New inquiry"), fields, done, kept=kept, new=True, left=left)
        self.app.push_screen(form)

    def registered(self, inquiry: Inquiry) -> None:
        """An inquiry was written down here."""
        name = shown(inquiry.name or inquiry.email or inquiry.phone or "")
        self.front.say(_("Registered: {id}, {name}; 5 shows it.").format(id=inquiry.id, name=name))
