"""A call of a program of ours, compiled in memory."""

from __future__ import annotations

import json
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from ivrc.analysis import Options, analyse
from ivrc.cli.compiling import compile_file
from ivrc.cli.leading import Leader, Own, play
from ivrc.cli.output import print_findings
from ivrc.cli.settings import CALLER, Refusal
from ivrc.files import ReadProblem, read_text
from ivrc.flow.walking import rows_of
from ivrc.folder import replace_file
from ivrc.node import identity_node
from ivrc.platform import Platform
from ivrc.runtime import ConfigurationError
from ivrc.runtime.settings import load_hooks
from ivrc.semantics.typed import Constant
from ivrc.sim.approach import approach, happens
from ivrc.sim.commands import UnreadableError
from ivrc.sim.operator import Operator, Untimed
from ivrc.sim.places import Places
from ivrc.sim.recorder import Recorder
from ivrc.sim.statements import Statements
from ivrc.source import Source
from ivrc.testing.loading import SECRET, load
from ivrc.testing.playing import USUAL_NUMBER, WITHHELD
from ivrc.testing.standing import Positions
from ivrc.testing.trouble import troubles
from ivrc.words import did_you_mean, listed

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import ExitStack

    from ivrc.analysis import Compilation
    from ivrc.cli.sim import Wishes
    from ivrc.platform import Call
    from ivrc.sim.approach import Approach
    from ivrc.testing.loading import Loaded

T = TypeVar("T")


@identity_node
class Circumstances:
    """When the call comes, and between whom; None is a withheld number, or the app's own."""

    start: datetime
    caller: str | None
    dialled: str | None


def call_program(wishes: Wishes, stack: ExitStack) -> int:
    """Play a call; the exit status."""
    compiled = compile_file(wishes.file or "", wishes.parameters, None)
    compilation = compiled.compilation
    if compiled.failed or compilation is None:
        print_findings([compiled.findings], "json" if wishes.as_json else "text")
        return 1
    if compilation.program.answer is None:
        raise Refusal(
            f"{wishes.file} takes no calls: it has no `answer`; a `test` plays those that it places"
        )
    statements = _statements(compilation, compiled.path, wishes)
    given = _circumstances(statements, wishes)
    loaded = load(compilation)
    stack.callback(loaded.transport.close)
    way = _way(loaded, given, wishes)
    if way is not None:
        around = way.around
        given = Circumstances(
            start=around.moment or given.start, caller=around.caller, dialled=around.dialled
        )
    leader = Leader(Platform(Untimed(loaded.transport), start=given.start, secret=SECRET), wishes)
    operator, positions = _operator(loaded, leader, wishes), Positions(compilation)
    faults = stack.enter_context(troubles())
    app = loaded.open(operator, leader.session.platform.clock.now)
    leader.know(
        Own(program=compilation.program, statements=statements, operator=operator, faults=faults),
        Places(compilation),
        lambda call: _options(positions, call),
    )
    if wishes.record:
        leader.recorder = Recorder(leader.session, operator, positions, compilation.program)
        leader.recorder.call(given.caller, given.dialled)
    dialled = given.dialled or next(iter(app.service.numbers), USUAL_NUMBER).removeprefix("+")
    if way is not None:
        leader.approach = way
        operator.given += way.given
    status = play(leader, loaded.webhooks, given.caller or WITHHELD, dialled)
    if leader.recorder is not None:
        _record(Path(wishes.record or ""), compiled.path, leader.recorder, compilation, wishes)
    return status


def _way(loaded: Loaded, given: Circumstances, wishes: Wishes) -> Approach | None:
    """How a call comes to where it shall begin."""
    if wishes.flow is None:
        return None
    flows = loaded.compilation.program.flows
    flow = flows.get(wishes.flow)
    if flow is None:
        hint = did_you_mean(wishes.flow, flows) or f"there are {listed(f'`{name}`' for name in flows)}"
        raise Refusal(f"--start: no flow or menu is called `{wishes.flow}`; {hint}")
    said: dict[str, object] = {"moment": given.start} if wishes.start else {}
    said |= {"caller": given.caller} if wishes.caller != CALLER else {}
    said |= {"dialled": given.dialled} if wishes.dialled else {}
    if not happens(loaded, flow):
        raise Refusal(f"--start: in no call anything is heard, asked or decided in `{flow.name}`")
    found = approach(loaded, flow, given.start, said)
    if found is None:
        raise Refusal(_no_way(flow.name, wishes))
    return found


