"""The webhook module: typed, formatted, and readable by someone who knows Python and not ivrc."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ivrc.emit.definitions import constants, externs, hooks, hours, record_types
from ivrc.emit.functions import Writer
from ivrc.emit.imports import import_lines
from ivrc.emit.layout import Doc, call, lay
from ivrc.emit.literals import py
from ivrc.emit.naming import class_name, constant_name, python_name
from ivrc.emit.placing import function_name, request_function
from ivrc.emit.plan import entering
from ivrc.emit.rows import row
from ivrc.emit.templates import render
from ivrc.flow.walking import leaves, next_states, resolved
from ivrc.semantics.settings import phone_numbers
from ivrc.semantics.typed import Constant
from ivrc.semantics.walking import is_shared

if TYPE_CHECKING:
    from ivrc.emit.plan import Plan
    from ivrc.flow.states import State, StateGraph
    from ivrc.semantics.program import Program


@dataclass(slots=True)
class Section:
    """A function or a row; functions stand between two empty lines."""

    text: str
    is_function: bool


def webhook(program: Program, graph: StateGraph, plan: Plan, source: str) -> str:
    """The text of the module. `source` is the file's name."""
    writer = Writer(plan=plan, first=graph.first)
    sections = _sections(program, graph, writer)
    statics = [
        lay(call("module.static", [py(name)]), lead=f"{plan.constant(name)} = ") for name in plan.files
    ]
    values = [*hours(program, writer), *externs(program, graph, writer), *constants(program, graph, writer)]
    types = record_types(program, writer)
    protocol = hooks(program, source, writer)
    module = _module(program, graph, bool(protocol), writer)
    return render(
        "webhook.py.jinja",
        title=_title(program),
        source=source,
        imports=import_lines(writer.names | {"App"}),
        types=types,
        hooks=protocol,
        module=module,
        values=values,
        statics=statics,
        sections=sections,
    )


def _title(program: Program) -> str:
    """The first line of the docstring: the app's documentation or name; never more than text."""
    words = (program.app.doc or f"{program.app.name}.").strip()
    safe = words.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    return f'{safe[:-1]}\\"' if safe.endswith('"') else safe


def _module(program: Program, graph: StateGraph, has_hooks: bool, writer: Writer) -> str:
    writer.names.add("Module")
    named: list[tuple[str, Doc]] = [
        ("name", py(program.app.name)),
        ("base_url", py(base_url(program))),
    ]
    if has_hooks:
        named.append(("hooks", "Hooks"))
    numbers = [str(v.value) for v in phone_numbers(program.app.settings)]
    if numbers:
        inside = ", ".join(map(py, numbers))
        named.append(("numbers", f"({inside}{',' if len(numbers) == 1 else ''})"))
    zone = _setting(program, "timezone")
    if zone:
        named.append(("timezone", py(zone)))
    if _setting(program, "signed_callbacks") is False:
        named.append(("signed", "False"))
    if _setting(program, "fallback_base_url"):
        named.append(("fallback_elsewhere", "True"))
    if _shares(graph):
        named.append(("shares", "True"))
    return lay(call("Module", ["__file__"], named), lead="module = ")


def _shares(graph: StateGraph) -> bool:
    """Whether calls must know of each other, or of what comes at other times."""
    ends = (leaf for state in graph.states for leaf in leaves(state.decision))
    return any(map(entering, ends)) or any(route.kind == "awaited" for route in graph.routes)


def names_taken(program: Program) -> set[str]:
    """The module-level names of types, hours, externs, constants and requests for calls."""
    shared = [
        c.name for c in program.constants.values() if isinstance(c.value, Constant) and is_shared(c.value)
    ]
    requests = {function_name(name) for name in program.outbounds}
    constants = {constant_name(name) for name in (*program.hours, *program.externs, *shared)}
    return constants | requests | {class_name(name) for name in (*program.records, *program.enums)}


def base_url(program: Program) -> str:
    """Where the module is reached; without a setting this machine, for trying it out."""
    return str(_setting(program, "base_url") or LOCAL).rstrip("/")


LOCAL = "http://127.0.0.1:8000"


def _setting(program: Program, name: str) -> object:
    setting = program.app.settings.get(name)
    value = setting.values[0] if setting else None
    return value.value if isinstance(value, Constant) else None


def _sections(program: Program, graph: StateGraph, writer: Writer) -> list[Section]:
    """Functions and rows in the order of the call; a function stands in front of the row that needs it."""
    variables = {python_name(v.name): v for v in program.variables.values()}
    made: list[Section] = []
    done: set[State] = set()

    def need(state: State) -> None:
        inner = resolved(state)
        if inner not in done and writer.is_function(inner):
            done.add(inner)
            made.append(Section(writer.function(inner), True))

    if graph.answer is not None:
        inner = resolved(graph.answer)
        if writer.is_function(inner) and inner is graph.answer:
            done.add(inner)
            made.append(Section(writer.function(inner, "@module.answer"), True))
        else:
            need(inner)
            made.append(Section(f"module.answer({writer.target(inner)})", False))
    for route in graph.routes:
        for state in next_states(route):
            need(state)
        text = row(route, writer, variables)
        if "\n\n\n" in text:
            function, text = text.split("\n\n\n")
            made.append(Section(function, True))
        made.append(Section(f"# {route.source}\n{text}", False))
    number = next(iter(phone_numbers(program.app.settings)), None)
    made += [Section(request_function(placed, number, writer), True) for placed in graph.placed]
    for handler in graph.events:
        need(handler.state)
        given = [(status, writer.target(handler.state)) for status in handler.statuses]
        made.append(Section(lay(call("module.event", named=given)), False))
    for state in graph.states:
        need(state)
    made.append(Section(f"module.fallback({writer.target(graph.fallback)})", False))
    return made
