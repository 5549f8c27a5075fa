"""What is typed during a call: one table of words, and the reading of a line and of a script."""

from __future__ import annotations

import re

from ivrc.node import node
from ivrc.platform.call import KEYS
from ivrc.platform.legs import STATUSES
from ivrc.words import did_you_mean, listed


@node
class Command:
    """A word with what stands behind it. `local`: it asks about the call, and nothing happens in it."""

    word: str
    usage: str
    doc: str
    local: bool = False


COMMANDS = {
    row.word: row
    for row in (
        Command(word="press", usage="press 1", doc="press keys; `1` alone does it, too, as does `busy`"),
        Command(word="say", usage="say sales", doc="speak"),
        Command(word="silence", usage="silence", doc="do nothing until the time for an answer is up"),
        Command(word="leave", usage="leave 5s", doc="speak into the recording for so long"),
        Command(word="hangup", usage="hangup", doc="hang up"),
        Command(
            word="answer", usage="answer busy", doc=f"how the ringing ends; also alone: {listed(STATUSES)}"
        ),
        Command(
            word="callee",
            usage="callee hangup",
            doc="whoever you talk to hangs up; `disconnected`: a websocket",
        ),
        Command(word="wait", usage="wait 10s", doc="let so much time pass"),
        Command(word="given", usage="given f(_, 2) = value", doc="what an extern answers; `given f fails`"),
        Command(word="source", usage="source", doc="show the source of what was heard last", local=True),
        Command(word="help", usage="help", doc="this list; also `?`", local=True),
        Command(word="quit", usage="quit", doc="hang up and leave; also the end of input", local=True),
    )
}
_ALIASES = {"speak": "say", "?": "help", "q": "quit", "exit": "quit"}
_SECONDS = {"": 1.0, "ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}
_DURATION = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)\s*(ms|s|m|h|)")
_PARTS = re.compile(r"""(?:"(?:\\.|[^"\\])*"|\([^)]*\)|\[[^\]]*\]|[^,\n])+""")


@node
class Step:
    """A line that was read: `value` are keys, words, a status, or a whole `given`."""

    word: str
    value: str = ""
    seconds: float = 0.0


class UnreadableError(ValueError):
    """A line that is none; the text says what could stand there."""


def split(script: str) -> list[str]:
    """The lines of a script: between commas and line breaks, but not inside of quotes and brackets."""
    return [part.strip() for part in _PARTS.findall(script) if part.strip()]


def read(line: str) -> Step:
    """What a line means. Raises UnreadableError."""
    line = line.strip()
    if line and set(line) <= KEYS:
        return Step(word="press", value=line)
    if line.lower() in (*STATUSES, "disconnected"):
        return Step(word="answer", value=line.lower())
    first, _, rest = line.partition(" ")
    word = _ALIASES.get(first.lower(), first.lower())
    if line.lower() == "hang up":
        word, rest = "hangup", ""
    if word not in COMMANDS:
        raise UnreadableError(_unknown(line, first))
    return _step(COMMANDS[word], line, rest.strip())


def _step(command: Command, line: str, rest: str) -> Step:
    match command.word:
        case "press" if rest and set(rest) <= KEYS:
            return Step(word="press", value=rest)
        case "say" if words := _unquoted(rest).strip():
            return Step(word="say", value=words)
        case "leave" | "wait" if found := _DURATION.fullmatch(rest):
            return Step(word=command.word, seconds=float(found[1]) * _SECONDS[found[2]])
        case "answer" if rest in (*STATUSES, "disconnected"):
            return Step(word="answer", value=rest)
        case "callee" if rest in ("hangup", "hang up", "hangs up"):
            return Step(word="callee")
        case "given" if rest:
            return Step(word="given", value=line)
        case "silence" | "hangup" | "source" | "help" | "quit" if not rest:
            return Step(word=command.word)
        case _:
            raise UnreadableError(f"`{line}` is written `{command.usage}`: {command.doc}")


def _unquoted(words: str) -> str:
    if len(words) > 1 and words[0] == words[-1] == '"':
        return re.sub(r"\\(.)", r"\1", words[1:-1])
    return words


def _unknown(line: str, first: str) -> str:
    hint = did_you_mean(first, [*COMMANDS, *STATUSES]) or f"write {listed(f'`{word}`' for word in COMMANDS)}"
    return f"`{line}` says nothing here; {hint}"
