"""Every action of a call leads back to its line in the source."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from ivrc.compiler import compile_source
from ivrc.files import read_text
from ivrc.sim.places import Places
from ivrc.sim.transcript import Transcript
from ivrc.source import Source
from ivrc.testing.loading import load
from ivrc.testing.playing import Performance
from ivrc.testing.standing import Positions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.sim.transcript import Line

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/*.ivr"))
PLACED = frozenset({"talk", "stream", "connect", "record", "wait", "hold"})
ASKED = ("menu", "collect")
"""Words of lines from which prompts are made of labels."""


def heard(path: Path) -> Iterator[Line]:
    """What happens in all tests of a program."""
    compilation = compile_source(
        Source(str(path), path.read_text("utf-8")), lambda n: read_text(path.parent / n)
    )
    loaded, positions = load(compilation), Positions(compilation)
    nobody = cast("Any", SimpleNamespace(answered=()))
    for trial in compilation.program.trials:
        performance = Performance(loaded, positions, trial)
        performance.play()
        transcript = Transcript(performance.platform)
        transcript.know(Places(compilation), nobody)
        yield from (line for line in transcript.read() if line.kind in PLACED)
    loaded.transport.close()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_everything_has_its_place(path: Path) -> None:
    lines = list(heard(path))
    assert lines, "the example has tests"
    for line in lines:
        assert line.place, line.text
        source, number = line.place
        written = source.line(number)
        if line.kind == "talk" and 'say "' in written and "{" not in written.partition('say "')[2]:
            assert line.text in re.sub("<[^>]*>", "", written) or any(word in written for word in ASKED)
