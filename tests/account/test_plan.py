"""`ivrc app plan`: what it compares, and what it shows."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from .conftest import PROGRAM
from .vonage import KEY, SECRET, Account

if TYPE_CHECKING:
    from .conftest import Run

BASE = "https://ivr.example.com"


def voice(**more: Any) -> dict[str, Any]:
    """The capabilities that PROGRAM has, with other webhooks or settings."""
    webhooks = {
        name: {"address": f"{BASE}/{path}", "http_method": "POST"}
        for name, path in (
            ("answer_url", "answer"),
            ("fallback_answer_url", "fallback"),
            ("event_url", "event"),
        )
    }
    for name in [name for name in webhooks if name in more]:
        webhooks[name] |= more.pop(name)
    return {"voice": {"webhooks": webhooks, "signed_callbacks": True, **more}}


def linked(account: Account, identity: str) -> None:
    for number in account.numbers.values():
        number["app_id"] = identity


def program(text: str) -> None:
    Path("acme.ivr").write_text(text)


def test_a_new_application(run: Run, account: Account) -> None:
    result = run("plan")
    assert (
        result.output
        == """\
application "Acme" is not in the account
  + name: "Acme"
  + capabilities.voice.webhooks.answer_url.address: "https://ivr.example.com/answer"
  + capabilities.voice.webhooks.answer_url.http_method: "POST"
  + capabilities.voice.webhooks.fallback_answer_url.address: "https://ivr.example.com/fallback"
  + capabilities.voice.webhooks.fallback_answer_url.http_method: "POST"
  + capabilities.voice.webhooks.event_url.address: "https://ivr.example.com/event"
  + capabilities.voice.webhooks.event_url.http_method: "POST"
  + capabilities.voice.signed_callbacks: true
  + link +441632960000
  + link +441632960001
1 application to create and 2 numbers to link
`ivrc app apply acme.ivr --private-key private.key` does that
"""
    )
    assert result.exit_code == 1
    assert account.writes() == []


def test_nothing_to_do(run: Run, account: Account) -> None:
    linked(account, account.holds("Acme", capabilities=voice()))
    result = run("plan")
    assert (result.exit_code, result.output) == (
        0,
        'application "Acme" is 00000000-0000-0000-0000-000000000001\nnothing to do\n',
    )


def test_changes(run: Run, account: Account) -> None:
    other = account.holds("Another")
    old = voice(answer_url={"address": "https://old.example.com/"}, signed_callbacks=False)
    here = account.holds("Acme", capabilities=old)
    account.owns("441632960002", app_id=here)
    account.numbers["441632960000"]["app_id"] = other
    account.numbers["441632960001"] |= {"voiceCallbackType": "tel", "voiceCallbackValue": "441632960999"}
    result = run("plan")
    assert (
        result.output
        == """\
application "Acme" is 00000000-0000-0000-0000-000000000002
  ~ capabilities.voice.webhooks.answer_url.address: "https://old.example.com/" -> "https://ivr.example.com/answer"
  ~ capabilities.voice.signed_callbacks: false -> true
  ~ link +441632960000, which belongs to application 00000000-0000-0000-0000-000000000001
  ~ link +441632960001, which is forwarded to tel 441632960999
  - unlink +441632960002
