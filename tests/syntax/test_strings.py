"""What a string says once it is read."""

from __future__ import annotations

import pytest

from ivrc.source import Source
from ivrc.syntax import tree
from ivrc.syntax.parser import parse


def text_of(written: str) -> tree.Text:
    file, found = parse(Source("test.ivr", f"const X = {written}"))
    assert found == []
    (const,) = file.items
    assert isinstance(const, tree.Const)
    assert isinstance(const.value, tree.Text)
    return const.value


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('""', ()),
        ('"Hello."', ("Hello.",)),
        (r'"\" \\ \n \t \{ \}"', ('" \\ \n \t { }',)),
        (r'"caf\u00e9 \ud83d\ude00"', ("café 😀",)),
        ('"// no comment; no end"', ("// no comment; no end",)),
        ('""""""', ()),
        ('"""one"""', ("one",)),
        ('"""\n  one\n    two\n\n  three\n  """', ("one\n  two\n\nthree",)),
        ('"""\r\n  one\r\n  two\r\n"""', ("one\ntwo",)),
        ('"""say "hi" or ""\n"""', ('say "hi" or ""',)),
    ],
)
def test_literal_text(written: str, said: tuple[str, ...]) -> None:
    assert text_of(written).parts == said


def test_interpolations_stand_between_literal_pieces() -> None:
    before, value, after = text_of('"Ticket {ticket as digits}."').parts
    assert (before, after) == ("Ticket ", ".")
    assert isinstance(value, tree.Interpolation)
    assert isinstance(value.value, tree.Reference)
    assert value.format is not None
    assert value.format.text == "digits"


def test_interpolations_hold_strings_and_arguments() -> None:
    first, second = text_of('"{x as currency("GBP")}{f("{y}", a=[1, 2])}"').parts
    assert isinstance(first, tree.Interpolation)
    assert first.arguments[0].value == text_of('"GBP"')
    assert isinstance(second, tree.Interpolation)
    assert isinstance(second.value, tree.Reference)
    assert second.value.arguments is not None
    assert isinstance(second.value.arguments[0].value, tree.Text)


def test_interpolations_keep_their_place_in_long_strings() -> None:
    source = 'const X = """\n    Hello {name},\n    bye.\n    """'
    hello, name, bye = text_of(source[10:]).parts
    assert (hello, bye) == ("Hello ", ",\nbye.")
    assert isinstance(name, tree.Interpolation)
    assert source[name.span.start : name.span.end] == "name"
