"""From the pieces of a grammar rule to a node: one function a rule, one converter a kind of token.

A function takes the children of its rule as `grammar/ivr.lark` orders them (keywords and punctuation are
left out, an absent `[optional]` is None), the rule's span and a context.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ivrc.source import Span
from ivrc.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from ivrc.syntax.context import Context

    Build = Callable[[list[Any], Span, Context], Any]

Children = list[Any]


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


def _literal(kind: tree.LiteralKind) -> Callable[[str, Span], tree.Written]:
    return lambda text, span: tree.Written(kind=kind, text=text, span=span)


CONVERTERS: dict[str, Callable[[str, Span], Any]] = {
    "NAME": _name,
    "ENTRY": _name,
    "OPEN_CLOSED": _name,
    "SETTING": _setting_name,
    **{terminal: _literal(kind) for terminal, kind in LITERALS.items()},
}
"""Terminal -> what makes its value. The others are their text, and a `*` is a literal until it multiplies."""


def _unknown(c: Children, span: Span, context: Context) -> tree.Unknown:
    """A declaration that could not be read is an `Unknown` of a kind that exists."""
    word, *values, block = c
    if (named := context.broken.get(span.start)) is not None:
        values = [named]
    doc = context.doc_above(span.start)
    return tree.Unknown(word=word, values=tuple(values), block=block, doc=doc, span=span)


def _action(c: Children, span: Span, context: Context) -> tree.Action | tree.Missing:
    if span.start in context.broken:
        return tree.Missing(span=span)
    return tree.Action(word=c[0], values=tuple(c[1:-1]), block=c[-1], span=span)


def _ensure(c: Children, span: Span, context: Context) -> tree.Ensure:
    words = tuple(tree.Name(text=word.text, span=word.span) for word in c)
    return tree.Ensure(words=words, doc=context.doc_above(span.start), span=span)


def _setting(c: Children, span: Span, _: Context) -> tree.Setting:
    name = c[0]
    quoted = isinstance(name, tree.Text)
    if quoted:
        name = tree.Name(text="".join(part for part in name.parts if isinstance(part, str)), span=name.span)
    elif isinstance(name, tree.Written):
        name = tree.Name(text=name.text, span=name.span)
    return tree.Setting(name=name, values=tuple(c[1:]), quoted=quoted, span=span)


def _option(c: Children, span: Span, _: Context) -> tree.Option:
    label, language = c[-2] or (None, None)
    return tree.Option(triggers=tuple(c[:-2]), label=label, label_language=language, outcome=c[-1], span=span)


def _label(c: Children, _: Span, __: Context) -> tuple[Any, tree.Written | None]:
    phrase, language = c
    if isinstance(language, tree.Name):
        language = tree.Written(kind="language", text=language.text, span=language.span)
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
            context.named(name)
    return tree.Each(element=c[0], counter=c[1], subject=c[2], block=c[3], span=span)


def _interpolation(c: Children, span: Span, _: Context) -> tuple[tree.Interpolation, tree.Name | None]:
    """The node, and the word in the place of `as`, for its reader to check."""
    value, word, format_, arguments = c
    return tree.Interpolation(value=value, format=format_, arguments=arguments or (), span=span), word


def _tuple(c: Children, _: Span, __: Context) -> tuple[Any, ...]:
    return tuple(c)


def _parameters(c: Children, _: Span, context: Context) -> tuple[tree.Parameter, ...]:
    for parameter in c:
        context.named(parameter.name)
    return tuple(c)


def _if(c: Children, span: Span, context: Context) -> tree.If:
    condition, then, otherwise = c
    depth = context.depth(span, otherwise)
    made = tree.If(condition=condition, then=then, otherwise=otherwise if depth else None, span=span)
    context.depths[id(made)] = depth
    return made


def _binary(c: Children, span: Span, context: Context) -> tree.Binary | tree.Missing:
    left, sign, right = c
    if not (depth := context.depth(span, left, right)):
        return tree.Missing(span=span)
    operator: Any = "*" if isinstance(sign, tree.Written) else sign
    made = tree.Binary(operator=operator, left=left, right=right, span=span)
    context.depths[id(made)] = depth
    return made


def _unary(c: Children, span: Span, context: Context) -> tree.Unary | tree.Missing:
    operator, operand = c
    if not (depth := context.depth(span, operand)):
        return tree.Missing(span=span)
    made = tree.Unary(operator=operator, operand=operand, span=span)
    context.depths[id(made)] = depth
    return made


# c: the children, s: their span, x: the context
DECLARATIONS: dict[str, Build] = {
    "import": lambda c, s, x: tree.Import(path=c[0], doc=x.doc_above(s.start), span=s),
    "app": lambda c, s, x: tree.App(name=c[0], block=c[1], doc=x.doc_above(s.start), span=s),
    "defaults": lambda c, s, x: tree.Defaults(block=c[0], doc=x.doc_above(s.start), span=s),
    "anywhere": lambda c, s, x: tree.Anywhere(block=c[0], doc=x.doc_above(s.start), span=s),
    "const": lambda c, s, x: tree.Const(name=x.named(c[0]), value=c[1], doc=x.doc_above(s.start), span=s),
    "param": lambda c, s, x: tree.BuildParam(
        name=x.named(c[0]), value=c[1], doc=x.doc_above(s.start), span=s
    ),
    "var": lambda c, s, x: tree.Var(
        name=x.named(c[0]), type=c[1], value=c[2], doc=x.doc_above(s.start), span=s
    ),
    "endpoint": lambda c, s, x: tree.Endpoint(
        name=x.named(c[0]), kind=c[1], value=c[2], block=c[3], doc=x.doc_above(s.start), span=s
    ),
    "prompt": lambda c, s, x: tree.Prompt(
        name=x.named(c[0]), parameters=c[1] or (), block=c[2], doc=x.doc_above(s.start), span=s
    ),
    "hours": lambda c, s, x: tree.Hours(
        name=x.named(c[0]), zone=c[1], block=c[2], doc=x.doc_above(s.start), span=s
    ),
    "record_type": lambda c, s, x: tree.RecordType(
        name=x.named(c[0]), fields=tuple(c[1:]), doc=x.doc_above(s.start), span=s
    ),
    "enumeration": lambda c, s, x: tree.Enumeration(
        name=x.named(c[0]), values=tuple(c[1:]), doc=x.doc_above(s.start), span=s
    ),
    "extern": lambda c, s, x: tree.Extern(
        name=x.named(c[0]), parameters=c[1], result=c[2], block=c[3], doc=x.doc_above(s.start), span=s
    ),
    "recording": lambda c, s, x: tree.Recording(
        name=x.named(c[0]), block=c[1], doc=x.doc_above(s.start), span=s
    ),
    "conference": lambda c, s, x: tree.Conference(
        name=x.named(c[0]), block=c[1], doc=x.doc_above(s.start), span=s
    ),
    "entry": lambda c, s, x: tree.Entry(
        kind=c[0], name=c[1], parameters=c[2] or (), outcome=c[3], doc=x.doc_above(s.start), span=s
    ),
    "flow": lambda c, s, x: tree.Flow(
        name=x.named(c[0]),
        parameters=c[1] or (),
        result=c[2],
        block=c[3],
        doc=x.doc_above(s.start),
        span=s,
    ),
    "menu": lambda c, s, x: tree.Menu(
        name=x.named(c[0]), parameters=c[1] or (), block=c[2], doc=x.doc_above(s.start), span=s
    ),
    "test": lambda c, s, x: tree.Test(title=c[0], block=c[1], doc=x.doc_above(s.start), span=s),
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
    "let": lambda c, s, x: tree.Let(name=x.named(c[0]), value=c[1], block=c[2], span=s),
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
