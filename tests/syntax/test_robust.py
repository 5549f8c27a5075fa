"""No text brings the parser down, and none makes it slow."""

from __future__ import annotations

import random
import subprocess
import sys
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivrc.source import Source
from ivrc.syntax.parser import parse
from ivrc.syntax.trivia import comments

from .test_oracle import PIECES, declarations, mutated


def check(text: str) -> None:
    """Diagnostics at places that exist, and never an exception."""
    source = Source("test.ivr", text)
    comments(source)
    file, found = parse(source)
    assert file.span.end == len(text)
    assert len(found) <= 20
    for diagnostic in found:
        for label in (diagnostic.primary, *diagnostic.related):
            assert 0 <= label.span.start <= label.span.end <= len(text)
        for edit in diagnostic.edits:
            assert 0 <= edit.span.start <= edit.span.end <= len(text)


@given(st.text(max_size=80))
@settings(max_examples=500, deadline=None, derandomize=True)
def test_any_text(text: str) -> None:
    check(text)


@given(
    st.lists(
        st.sampled_from(
            [*PIECES, "flow a ", "if ", "say ", "match x ", '"""', "{x}", "\\", "\r", "\x00", " "]
        )
    )
)
@settings(max_examples=1000, deadline=None, derandomize=True)
def test_any_tokens(pieces: list[str]) -> None:
    check("".join(pieces))


def test_mutated_programs() -> None:
    choice = random.Random(7)  # noqa: S311 (to vary tests, not to keep secrets)
    parts = declarations()
    for _ in range(2000):
        text = "\n\n".join(choice.sample(parts, 3))
        check(mutated(text, choice, [*PIECES, '"""', "\r", "\ufeff", "\\"]))


@pytest.mark.parametrize(
    "text",
    [
        "flow a { " + "if x { " * 5000,
        "const X = " + "(" * 5000,
        "const X = " + "[" * 5000 + "]" * 5000,
        "const X = " + "not " * 5000 + "x",
        "const X = " + "1 + " * 5000 + "1",
        "flow a { " + "if x -> y else " * 5000 + "{ } }",
        "}" * 5000,
    ],
    ids=["blocks", "parentheses", "lists", "not", "sum", "else if", "closers"],
)
def test_deep_nesting_is_a_diagnostic(text: str) -> None:
    _, found = parse(Source("test.ivr", text))
    assert found
    assert {d.code for d in found} <= {"IVR113", "IVR105"}


def test_a_hundred_blocks_are_fine() -> None:
    assert parse(Source("test.ivr", "flow a " + "{ if x " * 99 + "{ }" + " }" * 99))[1] == []


@pytest.mark.parametrize(
    "text",
    [
        " " * 200_000,
        "// " + "x" * 200_000,
        '"' * 20_000,
        "\n" * 200_000,
        '"' + "{" * 100_000,
        "+" * 20_000,
        "-" * 20_000,
    ],
    ids=["spaces", "comment", "quotes", "lines", "braces", "plus", "minus"],
)
def test_no_text_is_slow(text: str) -> None:
    begin = process_time()
    check(text)
    assert process_time() - begin < 5


def test_lark_is_not_imported() -> None:
    code = "import sys, ivrc.syntax.parser; sys.exit('lark' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
