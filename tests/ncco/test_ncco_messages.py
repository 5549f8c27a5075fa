"""What an author reads: one message for one mistake, with the way out."""

from __future__ import annotations

from typing import Any

import pytest

from ivrc.ncco.validate import check_application, check_ncco

PHONE = {"type": "phone", "number": "447700900001"}


def only(document: Any) -> tuple[str, str | None]:
    """Message and hint of the one error of a document."""
    (finding,) = (finding for finding in check_ncco(document) if finding.severity == "error")
    return finding.message, finding.hint


@pytest.mark.parametrize(
    ("action", "message", "hint"),
    [
        (
            {"action": "input", "type": ["dtmf"], "dtmf": {"timeOut": 11}},
            "`timeOut` is `11`, but must be a whole number from 0 to 10 seconds",
            "write 10",
        ),
        (
            {"action": "input", "type": ["dtmf"], "timeout": 5},
            "there is no key `timeout` here",
            "did you mean `dtmf.timeOut`?",
        ),
        ({"action": "talk", "txt": "Hi"}, "there is no key `txt` here", "did you mean `text`?"),
        ({"action": "Talk", "text": "Hi"}, 'there is no action `"Talk"`', "did you mean `talk`?"),
        ({"action": "gather"}, 'there is no action `"gather"`', "use `input`"),
        (
            {"action": "connect", "from": "+44 7700 900001", "endpoint": [PHONE]},
            '`from` is `"+44 7700 900001"`, but must be 7 to 15 digits, country code first and without plus',
            'write `"447700900001"`',
        ),
        (
            {"action": "talk", "text": "<speak>Fish & chips</speak>"},
            "at character 13: this is not XML; `&` is written `&amp;` and `<` is written `&lt;`",
            None,
        ),
        (
            {"action": "talk", "text": "é" * 1501},
            "the text has 1501 characters without tags; the platform takes 1500",
            "split it into two `talk` actions",
        ),
        (
            {"action": "input", "type": ["speech"], "mode": "asynchronous", "speech": {}},
            "`asynchronous` takes keys only, not speech",
            None,
        ),
        ({"action": "connect", "endpoint": [{}]}, "the endpoint has no `type`",
         "write `phone`, `app`, `websocket`, `sip` or `vbc`"),
    ],
)  # fmt: skip  # one mistake a row
def test_one_error_for_one_mistake(action: object, message: str, hint: str | None) -> None:
    assert only([action]) == (message, hint)


def test_a_bare_object_is_told_to_be_an_array() -> None:
    assert only({"action": "talk"}) == ("an NCCO is an array of actions", "put it into [ ]")


def test_findings_come_in_the_order_of_the_actions() -> None:
    document = [{"action": "talk"}, 5, {"action": "wait", "timeout": "x"}]
    assert [(f.code, f.path) for f in check_ncco(document)] == [
        ("E160", (0,)),
        ("E103", (1,)),
        ("E195", (2, "timeout")),
    ]


def test_ssml_is_counted_without_its_tags() -> None:
    text = "<speak>" + "<s>word</s>" * 375 + "</speak>"
    assert check_ncco([{"action": "talk", "text": text}]) == []


@pytest.mark.parametrize(
    ("voice", "codes"),
    [
        ({"language": "gu-IN"}, "W222"),
        ({"language": "gu-IN", "premium": True}, "W244"),
        ({"language": "en-gb"}, "W220"),
        ({"language": "en-IE", "style": 40}, ""),
        ({"voiceName": "Amy", "style": 40}, "W202"),
        ({"style": "40"}, "W201"),
    ],
)
def test_voices(voice: dict[str, Any], codes: str) -> None:
    findings = check_ncco([{"action": "talk", "text": "Hi", **voice}])
    assert " ".join(finding.code for finding in findings) == codes


def test_a_whole_application_has_nothing_wrong() -> None:
    hooks = {name: {"address": f"https://ivr.example.com/{name}", "http_method": "POST"} for name in (
        "answer_url", "event_url", "fallback_answer_url")}  # fmt: skip  # three alike
    voice = {"webhooks": hooks, "region": "eu-west", "conversations_ttl": 48, "signed_callbacks": True}
    body = {"name": "a", "capabilities": {"voice": voice, "vbc": {}, "video": {"later": True}}}
    assert check_application(body) == []


def test_events_may_take_longer_than_answers() -> None:
    def body(name: str) -> dict[str, Any]:
        hooks = {
            n: {"address": "https://ivr.example.com/"}
            for n in ("answer_url", "event_url", "fallback_answer_url")
        }
        hooks[name] = {**hooks[name], "socket_timeout": 8000}  # type: ignore[dict-item]
        return {"name": "a", "capabilities": {"voice": {"webhooks": hooks}}}

    assert check_application(body("event_url")) == []
    assert [finding.code for finding in check_application(body("answer_url"))] == ["A305"]
