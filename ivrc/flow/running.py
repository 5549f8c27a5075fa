"""Run the steps from a place on until an NCCO is complete: the heart of the lowering (language 14).

An NCCO is built before it is heard. So everything up to the next question is decided at once, when the
request comes in; what cannot be decided so early closes the state with a `notify` to a route of our own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ivrc.flow import connecting
from ivrc.flow.places import (
    Accepting,
    AskAgain,
    Asking,
    Confirming,
    Dialling,
    Fail,
    Outside,
    Place,
    Rest,
    Returning,
    Steps,
)
from ivrc.flow.confirming import confirm
from ivrc.flow.questions import ask, failure_place
from ivrc.flow.speaking import heard
from ivrc.flow.states import Ask, Bind, Branch, Decision, Go, Leaf, NccoAction, Part, Several
from ivrc.flow.templates import action, plain
from ivrc.language import types
from ivrc.semantics.codes import report
from ivrc.semantics.fold import externs_in, specialise, uses_clock
from ivrc.semantics.program import (
    AskExtern,
    AskStep,
    Await,
    CallFlow,
    ConnectStep,
    EachStep,
    Hangup,
    IfStep,
    JoinStep,
    Jump,
    LetStep,
    MatchStep,
    Notify,
    Play,
    RecordStep,
    ReturnStep,
    Say,
    SetStep,
    SwitchLanguage,
    Transfer,
    Variable,
    Wait,
)
from ivrc.semantics.typed import (
    BuiltinCall,
    Constant,
    ExternCall,
    Field,
    FlowCall,
    Local,
    LocalValue,
    Operation,
    SlotValue,
)
from ivrc.semantics.walking import rebuilt

if TYPE_CHECKING:
    from collections.abc import Callable

    from ivrc.flow.builder import Builder
    from ivrc.semantics.program import Body, Question, Step
    from ivrc.semantics.typed import Expr
    from ivrc.source import Span

Parts = tuple[Part, ...]
LONGEST_COMMENT = 60
_AUDIBLE = ("talk", "stream")
_SLOW = ("record", "wait", "notify")


class Runner:
    """Decisions from places."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.seen: dict[object, int] = {}

    def decision(self, place: Place) -> Decision:
        """What a request that arrives at this place is answered with."""
        self.seen = {}
        return self.run(place, ())

    def run(self, place: Place, parts: Parts) -> Decision:
        """Go on from a place with actions that will be sent before what comes."""
        while True:
            match place.rest:
                case None:
                    return Leaf(parts=parts)
                case Outside(asking=asking, then=then):
                    place = replace(place, rest=then, asking=asking)
                case Returning() as frame:
                    place = self._returned(frame, place, None)
                case AskAgain(asking=asking, prompted=prompted):
                    return self._ask(asking, place, parts, prompted)
                case Fail(asking=asking, kind=kind):
                    place = failure_place(asking, kind, place)
                case Accepting() as accepting:
                    return self._accept(accepting, place, parts)
                case Confirming() as confirming:
                    return Leaf(parts=confirm(confirming, place, parts, self.builder))
                case Dialling() as dialling:
                    return self._dial(dialling, place, parts)
                case Steps(body=body, index=index, then=then):
                    if index == len(body.steps):
                        place = place.at(then)
                        continue
                    step = body.steps[index]
                    if isinstance(step, Say | Play | Wait | EachStep):
                        done = self._heard(step, place, parts)
                        if not isinstance(done, tuple):
                            return done
                        place, parts = place.behind(), done
                    else:
                        return self._step(step, place, parts)

    # --- audible steps

    def _heard(self, step: Step, place: Place, parts: Parts) -> Parts | Decision:
        """The parts with what is heard; externs inside a text are asked first."""
        text = step.text if isinstance(step, Say) else step.url if isinstance(step, Play) else None
        if text is not None and externs_in(text):
            def spoken(value: Expr) -> Decision:
                changed = replace(step, text=value) if isinstance(step, Say) else replace(step, url=value)
                made = heard(changed, place, self.builder)
                return self.run(place.behind(), (*parts, *made))

            value = specialise(text, place.environment, place.language)
            return self._hoisted(value, None, place, parts, spoken)
        return (*parts, *heard(step, place, self.builder))

    # --- other steps

    def _step(self, step: Step, place: Place, parts: Parts) -> Decision:
        builder = self.builder
        match step:
            case Hangup():
                return Leaf(parts=parts)
            case Jump():
                return self._jump(step, place, parts)
            case AskStep(question=question):
                behind = place.behind().rest
                asking = Asking(
                    question=question, silence=0, invalid=0, wrong=0, path=place.path, language=place.language,
                    environment=self._kept(question, behind, place), outer=place.asking, behind=behind,
                )  # fmt: skip
                return self._ask(asking, place, parts, prompted=True)
            case ConnectStep():
                behind = place.behind().rest
                return self._dial(Dialling(step=step, targets=step.targets, behind=behind), place, parts)
            case RecordStep():
                return self.run(place.behind(), (*parts, connecting.record(step, place, builder)))
            case JoinStep():
                return Leaf(parts=(*parts, connecting.join(step, place, builder)))
            case Transfer():
                return Leaf(parts=(*parts, self._transfer(step, place)))
            case Notify():
                return self.run(place.behind(), (*parts, self._notify(step, place)))
            case Await():
                return self.run(place.behind(), parts)
            case _:
                return self._deciding(step, place, parts)

    def _deciding(self, step: Step, place: Place, parts: Parts) -> Decision:
        match step:
            case IfStep(condition=condition, then=then, otherwise=otherwise):
                rest = place.behind().rest
                yes = place.at(Steps(body=then, index=0, then=rest))
                no = place.at(Steps(body=otherwise, index=0, then=rest))
                return self._decide(condition, place, parts, yes, no, self._comment("if", condition, place))
            case MatchStep():
                return self._match(step, place, parts)
            case SwitchLanguage(language=language):
                return self._switch(language, place, parts)
            case LetStep(local=local, value=value, on_error=on_error):
                return self._named(local, value, on_error, place, parts)
            case SetStep(variable=variable, value=value, on_error=on_error):
                return self._named(variable, value, on_error, place, parts)
            case AskExtern(call=call, on_error=on_error):
                return self._extern(call, on_error, place, parts)
            case CallFlow(call=call):
                return self._call(call, None, place, parts)
            case ReturnStep(value=value):
                return self._return(value, place, parts)
            case _:
                raise AssertionError(type(step).__name__)

    def _kept(self, question: Question, behind: Rest, place: Place) -> frozenset[tuple[Local | Variable, Expr]]:
        names = self.builder.names_of(behind, question)
        return frozenset((n, v) for n, v in place.environment.items() if n in names or isinstance(n, Variable))

    def _ask(self, asking: Asking, place: Place, parts: Parts, prompted: bool) -> Decision:
        environment = {**dict(asking.environment), **_variables(place)}
        now = Place(
            rest=None, environment=environment, language=asking.language, path=asking.path, asking=asking
        )
        later = self.builder.later(now).environment
        settled = replace(asking, environment=frozenset(later.items()))
        before = self._interruptible(parts, asking) if asking.failures or not prompted else parts
        return Leaf(parts=ask(settled, replace(now, asking=settled), before, prompted, self.builder))

    def _interruptible(self, parts: Parts, asking: Asking) -> Parts:
        """A failure handler's words may be interrupted, back to the last other action (language 5)."""
        own = asking.question.settings.get("barge_in")
        if own is not None and isinstance(own.values[0], Constant) and own.values[0].value is False:
            return parts
        first = len(parts)
        while first and (part := parts[first - 1]) and isinstance(part, NccoAction) and part.name in _AUDIBLE:
            first -= 1
        return (*parts[:first], *(_with_barge_in(p) for p in parts[first:] if isinstance(p, NccoAction)))

    def _transfer(self, step: Transfer, place: Place) -> NccoAction:
        from_settings = connecting.settings_fields("transfer", "transfer", step.settings, place)
        value = plain(specialise(step.conversation, place.environment, ""))
        return action("transfer", [("conversationId", value), *from_settings], step.span)

    def _notify(self, step: Notify, place: Place) -> NccoAction:
        url = specialise(step.url, place.environment, "")
        payload = connecting.Pairs(
            items=tuple((name, plain(specialise(v, place.environment, ""))) for name, v in step.payload)
        )
        return action("notify", [("payload", payload), ("eventUrl", Several(items=(url,)))], step.span)

    # --- jumps and calls

    def _jump(self, step: Jump, place: Place, parts: Parts) -> Decision:
        if step.target in ("again", "listen"):
            asking = place.asking
            if asking is None:
                return Leaf(parts=parts)
            return self.run(place.at(AskAgain(asking=asking, prompted=step.target == "again")), parts)
        if not step.target:
            return Leaf(parts=parts)
        flow = self.builder.program.flows[step.target]
        given = [specialise(a, place.environment, "") for a in step.arguments]
        return self._hoisted_all(
            given, place, parts, lambda values: self._arrive(step, flow.parameters, values, place, parts)
        )

    def _arrive(
        self, step: Jump, parameters: tuple[Local, ...], values: list[Expr], place: Place, parts: Parts
    ) -> Decision:
        arguments, bound = self._bound(parameters, step.arguments, values, (step.target,))
        target = self.builder.entered(step.target, place, arguments)
        if not parts:
            name = self.builder.settle(target).path[0]
            return _bind(bound, Go(state=self.builder.state(target, name, f"-> {step.target}", step.span)))
        key = self.builder.key(target)
        if self.seen.get(key) == len(parts) and not bound:
            message = f"the call comes back to `{step.target}` without being asked or hearing anything"
            report(self.builder.found, "IVR304", step.span, message, hint="ask something on the way round, or `hangup`")
            return Leaf(parts=parts)
        if key in self.seen:
            return _bind(bound, self._closed(target, parts, step.span))
        before, self.seen = self.seen, {**self.seen, key: len(parts)}
        made = self.run(target, parts)
        self.seen = before
        return _bind(bound, made)

    def _bound(
        self, parameters: tuple[Local, ...], written: tuple[Expr, ...], values: list[Expr], path: tuple[str, ...]
    ) -> tuple[dict[Local | Variable, Expr], tuple[tuple[str, types.Type, Expr], ...]]:
        """Arguments as constants, or as run-time values of the parameters' own names."""
        arguments: dict[Local | Variable, Expr] = {}
        bound = []
        for local, source, value in zip(parameters, written, values, strict=True):
            if isinstance(value, Constant) and _of_few_values(source):
                arguments[local] = Constant(type=local.type, value=value.value, span=value.span)
                continue
            slot = self.builder.slot((local, path), local.name, local.type)
            arguments[local] = SlotValue(slot=slot, type=local.type, span=value.span)
            if not (isinstance(value, SlotValue) and value.slot == slot):
                bound.append((slot, local.type, value))
        return arguments, tuple(bound)

    def _call(self, call: FlowCall, into: Local | Variable | None, place: Place, parts: Parts) -> Decision:
        """Expand a flow in place; behind it the caller's names mean what they meant."""
        behind = place.behind().rest
        frame = Returning(
            flow=call.flow, into=into, path=place.path, asking=place.asking, then=behind,
            environment=self.builder.kept(place, behind),
        )  # fmt: skip
        return self._enter(call, frame, place, parts)

    def _enter(self, call: FlowCall, frame: Returning, place: Place, parts: Parts) -> Decision:
        flow = self.builder.program.flows[call.flow]
        if call.flow in place.path:
            circle = " -> ".join((*place.path[place.path.index(call.flow) :], call.flow))
            message, hint = f"`{call.flow}` calls itself: {circle}", f"jump instead: `-> {call.flow}`"
            report(self.builder.found, "IVR303", call.span, message, hint=hint)
            return Leaf(parts=parts)
        path = (*place.path, call.flow)
        given = [specialise(a, place.environment, "") for a in call.arguments]

        def entered(values: list[Expr]) -> Decision:
            arguments, bound = self._bound(flow.parameters, call.arguments, values, path)
            inner = Place(
                rest=Steps(body=flow.body, index=0, then=frame),
                environment={**_variables(place), **arguments},
                language=place.language,
                path=path,
            )
            return _bind(bound, self.run(inner, parts))

        return self._hoisted_all(given, place, parts, entered)

    def _returned(self, frame: Returning, place: Place, value: Expr | None) -> Place:
        environment = {**dict(frame.environment), **_variables(place)}
        if frame.into is not None and value is not None:
            environment[frame.into] = value
        return Place(
            rest=frame.then, environment=environment, language=place.language, path=frame.path, asking=frame.asking
        )

    def _return(self, value: Expr | None, place: Place, parts: Parts) -> Decision:
        """`return`: the frames of the flow are left behind; without one that called, the call ends."""
        rest = place.rest
        while rest is not None and not isinstance(rest, Returning):
            rest = rest.then if isinstance(rest, Steps | Outside) else None
        if rest is None:
            return Leaf(parts=parts)
        frame = rest
        if value is None or frame.into is None:
            return self.run(self._returned(frame, place, None), parts)
        into = frame.into
        if isinstance(value, FlowCall):
            return self._enter(value, frame, place, parts)

        def named(result: Expr) -> Decision:
            if isinstance(result, Constant | SlotValue) and not isinstance(into, Variable):
                return self.run(self._returned(frame, place, result), parts)
            slot = self.builder.slot((into, frame.path), into.name, into.type)
            given = SlotValue(slot=slot, type=result.type, span=result.span)
            bound = ((slot, into.type, result),)
            return _bind(bound, self.run(self._returned(frame, place, given), parts))

        return self._hoisted(specialise(value, place.environment, ""), None, place, parts, named)

    # --- values

    def _named(
        self, name: Local | Variable, value: Expr, on_error: Body | None, place: Place, parts: Parts
    ) -> Decision:
        """`let` and `set`."""
        if isinstance(value, FlowCall):
            return self._call(value, name, place, parts)

        def named(given: Expr) -> Decision:
            after = place.behind()
            if isinstance(name, Local) and isinstance(given, Constant):
                return self.run(after.knowing(name, given), parts)
            slot_key = name if isinstance(name, Variable) else (name, place.path)
            slot = self.builder.slot(slot_key, name.name, name.type)
            known = SlotValue(slot=slot, type=name.type, span=given.span)
            made = self.run(after.knowing(name, known), parts)
            return made if given == known else _bind(((slot, name.type, given),), made)

        preferred = self.builder.slot((name, place.path), name.name, name.type) if isinstance(value, ExternCall) else ""
        written = specialise(value, place.environment, place.language)
        return self._hoisted(written, on_error, place, parts, named, preferred)

    def _extern(self, call: ExternCall, on_error: Body | None, place: Place, parts: Parts) -> Decision:
        """An extern as a step of its own: its result is forgotten."""
        written = specialise(call, place.environment, place.language)
        behind = place.behind()
        return self._hoisted(written, on_error, place, parts, lambda _: self.run(behind, parts), forgotten=True)

    def _hoisted_all(
        self, values: list[Expr], place: Place, parts: Parts, then: Callable[[list[Expr]], Decision]
    ) -> Decision:
        """`_hoisted` for several values, from left to right."""

        def following(done: list[Expr], left: list[Expr]) -> Decision:
            if not left:
                return then(done)
            return self._hoisted(
                left[0], None, place, parts, lambda value: following([*done, value], left[1:])
            )

        return following([], values)

    def _hoisted(
        self,
        value: Expr,
        on_error: Body | None,
        place: Place,
        parts: Parts,
        then: Callable[[Expr], Decision],
        preferred: str = "",
        forgotten: bool = False,
    ) -> Decision:
        """Call the externs in a value, one after the other; `then` gets the value without them."""
        calls = externs_in(value)
        if not calls:
            if uses_clock(value) and self._too_late(parts, changing=False):
                return self._closed(place, parts, value.span)
            return then(value)
        call = calls[0]
        if self._too_late(parts, changing=not call.extern.reads):
            return self._closed(place, parts, call.span)
        whole = value is call
        slot = "" if forgotten and whole else preferred if whole and preferred else self._result_slot(call, place)
        result = SlotValue(slot=slot, type=call.type, span=call.span)
        handler = on_error or self.builder.program.on_error.get(call.extern.name)
        failed = None
        if handler is not None:
            after = place.behind().rest if forgotten and isinstance(place.rest, Steps) else None
            failed = self.run(place.at(Steps(body=handler, index=0, then=after)), parts)
        inner = result if whole else _replaced(value, call, result)
        made = self._hoisted(inner, on_error, place, parts, then, preferred, forgotten)
        return Ask(slot=slot, call=call, failed=failed, then=made, span=call.span)

    def _result_slot(self, call: ExternCall, place: Place) -> str:
        return self.builder.slot((call.extern, call.span, place.path), f"{call.extern.name}_result", call.type)

    def _too_late(self, parts: Parts, *, changing: bool) -> bool:
        """Whether something stands before that has to be heard or done first (language 4)."""
        names = [p.name for p in parts if isinstance(p, NccoAction)]
        return any(n in _SLOW for n in names) or (changing and bool(parts))

    def _closed(self, place: Place, parts: Parts, span: Span) -> Decision:
        """Close the state: a `notify` of our own, whose reply is the rest."""
        if _interrupting(parts):
            message = "a key may interrupt these prompts, so this cannot wait until they were heard"
            report(self.builder.found, "IVR312", span, message, hint="move it above the prompts")
        name = connecting.path_name(place, self.builder)
        target = self.builder.settle(self.builder.later(place))
        route, new = self.builder.route(
            self.builder.key(target), "resume", f"{name.replace('.', '/')}/resume", f"{name}: goes on", span
        )
        if new:
            route.longest = 7200
            route.outcomes["then"] = self.builder.state(target, f"{name}.resume", f"{name}: goes on", span)
        url = Several(items=(self.builder.url(route, place),))
        close = action("notify", [("payload", connecting.Pairs(items=())), ("eventUrl", url)], span)
        return Leaf(parts=(*parts, close))

    # --- decisions

    def _comment(self, word: str, expr: Expr, place: Place) -> str:
        """The declaration and the words behind a decision: `answer: if office is closed`."""
        span = expr.span
        text = " ".join(self.builder.program.sources[span.file].text[span.start : span.end].split())
        short = text if len(text) <= LONGEST_COMMENT else f"{text[: LONGEST_COMMENT - 3]}..."
        return f"{place.path[-1]}: {word} {short}"

    def _decide(
        self, condition: Expr, place: Place, parts: Parts, yes: Place, no: Place, comment: str
    ) -> Decision:
        test = specialise(condition, place.environment, place.language)
        if isinstance(test, Constant):
            return self.run(yes if test.value else no, parts)
        if isinstance(test, Operation) and test.operator in ("and", "or") and externs_in(test.right):
            return self._short_circuit(test, place, parts, yes, no, comment)

        def branch(value: Expr) -> Decision:
            if isinstance(value, Constant):
                return self.run(yes if value.value else no, parts)
            return Branch(
                condition=value, then=self.run(yes, parts), otherwise=self.run(no, parts),
                comment=comment, span=condition.span,
            )  # fmt: skip

        return self._hoisted(test, None, place, parts, branch)

    def _short_circuit(
        self, test: Operation, place: Place, parts: Parts, yes: Place, no: Place, comment: str
    ) -> Decision:
        """`a and lookup(x)`: the extern is asked only if it matters."""

        def right(_: Expr) -> Decision:
            return self._decide(test.right, place, parts, yes, no, comment)

        def left(value: Expr) -> Decision:
            settled = self.run(yes if test.operator == "or" else no, parts)
            other = right(value)
            then, otherwise = (settled, other) if test.operator == "or" else (other, settled)
            return Branch(condition=value, then=then, otherwise=otherwise, comment=comment, span=test.span)

        return self._hoisted(test.left, None, place, parts, left)

    def _match(self, step: MatchStep, place: Place, parts: Parts) -> Decision:
        rest = place.behind().rest

        def cases(subject: Expr, left: tuple[tuple[tuple[Expr, ...], Body], ...]) -> Decision:
            if not left:
                if step.otherwise is None:
                    return self.run(place.at(rest), parts)
                return self.run(place.at(Steps(body=step.otherwise, index=0, then=rest)), parts)
            (values, body), *others = left
            inner = place.at(Steps(body=body, index=0, then=rest))
            if step.otherwise is None and not others:
                return self.run(inner, parts)
            test = specialise(_one_of(subject, values), place.environment, "")
            if isinstance(test, Constant):
                return self.run(inner, parts) if test.value else cases(subject, tuple(others))
            return Branch(
                condition=test, then=self.run(inner, parts), otherwise=cases(subject, tuple(others)),
                comment=self._comment("match", step.subject, place), span=step.span,
            )  # fmt: skip

        subject = specialise(step.subject, place.environment, place.language)
        pairs = tuple((case.values, case.body) for case in step.cases)
        return self._hoisted(subject, None, place, parts, lambda value: cases(value, pairs))

    def _switch(self, language: Expr, place: Place, parts: Parts) -> Decision:
        """`language x`; one that is known only now is one of the program's, or changes nothing."""
        value = specialise(language, place.environment, "")
        after = place.behind()
        if isinstance(value, Constant):
            return self.run(replace(after, language=str(value.value)), parts)

        def choose(given: Expr) -> Decision:
            made = self.run(after, parts)
            for known in reversed(self.builder.languages):
                if known == place.language:
                    continue
                one = Constant(type=types.LANGUAGE, value=known, span=given.span)
                test = Operation(operator="==", left=given, right=one, type=types.BOOL, span=given.span)
                then = self.run(replace(after, language=known), parts)
                made = Branch(condition=test, then=then, otherwise=made, comment=self._comment("language", language, place), span=given.span)
            return made

        return self._hoisted(value, None, place, parts, choose)

    # --- questions' values, dialling

    def _accept(self, accepting: Accepting, place: Place, parts: Parts) -> Decision:
        asking, question = accepting.asking, accepting.asking.question
        accepted = place.at(accepting.behind)
        if question.confirms:
            accepted = place.at(Confirming(asking=asking, behind=accepting.behind, failures=0))
        if question.check is None:
            return self.run(accepted, parts)
        refused = place.at(Fail(asking=asking, kind="wrong"))
        return self._decide(question.check, place, parts, accepted, refused, f"check of {question.name}")

    def _dial(self, dialling: Dialling, place: Place, parts: Parts) -> Decision:
        step, targets, behind = dialling.step, dialling.targets, dialling.behind
        first = targets[0]
        if first.kind != "phones":
            made = connecting.connect(step, targets, place, behind, self.builder)
            return Leaf(parts=(*parts, *made))
        numbers = specialise(first.value, place.environment, "")
        if not isinstance(first.value, LocalValue) or not isinstance(numbers, SlotValue):
            return self._hoisted(
                numbers, None, place, parts, lambda value: self._name_list(dialling, value, place, parts)
            )
        none_left = Operation(
            operator="==",
            left=BuiltinCall(function="len", arguments=(numbers,), type=types.INT, span=step.span),
            right=Constant(type=types.INT, value=0, span=step.span),
            type=types.BOOL,
            span=step.span,
        )
        rest = targets[1:]
        if rest:
            over = place.at(Dialling(step=step, targets=rest, behind=behind))
        else:
            over = connecting.unreachable(step, place, behind)
        made = connecting.connect(step, targets, place, behind, self.builder)
        return Branch(
            condition=none_left, then=self.run(over, parts), otherwise=Leaf(parts=(*parts, *made)),
            comment="nobody is left to be called", span=step.span,
        )  # fmt: skip

    def _name_list(self, dialling: Dialling, value: Expr, place: Place, parts: Parts) -> Decision:
        """Give a run-time list a name, so that its rest can travel along."""
        local, target = self.builder.list_local(dialling.targets[0])
        slot = self.builder.slot((local, place.path), "numbers", local.type)
        named = SlotValue(slot=slot, type=local.type, span=value.span)
        inner = place.knowing(local, named)
        made = self._dial(replace(dialling, targets=(target, *dialling.targets[1:])), inner, parts)
        return made if value == named else _bind(((slot, local.type, value),), made)


