"""From a module's table of steps and the operator's settings to a running app."""

from __future__ import annotations

import hashlib
import logging
import secrets as random
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from ivrc.runtime.app import App
from ivrc.runtime.failures import ConfigurationError
from ivrc.runtime.render import Renderer
from ivrc.runtime.service import Service
from ivrc.runtime.settings import Settings, load_hooks
from ivrc.runtime.signature import Verifier
from ivrc.runtime.tokens import Sealer
from ivrc.runtime.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from ivrc.runtime.hooks import Extern
    from ivrc.runtime.reply import Ncco
    from ivrc.runtime.rooms import Store
    from ivrc.runtime.routes import Route
    from ivrc.runtime.targets import Bound

logger = logging.getLogger("ivrc")


@dataclass(slots=True)
class Plan:
    """Everything a generated module says of itself; filled while it is imported.

    `hooks` is the protocol that the user's object follows, if there is one. `shares`: calls know of each
    other, or of what comes at other times.
    """

    name: str
    base_url: str
    hooks: type | None
    numbers: tuple[str, ...]
    timezone: str
    signed: bool
    fallback_elsewhere: bool
    routes: dict[str, Route] = field(default_factory=dict)
    statics: list[Ncco] = field(default_factory=list)
    externs: list[Extern[Any]] = field(default_factory=list)
    on_event: dict[str, Bound] = field(default_factory=dict)
    fallback: Ncco | None = None
    shares: bool = False


def start(plan: Plan, settings: Settings, *, hooks: object, clock: Callable[[], datetime] | None) -> App:
    """The app; `ConfigurationError` if something that it needs is not configured."""
    if plan.fallback is None:
        raise TypeError("the generated module has no fallback")
    _announce(plan, settings)
    if hooks is None and settings.hooks is not None:
        hooks = load_hooks(settings.hooks)
    if plan.hooks is not None:
        _check_hooks(plan.hooks, hooks)
    service = make_service(plan, settings, hooks=hooks, clock=clock)
    service.externs = {extern.name: extern.connect(service) for extern in plan.externs}
    if settings.redis_url is not None:
        service.store = _shared_store(settings.redis_url, plan.name)
        service.at_shutdown.append(service.store.close)
    renderer = Renderer(plan.statics, built_base_url=plan.base_url, base_url=settings.base_url)
    return App(
        service=service,
        verifier=None
        if settings.insecure
        else Verifier(settings.secrets, strict=settings.strict_payload_hash),
        routes=plan.routes,
        turns=Turns(plan.routes, renderer, plan.fallback, plan.on_event, shares=plan.shares),
    )


def make_service(
    plan: Plan, settings: Settings, *, hooks: object = None, clock: Callable[[], datetime] | None = None
) -> Service:
    """Addresses, clock and keys, as far as they do not depend on what is asked of the user's system."""
    return Service(
        name=plan.name,
        base_url=settings.base_url,
        zone=ZoneInfo(plan.timezone),
        numbers=plan.numbers,
        seconds=time.time if clock is None else lambda: clock().timestamp(),
        # Without a secret, tokens are good for this process only.
        sealer=Sealer(settings.state_keys or (random.token_hex(),)),
        addresses={path: route.address for path, route in plan.routes.items()},
        hooks=hooks,
        environment=settings.environment,
    )


def _shared_store(url: str, app: str) -> Store:
    # Few call flows need more than one process, and nothing else needs the client.
    try:
        from ivrc.runtime.redis_store import RedisStore
    except ImportError:
        raise ConfigurationError(
            "IVRC_REDIS_URL is set, but the client of Redis is not installed: pip install 'ivrc[redis]'"
        ) from None
    try:
        return RedisStore(url, app)
    except ValueError as error:
        raise ConfigurationError(f"IVRC_REDIS_URL is no address of a Redis: {error}") from error


def _check_hooks(protocol: type, hooks: object) -> None:
    wanted = [name for name in vars(protocol) if not name.startswith("_")]
    missing = [name for name in wanted if not callable(getattr(hooks, name, None))]
    if missing:
        raise ConfigurationError(
            f"the hooks have no method {', '.join(missing)}: pass create_app(hooks=...) an object with the "
            f"methods of {protocol.__module__}.{protocol.__qualname__}; or set IVRC_HOOKS=module:object"
        )


def _build(plan: Plan) -> str:
    """A digest of what callers hear and are asked: the same in each process that serves the same build."""
    digest = hashlib.sha256()
    for ncco in plan.statics:
        digest.update(ncco.source)
    for route in plan.routes.values():
        digest.update(f"{route.address.path} {route.address.version}\n".encode())
    return digest.hexdigest()[:8]


def _announce(plan: Plan, settings: Settings) -> None:
    if logger.isEnabledFor(logging.INFO):
        logger.info("%s, build %s, at %s", plan.name, _build(plan), settings.base_url)
    if settings.insecure:
        logger.warning("%s believes every request: signatures are not checked", plan.name)
    if not plan.fallback_elsewhere:
        logger.warning("%s: when this server is down, its fallback is too (fallback_base_url)", plan.name)
    if plan.shares and settings.redis_url is None:
        logger.warning(
            "%s: rooms and awaited recordings are known to this process only (IVRC_REDIS_URL)", plan.name
        )
    if not settings.state_keys and any(route.address.sealed for route in plan.routes.values()):
        logger.warning("%s: without IVRC_STATE_KEY calls do not survive a restart", plan.name)
