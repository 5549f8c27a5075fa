"""`ivrc app apply`: what it sends, and that nothing is left to do after it."""

from __future__ import annotations

import errno
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from .conftest import PROGRAM
from .test_plan import linked, program, voice
from .vonage import PRIVATE_KEY, Account, json_answer

if TYPE_CHECKING:
    from .conftest import Run

FIRST = "00000000-0000-0000-0000-000000000001"
EVERYTHING = """\
app "Acme" {
  base_url: "https://ivr.example.com"
  number: +441632960000
  region: eu-west
  signed_callbacks: false
  answer_method: GET
  event_method: GET
  connect_timeout: 500ms
  socket_timeout: 3s
  fallback_base_url: "https://static.example.com"
  conversations_ttl: 72h
  leg_persistence_time: 7
  improve_ai: false
  public_key: "key.pem"
  messages { inbound_url: "https://m.example.com/in"; status_url: "https://m.example.com/status" }
  rtc { event_url: "https://rtc.example.com/" }
  vbc { }
  verify { status_url: "https://v.example.com/" }
}
answer { say "Hello." }
"""


def nothing_is_left(run: Run) -> bool:
    return run("plan").output.endswith("\nnothing to do\n")


def test_a_new_application(run: Run, account: Account) -> None:
    result = run("apply", "--yes", "--private-key", "private.key")
    assert result.output.splitlines()[-6:] == [
        "1 application to create and 2 numbers to link",
        f"created application {FIRST}",
        "wrote its private key to private.key",
        "linked +441632960000",
        "linked +441632960001",
        "the account is as acme.ivr says",
    ]
    assert result.exit_code == 0
    key = Path("private.key")
    assert (key.read_text(), key.stat().st_mode & 0o777) == (PRIVATE_KEY, 0o600)
    assert {path.name for path in Path().iterdir()} == {"acme.ivr", "private.key"}
    assert {number["app_id"] for number in account.numbers.values()} == {FIRST}
    assert nothing_is_left(run)


def test_applying_again_does_nothing(run: Run, account: Account) -> None:
    run("apply", "--yes", "--private-key", "private.key")
    before = len(account.writes())
    result = run("apply", "--yes", "--private-key", "private.key")
    assert (result.exit_code, result.output) == (0, f'application "Acme" is {FIRST}\nnothing to do\n')
    assert len(account.writes()) == before


def test_every_setting(run: Run, account: Account) -> None:
    """Created with all, and made to have all: the account's application has them either way."""
    program(EVERYTHING)
    Path("key.pem").write_text("-----BEGIN PUBLIC KEY-----\nbmV3\n-----END PUBLIC KEY-----\n")
    assert run("apply", "--yes").exit_code == 0
    assert nothing_is_left(run)
    created = account.applications.pop(FIRST)
    account.holds("Acme", capabilities=voice())
    assert run("apply", "--yes").exit_code == 0
    assert nothing_is_left(run)
    assert account.applications[FIRST] == created


def test_what_the_program_does_not_speak_of_stays(run: Run, account: Account) -> None:
    others = {
        "network_apis": {"network_application_id": "x"},
        "messages": {"version": "v0.1", "webhooks": {}},
        "rtc": {"webhooks": {"event_url": {"address": "https://crm.example.com/", "http_method": "GET"}}},
    }
    old = {**voice(answer_url={"address": "https://old.example.com/"}, region="eu-west"), **others}
    here = account.holds("Acme", capabilities=old, privacy={"improve_ai": False})
    linked(account, here)
    keys = account.applications[here]["keys"]
    result = run("apply", "--yes")
    assert result.output.splitlines()[-2:] == [
        f"changed application {here}",
        "the account is as acme.ivr says",
    ]
    assert account.applications[here] == {
        "id": here,
        "name": "Acme",
        "keys": keys,
        "privacy": {"improve_ai": False},
        "capabilities": {**voice(region="eu-west"), **others},
    }


