"""The loop over the table agrees with Lark on verdict, tree and every span."""

from __future__ import annotations

import random
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from ivrc.source import Source
from ivrc.syntax import tree
from ivrc.syntax.parser import parse

from .oracle import oracle

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/*.ivr"))
PIECES = [
    *'{}()[],;:=#*+-|.?"',
    "->",
    "\n",
    "\n\n",
    "//",
    "else",
    "or",
    "case",
    "1",
    "20s",
    "+44163296",
    "in",
    "x: ",
]


def dump(node: Any) -> Any:
    """All of a node, spans too, but for the extent of the whole file."""
    if isinstance(node, tuple):
        return tuple(dump(part) for part in node)
    if not is_dataclass(node):
        return node
    kept = [f for f in fields(node) if not (isinstance(node, tree.File) and f.name == "span")]
    return (type(node).__name__, *(dump(getattr(node, f.name)) for f in kept))


def mutated(text: str, choice: random.Random, words: list[str]) -> str:
    for _ in range(choice.randrange(1, 4)):
        at = choice.randrange(len(text) + 1)
        match choice.randrange(3):
            case 0:
                text = text[:at] + text[at + choice.randrange(1, 8) :]
            case 1:
                text = text[:at] + choice.choice(words) + choice.choice(["", " "]) + text[at:]
            case _:
                other = choice.randrange(len(text) + 1)
                text = text[:at] + text[other : other + 20] + text[at:]
    return text


def declarations() -> list[str]:
    return [
        part for path in EXAMPLES for part in path.read_text(encoding="utf-8").split("\n\n") if part.strip()
    ]


def test_examples_agree() -> None:
    for path in EXAMPLES:
        text = path.read_text(encoding="utf-8")
        assert dump(parse(Source("x", text))[0]) == dump(oracle(text))


def test_mutated_declarations_agree() -> None:
    choice = random.Random(20261120)  # noqa: S311 (to vary tests, not to keep secrets)
    parts = declarations()
    words = [*PIECES, *{word for part in parts for word in part.split()}]
    words.sort()
    accepted = 0
    for _ in range(4000):
        text = mutated(choice.choice(parts), choice, words)
        expected = oracle(text)
        file, found = parse(Source("x", text))
        if expected is None:
            assert found, text
        else:
            accepted += 1
            assert dump(file) == dump(expected), text
    assert accepted > 400