def _variables(place: Place) -> dict[Local | Variable, Expr]:
    return {name: value for name, value in place.environment.items() if isinstance(name, Variable)}


def _bind(values: tuple[tuple[str, types.Type, Expr], ...], then: Decision) -> Decision:
    return Bind(values=values, then=then) if values else then


def _of_few_values(expr: Expr) -> bool:
    """Whether a constant argument can be one of finitely many: it was not computed on the way round."""
    return isinstance(expr, Constant | LocalValue) or (isinstance(expr, Field) and _of_few_values(expr.of))


def _replaced(value: Expr, call: ExternCall, result: SlotValue) -> Expr:
    """The value with the result in place of the first such call."""
    done = False

    def change(part: Expr) -> Expr:
        nonlocal done
        if not done and part is call:
            done = True
            return result
        return rebuilt(part, change)

    return change(value)


def _one_of(subject: Expr, values: tuple[Expr, ...]) -> Expr:
    made: Expr | None = None
    for value in values:
        test = Operation(operator="==", left=subject, right=value, type=types.BOOL, span=value.span)
        made = test if made is None else Operation(operator="or", left=made, right=test, type=types.BOOL, span=value.span)
    assert made is not None  # noqa: S101 - a case has a value
    return made


def _with_barge_in(part: NccoAction) -> NccoAction:
    if any(path == "bargeIn" for path, _ in part.fields):
        return part
    yes = Constant(type=types.BOOL, value=True, span=part.span)
    return action(part.name, [*part.fields, ("bargeIn", yes)], part.span)


def _interrupting(parts: Parts) -> bool:
    """Whether the prompts at the end may be interrupted."""
    for part in reversed(parts):
        if not isinstance(part, NccoAction) or part.name not in _AUDIBLE:
            return False
        if any(path == "bargeIn" for path, _ in part.fields):
            return True
    return False
