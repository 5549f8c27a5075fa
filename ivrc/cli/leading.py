"""A call that is led from a terminal, a script or a pipe: lines in, what is heard out."""

from __future__ import annotations

import json
import os
import sys
from shutil import get_terminal_size
from typing import TYPE_CHECKING

import click

from ivrc.cli.lines import lines
from ivrc.cli.settings import Refusal
from ivrc.node import identity_node
from ivrc.platform import EndlessError
from ivrc.render import visible
from ivrc.semantics.samples import example
from ivrc.sim.commands import COMMANDS, UnreadableError, read
from ivrc.sim.folding import folded
from ivrc.sim.session import MisfitError, Session
from ivrc.sim.standing import awaited, possible
from ivrc.sim.transcript import Transcript, document, shown
from ivrc.words import listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from ivrc.cli.sim import Wishes
    from ivrc.platform import Call, Platform, Webhooks
    from ivrc.semantics.program import Program
    from ivrc.semantics.script import Given
    from ivrc.sim.approach import Approach
    from ivrc.sim.commands import Step
    from ivrc.sim.operator import Operator
    from ivrc.sim.places import Places
    from ivrc.sim.recorder import Recorder
    from ivrc.sim.statements import Statements
    from ivrc.testing.answers import Asking
    from ivrc.testing.trouble import Fault

INDENT = " " * 8
QUIET = frozenset({"end", "silence", "wait"})
"""Kinds of lines in which nothing is heard."""


@identity_node
class Own:
    """What is known of a call when the program is ours."""

    program: Program
    statements: Statements
    operator: Operator
    faults: list[Fault]


