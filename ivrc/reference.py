"""docs/reference.md, made of the tables that the compiler itself reads: `python -m ivrc.reference`.

That also writes all pages of `ivrc explain` into one file.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ivrc.explain import DOCUMENT, codes, document, page
from ivrc.language.builtins import ANYTHING, CALL_FIELDS, FORMATS, FUNCTIONS, TEXTUAL
from ivrc.language.trials import EXPECTATIONS, PROPERTIES, TEST_STATEMENTS
from ivrc.language.types import ANSWER_FIELDS, SIMPLE, described
from ivrc.language.vocabulary import DECLARATIONS, INHERITING, KINDS, STEPS
from ivrc.ncco import events, spec
from ivrc.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ivrc.language.builtins import Function
    from ivrc.language.rows import Kind, Setting
    from ivrc.ncco.keys import Key

PLACE = Path(__file__).parent.parent / "docs" / "reference.md"

INTRODUCTION = """\
# Reference

Every word of the language, written by `python -m ivrc.reference` from the tables that the compiler
reads. What the words mean together is told in [language.md](language.md).
"""
SETTINGS = f"""\
`defaults` may hold those of {listed((f"`{name}`" for name in INHERITING), "and")}. The column NCCO
has the key of the vendor's reference that a setting becomes, and the last one what the platform does without
that key; questions always write out their timers and how many keys they take.
"""
EVENTS = """\
In `event { ... }` and in the handlers of a `connect`, `event.*` has these fields and those of its status:
"""
ANSWERS = """\
Besides there are records, enumerations, lists `T[]` and `T?`. What has several parts is a record:
"""
TESTS = '`test "..." { ... }` holds these; language.md, section 13, says what they mean exactly.\n'
DIAGNOSTICS = """\
`ivrc explain CODE` prints a page on each, with a wrong and a right program.
[diagnostics.md](../ivrc/diagnostics.md) has them all.
"""
FORMS = {
    "text": "text",
    "url": "a web address",
    "phone": "a phone number",
    "phones": "phone numbers",
    "language": "a language, `en-GB`",
    "duration": "a duration",
    "hours": "a duration",
    "days": "a number of days",
    "milliseconds": "a duration",
    "int": "a whole number",
    "number": "a number",
    "bool": "`true` or `false`",
    "key": "a key",
    "length": "`6` or `4..8`",
    "range": "`1..100`",
    "roles": "roles, `nobody`, `everybody`",
    "sentence": "a sentence",
    "expression": "an expression",
    "expression_or_true": "`true`, or an expression",
}
"""How the values of a form are written, in words; those of form `word` are listed themselves."""
UNITS = {"duration": "s", "milliseconds": "s", "hours": "h"}
PLACES = {
    "flow": "flow",
    "callee": "`on answer`",
    "after": "`on saved`",
    "fallback": "`fallback`",
}
BODIES = {
    "flow": "steps",
    "callee": "`say`, `play`, `wait`, `if`, externs",
    "after": "externs",
}
GROUPS = (
    ("IVR0", "Files"),
    ("IVR1", "Syntax"),
    ("IVR2", "Names and types"),
    ("IVR3", "Flow"),
    ("IVR4", "What the platform does with it"),
    ("IVR5", "The application"),
    ("IVR6", "Advice about what callers meet"),
    ("IVR7", "Tests"),
    ("E", "Raw NCCO: errors"),
    ("W", "Raw NCCO: warnings"),
    ("A", "Raw application"),
)
"""The beginnings of diagnostic codes and what they are about."""


def reference() -> str:
    """The whole page as Markdown; the same tables give the same text."""
    parts = (
        INTRODUCTION,
        "## Declarations\n",
        _table(("Word", "Meaning"), ((f"`{word}`", doc) for word, doc in DECLARATIONS.items())),
        "## Steps\n",
        _table(("Written", "Meaning", "May stand in"), _steps()),
        "## Settings and handlers\n",
        SETTINGS,
        *(_kind(kind) for kind in KINDS.values()),
        "## Types\n",
        _table(("Type", "Values"), ((f"`{name}`", described(of)) for name, of in SIMPLE.items())),
        _answers(),
        "## Functions\n",
        _table(("Function", "Takes", "Gives"), map(_function, FUNCTIONS.items())),
        "## Formats\n",
        _table(("Written", "Takes", "Spoken as"), _formats()),
        "## The call\n",
        _table(("Value", "Type", "Meaning"), _call_fields()),
        "## Events\n",
        *_events(),
        "## Tests\n",
        TESTS,
        _table(("Written", "Meaning"), ((f"`{row.usage}`", row.doc) for row in TEST_STATEMENTS.values())),
        _table(("Expected", "Meaning"), ((f"`{row.usage}`", row.doc) for row in EXPECTATIONS.values())),
        "`ensure` takes one of these, where NAME is a flow, menu or prompt:\n",
        "".join(f"- `ensure {' '.join(words)}`\n" for words in PROPERTIES),
        "## Diagnostics\n",
        DIAGNOSTICS,
        *_diagnostics(),
    )
    return "\n".join(parts)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [" | ".join(cell.replace("|", r"\|") for cell in line) for line in (head, *rows)]
    lines.insert(1, " | ".join(["---"] * len(head)))
    return "".join(f"| {line} |\n" for line in lines)


def _steps() -> Iterable[tuple[str, ...]]:
    for step in STEPS.values():
        yield (
            f"`{step.usage}`",
            step.doc,
            ", ".join(text for place, text in PLACES.items() if place in step.where),
        )


def _kind(kind: Kind) -> str:
    blocks = ", ".join(f"`{name} {{ ... }}`" for name in kind.blocks)
    text = f"### `{kind.name.removesuffix('_capability')}`: {kind.doc}\n\n"
    text += f"May hold {blocks}.\n\n" if blocks else ""
    if kind.settings:
        text += (
            _table(
                ("Setting", "NCCO", "Takes", "Meaning", "Platform's default"), map(setting_row, kind.settings)
            )
            + "\n"
        )
    if kind.handlers:
        rows = (
            (f"`on {h.name}`" + (f", `on {h.name} 2`" if h.counted else ""), h.doc, BODIES[h.body])
            for h in kind.handlers
        )
        text += _table(("Handler", "Runs when", "Holds"), rows) + "\n"
    return text.removesuffix("\n")


def setting_row(setting: Setting) -> tuple[str, ...]:
    """Name, key of the target, values, meaning and the platform's default, as Markdown."""
    key = _key(setting)
    path = f"`{key.path.rpartition('voice.')[2]}`" if key else ""
    default = "" if key is None or key.default is None else f"`{_literal(key.default)}`{_unit(key)}"
    return f"`{setting.name}`", path, _takes(setting, key), setting.doc, default


