"""The store in Redis: any number of processes and machines know the same (language 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from redis import RedisError
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from ivrc.runtime.rooms import LONGEST_STAY, OVER, StoreDownError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Mapping

T = TypeVar("T")

# Seconds until a Redis that does not answer counts as down: the platform waits five for us.
PATIENCE = 1.0

# A room is a hash of leg to role and moment of expiry; `leg:...` names the room, '' when the leg is over.
# KEYS: the room, the leg. ARGV: prefix of rooms, room, leg, role, seconds.
_ENTER = """
local was = redis.call('GET', KEYS[2])
local now = tonumber(redis.call('TIME')[1])
if was ~= '' then
  if was and was ~= ARGV[2] then redis.call('HDEL', ARGV[1] .. was, ARGV[3]) end
  redis.call('SET', KEYS[2], ARGV[2], 'EX', ARGV[5])
  redis.call('HSET', KEYS[1], ARGV[3], (now + ARGV[5]) .. ' ' .. ARGV[4])
  redis.call('EXPIRE', KEYS[1], ARGV[5])
end
local members = {}
local found = redis.call('HGETALL', KEYS[1])
for i = 1, #found, 2 do
  local expires, role = found[i + 1]:match('^(%S+) (.*)$')
  if tonumber(expires) <= now then
    redis.call('HDEL', KEYS[1], found[i])
  else
    members[#members + 1] = found[i]
    members[#members + 1] = role
  end
end
return members
"""
# KEYS: the leg. ARGV: prefix of rooms, leg, seconds.
_LEAVE = """
local was = redis.call('GET', KEYS[1])
if was and was ~= '' then redis.call('HDEL', ARGV[1] .. was, ARGV[2]) end
redis.call('SET', KEYS[1], '', 'EX', ARGV[3])
"""


class RedisStore:
    """`app` keeps the applications that share a server apart. Redis's own clock says what has expired."""

    def __init__(self, url: str, app: str) -> None:
        self._redis = Redis.from_url(
            url,
            decode_responses=True,
            socket_timeout=PATIENCE,
            socket_connect_timeout=PATIENCE,
            retry=Retry(NoBackoff(), 1),
        )
        # The braces keep all keys of an application on one node of a cluster.
        self._prefix = f"ivrc:{{{app}}}:"
        self._enter = self._redis.register_script(_ENTER)
        self._leave = self._redis.register_script(_LEAVE)

    async def enter(self, room: str, leg: str, role: str) -> Mapping[str, str]:
        """See `rooms.Store`."""
        rooms = f"{self._prefix}room:"
        keys = (rooms + room, f"{self._prefix}leg:{leg}")
        found = await _answered(self._enter(keys, (rooms, room, leg, role, LONGEST_STAY)))
        return dict(zip(found[::2], found[1::2], strict=True))

    async def leave(self, leg: str) -> None:
        """See `rooms.Store`."""
        arguments = (f"{self._prefix}room:", leg, OVER)
        await _answered(self._leave((f"{self._prefix}leg:{leg}",), arguments))

    async def claim(self, key: str, seconds: int) -> bool:
        """See `rooms.Store`."""
        return bool(await _answered(self._redis.set(self._prefix + key, "", ex=seconds, nx=True)))

    async def put(self, key: str, text: str, seconds: int) -> None:
        """See `rooms.Store`."""
        await _answered(self._redis.set(self._prefix + key, text, ex=seconds))

    async def take(self, key: str) -> str | None:
        """See `rooms.Store`."""
        taken = await _answered(self._redis.getdel(self._prefix + key))
        return None if taken is None else str(taken)

    async def close(self) -> None:
        """See `rooms.Store`."""
        await self._redis.aclose()


async def _answered(asked: Awaitable[T]) -> T:
    try:
        return await asked
    except RedisError as error:
        raise StoreDownError(str(error)) from error
