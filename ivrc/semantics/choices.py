"""The options of a menu: triggers, label, outcome; also conditional ones and ones made from a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.language import types
from ivrc.semantics.codes import report
from ivrc.semantics.expressions import assignable, resolve
from ivrc.semantics.narrowing import facts
from ivrc.semantics.program import Body, Choice, ChoiceEach, ChoiceIf, ChoiceItem
from ivrc.semantics.spoken import spoken
from ivrc.semantics.typed import Constant, Expr, Local, PromptCall
from ivrc.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ivrc.semantics.context import Context


def resolve_choices(statements: Iterable[tree.Statement], context: Context) -> tuple[ChoiceItem, ...]:
    """Options in written order."""
    made: list[ChoiceItem] = []
    for statement in statements:
        match statement:
            case tree.Option():
                made.append(_option(statement, context))
            case tree.If():
                made.append(_conditional(statement, context))
            case tree.Each():
                made.append(_each(statement, context))
            case tree.Missing():
                pass
            case _:
                message = "between the options of a menu there are only options"
                report(context.scope.found, "IVR208", statement.span, message)
    return tuple(made)


def holds_options(statement: tree.Statement) -> bool:
    """Whether an `if` or `each` in a menu is about options and not about prompts."""
    match statement:
        case tree.Option():
            return True
        case tree.If(then=then, otherwise=otherwise):
            inner = (*_inside(then), *_inside(otherwise))
            return any(holds_options(s) for s in inner)
        case tree.Each(block=block):
            return any(holds_options(s) for s in block.statements)
        case _:
            return False


def _inside(outcome: tree.If | tree.Outcome | None) -> tuple[tree.Statement, ...]:
    match outcome:
        case tree.Block(statements=statements):
            return statements
        case tree.If():
            return (outcome,)
        case _:
            return ()


def _conditional(statement: tree.If, context: Context) -> ChoiceIf:
    test = resolve(statement.condition, context.scope, types.BOOL)
    yes = context.at(context.scope.knowing(facts(test, True)))
    no = context.at(context.scope.knowing(facts(test, False)))
    return ChoiceIf(
        condition=test,
        then=resolve_choices(_inside(statement.then), yes),
        otherwise=resolve_choices(_inside(statement.otherwise), no),
        span=statement.span,
    )


def each_locals(statement: tree.Each, context: Context) -> tuple[Expr, Local, Local | None, Context]:
    """The list, the names of the element and of the counter, and the scope inside the block."""
    scope = context.scope
    subject = resolve(statement.subject, scope)
    element_type = subject.type.element or types.UNKNOWN
    if subject.type.element is None and subject.type.kind != "unknown":
        report(scope.found, "IVR220", statement.subject.span, f"`each` takes a list, this is {subject.type}")
    element = Local(name=statement.element.text, type=element_type, span=statement.element.span)
    inner = context.declare(element)
    counter = None
    if statement.counter is not None:
        counter = Local(name=statement.counter.text, type=types.INT, span=statement.counter.span)
        inner = inner.declare(counter)
    return subject, element, counter, inner


def _each(statement: tree.Each, context: Context) -> ChoiceEach:
    subject, element, counter, inner = each_locals(statement, context)
    items = resolve_choices(statement.block.statements, inner)
    return ChoiceEach(element=element, counter=counter, subject=subject, items=items, span=statement.span)


def _option(option: tree.Option, context: Context) -> Choice:
    keys: list[Expr] = []
    phrases: list[Expr] = []
    bare = None
    for trigger in option.triggers:
        if isinstance(trigger, tree.Press):
            keys += [_key(written, context) for written in trigger.keys]
        else:
            bare = bare if trigger.phrases else trigger
            phrases += [_phrase(written, context) for written in trigger.phrases]
    label = spoken(option.label, context) if option.label is not None else None
    if bare is not None and label is None:
        hint = 'write the words: `speak "sales"`'
        report(context.scope.found, "IVR316", bare.span, "bare `speak` takes its words from `for`", hint=hint)
    return Choice(
        keys=tuple(keys),
        phrases=tuple(phrases),
        own_label=bare is not None,
        label=label,
        label_language=option.label_language.text if option.label_language else "",
        body=_outcome(option, context),
        span=option.span,
    )


def _outcome(option: tree.Option, context: Context) -> Body:
    if option.outcome is None:
        hint = "add `-> target` or a block"
        report(
            context.scope.found, "IVR316", option.span, "a caller who chooses this goes nowhere", hint=hint
        )
        return Body(steps=(), leaves=False, span=option.span)
    return context.outcome(option.outcome, context)


def _key(written: tree.Written | tree.Reference, context: Context) -> Expr:
    if isinstance(written, tree.Written):
        return Constant(type=types.DIGITS, value=written.text, span=written.span)
    value = resolve(written, context.scope, types.INT)
    if value.type.kind not in ("int", "digits", "unknown"):
        message = f"a key is a number from 0 to 9 or digits, this is {value.type}"
        report(context.scope.found, "IVR220", written.span, message)
    return value


def _phrase(written: tree.Text | tree.Reference, context: Context) -> Expr:
    value = spoken(written, context)
    if not isinstance(value, PromptCall) and not assignable(value.type, types.TEXT):
        report(context.scope.found, "IVR220", written.span, f"a phrase is text, this is {value.type}")
    return value
