"""What is said about text that does not parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.diagnostics import Diagnostic, Label

if TYPE_CHECKING:
    from ivrc.source import Span

TITLES = {
    "IVR100": "this is not understood",
    "IVR108": "unknown escape in a string",
}


def syntax_error(code: str, place: Span, message: str, hint: str | None = None) -> Diagnostic:
    """An error of the 1xx group at `place`."""
    return Diagnostic(
        code=code, severity="error", title=TITLES[code], primary=Label(place, message), hint=hint
    )
