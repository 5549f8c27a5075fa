"""The installed package: everything it needs is in the wheel, and nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parent.parent
ACME = ROOT / "examples" / "acme"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds what an installation would."""
    built = tmp_path_factory.mktemp("dist")
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(built), versions=["standard"])
    folder = tmp_path_factory.mktemp("site-packages")
    with ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def names(folder: Path) -> set[str]:
    return {
        str(path.relative_to(folder))
        for path in (folder / "ivrc").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def generated(folder: Path) -> dict[str, bytes]:
    made = folder / "generated" / "acme"
    return {
        str(path.relative_to(made)): path.read_bytes() for path in made.rglob("*.*") if path.suffix != ".pyc"
    }


def test_the_package_is_complete_and_alone(installed: Path) -> None:
    assert names(installed) == names(ROOT) | {"ivrc/syntax/ivr.lark"}, (
        "and the grammar, which has its own folder"
    )
    assert {path.name.partition("-")[0] for path in installed.iterdir()} == {"ivrc"}


def test_the_installed_command_builds_what_the_checkout_builds(installed: Path, tmp_path: Path) -> None:
    shutil.copy(ACME / "acme.ivr", tmp_path)
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    code = "import ivrc, sys; from ivrc.cli import main; print(ivrc.__file__, file=sys.stderr); main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "build", "acme.ivr"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.stderr == f"{installed / 'ivrc' / '__init__.py'}\n", "the wheel's own code has run"
    assert generated(tmp_path) == generated(ACME) != {}
