"""What a generated module is built from: a table of its steps, one call each (architecture 5)."""

from __future__ import annotations

import inspect
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar, Unpack

from ivrc.runtime.call import KEPT
from ivrc.runtime.collecting import READERS, Limits
from ivrc.runtime.delivering import Awaited, Delivery
from ivrc.runtime.failures import ConfigurationError
from ivrc.runtime.hooks import Extern, connect_hook
from ivrc.runtime.matching import Phrases
from ivrc.runtime.reply import SHORTEST_WAIT, Ncco, ncco, read_static
from ivrc.runtime.routes import (
    FAILURES,
    Choice,
    Collect,
    Connect,
    Events,
    Menu,
    Placed,
    Resume,
    Route,
)
from ivrc.runtime.service import DEFAULT_LIFETIME, RECORDING_LIFETIME, Address, Service
from ivrc.runtime.settings import Settings, read_settings
from ivrc.runtime.starting import Plan, make_service, start
from ivrc.runtime.targets import END, Bound, Handler, Target, bind
from ivrc.runtime.tokens import Fields
from ivrc.runtime.values import codec

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from types import EllipsisType

    from ivrc.runtime.app import App

T = TypeVar("T", bound="Ncco | Handler | None")

# Below it the recogniser was guessing (language 5).
MIN_CONFIDENCE = 0.3


class Place(TypedDict, total=False):
    """What is said of any route: `carry` names and types what travels in its URL for `lifetime` seconds.

    `version` digests what an answer can mean; `foreign` routes are asked from another conversation. `keep`
    names what of the first leg travels too (`from_`, `header:X-Account`), as attributes of the call. Without
    a token the `initial` values hold, if there are some for all that is carried.
    """

    version: str
    carry: Mapping[str, Any]
    keep: tuple[str, ...]
    initial: Mapping[str, Any]
    lifetime: int
    foreign: bool


