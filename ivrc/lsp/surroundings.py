"""What stands around a cursor, read from tokens: while somebody types, the tree has a hole just there."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ivrc.language.vocabulary import AFTER, ENDPOINT_KINDS, FALLBACK, FLOW, INHERITING, KINDS
from ivrc.node import node
from ivrc.source import Source
from ivrc.syntax.parser import parse
from ivrc.syntax.tokens import tokens

if TYPE_CHECKING:
    from ivrc.language.rows import Kind, Setting
    from ivrc.syntax import tree
    from ivrc.syntax.tokens import Token

Words = tuple[str, ...]
INTERPOLATION = ("{",)
"""The words in front of a brace inside a string."""

OPEN = re.compile(r"(?<!\\)\{[^{}\n]*\Z")
"""The end of a text in which an interpolation is not closed."""

OTHERWISE_CALLED = {"app": "application", "recording": "record", "join": "conference"}
"""First word of a block to the row of the vocabulary that says what it holds."""

GOING_ON = (["or"], ["and"], [","])
"""Last words of a line that goes on in the next one."""

CALLING = frozenset({"let", "set", "return"})
BODIES = {"event": AFTER, "fallback": FALLBACK}
"""First words of blocks in which not every step may stand."""


@node
class Surroundings:
    """`words` of the statement up to the cursor, without the one that is being typed; `blocks` are the words
    in front of each brace that is open, the outermost first. `closed` are those of the block that ends in
    front of the cursor, `outer` those in front of the string in which the cursor is.
    """

    words: Words
    blocks: tuple[Words, ...]
    closed: Words = ()
    outer: Words = ()

    @property
    def block(self) -> Words:
        """The words in front of the innermost brace."""
        return self.blocks[-1] if self.blocks else ()

    @property
    def word(self) -> str:
        """The word with which the innermost block begins."""
        return self.block[0] if self.block else ""

    @property
    def last(self) -> str:
        """The word or sign in front of the cursor."""
        return self.words[-1] if self.words else ""

    def inside(self, *names: str) -> bool:
        """Whether a block that begins with one of these words is open."""
        return any(block[0] in names for block in self.blocks if block)

    @property
    def opened(self) -> int:
        """Where among the words the innermost bracket is that is open; -1 if none is."""
        depth = 0
        for at in range(len(self.words) - 1, -1, -1):
            depth += (self.words[at] in (")", "]")) - (self.words[at] in ("(", "["))
            if depth < 0:
                return at
        return -1

    def kinds(self) -> list[Kind]:
        """The rows of the vocabulary that say what the innermost block may hold."""
        return kinds_of(self.block)

    def setting(self) -> Setting | None:
        """The row of the setting with whose name the statement begins."""
        rows = (row for kind in self.kinds() for row in kind.settings)
        return next((row for row in rows if self.words[:1] == (row.name,)), None)

    def body(self) -> str:
        """What the steps around the cursor belong to, as rows of the vocabulary call it."""
        for depth in range(len(self.blocks) - 1, -1, -1):
            word, *rest = self.blocks[depth] or ("",)
            if word in BODIES:
                return BODIES[word]
            if word == "on" and rest and depth:
                rows = (row for kind in kinds_of(self.blocks[depth - 1]) for row in kind.handlers)
                body = next((row.body for row in rows if row.name in rest), "")
                if body:
                    return body
        return FLOW


def kinds_of(block: Words) -> list[Kind]:
    """The rows of the vocabulary that say what a block behind these words may hold."""
    first = block[0] if block else ""
    if first in CALLING or block[1:2] == ("(",):
        return [replace(KINDS["extern"], settings=(), blocks=())]
    names = [OTHERWISE_CALLED.get(first, first)]
    if first == "defaults":
        names = list(INHERITING)
    if first == "endpoint" or (first == "connect" and len(block) > 1):
        names += [name for name in block[1:3] if name in ENDPOINT_KINDS]
    return [KINDS[name] for name in names if name in KINDS]


def surroundings(source: Source, file: tree.File, offset: int) -> Surroundings | None:
    """What stands around a character; nothing inside comments and plain text."""
    words: list[str] = []
    blocks: list[Words] = []
    outside: list[list[str]] = []
    closed: Words = ()
    behind, brackets = 0, 0
    for token in tokens(source, file, inside_strings=True):
        start, end = token.span.start, token.span.end
        if start >= offset or (end >= offset and token.kind in ("name", "keyword", "literal")):
            break
        if _inside(source, token, offset):
            closed_there = _closed(source, token, offset)
            return surroundings(closed_there, parse(closed_there)[0], offset) if closed_there else None
        if brackets <= 0 and "\n" in source.text[behind:start] and words[-1:] not in GOING_ON:
            words = []
        behind = end
        brackets += (token.text in ("(", "[")) - (token.text in (")", "]"))
        if token.text == "{" and token.kind == "sign":
            blocks.append(INTERPOLATION if token.role else tuple(words))
            outside.append(words)
            words, brackets, closed = [], 0, ()
        elif token.text == "}" and token.kind == "sign":
            closed = blocks.pop() if blocks else ()
            before = outside.pop() if outside else []
            words = before if token.role else []
            brackets = sum((word in ("(", "[")) - (word in (")", "]")) for word in words)
        elif token.text == ";":
            words, closed = [], ()
        elif token.kind != "comment":
            words.append(token.text)
            closed = ()
    if brackets <= 0 and "\n" in source.text[behind:offset] and words[-1:] not in GOING_ON:
        words = []
    inside = bool(blocks) and blocks[-1] == INTERPOLATION
    outer = tuple(outside[-1]) if inside else ()
    return Surroundings(words=tuple(words), blocks=tuple(blocks), closed=closed, outer=outer)


def _closed(source: Source, token: Token, offset: int) -> Source | None:
    """The source with the string closed at the cursor, if an interpolation of it is open there."""
    quotes = '"""' if token.text.startswith('"""') else '"'
    ending = f"}}{quotes}"
    begun, behind = source.text[:offset], source.text[max(offset, token.span.end) :]
    text = begun + ending + behind
    if token.kind != "string" or text == source.text or not OPEN.search(begun, token.span.start):
        return None
    return Source(name=source.name, text=text, index=source.index, path=source.path)


def _inside(source: Source, token: Token, offset: int) -> bool:
    """Whether a character is within a comment or text, or at the end of one that goes on there."""
    if token.kind == "comment":
        return token.span.start < offset <= token.span.end
    if token.kind not in ("string", "escape"):
        return False
    if token.text != '"' and token.text.endswith('"'):
        return token.span.start < offset < token.span.end
    return token.span.start < offset and not source.text[token.span.end : offset].strip(" ")
