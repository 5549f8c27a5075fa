"""What may be written at a place, with the words of the compiler's own tables."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from ivrc.editors.vscode import NAMED, snippets
from ivrc.language.builtins import CALL_FIELDS, FORMATS, FUNCTIONS
from ivrc.language.trials import EXPECTATIONS, STATUSES, TEST_STATEMENTS
from ivrc.language.types import ANSWER_FIELDS, SIMPLE, described
from ivrc.language.vocabulary import (
    COLLECT_KINDS,
    DECLARATIONS,
    ENDPOINT_KINDS,
    INHERITING,
    KINDS,
    STEPS,
)
from ivrc.lsp.surroundings import INTERPOLATION, surroundings
from ivrc.ncco import events
from ivrc.ncco.voices import VOICES
from ivrc.node import node
from ivrc.reference import setting_row
from ivrc.semantics.names import KINDS as DECLARED
from ivrc.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ivrc.language.rows import Kind, Setting
    from ivrc.lsp.surroundings import Surroundings
    from ivrc.lsp.view import View
    from ivrc.source import Source

QUESTIONS = ("menu", "collect")
TARGETS = ("flow", "menu")
VALUES = ("const", "param", "var", "prompt", "hours", "extern", "enumeration", "endpoint", "flow")
TYPED = frozenset({"flow", "extern", "prompt", "menu", "outbound"})
AFTER_VALUES = frozenset(
    {"(", ",", "=", "==", "!=", "<", "<=", ">", ">=", "+", "*", "and", "or", "not", "in", ":", "["}
)
"""What has a value behind it wherever it stands."""

TAKING_VALUES = frozenset(
    {"say", "play", "if", "match", "case", "return", "transfer", "speak", "for", "notify"}
)
OPENING = {
    "if": "a condition",
    "match": "one of several cases",
    "let": "names a value",
    "set": "changes a `var`",
    "return": "ends a flow that was called",
    "each": "repeats for the elements of a list",
}
OPTIONS = {"press": "an option chosen by keys", "speak": "an option chosen by words"}


@node
class Proposal:
    """`insert` is what is written, with places to go to as in snippets; '' writes the label."""

    label: str
    kind: str
    doc: str = ""
    insert: str = ""


def proposals(view: View, source: Source, offset: int) -> list[Proposal]:
    """What may stand at a character."""
    around = surroundings(source, view.trees[source.index], offset)
    if around is None:
        return []
    found = {one.label: one for one in _proposed(view, around, view.owner(source, offset))}
    return list(found.values())


def _proposed(view: View, around: Surroundings, owner: str) -> Iterator[Proposal]:
    words, last = around.words, around.last
    if last == "->":
        yield from _targets(view, around)
    elif last == ".":
        yield from _fields(view, words[-2] if len(words) > 1 else "", owner)
    elif last == "as":
        yield from _behind_as(view, around)
    elif last == "is":
        yield from _words(
            "word", {"open": "the hours are open", "closed": "they are closed", "none": "absent"}
        )
    elif around.block == INTERPOLATION:
        yield from _values(view, owner)
    elif not words:
        yield from _statements(around)
    elif words[0] == "on" and (len(words) == 1 or last == ","):
        yield from (Proposal(label=name, kind="handler", doc=doc) for name, doc in handlers(around))
    elif last == ":" and (len(words) == 2 or "(" in words):
        yield from _behind_colon(view, around, owner)
    elif of_word := list(_behind_word(view, around)):
        yield from of_word
    elif last in AFTER_VALUES or (words[0] in TAKING_VALUES and len(words) == 1):
        yield from _values(view, owner)


def _targets(view: View, around: Surroundings) -> Iterator[Proposal]:
    if not around.blocks and around.words[0] in ("extern", "flow"):
        yield from _types(view)
        return
    if around.inside(*QUESTIONS):
        yield Proposal(label="again", kind="keyword", doc="asks once more, prompt and all")
        yield Proposal(
            label="listen", kind="keyword", doc="waits for the answer without repeating the prompt"
        )
    yield from _declared(view, TARGETS)


def _fields(view: View, name: str, owner: str) -> Iterator[Proposal]:
    if name == "call":
        yield from (Proposal(label=n, kind="field", doc=value.doc) for n, value in CALL_FIELDS.items())
    elif name in ("event", "recording"):
        rows = events.RECORDING.fields if name == "recording" else events.COMMON
        more = () if name == "recording" else (f for e in events.STATUSES.values() for f in e.fields)
        yield from (Proposal(label=field.name, kind="field", doc=field.doc) for field in (*rows, *more))
    else:
        yield from _fields_of_type(view, view.type_name(name, owner))


def _fields_of_type(view: View, name: str) -> Iterator[Proposal]:
    match view.items.get(name):
        case tree.Enumeration(values=values):
            yield from (Proposal(label=value.text, kind="field", doc=f"a `{name}`") for value in values)
        case tree.RecordType(fields=fields):
            yield from (Proposal(label=f.name.text, kind="field", doc=view.written(f.span)) for f in fields)
        case tree.Recording():
            yield from _answer_fields("Recorded")
        case tree.Hours():
            yield Proposal(label="next_opening", kind="field", doc="when they open next")
        case _:
            yield from _answer_fields(name)


def _answer_fields(name: str) -> Iterator[Proposal]:
    fields = ANSWER_FIELDS.get(name, {})
    return (Proposal(label=field, kind="field", doc=described(of)) for field, of in fields.items())


def _behind_as(view: View, around: Surroundings) -> Iterator[Proposal]:
    if around.block == INTERPOLATION:
        yield from (Proposal(label=name, kind="function", doc=row.doc) for name, row in FORMATS.items())
    elif len(around.words) > 1:
        for mention in view.mentions:
            if mention.declares and mention.bound and mention.owner == around.words[1]:
                yield Proposal(label=mention.text, kind="field", doc=f"a role of `{mention.owner}`")


def _statements(around: Surroundings) -> Iterator[Proposal]:
    """What a line of a block may begin with."""
    word, kinds = around.word, around.kinds()
    if not around.blocks:
        yield from (_phrase(name, "keyword", doc) for name, doc in DECLARATIONS.items())
    elif word == "test":
        yield from (_step(row.name, row.usage, row.doc) for row in TEST_STATEMENTS.values())
    elif word == "hours":
        yield from _words("keyword", {"open": "days and times", "closed": "days without times"})
    elif word in ("prompt", "event"):
        yield from _languages() if word == "prompt" else _words("keyword", {"on": "a status of a call"})
    elif word == "defaults":
        yield from _of_kinds([KINDS[name] for name in INHERITING])
        yield from (Proposal(label=name, kind="keyword", doc=KINDS[name].doc) for name in INHERITING)
    elif kinds:
        yield from _of_kinds(kinds)
        if word in QUESTIONS:
            yield from (_step(name, STEPS[name].usage, STEPS[name].doc) for name in ("say", "play"))
        if word == "outbound":
            yield from _steps()
    else:
        yield from _steps()
    if word in ("menu", "anywhere") or (word in ("if", "each") and around.inside("menu")):
        yield from _words("keyword", OPTIONS)


def _steps() -> Iterator[Proposal]:
    yield from (_step(step.name, step.usage, step.doc) for step in STEPS.values())
    yield from _words("keyword", OPENING)
    yield Proposal(label="->", kind="keyword", doc="goes on elsewhere, and does not come back")


def _of_kinds(kinds: Iterable[Kind]) -> Iterator[Proposal]:
    for kind in kinds:
        yield from (
            Proposal(label=s.name, kind="setting", doc=setting_doc(s), insert=f"{s.name}: ")
            for s in kind.settings
        )
        for handler in kind.handlers:
            yield Proposal(label=f"on {handler.name}", kind="handler", doc=handler.doc)
        yield from (
            Proposal(label=name, kind="keyword", insert=f"{name} {{\n\t$0\n}}") for name in kind.blocks
        )


def setting_doc(setting: Setting) -> str:
    """What a setting means, takes and becomes."""
    _, key, takes, doc, default = setting_row(setting)
    ncco = f"\n\nNCCO: {key}" + (f", the platform's default is {default}" if default else "") if key else ""
    return f"{doc}\n\nTakes {takes}.{ncco}"


def handlers(around: Surroundings) -> Iterator[tuple[str, str]]:
    """The names behind `on` in the innermost block, with when each runs."""
    if around.word == "event":
        yield from ((status.name, status.doc) for status in events.STATUSES.values())
    kinds = [KINDS[name] for name in INHERITING] if around.word == "defaults" else around.kinds()
    yield from ((handler.name, handler.doc) for kind in kinds for handler in kind.handlers)


def _behind_colon(view: View, around: Surroundings, owner: str) -> Iterator[Proposal]:
    words = around.words
    if (not around.blocks and words[0] in {*TYPED, "var"}) or around.word == "type":
        yield from _types(view)
        return
    kinds = [KINDS[name] for name in INHERITING] if around.word == "defaults" else around.kinds()
    row = next((s for kind in kinds for s in kind.settings if s.name == words[0]), None)
    if row is not None and row.form == "word":
        yield from (Proposal(label=word, kind="word", doc=row.doc) for word in row.words)
    elif row is not None and row.form in ("bool", "expression_or_true"):
        yield from (Proposal(label=word, kind="word", doc=row.doc) for word in ("true", "false"))
    elif row is not None and row.form == "language":
        yield from _languages()
    elif row is not None and row.form == "roles":
        yield from (Proposal(label=word, kind="word", doc=row.doc) for word in ("nobody", "everybody"))
        yield from (
            Proposal(label=m.text, kind="field") for m in view.mentions if m.owner == owner and m.declares
        )
    else:
        yield from _values(view, owner)


def _behind_word(view: View, around: Surroundings) -> Iterator[Proposal]:
    """What stands behind a word of the language."""
    words, last = around.words, around.last
    match words:
        case ["connect"] | ["connect", "all"] if not around.inside("test"):
            yield from _words("word", dict.fromkeys(ENDPOINT_KINDS, "a kind of target"))
            yield from _declared(view, ("endpoint", "const", "param", "var"))
        case ["endpoint", _]:
            yield from _words("word", dict.fromkeys(ENDPOINT_KINDS, "a kind of target"))
        case ["collect"]:
            yield from _words("word", dict.fromkeys(COLLECT_KINDS, "what is asked for"))
        case ["record" | "await"] | ["expect", "record"]:
            yield from _declared(view, ("recording",))
        case ["join"] | ["expect", "join"]:
            yield from _declared(view, ("conference",))
        case ["language"]:
            yield from _languages()
        case ["expect"]:
            yield from _words("word", {name: row.doc for name, row in EXPECTATIONS.items()})
        case ["expect", "connect"]:
            yield from _declared(view, ("endpoint", "const", "param"))
        case ["answer"] if around.inside("test"):
            yield from _words("word", dict.fromkeys(STATUSES, "how the dialling ends"))
        case ["given"]:
            yield from _declared(view, ("extern",))
        case ["set"]:
            yield from _declared(view, ("var",))
        case ["ensure", *_]:
            yield from _words("word", dict.fromkeys(("every", "no", "menu", "call", "reaches", "within"), ""))
            yield from _declared(view, (*TARGETS, "prompt"))
        case [*_] if last == "in" and "for" in words:
            yield from _languages()


def _values(view: View, owner: str) -> Iterator[Proposal]:
    for mention in view.mentions:
        if mention.declares and mention.bound and mention.owner == owner:
            yield Proposal(label=mention.text, kind="variable", doc=f"`{mention.text}` of `{owner}`")
    yield from _declared(view, VALUES)
    yield from (
        Proposal(label=name, kind="function", doc=row.doc, insert=f"{name}($0)")
        for name, row in FUNCTIONS.items()
    )
    yield from _words("word", {"call": "the call", "event": "what happened", "now": "the moment of the call"})


def _types(view: View) -> Iterator[Proposal]:
    yield from (Proposal(label=name, kind="type", doc=described(of)) for name, of in SIMPLE.items())
    yield from _declared(view, ("type", "enumeration"))


def _declared(view: View, kinds: tuple[str, ...]) -> Iterator[Proposal]:
    for name, item in view.items.items():
        kind = item.word.text if isinstance(item, tree.Unknown) else DECLARED.get(type(item), "outbound")
        if kind in kinds:
            yield Proposal(label=name, kind=kind, doc=item.doc or DECLARATIONS.get(kind, ""))


def _languages() -> Iterator[Proposal]:
    return (Proposal(label=code, kind="language", doc=row.language) for code, row in VOICES.items())


def _words(kind: str, docs: dict[str, str]) -> Iterator[Proposal]:
    return (Proposal(label=word, kind=kind, doc=doc) for word, doc in docs.items())


def _step(name: str, usage: str, doc: str) -> Proposal:
    insert = f"{name} {{\n\t$0\n}}" if name == "menu" else _bodies().get(name, "")
    return Proposal(
        label=name, kind="step", doc=f"{doc}\n\n`{usage}`", insert=insert if name in STEPS else ""
    )


def _phrase(name: str, kind: str, doc: str) -> Proposal:
    return Proposal(label=name, kind=kind, doc=doc, insert=_bodies()[name] if name in NAMED else "")


@cache
def _bodies() -> dict[str, str]:
    return {word: "\n".join(row["body"]) for word, row in json.loads(snippets()).items()}
