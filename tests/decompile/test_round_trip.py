"""From an NCCO to a program and back: what is built sends what was imported, in today's form."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from nccos import documents

from ivrc.compiler import compile_source
from ivrc.decompile.modern import modernised
from ivrc.decompile.program import decompile
from ivrc.format.formatting import formatted
from ivrc.ncco.raw.lint import fixed, lint_text
from ivrc.ncco.spec import ACTIONS, ENDPOINTS
from ivrc.source import Source

CORPUS = Path(__file__).parent.parent / "ncco" / "corpus"

CANNOT_BE_SAID = {
    "connect-phone-b4cdc5": "another server's NCCO for the called party",
    "conversation-47ebcc": "leg ids, which only a call knows",
    "conversation-e6d497": "leg ids, which only a call knows",
}
"""What the language has no word for. The program says so in a comment, and does the rest."""


def text(name: str) -> str:
    return (CORPUS / f"{name}.json").read_text("utf-8")


def names(*, fixable: bool = False) -> list[str]:
    """Files without errors, as they are or (`fixable`) only after the mechanical fixes."""
    found = []
    for path in sorted(CORPUS.glob("*.json")):
        written = path.read_text("utf-8")
        right = not errors(written)
        if right is not fixable and not errors(fixed(written, lint_text)):
            found.append(path.stem)
    return found


def errors(written: str) -> list[str]:
    return [found.code for found in lint_text(written) if found.severity == "error"]


def built(nccos: dict[str, Any], routes: dict[str, str] | None = None) -> list[list[Any]]:
    """All NCCOs that the program sends, in plain form."""
    imported = decompile(nccos, None, routes or {})
    program, problems = formatted(Source(name="imported.ivr", text=imported.text))
    assert program is not None, problems
    compilation = compile_source(Source(name="imported.ivr", text=program), lambda path: path)
    assert not [d for d in compilation.diagnostics if d.severity == "error"]
    files = {path: json.loads(content) for path, content in compilation.files.items() if path[:5] == "ncco/"}
    del files["ncco/fallback.json"]
    return [[plain(action) for action in ncco] for ncco in files.values()]


def plain(action: dict[str, Any]) -> dict[str, Any]:
    """Without what the platform assumes anyway, and without the addresses of webhooks that are ours now."""
    made = without_defaults(action, ACTIONS[action["action"]])
    if "endpoint" in made:
        made["endpoint"] = [without_defaults(one, ENDPOINTS[one["type"]]) for one in made["endpoint"]]
    if made["action"] == "input" or "eventType" in made:
        made.pop("eventUrl", None)
        made.pop("eventMethod", None)
    return made


def without_defaults(value: dict[str, Any], spec: Any, prefix: str = "") -> dict[str, Any]:
    rows = {row.path: row for row in spec.keys}
    made = {}
    for key, item in value.items():
        row = rows.get(prefix + key)
        if row and row.default is not None and item == row.default:
            continue
        nested = row and row.type == "object" and f"{prefix}{key}." in " ".join(rows)
        made[key] = without_defaults(item, spec, f"{prefix}{key}.") if nested else item
    return made


def expected(actions: list[Any]) -> list[list[Any]]:
    """The NCCOs that an imported one becomes: a new one begins behind each request for the next."""
    parts: list[list[Any]] = [[]]
    for action in modernised(copy.deepcopy(actions))[0]:
        parts[-1].append(plain(action))
        if action["action"] == "input" or "eventType" in action:
            parts.append([])
    return [part for part in parts if part]


def is_round(name: str) -> bool:
    actions = json.loads(fixed(text(name), lint_text))
    sent = built({f"{name}.json": actions})
    return all(part in sent for part in expected(actions))


@pytest.mark.parametrize("name", names())
def test_round_trip(name: str) -> None:
    assert is_round(name) == (name not in CANNOT_BE_SAID)


def test_nearly_everything_can_be_said() -> None:
    assert len(CANNOT_BE_SAID) <= 0.05 * len(names())


@pytest.mark.parametrize("name", names(fixable=True))
def test_round_trip_of_what_can_be_mended(name: str) -> None:
    assert is_round(name)


def test_files_are_joined_by_their_routes() -> None:
    question = {"action": "input", "type": ["dtmf"], "eventUrl": ["https://example.com/ivr?x=1"]}
    call = {"action": "connect", "endpoint": [{"type": "app", "user": "jo"}], "eventType": "synchronous",
            "eventUrl": ["https://example.com/busy"]}  # fmt: skip  # one action
    nccos = {
        "start.json": [{"action": "talk", "text": "Start"}, question],
        "call.json": [call],
        "busy.json": [{"action": "talk", "text": "Busy"}, question],
    }
    routes = {"/ivr": "call.json", "https://example.com/busy": "busy.json"}
    text = decompile(nccos, None, routes).text
    assert text.count("-> call_2") == 2
    assert "on unreachable -> busy" in text
    sent = built(nccos, routes)
    for actions in nccos.values():
        assert all(part in sent for part in expected(actions))


def test_files_that_nothing_leads_to_are_reached_by_a_number() -> None:
    nccos: dict[str, Any] = {
        name: [{"action": "talk", "text": name}] for name in ("a.json", "b.json", "menu.json")
    }
    imported = decompile(nccos, None, {})
    assert "if call.to == NUMBER_OF_B -> b" in imported.text
    assert [remark.file for remark in imported.remarks] == ["b.json", "menu.json", "app"]
    assert sorted(ncco[0]["text"] for ncco in built(nccos)) == ["a.json", "b.json", "menu.json"]


def test_files_that_only_lead_to_each_other_are_reached_through_one_of_them() -> None:
    def asking(text: str, url: str) -> list[Any]:
        question = {"action": "input", "type": ["dtmf"], "eventUrl": [f"https://example.com{url}"]}
        return [{"action": "talk", "text": text}, question]

    nccos = {"a.json": asking("A", "/a"), "b.json": asking("B", "/c"), "c.json": asking("C", "/b")}
    routes = {f"/{name}": f"{name}.json" for name in "abc"}
    text = decompile(nccos, None, routes).text
    assert "if call.to == NUMBER_OF_B -> b\n-> a" in text
    assert "NUMBER_OF_C" not in text
    assert {"A", "B", "C"} <= {ncco[0].get("text") for ncco in built(nccos, routes)}


def test_who_waits_in_a_room_needs_somebody_who_starts_it() -> None:
    waiting = [{"action": "conversation", "name": "room", "startOnEnter": False}]
    imported = decompile({"a.json": waiting}, None, {})
    assert "if call.from == NUMBER_THAT_STARTS_ROOM" in imported.text
    starting = [{"action": "conversation", "name": "room", "endOnExit": True}]
    both = decompile({"a.json": waiting, "b.json": starting}, None, {})
    assert "NUMBER_THAT_STARTS" not in both.text


def test_what_cannot_be_said_is_a_comment_and_a_remark() -> None:
    action = {"action": "notify", "payload": {"a": 1, "b": [1, "x"]}, "eventUrl": ["https://example.com/n"]}
    imported = decompile({"a.json": [action]}, None, {})
    assert (
        '// cannot be said: "payload.b": [1, "x"]\nnotify "https://example.com/n" { a: 1 }' in imported.text
    )
    assert imported.remarks[0].message == "`payload.b` cannot be said in a program, and was left out"


@pytest.mark.parametrize(
    ("payload", "program"),
    [
        ({"place": {"city": "York", "rooms": [1, 2.5]}}, 'place: Place(city="York", rooms=[1, 2.5])'),
        ({"a": None, "b-c": True}, 'a: none\n"b-c": true'),
        ({"a\r\nb": []}, '// cannot be said: "payload.a\\r\\nb": []'),
        ({"a": {"true": 1}}, '// cannot be said: "payload.a": {"true": 1}'),
        ({"a": {"b": [[1]]}}, '// cannot be said: "payload.a": {"b": [[1]]}'),
        ({"a": 1e30}, '// cannot be said: "payload.a": 1e+30'),
    ],
)
def test_payloads(payload: dict[str, Any], program: str) -> None:
    action = {"action": "notify", "payload": payload, "eventUrl": ["https://example.com/n"]}
    assert program in decompile({"a.json": [action]}, None, {}).text
    sent = {} if program.startswith("//") else payload
    assert [{**action, "payload": sent}] in built({"a.json": [action]})


def test_the_application() -> None:
    webhooks = {
        "answer_url": {
            "address": "https://ivr.example.com/answer",
            "http_method": "POST",
            "socket_timeout": 3000,
        },
        "event_url": {"address": "http://ivr.example.com/webhooks/event"},
        "fallback_answer_url": {"address": "https://static.example.com/f.json"},
    }
    voice = {"webhooks": webhooks, "signed_callbacks": False, "leg_persistence_time": 3, "region": "eu-west"}
    body = {"name": "Shop", "capabilities": {"voice": voice, "vbc": {}, "rtc": {"webhooks": {}}}}
    imported = decompile({"a.json": [{"action": "wait"}]}, body, {})
    assert [remark.message for remark in imported.remarks] == ["`event_url` is now /event of `base_url`"]
    program = imported.text
    compilation = compile_source(Source(name="a.ivr", text=program), lambda path: path)
    made = json.loads(compilation.files["application.json"])
    assert made["name"] == "Shop"
    assert (
        made["capabilities"]["voice"]["webhooks"]["event_url"]["address"] == "https://ivr.example.com/event"
    )
    made_voice = made["capabilities"]["voice"]
    assert made_voice["region"] == "eu-west"
    assert made_voice["signed_callbacks"] is False
    assert made_voice["leg_persistence_time"] == 3
    assert made_voice["webhooks"]["answer_url"]["socket_timeout"] == 3000
    assert made_voice["webhooks"]["fallback_answer_url"]["address"].startswith("https://static.example.com/")


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[*HealthCheck])
@given(documents())
def test_whatever_is_right_becomes_a_program_that_sends_the_same(actions: list[Any]) -> None:
    texts = [action.get("text", action.get("name", "x")) for action in actions]
    assume(not errors(json.dumps(actions)) and all(said.strip() for said in texts))
    sent = built({"a.json": actions})
    assert "cannot be said" in decompile({"a.json": actions}, None, {}).text or all(
        part in sent for part in expected(actions)
    )
