"""Values on their way through tokens and JSON, and the functions that work on them."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ivrc.runtime import Event, Recording, digits, find, first, if_empty, last, phone
from ivrc.runtime.answers import read_answer
from ivrc.runtime.events import MalformedBodyError
from ivrc.runtime.phones import complete_number
from ivrc.runtime.tokens import Fields, Sealer
from ivrc.runtime.values import codec


class State(StrEnum):
    """An enumeration of the language."""

    OK = "ok"
    OUTAGE = "outage"


@dataclass(frozen=True, slots=True)
class Song:
    """A record of the language."""

    title: str
    length: timedelta | None


TYPED = [
    (str, "+44 é ☎"),
    (int, 7),
    (int, 2**63),
    (int, -(10**30)),
    (bool, True),
    (Decimal, Decimal("1.10")),
    (date, date(2026, 12, 25)),
    (time, time(9, 30)),
    (datetime, datetime(2026, 12, 25, 9, 30, tzinfo=UTC)),
    (timedelta, timedelta(milliseconds=1500)),
    (State, State.OUTAGE),
    (Song, Song("Help", timedelta(minutes=2))),
    (list[Song], [Song("Help", None)]),
    (str | None, None),
    (int | None, 3),
]


@pytest.mark.parametrize(("kind", "value"), TYPED, ids=str)
def test_values_travel_unchanged(kind: Any, value: Any) -> None:
    fields, sealer = Fields({"value": kind}), Sealer(["key"])
    token = sealer.seal(fields.encode({"value": value}), b"here", 100)
    arrived = fields.decode(sealer.open(token, b"here", 50))["value"]
    assert arrived == value
    assert type(arrived) is type(value)
    assert codec(kind).check(value) == value


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        (str, 7),
        (int, True),
        (int, 7.0),
        (bool, 1),
        (Decimal, 1.5),
        (date, datetime(2026, 1, 1, tzinfo=UTC)),
        (datetime, datetime(2026, 1, 1)),  # noqa: DTZ001 - a moment needs a zone
        (State, "down"),
        (Song, {"title": "Help"}),
        (Song, Song(7, None)),  # type: ignore[arg-type]  # on purpose
        (list[str], ("a",)),
        (list[str], [None]),
        (type(None), 0),
    ],
)
def test_other_types_are_refused(kind: Any, wrong: Any) -> None:
    with pytest.raises(ValueError, match=r"expected|valid State"):
        codec(kind).check(wrong)


def test_what_cannot_travel_is_a_mistake_of_the_module() -> None:
    with pytest.raises(TypeError, match="cannot travel"):
        codec(complex)


def test_a_route_carries_exactly_its_fields() -> None:
    with pytest.raises(TypeError, match="carries"):
        Fields({"a": str}).encode({"a": "x", "b": "y"})


REPEATABLE = settings(derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text() | st.integers(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
FIELDS = ["dtmf", "speech", "digits", "timed_out", "results", "text", "confidence", "timeout_reason"]


@REPEATABLE
@given(st.dictionaries(st.sampled_from(FIELDS), JSON | st.dictionaries(st.sampled_from(FIELDS), JSON)))
def test_any_event_can_be_read(event: dict[str, Any]) -> None:
    assert isinstance(read_answer(event).silent, bool)


EVENT_FIELDS = st.sampled_from(
    ["uuid", "from", "duration", "start_time", "sip_code", "size", "recording_url"]
)


@REPEATABLE
@given(st.dictionaries(EVENT_FIELDS, JSON))
def test_any_event_can_be_typed(event: dict[str, Any]) -> None:
    assert isinstance(Event(event).uuid + Event(event).from_ + Recording(event).recording_url, str)
    assert isinstance(Event(event).duration, int | None)
    assert isinstance(Event(event).start_time, datetime | None)


def test_an_event_has_types() -> None:
    event = Event({"from": "44", "duration": "12", "rate": "0.02", "start_time": "2026-01-01T14:00:00.000Z"})
    assert (event.from_, event.duration, event.rate) == ("44", 12, "0.02")
    assert event.start_time == datetime(2026, 1, 1, 14, tzinfo=UTC)
    assert (event.status, event.price) == ("", None)


def test_what_a_recording_lacks_is_said() -> None:
    assert Recording({"size": "98"}).size == 98
    with pytest.raises(MalformedBodyError):
        _ = Recording({}).size


def test_functions() -> None:
    assert (last("12345", 2), first("12345", 2), last([1, 2], 5), last("12", 0), first("12", -1)) == (
        "45",
        "12",
        [1, 2],
        "",
        "",
    )
    assert digits("flight 12 ٣") == "123"
    assert phone("+44 (1632) 960-001") == "+441632960001"
    assert phone("01632 960001") is None
    assert if_empty("", "x") == if_empty(None, "x") == "x"
    assert if_empty(0, 7) == 0
    songs = [Song("Help", None), Song("Yesterday", None)]
    assert find(songs, title="Yesterday") == songs[1]
    assert find(songs, title="x") is None


@pytest.mark.parametrize(
    ("entered", "country", "number"),
    [
        ("01632960001", "GB", None),
        ("02079460000", "GB", "+442079460000"),
        ("442079460000", "GB", "+442079460000"),
        ("442079460000", None, "+442079460000"),
        ("12", "GB", None),
    ],
)
def test_entered_numbers_are_completed(entered: str, country: str | None, number: str | None) -> None:
    assert complete_number(entered, country) == number


def test_the_runtime_loads_only_what_it_needs() -> None:
    code = "import sys; from ivrc.runtime import Module; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in run.stdout.split()}
    assert "joserfc" in loaded
    assert not loaded & {"lark", "jinja2", "jsonschema", "click"}
    assert not loaded & {"httpx", "babel", "num2words", "phonenumbers"}
