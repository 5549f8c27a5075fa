"""The files of `editors/` in the editors themselves: they load, know .ivr files, indent, find problems."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from engines import EDITORS, HERE, SCOPES, node, parser, run, tool

from ivrc.cli import commands

if TYPE_CHECKING:
    from pathlib import Path

MENU = """\
/// why
menu main {
  press 1 for "sales" -> sales
  attempts: 3
  on silence {
    say "Hello {name as spelled}. A brace: \\\\{ // no comment"
    connect +441632960000 {
      timeout: 20s
    }
    collect digits pin
  }
}
hours office in "Europe/London" {
  open mon-fri 09:00-17:30
}
"""
FLAT = "\n".join(line.strip() for line in MENU.splitlines()) + "\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "menu.ivr").write_text(FLAT)
    return tmp_path


def seen(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "seen.json").read_text("utf-8"))
    return found


@pytest.mark.parametrize("program", ["vim", "nvim"])
def test_vim(program: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    checked = CliRunner().invoke(commands, ["check", "menu.ivr"]).stdout
    (folder / "findings").write_text(checked)
    expected = re.findall(
        r"^(error|warning|advice)\[IVR(\d+)\]: (.*)\n *--> (\S+):(\d+):(\d+)$", checked, re.MULTILINE
    )
    mode = ("--headless",) if program == "nvim" else ("-es",)
    variables = f"let g:root = '{EDITORS / 'vim'}' | let g:folder = '{folder}'"
    run(tool(program), *mode, "-u", "NONE", "-i", "NONE", "-n", "--cmd", variables, "-S", HERE / "real.vim")
    made = seen(folder)
    assert (made["filetype"], made["syntax"], made["format"]) == ("ivr", "ivr", "ivrc fmt -")
    assert made["indented"] == MENU.splitlines()
    assert made["formatted"] == ["answer { hangup }"]
    letters = {"error": "E", "warning": "W", "advice": "I"}
    assert expected
    assert made["found"] == [
        [str(folder / file), int(line), int(column), letters[severity], int(code), title]
        for severity, code, title, file, line, column in expected
    ]


def test_neovim_with_tree_sitter(folder: Path) -> None:
    parser()
    (folder / "parser").mkdir()
    source = EDITORS / "tree-sitter-ivr" / "src"
    made = folder / "parser" / "ivr.so"
    run(tool("cc", "gcc"), "-shared", "-fPIC", "-O1", "-I", source, source / "parser.c", "-o", made)
    variables = f"let g:root = '{EDITORS / 'nvim'}' | let g:folder = '{folder}'"
    run(
        tool("nvim"),
        "--headless",
        "-u",
        "NONE",
        "-i",
        "NONE",
        "-n",
        "--cmd",
        variables,
        "-S",
        HERE / "real.lua",
    )
    assert seen(folder) == {
        "filetype": "ivr",
        "active": True,
        "menu": "keyword",
        "main": "function",
        "press": "keyword",
        "sales": "function.target",
        "say": "function.builtin",
    }


def test_emacs(folder: Path) -> None:
    mode = folder / "ivr-mode.el"
    mode.write_text((EDITORS / "emacs" / "ivr-mode.el").read_text("utf-8"))
    options = ("-Q", "--batch", "-l", HERE / "real.el")
    run(tool("emacs"), *options, IVR_FOLDER=str(folder), IVR_MODE=str(mode))
    made = seen(folder)
    assert made.pop("mode") == "ivr-mode"
    assert made.pop("outline") == ["main", "office"]
    assert made.pop("indented") == MENU
    assert made.pop("formatted") == "answer { hangup }\n"
    assert made.pop("spelled") == "default"
    assert made == {
        word: f"font-lock-{face}-face"
        for word, face in {
            "menu": "keyword",
            "main": "function-name",
            "press": "keyword",
            "sales": "string",
            "say": "builtin",
            "attempts": "variable-name",
            "20s": "constant",
            "+441632960000": "constant",
            "Hello": "string",
            "why": "doc",
            "digits": "type",
            "fri": "constant",
        }.items()
    }


def test_a_fence_in_markdown(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Menus\n\n```ivr\nmenu main { }\n```\n\nmenu main\n")
    script = (node("vscode-textmate"), HERE / "textmate.mjs", EDITORS / "vscode")
    (runs,) = json.loads(run(*script, page, IVR_SCOPE="text.html.markdown"))
    text = page.read_text()
    found = {(text[start:end], SCOPES[scope]) for start, end, scope in runs if scope in SCOPES}
    assert found == {("menu", "keyword"), ("main", "definition")}
    assert {scope for start, _, scope in runs if start > text.rindex("```")} == {"text.html.markdown"}
