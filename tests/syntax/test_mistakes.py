"""What a person reads who made a mistake: the code, the characters it marks, the words."""

from __future__ import annotations

import pytest

from ivrc.source import Source
from ivrc.syntax import tree
from ivrc.syntax.messages import EXPLANATIONS
from ivrc.syntax.parser import parse


def told(text: str) -> list[tuple[str, str, str]]:
    _, found = parse(Source("test.ivr", text))
    return [(d.code, text[d.primary.span.start : d.primary.span.end], d.primary.message) for d in found]


def hints(text: str) -> list[str | None]:
    return [d.hint for d in parse(Source("test.ivr", text))[1]]


def mended(text: str) -> str:
    """The text with all proposed edits made."""
    edits = [edit for d in parse(Source("test.ivr", text))[1] for edit in d.edits]
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


WHOLE = "durations are written in one word: `500ms`, `20s`, `2m` or `1h`"
CLOCK = "times are those of a clock of 24 hours, with two digits each: `09:00`"

IN_FLOW = {
    'say "hello': ("IVR102", '"hello', "this string has no closing quote on its line"),
    'say "50% } off"': ("IVR107", "}", "this `}` closes nothing in the string"),
    'say "a {b"': ("IVR107", "{b", "this brace is not closed in the string"),
    'say "a {} b"': ("IVR107", "{}", "no value stands between these braces"),
    'say "{a b}"': ("IVR100", "}", "expected a name, found `}`"),
    'say "{1 +}"': ("IVR100", "}", "expected a value, found `}`"),
    'say "{x at y}"': ("IVR100", "at", "`at` does not fit here; a format is written `as format`"),
    r'say "\q"': ("IVR108", r"\q", r"`\q` means nothing in a string"),
    r'say "\ud800"': ("IVR108", r'"\ud800"', r"half of a `\uXXXX\uXXXX` pair is no character"),
    "say ‘x": ("IVR101", "‘", "`‘` means nothing here"),
    "say 'x'": ("IVR101", "'", "strings stand in double quotes"),
    "say “x”": ("IVR101", "“", "this typographic quote begins no string"),
    "say\u00a0x": ("IVR101", "\u00a0", "this no-break space only looks like a space"),
    "say \x00 x": ("IVR101", "\x00", "the character U+0000 means nothing here"),
    "say \ufeff x": ("IVR101", "\ufeff", "a byte order mark may only begin the file"),
    "→ b": ("IVR100", "→", "an arrow is written `->`"),
    "timeout: 20sec": ("IVR114", "20sec", WHOLE),
    "wait 1.5s": ("IVR114", "1.5s", "durations are whole"),
    "connect +44 1632": ("IVR114", "+44", "a phone number is written without spaces and signs"),
    "open mon 9:00-17:00": ("IVR114", "9:00", CLOCK),
    "connect [a, b": ("IVR104", "[", "this `[` is never closed"),
    "if f(a { hangup }": ("IVR104", "(", "this `(` is never closed"),
    "say )": ("IVR105", ")", "this `)` was never opened"),
    "else -> b": ("IVR109", "else", "this `else` has no `if` or `match` it belongs to"),
    "case 1 -> c": ("IVR109", "case", "this `case` has no `match` it belongs to"),
    "press 1 -> a press 2 -> b": ("IVR106", "press", "another statement begins on the same line"),
    "-> a say b": ("IVR106", "say", "another statement begins on the same line"),
    'pres 1 for "sales" -> a': ("IVR100", "pres", "`pres` does not go on with `->`"),
    "timeout = 20s": ("IVR100", "=", "a setting is written `timeout: value`"),
    "if x = 3 -> y": ("IVR100", "=", "`=` compares nothing"),
    "on busy": ("IVR110", "\n", "here it must be said what this handler leads to: `-> target` or a block"),
    "if a": ("IVR110", "\n", "here it must be said what this condition leads to: `-> target` or a block"),
    "match x { case 1 }": (
        "IVR110",
        "}",
        "here it must be said what this case leads to: `-> target` or a block",
    ),
    "let x =": ("IVR100", "\n", "expected a value, found the end of the line"),
    "let = 5": ("IVR100", "=", "expected a name, found `=`"),
    "record { timeout: }": ("IVR100", "}", "expected a value, found `}`"),
    "press 1, -> x": ("IVR100", "->", "expected a name or a key (`0`-`9`, `*`, `#`), found `->`"),
    "press 1 for -> x": ("IVR100", "->", "expected a name or a string, found `->`"),
    "each x in y": ("IVR100", "\n", "expected `{`, found the end of the line"),
    "match x { foo -> y }": ("IVR100", "foo", "each value of a `match` stands behind `case`"),
    "open mon- 09:00-10:00": ("IVR100", "09:00", "expected a name, found `09:00`"),
    "given f 5": ("IVR100", "5", "expected `(`, `=` or `fails`, found `5`"),
    "let press = 1": ("IVR112", "press", "`press` is a keyword of the language"),
    "each in in xs { }": ("IVR112", "in", "`in` is a keyword of the language"),
}


