"""Externs that are HTTP calls (language 11)."""

from __future__ import annotations

import json
import logging
from contextvars import ContextVar
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import httpx

from ivrc.runtime.failures import ConfigurationError
from ivrc.runtime.templates import Template, as_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivrc.runtime.call import Call
    from ivrc.runtime.hooks import Connect
    from ivrc.runtime.service import Ask, Service
    from ivrc.runtime.values import Codec

# Answers are read into memory while a caller waits.
LONGEST_ANSWER = 1024 * 1024
_ENV = "env."
_ASKING = ContextVar("ivrc_asking", default=False)


def _of_others(_record: logging.LogRecord) -> bool:
    return not _ASKING.get()


# An address may hold a secret or a key from the environment, and httpx logs every address it asks.
logging.getLogger("httpx").addFilter(_of_others)


class HttpRequest:
    """What is sent; templates see the arguments by name and `env.NAME`."""

    def __init__(
        self, method: str, url: str, headers: Mapping[str, str], body: Mapping[str, Any] | None
    ) -> None:
        self.method = method
        self._url = Template(url)
        self._headers = {name: Template(text) for name, text in headers.items()}
        self._body = None if body is None else {name: _field(value) for name, value in body.items()}

    def variables(self) -> set[str]:
        """The names of the environment variables it needs."""
        texts = [self._url, *self._headers.values(), *(self._body or {}).values()]
        fields = {field for text in texts if isinstance(text, Template) for field in text.fields}
        return {field.removeprefix(_ENV) for field in fields if field.startswith(_ENV)}

    def build(self, arguments: Mapping[str, Any], env: Mapping[str, str], key: str) -> httpx.Request:
        """The request. A POST without a body of its own sends the arguments that the URL does not."""
        values = {**arguments, **env}
        headers = {"Idempotency-Key": key} | {name: text.fill(values) for name, text in self._headers.items()}
        url = self._url.fill(values, lambda text: quote(text, safe=""))
        content = None if self.method == "GET" else self._json(arguments, values)
        return httpx.Request(self.method, url, headers=headers, json=content)

    def _json(self, arguments: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
        if self._body is None:
            return {n: as_json(value) for n, value in arguments.items() if n not in self._url.fields}
        return {n: v.fill_json(values) if isinstance(v, Template) else v for n, v in self._body.items()}


def _field(value: Any) -> Any:
    return Template(value) if isinstance(value, str) else value


def connect_http(name: str, request: HttpRequest, result: Codec) -> Connect:
    """Asks a URL; what it gives is checked against the type. 404 is none where that may be."""

    def connect(service: Service) -> Ask:
        missing = sorted(n for n in request.variables() if n not in service.environment)
        if missing:
            raise ConfigurationError(f"{missing[0]} is not set; extern {name} needs it")
        env = {_ENV + n: service.environment[n] for n in request.variables()}
        # The extern's own time budget covers the whole exchange.
        client = httpx.AsyncClient(timeout=None)  # noqa: S113 - see above
        service.at_shutdown.append(client.aclose)

        async def ask(call: Call, arguments: Mapping[str, Any]) -> Any:
            sent = request.build(arguments, env, f"{call.request_key}-{name}")
            status, body = await _exchange(client, sent)
            if status == 404 and result.optional:
                return None
            if not 200 <= status < 300:
                raise ValueError(f"{sent.method} gave status {status}")
            return None if result.shape == "None" else result.decode(json.loads(body, parse_float=Decimal))

        return ask

    return connect


async def _exchange(client: httpx.AsyncClient, request: httpx.Request) -> tuple[int, bytes]:
    asking = _ASKING.set(True)
    try:
        response = await client.send(request, stream=True)
    finally:
        _ASKING.reset(asking)
    try:
        body = b""
        async for chunk in response.aiter_bytes():
            body += chunk
            if len(body) > LONGEST_ANSWER:
                raise ValueError("the answer is too long")
    finally:
        await response.aclose()
    return response.status_code, body
