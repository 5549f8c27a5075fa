"""What could stand in a place, in the words of a person."""

from __future__ import annotations

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


def in_words(terminals: set[str]) -> list[str]:
    """What could stand in a place, each once, general words instead of many."""
    words = [word for terminal, word in WORDS.items() if terminal in terminals]
    hidden = frozenset[str]().union(*(STANDS_FOR.get(word, frozenset()) for word in words))
    return [word for word in dict.fromkeys(words) if word not in hidden]
