"""The Calls API (reference 6.3): one request with the token of an application."""

from __future__ import annotations

import os
import time
from dataclasses import field
from http import HTTPStatus
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import orjson
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from ivrc.cli.settings import Refusal
from ivrc.node import node
from ivrc.version import __version__

HOST = "https://api.nexmo.com"
TIMEOUT = 10.0
LIFETIME = 60
"""Seconds for which a token is good: it is used at once."""


@node
class Credentials:
    """What may place calls for an application."""

    application: str
    key: RSAKey = field(repr=False)

    def token(self) -> str:
        """A token for one request."""
        now = int(time.time())
        claims = {"application_id": self.application, "iat": now, "jti": str(uuid4()), "exp": now + LIFETIME}
        return jwt.encode({"alg": "RS256", "typ": "JWT"}, claims, self.key)


def credentials() -> Credentials:
    """Those of the environment. Raises Refusal; nothing of the key is in any message."""
    application, file = (os.environ.get(name, "") for name in ("VONAGE_APPLICATION_ID", "VONAGE_PRIVATE_KEY"))
    if not application:
        raise Refusal("VONAGE_APPLICATION_ID is not set: it says which application calls; or use --dry-run")
    if not file:
        raise Refusal("VONAGE_PRIVATE_KEY is not set: it names the file with the application's private key")
    if "PRIVATE KEY" in file:
        raise Refusal("VONAGE_PRIVATE_KEY holds the key itself: it names the file with the key")
    try:
        key = RSAKey.import_key(Path(file).read_bytes())
    except OSError as error:
        raise Refusal(f"cannot read {file}, which VONAGE_PRIVATE_KEY names: {error.strerror}") from error
    except (ValueError, TypeError, JoseError) as error:
        raise Refusal(f"{file}, which VONAGE_PRIVATE_KEY names, holds no private RSA key") from error
    if not key.is_private:
        raise Refusal(
            f"{file}, which VONAGE_PRIVATE_KEY names, holds a public key; the private one is needed"
        )
    return Credentials(application=application, key=key)


def place(request: dict[str, Any], allowed: Credentials, base: str) -> str:
    """Ask for the call, once: a second request might call twice. The id of the call. Raises Refusal."""
    url = f"{base or HOST}/v1/calls"
    headers = {"Authorization": f"Bearer {allowed.token()}", "User-Agent": f"ivrc/{__version__}"}
    try:
        response = httpx.post(url, json=request, headers=headers, timeout=TIMEOUT)
    except (httpx.ConnectError, httpx.ConnectTimeout) as error:
        raise Refusal(f"cannot reach {url}: {error or 'it does not answer'}") from error
    except httpx.HTTPError as error:
        reason = str(error) or type(error).__name__
        raise Refusal(f"{url} gave no answer, and whether it calls is not known: {reason}") from error
    body = _object(response.content)
    if response.status_code == HTTPStatus.CREATED and isinstance(body.get("uuid"), str):
        return str(body["uuid"])
    raise Refusal(_refused(response, body))


def _object(content: bytes) -> dict[str, Any]:
    try:
        body = orjson.loads(content)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _refused(response: httpx.Response, body: dict[str, Any]) -> str:
    """What the platform says, and what can be done about it."""
    told = "".join(f": {body[name]}" for name in ("title", "detail") if isinstance(body.get(name), str))
    wrong = body.get("invalid_parameters")
    rows = [row for row in wrong if isinstance(row, dict)] if isinstance(wrong, list) else []
    told += "".join(f"\n  {row.get('name')}: {row.get('reason')}" for row in rows)
    match response.status_code:
        case HTTPStatus.UNAUTHORIZED:
            return f"VONAGE_PRIVATE_KEY is no key of the application VONAGE_APPLICATION_ID (401{told})"
        case HTTPStatus.TOO_MANY_REQUESTS:
            return f"there are too many calls at once; try again later (429{told})"
        case status:
            return f"the platform does not place the call ({status}{told})"
