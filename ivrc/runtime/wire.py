"""HTTP replies as prepared ASGI messages, and bounded reading of request bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, MutableMapping

    Message: TypeAlias = MutableMapping[str, Any]
    Receive: TypeAlias = Callable[[], Awaitable[Message]]
    Send: TypeAlias = Callable[[Message], Awaitable[None]]
    Scope: TypeAlias = Mapping[str, Any]

# The platform's events are below 4 KiB; nothing else may fill the memory.
LONGEST_BODY = 64 * 1024


# The two messages of a whole response: its start and its body.
Reply: TypeAlias = tuple[dict[str, Any], dict[str, Any]]


def actions(body: bytes) -> Reply:
    """An NCCO; JSON is all that the platform takes (reference 1)."""
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    return _whole(200, headers, body)


def _whole(status: int, headers: list[tuple[bytes, bytes]], body: bytes = b"") -> Reply:
    start = {"type": "http.response.start", "status": status, "headers": headers}
    return start, {"type": "http.response.body", "body": body}


_EMPTY = (b"content-length", b"0")
NOTHING = _whole(204, [])
UNSIGNED = _whole(503, [_EMPTY])
FORGED = _whole(401, [_EMPTY])
UNKNOWN = _whole(404, [_EMPTY])
TOO_LARGE = _whole(413, [_EMPTY])
NOT_ALLOWED = _whole(405, [_EMPTY, (b"allow", b"GET, POST")])
UNHANDLED = _whole(503, [_EMPTY])


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
