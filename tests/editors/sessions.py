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

from engines import EDITORS, HERE, ROOT, missing, tool

if TYPE_CHECKING:
    from collections.abc import Callable

    Seen = TypeVar("Seen")

PATIENCE = 60
"""Seconds in which something must happen, also on a machine that is busy with other tests."""

NEEDED = {"nvim": (0, 8), "emacs": (29,), "hx": (23, 10), "tmux": (2,)}
"""The first versions of editors that start a server by themselves, and of what shows them."""

KEYS = frozenset({"Enter", "Escape", "Space", "C-u"})
"""As tmux calls them."""

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
    home.mkdir(parents=True, exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    path = os.pathsep.join((*map(str, programs), SYSTEM))
    return {**kept, "HOME": str(home), "PATH": path, "LC_ALL": "C.UTF-8", "TERM": "xterm-256color"}


def install(editor: str, environment: dict[str, str]) -> None:
    """Do what `editors/README.md` says: run its commands, or put its lines into the init file of Emacs."""
    language, lines = fence(EDITORS / "README.md", rf"\*\*{editor}\*\*")
    if language == "sh":
        tool("cc")
        subprocess.run(["sh", "-ec", lines], cwd=ROOT, env=environment, check=True)
    else:
        init = Path(environment["HOME"], ".emacs.d", "init.el")
        init.parent.mkdir()
        init.write_text(lines.replace("/path/to/ivrc", str(ROOT)), "utf-8")


def fence(page: Path, before: str) -> tuple[str, str]:
    """Language and lines of the first fenced block behind a line that begins like this."""
    pattern = rf"^{before}.*?\n```(\w+)\n(.*?)^```"
    found = re.search(pattern, page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert found is not None, before
    return found[1], found[2]


def seen(look: Callable[[], Seen], wanted: Callable[[Seen], object]) -> Seen:
    """What there is to see as soon as it is as wanted."""
    end = time.monotonic() + PATIENCE
    while not wanted(found := look()):
        assert time.monotonic() < end, f"after {PATIENCE} seconds there is still {found!r}"
        time.sleep(0.05)
    return found


class Neovim:
    """Neovim in a folder, with a file that is open."""

    def __init__(self, folder: Path, file: str, *programs: Path) -> None:
        self.folder = folder
        self.program = recent("nvim")
        self.environment = surroundings(folder, *programs)
        install("Neovim", self.environment)
        command = ["--headless", "-n", "--listen", "./socket", file]
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


class Terminal:
    """A program in a terminal of tmux."""

    def __init__(self, folder: Path, environment: dict[str, str], *command: str) -> None:
        self.folder = folder
        self.environment = environment
        self.tmux = [recent("tmux"), "-S", str(folder / "tmux"), "-f", "/dev/null"]
        self._tmux("new-session", "-d", "-x", "120", "-y", "40", *command)

    def _tmux(self, *arguments: str) -> str:
        command = [*self.tmux, *arguments]
        done = subprocess.run(command, cwd=self.folder, env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def type(self, *keys: str) -> None:
        """Text as it is, and names of keys."""
        for key in keys:
            self._tmux("send-keys", *(() if key in KEYS else ("-l",)), key)

    def wait(self, *shown: str) -> str:
        """The screen as soon as it shows all this."""
        return seen(
            lambda: self._tmux("capture-pane", "-p"), lambda screen: all(one in screen for one in shown)
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._tmux("kill-server")


def helix(folder: Path, file: str, *programs: Path) -> Terminal:
    """Helix with a file that is open."""
    environment = surroundings(folder, *programs)
    install("Helix", environment)
    return Terminal(folder, environment, recent("hx"), file)


def health(folder: Path, *programs: Path) -> str:
    """What Helix says of the language."""
    environment = surroundings(folder, *programs)
    install("Helix", environment)
    done = subprocess.run([recent("hx"), "--health", "ivr"], env=environment, capture_output=True, text=True)
    return re.sub(r"\x1b\[[\d;]*m", "", done.stdout)


def vim(folder: Path, file: str, *programs: Path) -> Terminal:
    """Vim and ALE with a file that is open."""
    ale = HERE / "newer" / "root" / "usr" / "share" / "vim-ale"
    if not ale.is_dir():
        missing("ALE for Vim")
    environment = surroundings(folder, *programs)
    install("Vim", environment)
    return Terminal(folder, environment, tool("vim"), "-n", "--cmd", f"set rtp^={ale}", file)


def emacs(folder: Path, editor: str, script: str, *programs: Path, more: str = "", **variables: str) -> Any:
    """What a script for Emacs sees in a folder; `more` is put into the init file."""
    variables |= {**surroundings(folder, *programs), "IVR_FOLDER": str(folder)}
    install(editor, variables)
    init = Path(variables["HOME"], ".emacs.d", "init.el")
    with init.open("a", encoding="utf-8") as file:
        file.write(more)
    command: list[str | Path] = [recent("emacs"), "-Q", "--batch", "-l", init, "-l", HERE / script]
    done = subprocess.run(command, env=variables, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
    return json.loads((folder / "seen.json").read_text("utf-8"))
