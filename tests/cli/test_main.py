"""The way in: whatever happens, an author sees a sentence and a status, never a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ivrc.cli import main
from ivrc.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def failing(
    run: Callable[..., object], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> str:
    """What is printed when the compiler raises."""
    Path("menu.ivr").write_text("bug")
    monkeypatch.setattr(sys, "argv", ["ivrc", "check", "menu.ivr"])
    with pytest.raises(SystemExit) as exited:
        main()
    assert exited.value.code == 2
    return capsys.readouterr().err


def test_a_bug_of_ours_is_called_one(failing: str) -> None:
    assert failing.startswith(
        "ivrc has a bug: KeyError: 'states'\nPlease report it with the file that shows it"
    )
    assert failing.endswith("IVRC_DEBUG=1 shows where it happened.\n")
    assert "Traceback" not in failing


class TestDebugging:
    @pytest.fixture(autouse=True)
    def debug(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("IVRC_DEBUG", "1")

    def test_a_bug_shows_where_it_happened(self, debug: None, failing: str) -> None:
        assert "Traceback (most recent call last)" in failing
        assert "compile_source" in failing


def ivrc(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ivrc", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd)


def test_version() -> None:
    done = ivrc("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"ivrc {__version__}\n", "")


def test_help_lists_every_command_with_its_purpose() -> None:
    lines = ivrc("--help").stdout.splitlines()
    commands = lines[lines.index("Commands:") + 1 :]
    listed = ["build", "check", "fmt", "import", "test", "sim", "explain", "serve", "call", "app", "lsp"]
    assert [line.split()[0] for line in commands] == listed
    assert all(line.endswith(".") for line in commands)


def test_version_imports_no_command() -> None:
    code = (
        "import sys, ivrc.cli; sys.argv = ['ivrc', '--version']\n"
        "try: ivrc.cli.main()\n"
        "finally: print(*(m for m in sys.modules if m.startswith('ivrc')))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout
    assert loaded.splitlines()[-1] == "ivrc ivrc.version ivrc.cli"


def test_a_check_imports_nothing_that_makes_files(tmp_path: Path) -> None:
    source = tmp_path / "menu.ivr"
    source.write_text('app "Menu" {\n  base_url: "https://ivr.example.com"\n}\nanswer { hangup }\n')
    script = (
        "import atexit, sys; atexit.register(lambda: print(*sys.modules)); from ivrc.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", script, "check", source], capture_output=True, text=True)
    assert "nothing to say" in done.stdout, done.stderr
    unneeded = {"jinja2", "jsonschema", "lark", "babel", "phonenumbers", "ivrc.emit"}
    assert not unneeded & set(done.stdout.split())