class Leader:
    """Reads steps, lets them happen and says what is heard.

    `problem` is what ended a script too early; `left`, where the caller left a call that had not ended.
    `approach` leads the call to where somebody wants to begin.
    """

    def __init__(self, platform: Platform, wishes: Wishes) -> None:
        self.session = Session(platform)
        self.transcript = Transcript(platform)
        self.recorder: Recorder | None = None
        self.approach: Approach | None = None
        self.problem = self.left = ""
        self.as_json = wishes.as_json
        self._own: Own | None = None
        self._options: Callable[[Call], str] = lambda _: ""
        self._lines = lines(wishes.script, quiet=wishes.as_json)
        self._source = wishes.source
        self._count = 0
        self._next_line: str | None = None

    def know(self, own: Own, places: Places, options: Callable[[Call], str]) -> None:
        """The program is ours: what stands where, and what may be chosen."""
        self._own = own
        self._options = options
        self.transcript.know(places, own.operator)

    # --- the course of a call

    def prepare(self) -> None:
        """What a script gives before the call comes, if it begins with the call."""
        if self.approach is not None:
            return
        while not self._lines.person and (line := self._lines.next("")) is not None and not self.problem:
            if not line.startswith("given "):
                self._next_line = line
                return
            self._try(line)

    def lead(self) -> None:
        """From the first sound until the call ends, the script does, or somebody leaves."""
        try:
            if self.approach is not None:
                self._come(self.approach)
            else:
                self._after_step(None)
            while not self.problem and (line := self._line()) is not None:
                if self._try(line) == "quit":
                    break
        except KeyboardInterrupt:
            self.say("")
        except MisfitError as error:
            self.problem = f"at the beginning: {error}"
        self._leave()

    def _come(self, way: Approach) -> None:
        """Lead the call along a way; what was given for that does not count any more then."""
        self.say(f"{INDENT}the call up to `{way.flow.name}`:", dim=True)
        self._after_step(None)
        for step in way.steps:
            self.session.do(step)
            self._after_step(step)
        self._arrive(way)
        if self._own is not None:
            self._own.operator.given.clear()

    def _arrive(self, way: Approach) -> None:
        if self.approach is not None:
            self.say(f"{INDENT}here is `{way.flow.name}`:", dim=True)
            self.approach = None

    def _leave(self) -> None:
        """Hang up, if the call has not ended, and see what is delivered after it."""
        call = self.session.call
        if call.alive:
            self.left = awaited(call)
            if not self._lines.person and not self.problem:
                self.say(f"{INDENT}... the script is over, and the caller hangs up", dim=True)
        self.session.end()
        self.show()

    def _line(self) -> str | None:
        call = self.session.call
        if call.alive:
            self.say(f"{INDENT}... {awaited(call)}{self._options(call)}", dim=True)
        elif self._lines.person:
            return None
        line, self._next_line = self._next_line, None
        return self._lines.next("> ") if line is None else line

    def _try(self, line: str) -> str:
        """Do what a line says; its word, '' if it was wrong."""
        if not line.strip():
            return ""
        self._count += 1
        try:
            step = read(line)
            self._do(step)
        except (UnreadableError, MisfitError) as error:
            if self._lines.person:
                self.say(f"{INDENT}{error}")
            else:
                self.problem = f"step {self._count} of the script, `{line}`: {error}"
            return ""
        return step.word

    def _do(self, step: Step) -> None:
        match step.word:
            case "help":
                self._help()
            case "source":
                self._show_source()
            case "given":
                if self._own is None:
                    raise MisfitError("an application that is called by its address answers for itself")
                self._own.operator.given.append(self._own.statements.given(step.value))
            case "quit":
                pass
            case _:
                self.session.do(step)
                self._after_step(step)

    def _after_step(self, step: Step | None) -> None:
        """Say what followed. Raises MisfitError if nobody answered for an extern."""
        self.show()
        if self.recorder is not None and step is None:
            self.recorder.begun()
        elif self.recorder is not None and step is not None:
            self.recorder.stepped(step)
        operator = self._own.operator if self._own is not None else None
        if operator is not None and operator.missing is not None and not self._lines.person:
            asked, line = operator.missing.shown(), operator.line(operator.missing)
            raise MisfitError(f"{asked} is asked, and nobody answers; put `{line}` before it")

    # --- externs

    def ask(self, asking: Asking) -> Given | None:
        """Somebody answers in the place of an extern; nobody does in a script."""
        own, result = self._own, asking.extern.result
        if own is None or result is None or not self._lines.person:
            return None
        self.show()
        sample = example(result, own.program)
        self.say(f"{INDENT}{asking.shown()} is asked: type what it gives, such as {sample}, or `fails`")
        while (typed := self._lines.next("= ")) is not None:
            try:
                return own.statements.answer(asking.extern, typed.strip())
            except UnreadableError as error:
                self.say(f"{INDENT}{error}")
        return None

    # --- what is printed

    def show(self) -> None:
        """What is new since the last time."""
        for line in self.transcript.read():
            if self.approach is not None and self.approach.comes(line):
                self._arrive(self.approach)
            if line.shown:
                dim = line.kind in QUIET or self.approach is not None
                self.say(shown(line, source=self._source), dim=dim)
        faults = self._own.faults if self._own is not None else []
        for fault in faults:
            self.say(f"{INDENT}FAILED    the webhook module: {fault.text}")
            self.transcript.failed = True
        faults.clear()

    def say(self, text: str, *, dim: bool = False) -> None:
        """A line for people; out of the way of a document on standard output."""
        stream = sys.stderr if self.as_json else sys.stdout
        color = stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        text = visible(text)
        if stream.isatty():
            text = folded(text, get_terminal_size().columns)
        click.echo(click.style(text, dim=True) if color and dim else text, file=stream, color=color)

    def _show_source(self) -> None:
        place = self.transcript.place()
        if place is None:
            self.say(f"{INDENT}the source of this is not known")
        else:
            source, number = place
            self.say(f"{INDENT}{source.name}:{number}: {source.line(number).strip()}")

    def _help(self) -> None:
        for row in COMMANDS.values():
            self.say(f"{INDENT}{row.usage:<24}{row.doc}")
        ways = listed(f"`{way}`" for way in possible(self.session.call))
        self.say(f"{INDENT}{'':<24}here: {ways}")


def play(leader: Leader, webhooks: Webhooks, caller: str, dialled: str) -> int:
    """Lead a call from its beginning to its end; the exit status. Raises Refusal if a script does not fit."""
    leader.prepare()
    if leader.problem:
        raise Refusal(visible(leader.problem))
    start = leader.session.platform.clock.start
    zone = getattr(start.tzinfo, "key", start.tzname())
    who = f"+{caller}" if caller.isdigit() else caller
    leader.say(f"{who} calls +{dialled}, {start:%a %Y-%m-%d %H:%M} ({zone})")
    try:
        leader.session.begin(webhooks, caller, dialled)
        leader.lead()
    except EndlessError as error:
        leader.show()
        raise click.ClickException(str(error)) from error
    if leader.as_json:
        made = document(leader.transcript, leader.session.call, left=leader.left, problem=leader.problem)
        click.echo(json.dumps(made, ensure_ascii=False, indent=2))
    if leader.problem:
        raise Refusal(visible(leader.problem))
    return int(leader.transcript.failed)
