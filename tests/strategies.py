"""Programs drawn from the language: valid by construction as far as names and types go, and spoilt ones."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

HEAD = """app "Drawn" { base_url: "https://ivr.example.com"; number: +441632960000 }
defaults {
  on silence { say "Nothing heard." }
  on invalid { say "Not that." }
  on give_up { say "Goodbye." }
}
type Customer { name: text; vip: bool; agent: phone?; debts: number[] }
type State = ok | planned | outage
hours office in "Europe/London" { open mon-fri 09:00-17:30; closed 12-25 }
const SONGS = ["Help", "Let it be"]
const DESK = +441632960001
var visits: int = 0
prompt greeting(who: text) { en-US: "Hello {who}."; fr-FR: "Bonjour {who}." }
recording message { timeout: 30s; end_on_key: # }
conference room { role guest { start_on_enter: true } }
"""

# Names that mean something to Python or to the generated module.
NAMES = st.sampled_from(
    ("main", "sales", "help", "list", "print", "lambda", "class_", "async", "id_", "module", "plain", "ncco",
     "str", "item", "row", "webhook", "x", "a1", "hooks", "ssml", "decimal", "date", "self", "import_", "s")
)  # fmt: skip  # many short words
TYPES = ("text", "digits", "int", "number", "bool", "phone", "url", "date", "time", "Customer", "State")
SHAPES = (*TYPES, *(f"{name}?" for name in TYPES), "text[]", "phone[]", "Customer[]", "int[]")
LITERALS: dict[str, tuple[str, ...]] = {
    "text": (
        '"a"',
        '"caf\\u00e9 \\{"',
        'lower("AB")',
        "call.from_address",
        'if_empty(call.from_address, "x")',
    ),
    "digits": ('digits("12")', "digits(call.from_address)"),
    "int": ("3", "0", "visits", "visits + 1", "len(SONGS)"),
    "number": ("1.5", "2", "-0.25", "visits"),
    "bool": ("true", "false", "office is open", "visits > 2", "visits in 1..3", "call.from is none"),
    "phone": ("DESK", "+441632960009", "call.to"),
    "url": ('"https://example.com/a.mp3"',),
    "date": ("2026-12-25", "now.date"),
    "time": ("09:30", "now.time"),
    "Customer": ('Customer(name="Ann", vip=true, agent=DESK, debts=[1, 2])',),
    "State": ("State.ok", "State.outage"),
}
WORDS = st.sampled_from(
    [
        "Welcome.",
        "caf\u00e9",
        "a \\{b\\}",
        'It\'s \\"so\\"',
        "\u65e5\u672c",
        "A & B",
        "x" * 300,
        "\\n",
        "\\\\",
        "#",
    ]
)

COLLECTED = (
    ("digits", "digits", "length: 4"),
    ("digits", "digits", "length: 4..6; finish_on: #; confirm: true"),
    ("number", "int", "range: 1..99"),
    ("phone", "phone", 'country: "GB"'),
    ("speech", "Speech", "end_on_silence: 2s"),
    ("digits", "digits?", "length: 2; optional: true"),
)
"""Kind, type of the value, settings."""
TARGETS = (
    "DESK",
    "[DESK, +441632960002]",
    "all [DESK, +441632960002]",
    'app "jo"',
    'sip "sip:a@example.com"',
    'websocket "wss://example.com/s"',
    'vbc "111"',
)


@dataclass(frozen=True)
class Scope:
    """What a place in a program can use. `depth`: how many blocks may still be opened."""

    flows: tuple[str, ...] = ()
    externs: dict[str, tuple[tuple[str, ...], str]] = field(default_factory=dict)
    names: tuple[tuple[str, str], ...] = ()
    depth: int = 2

    def inner(self) -> Scope:
        """One block further in."""
        return replace(self, depth=self.depth - 1)

    def having(self, name: str, of: str) -> Scope:
        """With one more name."""
        return replace(self, names=(*((n, t) for n, t in self.names if n != name), (name, of)))


def value(draw: Any, of: str, scope: Scope) -> str:
    """An expression of a type."""
    found = [name for name, kind in scope.names if kind == of]
    found += [f"{name}.name" for name, kind in scope.names if (kind, of) == ("Customer", "text")]
    found += [f"{name}.vip" for name, kind in scope.names if (kind, of) == ("Customer", "bool")]
    if of.endswith("?"):
        found.append("none")
        return str(draw(st.sampled_from([*found, *LITERALS[of[:-1]]])))
    if of.endswith("[]"):
        of = of[:-2]
        return str(draw(st.sampled_from([*found, f"[{', '.join(LITERALS[of])}]"])))
    found += [f"{name} is none" for name, kind in scope.names if of == "bool" and kind.endswith("?")]
    found += [f"{name} > 1" for name, kind in scope.names if of == "bool" and kind in ("int", "number")]
    return str(draw(st.sampled_from([*found, *LITERALS[of]])))


def text(draw: Any, scope: Scope) -> str:
    """A literal that may put values into what is said."""
    parts = [draw(WORDS)]
    formats = {
        "date": " as date",
        "phone": " as phone",
        "digits": " as digits",
        "number": ' as currency("EUR")',
    }
    for of in draw(st.lists(st.sampled_from([t for t in TYPES if t[0].islower()]), max_size=2)):
        shown = draw(st.sampled_from(["", formats.get(of, "")]))
        parts += [f" {{{value(draw, of, scope)}{shown}}} ", draw(WORDS)]
    return f'"{"".join(parts)}"'


def steps(draw: Any, scope: Scope) -> str:
    """Some steps and an end."""
    made = []
    for kind in draw(
        st.lists(
            st.sampled_from([*STEPS, *STEPS, *BLOCKS][: None if scope.depth > 0 else len(STEPS)]), max_size=4
        )
    ):
        line, scope = (STEPS | BLOCKS)[kind](draw, scope)
        made.append(line)
    made.append(draw(st.sampled_from(["", "", "hangup", *(f"-> {name}" for name in scope.flows)])))
    return "\n".join(filter(None, made))


def _say(draw: Any, scope: Scope) -> tuple[str, Scope]:
    said = draw(st.sampled_from(["text", "value", "prompt"]))
    if said == "prompt":
        return f"say greeting({value(draw, 'text', scope)})", scope
    return f"say {text(draw, scope) if said == 'text' else value(draw, 'text', scope)}", scope


def _let(draw: Any, scope: Scope) -> tuple[str, Scope]:
    name, of = draw(NAMES), draw(st.sampled_from(TYPES))
    return f"let {name} = {value(draw, of, scope)}", scope.having(name, of)


def _ask(draw: Any, scope: Scope) -> tuple[str, Scope]:
    if not scope.externs:
        return "wait 1s", scope
    extern = draw(st.sampled_from(sorted(scope.externs)))
    parameters, result = scope.externs[extern]
    call = f"{extern}({', '.join(value(draw, of, scope) for of in parameters)})"
    handler = draw(st.sampled_from(["", ' { on error { say "Broken." } }' if not result else ""]))
    if not result:
        return f"{call}{handler}", scope
    name = draw(NAMES)
    return f"let {name} = {call}", scope.having(name, result)


def _collect(draw: Any, scope: Scope) -> tuple[str, Scope]:
    kind, of, settings = draw(st.sampled_from(COLLECTED))
    name = draw(NAMES)
    return f"collect {kind} {name} {{ say {text(draw, scope)}; {settings} }}", scope.having(name, of)


def _menu(draw: Any, scope: Scope) -> tuple[str, Scope]:
    keys = draw(st.lists(st.sampled_from("1234567890*"), min_size=1, max_size=3, unique=True))
    lines = [f"say {text(draw, scope)}"] if draw(st.booleans()) else []
    for key in keys:
        speech = draw(st.sampled_from(["", f' or speak "word {ord(key)}"']))
        label = f' for "choice {key}"' if not lines or draw(st.booleans()) else ""
        outcome = draw(st.sampled_from([f"{{\n{steps(draw, scope.inner())}\n}}", "-> again"]))
        lines.append(f"press {key}{speech}{label} {outcome}")
    lines.append(
        draw(
            st.sampled_from(["", "attempts: 2", "timeout: 8s", "barge_in: false", "on silence 2 { hangup }"])
        )
    )
    return "menu {\n" + "\n".join(lines) + "\n}", scope


def _connect(draw: Any, scope: Scope) -> tuple[str, Scope]:
    target = draw(st.sampled_from([*TARGETS, value(draw, "phone", scope)]))
    handlers = draw(
        st.lists(
            st.sampled_from(["timeout: 20s", f"on unreachable {{\n{steps(draw, scope.inner())}\n}}"]),
            unique=True,
        )
    )
    return f"connect {target} {{ {'; '.join(handlers)} }}", scope


def _if(draw: Any, scope: Scope) -> tuple[str, Scope]:
    condition = value(draw, "bool", scope)
    line = f"if {condition} {{\n{steps(draw, scope.inner())}\n}}"
    if draw(st.booleans()):
        line += f" else {{\n{steps(draw, scope.inner())}\n}}"
    return line, scope


def _match(draw: Any, scope: Scope) -> tuple[str, Scope]:
    of, cases = draw(
        st.sampled_from(
            [("State", ["State.ok, State.planned", "State.outage"]), ("int", ["1", "2"]), ("text", ['"a"'])]
        )
    )
    lines = [f"case {case} {{\n{steps(draw, scope.inner())}\n}}" for case in cases]
    lines += [] if of == "State" else [f"else {{\n{steps(draw, scope.inner())}\n}}"]
    return f"match {value(draw, of, scope)} {{\n" + "\n".join(lines) + "\n}", scope


def _each(draw: Any, scope: Scope) -> tuple[str, Scope]:
    name, of = draw(NAMES), draw(st.sampled_from(["text[]", "int[]"]))
    inner = scope.having(name, of[:-2])
    xs = value(draw, of, scope)
    return f"each {name} in {xs} {{ say {text(draw, inner)} }}", scope


def _call(draw: Any, scope: Scope) -> tuple[str, Scope]:
    return (f"{draw(st.sampled_from(scope.flows))}()" if scope.flows else "wait 2s"), scope


def _fixed(*lines: str) -> Callable[[Any, Scope], tuple[str, Scope]]:
    return lambda draw, scope: (draw(st.sampled_from(lines)), scope)


STEPS: dict[str, Callable[[Any, Scope], tuple[str, Scope]]] = {
    "say": _say,
    "let": _let,
    "ask": _ask,
    "collect": _collect,
    "call": _call,
    "set": lambda draw, scope: (f"set visits = {value(draw, 'int', scope)}", scope),
    "each": _each,
    "fixed": _fixed(
        "wait 2s", 'play "https://example.com/a.mp3"', "record message", "record { }", "language fr-FR",
        "language en-US", "join room", 'notify "https://ivr.example.com/n" { a: 1 }',
    ),
}  # fmt: skip  # steps without parts
BLOCKS = {"menu": _menu, "connect": _connect, "if": _if, "match": _match}


@st.composite
def programs(draw: Any) -> str:
    """The text of a program."""
    externs = {
        f"ask_{number}": (
            tuple(draw(st.lists(st.sampled_from(TYPES), max_size=2))),
            draw(st.sampled_from(("", *SHAPES))),
        )
        for number in range(draw(st.integers(0, 3)))
    }
    flows = tuple(f"flow_{number}" for number in range(draw(st.integers(0, 3))))
    lines = [HEAD]
    for name, (parameters, result) in externs.items():
        given = ", ".join(f"p{at}: {of}" for at, of in enumerate(parameters))
        reads = draw(st.sampled_from(["", " { reads: true }"])) if result else ""
        lines.append(f"extern {name}({given}){f' -> {result}' if result else ''}{reads}")
    lines.append(f"answer {{\n{steps(draw, Scope(flows, externs))}\n}}")
    lines += [
        f"flow {name} {{\n{steps(draw, Scope(flows[at + 1 :], externs))}\n}}" for at, name in enumerate(flows)
    ]
    return "\n".join(lines)


TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|\w+|\s+|[^\w\s]')


@st.composite
def spoilt(draw: Any, texts: Sequence[str]) -> str:
    """A program of a collection in which some tokens are dropped, doubled, swapped or replaced."""
    tokens = TOKEN.findall(draw(st.sampled_from(texts)))
    for _ in range(draw(st.integers(1, 4))):
        at, other = draw(st.integers(0, len(tokens) - 1)), draw(st.integers(0, len(tokens) - 1))
        change = draw(st.sampled_from(["drop", "double", "swap", "copy", "junk"]))
        if change == "drop":
            tokens[at] = ""
        elif change == "double":
            tokens[at] *= 2
        elif change == "swap":
            tokens[at], tokens[other] = tokens[other], tokens[at]
        elif change == "copy":
            tokens[at] = tokens[other]
        else:
            tokens[at] = draw(st.text(max_size=3))
    return "".join(tokens)
