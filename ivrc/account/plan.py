"""What is to be done so that an account is as a program says, and doing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ivrc.account.applications import create, find_application, replace
from ivrc.account.numbers import all_numbers, link, unlink
from ivrc.account.settings import changed, differences
from ivrc.node import node

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ivrc.account.applications import Application
    from ivrc.account.connection import Connection
    from ivrc.account.numbers import Number
    from ivrc.account.private_key import KeyFile
    from ivrc.account.settings import Setting


@node
class Wanted:
    """What a program says: the body of `application.json`, and its numbers, None if it names none."""

    body: Mapping[str, Any]
    numbers: tuple[str, ...] | None


@node
class Plan:
    """The changes that make the account as the program says. `application`: None if it is to be created.

    `missing` are numbers of the program that the account does not own.
    """

    name: str
    application: Application | None
    settings: tuple[Setting, ...]
    links: tuple[Number, ...]
    unlinks: tuple[Number, ...]
    missing: tuple[str, ...]

    @property
    def changes(self) -> int:
        """How many there are."""
        return len(self.settings) + len(self.links) + len(self.unlinks)

    def makes_key(self, wanted: Wanted) -> bool:
        """Whether the platform will make a key pair: for a new application without a key of its own."""
        return self.application is None and "keys" not in wanted.body


def find_plan(connection: Connection, wanted: Wanted, application_id: str | None) -> Plan:
    """Compare the account with what is wanted. Raises AccountError."""
    name = str(wanted.body["name"])
    application = find_application(connection, name, application_id)
    settings = differences(wanted.body, application.settings if application else None)
    owned = list(all_numbers(connection)) if wanted.numbers is not None else []
    known = {number.msisdn: number for number in owned}
    named = [number.removeprefix("+") for number in dict.fromkeys(wanted.numbers or ())]
    here = application.id if application else None
    return Plan(
        name=name,
        application=application,
        settings=settings,
        links=tuple(known[n] for n in named if n in known and not _is_linked(known[n], here)),
        unlinks=tuple(n for n in owned if n.application == here and n.msisdn not in named),
        missing=tuple(f"+{n}" for n in named if n not in known),
    )


def _is_linked(number: Number, application_id: str | None) -> bool:
    return number.application == application_id and number.forwarding is None


def carry_out(connection: Connection, wanted: Wanted, plan: Plan, key_file: KeyFile | None) -> Iterator[str]:
    """Do it; tells of each step when it is done. `key_file`: for the private key of a new application.

    Raises AccountError.
    """
    if plan.application is None:
        application, private_key = create(connection, wanted.body)
        yield f"created application {application.id}"
        if key_file is not None:
            key_file.keep(private_key)
            yield f"wrote its private key to {key_file.path}"
    else:
        application = plan.application
        if plan.settings:
            replace(connection, application, changed(application.settings, wanted.body, plan.settings))
            yield f"changed application {application.id}"
    for number in plan.links:
        link(connection, number, application.id)
        yield f"linked +{number.msisdn}"
    for number in plan.unlinks:
        unlink(connection, number)
        yield f"unlinked +{number.msisdn}"
