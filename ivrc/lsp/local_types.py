"""Types of values, as far as a tree with mistakes tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.language.builtins import CALL_FIELDS, FUNCTIONS
from ivrc.language.types import (
    ANSWER_FIELDS,
    BOOL,
    DATE,
    INT,
    MOMENT,
    RECORDED,
    SIMPLE,
    TEXT,
    TIME,
    UNKNOWN,
    Type,
    list_of,
    optional,
)
from ivrc.lsp.outline import everything
from ivrc.ncco import events
from ivrc.node import node
from ivrc.semantics.questions import VALUE_TYPES
from ivrc.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ivrc.node import Spanned

ARITHMETIC = frozenset({"+", "-", "*"})
EVENT_FIELDS = {field.name: field for event in events.STATUSES.values() for field in event.fields}
RECORDING_FIELDS = {field.name: field for field in events.TRANSCRIPTION.fields + events.RECORDING.fields}


@node
class Known:
    """What names mean in a declaration: those of the program, and what declares each local one."""

    items: Mapping[str, tree.Item]
    local: Mapping[str, Spanned]


@node
class Field:
    """What may stand behind a dot."""

    type: Type
    doc: str = ""


def local_names(parts: Iterable[Spanned]) -> dict[str, Spanned]:
    """The names that are declared inside some nodes, each with the node that does it."""
    return {name.text: part for top in parts for part in everything(top) for name in declared_in(part)}


def declared_in(part: Spanned) -> Iterator[tree.Name]:
    """The local names that a node declares itself."""
    match part:
        case tree.Parameter(name=name) | tree.Let(name=name):
            yield name
        case tree.Each(element=element, counter=counter):
            yield from (name for name in (element, counter) if name is not None)
        case tree.Action(word=tree.Name(text="collect"), values=(_, tree.Reference(path=(name, *_)))):
            yield name


def fields_behind(path: tuple[str, ...], known: Known) -> Mapping[str, Field]:
    """What may stand behind a dotted path."""
    if len(path) == 1 and path[0] not in known.local and (owned := _owned(path[0], known.items)) is not None:
        return owned
    of = type_of_path(path, known)
    return {name: Field(type=each) for name, each in fields_of_type(of, known.items).items()}


def fields_of_type(of: Type, items: Mapping[str, tree.Item]) -> Mapping[str, Type]:
    """The fields of a value; those of a list are lists."""
    if of.element is not None:
        return {name: list_of(each) for name, each in fields_of_type(of.element, items).items()}
    if of.kind == "moment":
        return {"date": DATE, "time": TIME}
    match items.get(of.name):
        case tree.RecordType(fields=fields):
            return {field.name.text: written_type(field.type, items) for field in fields}
    return ANSWER_FIELDS.get(of.name, {})


def _owned(name: str, items: Mapping[str, tree.Item]) -> Mapping[str, Field] | None:
    """What is behind the dot of a word that is no value itself."""
    match items.get(name):
        case tree.Enumeration(values=values):
            return {v.text: Field(type=Type(kind="enum", name=name), doc=f"a `{name}`") for v in values}
        case tree.Hours():
            return {"next_opening": Field(type=optional(MOMENT), doc="when they open next")}
        case None if name == "call":
            return {field: Field(type=value.type, doc=value.doc) for field, value in CALL_FIELDS.items()}
        case None if name in ("event", "recording"):
            common = {field.name: field for field in events.COMMON}
            rows = RECORDING_FIELDS if name == "recording" else {**common, **EVENT_FIELDS}
            return {field: Field(type=_of_event(row.type), doc=row.doc) for field, row in rows.items()}
    return None


def _of_event(kind: events.FieldType) -> Type:
    return optional(Type(kind=kind)) if kind != "object" else UNKNOWN


def type_of_path(path: tuple[str, ...], known: Known) -> Type:
    """The type of `a.b.c`."""
    if len(path) == 1:
        return _of_name(path[0], known)
    field = fields_behind(path[:-1], known).get(path[-1])
    return field.type if field is not None else UNKNOWN


def _of_name(name: str, known: Known) -> Type:
    if name in known.local:
        return _of_local(name, known.local[name], _without(name, known))
    match known.items.get(name):
        case tree.Const(value=value) | tree.BuildParam(value=value):
            return type_of(value, _without(name, known))
        case tree.Var(type=written):
            return written_type(written, known.items)
        case tree.Recording():
            return RECORDED
        case tree.Prompt():
            return TEXT
    return MOMENT if name == "now" else UNKNOWN


def _without(name: str, known: Known) -> Known:
    """A name does not help to tell what it is itself."""
    return Known(
        items={other: item for other, item in known.items.items() if other != name},
        local={other: part for other, part in known.local.items() if other != name},
    )


def _of_local(name: str, part: Spanned, known: Known) -> Type:
    match part:
        case tree.Parameter(type=written):
            return written_type(written, known.items)
        case tree.Let(value=value):
            return type_of(value, known)
        case tree.Each(element=element, subject=subject):
            return (type_of(subject, known).element or UNKNOWN) if element.text == name else INT
        case tree.Action(values=(tree.Reference(path=(kind, *_)), *_)):
            return VALUE_TYPES.get(kind.text, UNKNOWN)
    return UNKNOWN


def written_type(written: tree.TypeRef, items: Mapping[str, tree.Item]) -> Type:
    """`Customer[]?`."""
    name = written.name.text
    kind = "enum" if isinstance(items.get(name), tree.Enumeration) else "record"
    of = SIMPLE.get(name) or Type(kind=kind, name=name)
    of = list_of(of) if written.is_list else of
    return optional(of) if written.optional else of


def type_of(value: tree.Expression, known: Known) -> Type:
    """The type of an expression."""
    match value:
        case tree.Text():
            return TEXT
        case tree.Written(kind=kind):
            return Type(kind=kind)
        case tree.ListValue(items=(first, *_)):
            return list_of(type_of(first, known))
        case tree.Binary(operator=operator, left=left):
            return type_of(left, known) if operator in ARITHMETIC else BOOL
        case tree.Unary(operator="-", operand=operand):
            return type_of(operand, known)
        case tree.Unary() | tree.Is():
            return BOOL
        case tree.Reference(path=(name,), arguments=tuple() as arguments):
            return _of_call(name.text, arguments, known)
        case tree.Reference(path=path, arguments=None):
            return type_of_path(tuple(name.text for name in path), known)
    return UNKNOWN


def _of_call(name: str, arguments: tuple[tree.Argument, ...], known: Known) -> Type:
    match known.items.get(name):
        case tree.Extern(result=tree.TypeRef() as result) | tree.Flow(result=tree.TypeRef() as result):
            return written_type(result, known.items)
        case tree.RecordType():
            return Type(kind="record", name=name)
    given = [type_of(argument.value, known) for argument in arguments]
    if name == "find" and given:
        return optional(given[0].element or UNKNOWN)
    function = FUNCTIONS.get(name)
    return function.result(*given) if function and len(given) == len(function.parameters) else UNKNOWN


def parameters_of(item: tree.Item | None) -> tuple[tree.Parameter, ...]:
    """What is given to a declaration where it is called: parameters, of a record its fields."""
    match item:
        case tree.RecordType(fields=rows):
            return rows
        case tree.Flow() | tree.Menu() | tree.Extern() | tree.Prompt() | tree.Entry():
            return item.parameters
    return ()
