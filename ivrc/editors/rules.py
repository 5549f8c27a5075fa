"""How a source is coloured by an editor that knows regular expressions only: TextMate, Sublime, Vim.

The expressions keep to what both Oniguruma and JavaScript understand. Strings end with their line, so that
one that is not closed does not swallow the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.editors.words import (
    ACTIONS,
    ANYWHERE,
    BOOLEANS,
    KINDS_BEHIND,
    NAMED,
    OPENING,
    ROOTS,
    ROWS,
    TYPED,
    VALUE,
)
from ivrc.language.vocabulary import ENDPOINT_KINDS
from ivrc.node import node
from ivrc.syntax.build import DAYS
from ivrc.syntax.table import load

if TYPE_CHECKING:
    from collections.abc import Iterable


@node
class Match:
    """Text on one line; `groups` are the categories of its groups, the first one of all of it."""

    pattern: str
    groups: tuple[str | None, ...]


@node
class Region:
    """From `begin` to `end`; between them the rules of the lists named in `inside`, in this order.

    `category` is that of all that has none of its own; `groups` and `end_groups` as in `Match`.
    """

    begin: str
    end: str
    groups: tuple[str | None, ...]
    end_groups: tuple[str | None, ...] = (None,)
    inside: tuple[str, ...] = ()
    category: str | None = None


Rule = Match | Region
WORD = r"[a-zA-Z_][a-zA-Z_0-9]*"
START = r"(?:^|(?<=[{;]))\s*"
"""Where a statement may begin."""

END = r"(?![a-zA-Z_0-9])"
"""Behind a whole word."""

NO_NAME = rf"{END}(?!\s*[:.(=])"
"""Behind a keyword: it is no setting, value, call or argument."""


def alternatives(words: Iterable[str]) -> str:
    """Any of the words, the longest first."""
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


def _literal(*terminals: str, category: str) -> list[Rule]:
    """The patterns of the grammar, without possessive quantifiers, and not in the middle of a word."""
    patterns = load().patterns
    shown = (patterns[name].replace("*+", "*").replace("++", "+") for name in terminals)
    return [Match(pattern=rf"(?<![a-zA-Z_0-9]){pattern}", groups=(category,)) for pattern in shown]


def _keyword(words: Iterable[str], category: str, behind: str = NO_NAME) -> Match:
    return Match(pattern=rf"(?<![a-zA-Z_0-9.])(?:{alternatives(words)}){behind}", groups=(category,))


def _string(quotes: str, end: str, inside: tuple[str, ...]) -> Region:
    return Region(
        begin=quotes, end=end, groups=("string",), end_groups=("string",), inside=inside, category="string"
    )


RULES: dict[str, tuple[Rule, ...]] = {
    "comments": (
        Match(pattern=r"///.*$", groups=("doc",)),
        Match(pattern=r"//.*$", groups=("comment",)),
    ),
    "strings": (
        _string('"""', '"""', ("escapes", "interpolations")),
        _string('"', r'"|$', ("escapes", "interpolations")),
    ),
    "escapes": (Match(pattern=r"\\(?:u[0-9a-fA-F]{4}|.)", groups=("escape",)),),
    "interpolations": (
        Region(
            begin=r"\{",
            end=r"\}|$",
            groups=("brace",),
            end_groups=("brace",),
            inside=("formats", "expressions"),
        ),
    ),
    "formats": (Match(pattern=rf"(?<![a-zA-Z_0-9.])(as)\s+({WORD})", groups=(None, "keyword", "function")),),
    "declarations": (
        Region(
            begin=rf"{START}(extern|flow)\s+({WORD})",
            end=r"(?=[{;])|$",
            groups=(None, "keyword", "definition"),
            inside=("comments", "parameters", "results"),
        ),
        Region(
            begin=rf"{START}({alternatives(TYPED - {'extern', 'flow'})})\s+({WORD})\s*(?=\()",
            end=r"(?=\{|->|;)|$",
            groups=(None, "keyword", "definition"),
            inside=("comments", "parameters"),
        ),
        Region(
            begin=rf"{START}(type)\s+({WORD})\s*\{{",
            end=r"\}",
            groups=(None, "keyword", "definition"),
            inside=("comments", "fields"),
        ),
        Region(
            begin=rf"{START}(var)\s+({WORD})\s*:",
            end=r"(?=[=;])|$",
            groups=(None, "keyword", "definition"),
            inside=("comments", "fields"),
        ),
        Region(
            begin=rf"{START}(ensure)(?=\s)",
            end=r"(?=;)|$",
            groups=(None, "keyword"),
            inside=("comments", "counts"),
        ),
        Match(
            pattern=rf"{START}(endpoint)\s+({WORD})\s+({alternatives(ENDPOINT_KINDS)}){END}",
            groups=(None, "keyword", "definition", "type"),
        ),
        Match(
            pattern=rf"{START}({alternatives(NAMED | TYPED)})\s+({WORD})",
            groups=(None, "keyword", "definition"),
        ),
    ),
    "parameters": (Region(begin=r"\(", end=r"\)", groups=(None,), inside=("comments", "fields")),),
    "fields": (
        Match(pattern=rf"{WORD}(?=\s*:)", groups=("setting",)),
        Match(pattern=WORD, groups=("type",)),
        Match(pattern=r"\?", groups=("operator",)),
    ),
    "results": (
        Match(pattern=r"->|\?", groups=("operator",)),
        Match(pattern=WORD, groups=("type",)),
    ),
    "counts": (Match(pattern=r"(?<![a-zA-Z_0-9])[0-9]+", groups=("number",)),),
    "statements": (
        Region(
            begin=rf"{START}(on){NO_NAME}",
            end=r"(?=->|\{|;)|$",
            groups=(None, "keyword"),
            inside=("comments", "counts", "kinds"),
        ),
        Region(
            begin=rf"{START}({alternatives(ROWS)}){NO_NAME}",
            end=rf"(?=[;}}])|^(?!\s*(?:{WORD}\s*[-,]|(?:{alternatives(DAYS)}){END}|[0-9]|//|$))",
            groups=(None, "keyword"),
            inside=("comments", "days", "expressions"),
        ),
        Match(pattern=rf"(->)\s*({WORD})", groups=(None, "operator", "target")),
        Match(pattern=r"(?<![a-zA-Z_0-9.])(press)\s+([0-9*#]+)", groups=(None, "keyword", "number")),
        Match(pattern=rf"{START}({alternatives(OPENING)}){NO_NAME}", groups=(None, "keyword")),
        *(
            Match(
                pattern=rf"{START}({step})\s+({alternatives(kinds)}){VALUE}",
                groups=(None, "step", "type"),
            )
            for step, kinds in KINDS_BEHIND.items()
        ),
        Match(pattern=rf"{START}({alternatives(ACTIONS)}){NO_NAME}", groups=(None, "step")),
    ),
    "kinds": (Match(pattern=WORD, groups=("event",)),),
    "days": (_keyword(DAYS, "constant", END),),
    "expressions": (
        *_literal("LANGUAGE", category="language"),
        *_literal("DATE_RANGE", "DATE", "YEARLY_RANGE", "YEARLY", "TIME", category="date"),
        *_literal("DURATION", category="duration"),
        Match(pattern=load().patterns["PHONE"].replace("++", "+"), groups=("phone",)),
        *_literal("RANGE", "NUMBER", category="number"),
        Match(pattern=r"(:)\s*([*#])", groups=(None, None, "number")),
        Match(pattern=r"(,)\s*([*#])(?=\s*(?:,|or\b|for\b|->|\{|$))", groups=(None, None, "number")),
        Match(pattern=r"(?<![a-zA-Z_0-9])[0-9][0-9*#]*|#", groups=("number",)),
        Region(
            begin='"',
            end=r'"|$',
            groups=("string",),
            end_groups=("string",),
            inside=("escapes",),
            category="string",
        ),
        Match(
            pattern=rf"(?<![a-zA-Z_0-9.])(is)\s+(not)\s+({WORD})",
            groups=(None, "keyword", "keyword", "constant"),
        ),
        Match(pattern=rf"(?<![a-zA-Z_0-9.])(is)\s+({WORD})", groups=(None, "keyword", "constant")),
        Match(pattern=rf"(?<![a-zA-Z_0-9.]){WORD}(?=[ \t]*:)", groups=("setting",)),
        _keyword(ANYWHERE, "keyword", rf"{END}(?!\s*[:.=])"),
        _keyword((*BOOLEANS, "none"), "constant"),
        _keyword(ROOTS, "builtin", r"(?=\s*\.)"),
        _keyword(("now",), "builtin", rf"{END}(?!\s*[:(=])"),
        Match(pattern=rf"{WORD}(?=\s*\()", groups=("function",)),
        Match(pattern=WORD, groups=(None,)),
        Match(pattern=r"->|==|!=|<=|>=|[-+*<>=|?]", groups=("operator",)),
    ),
}
"""Lists of rules by name, tried in order; a list that is tried before another stands before it."""

FILE = ("comments", "strings", "declarations", "statements", "expressions")
"""The lists for a whole file."""