def _no_way(name: str, wishes: Wishes) -> str:
    """What may be in the way of calls that were tried."""
    told = {"--at": wishes.start, "--to": wishes.dialled}
    told |= {"--from": wishes.caller} if wishes.caller != CALLER else {}
    said = [f"{option} {value}" for option, value in told.items() if value]
    if not said:
        return f"--start: no call was found that comes to `{name}`; lead one there by hand"
    return f"--start: no call was found that comes to `{name}` with {listed(said, 'and')}; try it without"


def _operator(loaded: Loaded, leader: Leader, wishes: Wishes) -> Operator:
    return Operator(
        loaded.compilation.program,
        loaded.externs,
        leader.session.platform.log,
        hooks=_hooks(wishes.hooks),
        person=leader.ask,
    )


def _statements(compilation: Compilation, path: Path, wishes: Wishes) -> Statements:
    def read(name: str) -> str | ReadProblem:
        return read_text(path.parent / name)

    return Statements(compilation.sources[0], read, dict(wishes.parameters), compilation.program)


def _circumstances(statements: Statements, wishes: Wishes) -> Circumstances:
    """By the clock that the program's tests have."""
    start = _said("--at", statements.moment, wishes.start or "2026-01-01 00:00")
    if not wishes.start:
        start = datetime.now(start.tzinfo).replace(second=0, microsecond=0)
    return Circumstances(
        start=start,
        caller=_said("--from", statements.number, wishes.caller),
        dialled=_said("--to", statements.number, wishes.dialled) if wishes.dialled else None,
    )


def _said(option: str, read: Callable[[str], T], text: str) -> T:
    try:
        return read(text)
    except UnreadableError as error:
        raise Refusal(f"{option}: {error}") from error


def _hooks(reference: str | None) -> object:
    """The object that answers for externs; it is looked for in the current folder, too."""
    if reference is None:
        return None
    sys.path[:0] = [""]
    try:
        return load_hooks(reference)
    except ConfigurationError as error:
        raise Refusal(str(error).replace("IVRC_HOOKS=", "--hooks ")) from error
    except Exception as error:
        raise Refusal(f"--hooks {reference} fails while it is loaded: {error!r}") from error


def _options(positions: Positions, call: Call) -> str:
    """The keys and words of the menu at hand."""
    route = positions.route(call.waiting.action) if call.waiting.kind == "input" else None
    known = [
        str(value.value)
        for row in rows_of(route.rows if route is not None else ())
        for value in (*row.keys, *row.phrases)
        if isinstance(value, Constant)
    ]
    return f": {', '.join(known)}" if known else ""


def _record(path: Path, program: Path, recorder: Recorder, compilation: Compilation, wishes: Wishes) -> None:
    """Append the call as a test; a new file imports the program."""
    if path.exists():
        found = read_text(path)
        if isinstance(found, ReadProblem):
            raise Refusal(f"--record: {path} {found.message}")
        before = found.rstrip()
    else:
        before = _head(path, program, compilation.program.default_language)
    known = {trial.title for trial in compilation.program.trials}
    text = f"{before}\n\n{recorder.test(known)}"
    _check_test(path, text, wishes)
    try:
        replace_file(path, text.encode())
    except OSError as error:
        raise Refusal(f"--record: cannot write {path}: {error.strerror}") from error
    end = f", up to `{recorder.unsaid}`, which no test can say" if recorder.unsaid else ""
    click.echo(f"{path}: the call is a test now{end}; `ivrc test {path}` plays it", err=True)


def _head(path: Path, program: Path, language: str) -> str:
    """The program, in the language that it has by itself."""
    imported = Path(os.path.relpath(program, path.parent)).as_posix()
    return f"import {json.dumps(imported, ensure_ascii=False)}\n\ndefaults {{ language: {language} }}"


def _check_test(path: Path, text: str, wishes: Wishes) -> None:
    """A file of another program cannot hold the test."""

    def read(name: str) -> str | ReadProblem:
        return read_text(path.parent / name)

    options = Options(parameters=dict(wishes.parameters))
    found = analyse(Source(name=str(path), text=text), read, options).diagnostics
    wrong = next((d for d in found if d.severity == "error"), None)
    if wrong is not None:
        advice = f"record into {wishes.file} or into a new file"
        raise Refusal(f"--record: in {path} the test would be wrong: {wrong.primary.message}; {advice}")
