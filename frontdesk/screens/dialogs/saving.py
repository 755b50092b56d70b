"""Saving a file where somebody wants it; one that is there already is asked about first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from frontdesk.base.errors import FrontdeskError
from frontdesk.language.i18n import _
from frontdesk.screens.dialogs.question import Asked, FormDialog, ask_first

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk


class Saver(Protocol):
    """Has the desk write a file; returns its bytes. Raises FrontdeskError (file_exists, wrong_file, …)."""

    def __call__(self, desk: Desk, path: Path, /, *, overwrite: bool) -> int: ...


def typed_path(typed: str) -> Path:
    """A file as a person writes it, ~ for home. Raises FrontdeskError(wrong_value)."""
    try:
        return Path(typed).expanduser()
    except RuntimeError:
        raise FrontdeskError("wrong_value", field="file", problem=_("there is no such home")) from None


def asks_first_over(
    form: FormDialog, title: str, file: Path, write_over: Callable[[], None]
) -> Callable[[FrontdeskError], bool]:
    """What a form does with a refusal: a file that is there already is written over once somebody has said so."""

    def refused(error: FrontdeskError) -> bool:
        if error.code != "file_exists" or file.is_dir():
            return form.refused(error)
        sentences = [_("{file} is there already.").format(file=file), _("Enter writes over it; Esc leaves it.")]
        ask_first(form, title, sentences, write_over)
        return True

    return refused


def save_form(name: str, save: Saver) -> FormDialog:
    """Ask where to; ``name``: what the file is called unless somebody types another name."""
    title = _("Save the file")

    def done(form: FormDialog, said: dict[str, str]) -> None:
        def write(overwrite: bool) -> None:
            refused = asks_first_over(form, title, path, lambda: write(True))
            form.tell(lambda desk: save(desk, path, overwrite=overwrite), saved, refused)

        def saved(size: int) -> None:
            form.dismiss(None)
            form.front.say(_("Saved: {file}").format(file=path))

        try:
            path = typed_path(said["file"])
        except FrontdeskError as error:
            form.refused(error)
            return
        write(False)

    return FormDialog(title, [Asked("file", _("File"), f"~/{name}", needed=True)], done)
