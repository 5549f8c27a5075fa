"""A client that sends whatever a test wants, byte by byte, and reads what comes back."""

from __future__ import annotations

import json
import subprocess
import sys
from queue import Empty, Queue
from threading import Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE = 20.0
"""Seconds until a server is believed to say no more."""


class Wire:
    """A server of its own at the other end of two pipes."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "ivrc", "lsp"],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self._messages: Queue[dict[str, Any]] = Queue()
        self._number = 0
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def begin(self, **options: object) -> dict[str, Any]:
        """Say hello as an editor does; what the server can do."""
        found = self.ask("initialize", {"processId": None, "rootUri": None, "capabilities": {}, **options})
        self.tell("initialized", {})
        return found["result"]["capabilities"]

    def tell(self, method: str, params: object) -> None:
        """A notification."""
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def ask(self, method: str, params: object) -> dict[str, Any]:
        """A request and its answer."""
        self._number += 1
        self.send({"jsonrpc": "2.0", "id": self._number, "method": method, "params": params})
        return self.until(lambda message: message.get("id") == self._number and "method" not in message)

    def send(self, message: object) -> None:
        """Any message."""
        body = message if isinstance(message, bytes) else json.dumps(message).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def until(self, wanted: Any) -> dict[str, Any]:
        """The next message that is wanted; those before it are dropped."""
        while True:
            try:
                message = self._messages.get(timeout=PATIENCE)
            except Empty:
                raise AssertionError("the server says no more") from None
            if wanted(message):
                return message

    def close(self) -> str:
        """End the server, if it has not ended; what it had to say to who reads logs."""
        self.process.kill()
        self.process.wait()
        self._reader.join()
        streams = self.process.stdin, self.process.stdout, self.process.stderr
        said = streams[2].read().decode()
        for stream in streams:
            stream.close()
        return said

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream
        while header := stream.readline():
            length = int(header.partition(b":")[2])
            while stream.readline().strip():
                pass
            self._messages.put(json.loads(stream.read(length)))
