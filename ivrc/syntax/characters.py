"""Mistakes in single tokens: strings, numbers, characters that begin nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import normalize

from ivrc.diagnostics import Edit
from ivrc.syntax.messages import syntax_error
from ivrc.syntax.table import BAD

if TYPE_CHECKING:
    from ivrc.diagnostics import Diagnostic
    from ivrc.syntax.place import Cure, Place, Told

STRING = re.compile(r'"(?:[^"\\\r\n]++|\\[^\r\n])*+"')
LONG_STRING = re.compile(r'"""(?:[^"\\]++|\\.|"(?!""))*+"""', re.DOTALL)
PIECE = re.compile(r'[^\\{}]++|\\.|\{(?:[^{}"\r\n]++|"(?:[^"\\\r\n]++|\\[^\r\n])*+")*+\}', re.DOTALL)
LINES = re.compile(r'"[^"\\\r\n{}]+(?:\r?\n[^"\\\r\n{}]*){1,9}"(?=[ \t]*[;}\r\n])')
DOUBLE = re.compile(r"\{\{([^{}]*)\}\}")
VALUE = re.compile(r"\{[ \t]*[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")
NUMERAL = re.compile(r"\+?[0-9](?:[\w.]|:(?=[0-9]))*+")
NUMERAL_BEGIN = re.compile(r"(?<![\w.])[0-9][\w.]*\Z")
NUMERALS = (
    (r"\+", "a phone number is `+` and 5 to 15 digits without spaces, the first of them no 0"),
    (r"[0-9]+\.[0-9]+[a-z]", "durations are whole: `1500ms` instead of `1.5s`"),
    (r"[0-9]:|[0-9]+:[0-9]\b", "times have two digits before and behind the colon: `09:00`"),
    (r"", "durations are `500ms`, `20s`, `2m` and `1h`"),
)
"""Shape of a numeral that is none, what to do about it."""
STRAY = {
    "\r": ("a carriage return without a line feed ends no line", "\n"),
    "\u00a0": ("this no-break space only looks like a space", " "),
    "\ufeff": ("a byte order mark may only begin the file", ""),
    "\u200b": ("this space has no width: nobody can see it", ""),
    "\u201c": ("this typographic quote begins no string", '"'),
    "\u201d": ("this typographic quote ends no string", '"'),
    "\u201e": ("this typographic quote begins no string", '"'),
    "\u2019": ("this typographic quote belongs into a string", "'"),
    "\u2013": ("this dash is no minus", "-"),
    "\u2014": ("this dash is no minus", "-"),
    "'": ("strings stand in double quotes", '"'),
    "`": ("strings stand in double quotes", '"'),
    "\f": ("a form feed ends no line", "\n"),
}
"""Character -> what is wrong with it, what to write instead."""


def string(place: Place) -> Told | None:
    """A quote begins no string: never closed, or with a brace that is alone."""
    start, text = place.failure.start, place.text
    if place.failure.terminal != BAD or text[start] != '"':
        return None
    long = text.startswith('"""', start)
    whole = (LONG_STRING if long else STRING).match(text, start, place.end)
    if whole is None and long:
        message = "this text is not closed"
        hint = 'write `"""` behind its last line'
        return syntax_error("IVR102", place.span(start, start + 3), message, hint=hint), "cut"
    if whole is None and (lines := LINES.match(text, start, place.end)):
        message = "this text goes over several lines"
        edit = Edit(place.span(*lines.span()), f'""{lines[0]}""')
        hint = 'text over several lines stands between `"""` and `"""`'
        return syntax_error("IVR102", place.token, message, hint=hint, edits=(edit,)), "behind"
    if whole is None:
        stop = min(at for at in (text.find("\n", start), text.find("\r", start), place.end) if at >= start)
        message = "this string has no closing quote on its line"
        hint = 'write `"` where the text ends; text over several lines stands between `"""` and `"""`'
        return syntax_error("IVR102", place.span(start, stop), message, hint=hint), "leave out"
    at, last = whole.start() + (3 if long else 1), whole.end() - (3 if long else 1)
    while at < last and (piece := PIECE.match(text, at, last)):
        at = piece.end()
    brace = text[at]
    if brace == "{":
        return _opened(place, at, last), "leave out"
    message = "this `}` closes nothing in the string"
    edit = Edit(place.exactly(at, at), "\\")
    hint = "write `\\}` if the brace is meant as such"
    return syntax_error("IVR107", place.span(at, at + 1), message, hint=hint, edits=(edit,)), "leave out"


def _opened(place: Place, at: int, last: int) -> Diagnostic:
    """A `{` in a string that ends at `last` has no `}`, or holds another `{`."""
    if double := DOUBLE.match(place.text, at, last):
        message = "a value stands in one pair of braces"
        edit = Edit(place.span(*double.span()), f"{{{double[1].strip()}}}")
        return syntax_error(
            "IVR107", place.span(*double.span()), message, hint=f"write `{edit.text}`", edits=(edit,)
        )
    value = VALUE.match(place.text, at, last)
    hint = "write `}` behind the value, or `\\{` if the brace is meant as such"
    marked = place.span(at, value.end() if value else at + 1)
    return syntax_error("IVR107", marked, "this brace is not closed in the string", hint=hint)


def numeral(place: Place) -> Told | None:
    """Digits that make no number, duration, phone number, date or time."""
    start = NUMERAL_BEGIN.search(
        place.text, place.text.rfind("\n", 0, place.failure.start) + 1, place.failure.start
    )
    numeral = NUMERAL.match(place.text, start.start() if start else place.failure.start, place.end)
    if numeral is None or numeral[0] == place.failure.lexeme or numeral.end() <= place.failure.start:
        return None
    message = f"`{numeral[0]}` is no number, duration, phone number, date or time"
    hint = next(hint for shape, hint in NUMERALS if re.match(shape, numeral[0]))
    return syntax_error("IVR114", place.span(*numeral.span()), message, hint=hint), "leave out"


def character(place: Place) -> Told | None:
    """A character that begins no token at all."""
    if place.failure.terminal != BAD:
        return None
    character = place.failure.lexeme
    name = f"`{character}`" if character.isprintable() else f"the character U+{ord(character):04X}"
    message, better = STRAY.get(character, (f"{name} means nothing here", ""))
    plain = normalize("NFKC", character)
    if not better and plain != character and plain.isascii():
        message, better = f"`{character}` is another character than `{plain}`", plain
    edits = (Edit(place.token, better),) if better or character in STRAY else ()
    hint = f"write `{better}`" if better.strip() else None
    cure: Cure = "mend" if edits else "leave out"
    if character.isspace() or not character.isprintable():
        cure = "skip"
    if character == "\r":
        cure = "lines"
    return syntax_error("IVR101", place.token, message, hint=hint, edits=edits), cure
