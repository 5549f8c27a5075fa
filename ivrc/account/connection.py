"""Requests to both APIs of one account. Whatever goes wrong is an `AccountError`."""

from __future__ import annotations

import time
from base64 import b64encode
from dataclasses import field
from http import HTTPStatus
from typing import Any, Self

import httpx
import orjson

from ivrc.node import node
from ivrc.version import __version__

APPLICATIONS = "https://api.nexmo.com"
NUMBERS = "https://rest.nexmo.com"
TIMEOUT = 10.0
RETRIES = 3
LONGEST_WAIT = 10
"""Seconds that are waited when the platform asks for it."""
MAYBE = "; whether it was done is not known, `ivrc app plan` tells"
NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)


class AccountError(Exception):
    """The account could not be asked, or refused; the text is the message for the user."""


@node
class Credentials:
    """What opens an account."""

    key: str
    secret: str = field(repr=False)

    def hidden_in(self, text: str) -> str:
        """The text without them: nobody promises that a server does not quote what it was sent."""
        header = b64encode(f"{self.key}:{self.secret}".encode()).decode()
        for word in (header, self.secret, self.key):
            text = text.replace(word, "***")
        return text


class Connection:
    """An account and how it is reached. `base` replaces the hosts of both APIs."""

    def __init__(self, credentials: Credentials, base: str) -> None:
        self._http = httpx.Client(
            auth=httpx.BasicAuth(credentials.key, credentials.secret),
            timeout=TIMEOUT,
            follow_redirects=False,  # the credentials are for this host alone
            headers={"Accept": "application/json", "User-Agent": f"ivrc/{__version__}"},
        )
        self._hosts = {"/v2/": base or APPLICATIONS, "/": base or NUMBERS}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def ask(self, method: str, path: str, **content: Any) -> dict[str, Any]:
        """The JSON object that answers a request; `content` is `params`, `json` or `data`, as in httpx.

        Raises AccountError.
        """
        url = next(host for start, host in self._hosts.items() if path.startswith(start)) + path
        response = self._send(method, url, content)
        for _ in range(RETRIES):
            wait = _asked_to_wait(response)
            if wait is None or wait > LONGEST_WAIT:
                break
            time.sleep(wait)
            response = self._send(method, url, content)
        if not response.is_success:
            raise AccountError(_refusal(response, f"{method} {url}"))
        return _object(response, f"{method} {url}")

    def _send(self, method: str, url: str, content: dict[str, Any]) -> httpx.Response:
        try:
            return self._http.request(method, url, **content)
        except httpx.HTTPError as error:
            doubt = "" if isinstance(error, NOT_SENT) else _doubt(method)
            if isinstance(error, httpx.TimeoutException):
                raise AccountError(f"{url} did not answer {method} within {TIMEOUT:g} s{doubt}") from error
            reason = str(error) or type(error).__name__
            raise AccountError(f"cannot reach {url} with {method}: {reason}{doubt}") from error


def _doubt(request: str) -> str:
    """What there is to add if a request, told from its method on, got lost: reading can be done again."""
    return "" if request.startswith("GET") else MAYBE


def _asked_to_wait(response: httpx.Response) -> int | None:
    """For how many seconds, if the answer is that there were too many requests; such a one was not done."""
    if response.status_code != HTTPStatus.TOO_MANY_REQUESTS:
        return None
    wait = response.headers.get("retry-after", "1")
    return int(wait) if wait.isascii() and wait.isdigit() else LONGEST_WAIT + 1


def _refusal(response: httpx.Response, what: str) -> str:
    status = response.status_code
    told = _problem(response)
    match status:
        case HTTPStatus.UNAUTHORIZED:
            return f"the account refuses VONAGE_API_KEY with VONAGE_API_SECRET ({what}: 401{told})"
        case HTTPStatus.TOO_MANY_REQUESTS:
            later = response.headers.get("retry-after")
            when = f"after {later}{' s' if later.isdigit() else ''}" if later else "later"
            return f"there are too many requests for {what}; try again {when}"
        case _ if response.is_redirect:
            place = response.headers["location"]
            advice = "not followed, since it would take the credentials there; see --api-base"
            return f"{what} was redirected to {place}, which is {advice}"
        case _ if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return f"{what} failed at the platform with {status}{told}; try again later{_doubt(what)}"
        case _:
            return f"{what} was refused with {status}{told}"


def _problem(response: httpx.Response) -> str:
    """What the body says, in either API's way: title and detail with parameters, or a label."""
    try:
        body = orjson.loads(response.content)
    except ValueError:
        return ""
    if not isinstance(body, dict):
        return ""
    words = [body.get(name) for name in ("title", "detail", "error-code-label")]
    text = "".join(f": {word}" for word in words if isinstance(word, str))
    wrong = body.get("invalid_parameters")
    rows = [row for row in wrong if isinstance(row, dict)] if isinstance(wrong, list) else []
    return text + "".join(f"\n  {row.get('name')}: {row.get('reason')}" for row in rows)


def _object(response: httpx.Response, what: str) -> dict[str, Any]:
    """The body, which is never quoted: it may hold a private key."""
    try:
        body = orjson.loads(response.content)
    except ValueError:
        body = None
    if not isinstance(body, dict):
        status = response.status_code
        raise AccountError(f"{what} was answered with {status} and what is no JSON object{_doubt(what)}")
    return body
