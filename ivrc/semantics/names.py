"""First look at a program: which names it declares, and the types they have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.diagnostics import Label
from ivrc.language.vocabulary import DECLARATIONS, STEPS
from ivrc.semantics.codes import report
from ivrc.semantics.expressions import resolve_type
from ivrc.semantics.program import Declared, EnumDecl, RecordDecl
from ivrc.semantics.typed import Local
from ivrc.syntax import tree
from ivrc.words import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ivrc.language.types import Type
    from ivrc.semantics.scope import Scope

KINDS: dict[type[tree.Declaration], str] = {
    tree.Const: "const",
    tree.BuildParam: "param",
    tree.Var: "var",
    tree.Endpoint: "endpoint",
    tree.Prompt: "prompt",
    tree.Hours: "hours",
    tree.RecordType: "type",
    tree.Enumeration: "enumeration",
    tree.Extern: "extern",
    tree.Recording: "recording",
    tree.Conference: "conference",
    tree.Flow: "flow",
    tree.Menu: "menu",
}

ELSEWHERE = {
    **dict.fromkeys(["function", "def", "func", "fn", "sub", "procedure"], "flow name { ... }"),
    **dict.fromkeys(["class", "struct"], "type Name { field: text }"),
    "enum": "type Name = one | other",
    **dict.fromkeys(["let", "constant", "define"], "const NAME = value"),
    **dict.fromkeys(["variable", "global"], "var name: text = value"),
    **dict.fromkeys(["include", "use", "require", "load"], 'import "file.ivr"'),
    **dict.fromkeys(["schedule", "calendar", "opening_hours"], 'hours name in "Europe/London" { ... }'),
    **dict.fromkeys(["room", "conversation"], "conference name { ... }"),
    **dict.fromkeys(["start", "main", "incoming", "inbound", "on_call"], "answer { ... }"),
    **dict.fromkeys(["application", "config", "settings"], 'app "Name" { ... }'),
}
"""First word of a declaration elsewhere -> how it is written here."""


def declared(items: Iterable[tree.Item]) -> tuple[Declared, ...]:
    """The names of the declarations that have a place in the namespace, in written order."""
    named = ((declared_name(item), KINDS.get(type(item), "outbound call")) for item in items)
    return tuple(Declared(name=n.text, kind=kind, span=n.span) for n, kind in named if n is not None)


def declare_names(items: Iterable[tree.Item], scope: Scope) -> list[tree.Item]:
    """Enter every declared name into the one namespace; what is declared a second time is left out."""
    places: dict[str, tree.Name] = {}
    kept: list[tree.Item] = []
    for item in items:
        if isinstance(item, tree.Unknown):
            _unknown(item, scope)
            continue
        name = declared_name(item)
        if name is not None and name.text in places:
            here, there = sorted((name.span, places[name.text].span), key=lambda span: -span.file)
            here, there = (name.span, there) if here.file == there.file else (there, here)
            message = f"`{name.text}` is already a {scope.names.kinds[name.text]}"
            report(scope.found, "IVR203", here, message, related=(Label(there, "first declared here"),))
            continue
        if name is not None:
            places[name.text] = name
            scope.names.kinds[name.text] = KINDS.get(type(item), "outbound call")
        kept.append(item)
    return kept


def declared_name(item: tree.Item) -> tree.Name | None:
    """The name that a declaration enters into the namespace, if it does."""
    match item:
        case tree.App() | tree.Test():
            return None
        case _:
            name = getattr(item, "name", None)
            return name if isinstance(name, tree.Name) else None


def _unknown(item: tree.Unknown, scope: Scope) -> None:
    word = item.word.text
    if word in DECLARATIONS:  # broken off at a mistake of syntax; what it names is known all the same
        match item.values:
            case (tree.Reference(path=(name,)), *_):
                scope.names.kinds[name.text] = word
        return
    here = ELSEWHERE.get(word)
    hint = f"here it is `{here}`" if here else did_you_mean(word, DECLARATIONS)
    if word in STEPS:
        hint = f"`{word}` is a step and stands inside a flow: `flow name {{ {word} ... }}`"
    report(scope.found, "IVR204", item.word.span, f"a file cannot declare `{word}`", hint=hint)


def declare_types(items: Iterable[tree.Item], scope: Scope) -> None:
    """Records and enumerations; records may name each other in any order."""
    for item in items:
        if isinstance(item, tree.Enumeration):
            values = tuple(v.text for v in item.values)
            _twice(item.values, scope)
            decl = EnumDecl(name=item.name.text, values=values, doc=item.doc, span=item.name.span)
            scope.names.enums[item.name.text] = decl
    for item in items:
        if isinstance(item, tree.RecordType):
            _twice([f.name for f in item.fields], scope)
            fields = {f.name.text: resolve_type(f.type, scope) for f in item.fields}
            record = RecordDecl(name=item.name.text, fields=fields, doc=item.doc, span=item.name.span)
            scope.names.records[item.name.text] = record


def _twice(names: Iterable[tree.Name], scope: Scope) -> None:
    seen: dict[str, tree.Name] = {}
    for name in names:
        if name.text in seen:
            label = Label(seen[name.text].span, "the first one")
            report(scope.found, "IVR203", name.span, f"`{name.text}` is there twice", related=(label,))
        seen.setdefault(name.text, name)


def parameters(written: tuple[tree.Parameter, ...], scope: Scope) -> tuple[Local, ...]:
    """Parameters as locals; a name that is taken is reported."""
    _twice([p.name for p in written], scope)
    made = []
    for parameter in written:
        of: Type = resolve_type(parameter.type, scope)
        made.append(Local(name=parameter.name.text, type=of, span=parameter.name.span))
        if parameter.name.text in scope.names.kinds:
            kind = scope.names.kinds[parameter.name.text]
            message = f"`{parameter.name.text}` is already a {kind} of the program"
            report(scope.found, "IVR223", parameter.name.span, message)
    return tuple(made)
