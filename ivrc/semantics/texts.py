"""Strings with interpolations and their formats (language 2, 9)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ivrc.language.builtins import FORMATS
from ivrc.language.types import TEXT, UNKNOWN, described
from ivrc.semantics.faults import fault
from ivrc.semantics.fitting import absent
from ivrc.semantics.resolving import infer
from ivrc.semantics.typed import Constant, Expr, Formatted, Joined, Mistake
from ivrc.syntax import tree
from ivrc.words import did_you_mean, listed

if TYPE_CHECKING:
    from ivrc.language.types import Type
    from ivrc.semantics.scope import Scope


@infer.register(tree.Text)
def text(expression: tree.Text, scope: Scope, _expected: Type | None) -> Expr:
    """A string; one with interpolations is joined when their values are known."""
    first = expression.parts[0] if expression.parts else ""
    if not expression.parts or (len(expression.parts) == 1 and isinstance(first, str)):
        return Constant(span=expression.span, type=TEXT, value=first)
    ssml = isinstance(first, str) and first.lstrip().startswith("<speak>")
    parts = tuple(_part(part, expression, scope, ssml) for part in expression.parts)
    if any(isinstance(part, Mistake) for part in parts):
        return Mistake(span=expression.span, type=UNKNOWN)
    return Joined(span=expression.span, type=TEXT, parts=parts, ssml=ssml)


def _part(part: str | tree.Interpolation, whole: tree.Text, scope: Scope, ssml: bool) -> Expr:
    if isinstance(part, str):
        return Constant(span=whole.span, type=TEXT, value=part)
    value = infer(part.value, scope, None)
    if value.type == UNKNOWN:
        return Mistake(span=part.span, type=UNKNOWN)
    if value.type.optional:
        return absent(value, scope)
    return (
        _formatted(part, part.format, value, scope, ssml) if part.format else _bare(part, value, scope, ssml)
    )


def _bare(part: tree.Interpolation, value: Expr, scope: Scope, ssml: bool) -> Expr:
    hints = {
        "list": 'say its elements with `each`, or join them: `{join(list, ", ")}`',
        "record": "name the field that is meant: `{customer.name}`",
    }
    if value.type.kind in hints:
        message = f"{described(value.type)} cannot be put into a text"
        return fault(scope, "IVR210", value.span, message, hints[value.type.kind])
    return Formatted(span=part.span, type=TEXT, value=value, format="", ssml=ssml)


def _formatted(part: tree.Interpolation, name: tree.Name, value: Expr, scope: Scope, ssml: bool) -> Expr:
    row = FORMATS.get(name.text)
    if row is None:
        hint = did_you_mean(name.text, FORMATS) or f"a format is {listed(FORMATS)}"
        return fault(scope, "IVR215", name.span, f"there is no format `{name.text}`", hint)
    if value.type.kind not in row.kinds:
        fitting = [f"`{other}`" for other, candidate in FORMATS.items() if value.type.kind in candidate.kinds]
        hint = f"formats for it: {listed(fitting)}" if fitting else "write it without a format"
        message = f"{described(value.type)} cannot be spoken as {name.text}"
        return fault(scope, "IVR215", name.span, message, hint)
    currency = _currency(part, name, scope)
    if currency is None:
        return Mistake(span=part.span, type=UNKNOWN)
    return Formatted(span=part.span, type=TEXT, value=value, format=name.text, currency=currency, ssml=ssml)


def _currency(part: tree.Interpolation, name: tree.Name, scope: Scope) -> str | None:
    """The argument of `currency("GBP")`; '' for the other formats, which take none; None after a report."""
    if name.text != "currency":
        if not part.arguments:
            return ""
        fault(scope, "IVR214", part.arguments[0].span, f"`{name.text}` takes no argument")
        return None
    codes = [_code(argument) for argument in part.arguments]
    if len(codes) == 1 and codes[0]:
        return codes[0]
    span = part.arguments[0].span if part.arguments else name.span
    hint = 'write the code in capitals: `as currency("GBP")`'
    fault(scope, "IVR214", span, "`currency` needs one currency of three letters", hint)
    return None


def _code(argument: tree.Argument) -> str | None:
    match argument.value:
        case tree.Text(parts=(str() as code,)) if re.fullmatch("[A-Z]{3}", code) and not argument.name:
            return code
        case _:
            return None
