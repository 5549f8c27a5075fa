"""From the pieces of a grammar rule to a node: one function a rule, one converter a kind of token.

A function takes the children of its rule as `grammar/ivr.lark` orders them (keywords and punctuation are
left out, an absent `[optional]` is None), the rule's span and a context.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ivrc.source import Span
from ivrc.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from ivrc.diagnostics import Diagnostic
    from ivrc.source import Source

    Build = Callable[[list[Any], Span, "Context"], Any]

Children = list[Any]


@dataclass(slots=True)
class Context:
    """What a node may need besides its children.

    `broken` are the headers that could not be read, by where they start, and what each declares if it does.
    """

    source: Source
    found: list[Diagnostic]
    broken: dict[int, tree.Reference | None] = field(default_factory=dict)
    depths: dict[int, int] = field(default_factory=dict)


LITERALS: dict[str, tree.LiteralKind] = {
    "INT": "int",
    "NUMBER": "number",
    "DURATION": "duration",
    "PHONE": "phone",
    "LANGUAGE": "language",
    "DATE": "date",
    "DATE_RANGE": "date_range",
    "YEARLY": "yearly",
    "YEARLY_RANGE": "yearly_range",
    "TIME": "time",
    "RANGE": "range",
    "BOOL": "bool",
    "KEYS": "key",
    "STAR": "key",
    "HASH": "key",
}
"""Terminal of the grammar -> kind of literal."""

DAYS = frozenset({"mon", "tue", "wed", "thu", "fri", "sat", "sun"})


def _setting_name(text: str, span: Span) -> tree.Name:
    name = text[:-1].rstrip(" \t")
    return tree.Name(text=name, span=Span(span.file, span.start, span.start + len(name)))


def _name(text: str, span: Span) -> tree.Name:
    return tree.Name(text=text, span=span)


def _literal(kind: tree.LiteralKind) -> Callable[[str, Span], tree.Literal_]:
    return lambda text, span: tree.Literal_(kind=kind, text=text, span=span)


CONVERTERS: dict[str, Callable[[str, Span], Any]] = {
    "NAME": _name,
    "ENTRY": _name,
    "OPEN_CLOSED": _name,
    "SETTING": _setting_name,
    **{terminal: _literal(kind) for terminal, kind in LITERALS.items()},
}
"""Terminal -> what makes its value. The others are their text, and a `*` is a literal until it multiplies."""


def doc_above(source: Source, start: int) -> str | None:
    """The text of the `///` lines that stand directly above the line of `start`."""
    text = source.text
    end = text.rfind("\n", 0, start)
    lines: list[str] = []
    while end > 0:
        begin = text.rfind("\n", 0, end) + 1
        line = text[begin:end].strip()
        if not line.startswith("///"):
            break
        lines.append(line[3:].removeprefix(" "))
        end = begin - 1
    return "\n".join(reversed(lines)) if lines else None


def _reference(c: Children, span: Span, _: Context) -> tree.Reference:
    return tree.Reference(path=tuple(c[:-1]), arguments=c[-1], span=span)


def _binary(c: Children, span: Span, _: Context) -> tree.Binary:
    operator = c[1]
    return tree.Binary(operator=getattr(operator, "text", operator), left=c[0], right=c[2], span=span)


def _is(c: Children, span: Span, _: Context) -> tree.Is:
    return tree.Is(operand=c[0], negated=c[1] is not None, word=c[2], span=span)


def _interpolation(c: Children, span: Span, _: Context) -> tuple[tree.Interpolation, tree.Name | None]:
    """The node, and the word in the place of `as`, for its reader to check."""
    value, word, format_, arguments = c
    return tree.Interpolation(value=value, format=format_, arguments=arguments or (), span=span), word


def _setting(c: Children, span: Span, _: Context) -> tree.Setting:
    name, *values = c
    if isinstance(name, tree.Name):
        return tree.Setting(name=name, values=tuple(values), span=span)
    plain = "".join(part for part in name.parts if isinstance(part, str))
    return tree.Setting(
        name=tree.Name(text=plain, span=name.span), values=tuple(values), quoted=True, span=span
    )


def _option(c: Children, span: Span, _: Context) -> tree.Option:
    label, language = c[-2] or (None, None)
    return tree.Option(triggers=tuple(c[:-2]), label=label, label_language=language, outcome=c[-1], span=span)


def _label(c: Children, _: Span, __: Context) -> tuple[Any, tree.Literal_ | None]:
    phrase, language = c
    if isinstance(language, tree.Name):
        language = tree.Literal_(kind="language", text=language.text, span=language.span)
    return phrase, language


def _schedule(c: Children, span: Span, _: Context) -> tree.Schedule:
    word, *rest = c
    when = tuple(row for row in rest if isinstance(row, tree.When))
    return tree.Schedule(word=word, when=when, times=tuple(rest[len(when) :]), span=span)


def _when(c: Children, span: Span, _: Context) -> tree.When:
    first, last = c if len(c) == 2 else (c[0], None)
    if isinstance(first, tree.Name) and last is None and first.text not in DAYS:
        first = tree.Reference(path=(first,), span=first.span)
    return tree.When(first=first, last=last, span=span)


def _given(c: Children, span: Span, _: Context) -> tree.Given:
    return tree.Given(name=c[0], arguments=c[1], value=c[2] if len(c) == 3 else None, span=span)


def _type_ref(c: Children, span: Span, _: Context) -> tree.TypeRef:
    return tree.TypeRef(name=c[0], is_list=c[1] is not None, optional=c[2] is not None, span=span)


def _unknown(c: Children, span: Span, context: Context) -> tree.Unknown:
    """A declaration that could not be read is an `Unknown` of a kind that exists."""
    word, *values, block = c
    if (named := context.broken.get(span.start)) is not None:
        values = [named]
    doc = doc_above(context.source, span.start)
    return tree.Unknown(word=word, values=tuple(values), block=block, doc=doc, span=span)


def _action(c: Children, span: Span, context: Context) -> tree.Action | tree.Missing:
    if span.start in context.broken:
        return tree.Missing(span=span)
    return tree.Action(word=c[0], values=tuple(c[1:-1]), block=c[-1], span=span)


def _ensure(c: Children, span: Span, context: Context) -> tree.Ensure:
    words = tuple(tree.Name(text=word.text, span=word.span) for word in c)
    return tree.Ensure(words=words, doc=doc_above(context.source, span.start), span=span)


def _fields(*fields: str) -> Callable[[Children], dict[str, Any]]:
    """Names for children in their order; a field written `*x` takes all that the others leave."""
    star = next((at for at, name in enumerate(fields) if name.startswith("*")), None)
    names = tuple(name.lstrip("*") for name in fields)
    if star is None:
        return lambda c: dict(zip(names, c, strict=True))
    after = len(fields) - star - 1

    def gather(c: Children) -> dict[str, Any]:
        end = len(c) - after
        return dict(zip(names, [*c[:star], tuple(c[star:end]), *c[end:]], strict=True))

    return gather


def _node(cls: type, *fields: str) -> Build:
    """A node whose fields are the children in order."""
    gather = _fields(*fields)
    return lambda c, span, _: cls(**gather(c), span=span)


def _declared(cls: type, *fields: str) -> Build:
    """Like `_node`, with the doc comment above."""
    gather = _fields(*fields)
    return lambda c, span, context: cls(**gather(c), doc=doc_above(context.source, span.start), span=span)


def _signed(cls: type, *fields: str) -> Build:
    """Like `_declared`; parameters that are not written are none."""
    gather = _fields(*fields)

    def build(c: Children, span: Span, context: Context) -> Any:
        given = gather(c)
        given["parameters"] = given["parameters"] or ()
        return cls(**given, doc=doc_above(context.source, span.start), span=span)

    return build


def _inner(c: Children, _: Span, __: Context) -> Any:
    return c[0]


def _tuple(c: Children, _: Span, __: Context) -> tuple[Any, ...]:
    return tuple(c)


NODES: dict[str, Build] = {
    "start": _node(tree.File, "*items"),
    "interpolation": _interpolation,
    # declarations
    "import": _declared(tree.Import, "path"),
    "app": _declared(tree.App, "name", "block"),
    "defaults": _declared(tree.Defaults, "block"),
    "anywhere": _declared(tree.Anywhere, "block"),
    "const": _declared(tree.Const, "name", "value"),
    "param": _declared(tree.BuildParam, "name", "value"),
    "var": _declared(tree.Var, "name", "type", "value"),
    "endpoint": _declared(tree.Endpoint, "name", "kind", "value", "block"),
    "prompt": _signed(tree.Prompt, "name", "parameters", "block"),
    "hours": _declared(tree.Hours, "name", "zone", "block"),
    "record_type": _declared(tree.RecordType, "name", "*fields"),
    "enumeration": _declared(tree.Enumeration, "name", "*values"),
    "extern": _declared(tree.Extern, "name", "parameters", "result", "block"),
    "recording": _declared(tree.Recording, "name", "block"),
    "conference": _declared(tree.Conference, "name", "block"),
    "entry": _signed(tree.Entry, "kind", "name", "parameters", "outcome"),
    "flow": _signed(tree.Flow, "name", "parameters", "result", "block"),
    "menu": _signed(tree.Menu, "name", "parameters", "block"),
    "test": _declared(tree.Test, "title", "block"),
    "ensure": _ensure,
    "unknown": _unknown,
    "parameters": _tuple,
    "parameter": _node(tree.Parameter, "name", "type"),
    "type_ref": _type_ref,
    # statements
    "block": _node(tree.Block, "*statements"),
    "setting": _setting,
    "option": _option,
    "label": _label,
    "press": _node(tree.Press, "*keys"),
    "speak": _node(tree.Speak, "*phrases"),
    "handler": _node(tree.Handler, "*kinds", "count", "outcome"),
    "goto": _node(tree.Goto, "target", "arguments"),
    "let": _node(tree.Let, "name", "value", "block"),
    "set": _node(tree.SetVar, "name", "value", "block"),
    "return": _node(tree.Return, "value"),
    "if": _node(tree.If, "condition", "then", "otherwise"),
    "match": _node(tree.Match, "subject", "*cases", "otherwise"),
    "case": _node(tree.Case, "*values", "outcome"),
    "schedule": _schedule,
    "when": _when,
    "times": _node(tree.Times, "start", "end"),
    "given": _given,
    "each": _node(tree.Each, "element", "counter", "subject", "block"),
    "action": _action,
    "call": _node(tree.Call, "name", "arguments", "block"),
    # expressions
    "binary": _binary,
    "unary": _node(tree.Unary, "operator", "operand"),
    "is": _is,
    "parenthesised": _inner,
    "reference": _reference,
    "list": _node(tree.ListValue, "*items"),
    "arguments": _tuple,
    "argument": _node(tree.Argument, "name", "value"),
}
"""Rule (or alias) of the grammar -> what makes its node."""
