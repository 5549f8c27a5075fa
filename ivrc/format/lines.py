"""Tokens in their brackets: a text as lines that hold groups that hold lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.slotted import record
from ivrc.source import Span
from ivrc.syntax.tokens import Token
from ivrc.syntax.trivia import ALLOW

if TYPE_CHECKING:
    from ivrc.source import Source

OPENING = {"{": "}", "(": ")", "[": "]"}
JOINING = frozenset({",", "or", "and"})
"""Behind these a line break does not end a statement."""

SEMICOLON = Token(kind="sign", text=";", span=Span(0, 0, 0))


@record
class Comment:
    """A comment; `own_line`: nothing stands in front of it."""

    text: str
    own_line: bool


@record
class Line:
    """A declaration or statement, or one of the things that commas separate in brackets.

    Comments inside it are pieces; `comment` is the one behind it, or all there is. `blank`: an empty line
    stands above. `beside`: it goes on where the one before it ended. `kept`: a comment allows what is
    reported on it, so it stays on one line.
    """

    pieces: list[Token | Group | Comment]
    blank: bool = False
    comment: Comment | None = None
    beside: bool = False
    kept: bool = False


@record
class Group:
    """A pair of brackets, or a whole file (then `open` is none).

    `named`: a name stands directly in front, so that these are arguments or parameters. `broken`: the author
    broke the line behind the opening bracket. `comment` stands there on its line.
    """

    open: Token | None
    lines: list[Line]
    named: bool = False
    broken: bool = False
    comment: Comment | None = None

    @property
    def is_block(self) -> bool:
        """Whether it holds statements."""
        return self.open is None or self.open.text == "{"


class Reader:
    """Takes the tokens of a text that was parsed without a mistake, one by one."""

    def __init__(self, source: Source, tokens: list[Token]) -> None:
        self.text = source.text
        self.tokens = tokens
        self.at = 0
        self.apart = False
        """Whether a semicolon alone on its line keeps the next line away from the one above."""
        self.below = False
        """Whether there was a line break at the semicolons in front of the next line."""

    def group(self, opening: Token | None, *, named: bool = False, cases: bool = False) -> Group:
        """What stands between two brackets, with the closing one. `cases`: it is the block of a `match`."""
        group = Group(opening, [], named)
        if opening and self._breaks():
            group.broken = True
        elif opening and self._next().kind == "comment":
            group.comment = self._comment()
        closing = OPENING[opening.text] if opening else None
        while self.at < len(self.tokens) and not self._is_sign(closing):
            if self._is_sign(";") or self._is_sign(","):
                alone = bool(self._breaks())
                self.at += 1
                self.apart = alone and bool(self._breaks())
                self._comment_behind(group)
                self.below = self.below or alone or bool(self._breaks())
            else:
                group.lines.append(self._line(group.is_block, cases))
        self.at += 1
        self.apart = self.below = False
        if group.is_block:
            group.lines = _kept_together(group.lines)
        return group

    def _line(self, statements: bool, cases: bool) -> Line:
        """Up to a line break, a separator or the closing bracket."""
        line = Line([], blank=self._breaks() > 1 or self.apart, beside=not self._breaks() and not self.below)
        self.apart = self.below = False
        if self._next().kind == "comment":
            line.comment = self._comment()
            return line
        while self.at < len(self.tokens) and not self._ends(line, statements, cases):
            line.pieces.append(self._piece(line))
        last = line.pieces[-1]
        if isinstance(last, Comment) and not last.own_line:
            line.comment = last
            line.pieces.pop()
        return line

    def _piece(self, line: Line) -> Token | Group | Comment:
        if self._next().kind == "comment":
            return self._comment()
        token = self._take()
        if token.kind != "sign" or token.text not in OPENING:
            return token
        before = line.pieces[-1] if line.pieces else None
        named = isinstance(before, Token) and before.kind == "name"
        return self.group(token, named=named, cases=_starts_with(line, "match"))

    def _ends(self, line: Line, statements: bool, cases: bool) -> bool:
        """Whether the next token is no part of the line that was read so far."""
        token = self._next()
        if token.kind == "sign" and token.text in (";", "}", ")", "]"):
            return not self._continues(line, cases)
        if not statements:
            return self._is_sign(",") or (bool(self._breaks()) and self._ends_item())
        last = next((piece for piece in reversed(line.pieces) if not isinstance(piece, Comment)), None)
        if last is None or not self._breaks():
            return False
        joined = isinstance(last, Token) and last.kind in ("keyword", "sign") and last.text in JOINING
        return not joined and not self._continues(line, cases)

    def _ends_item(self) -> bool:
        """Whether only comments follow up to the comma or bracket behind an item."""
        at = self.at
        while self.tokens[at].kind == "comment":
            at += 1
        return at > self.at and self.tokens[at].text in (",", ")", "]")

    def _continues(self, line: Line, cases: bool) -> bool:
        """Whether an `else` of this line follows; a semicolon in front of it is left out."""
        if cases or not _starts_with(line, "if"):
            return False
        at = self.at
        while at < len(self.tokens) and (self.tokens[at].kind == "comment" or self.tokens[at].text == ";"):
            at += 1
        if at == len(self.tokens) or self.tokens[at].text != "else" or self.tokens[at].kind != "keyword":
            return False
        if self._is_sign(";"):
            self.at += 1
        return True

    def _comment_behind(self, group: Group) -> None:
        """A comment behind a separator belongs to the line in front of it."""
        follows = self.at < len(self.tokens) and self._next().kind == "comment" and not self._breaks()
        if follows and group.lines and group.lines[-1].comment is None:
            group.lines[-1].comment = self._comment()

    def _next(self) -> Token:
        return self.tokens[self.at]

    def _comment(self) -> Comment:
        own_line = bool(self._breaks()) or self.at == 0
        return Comment(self._take().text, own_line)

    def _take(self) -> Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def _is_sign(self, text: str | None) -> bool:
        return self.at < len(self.tokens) and self._next().kind == "sign" and self._next().text == text

    def _breaks(self) -> int:
        """How many line breaks stand in front of the next token."""
        before = self.tokens[self.at - 1].span.end if self.at else 0
        return self.text.count("\n", before, self._next().span.start) if self.at < len(self.tokens) else 0


def _kept_together(lines: list[Line]) -> list[Line]:
    """The lines, with those joined that stand beside each other where a comment allows something."""
    made: list[Line] = []
    allowed = False
    for row in _rows(lines):
        first, last = row[0], row[-1]
        allowed = allowed or _allows(last.comment)
        if not first.pieces:  # only a comment, which is about the row below
            made += row
            continue
        pieces = [piece for line in row for piece in (SEMICOLON, *line.pieces)]
        made += [Line(pieces[1:], first.blank, last.comment, kept=True)] if allowed else row
        allowed = False
    return made


def _rows(lines: list[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in lines:
        if line.beside and rows:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _allows(comment: Comment | None) -> bool:
    return comment is not None and ALLOW.match(comment.text) is not None


def _starts_with(line: Line, word: str) -> bool:
    first = line.pieces[0] if line.pieces else None
    return isinstance(first, Token) and first.kind == "keyword" and first.text == word