2 settings to change, 2 numbers to link and 1 number to unlink
`ivrc app apply acme.ivr` does that
"""
    )
    assert result.exit_code == 1
    assert account.writes() == []


def test_json(run: Run, account: Account) -> None:
    here = account.holds("Acme", capabilities=voice(event_url={"http_method": "GET"}))
    account.numbers["441632960000"]["app_id"] = here
    result = run("plan", "--format", "json")
    assert json.loads(result.stdout) == {
        "version": 1,
        "diagnostics": [],
        "application": {"id": here, "name": "Acme"},
        "changes": [
            {
                "change": "update",
                "path": "capabilities.voice.webhooks.event_url.http_method",
                "old": "GET",
                "new": "POST",
            },
            {
                "change": "link",
                "number": "+441632960001",
                "country": "GB",
                "application": None,
                "forwarded_to": None,
            },
        ],
    }
    assert result.exit_code == 1


def test_json_of_a_program_with_errors(run: Run, account: Account) -> None:
    program(PROGRAM + "flow f { -> nowhere }")
    result = run("plan", "--format", "json")
    document = json.loads(result.stdout)
    assert (result.exit_code, document["application"], document["changes"]) == (1, None, [])
    assert document["diagnostics"][0]["severity"] == "error"
    assert account.asked == []


@pytest.mark.parametrize(
    "explicit",
    [
        voice(answer_url={"connect_timeout": 1000, "socket_timeout": 5000}, conversations_ttl=48),
        voice(answer_url={"connection_timeout": 1000}, event_url={"socket_timeout": 10000}),
        {"voice": {k: v for k, v in voice()["voice"].items() if k != "signed_callbacks"}},
        {"voice": voice(event_url={})["voice"] | {"region": "eu-west", "leg_persistence_time": 7}},
        {**voice(), "network_apis": {"network_application_id": "x"}, "video": {"storage": {}}},
        {**voice(), "messages": {"version": "v1", "webhooks": {}}},
    ],
)
def test_what_is_no_change(run: Run, account: Account, explicit: Any) -> None:
    """Defaults written out, and settings of which the program does not speak."""
    linked(account, account.holds("Acme", capabilities=explicit, privacy={"improve_ai": False}))
    assert run("plan").exit_code == 0


def test_time_outs_of_webhooks_are_the_programs(run: Run, account: Account) -> None:
    old = voice(
        answer_url={"connection_timeout": 300, "socket_timeout": 2000}, event_url={"socket_timeout": 5000}
    )
    linked(account, account.holds("Acme", capabilities=old))
    assert run("plan").output.splitlines()[1:4] == [
        "  ~ capabilities.voice.webhooks.answer_url.connect_timeout: 300 -> 1000",
        "  ~ capabilities.voice.webhooks.answer_url.socket_timeout: 2000 -> 5000",
        "  ~ capabilities.voice.webhooks.event_url.socket_timeout: 5000 -> 10000",
    ]


def test_written_defaults_are_no_change(run: Run, account: Account) -> None:
    written = "improve_ai: true; conversations_ttl: 48h; leg_persistence_time: 2; socket_timeout: 5s; vbc { }"
    program(PROGRAM.replace("  number", f"  {written}\n  number"))
    capabilities = voice(event_url={"socket_timeout": 5000})
    linked(account, account.holds("Acme", capabilities=capabilities))
    assert run("plan").output.splitlines()[1:] == [
        "  + capabilities.vbc: {}",
        "1 setting to change",
        "`ivrc app apply acme.ivr` does that",
    ]


def test_a_public_key_is_shown_by_its_digest(run: Run, account: Account) -> None:
    pem = "-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n"
    Path("key.pem").write_text(pem.format("bmV3"))
    program(PROGRAM.replace("  number", '  public_key: "key.pem"\n  number'))
    here = account.holds("Acme", capabilities=voice())
    linked(account, here)
    account.applications[here]["keys"] = {"public_key": pem.format("b2xk")}
    line = run("plan").output.splitlines()[1]
    digests = re.fullmatch(r"  ~ keys\.public_key: sha256 (\w{16}) -> sha256 (\w{16})", line)
    assert digests
    assert digests[1] != digests[2]
    account.applications[here]["keys"] = {"public_key": pem.format("bmV3").strip().replace("\n", "\r\n")}
    assert run("plan").exit_code == 0


def test_without_numbers_none_is_looked_at(run: Run, account: Account) -> None:
    program(PROGRAM.replace("  number: +441632960000, +441632960001\n", ""))
    linked(account, account.holds("Acme", capabilities=voice()))
    assert run("plan").exit_code == 0
    assert {path for _, path, _ in account.asked} == {"/v2/applications"}


def test_lists_have_pages(run: Run, account: Account) -> None:
    for index in range(150):
        account.holds(f"Another {index}")
        account.owns(f"4479460{index:05}")
    linked(account, account.holds("Acme", capabilities=voice()))
    account.numbers.update(account.numbers | {"441632960000": account.numbers.pop("441632960000")})
    for number in list(account.numbers)[1:-1]:
        account.numbers[number].pop("app_id")
    account.numbers["441632960001"]["app_id"] = account.numbers["441632960000"]["app_id"]
    assert run("plan").exit_code == 0
    assert [path for _, path, _ in account.asked] == ["/v2/applications"] * 2 + ["/account/numbers"] * 2


def test_two_applications_of_that_name(run: Run, account: Account) -> None:
    account.holds("Acme", capabilities=voice())
    second = account.holds("Acme", capabilities=voice())
    linked(account, second)
    result = run("plan")
    assert result.exit_code == 2
    assert (
        result.stderr
        == """\
