"""`app` settings as the request body of the Application API (language 12, reference 6.1)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from driver import compiled

from ivrc.ncco.validate import check_application

if TYPE_CHECKING:
    from collections.abc import Mapping

BASE = 'base_url: "https://ivr.example.com"'
PEM = "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n"


def application(settings: str, files: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The body, which the platform must accept."""
    made = compiled(f'app "Acme" {{ {settings} }}\nanswer {{ say "Hello." }}', files=files)
    assert made.files, made.diagnostics
    body: dict[str, Any] = json.loads(made.files["application.json"])
    assert [f for f in check_application(body) if f.severity == "error"] == []
    return body


def voice(settings: str) -> dict[str, Any]:
    return application(f"{BASE}; {settings}")["capabilities"]["voice"]


def test_the_webhooks_are_the_module_s_own() -> None:
    body = application(BASE)
    assert body == {
        "name": "Acme",
        "capabilities": {
            "voice": {
                "webhooks": {
                    "answer_url": {"address": "https://ivr.example.com/answer", "http_method": "POST"},
                    "fallback_answer_url": {
                        "address": "https://ivr.example.com/fallback",
                        "http_method": "POST",
                    },
                    "event_url": {"address": "https://ivr.example.com/event", "http_method": "POST"},
                },
                "signed_callbacks": True,
            }
        },
    }


def test_methods_may_be_get() -> None:
    webhooks = voice("answer_method: GET; event_method: GET")["webhooks"]
    assert webhooks["answer_url"]["http_method"] == "GET"
    assert webhooks["event_url"]["http_method"] == "GET"


def test_a_fallback_elsewhere_is_fetched_with_get() -> None:
    fallback = voice('fallback_base_url: "https://static.example.net/acme/"')["webhooks"][
        "fallback_answer_url"
    ]
    assert fallback == {"address": "https://static.example.net/acme/fallback", "http_method": "GET"}


def test_timeouts_are_in_milliseconds() -> None:
    for webhook in voice("connect_timeout: 500ms; socket_timeout: 4s")["webhooks"].values():
        assert (webhook["connect_timeout"], webhook["socket_timeout"]) == (500, 4000)


def test_the_life_of_conversations_is_in_hours_and_of_legs_in_days() -> None:
    made = voice("conversations_ttl: 24h; leg_persistence_time: 7")
    assert (made["conversations_ttl"], made["leg_persistence_time"]) == (24, 7)


@pytest.mark.parametrize("region", ["na-east", "na-west", "eu-west", "eu-east", "apac-sng", "apac-australia"])
def test_the_region_is_where_calls_are_handled(region: str) -> None:
    assert voice(f"region: {region}")["region"] == region


def test_unsigned_callbacks_are_possible_and_warned_of() -> None:
    assert voice("signed_callbacks: false")["signed_callbacks"] is False
    found = compiled(f'app "A" {{ {BASE}; signed_callbacks: false }}\nanswer {{ say "Hello." }}').diagnostics
    assert [d.severity for d in found] == ["warning"]


def test_learning_may_be_refused() -> None:
    assert application(f"{BASE}; improve_ai: false")["privacy"] == {"improve_ai": False}


def test_the_public_key_is_read_from_its_file() -> None:
    body = application(f'{BASE}; public_key: "public.pem"', files={"public.pem": PEM})
    assert body["keys"] == {"public_key": PEM}


def test_a_public_key_that_is_missing_is_an_error() -> None:
    made = compiled(f'app "A" {{ {BASE}; public_key: "no.pem" }}\nanswer {{ say "Hello." }}')
    assert ["no.pem" in d.primary.message for d in made.diagnostics] == [True]


def test_other_capabilities_are_there_if_their_block_is() -> None:
    capabilities = application(
        f"""{BASE}
messages {{ inbound_url: "https://m.example.com/in"; status_url: "https://m.example.com/status" }}
rtc {{ event_url: "https://rtc.example.com/e" }}
vbc {{ }}
verify {{ status_url: "https://v.example.com/s" }}"""
    )["capabilities"]
    del capabilities["voice"]
    assert capabilities == {
        "messages": {
            "webhooks": {
                "inbound_url": {"address": "https://m.example.com/in", "http_method": "POST"},
                "status_url": {"address": "https://m.example.com/status", "http_method": "POST"},
            }
        },
        "rtc": {"webhooks": {"event_url": {"address": "https://rtc.example.com/e", "http_method": "POST"}}},
        "vbc": {},
        "verify": {"webhooks": {"status_url": {"address": "https://v.example.com/s", "http_method": "POST"}}},
    }


@pytest.mark.parametrize("address", ["http://127.0.0.1:8000", "http://localhost:8000"])
def test_the_base_url_is_https_unless_it_is_this_machine(address: str) -> None:
    def codes(url: str) -> list[str]:
        text = f'app "A" {{ base_url: "{url}" }}\nanswer {{ say "Hello." }}'
        return [d.code for d in compiled(text).diagnostics if d.severity == "error"]

    assert codes(address) == []
    assert len(codes("http://ivr.example.com")) == 1


@pytest.mark.parametrize(
    "setting",
    [
        "connect_timeout: 200ms",
        "connect_timeout: 2s",
        "socket_timeout: 500ms",
        "socket_timeout: 6s",
        "conversations_ttl: 9001h",
        "leg_persistence_time: 32",
        "leg_persistence_time: 0",
        "region: mars",
        'timezone: "Europe/Atlantis"',
    ],
)
def test_what_the_platform_refuses_is_an_error_of_the_source(setting: str) -> None:
    made = compiled(f'app "A" {{ {BASE}; {setting} }}\nanswer {{ say "Hello." }}')
    assert len([d for d in made.diagnostics if d.severity == "error"]) == 1
