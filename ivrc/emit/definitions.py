"""What stands at the head of a generated module: types, Hooks, hours, externs, named constants."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from ivrc.emit.layout import Doc, array, call, lay, mapping
from ivrc.emit.literals import names_in, py
from ivrc.emit.naming import class_name, constant_name, field_name, python_name
from ivrc.emit.ncco import source
from ivrc.flow.states import Ask
from ivrc.semantics.typed import Constant, EnvironmentValue, Formatted, Joined, LocalValue
from ivrc.semantics.visiting import around_expressions, inside
from ivrc.semantics.walking import is_shared, used_slots

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivrc.emit.functions import Writer
    from ivrc.flow.states import StateGraph
    from ivrc.semantics.program import Extern, Hours, Program
    from ivrc.semantics.typed import Expr, Local

T = TypeVar("T")


def _by_name(declared: Mapping[str, T]) -> list[T]:
    """In an order that the order of declarations does not change (language 14)."""
    return [declared[name] for name in sorted(declared)]


# --- types


def record_types(program: Program, writer: Writer) -> list[str]:
    """Enumerations and records as classes."""
    made = []
    for enum in _by_name(program.enums):
        writer.names.add("StrEnum")
        lines = [f"class {class_name(enum.name)}(StrEnum):", *docstring(enum.doc, 1)]
        lines += [f"    {field_name(value)} = {py(value)}" for value in enum.values]
        made.append("\n".join(lines))
    for record in _by_name(program.records):
        writer.names.add("dataclass")
        lines = [
            "@dataclass(frozen=True, slots=True)",
            f"class {class_name(record.name)}:",
            *docstring(record.doc, 1),
        ]
        lines += [f"    {field_name(name)}: {writer.annotation(of)}" for name, of in record.fields.items()]
        made.append("\n".join(lines))
    return made


def docstring(text: str | None, indent: int) -> list[str]:
    """A docstring and the empty line behind it."""
    if not text:
        return []
    margin = "    " * indent
    safe = text.strip().replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    safe = f'{safe[:-1]}\\"' if safe.endswith('"') else safe
    lines = safe.split("\n")
    if len(lines) == 1:
        return [f'{margin}"""{lines[0]}"""', ""]
    rest = [f"{margin}{line}".rstrip() for line in lines[1:]]
    return [f'{margin}"""{lines[0]}', *rest, f'{margin}"""', ""]


# --- hooks and externs


def hooks(program: Program, source_name: str, writer: Writer) -> str:
    """The protocol that the user implements; empty when nothing is asked of them."""
    own = [extern for extern in _by_name(program.externs) if not extern.method]
    if not own:
        return ""
    writer.names |= {"Protocol", "Reply"}
    lines = ["class Hooks(Protocol):", f'    """What {source_name} asks of your own system."""']
    for extern in own:
        result = writer.annotation(extern.result) if extern.result else "None"
        given = [f"{python_name(p.name)}: {writer.annotation(p.type)}" for p in extern.parameters]
        doc = docstring(extern.doc, 2)[:-1]
        tail = f" -> Reply[{result}]:{'' if doc else ' ...'}"
        lines += ["", lay(call(f"def {python_name(extern.name)}", ["self", *given]), 1, tail=tail), *doc]
    return "\n".join(lines)


def externs(program: Program, graph: StateGraph, writer: Writer) -> list[str]:
    """`LOOKUP: Extern[Customer | None] = module.extern(...)` for each that is asked."""
    decisions = tuple(state.decision for state in graph.states)
    calls = [at.call for at in around_expressions(decisions) if isinstance(at, Ask)]
    asked = {call.extern for call in calls}
    secret = {
        local
        for call in calls
        for local, value in zip(call.extern.parameters, call.arguments, strict=True)
        if used_slots(value) & graph.secrets
    }
    return [_extern(extern, secret, writer) for extern in _by_name(program.externs) if extern in asked]


def _extern(extern: Extern, secret: set[Local], writer: Writer) -> str:
    writer.names.add("Extern")
    result = writer.annotation(extern.result) if extern.result else "None"
    named: list[tuple[str, Doc]] = []
    if extern.url is not None:
        named.append((extern.method.lower(), py(_template(extern.url))))
        if extern.headers:
            named.append(("headers", mapping([(py(n), py(_template(v))) for n, v in extern.headers])))
        body = _sent(extern) if extern.body is None else extern.body
        if body is not None:
            named.append(("body", mapping([(py(n), _body(v, writer)) for n, v in body])))
    named += [("returns", result), ("timeout", py(extern.timeout))]
    hidden = [py(python_name(p.name)) for p in extern.parameters if p in secret]
    if hidden:
        named.append(("secret", f"({', '.join(hidden)}{',' if len(hidden) == 1 else ''})"))
    method = "module.http" if extern.method else "module.extern"
    lead = f"{constant_name(extern.name)}: Extern[{result}] = "
    return lay(call(method, [py(extern.name)], named), lead=lead)


def _sent(extern: Extern) -> tuple[tuple[str, Expr], ...] | None:
    """The body that the runtime cannot know: the parameters' names where Python needs others."""
    if extern.method != "POST" or all(python_name(p.name) == p.name for p in extern.parameters):
        return None
    in_url = {at.local for at in inside(extern.url) if isinstance(at, LocalValue)}
    return tuple(
        (p.name, LocalValue(local=p, type=p.type, span=p.span)) for p in extern.parameters if p not in in_url
    )


