"""docs/lint.md is true: each command prints what stands below it, given the files that stand above it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from click.testing import CliRunner

import ivrc.cli

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "docs" / "lint.md"
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


def test_the_hooks_are_commands_that_exist() -> None:
    hooks = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
    entries = re.findall(r"(?m)^  entry: ivrc (\w+)", hooks)
    assert len(entries) == hooks.count("- id: ") == 4
    assert set(entries) <= set(ivrc.cli.COMMANDS)
    (ours,) = re.findall(r"(?m)^  files: (.*json.*)$", hooks)
    found = [
        path for path in ("ncco/a.json", "x/ncco/b/a.json", "a.json", "nccos.json") if re.search(ours, path)
    ]
    assert found == ["ncco/a.json", "x/ncco/b/a.json"]
