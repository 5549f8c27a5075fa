"""The one decorator that makes tree, program and state nodes."""

from __future__ import annotations

from copy import copy
from dataclasses import MISSING, Field, dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from ivrc.source import Span

T = TypeVar("T")


def span_field() -> Any:
    """A position: where a node was written takes no part in what it means."""
    return field(compare=False, repr=False)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field, span_field))
def node(cls: type[T]) -> type[T]:
    """A slotted keyword-only dataclass that nobody assigns to.

    Frozen for the type checker only: a run-time `frozen=True` makes each instance four times dearer.
    """
    return _slotted(cls, {"__eq__": _equal, "__hash__": _hash, "__repr__": _text})


@dataclass_transform(frozen_default=True, kw_only_default=True, eq_default=False)
def identity_node(cls: type[T]) -> type[T]:
    """Like `node`, but two are equal only if they are the same one: declarations, locals, questions."""
    return _slotted(cls, {})


def _slotted(cls: type[Any], shared: dict[str, Any]) -> type[Any]:
    """What `dataclass(slots=True, kw_only=True)` makes, in a quarter of the time.

    Two hundred node classes are most of what a short command does. `dataclasses` compiles up to five methods
    for each and makes the class twice; here only `__init__` is compiled, and the rest is shared. For `fields`
    and `replace` of `dataclasses` the class is one of theirs.
    """
    content = {name: value for name, value in vars(cls).items() if name not in ("__dict__", "__weakref__")}
    inherited = getattr(cls, "__dataclass_fields__", {})
    own = {name: _field(name, kind, content) for name, kind in content.get("__annotations__", {}).items()}
    fields = {**inherited, **own}
    content |= shared
    content["__dataclass_fields__"] = fields
    content["__compared__"] = attrgetter("__class__", *(name for name, of in fields.items() if of.compare))
    content["__slots__"] = tuple(name for name in own if name not in inherited)
    made = type(cls.__name__, cls.__bases__, content)

    def initialize(self: Any, *arguments: Any, **values: Any) -> None:
        """Many kinds of nodes are never made in a run: `__init__` is compiled when the first one is."""
        made.__init__ = compiled = _initializer(fields)  # type: ignore[misc]  # that of the class made here
        compiled(self, *arguments, **values)

    made.__init__ = initialize  # type: ignore[misc]  # until then
    return made


@dataclass
class _Sample:
    plain: object


_PLAIN: Field[Any] = _Sample.__dataclass_fields__["plain"]


def _field(name: str, kind: str, content: dict[str, Any]) -> Field[Any]:
    """The field of an annotation; its default leaves the class, where the slot will be."""
    default = content.pop(name, MISSING)
    made = copy(default if isinstance(default, Field) else _PLAIN)
    made._field_type = _PLAIN._field_type  # type: ignore[attr-defined]  # noqa: SLF001  # marks fields of a class
    made.name, made.type, made.kw_only = name, kind, True
    if not isinstance(default, Field):
        made.default = default
    return made


def _initializer(fields: dict[str, Field[Any]]) -> Any:
    """`__init__` with a keyword for each field."""
    names: dict[str, Any] = {"MISSING": MISSING}
    parameters, lines = ["self", "*"], []
    for name, of in fields.items():
        parameters.append(name)
        value = name
        if of.default_factory is not MISSING:
            names[f"make_{name}"] = of.default_factory
            parameters[-1] += "=MISSING"
            value = f"make_{name}() if {name} is MISSING else {name}"
        elif of.default is not MISSING:
            names[f"default_{name}"] = of.default
            parameters[-1] += f"=default_{name}"
        lines.append(f" self.{name} = {value}")
    head = ", ".join(parameters) if fields else "self"
    exec("\n".join([f"def __init__({head}):", *lines, " pass"]), names)  # noqa: S102  # as dataclasses does
    return names["__init__"]


def _equal(self: Any, other: Any) -> Any:
    if self.__class__ is not other.__class__:
        return NotImplemented
    return self.__compared__(self) == self.__compared__(other)


def _hash(self: Any) -> int:
    return hash(self.__compared__(self))


def _text(self: Any) -> str:
    shown = (name for name, of in self.__dataclass_fields__.items() if of.repr)
    return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"


@node
class Spanned:
    """Anything with a place in a source."""

    span: Span = span_field()