def _template(expr: Expr) -> str:
    """A URL or header with the names of parameters in braces."""
    match expr:
        case Constant(value=value):
            return str(value)
        case Joined(parts=parts):
            return "".join(map(_template, parts))
        case Formatted(value=value):
            return _template(value)
        case LocalValue(local=local):
            return f"{{{python_name(local.name)}}}"
        case EnvironmentValue(name=name):
            return f"{{env.{name}}}"
        case _:
            return ""


def _body(expr: Expr, writer: Writer) -> Doc:
    if isinstance(expr, Constant) and not isinstance(expr.value, str):
        return source(expr, writer.names)
    return py(_template(expr))


# --- hours, constants


def hours(program: Program, writer: Writer) -> list[str]:
    """`OFFICE = Hours("Europe/London", Open("mon-fri", "09:00-17:30"), ...)`."""
    return [_hours(one, writer) for one in _by_name(program.hours)]


def _hours(one: Hours, writer: Writer) -> str:
    writer.names.add("Hours")
    rows: list[Doc] = [py(one.zone)]
    for row in one.rows:
        times = [f"{start}-{end}" for start, end in row.times]
        if not row.open:
            writer.names.add("Closed")
            rows.append(call("Closed", list(map(py, row.when))))
            continue
        writer.names.add("Open")
        rows += [call("Open", [py(when), *map(py, times)]) for when in row.when]
    return lay(call("Hours", rows), lead=f"{constant_name(one.name)} = ")


def constants(program: Program, graph: StateGraph, writer: Writer) -> list[str]:
    """The named lists and records that functions use."""
    used = {
        at.name
        for root in (graph.states, graph.routes)
        for held in root
        for at in inside(getattr(held, "decision", None) or getattr(held, "rows", ()))
        if isinstance(at, Constant) and is_shared(at)
    }
    return [
        _constant(const.name, const.value, writer)
        for const in _by_name(program.constants)
        if const.name in used and isinstance(const.value, Constant)
    ]


def _constant(name: str, constant: Constant, writer: Writer) -> str:
    value = constant.value
    writer.names |= names_in(value)
    lead = f"{constant_name(name)}: {writer.annotation(constant.type)} = "
    doc: Doc = array(list(map(py, value))) if isinstance(value, tuple) else py(value)
    return lay(doc, lead=lead)
