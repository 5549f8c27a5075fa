"""The codes of mistakes in the text itself, IVR100 to IVR114."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.diagnostics import Diagnostic, Edit, Label

if TYPE_CHECKING:
    from ivrc.source import Span

EXPLANATIONS: dict[str, tuple[str, str]] = {
    "IVR100": (
        "Not understood here",
        r"""
The text so far can go on in other ways, but not like this; the message lists them.

Wrong: `timeout = 20s`

Right: `timeout: 20s`
""",
    ),
    "IVR101": (
        "Character that means nothing",
        r"""
Outside of strings and comments only ASCII letters, digits and the signs of the language stand.
Text copied from a word processor often brings other quotes and spaces with it.

Wrong: `say “Hello”`

Right: `say "Hello"`
""",
    ),
    "IVR102": (
        "String never closed",
        r"""
A string ends with the quote that began it, on the same line; text over several lines stands
between three quotes and three quotes. A quote inside is written `\"`.

Wrong: `say "Hello`

Right: `say "Hello"`
""",
    ),
    "IVR103": (
        "Block never closed",
        r"""
Each `{` needs its `}`. The message points at the `{` that has none, judged by the indentation.

Wrong: `flow a { say "Hello"`

Right: `flow a { say "Hello" }`
""",
    ),
    "IVR104": (
        "Bracket never closed",
        r"""
Each `(` needs its `)` and each `[` its `]`; until then line breaks count for nothing.

Wrong: `connect [alice, bob`

Right: `connect [alice, bob]`
""",
    ),
    "IVR105": (
        "Nothing to close",
        r"""
This bracket closes something that was never opened, or was closed before.

Wrong: `flow a { hangup } }`

Right: `flow a { hangup }`
""",
    ),
    "IVR106": (
        "Two statements on one line",
        r"""
A statement ends with its line. Several may share one with `;` between them.

Wrong: `press 1 -> sales press 2 -> support`

Right: `press 1 -> sales; press 2 -> support`
""",
    ),
    "IVR107": (
        "Brace in a string that holds no value",
        r"""
`{` and `}` in a string enclose a value that is put in its place during the call. A brace that
is meant as such is written `\{` or `\}`.

Wrong: `say "50% } off"`

Right: `say "Your number is {call.from as phone}."`
""",
    ),
    "IVR108": (
        "Unknown escape",
        r"""
There are `\"`, `\\`, `\n`, `\t`, `\{`, `\}` and `\uXXXX` with four hexadecimal digits. A
backslash is written `\\`.

Wrong: `"C:\dir"`

Right: `"C:\\dir"`
""",
    ),
    "IVR109": (
        "Part that stands alone",
        r"""
`else` belongs directly behind the outcome of an `if` or the last `case`, `case` into a `match`.

Wrong: `say "Hello"; else -> sales`

Right: `if office is open -> sales; else -> closed_notice`
""",
    ),
    "IVR110": (
        "Outcome missing",
        r"""
A handler, a condition and a case say what happens then: `-> target` or a block.

Wrong: `on busy`

Right: `on busy -> voicemail` or `on busy { say "The line is busy." }`
""",
    ),
    "IVR111": (
        "No declaration",
        r"""
At the top of a file stand declarations (`flow`, `menu`, `answer`, ...); steps, options and
settings stand in their blocks.

Wrong: `say "Hello"` at the top of a file

Right: `answer { say "Hello" }`
""",
    ),
    "IVR112": (
        "Keyword as a name",
        r"""
Words with a meaning of their own are not given as names: a reader would stumble over them.

Wrong: `flow press { }`

Right: `flow press_one { }`
""",
    ),
    "IVR113": (
        "Nested too deeply",
        r"""
More than 100 blocks, brackets or operators inside one another are refused: nobody could follow
them. Give a part a name of its own.

Wrong: a hundred `else if`, one behind the other

Right: `match language { case "en" -> english; case "fr" -> french; else -> operator }`
""",
    ),
    "IVR114": (
        "Not a literal",
        r"""
A number is `3` or `0.5`, a duration `500ms`, `20s`, `2m` or `1h`, a phone number `+` and 5 to
15 digits without spaces, a date `2026-12-25`, a time `09:00`.

Wrong: `timeout: 20sec`

Right: `timeout: 20s`
""",
    ),
}
"""Code -> title, and the page (Markdown) that `ivrc explain` prints."""


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
