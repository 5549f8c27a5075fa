"""How lines and groups look: what its author put on one line stays there if it fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.format.lines import JOINING, OPENING, SEMICOLON, Comment, Group, Line
from ivrc.format.spacing import space
from ivrc.syntax.tokens import Token

if TYPE_CHECKING:
    from collections.abc import Sequence

    Piece = Token | Group | Comment

WIDTH = 120
INDENT = "  "
CONTINUED = INDENT * 2
QUOTES = '"""'
SEPARATORS = {"{": "; ", "(": ", ", "[": ", "}


def layout(group: Group) -> list[str]:
    """The lines of a whole file."""
    shown = [_line(line, "") for line in group.lines]
    made: list[str] = []
    for at, (line, text) in enumerate(zip(group.lines, shown, strict=True)):
        if at and (line.blank or _is_apart(group.lines, shown, at)):
            made.append("")
        made += text
    return made


def _is_apart(lines: Sequence[Line], shown: Sequence[Sequence[str]], at: int) -> bool:
    """Whether a declaration of several lines ends above line `at`, or begins there with its comments."""
    if lines[at - 1].pieces and len(shown[at - 1]) > 1:
        return True
    if not lines[at - 1].pieces:  # what a comment stands above stays below it
        return False
    first = at
    while at < len(lines) - 1 and not lines[at].pieces and not lines[at + 1].blank:
        at += 1
    return bool(lines[at].pieces) and len(shown[at]) > 1 and (at == first or not lines[first].pieces)


def _line(line: Line, indent: str) -> list[str]:
    """A statement or an item of a list, as lines."""
    if not line.pieces:
        return [indent + line.comment.text] if line.comment else []
    flat = _flat(line)
    behind = f" {line.comment.text}" if line.comment else ""
    if flat is not None and (len(indent + flat) <= WIDTH or behind or line.kept):
        return [indent + flat + behind]
    made = _Breaking(indent, line).lines
    return [*made[:-1], made[-1] + behind]


def _flat(line: Line) -> str | None:
    """A line's code on one line, if it may stand there."""
    made, before = "", None
    for piece in line.pieces:
        text = _flat_piece(piece)
        if text is None:
            return None
        made += space(before, piece) + text
        before = piece
    return made


def _flat_piece(piece: Piece) -> str | None:
    if isinstance(piece, Comment):
        return None
    if isinstance(piece, Token):
        return piece.text if "\n" not in piece.text else None
    if not piece.lines and not piece.comment:
        return "{ }" if piece.is_block else f"{_open(piece)}{_close(piece)}"
    if piece.broken or piece.comment or any(line.comment for line in piece.lines):
        return None
    texts = [_flat(line) for line in piece.lines]
    inner = SEPARATORS[_open(piece)].join(text for text in texts if text is not None)
    if None in texts:
        return None
    return f"{{ {inner} }}" if piece.is_block else f"{_open(piece)}{inner}{_close(piece)}"


def _open(group: Group) -> str:
    return group.open.text if group.open else ""


def _close(group: Group) -> str:
    return OPENING.get(_open(group), "")


