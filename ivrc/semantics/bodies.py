"""Blocks of statements to bodies of steps: names enter scope, tests narrow, ends are noticed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.diagnostics import Label
from ivrc.language import types
from ivrc.language.vocabulary import STATEMENT_WORDS, STEPS
from ivrc.semantics import steps
from ivrc.semantics.assigning import resolve_let, resolve_return, resolve_set
from ivrc.semantics.choices import each_locals
from ivrc.semantics.codes import report
from ivrc.semantics.expressions import resolve
from ivrc.semantics.going import PLACES, jump, resolve_call
from ivrc.semantics.matching import resolve_match
from ivrc.semantics.narrowing import facts
from ivrc.semantics.program import (
    Body,
    EachStep,
    IfStep,
    MatchStep,
    Play,
    Say,
    Step,
)
from ivrc.semantics.settings import constant
from ivrc.syntax import tree
from ivrc.words import did_you_mean

if TYPE_CHECKING:
    from ivrc.semantics.context import Context
    from ivrc.source import Span


def outcome(written: tree.Outcome, context: Context) -> Body:
    """The body of `-> target` or `{ ... }`."""
    if isinstance(written, tree.Block):
        return block(written, context)
    return Body(steps=(jump(written, context),), leaves=True, span=written.span)


def block(written: tree.Block, context: Context) -> Body:
    """The body of a block; its names end with it."""
    return body(written.statements, context, written.span)


def body(statements: tuple[tree.Statement, ...], context: Context, span: Span) -> Body:
    """Resolve statements in order; what stands behind a step that leaves is reported once and dropped."""
    made: list[Step] = []
    leaves = False
    for statement in statements:
        if leaves:
            if not isinstance(statement, tree.Missing):
                _unreachable(statement, made[-1], context)
            break
        step, context = _statement(statement, context)
        if step is not None:
            made.append(step)
            leaves = _leaves(step)
    return Body(steps=tuple(made), leaves=leaves, span=span)


def _unreachable(statement: tree.Statement, before: Step, context: Context) -> None:
    label = Label(before.span, "the call goes on elsewhere from here")
    report(context.scope.found, "IVR302", statement.span, "nothing reaches this step", related=(label,))


def _leaves(step: Step) -> bool:
    match step:
        case IfStep():
            return step.then.leaves and step.otherwise.leaves
        case MatchStep():
            rest = step.otherwise is None or step.otherwise.leaves
            return rest and all(case.body.leaves for case in step.cases)
        case Say(settings=settings) | Play(settings=settings):
            return constant(settings, "loop") == 0 and constant(settings, "barge_in") is not True
        case _:
            return isinstance(step, steps.LEAVING)


# Words of the target and of other languages for what is written otherwise here.
_OTHER_WORDS = {
    "talk": "did you mean `say`?",
    "stream": "did you mean `play`?",
    "input": "did you mean `menu` or `collect`?",
    "conversation": "did you mean `join`?",
    "else": "it stands behind the block of an `if`",
    "goto": "`-> name` goes there",
    "jump": "`-> name` goes there",
    "call": "`name()` calls a flow and comes back",
    "while": "`-> name` goes round; a menu repeats itself with `-> again`",
    "for": "`each x in list { ... }` repeats",
    "switch": "did you mean `match`?",
    "dial": "did you mean `connect`?",
    "try": "an extern's failure is handled in its block: `{ on error -> name }`",
}


def _statement(statement: tree.Statement, context: Context) -> tuple[Step | None, Context]:
    match statement:
        case tree.Let():
            return resolve_let(statement, context)
        case tree.If():
            return _if(statement, context)
        case tree.Action():
            return _action(statement, context)
        case _:
            return _nameless(statement, context), context


def _nameless(statement: tree.Statement, context: Context) -> Step | None:
    """A step behind which nothing more is known than before it."""
    match statement:
        case tree.Goto():
            return jump(statement, context)
        case tree.SetVar():
            return resolve_set(statement, context)
        case tree.Return():
            return resolve_return(statement, context)
        case tree.Match():
            return resolve_match(statement, context)
        case tree.Each():
            return _each(statement, context)
        case tree.Call():
            return resolve_call(statement, context)
        case tree.Missing():
            return None
        case _:
            _misplaced(statement, context)
            return None


def _misplaced(statement: tree.Statement, context: Context) -> None:
    match statement:
        case tree.Setting():
            what, span = f"the setting `{statement.name.text}`", statement.name.span
        case tree.Option():
            what, span = "an option; options belong into a `menu { ... }`", statement.span
        case tree.Handler():
            what, span = f"the handler `on {statement.kinds[0].text}`", statement.kinds[0].span
        case _:
            what, span = "this", statement.span
    report(context.scope.found, "IVR208", span, f"a block of steps cannot hold {what}")


def _action(statement: tree.Action, context: Context) -> tuple[Step | None, Context]:
    word, found = statement.word, context.scope.found
    row = STEPS.get(word.text)
    if row is None:
        known = {**STEPS, **dict.fromkeys(STATEMENT_WORDS), **dict.fromkeys(context.scope.names.flows)}
        hint = _OTHER_WORDS.get(word.text) or did_you_mean(word.text, known)
        if word.text in context.scope.names.flows:
            hint = f"`-> {word.text}` goes there, `{word.text}()` calls it and comes back"
        message = "`else` without `if`" if word.text == "else" else f"there is no step `{word.text}`"
        report(found, "IVR205", word.span, message, hint=hint)
        return None, context
    if context.where not in row.where:
        report(found, "IVR208", word.span, f"`{word.text}` cannot stand {PLACES[context.where]}")
        return None, context
    low, high = row.values
    if not low <= len(statement.values) <= high:
        second = _second_step(statement)
        message = "a second step needs a line break or `;` in front of it"
        report(found, "IVR222", second or word.span, message if second else f"it is written `{row.usage}`")
        return None, context
    return steps.STEP_RESOLVERS[word.text](statement, context)


def _second_step(statement: tree.Action) -> Span | None:
    """The word of another step that stands among the values."""
    for value in statement.values:
        match value:
            case tree.Reference(path=(name,)) if name.text in STEPS:
                return name.span
    return None


def _if(statement: tree.If, context: Context) -> tuple[Step, Context]:
    test = resolve(statement.condition, context.scope, types.BOOL)
    yes, no = context.scope.knowing(facts(test, True)), context.scope.knowing(facts(test, False))
    then = outcome(statement.then, context.at(yes))
    match statement.otherwise:
        case None:
            otherwise = Body(steps=(), leaves=False, span=statement.span)
        case tree.If():
            inner, _ = _if(statement.otherwise, context.at(no))
            otherwise = Body(steps=(inner,), leaves=_leaves(inner), span=statement.otherwise.span)
        case written:
            otherwise = outcome(written, context.at(no))
    step = IfStep(condition=test, then=then, otherwise=otherwise, span=statement.span)
    if then.leaves:
        return step, context.at(no)
    return step, context.at(yes) if otherwise.leaves else context


def _each(statement: tree.Each, context: Context) -> Step:
    subject, element, counter, inner = each_locals(statement, context)
    for held in statement.block.statements:
        if not (isinstance(held, tree.Action) and held.word.text in ("say", "play", "wait")):
            report(context.scope.found, "IVR208", held.span, "`each` repeats `say`, `play` and `wait` only")
    repeated = block(statement.block, inner)
    return EachStep(element=element, counter=counter, subject=subject, body=repeated, span=statement.span)
