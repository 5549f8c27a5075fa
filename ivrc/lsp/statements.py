"""What a line may begin with."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from ivrc.editors.vscode import NAMED, snippets
from ivrc.language.trials import TEST_STATEMENTS
from ivrc.language.vocabulary import AFTER, CALLEE, DECLARATIONS, FLOW, INHERITING, KINDS, STEPS
from ivrc.lsp.behind import JUMP, QUESTIONS, TRIGGERS
from ivrc.lsp.outline import everything
from ivrc.lsp.proposing import Proposal, declared_as, languages, words_of
from ivrc.ncco import events
from ivrc.reference import setting_row
from ivrc.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ivrc.language.rows import Kind, Setting
    from ivrc.lsp.proposing import Place
    from ivrc.lsp.surroundings import Surroundings

OPENING = {
    "if": "a condition",
    "match": "one of several cases",
    "let": "names a value",
    "set": "changes a `var`",
    "return": "ends a flow that was called",
    "each": "repeats for the elements of a list",
}
ELSE = {"else": "what is done otherwise"}
CASES = {"case": "one or more values", **ELSE}
SCHEDULES = {"open": "days and times", "closed": "days without times"}
HEADERS = {"authorization": "how a server knows who asks"}
REPEATED = ("say", "play", "wait")
"""Steps that `each` repeats."""

FREE = frozenset({"type", "headers", "body"})
"""Blocks of which the author thinks up every word."""


def statements(place: Place) -> Iterator[Proposal]:
    """What a line of a block, or of a file, may begin with."""
    around = place.around
    word = around.word
    if around.closed[:1] == ("if",) or around.closed[:2] == ("else", "if"):
        yield from words_of("keyword", ELSE)
    if not around.blocks:
        yield from (_phrase(name, doc) for name, doc in DECLARATIONS.items())
    elif word in FREE:
        yield from _written_elsewhere(place)
    elif word == "test":
        yield from (_step(row.name, row.usage, row.doc) for row in TEST_STATEMENTS.values())
    elif word == "hours":
        yield from words_of("keyword", SCHEDULES)
    elif word == "match":
        yield from words_of("keyword", CASES)
    elif word == "prompt":
        yield from (_line(one) for one in languages())
    elif word == "event":
        for status in events.STATUSES.values():
            yield Proposal(label=f"on {status.name}", kind="handler", doc=status.doc)
    else:
        yield from _of_block(place)


def _line(language: Proposal) -> Proposal:
    return Proposal(
        label=language.label, kind=language.kind, doc=language.doc, insert=f'{language.label}: "$0"'
    )


def _written_elsewhere(place: Place) -> Iterator[Proposal]:
    """The words that an author thought up for other blocks of that name, and the header that most need."""
    word = place.around.word
    parts = (part for file in place.view.trees for part in everything(file) if isinstance(part, tree.Action))
    blocks = [part.block for part in parts if part.word.text == word and part.block is not None]
    held = (one for block in blocks for one in block.statements if isinstance(one, tree.Setting))
    docs = {one.name.text: "written elsewhere" for one in held}
    docs |= HEADERS if word == "headers" else {}
    yield from (
        Proposal(label=name, kind="setting", doc=doc, insert=f"{name}: ") for name, doc in docs.items()
    )


def _of_block(place: Place) -> Iterator[Proposal]:
    around = place.around
    word, kinds = around.word, around.kinds()
    yield from _of_kinds(kinds)
    if word == "defaults":
        yield from (Proposal(label=name, kind="keyword", doc=KINDS[name].doc) for name in INHERITING)
    elif word in QUESTIONS:
        yield from _spoken(word == "menu")
    elif word == "anywhere":
        yield from words_of("keyword", TRIGGERS)
    elif word in ("if", "else", "each") and _of_options(around):
        yield from _spoken(True)
    elif not kinds or word == "outbound":
        yield from _steps(place)


def _of_options(around: Surroundings) -> bool:
    """Whether a block of `if` or `each` holds the options of a menu."""
    outside = next((b for b in reversed(around.blocks) if b[:1] not in (("if",), ("else",), ("each",))), ())
    return outside[:1] in (("menu",), ("anywhere",))


def _spoken(options: bool) -> Iterator[Proposal]:
    """What a question says, and its options."""
    yield from (_step(name, STEPS[name].usage, STEPS[name].doc) for name in ("say", "play"))
    if options:
        yield from words_of("keyword", {**TRIGGERS, "if": OPENING["if"], "each": OPENING["each"]})


def _steps(place: Place) -> Iterator[Proposal]:
    """The steps that may stand here, by what the block around them belongs to."""
    body = place.around.body()
    repeated = place.around.word == "each"
    for step in STEPS.values():
        if body in step.where and (step.name in REPEATED or not repeated):
            yield _step(step.name, step.usage, step.doc)
    yield from words_of("keyword", OPENING)
    if body == FLOW:
        yield from words_of("keyword", JUMP)
    if body in (FLOW, CALLEE, AFTER):
        yield from declared_as(place, ("flow", "extern") if body == FLOW else ("extern",))


def _of_kinds(kinds: Iterable[Kind]) -> Iterator[Proposal]:
    for kind in kinds:
        yield from (
            Proposal(label=s.name, kind="setting", doc=setting_doc(s), insert=f"{s.name}: ")
            for s in kind.settings
        )
        for handler in kind.handlers:
            yield Proposal(label=f"on {handler.name}", kind="handler", doc=handler.doc)
        for name in kind.blocks:
            doc = KINDS["vbc_capability" if name == "vbc" else name].doc
            yield Proposal(label=name, kind="keyword", doc=doc, insert=f"{name} {{\n\t$0\n}}")


def setting_doc(setting: Setting) -> str:
    """What a setting means, takes and becomes."""
    _, key, takes, doc, default = setting_row(setting)
    ncco = f"\n\nNCCO: {key}" + (f", the platform's default is {default}" if default else "") if key else ""
    return f"{doc}\n\nTakes {takes}.{ncco}"


def handlers(around: Surroundings) -> Iterator[tuple[str, str]]:
    """The names behind `on` in the innermost block, with when each runs."""
    if around.word == "event":
        yield from ((status.name, status.doc) for status in events.STATUSES.values())
    yield from ((handler.name, handler.doc) for kind in around.kinds() for handler in kind.handlers)


def _step(name: str, usage: str, doc: str) -> Proposal:
    insert = f"{name} {{\n\t$0\n}}" if name == "menu" else _bodies().get(name, "")
    return Proposal(
        label=name, kind="step", doc=f"{doc}\n\n`{usage}`", insert=insert if name in STEPS else ""
    )


def _phrase(name: str, doc: str) -> Proposal:
    return Proposal(label=name, kind="keyword", doc=doc, insert=_bodies()[name] if name in NAMED else "")


@cache
def _bodies() -> dict[str, str]:
    return {word: "\n".join(row["body"]) for word, row in json.loads(snippets()).items()}
