"""`const`, `param` and `var`: values known at build, in any order of declaration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.language import types
from ivrc.semantics.codes import report
from ivrc.semantics.expressions import resolve, resolve_type
from ivrc.semantics.fold import specialise
from ivrc.semantics.program import ConstDecl, Variable
from ivrc.semantics.typed import Constant, Expr, Mistake
from ivrc.source import Span
from ivrc.syntax import tree
from ivrc.words import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ivrc.diagnostics import Diagnostic
    from ivrc.language.types import Type
    from ivrc.semantics.scope import Scope


def declare_constants(items: Iterable[tree.Item], overrides: Mapping[str, str], scope: Scope) -> None:
    """Fold every constant; those it uses come first, and a circle is reported."""
    waiting = {i.name.text: i for i in items if isinstance(i, tree.Const | tree.BuildParam)}
    for item in list(waiting.values()):
        _declare(item, waiting, overrides, scope, ())


def _declare(
    item: tree.Const | tree.BuildParam,
    waiting: dict[str, tree.Const | tree.BuildParam],
    overrides: Mapping[str, str],
    scope: Scope,
    path: tuple[str, ...],
) -> None:
    name = item.name.text
    if name in scope.names.constants:
        return
    if name in path:
        circle = " -> ".join((*path[path.index(name) :], name))
        report(scope.found, "IVR228", item.name.span, f"the value of `{name}` depends on itself: {circle}")
        scope.names.constants[name] = _decl(item, Mistake(type=types.UNKNOWN, span=item.span))
        return
    for used in _names_in(item.value):
        if used in waiting:
            _declare(waiting[used], waiting, overrides, scope, (*path, name))
    if name not in scope.names.constants:
        scope.names.constants[name] = _decl(item, _value(item, overrides, scope))


def _decl(item: tree.Const | tree.BuildParam, value: Expr) -> ConstDecl:
    is_param = isinstance(item, tree.BuildParam)
    return ConstDecl(name=item.name.text, is_param=is_param, value=value, doc=item.doc, span=item.name.span)


def _value(item: tree.Const | tree.BuildParam, overrides: Mapping[str, str], scope: Scope) -> Expr:
    value = constant(item.value, scope)
    if isinstance(item, tree.BuildParam) and item.name.text in overrides and isinstance(value, Constant):
        return _overridden(value, overrides[item.name.text], item, scope)
    return value


def constant(written: tree.Expression, scope: Scope, expected: Type | None = None) -> Expr:
    """The folded value of an expression that must be known at build."""
    value = specialise(resolve(written, scope, expected), {}, "")
    if isinstance(value, Constant | Mistake):
        return value
    report(scope.found, "IVR228", written.span, "this is known only during the call")
    return Mistake(type=types.UNKNOWN, span=written.span)


def _overridden(default: Constant, text: str, item: tree.BuildParam, scope: Scope) -> Expr:
    """The -D value, read as the type of the default."""
    kind = default.type.kind
    span = item.name.span
    literal: tree.Expression
    if kind in ("text", "url", "digits"):
        return Constant(type=default.type, value=text, span=default.span)
    shapes = {"int": "int", "number": "number", "bool": "bool", "phone": "phone", "duration": "duration",
              "language": "language", "date": "date", "time": "time"}  # fmt: skip
    if kind in shapes:
        literal = tree.Written(kind=shapes[kind], text=text, span=span)  # type: ignore[arg-type]  # keys are kinds
        mistakes: list[Diagnostic] = []
        if _looks_like(kind, text):
            inner = type(scope)(names=scope.names, found=mistakes)
            value = resolve(literal, inner, default.type)
            if isinstance(value, Constant) and not mistakes:
                return value
    report(scope.found, "IVR226", span, f"-D {item.name.text}={text}: this is no {default.type}")
    return Mistake(type=types.UNKNOWN, span=span)


def _looks_like(kind: str, text: str) -> bool:
    match kind:
        case "int":
            return text.isdigit()
        case "number":
            return text.replace(".", "", 1).isdigit()
        case "bool":
            return text in ("true", "false")
        case "phone":
            return text[:1] == "+" and text[1:].isdigit()
        case _:
            return bool(text)


def unknown_parameters(overrides: Mapping[str, str], items: Iterable[tree.Item], scope: Scope) -> None:
    """A -D for something that is no `param` of the program."""
    known = [i.name.text for i in items if isinstance(i, tree.BuildParam)]
    for name in overrides:
        if name not in known:
            hint = did_you_mean(name, known)
            report(
                scope.found,
                "IVR226",
                Span(0, 0, 0),
                f"-D {name}: the program has no `param {name}`",
                hint=hint,
            )


def declare_variables(items: Iterable[tree.Item], scope: Scope) -> None:
    """`var name: type = value`; without a value an optional one starts as none."""
    for item in items:
        if not isinstance(item, tree.Var):
            continue
        of = resolve_type(item.type, scope)
        if item.value is not None:
            initial = constant(item.value, scope, of)
        elif of.optional or of.kind == "unknown":
            initial = Constant(type=of, value=None, span=item.span)
        else:
            hint = f"write `= ...`, or declare it `{of}?`"
            report(scope.found, "IVR221", item.name.span, f"`{item.name.text}` has no first value", hint=hint)
            initial = Mistake(type=types.UNKNOWN, span=item.span)
        scope.names.variables[item.name.text] = Variable(
            name=item.name.text, type=of, initial=initial, span=item.name.span
        )


def _names_in(value: object) -> Iterator[str]:
    """Every name that an expression mentions."""
    if isinstance(value, tree.Reference):
        yield value.path[0].text
        for argument in value.arguments or ():
            yield from _names_in(argument.value)
    elif isinstance(value, tree.Text):
        for part in value.parts:
            if isinstance(part, tree.Interpolation):
                yield from _names_in(part.value)
    elif isinstance(value, tree.ListValue):
        for item in value.items:
            yield from _names_in(item)
    elif isinstance(value, tree.Binary):
        yield from _names_in(value.left)
        yield from _names_in(value.right)
    elif isinstance(value, tree.Unary | tree.Is):
        yield from _names_in(value.operand)
