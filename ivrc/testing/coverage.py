"""What of a program calls have met: options, outcomes of questions and dialling, conditions, states.

Copies that the compiler made of one thing (attempts, languages, calls of a flow) count once: an item is a
place in the `.ivr`. Tables of the generated module tell their outcomes in the log; functions are watched.
"""

from __future__ import annotations

import ast
import logging
import re
import sys
from collections import Counter
from contextlib import contextmanager
from dataclasses import field
from typing import TYPE_CHECKING, Literal

from ivrc.flow.failing import FAILURES, handler_for, leaves_question
from ivrc.flow.states import Ask, Bind, Branch, Decision, Go, Leaf, NccoAction, Row
from ivrc.flow.walking import actions, resolved, rows_of
from ivrc.ncco.events import REPLACING_STATUSES
from ivrc.node import node
from ivrc.semantics.program import Question
from ivrc.semantics.typed import Constant
from ivrc.semantics.visiting import inside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from ivrc.analysis import Compilation
    from ivrc.flow.states import Route, State
    from ivrc.source import Span
    from ivrc.testing.loading import Loaded

Kind = Literal["option", "outcome", "condition", "extern", "handler", "state"]
KINDS: dict[Kind, str] = {
    "option": "options",
    "outcome": "outcomes",
    "condition": "conditions",
    "extern": "externs",
    "handler": "handlers",
    "state": "states",
}
"""In the order of a report; the plural of each."""
_END = 0
_ATTEMPT = re.compile(r"/(\d+)((?:/[a-z]+-\d+)*)(?:-\d+)?$")
_AFTER_THE_CALL = ("recording", "transcribed")


@node
class Item:
    """Something that a call can meet. `owner` is the declaration it belongs to."""

    kind: Kind
    span: Span
    label: str
    owner: str = field(default="", compare=False)


Items = tuple[Item, ...]


class Domain:
    """Everything that can be met in a program."""

    def __init__(self, compilation: Compilation) -> None:
        graph = compilation.graph
        assert graph is not None  # noqa: S101 - a program with errors has nothing to play
        self.items: dict[Item, None] = {}
        self._outcomes: dict[tuple[str, str], Items] = {}
        self._targets = compilation.targets
        self._questions = {at.span: at for at in inside(compilation.program) if isinstance(at, Question)}
        self._returns = self._read_functions(compilation)
        self._entered: dict[str, Items] = {}
        if graph.answer is not None:
            self._entered["/answer"] = self._entry(graph.answer)
        for route in graph.routes:
            self._read_route(route)
        kinds = list(KINDS)
        self.items = dict.fromkeys(sorted(self.items, key=lambda item: (item.span, kinds.index(item.kind))))

    def decided(self, path: str, outcome: str, target: str) -> Items:
        """What a decision of the module's tables has met, by its log record."""
        if path in self._entered:
            return self._entered[path]
        return self._outcomes.get((path, outcome)) or self._outcomes.get((path, f"-> {target}"), ())

    def returned(self, function: str, line: int) -> Items:
        """What a function of the module has met that returns from a line."""
        return self._returns.get((function, line)) or self._returns.get((function, _END), ())

    # --- tables

    def _read_route(self, route: Route) -> None:
        for name, state in route.outcomes.items():
            # The platform of tests delivers a recording at once, so no wait for one is in vain.
            if name in ("again", "late") or (
                name == "unreachable" and route.outcomes.keys() >= {*REPLACING_STATUSES}
            ):
                continue
            kind: Kind = "handler" if route.kind in _AFTER_THE_CALL else "outcome"
            label = self._failure(route, name)
            if name == "then":
                label = "answered" if route.kind == "collect" else route.source.rpartition(": ")[2]
            item = self._item(Item(kind=kind, span=route.span, label=label, owner=route.source))
            met = (item, *self._entry(state))
            for outcome in _OUTCOMES.get(name, (name,)):
                self._outcomes.setdefault((route.path, outcome), met)
        for row in rows_of(route.rows):
            self._read_row(route, row)

    def _failure(self, route: Route, kind: str) -> str:
        """What a failure to answer comes to: the handler of its kind, a counted one, or giving up."""
        question = self._questions.get(route.span)
        if question is None or kind not in FAILURES:
            return kind
        number, counts = _attempt(route.path)
        handler = handler_for(question, kind, counts.get(kind, 0) + 1)
        if number == question.attempts and not (handler is not None and leaves_question(handler.body)):
            return "give_up"
        return f"{kind} {handler.count}" if handler is not None and handler.count > 1 else kind

    def _read_row(self, route: Route, row: Row) -> None:
        keys = [str(key.value) for key in row.keys if isinstance(key, Constant)]
        phrases = [str(phrase.value) for phrase in row.phrases if isinstance(phrase, Constant)]
        spoken = f'speak "{phrases[0]}"' if phrases else "an option of the call"
        label = f"press {keys[0]}" if keys else spoken
        item = self._item(Item(kind="option", span=row.span, label=label, owner=route.source))
        met = (item, *self._entry(row.state))
        for key in keys:
            self._outcomes[route.path, f"press {key}"] = met
        target = self._targets.get(resolved(row.state), "the end")
        for outcome in (f"speak {target}", f"-> {target}"):
            self._outcomes.setdefault((route.path, outcome), met)

    def _entry(self, state: State) -> Items:
        """What entering a state meets, if that needs no function."""
        decision = resolved(state).decision
        return self._leaf(state, decision) if isinstance(decision, Leaf) else ()

    # --- functions

    def _read_functions(self, compilation: Compilation) -> dict[tuple[str, int], Items]:
        found: dict[tuple[str, int], Items] = {}
        module = ast.parse(compilation.files["webhook.py"])
        functions = {name: state for state, name in compilation.targets.items()}
        for function in module.body:
            if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            state = functions.get(function.name)
            if state is None:
                continue
            returns = sorted(n.lineno for n in ast.walk(function) if isinstance(n, ast.Return))
            ends = list(self._ends(state, state.decision, ()))
            # What nobody hears may end without a `return`.
            found |= {(function.name, line): met for line, met in zip([*returns, _END], ends, strict=False)}
        return found

    def _ends(self, state: State, decision: Decision, met: Items) -> Iterator[Items]:
        """What each way through a decision meets, in the order in which functions are written."""
        match decision:
            case Leaf():
                yield (*met, *self._leaf(state, decision))
            case Go(state=other):
                yield (*met, *self._entry(other))
            case Bind(then=then):
                yield from self._ends(state, then, met)
            case Branch(then=then, otherwise=otherwise):
                for way, rest in (("true", then), ("false", otherwise)):
                    label = f"{decision.comment.rpartition(': ')[2] or 'condition'} is {way}"
                    item = Item(kind="condition", span=decision.span, label=label, owner=state.source)
                    yield from self._ends(state, rest, (*met, self._item(item)))
            case Ask(failed=failed, then=then):
                name = decision.call.extern.name
                if failed is not None:
                    item = Item(kind="extern", span=decision.span, label=f"{name} fails", owner=state.source)
                    yield from self._ends(state, failed, (*met, self._item(item)))
                item = Item(kind="extern", span=decision.span, label=f"{name} answers", owner=state.source)
                yield from self._ends(state, then, (*met, self._item(item)))

    def _leaf(self, state: State, leaf: Leaf) -> Items:
        first: NccoAction | None = next(actions(leaf), None)
        if first is None:
            return ()
        return (self._item(Item(kind="state", span=first.span, label=first.name, owner=state.source)),)

    def _item(self, item: Item) -> Item:
        self.items[item] = None
        return item