def test_former_names_of_settings_are_sent_as_todays(run: Run, account: Account) -> None:
    hook = {"connection_timeout": 300, "socket_timeout": 2000}
    here = account.holds("Acme", capabilities=voice(answer_url=hook, event_url={"connection_timeout": 1000}))
    linked(account, here)
    assert run("apply", "--yes").exit_code == 0
    webhooks = account.applications[here]["capabilities"]["voice"]["webhooks"]
    assert webhooks["answer_url"] == {
        "address": "https://ivr.example.com/answer",
        "http_method": "POST",
        "connect_timeout": 1000,
        "socket_timeout": 5000,
    }


def test_numbers(run: Run, account: Account) -> None:
    other = account.holds("Another")
    here = account.holds("Acme", capabilities=voice())
    account.numbers["441632960000"] |= {"app_id": other, "moHttpUrl": "https://sms.example.com/"}
    account.numbers["441632960001"] |= {"voiceCallbackType": "sip", "voiceCallbackValue": "sip:a@b.example"}
    account.owns("33199009000", "FR", app_id=here, moHttpUrl="https://sms.example.com/fr")
    account.owns("33199009001", "FR", app_id=other)
    result = run("apply", "--yes")
    assert result.output.splitlines()[-4:-1] == [
        "linked +441632960000",
        "linked +441632960001",
        "unlinked +33199009000",
    ]
    assert list(account.numbers.values()) == [
        {
            "country": "GB",
            "msisdn": "441632960000",
            "features": ["VOICE"],
            "app_id": here,
            "moHttpUrl": "https://sms.example.com/",
        },
        {"country": "GB", "msisdn": "441632960001", "features": ["VOICE"], "app_id": here},
        {
            "country": "FR",
            "msisdn": "33199009000",
            "features": ["VOICE"],
            "moHttpUrl": "https://sms.example.com/fr",
        },
        {"country": "FR", "msisdn": "33199009001", "features": ["VOICE"], "app_id": other},
    ]
    assert nothing_is_left(run)


@pytest.mark.parametrize(("numbers", "kept"), [("[]", []), ("[+441632960001]", ["441632960001"])])
def test_numbers_of_a_constant(run: Run, account: Account, numbers: str, kept: list[str]) -> None:
    """Also an empty list speaks of them."""
    linked(account, account.holds("Acme", capabilities=voice()))
    program(PROGRAM.replace("+441632960000, +441632960001", "NUMBERS") + f"const NUMBERS = {numbers}\n")
    assert run("apply", "--yes").exit_code == 0
    assert [msisdn for msisdn, number in account.numbers.items() if "app_id" in number] == kept


# --- confirmation ---------------------------------------------------------------------------------


def test_without_a_terminal_there_is_no_confirmation(run: Run, account: Account) -> None:
    account.holds("Acme")
    result = run("apply")
    assert result.exit_code == 2
    assert (
        result.stderr
        == "Error: nobody is at a terminal to confirm this; --yes applies it without a question\n"
    )
    assert account.writes() == []


@pytest.mark.parametrize(
    ("typed", "status", "last", "writes"),
    [("y\n", 0, "the account is as acme.ivr says", 3), ("n\n", 1, "nothing was changed", 0)],
)
def test_confirmation(
    run: Run, served_account: Any, account: Account, typed: str, status: int, last: str, writes: int
) -> None:
    account.holds("Acme")
    shown, exited = at_a_terminal(served_account[1], typed)
    assert "apply this? [y/N]: " in shown
    assert shown.endswith(f"{last}\n")
    assert (exited, len(account.writes())) == (status, writes)


def test_a_plan_that_is_out_of_date_is_not_applied(run: Run, served_account: Any, account: Account) -> None:
    account.holds("Acme")
    account.before[("GET", "/account/numbers")] = lambda: account.before.update(
        {
            ("GET", "/v2/applications"): lambda: account.owns(
                "441632960000", voiceStatusCallback="https://x.example/"
            )
        }
    )
    shown, exited = at_a_terminal(served_account[1], "y\n")
    assert "Error: the account has changed since the plan was made; nothing was changed, try again\n" in shown
    assert (exited, account.writes()) == (2, [])


