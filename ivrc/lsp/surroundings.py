"""What stands around a cursor, read from tokens: while somebody types, the tree has a hole just there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.language.vocabulary import ENDPOINT_KINDS, KINDS
from ivrc.node import node
from ivrc.syntax.tokens import tokens

if TYPE_CHECKING:
    from ivrc.language.rows import Kind
    from ivrc.source import Source
    from ivrc.syntax import tree
    from ivrc.syntax.tokens import Token

Words = tuple[str, ...]
INTERPOLATION = ("{",)
"""The words in front of a brace inside a string."""

OTHERWISE_CALLED = {"app": "application", "recording": "record", "join": "conference"}
"""First word of a block to the row of the vocabulary that says what it holds."""

CALLING = frozenset({"let", "set"})


@node
class Surroundings:
    """`words` of the statement up to the cursor, without the one that is being typed; `blocks` are the words
    in front of each brace that is open, the outermost first.
    """

    words: Words
    blocks: tuple[Words, ...]

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

    def kinds(self) -> list[Kind]:
        """The rows of the vocabulary that say what the innermost block may hold."""
        block = self.block
        names = [OTHERWISE_CALLED.get(self.word, self.word)]
        if self.word == "endpoint" or (self.word == "connect" and len(block) > 1):
            names += [name for name in block[1:3] if name in ENDPOINT_KINDS]
        if self.word in CALLING or block[1:2] == ("(",):
            names = ["extern"]
        return [KINDS[name] for name in names if name in KINDS]


def surroundings(source: Source, file: tree.File, offset: int) -> Surroundings | None:
    """What stands around a character; nothing inside comments and plain text."""
    words: list[str] = []
    blocks: list[Words] = []
    behind, brackets = 0, 0
    for token in tokens(source, file, inside_strings=True):
        start, end = token.span.start, token.span.end
        if start >= offset or (end >= offset and token.kind in ("name", "keyword", "literal")):
            break
        if _inside(token, offset):
            return None
        if brackets <= 0 and "\n" in source.text[behind:start]:
            words = []
        behind = end
        brackets += (token.text in ("(", "[")) - (token.text in (")", "]"))
        if token.text == "{" and token.kind == "sign":
            blocks.append(INTERPOLATION if token.role else tuple(words))
            words, brackets = [], 0
        elif token.text == "}" and token.kind == "sign":
            words = ["}"] if token.role else []
            del blocks[-1:]
        elif token.text == ";":
            words = []
        elif token.kind != "comment":
            words.append(token.text)
    if brackets <= 0 and "\n" in source.text[behind:offset]:
        words = []
    return Surroundings(words=tuple(words), blocks=tuple(blocks))


def _inside(token: Token, offset: int) -> bool:
    """Whether a character is within a comment or text, or at the end of one that goes on there."""
    if token.kind == "comment":
        return token.span.start < offset <= token.span.end
    if token.kind not in ("string", "escape"):
        return False
    open_end = token.text == '"' or not token.text.endswith('"')
    return token.span.start < offset < token.span.end + open_end
