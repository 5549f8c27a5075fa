"""The hand-written module of `acme/` and an app made of it."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from .caller import SECRET

if TYPE_CHECKING:
    from decimal import Decimal
    from types import ModuleType

    from ivrc.runtime import App

ACME = Path(__file__).parent / "acme" / "webhook.py"


def load(path: Path, name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def acme() -> ModuleType:
    return load(ACME, "acme_webhook")


class Hooks:
    """The user's system: remembers what it was told."""

    def __init__(self, customer: Any) -> None:
        self.customer = customer
        self.stored: list[tuple[str | None, str]] = []
        self.logged: list[tuple[str, int]] = []

    def lookup(self, ticket: str) -> Any:
        return self.customer

    async def charge(self, pin: str, amount: Decimal) -> Any:
        return amount * 2

    def store_message(self, caller: str | None, link: str) -> None:
        self.stored.append((caller, link))

    def log_call(self, uuid: str, seconds: int) -> None:
        self.logged.append((uuid, seconds))


@pytest.fixture
def hooks(acme: ModuleType) -> Hooks:
    return Hooks(acme.Customer("Ann", True, None))


@pytest.fixture
def app(acme: ModuleType, hooks: Hooks) -> App:
    app: App = acme.create_app(hooks, secrets=[SECRET])
    return app
