"""What to leave out after a mistake, so that the rest of the file is read as if it were not there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ivrc.slotted import value
from ivrc.source import Span
from ivrc.syntax import tree
from ivrc.syntax.trivia import outline
from ivrc.words import closest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.syntax.loop import Failure, Loop

STARTS = {"SETTING": "statement", "CASE": "case", "FLOW": "item"}
"""A terminal that only the beginning of such a thing takes."""

SHAPED = frozenset({"match", "type"})
"""Words whose block does not hold statements."""

ENTRY = re.compile(r"(?:answer|outbound|event|fallback)\b")
WORD = re.compile(r"[a-zA-Z_][a-zA-Z_0-9]*+")
DECLARATION = re.compile(
    r"^(?:(?:app|test|import)[ \t]+\"|(?:defaults|anywhere|answer|event|fallback)[ \t]*(?:\{|->)"
    r"|(?:flow|menu|const|param|var|endpoint|prompt|hours|type|extern|recording|conference|outbound)"
    r"[ \t]+[a-zA-Z_])",
    re.MULTILINE,
)


def leave_out(loop: Loop, failure: Failure, text: str, end: int) -> int:
    """Take the statement, case or declaration that holds `failure` as not understood; where to read on."""
    if loop.values[-1:] == ["}"] and loop.accepts("_NL"):
        return _skipped(text, _end(text, failure.start, end, loop.depth, failure.start), end)
    height, kind = innermost(loop)
    begin = loop.starts[height] if height < len(loop.starts) else failure.start
    stop = _end(text, failure.start, end, loop.depth, max(loop.last, begin))
    word = WORD.match(text, begin)
    if entered := [at for at in loop.brackets if at >= begin and text[at] == "{"]:
        stop = _end(text, _closing(text, entered[0], end), end, 0, stop)
    if kind == "case" or (word and word[0] in SHAPED):
        stop = _skipped(text, stop, end)
    entry = ENTRY.match(text, begin) if kind == "item" else None
    if entry:
        stop = _skipped(text, stop, end)
    loop.drop(height)
    place = Span(loop.context.source.index, begin, max(begin, stop))
    if kind == "case":
        nothing = tree.Block(statements=(), span=place)
        loop.push("case", tree.Case(values=(tree.Missing(span=place),), outcome=nothing, span=place), place)
    elif entry:
        name = tree.Name(text=entry[0], span=place)
        nothing = tree.Block(statements=(tree.Missing(span=place),), span=place)
        loop.push(
            "entry", tree.Entry(kind=name, name=None, parameters=(), outcome=nothing, span=place), place
        )
    else:
        loop.context.broken[begin] = _declared(text, word, place.file)
        kinds = loop.keywords() if kind == "item" else []
        loop.push("NAME", tree.Name(text=_kind(word[0] if word else "", kinds), span=place), place)
    return stop


def _skipped(text: str, at: int, end: int) -> int:
    """Behind the blocks that begin at `at`, at the end of a statement."""
    while at < end and text.startswith("{", at):
        at = _end(text, _closing(text, at, end), end, 0, at)
    return at


def innermost(loop: Loop) -> tuple[int, str]:
    """How many symbols stand below the innermost thing that can be left out, and what it is.

    That is a statement, a case, an item or, where a string is read, an interpolation.
    """
    top = len(loop.values)
    if top and loop.values[-1] == "}":  # of a block that is complete
        top -= 1 + loop.values[::-1].index("{")
    for height in range(top, -1, -1):
        row = loop.table.actions[loop.states[height]]
        for terminal, kind in STARTS.items():
            if isinstance(row.get(terminal), int):
                return height, kind
    return 0, "interpolation"


def _kind(word: str, kinds: list[str]) -> str:
    """A kind of declaration that exists, so that nobody reports the word again."""
    return closest(word, kinds) or (kinds[0] if kinds else "")


def _declared(text: str, word: re.Match[str] | None, file: int) -> tree.Reference | None:
    """What the declaration that begins with `word` declares."""
    gap = re.compile(r"[ \t]+").match(text, word.end()) if word else None
    name = WORD.match(text, gap.end()) if gap else None
    if name is None:
        return None
    span = Span(file, *name.span())
    return tree.Reference(path=(tree.Name(text=name[0], span=span),), span=span)


def _end(text: str, at: int, end: int, depth: int, last: int) -> int:
    """Where a statement ends that went wrong at `at`: at a line break, `;` or brace outside `( )` and `[ ]`.

    If the `depth` brackets that are open at `at` are never closed, it ends with the line of `last`.
    """
    for kind, match in outline(text, at, end):
        sign = match[0]
        if kind == "sign" and sign in "{}":
            break
        if kind == "sign":
            depth += 1 if sign in "([" else -1
        elif kind == "end" and depth <= 0:
            return match.start()
    else:
        match = None
    if depth <= 0:
        return match.start() if match else end
    ends = (match.start() for kind, match in outline(text, last, end) if kind == "end" or match[0] in "{}")
    return next(ends, end)


def _closing(text: str, at: int, end: int) -> int:
    """Behind the brace that closes the one at `at`."""
    depth = 0
    for kind, match in outline(text, at, end):
        if kind == "sign" and match[0] in "{}":
            depth += 1 if match[0] == "{" else -1
            if depth == 0:
                return match.end()
    return end


def indented(text: str, at: int, stop: int) -> int:
    """Behind the lines below `stop` that are indented deeper than the line of `at`."""
    line = text.rfind("\n", 0, at) + 1
    depth = _indent(text, line + len(text[line:at]) - len(text[line:at].lstrip(" \t")))
    deeper = re.compile(rf"(?:\r?\n(?:[ \t]{{{depth + 1},}}[^\r\n]*|[ \t]*(?=\r?\n)))*+")
    below = deeper.match(text, stop)
    return below.end() if below else stop


def next_declaration(text: str, at: int, end: int) -> int:
    """Where the next line begins that can only be a declaration."""
    found = DECLARATION.search(text, text.find("\n", at, end) + 1 or end, end)
    return found.start() if found else end


@value
class Unclosed:
    """A brace that is never closed; the one that seems to close it but closes another, if there is one; and
    where the declaration begins that shows it, or the end."""

    brace: int
    taken: int | None
    following: int


def unclosed(text: str, begin: int, end: int) -> Iterator[Unclosed]:
    """The blocks that are open where a declaration begins, and at the end of the text."""
    opened: list[int] = []
    suspect: Unclosed | None = None
    at = begin
    for kind, match in outline(text, begin, end):
        here = match.start()
        if opened and (found := DECLARATION.search(text, at, match.end())) and found.start() > opened[0]:
            brace, taken = (suspect.brace, suspect.taken) if suspect else (opened[-1], None)
            yield Unclosed(brace, taken, found.start())
            opened, suspect = [], None
        at = match.end()
        if kind == "sign" and match[0] == "{":
            opened.append(here)
        elif kind == "sign" and match[0] == "}" and opened:
            brace = opened.pop()
            if suspect is None and _alone(text, here) and _indent(text, brace) > _indent(text, here):
                suspect = Unclosed(brace, here, end)
            if not opened:
                suspect = None
    if opened:
        yield suspect or Unclosed(opened[-1], None, end)


def _indent(text: str, at: int) -> int:
    line = text.rfind("\n", 0, at) + 1
    return len(text[line:at]) - len(text[line:at].lstrip(" \t"))


def _alone(text: str, at: int) -> bool:
    return not text[text.rfind("\n", 0, at) + 1 : at].strip()
