"""Slotted classes with fields, made in a quarter of the time that `dataclasses` takes."""

from __future__ import annotations

from dataclasses import MISSING, Field, dataclass, field
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(cls: type[T]) -> type[T]:
    """A small thing that nobody changes, its fields given by place or by name: spans, labels."""
    return slotted(cls, COMPARED, by_place=True)


@dataclass_transform(eq_default=False, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """What changes, equal only to itself; its fields are given by place or by name: scopes, states."""
    return slotted(cls, {}, by_place=True)


def slotted(cls: type[Any], shared: dict[str, Any], *, by_place: bool = False) -> type[Any]:
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
        made.__init__ = compiled = _initializer(fields, by_place)  # type: ignore[misc]  # that of the class made here
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
    made: Field[Any] = default if isinstance(default, Field) else field(default=default)
    made._field_type = _PLAIN._field_type  # type: ignore[attr-defined]  # noqa: SLF001  # marks fields of a class
    made.name, made.type, made.kw_only = name, kind, True
    return made


def _initializer(fields: dict[str, Field[Any]], by_place: bool) -> Any:
    """`__init__` with a keyword for each field."""
    names: dict[str, Any] = {"MISSING": MISSING}
    parameters, lines = ["self"] if by_place else ["self", "*"], []
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


COMPARED = {"__eq__": _equal, "__hash__": _hash, "__repr__": _text}
