"""What a character of a source is: one table for the compiler's own tokens and for all editors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ivrc.editors.words import ACTIONS, CONSTANTS, KINDS_BEHIND, ROOTS, VALUE
from ivrc.language.vocabulary import ENDPOINT_KINDS
from ivrc.node import node
from ivrc.syntax.build import DAYS
from ivrc.syntax.table import load
from ivrc.syntax.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ivrc.source import Source, Span
    from ivrc.syntax import tree
    from ivrc.syntax.tokens import Token


@node
class Category:
    """How a kind of token is called by editors.

    `scope` is TextMate's, `vim` a highlight group, `face` one of Emacs, `capture` one of tree-sitter as
    Neovim knows it, `pygments` a token type.
    """

    name: str
    scope: str
    vim: str
    face: str
    capture: str
    pygments: str


def _row(name: str, scope: str, vim: str, face: str, capture: str, pygments: str) -> Category:
    return Category(
        name=name,
        scope=f"{scope}.ivr",
        vim=vim,
        face=f"font-lock-{face}-face",
        capture=capture,
        pygments=pygments,
    )


CATEGORIES: dict[str, Category] = {
    row.name: row
    for row in (
        _row("comment", "comment.line.double-slash", "Comment", "comment", "comment", "Comment.Single"),
        _row("doc", "comment.line.documentation", "SpecialComment", "doc", "comment.documentation",
             "Comment.Special"),
        _row("string", "string.quoted.double", "String", "string", "string", "String"),
        _row("escape", "constant.character.escape", "SpecialChar", "constant", "string.escape",
             "String.Escape"),
        _row("brace", "punctuation.section.embedded", "Delimiter", "preprocessor", "punctuation.special",
             "String.Interpol"),
        _row("keyword", "keyword.control", "Keyword", "keyword", "keyword", "Keyword"),
        _row("step", "support.function.step", "Statement", "builtin", "function.builtin", "Name.Builtin"),
        _row("setting", "variable.other.property", "Identifier", "variable-name", "property",
             "Name.Attribute"),
        _row("event", "variable.other.enummember.event", "PreProc", "variable-name", "label", "Name.Label"),
        _row("definition", "entity.name.function", "Function", "function-name", "function", "Name.Function"),
        _row("target", "entity.name.function.target", "Function", "function-name", "function.target",
             "Name.Function.Magic"),
        _row("function", "entity.name.function.call", "Function", "function-name", "function.call",
             "Name.Function"),
        _row("type", "entity.name.type", "Type", "type", "type", "Keyword.Type"),
        _row("builtin", "variable.language", "Special", "builtin", "variable.builtin", "Name.Builtin.Pseudo"),
        _row("constant", "constant.language", "Boolean", "constant", "constant.builtin", "Keyword.Constant"),
        _row("number", "constant.numeric", "Number", "constant", "number", "Number"),
        _row("duration", "constant.numeric.duration", "Number", "constant", "number.duration",
             "Number.Float"),
        _row("date", "constant.numeric.date", "Number", "constant", "number.date", "Literal.Date"),
        _row("phone", "constant.numeric.phone", "Number", "constant", "number.phone", "Number.Integer.Long"),
        _row("language", "variable.other.constant.language", "Constant", "constant", "constant.language",
             "Name.Constant"),
        _row("operator", "keyword.operator", "Operator", "keyword", "operator", "Operator"),
    )
}  # fmt: skip  # a table
"""Names and punctuation have none."""

LITERALS: dict[tree.LiteralKind, str] = {
    "int": "number",
    "number": "number",
    "key": "number",
    "range": "number",
    "duration": "duration",
    "phone": "phone",
    "language": "language",
    "date": "date",
    "yearly": "date",
    "time": "date",
    "date_range": "date",
    "yearly_range": "date",
    "bool": "constant",
}
"""Kind of literal to category."""

DECLARED = (
    *("Const", "BuildParam", "Var", "Endpoint", "Prompt", "Hours", "RecordType", "Enumeration", "Extern"),
    *("Recording", "Conference", "Entry", "Flow", "Menu", "Let"),
)
ROLES = {
    **{f"{kind}.name": "definition" for kind in DECLARED},
    "Setting.name": "setting",
    "Parameter.name": "setting",
    "TypeRef.name": "type",
    "Entry.kind": "keyword",
    "Schedule.word": "keyword",
    "Handler.kinds": "event",
    "Goto.target": "target",
    "Is.word": "constant",
    "Interpolation.format": "function",
    "Interpolation": "brace",
    "Call.name": "function",
}
"""What a token is to the tree, to category."""

VOCABULARIES = {
    "Endpoint.kind": ("type", frozenset(ENDPOINT_KINDS)),
    "When.first": ("constant", DAYS),
    "When.last": ("constant", DAYS),
}
"""What a token is to the tree, to the category of these words there."""

BEFORE_VALUE = re.compile(VALUE)
PUNCTUATION = frozenset(",:;.(){}[]")


def categories(source: Source, file: tree.File) -> Iterator[tuple[str, Span]]:
    """The tokens of a source that have a category, in order."""
    found = tokens(source, file, inside_strings=True)
    for at, token in enumerate(found):
        name = "type" if _is_kind(source, found, at) else _category(found, at)
        if name:
            yield name, token.span


def _is_kind(source: Source, found: Sequence[Token], at: int) -> bool:
    """Whether a word behind a step tells of which kind the next value is."""
    token, before = found[at], found[at - 1]
    return (
        token.role == "Reference.path"
        and before.role == "Action.word"
        and token.text in KINDS_BEHIND.get(before.text, ())
        and BEFORE_VALUE.match(source.text, token.span.end) is not None
    )


def _category(found: Sequence[Token], at: int) -> str | None:
    token = found[at]
    match token.kind:
        case "comment":
            return "doc" if token.text.startswith("///") else "comment"
        case "string" | "escape" | "keyword":
            return token.kind
        case "literal":
            return LITERALS[token.role] if token.role != "language" or "-" in token.text else None  # type: ignore[index]  # the role of a literal is its kind
        case "sign":
            return ROLES.get(token.role) or (None if token.text in PUNCTUATION else "operator")
        case "name":
            return _of_name(token, found[at + 1].text if at + 1 < len(found) else "")
    return None


def _of_name(token: Token, following: str) -> str | None:
    """What a name is called by the tree, or looks like."""
    text, role = token.text, token.role
    if text.isdigit():
        return "number"
    if "-" in text:
        return "language"
    if role == "Ensure.words":
        return None
    if role == "Action.word":
        return "keyword" if text in load().words else "step" if text in ACTIONS else None
    if role in ROLES:
        return ROLES[role]
    if role in VOCABULARIES:
        category, words = VOCABULARIES[role]
        return category if text in words else None
    if following == "(":
        return "function"
    if role == "Reference.path" and text in CONSTANTS:
        return "constant"
    return (
        "builtin"
        if role == "Reference.path" and (text == "now" or (text in ROOTS and following == "."))
        else None
    )
