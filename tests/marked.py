"""Programs as they stand in an editor, with a `|` for the cursor."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ivrc.analysis import Options
from ivrc.files import ReadProblem
from ivrc.lsp.view import View

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ivrc.diagnostics import Edit
    from ivrc.source import Source


def view_of(text: str, **others: str) -> View:
    """A program; the other files are called by what they have before `.ivr`."""

    def read(name: str) -> str | ReadProblem:
        return others.get(name.removesuffix(".ivr"), ReadProblem(message="does not exist"))

    return View("/x.ivr", text, read, lambda _: Options())


CLOSING = {"{": "}", "(": ")", "[": "]", '"': '"'}
SIGN = re.compile(r'(?P<skipped>\\.|//[^\n]*)|[{}()\[\]"]')


def closing(text: str) -> str:
    """What an editor has written behind a text by itself: the brackets and quotes that are open."""
    opened: list[str] = []
    at = 0
    while found := SIGN.search(text, at):
        at = found.end()
        sign, inside = found[0], opened[-1:] == ['"']
        if sign.startswith("//") and inside:
            at = found.start() + 2
        elif found["skipped"]:
            continue
        elif opened and sign == CLOSING[opened[-1]]:
            opened.pop()
        elif sign in CLOSING and (not inside or sign == "{"):
            opened.append(sign)
    return "".join(CLOSING[sign] for sign in reversed(opened))


def marked(text: str) -> tuple[View, Source, int]:
    """A program without the last `|` in it, its source, and where that stood."""
    at = text.rindex("|")
    view = view_of(text[:at] + text[at + 1 :])
    return view, view.sources[0], at


def edited(text: str, edits: Iterable[Edit]) -> str:
    """A text after changes."""
    for edit in sorted(edits, key=lambda one: -one.span.start):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text
