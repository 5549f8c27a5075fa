"""Whether a value fits where it stands: assignability, guidance of literals, names of types."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from ivrc.diagnostics import Edit
from ivrc.language.types import SIMPLE, Type, described, list_of, optional, present
from ivrc.semantics.faults import fault
from ivrc.semantics.narrowing import path_of
from ivrc.semantics.typed import Constant, Expr, Joined, Widened
from ivrc.words import did_you_mean

if TYPE_CHECKING:
    from ivrc.semantics.scope import Scope
    from ivrc.syntax import tree

# What text has to look like to be taken as a value of the type.
_LITERAL_FORMS: dict[str, re.Pattern[str]] = {
    "digits": re.compile(r"[0-9*#]*"),
    "phone": re.compile(r"\+[1-9][0-9]{6,14}"),
    "url": re.compile(r"[a-z][a-z0-9+.-]*:\S+"),
}

# Types whose values are text with a meaning; they may stand where any text may.
_KINDS_OF_TEXT = frozenset({"digits", "phone", "url", "language"})

_WRITTEN_FORMS = {
    "digits": "digits are 0 to 9, `*` and `#`",
    "phone": "write it with plus and country code: `+441632960001`",
    "url": "write an absolute address: `https://example.com/file.mp3`",
}

# What is a number as it stands and would be a value with one more character.
_NUMBER_FORMS = {
    "phone": ("numbers of phones start with `+` and the country code", "+{0}"),
    "duration": ("a duration has a unit", "{0}s"),
}

# A whole number where something else is written with digits too: what to do, and how it then looks.
_NUMBERS_MENDED = {
    "digits": ("put it in quotes", '"{}"'),
    "duration": ("write its unit: `500ms`, `20s`, `2m`, `1h`", "{}s"),
    "phone": ("a phone number starts with a plus and the country code: `+441632960001`", "+{}"),
    "text": ("put it in quotes", '"{}"'),
}

_CURES = {
    "digits": "`digits(...)` keeps the digits of a text",
    "phone": "`phone(...)` makes a phone number of a text, or none",
    "text": 'put it into a string: `"{...}"`',
    "url": "declare the value as `url` where it comes from",
}


def resolve_type(ref: tree.TypeRef, scope: Scope) -> Type:
    """The type that is meant; an unknown one is reported. `names.kinds` knows records before their fields."""
    name, names = ref.name.text, scope.names
    kind = names.kinds.get(name)
    if name in SIMPLE:
        found = SIMPLE[name]
    elif name in names.records or kind == "type":
        found = Type(kind="record", name=name)
    elif name in names.enums or kind == "enumeration":
        found = Type(kind="enum", name=name)
    elif kind:
        return fault(scope, "IVR202", ref.name.span, f"`{name}` is declared as {kind}, not as a type").type
    else:
        known = (*SIMPLE, *names.records, *names.enums)
        hint = did_you_mean(name, known) or f"the built-in types are {', '.join(SIMPLE)}"
        return fault(scope, "IVR201", ref.name.span, f"there is no type `{name}`", hint).type
    if ref.is_list:
        found = list_of(found)
    return optional(found) if ref.optional else found


def assignable(value: Type, target: Type) -> bool:
    """Whether a value of one type may stand where the other is needed."""
    if value is target or "unknown" in (value.kind, target.kind):
        return True
    if value.optional and not target.optional:
        return False
    if value.kind == "none":
        return True
    if value.element and target.element:
        return assignable(value.element, target.element) and not _widens(value.element, target.element)
    if value.kind in _KINDS_OF_TEXT and target.kind == "text":
        return True
    return present(value) == present(target) or (_widens(value, target) and not value.optional)


def _widens(value: Type, target: Type) -> bool:
    return value.kind == "int" and target.kind == "number"


def fit(expr: Expr, target: Type, scope: Scope, what: str = "") -> Expr:
    """The value as one of the type that is needed; a mismatch is reported. `what` names the place."""
    expr = guide(expr, target)
    if not assignable(expr.type, target):
        return _misfit(expr, target, scope, what)
    if _widens(expr.type, target):
        return Widened(span=expr.span, type=present(target), operand=expr)
    return expr


def guide(expr: Expr, target: Type) -> Expr:
    """A constant read as the type that is expected, if it can be; otherwise the value as it is."""
    wanted = present(target)
    match expr:
        case Constant(value=str() as text, type=Type(kind="text")) if wanted.kind in _LITERAL_FORMS:
            return replace(expr, type=wanted) if _LITERAL_FORMS[wanted.kind].fullmatch(text) else expr
        case Constant(value=int() as number) if _widens(expr.type, wanted):
            return replace(expr, type=wanted, value=Decimal(number))
        case Constant(value=tuple() as items, type=Type(element=Type() as element)) if wanted.element:
            read = [_element(item, element, wanted.element, expr) for item in items]
            if all(assignable(item.type, wanted.element) for item in read):
                values = tuple(item.value for item in read)
                return replace(expr, type=wanted, value=values, name=expr.name if values == items else "")
        case Joined() if wanted.kind == "url":
            return replace(expr, type=wanted)
    return expr


def _element(value: object, element: Type, wanted: Type, whole: Constant) -> Constant:
    item = guide(Constant(span=whole.span, type=element, value=value), wanted)
    assert isinstance(item, Constant)  # noqa: S101 - guiding a constant gives a constant
    return item


def _misfit(expr: Expr, target: Type, scope: Scope, what: str) -> Expr:
    needed = f"`{what}` needs {described(target)}" if what else f"this should be {described(target)}"
    given = "this is" if what else "it is"
    if expr.type.kind != "none" and assignable(present(expr.type), target):
        return absent(expr, scope)
    text = expr.value if isinstance(expr, Constant) and expr.type.kind == "text" else None
    if target.kind in _LITERAL_FORMS and isinstance(text, str):
        message = f"{needed}, which `{text}` is not"
        return fault(scope, "IVR210", expr.span, message, _WRITTEN_FORMS[target.kind])
    if target.kind == "language" and isinstance(expr, Constant) and text:
        edits = () if expr.name else (Edit(expr.span, str(text)),)
        return fault(scope, "IVR210", expr.span, needed, "write the language without quotes: `en-GB`", edits)
    message = f"{needed}, but {given} {described(expr.type)}"
    if isinstance(expr, Constant) and expr.type.kind == "int" and target.kind in _NUMBERS_MENDED:
        hint, mended = _NUMBERS_MENDED[target.kind]
        edit = Edit(expr.span, mended.format(expr.value))
        return fault(scope, "IVR210", expr.span, message, hint, (edit,) if _stands_here(expr) else ())
    return fault(scope, "IVR210", expr.span, message, _cure(expr, target))


def _stands_here(number: Constant) -> bool:
    """Whether the literal itself was written here, without leading zeros: `0123` is not 123 on a phone."""
    return not number.name and len(str(number.value)) == number.span.end - number.span.start


def _cure(expr: Expr, target: Type) -> str | None:
    if target.kind == "text" and (expr.type.element or expr.type.kind in ("record", "none")):
        return None
    if target.kind in ("digits", "phone", "url") and expr.type.kind != "text":
        return None
    return _CURES.get(target.kind)


def absent(expr: Expr, scope: Scope) -> Expr:
    """Report a value that may be none where it has to be there."""
    path = path_of(expr)
    if expr.type.kind == "none":
        return fault(scope, "IVR212", expr.span, f"`{path}` is always none" if path else "this is none")
    if path:
        hint = f"test it first: `if {path} is none -> ...`; behind that line it is there"
        return fault(scope, "IVR212", expr.span, f"`{path}` may be none here", hint)
    hint = "name it with `let x = ...` and test it: `if x is none -> ...`"
    return fault(scope, "IVR212", expr.span, "this may be none", hint)
