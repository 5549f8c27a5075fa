"""`ivrc check` of raw NCCO: files, standard input, Markdown, fixes, and the forms of its output."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import ivrc.cli

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

WRONG = '[\n  {"action": "talk", "text": "Hi", "loop": "2"},\n  {"action": "hangup"}\n]\n'


def run(*arguments: str, given: str | bytes | None = None) -> Result:
    return CliRunner().invoke(ivrc.cli.commands, arguments, input=given)


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "wrong.json").write_text(WRONG)
    (tmp_path / "fine.json").write_text('[{"action": "talk", "text": "Hi"}]')


def test_text() -> None:
    result = run("check", "fine.json", "wrong.json")
    assert result.exit_code == 1
    assert (
        result.output
        == """\
warning[W201]: Number written as text
 --> wrong.json:2:44
  |
2 |   {"action": "talk", "text": "Hi", "loop": "2"},
  |                                            ^^^ `loop` is `"2"`, a text
  = hint: write 2 without quotes

error[E104]: Unknown action
 --> wrong.json:3:14
  |
3 |   {"action": "hangup"}
  |              ^^^^^^^^ there is no action `"hangup"`
  = hint: let the array end to hang up

1 error and 1 warning
"""
    )


def test_a_fine_file() -> None:
    result = run("check", "fine.json")
    assert (result.exit_code, result.output) == (0, "nothing to say against 1 file\n")


def test_standard_input() -> None:
    result = run("check", "-", given=WRONG)
    assert result.exit_code == 1
    assert " --> standard input:3:14\n" in result.output


def test_standard_input_that_is_no_text() -> None:
    result = run("check", "-", given=b"\xff")
    assert result.exit_code == 1
    assert "this file is not UTF-8" in result.output


def test_json_and_sarif() -> None:
    document = json.loads(run("check", "wrong.json", "--format", "json").stdout)
    first = document["diagnostics"][0]
    assert (first["code"], first["file"], first["range"]["start"]) == (
        "W201",
        "wrong.json",
        {"line": 2, "column": 44, "offset": 45},
    )
    assert first["fixes"][0]["text"] == "2"
    log = json.loads(run("check", "wrong.json", "--format", "sarif").stdout)
    assert [result["ruleId"] for result in log["runs"][0]["results"]] == ["W201", "E104"]
    assert "hangup" in log["runs"][0]["tool"]["driver"]["rules"][0]["help"]["text"]


def test_fix_rewrites_and_shows_the_difference(tmp_path: Path) -> None:
    result = run("check", "wrong.json", "--fix")
    assert result.exit_code == 1
    assert result.output.startswith("--- wrong.json\n+++ wrong.json (fixed)\n@@ -1,4 +1,4 @@\n")
    assert '-  {"action": "talk", "text": "Hi", "loop": "2"},\n' in result.output
    assert '+  {"action": "talk", "text": "Hi", "loop": 2},\n' in result.output
    assert "W201" not in result.output
    assert (tmp_path / "wrong.json").read_text() == WRONG.replace('"2"', "2")


def test_fix_keeps_what_is_right(tmp_path: Path) -> None:
    (tmp_path / "crlf.json").write_bytes(b'[\r\n{"action": "wait"}\r\n]')
    assert run("check", "crlf.json", "--fix").output == "nothing to say against 1 file\n"
    assert (tmp_path / "crlf.json").read_bytes() == b'[\r\n{"action": "wait"}\r\n]'


def test_standard_input_cannot_be_fixed() -> None:
    result = run("check", "-", "--fix", given=WRONG)
    assert result.exit_code == 2
    assert "standard input cannot be fixed" in result.output


def test_a_program_is_not_fixed(tmp_path: Path) -> None:
    (tmp_path / "menu.ivr").write_text("answer { hangup }")
    result = run("check", "menu.ivr", "--fix")
    assert result.exit_code == 2
    assert "--fix mends NCCOs; menu.ivr is a program" in result.output


def test_programs_and_nccos_together(tmp_path: Path) -> None:
    (tmp_path / "menu.ivr").write_text('app "x" { base_url: "https://e.example" }\nanswer { say "Hi." }')
    result = run("check", "menu.ivr", "fine.json")
    assert (result.exit_code, result.output) == (0, "nothing to say against 2 files\n")


def test_markdown(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(f"# NCCO\n\n```json\n{WRONG}```\n")
    result = run("check", "README.md", "--markdown")
    assert result.exit_code == 1
    assert " --> README.md:6:14\n" in result.output


@pytest.mark.parametrize(
    "content", [b"", b"\xff", b"[" * 5000, b"{" * 5000, b'["' + b"a" * 100_000, b"9" * 5000]
)
def test_no_file_makes_it_fail(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "odd.json").write_bytes(content)
    result = run("check", "odd.json")
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