def at_a_terminal(base: str, typed: str) -> tuple[str, int]:
    """What `apply` shows to somebody who types this, and its exit status."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "ivrc", "app", "apply", "acme.ivr", "--api-base", base]
    process = subprocess.Popen(
        command, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    os.write(ours, typed.encode())
    output, _ = process.communicate(timeout=30)
    os.close(ours)
    os.close(theirs)
    return output, process.returncode


# --- the private key ------------------------------------------------------------------------------


def test_a_private_key_needs_a_place(run: Run, account: Account) -> None:
    result = run("apply", "--yes")
    assert result.exit_code == 2
    assert (
        "name a new file for it with --private-key KEYFILE, or give the program a `public_key`"
        in result.stderr
    )
    assert account.writes() == []


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("acme.ivr", "acme.ivr exists, and a private key is not written over anything; name another file"),
        ("dangling", "dangling exists, and a private key is not written over anything; name another file"),
        ("none/private.key", "cannot write none/private.key: No such file or directory"),
    ],
)
def test_a_place_that_will_not_do(run: Run, account: Account, place: str, message: str) -> None:
    Path("dangling").symlink_to("nowhere")
    result = run("apply", "--yes", "--private-key", place)
    assert (result.exit_code, result.stderr) == (2, f"Error: {message}\n")
    assert account.writes() == []
    assert Path("acme.ivr").read_text() == PROGRAM


def test_a_place_that_is_taken_meanwhile(run: Run, account: Account) -> None:
    """The key is told once: it is kept beside the place."""
    account.before[("POST", "/v2/applications")] = lambda: Path("private.key").write_text("taken") and None
    result = run("apply", "--yes", "--private-key", "private.key")
    (part,) = Path.cwd().glob(".private.key.*")
    assert result.exit_code == 2
    assert (
        f"Error: cannot write private.key: File exists; look for the private key in {part}\n1 step had"
        in result.stderr
    )
    assert Path("private.key").read_text() == "taken"
    assert (part.read_text(), part.stat().st_mode & 0o777) == (PRIVATE_KEY, 0o600)


def test_a_disk_that_fails(run: Run, account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("ivrc.account.private_key.os.fsync", fails)
    result = run("apply", "--yes", "--private-key", "private.key")
    (part,) = Path.cwd().glob(".private.key.*")
    assert result.exit_code == 2
    assert (
        f"cannot write private.key: No space left on device; look for the private key in {part}"
        in result.stderr
    )
    assert not Path("private.key").exists()


def test_no_part_is_left_where_nothing_was_created(run: Run, account: Account) -> None:
    account.instead[("POST", "/v2/applications")] = [json_answer(503, {})]
    assert run("apply", "--yes", "--private-key", "private.key").exit_code == 2
    assert [path.name for path in Path().iterdir()] == ["acme.ivr"]


def test_a_program_with_a_key_of_its_own(run: Run, account: Account) -> None:
    program(EVERYTHING)
    Path("key.pem").write_text("-----BEGIN PUBLIC KEY-----\nbmV3\n-----END PUBLIC KEY-----\n")
    result = run("apply", "--yes", "--private-key", "private.key")
    assert result.exit_code == 2
    assert "the program has a `public_key`, so there is no private key" in result.stderr
    assert account.writes() == []


def test_a_platform_that_sends_no_key(run: Run, account: Account) -> None:
    body = {"id": FIRST, "name": "Acme"}
    account.instead[("POST", "/v2/applications")] = [json_answer(201, body)]
    result = run("apply", "--yes", "--private-key", "private.key")
    assert result.exit_code == 2
    assert "the platform sent no private key; a new pair can be made in the dashboard" in result.stderr