def _attempt(path: str) -> tuple[int, dict[str, int]]:
    """The number of an attempt and what was counted before it; names in a path are no numbers."""
    found = _ATTEMPT.search(path)
    if found is None:
        return 0, {}
    counted = (part.partition("-")[::2] for part in found[2].split("/")[1:])
    return int(found[1]), {kind: int(count) for kind, count in counted}


_OUTCOMES = {
    "then": ("collected", "resume", "record", "transcription", "delivered"),
    "unreachable": REPLACING_STATUSES,
}
"""How the module's log calls an outcome of the graph, where the names differ."""


class Coverage:
    """Counts what calls meet while it `watches`."""

    def __init__(self, domain: Domain, loaded: Loaded) -> None:
        self.domain = domain
        self.hits: Counter[Item] = Counter()
        self._file = loaded.module.__file__
        self._handler = _Decisions(self)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Watch the loaded module; only one coverage can watch at a time."""
        logger = logging.getLogger("ivrc.call")
        level, before = logger.level, sys.getprofile()
        logger.addHandler(self._handler)
        logger.setLevel(logging.INFO)
        sys.setprofile(self._profile)
        try:
            yield
        finally:
            sys.setprofile(before)
            logger.setLevel(level)
            logger.removeHandler(self._handler)

    def meet(self, items: Items) -> None:
        """Count."""
        self.hits.update(items)

    def _profile(self, frame: FrameType, event: str, _argument: object) -> None:
        if event == "return" and frame.f_code.co_filename == self._file:
            self.meet(self.domain.returned(frame.f_code.co_name, frame.f_lineno))


class _Decisions(logging.Handler):
    def __init__(self, coverage: Coverage) -> None:
        super().__init__(logging.INFO)
        self._coverage = coverage

    def emit(self, record: logging.LogRecord) -> None:
        """A decision of the module; other records have no route."""
        path = getattr(record, "route", None)
        if path is not None:
            outcome, target = getattr(record, "outcome", ""), getattr(record, "target", "")
            self._coverage.meet(self._coverage.domain.decided(path, outcome, target))
