"""A JSON text with the places of its values, as far as somebody asks for them."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import field
from json.decoder import JSONDecoder, scanstring  # type: ignore[attr-defined]  # not in its stubs
from typing import TYPE_CHECKING

import orjson

from ivrc.ncco.raw.changes import Mistake, WayBack, apply
from ivrc.ncco.raw.repair import DEEPEST, repair
from ivrc.node import node
from ivrc.slotted import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.ncco.finding import Path
    from ivrc.ncco.raw.changes import Change

_KEY = re.compile(r'"[ \t\r\n]*:')
_BLANK = re.compile(r"[ \t\r\n]*")
# The scanner of the standard library, in C. Numbers are only passed by, so however long ones stay texts.
_scan = JSONDecoder(parse_int=str, parse_float=str).scan_once  # type: ignore[attr-defined]  # not in its stubs


@node
class Member:
    """A key with its value, or an element (which begins with its value): where both begin and end."""

    start: int
    key_end: int
    value: int
    end: int


@record
class Document:
    """What a text says, and where. `value` is None if the text is not understood.

    `mistakes` are those of JSON; `strict` is the text without them, in which places are looked for.
    """

    text: str
    strict: str
    value: object
    mistakes: tuple[Mistake, ...] = ()
    changes: tuple[Change, ...] = ()
    understood: bool = True
    _known: dict[int, dict[str | int, Member]] = field(default_factory=dict)
    _way_back: list[WayBack] = field(default_factory=list)

    def place(self, path: Path) -> tuple[int, int]:
        """Where the value at `path` stands in the text."""
        return self._written(*self._value(path))

    def head_place(self, path: Path) -> tuple[int, int]:
        """The place of a value; of an object only its beginning, as far as it says what the object is."""
        at, end = self._value(path)
        if self.strict[at] == "{":
            name, first = next(iter(self._items(at).items()), ("", None))
            named = first is not None and name in ("action", "type")
            end = first.end if first and named and "\n" not in self.strict[at : first.end] else at + 1
        return self._written(at, end)

    def key_place(self, path: Path) -> tuple[int, int]:
        """Where the key of the value at `path` stands, with its quotes."""
        member = self.members(path[:-1])[str(path[-1])]
        return self._written(member.start, member.key_end)

    def members(self, path: Path) -> dict[str, Member]:
        """The members of the object at `path`, with their places in the strict text."""
        return {str(name): member for name, member in self._items(self._value(path)[0]).items()}

    def _value(self, path: Path) -> tuple[int, int]:
        at, end = _skip(self.strict, 0), -1
        for step in path:
            member = self._items(at)[step]
            at, end = member.value, member.end
        return at, end if path else len(self.strict.rstrip())

    def _items(self, at: int) -> dict[str | int, Member]:
        """What the array or object that begins at `at` holds; found once."""
        if at not in self._known:
            reader = _members if self.strict[at] == "{" else _elements
            self._known[at] = dict(reader(self.strict, at))
        return self._known[at]

    def _written(self, start: int, end: int) -> tuple[int, int]:
        if not self.changes:
            return start, end
        if not self._way_back:
            self._way_back.append(WayBack(self.changes))
        return self._way_back[0](start), self._way_back[0](end)


def read(text: str) -> Document:
    """Understand a JSON text, also one with the mistakes that people make."""
    with suppress(ValueError):  # the reading below explains what is wrong
        value = orjson.loads(text)
        levels, keys = _measure(value)
        if levels <= DEEPEST and keys == len(_KEY.findall(text)):  # else a key may be there twice
            return Document(text=text, strict=text, value=value)
    mended = repair(text)
    if mended is None:
        return _incomprehensible(text)
    strict = apply(text, mended.changes)
    return Document(
        text=text,
        strict=strict,
        value=json.loads(strict, parse_int=_number),
        mistakes=mended.mistakes,
        changes=mended.changes,
        understood=all(mistake.certain for mistake in mended.mistakes),
    )


def _number(digits: str) -> float:
    """Python converts whole numbers of thousands of digits only if told to."""
    return int(digits) if len(digits) < 400 else float(digits)


def _measure(value: object) -> tuple[int, int]:
    """How many arrays and objects are inside each other (no more than is sense), and how many keys."""
    level, levels, keys = [value], 0, 0
    while level and levels <= DEEPEST:
        inner: list[object] = []
        for one in level:
            if isinstance(one, dict):
                keys += len(one)
                inner += one.values()
            elif isinstance(one, list):
                inner += one
        level, levels = inner, levels + 1
    return levels, keys


def _incomprehensible(text: str) -> Document:
    start = _skip(text, 0)
    message, end = "there is no JSON here", start + 1
    if start == len(text):
        message, end = "there is nothing in it", start
    elif text[start] in "[{":
        message = f"this is nested more than {DEEPEST} levels deep"
    mistake = Mistake(start=start, end=end, message=message, changes=(), certain=False)
    return Document(text=text, strict=text, value=None, mistakes=(mistake,), understood=False)


def _skip(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at


def _members(text: str, at: int) -> Iterator[tuple[str, Member]]:
    """The members of the object that begins at `at`, in strict JSON."""
    at = _skip(text, at + 1)
    while text[at] != "}":
        name, key_end = scanstring(text, at + 1)
        value = _skip(text, _skip(text, key_end) + 1)
        end: int = _scan(text, value)[1]
        yield name, Member(start=at, key_end=key_end, value=value, end=end)
        at = _behind(text, end)


def _elements(text: str, at: int) -> Iterator[tuple[int, Member]]:
    """The elements of the array that begins at `at`, in strict JSON."""
    at, index = _skip(text, at + 1), 0
    while text[at] != "]":
        end: int = _scan(text, at)[1]
        yield index, Member(start=at, key_end=at, value=at, end=end)
        at, index = _behind(text, end), index + 1


def _behind(text: str, end: int) -> int:
    """Where the next element begins, or the closing bracket stands."""
    at = _skip(text, end)
    return _skip(text, at + 1) if text[at] == "," else at