def _key(setting: Setting) -> Key | None:
    """The row of the target's table that a setting becomes."""
    if setting.ncco is None:
        return None
    owner, path = setting.ncco
    described_by = {**spec.ACTIONS, **spec.ENDPOINTS, spec.APPLICATION.name: spec.APPLICATION}[owner]
    return next(key for key in described_by.keys if key.path == path)


def _takes(setting: Setting, key: Key | None) -> str:
    if setting.form == "word":
        return listed(f"`{word}`" for word in setting.words)
    own = setting.low is not None or key is None
    low, high = (setting.low, setting.high) if own or key is None else (key.minimum, key.maximum)
    if setting.form not in {*UNITS, "int", "number", "days"} or low is None:
        return FORMS[setting.form]
    unit = UNITS.get(setting.form, "")
    until = f" to {high:g}{unit}" if high is not None else " or more"
    return f"{FORMS[setting.form]}, {low:g}{unit}{until}"


def _literal(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _unit(key: Key) -> str:
    return f" {key.unit}" if key.unit else ""


def _answers() -> str:
    rows = (
        (f"`{how} x`", f"`x.{name}`", f"`{of}`")
        for how, record in (("collect speech", "Speech"), ("collect any", "Answer"), ("await", "Recorded"))
        for name, of in ANSWER_FIELDS[record].items()
    )
    return f"{ANSWERS}\n" + _table(("Step", "Field", "Type"), rows)


def _function(item: tuple[str, Function]) -> tuple[str, ...]:
    name, function = item
    names = ", ".join(parameter.name for parameter in function.parameters)
    takes = "; ".join(f"{parameter.name}: {_kinds(parameter.kinds)}" for parameter in function.parameters)
    return f"`{name}({names})`", takes, function.doc


def _kinds(kinds: frozenset[str]) -> str:
    """The kinds of types that are taken; text of any kind is one word."""
    if kinds == ANYTHING:
        return "anything"
    textual = ["any text"] if kinds >= TEXTUAL else []
    return listed([*textual, *sorted(kinds - TEXTUAL if textual else kinds)])


def _formats() -> Iterable[tuple[str, ...]]:
    for name, row in FORMATS.items():
        yield f"`{{x as {name}}}`", _kinds(row.kinds), row.doc


def _call_fields() -> Iterable[tuple[str, ...]]:
    for name, row in CALL_FIELDS.items():
        yield f"`call.{name}`", f"`{row.type}`", row.doc


def _events() -> Iterable[str]:
    fields = ("Field", "Type", "Meaning")
    yield EVENTS
    yield _table(fields, ((f"`event.{f.name}`", f.type, f.doc) for f in events.COMMON))
    more = (
        (f"`{status.name}`", status.doc, ", ".join(f"`{f.name}`" for f in status.fields))
        for status in events.STATUSES.values()
    )
    yield _table(("Status", "Meaning", "More fields"), more)
    for event in (events.RECORDING, events.TRANSCRIPTION):
        handler = "on saved" if event is events.RECORDING else "on transcribed"
        yield f"In `{handler}`, `recording.*` has:\n"
        yield _table(fields, ((f"`recording.{f.name}`", f.type, f.doc) for f in event.fields))


def _diagnostics() -> Iterable[str]:
    heads = {code: (page(code) or "").partition("\n")[0].removeprefix(f"# {code} ") for code in codes()}
    for beginning, subject in GROUPS:
        rows = ((code, title) for code, title in heads.items() if code.startswith(beginning))
        yield f"### {subject}\n"
        yield _table(("Code", "Title"), rows)


if __name__ == "__main__":
    PLACE.write_text(reference(), encoding="utf-8")
    DOCUMENT.write_text(document(), encoding="utf-8")
