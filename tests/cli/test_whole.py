"""The real command on a real program: build, check, watch and serve in processes of their own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
PROGRAM = """\
app "Acme" {
  base_url: "https://ivr.example.com"
  fallback_base_url: "https://fallback.example.com"
  number: +441632960000
}
answer {
  say "Welcome to Acme."
  hangup
}
"""
PATIENCE = 20.0  # seconds


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "menu.ivr").write_text(PROGRAM)
    return tmp_path


def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("IVRC_", "VONAGE_"))}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}


def ivrc(folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ivrc", *arguments]
    return subprocess.run(command, cwd=folder, env=environment() | more, capture_output=True, text=True)


@contextmanager
def running(folder: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A command that goes on until the block is left; it must then stop at once and say it was fine."""
    command = [sys.executable, "-m", "ivrc", *arguments]
    with subprocess.Popen(
        command, cwd=folder, env=environment(), stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
            process.send_signal(signal.SIGINT)
            assert process.wait(PATIENCE) == 0
        finally:
            process.kill()


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline()


def test_build_makes_the_folder_that_check_accepts(folder: Path) -> None:
    built = ivrc(folder, "build", "menu.ivr")
    assert (built.returncode, built.stderr) == (0, "")
    assert built.stdout.endswith("files in generated/menu\n")
    answer = json.loads((folder / "generated/menu/ncco/answer.json").read_text())
    assert answer[0]["text"] == "Welcome to Acme."
    assert ivrc(folder, "build", "menu.ivr", "--check").returncode == 0


def test_a_mistake_names_its_place(folder: Path) -> None:
    (folder / "menu.ivr").write_text(PROGRAM.replace("hangup", "-> mian"))
    checked = ivrc(folder, "check", "menu.ivr")
    assert checked.returncode == 1
    assert "--> menu.ivr:8:6" in checked.stdout
    assert "8 |   -> mian\n  |      ^^^^" in checked.stdout


def test_sarif_explains_its_rules(folder: Path) -> None:
    (folder / "menu.ivr").write_text(PROGRAM.replace("hangup", "-> mian"))
    checked = ivrc(folder, "check", "menu.ivr", "--format", "sarif")
    (rule,) = json.loads(checked.stdout)["runs"][0]["tool"]["driver"]["rules"]
    assert ivrc(folder, "explain", rule["id"]).stdout.strip() == rule["help"]["markdown"].strip()


def test_a_terminal_without_the_letters_of_a_program_still_shows_its_mistakes(folder: Path) -> None:
    (folder / "menu.ivr").write_text(PROGRAM.replace("hangup", 'say "日本"; -> mian'), "utf-8")
    checked = ivrc(folder, "check", "menu.ivr", PYTHONIOENCODING="latin-1")
    assert (checked.returncode, checked.stderr) == (1, "")
    assert r'say "\u65e5\u672c"; -> mian' in checked.stdout


def test_explain_lists_codes_with_titles(folder: Path) -> None:
    listed = ivrc(folder, "explain").stdout.splitlines()
    assert "IVR001 Unreadable file" in listed
    assert listed == sorted(set(listed))


def test_explain_of_a_code_that_does_not_exist(folder: Path) -> None:
    refused = ivrc(folder, "explain", "IVR0001")
    assert refused.returncode == 2
    assert "There is no diagnostic `IVR0001`; did you mean `IVR001`?" in refused.stderr


def test_watch_builds_again_after_each_change(folder: Path) -> None:
    answer = folder / "generated/menu/ncco/answer.json"
    with running(folder, "build", "menu.ivr", "--watch") as process:
        assert "files in generated/menu" in line(process)
        (folder / "menu.ivr").write_text(PROGRAM.replace("Welcome", "Hello"))
        assert "files in generated/menu" in line(process)
        assert "Hello to Acme." in answer.read_text()


def test_serve_answers_calls(folder: Path) -> None:
    with running(folder, "serve", "menu.ivr", "--insecure", "--port", "0") as process:
        said = line(process)
        assert said.startswith("menu.ivr: answers at http://127.0.0.1:")
        answer_url = said.split()[3].rstrip(",")
        ncco = httpx.post(answer_url, json={}, timeout=PATIENCE).json()
        assert ncco[0]["text"] == "Welcome to Acme."


def test_serve_without_a_secret_says_what_to_set(folder: Path) -> None:
    refused = ivrc(folder, "serve", "menu.ivr", "--port", "0")
    assert refused.returncode == 2
    assert "VONAGE_SIGNATURE_SECRET is not set" in refused.stderr
    assert "--insecure" in refused.stderr


def test_serve_says_where_missing_hooks_belong(folder: Path) -> None:
    extern = "extern store(id: text)\n"
    (folder / "menu.ivr").write_text(extern + PROGRAM.replace("hangup", "store(call.uuid)\n  hangup"))
    refused = ivrc(folder, "serve", "menu.ivr", "--port", "0", "--insecure")
    assert refused.returncode == 2
    assert "--hooks MODULE:OBJECT" in refused.stderr


def test_building_twice_gives_the_same_bytes_whatever_the_hash_seed(folder: Path) -> None:
    ivrc(folder, "build", "menu.ivr", PYTHONHASHSEED="1")
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("generated/**/*.*")}
    time.sleep(0.01)
    ivrc(folder, "build", "menu.ivr", PYTHONHASHSEED="2")
    assert before == {path: path.stat().st_mtime_ns for path in folder.rglob("generated/**/*.*")} != {}


def test_the_folder_from_which_it_is_built_does_not_matter(folder: Path) -> None:
    ivrc(folder, "build", "menu.ivr", "-o", "inside")
    ivrc(folder.parent, "build", str(folder / "menu.ivr"), "-o", str(folder / "outside"))
    inside, outside = (
        {path.name: path.read_bytes() for path in (folder / name).rglob("*.*")}
        for name in ("inside", "outside")
    )
    assert inside == outside != {}
