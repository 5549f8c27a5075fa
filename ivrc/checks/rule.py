"""What a rule is: its page, the programs that show it, and the function that looks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.diagnostics import Diagnostic, Edit, Label, Severity
from ivrc.node import Spanned, node

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ivrc.checks.subject import Subject

HANDLERS = "defaults { on silence -> again; on invalid -> again; on give_up { hangup } }\n"
"""The outcomes that every question needs, for the programs below."""


@node
class Finding(Spanned):
    """A broken rule: `span` are exactly the wrong characters, `message` says what is wrong there."""

    message: str
    hint: str | None = None
    related: tuple[Label, ...] = ()
    edits: tuple[Edit, ...] = ()


@node
class Rule:
    """One rule. `explanation` is Markdown.

    `valid` programs keep it; in `invalid` ones `«marks»` stand around what is reported.
    """

    code: str
    title: str
    severity: Severity
    explanation: str
    valid: tuple[str, ...]
    invalid: tuple[str, ...]
    check: Callable[[Subject], Iterator[Finding]]

    def diagnostic(self, found: Finding, severity: Severity) -> Diagnostic:
        """What is reported for a finding."""
        return Diagnostic(
            code=self.code,
            severity=severity,
            title=self.title,
            primary=Label(found.span, found.message),
            hint=found.hint,
            related=found.related,
            edits=found.edits,
        )
