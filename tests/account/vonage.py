"""The Application API v2 and the Numbers API of one account, on this machine.

It refuses what the documents say is refused, and what they do not know: an unknown parameter is a mistake.
A number's update replaces all its settings, an application's all of its body (reference 6.1, 6.2).
"""

from __future__ import annotations

import json
import threading
import time
from base64 import b64decode
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

from pydantic import ValidationError

from .bodies import Body, NumberUpdate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

KEY, SECRET = "abcd1234", "p4ss:w0rd/ünsaid"
PRIVATE_KEY = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQ\n-----END PRIVATE KEY-----\n"
PUBLIC_KEY = "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQ{}\n-----END PUBLIC KEY-----\n"
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
Answer = tuple[int, dict[str, str], bytes]


class RefusedError(Exception):
    """A request that gets an error."""

    def __init__(self, status: int, body: object) -> None:
        super().__init__(status)
        self.answer = json_answer(status, body)


def json_answer(status: int, body: object, **headers: str) -> Answer:
    """An answer of either API."""
    return status, {"content-type": JSON, **headers}, json.dumps(body).encode()


def problem(status: int, title: str, detail: str, **more: object) -> RefusedError:
    """Problem details as the Application API has them."""
    return RefusedError(
        status, {"type": "https://example.com/errors", "title": title, "detail": detail, **more}
    )


