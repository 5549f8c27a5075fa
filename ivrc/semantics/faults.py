"""The mistakes in expressions: one row a code, and how they are reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.diagnostics import Diagnostic, Edit, Label
from ivrc.language.types import UNKNOWN
from ivrc.semantics.typed import Mistake

if TYPE_CHECKING:
    from ivrc.semantics.scope import Scope
    from ivrc.source import Span

CODES: dict[str, tuple[str, str]] = {
    "IVR201": (
        "Unknown name",
        "Nothing with this name is declared in the program, its imports or the steps above.",
    ),
    "IVR202": (
        "Wrong kind of name",
        (
            "The name exists but stands for something else: a flow is no value, opening hours are asked"
            " with `office is open`, an extern is called with `lookup(number)`."
        ),
    ),
    "IVR210": (
        "Wrong type",
        (
            "A value of another kind is needed here. Nothing is converted silently: `digits(x)` and "
            '`phone(x)` make digits and phone numbers of text, `"{x}"` makes text of anything that can '
            "be spoken."
        ),
    ),
    "IVR211": (
        "Operator on wrong types",
        (
            "Values are compared with values of their own type, ordered if they are numbers, dates, "
            "times or durations, and calculated with if they are numbers or durations. Join text in a "
            'string: `"{a} {b}"`.'
        ),
    ),
    "IVR212": (
        "Value may be absent",
        (
            "A `T?` can be none during a call: a withheld number, a customer nobody knows. Test it "
            "first: behind `if x is none -> other`, and on the right of `x is not none and ...`, it is "
            "there."
        ),
    ),
    "IVR213": (
        "Unknown field",
        "A record has the fields of its `type`, a moment has `.date` and `.time`.",
    ),
    "IVR214": (
        "Wrong arguments",
        "Each parameter gets one value, in the declared order or by name; the fields of a record by name.",
    ),
    "IVR215": (
        "Wrong format",
        (
            "`{value as FORMAT}` speaks a value in one of the ways of the language reference; each "
            "format takes only some types."
        ),
    ),
    "IVR216": (
        "Extern called where none can be",
        (
            "A constant, a prompt or a setting that is read at build cannot ask your system: no call "
            "exists yet. Name the answer with `let` in the flow and use that name."
        ),
    ),
    "IVR217": (
        "Unknown function",
        "Only built-in functions, externs, flows, prompts and record types are called.",
    ),
    "IVR218": (
        "Flow inside an expression",
        (
            "A flow speaks and asks while it runs, so it stands alone on the right of `let`, `set` or "
            "`return`."
        ),
    ),
    "IVR219": (
        "Environment not readable here",
        (
            "`env.NAME` is read by the webhook at start-up, only in the settings of externs, so that it"
            " never reaches a caller, an NCCO or a log."
        ),
    ),
    "IVR229": (
        "No such value",
        "The literal looks right but means nothing: a date that no calendar has, an empty range.",
    ),
}


def fault(
    scope: Scope,
    code: str,
    span: Span,
    message: str,
    hint: str | None = None,
    edits: tuple[Edit, ...] = (),
    related: tuple[Label, ...] = (),
) -> Mistake:
    """Report a mistake; what it gives in return fits everywhere, so that nothing follows from it."""
    title, _ = CODES[code]
    scope.found.append(
        Diagnostic(
            code=code,
            severity="error",
            title=title,
            primary=Label(span, message),
            hint=hint,
            edits=edits,
            related=related,
        )
    )
    return Mistake(span=span, type=UNKNOWN)
