"""JSON as people write it, made strict: every mistake with the change that mends it (reference 8, E100).

The grammar is that of JSON; where it is left, reading goes on as the writer most likely meant it. The text
with all changes is always JSON. What is a guess is marked, so that nothing more is concluded from it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ivrc.ncco.raw.changes import Change, Mistake, Repair, in_order
from ivrc.ncco.raw.scalars import scalar

if TYPE_CHECKING:
    from collections.abc import Callable

DEEPEST = 100
"""Arrays and objects inside each other; no NCCO comes near."""

_SPACE = re.compile(r"[ \t\r\n]+")
_STRANGE_SPACE = re.compile(
    r"[\x00-\x08\v\f\x0e-\x1f\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff]+"
)
_COMMENT = re.compile(r"//[^\r\n]*|\#[^\r\n]*|/\*.*?(?:\*/|\Z)", re.DOTALL)
_LINE_BREAK = re.compile(r"\r?\n")
_ELLIPSIS = re.compile(r"(?:\.{2,}|…)(?:[ \t\r\n]*,)?")
_PROGRAM = re.compile(r"(?=[A-Za-z_$])[^\[{\"'\n]*?(?:[=(:]|\breturn|\bdefault)\s*(?=[\[{])")
_NEXT_ACTION = re.compile(r"(,?)[ \t\r\n]*(?={)")
_OPERATION = re.compile(r"[ \t\r\n]*\+[ \t\r\n]*")
_COLON = re.compile(r"=>|[=：]")
_STRAY = re.compile(r"[^\s,\[\]{}\"'\w]+|.", re.DOTALL)
_CLOSERS = {"[": "]", "{": "}"}
_COMMAS = ",;，、"


def repair(text: str) -> Repair | None:
    """How `text` becomes strict JSON; none if there is no JSON in it, or it is nested too deeply."""
    reader = _Reader(text)
    if not reader.document():
        return None
    changes = in_order(change for mistake in reader.mistakes for change in mistake.changes)
    return Repair(changes=tuple(changes), mistakes=tuple(sorted(reader.mistakes, key=lambda m: m.start)))


class _Reader:
    """A cursor over the text, and what was found in front of it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.awaited: list[str] = []
        self.keys: list[set[str]] = []
        self.too_deep = False
        self.mistakes: list[Mistake] = []

    def wrong(
        self,
        place: tuple[int, int],
        message: str,
        *changes: Change,
        certain: bool = True,
        hint: str | None = None,
    ) -> None:
        start, end = place
        found = Mistake(start=start, end=end, message=message, changes=changes, certain=certain, hint=hint)
        self.mistakes.append(found)

    def remove(self, end: int, message: str, *, certain: bool = True) -> None:
        """What stands here does not belong here."""
        self.wrong((self.at, end), message, Change(self.at, end, ""), certain=certain)
        self.at = end

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def document(self) -> bool:
        """Read it all; whether JSON comes of it."""
        self.blank()
        if match := _PROGRAM.match(self.text, self.at):
            self.remove(match.end(), "this belongs to a program, not to the JSON")
            self.blank()
        start = self.at
        if self.peek() not in ("[", "{"):
            return False
        self.value()
        if self.text[start] == "{":
            self.neighbours(start)
        self.blank()
        rest = self.text[self.at :].rstrip()
        if rest:
            end, certain = self.at + len(rest), not rest.strip(";,) \t\r\n")
            self.remove(end, "the JSON has ended before this", certain=certain)
        return not self.too_deep

    def neighbours(self, start: int) -> None:
        """Actions beside each other without an array around them."""
        changes, ends = [Change(start, start, "[")], [self.at]
        self.blank()
        while following := _NEXT_ACTION.match(self.text, self.at):
            changes += [] if following[1] else [Change(ends[-1], ends[-1], ",")]
            self.at = following.end()
            self.value()
            ends.append(self.at)
            self.blank()
        if len(ends) > 1:
            changes.append(Change(ends[-1], ends[-1], "]"))
            message = "actions stand beside each other, but an NCCO is one array of them"
            self.wrong((start, start + 1), message, *changes, hint="put them into [ ]")

    def blank(self) -> None:
        """Pass by space, and by what people take for space."""
        while True:
            if match := _SPACE.match(self.text, self.at):
                self.at = match.end()
            if match := _COMMENT.match(self.text, self.at):
                self.comment(match.end())
            elif match := _STRANGE_SPACE.match(self.text, self.at):
                message = (
                    f"this is the invisible character U+{ord(match[0][0]):04X}, which is no space in JSON"
                )
                self.remove(match.end(), message)
            else:
                return

    def comment(self, end: int) -> None:
        """A comment goes with the space in front of it, and with its line if it has one for itself."""
        start = self.at
        while self.text[start - 1 : start] in (" ", "\t"):
            start -= 1
        line_break = _LINE_BREAK.match(self.text, end)
        alone = self.text[start - 1 : start] in ("", "\n")
        change = Change(start, line_break.end() if line_break and alone else end, "")
        self.wrong((self.at, end), "JSON has no comments", change)
        self.at = end

    def value(self) -> bool:
        """A value, if one begins here."""
        if (opening := self.peek()) in _CLOSERS and opening:
            self.container(_CLOSERS[opening], self.member if opening == "{" else self.value)
        elif not self.scalar():
            return False
        while match := _OPERATION.match(self.text, self.at):
            start, self.at = self.at, match.end()
            self.operand()
            message = "JSON cannot calculate; a program put this together"
            self.wrong((start, self.at), message, Change(start, self.at, ""), certain=False)
        return True

    def scalar(self, *, key: bool = False) -> bool:
        found = scalar(self.text, self.at, key=key)
        if found is None:
            return False
        if found.mistake:
            self.mistakes.append(found.mistake)
        self.at = found.end
        return True

    def operand(self) -> None:
        """What is added to a text: passed by, whatever it is."""
        found = scalar(self.text, self.at)
        self.at = found.end if found else self.at

    def member(self) -> bool:
        """A key and its value, if one begins here."""
        start = self.at
        if not self.scalar(key=True):
            return False
        end = self.at
        name = self.text[start:end].strip("\"'")
        if name in self.keys[-1]:
            self.wrong((start, end), "this key is there twice, and what stands at the first is lost")
        self.keys[-1].add(name)
        self.blank()
        if self.peek() == ":":
            self.at += 1
        elif match := _COLON.match(self.text, self.at):
            self.wrong(match.span(), "a key and its value are joined by `:`", Change(*match.span(), ":"))
            self.at = match.end()
        else:
            has_value = self.peek() not in ("", *_COMMAS, "]", "}")
            message = "there is no `:` behind this key" if has_value else "this key has no value"
            self.wrong((start, end), message, Change(end, end, ":"), certain=has_value)
            if not has_value:
                self.amend(Change(end, end, " null"))
                return True
        self.blank()
        if not self.value():
            if self.peek() not in ("", *_COMMAS, "]", "}"):
                self.stray()
            self.wrong((start, end), "this key has no value", certain=False)
            self.amend(Change(self.at, self.at, " null"))
        return True

    def amend(self, change: Change) -> None:
        """Mend more with the last mistake."""
        last = self.mistakes.pop()
        self.wrong((last.start, last.end), last.message, *last.changes, change, certain=False)

    def container(self, closer: str, read_one: Callable[[], bool]) -> None:
        """An array or object from its opening bracket to behind its closing one."""
        opened, comma, ended, elided = self.at, -1, -1, False
        self.at += 1
        self.awaited.append(closer)
        self.keys.append(set())
        if len(self.awaited) > DEEPEST:
            self.too_deep, self.at = True, len(self.text)
        while True:
            self.blank()
            here = self.peek()
            if here in ("", ")", "]", "}"):
                break
            if here in _COMMAS:
                ended, comma = self.separator(ended, comma)
            elif match := _ELLIPSIS.match(self.text, self.at):
                self.remove(match.end(), "something is left out here", certain=False)
                elided = True
            else:
                start = self.at
                if read_one():
                    self.check_separator(start, ended, comma)
                    ended, comma = self.at, -1
                else:
                    self.stray()
        self.awaited.pop()
        self.keys.pop()
        if comma >= 0:
            self.trailing(comma, elided)
        self.close(opened, closer)

    def trailing(self, comma: int, elided: bool) -> None:
        """A comma behind the last value; one in front of an ellipsis is no mistake of its own."""
        change = Change(comma, comma + 1, "")
        if elided:
            self.amend(change)
        else:
            self.wrong((comma, comma + 1), "nothing follows this comma", change)

    def separator(self, ended: int, comma: int) -> tuple[int, int]:
        """A comma, or what stands for one; where the last value ended and the last comma stood, from here."""
        if ended < 0:
            self.remove(self.at + 1, "there is no value in front of this comma")
            return ended, comma
        self.at += 1
        return -1, self.at - 1

    def check_separator(self, start: int, ended: int, comma: int) -> None:
        """In front of the value at `start` there is a comma, unless it is the first."""
        if ended >= 0:
            place = (start, start + 1)
            self.wrong(place, "there is no comma in front of this", Change(ended, ended, ","))
        elif comma >= 0 and self.text[comma] != ",":
            place = (comma, comma + 1)
            self.wrong(place, "values are separated by `,`", Change(*place, ","))

    def stray(self) -> None:
        """Characters with which nothing of JSON begins."""
        if match := _STRAY.match(self.text, self.at):
            self.remove(match.end(), "this is not JSON", certain=False)

    def close(self, opened: int, closer: str) -> None:
        """The closing bracket, another one, or none."""
        here, opening = self.peek(), self.text[opened]
        if here == closer:
            self.at += 1
        elif here == "" or here in self.awaited:
            change = Change(self.at, self.at, closer)
            self.wrong((opened, opened + 1), f"this `{opening}` is never closed", change, certain=False)
        else:
            place = (self.at, self.at + 1)
            self.wrong(place, f"`{opening}` is closed by `{closer}`", Change(*place, closer))
            self.at += 1
