"""Each rule's own example breaks it, at one place, and breaks no other rule that stops a build."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from ivrc.ncco.finding import Finding
from ivrc.ncco.rules import Rule, rules
from ivrc.ncco.validate import check_application, check_ncco

if TYPE_CHECKING:
    from collections.abc import Callable

# Where each example is wrong; an index is that of the action, a name one of its keys.
_ENDPOINT = (0, "endpoint", 0)
_WEBHOOKS = ("capabilities", "voice", "webhooks")
PLACES: dict[str, tuple[str | int, ...]] = {
    "E101": (), "E102": (), "E103": (0,), "E104": (0, "action"), "E105": (0, "action"),
    "E106": (0, "voice"), "E107": (0, "text"), "E108": (0, "eventUrl"), "E109": (0, "eventUrl"),
    "E110": (0, "eventMethod"), "E111": (0, "format"), "E112": (0, "split"), "E113": (0, "channels"),
    "E114": (0, "channels"), "E115": (0, "endOnSilence"), "E116": (0, "endOnKey"), "E117": (0, "timeOut"),
    "E118": (0, "transcription"), "E120": (0,), "E121": (0, "musicOnHoldUrl"), "E122": (0, "canHear"),
    "E123": (0, "mute"), "E124": (0, "transcription"), "E130": (0, "endpoint"), "E131": (0, "endpoint"),
    "E132": (*_ENDPOINT, "type"), "E133": (*_ENDPOINT, "number"), "E134": (*_ENDPOINT, "dtmfAnswer"),
    "E135": (*_ENDPOINT, "onAnswer"), "E136": _ENDPOINT, "E137": (*_ENDPOINT, "uri"),
    "E138": (*_ENDPOINT, "content-type"), "E139": (*_ENDPOINT, "authorization"), "E140": _ENDPOINT,
    "E141": (*_ENDPOINT, "uri"), "E142": (*_ENDPOINT, "headers", "n"), "E143": _ENDPOINT,
    "E144": (0, "randomFromNumber"), "E145": (0, "eventType"), "E146": (0, "timeout"), "E147": (0, "limit"),
    "E148": (0, "machineDetection"), "E149": (0, "advancedMachineDetection", "beep_timeout"),
    "E150": (0, "ringbackTone"), "E151": (0, "from"), "E160": (0, "text"), "E162": (0, "text"),
    "E163": (0, "text"), "E164": (0, "level"), "E165": (0, "loop"), "E166": (0, "style"),
    "E168": (0, "streamUrl"), "E170": (1,), "E171": (0, "bargeIn"), "E180": (0,), "E181": (0, "type"),
    "E182": (0, "dtmf", "timeOut"), "E183": (0, "dtmf", "maxDigits"), "E184": (0, "speech", "endOnSilence"),
    "E185": (0, "speech", "startTimeout"), "E186": (0, "speech", "maxDuration"),
    "E187": (0, "speech", "sensitivity"), "E188": (0, "speech", "uuid"), "E189": (0, "mode"),
    "E190": (0, "dtmf"), "E191": (0, "dtmf"), "E192": (0, "speech", "context"), "E193": (0, "payload"),
    "E194": (0,), "E195": (0, "timeout"), "E196": (0,),
    "W200": (0, "record"), "W201": (0, "timeout"), "W202": (0, "voiceName"), "W203": (0, "maxDigits"),
    "W204": (0, "type"), "W205": (0, "musicOnHoldUrl"), "W206": (*_ENDPOINT, "onAnswer", "ringback"),
    "W207": (0, "conversation_id"), "W208": (0, "advanced_machine_detection"),
    "W209": (0, "machineDetection"), "W210": (1,), "W211": (1,), "W212": (1,), "W213": (0, "loop"),
    "W214": (1, "bargeIn"),
    "W215": (0, "streamUrl", 0), "W216": (0,), "W217": (0,), "W218": (0, "eventType"),
    "W219": (0, "ringbackTone"), "W220": (0, "language"), "W221": (0, "style"), "W222": (0, "premium"),
    "W223": (0, "text"), "W224": (0, "text"), "W225": (0, "text"), "W226": (0, "speech", "language"),
    "W228": (0,), "W229": (1,), "W231": (0, "timeout"), "W232": (*_ENDPOINT, "uri"),
    "W234": (*_ENDPOINT, "content-type"), "W235": (0, "advancedMachineDetection", "beep_timeout"),
    "W236": (0, "format"), "W238": (0, "streamUrl", 0), "W239": (0, "level"), "W242": (0, "musicOnHoldUrl"),
    "W243": (0, "endOnExit"), "W244": (0, "transcription"), "W245": (0, "eventUrl"),
    "W246": (0, "machineDetection"), "W247": (0, "provider"),
    "W248": (0, "transcription", "sentimentAnalysis"), "W249": (0,),
    "A300": (), "A301": _WEBHOOKS, "A302": (*_WEBHOOKS, "answer_url", "address"),
    "A303": (*_WEBHOOKS, "answer_url", "http_method"), "A304": (*_WEBHOOKS, "answer_url", "connect_timeout"),
    "A305": (*_WEBHOOKS, "answer_url", "socket_timeout"),
    "A306": (*_WEBHOOKS, "answer_url", "connection_timeout"),
    "A307": ("capabilities", "voice", "conversations_ttl"), "A308": ("capabilities", "voice", "region"),
    "A309": ("capabilities", "vbc"), "A310": ("capabilities", "voice", "signed_callbacks"), "A311": _WEBHOOKS,
}  # fmt: skip  # a table of places

LONG_EXAMPLES: dict[str, tuple[object, tuple[str | int, ...]]] = {
    "E161": ([{"action": "talk", "text": "x" * 1501}], (0, "text")),
    "W233": (
        [
            {
                "action": "connect",
                "endpoint": [
                    {
                        "type": "websocket",
                        "uri": "wss://example.com/s",
                        "content-type": "audio/l16;rate=8000",
                        "headers": {"k": "x" * 600},
                    }
                ],
            }
        ],
        (*_ENDPOINT, "headers"),
    ),
}

SAMPLES = [
    *((rule, json.loads(rule.example), PLACES.get(rule.code)) for rule in rules().values()
      if rule.example and rule.by != "json"),
    *((rules()[code], document, place) for code, (document, place) in LONG_EXAMPLES.items()),
]  # fmt: skip  # two sources


A_ERRORS = {"A300", "A301", "A302", "A303", "A304", "A305", "A307", "A308", "A309"}


def found(code: str, document: object) -> list[Finding]:
    return check_application(document) if code.startswith("A") else check_ncco(document)


def test_every_rule_has_a_sample_but_the_one_of_the_json_parser() -> None:
    assert {rule.code for rule, *_ in SAMPLES} == set(rules()) - {"E100"}


@pytest.mark.parametrize(("rule", "document", "place"), SAMPLES, ids=[rule.code for rule, *_ in SAMPLES])
def test_a_sample_breaks_its_rule_once_and_no_other(
    rule: Rule, document: object, place: tuple[str | int, ...]
) -> None:
    findings = found(rule.code, document)
    assert [f.path for f in findings if f.code == rule.code] == [place]
    assert [f for f in findings if f.severity == "error" and f.code != rule.code] == []


@pytest.mark.parametrize(("rule", "document", "place"), SAMPLES, ids=[rule.code for rule, *_ in SAMPLES])
def test_a_rule_names_who_can_find_it(
    rule: Rule, document: object, place: object, strictly_valid: Callable[[object], bool]
) -> None:
    if not rule.code.startswith("A"):
        assert strictly_valid(document) == (rule.by == "code")


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.code)
def test_severity_follows_the_group(rule: Rule) -> None:
    severity = Finding(code=rule.code, path=(), message="").severity
    assert (severity == "error") == (rule.code[0] == "E" or rule.code in A_ERRORS)
