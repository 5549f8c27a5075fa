"""An NCCO or application body as text: everything that is wrong, with its place in the JSON and its fix."""

from __future__ import annotations

from bisect import bisect_left, insort
from operator import attrgetter
from typing import TYPE_CHECKING

from ivrc.diagnostics import Diagnostic, Edit, Label, ordered
from ivrc.ncco.legacy import LEGACY
from ivrc.ncco.raw.changes import Change, apply, in_order
from ivrc.ncco.raw.document import read
from ivrc.ncco.raw.fixes import changes_for
from ivrc.ncco.raw.markdown import samples
from ivrc.ncco.rules import rules
from ivrc.ncco.validate import check_application, check_ncco
from ivrc.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ivrc.ncco.finding import Finding
    from ivrc.ncco.raw.changes import Mistake
    from ivrc.ncco.raw.document import Document

NOT_JSON = "E100"
MOST_ROUNDS = 10
_OF_THE_KEY = frozenset(("E106", *(legacy.code for legacy in LEGACY.values())))
"""Rules that a key breaks by being there, whatever its value is."""
_OF_AN_APPLICATION = ("capabilities", "name", "keys", "privacy")


def lint_text(text: str, offset: int = 0) -> list[Diagnostic]:
    """All that is wrong with a text that stands at `offset` of source 0, in order of place.

    The rules of the platform are looked at only if the JSON is understood without guessing.
    """
    document = read(text)
    found = [_about_json(mistake, offset) for mistake in document.mistakes]
    if document.understood:
        found += [_about_value(finding, document, offset) for finding in check(document.value)]
    return ordered(found)


def lint_markdown(text: str) -> list[Diagnostic]:
    """All that is wrong with the NCCOs and application bodies in the fences of a Markdown text."""
    return [found for start, end in samples(text) for found in lint_text(text[start:end], start)]


def fixed(text: str, lint: Callable[[str], list[Diagnostic]]) -> str:
    """The text with all fixes that `lint` knows, also those that others make possible."""
    for _ in range(MOST_ROUNDS):
        mended = apply(text, _apart(lint(text)))
        if mended == text:
            break
        text = mended
    return text


def _apart(diagnostics: Iterable[Diagnostic]) -> list[Change]:
    """The changes of as many diagnostics as do not touch the same characters; each with all of its own."""
    chosen: list[Change] = []
    for diagnostic in diagnostics:
        changes = [Change(edit.span.start, edit.span.end, edit.text) for edit in diagnostic.edits]
        if all(_has_room(change, chosen) for change in changes):
            for change in changes:
                insort(chosen, change, key=attrgetter("start"))
    return in_order(chosen)


def _has_room(change: Change, chosen: list[Change]) -> bool:
    """Whether a change lies between those that were chosen, which are in order."""
    at = bisect_left(chosen, change.start, key=attrgetter("start"))
    before, after = chosen[at - 1 : at] if at else [], chosen[at : at + 1]
    return all(one.end <= change.start for one in before) and all(
        one.start >= change.end and one.start != change.start for one in after
    )


def check(value: object) -> list[Finding]:
    """The findings about an NCCO, or about the body of an application."""
    return check_application(value) if is_application(value) else check_ncco(value)


def is_application(value: object) -> bool:
    """Whether a JSON value is meant as the body of an application."""
    return (
        isinstance(value, dict) and "action" not in value and any(key in value for key in _OF_AN_APPLICATION)
    )


def _about_json(mistake: Mistake, offset: int) -> Diagnostic:
    return Diagnostic(
        code=NOT_JSON,
        severity="error",
        title=rules()[NOT_JSON].title,
        primary=Label(Span(0, offset + mistake.start, offset + mistake.end), mistake.message),
        hint=mistake.hint,
        edits=_edits(mistake.changes if mistake.certain else (), offset),
    )


def _about_value(finding: Finding, document: Document, offset: int) -> Diagnostic:
    place = document.key_place if finding.code in _OF_THE_KEY else document.head_place
    start, end = place(finding.path)
    return Diagnostic(
        code=finding.code,
        severity=finding.severity,
        title=rules()[finding.code].title,
        primary=Label(Span(0, offset + start, offset + end), finding.message),
        hint=finding.hint,
        edits=_edits(changes_for(finding, document), offset),
    )


def _edits(changes: Iterable[Change], offset: int) -> tuple[Edit, ...]:
    return tuple(Edit(Span(0, offset + change.start, offset + change.end), change.text) for change in changes)
