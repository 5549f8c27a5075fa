"""Texts, numbers and words as people write them into JSON, each with the JSON that was meant."""

from __future__ import annotations

import re

from ivrc.ncco.raw.changes import Change, Mistake
from ivrc.node import node

_PAIR = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}")
_ESCAPE = re.compile(rf'{_PAIR.pattern}|\\(?:["\\/bfnrt]|u(?![dD][89a-fA-F])[0-9a-fA-F]{{4}})')
_STRING = re.compile(rf'"(?:[^"\\\x00-\x1f]++|{_ESCAPE.pattern})*+"')
_UNCLOSED_KEY = re.compile(r'"([A-Za-z_$][\w$-]*)(?=\s*:)')
_BEHIND = re.compile(r"[ \t]*(?:[,;+\]})]|\r?\n|\Z|//|/\*|(?<=[ \t])[\"'“‘„])")
_BEHIND_KEY = re.compile(r"\s*(?:[:=：]|\Z)")
_GLUED = re.compile(r"[^\s,;:=+\]})\"/，：]")
_REST_OF_LINE = re.compile(r"[^\n]*")
_SPECIAL = re.compile(
    rf'{_PAIR.pattern}|\\(?:u[0-9a-fA-F]{{4}}|x[0-9a-fA-F]{{2}}|\r?\n|.|\Z)|"|\r?\n|[\x00-\x1f]', re.DOTALL
)

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![\w.])")
_NUMBER_LIKE = re.compile(r"[+-]?\.?[0-9][\w.]*")
_PLAIN_DECIMAL = re.compile(r"\+?(-?)([0-9]*)\.?([0-9]*)")
_WORD = re.compile(r"[^\W\d][\w$.-]*(?:\([^()\n]*\))?|\$[\w${}.-]*|<[^<>\n]*>")
_CONSTANTS = {"true": "true", "false": "false", "null": "null", "none": "null"}
_NOTHING = ("undefined", "NaN", "Infinity")

_QUOTES = {
    "'": "'’", "‘": "’'", "’": "’'", "´": "´'", "`": "`", "“": "”“\"", "”": "”\"", "„": "“”\"", "«": "»",
}  # fmt: skip  # opening to closing ones


@node
class Scalar:
    """Where a text, number or word ends, and what is wrong with it."""

    end: int
    mistake: Mistake | None = None


def scalar(text: str, at: int, *, key: bool = False) -> Scalar | None:
    """What stands at `at`; none if that is no text, number or word."""
    first = text[at : at + 1]
    if first == '"':
        return _double_quoted(text, at, key)
    if first in _QUOTES:
        return _quoted(text, at, key)
    if match := _NUMBER.match(text, at):
        return _as_text(text, *match.span(), "a key") if key else Scalar(end=match.end())
    if match := _NUMBER_LIKE.match(text, at):
        return _number(text, *match.span())
    if match := _WORD.match(text, at):
        return _word(text, *match.span(), key)
    return None


def _double_quoted(text: str, at: int, key: bool) -> Scalar:
    match = _STRING.match(text, at)
    unclosed = _UNCLOSED_KEY.match(text, at) if key else None
    if unclosed and not (match and _BEHIND_KEY.match(text, match.end())):
        return _unclosed(at, unclosed.end())
    if match and not _GLUED.match(text, match.end()):
        return Scalar(end=match.end())
    return _quoted(text, at, key)


def _quoted(text: str, at: int, key: bool) -> Scalar:
    """A text whose quotes or characters are not those of JSON."""
    closers = _QUOTES.get(text[at], '"”')
    end = _closing(text, at + 1, closers, _BEHIND_KEY if key else _BEHIND)
    if end is None:
        line = _REST_OF_LINE.match(text, at + 1)
        rest = line[0] if line else ""
        return _unclosed(at, at + 1 + len(rest.rstrip(" \t\r,;]}")), _encoded(rest.rstrip(" \t\r,;]}")))
    inner, written = text[at + 1 : end], text[at : end + 1]
    meant = f'"{_encoded(inner)}"'
    start, stop, message = _what_is_wrong(text, at, end)
    change = Change(at, end + 1, meant)
    certain = "${" not in written and not _half_characters(inner)
    return Scalar(end=end + 1, mistake=_mistake(start, stop, message, change, certain=certain))


