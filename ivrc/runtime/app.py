"""The ASGI callable: takes a request apart, refuses forged ones, sends the reply (architecture 5)."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ivrc.runtime import wire
from ivrc.runtime.call import Call
from ivrc.runtime.events import our_parameters, parse_query

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivrc.runtime.routes import Route
    from ivrc.runtime.service import Service
    from ivrc.runtime.signature import Verifier
    from ivrc.runtime.turns import Turns
    from ivrc.runtime.wire import Receive, Reply, Scope, Send

logger = logging.getLogger("ivrc.signature")


class App:
    """Serves one generated module. Without a `verifier` (insecure mode) every request is believed."""

    def __init__(
        self, *, service: Service, verifier: Verifier | None, routes: Mapping[str, Route], turns: Turns
    ) -> None:
        self.service = service
        self._verifier = verifier
        self._routes = routes
        self._turns = turns
        self._prefix = urlsplit(service.base_url).path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, or the server's start and stop."""
        if scope["type"] == "lifespan":
            await wire.lifespan(receive, send, self._shutdown)
        elif scope["type"] == "http":
            start, body = await self._respond(scope, receive)
            await send(start)
            await send(body)

    async def _shutdown(self) -> None:
        for close in self.service.at_shutdown:
            await close()

    async def _respond(self, scope: Scope, receive: Receive) -> Reply:
        method, path, query = scope["method"], scope["path"], scope["query_string"]
        if method not in {"POST", "GET"}:
            return wire.NOT_ALLOWED
        body = await wire.read_body(receive)
        if body is None:
            return wire.TOO_LARGE
        # Proxies may pass the path of the base URL or cut it off.
        route = self._routes.get(path) or self._routes.get(path.removeprefix(self._prefix))
        refusal = self._refusal(route, scope, body)
        if refusal is not None:
            return refusal
        if route is not None and (prepared := self._turns.prepared(route)) is not None:
            return prepared
        asked = query.decode("latin-1")
        event = parse_query(asked) if method == "GET" else None
        call = Call(self.service, path, query=query, body=body, event=event)
        if route is None:
            return self._turns.gone(call)
        return await self._turns.answer(route, call, our_parameters(asked))

    def _refusal(self, route: Route | None, scope: Scope, body: bytes) -> Reply | None:
        """A wrong signature gets 401, a missing one 503: the platform then tries again (reference 5)."""
        if self._verifier is None:
            return None
        token = b""
        for name, value in scope["headers"]:
            if name == b"authorization":
                token = value
        if not token.startswith(b"Bearer "):
            return _unsigned(route)
        problem = self._verifier.problem(
            token[7:], self.service.seconds(), method=scope["method"], query=scope["query_string"], body=body
        )
        if problem is None:
            return None
        logger.warning("%s refused: %s", scope["path"], problem)
        return wire.UNKNOWN if route is None else wire.FORGED


def _unsigned(route: Route | None) -> Reply | None:
    if route is None:
        return wire.UNKNOWN
    # The token of such a route proves the request; it is opened with the rest of the turn.
    return None if route.address.unsigned else wire.UNSIGNED
