"""Every editor sees what the compiler sees: the category of each character, on all programs there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from engines import ENGINES, ROOT, compiler

from ivrc.editors.categories import CATEGORIES
from ivrc.source import Source
from ivrc.syntax.parser import parse

if TYPE_CHECKING:
    from pathlib import Path

PATHS = [
    *sorted(ROOT.glob("examples/*/*.ivr")),
    *sorted(ROOT.glob("tests/corpus/*/*.ivr")),
    *sorted(ROOT.glob("tests/programs/valid/**/*.ivr")),
    ROOT / "tests/editors/tricky.txt",
]
TEXTS = [path.read_text("utf-8") for path in PATHS]

MISREAD = {
    "a reference in brackets at the start of a line, named like a step": (
        "const A = [\n  record,\n]\n",
        {"textmate", "shiki", "sublime", "vim", "neovim"},
    ),
    "a subtraction of two two-digit numbers without spaces, which looks like a day": (
        "const A = 10-25\n",
        {"textmate", "shiki", "sublime", "vim", "neovim"},
    ),
    "a line break in brackets that is not behind a comma or bracket": (
        "const A = [b\n  is none]\n",
        {"tree_sitter"},
    ),
}
"""What an editor may see otherwise: a text for each, and the engines that do."""


def differences(text: str, seen: list[str | None]) -> list[str]:
    """Lines in which an editor differs from the compiler, with the characters and both categories."""
    found: dict[tuple[int, str | None, str | None], str] = {}
    for at, (mine, theirs) in enumerate(zip(compiler(text), seen, strict=True)):
        if mine != theirs and not text[at].isspace():
            key = (text.count("\n", 0, at) + 1, mine, theirs)
            found[key] = found.get(key, "") + text[at]
    return [f"line {line}: {text!r} is {mine}, not {theirs}" for (line, mine, theirs), text in found.items()]


@pytest.mark.parametrize("engine", ENGINES)
def test_an_editor_sees_what_the_compiler_sees(engine: str, tmp_path: Path) -> None:
    seen = ENGINES[engine](TEXTS, tmp_path)
    wrong = {str(path.relative_to(ROOT)): differences(path.read_text("utf-8"), colours)
             for path, colours in zip(PATHS, seen, strict=True)}  # fmt: skip
    assert {path: lines for path, lines in wrong.items() if lines} == {}


@pytest.mark.parametrize("engine", ENGINES)
def test_what_an_editor_may_misread_is_what_it_does_misread(engine: str, tmp_path: Path) -> None:
    texts = [text for text, _ in MISREAD.values()]
    seen = ENGINES[engine](texts, tmp_path)
    misread = {
        why for why, text, colours in zip(MISREAD, texts, seen, strict=True) if differences(text, colours)
    }
    assert misread == {why for why, (_, engines) in MISREAD.items() if engine in engines}


@pytest.mark.parametrize("engine", ENGINES)
def test_an_open_string_does_not_swallow_the_file(engine: str, tmp_path: Path) -> None:
    text = 'flow a {\n  say "Hello {x as\n  hangup\n}\n'
    (colours,) = ENGINES[engine]([text], tmp_path)
    at = text.index("hangup")
    assert colours[at] == "step"


def test_the_compiler_understands_what_is_compared() -> None:
    for path, text in zip(PATHS, TEXTS, strict=True):
        assert parse(Source(name=path.name, text=text))[1] == [], path
    kinds = {name for text in TEXTS for name in compiler(text)}
    assert kinds == {None, *CATEGORIES}
