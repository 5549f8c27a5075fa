"""docs/lint.md is true: each command prints what stands below it, given the files that stand above it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from click.testing import CliRunner

import ivrc.cli

if TYPE_CHECKING:
    import pytest

PAGE = Path(__file__).parent.parent.parent / "docs" / "lint.md"
PARTS = re.compile(
    r"`(?P<name>\w+\.json)`:\n\n```json\n(?P<content>.*?)```|```text\n\$ ivrc (?P<run>.*?)```", re.DOTALL
)


def test_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    commands = 0
    for part in PARTS.finditer(PAGE.read_text("utf-8")):
        if part["name"]:
            Path(part["name"]).write_text(part["content"], "utf-8")
        else:
            line, _, printed = part["run"].partition("\n")
            assert CliRunner().invoke(ivrc.cli.commands, line.split()).output == printed
            commands += 1
    assert commands == 4
