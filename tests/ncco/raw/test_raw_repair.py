"""JSON as people write it: each mistake with its place, all in one run, and the JSON that was meant."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ivrc.ncco.raw.changes import apply
from ivrc.ncco.raw.document import read
from ivrc.ncco.raw.repair import repair

QUOTES = "texts stand in straight double quotes"
QUOTES_INSIDE = 'quotes inside of a text are written `\\"`'
DIALLED = "a number that is dialled stands in double quotes"
PROGRAM = "this belongs to a program, not to the JSON"
BESIDE = "actions stand beside each other, but an NCCO is one array of them"

MISTAKES = {
    # What is written, what is marked, what is said of it, what is meant.
    "trailing comma": ('[{"a": 1},]', ",", "nothing follows this comma", [{"a": 1}]),
    "trailing comma in an object": ('[{"a": 1,}]', ",", "nothing follows this comma", [{"a": 1}]),
    "key there twice": ('[{"a": 1, "b": 2, "a": 3}]', '"a"',
                        "this key is there twice, and what stands at the first is lost", [{"a": 3, "b": 2}]),
    "two commas": ("[1,, 2]", ",", "there is no value in front of this comma", [1, 2]),
    "comma in front": ("[, 1]", ",", "there is no value in front of this comma", [1]),
    "missing comma between members": (
        '[{"a": 1\n "b": 2}]', '"', "there is no comma in front of this", [{"a": 1, "b": 2}]
    ),
    "missing comma between objects": ('[{"a": 1} {"b": 2}]', "{", "there is no comma in front of this",
                                      [{"a": 1}, {"b": 2}]),
    "semicolon": ("[1; 2]", ";", "values are separated by `,`", [1, 2]),
    "line comment": ("[1, // one\n 2]", "// one", "JSON has no comments", [1, 2]),
    "block comment": ("[1, /* one\n or more */ 2]", "/* one\n or more */", "JSON has no comments", [1, 2]),
    "hash comment": ("[1, # one\n 2]", "# one", "JSON has no comments", [1, 2]),
    "single quotes": ("['a']", "'a'", QUOTES, ["a"]),
    "apostrophe in single quotes": ("['Don\\'t', 1]", "'Don\\'t'", QUOTES, ["Don't", 1]),
    "bare apostrophe in single quotes": ("['Don't', 1]", "'Don't'", QUOTES, ["Don't", 1]),
    "double quotes in single quotes": ("['say \"hi\"']", "'say \"hi\"'", QUOTES, ['say "hi"']),
    "typographic quotes": ("[“a”]", "“a”", QUOTES, ["a"]),
    "typographic quotes, single": ("[‘a’]", "‘a’", QUOTES, ["a"]),
    "German quotes": ("[„a“]", "„a“", QUOTES, ["a"]),
    "one typographic quote": ('[“a"]', '“a"', QUOTES, ["a"]),
    "another typographic quote": ('["a”, 1]', '"a”', QUOTES, ["a", 1]),
    "backticks": ("[`a`]", "`a`", QUOTES, ["a"]),
    "unquoted key": ('{action: "talk"}', "action", "a key stands in double quotes", {"action": "talk"}),
    "number as key": ("{1: 2}", "1", "a key stands in double quotes", {"1": 2}),
    "unquoted text": ('{"a": talk}', "talk", "a text stands in double quotes", None),
    "equals sign": ('{"a" = 1}', "=", "a key and its value are joined by `:`", {"a": 1}),
    "arrow": ('{"a" => 1}', "=>", "a key and its value are joined by `:`", {"a": 1}),
    "missing colon": ('{"a" 1}', '"a"', "there is no `:` behind this key", {"a": 1}),
    "missing value": ('{"a": , "b": 1}', '"a"', "this key has no value", None),
    "ellipsis": ('[{"a": 1}, ...]', "...", "something is left out here", None),
    "ellipsis between": ('[{"a": 1}, ..., 2]', "...,", "something is left out here", None),
    "ellipsis as one character": ('{"a": 1, …}', "…", "something is left out here", None),
    "Python's true": ("[True]", "True", "JSON writes `true`", [True]),
    "Python's none": ("[None]", "None", "JSON writes `null`", [None]),
    "undefined": ("[undefined]", "undefined", "JSON does not have `undefined`", None),
    "phone number with zeros": ("[0044123456]", "0044123456", DIALLED, ["0044123456"]),
    "phone number with plus": ("[+44123456]", "+44123456", DIALLED, ["+44123456"]),
    "decimal without zero": ("[.5]", ".5", "this number is written `0.5`", [0.5]),
    "leading zero": ("[007]", "007", "this number is written `7`", [7]),
    "line break in a text": ('["a\n b"]', '"a\n b"',
                             "a text does not go over the end of a line; a line break in it is written `\\n`",
                             ["a\n b"]),
    "tab in a text": ('["a\tb"]', "\t", "this character is written `\\t`", ["a\tb"]),
    "quotes in a text": ('["say "hi" now"]', '"', QUOTES_INSIDE, ['say "hi" now']),
    "bad escape": ('["a\\\'b"]', "\\'", "JSON does not know `\\'`", ["a'b"]),
    "unclosed text": ('[{"a": "Hi,\n "b": 1}]', '"Hi', "the quotes of this text are not closed", None),
    "unclosed key": ('[{"a: 1}]', '"a', "the quotes of this text are not closed", None),
    "unclosed array": ('[{"a": [1, 2}]', "[", "this `[` is never closed", None),
    "unclosed end": ('[{"a": 1}', "[", "this `[` is never closed", None),
    "wrong bracket": ("[1)", ")", "`[` is closed by `]`", [1]),
    "several actions": ('{"a": 1},\n{"b": 2}', "{", BESIDE,
                        [{"a": 1}, {"b": 2}]),
    "program in front": ("const ncco = [1]", "const ncco = ", PROGRAM, [1]),
    "program in front, with return": ("return [1]", "return ", PROGRAM, [1]),
    "program behind": ("[1];", ";", "the JSON has ended before this", [1]),
    "calculation": ('["a" + name]', ' + name', "JSON cannot calculate; a program put this together", None),
    "no-break space": ("[\u00a01]", "\u00a0",
                       "this is the invisible character U+00A0, which is no space in JSON", [1]),
    "half a character": ('["\\ud83d"]', "\\ud83d", "JSON does not know `\\ud83d`", None),
    "empty": (" \n", "", "there is nothing in it", None),
    "no JSON": ("Dear all", "D", "there is no JSON here", None),
    "too deep": ("[" * 200 + "]" * 200, "[", "this is nested more than 100 levels deep", None),
}  # fmt: skip  # one mistake a row


@pytest.mark.parametrize(("text", "marked", "message", "meant"), MISTAKES.values(), ids=MISTAKES)
def test_one_mistake(text: str, marked: str, message: str, meant: object) -> None:
    document = read(text)
    (mistake,) = document.mistakes
    assert (text[mistake.start : mistake.end], mistake.message) == (marked, message)
    assert document.understood == (meant is not None)
    if meant is not None:
        assert document.value == meant
        assert json.loads(apply(text, mistake.changes)) == meant


def test_all_mistakes_in_one_run() -> None:
    text = """[
  // a greeting
  {action: 'talk', "text": “Hello” "loop": 2,},
  {"action": "input" "type": ["dtmf",], "dtmf": {maxDigits: 1}}
]"""
    document = read(text)
    assert [text[mistake.start :].splitlines()[0] for mistake in document.mistakes] == [
        "// a greeting",
        """action: 'talk', "text": “Hello” "loop": 2,},""",
        """'talk', "text": “Hello” "loop": 2,},""",
        '“Hello” "loop": 2,},',
        '"loop": 2,},',
        ",},",
        '"type": ["dtmf",], "dtmf": {maxDigits: 1}}',
        ',], "dtmf": {maxDigits: 1}}',
        "maxDigits: 1}}",
    ]
    assert document.understood
    assert document.value == [
        {"action": "talk", "text": "Hello", "loop": 2},
        {"action": "input", "type": ["dtmf"], "dtmf": {"maxDigits": 1}},
    ]


def test_places_in_mended_json_are_those_of_the_text() -> None:
    text = "[{action: 'talk', /* x */ text: “Hi”, loop: '2'}]"
    document = read(text)
    start, end = document.place((0, "loop"))
    assert text[start:end] == "'2'"
    start, end = document.key_place((0, "text"))
    assert text[start:end] == "text"


HUMAN = st.text(
    st.sampled_from("[]{}\",:'“”`\\ \n\t/*#.…+=>;()0123456789-eEtrufalsnNx_$é\ud83d\x00"), max_size=40
)


@settings(max_examples=1500, deadline=None, derandomize=True)
@given(HUMAN)
@example('{"a":"b\\')
@example("[{'a")
def test_whatever_is_written_becomes_json_or_is_refused(text: str) -> None:
    mended = repair(text)
    if mended is None:
        return
    for one, other in zip(mended.changes, mended.changes[1:], strict=False):
        assert one.end <= other.start
    json.loads(apply(text, mended.changes))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(JSON), st.sampled_from([None, 2]), st.booleans())
def test_nothing_is_wrong_with_json(value: object, indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    mended = repair(text)
    assert mended is not None
    assert mended.mistakes == ()
