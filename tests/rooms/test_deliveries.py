"""Recordings that arrive at any worker, twice or after the call, and callers who wait for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest
from driver import APP, compiled, load
from redis_server import RedisServer, needs_redis

from .workers import WEBHOOKS, InTurn, platform, served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = needs_redis

PROGRAM = """
extern keep(link: url)
recording message { timeout: 10s; on saved { keep(recording.recording_url) } }
answer {
  record message
  await message { timeout: 3s; on timeout -> sorry }
  say "You said:"
  play message.recording_url
}
flow sorry { say "That took too long." }
"""
HOOKS = """
from pathlib import Path

class Hooks:
    def keep(self, link):
        with Path("kept").open("a") as kept:
            kept.write(f"{link}\\n")
"""
SAVED = {
    "recording_url": "https://api.nexmo.com/v1/files/1",
    "recording_uuid": "cccccccc-bbbb-cccc-dddd-0123456789ab",
    "conversation_uuid": "CON-f972836a-550f-45fa-956c-12a2ab5b7d22",
    "start_time": "2026-11-20T10:00:00Z",
    "end_time": "2026-11-20T10:00:09Z",
    "size": 12222,
    "timestamp": "2026-11-20T10:00:10.000Z",
}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RedisServer]:
    running = RedisServer(tmp_path)
    yield running
    running.stop()


@pytest.fixture
def workers(server: RedisServer, tmp_path: Path) -> Iterator[InTurn]:
    (tmp_path / "hooks.py").write_text(HOOKS)
    load(compiled(APP + PROGRAM), tmp_path)
    environment = {"IVRC_REDIS_URL": server.url, "IVRC_HOOKS": "hooks:Hooks"}
    with served(tmp_path, "webhook", 2, **environment) as transport:
        yield transport


def kept(folder: Path) -> list[str]:
    return (folder / "kept").read_text().splitlines()


def test_a_recording_told_to_one_worker_reaches_the_caller_at_the_other(
    workers: InTurn, tmp_path: Path
) -> None:
    call = platform(workers).call(WEBHOOKS, from_="441632960123", to="441632960000")
    call.leave(5)
    call.silence()
    heard = [entry.text for entry in call.platform.log if entry.kind in ("talk", "stream")]
    assert heard == ["You said:", *kept(tmp_path)]


def test_a_recording_that_is_told_of_again_is_saved_once(workers: InTurn, tmp_path: Path) -> None:
    url = f"{workers.hosts[0]}/answer/message", f"{workers.hosts[1]}/answer/message"
    replies = [httpx.post(url[turn % 2], json=SAVED).status_code for turn in range(4)]
    assert replies == [204] * 4
    assert kept(tmp_path) == [SAVED["recording_url"]]
    other = SAVED | {"recording_uuid": "dddddddd-bbbb-cccc-dddd-0123456789ab"}
    assert httpx.post(url[0], json=other).status_code == 204
    assert len(kept(tmp_path)) == 2


def test_without_redis_it_is_saved_and_the_caller_waits_in_vain(
    workers: InTurn, server: RedisServer, tmp_path: Path
) -> None:
    server.stop()
    assert httpx.post(f"{workers.hosts[0]}/answer/message", json=SAVED).status_code == 204
    assert kept(tmp_path) == [SAVED["recording_url"]]
    waiting = {"conversation_uuid": SAVED["conversation_uuid"], "payload": {"until": 0}}
    (heard,) = httpx.post(f"{workers.hosts[1]}/answer/message/await", json=waiting).json()
    assert heard["text"] == "That took too long."
