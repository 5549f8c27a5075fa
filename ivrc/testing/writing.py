"""A call that was played, as a `test` block that reads well."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from ivrc.language import types
from ivrc.platform.dialling import address
from ivrc.platform.log import HEARD
from ivrc.semantics import script
from ivrc.semantics.program import RecordStep
from ivrc.semantics.samples import fitting_shown, written
from ivrc.semantics.typed import Constant
from ivrc.semantics.visiting import around_expressions
from ivrc.testing.hearing import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.platform import Call, Entry
    from ivrc.semantics.program import Program
    from ivrc.semantics.script import Statement
    from ivrc.source import Span
    from ivrc.testing.playing import Performance
    from ivrc.testing.standing import Positions

LONGEST_HEARD = 60
_INDENT = "  "


def write_test(performance: Performance, program: Program, positions: Positions, taken: set[str]) -> str:
    """The text of a test that says what was done and what came of it; its title is not among `taken`."""
    lines: list[str] = []
    done: list[str] = []
    heard = _heard(performance)
    for statement in performance.trial.statements:
        lines.append(shown(statement))
        if isinstance(statement, script.Stimulus):
            done += _deed(statement)
            lines += [f"hear {_quoted(text)}" for text in next(heard, ())]
    call = performance.call
    lines += [*_stands(call, program, positions, performance)] if call is not None else []
    title = _title(done, performance, taken)
    taken.add(title)
    body = "".join(f"{_INDENT}{line}\n" for line in lines)
    return f"test {_quoted(title)} {{\n{body}}}\n"


def _deed(statement: script.Stimulus) -> list[str]:
    """What somebody does, for a title."""
    match statement:
        case script.CallIn():
            return []
        case script.CallOut(outbound=outbound):
            return [f"call {outbound}"]
        case _:
            return [shown(statement)]


def shown(statement: Statement) -> str:
    """A statement as an author writes it."""
    match statement:
        case script.At(moment=moment):
            return f"at {moment:%Y-%m-%d %H:%M}"
        case script.Given(extern=extern, arguments=arguments, value=value):
            exact = f"({', '.join(fitting_shown(arguments))})" if any(arguments) else ""
            answer = "fails" if value is None else f"= {written(value.value, value.type)}"
            return f"given {extern.name}{exact} {answer}"
        case script.CallIn(caller=caller, dialled=dialled):
            came = f"call from +{caller}" if caller else "call from none"
            return f"{came} to +{dialled}" if dialled else came
        case script.CallOut(outbound=outbound, arguments=arguments, to=to):
            given = ", ".join(written(value.value, value.type) for _, value in arguments)
            return f"call {outbound}({given}) to +{to}"
        case _:
            return _does(statement)


def _does(statement: Statement) -> str:
    match statement:
        case script.PressKeys(keys=keys):
            return f"press {keys}"
        case script.SpeakWords(words=words):
            return f"speak {_quoted(words)}"
        case script.StaySilent():
            return "silence"
        case script.HangUp():
            return "hangup"
        case script.Dialled(status=status):
            return f"answer {status}"
        case script.Leave(seconds=seconds):
            return f"leave {seconds:g}s"
        case _:
            raise ValueError(f"{statement} is not written by a machine")


def _title(done: list[str], performance: Performance, taken: set[str]) -> str:
    """What is done in it; where another one has that title, also what is special around it."""
    title = ", ".join(done) or "a call comes in"
    around = (
        shown(statement).removeprefix("given ")
        for statement in performance.trial.statements
        if isinstance(statement, script.At | script.Given | script.CallOut)
        or (isinstance(statement, script.CallIn) and (statement.caller is None or statement.dialled))
    )
    special = sorted(around, key=lambda text: (not text.endswith(" fails"), len(text)))
    numbered = (f"{title} ({number})" for number in itertools.count(2))
    possible = itertools.chain([title], (f"{title} ({text})" for text in special), numbered)
    return next(one for one in possible if one not in taken)


def _heard(performance: Performance) -> Iterator[list[str]]:
    """The first words that the caller hears after each thing that somebody does."""
    doing = {"call", "press", "speak", "silence", "outcome"}
    caller = performance.call.leg if performance.call is not None else None
    groups: list[list[Entry]] = []
    for entry in performance.platform.log:
        if entry.leg is caller and (entry.kind in doing or (entry.kind == "end" and entry.text == "user")):
            groups.append([])
        elif entry.leg is caller and entry.kind in HEARD and groups:
            groups[-1].append(entry)
    for group in groups:
        texts = [beginning(entry.text) for entry in group if entry.kind == "talk"]
        yield texts[:1]


def beginning(text: str) -> str:
    """The first sentence of what is heard, or as many words of it as one line holds."""
    words = plain(text)
    for mark in (". ", "? ", "! "):
        words = words.partition(mark)[0]
    words = words.rstrip(".")
    if len(words) <= LONGEST_HEARD:
        return words
    return words[:LONGEST_HEARD].rpartition(" ")[0] or words[:LONGEST_HEARD]


def _quoted(text: str) -> str:
    return written(text, types.TEXT)


def _stands(call: Call, program: Program, positions: Positions, performance: Performance) -> Iterator[str]:
    """Where the call stands in the end."""
    if not call.alive:
        if not isinstance(performance.trial.statements[-1], script.HangUp):
            yield "expect hangup"
        return
    action = dict(call.waiting.action)
    route = positions.route(action)
    here = performance.trial.span
    match call.waiting.kind:
        case "connect" | "joined":
            yield f"expect connect {_target(action, program)}".rstrip()
        case "record":
            expected = (script.ExpectRecord(name=name, span=here) for name in _recordings(program))
            found = next((one.name for one in expected if positions.holds(one, call)), "")
            yield f"expect record {found}".rstrip()
        case "room":
            yield from _joined(call, program, positions, here)
        case "input" if route is not None and route.kind == "collect":
            yield f"expect {route.source}"


def _recordings(program: Program) -> list[str]:
    """The names of all recordings, in order of appearance."""
    steps = (at for at in around_expressions(program) if isinstance(at, RecordStep))
    return list(dict.fromkeys(step.name for step in steps if step.name))


def _joined(call: Call, program: Program, positions: Positions, here: Span) -> Iterator[str]:
    for conference in program.conferences.values():
        for role in conference.roles.values():
            if positions.holds(script.ExpectJoin(conference=conference, role=role, span=here), call):
                yield f"expect join {conference.name} as {role.name}"
                return


def _target(action: dict[str, object], program: Program) -> str:
    """The name of what is dialled, or its number; nothing where it has neither."""
    endpoint = action["endpoint"][0]  # type: ignore[index]  # the platform has read it
    if endpoint["type"] != "phone":
        return ""
    number = f"+{address(endpoint)}"
    named = (
        name
        for name, const in program.constants.items()
        if isinstance(const.value, Constant) and const.value.value == number
    )
    return next(named, number)
