"""Saving a file where somebody wants it; one that is there already is asked about first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.language.i18n import _
from frontdesk.screens.dialogs.exporting import typed_path
from frontdesk.screens.dialogs.question import Asked, FormDialog, ask_first

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk


def save_form(name: str, content: Callable[[Desk], bytes]) -> FormDialog:
    """Ask where to; ``name``: what the file is called unless somebody types another name, ``content``: what is in it."""

    def done(form: FormDialog, said: dict[str, str]) -> None:
        def write(overwrite: bool) -> None:
            form.tell(lambda desk: written(content(desk), path, overwrite=overwrite), saved, refused)

        def saved(nothing: None) -> None:
            form.dismiss(None)
            form.front.say(_("Saved: {file}").format(file=path))

        def refused(error: FrontdeskError) -> bool:
            if error.code != "file_exists" or path.is_dir():
                return form.refused(error)
            sentences = [_("{file} is there already.").format(file=path), _("Enter writes over it; Esc leaves it.")]
            ask_first(form, _("Save the file"), sentences, lambda: write(True))
            return True

        try:
            path = typed_path(said["file"])
        except FrontdeskError as error:
            form.refused(error)
            return
        write(False)

    return FormDialog(_("Save the file"), [Asked("file", _("File"), f"~/{name}", needed=True)], done)


def written(content: bytes, file: Path, *, overwrite: bool) -> None:
    """Write a file. Raises FrontdeskError (file_exists, wrong_file)."""
    if file.is_dir() or (file.exists() and not overwrite):
        raise FrontdeskError("file_exists", file=file.name)
    if not file.parent.is_dir():
        raise FrontdeskError("wrong_file", file=str(file), problem=N_("there is no such folder"))
    try:
        with file.open("wb" if overwrite else "xb") as made:
            made.write(content)
    except FileExistsError:
        raise FrontdeskError("file_exists", file=file.name) from None
    except OSError:
        raise FrontdeskError("wrong_file", file=file.name, problem=N_("it cannot be written")) from None
