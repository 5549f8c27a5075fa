"""Webhooks as the platform sends them: signed, tried again, and with a fallback (reference 4.6, 5)."""

from __future__ import annotations

import hmac
import json
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from ivrc.ncco.validate import check_ncco
from ivrc.platform.transport import SOCKET_TIMEOUT, Request, Response, UnreachableError
from ivrc.runtime import base64url
from ivrc.runtime.json_bytes import dump

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ivrc.platform.transport import Transport

Ncco = list[dict[str, Any]]

_HEADER = base64url.encode(b'{"alg":"HS256","typ":"JWT"}')
_SUCCESS = range(200, 206)
_TRIED_AGAIN = frozenset({429, 503, 504})


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhooks:
    """Where an application's webhooks are (reference 6.1)."""

    answer_url: str
    answer_method: str = "GET"
    event_url: str = ""
    event_method: str = "POST"
    fallback_url: str = ""
    fallback_method: str = "GET"


@dataclass(slots=True)
class Exchange:
    """A request with what came of it: `problem` is the platform's reason, '' if all was well."""

    request: Request
    response: Response | None
    ncco: Ncco | None
    problem: str = ""


class Delivery:
    """Sends webhooks and reads the NCCOs that come back; `seen` is told of every exchange.

    `secret` signs; without one nothing does.
    """

    def __init__(
        self,
        transport: Transport,
        *,
        secret: str | None,
        seconds: Callable[[], float],
        seen: Callable[[Exchange], None],
    ) -> None:
        self._transport = transport
        self._secret = secret.encode() if secret is not None else None
        self._seconds = seconds
        self._seen = seen
        self._tokens = 0

    def ask(self, url: str, method: str, body: Mapping[str, Any], tries: int = 2) -> Exchange:
        """A webhook whose reply may be an NCCO."""
        exchange = self.tell(url, method, body, tries)
        if not exchange.problem and exchange.response is not None:
            exchange.ncco, exchange.problem = read_ncco(exchange.response)
        self._seen(exchange)
        return exchange

    def inform(self, url: str, method: str, body: Mapping[str, Any], tries: int) -> Exchange:
        """A webhook whose reply does not matter."""
        exchange = self.tell(url, method, body, tries)
        self._seen(exchange)
        return exchange

    def tell(self, url: str, method: str, body: Mapping[str, Any], tries: int) -> Exchange:
        """Send until it arrives, at most `tries` times."""
        while True:
            tries -= 1
            request = self._request(url, method, body)
            exchange = self._once(request)
            again = exchange.response is None or exchange.response.status in _TRIED_AGAIN
            if not exchange.problem or not again or tries < 1:
                return exchange

    def _once(self, request: Request) -> Exchange:
        try:
            response = self._transport.send(request)
        except UnreachableError as error:
            return Exchange(request, None, None, str(error))
        if response.seconds > SOCKET_TIMEOUT:
            return Exchange(request, None, None, "Socket timeout.")
        problem = "" if response.status in _SUCCESS else "Invalid response code."
        return Exchange(request, response, None, problem)

    def _request(self, url: str, method: str, body: Mapping[str, Any]) -> Request:
        if method == "GET":
            flat = {k: v if isinstance(v, str) else json.dumps(v) for k, v in body.items() if v is not None}
            query = urlencode(flat)
            url = f"{url}{'&' if urlsplit(url).query else '?'}{query}"
            pairs = dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))
            return Request("GET", url, b"", self._headers(dump(pairs)))
        payload = dump(body)
        return Request(method, url, payload, {"content-type": "application/json", **self._headers(payload)})

    def _headers(self, payload: bytes) -> dict[str, str]:
        if self._secret is None:
            return {}
        self._tokens += 1
        claims = {
            "iat": int(self._seconds()),
            "jti": f"00000000-0000-4000-8000-{self._tokens:012x}",
            "iss": "Vonage",
            "payload_hash": sha256(payload).hexdigest(),
            "api_key": "abcd1234",
        }
        signed = _HEADER + b"." + base64url.encode(dump(claims))
        signature = base64url.encode(hmac.digest(self._secret, signed, "sha256"))
        return {"authorization": f"Bearer {(signed + b'.' + signature).decode()}"}


def read_ncco(response: Response) -> tuple[Ncco | None, str]:
    """The NCCO of a reply, if it has one, and what is wrong with it."""
    if not response.body.strip():
        return None, ""
    return _understood(response.body)


@lru_cache(maxsize=4096)
def _understood(body: bytes) -> tuple[Ncco | None, str]:
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return None, "Invalid NCCO."
    if document in ({}, []):
        return None, ""
    errors = [found for found in check_ncco(document) if found.code.startswith("E")]
    if errors:
        first = errors[0]
        where = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in first.path)
        return None, f"Invalid NCCO. {first.code} at {where or 'the top'}: {first.message}"
    return document, ""
