"""Expressions as Python text, laid out as ruff leaves them."""

from __future__ import annotations

from ivrc.emit import texts
from ivrc.emit.literals import names_in, py
from ivrc.emit.naming import class_name, constant_name, field_name, python_name
from ivrc.emit.writing import (
    AND,
    ATOM,
    AWAIT,
    COMPARISON,
    CONDITIONAL,
    NOT,
    OR,
    PRODUCT,
    SIGN,
    SUM,
    Python,
    within,
    write,
)
from ivrc.language.builtins import FUNCTIONS
from ivrc.language.types import DATE_RANGE, RANGE
from ivrc.semantics.typed import (
    BuiltinCall,
    CallValue,
    Constant,
    Dialled,
    EventValue,
    Expr,
    ExternCall,
    Field,
    HeaderValue,
    HoursAre,
    IsNone,
    KnownLanguage,
    ListOf,
    Negative,
    NextOpening,
    Not,
    Now,
    Operation,
    Piece,
    RecordOf,
    RoomLegs,
    SlotValue,
    Widened,
)
from ivrc.semantics.walking import is_shared

# The modules whose arms `writing.write` needs beside those below; naming them here brings them in.
SUBJECTS = (texts,)

# Binding of an operator, of its left and of its right side.
_OPERATORS = {
    "and": (AND, AND, AND),
    "+": (SUM, SUM, PRODUCT),
    "-": (SUM, SUM, PRODUCT),
    "*": (PRODUCT, PRODUCT, SIGN),
}
_COMPARING = (COMPARISON, SUM, SUM)


def python(expr: Expr) -> tuple[str, frozenset[str]]:
    """The source of an expression and the names it needs from elsewhere (see `naming.MODULES`).

    Slots, records, hours, externs and named constants are the generated module's own. The names of the
    program must have been replaced by their values (`semantics.fold.specialise`).
    """
    names: set[str] = set()
    return write(expr, names).text, frozenset(names)


@write.register
def _constant(expr: Constant, names: set[str]) -> Python:
    if is_shared(expr):
        return Python(constant_name(expr.name))
    names |= names_in(expr.value)
    text = py(expr.value)
    return Python(text, SIGN if text.startswith("-") else ATOM)


@write.register
def _slot(expr: SlotValue, _names: set[str]) -> Python:
    return Python(python_name(expr.slot))


@write.register
def _call(expr: CallValue, _names: set[str]) -> Python:
    return Python(f"call.{field_name(expr.field)}")


@write.register
def _header(expr: HeaderValue, _names: set[str]) -> Python:
    return Python(f"call.header({py(expr.name)})")


@write.register
def _event(expr: EventValue, _names: set[str]) -> Python:
    return Python(f"{expr.subject}.{field_name(expr.field)}")


@write.register
def _now(_expr: Now, _names: set[str]) -> Python:
    return Python("call.now")


@write.register
def _hours(expr: HoursAre, _names: set[str]) -> Python:
    question = "is_open" if expr.open else "is_closed"
    return Python(f"{constant_name(expr.hours.name)}.{question}(call.now)")


@write.register
def _next_opening(expr: NextOpening, _names: set[str]) -> Python:
    return Python(f"{constant_name(expr.hours.name)}.next_opening(call.now)")


@write.register
def _field(expr: Field, names: set[str]) -> Python:
    name = field_name(expr.name)
    if expr.of.type.element:
        return Python(f"[item.{name} for item in {within(expr.of, OR, names)}]")
    method = "()" if expr.of.type.kind == "moment" else ""
    return Python(f"{within(expr.of, ATOM, names)}.{name}{method}")


@write.register
def _list(expr: ListOf, names: set[str]) -> Python:
    return Python(f"[{', '.join(within(item, CONDITIONAL, names) for item in expr.items)}]")


@write.register
def _record(expr: RecordOf, names: set[str]) -> Python:
    given = (f"{field_name(name)}={within(value, CONDITIONAL, names)}" for name, value in expr.fields)
    return Python(f"{class_name(expr.type.name)}({', '.join(given)})")


