"""The same program gives the same bytes, wherever, whenever and however it is built (language 14)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ivrc.compiler import compile_source
from ivrc.files import read_text
from ivrc.source import Source
from ivrc.syntax.parser import parse

ROOT = Path(__file__).parent
REPOSITORY = ROOT.parent
PROGRAMS = [*sorted((ROOT / "programs/valid").glob("*.ivr")), *sorted(REPOSITORY.glob("examples/*/*.ivr"))]
ELSEWHERE = """
import sys
from hashlib import sha256
from pathlib import Path
from ivrc.compiler import compile_source
from ivrc.files import read_text
from ivrc.source import Source
for name in sys.argv[1:]:
    path = Path(name)
    source = Source(name=name, text=path.read_text("utf-8"), path=path.name)
    files = compile_source(source, lambda other: read_text(path.parent / other)).files
    print(path.name, sha256(repr(files).encode()).hexdigest())
"""


def files_of(path: Path, text: str) -> dict[str, bytes]:
    source = Source(name=path.name, text=text, path=path.name)
    files = compile_source(source, lambda name: read_text(path.parent / name)).files
    assert files
    return files


def differing(path: Path, one: str, other: str) -> set[str]:
    """The names of the files that differ between two texts of a program."""
    before, after = files_of(path, one), files_of(path, other)
    return {name for name in {**before, **after} if before.get(name) != after.get(name)}


def digests(folder: Path, seed: str) -> str:
    """Digests of what a fresh interpreter makes of all programs, started from a folder."""
    command = [sys.executable, "-c", ELSEWHERE, *(os.path.relpath(path, folder) for path in PROGRAMS)]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(REPOSITORY)}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=True
    ).stdout


def test_neither_the_hash_seed_nor_the_folder_matters(tmp_path: Path) -> None:
    here = digests(REPOSITORY, "0")
    assert len(here.splitlines()) == len(PROGRAMS)
    assert digests(tmp_path, "1") == here
    assert digests(ROOT, "random") == here


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_line_ends_and_a_byte_order_mark_do_not_matter(path: Path) -> None:
    text = path.read_text("utf-8")
    turned = "\ufeff" + text.replace("\n", "\r\n")
    assert differing(path, text, turned) <= {"manifest.json"}, "which holds a digest of the source"


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_the_order_of_declarations_changes_the_manifest_only(path: Path) -> None:
    text = path.read_text("utf-8")
    turned = "\n".join(reversed(declarations(text)))
    assert differing(path, text, turned) <= {"manifest.json"}


def declarations(text: str) -> list[str]:
    """The declarations of a file with the comments above them."""
    file, _ = parse(Source(name="test.ivr", text=text))
    ends = [item.span.end for item in file.items]
    return [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]
