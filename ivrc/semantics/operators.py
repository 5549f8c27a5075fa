"""Operators and tests (language 11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.language.builtins import NUMERIC, TEXTUAL
from ivrc.language.types import (
    BOOL,
    DATE_RANGE,
    DURATION,
    INT,
    NONE,
    NUMBER,
    RANGE,
    TEXT,
    UNKNOWN,
    Type,
    described,
    list_of,
    present,
)
from ivrc.semantics.faults import fault
from ivrc.semantics.fitting import absent, assignable, guide
from ivrc.semantics.narrowing import facts, path_of
from ivrc.semantics.resolving import infer, resolve
from ivrc.semantics.typed import Constant, Expr, HoursAre, IsNone, Mistake, Negative, Not, Operation
from ivrc.syntax import tree
from ivrc.words import did_you_mean

if TYPE_CHECKING:
    from ivrc.semantics.scope import Scope

_ORDERED = frozenset({"date", "time", "moment", "duration"})
_ORDERINGS = ("<", "<=", ">", ">=")


@infer.register(tree.Binary)
def binary(expression: tree.Binary, scope: Scope, _expected: Type | None) -> Expr:
    """`left operator right`."""
    if expression.operator in ("and", "or"):
        return _logic(expression, scope)
    left = infer(expression.left, scope, None)
    if expression.operator == "in":
        return _membership(expression, left, scope)
    right = guide(infer(expression.right, scope, left.type), left.type)
    left = guide(left, right.type)
    if UNKNOWN in (left.type, right.type):
        return Mistake(span=expression.span, type=UNKNOWN)
    if expression.operator in ("==", "!="):
        return _equality(expression, left, right, scope)
    absents = [absent(side, scope) for side in (left, right) if side.type.optional]
    return absents[0] if absents else _arithmetic(expression, left, right, scope)


def _logic(expression: tree.Binary, scope: Scope) -> Expr:
    """The right side of `and` is evaluated only when the left one holds, of `or` only when it does not."""
    left = resolve(expression.left, scope, BOOL)
    known = facts(left, holds=expression.operator == "and")
    right = resolve(expression.right, scope.knowing(known), BOOL)
    return Operation(span=expression.span, type=BOOL, operator=expression.operator, left=left, right=right)


def _equality(expression: tree.Binary, left: Expr, right: Expr, scope: Scope) -> Expr:
    if NONE in (left.type, right.type):
        test = "is none" if expression.operator == "==" else "is not none"
        hint = f"write `{path_of(left) or '...'} {test}`"
        return fault(scope, "IVR211", expression.span, "none is tested with `is`, not compared", hint)
    if not _comparable(left, right):
        message = f"{described(left.type)} and {described(right.type)} are never equal"
        return fault(scope, "IVR211", expression.span, message, _equality_hint(left, right))
    operator = expression.operator
    return Operation(span=expression.span, type=BOOL, operator=operator, left=left, right=right)


def _comparable(left: Expr, right: Expr) -> bool:
    """Values of one type, two numbers, or two kinds of text unless one is digits: these compare with
    digits and with text literals that are digits, which `guide` has made digits by now; likewise phones."""
    one, other = present(left.type), present(right.type)
    kinds = {one.kind, other.kind}
    written = any(isinstance(side, Constant) and present(side.type) == TEXT for side in (left, right))
    exact = "digits" in kinds or ("phone" in kinds and written)
    return one == other or kinds <= NUMERIC or (kinds <= TEXTUAL and not exact)


def _equality_hint(left: Expr, right: Expr) -> str | None:
    kinds = {present(left.type).kind, present(right.type).kind}
    if kinds == {"digits", "int"}:
        return 'digits are compared with a text: `pin == "1234"`'
    if kinds == {"phone", "text"}:
        return "a phone begins with + and the country: `+441632960001`"
    if kinds == {"digits", "text"}:
        return "digits compare with digits and with text literals of 0 to 9, `*` and `#`"
    if kinds == {"moment", "date"}:
        return "compare the date of the moment: `now.date`"
    if kinds == {"moment", "time"}:
        return "compare the time of the moment: `now.time`"
    return None


def _arithmetic(expression: tree.Binary, left: Expr, right: Expr, scope: Scope) -> Expr:
    result = _result(expression.operator, left.type, right.type)
    if result:
        operator = expression.operator
        return Operation(span=expression.span, type=result, operator=operator, left=left, right=right)
    verb = "compared by" if expression.operator in _ORDERINGS else "calculated with by"
    message = f"{described(left.type)} and {described(right.type)} cannot be {verb} `{expression.operator}`"
    hint = _equality_hint(left, right)
    if expression.operator == "+" and "text" in (left.type.kind, right.type.kind):
        hint = 'texts are joined in a string: `"{a}{b}"`'
    return fault(scope, "IVR211", expression.span, message, hint)


def _result(operator: str, left: Type, right: Type) -> Type | None:
    """The type of an ordering or calculation, or None if it makes no sense."""
    numbers = {left.kind, right.kind} <= NUMERIC
    if operator in _ORDERINGS:
        return BOOL if numbers or (left == right and left.kind in _ORDERED) else None
    if numbers:
        return INT if left == right == INT else NUMBER
    return DURATION if left == right == DURATION and operator in "+-" else None


def _membership(expression: tree.Binary, left: Expr, scope: Scope) -> Expr:
    """`x in list`, `n in 6..8`, `day in 2026-12-24..2027-01-01`."""
    right = infer(expression.right, scope, list_of(present(left.type)))
    if UNKNOWN in (left.type, right.type):
        return Mistake(span=expression.span, type=UNKNOWN)
    if right.type.optional:
        return absent(right, scope)
    if right.type in (RANGE, DATE_RANGE):
        if left.type.optional:
            return absent(left, scope)
        kinds = NUMERIC if right.type == RANGE else {"date"}
        fits = left.type.kind in kinds
    elif right.type.element:
        left = guide(left, right.type.element)
        fits = assignable(present(left.type), right.type.element) or assignable(right.type.element, left.type)
    else:
        message = f"`in` looks into a list or a range, and this is {described(right.type)}"
        return fault(scope, "IVR211", right.span, message)
    if not fits:
        message = f"{described(right.type)} cannot hold {described(left.type)}"
        return fault(scope, "IVR211", expression.span, message)
    return Operation(span=expression.span, type=BOOL, operator="in", left=left, right=right)


@infer.register(tree.Unary)
def unary(expression: tree.Unary, scope: Scope, _expected: Type | None) -> Expr:
    """`not x`, `-x`."""
    if expression.operator == "not":
        operand = resolve(expression.operand, scope, BOOL)
        return Not(span=expression.span, type=BOOL, operand=operand)
    operand = infer(expression.operand, scope, None)
    if operand.type == UNKNOWN:
        return operand
    if operand.type.optional:
        return absent(operand, scope)
    if operand.type.kind not in NUMERIC:
        message = f"minus needs a number, and this is {described(operand.type)}"
        return fault(scope, "IVR211", expression.span, message)
    return Negative(span=expression.span, type=operand.type, operand=operand)


@infer.register(tree.Is)
def test(expression: tree.Is, scope: Scope, _expected: Type | None) -> Expr:
    """`x is none`, `x is not none`, `office is open`, `office is closed`."""
    word = expression.word
    if word.text in ("open", "closed"):
        return _hours(expression, scope)
    if word.text != "none":
        hint = did_you_mean(word.text, ("none", "open", "closed")) or "values are compared with `==`"
        message = f"`is` asks for `none`, `open` or `closed`, not `{word.text}`"
        return fault(scope, "IVR211", word.span, message, hint)
    operand = infer(expression.operand, scope, None)
    if operand.type == UNKNOWN:
        return operand
    if not operand.type.optional and path_of(operand) not in scope.narrowed:
        return fault(
            scope, "IVR211", expression.span, f"this is {described(operand.type)}, which is never none"
        )
    return IsNone(span=expression.span, type=BOOL, operand=operand, negated=expression.negated)


def _hours(expression: tree.Is, scope: Scope) -> Expr:
    match expression.operand:
        case tree.Reference(path=(name,), arguments=None) if name.text in scope.names.hours:
            hours = scope.names.hours[name.text]
            is_open = (expression.word.text == "open") != expression.negated
            return HoursAre(span=expression.span, type=BOOL, hours=hours, open=is_open)
        case tree.Reference(path=(name,), arguments=None) if scope.names.kinds.get(name.text) == "hours":
            return Mistake(span=expression.span, type=UNKNOWN)
    operand = infer(expression.operand, scope, None)
    if operand.type == UNKNOWN:
        return operand
    hint = did_you_mean(path_of(operand) or "", scope.names.hours) or 'declare `hours name in "Zone" { ... }`'
    message = f"only opening hours are open or closed, and this is {described(operand.type)}"
    return fault(scope, "IVR202", operand.span, message, hint)
