"""HTTP replies as prepared ASGI messages, and bounded reading of request bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, MutableMapping

    Message: TypeAlias = MutableMapping[str, Any]
    Receive: TypeAlias = Callable[[], Awaitable[Message]]
    Send: TypeAlias = Callable[[Message], Awaitable[None]]
    Scope: TypeAlias = Mapping[str, Any]

# The platform's events are below 4 KiB; nothing else may fill the memory.
LONGEST_BODY = 64 * 1024


class Reply(NamedTuple):
    """The two messages of a whole response."""

    start: dict[str, Any]
    body: dict[str, Any]


def reply(status: int, body: bytes = b"", *headers: tuple[bytes, bytes]) -> Reply:
    """A response; one with a body is JSON, which is all that the platform takes (reference 1)."""
    length = [] if status == 204 else [(b"content-length", str(len(body)).encode())]
    content_type = [(b"content-type", b"application/json")] if body else []
    start = {"type": "http.response.start", "status": status, "headers": [*content_type, *length, *headers]}
    return Reply(start, {"type": "http.response.body", "body": body})


NOTHING = reply(204)
UNSIGNED = reply(503)
FORGED = reply(401)
UNKNOWN = reply(404)
TOO_LARGE = reply(413)
NOT_ALLOWED = reply(405, b"", (b"allow", b"GET, POST"))
UNHANDLED = reply(503)


async def read_body(receive: Receive) -> bytes | None:
    """The whole body; nothing if it is too large or the client has gone."""
    message = await receive()
    if not message.get("more_body"):
        body: bytes = message.get("body", b"")
        return body if len(body) <= LONGEST_BODY else None
    chunks, length = [message.get("body", b"")], len(message.get("body", b""))
    while length <= LONGEST_BODY and message.get("more_body"):
        message = await receive()
        chunks.append(message.get("body", b""))
        length += len(chunks[-1])
    return b"".join(chunks) if length <= LONGEST_BODY else None


async def lifespan(receive: Receive, send: Send, shutdown: Callable[[], Awaitable[None]]) -> None:
    """The server's start and stop."""
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            await send({"type": "lifespan.startup.complete"})
        else:
            await shutdown()
            await send({"type": "lifespan.shutdown.complete"})
            return
