"""From the pieces of a grammar rule to a node: one function a rule, one converter a kind of token.

A function takes the children of its rule as `grammar/ivr.lark` orders them (keywords and punctuation are
left out, an absent `[optional]` is None), the rule's span and a context.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ivrc.source import Span
from ivrc.syntax import tree
from ivrc.syntax.messages import syntax_error

if TYPE_CHECKING:
    from collections.abc import Callable, Container

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
    keywords: Container[str] = ()
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

DEEPEST = 100
"""Brackets, operators or `else if`s that may stand inside one another."""

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


def doc_above(context: Context, start: int) -> str | None:
    """The text of the `///` lines that stand directly above the line of `start`."""
    text = context.source.text
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


def _unknown(c: Children, span: Span, context: Context) -> tree.Unknown:
    """A declaration that could not be read is an `Unknown` of a kind that exists."""
    word, *values, block = c
    if (named := context.broken.get(span.start)) is not None:
        values = [named]
    doc = doc_above(context, span.start)
    return tree.Unknown(word=word, values=tuple(values), block=block, doc=doc, span=span)


def _action(c: Children, span: Span, context: Context) -> tree.Action | tree.Missing:
    if span.start in context.broken:
        return tree.Missing(span=span)
    return tree.Action(word=c[0], values=tuple(c[1:-1]), block=c[-1], span=span)


def _ensure(c: Children, span: Span, context: Context) -> tree.Ensure:
    words = tuple(tree.Name(text=word.text, span=word.span) for word in c)
    return tree.Ensure(words=words, doc=doc_above(context, span.start), span=span)


def _setting(c: Children, span: Span, _: Context) -> tree.Setting:
    name = c[0]
    quoted = isinstance(name, tree.Text)
    if quoted:
        name = tree.Name(text="".join(part for part in name.parts if isinstance(part, str)), span=name.span)
    elif isinstance(name, tree.Literal_):
        name = tree.Name(text=name.text, span=name.span)
    return tree.Setting(name=name, values=tuple(c[1:]), quoted=quoted, span=span)


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


def _each(c: Children, span: Span, context: Context) -> tree.Each:
    for name in c[:2]:
        if name is not None:
            _named(name, context)
    return tree.Each(element=c[0], counter=c[1], subject=c[2], block=c[3], span=span)


def _interpolation(c: Children, span: Span, _: Context) -> tuple[tree.Interpolation, tree.Name | None]:
    """The node, and the word in the place of `as`, for its reader to check."""
    value, word, format_, arguments = c
    return tree.Interpolation(value=value, format=format_, arguments=arguments or (), span=span), word


def _tuple(c: Children, _: Span, __: Context) -> tuple[Any, ...]:
    return tuple(c)


def _parameters(c: Children, _: Span, context: Context) -> tuple[tree.Parameter, ...]:
    for parameter in c:
        _named(parameter.name, context)
    return tuple(c)


def _named(name: tree.Name, context: Context) -> tree.Name:
    """A name that is being declared, which no keyword may be."""
    if name.text in context.keywords:
        message = f"`{name.text}` is a keyword of the language"
        hint = f"take another name, such as `{name.text}_` or `my_{name.text}`"
        context.found.append(syntax_error("IVR112", name.span, message, hint=hint))
    return name


def _deepens(place: Span, inner: tuple[Any, ...], context: Context) -> int:
    """How deep a node is that holds `inner`: operators and `else if`s inside one another; 0 and reported if too deep."""
    depth = 1 + max(context.depths.get(id(part), 0) for part in inner)
    if depth <= DEEPEST:
        return depth
    message = f"this holds more than {DEEPEST} others, one inside the other"
    context.found.append(syntax_error("IVR113", place, message))
    return 0


def _if(c: Children, span: Span, context: Context) -> tree.If:
    condition, then, otherwise = c
    depth = _deepens(span, (otherwise,), context)
    made = tree.If(condition=condition, then=then, otherwise=otherwise if depth else None, span=span)
    context.depths[id(made)] = depth
    return made


def _binary(c: Children, span: Span, context: Context) -> tree.Binary | tree.Missing:
    left, sign, right = c
    if not (depth := _deepens(span, (left, right), context)):
        return tree.Missing(span=span)
    made = tree.Binary(operator=getattr(sign, "text", sign), left=left, right=right, span=span)
    context.depths[id(made)] = depth
    return made


def _unary(c: Children, span: Span, context: Context) -> tree.Unary | tree.Missing:
    operator, operand = c
    if not (depth := _deepens(span, (operand,), context)):
        return tree.Missing(span=span)
    made = tree.Unary(operator=operator, operand=operand, span=span)
    context.depths[id(made)] = depth
    return made


# c: the children, s: their span, x: the context
DECLARATIONS: dict[str, Build] = {
    "import": lambda c, s, x: tree.Import(path=c[0], doc=doc_above(x, s.start), span=s),
    "app": lambda c, s, x: tree.App(name=c[0], block=c[1], doc=doc_above(x, s.start), span=s),
    "defaults": lambda c, s, x: tree.Defaults(block=c[0], doc=doc_above(x, s.start), span=s),
    "anywhere": lambda c, s, x: tree.Anywhere(block=c[0], doc=doc_above(x, s.start), span=s),
    "const": lambda c, s, x: tree.Const(name=_named(c[0], x), value=c[1], doc=doc_above(x, s.start), span=s),
    "param": lambda c, s, x: tree.BuildParam(
        name=_named(c[0], x), value=c[1], doc=doc_above(x, s.start), span=s
    ),
    "var": lambda c, s, x: tree.Var(
        name=_named(c[0], x), type=c[1], value=c[2], doc=doc_above(x, s.start), span=s
    ),
    "endpoint": lambda c, s, x: tree.Endpoint(
        name=_named(c[0], x), kind=c[1], value=c[2], block=c[3], doc=doc_above(x, s.start), span=s
    ),
    "prompt": lambda c, s, x: tree.Prompt(
        name=_named(c[0], x), parameters=c[1] or (), block=c[2], doc=doc_above(x, s.start), span=s
    ),
    "hours": lambda c, s, x: tree.Hours(
        name=_named(c[0], x), zone=c[1], block=c[2], doc=doc_above(x, s.start), span=s
    ),
    "record_type": lambda c, s, x: tree.RecordType(
        name=_named(c[0], x), fields=tuple(c[1:]), doc=doc_above(x, s.start), span=s
    ),
    "enumeration": lambda c, s, x: tree.Enumeration(
        name=_named(c[0], x), values=tuple(c[1:]), doc=doc_above(x, s.start), span=s
    ),
    "extern": lambda c, s, x: tree.Extern(
        name=_named(c[0], x), parameters=c[1], result=c[2], block=c[3], doc=doc_above(x, s.start), span=s
    ),
    "recording": lambda c, s, x: tree.Recording(
        name=_named(c[0], x), block=c[1], doc=doc_above(x, s.start), span=s
    ),
    "conference": lambda c, s, x: tree.Conference(
        name=_named(c[0], x), block=c[1], doc=doc_above(x, s.start), span=s
    ),
    "entry": lambda c, s, x: tree.Entry(
        kind=c[0], name=c[1], parameters=c[2] or (), outcome=c[3], doc=doc_above(x, s.start), span=s
    ),
    "flow": lambda c, s, x: tree.Flow(
        name=_named(c[0], x),
        parameters=c[1] or (),
        result=c[2],
        block=c[3],
        doc=doc_above(x, s.start),
        span=s,
    ),
    "menu": lambda c, s, x: tree.Menu(
        name=_named(c[0], x), parameters=c[1] or (), block=c[2], doc=doc_above(x, s.start), span=s
    ),
    "test": lambda c, s, x: tree.Test(title=c[0], block=c[1], doc=doc_above(x, s.start), span=s),
    "ensure": _ensure,
    "unknown": _unknown,
    "parameters": _parameters,
    "parameter": lambda c, s, _: tree.Parameter(name=c[0], type=c[1], span=s),
    "type_ref": lambda c, s, _: tree.TypeRef(
        name=c[0], is_list=c[1] is not None, optional=c[2] is not None, span=s
    ),
}

STATEMENTS: dict[str, Build] = {
    "block": lambda c, s, _: tree.Block(statements=tuple(c), span=s),
    "setting": _setting,
    "option": _option,
    "label": _label,
    "press": lambda c, s, _: tree.Press(keys=tuple(c), span=s),
    "speak": lambda c, s, _: tree.Speak(phrases=tuple(c), span=s),
    "handler": lambda c, s, _: tree.Handler(kinds=tuple(c[:-2]), count=c[-2], outcome=c[-1], span=s),
    "goto": lambda c, s, _: tree.Goto(target=c[0], arguments=c[1], span=s),
    "let": lambda c, s, x: tree.Let(name=_named(c[0], x), value=c[1], block=c[2], span=s),
    "set": lambda c, s, _: tree.SetVar(name=c[0], value=c[1], block=c[2], span=s),
    "return": lambda c, s, _: tree.Return(value=c[0], span=s),
    "if": _if,
    "match": lambda c, s, _: tree.Match(subject=c[0], cases=tuple(c[1:-1]), otherwise=c[-1], span=s),
    "case": lambda c, s, _: tree.Case(values=tuple(c[:-1]), outcome=c[-1], span=s),
    "schedule": _schedule,
    "when": _when,
    "times": lambda c, s, _: tree.Times(start=c[0], end=c[1], span=s),
    "given": lambda c, s, _: tree.Given(
        name=c[0], arguments=c[1], value=c[2] if len(c) == 3 else None, span=s
    ),
    "each": _each,
    "action": _action,
    "call": lambda c, s, _: tree.Call(name=c[0], arguments=c[1], block=c[2], span=s),
}

EXPRESSIONS: dict[str, Build] = {
    "binary": _binary,
    "unary": _unary,
    "is": lambda c, s, _: tree.Is(operand=c[0], negated=c[1] is not None, word=c[2], span=s),
    "parenthesised": lambda c, _, __: c[0],
    "reference": lambda c, s, _: tree.Reference(path=tuple(c[:-1]), arguments=c[-1], span=s),
    "list": lambda c, s, _: tree.ListValue(items=tuple(c), span=s),
    "arguments": _tuple,
    "argument": lambda c, s, _: tree.Argument(name=c[0], value=c[1], span=s),
    "interpolation": _interpolation,
}

NODES: dict[str, Build] = {
    "start": lambda c, s, _: tree.File(items=tuple(c), span=s),
    **DECLARATIONS,
    **STATEMENTS,
    **EXPRESSIONS,
}
"""Rule (or alias) of the grammar -> what makes its node."""
