"""Plays a call on a compiled program: requests as the platform sends them, NCCOs as the caller meets them.

It knows NCCO and webhooks and nothing of `.ivr`; the real virtual platform comes with a later version.
"""

from __future__ import annotations

import asyncio
import importlib.util
import itertools
import json
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ivrc.compiler import Compilation, Options, compile_source
from ivrc.files import ReadProblem
from ivrc.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path
    from types import ModuleType

APP = 'app "Test" { base_url: "https://ivr.example.com"; number: +441632960000 }\n'
HANDLERS = """defaults {
  on silence { say "Nothing heard." }
  on invalid { say "Not an option." }
  on give_up { say "Goodbye." }
}
"""
CALLER = "441632960123"
_numbers = itertools.count(1)

Ncco = list[dict[str, Any]]


def compiled(
    text: str, *, files: Mapping[str, str] | None = None, parameters: Mapping[str, str] | None = None
) -> Compilation:
    """The compilation of a program, without `app` and handlers if it brings its own."""
    others = files or {}

    def read(name: str) -> str | ReadProblem:
        return others[name] if name in others else ReadProblem(message="does not exist")

    return compile_source(Source(name="test.ivr", text=text), read, Options(parameters=parameters or {}))


def load(compilation: Compilation, folder: Path) -> ModuleType:
    """The generated module, written into `folder` and imported under a name of its own."""
    problems = [d for d in compilation.diagnostics if d.severity == "error"]
    assert not problems, problems
    for path, content in compilation.files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    name = f"generated_{next(_numbers)}"
    spec = importlib.util.spec_from_file_location(name, folder / "webhook.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@dataclass
class Reply:
    """An HTTP reply."""

    status: int
    body: bytes

    @property
    def ncco(self) -> Ncco:
        """The NCCO of the reply; [] for 204."""
        return json.loads(self.body) if self.body else []


@dataclass
class Player:
    """One call. `ncco` is what the caller meets now; `heard` everything so far, as texts and URLs."""

    app: Callable[..., Any]
    uuid: str = "aaaaaaaa-bbbb-cccc-dddd-0123456789ab"
    conversation: str = "CON-f972836a-550f-45fa-956c-12a2ab5b7d22"
    caller: str = CALLER
    dialled: str = "441632960000"
    ncco: Ncco = field(default_factory=list)
    heard: list[str] = field(default_factory=list)

    def request(self, url: str, body: Mapping[str, Any] | None, method: str = "POST") -> Reply:
        """One request to the module, unsigned: the app under test is made insecure."""
        parts = urlsplit(url)
        return asyncio.run(_ask(self.app, method, parts.path, parts.query, json.dumps(body or {}).encode()))

    def fields(self, **more: Any) -> dict[str, Any]:
        """The fields of an event of the first leg."""
        return {
            "from": self.caller,
            "to": self.dialled,
            "uuid": self.uuid,
            "conversation_uuid": self.conversation,
            "timestamp": "2026-11-20T10:00:00.000Z",
            **more,
        }

    def answer(self, **more: Any) -> Ncco:
        """The call comes in."""
        return self._meet(self.request("https://ivr.example.com/answer", self.fields(**more)))

    def press(self, digits: str, *, timed_out: bool = False) -> Ncco:
        """Keys, as an answer to the question at hand."""
        return self._input({"digits": digits, "timed_out": timed_out}, {"results": []})

    def silence(self) -> Ncco:
        """Nothing, until the question times out."""
        return self._input(
            {"digits": "", "timed_out": True}, {"timeout_reason": "start_timeout", "results": []}
        )

    def say(self, text: str, confidence: float = 0.9) -> Ncco:
        """Words, as the recogniser understood them."""
        results = [{"text": text, "confidence": str(confidence)}]
        speech = {"timeout_reason": "end_on_silence_timeout", "results": results}
        return self._input({"digits": None, "timed_out": False}, speech)

    def outcome(self, status: str, **more: Any) -> Ncco:
        """How the dialling at hand ended; the leg of the called party has ids of its own."""
        url = self.url("connect")
        leg = {"status": status, "uuid": "11111111-bbbb-cccc-dddd-0123456789ab", "direction": "outbound"}
        return self._meet(self.request(url, {**self.fields(), "from": "441632960000", **leg, **more}))

    def recorded(self, **more: Any) -> Reply:
        """The recording is delivered."""
        body = {
            "recording_url": "https://api.nexmo.com/v1/files/bbbbbbbb-bbbb-cccc-dddd-0123456789ab",
            "recording_uuid": "cccccccc-bbbb-cccc-dddd-0123456789ab",
            "conversation_uuid": self.conversation,
            "start_time": "2026-11-20T10:00:00Z",
            "end_time": "2026-11-20T10:00:09Z",
            "size": 12222,
            "timestamp": "2026-11-20T10:00:10.000Z",
            **more,
        }
        return self.request(self.url("record"), body)

    def notified(self) -> Ncco:
        """The module's own `notify` comes back to it."""
        body = {
            "conversation_uuid": self.conversation,
            "payload": next(a["payload"] for a in reversed(self.ncco) if a["action"] == "notify"),
            "timestamp": "2026-11-20T10:00:10.000Z",
        }
        return self._meet(self.request(self.url("notify"), body))

    def url(self, action: str) -> str:
        """The event URL of the last such action at hand that has one."""
        found = (a for a in reversed(self.ncco) if a["action"] == action and "eventUrl" in a)
        return str(next(found)["eventUrl"][0])

    def actions(self) -> list[str]:
        """The actions at hand by name."""
        return [action["action"] for action in self.ncco]

    def texts(self) -> list[str]:
        """What is spoken or played now."""
        return [a.get("text") or a["streamUrl"][0] for a in self.ncco if a["action"] in ("talk", "stream")]

    def _input(self, dtmf: Mapping[str, Any], speech: Mapping[str, Any]) -> Ncco:
        return self._meet(self.request(self.url("input"), self.fields(dtmf=dtmf, speech=speech)))

    def _meet(self, reply: Reply) -> Ncco:
        assert reply.status in (200, 204), reply
        self.ncco = reply.ncco
        self.heard += self.texts()
        return self.ncco


async def _ask(app: Callable[..., Any], method: str, path: str, query: str, body: bytes) -> Reply:
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "headers": [(b"content-type", b"application/json")],
    }
    await app(scope, receive, send)
    return Reply(sent[0]["status"], b"".join(m.get("body", b"") for m in sent[1:]))


def play(
    text: str,
    folder: Path,
    *,
    hooks: object = None,
    clock: Callable[[], datetime] | None = None,
    files: Mapping[str, str] | None = None,
    parameters: Mapping[str, str] | None = None,
    **player: Any,
) -> Player:
    """A player for a program; the call has not come in yet."""
    module = load(compiled(text, files=files, parameters=parameters), folder)
    app = module.create_app(hooks=hooks, insecure=True, state_keys=["test key"], clock=clock)
    return Player(app, **player)
