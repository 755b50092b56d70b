"""The colours one can choose: two palettes of our own, or the terminal's sixteen."""

from __future__ import annotations

from textual.theme import Theme

from frontdesk.base.errors import N_

ANSI = Theme(
    name="frontdesk-ansi",
    ansi=True,
    primary="ansi_default",
    secondary="ansi_default",
    warning="ansi_yellow",
    error="ansi_red",
    success="ansi_green",
    accent="ansi_magenta",
    foreground="ansi_default",
    background="ansi_default",
    variables={
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
        "surface": "ansi_default",
        "panel": "ansi_default",
        "text-muted": "ansi_default",
        "text-disabled": "ansi_default",
        "text-warning": "ansi_default",
        "text-success": "ansi_default",
        "primary-muted": "ansi_default",
        "surface-lighten-2": "ansi_default",
        "scrollbar": "ansi_blue",
        "scrollbar-hover": "ansi_blue",
        "scrollbar-active": "ansi_cyan",
        "scrollbar-background": "ansi_default",
        "scrollbar-background-hover": "ansi_default",
        "scrollbar-background-active": "ansi_default",
        "input-cursor-background": "ansi_white",
        "input-cursor-foreground": "ansi_black",
        "input-cursor-text-style": "none",
        "input-selection-background": "ansi_cyan",
        "input-selection-foreground": "ansi_black",
        "screen-selection-background": "ansi_cyan",
        "screen-selection-foreground": "ansi_black",
    },
)
"""Nobody knows the ground of the terminal: text stands on it in its own colour, or on one of the sixteen with another of them.
How it looks where other themes have a shade is in ``ansi.tcss``."""

LIGHT = Theme(
    name="frontdesk-light",
    primary="#004578",
    secondary="#0166B5",
    accent="#7A4FC0",
    warning="#B36B00",
    error="#A82448",
    success="#2C8F4E",
    surface="#E9E9E9",
    panel="#DCDCDC",
    background="#F4F4F4",
    dark=False,
)
"""Dark enough that a status can be read on its own shade; Textual's own light theme writes amber on sand."""

THEMES = (
    ("dark", "textual-dark", N_("Theme: dark")),
    ("light", LIGHT.name, N_("Theme: light")),
    ("ansi", ANSI.name, N_("Theme: the terminal's own colours")),
)
"""A theme as the configuration calls it, as Textual calls it, as people read it."""
