"""What `ivrc fmt` prints, writes and exits with."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ivrc.cli import commands

CROOKED = "answer {hangup}\nconst A=1 // one\n"
STRAIGHT = "answer { hangup }\nconst A = 1 // one\n"
BROKEN = "answer { say }}\n"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*arguments: str, given: str | bytes = "", **files: str) -> Result:
    for name, text in files.items():
        Path(f"{name}.ivr").write_text(text)
    return CliRunner().invoke(commands, ["fmt", *arguments], input=given)


def test_a_file_is_laid_out_and_keeps_its_permissions() -> None:
    Path("menu.ivr").touch(mode=0o640)
    result = run("menu.ivr", menu=CROOKED)
    assert (result.exit_code, result.output) == (0, "menu.ivr: laid out anew\n")
    assert Path("menu.ivr").read_text() == STRAIGHT
    assert Path("menu.ivr").stat().st_mode & 0o777 == 0o640
    assert [path.name for path in Path().iterdir()] == ["menu.ivr"]


def test_what_is_laid_out_already_is_not_touched() -> None:
    Path("menu.ivr").write_text(STRAIGHT)
    before = Path("menu.ivr").stat().st_mtime_ns
    result = run("menu.ivr")
    assert (result.exit_code, result.output) == (0, "nothing to change in 1 file\n")
    assert Path("menu.ivr").stat().st_mtime_ns == before


def test_check_writes_nothing_and_fails() -> None:
    result = run("--check", "a.ivr", "b.ivr", a=CROOKED, b=STRAIGHT)
    assert (result.exit_code, result.output) == (1, "a.ivr: the layout would change; run `ivrc fmt a.ivr`\n")
    assert Path("a.ivr").read_text() == CROOKED
    assert run("--check", "b.ivr").exit_code == 0


def test_diff_shows_what_would_change() -> None:
    result = run("--diff", "menu.ivr", menu=CROOKED)
    assert result.exit_code == 0
    assert result.output.splitlines()[2:] == [
        "@@ -1,2 +1,2 @@",
        *(f"-{line}" for line in CROOKED.splitlines()),
        *(f"+{line}" for line in STRAIGHT.splitlines()),
    ]
    assert Path("menu.ivr").read_text() == CROOKED
    assert run("--diff", "--check", "menu.ivr").exit_code == 1


def test_a_file_with_a_mistake_is_left_and_the_others_are_laid_out() -> None:
    result = run("a.ivr", "b.ivr", a=BROKEN, b=CROOKED)
    assert result.exit_code == 1
    assert "--> a.ivr:1:" in result.stdout
    assert result.stdout.endswith("b.ivr: laid out anew\n")
    assert Path("a.ivr").read_text() == BROKEN


def test_standard_input_goes_to_standard_output() -> None:
    result = run("-", given=CROOKED)
    assert (result.exit_code, result.output) == (0, STRAIGHT)
    assert run("-", given=STRAIGHT).stdout == STRAIGHT


def test_an_editor_gets_nothing_for_a_text_with_a_mistake() -> None:
    result = run("-", given=BROKEN)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "--> standard input:1:" in result.stderr
    result = run("-", given=b"\xff")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "is not UTF-8" in result.stderr


def test_check_of_standard_input() -> None:
    result = run("-", "--check", given=CROOKED)
    assert (result.exit_code, result.output) == (1, "standard input: the layout would change\n")


def test_standard_input_stands_alone() -> None:
    result = run("-", "a.ivr", a=STRAIGHT)
    assert result.exit_code == 2
    assert "`-` is standard input, and stands alone" in result.output


def test_a_link_is_followed() -> None:
    Path("menu.ivr").write_text(CROOKED)
    Path("link.ivr").symlink_to("menu.ivr")
    assert run("link.ivr").exit_code == 0
    assert Path("link.ivr").is_symlink()
    assert Path("menu.ivr").read_text() == STRAIGHT


def test_a_folder_that_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    result = run("menu.ivr", menu=CROOKED)
    assert (result.exit_code, result.output) == (2, "Error: cannot write menu.ivr: No space left on device\n")
    assert Path("menu.ivr").read_text() == CROOKED


def test_a_layout_that_would_mean_something_else_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ivrc.format.formatting.layout", lambda _: ["const A = 2"])
    result = run("menu.ivr", menu=CROOKED)
    assert str(result.exception) == "menu.ivr: its layout would change what it means"
    monkeypatch.setattr("ivrc.format.formatting.layout", lambda _: ["answer { hangup }", "const A = 1"])
    assert str(run("menu.ivr").exception) == "menu.ivr: its layout would lose a comment"
    assert Path("menu.ivr").read_text() == CROOKED
