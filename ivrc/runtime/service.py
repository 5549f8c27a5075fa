"""What all calls of one running app share: its addresses, clock, keys, hooks and externs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from ivrc.runtime.rooms import MemoryStore, Store
from ivrc.runtime.tokens import Fields, Sealer

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from zoneinfo import ZoneInfo

    from ivrc.runtime.call import Call

# Asks one extern: its arguments by name go in, a value of its declared type comes out.
Ask: TypeAlias = "Callable[[Call, Mapping[str, Any]], Awaitable[Any]]"

# Seconds a token lives when its step does not say: 15 minutes and the longest wait for an answer.
DEFAULT_LIFETIME = 960
# The platform keeps recordings for 30 days (reference 2.1).
RECORDING_LIFETIME = 30 * 24 * 3600


@dataclass(slots=True, kw_only=True)
class Address:
    """Where a step's events arrive and what its URL holds.

    `version` digests what an answer can mean. `keep` names what of the call is among `carry`; without a
    token the `initial` values hold. `foreign` addresses are asked from another conversation. `unsigned` ones
    may be asked without a signature, so their token must always prove the request. `sealed` ones have a
    token in their URL, which is `bound` to what is served there.
    """

    path: str
    version: str | None = None
    carry: Fields = field(default_factory=lambda: Fields({}))
    keep: tuple[str, ...] = ()
    initial: Mapping[str, Any] = field(default_factory=dict)
    lifetime: int = DEFAULT_LIFETIME
    foreign: bool = False
    unsigned: bool = False
    sealed: bool = field(init=False)
    bound: str = field(init=False)

    def __post_init__(self) -> None:
        self.bound = f"{self.path}\n{self.carry.shape}"
        self.sealed = bool(self.carry.names) or self.unsigned


@dataclass(slots=True, kw_only=True)
class Service:
    """`seconds` is the clock (Unix time); `secrets` are shared with other apps, so tokens name the app.

    `store` serves this process alone until one that is shared takes its place.
    """

    name: str
    base_url: str
    zone: ZoneInfo
    numbers: tuple[str, ...]
    seconds: Callable[[], float]
    sealer: Sealer
    addresses: Mapping[str, Address]
    hooks: object = None
    environment: Mapping[str, str] = field(default_factory=dict)
    externs: dict[str, Ask] = field(default_factory=dict)
    at_shutdown: list[Callable[[], Awaitable[None]]] = field(default_factory=list)
    store: Store = field(init=False)

    def __post_init__(self) -> None:
        self.store = MemoryStore(self.seconds)

    def now(self) -> datetime:
        """The time in the app's zone."""
        return datetime.fromtimestamp(self.seconds(), self.zone)

    def url(self, path: str, conversation: str, values: Mapping[str, Any]) -> str:
        """The full URL of an address; `values` are what it carries."""
        address = self.addresses[path]
        fields = address.carry.encode(values)
        url = self.base_url + path
        if address.version is not None:
            url = f"{url}?v={address.version}"
        if not address.sealed:
            return url
        expires = int(self.seconds()) + address.lifetime
        token = self.sealer.seal(fields, self._bound(address, conversation), expires)
        return f"{url}{'?' if address.version is None else '&'}s={token}"

    def open(self, address: Address, conversation: str, token: str) -> Mapping[str, Any]:
        """What a request carries; `BadTokenError` unless we sealed it for this address and conversation."""
        if not address.sealed:
            return {}
        if not token and not address.unsigned and address.initial.keys() == set(address.carry.names):
            return address.initial
        bound = self._bound(address, conversation)
        return address.carry.decode(self.sealer.open(token, bound, self.seconds()))

    def _bound(self, address: Address, conversation: str) -> bytes:
        conversation = "" if address.foreign else conversation
        return f"{self.name}\n{address.bound}\n{conversation}".encode("utf-8", "replace")
