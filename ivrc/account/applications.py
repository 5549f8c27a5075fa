"""Applications of an account (reference 6.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ivrc.account.connection import AccountError
from ivrc.account.settings import modern
from ivrc.node import node

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ivrc.account.connection import Connection

PATH = "/v2/applications"
PAGE = 100
GIVEN = ("id", "_links")
"""What the platform adds to the settings."""


@node
class Application:
    """`settings` are those of a request body; the private key is never among them."""

    id: str
    name: str
    settings: Mapping[str, Any]


def find_application(connection: Connection, name: str, application_id: str | None) -> Application | None:
    """The application of that id, else the only one of that name; None if there is none of that name.

    Raises AccountError.
    """
    if application_id is not None:
        return _application(connection.ask("GET", _path(application_id)))
    found = [application for application in _all(connection) if application.name == name]
    if len(found) > 1:
        ids = "".join(f"\n  {application.id}" for application in found)
        raise AccountError(
            f'{len(found)} applications are called "{name}"; say --application-id with one of{ids}'
        )
    return found[0] if found else None


def create(connection: Connection, body: Mapping[str, Any]) -> tuple[Application, str]:
    """The new application, and its private key if the platform made one, which it tells only now."""
    made = connection.ask("POST", PATH, json=body)
    keys = made.get("keys")
    private = keys.get("private_key") if isinstance(keys, dict) else None
    return _application(made), private if isinstance(private, str) else ""


def replace(connection: Connection, application: Application, body: Mapping[str, Any]) -> None:
    """Make these the settings of the application, all of them."""
    connection.ask("PUT", _path(application.id), json=body)


def _path(application_id: str) -> str:
    return f"{PATH}/{quote(application_id, safe='')}"


def _all(connection: Connection) -> Iterator[Application]:
    page, pages = 1, 1
    while page <= pages:
        answer = connection.ask("GET", PATH, params={"page_size": PAGE, "page": page})
        embedded = answer.get("_embedded")
        rows = embedded.get("applications") if isinstance(embedded, dict) else None
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise AccountError(f"GET {PATH} was answered without a list of applications")
        yield from map(_application, rows)
        total = answer.get("total_pages", 1)
        if not isinstance(total, int):
            raise AccountError(f"GET {PATH} was answered without a number of pages")
        page, pages = page + 1, total if rows else 0


def _application(row: dict[str, Any]) -> Application:
    identity, name = row.get("id"), row.get("name")
    if not isinstance(identity, str) or not identity or not isinstance(name, str):
        raise AccountError("the platform told of an application without an id and a name")
    keys = row.get("keys")
    public = {"keys": {k: v for k, v in keys.items() if k != "private_key"}} if isinstance(keys, dict) else {}
    settings = {key: value for key, value in row.items() if key not in GIVEN} | public
    return Application(id=identity, name=name, settings=modern(settings))
