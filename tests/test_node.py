"""Nodes are data classes in all that the compiler asks of them."""

from __future__ import annotations

from dataclasses import field, fields, replace

import pytest

from ivrc.node import identity_node, node, span_field
from ivrc.source import Span


@node
class Word:
    """A node with every kind of field."""

    text: str
    span: Span = span_field()
    count: int = 1
    notes: list[str] = field(default_factory=list, compare=False)


@node
class Loud(Word):
    """A node that adds to another."""

    level: int


@identity_node
class Named:
    """One of its kind."""

    name: str


HERE, THERE = Span(0, 0, 1), Span(0, 2, 3)


def test_equal_nodes_have_equal_fields_wherever_they_were_written() -> None:
    assert Word(text="hello", span=HERE) == Word(text="hello", span=THERE, notes=["other"])
    assert hash(Word(text="hello", span=HERE)) == hash(Word(text="hello", span=THERE))
    assert Word(text="hello", span=HERE) != Word(text="hello", span=HERE, count=2)
    assert Loud(text="hello", span=HERE, level=1) != Word(text="hello", span=HERE)


def test_declarations_are_equal_to_themselves_only() -> None:
    assert Named(name="a") != Named(name="a")
    assert len({Named(name="a"), Named(name="a")}) == 2


def test_each_node_has_a_default_of_its_own() -> None:
    first, second = Word(text="a", span=HERE), Word(text="b", span=HERE)
    first.notes.append("only here")
    assert second.notes == []
    assert second.count == 1


def test_fields_are_given_by_name_and_no_others_exist() -> None:
    with pytest.raises(TypeError, match="text"):
        Word(span=HERE)  # type: ignore[call-arg]  # that is the test
    with pytest.raises(TypeError, match="positional"):
        Word("hello", HERE)  # type: ignore[call-arg]  # that is the test
    with pytest.raises(AttributeError):
        Word(text="hello", span=HERE).colour = "red"  # type: ignore[attr-defined]  # that is the test


def test_dataclasses_knows_them() -> None:
    loud = Loud(text="hello", span=HERE, level=1)
    assert [of.name for of in fields(loud)] == ["text", "span", "count", "notes", "level"]
    changed = replace(loud, level=2)
    assert (changed.level, changed.text, type(changed)) == (2, "hello", Loud)


def test_a_node_prints_what_it_means() -> None:
    assert repr(Loud(text="hello", span=HERE, level=1)) == "Loud(text='hello', count=1, notes=[], level=1)"


def test_a_node_matches_by_class_and_field() -> None:
    match Loud(text="hello", span=HERE, level=1):
        case Loud(text=text, level=1):
            assert text == "hello"
        case _:
            pytest.fail("a node is not matched")
