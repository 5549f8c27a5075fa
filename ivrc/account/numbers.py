"""Numbers of an account, and what handles the calls to them (reference 6.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ivrc.account.connection import AccountError
from ivrc.node import node

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ivrc.account.connection import Connection

LIST, UPDATE = "/account/numbers", "/number/update"
PAGE = 100
KEPT = ("moHttpUrl", "moSmppSysType", "voiceStatusCallback")
"""Settings for which `ivrc app` is not responsible. An update replaces all, so they are sent again."""
FORWARDING = ("voiceCallbackType", "voiceCallbackValue")


@node
class Number:
    """A number without its plus. `application` is '' if it belongs to none.

    `forwarding`: type and address to which calls go before any application is asked.
    """

    msisdn: str
    country: str
    application: str
    forwarding: tuple[str, str] | None
    kept: Mapping[str, str]


def all_numbers(connection: Connection) -> Iterator[Number]:
    """Every number that the account owns. Raises AccountError."""
    index, met, count = 1, 0, 1
    while met < count:
        answer = connection.ask("GET", LIST, params={"size": PAGE, "index": index})
        rows, count = answer.get("numbers", []), answer.get("count", 0)
        if not isinstance(count, int) or not isinstance(rows, list):
            raise AccountError(f"GET {LIST} was answered without a list of numbers")
        if not rows:
            break
        yield from map(_number, rows)
        index, met = index + 1, met + len(rows)


def link(connection: Connection, number: Number, application_id: str) -> None:
    """Let the application handle calls to the number, whoever did before. Raises AccountError."""
    _update(connection, number, {"app_id": application_id})


def unlink(connection: Connection, number: Number) -> None:
    """Take the number from its application. Raises AccountError."""
    _update(connection, number, dict(zip(FORWARDING, number.forwarding or (), strict=False)))


def _update(connection: Connection, number: Number, settings: Mapping[str, str]) -> None:
    form = {"country": number.country, "msisdn": number.msisdn, **number.kept, **settings}
    answer = connection.ask("POST", UPDATE, data=form)
    if (code := answer.get("error-code")) != "200":
        label = answer.get("error-code-label", "the answer has no reason")
        raise AccountError(f"the platform refuses to change +{number.msisdn}: {label} ({code})")


def _number(row: Any) -> Number:
    if not isinstance(row, dict) or not all(isinstance(row.get(name), str) for name in ("msisdn", "country")):
        raise AccountError("the platform told of a number without its digits and its country")
    texts = {name: value for name, value in row.items() if isinstance(value, str) and value}
    kind, value = (texts.get(name, "") for name in FORWARDING)
    return Number(
        msisdn=row["msisdn"],
        country=row["country"],
        application=texts.get("app_id") or (value if kind == "app" else ""),
        forwarding=(kind, value) if kind in ("sip", "tel") else None,
        kept={name: texts[name] for name in KEPT if name in texts},
    )
