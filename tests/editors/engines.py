"""What editors make of a source: the category of each character, by the engines that colour it."""

from __future__ import annotations

import ctypes
import json
import os
import plistlib
import re
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ivrc.editors.categories import CATEGORIES, categories
from ivrc.source import Source
from ivrc.syntax.parser import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Colours = list[str | None]

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
EDITORS = ROOT / "editors"
CAPTURES = {row.capture: name for name, row in CATEGORIES.items()}
SCOPES = {row.scope: name for name, row in CATEGORIES.items()}
NAMES = list(CATEGORIES)


def missing(what: str) -> None:
    """Skip, or fail where nothing may be missing (`make test-editors`)."""
    if os.environ.get("IVRC_ALL_EDITORS"):
        pytest.fail(f"{what} is missing")
    pytest.skip(f"{what} is missing; `make test-editors` installs it")


def tool(*names: str) -> str:
    """The first of these programs that there is."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        missing(names[0])
    return str(found)


def run(*command: str | Path, **environment: str) -> str:
    """What a program prints; it must end well. It finds the `ivrc` that is tested."""
    environment["PATH"] = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    done = subprocess.run(
        list(map(str, command)), capture_output=True, text=True, env=os.environ | environment, timeout=600
    )
    assert done.returncode == 0, done.stderr or done.stdout
    return done.stdout


def painted(text: str, runs: Iterable[tuple[int, int, str | None]]) -> Colours:
    """Runs of characters as a category for each."""
    made: Colours = [None] * len(text)
    for start, end, name in runs:
        made[start:end] = [name] * (end - start)
    return made


def compiler(text: str) -> Colours:
    """By the compiler's own tokens."""
    source = Source(name="menu.ivr", text=text)
    file, _ = parse(source)
    return painted(text, ((span.start, span.end, name) for name, span in categories(source, file)))


def node(package: str) -> str:
    """The program that runs scripts, if this package is there for it."""
    if not (HERE / "node_modules" / package).is_dir():
        missing(f"{package} of npm")
    return tool("node")


def browser() -> str:
    """The browser that runs without a window."""
    return tool("chromium", "chromium-browser", "google-chrome")


def textmate(texts: Sequence[str], folder: Path) -> list[Colours]:
    """By VS Code's engine with the manifest and grammar of the extension."""
    script = (node("vscode-textmate"), HERE / "textmate.mjs", EDITORS / "vscode")
    return scoped(texts, json.loads(run(*script, *written(texts, folder))))


def shiki(texts: Sequence[str], folder: Path) -> list[Colours]:
    """The same grammar in a browser, with its regular expressions."""
    script = (node("shiki"), HERE / "shiki.mjs", browser(), EDITORS / "vscode")
    return scoped(texts, json.loads(run(*script, *written(texts, folder))))


def scoped(texts: Sequence[str], shown: Sequence[Sequence[tuple[int, int, str]]]) -> list[Colours]:
    """Runs of characters with TextMate's scopes as categories."""
    return [
        painted(text, ((start, end, SCOPES[scope]) for start, end, scope in runs if scope in SCOPES))
        for text, runs in zip(texts, shown, strict=True)
    ]


def sublime(texts: Sequence[str], folder: Path) -> list[Colours]:
    """By bat, which reads Sublime's syntaxes, with a theme that has a colour for each category."""
    bat = tool("batcat", "bat")
    (folder / "syntaxes").mkdir()
    (folder / "themes").mkdir()
    shutil.copy(EDITORS / "sublime" / "IVR.sublime-syntax", folder / "syntaxes")
    rows = [{"settings": {"foreground": "#000000", "background": "#000000"}}]
    rows += [{"scope": "meta.embedded", "settings": {"foreground": "#000000"}}]  # type: ignore[dict-item]  # as plists are
    rows += [
        {"scope": row.scope, "settings": {"foreground": f"#0000{at:02x}"}}  # type: ignore[dict-item]  # as plists are
        for at, row in enumerate(CATEGORIES.values(), 1)
    ]
    (folder / "themes" / "categories.tmTheme").write_bytes(
        plistlib.dumps({"name": "categories", "settings": rows})
    )
    run(bat, "cache", "--build", "--source", folder, "--target", folder / "cache")
    options = (
        "-l",
        "IVR",
        "--theme",
        "categories",
        "--color=always",
        "--plain",
        "--paging=never",
        "--tabs=0",
    )
    shown = [
        run(bat, *options, file, BAT_CACHE_PATH=str(folder / "cache"), COLORTERM="truecolor")
        for file in written(texts, folder)
    ]
    return [painted(text, _from_terminal(output)) for text, output in zip(texts, shown, strict=True)]


