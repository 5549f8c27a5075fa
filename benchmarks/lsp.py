"""The language server: from a change to its diagnostics, and from its start to its first answer.

    python benchmarks/lsp.py

A change in 1,000 lines goes through the server's own handlers, from the bytes that come in to those that go
out, against one check of the same text. Prints each figure with its bar and fails if one is above it.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from workload import program

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from ivrc.analysis import Options, analyse  # noqa: E402  # of this checkout
from ivrc.files import ReadProblem  # noqa: E402
from ivrc.lsp.server import create_server  # noqa: E402
from ivrc.source import Source  # noqa: E402

LINES, ROUNDS, PROCESSES = 1000, 31, 15
BARS = {"change": 1.5, "ready": 2.5}
URI = "file:///benchmark.ivr"
BARE = "import pygls, lsprotocol.types"
IVRC = "import sys; from ivrc.cli import main; sys.exit(main())"
PULLS: dict[str, object] = {"textDocument": {"diagnostic": {}}}
CLIENT = {"processId": None, "rootUri": None, "capabilities": PULLS}
OPTIONS = Options(today=date(2026, 11, 20))


class Client:
    """Sends bytes to a server in this process and takes what it answers."""

    def __init__(self) -> None:
        self.answer = b""
        self.server = create_server(lambda _: (OPTIONS, ""))
        self.server.protocol.set_writer(self)
        self.send("initialize", CLIENT, id=1)
        document = {"uri": URI, "languageId": "ivr", "version": 1, "text": program(LINES)}
        self.send("textDocument/didOpen", {"textDocument": document})
        gc.freeze()  # as the command does

    def write(self, content: bytes) -> None:
        self.answer = content

    def close(self) -> None:
        """There is nothing to close."""

    def send(self, method: str, params: object, **more: object) -> None:
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more})
        protocol = self.server.protocol
        protocol.handle_message(json.loads(body, object_hook=protocol.structure_message))

    def change(self, text: str) -> float:
        """Processor seconds from a change to its diagnostics."""
        start = process_time()
        document = {"uri": URI, "version": 2}
        self.send("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})
        self.send("textDocument/diagnostic", {"textDocument": {"uri": URI}}, id=2)
        took = process_time() - start
        assert b'"items"' in self.answer, self.answer
        return took


def check(text: str) -> float:
    """Processor seconds of one check, with the collector at rest as `ivrc check` has it."""
    gc.collect()
    gc.disable()
    start = process_time()
    analyse(Source(name="benchmark.ivr", text=text), lambda _: ReadProblem(message="does not exist"), OPTIONS)
    took = process_time() - start
    gc.enable()
    return took


def ready() -> float:
    """Wall seconds from the start of the command to its first answer."""
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": CLIENT}).encode()
    start = perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", IVRC, "lsp"],
        env={"PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as server:
        assert server.stdin
        assert server.stdout
        server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        server.stdin.flush()
        assert server.stdout.readline().startswith(b"Content-")
        took = perf_counter() - start
        server.kill()
    return took


def bare() -> float:
    """Wall seconds of the interpreter with the libraries alone."""
    start = perf_counter()
    subprocess.run([sys.executable, "-c", BARE], env={"PYTHONPATH": str(ROOT)}, check=True)
    return perf_counter() - start


def main() -> None:
    """Measure in turns, so that a busy moment of the machine touches both sides of a ratio."""
    client, texts = Client(), [f"{program(LINES)}\n// {number}\n" for number in range(ROUNDS + 2)]
    changes = [(client.change(text), check(text)) for text in texts][2:]
    starts = [(ready(), bare()) for _ in range(PROCESSES + 1)][1:]
    slow = []
    for name, pairs in (("change", changes), ("ready", starts)):
        figure = median(ours / theirs for ours, theirs in pairs)
        ours, theirs = (median(column) * 1000 for column in zip(*pairs, strict=True))
        print(f"{name:8} {figure:5.2f}   bar {BARS[name]}   ({ours:.0f} ms against {theirs:.0f} ms)")
        slow += [name] * (figure > BARS[name])
    sys.exit(f"above the bar: {', '.join(slow)}" if slow else 0)


if __name__ == "__main__":
    main()
