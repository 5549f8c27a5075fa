"""The language server in the editors themselves, as the files of `editors/` start it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from engines import ROOT
from sessions import IVRC, Neovim, emacs, fence, health, helix, vim

if TYPE_CHECKING:
    from pathlib import Path

ACME = (ROOT / "examples" / "acme" / "acme.ivr").read_text("utf-8")
RENAMED = re.sub(r"(-> |flow )operator\b", r"\1desk", ACME)
MENU = """\
app "客服 ☎️" { base_url: "https://ivr.example.com"; number: +441632960000 }

defaults {
  language: en-GB
  on silence { say "对不起" }
  on invalid { say "对不起" }
  on give_up -> sales
}

answer { say "👋 您好"; -> main }

menu main {
  press 1 for "💼 销售" -> sale
}

flow sales { say "📞"; hangup }
"""
UNKNOWN = "Unknown target: no flow or menu is called `sale`\ndid you mean `sales`?"
CROOKED = MENU.replace("-> sale\n", "->   sales\n")
STRAIGHT = MENU.replace("-> sale\n", "-> sales\n")
DIAGNOSTICS = """vim.tbl_map(function(d)
  return { d.message, vim.api.nvim_buf_get_text(0, d.lnum, d.col, d.end_lnum, d.end_col, {})[1] }
end, vim.diagnostic.get(0))"""
FLOATING = """vim.tbl_map(function(window)
  local lines = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, true)
  return vim.api.nvim_win_get_config(window).relative ~= '' and lines or {}
end, vim.api.nvim_list_wins())"""
MEND = "vim.lsp.buf.code_action({ apply = true, filter = function(fix) return fix.isPreferred end })"
LENSES = "#vim.lsp.codelens.get(0)"
CHOOSE = """vim.ui.select = function(items, options, choose)
  choose(vim.tbl_filter(function(item) return options.format_item(item):find('%s') end, items)[1], 1)
end"""
TEXT = "table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), '\\n') .. '\\n'"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Programs without a project, so that the environment above them is not theirs."""
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "ivrc").symlink_to(IVRC)
    made = tmp_path / "calls"
    made.mkdir()
    for name, text in {"acme": ACME, "menu": MENU, "crooked": CROOKED}.items():
        (made / f"{name}.ivr").write_text(text, "utf-8")
    return made


@pytest.fixture
def project(folder: Path) -> Path:
    """The same in a project with this environment."""
    (folder.parent / "pyproject.toml").write_text("")
    return folder


def test_neovim_shows_a_mistake_and_mends_it(folder: Path) -> None:
    with Neovim(folder, "menu.ivr", IVRC.parent) as neovim:
        assert neovim.wait(DIAGNOSTICS) == [[UNKNOWN, "sale"]]
        neovim.type(f"/-> sale$<CR>4l:lua {MEND}<CR>")
        assert neovim.wait(TEXT, lambda text: text != MENU) == STRAIGHT
        assert neovim.wait(DIAGNOSTICS, lambda found: not found) == []


def test_neovim_completes(folder: Path) -> None:
    with Neovim(folder, "menu.ivr", IVRC.parent) as neovim:
        neovim.wait(DIAGNOSTICS)
        neovim.type("/-> sale$<CR>wea<C-x><C-o>")
        assert [item["word"] for item in neovim.wait("vim.fn.complete_info().items")] == ["sales"]
        neovim.type("<C-y><Esc>")
        assert neovim.wait(TEXT, lambda text: text != MENU) == STRAIGHT


def test_neovim_knows_what_a_name_is(project: Path) -> None:
    with Neovim(project, "acme.ivr") as neovim:
        neovim.wait(LENSES)
        neovim.type("/-> operator<CR>w:lua vim.lsp.buf.hover()<CR>")
        shown = neovim.wait(FLOATING, any)
        assert "flow operator" in [line for lines in shown for line in lines]
        neovim.type(":lua vim.lsp.buf.definition()<CR>")
        assert neovim.wait("vim.fn.getline('.')", lambda line: line.startswith("flow")) == "flow operator {"
        tokens = neovim.wait(
            f"vim.lsp.semantic_tokens.get_at_pos(0, {ACME[: ACME.index('menu main')].count(chr(10))}, 5)"
        )
        assert [(token["type"], token["start_col"], token["end_col"]) for token in tokens] == [
            ("function", 5, 9)
        ]


def test_neovim_renames_every_jump(project: Path) -> None:
    with Neovim(project, "acme.ivr") as neovim:
        neovim.wait(LENSES)
        neovim.type("/^flow operator<CR>w:lua vim.lsp.buf.rename('desk')<CR>")
        assert neovim.wait(TEXT, lambda text: text != ACME) == RENAMED


def test_neovim_lays_out(folder: Path) -> None:
    with Neovim(folder, "crooked.ivr", IVRC.parent) as neovim:
        neovim.wait(LENSES)
        neovim.type(":lua vim.lsp.buf.format()<CR>")
        assert neovim.wait(TEXT, lambda text: text != CROOKED) == STRAIGHT


def press(title: str) -> str:
    """The keys that press one of several lenses in a line."""
    return f":lua {CHOOSE % title}<CR>:lua vim.lsp.codelens.run()<CR>".replace("\n", " ")


