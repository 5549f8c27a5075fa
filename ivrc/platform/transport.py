"""How the platform reaches webhooks: an ASGI application in process, or any URL over HTTP."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from functools import lru_cache
from time import perf_counter
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit
from weakref import finalize

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# Seconds that a webhook may take, one for events, and to accept a connection (reference 4.6).
SOCKET_TIMEOUT = 5.0
EVENT_SOCKET_TIMEOUT = 10.0
CONNECT_TIMEOUT = 1.0


@dataclass(slots=True)
class Request:
    """One HTTP request to a webhook, which has so many seconds to answer."""

    method: str
    url: str
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    timeout: float = EVENT_SOCKET_TIMEOUT


@dataclass(slots=True)
class Response:
    """What came back, after so many `seconds` of real time."""

    status: int
    body: bytes
    content_type: str = ""
    seconds: float = 0.0


class UnreachableError(Exception):
    """There was no response; the text is the platform's reason. `again`: one more try may help."""

    def __init__(self, reason: str, *, again: bool = True) -> None:
        super().__init__(reason)
        self.again = again


class Transport(Protocol):
    """Something that carries requests."""

    def send(self, request: Request) -> Response:
        """The response, or `UnreachableError`."""
        ...

    def close(self) -> None:
        """Give back what it holds."""
        ...


class AsgiTransport:
    """Calls an ASGI application without a network. Every host is taken for its own."""

    def __init__(self, app: Callable[..., Any]) -> None:
        self._app = app
        self._loop = asyncio.new_event_loop()
        self._finalizer = finalize(self, self._loop.close)

    def send(self, request: Request) -> Response:
        """Run the application for one request; what it raises is a bug of it and comes through."""
        try:
            scope = _scope(request)
        except ValueError as error:
            raise UnreachableError("Connection closed.", again=False) from error
        started = perf_counter()
        messages = self._loop.run_until_complete(_ask(self._app, scope, request.body))
        if not messages:
            raise UnreachableError("Connection closed.")
        headers = dict(messages[0].get("headers", ()))
        return Response(
            status=messages[0]["status"],
            body=b"".join(message.get("body", b"") for message in messages[1:]),
            content_type=headers.get(b"content-type", b"").decode("latin-1"),
            seconds=perf_counter() - started,
        )

    def close(self) -> None:
        """End the event loop; that happens also when nobody holds this any more."""
        self._finalizer()


async def _ask(app: Callable[..., Any], scope: dict[str, Any], body: bytes) -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        messages.append(message)

    await app(scope, receive, send)
    return messages


def _scope(request: Request) -> dict[str, Any]:
    parts = urlsplit(request.url)
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": parts.scheme,
        "path": parts.path or "/",
        "raw_path": (parts.path or "/").encode(),
        "root_path": "",
        "query_string": parts.query.encode(),
        "headers": [(name.lower().encode(), value.encode()) for name, value in request.headers.items()],
        "server": _server(parts.scheme, parts.netloc),
        "client": ("127.0.0.1", 0),
    }


@lru_cache(maxsize=16)
def _server(scheme: str, netloc: str) -> tuple[str | None, int]:
    parts = urlsplit(f"//{netloc}")
    return parts.hostname, parts.port or (80 if scheme == "http" else 443)


class HttpTransport:
    """Sends requests over HTTP; in URLs that begin with `instead_of`, `base` replaces that."""

    def __init__(self, *, base: str = "", instead_of: str = "") -> None:
        # Few runs go over a network, and httpx takes long to import.
        import httpx

        self._httpx = httpx
        self._base, self._instead_of = base.rstrip("/"), instead_of.rstrip("/")
        self._client = httpx.Client(follow_redirects=False)
        self._finalizer = finalize(self, self._client.close)

    def send(self, request: Request) -> Response:
        """The response, or `UnreachableError` with the reason that the platform would give."""
        url = request.url
        if self._instead_of and url.startswith(self._instead_of):
            url = self._base + url.removeprefix(self._instead_of)
        started = perf_counter()
        try:
            reply = self._client.request(
                request.method,
                url,
                content=request.body,
                headers=dict(request.headers),
                timeout=self._httpx.Timeout(request.timeout, connect=CONNECT_TIMEOUT),
            )
        except self._httpx.TimeoutException:
            raise UnreachableError("Socket timeout.") from None
        except (self._httpx.InvalidURL, self._httpx.UnsupportedProtocol) as error:
            raise UnreachableError("Connection closed.", again=False) from error
        except self._httpx.ReadError as error:
            raise UnreachableError("Connection reset.") from error
        except (self._httpx.HTTPError, OSError) as error:
            raise UnreachableError("Connection closed.") from error
        content_type = reply.headers.get("content-type", "")
        return Response(reply.status_code, reply.content, content_type, perf_counter() - started)

    def close(self) -> None:
        """Close the connections; that happens also when nobody holds this any more."""
        self._finalizer()
