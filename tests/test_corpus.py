"""Every output file of programs that together use all actions and kinds of decisions, as it was reviewed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from ivrc.compiler import compile_source
from ivrc.files import read_text
from ivrc.source import Source

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

CASES = sorted((Path(__file__).parent / "corpus").glob("*/flow.ivr"))


class Output(SingleFileSnapshotExtension):
    """A text file for each program, with all that is made of it."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_output(path: Path, snapshot: SnapshotAssertion) -> None:
    source = Source(name="flow.ivr", text=path.read_text("utf-8"), path="flow.ivr")
    compilation = compile_source(source, lambda name: read_text(path.parent / name))
    shown = [f"{name}\n{'=' * len(name)}\n{content.decode()}" for name, content in compilation.files.items()]
    assert shown
    assert "\n".join(shown) == snapshot(extension_class=Output)
