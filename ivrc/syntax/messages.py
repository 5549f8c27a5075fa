"""The codes IVR100 to IVR119, and the words for tokens: whatever is said about text that does not parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.diagnostics import Diagnostic, Edit, Label

if TYPE_CHECKING:
    from ivrc.source import Span

EXPLANATIONS: dict[str, tuple[str, str]] = {
    "IVR100": (
        "this is not understood here",
        "The text so far can go on in other ways, but not like this; the message lists them.\n\n"
        "Wrong: `timeout = 20s`\n\nRight: `timeout: 20s`",
    ),
    "IVR101": (
        "this character is no part of the language",
        "Outside strings and comments only ASCII letters, digits and the signs of the language stand. Text\n"
        "copied from a word processor often brings other quotes and spaces with it.\n\n"
        'Wrong: `say “Hello”`\n\nRight: `say "Hello"`',
    ),
    "IVR102": (
        "this string is never closed",
        "A string ends with the quote that began it, on the same line; text over several lines stands between\n"
        '`"""` and `"""`. A quote inside is written `\\"`.\n\n'
        'Wrong: `say "Hello`\n\nRight: `say "Hello"`',
    ),
    "IVR103": (
        "this block is never closed",
        "Each `{` needs its `}`. The message points at the `{` that has none, judged by the indentation.\n\n"
        'Wrong: `flow a { say "Hello"`\n\nRight: `flow a { say "Hello" }`',
    ),
    "IVR104": (
        "this bracket is never closed",
        "Each `(` needs its `)` and each `[` its `]`; until then line breaks count for nothing.\n\n"
        "Wrong: `connect [alice, bob`\n\nRight: `connect [alice, bob]`",
    ),
    "IVR105": (
        "there is nothing to close here",
        "This bracket closes something that was never opened, or was closed before.\n\n"
        "Wrong: `flow a { hangup } }`\n\nRight: `flow a { hangup }`",
    ),
    "IVR106": (
        "two statements on one line",
        "A statement ends with its line. Several may share one with `;` between them.\n\n"
        "Wrong: `press 1 -> sales press 2 -> support`\n\nRight: `press 1 -> sales; press 2 -> support`",
    ),
    "IVR107": (
        "a brace in a string that holds no value",
        "`{` and `}` in a string enclose a value that is put in its place during the call. A brace that is\n"
        "meant as such is written `\\{` or `\\}`.\n\n"
        'Wrong: `say "50% } off"`\n\nRight: `say "Your number is {call.from as phone}."`',
    ),
    "IVR108": (
        "unknown escape in a string",
        'There are `\\"`, `\\\\`, `\\n`, `\\t`, `\\{`, `\\}` and `\\uXXXX` with four hexadecimal digits. A backslash\n'
        'is written `\\\\`.\n\nWrong: `"C:\\dir"`\n\nRight: `"C:\\\\dir"`',
    ),
    "IVR109": (
        "a part that stands alone",
        "`else` belongs directly behind the outcome of an `if` or the last `case`, `case` into a `match`.\n\n"
        'Wrong: `say "Hello"; else -> sales`\n\nRight: `if open_now -> sales; else -> closed_notice`',
    ),
    "IVR110": (
        "an outcome is missing",
        "A handler, a condition and a case say what happens then: `-> target` or a block.\n\n"
        'Wrong: `on busy`\n\nRight: `on busy -> voicemail`, `on busy { say "The line is busy." }`',
    ),
    "IVR111": (
        "this cannot stand outside of a block",
        "At the top of a file stand declarations (`flow`, `menu`, `answer`, ...); steps, options and settings\n"
        'stand in their blocks.\n\nWrong: `say "Hello"` at the top\n\nRight: `answer { say "Hello" }`',
    ),
    "IVR112": (
        "a keyword as a name",
        "Words with a meaning of their own are not given as names, because a reader would stumble over them.\n\n"
        "Wrong: `flow press { }`\n\nRight: `flow press_one { }`",
    ),
    "IVR113": (
        "nested too deeply",
        "More than 100 blocks, brackets or operators inside one another are refused: nobody could follow them.\n"
        "Give a part a name: a `flow`, a `let`, a `const`.",
    ),
    "IVR114": (
        "this is no literal",
        "A number is `3` or `0.5`, a duration `500ms`, `20s`, `2m` or `1h`, a phone number `+` and 5 to 15 digits\n"
        "without spaces, a date `2026-12-25`, a time `09:00`.\n\nWrong: `timeout: 20sec`\n\nRight: `timeout: 20s`",
    ),
}
"""Code -> title, and the page that `ivrc explain` prints."""

VALUE = "a value"
OPERATOR = "an operator"
STATEMENT = "a statement"
DECLARATION = "a declaration"

WORDS: dict[str, str] = {
    "NAME": "a name",
    "STRING": "a string",
    "LONG_STRING": "a string",
    "INT": "a whole number",
    "NUMBER": VALUE,
    "DURATION": VALUE,
    "PHONE": VALUE,
    "RANGE": VALUE,
    "BOOL": VALUE,
    "NOT": VALUE,
    "LPAR": "`(`",
    "LSQB": VALUE,
    "LANGUAGE": "a language such as `en-GB`",
    "DATE": "a date",
    "DATE_RANGE": "a date",
    "YEARLY": "a date",
    "YEARLY_RANGE": "a date",
    "TIME": "a time such as `09:00`",
    "KEYS": "a key (`0`-`9`, `*`, `#`)",
    "HASH": VALUE,
    "STAR": OPERATOR,
    "PLUS": OPERATOR,
    "MINUS": OPERATOR,
    "COMPARISON": OPERATOR,
    "AND": OPERATOR,
    "OR": "`or`",
    "IN": "`in`",
    "IS": OPERATOR,
    "ARROW": "`->`",
    "LBRACE": "`{`",
    "RBRACE": "`}`",
    "RPAR": "`)`",
    "RSQB": "`]`",
    "COMMA": "`,`",
    "COLON": "`:`",
    "EQUAL": "`=`",
    "DOT": "`.`",
    "VBAR": "`|`",
    "LIST_MARK": "`[]`",
    "OPTIONAL_MARK": "`?`",
    "FOR": "`for`",
    "FAILS": "`fails`",
    "CASE": "`case`",
    "_ELSE": "`else`",
    "_NL": "a line break",
    "$END": "the end of the file",
    "SETTING": STATEMENT,
    "PRESS": "`press`",
    "SPEAK": "`speak`",
    **dict.fromkeys(["IF", "EACH", "GIVEN", "LET", "MATCH", "ON", "OPEN_CLOSED", "RETURN", "SET"], STATEMENT),
    **dict.fromkeys(
        [
            "ANYWHERE",
            "APP",
            "CONFERENCE",
            "CONST",
            "DEFAULTS",
            "ENDPOINT",
            "ENSURE",
            "ENTRY",
            "EXTERN",
            "FLOW",
        ],
        DECLARATION,
    ),
    **dict.fromkeys(
        ["HOURS", "IMPORT", "MENU", "PARAM", "PROMPT", "RECORDING", "TEST", "TYPE", "VAR"], DECLARATION
    ),
}
"""Terminal -> what a person calls it, in the order in which they are listed."""

STANDS_FOR: dict[str, frozenset[str]] = {
    VALUE: frozenset({"a name", "a string", "a whole number", "`(`", OPERATOR})
    | {WORDS[name] for name in ("LANGUAGE", "DATE", "TIME")},
    STATEMENT: frozenset(
        {"a name", "a string", "`->`", "`press`", "`speak`", WORDS["LANGUAGE"], WORDS["_NL"]}
    ),
    DECLARATION: frozenset({"a name", WORDS["_NL"], WORDS["$END"]}),
    "`case`": frozenset({WORDS["_NL"]}),
    OPERATOR: frozenset({"`or`", "`in`", "`(`", "`.`"}),
}
"""What needs no mention beside the general word."""


def syntax_error(
    code: str,
    place: Span,
    message: str,
    *,
    related: tuple[Label, ...] = (),
    hint: str | None = None,
    edits: tuple[Edit, ...] = (),
) -> Diagnostic:
    """An error of the 1xx group at `place`."""
    title = EXPLANATIONS[code][0]
    return Diagnostic(
        code=code,
        severity="error",
        title=title,
        primary=Label(place, message),
        related=related,
        hint=hint,
        edits=edits,
    )


def in_words(terminals: set[str]) -> list[str]:
    """What could stand in a place, each once, general words instead of many."""
    words = [word for terminal, word in WORDS.items() if terminal in terminals]
    hidden = frozenset[str]().union(*(STANDS_FOR.get(word, frozenset()) for word in words))
    return [word for word in dict.fromkeys(words) if word not in hidden]
