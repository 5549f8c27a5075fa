"""The platform's side of a webhook, in process: signed requests to an ASGI app."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import jwt

if TYPE_CHECKING:
    from ivrc.runtime import App

SECRET = "0123456789abcdef0123456789abcdef"
CALL = {
    "from": "447700900123",
    "to": "441632960000",
    "uuid": "aaaaaaaa-bbbb-cccc-dddd-0123456789ab",
    "conversation_uuid": "CON-1",
}


@dataclass(frozen=True)
class Response:
    status: int
    headers: dict[bytes, bytes]
    body: bytes

    @property
    def actions(self) -> list[dict[str, Any]]:
        actions: list[dict[str, Any]] = json.loads(self.body)
        return actions

    @property
    def said(self) -> str:
        return " ".join(action["text"] for action in self.actions if action["action"] == "talk")


def token(body: bytes, *, secret: str = SECRET, **claims: Any) -> str:
    """What the platform puts behind `Bearer` (reference 5), made by another library than ours."""
    payload = {"iat": int(time.time()), "jti": "1", "iss": "Vonage", "payload_hash": sha256(body).hexdigest()}
    return jwt.encode(payload | claims, secret, algorithm="HS256")


async def exchange(app: App, method: str, url: str, body: bytes, headers: dict[str, str]) -> Response:
    parts = urlsplit(url)
    scope = {
        "type": "http",
        "method": method,
        "path": parts.path,
        "query_string": parts.query.encode(),
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
    }
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body}

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope, receive, send)
    start, content = sent
    return Response(start["status"], dict(start["headers"]), content["body"])


def request(
    app: App, url: str, event: Any = None, *, method: str = "POST", headers: dict[str, str] | None = None
) -> Response:
    """A request as the platform sends it; `event` may be raw bytes. Signed unless `headers` are given."""
    body = (
        event if isinstance(event, bytes) else b"" if method == "GET" else json.dumps(event or CALL).encode()
    )
    if headers is None:
        headers = {"Authorization": f"Bearer {token(body)}"}
    return asyncio.run(exchange(app, method, url, body, headers))


def press(digits: str, **more: Any) -> dict[str, Any]:
    """The event of an answer by keys."""
    return CALL | {"dtmf": {"digits": digits, "timed_out": not digits}, "speech": {"results": []}} | more


def speak(*results: tuple[str, str], reason: str = "end_on_silence_timeout") -> dict[str, Any]:
    """The event of a spoken answer: texts and confidences, best first."""
    heard = [{"text": text, "confidence": confidence} for text, confidence in results]
    return CALL | {
        "dtmf": {"digits": None, "timed_out": False},
        "speech": {"timeout_reason": reason, "results": heard},
    }


SILENCE = CALL | {"dtmf": {"digits": "", "timed_out": True}, "speech": {"timeout_reason": "start_timeout"}}