def _from_terminal(output: str) -> Iterable[tuple[int, int, str | None]]:
    at, name = 0, None
    for found in re.finditer(r"\x1b\[([0-9;]*)m|([^\x1b]+)", output):
        if found[2] is None:
            *_, blue = (found[1] or "0").split(";")
            name = NAMES[int(blue) - 1] if found[1].startswith("38;2") and int(blue) else None
        else:
            yield at, at + len(found[2]), name
            at += len(found[2])


def vim(texts: Sequence[str], folder: Path, program: str = "vim") -> list[Colours]:
    """By Vim's syntax file, asked for the group of each character."""
    files = written(texts, folder)
    (folder / "files").write_text("\n".join(map(str, files)))
    mode = ("--headless",) if program == "nvim" else ("-es",)
    variables = f"let g:root = '{EDITORS / 'vim'}' | let g:folder = '{folder}'"
    run(tool(program), *mode, "-u", "NONE", "-i", "NONE", "-n", "--cmd", variables, "-S", HERE / "groups.vim")
    syntax = (EDITORS / "vim" / "syntax" / "ivr.vim").read_text("utf-8")
    links = dict(re.findall(r"^highlight default link (\w+) (\w+)$", syntax, re.MULTILINE))
    groups = {f"ivr{name.capitalize()}": name for name in CATEGORIES}
    shown = json.loads((folder / "groups.json").read_text("utf-8"))
    return [
        painted(
            text, [(at, at + 1, groups.get(g) or groups.get(links.get(g, ""))) for at, g in enumerate(found)]
        )
        for text, found in zip(texts, shown, strict=True)
    ]


def neovim(texts: Sequence[str], folder: Path) -> list[Colours]:
    """Vim's syntax file in Neovim."""
    return vim(texts, folder, "nvim")


def tree_sitter(texts: Sequence[str], folder: Path) -> list[Colours]:
    """By the committed parser and Neovim's query."""
    query = (EDITORS / "nvim" / "queries" / "ivr" / "highlights.scm").read_text("utf-8")
    return [painted(text, captures(text, query)) for text in texts]


def captures(text: str, query: str) -> list[tuple[int, int, str | None]]:
    """Where the captures of a query stand in a text."""
    language, library = parser()
    found = library.QueryCursor(library.Query(language, query)).captures(tree(text))
    starts = {offset: at for at, offset in enumerate(accumulate((len(c.encode()) for c in text), initial=0))}
    return [
        (starts[node.start_byte], starts[node.end_byte], CAPTURES.get(name, name))
        for name, nodes in found.items()
        if not name.startswith("_")
        for node in nodes
    ]


def tree(text: str) -> Any:
    """The root of tree-sitter's tree."""
    language, library = parser()
    return library.Parser(language).parse(text.encode()).root_node


@cache
def parser() -> tuple[Any, Any]:
    """The language, compiled from the committed C file, and the library that runs it."""
    try:
        import tree_sitter as library
    except ImportError:
        missing("tree-sitter of PyPI")
    source = EDITORS / "tree-sitter-ivr" / "src"
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, "ivr.so")
        run(tool("cc", "gcc"), "-shared", "-fPIC", "-O1", "-I", source, source / "parser.c", "-o", made)
        function = ctypes.CDLL(str(made)).tree_sitter_ivr
    function.restype = ctypes.c_void_p
    capsule = ctypes.pythonapi.PyCapsule_New
    capsule.restype, capsule.argtypes = ctypes.py_object, (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)
    return library.Language(capsule(function(), b"tree_sitter.Language", None)), library


def written(texts: Sequence[str], folder: Path) -> list[Path]:
    """The texts as files."""
    files = [folder / f"text{at}.ivr" for at in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, "utf-8", newline="")
    return files


ENGINES: dict[str, Callable[[Sequence[str], Path], list[Colours]]] = {
    "textmate": textmate,
    "shiki": shiki,
    "sublime": sublime,
    "vim": vim,
    "neovim": neovim,
    "tree_sitter": tree_sitter,
}
