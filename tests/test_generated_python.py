"""The generated modules as a user's tools see them: ruff, mypy --strict and Python itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from driver import APP, load
from driver import compiled as compiled_text
from test_judges import PROGRAMS, compiled

ROOT = Path(__file__).parent.parent
OWN_SETTINGS = '[tool.ruff.lint]\nselect = ["E4", "E7", "E9", "F", "I", "UP", "B", "RUF", "SIM", "RET"]\n'


LONG = f"""{APP}
extern messages() -> text[] {{ reads: true }}
type Customer {{ name: text; vip: bool; balance: number; tier: text }}
extern lookup(number: phone?) -> Customer? {{ reads: true }}
answer {{
  let ann = lookup(call.from)
  if ann is not none and ann.vip and (ann.balance > 100 or ann.tier == "gold") {{ say "Good day." }}
  if ann is not none and (ann.vip or ann.tier == "gold" or ann.tier == "platinum" or ann.tier == "silver") or
    call.from_address == "sip:operator@calls.example.com" {{ say "Welcome." }}
  let news = messages()
  each one in news {{ say "The next message that is waiting for you is the following: {{one}}."; wait 1s }}
  each one in news {{ say "The next message that is waiting for you was, as you heard: {{one}}." }}
  say "{{if_empty(lower(trim(call.from_address)), "nobody, or somebody who hides it")}}"
}}
"""


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a package for each program, as a project of its own."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "pyproject.toml").write_text(OWN_SETTINGS)
    outputs = {path.stem: compiled(path) for path in PROGRAMS} | {"long": compiled_text(LONG)}
    for package, compilation in outputs.items():
        for name, content in compilation.files.items():
            target = folder / package / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    return folder


def tool(folder: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", *arguments]
    environment = {**os.environ, "MYPYPATH": str(ROOT)}
    run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


def test_ruff_has_nothing_to_format(generated: Path) -> None:
    tool(generated, "ruff", "format", "--check", "--no-cache", ".")


def test_ruff_has_nothing_to_say(generated: Path) -> None:
    tool(generated, "ruff", "check", "--no-cache", ".")


def test_mypy_has_nothing_to_say(generated: Path) -> None:
    packages = [argument for path in PROGRAMS for argument in ("-p", path.stem)]
    packages += ["-p", "long"]
    tool(generated, "mypy", "--strict", "--follow-imports=silent", *packages)


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_a_module_is_imported_without_being_configured(path: Path, tmp_path: Path) -> None:
    assert load(compiled(path), tmp_path).create_app
