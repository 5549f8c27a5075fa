"""VS Code as a server with the packaged extension, and somebody who uses it in a browser."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from engines import EDITORS, HERE, browser, missing, node, run, tool

from ivrc.node import node as value

if TYPE_CHECKING:
    from collections.abc import Iterator

EXTENSION = EDITORS / "vscode"
CODE_SERVER = HERE / "code-server" / "node_modules"
IVRC = Path(sys.executable).parent / "ivrc"
SETTINGS: dict[str, object] = {
    "editor.autoClosingBrackets": "never",  # the tests write what is written
    "editor.autoClosingQuotes": "never",
    "editor.autoIndent": "none",
    "editor.quickSuggestions": {"other": "off"},  # and ask for suggestions
    "editor.suggestOnTriggerCharacters": False,
    "files.autoSave": "off",
    "security.workspace.trust.startupPrompt": "never",
    "telemetry.telemetryLevel": "off",
    "terminal.integrated.gpuAcceleration": "off",  # so that its text is in the page
    "workbench.startupEditor": "none",
}


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def packaged(folder: Path) -> Path:
    """The extension, packaged from a copy, since its bundle is made beside its sources."""
    if not (EXTENSION / "node_modules").is_dir():
        missing("what packages the extension")
    copy = folder / "vscode"
    shutil.copytree(EXTENSION, copy, ignore=shutil.ignore_patterns("node_modules", "dist", "*.vsix"))
    (copy / "node_modules").symlink_to(EXTENSION / "node_modules")
    run(tool("npm"), "--prefix", copy, "run", "package", SOURCE_DATE_EPOCH="1000000000")
    return copy / "ivr.vsix"


def installed(folder: Path, *packages: Path) -> Path:
    """A folder of extensions with these, as VS Code itself installs them."""
    extensions = folder / "extensions"
    options = [option for package in packages for option in ("--install-extension", str(package))]
    subprocess.run(
        [*_code_server(folder, extensions), *options],
        env=_environment(folder),
        check=True,
        capture_output=True,
        timeout=120,
    )
    return extensions


def python_extension(folder: Path, chosen: Path) -> Path:
    """What stands for the Python extension: an environment is chosen in it, and it is asked the same way."""
    manifest = {
        "name": "python",
        "publisher": "ms-python",
        "version": "1.0.0",
        "engines": {"vscode": "^1.91.0"},
        "main": "./main.js",
        "activationEvents": [],
    }
    script = f"""
        const executable = {{ uri: require('vscode').Uri.file({json.dumps(str(chosen))}) }};
        const resolveEnvironment = async path => (path.folder ? {{ executable }} : undefined);
        const getActiveEnvironmentPath = folder => ({{ folder }});
        exports.activate = () => ({{ environments: {{ getActiveEnvironmentPath, resolveEnvironment }} }});
    """
    with ZipFile(folder / "python.vsix", "w") as archive:
        archive.writestr("extension/package.json", json.dumps(manifest))
        archive.writestr("extension/main.js", script)
    return folder / "python.vsix"


def _code_server(data: Path, extensions: Path) -> list[str]:
    if not (CODE_SERVER / ".installed").is_file():
        missing("code-server")
    options = ("--extensions-dir", extensions, "--user-data-dir", data, "--config", data / "config.yaml")
    return [tool("node"), str(CODE_SERVER / "code-server" / "out" / "node" / "entry.js"), *map(str, options)]


def _environment(home: Path) -> dict[str, str]:
    """Without anything of the user's, and without an `ivrc` on the PATH."""
    folders = (str(Path(tool("node")).parent), "/usr/bin", "/bin")
    return {"HOME": str(home), "PATH": os.pathsep.join(folders), "LC_ALL": "C.UTF-8"}


@value
class Workbench:
    """VS Code with the extension; `data` is a folder for what it keeps."""

    extensions: Path
    data: Path

    def play(self, story: str, folder: Path, *, trusted: bool = True, **given: object) -> dict[str, Any]:
        """What somebody sees who opens a folder and does what a story of code-server.cjs tells."""
        node("playwright-core")
        with self._serving(trusted) as address:
            script = (HERE / "code-server.cjs", browser(), f"{address}/?folder={folder}")
            seen: dict[str, Any] = json.loads(run(tool("node"), *script, self.data, story, json.dumps(given)))
        return seen

    @contextmanager
    def _serving(self, trusted: bool) -> Iterator[str]:
        (self.data / "User").mkdir(parents=True)
        (self.data / "User" / "settings.json").write_text(json.dumps(SETTINGS))
        port = free_port()
        options = ["--auth", "none", "--bind-addr", f"127.0.0.1:{port}", "--disable-update-check"]
        if trusted:
            options.append("--disable-workspace-trust")
        with (self.data / "log").open("w") as log:
            process = subprocess.Popen(
                [*_code_server(self.data, self.extensions), *options],
                env=_environment(self.data),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
            try:
                _wait_for(port)
                yield f"http://127.0.0.1:{port}"
            finally:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _wait_for(port: int) -> None:
    end = time.monotonic() + 60
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            assert time.monotonic() < end, "code-server does not answer"
            time.sleep(0.1)
        else:
            return
