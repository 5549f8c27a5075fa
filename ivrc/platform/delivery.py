"""Webhooks as the platform sends them: signed, tried again, and with a fallback (reference 4.6, 5)."""

from __future__ import annotations

import hmac
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from ivrc.ncco.validate import check_ncco
from ivrc.platform.transport import EVENT_SOCKET_TIMEOUT, Request, Response, UnreachableError
from ivrc.runtime import base64url
from ivrc.runtime.json_bytes import dump, load

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ivrc.ncco.finding import Path
    from ivrc.platform.doubts import Doubts
    from ivrc.platform.transport import Transport

Ncco = list[dict[str, Any]]

_HEADER = base64url.encode(b'{"alg":"HS256","typ":"JWT"}')
_CLAIMS = (
    '{"iat":%d,"jti":"00000000-0000-4000-8000-%012x","iss":"Vonage","payload_hash":"%s","api_key":"abcd1234"}'
)
_SUCCESS = range(200, 206)
_TRIED_AGAIN = frozenset({429, 503, 504})
_REFUSED_TYPES = frozenset({"text/html", "application/xml", "text/xml"})
_VALUES_AS_TEXT = frozenset({"W200", "W201"})
INVALID = "Invalid NCCO."
# Tokens in addresses make every NCCO another; what is wrong with it they do not change.
_QUERY = re.compile(rb'("https?://[^"?\s\\]*)\?[^"\s\\]*"')


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
    """A request with what came of it after so many `tries`.

    `problem` is the platform's reason (reference 4.6), "" if all was well; `detail` says more to people.
    """

    request: Request
    response: Response | None
    ncco: Ncco | None = None
    problem: str = ""
    detail: str = ""
    tries: int = 1


class Delivery:
    """Sends webhooks and reads the NCCOs that come back. `secret` signs; without one nothing does."""

    def __init__(
        self, transport: Transport, doubts: Doubts, *, secret: str | None, seconds: Callable[[], float]
    ) -> None:
        self._transport = transport
        self._old_inputs = doubts.input_without_type_is_dtmf
        self._secret = secret.encode() if secret is not None else None
        self._seconds = seconds
        self._tokens = 0

    def ask(
        self,
        url: str,
        method: str,
        body: Mapping[str, Any],
        tries: int = 2,
        timeout: float = EVENT_SOCKET_TIMEOUT,
    ) -> Exchange:
        """A webhook whose reply may be an NCCO."""
        exchange = self.tell(url, method, body, tries, timeout)
        response = exchange.response
        if exchange.problem or response is None or not response.body.strip():
            return exchange
        exchange.detail = _wrong_type(response.content_type)
        if not exchange.detail:
            exchange.ncco, exchange.detail = self.read(response.body)
        exchange.problem = INVALID if exchange.detail else ""
        return exchange

    def tell(
        self,
        url: str,
        method: str,
        body: Mapping[str, Any],
        tries: int,
        timeout: float = EVENT_SOCKET_TIMEOUT,
    ) -> Exchange:
        """Send until it arrives, at most `tries` times."""
        tried = 0
        while True:
            tried += 1
            exchange, again = self._once(self._request(url, method, body, timeout))
            if not again or tried >= tries:
                exchange.tries = tried
                return exchange

    def read(self, body: bytes) -> tuple[Ncco | None, str]:
        """The NCCO in a reply, if there is one, and what is wrong with it."""
        return _understood(body, self._old_inputs)

    def _once(self, request: Request) -> tuple[Exchange, bool]:
        """One try, and whether another may help."""
        try:
            response = self._transport.send(request)
        except UnreachableError as error:
            return Exchange(request, None, None, str(error)), error.again
        if response.seconds > request.timeout:
            return Exchange(request, None, None, "Socket timeout."), True
        if response.status in _SUCCESS:
            return Exchange(request, response), False
        told = Exchange(request, response, None, "Invalid response code.", str(response.status))
        return told, response.status in _TRIED_AGAIN

    def _request(self, url: str, method: str, body: Mapping[str, Any], timeout: float) -> Request:
        if method == "GET":
            flat = {k: v if isinstance(v, str) else json.dumps(v) for k, v in body.items() if v is not None}
            query = urlencode(flat)
            url = f"{url}{'&' if '?' in url else '?'}{query}"
            pairs = dict(parse_qsl(url.partition("?")[2], keep_blank_values=True))
            return Request("GET", url, b"", self._headers(dump(pairs)), timeout)
        payload = dump(body)
        headers = {"content-type": "application/json", **self._headers(payload)}
        return Request(method, url, payload, headers, timeout)

    def _headers(self, payload: bytes) -> dict[str, str]:
        if self._secret is None:
            return {}
        self._tokens += 1
        claims = _CLAIMS % (self._seconds(), self._tokens, sha256(payload).hexdigest())
        signed = _HEADER + b"." + base64url.encode(claims.encode())
        signature = base64url.encode(hmac.digest(self._secret, signed, "sha256"))
        return {"authorization": f"Bearer {(signed + b'.' + signature).decode()}"}


def _wrong_type(content_type: str) -> str:
    """Why a reply is not even read (reference 1)."""
    kind = content_type.partition(";")[0].strip().lower()
    return f"It is served as {kind}." if kind in _REFUSED_TYPES else ""


@lru_cache(maxsize=4096)
def _understood(body: bytes, old_inputs: bool) -> tuple[Ncco | None, str]:
    """The NCCO in a reply, the same for the same bytes: nobody changes it."""
    try:
        document = load(body)
    except (ValueError, RecursionError):
        return None, "It is not JSON."
    if document in ({}, []):
        return None, ""
    wrong, texts = _checked(_QUERY.sub(rb'\1"', body), old_inputs)
    if wrong:
        return None, wrong
    for path in texts:
        _read_text(document, path)
    return document, ""


@lru_cache(maxsize=4096)
def _checked(body: bytes, old_inputs: bool) -> tuple[str, tuple[Path, ...]]:
    """What is wrong with an NCCO, and its values that are written as texts; queries do not matter."""
    findings = check_ncco(load(body))
    errors = [f for f in findings if f.severity == "error" and not (old_inputs and f.code == "E180")]
    if errors:
        first = errors[0]
        where = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in first.path)
        return f"{first.code} at {where or 'the top'}: {first.message}", ()
    return "", tuple(f.path for f in findings if f.code in _VALUES_AS_TEXT)


def _read_text(document: Any, path: Path) -> None:
    """Numbers and booleans that are written as texts are taken for what they say."""
    for step in path[:-1]:
        document = document[step]
    document[path[-1]] = json.loads(document[path[-1]])
