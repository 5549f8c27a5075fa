"""Every construct of the language parses, to the node it should be."""

from __future__ import annotations

from pathlib import Path

import pytest

from ivrc.source import Source
from ivrc.syntax.parser import parse

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/*.ivr"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_parse(path: Path) -> None:
    _, found = parse(Source(path.name, path.read_text(encoding="utf-8")))
    assert found == []