class Module:
    """The steps of one program; each target is an NCCO or a function that makes one."""

    def __init__(
        self,
        file: str,
        *,
        name: str,
        base_url: str,
        hooks: type | None = None,
        numbers: tuple[str, ...] = (),
        timezone: str = "UTC",
        signed: bool = True,
        fallback_elsewhere: bool = False,
        shares: bool = False,
    ) -> None:
        self._folder = Path(file).parent / "ncco"
        self._plan = Plan(name, base_url.rstrip("/"), hooks, numbers, timezone, signed, fallback_elsewhere)
        self._plan.shares = shares
        self._add(Events(address=Address(path="/event")))
        self._app: App | None = None
        self._service: Service | None = None

    def static(self, name: str) -> Ncco:
        """The NCCO of `ncco/NAME.json` beside the module."""
        found = read_static(self._folder / f"{name}.json")
        self._plan.statics.append(found)
        return found

    def fallback(self, ncco: Ncco) -> None:
        """What a caller hears when everything else fails; also served at `/fallback`."""
        self._plan.fallback = ncco
        self._resume("/fallback", ncco, Address(path="/fallback"))

    def answer(self, target: T) -> T:
        """Where an incoming call starts; also a decorator. A call that ends at once hears a short pause."""
        self._begin(Address(path="/answer"), target)
        return target

    def menu(
        self,
        path: str,
        *,
        keys: Mapping[str, Target] | None = None,
        phrases: Mapping[str, Target] | None = None,
        choices: Callable[..., Sequence[Choice]] | None = None,
        again: Target,
        silence: Target,
        invalid: Target,
        min_confidence: float = MIN_CONFIDENCE,
        **place: Unpack[Place],
    ) -> None:
        """A question answered by key entry or phrase; `choices` gives the options known only at run time."""
        address = _address(path, place)
        wanted = tuple(inspect.signature(choices).parameters)[1:] if choices else ()
        self._add(
            Menu(
                address=address,
                again=bind(again, address.carry.names, path),
                silence=bind(silence, address.carry.names, path),
                invalid=bind(invalid, address.carry.names, path),
                keys=_bound(keys or {}, address),
                phrases=Phrases(_bound(phrases or {}, address).items()),
                choices=choices,
                wanted=wanted,
                min_confidence=Decimal(str(min_confidence)),
            )
        )

    def collect(
        self,
        path: str,
        *,
        kind: str,
        into: str,
        then: Target,
        again: Target,
        silence: Target,
        invalid: Target,
        minimum: int | None = None,
        maximum: int | None = None,
        country: str | None = None,
        min_confidence: float = MIN_CONFIDENCE,
        **place: Unpack[Place],
    ) -> None:
        """A value that the caller gives: `digits`, `number`, `phone`, `speech` or `any` (`READERS`).

        `minimum` and `maximum` bound the length of digits and the value of a number.
        """
        address = _address(path, place)
        self._add(
            Collect(
                address=address,
                again=bind(again, address.carry.names, path),
                silence=bind(silence, address.carry.names, path),
                invalid=bind(invalid, address.carry.names, path),
                reader=READERS[kind],
                limits=Limits(
                    minimum=minimum,
                    maximum=maximum,
                    min_confidence=Decimal(str(min_confidence)),
                    country=country,
                ),
                into=into,
                then=bind(then, {*address.carry.names, into}, path),
            )
        )

    def connect(
        self,
        *paths: str,
        unreachable: Target = None,
        busy: Target | EllipsisType = ...,
        timeout: Target | EllipsisType = ...,
        failed: Target | EllipsisType = ...,
        rejected: Target | EllipsisType = ...,
        unanswered: Target | EllipsisType = ...,
        disconnected: Target = None,
        human: Target = None,
        machine: Target = None,
        beep: Target = None,
        **place: Unpack[Place],
    ) -> None:
        """Outcomes of a connect; `unreachable` is for failures that are not given, `None` ends the call."""
        own = {
            "busy": busy,
            "timeout": timeout,
            "failed": failed,
            "rejected": rejected,
            "unanswered": unanswered,
        }
        others = {"disconnected": disconnected, "human": human, "machine": machine, "beep": beep}
        failures = {status: unreachable if target is ... else target for status, target in own.items()}
        outcomes = failures | others
        for path in paths:
            address = _address(path, place)
            given = {status: target for status, target in outcomes.items() if target is not None}
            self._add(Connect(address=address, outcomes=_bound(given, address)))

    def resume(self, path: str, *, then: Target, **place: Unpack[Place]) -> None:
        """A request whose reply is the next state: a notify of our own."""
        self._resume(path, then, _address(path, place))

    def callee(self, path: str, *, then: Target, **place: Unpack[Place]) -> None:
        """What a called leg hears before it is joined; its request may come unsigned (language 14)."""
        self._resume(path, then, _address(path, {"foreign": True, **place}, unsigned=True))

    def outbound(self, path: str, *, then: Target, **place: Unpack[Place]) -> None:
        """Where a call that we place starts; a call that ends at once hears a short pause."""
        self._begin(_address(path, {"foreign": True, **place}), then)

    def placed(
        self,
        path: str,
        *,
        human: Target = None,
        machine: Target = None,
        beep: Target = None,
        unreachable: Target = None,
        **place: Unpack[Place],
    ) -> None:
        """What picked up a call that we place; `unreachable` gives nothing: nobody would hear it."""
        address = _address(path, {"foreign": True, **place})
        heard = {"human": human, "machine": machine, "beep": beep}
        outcomes = {**heard, **dict.fromkeys(FAILURES, unreachable)}
        given = {status: target for status, target in outcomes.items() if target is not None}
        self._add(Placed(address=address, outcomes=_bound(given, address)))

    def recording(
        self, path: str, *, saved: Target = None, awaited: str = "", **place: Unpack[Place]
    ) -> None:
        """A delivered recording. The reply is not heard, so `saved` gives nothing.

        It is kept for callers who wait for it under the name `awaited`.
        """
        self._deliver(path, "record", saved, place, awaited)

    def awaited(
        self,
        path: str,
        *,
        recording: str,
        into: str,
        timeout: int,
        then: Target,
        late: Target = None,
        **place: Unpack[Place],
    ) -> None:
        """Where a caller waits for a recording, for `timeout` seconds; `late` is what comes without it."""
        address = _address(path, place)
        names = address.carry.names
        self._add(
            Awaited(
                address=address,
                recording=recording,
                into=into,
                timeout=timeout,
                then=bind(then, {*names, into}, path),
                late=bind(late, names, path),
            )
        )

    def transcribed(self, path: str, *, then: Target, **place: Unpack[Place]) -> None:
        """A delivered transcription."""
        self._deliver(path, "transcription", then, place)

    def event(self, **handlers: Handler) -> None:
        """What runs for call events of a status, on whatever route they arrive."""
        for status, handler in handlers.items():
            bound = bind(handler, (), "event")
            if bound is not None:
                self._plan.on_event[status] = bound

    def extern(self, name: str, *, returns: Any, timeout: float, secret: tuple[str, ...] = ()) -> Extern[Any]:
        """A method of the user's `Hooks`; `timeout` in seconds, `secret` parameters are never logged."""
        result = codec(returns)
        connect = connect_hook(name, result)
        return self._extern(Extern(name, connect, result=result, timeout=timeout, secret=secret))

    def http(
        self,
        name: str,
        *,
        get: str = "",
        post: str = "",
        headers: Mapping[str, str] | None = None,
        body: Mapping[str, Any] | None = None,
        returns: Any,
        timeout: float,
        secret: tuple[str, ...] = (),
    ) -> Extern[Any]:
        """An HTTP call to either URL, whose `{places}` are the extern's arguments and `{env.NAME}`."""
        # An HTTP client takes long to import, and few programs call one.
        from ivrc.runtime.http import HttpRequest, connect_http

        request = HttpRequest("GET" if get else "POST", get or post, headers or {}, body)
        result = codec(returns)
        connect = connect_http(name, request, result)
        return self._extern(Extern(name, connect, result=result, timeout=timeout, secret=secret))

    def create_app(
        self,
        hooks: object = None,
        *,
        secrets: Sequence[str] | None = None,
        state_keys: Sequence[str] | None = None,
        base_url: str | None = None,
        insecure: bool | None = None,
        clock: Callable[[], datetime] | None = None,
    ) -> App:
        """An ASGI callable; what is not given comes from the environment (architecture 5).

        `clock` gives aware moments: the time of the app, its tokens and its signatures.
        """
        settings = read_settings(
            built_base_url=self._plan.base_url,
            signed=self._plan.signed,
            secrets=secrets,
            state_keys=state_keys,
            base_url=base_url,
            insecure=insecure,
        )
        app = start(self._plan, settings, hooks=hooks, clock=clock)
        self._service = app.service
        return app

    def url(self, path: str, **values: Any) -> str:
        """The full URL of a route for a call that is still to be placed.

        It is good for the app that was made last. Where none is made, it is good for one that is served with
        the same environment; `ConfigurationError` if no key is there with which both seal and open.
        """
        service = self._service
        if service is None:
            service = make_service(self._plan, self._settings_for_placing(self._plan.routes[path]))
        return service.url(path, "", values)

    def _settings_for_placing(self, route: Route) -> Settings:
        settings = read_settings(
            built_base_url=self._plan.base_url,
            signed=False,
            secrets=None,
            state_keys=None,
            base_url=None,
            insecure=None,
        )
        if route.address.sealed and not settings.state_keys:
            raise ConfigurationError(
                "neither IVRC_STATE_KEY nor VONAGE_SIGNATURE_SECRET is set: the server that answers the call "
                "could not open what the call carries. Set them as they are set there."
            )
        return settings

    def attribute(self, name: str) -> App:
        """The generated module's `app`, made from the environment when it is first asked for."""
        if name != "app":
            raise AttributeError(name)
        if self._app is None:
            self._app = self.create_app()
        return self._app

    def _add(self, route: Route) -> None:
        self._plan.routes[route.address.path] = route

    def _begin(self, address: Address, target: Target) -> None:
        pause = ncco(SHORTEST_WAIT)
        then = bind(pause if target is None else target, address.carry.names, address.path)
        self._add(Resume(address=address, then=then and replace(then, nothing=pause)))

    def _resume(self, path: str, then: Target, address: Address) -> None:
        self._add(Resume(address=address, then=bind(then, address.carry.names, path)))

    def _deliver(self, path: str, kind: str, then: Target, place: Place, awaited: str = "") -> None:
        address = _address(path, place, lifetime=RECORDING_LIFETIME)
        bound = bind(then, address.carry.names, path)
        self._add(Delivery(address=address, kind=kind, then=bound, awaited=awaited))

    def _extern(self, extern: Extern[Any]) -> Extern[Any]:
        self._plan.externs.append(extern)
        return extern


def _address(path: str, place: Place, *, lifetime: int = DEFAULT_LIFETIME, unsigned: bool = False) -> Address:
    keep = place.get("keep", ())
    return Address(
        path=path,
        version=place.get("version"),
        carry=Fields({**place.get("carry", {}), **{f"{KEPT}{name}": str | None for name in keep}}),
        keep=keep,
        initial=place.get("initial", {}),
        lifetime=place.get("lifetime", lifetime),
        foreign=place.get("foreign", False),
        unsigned=unsigned,
    )


def _bound(targets: Mapping[str, Target], address: Address) -> dict[str, Bound]:
    return {name: bind(target, address.carry.names, address.path) or END for name, target in targets.items()}