@pytest.mark.parametrize(("line", "expected"), IN_FLOW.items(), ids=lambda value: str(value)[:30])
def test_one_mistake_is_told_once_and_the_rest_is_read(line: str, expected: tuple[str, str, str]) -> None:
    text = f"flow a {{\n  {line}\n  say x\n}}\nflow b {{ hangup }}\n"
    file, _ = parse(Source("test.ivr", text))
    assert told(text) == [expected]
    first, second = file.items
    assert isinstance(first, tree.Flow)
    assert isinstance(first.block.statements[-1], tree.Action)
    assert isinstance(second, tree.Flow)


AT_TOP = {
    "flow press { }": ("IVR112", "press", "`press` is a keyword of the language"),
    "menu m(on: text) { }": ("IVR112", "on", "`on` is a keyword of the language"),
    "flwo a(x: text) { hangup }": ("IVR111", "flwo", "there is no declaration `flwo`"),
    "language: en-GB": ("IVR111", "language", "the setting `language` stands outside of all blocks"),
    "press 1 -> x": ("IVR111", "press", "`press` is no declaration"),
    "-> x": ("IVR100", "->", "expected a declaration, found `->`"),
    "}": ("IVR105", "}", "this `}` closes nothing: the blocks above it are already closed"),
    "const X 5": ("IVR100", "5", "expected `=`, found `5`"),
    "var x": ("IVR100", "x", "its type is missing"),
    "extern f": ("IVR100", "\n", "expected `(`, found the end of the line"),
    "hours h { }": ("IVR100", "{", "the time zone is missing"),
    "menu { }": ("IVR100", "{", "expected a name, found `{`"),
    "type T {\n a: text\n b\n}": ("IVR100", "b", "its type is missing"),
    "flow a { } flow c { }": ("IVR106", "flow", "another declaration begins on the same line"),
}


@pytest.mark.parametrize(("line", "expected"), AT_TOP.items(), ids=lambda value: str(value)[:30])
def test_mistakes_at_the_top(line: str, expected: tuple[str, str, str]) -> None:
    text = f"{line}\nflow b {{ hangup }}\n"
    file, _ = parse(Source("test.ivr", text))
    assert told(text) == [expected]
    assert isinstance(file.items[-1], tree.Flow)
    assert file.items[-1].name.text == "b"


def test_several_mistakes_are_told_at_once() -> None:
    text = 'menu a {\n  press 1 >- b\n  on busy\n}\nflow b {\n  say "x\n  if f( { say ] }\n}\nconst = 3\n'
    assert [code for code, _, _ in told(text)] == ["IVR100", "IVR110", "IVR102", "IVR104", "IVR105", "IVR100"]


def test_a_broken_declaration_keeps_its_name_and_block_so_that_others_may_use_it() -> None:
    file, _ = parse(Source("test.ivr", "flow sales(x { hangup }\nconst X 5\nflwo b(x: text) { }"))
    assert [(item.word.text, item.values[0].path[0].text) for item in file.items] == [  # type: ignore[union-attr]
        ("flow", "sales"),
        ("const", "X"),
        ("flow", "b"),
    ]


def test_an_unclosed_block_is_found_by_the_next_declaration() -> None:
    text = 'flow a {\n  say "x"\n\nflow b {\n  hangup\n}\n'
    file, found = parse(Source("test.ivr", text))
    assert [(d.code, d.primary.span.start) for d in found] == [("IVR103", text.index("{"))]
    assert len(file.items) == 2