@write.register
def _operation(expr: Operation, names: set[str]) -> Python:
    if expr.operator == "in":
        return _membership(expr, "in", names)
    if expr.operator == "or":
        return Python(f"{_alternative(expr.left, names)} or {_alternative(expr.right, names)}", OR)
    binding, left, right = _OPERATORS.get(expr.operator, _COMPARING)
    sign = expr.operator
    if expr.operator in ("==", "!=") and any(_is_bool(side) for side in (expr.left, expr.right)):
        sign = "is" if expr.operator == "==" else "is not"
    return Python(f"{within(expr.left, left, names)} {sign} {within(expr.right, right, names)}", binding)


def _alternative(expr: Expr, names: set[str]) -> str:
    """A side of `or`; readers need not know that `and` binds more tightly."""
    written = write(expr, names)
    return f"({written.text})" if written.binding in (CONDITIONAL, AND) else written.text


def _is_bool(expr: Expr) -> bool:
    return isinstance(expr, Constant) and isinstance(expr.value, bool)


def _membership(expr: Operation, word: str, names: set[str]) -> Python:
    """`x in list`; a range is a chain of comparisons, its ends belong to it."""
    left = within(expr.left, SUM, names)
    match expr.right:
        case Constant(type=of, value=(first, last)) if of in (RANGE, DATE_RANGE):
            names |= names_in((first, last))
            inside = f"{py(first)} <= {left} <= {py(last)}"
            return Python(inside, COMPARISON) if word == "in" else Python(f"not {inside}", NOT)
        case Constant(value=tuple(items)) as constant if not is_shared(constant):
            names |= names_in(items)
            comma = "," if len(items) == 1 else ""
            return Python(f"{left} {word} ({', '.join(map(py, items))}{comma})", COMPARISON)
        case right:
            return Python(f"{left} {word} {within(right, SUM, names)}", COMPARISON)


@write.register
def _not(expr: Not, names: set[str]) -> Python:
    match expr.operand:
        case Operation(operator="in") as membership:
            return _membership(membership, "not in", names)
        case operand:
            return Python(f"not {within(operand, NOT, names)}", NOT)


@write.register
def _negative(expr: Negative, names: set[str]) -> Python:
    return Python(f"-{within(expr.operand, SIGN, names)}", SIGN)


@write.register
def _is_none(expr: IsNone, names: set[str]) -> Python:
    test = "is not None" if expr.negated else "is None"
    return Python(f"{within(expr.operand, SUM, names)} {test}", COMPARISON)


@write.register
def _widened(expr: Widened, names: set[str]) -> Python:
    names.add("Decimal")
    return Python(f"Decimal({within(expr.operand, CONDITIONAL, names)})")


@write.register
def _dialled(expr: Dialled, names: set[str]) -> Python:
    return Python(f'{within(expr.number, ATOM, names)}.removeprefix("+")')


@write.register
def _room_legs(expr: RoomLegs, _names: set[str]) -> Python:
    return Python(f"present.legs({', '.join(map(py, expr.roles))})")


@write.register
def _known_language(expr: KnownLanguage, names: set[str]) -> Python:
    names.add("known_language")
    languages = ", ".join(map(py, expr.languages))
    return Python(f"known_language({within(expr.language, CONDITIONAL, names)}, {languages})")


@write.register
def _piece(expr: Piece, names: set[str]) -> Python:
    return Python(f"{within(expr.of, ATOM, names)}[{'0' if expr.part == 'first' else '1:'}]")


@write.register
def _function(expr: BuiltinCall, names: set[str]) -> Python:
    if expr.function == "starts_with":
        text, beginning = expr.arguments
        return Python(f"{within(text, ATOM, names)}.startswith({within(beginning, CONDITIONAL, names)})")
    function = FUNCTIONS[expr.function].runtime
    if function != "len":
        names.add(function)
    given = [within(argument, CONDITIONAL, names) for argument in expr.arguments]
    if expr.keyword:
        given[-1] = f"{field_name(expr.keyword)}={given[-1]}"
    return Python(f"{function}({', '.join(given)})")


@write.register
def _extern(expr: ExternCall, names: set[str]) -> Python:
    named = zip(expr.extern.parameters, expr.arguments, strict=True)
    given = (f"{python_name(local.name)}={within(value, CONDITIONAL, names)}" for local, value in named)
    return Python(f"await {constant_name(expr.extern.name)}({', '.join(('call', *given))})", AWAIT)
