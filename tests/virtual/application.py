"""A voice application of a few replies, and calls to it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

from ivrc.platform import AsgiTransport, Call, Doubts, Platform, Webhooks

HOST = "https://shop.example.com"
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
CALLER, NUMBER = "447700900123", "441632960000"
WEBHOOKS = Webhooks(answer_url=f"{HOST}/answer", event_url=f"{HOST}/event")
WITH_FALLBACK = Webhooks(
    answer_url=f"{HOST}/answer", event_url=f"{HOST}/event", fallback_url=f"{HOST}/fallback"
)

Action = dict[str, Any]


@dataclass
class Got:
    """A request that the application was sent."""

    method: str
    path: str
    query: dict[str, str]
    raw: bytes
    headers: dict[str, str]
    query_string: bytes = b""

    @property
    def body(self) -> Any:
        return json.loads(self.raw) if self.raw else {}


@dataclass
class Application:
    """Replies by path. A list answers request after request, its last one all the others.

    A reply is an NCCO (a list in that list), a status, `None` for 204, bytes with a type, or a function of
    the request that gives one of those.
    """

    replies: dict[str, list[Any]]
    requests: list[Got] = field(default_factory=list)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        message = await receive()
        query = scope["query_string"]
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        got = Got(
            scope["method"],
            scope["path"],
            dict(parse_qsl(query.decode())),
            message["body"],
            headers,
            query,
        )
        self.requests.append(got)
        status, content_type, body = self._reply(got)
        head = [(b"content-type", content_type.encode())]
        await send({"type": "http.response.start", "status": status, "headers": head})
        await send({"type": "http.response.body", "body": body})

    def _reply(self, got: Got) -> tuple[int, str, bytes]:
        replies = self.replies.get(got.path, [None])
        reply = replies.pop(0) if len(replies) > 1 else replies[0]
        if callable(reply):
            reply = reply(got)
        if isinstance(reply, int):
            return reply, "text/plain", b"something is wrong"
        if isinstance(reply, tuple):
            return 200, *reply
        return (204, "", b"") if reply is None else (200, "application/json", json.dumps(reply).encode())

    # --- what it was sent

    def bodies(self, path: str = "/event") -> list[Any]:
        return [got.body for got in self.requests if got.path == path]

    def states(self, path: str = "/event", leg: str | None = None) -> list[str]:
        """The states that it was told, of one leg by the number it was called at."""
        told = [body for body in self.bodies(path) if "status" in body]
        return [body["status"] for body in told if leg is None or body["to"] == leg]

    def paths(self) -> list[str]:
        """All requests but those about the state of the call."""
        return [got.path for got in self.requests if got.path != "/event"]


def application(answer: Any, **replies: Any) -> Application:
    """One that answers calls so; `keys=...` is the reply at /keys."""
    return Application({"/answer": [answer], **{f"/{name}": [reply] for name, reply in replies.items()}})


def platform(app: Any, **options: Any) -> Platform:
    return Platform(AsgiTransport(app), start=START, **options)


def ring(app: Any, webhooks: Webhooks = WEBHOOKS, *, settle: bool = True, **doubts: Any) -> Call:
    """A call comes in."""
    return platform(app, doubts=Doubts(**doubts)).call(webhooks, from_=CALLER, to=NUMBER, settle=settle)


def heard(call: Call) -> list[str]:
    """What was heard on the leg of a call."""
    return [entry.text for entry in call.platform.log if entry.kind == "talk" and entry.leg is call.leg]


def noted(call: Call, *kinds: str) -> list[str]:
    """What the log says of some kinds of things, whoever they happened to."""
    return [f"{entry.kind} {entry.text}".strip() for entry in call.platform.log if entry.kind in kinds]


# --- actions


def talk(text: str, **more: Any) -> Action:
    return {"action": "talk", "text": text, **more}


def stream(name: str, **more: Any) -> Action:
    return {"action": "stream", "streamUrl": [f"{HOST}/{name}.mp3"], **more}


def url(path: str) -> list[str]:
    return [f"{HOST}/{path}"]


def keys(path: str = "keys", **settings: Any) -> Action:
    return {"action": "input", "type": ["dtmf"], "dtmf": settings, "eventUrl": url(path)}


def speech(path: str = "keys", **settings: Any) -> Action:
    return {"action": "input", "type": ["speech"], "speech": settings, "eventUrl": url(path)}


def both(dtmf: dict[str, Any], spoken: dict[str, Any], path: str = "keys") -> Action:
    return {
        "action": "input",
        "type": ["dtmf", "speech"],
        "dtmf": dtmf,
        "speech": spoken,
        "eventUrl": url(path),
    }


def connect(number: str = "447700900001", **more: Any) -> Action:
    return {
        "action": "connect",
        "from": NUMBER,
        "endpoint": [{"type": "phone", "number": number}],
        **more,
    }


def room(name: str = "team", **more: Any) -> Action:
    return {"action": "conversation", "name": name, **more}