def test_neovim_shows_what_leads_to_a_flow(project: Path) -> None:
    with Neovim(project, "acme.ivr") as neovim:
        neovim.wait(LENSES)
        neovim.type("/^flow operator<CR>w:lua vim.lsp.buf.incoming_calls()<CR>")
        assert [row["text"] for row in neovim.wait("vim.fn.getqflist()")] == ["defaults", "main", "support"]
        neovim.type(":cclose<CR>/^flow operator<CR>" + press("reached"))
        rows = neovim.wait("vim.fn.getqflist()", lambda rows: rows[0]["text"] != "defaults")
        assert [row["text"].strip() for row in rows] == [
            "on give_up -> operator",
            'press 0 for "to speak to someone" -> operator',
            "-> operator",
        ]


def test_neovim_simulates_a_call(project: Path) -> None:
    with Neovim(project, "acme.ivr") as neovim:
        neovim.wait(LENSES)
        neovim.type("/^answer<CR>:lua vim.lsp.codelens.run()<CR>")
        assert " calls +441632960000" in neovim.wait("vim.fn.getline(1)", lambda line: "calls" in line)
        neovim.type("<C-Bslash><C-n>:bwipeout!<CR>/^flow voicemail<CR>" + press("simulate"))
        shown = neovim.wait(TEXT, lambda text: "here is `voicemail`:" in text)
        assert "hears     Connecting you to sales." in shown


def test_neovim_says_what_to_install(folder: Path) -> None:
    with Neovim(folder, "menu.ivr") as neovim:
        shown = neovim.wait("vim.fn.execute('messages')", lambda text: text.strip())
        assert shown.strip() == "There is no `ivrc` here. Run `pip install 'ivrc[lsp]'`, then :edit."


def test_neovim_says_what_an_ivrc_without_a_server_needs(folder: Path) -> None:
    program = folder / ".venv" / "bin" / "ivrc"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\nexit 2\n")
    program.chmod(0o755)
    with Neovim(folder, "menu.ivr") as neovim:
        shown = neovim.wait("vim.fn.execute('messages')", lambda text: "pip" in text)
        assert f"{program} has no language server. Run `pip install 'ivrc[lsp]'` for it, then :edit." in shown


@pytest.mark.parametrize(
    ("editor", "mode"), [("Emacs", "ivr-mode"), ("Emacs with tree-sitter", "ivr-ts-mode")]
)
def test_emacs(editor: str, mode: str, project: Path) -> None:
    seen = emacs(project, editor, "servers.el", IVR_SEEN="seen-in-menu seen-in-acme seen-in-crooked")
    assert "flow operator" in seen.pop("hover").splitlines()
    assert seen == {
        "mode": mode,
        "mistakes": [[f"ivrc [IVR225]: {UNKNOWN}", "sale"]],
        "completed": STRAIGHT,
        "mended": True,
        "definition": "flow operator {",
        "renamed": RENAMED,
        "straight": STRAIGHT,
    }


def test_emacs_starts_what_is_on_the_path_by_itself(folder: Path) -> None:
    _, always = fence(ROOT / "docs" / "editors.md", r"\| Emacs")
    seen = emacs(folder, "Emacs", "servers.el", IVRC.parent, more=always, IVR_SEEN="seen-by-itself")
    assert seen == {"mode": "ivr-mode", "straight": STRAIGHT}


def test_emacs_says_what_to_install(folder: Path) -> None:
    seen = emacs(folder, "Emacs", "servers.el", IVR_SEEN="seen-without-server")
    assert seen["problem"] == "There is no `ivrc` here. Run `pip install 'ivrc[lsp]'`, then M-x eglot."


def test_helix_shows_a_mistake(folder: Path) -> None:
    with helix(folder, "menu.ivr", IVRC.parent) as editor:
        editor.wait("● 1", "1:1")
        editor.type("]d")
        editor.wait("no flow or menu is called `sale`", "(IVR225)")
        editor.type("csales")
        editor.wait(" INS ", '销售" -> sales')
        editor.type("Escape")  # with a colon right behind it, this would be another key
        editor.wait(" NOR ")
        editor.type(":write", "Enter")
        editor.wait("written")
        assert (folder / "menu.ivr").read_text("utf-8") == STRAIGHT


def test_helix_renames_every_jump(folder: Path) -> None:
    with helix(folder, "menu.ivr", IVRC.parent) as editor:
        editor.wait("● 1", "1:1")
        editor.type(":open acme.ivr", "Enter")
        editor.wait("Acme Support")
        editor.type("/flow operator", "Enter", ";", "Space", "r")
        editor.wait("rename-to:operator")
        editor.type("C-u", "desk", "Enter")
        editor.wait("flow desk {")
        editor.type(":write", "Enter")
        editor.wait("written")
        assert (folder / "acme.ivr").read_text("utf-8") == RENAMED


def test_helix_says_whether_there_is_a_server(tmp_path: Path) -> None:
    shown = health(tmp_path / "with", IVRC.parent)
    assert f"✓ ivrc: {IVRC}" in shown
    assert "Tree-sitter parser: ✓\nHighlight queries: ✓" in shown
    assert "✘ ivrc: 'ivrc' not found in $PATH" in health(tmp_path / "without")


def test_vim_shows_a_mistake(folder: Path) -> None:
    with vim(folder, "menu.ivr", IVRC.parent) as editor:
        editor.wait("客服")
        editor.type("/-> sale$", "Enter")
        editor.wait("no flow or menu is called `sale`")


def test_vim_renames_every_jump(project: Path) -> None:
    with vim(project, "acme.ivr") as editor:
        editor.wait("Acme")
        editor.type("/^flow operator", "Enter", "w", ":ALERename", "Enter")
        editor.wait("name: operator")
        editor.type("C-u", "desk", "Enter")
        editor.wait("flow desk {")
        editor.type(":write", "Enter")
        editor.wait("written")
        assert (project / "acme.ivr").read_text("utf-8") == RENAMED
