"""Many calls at once to a server of its own, over HTTP: calls that we place, and messages that are left."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
from driver import load

from ivrc.compiler import compile_source
from ivrc.platform import HttpTransport, Platform, Webhooks
from ivrc.platform.legs import Message
from ivrc.source import Source
from ivrc.testing.loading import read_webhooks
from ivrc.testing.placing import place

if TYPE_CHECKING:
    from collections.abc import Iterator

REPOSITORY = Path(__file__).parent.parent
EXAMPLES = REPOSITORY / "examples"
SECRET = "0123456789abcdef0123456789abcdef"
PATIENCE = 20.0  # seconds
HOOKS = """
from pathlib import Path

def note(*words):
    with Path("noted").open("a") as file:
        print(*words, file=file)

class Hooks:
    def confirmed(self, incident, person): note("confirmed", incident, person)
    def missed(self, incident, person, why): note("missed", incident, person, why)
    def log_call(self, id_, seconds): note("call", bool(id_), seconds is not None)
    def remember_caller(self, conversation, caller): note("caller", conversation, caller)
    def store_message(self, conversation, link, size): note("message", conversation, size)
"""


@contextmanager
def served(example: str, tmp_path: Path) -> Iterator[str]:
    """An example under uvicorn."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (tmp_path / "hooks.py").write_text(HOOKS)
    address = f"http://127.0.0.1:{port}"
    own = {"VONAGE_SIGNATURE_SECRET": SECRET, "IVRC_HOOKS": "hooks:Hooks", "IVRC_BASE_URL": address}
    path = os.pathsep.join([str(REPOSITORY), str(EXAMPLES / example), str(tmp_path)])
    command = [sys.executable, "-m", "uvicorn", f"generated.{example}.webhook:app", "--port", str(port)]
    with subprocess.Popen(
        [*command, "--log-level", "warning"], cwd=tmp_path, env={**os.environ, **own, "PYTHONPATH": path}
    ) as process:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and process.poll() is None:
            try:
                httpx.get(address)
                break
            except httpx.TransportError:
                time.sleep(0.05)
        try:
            yield address
        finally:
            process.terminate()


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Where the alerts are answered."""
    with served("critical_alert", tmp_path) as address:
        yield address


def test_a_campaign_rings_many_people_at_once(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (EXAMPLES / "critical_alert/critical_alert.ivr").read_text("utf-8")
    compilation = compile_source(Source(name="critical_alert.ivr", text=text), lambda _: "")
    module = load(compilation, tmp_path / "campaign")
    monkeypatch.setenv("VONAGE_SIGNATURE_SECRET", SECRET)
    monkeypatch.setenv("IVRC_BASE_URL", address)
    platform = Platform(HttpTransport(), start=datetime.now(UTC), secret=SECRET)
    webhooks = read_webhooks(compilation.files["application.json"])
    calls = []
    for number in range(12):
        request = module.alert_call(
            f"+4416329600{number:02}", incident=number, person=f"P{number}", message="Fire.", siren=None
        )
        calls.append(place(platform, webhooks, request))
    for number, call in enumerate(calls):
        call.dialled(("human", "machine", "busy")[number % 3], settle=False)
    for call in calls[::3]:
        call.settle()
    for call in calls[::3]:
        call.press("1", settle=False)
    platform.run()
    assert not any(call.alive for call in calls)
    said = {entry.text for entry in platform.log if entry.kind == "talk" and entry.leg is calls[0].leg}
    assert "This is an alert for P0." in said
    assert "This is an alert for P3." not in said
    noted = (tmp_path / "noted").read_text().splitlines()
    assert sorted(line for line in noted if not line.startswith("call")) == sorted(
        [f"confirmed {n} P{n}" for n in range(0, 12, 3)]
        + [f"missed {n} P{n} machine" for n in range(1, 12, 3)]
        + [f"missed {n} P{n} busy" for n in range(2, 12, 3)]
    )
    assert noted.count("call True True") == 8  # nobody's call is completed that nobody took


def test_many_callers_leave_messages_at_once(tmp_path: Path) -> None:
    with served("voicemail_box", tmp_path) as address:
        webhooks = Webhooks(
            answer_url=f"{address}/answer", answer_method="POST", event_url=f"{address}/event"
        )
        platform = Platform(HttpTransport(), start=datetime.now(UTC), secret=SECRET)
        callers = [f"4477009001{number:02}" for number in range(10)]
        calls = [platform.call(webhooks, from_=caller, to="441632960085", settle=False) for caller in callers]
        for call in calls:
            call.settle()
        for seconds, call in enumerate(calls, start=1):
            platform.resume(call.leg, Message(float(seconds)))  # all speak at once, and each for longer
        platform.run()
    noted = [line.split() for line in (tmp_path / "noted").read_text().splitlines()]
    remembered = {conversation: who for what, conversation, who in noted if what == "caller"}
    messages = [conversation for what, conversation, _ in noted if what == "message"]
    assert [remembered[conversation] for conversation in messages] == callers
