"""What there is to know about a word: its declaration, what a caller hears of it, the NCCO, the tables."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ivrc.language.builtins import CALL_FIELDS, FORMATS, FUNCTIONS
from ivrc.language.trials import TEST_STATEMENTS
from ivrc.language.types import SIMPLE, described
from ivrc.language.vocabulary import DECLARATIONS, INHERITING, KINDS, STEPS
from ivrc.lsp.behind import TRIGGERS
from ivrc.lsp.outline import children
from ivrc.lsp.statements import OPENING, handlers, setting_doc
from ivrc.lsp.surroundings import Surroundings, surroundings
from ivrc.ncco.voices import VOICES
from ivrc.syntax import tree
from ivrc.syntax.tokens import tokens

if TYPE_CHECKING:
    from ivrc.lsp.view import View
    from ivrc.source import Source, Span
    from ivrc.syntax.tokens import Token


def hover(view: View, source: Source, offset: int) -> tuple[str, Span] | None:
    """What to show of the word at a character, as Markdown, and where the word stands."""
    mention = view.at(source, offset)
    if mention is not None and (places := view.same(mention)):
        declaration = next(place for place in places if place.declares)
        item = view.items.get(mention.text) if not mention.bound else None
        shown = _of_item(view, item) if item is not None else _line(view, declaration.span)
        return shown, mention.span
    return _of_word(view, source, offset)


def _of_item(view: View, item: tree.Item) -> str:
    """The declaration as it begins, its documentation, and what becomes of it."""
    blocks = [part for part in children(item) if isinstance(part, tree.Block)]
    fields = isinstance(item, tree.RecordType | tree.Enumeration)
    stop = blocks[0].span.start if blocks and not fields else item.span.end
    source = view.sources[item.span.file]
    name = getattr(item, "name", None)
    parts = [_code(source.text[item.span.start : stop].strip())]
    parts += [item.doc] if item.doc else []
    if isinstance(name, tree.Name):
        parts += _ncco(view, name.text)
    return "\n\n".join(parts)


def _line(view: View, span: Span) -> str:
    source = view.sources[span.file]
    return _code(source.line(source.position(span.start)[0]).strip())


def _code(text: str, language: str = "ivr") -> str:
    return f"```{language}\n{text}\n```"


def _ncco(view: View, state: str) -> list[str]:
    """What a caller hears first, and the NCCO by which it comes about, if the program is good."""
    content = view.files.get(f"ncco/{state}.json")
    if content is None:
        return []
    heard = [f"> {action['text']}" for action in json.loads(content) if action["action"] == "talk"]
    said = ["The caller hears:\n\n" + "\n>\n".join(heard)] if heard else []
    return [*said, f"NCCO `ncco/{state}.json`:\n\n{_code(content.decode().strip(), 'json')}"]


def _of_word(view: View, source: Source, offset: int) -> tuple[str, Span] | None:
    file = view.trees[source.index]
    found = tokens(source, file, inside_strings=True)
    at = next((n for n, t in enumerate(found) if t.span.start <= offset < t.span.end), None)
    around = surroundings(source, file, offset)
    if at is None or around is None:
        return None
    token, before = found[at], found[at - 1].text if at else ""
    doc = _doc(token, before, around)
    if token.text in ("answer", "fallback") and not around.blocks:
        doc = "\n\n".join([doc, *_ncco(view, token.text)])
    return (doc, token.span) if doc else None


def _doc(token: Token, before: str, around: Surroundings) -> str:
    """What the tables say about a word of the language."""
    text = token.text
    kinds = [KINDS[name] for name in INHERITING] if around.word == "defaults" else around.kinds()
    settings = {row.name: setting_doc(row) for kind in kinds for row in kind.settings}
    if token.role == "Setting.name":
        return settings.get(text, "")
    if token.role == "Handler.kinds":
        return dict(handlers(around)).get(text, "")
    if before == ".":
        return CALL_FIELDS[text].doc if text in CALL_FIELDS else ""
    if token.role == "Interpolation.format":
        return FORMATS[text].doc if text in FORMATS else ""
    if token.role == "language":
        return VOICES[text].language if text in VOICES else ""
    if token.role == "TypeRef.name":
        return described(SIMPLE[text]) if text in SIMPLE else ""
    if not around.blocks:
        return DECLARATIONS.get(text, "")
    if text in FUNCTIONS and token.role == "Reference.path":
        return FUNCTIONS[text].doc
    if token.role in ("Action.word", "") and around.inside("test") and text in TEST_STATEMENTS:
        return f"{TEST_STATEMENTS[text].doc}\n\n`{TEST_STATEMENTS[text].usage}`"
    if token.role == "Action.word" and text in STEPS:
        return f"{STEPS[text].doc}\n\n`{STEPS[text].usage}`"
    if token.role == "Action.word" and text in KINDS:
        return KINDS[text].doc
    return {**OPENING, **TRIGGERS}.get(text, "") if token.kind == "keyword" else ""
