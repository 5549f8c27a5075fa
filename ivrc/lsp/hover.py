"""What there is to know about a word: its declaration, what a caller hears of it, the NCCO, the tables."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ivrc.lsp.completion import proposals
from ivrc.lsp.outline import children
from ivrc.lsp.statements import setting_doc
from ivrc.lsp.surroundings import surroundings
from ivrc.syntax import tree
from ivrc.syntax.tokens import tokens

if TYPE_CHECKING:
    from ivrc.lsp.surroundings import Surroundings
    from ivrc.lsp.view import View
    from ivrc.source import Source, Span


WORDS = frozenset({"name", "keyword", "literal"})
"""Tokens of which there is something to say."""

DAYS = {
    "yearly": "a day of every year",
    "yearly_range": "days of every year",
    "date_range": "from a day to a day",
}
"""Literals that a newcomer may not know, by their kind."""

ENTRIES = frozenset({"answer", "fallback"})


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
    """What completion says of a word where it stands; of a value in a setting, what the setting is."""
    file = view.trees[source.index]
    found = tokens(source, file, inside_strings=True)
    at = next((n for n, one in enumerate(found) if one.span.start <= offset < one.span.end), None)
    if at is None or found[at].kind not in WORDS:
        return None
    token, start = found[at], found[at].span.start
    word = f"on {found[at + 1].text}" if token.text == "on" and at + 1 < len(found) else token.text
    docs = {one.label: one.doc for one in proposals(view, source, start)}
    around = surroundings(source, file, start)
    doc = docs.get(word) or (_of_setting(around) if around is not None else "")
    doc = doc or DAYS.get(token.role, "")
    if token.text in ENTRIES and around is not None and not around.blocks:
        doc = "\n\n".join([doc, *_ncco(view, token.text)])
    return (doc, token.span) if doc else None


def _of_setting(around: Surroundings) -> str:
    """What a setting means whose value is being written."""
    row = around.setting() if around.words[1:2] == (":",) else None
    return setting_doc(row) if row is not None else ""
