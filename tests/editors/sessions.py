"""Editors that run while a test types into them and looks at what they show."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from engines import EDITORS, HERE, missing, run, tool

if TYPE_CHECKING:
    from collections.abc import Callable

    Seen = TypeVar("Seen")

PATIENCE = 60
"""Seconds in which something must happen, also on a machine that is busy with other tests."""

NEEDED = {"nvim": (0, 8), "emacs": (29,), "hx": (23, 10), "tmux": (2,)}
"""The first versions of editors that start a server by themselves, and of what shows them."""

SYSTEM = "/usr/bin:/bin"
IVRC = Path(sys.executable).parent / "ivrc"


def recent(name: str) -> str:
    """An editor that `newer.sh` unpacked, or the installed one if it is new enough."""
    unpacked = HERE / "newer" / "bin" / name
    found = str(unpacked) if unpacked.exists() else shutil.which(name)
    wanted = f"{name} from {'.'.join(map(str, NEEDED[name]))} on"
    if found is None:
        missing(wanted)
    option = "-V" if name == "tmux" else "--version"
    shown = subprocess.run([str(found), option], capture_output=True, text=True, check=True).stdout
    number = re.search(r"\d+(\.\d+)*", shown)
    if number is None or tuple(map(int, number[0].split("."))) < NEEDED[name]:
        missing(wanted)
    return str(found)


def surroundings(folder: Path, *programs: Path) -> dict[str, str]:
    """The environment of an editor that has no settings of its user and finds programs in these folders."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    named = {
        name: str(home / name)
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")
    }
    path = os.pathsep.join((*map(str, programs), SYSTEM))
    return {**os.environ, **named, "HOME": str(home), "PATH": path, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}


def seen(look: Callable[[], Seen], wanted: Callable[[Seen], object]) -> Seen:
    """What there is to see as soon as it is as wanted."""
    end = time.monotonic() + PATIENCE
    while not wanted(found := look()):
        assert time.monotonic() < end, f"after {PATIENCE} seconds there is still {found!r}"
        time.sleep(0.05)
    return found


class Neovim:
    """Neovim in a folder, with the files of `editors/` and a file that is open."""

    def __init__(self, folder: Path, file: str, *programs: Path) -> None:
        self.folder = folder
        self.program = recent("nvim")
        self.environment = surroundings(folder, *programs)
        paths = ",".join(str(EDITORS / name) for name in ("vim", "nvim"))
        command = ["--headless", "--clean", "-n", "--listen", "./socket", "--cmd", f"set rtp^={paths}", file]
        self.process = subprocess.Popen(
            [self.program, *command], cwd=folder, env=self.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        seen((folder / "socket").exists, bool)

    def _remote(self, option: str, text: str) -> str:
        command = [self.program, "--server", "./socket", option, text]
        done = subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=PATIENCE
        )
        assert done.returncode == 0, done.stderr
        return done.stdout or done.stderr

    def type(self, keys: str) -> None:
        """As if somebody did; `<CR>` and such are keys."""
        self._remote("--remote-send", keys)

    def ask(self, lua: str) -> Any:
        """The value of some Lua."""
        quoted = f"local found = {lua}; return found == nil and vim.NIL or found".replace("'", "''")
        return json.loads(
            self._remote("--remote-expr", f"luaeval('vim.json.encode(assert(loadstring(_A))())', '{quoted}')")
        )

    def wait(self, lua: str, wanted: Callable[[Any], object] = bool) -> Any:
        """The value of some Lua as soon as it is as wanted."""
        return seen(lambda: self.ask(lua), wanted)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(PATIENCE)


def with_parser(folder: Path) -> None:
    """Put the parser into a folder as Emacs looks for it."""
    source = EDITORS / "tree-sitter-ivr" / "src"
    made = folder / "libtree-sitter-ivr.so"
    run(tool("cc", "gcc"), "-shared", "-fPIC", "-O1", "-I", source, source / "parser.c", "-o", made)


def emacs(folder: Path, script: str, *programs: Path, **variables: str) -> Any:
    """What a script for Emacs sees in a folder."""
    with_parser(folder)
    variables |= {
        **surroundings(folder, *programs),
        "IVR_FOLDER": str(folder),
        "IVR_MODES": str(EDITORS / "emacs"),
    }
    command = [recent("emacs"), "-Q", "--batch", "-l", HERE / script]
    done = subprocess.run(command, env=variables, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
    return json.loads((folder / "seen.json").read_text("utf-8"))
