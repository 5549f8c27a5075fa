"""All files of the folder `editors/` that the tables of the compiler say, by path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.editors import emacs, queries, textmate, vim, vscode

if TYPE_CHECKING:
    from collections.abc import Mapping


def generated() -> Mapping[str, str]:
    """Path below `editors/` to text."""
    neovim = queries.highlights(queries.neovim)
    return {
        "emacs/ivr-mode.el": emacs.mode(),
        "emacs/ivr-ts-mode.el": emacs.tree_mode(),
        "helix/queries/ivr/highlights.scm": queries.highlights(queries.helix),
        "helix/queries/ivr/indents.scm": queries.HELIX_INDENTS,
        "nvim/queries/ivr/highlights.scm": neovim,
        "sublime/IVR.sublime-syntax": textmate.sublime(),
        "tree-sitter-ivr/queries/highlights.scm": neovim,
        "vim/syntax/ivr.vim": vim.syntax(),
        "vscode/language-configuration.json": vscode.configuration(),
        "vscode/snippets/ivr.json": vscode.snippets(),
        "vscode/syntaxes/ivr.tmLanguage.json": textmate.grammar(),
        "vscode/syntaxes/markdown-ivr.tmLanguage.json": textmate.fences(),
        "zed/languages/ivr/highlights.scm": neovim,
        "zed/languages/ivr/indents.scm": queries.ZED_INDENTS,
        "zed/languages/ivr/brackets.scm": queries.ZED_BRACKETS,
    }
