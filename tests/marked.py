"""Programs as they stand in an editor, with a `|` for the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.analysis import Options
from ivrc.files import ReadProblem
from ivrc.lsp.view import View

if TYPE_CHECKING:
    from ivrc.source import Source


def view_of(text: str, **others: str) -> View:
    """A program; the other files are called by what they have before `.ivr`."""

    def read(name: str) -> str | ReadProblem:
        return others.get(name.removesuffix(".ivr"), ReadProblem(message="does not exist"))

    return View("/x.ivr", text, read, lambda _: Options())


def marked(text: str) -> tuple[View, Source, int]:
    """A program without the last `|` in it, its source, and where that stood."""
    at = text.rindex("|")
    view = view_of(text[:at] + text[at + 1 :])
    return view, view.sources[0], at
