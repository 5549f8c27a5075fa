"""Incidents at the same time: callers wait in rooms of their own until somebody on duty comes."""

from __future__ import annotations

import importlib.util
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .workers import BUILT, STATE_KEY, WEBHOOKS, InTurn, platform, served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

EXAMPLE = Path(__file__).parents[2] / "examples/hotline"
MODULE = "generated.hotline.webhook"
HOOKS = """
from pathlib import Path

class Hooks:
    def call_staff(self, hotline):
        Path("called-" + hotline).touch()

    def keep_recording(self, conversation, link):
        with Path("kept-" + conversation).open("a") as kept:
            kept.write(link)
"""


@pytest.fixture
def workers(tmp_path: Path) -> Iterator[InTurn]:
    (tmp_path / "hooks.py").write_text(HOOKS)
    (tmp_path / "generated").symlink_to(EXAMPLE / "generated")
    with served(tmp_path, MODULE, 1, IVRC_HOOKS="hooks:Hooks") as transport:
        yield transport


@pytest.fixture
def hotline(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module as whoever places the calls has it."""
    monkeypatch.setenv("IVRC_STATE_KEY", STATE_KEY)
    monkeypatch.setenv("IVRC_BASE_URL", BUILT)
    spec = importlib.util.spec_from_file_location("hotline", EXAMPLE / "generated/hotline/webhook.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "hotline", module)
    spec.loader.exec_module(module)
    return module


def test_each_incident_is_a_room_of_its_own(workers: InTurn, hotline: ModuleType, tmp_path: Path) -> None:
    def incident(number: int) -> None:
        place = platform(workers)
        caller = place.call(WEBHOOKS, from_=f"44163296010{number}", to="441632960080")
        ((name, room),) = place.rooms.items()
        assert not room.started
        conversation = name.removeprefix("incident-")
        assert (tmp_path / f"called-{conversation}").exists()
        request = hotline.staff_call("+441632960081", hotline=conversation)
        webhooks = replace(WEBHOOKS, answer_url=request["answer_url"][0])
        staff = place.place(webhooks, from_="441632960080", to="441632960081", settings=request)
        staff.dialled("answered")
        assert room.started
        assert len(room.members) == 2
        staff.hang_up()
        assert not caller.alive
        assert (tmp_path / f"kept-{conversation}").read_text().count("https://") == 1

    with ThreadPoolExecutor(5) as incidents:
        assert [*incidents.map(incident, range(5))] == [None] * 5
    assert len([*tmp_path.glob("kept-*")]) == 5
