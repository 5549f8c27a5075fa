"""Blocks of statements to bodies of steps: names enter scope, tests narrow, ends are noticed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.diagnostics import Label
from ivrc.language import types
from ivrc.language.vocabulary import AFTER, CALLEE, FALLBACK, FLOW, STATEMENT_WORDS, STEPS
from ivrc.semantics import steps
from ivrc.semantics.choices import each_locals
from ivrc.semantics.codes import report
from ivrc.semantics.expressions import assignable, check_arguments, resolve
from ivrc.semantics.narrowing import facts
from ivrc.semantics.program import (
    AskExtern,
    Body,
    CallFlow,
    EachStep,
    IfStep,
    Jump,
    LetStep,
    MatchCase,
    MatchStep,
    Play,
    ReturnStep,
    Say,
    SetStep,
    Step,
)
from ivrc.semantics.settings import constant
from ivrc.semantics.typed import Constant, EnumValue, ExternCall, FlowCall, Local, Mistake
from ivrc.syntax import tree
from ivrc.words import did_you_mean, listed

if TYPE_CHECKING:
    from ivrc.semantics.context import Context
    from ivrc.semantics.typed import Expr
    from ivrc.source import Span

_PLACES = {
    CALLEE: "in what a called party hears",
    AFTER: "in what runs after the call",
    FALLBACK: "in a fallback, which is static",
    FLOW: "here",
}


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


# Actions of the target that the language calls otherwise, and what stands without what it belongs to.
_NCCO_WORDS = {
    "talk": "did you mean `say`?",
    "stream": "did you mean `play`?",
    "input": "did you mean `menu` or `collect`?",
    "conversation": "did you mean `join`?",
    "else": "it stands behind the block of an `if`",
}


def _statement(statement: tree.Statement, context: Context) -> tuple[Step | None, Context]:
    match statement:
        case tree.Let():
            return _let(statement, context)
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
            return _set(statement, context)
        case tree.Return():
            return _return(statement, context)
        case tree.Match():
            return _match(statement, context)
        case tree.Each():
            return _each(statement, context)
        case tree.Call():
            return _call(statement, context)
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
        hint = _NCCO_WORDS.get(word.text) or did_you_mean(word.text, known)
        if word.text in context.scope.names.flows:
            hint = f"`-> {word.text}` goes there, `{word.text}()` calls it and comes back"
        message = "`else` without `if`" if word.text == "else" else f"there is no step `{word.text}`"
        report(found, "IVR205", word.span, message, hint=hint)
        return None, context
    if context.where not in row.where:
        report(found, "IVR208", word.span, f"`{word.text}` cannot stand {_PLACES[context.where]}")
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


def jump(written: tree.Goto, context: Context) -> Jump:
    """`-> name(args)`; an unknown target is reported and kept, so that nothing else is said about it."""
    scope, name = context.scope, written.target.text
    if context.where in (CALLEE, AFTER, FALLBACK) and not context.in_question:
        report(scope.found, "IVR208", written.span, f"a jump cannot stand {_PLACES[context.where]}")
    if name in ("again", "listen"):
        if not context.in_question:
            report(scope.found, "IVR307", written.target.span, f"`{name}` stands outside every question")
        return Jump(target=name, arguments=(), span=written.span)
    signature = scope.names.flows.get(name)
    kind = scope.names.kinds.get(name)
    if signature is None and kind in ("flow", "menu"):
        return Jump(target="", arguments=(), span=written.span)
    if signature is None:
        message = (
            f"`{name}` is a {kind}, not a flow or menu" if kind else f"no flow or menu is called `{name}`"
        )
        hint = did_you_mean(name, [*scope.names.flows, *(("again", "listen") if context.in_question else ())])
        report(scope.found, "IVR225", written.target.span, message, hint=hint)
        return Jump(target="", arguments=(), span=written.span)
    arguments = check_arguments(
        signature.parameters, written.arguments or (), written.span, scope, f"`{name}`"
    )
    return Jump(target=name, arguments=arguments, span=written.span)


def error_body(written: tree.Block | None, context: Context) -> Body | None:
    """The `on error` of a call's own block."""
    if written is None:
        return None
    handler = None
    for statement in written.statements:
        if isinstance(statement, tree.Handler) and [k.text for k in statement.kinds] == ["error"]:
            handler = outcome(statement.outcome, context)
        elif not isinstance(statement, tree.Missing):
            report(context.scope.found, "IVR208", statement.span, "only `on error` can stand here")
    return handler


def _let(statement: tree.Let, context: Context) -> tuple[Step | None, Context]:
    on_error = error_body(statement.block, context)
    value = resolve(statement.value, context.scope, allow_flow=True)
    of = value.type
    if of == types.NONE:
        gives = isinstance(value, ExternCall | FlowCall)
        message = "this gives no result to name" if gives else "`none` alone has no type to give the name"
        report(context.scope.found, "IVR220", statement.value.span, message)
        of = types.UNKNOWN
    local = Local(name=statement.name.text, type=of, span=statement.name.span)
    step = LetStep(local=local, value=value, on_error=on_error, span=statement.span)
    return step, context.declare(local)


