"""The folder `editors/` says what the tables of the compiler say."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from engines import EDITORS

from ivrc.cli import commands, dev
from ivrc.editors.categories import CATEGORIES
from ivrc.editors.generate import generated
from ivrc.editors.words import ACTIONS, KEYWORDS
from ivrc.language.vocabulary import DECLARATIONS, STEPS
from ivrc.lsp.colours import MODIFIERS, TYPES
from ivrc.source import Source
from ivrc.syntax.parser import parse
from ivrc.version import __version__

MANIFEST: dict[str, Any] = json.loads((EDITORS / "vscode" / "package.json").read_text("utf-8"))
SNIPPETS: dict[str, Any] = json.loads(generated()["vscode/snippets/ivr.json"])


@pytest.mark.parametrize("path", generated())
def test_what_is_committed_is_what_is_generated(path: str) -> None:
    assert (EDITORS / path).read_text("utf-8") == generated()[path], "run `ivrc dev editors`"


def test_the_command_writes_what_differs(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setattr(dev, "EDITORS", tmp_path)
    first = CliRunner().invoke(commands, ["dev", "editors"])
    assert first.output.splitlines() == [
        *(f"editors/{p}" for p in generated()),
        f"{len(generated())} files written",
    ]
    assert CliRunner().invoke(commands, ["dev", "editors"]).output == "0 files written\n"
    assert {str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*.*") if p.is_file()} == set(generated())
    monkeypatch.setattr(dev, "EDITORS", tmp_path / "none")
    assert CliRunner().invoke(commands, ["dev", "editors"]).exit_code == 2


def test_the_parser_was_made_of_the_grammar() -> None:
    """`make parser` writes the stamp."""
    folder = EDITORS / "tree-sitter-ivr"
    made_of = (folder / "src" / "grammar.sha256").read_text("utf-8").split()[0]
    assert sha256((folder / "grammar.js").read_bytes()).hexdigest() == made_of, "run `make parser`"
    parser = (folder / "src" / "parser.c").read_text("utf-8")
    assert "#define LANGUAGE_VERSION 14" in parser, "older editors know no later one"


def test_every_word_of_the_language_is_known_to_editors() -> None:
    assert {*DECLARATIONS, *STEPS} <= KEYWORDS | ACTIONS


def test_the_extension_names_files_that_exist() -> None:
    contributes = MANIFEST["contributes"]
    named = [
        contributes["languages"][0]["configuration"],
        *(row["path"] for row in contributes["grammars"]),
    ]
    assert [path for path in named if not (EDITORS / "vscode" / path).is_file()] == []
    assert MANIFEST["version"] == __version__


def test_colours_stay_when_the_language_server_tells_its_own() -> None:
    (row,) = MANIFEST["contributes"]["semanticTokenScopes"]
    expected: dict[str, list[str]] = {}
    for category, kind in TYPES.items():
        modified = f".{MODIFIERS[category]}" if category in MODIFIERS else ""
        expected.setdefault(kind + modified, [CATEGORIES[category].scope])
    assert row == {"language": "ivr", "scopes": expected}


@pytest.mark.parametrize("name", SNIPPETS)
def test_a_snippet_is_a_program_that_can_be_read(name: str) -> None:
    text = "\n".join(SNIPPETS[name]["body"])
    text = re.sub(r"\$\{\d+:([^}]*)\}", r"\1", text).replace("$0", "")
    if name not in DECLARATIONS or text.endswith("menu {\n\t\n}"):
        text = f"flow f {{\n{text}\n}}"
    assert parse(Source(name=name, text=text))[1] == []


def test_the_extension_reads_what_check_prints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("menu.ivr").write_text("answer { conect +441632960000 }\n")
    printed = CliRunner().invoke(commands, ["check", "menu.ivr"]).output.splitlines()
    (matcher,) = MANIFEST["contributes"]["problemMatchers"]
    first, second = (re.compile(row["regexp"]) for row in matcher["pattern"])
    found = [
        (a[1], a[2], b[1], b[2], b[3])
        for x, y in pairwise(printed)
        if (a := first.match(x)) and (b := second.match(y))
    ]
    assert ("error", "IVR205", "menu.ivr", "1", "10") in found
    assert len(found) == sum(line.startswith(("error[", "warning[", "advice[")) for line in printed)
