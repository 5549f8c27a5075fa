"""What may be written at a place, with the words of the compiler's own tables."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from ivrc.editors.vscode import NAMED, snippets
from ivrc.language.trials import TEST_STATEMENTS
from ivrc.language.vocabulary import (
    DECLARATIONS,
    INHERITING,
    KINDS,
    STEPS,
)
from ivrc.lsp.behind import (
    TARGETS,
    Proposal,
    behind_as,
    behind_colon,
    behind_word,
    declared_as,
    fields_of,
    languages,
    types_named,
    values_of,
    words_of,
)
from ivrc.lsp.surroundings import INTERPOLATION, surroundings
from ivrc.ncco import events
from ivrc.reference import setting_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ivrc.language.rows import Kind, Setting
    from ivrc.lsp.surroundings import Surroundings
    from ivrc.lsp.view import View
    from ivrc.source import Source

QUESTIONS = ("menu", "collect")
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
LABEL = {"for": "what is said of the option"}
OPERATORS = {
    "is": "the hours are open, or a value is absent",
    "in": "one of a list",
    "and": "both",
    "or": "one of both",
}
OPTIONS = {"press": "an option chosen by keys", "speak": "an option chosen by words"}


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
        yield from fields_of(view, words, owner)
    elif last == "as":
        yield from behind_as(view, around)
    elif last == "is":
        yield from words_of(
            "word", {"open": "the hours are open", "closed": "they are closed", "none": "absent"}
        )
    elif around.block == INTERPOLATION:
        behind = words and last not in AFTER_VALUES
        yield from words_of("keyword", {"as": "how it is spoken"}) if behind else values_of(view, owner)
    elif not words:
        yield from _statements(view, around)
    elif words[0] == "on" and (len(words) == 1 or last == ","):
        yield from (Proposal(label=name, kind="handler", doc=doc) for name, doc in handlers(around))
    elif last == ":" and (len(words) == 2 or "(" in words):
        yield from behind_colon(view, around, owner)
    elif of_word := list(behind_word(view, around)):
        yield from of_word
    elif words[0] in OPTIONS and (last not in OPTIONS or len(words) > 1):
        yield from words_of("keyword", OPTIONS if last == "or" else {"or": "another way to choose", **LABEL})
    elif last in AFTER_VALUES or (words[0] in TAKING_VALUES and len(words) == 1):
        yield from values_of(view, owner)
    elif len(words) > 1 and (words[0] in ("if", "match", "return") or "=" in words):
        yield from words_of("keyword", OPERATORS)


def _targets(view: View, around: Surroundings) -> Iterator[Proposal]:
    if not around.blocks and around.words[0] in ("extern", "flow"):
        yield from types_named(view)
        return
    if around.inside(*QUESTIONS):
        yield Proposal(label="again", kind="keyword", doc="asks once more, prompt and all")
        yield Proposal(
            label="listen", kind="keyword", doc="waits for the answer without repeating the prompt"
        )
    yield from declared_as(view, TARGETS)


def _statements(view: View, around: Surroundings) -> Iterator[Proposal]:
    """What a line of a block may begin with."""
    word, kinds = around.word, around.kinds()
    if not around.blocks:
        yield from (_phrase(name, "keyword", doc) for name, doc in DECLARATIONS.items())
    elif word == "test":
        yield from (_step(row.name, row.usage, row.doc) for row in TEST_STATEMENTS.values())
    elif word == "hours":
        yield from words_of("keyword", {"open": "days and times", "closed": "days without times"})
    elif word in ("prompt", "event"):
        yield from languages() if word == "prompt" else words_of("keyword", {"on": "a status of a call"})
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
        yield from declared_as(view, ("flow", "extern"))
    if word in ("menu", "anywhere") or (word in ("if", "each") and around.inside("menu")):
        yield from words_of("keyword", OPTIONS)


def _steps() -> Iterator[Proposal]:
    yield from (_step(step.name, step.usage, step.doc) for step in STEPS.values())
    yield from words_of("keyword", OPENING)
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
