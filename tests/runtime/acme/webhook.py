"""A module as the compiler writes it, by hand: the runtime's side of the bargain."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from ivrc.runtime import (
    Call,
    Choice,
    Event,
    Extern,
    ExternFailed,
    Hours,
    Module,
    Ncco,
    Open,
    Recording,
    Reply,
    ncco,
)

if TYPE_CHECKING:
    from ivrc.runtime import App


@dataclass(frozen=True, slots=True)
class Customer:
    """Whom the user's system knows."""

    name: str
    vip: bool
    agent: str | None


class Hooks(Protocol):
    """What acme.ivr asks of your own system."""

    def lookup(self, ticket: str) -> Reply[Customer | None]: ...
    def charge(self, pin: str, amount: Decimal) -> Reply[Decimal]: ...
    def store_message(self, caller: str | None, link: str) -> None: ...
    def log_call(self, uuid: str, seconds: int) -> None: ...


module = Module(
    __file__,
    name="Acme Support",
    base_url="https://ivr.example.com",
    hooks=Hooks,
    numbers=("+441632960000",),
    timezone="Europe/London",
)

OFFICE = Hours("Europe/London", Open("mon-fri", "09:00-17:30"))
LOOKUP: Extern[Customer | None] = module.extern("lookup", returns=Customer | None, timeout=0.2)
CHARGE: Extern[Decimal] = module.extern("charge", returns=Decimal, timeout=0.2, secret=("pin",))
STORE_MESSAGE: Extern[None] = module.extern("store_message", returns=None, timeout=0.2)
LOG_CALL: Extern[None] = module.extern("log_call", returns=None, timeout=0.2)

ANSWER = module.static("answer")
CLOSED = module.static("closed")
SALES = module.static("sales")
OPERATOR = module.static("operator")
SILENT = module.static("silent")
WRONG = module.static("wrong")
FALLBACK = module.static("fallback")
module.fallback(FALLBACK)


@module.answer
def answer(call: Call) -> Ncco:
    if OFFICE.is_closed(call.now):
        return CLOSED
    return ANSWER


def ask_ticket(call: Call) -> Ncco:
    url = call.url("/support/ticket/1", call_from=call.from_)
    return ncco({"action": "input", "type": ["dtmf"], "eventUrl": [url]})


module.menu(
    "/main/1",
    version="8c1e",
    keys={"1": SALES, "2": ask_ticket, "0": OPERATOR, "12": CLOSED},
    phrases={"sales": SALES, "sales desk": OPERATOR, "crème brûlée": CLOSED, "営業": SALES},
    again=ANSWER,
    silence=SILENT,
    invalid=WRONG,
)


async def after_ticket(call: Call, ticket: str, call_from: str | None) -> Ncco:
    customer = await LOOKUP(call, ticket=ticket)
    if customer is None:
        return WRONG
    check = {"action": "notify", "payload": {}, "eventUrl": [call.url("/check/1", customer=customer)]}
    return ncco({"action": "talk", "text": f"{customer.name}, {call_from}."}, check, OPERATOR)


module.collect(
    "/support/ticket/1",
    version="51d0",
    kind="digits",
    into="ticket",
    minimum=6,
    maximum=6,
    then=after_ticket,
    again=ANSWER,
    silence=SILENT,
    invalid=WRONG,
    carry={"call_from": str | None},
)


async def after_check(call: Call, customer: Customer) -> Ncco | None:
    try:
        left = await CHARGE(call, pin="4711", amount=Decimal("2.50"))
    except ExternFailed:
        return WRONG
    return ncco({"action": "talk", "text": f"{customer.name} {left}"}) if customer.vip else None


module.resume("/check/1", then=after_check, carry={"customer": Customer})


def back(call: Call, tries: int) -> Ncco:
    caller = f"{call.from_} {call.from_address} {call.from_user}"
    text = f"{caller} {call.to} {call.uuid} {call.header('X-Tier')} {tries}"
    again = call.url("/kept/connect", tries=tries + 1)
    return ncco({"action": "talk", "text": text}, {"action": "connect", "eventUrl": [again]})


module.connect(
    "/kept/connect",
    unreachable=back,
    carry={"tries": int},
    keep=("from_", "from_address", "from_user", "to", "uuid", "header:X-Tier"),
)
module.resume("/variable/1", then=back, carry={"tries": int}, initial={"tries": 7})
module.connect("/sales/connect", unreachable=OPERATOR, busy=CLOSED, beep=SALES)
module.callee("/sales/connect/answer", then=SALES)


async def message_saved(call: Call, recording: Recording, call_from: str | None) -> None:
    await STORE_MESSAGE(call, caller=call_from, link=recording.recording_url)


module.recording("/voicemail/message", saved=message_saved, carry={"call_from": str | None})


async def log_call(call: Call, event: Event) -> None:
    await LOG_CALL(call, uuid=event.uuid, seconds=event.duration or 0)


module.event(completed=log_call, failed=log_call)


def play_song(call: Call, song: str) -> Ncco:
    return ncco({"action": "talk", "text": song})


def songs(call: Call, titles: list[str]) -> list[Choice]:
    return [
        Choice(keys=(str(n),), phrases=(title,), then=play_song, values={"song": title})
        for n, title in enumerate(titles, 1)
    ]


module.menu(
    "/songs/1",
    version="77aa",
    keys={"1": OPERATOR},
    choices=songs,
    again=ANSWER,
    silence=SILENT,
    invalid=WRONG,
    carry={"titles": list[str]},
)

create_app = module.create_app


def __getattr__(name: str) -> App:
    return module.attribute(name)
