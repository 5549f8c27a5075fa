"""`// ivrc: allow CODE reason`: warnings that an author has looked at (language 15)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks import RULES
from ivrc.diagnostics import Diagnostic, Label
from ivrc.node import node
from ivrc.semantics import codes, faults
from ivrc.source import Span
from ivrc.syntax.trivia import comments
from ivrc.words import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ivrc.source import Source
    from ivrc.syntax import tree
    from ivrc.syntax.trivia import Comment

UNUSED = "IVR603"
CODES = {
    UNUSED: (
        "Unused allow",
        """\
`// ivrc: allow IVR601 the six are known to every caller` silences a warning or advice on its own line, or in
the line or the whole declaration below it. One that silences nothing hides that the reason for it is gone.
Errors cannot be allowed.

Wrong:

    // ivrc: allow IVR601 callers know them
    answer { say "Hello." }

Right:

    answer { say "Hello." }""",
    )
}
"""Diagnostic code to title and explanation."""


@node
class _Allowance:
    """A comment with what it silences: the diagnostics of a code that begin inside `reach`."""

    comment: Comment
    code: str
    code_span: Span
    reach: Span

    def names(self, found: Diagnostic) -> bool:
        at = found.primary.span
        inside = at.file == self.reach.file and self.reach.start <= at.start < self.reach.end
        return inside and found.code == self.code

    def covers(self, found: Diagnostic) -> bool:
        return self.names(found) and found.severity != "error"


def suppressed(
    found: list[Diagnostic], files: Sequence[tree.File], sources: Sequence[Source]
) -> list[Diagnostic]:
    """What is left of the diagnostics, with those about comments that silence nothing.

    `files` are the trees of the sources, in any order.
    """
    trees = {file.span.file: file for file in files}
    allowances = [a for s in sources if "ivrc:" in s.text for a in _allowances(s, trees[s.index])]
    unused = [_unused(a, found) for a in allowances if not any(a.covers(d) for d in found)]
    return [d for d in found if not any(a.covers(d) for a in allowances)] + unused


def _allowances(source: Source, file: tree.File) -> Iterator[_Allowance]:
    for comment in comments(source):
        if comment.allow is not None:
            reach = _reach(comment, source, file)
            yield _Allowance(
                comment=comment, code=comment.allow.code, code_span=comment.allow.span, reach=reach
            )


def _reach(comment: Comment, source: Source, file: tree.File) -> Span:
    """The line of the comment; if it stands alone the next line, or the declaration that begins there."""
    line, _ = source.position(comment.span.start)
    if not comment.own_line:
        return _line(source, line)
    lines = len(source.starts())
    line = next((n for n in range(line + 1, lines + 1) if _is_code(source.line(n))), line)
    below = _line(source, line)
    return next((item.span for item in file.items if below.start <= item.span.start < below.end), below)


def _is_code(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("//")


def _line(source: Source, number: int) -> Span:
    start = source.starts()[number - 1]
    return Span(source.index, start, start + len(source.line(number)))


def _unused(allowance: _Allowance, found: list[Diagnostic]) -> Diagnostic:
    code = allowance.code
    known = {**codes.CODES, **faults.CODES, **{rule.code: rule for rule in RULES}, **CODES}
    label, hint = Label(allowance.comment.span, f"nothing here is reported as {code}"), "remove it"
    if any(allowance.names(d) for d in found):
        label = Label(allowance.comment.span, f"{code} is an error, and errors cannot be allowed")
    elif code not in known:
        label = Label(allowance.code_span, f"there is no diagnostic {code}")
        hint = did_you_mean(code, known) or "`ivrc explain` lists them"
    title, _ = CODES[UNUSED]
    return Diagnostic(code=UNUSED, severity="warning", title=title, primary=label, hint=hint)