def _set(statement: tree.SetVar, context: Context) -> Step | None:
    scope, name = context.scope, statement.name.text
    on_error = error_body(statement.block, context)
    variable = scope.names.variables.get(name)
    if variable is None:
        kind = "a name of this flow" if name in scope.locals else scope.names.kinds.get(name)
        message = f"`{name}` is {kind}; only a `var` can be set" if kind else f"no `var` is called `{name}`"
        report(
            scope.found,
            "IVR225",
            statement.name.span,
            message,
            hint=did_you_mean(name, scope.names.variables),
        )
        return None
    value = resolve(statement.value, scope, variable.type, allow_flow=True)
    if not isinstance(value, Mistake) and not assignable(value.type, variable.type):
        report(
            scope.found, "IVR220", statement.value.span, f"`{name}` is {variable.type}, this is {value.type}"
        )
    return SetStep(variable=variable, value=value, on_error=on_error, span=statement.span)


def _return(statement: tree.Return, context: Context) -> Step:
    scope, result = context.scope, context.result
    if statement.value is None:
        if result is not None:
            report(
                scope.found,
                "IVR224",
                statement.span,
                f"`{context.owner}` must return a value of type {result}",
            )
        return ReturnStep(value=None, span=statement.span)
    value = resolve(statement.value, scope, result, allow_flow=True)
    if result is None:
        hint = f"declare the result: `flow {context.owner}() -> {value.type}`"
        report(
            scope.found,
            "IVR220",
            statement.value.span,
            f"`{context.owner}` is declared without a result",
            hint=hint,
        )
    elif not assignable(value.type, result):
        report(scope.found, "IVR220", statement.value.span, f"the result is {result}, this is {value.type}")
    return ReturnStep(value=value, span=statement.span)


def condition(written: tree.Expression, context: Context) -> Expr:
    """A condition: a bool."""
    value = resolve(written, context.scope, types.BOOL)
    if not assignable(value.type, types.BOOL):
        hint = "test it: `is none` or `is not none`" if value.type.optional else None
        report(
            context.scope.found,
            "IVR220",
            written.span,
            f"a condition is true or false, this is {value.type}",
            hint=hint,
        )
    return value


def _if(statement: tree.If, context: Context) -> tuple[Step, Context]:
    test = condition(statement.condition, context)
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


def _match(statement: tree.Match, context: Context) -> Step:
    scope = context.scope
    subject = resolve(statement.subject, scope)
    cases = tuple(_case(case, subject, context) for case in statement.cases)
    otherwise = outcome(statement.otherwise, context) if statement.otherwise is not None else None
    if otherwise is None:
        _exhaustive(subject, cases, context)
    return MatchStep(subject=subject, cases=cases, otherwise=otherwise, span=statement.span)


def _case(case: tree.Case, subject: Expr, context: Context) -> MatchCase:
    values = []
    for written in case.values:
        value = resolve(written, context.scope, types.present(subject.type))
        if not assignable(value.type, types.optional(subject.type)) and not isinstance(value, Mistake):
            message = f"the cases are {subject.type}, this is {value.type}"
            report(context.scope.found, "IVR220", written.span, message)
        values.append(value)
    return MatchCase(values=tuple(values), body=outcome(case.outcome, context), span=case.span)


def _exhaustive(subject: Expr, cases: tuple[MatchCase, ...], context: Context) -> None:
    wanted: set[object]
    given = {v.value for case in cases for v in case.values if isinstance(v, Constant)}
    of = subject.type
    if of.kind == "enum" and not of.optional:
        wanted = set(context.scope.names.enums[of.name].values)
        given = {v.name for v in given if isinstance(v, EnumValue)}
    elif of.kind == "bool" and not of.optional:
        wanted = {True, False}
    elif of.kind == "unknown":
        return
    else:
        message = f"only some values of {types.described(of)} have a case; the others go nowhere"
        report(context.scope.found, "IVR314", subject.span, message, hint="add `else -> ...`")
        return
    missing = sorted(str(w).lower() for w in wanted - given)
    if missing:
        names = listed((f"`{m}`" for m in missing), "and")
        report(
            context.scope.found,
            "IVR314",
            subject.span,
            f"no case for {names}",
            hint="name them, or add `else`",
        )


def _each(statement: tree.Each, context: Context) -> Step:
    subject, element, counter, inner = each_locals(statement, context)
    for held in statement.block.statements:
        if not (isinstance(held, tree.Action) and held.word.text in ("say", "play", "wait")):
            report(context.scope.found, "IVR208", held.span, "`each` repeats `say`, `play` and `wait` only")
    repeated = block(statement.block, inner)
    return EachStep(element=element, counter=counter, subject=subject, body=repeated, span=statement.span)


def _call(statement: tree.Call, context: Context) -> Step | None:
    scope, name = context.scope, statement.name.text
    on_error = error_body(statement.block, context)
    kind = scope.names.kinds.get(name)
    if name not in scope.names.externs and name not in scope.names.flows:
        if kind in ("flow", "menu", "extern"):
            return None
        message = (
            f"`{name}` is a {kind}, not a flow or extern" if kind else f"no flow or extern is called `{name}`"
        )
        hint = did_you_mean(name, [*scope.names.flows, *scope.names.externs])
        if name in STEPS:
            hint = f"the step is written `{STEPS[name].usage}`"
        report(scope.found, "IVR225", statement.name.span, message, hint=hint)
        return None
    reference = tree.Reference(path=(statement.name,), arguments=statement.arguments, span=statement.span)
    call = resolve(reference, scope, allow_flow=True)
    if isinstance(call, ExternCall):
        return AskExtern(call=call, on_error=on_error, span=statement.span)
    if isinstance(call, FlowCall):
        if context.where != FLOW:
            report(
                scope.found,
                "IVR208",
                statement.name.span,
                f"a flow cannot be called {_PLACES[context.where]}",
            )
            return None
        return CallFlow(call=call, span=statement.span)
    return None