class Account:
    """What the account holds. `asked`: method, path and body of each request, in order.

    `instead` has answers for the first requests to a method and path; None does not answer in time.
    """

    def __init__(self) -> None:
        self.applications: dict[str, dict[str, Any]] = {}
        self.numbers: dict[str, dict[str, Any]] = {}
        self.asked: list[tuple[str, str, Any]] = []
        self.instead: dict[tuple[str, str], list[Answer | None]] = {}
        self.before: dict[tuple[str, str], Callable[[], None]] = {}
        self.lock = threading.Lock()

    def holds(self, name: str, **body: Any) -> str:
        """Put an application there; its id."""
        identity = str(UUID(int=len(self.applications) + 1))
        self.applications[identity] = {"id": identity, "name": name, "keys": public_key(identity), **body}
        return identity

    def owns(self, msisdn: str, country: str = "GB", **settings: str) -> None:
        """Put a number there."""
        self.numbers[msisdn] = {"country": country, "msisdn": msisdn, "features": ["VOICE"], **settings}

    def writes(self) -> list[tuple[str, str, Any]]:
        """The requests that change something."""
        return [request for request in self.asked if request[0] != "GET"]

    # --- the Application API --------------------------------------------------------------------

    def list_applications(self, query: dict[str, str]) -> Answer:
        size, page = page_of(query, "page_size", "page")
        rows = list(self.applications.values())
        body = {
            "page_size": size,
            "page": page,
            "total_items": len(rows),
            "total_pages": -(-len(rows) // size),
            "_embedded": {"applications": rows[(page - 1) * size : page * size]},
            "_links": {"self": {"href": f"/v2/applications?page={page}"}},
        }
        return json_answer(200, body)

    def make_application(self, body: Any) -> Answer:
        settings = valid(body)
        identity = self.holds(**settings)
        private = {} if "keys" in settings else {"private_key": PRIVATE_KEY}
        made = self.applications[identity]
        return json_answer(201, made | {"keys": made["keys"] | private})

    def put_application(self, identity: str, body: Any) -> Answer:
        settings = valid(body)
        new_pair = public_key(f"{identity}, made anew")
        self.applications[identity] = {"id": identity, "keys": new_pair, **settings}
        return json_answer(200, self.applications[identity])

    # --- the Numbers API ------------------------------------------------------------------------

    def list_numbers(self, query: dict[str, str]) -> Answer:
        size, index = page_of(query, "size", "index")
        rows = list(self.numbers.values())
        shown = {"count": len(rows), "numbers": rows[(index - 1) * size : index * size]}
        return json_answer(200, shown if rows else {})

    def update_number(self, form: dict[str, str]) -> Answer:
        try:
            update = NumberUpdate.model_validate(form)
        except ValidationError as error:
            raise RefusedError(420, {"error-code": "420", "error-code-label": str(error)}) from error
        number = self.numbers.get(update.msisdn)
        wrong = number is None or number["country"] != update.country
        wrong |= bool(update.app_id) and update.app_id not in self.applications
        wrong |= (update.voiceCallbackType is None) != (update.voiceCallbackValue is None)
        if number is None or wrong:
            raise RefusedError(420, {"error-code": "420", "error-code-label": "method failed"})
        kept = {name: number[name] for name in ("country", "msisdn", "features")}
        self.numbers[update.msisdn] = kept | update.model_dump(exclude_none=True)
        return json_answer(200, {"error-code": "200", "error-code-label": "success"})


def valid(body: Any) -> dict[str, Any]:
    """The body, if the Application API takes it."""
    try:
        Body.model_validate(body)
    except ValidationError as error:
        rows = [{"name": ".".join(map(str, e["loc"])), "reason": e["msg"]} for e in error.errors()]
        detail = "The request failed due to validation errors"
        raise problem(422, "Unprocessable Entity", detail, invalid_parameters=rows) from error
    made: dict[str, Any] = body
    return made


def page_of(query: dict[str, str], size: str, page: str) -> tuple[int, int]:
    """Size and number of the page, from a query that has nothing else."""
    wanted, number = int(query.pop(size, "10")), int(query.pop(page, "1"))
    if query or not 1 <= wanted <= 100 or number < 1:
        raise problem(400, "Bad Request", f"{size} must be between 1 and 100, {page} at least 1")
    return wanted, number


def public_key(seed: str) -> dict[str, str]:
    """The `keys` of an application."""
    return {"public_key": PUBLIC_KEY.format(seed.replace("-", ""))}


class Handler(BaseHTTPRequestHandler):
    """One request; the account is the server's."""

    def handle_any(self) -> None:
        account: Account = self.server.account  # type: ignore[attr-defined]  # set below
        with account.lock:
            answer = self.answer(account)
        if answer is None:
            time.sleep(0.6)
            return
        status, headers, body = answer
        self.send_response(status)
        for name, value in {**headers, "content-length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PUT = handle_any  # noqa: N815  # http.server's names

    def answer(self, account: Account) -> Answer | None:
        parts = urlsplit(self.path)
        raw = self.rfile.read(int(self.headers.get("content-length") or 0))
        asked = (self.command, parts.path)
        account.before.pop(asked, lambda: None)()
        if account.instead.get(asked):
            return account.instead[asked].pop(0)
        try:
            self.authorize(parts.path)
            content = self.content(raw)
            account.asked.append((*asked, content))
            return self.routed(account, parts.path, dict(parse_qsl(parts.query)), content)
        except RefusedError as refused:
            return refused.answer

    def authorize(self, path: str) -> None:
        kind, _, token = self.headers.get("authorization", "").partition(" ")
        if kind == "Basic" and b64decode(token).decode() == f"{KEY}:{SECRET}":
            return
        if path.startswith("/v2/"):
            raise problem(401, "Unauthorized", f"You did not provide correct credentials: {token}")
        raise RefusedError(401, {"error-code": "401", "error-code-label": "authentication failed"})

    def content(self, raw: bytes) -> Any:
        if self.headers.get("accept") != JSON:
            raise problem(406, "Not Acceptable", "Accept must be application/json")
        kind = self.headers.get("content-type")
        if self.command == "GET":
            return None
        if self.path.startswith("/v2/"):
            if kind != JSON:
                raise problem(415, "Unsupported Media Type", "Content-Type must be application/json")
            return json.loads(raw)
        if kind != FORM:
            raise RefusedError(420, {"error-code": "420", "error-code-label": "not a form"})
        return dict(parse_qsl(raw.decode(), keep_blank_values=True, strict_parsing=True))

    def routed(self, account: Account, path: str, query: dict[str, str], content: Any) -> Answer:
        match self.command, path.strip("/").split("/"):
            case "GET", ["v2", "applications"]:
                return account.list_applications(query)
            case "POST", ["v2", "applications"]:
                return account.make_application(content)
            case (("GET" | "PUT"), ["v2", "applications", identity]) if identity not in account.applications:
                raise problem(404, "Not Found", f"No application {identity}")
            case "GET", ["v2", "applications", identity]:
                return json_answer(200, account.applications[identity])
            case "PUT", ["v2", "applications", identity]:
                return account.put_application(identity, content)
            case "GET", ["account", "numbers"]:
                return account.list_numbers(query)
            case "POST", ["number", "update"]:
                return account.update_number(content)
        raise problem(405, "Method Not Allowed", f"{self.command} {path}")

    def log_message(self, *_: object) -> None: ...


@contextmanager
def served() -> Iterator[tuple[Account, str]]:
    """An empty account, and where it is."""
    account = Account()
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.account = account  # type: ignore[attr-defined]  # for the handler
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield account, f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()
