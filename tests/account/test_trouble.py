"""What an account may answer instead of what was asked for: each has a message, and none a traceback."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import httpx
import pytest
from click.testing import CliRunner

import ivrc.cli

from .test_plan import linked, voice
from .vonage import PRIVATE_KEY, SECRET, Account, json_answer

if TYPE_CHECKING:
    from .conftest import Run
    from .vonage import Answer

APPLICATIONS = ("GET", "/v2/applications")
NUMBERS = ("GET", "/account/numbers")
MAYBE = "; whether it was done is not known, `ivrc app plan` tells"


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (json_answer(400, {"title": "Bad", "detail": "worse"}), "was refused with 400: Bad: worse"),
        (json_answer(403, ["?"]), "was refused with 403"),
        (
            json_answer(422, {"title": "No", "invalid_parameters": [{"name": "page", "reason": "odd"}, 7]}),
            "was refused with 422: No\n  page: odd",
        ),
        (json_answer(429, {}, **{"retry-after": "3600"}), "there are too many requests for GET"),
        (json_answer(429, {}, **{"retry-after": "3600"}), "/v2/applications; try again after 3600 s"),
        (
            json_answer(429, {}, **{"retry-after": "Fri, 20 Nov 2026 20:00:00 GMT"}),
            "try again after Fri, 20 Nov 2026 20:00:00 GMT",
        ),
        (json_answer(500, {"title": "Oops"}), "failed at the platform with 500: Oops; try again later\n"),
        ((502, {}, b"<html>Bad gateway</html>"), "failed at the platform with 502; try again later\n"),
        (
            json_answer(302, {}, location="https://evil.example.com/"),
            "was redirected to https://evil.example.com/",
        ),
        ((200, {}, b"<html>"), "was answered with 200 and what is no JSON object\n"),
        ((200, {}, b"[" * 100_000), "was answered with 200 and what is no JSON object\n"),
        ((200, {}, b"\xff"), "was answered with 200 and what is no JSON object\n"),
        ((200, {"content-encoding": "gzip"}, b"{}"), "cannot reach http://127.0.0.1"),
        (json_answer(200, []), "was answered with 200 and what is no JSON object\n"),
        (json_answer(200, {}), "GET /v2/applications was answered without a list of applications"),
        (json_answer(200, {"_embedded": {"applications": [7]}}), "without a list of applications"),
        (json_answer(200, {"_embedded": {"applications": [{"name": "Acme"}]}}), "without an id and a name"),
        (
            json_answer(200, {"_embedded": {"applications": [{"id": "1", "name": "x"}]}, "total_pages": "2"}),
            "GET /v2/applications was answered without a number of pages",
        ),
        (None, "/v2/applications did not answer GET within 0.3 s\n"),
    ],
)
def test_the_first_answer(
    run: Run, account: Account, monkeypatch: pytest.MonkeyPatch, answer: Answer | None, message: str
) -> None:
    monkeypatch.setattr("ivrc.account.connection.TIMEOUT", 0.3)
    account.instead[APPLICATIONS] = [answer]
    result = run("plan")
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: ")
    assert message in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (
            json_answer(401, {"error-code": "401", "error-code-label": "no"}),
            "VONAGE_API_SECRET (GET http://127.0",
        ),
        (json_answer(200, {"count": "2"}), "GET /account/numbers was answered without a list of numbers"),
        (
            json_answer(200, {"count": 1, "numbers": [{"country": "GB"}]}),
            "without its digits and its country",
        ),
    ],
)
def test_the_list_of_numbers(run: Run, account: Account, answer: Answer, message: str) -> None:
    account.instead[NUMBERS] = [answer]
    result = run("plan")
    assert result.exit_code == 2
    assert message in result.stderr


def test_an_account_without_numbers(run: Run, account: Account) -> None:
    account.numbers.clear()
    result = run("plan")
    assert (result.exit_code, result.output.count("error[IVR522]")) == (1, 2)


def test_wrong_credentials(run: Run, account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    """The account quotes what it was sent, and nobody gets to see it."""
    monkeypatch.setenv("VONAGE_API_SECRET", "mistyped")
    result = run("plan")
    assert result.exit_code == 2
    assert "Error: the account refuses VONAGE_API_KEY with VONAGE_API_SECRET (GET http://" in result.stderr
    assert "did not provide correct credentials: ***)" in result.stderr
    assert "mistyped" not in result.output


def test_nobody_is_there(run: Run) -> None:
    result = run("plan", "--api-base", "http://127.0.0.1:9")
    assert result.exit_code == 2
    assert "Error: cannot reach http://127.0.0.1:9/v2/applications with GET: " in result.stderr


@pytest.mark.usefixtures("run")
def test_without_another_address_both_apis_are_at_vonage(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def request(client: httpx.Client, method: str, url: str, **content: object) -> httpx.Response:
        asked.append(f"{method} {url}")
        return httpx.Response(200, json={"_embedded": {"applications": []}, "count": 0})

    monkeypatch.setattr(httpx.Client, "request", request)
    assert CliRunner().invoke(ivrc.cli.commands, ["app", "plan", "acme.ivr"]).exit_code == 1
    assert asked == [
        "GET https://api.nexmo.com/v2/applications",
        "GET https://rest.nexmo.com/account/numbers",
    ]


def test_too_many_requests_are_asked_again(run: Run, account: Account) -> None:
    linked(account, account.holds("Acme", capabilities=voice()))
    account.instead[APPLICATIONS] = [json_answer(429, {}, **{"retry-after": "0"})] * 3
    assert run("plan").exit_code == 0
    account.instead[APPLICATIONS] = [json_answer(429, {}, **{"retry-after": "0"})] * 4
    assert "too many requests" in run("plan").stderr


def test_what_the_account_says_cannot_steer_the_terminal(run: Run, account: Account) -> None:
    account.holds("Acme", capabilities=voice(answer_url={"address": "https://x.example/\x1b[2J\u202e"}))
    account.instead[NUMBERS] = [json_answer(400, {"title": "a\x1b[2J\nb"})]
    assert not {"\x1b", "\u202e"} & {*run("plan").output}
    assert not {"\x1b", "\u202e"} & {*run("plan").output}


def test_credentials_in_a_setting_are_not_shown(run: Run, account: Account) -> None:
    account.holds("Acme", capabilities=voice(answer_url={"address": f"https://x.example/?key={SECRET}"}))
    assert "https://x.example/?key=***" in run("plan").output
    assert "https://x.example/?key=***" in run("plan", "--format", "json").output


# --- halfway --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (json_answer(503, {}), f"failed at the platform with 503; try again later{MAYBE}"),
        ((201, {}, PRIVATE_KEY.encode()), f"was answered with 201 and what is no JSON object{MAYBE}"),
        ((201, {}, json.dumps({"keys": {"private_key": PRIVATE_KEY}}).encode()[:-9]), MAYBE),
        (None, f"/v2/applications did not answer POST within 0.3 s{MAYBE}"),
    ],
)
def test_nobody_knows_whether_it_was_created(
    run: Run, account: Account, monkeypatch: pytest.MonkeyPatch, answer: Answer | None, message: str
) -> None:
    monkeypatch.setattr("ivrc.account.connection.TIMEOUT", 0.3)
    account.instead[("POST", "/v2/applications")] = [answer]
    result = run("apply", "--yes", "--private-key", "private.key")
    assert result.exit_code == 2
    assert message in result.stderr
    assert "\n0 steps had succeeded before; `ivrc app plan acme.ivr` shows what is left\n" in result.stderr


def test_a_setting_that_the_platform_refuses(run: Run, account: Account) -> None:
    linked(account, account.holds("Acme", capabilities={**voice(signed_callbacks=False), "unheard_of": {}}))
    result = run("apply", "--yes")
    assert result.exit_code == 2
    assert (
        "was refused with 422: Unprocessable Entity: The request failed due to validation errors\n"
        in result.stderr
    )
    assert "\n  capabilities.unheard_of: Extra inputs are not permitted\n" in result.stderr


def test_a_number_that_the_platform_refuses(run: Run, account: Account) -> None:
    """What was done before is said, and what is left is in the next plan."""
    refusal = json_answer(200, {"error-code": "420", "error-code-label": "method failed"})
    fine = json_answer(200, {"error-code": "200"})
    account.instead[("POST", "/number/update")] = [fine, refusal]
    here = account.holds("Acme", capabilities=voice(signed_callbacks=False))
    result = run("apply", "--yes")
    assert result.stdout.splitlines()[-2:] == [f"changed application {here}", "linked +441632960000"]
    assert result.exit_code == 2
    assert (
        result.stderr
        == """\
Error: the platform refuses to change +441632960001: method failed (420)
2 steps had succeeded before; `ivrc app plan acme.ivr` shows what is left
"""
    )


def test_an_account_that_stays_as_it_is(run: Run, account: Account) -> None:
    """It says yes and does nothing: the platform has the last word."""
    account.instead[("POST", "/number/update")] = [json_answer(200, {"error-code": "200"})]
    linked(account, account.holds("Acme", capabilities=voice()))
    del account.numbers["441632960000"]["app_id"]
    result = run("apply", "--yes")
    assert result.exit_code == 1
    assert result.output.splitlines()[-3:] == [
        "  + link +441632960000",
        "1 number to link",
        "the account does not show all of it yet; `ivrc app plan acme.ivr` tells when it does",
    ]
