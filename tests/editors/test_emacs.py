"""Emacs' mode with tree-sitter: every character has the face of what the compiler sees there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engines import compiler, written
from sessions import emacs
from test_cross_check import PATHS, TEXTS

from ivrc.editors.categories import CATEGORIES

if TYPE_CHECKING:
    from pathlib import Path


def test_faces(tmp_path: Path) -> None:
    written(TEXTS, tmp_path)
    seen = emacs(tmp_path, "Emacs with tree-sitter", "faces.el")
    wrong = [
        (path.name, text.count("\n", 0, at) + 1, text[at], name, face)
        for row, (path, text) in enumerate(zip(PATHS, TEXTS, strict=True))
        for at, (name, face) in enumerate(zip(compiler(text), seen[f"text{row}"], strict=True))
        if not text[at].isspace() and face != (CATEGORIES[name].face if name else "nil")
    ]
    assert wrong == []
