"""What tree-sitter's nodes are: one query, in the words of four editors.

No two patterns fit the same node, because editors disagree which of them would win.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ivrc.editors.categories import CATEGORIES
from ivrc.editors.rules import alternatives
from ivrc.editors.words import ACTIONS, KEYWORDS, KINDS_BEHIND, ROOTS
from ivrc.language.vocabulary import ENDPOINT_KINDS
from ivrc.syntax.build import DAYS

if TYPE_CHECKING:
    from collections.abc import Callable

DECLARED = (
    *("const", "param", "var", "endpoint", "prompt", "hours", "record_type", "enumeration", "extern"),
    *("recording", "conference", "entry", "flow", "menu", "let"),
)
VALUES = "[(string) (long_string) (phone) (reference) (list)]"
OPERATORS = ("->", "=", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "|", "?")
NODES = {
    "comment": ("(comment)",),
    "doc": ("(doc_comment)",),
    "string": ('(string "\\"" @)', "(string_content)", '(long_string "\\"\\"\\"" @)'),
    "escape": ("(escape)",),
    "brace": ('(interpolation "{" @)', '(interpolation "}" @)'),
    "keyword": (
        *(f'"{word}"' for word in sorted({*KEYWORDS, "as"})),
        f'((action word: (identifier) @) (#match? @ "^({alternatives(KEYWORDS)})$"))',
    ),
    "step": (f'((action word: (identifier) @) (#match? @ "^({alternatives(ACTIONS)})$"))',),
    "setting": ("(setting name: (identifier) @)", "(parameter name: (identifier) @)"),
    "event": ("(handler kind: (identifier) @)",),
    "definition": tuple(f"({kind} name: (identifier) @)" for kind in DECLARED),
    "target": ("(goto target: (identifier) @)",),
    "function": (
        "(call name: (identifier) @)",
        "(reference (identifier) @ . (arguments))",
        "(given name: (identifier) @ . (arguments))",
        "(interpolation format: (identifier) @)",
    ),
    "type": (
        "(type name: (identifier) @)",
        f'((endpoint kind: (identifier) @) (#match? @ "^({alternatives(ENDPOINT_KINDS)})$"))',
        *(
            f"((action word: (identifier) @_step . (reference . (identifier) @ .) . {VALUES})"
            f' (#eq? @_step "{step}") (#match? @ "^({alternatives(kinds)})$"))'
            for step, kinds in KINDS_BEHIND.items()
        ),
    ),
    "builtin": (
        f'((reference . (identifier) @ . ".") (#match? @ "^({alternatives(ROOTS | {"now"})})$"))',
        '((reference . (identifier) @ .) (#eq? @ "now"))',
    ),
    "constant": (
        "(boolean)",
        "(is word: (identifier) @)",
        '((reference . (identifier) @ .) (#eq? @ "none"))',
        f'((schedule (identifier) @) (#match? @ "^({alternatives(DAYS)})$"))',
    ),
    "number": ("(integer)", "(number)", "(range)", "(key)", "(keys)"),
    "duration": ("(duration)",),
    "date": ("(date)", "(time)", "(yearly)", "(date_range)", "(yearly_range)"),
    "phone": ("(phone)",),
    "language": ("(language)",),
    "operator": tuple(f'"{sign}"' for sign in OPERATORS),
}
"""Category to patterns; `@` stands for the capture, which is of the whole pattern where none is given.

What is captured with an underscore is only compared.
"""

HELIX = {"number": "constant.numeric", "property": "variable.other.member"}
"""First parts of captures that its themes call otherwise."""

HEAD = ";; Written by `ivrc dev editors`; do not edit.\n"
BRACKETED = "(block) (record_type) (match_statement) (list) (arguments) (parameters)"
HELIX_INDENTS = f"""{HEAD}
[{BRACKETED}] @indent
["}}" "]" ")"] @outdent
"""
ZED_INDENTS = f"""{HEAD}
(_ "{{" "}}" @end) @indent
(_ "[" "]" @end) @indent
(_ "(" ")" @end) @indent
"""
ZED_BRACKETS = f"""{HEAD}
("{{" @open "}}" @close)
("[" @open "]" @close)
("(" @open ")" @close)
(string "\\"" @open "\\"" @close)
"""


def highlights(capture: Callable[[str], str]) -> str:
    """`highlights.scm`, with the captures of an editor."""
    lines = [HEAD.rstrip()]
    for name, patterns in NODES.items():
        called = capture(CATEGORIES[name].capture)
        lines += ["", *(captured(pattern, called) for pattern in patterns)]
    return "\n".join(lines) + "\n"


def captured(pattern: str, name: str) -> str:
    """A pattern that captures by this name."""
    if "@" in pattern:
        return re.sub("@(?![a-z_])", f"@{name}", pattern)
    return f"{pattern} @{name}"


def neovim(capture: str) -> str:
    """Neovim's name of a capture, which Zed understands as well."""
    return capture


def helix(capture: str) -> str:
    """Helix' name of a capture."""
    first, dot, rest = capture.partition(".")
    return f"{HELIX.get(first, first)}{dot}{rest}"