Error: 2 applications are called "Acme"; say --application-id with one of
  00000000-0000-0000-0000-000000000001
  00000000-0000-0000-0000-000000000002
"""
    )
    assert run("plan", "--application-id", second).exit_code == 0


def test_an_application_of_another_name(run: Run, account: Account) -> None:
    here = account.holds("Acme (old)", capabilities=voice())
    linked(account, here)
    assert run("plan", "--application-id", here).output.splitlines()[1] == '  ~ name: "Acme (old)" -> "Acme"'


def test_an_application_that_is_not_there(run: Run, account: Account) -> None:
    result = run("plan", "--application-id", "6a69b0bd-6b5c-4b34-8b3b-1b5f9f6d1f11")
    assert result.exit_code == 2
    assert (
        "/v2/applications/6a69b0bd-6b5c-4b34-8b3b-1b5f9f6d1f11 was refused with 404: Not Found: No"
        in result.stderr
    )


def test_a_number_of_another_account(run: Run, account: Account) -> None:
    del account.numbers["441632960001"]
    linked(account, account.holds("Acme", capabilities=voice()))
    shown = """\
error[IVR522]: Number of nobody here
 --> acme.ivr:3:26
  |
3 |   number: +441632960000, +441632960001
  |                          ^^^^^^^^^^^^^ the account does not own +441632960001: its calls do not come here
  = hint: rent it, or use the credentials of the account that has it

1 error
application "Acme" is 00000000-0000-0000-0000-000000000001
nothing else to do
"""
    plan, apply = run("plan"), run("apply")
    assert (plan.exit_code, plan.stdout) == (1, shown)
    assert (apply.exit_code, apply.stdout) == (1, f"{shown}nothing was changed\n")
    assert account.writes() == []


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ('app "Acme" { base_url: "http://localhost:8000" }\nanswer { hangup }', "1:24"),
        ('app "Acme" { }\nanswer { hangup }', "1:1"),
        ("answer { hangup }", "1:1"),
    ],
)
def test_a_program_that_nobody_can_reach(run: Run, account: Account, text: str, marked: str) -> None:
    program(text)
    result = run("plan")
    assert result.exit_code == 1
    assert f"error[IVR521]: Application nobody can reach\n --> acme.ivr:{marked}\n" in result.stdout
    assert "IVR501" not in result.stdout
    assert account.asked == []


@pytest.mark.parametrize(
    ("unset", "message"),
    [
        (["VONAGE_API_KEY"], "Error: VONAGE_API_KEY is not set; "),
        (
            ["VONAGE_API_KEY", "VONAGE_API_SECRET"],
            "Error: VONAGE_API_KEY and VONAGE_API_SECRET are not set; ",
        ),
    ],
)
def test_no_credentials(run: Run, monkeypatch: pytest.MonkeyPatch, unset: list[str], message: str) -> None:
    for name in unset:
        monkeypatch.delenv(name)
    result = run("plan")
    assert result.exit_code == 2
    assert result.stderr.startswith(message)


@pytest.mark.parametrize(
    "base",
    [
        "http://api.example.com",
        "ftp://127.0.0.1",
        "api.example.com",
        "https://",
        f"https://{KEY}:secret@api.example.com",
        "https://api.example.com/?x=1",
        "https://[::1",
        "https://api.example.com:port",
    ],
)
def test_addresses_to_which_no_credentials_go(run: Run, base: str) -> None:
    result = run("plan", "--api-base", base)
    assert result.exit_code == 2
    assert "Invalid value for '--api-base'" in result.stderr
    assert SECRET not in result.stderr
