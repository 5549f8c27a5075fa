"""`ivrc lsp` where it cannot serve."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

from click.testing import CliRunner

from ivrc.cli import commands

if TYPE_CHECKING:
    import pytest


def test_without_pygls_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    result = CliRunner().invoke(commands, ["lsp"])
    assert result.exit_code == 2
    assert result.output == "Error: the language server needs pygls; run `pip install 'ivrc[lsp]'`\n"
