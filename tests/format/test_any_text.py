"""What holds however a text is laid out: the formatter proves it or raises, and agrees with itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import programs, spoilt

from ivrc.format.formatting import formatted
from ivrc.format.lines import Comment, Group, Line, Reader
from ivrc.format.spacing import space
from ivrc.source import Source
from ivrc.syntax.parser import parse
from ivrc.syntax.tokens import Token, tokens
from ivrc.syntax.trivia import comments

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent.parent
FOLDERS = ("examples", "tests/corpus", "tests/errors", "tests/programs")
PATHS = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.ivr"))]
TEXTS = [path.read_text("utf-8") for path in PATHS]
GOOD = [text for text in TEXTS if not parse(Source(name="menu.ivr", text=text))[1]]
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]


def laid_out(text: str) -> str | None:
    return formatted(Source(name="menu.ivr", text=text))[0]


def scrambled(draw: Callable[[Any], Any], text: str) -> str:
    """The same program with other spaces, line breaks, separators and more comments."""
    source = Source(name="menu.ivr", text=text)
    random = draw(st.randoms(use_true_random=False))

    def pause(*, free: bool) -> str:
        """What may stand between two tokens of a line; `free`: also line breaks."""
        choices = [" ", "  ", "\t"] + (
            ["\n", " // c\n", " // ivrc: allow IVR601 yes\n", "\n\n  ///d\n \n"] if free else []
        )
        return random.choice(choices) if random.random() < 0.2 else ""

    def line(of: Line, free: bool) -> str:
        made, before = "", None
        for piece in of.pieces:
            joined = free or (isinstance(before, Token) and before.text in (",", "or", "and"))
            made += space(before, piece) + pause(free=joined and bool(made))
            made += group(piece, free) if isinstance(piece, Group) else piece.text
            made += "\n" if isinstance(piece, Comment) else ""
            before = piece
        return made + (f" {of.comment.text}\n" if of.comment else "")

    def group(of: Group, free: bool) -> str:
        block = of.is_block
        separators = (
            [";", "\n", ";\n", "\n\n\n", " // e\n", "// ivrc: allow IVR601 yes\n"]
            if block
            else [",", ",\n", "\n, "]
        )
        parts = [line(one, free or not block) for one in of.lines]
        made = f" {of.comment.text}\n" if of.comment else ""
        for at, part in enumerate(parts):
            last = [one for one in of.lines[at + 1 :] if one.pieces] == [] or not of.lines[at].pieces
            made += part + ("" if last and not block else random.choice(separators))
        start = (random.choice(["", " ", "\n"]) if of.lines else "") + made
        return (
            f"{of.open.text}{start}{'}' if block else ')' if of.open.text == '(' else ']'}"
            if of.open
            else made
        )

    return group(Reader(source, tokens(source, parse(source)[0])).group(None), False)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_program_that_is_committed(path: Path) -> None:
    text = path.read_text("utf-8")
    source = Source(name="menu.ivr", text=text)
    made = laid_out(text)
    assert (made is None) == bool(parse(source)[1])
    if made is not None:
        assert [c.text for c in comments(Source(name="menu.ivr", text=made))] == [
            c.text for c in comments(source)
        ]
        assert parse(Source(name="menu.ivr", text=made))[0] == parse(source)[0]


@given(st.data())
@settings(max_examples=300, deadline=None, suppress_health_check=SLOW)
def test_another_layout_of_a_program_is_laid_out(data: Any) -> None:
    text = scrambled(data.draw, data.draw(st.sampled_from(GOOD)))
    assert laid_out(text)


@given(programs())
@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
def test_every_drawn_program_is_laid_out(text: str) -> None:
    assert laid_out(text)


@given(spoilt(TEXTS))
@settings(max_examples=300, deadline=None, suppress_health_check=SLOW)
def test_every_spoilt_program_is_laid_out_or_explained(text: str) -> None:
    made, found = formatted(Source(name="menu.ivr", text=text))
    assert (made is None) == bool(found)


@pytest.mark.parametrize("path", sorted(ROOT.glob("examples/*/*.ivr")), ids=lambda path: path.stem)
def test_the_examples_are_laid_out(path: Path) -> None:
    text = path.read_text("utf-8")
    assert laid_out(text) == text, f"run `ivrc fmt {path.relative_to(ROOT)}`"
