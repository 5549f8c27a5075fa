"""Declarations, statements and options as other languages write them: one row a habit."""

from __future__ import annotations

from ivrc.syntax.habits import LINE_END, NAME
from ivrc.syntax.notations import Habit

COLON_BLOCK = "a block stands in braces, not behind a colon"
COMMA = "a comma does not separate these: each stands on its own line"

OPTIONS = (
    Habit(r"\d+(?:-|\.\.\.?|–|…)\d+", "keys have no ranges", None, "list them: `press 1, 2, 3`",
          within="press"),
    Habit(r"(?P<wrong>or)[ \t]+([0-9*#]+)", "keys of one option are separated by commas", r", \2",
          "write `press 1, 2`", within="press", cure="leave out"),
    Habit(r"(?:and\b|[|/&])(?=[ \t]*[0-9*#])", "keys of one option are separated by commas", ",",
          within="press"),
    Habit(r"(?:and\b|[|/&])", "keys and words for one option are joined by `or`", "or", within="press speak",
          fits="OR"),
    Habit(r'(?=")', "the words of an option stand behind `for`", "for ", fits="FOR"),
    Habit(r":", "a colon leads nowhere", None, "write `-> target` or a block: `press 1 -> sales`",
          within="press speak"),
    Habit(r"(?P<wrong>[0-9*#]+)(?=[ \t]*(?:->|\{))", "an option begins with `press`", r"press \1",
          fits="PRESS"),
    Habit(r"(?P<wrong>[0-9*#]+)[ \t]*(?:[:=]>?)", "an option begins with `press`", r"press \1 ->",
          fits="PRESS", cure="leave out"),
)  # fmt: skip
"""The options of a menu."""

STATEMENTS = (
    Habit(r"(?:hangup|return)(?![ \t]*->)\b", "a step stands in a block here", r"{ \g<0> }", fits="ARROW",
          within="press speak on if case"),
    Habit(rf"then\b{LINE_END}", "no `then` follows on a condition", None, "write `if condition { ... }`",
          fits="LBRACE", cure="indented"),
    Habit(r"then\b", "no `then` follows on a condition", None, "write `if condition { ... }`", fits="LBRACE"),
    Habit(rf"(?P<wrong>{NAME})(?=[ \t]*(?:\([^\r\n]*\)[ \t]*)?(?:[}};\r\n]|//|\Z))",
          "`->` is missing in front of the target", r"-> \1", fits="ARROW", within="press speak on case if"),
    Habit(rf"(?P<wrong>{NAME})(?=[ \t]+[\"\[{{+\w])", "steps stand in a block here", None,
          "put them between `{` and `}`", fits="ARROW", within="on case", code="IVR110"),
    Habit(r"(?P<wrong>->)[ \t]*(?:[\r\n;}]|//)", "this leads nowhere", None,
          "write the name of a flow or a menu behind `->`", fits="NAME"),
    Habit(rf"->[ \t]*(?P<wrong>{NAME})[ \t]+\"", "`->` leads to a flow or a menu; it takes no step", None,
          "put steps in a block: `{ say \"...\" }`", cure="leave out"),
    Habit(rf":(?=[ \t]*{NAME})", "the type of a result stands behind `->`", " ->", within="extern flow",
          fits="ARROW"),
    Habit(rf":{LINE_END}", COLON_BLOCK, None,
          "write `{` here and `}` behind its last line; indentation means nothing",
          fits="LBRACE", cure="indented"),
    Habit(r":", COLON_BLOCK, None, "write `-> target` or `{ ... }`", fits="LBRACE"),
    Habit(r"(?P<wrong>\r?\n)(?=[ \t]*\{)", "the block begins on this line", None,
          "put the `{` at the end of this line", fits="LBRACE", cure="skip"),
    Habit(r"(?:elif|elsif|elseif)\b", "this is written `else if`", "else if", fits="_ELSE"),
    Habit(r"(?:default|otherwise)\b[ \t]*:?", "the rest of the cases is written `else`", "else", fits="CASE",
          cure="leave out"),
    Habit(r'(?=["\w])', "each value of a `match` stands behind `case`", "case ", fits="CASE"),
    Habit(rf":[ \t]*{NAME}(?:\[\])?\??(?=[ \t]*=)", "the type follows from the value here", "", fits="EQUAL"),
    Habit(r":", "a value is given with `=`", " =", fits="EQUAL"),
    Habit(r":", "arguments are named with `=`", "=", fits="RPAR"),
    Habit(rf"({NAME})[ \t]+({NAME})", "the name comes first, then `:` and the type", r"\2: \1", fits="COLON"),
    Habit(r"\b(?P<wrong>[A-Za-z_]\w*)[ \t]*[=,)\r\n}]", "its type is missing", None,
          "write `name: type`, such as `name: text`",
          fits="COLON"),
    Habit(r"\|[ \t]*(?:none|null|nil)\b", "a value that may be absent has a type with `?`", "?",
          fits="OPTIONAL_MARK"),
    Habit(r"(?:[Ll]ist[ \t]*)?[<\[][ \t]*(\w+)[ \t]*[>\]]", "a list has a type with `[]`", r"\1[]",
          within="type flow extern var"),
    Habit(r":|of\b|=", "the list stands behind `in`", "in", fits="IN", within="each"),
    Habit(r"(?P<wrong>,)(\s*\})", COMMA, r"\2", "leave out the comma"),
    Habit(r"(?P<wrong>,)([ \t]*\r?\n[ \t]*)\"?(\w+)\"?([ \t]*:)", COMMA, r"\2\3\4", "leave out the comma"),
    Habit(r"(?P<wrong>,)([ \t]*)\"?(\w+)\"?([ \t]*:)", COMMA, r";\2\3\4", "write `;`, or a line break"),
    Habit(r",(?=[ \t]*(?://[^\r\n]*)?[\r\n}])", COMMA, "", "leave out the comma", fits="_NL"),
    Habit(r",(?=[ \t]*[A-Za-z_])", COMMA, ";", "write `;`, or a line break", fits="_NL",
          within="press speak type connect on"),
    Habit(r"\+(?!\d)", "values are not added here", None, "put a value into the text: `\"Hello {name}\"`"),
    Habit(r"[a-z_]\w*(?:-[a-z_]\w*)+", "names are written with `_`, not with `-`",
          lambda match: match[0].replace("-", "_"), cure="leave out"),
    Habit(r"\w*[^\W\x00-\x7f]\w*", "names have the letters `a` to `z`, digits and `_` only", code="IVR101"),
)  # fmt: skip
"""The shapes of declarations and statements."""
