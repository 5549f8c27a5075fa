"""Texts with values in them: f-strings in which every value passes the function that makes it speakable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.emit.literals import escaped, py
from ivrc.emit.naming import python_name
from ivrc.emit.writing import CONDITIONAL, OR, PRODUCT, SUM, Python, within, write
from ivrc.language.builtins import FORMATS, TEXTUAL
from ivrc.semantics.typed import Constant, Either, Expr, ForEach, Formatted, Joined, Sentences

if TYPE_CHECKING:
    from ivrc.flow.states import RowEach


@write.register
def _joined(expr: Joined, names: set[str]) -> Python:
    if len(expr.parts) == 1:
        return write(expr.parts[0], names)
    fields = [None if isinstance(part, Constant) else _field(part, names) for part in expr.parts]
    if any(field is not None and _unquotable(field) for field in fields):
        pieces = [within(part, SUM if not index else PRODUCT, names) for index, part in enumerate(expr.parts)]
        return Python(" + ".join(pieces), SUM)
    texts = [str(part.value) if isinstance(part, Constant) else "" for part in expr.parts]
    quote, other = ("'", '"') if "".join(texts).count('"') > "".join(texts).count("'") else ('"', "'")
    written = (
        _doubled(escaped(text, quote)) if field is None else "{" + field.replace('"', other) + "}"
        for text, field in zip(texts, fields, strict=True)
    )
    return Python(f"f{quote}{''.join(written)}{quote}")


def _unquotable(field: str) -> bool:
    """Python before 3.12 allows no backslash and no quote of the whole string inside of `{}`."""
    return "\\" in field or "'" in field


def _doubled(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _field(part: Expr, names: set[str]) -> str:
    """What stands between the braces."""
    if isinstance(part, Formatted) and _raw(part) and part.value.type.kind != "bool":
        return within(part.value, CONDITIONAL, names)
    return write(part, names).text


def _raw(expr: Formatted) -> bool:
    """Not for ears: the value stands as it is written."""
    return not (expr.format or expr.language)


@write.register
def _formatted(expr: Formatted, names: set[str]) -> Python:
    if _raw(expr):
        return _as_written(expr.value, names)
    value = within(expr.value, CONDITIONAL, names)
    if expr.format:
        function = FORMATS[expr.format].runtime
        more = f", {py(expr.currency)}" if expr.currency else ""
        value = _called(function, f"{value}{more}", expr.language, names)
        return Python(_called("ssml", value, expr.language, names) if expr.ssml else value)
    return Python(_called("ssml" if expr.ssml else "plain", value, expr.language, names))


def _called(function: str, arguments: str, language: str, names: set[str]) -> str:
    names.add(function)
    return f"{function}({arguments}, {py(language)})"


def _as_written(value: Expr, names: set[str]) -> Python:
    if value.type.kind in TEXTUAL:
        return write(value, names)
    if value.type.kind == "bool":
        return Python(f'"true" if {within(value, CONDITIONAL + 1, names)} else "false"', CONDITIONAL)
    return Python(f"str({within(value, CONDITIONAL, names)})")


@write.register
def _either(expr: Either, names: set[str]) -> Python:
    then, otherwise = within(expr.then, OR, names), within(expr.otherwise, CONDITIONAL, names)
    return Python(f"{then} if {within(expr.condition, OR, names)} else {otherwise}", CONDITIONAL)


@write.register
def _sentences(expr: Sentences, names: set[str]) -> Python:
    names.add("sentences")
    given = (
        _spread(p, names) if isinstance(p, ForEach) else within(p, CONDITIONAL, names) for p in expr.parts
    )
    return Python(f"sentences({', '.join(given)})")


def _spread(expr: ForEach, names: set[str]) -> str:
    return f"*({' '.join(clauses(expr, names))})"


def clauses(expr: ForEach, names: set[str]) -> tuple[str, str]:
    """What is made of an element, and the `for` behind it."""
    text = within(expr.text, CONDITIONAL, names)
    return text, f"for {offered(expr, names)}"


def offered(each: ForEach | RowEach, names: set[str]) -> str:
    """`n, song in offered(songs, taken="2")`: the elements for which there are keys."""
    names.add("offered")
    subject = within(each.subject, CONDITIONAL, names)
    counter = python_name(each.counter) if each.counter else "_"
    taken = f", taken={py(each.taken)}" if each.taken else ""
    return f"{counter}, {python_name(each.element)} in offered({subject}{taken})"
