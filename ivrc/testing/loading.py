"""The generated module of a program, ready to be called: the very one that production serves."""

from __future__ import annotations

import importlib.util
import itertools
import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from ivrc.folder import write
from ivrc.platform import AsgiTransport, Webhooks
from ivrc.runtime.hooks import Extern, connect_hook
from ivrc.runtime.rooms import MemoryStore
from ivrc.slotted import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from types import ModuleType

    from ivrc.analysis import Compilation
    from ivrc.runtime import App

SECRET = "the signature secret of calls that are played"  # noqa: S105 - it protects nothing
_numbers = itertools.count(1)


@record
class Loaded:
    """A program that can be called; `externs` by name, `transport` leads to the app that was opened last."""

    compilation: Compilation
    module: ModuleType
    webhooks: Webhooks
    externs: Mapping[str, Extern[Any]]
    transport: AsgiTransport
    stage: Stage

    def open(self, answers: object, clock: Callable[[], datetime]) -> App:
        """An app that knows of no call, whose externs are answered from a test.

        Nothing of the environment reaches it. The app that was open before is closed by that.
        """
        if self.stage.app is None:
            self.stage.app = self.module.create_app(
                hooks=answers,
                secrets=[SECRET],
                state_keys=[SECRET],
                base_url=self.webhooks.answer_url.removesuffix("/answer"),
                insecure=False,
                clock=clock,
            )
        # Apart from what follows an app keeps nothing; making another one takes longer than most calls.
        service = self.stage.app.service
        service.hooks = answers
        service.seconds = lambda: clock().timestamp()
        service.store = MemoryStore(service.seconds)
        service.externs = {name: extern.connect(service) for name, extern in self.externs.items()}
        return self.stage.app


class Stage:
    """The app that is on; one event loop serves them all."""

    def __init__(self) -> None:
        self.app: App | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass a request on."""
        if self.app is not None:
            await self.app(scope, receive, send)


def load(compilation: Compilation) -> Loaded:
    """Import what a compilation without errors made. Close its transport in the end."""
    module = _imported(compilation.files)
    externs = {value.name: value for value in vars(module).values() if isinstance(value, Extern)}
    for extern in externs.values():
        # HTTP externs, too, are answered by the test.
        extern.connect = connect_hook(extern.name, extern.result)
    stage = Stage()
    return Loaded(
        compilation=compilation,
        module=module,
        webhooks=read_webhooks(compilation.files["application.json"]),
        externs=externs,
        transport=AsgiTransport(stage),
        stage=stage,
    )


def read_webhooks(application: bytes) -> Webhooks:
    """The addresses of an application body (reference 6.1)."""
    rows = json.loads(application)["capabilities"]["voice"]["webhooks"]
    given: dict[str, str] = {}
    for name, row in (
        ("answer", rows["answer_url"]),
        ("event", rows["event_url"]),
        ("fallback", rows["fallback_answer_url"]),
    ):
        given[f"{name}_url"], given[f"{name}_method"] = row["address"], row["http_method"]
    return Webhooks(**given)


def _imported(files: Mapping[str, bytes]) -> ModuleType:
    """The module, which reads its NCCOs while it is imported."""
    name = f"ivrc_tested_{next(_numbers)}"
    with TemporaryDirectory(prefix="ivrc-") as folder:
        write(Path(folder), files)
        spec = importlib.util.spec_from_file_location(name, Path(folder) / "webhook.py")
        assert spec is not None  # noqa: S101 - the file is there
        assert spec.loader is not None  # noqa: S101 - and it is Python
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module  # dataclasses look their module up
        spec.loader.exec_module(module)
    return module