def _closing(text: str, start: int, closers: str, behind: re.Pattern[str]) -> int | None:
    """The quote behind which JSON goes on; after a line break it must be the first that comes."""
    in_first_line, at = True, start
    while at < len(text):
        if text[at] == "\\":
            at += 1
        elif text[at] in closers:
            if behind.match(text, at + 1):
                return at
            if not in_first_line:
                return None
        elif text[at] == "\n":
            in_first_line = False
        at += 1
    return None


def _unclosed(at: int, end: int, inner: str | None = None) -> Scalar:
    changes = Change(end, end, '"') if inner is None else Change(at, end, f'"{inner}"')
    hint = 'write `"` behind it'
    mistake = _mistake(at, end, "the quotes of this text are not closed", changes, certain=False, hint=hint)
    return Scalar(end=end, mistake=mistake)


def _encoded(inner: str) -> str:
    """The inside of a text with the escapes of JSON."""
    return _SPECIAL.sub(lambda match: _escape(match[0]), inner)


def _escape(written: str) -> str:
    if _ESCAPE.fullmatch(written):
        return written
    if written in ('"', "\\"):
        return f"\\{written}"
    if written[0] != "\\":
        return {"\n": "\\n", "\r\n": "\\n", "\t": "\\t"}.get(written, f"\\u{ord(written[0]):04x}")
    if written[1] == "u" and len(written) == 6:
        return "\\ufffd"
    if written[1] == "x" and len(written) == 4:
        return f"\\u00{written[2:]}"
    return "" if written[1] in "\r\n" else _escape(written[1:]) if written[1] < " " else written[1:]


def _what_is_wrong(text: str, at: int, end: int) -> tuple[int, int, str]:
    """Place and words for the first thing that is not JSON."""
    if text[at] != '"' or text[end] != '"':
        return at, end + 1, "texts stand in straight double quotes"
    for match in _SPECIAL.finditer(text, at + 1, end):
        written = match[0]
        if _ESCAPE.fullmatch(written):
            continue
        if written == '"':
            return match.start(), match.end(), 'quotes inside of a text are written `\\"`'
        if "\n" in written:
            return (
                at,
                end + 1,
                "a text does not go over the end of a line; a line break in it is written `\\n`",
            )
        if written[0] != "\\":
            return match.start(), match.end(), f"this character is written `{_escape(written)}`"
        return match.start(), match.end(), f"JSON does not know `{written}`"
    return at, end + 1, "texts stand in straight double quotes"


def _half_characters(inner: str) -> bool:
    return bool(re.search(r"\\u[dD][89a-fA-F]", _PAIR.sub("", inner)))


def _number(text: str, start: int, end: int) -> Scalar:
    written = text[start:end]
    digits = written.removeprefix("+")
    if digits.isdigit() and (digits[0] == "0" or written[0] == "+") and len(digits) > 4:
        return _as_text(text, start, end, "a number that is dialled")
    match = _PLAIN_DECIMAL.fullmatch(written.replace("_", ""))
    if match is None:
        return _as_text(text, start, end, "what is no number", certain=False)
    whole, decimals = match[2].lstrip("0") or "0", match[3]
    meant = f"{match[1]}{whole}" + (f".{decimals}" if decimals else "")
    message = f"this number is written `{meant}`"
    return Scalar(end=end, mistake=_mistake(start, end, message, Change(start, end, meant), certain=True))


def _word(text: str, start: int, end: int, key: bool) -> Scalar:
    written = text[start:end]
    if key:
        return _as_text(text, start, end, "a key")
    if written in ("true", "false", "null"):
        return Scalar(end=end)
    if meant := _CONSTANTS.get(written.lower()):
        message = f"JSON writes `{meant}`"
        return Scalar(end=end, mistake=_mistake(start, end, message, Change(start, end, meant), certain=True))
    if written in _NOTHING:
        message = f"JSON does not have `{written}`"
        change = Change(start, end, "null")
        return Scalar(end=end, mistake=_mistake(start, end, message, change, certain=False))
    return _as_text(text, start, end, "a text", certain=False)


def _as_text(text: str, start: int, end: int, what: str, *, certain: bool = True) -> Scalar:
    quoted = f'"{_encoded(text[start:end])}"'
    message, hint = f"{what} stands in double quotes", f"write `{quoted}`"
    change = Change(start, end, quoted)
    return Scalar(end=end, mistake=_mistake(start, end, message, change, certain=certain, hint=hint))


def _mistake(
    start: int, end: int, message: str, change: Change, *, certain: bool, hint: str | None = None
) -> Mistake:
    return Mistake(start=start, end=end, message=message, changes=(change,), certain=certain, hint=hint)
