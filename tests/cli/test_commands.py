"""What each command prints, writes and exits with."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Run = Callable[..., Result]


def write(name: str, text: str) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text)


def generated(folder: str) -> set[str]:
    return {str(path.relative_to(folder)) for path in Path(folder).rglob("*") if path.is_file()}


def ncco(folder: str) -> list[Any]:
    """What the small compiler of conftest.py was given: text, imports, parameters, today, levels."""
    found: list[Any] = json.loads(Path(folder, "ncco/answer.json").read_text())[0]["payload"]["given"]
    return found


# --- check ----------------------------------------------------------------------------------------


def test_check_of_a_fine_file(run: Run) -> None:
    write("menu.ivr", "fine")
    result = run("check", "menu.ivr")
    assert (result.exit_code, result.output) == (0, "nothing to say against 1 file\n")
    assert generated(".") == {"menu.ivr"}


def test_check_reports_all_files_and_counts(run: Run) -> None:
    write("a.ivr", "wrong")
    write("b.ivr", "doubt")
    result = run("check", "a.ivr", "b.ivr")
    assert result.exit_code == 1
    assert "error[IVR201]: Wrong\n --> a.ivr:1:1" in result.stdout
    assert "warning[IVR601]: Doubt\n --> b.ivr:1:1" in result.stdout
    assert result.stdout.endswith("\n1 error and 1 warning\n")


def test_warnings_do_not_fail(run: Run) -> None:
    write("a.ivr", "doubt")
    assert run("check", "a.ivr").exit_code == 0


def test_check_reports_an_unreadable_file(run: Run) -> None:
    Path("a.ivr").write_bytes(b"\xff")
    result = run("check", "a.ivr")
    assert result.exit_code == 1
    assert "error[IVR001]: Unreadable file\n --> a.ivr\n" in result.stdout
    assert "this file is not UTF-8: unexpected byte 0xFF at byte offset 0 in line 1" in result.stdout


def test_json_holds_all_files_in_one_document(run: Run) -> None:
    write("a.ivr", "x\n  wrong")
    write("b.ivr", "doubt")
    result = run("check", "a.ivr", "b.ivr", "--format", "json")
    document = json.loads(result.stdout)
    assert document["version"] == 1
    assert document["diagnostics"][0] == {
        "code": "IVR201",
        "severity": "error",
        "title": "Wrong",
        "message": "callers hear this",
        "file": "a.ivr",
        "range": {
            "start": {"line": 2, "column": 3, "offset": 4},
            "end": {"line": 2, "column": 8, "offset": 9},
        },
        "related": [],
        "hint": None,
        "fixes": [],
    }
    assert [d["file"] for d in document["diagnostics"]] == ["a.ivr", "b.ivr"]


def test_json_of_a_fine_file_is_a_document_too(run: Run) -> None:
    write("a.ivr", "fine")
    assert json.loads(run("check", "a.ivr", "--format", "json").stdout) == {"version": 1, "diagnostics": []}


# --- build ----------------------------------------------------------------------------------------


def test_build_writes_beside_the_source(run: Run) -> None:
    write("flows/main-menu.v2.ivr", "fine")
    result = run("build", "flows/main-menu.v2.ivr")
    assert result.exit_code == 0
    assert (
        result.output
        == "flows/main-menu.v2.ivr: 2 states (1 static), 3 files in flows/generated/main_menu_v2\n"
    )
    assert generated("flows/generated/main_menu_v2") == {"ncco/answer.json", "webhook.py", "manifest.json"}


@pytest.mark.parametrize(("stem", "package"), [("24-7", "_24_7"), ("import", "_import"), ("menü", "menü")])
def test_generated_folders_can_be_imported(run: Run, stem: str, package: str) -> None:
    write(f"{stem}.ivr", "fine")
    run("build", f"{stem}.ivr")
    assert Path("generated", package, "webhook.py").exists()


def test_a_failed_build_leaves_the_last_good_one(run: Run) -> None:
    write("menu.ivr", "fine")
    run("build", "menu.ivr")
    before = ncco("generated/menu")
    write("menu.ivr", "wrong")
    assert run("build", "menu.ivr").exit_code == 1
    assert ncco("generated/menu") == before


def test_one_failure_does_not_keep_the_others_from_being_built(run: Run) -> None:
    write("a.ivr", "wrong")
    write("b.ivr", "fine")
    assert run("build", "a.ivr", "b.ivr").exit_code == 1
    assert generated("generated") == {"b/ncco/answer.json", "b/webhook.py", "b/manifest.json"}


def test_output_folder(run: Run) -> None:
    write("menu.ivr", "fine")
    assert run("build", "menu.ivr", "-o", "out/here").exit_code == 0
    assert generated(".") == {
        "menu.ivr", "out/here/ncco/answer.json", "out/here/webhook.py", "out/here/manifest.json",
    }  # fmt: skip


def test_two_files_cannot_share_a_folder(run: Run) -> None:
    write("a-b.ivr", "fine")
    write("a_b.ivr", "fine")
    result = run("build", "a-b.ivr", "a_b.ivr")
    assert result.exit_code == 2
    assert "a-b.ivr and a_b.ivr would both be written to generated/a_b" in result.stderr
    assert run("build", "a-b.ivr", "a_b.ivr", "-o", "out").exit_code == 2


def test_build_check_lists_what_is_out_of_date_and_writes_nothing(run: Run) -> None:
    write("menu.ivr", "fine")
    run("build", "menu.ivr")
    assert run("build", "menu.ivr", "--check").output == "menu.ivr: generated/menu is up to date\n"
    write("menu.ivr", "finer")
    Path("generated/menu/webhook.py").unlink()
    result = run("build", "menu.ivr", "--check")
    assert result.exit_code == 1
    assert result.output == (
        "menu.ivr: generated/menu is out of date; run `ivrc build menu.ivr`\n"
        "  missing  webhook.py\n"
        "  stale    ncco/answer.json\n"
    )
    assert not Path("generated/menu/webhook.py").exists()


def test_build_keeps_json_on_standard_output_clean(run: Run) -> None:
    write("menu.ivr", "doubt")
    result = run("build", "menu.ivr", "--format", "json")
    assert len(json.loads(result.stdout)["diagnostics"]) == 1
    assert result.stderr == "menu.ivr: 2 states (1 static), 3 files in generated/menu\n"


def test_a_folder_that_cannot_be_written(run: Run) -> None:
    write("menu.ivr", "fine")
    write("generated", "a file")
    result = run("build", "menu.ivr")
    assert result.exit_code == 2
    assert "cannot read generated/menu/" in result.stderr
    assert "Not a directory" in result.stderr


def test_settings_reach_the_compiler(run: Run) -> None:
    write("pyproject.toml", '[tool.ivrc.lint]\nIVR601 = "off"\n')
    write("flows/menu.ivr", "import common.ivr")
    write("flows/common.ivr", "shared")
    run("build", "flows/menu.ivr", "-D", "SITE=north=1", "-D", "EMPTY=", "--today", "2026-11-20")
    text, imported, parameters, today, levels = ncco("flows/generated/menu")
    assert (text, imported) == ("import common.ivr", "shared")
    assert parameters == {"SITE": "north=1", "EMPTY": ""}
    assert (today, levels) == ("2026-11-20", {"IVR601": "off"})


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ('IVR601 = "warn"', "IVR601 = `warn` is no level; did you mean `warning`?"),
        ("IVR601 = 3", "IVR601 = `3` is no level; say `off`, `advice`, `warning` or `error`"),
        ('unspoken = "off"', "`unspoken` is no diagnostic code such as IVR601"),
        ("IVR601 =", "cannot be read: Invalid value"),
    ],
)
def test_lint_levels_that_make_no_sense(run: Run, table: str, message: str) -> None:
    write("pyproject.toml", f"[tool.ivrc.lint]\n{table}\n")
    write("menu.ivr", "fine")
    result = run("check", "menu.ivr")
    assert result.exit_code == 2
    assert message in result.stderr


# --- serve ----------------------------------------------------------------------------------------


def test_serve_of_a_wrong_file_reports_it(run: Run) -> None:
    write("menu.ivr", "wrong")
    result = run("serve", "menu.ivr")
    assert result.exit_code == 1
    assert "error[IVR201]" in result.stdout


def test_a_port_in_use_is_named(run: Run) -> None:
    write("menu.ivr", "fine")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("serve", "menu.ivr", "--port", str(port))
    assert result.exit_code == 2
    assert f"Error: cannot listen at 127.0.0.1, port {port}: Address already in use" in result.stderr


# --- the command line itself ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["buidl"], "There is no command `buidl`; did you mean `build`?"),
        (["check"], "Missing argument 'FILE...'"),
        (["check", "nowhere.ivr"], "File 'nowhere.ivr' does not exist"),
        (["check", "."], "File '.' is a directory"),
        (["build", "x.ivr", "-D", "SITE"], "`SITE` is not NAME=VALUE"),
        (["build", "x.ivr", "-D", "1=2"], "`1=2` is not NAME=VALUE"),
        (["build", "x.ivr", "--today", "tomorrow"], "'tomorrow' does not match the format '%Y-%m-%d'"),
    ],
)
def test_a_wrong_command_line(run: Run, arguments: list[str], message: str) -> None:
    write("x.ivr", "fine")
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr


@pytest.mark.parametrize("command", ["build", "check", "explain", "serve"])
def test_help_shows_an_example(run: Run, command: str) -> None:
    assert f"\n  ivrc {command} " in run(command, "--help").output
