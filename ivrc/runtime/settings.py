"""How the operator configures a generated module: environment variables and arguments."""

from __future__ import annotations

import importlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ivrc.runtime.failures import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a module is started with; the first of several secrets or keys is the one that signs."""

    secrets: tuple[str, ...]
    state_keys: tuple[str, ...]
    base_url: str
    insecure: bool
    strict_payload_hash: bool
    hooks: str | None
    redis_url: str | None
    environment: Mapping[str, str]


def read_settings(
    *,
    built_base_url: str,
    signed: bool,
    secrets: Sequence[str] | None,
    state_keys: Sequence[str] | None,
    base_url: str | None,
    insecure: bool | None,
) -> Settings:
    """Arguments win over the environment, which wins over what was built in."""
    environ = os.environ
    unsigned = not signed or (environ.get("IVRC_INSECURE") == "1" if insecure is None else insecure)
    kept = _listed(environ.get("VONAGE_SIGNATURE_SECRET")) if secrets is None else tuple(secrets)
    if not kept and not unsigned:
        raise ConfigurationError(
            "VONAGE_SIGNATURE_SECRET is not set: requests could not be told from forged ones. Set it to the "
            "account's signature secret, or IVRC_INSECURE=1 to try things out without signatures."
        )
    return Settings(
        secrets=kept,
        state_keys=(_listed(environ.get("IVRC_STATE_KEY")) if state_keys is None else tuple(state_keys))
        or kept,
        base_url=(base_url or environ.get("IVRC_BASE_URL") or built_base_url).rstrip("/"),
        insecure=unsigned,
        strict_payload_hash=environ.get("IVRC_STRICT_PAYLOAD_HASH") == "1",
        hooks=environ.get("IVRC_HOOKS"),
        redis_url=environ.get("IVRC_REDIS_URL") or None,
        environment=environ,
    )


def _listed(value: str | None) -> tuple[str, ...]:
    return tuple(item for item in (value or "").split(",") if item)


def load_hooks(reference: str) -> object:
    """The object named `package.module:object`; a class is made into an instance."""
    module, _, name = reference.partition(":")
    try:
        found = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise ConfigurationError(f"IVRC_HOOKS={reference} was not found: {error}") from error
    return found() if isinstance(found, type) else found
