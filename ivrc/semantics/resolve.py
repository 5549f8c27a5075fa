"""Files to a program: names bound, types known, settings read through the tables."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ivrc.language.vocabulary import AFTER, FALLBACK
from ivrc.ncco import events
from ivrc.semantics.bodies import block, outcome
from ivrc.semantics.choices import resolve_choices
from ivrc.semantics.codes import report
from ivrc.semantics.constants import declare_constants, declare_variables, unknown_parameters
from ivrc.semantics.context import Context, Defaults
from ivrc.semantics.declarations import (
    resolve_app,
    resolve_conference,
    resolve_endpoint,
    resolve_extern,
    resolve_prompt,
)
from ivrc.semantics.defaults import by_kind, file_defaults
from ivrc.semantics.expressions import resolve_type
from ivrc.semantics.failures import handler_bodies
from ivrc.semantics.mentions import awaited, mentioned
from ivrc.semantics.names import declare_names, declare_types, declared, parameters
from ivrc.semantics.occasions import event_fields
from ivrc.semantics.outbound import resolve_outbound
from ivrc.semantics.program import AskStep, Body, Entry, Flow, Outbound, Program, Question
from ivrc.semantics.properties import resolve_properties
from ivrc.semantics.questions import menu_question
from ivrc.semantics.results import check_results
from ivrc.semantics.schedules import resolve_hours
from ivrc.semantics.scope import FlowSignature, Names, Scope
from ivrc.semantics.typed import Constant
from ivrc.semantics.visiting import around_expressions
from ivrc.source import Span
from ivrc.syntax import tree
from ivrc.words import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivrc.diagnostics import Diagnostic
    from ivrc.language import types
    from ivrc.semantics.program import App
    from ivrc.semantics.script import Trial
    from ivrc.source import Source


DEFAULT_LANGUAGE = "en-US"


def resolve_program(
    files: list[tree.File], sources: list[Source], overrides: Mapping[str, str]
) -> tuple[Program, list[Diagnostic]]:
    """The program that the first file makes with its imports; `overrides` are the -D values by name."""
    found: list[Diagnostic] = []
    scope = Scope(names=Names(), found=found)
    written = [item for file in files for item in file.items]
    items = declare_names(written, scope)
    declare_types(items, scope)
    declare_constants(items, overrides, scope)
    unknown_parameters(overrides, items, scope)
    declare_variables(items, scope)
    for item in items:
        _declare(item, scope)
    defaults = {file.span.file: file_defaults(file, scope) for file in files}
    return _Resolver(items, defaults, scope).program(sources), found


def _declare(item: tree.Item, scope: Scope) -> None:
    """Everything that bodies may name."""
    names = scope.names
    match item:
        case tree.Hours():
            names.hours[item.name.text] = resolve_hours(item, scope)
        case tree.Extern():
            names.externs[item.name.text] = resolve_extern(item, scope)
        case tree.Prompt():
            names.prompts[item.name.text] = resolve_prompt(item, scope)
        case tree.Conference():
            names.conferences[item.name.text] = resolve_conference(item, scope)
        case tree.Endpoint():
            resolve_endpoint(item, scope)
        case tree.Entry(name=tree.Name() as name):
            names.outbounds[name.text] = parameters(item.parameters, scope)
        case tree.Flow() | tree.Menu():
            locals_ = parameters(item.parameters, scope)
            result = resolve_type_of(item, scope)
            names.flows[item.name.text] = FlowSignature(item.name.text, locals_, result)
        case _:
            pass


def resolve_type_of(item: tree.Flow | tree.Menu, scope: Scope) -> types.Type | None:
    """The declared result of a flow."""
    if isinstance(item, tree.Menu) or item.result is None:
        return None
    return resolve_type(item.result, scope)


class _Resolver:
    """Bodies of everything, once all names are known."""

    def __init__(self, items: list[tree.Item], defaults: dict[int, Defaults], scope: Scope) -> None:
        self.items = items
        self.scope = scope
        self.recordings = {i.name.text: i for i in items if isinstance(i, tree.Recording)}
        self.awaited = awaited(items)
        self.defaults = defaults
        for item in items:
            if isinstance(item, tree.Defaults):
                self._default_handlers(item)
        self.anywhere = tuple(
            choice
            for item in items
            if isinstance(item, tree.Anywhere)
            for choice in resolve_choices(item.block.statements, self._context("anywhere", item, True))
        )

    def _context(self, owner: str, item: tree.Item, in_question: bool = False) -> Context:
        return Context(
            scope=self.scope,
            owner=owner,
            defaults=self.defaults[item.span.file],
            outcome=outcome,
            in_question=in_question,
            recordings=self.recordings,
            awaited=self.awaited,
        )

    def _default_handlers(self, item: tree.Defaults) -> None:
        defaults = self.defaults[item.span.file]
        quiet = replace(self.scope, found=[])
        for kind, statements in by_kind(item, quiet).items():
            handlers = [s for s in statements if isinstance(s, tree.Handler)]
            if kind in ("menu", "collect"):
                context = self._context("defaults", item, in_question=True)
                defaults.handlers[kind] = handler_bodies(
                    handlers, "menu" if kind == "menu" else "collect", context
                )
            else:
                context = self._context("defaults", item)
                made = {h.kinds[0].text: outcome(h.outcome, context) for h in handlers}
                defaults.handlers[kind] = made

    def _language(self, file: int) -> str:
        """The language that the defaults of a file name, or ''."""
        setting = self.defaults[file].settings.get("say", {}).get("language")
        known = setting.values[0] if setting is not None else None
        return str(known.value) if isinstance(known, Constant) else ""

    def program(self, sources: list[Source]) -> Program:
        """Everything put together."""
        names = self.scope.names
        apps = [i for i in self.items if isinstance(i, tree.App)]
        for extra in apps[1:]:
            report(self.scope.found, "IVR203", extra.name.span, "a program has one `app`")
        app = resolve_app(apps[0] if apps else None, self.scope)
        # A file of tests that imports its program has no defaults of its own.
        default = self._language(0) or self._language(apps[0].span.file if apps else 0) or DEFAULT_LANGUAGE
        entries = self._entries()
        self._check_start(entries)
        flows = self._flows()
        outbounds = self._outbounds()
        asked = (flows, outbounds, *(entry.body for entry in entries.values()))
        return Program(
            sources=tuple(sources),
            app=app,
            default_language=default,
            constants=names.constants,
            variables=names.variables,
            records=names.records,
            enums=names.enums,
            hours=names.hours,
            externs=names.externs,
            on_error=self._extern_errors(),
            prompts=names.prompts,
            conferences=names.conferences,
            flows=flows,
            answer=entries.get("answer"),
            outbounds=outbounds,
            fallback=entries.get("fallback"),
            events=self._events(),
            properties=resolve_properties(self.items, self.scope),
            trials=self._trials(app, default, _collected(asked)),
            declared=declared(self.items),
            mentioned=mentioned(self.items),
        )

    def _trials(self, app: App, language: str, collected: frozenset[str]) -> tuple[Trial, ...]:
        """The tests; what reads them is loaded where there are some."""
        if not any(isinstance(item, tree.Test) for item in self.items):
            return ()
        from ivrc.semantics.trials import resolve_trials

        return resolve_trials(self.items, self.scope, app, language, collected)

    def _check_start(self, entries: Mapping[str, Entry]) -> None:
        """A program that takes no call and places none does nothing."""
        kinds = [item.kind.text for item in self.items if isinstance(item, tree.Entry)]
        if "answer" in entries or "outbound" in kinds:
            return
        flow = next((item for item in self.items if isinstance(item, tree.Flow | tree.Menu)), None)
        span, hint = Span(0, 0, 0), "add `answer { ... }`"
        if flow is not None:
            span, hint = (
                Span(flow.span.file, flow.span.start, flow.name.span.end),
                f"add `answer -> {flow.name.text}`",
            )
        report(self.scope.found, "IVR306", span, "there is no `answer`: no call gets here", hint=hint)

    def _flows(self) -> dict[str, Flow]:
        flows = {}
        for item in self.items:
            if isinstance(item, tree.Flow | tree.Menu):
                flows[item.name.text] = self._flow(item)
        return flows

    def _flow(self, item: tree.Flow | tree.Menu) -> Flow:
        signature = self.scope.names.flows[item.name.text]
        scope = replace(self.scope, locals={p.name: p for p in signature.parameters})
        context = replace(
            self._context(item.name.text, item), scope=scope, result=signature.result, anywhere=self.anywhere
        )
        if isinstance(item, tree.Menu):
            question = menu_question(item.name.text, item.block, item.name.span, context)
            step = AskStep(question=question, span=item.span)
            body = Body(steps=(step,), leaves=False, span=item.block.span)
        else:
            body = block(item.block, context)
            if signature.result is not None:
                check_results(body, signature.result, item.name, self.scope.found)
        return Flow(
            name=item.name.text,
            parameters=signature.parameters,
            result=signature.result,
            body=body,
            doc=item.doc,
            span=item.name.span,
        )

    def _entries(self) -> dict[str, Entry]:
        made: dict[str, Entry] = {}
        for item in self.items:
            if not isinstance(item, tree.Entry) or item.kind.text in ("event", "outbound"):
                continue
            kind = item.kind.text
            if kind in made:
                report(self.scope.found, "IVR203", item.kind.span, f"a program has one `{kind}`")
                continue
            context = replace(self._context(kind, item), anywhere=self.anywhere)
            if kind == "fallback":
                context = replace(context, where=FALLBACK)
            body = outcome(item.outcome, context)
            made[kind] = Entry(kind=kind, body=body, statuses=(), span=item.kind.span)
        return made

    def _outbounds(self) -> dict[str, Outbound]:
        made = {}
        for item in self.items:
            if isinstance(item, tree.Entry) and item.kind.text == "outbound" and item.name is not None:
                context = replace(self._context(item.name.text, item), anywhere=self.anywhere)
                made[item.name.text] = resolve_outbound(item, item.name, context)
        return made

    def _events(self) -> tuple[Entry, ...]:
        """One entry a handler of `event { on completed, failed { ... } }`."""
        made = []
        for item in self.items:
            if isinstance(item, tree.Entry) and item.kind.text == "event":
                made += self._event(item)
        return tuple(made)

    def _event(self, item: tree.Entry) -> list[Entry]:
        found = self.scope.found
        handlers = item.outcome.statements if isinstance(item.outcome, tree.Block) else ()
        made = []
        for handler in handlers:
            if not isinstance(handler, tree.Handler):
                if not isinstance(handler, tree.Missing):
                    report(found, "IVR208", handler.span, "`event` holds handlers: `on completed { ... }`")
                continue
            for kind in handler.kinds:
                if kind.text not in events.STATUSES:
                    hint = did_you_mean(kind.text, events.STATUSES)
                    report(found, "IVR207", kind.span, f"no call event is called `{kind.text}`", hint=hint)
            statuses = tuple(k.text for k in handler.kinds if k.text in events.STATUSES)
            scope = replace(self.scope, events={"event": event_fields(statuses)})
            context = replace(self._context("event", item), scope=scope, where=AFTER)
            body = outcome(handler.outcome, context)
            made.append(Entry(kind="event", body=body, statuses=statuses, span=handler.span))
        return made

    def _extern_errors(self) -> dict[str, Body]:
        """The `on error` of each extern: its own, else that of its file's `defaults`."""
        made = {}
        for item in self.items:
            if not isinstance(item, tree.Extern):
                continue
            inherited = self.defaults[item.span.file].handlers.get("extern", {}).get("error")
            context = self._context(item.name.text, item)
            own = [s for s in (item.block.statements if item.block else ()) if isinstance(s, tree.Handler)]
            for handler in own:
                if [k.text for k in handler.kinds] != ["error"]:
                    span = handler.kinds[0].span
                    report(
                        self.scope.found, "IVR207", span, "an extern has one outcome to react to: `on error`"
                    )
                inherited = outcome(handler.outcome, context)
            if inherited is not None:
                made[item.name.text] = inherited
        return made


def _collected(asked: object) -> frozenset[str]:
    """The names of all that callers are asked for."""
    return frozenset(at.name for at in around_expressions(asked) if isinstance(at, Question) and at.into)