class _Breaking:
    """A line that does not fit on one line: its blocks are opened, its head is continued where it must be."""

    def __init__(self, indent: str, line: Line) -> None:
        self.indent = indent
        self.lines = [indent]
        self.inside = indent
        """The indentation of what stands in brackets."""
        before: Piece | None = None
        for at, piece in enumerate(line.pieces):
            if isinstance(piece, Comment):
                self._comment(piece, line.pieces[at + 1 :])
            else:
                self._join(before, piece, line.pieces[at:])
                self._add(piece, line.pieces[at + 1 :])
            before = piece

    def _comment(self, comment: Comment, rest: Sequence[Piece]) -> None:
        if comment.own_line:
            following = next((piece for piece in rest if not isinstance(piece, Comment)), None)
            self.lines.append(self.indent + ("" if _is_else(following) else CONTINUED) + comment.text)
        else:
            self.lines[-1] += f" {comment.text}"

    def _join(self, before: Piece | None, piece: Token | Group, rest: Sequence[Piece]) -> None:
        """Go to where the piece begins: on this line, or on the next."""
        if before is None:
            return
        if isinstance(before, Comment):
            self._continue("" if _is_else(piece) or isinstance(piece, Group) else CONTINUED)
        elif _is_else(piece) and not (isinstance(before, Group) and before.is_block) and before != SEMICOLON:
            self._continue("")
        elif isinstance(before, Token) and before.text in JOINING and self._overflows(rest):
            self._continue(CONTINUED)
        else:
            self.lines[-1] += space(before, piece)

    def _continue(self, deeper: str) -> None:
        self.inside = self.indent + deeper
        self.lines.append(self.inside)

    def _overflows(self, rest: Sequence[Piece]) -> bool:
        """Whether what comes up to the next place for a line break is too long for this line."""
        length, before = len(self.lines[-1]), None
        for piece in rest:
            text = _flat_piece(piece)
            if isinstance(piece, Group) and (piece.is_block or text is None):
                return length + 2 > WIDTH
            if isinstance(piece, Comment):
                break
            length += len(space(before, piece)) + len((text or "").partition("\n")[0])
            if isinstance(piece, Token) and piece.text in JOINING:
                break
            before = piece
        return length > WIDTH

    def _add(self, piece: Token | Group, rest: Sequence[Piece]) -> None:
        """Write a piece where the last one ended; `rest` follows it."""
        if isinstance(piece, Token):
            first, *more = _shifted(piece.text, self.indent).split("\n")
            self.lines[-1] += first
            self.lines += more
            return
        flat = _flat_piece(piece)
        tail = 2 if rest else 0
        if flat is not None and not piece.lines:
            self.lines[-1] += flat
        elif piece.is_block or flat is None or len(self.lines[-1] + flat) + tail > WIDTH:
            self._open_up(piece)
        else:
            self.lines[-1] += flat

    def _open_up(self, group: Group) -> None:
        """The bracket, its content on lines of its own, the bracket."""
        self.lines[-1] += _open(group) + (f" {group.comment.text}" if group.comment else "")
        inside = (self.indent if group.is_block else self.inside) + INDENT
        last = max((at for at, line in enumerate(group.lines) if line.pieces), default=-1)
        for at, line in enumerate(group.lines):
            if at and line.blank:
                self.lines.append("")
            comma = "" if group.is_block or not line.pieces else ","
            if at == last and not group.named and _open(group) == "(":
                comma = ""
            self.lines += _with_comma(line, inside, comma)
        self.lines.append(inside.removesuffix(INDENT) + _close(group))


def _is_else(piece: Piece | None) -> bool:
    return isinstance(piece, Token) and piece.kind == "keyword" and piece.text == "else"


def _shifted(text: str, indent: str) -> str:
    """A long string moved to where its statement stands; its common indentation means nothing."""
    first, *lines = text.replace("\r\n", "\n").split("\n")
    if first.strip() != QUOTES or not lines:
        return text.replace("\r\n", "\n")
    closing = lines.pop() if lines[-1].strip(" \t") == QUOTES else None
    common = min((len(line) - len(line.lstrip(" \t")) for line in lines if line.strip()), default=0)
    inner = (line[common:] for line in lines)
    moved = [QUOTES, *(indent + INDENT + line if line else "" for line in inner)]
    return "\n".join(moved if closing is None else [*moved, indent + QUOTES])


def _with_comma(line: Line, indent: str, comma: str) -> list[str]:
    if not comma:
        return _line(line, indent)
    behind = f" {line.comment.text}" if line.comment else ""
    made = _line(Line(line.pieces), indent)
    return [*made[:-1], made[-1] + comma + behind]
