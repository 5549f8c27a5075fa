"""What names mean at one place of a program."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING

from ivrc.slotted import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivrc.diagnostics import Diagnostic
    from ivrc.language.types import Type
    from ivrc.semantics.program import (
        Conference,
        ConstDecl,
        EnumDecl,
        Extern,
        Hours,
        Prompt,
        RecordDecl,
        Target,
        Variable,
    )
    from ivrc.semantics.typed import Local


@record
class FlowSignature:
    """What a caller of a flow or menu needs to know, before its body is resolved."""

    name: str
    parameters: tuple[Local, ...]
    result: Type | None


@record
class Names:
    """The one top-level namespace. `kinds` has every declared name with what it is, also what failed."""

    kinds: dict[str, str] = field(default_factory=dict)
    constants: dict[str, ConstDecl] = field(default_factory=dict)
    variables: dict[str, Variable] = field(default_factory=dict)
    records: dict[str, RecordDecl] = field(default_factory=dict)
    enums: dict[str, EnumDecl] = field(default_factory=dict)
    hours: dict[str, Hours] = field(default_factory=dict)
    externs: dict[str, Extern] = field(default_factory=dict)
    prompts: dict[str, Prompt] = field(default_factory=dict)
    conferences: dict[str, Conference] = field(default_factory=dict)
    endpoints: dict[str, Target] = field(default_factory=dict)
    flows: dict[str, FlowSignature] = field(default_factory=dict)
    outbounds: dict[str, tuple[Local, ...]] = field(default_factory=dict)


@record
class Scope:
    """Names, locals and what has been tested, at one place.

    `narrowed` holds dotted paths (`customer`, `customer.agent`, `call.from`) known not to be none here.
    `events` gives the fields of `event` and `recording` where there is one. `told` collects those that are
    read as names, where steps behind the event may be run for other requests. `pure`: externs may not be
    called here (constants, settings known at build). `found` collects diagnostics for the whole program.
    """

    names: Names
    found: list[Diagnostic]
    locals: Mapping[str, Local] = field(default_factory=dict)
    narrowed: frozenset[str] = frozenset()
    events: Mapping[str, Mapping[str, Type]] = field(default_factory=dict)
    told: dict[str, Local] | None = None
    pure: bool = False
    environment: bool = False

    def with_local(self, local: Local) -> Scope:
        """The scope behind a step that names a value."""
        gone = {p for p in self.narrowed if p == local.name or p.startswith(f"{local.name}.")}
        return replace(self, locals={**self.locals, local.name: local}, narrowed=self.narrowed - gone)

    def knowing(self, paths: frozenset[str]) -> Scope:
        """The scope where these paths are known not to be none."""
        return replace(self, narrowed=self.narrowed | paths) if paths else self
