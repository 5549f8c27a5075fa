"""Rooms that two workers share through a real Redis, played by several callers over HTTP."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import TYPE_CHECKING

import pytest
import redis
from redis_server import RedisServer, needs_redis

from .workers import WEBHOOKS, InTurn, platform, served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.platform import Call, Platform

pytestmark = needs_redis

EXAMPLE = Path(__file__).parents[2] / "examples/supervisor"
MODULE = "generated.supervisor.webhook"
NUMBER = "441632960070"
PATIENCE = 60.0  # seconds
CUSTOMER, AGENT, SUPERVISOR = "441632960123", "441632960071", "441632960073"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RedisServer]:
    running = RedisServer(tmp_path)
    yield running
    running.stop()


@pytest.fixture
def workers(server: RedisServer) -> Iterator[InTurn]:
    with served(EXAMPLE, MODULE, 2, IVRC_REDIS_URL=server.url) as transport:
        yield transport


def enter(place: Platform, caller: str, ticket: str = "123456") -> Call:
    call = place.call(WEBHOOKS, from_=caller, to=NUMBER)
    return call.press(ticket)


def hears(listener: Call, speaker: Call) -> bool:
    rooms = listener.platform.rooms
    assert listener.leg.execution is not None
    assert speaker.leg.execution is not None
    return rooms["ticket-123456"].hears(listener.leg.execution, speaker.leg.execution)


def members(server: RedisServer) -> list[str]:
    """Whoever is in any room, by leg."""
    with redis.Redis.from_url(server.url, decode_responses=True) as client:
        return [leg for room in client.scan_iter("*:room:*") for leg in client.hkeys(room)]


def test_a_supervisor_hears_both_and_is_heard_by_the_agent_alone(
    workers: InTurn, server: RedisServer
) -> None:
    place = platform(workers)
    customer, agent, supervisor = (enter(place, who) for who in (CUSTOMER, AGENT, SUPERVISOR))
    assert sorted(members(server)) == sorted(call.leg.uuid for call in (customer, agent, supervisor))
    assert hears(customer, agent)
    assert hears(agent, customer)
    assert hears(supervisor, customer)
    assert hears(supervisor, agent)
    assert hears(agent, supervisor)
    assert not hears(customer, supervisor)
    agent.hang_up()
    assert not customer.alive
    assert members(server) == []


def test_another_ticket_is_another_room(workers: InTurn, server: RedisServer) -> None:
    place = platform(workers)
    enter(place, CUSTOMER, "654321")
    supervisor = enter(place, SUPERVISOR)
    assert supervisor.waiting.action["canHear"] == []
    assert supervisor.waiting.action["canSpeak"] == []


def test_who_left_is_on_no_list(workers: InTurn, server: RedisServer) -> None:
    place = platform(workers)
    customer = enter(place, CUSTOMER)
    agent = enter(place, AGENT)
    customer.hang_up()
    assert members(server) == [agent.leg.uuid]
    supervisor = enter(place, SUPERVISOR)
    assert supervisor.waiting.action["canHear"] == [agent.leg.uuid]


def test_calls_go_on_without_lists_when_redis_is_stopped(workers: InTurn, server: RedisServer) -> None:
    place = platform(workers)
    enter(place, CUSTOMER)
    supervisor = place.call(WEBHOOKS, from_=SUPERVISOR, to=NUMBER)
    server.stop()
    supervisor.press("123456")
    assert supervisor.waiting.kind == "room"
    assert not {"canHear", "canSpeak"} & supervisor.waiting.action.keys()
    supervisor.hang_up()
    assert enter(place, AGENT).waiting.kind == "room"


def conference(transport: InTurn, ticket: str, everybody: Barrier) -> list[Call]:
    """An agent, customers and a supervisor, who leave when everybody in all rooms is there."""
    place = platform(transport)
    callers = (AGENT, *[CUSTOMER] * 8, SUPERVISOR)
    calls = [enter(place, who, ticket) for who in callers]
    everybody.wait(PATIENCE)
    assert len(calls[-1].waiting.action["canHear"]) == 9
    assert len(calls[-1].waiting.action["canSpeak"]) == 1
    for call in reversed(calls):
        call.hang_up()
    return calls


def test_two_hundred_calls_in_twenty_rooms_at_once_end_with_nobody(
    workers: InTurn, server: RedisServer
) -> None:
    met: list[int] = []
    everybody = Barrier(20, lambda: met.append(len(members(server))))
    with ThreadPoolExecutor(20) as rooms:
        tickets = [f"1000{number:02}" for number in range(20)]
        calls = [*rooms.map(lambda ticket: conference(workers, ticket, everybody), tickets)]
    assert met == [200]
    assert len({call.leg.uuid for room in calls for call in room}) == 200
    assert members(server) == []