def test_an_unclosed_block_is_found_by_its_indentation() -> None:
    text = 'flow a {\n  menu {\n    press 1 -> b\n  say "x"\n}\n\nflow b { hangup }\n'
    file, (found,) = parse(Source("test.ivr", text))
    assert found.primary.span.start == text.index("{", 10)
    assert [label.span.start for label in found.related] == [text.index("}")]
    assert len(file.items) == 2


def test_an_unclosed_long_string_ends_with_the_next_declaration() -> None:
    text = 'flow a {\n  say """\n  Hello.\n}\nflow b { hangup }'
    file, _ = parse(Source("test.ivr", text))
    assert told(text) == [("IVR102", '"""', "this text is not closed")]
    assert len(file.items) == 2


def test_lone_carriage_returns_are_told_once() -> None:
    text = "flow a {\r  say x\r  hangup\r}\r"
    file, found = parse(Source("test.ivr", text))
    assert [d.code for d in found] == ["IVR101"]
    (flow,) = file.items
    assert isinstance(flow, tree.Flow)
    assert len(flow.block.statements) == 2


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ('flow a { say "50% } off" }', 'flow a { say "50% \\} off" }'),
        ("flow a { -> b say x }", "flow a { -> b; say x }"),
        ("flow a { timeout = 20s }", "flow a { timeout: 20s }"),
        ("flow a { if x = 3 -> y }", "flow a { if x == 3 -> y }"),
        ("flwo a(x: text) { }", "flow a(x: text) { }"),
        ('menu a { pres 1 for "x" -> y }', 'menu a { press 1 for "x" -> y }'),
        ("flow\u00a0a { }", "flow a { }"),
        ("menu a { press 1 => b }", "menu a { press 1 -> b }"),
        ("menu a { press '1' -> b }", "menu a { press 1 -> b }"),
        ("menu a { 1: b }", "menu a { press 1 -> b }"),
        ('menu a { press 1 "x" -> y }', 'menu a { press 1 for "x" -> y }'),
        ("menu a { timeout: 5 seconds }", "menu a { timeout: 5s }"),
        ("menu a { timeout: 1.5s }", "menu a { timeout: 1500ms }"),
        ("menu a { timeout: 5s, attempts: 2 }", "menu a { timeout: 5s; attempts: 2 }"),
        ("flow a { let n: int = 0 }", "flow a { let n = 0 }"),
        ("flow a { if a && !b || c { hangup } }", "flow a { if a and not b or c { hangup } }"),
        ("flow a { if a {\n} elif b {\n} }", "flow a { if a {\n} else if b {\n} }"),
        ("flow a { say 'x' }", 'flow a { say "x" }'),
        ('flow a { say "{{x}}" }', 'flow a { say "{x}" }'),
        ('flow a { say "x\n  y."\n}', 'flow a { say """x\n  y."""\n}'),
        ("/* a\n * b\n */\nflow c { }", "// a\n// b\nflow c { }"),
        ("# a\nflow c { }", "// a\nflow c { }"),
        ('hours h in "Z" { open mon 9am-12:30pm }', 'hours h in "Z" { open mon 09:00-12:30 }'),
        ('hours h in "Z" { closed 24.12.2030 }', 'hours h in "Z" { closed 2030-12-24 }'),
        ("const A = +44 (0)1632 960001", "const A = +441632960001"),
        ("type A { b: list<text> }", "type A { b: text[] }"),
        ("type A { b: [text] }", "type A { b: text[] }"),
        ("flow a(text b) { }", "flow a(b: text) { }"),
    ],
)
def test_edits_mend(wrong: str, right: str) -> None:
    assert mended(wrong) == right
    assert parse(Source("test.ivr", right))[1] == []


def test_hints() -> None:
    assert hints("flwo a(x: text) { }") == ["did you mean `flow`?"]
    assert hints("flow a { wait 1.5s }") == ["write `1500ms`"]
    assert hints('menu a { press 1 speak "x" -> y }') == [
        "put a line break or `;` between them, or `or` if both choose the same option"
    ]


def test_no_more_than_twenty_mistakes() -> None:
    assert len(told("flow a {\n" + "  say )\n" * 100 + "}")) == 20


def test_each_code_is_explained_by_a_wrong_and_a_right_text() -> None:
    for title, page in EXPLANATIONS.values():
        assert title
        assert page.count("Wrong: ") == page.count("Right: ") == 1
