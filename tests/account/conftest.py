"""`ivrc app` in an empty folder, with the credentials of an account on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import ivrc.cli

from .vonage import KEY, SECRET, Account, served

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]

PROGRAM = """\
app "Acme" {
  base_url: "https://ivr.example.com"
  number: +441632960000, +441632960001
}
answer { say "Hello." }
"""


@pytest.fixture
def served_account() -> Iterator[tuple[Account, str]]:
    with served() as (account, base):
        yield account, base


@pytest.fixture
def account(served_account: tuple[Account, str]) -> Account:
    """An account that owns the numbers of PROGRAM."""
    held, _ = served_account
    held.owns("441632960000")
    held.owns("441632960001")
    return held


@pytest.fixture
def run(
    served_account: tuple[Account, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Result]:
    """`run("plan")` with PROGRAM in acme.ivr; no secret is printed and nothing is raised."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VONAGE_API_KEY", KEY)
    monkeypatch.setenv("VONAGE_API_SECRET", SECRET)
    (tmp_path / "acme.ivr").write_text(PROGRAM)

    def run(action: str, *options: str, file: str = "acme.ivr") -> Result:
        arguments = ["app", action, file, "--api-base", served_account[1], *options]
        result = CliRunner().invoke(ivrc.cli.commands, arguments)
        assert isinstance(result.exception, SystemExit | None), result.exception
        for secret in (KEY, SECRET, "PRIVATE KEY"):
            assert secret not in result.output
        return result

    return run
