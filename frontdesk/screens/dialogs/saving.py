"""Saving a file where somebody wants it; one that is there already is asked about first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from frontdesk.base.errors import FrontdeskError
from frontdesk.base.text import clean, shown
from frontdesk.desk.message_values import AttachedFile
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


def file_name(name: str) -> str:
    """A name from outside as a file may be called here: no folders, nothing hidden."""
    last = clean(shown(name)).replace("\\", "/").rsplit("/", 1)[-1].strip().lstrip(".~- ")
    return last[-80:] or _("file")


def save_attached(file: AttachedFile) -> FormDialog:
    """Ask where a file goes that came with a message."""

    def save(desk: Desk, path: Path, /, *, overwrite: bool) -> int:
        return desk.messages.save_attachment(file.id, path, overwrite=overwrite)

    return save_form(file_name(file.name), save)
