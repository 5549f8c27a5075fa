"""Expressions resolved in a small world, for the tests of resolving, folding and writing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.language.types import (
    BOOL,
    DATE,
    DIGITS,
    INT,
    NUMBER,
    PHONE,
    TEXT,
    URL,
    Type,
    list_of,
    optional,
)
from ivrc.semantics.expressions import resolve
from ivrc.semantics.program import (
    ConstDecl,
    EnumDecl,
    Extern,
    Hours,
    Prompt,
    PromptText,
    RecordDecl,
    Variable,
)
from ivrc.semantics.scope import FlowSignature, Names, Scope
from ivrc.semantics.typed import Constant, Expr, Formatted, Joined, Local, LocalValue, RecordValue, SlotValue
from ivrc.source import Source, Span
from ivrc.syntax import tree
from ivrc.syntax.parser import parse

if TYPE_CHECKING:
    from ivrc.diagnostics import Diagnostic

NOWHERE = Span(0, 0, 0)
CUSTOMER = Type(kind="record", name="Customer")
STATE = Type(kind="enum", name="State")
TENANTS = tuple(
    RecordValue(type="Tenant", fields=(("number", number), ("title", title)))
    for number, title in (("+441632960001", "Acme"), ("+441632960002", "Bolt"))
)


def _local(name: str, of: Type) -> Local:
    return Local(name=name, type=of, span=NOWHERE)


LOCALS = {
    name: _local(name, of)
    for name, of in {
        "customer": optional(CUSTOMER),
        "who": CUSTOMER,
        "people": list_of(CUSTOMER),
        "pin": DIGITS,
        "n": INT,
        "price": NUMBER,
        "title": TEXT,
        "link": URL,
        "day": DATE,
        "state": STATE,
        "vip": BOOL,
    }.items()
}
VISITS = Variable(name="visits", type=INT, initial=Constant(span=NOWHERE, type=INT, value=0), span=NOWHERE)


def _const(name: str, of: Type, value: object) -> ConstDecl:
    return ConstDecl(
        name=name, is_param=False, value=Constant(span=NOWHERE, type=of, value=value), doc=None, span=NOWHERE
    )


def _names() -> Names:
    names = Names()
    names.constants = {
        "VIPS": _const("VIPS", list_of(PHONE), ("+441632960001",)),
        "SHOP": _const("SHOP", TEXT, "Acme"),
        "LIMIT": _const("LIMIT", INT, 20),
        "TENANTS": _const("TENANTS", list_of(Type(kind="record", name="Tenant")), TENANTS),
    }
    names.variables = {"visits": VISITS}
    fields = {"name": TEXT, "vip": BOOL, "agent": optional(PHONE)}
    names.records = {
        "Customer": RecordDecl(name="Customer", fields=fields, doc=None, span=NOWHERE),
        "Tenant": RecordDecl(name="Tenant", fields={"number": PHONE, "title": TEXT}, doc=None, span=NOWHERE),
    }
    names.enums = {"State": EnumDecl(name="State", values=("ok", "outage"), doc=None, span=NOWHERE)}
    names.hours = {"office": Hours(name="office", zone="Europe/London", rows=(), doc=None, span=NOWHERE)}
    names.externs = {
        "lookup": Extern(
            name="lookup",
            parameters=(_local("number", PHONE),),
            result=optional(CUSTOMER),
            method="",
            url=None,
            headers=(),
            body=None,
            reads=True,
            timeout=2.0,
            doc=None,
            span=NOWHERE,
        )
    }
    names.prompts = {"thanks": _thanks()}
    names.flows = {"sales": FlowSignature(name="sales", parameters=(), result=TEXT)}
    names.kinds = {
        **dict.fromkeys(names.constants, "const"),
        **dict.fromkeys(names.records, "type"),
        "visits": "var",
        "State": "enumeration",
        "office": "hours",
        "lookup": "extern",
        "thanks": "prompt",
        "sales": "flow",
        "broken": "const",
    }
    return names


def _thanks() -> Prompt:
    ticket = _local("ticket", DIGITS)
    value = LocalValue(span=NOWHERE, type=DIGITS, local=ticket)
    texts = {}
    for language, words in {"en-GB": "Thank you. Ticket ", "fr-FR": "Merci. Ticket "}.items():
        said = Formatted(span=NOWHERE, type=TEXT, value=value, format="digits")
        parts: tuple[Expr, ...] = (Constant(span=NOWHERE, type=TEXT, value=words), said)
        text = Joined(span=NOWHERE, type=TEXT, parts=parts)
        texts[language] = PromptText(language=language, text=text, audio=False, phrases=(), span=NOWHERE)
    return Prompt(name="thanks", parameters=(ticket,), texts=texts, doc=None, span=NOWHERE)


def world() -> Scope:
    """A scope with something of every kind in it."""
    return Scope(names=_names(), found=[], locals=dict(LOCALS))


def parsed(text: str) -> tuple[tree.Expression, Source]:
    """The tree of an expression."""
    source = Source("test.ivr", f"const X = {text}\n")
    file, found = parse(source)
    assert not found, (text, found)
    (item,) = file.items
    assert isinstance(item, tree.Const)
    return item.value, source


def resolved(text: str, scope: Scope | None = None, expected: Type | None = None) -> Expr:
    """The typed expression; it must be right."""
    scope = scope or world()
    value = resolve(parsed(text)[0], scope, expected)
    assert not scope.found, (text, scope.found)
    return value


def known(text: str) -> Expr:
    """An expression in which `customer` and `call.from` were tested."""
    return resolved(text, world().knowing(frozenset({"customer", "call.from"})))


def mistake(text: str, scope: Scope | None = None, expected: Type | None = None) -> tuple[Diagnostic, str]:
    """The one mistake in an expression, and the characters it points at."""
    scope = scope or world()
    written, source = parsed(text)
    resolve(written, scope, expected)
    (found,) = scope.found
    span = found.primary.span
    return found, source.text[span.start : span.end]


def slots() -> dict[Local | Variable, Expr]:
    """Every local and variable as a run-time value of its own name."""
    known: dict[Local | Variable, Expr] = {
        local: SlotValue(span=NOWHERE, type=local.type, slot=name) for name, local in LOCALS.items()
    }
    known[VISITS] = SlotValue(span=NOWHERE, type=INT, slot="visits")
    return known
