"""Who is in a room, in one process and in Redis: both stores are held to the same."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

import pytest
from redis_server import RedisServer, needs_redis

from ivrc.runtime import ConfigurationError
from ivrc.runtime.redis_store import RedisStore
from ivrc.runtime.rooms import LONGEST_STAY, OVER, MemoryStore, Room, StoreDownError, enter, leave

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from pathlib import Path
    from types import ModuleType

    from ivrc.runtime.rooms import Store


@pytest.fixture(params=["memory", pytest.param("redis", marks=needs_redis)])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Store]]:
    """Makes the store; its connections belong to the loop in which it is asked."""
    if request.param == "memory":
        yield lambda: MemoryStore(lambda: 0.0)
        return
    server = RedisServer(tmp_path)
    yield lambda: RedisStore(server.url, "Acme")
    server.stop()


def ask(opened: Callable[[], Store], test: Callable[[Store], Awaitable[None]]) -> None:
    async def asked() -> None:
        store = opened()
        await test(store)
        await store.close()

    asyncio.run(asked())


def test_who_enters_finds_those_who_are_there(opened: Callable[[], Store]) -> None:
    async def test(store: Store) -> None:
        assert await store.enter("desk", "leg-1", "agent") == {"leg-1": "agent"}
        assert await store.enter("desk", "leg-2", "customer") == {"leg-1": "agent", "leg-2": "customer"}
        assert await store.enter("other", "leg-3", "agent") == {"leg-3": "agent"}

    ask(opened, test)


def test_who_left_is_not_there_and_does_not_come_back(opened: Callable[[], Store]) -> None:
    async def test(store: Store) -> None:
        await store.enter("desk", "leg-1", "agent")
        await store.leave("leg-1")
        assert await store.enter("desk", "leg-2", "agent") == {"leg-2": "agent"}
        assert await store.enter("desk", "leg-1", "agent") == {"leg-2": "agent"}
        await store.leave("unknown")

    ask(opened, test)


def test_a_leg_is_in_one_room_and_the_same_request_twice_changes_nothing(
    opened: Callable[[], Store],
) -> None:
    async def test(store: Store) -> None:
        await store.enter("desk", "leg-1", "agent")
        assert await store.enter("desk", "leg-1", "agent") == {"leg-1": "agent"}
        await store.enter("lounge", "leg-1", "guest of honour")
        assert await store.enter("desk", "leg-2", "agent") == {"leg-2": "agent"}
        assert (await store.enter("lounge", "leg-3", "guest"))["leg-1"] == "guest of honour"

    ask(opened, test)


def test_a_claim_is_given_once_until_it_is_taken_back(opened: Callable[[], Store]) -> None:
    async def test(store: Store) -> None:
        claims = await asyncio.gather(*(store.claim("one", 60) for _ in range(20)))
        assert sum(claims) == 1
        assert await store.take("one") == ""
        assert await store.claim("one", 60)

    ask(opened, test)


def test_a_text_is_taken_once(opened: Callable[[], Store]) -> None:
    async def test(store: Store) -> None:
        await store.put("text", "héllo", 60)
        assert [await store.take("text"), await store.take("text")] == ["héllo", None]

    ask(opened, test)


def test_what_nobody_reported_as_over_is_forgotten_in_time() -> None:
    now = 0.0

    async def test(store: Store) -> None:
        nonlocal now
        await store.enter("desk", "leg-1", "agent")
        await store.claim("one", 60)
        now = 60.0
        assert await store.claim("one", 60)
        assert len(await store.enter("desk", "leg-2", "agent")) == 2
        now = float(LONGEST_STAY)
        assert await store.enter("desk", "leg-3", "agent") == {"leg-2": "agent", "leg-3": "agent"}
        await store.leave("leg-3")
        now += OVER
        assert "leg-3" in await store.enter("desk", "leg-3", "agent")

    ask(lambda: MemoryStore(lambda: now), test)


def test_a_member_that_expired_in_redis_is_not_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if needs_redis.args[0]:
        pytest.skip(needs_redis.kwargs["reason"])
    server = RedisServer(tmp_path)

    async def test(store: Store) -> None:
        monkeypatch.setattr("ivrc.runtime.redis_store.LONGEST_STAY", 1)
        await store.enter("desk", "leg-1", "agent")
        monkeypatch.setattr("ivrc.runtime.redis_store.LONGEST_STAY", 60)
        await store.enter("desk", "leg-2", "agent")
        await asyncio.sleep(1.1)
        assert await store.enter("desk", "leg-3", "agent") == {"leg-2": "agent", "leg-3": "agent"}

    ask(lambda: RedisStore(server.url, "Acme"), test)
    server.stop()


def test_a_room_tells_the_legs_of_roles() -> None:
    room = Room({"leg-1": "agent", "leg-2": "customer", "leg-3": "agent"})
    assert room.legs("agent") == ["leg-1", "leg-3"]
    assert room.legs("coach") == []
    assert Room(None).legs("agent") is None


def test_a_store_that_is_down_costs_the_lists_and_no_call(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    if needs_redis.args[0]:
        pytest.skip(needs_redis.kwargs["reason"])
    server = RedisServer(tmp_path)

    async def test(store: Store) -> None:
        await enter(store, "desk", "leg-1", "agent")
        server.stop()
        assert (await enter(store, "desk", "leg-2", "coach")).legs("agent") is None
        await leave(store, "leg-1")
        with pytest.raises(StoreDownError):
            await store.claim("one", 60)

    ask(lambda: RedisStore(server.url, "Acme"), test)
    assert [line.split(":")[0] for line in caplog.messages] == [
        "who is in the room 'desk' is not known",
        "the leg leg-1 stays in its room",
    ]


def test_a_full_room_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    async def test(store: Store) -> None:
        for number in range(51):
            assert caplog.messages == []
            await enter(store, "desk", f"leg-{number}", "guest")

    ask(lambda: MemoryStore(lambda: 0.0), test)
    assert caplog.messages == ["the room 'desk' has more than 50 participants"]


def test_an_address_that_is_none_of_a_redis_is_named(
    acme: ModuleType, hooks: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IVRC_REDIS_URL", "http://127.0.0.1:6379")
    with pytest.raises(ConfigurationError, match="IVRC_REDIS_URL is no address of a Redis"):
        acme.create_app(hooks, insecure=True)


def test_a_client_that_is_not_installed_is_named(
    acme: ModuleType, hooks: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IVRC_REDIS_URL", "redis://127.0.0.1:6379")
    monkeypatch.setitem(sys.modules, "ivrc.runtime.redis_store", None)
    with pytest.raises(ConfigurationError, match=r"pip install 'ivrc\[redis\]'"):
        acme.create_app(hooks, insecure=True)
