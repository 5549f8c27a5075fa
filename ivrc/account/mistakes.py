"""What only a look at the account shows to be wrong in a program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.diagnostics import Diagnostic, Label

if TYPE_CHECKING:
    from ivrc.source import Span

UNREACHABLE, FOREIGN = "IVR521", "IVR522"
CODES = {
    UNREACHABLE: (
        "Application nobody can reach",
        """`ivrc app` tells the platform where the webhook module of a program is. Without `base_url`, or with
that of this machine, no call gets there: its caller hears nothing but the end of the call. Write the public
`https://` address into `app`. While you try things out that may be the address of a tunnel, as a `param`
that is set with `-D`.""",
    ),
    FOREIGN: (
        "Number of nobody here",
        """The calls to a number come to an application only if its account owns the number. Calls to this one
would go elsewhere, or nowhere. Look whether it is mistyped, rent it in the dashboard, or use the credentials
of the account that has it.""",
    ),
}
"""Diagnostic code to title and explanation."""


def unreachable(span: Span, address: str) -> Diagnostic:
    """The program's module is at an address of this machine."""
    hint = 'write `base_url: "https://..."` into `app`, with the address that the platform can reach'
    return _error(UNREACHABLE, span, f"the platform cannot reach {address}", hint)


def foreign(span: Span, number: str) -> Diagnostic:
    """The account does not own a number of the program."""
    hint = "rent it, or use the credentials of the account that has it"
    return _error(FOREIGN, span, f"the account does not own {number}: its calls do not come here", hint)


def _error(code: str, span: Span, message: str, hint: str) -> Diagnostic:
    title, _ = CODES[code]
    return Diagnostic(
        code=code, severity="error", title=title, primary=Label(span=span, message=message), hint=hint
    )
