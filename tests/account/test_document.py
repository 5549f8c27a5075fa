"""The plans that docs/deploying.md quotes are those of an account on this machine, one after the other."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .conftest import Run
    from .vonage import Account

ROOT = Path(__file__).parent.parent.parent
DOCUMENT = ROOT / "docs" / "deploying.md"
BLOCK = re.compile(r"^```(ivr menu\.ivr|text)\n((?:.*\n)*?)```$", re.MULTILINE)


def test_the_plans_of_the_document(run: Run, account: Account) -> None:
    shown = 0
    for kind, text in BLOCK.findall(DOCUMENT.read_text("utf-8")):
        if kind != "text":
            Path("menu.ivr").write_text(text)
            continue
        command, printed = text.split("\n", 1)
        assert command == "$ ivrc app plan menu.ivr"
        assert run("plan", file="menu.ivr").stdout == printed
        assert run("apply", "--yes", "--private-key", "private.key", file="menu.ivr").exit_code == 0
        shown += 1
    assert shown == 2
    assert account.numbers["441632960001"]["app_id"] in account.applications


def test_the_changelog_quotes_the_document() -> None:
    blocks = [
        text for _, text in BLOCK.findall((ROOT / "CHANGELOG.md").read_text("utf-8")) if "ivrc app" in text
    ]
    assert blocks
    assert {line for text in blocks for line in text.splitlines()} <= {
        *DOCUMENT.read_text("utf-8").splitlines()
    }
