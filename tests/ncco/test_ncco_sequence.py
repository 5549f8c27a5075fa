"""The order of actions: interruption, reachability, what waits for what."""

from __future__ import annotations

from typing import Any

import pytest

from ivrc.ncco.validate import check_ncco

TALK = {"action": "talk", "text": "A"}
BARGE = {"action": "talk", "text": "A", "bargeIn": True}
STREAM = {"action": "stream", "streamUrl": ["https://example.com/a.mp3"]}
INPUT = {"action": "input", "type": ["dtmf"], "dtmf": {"maxDigits": 1}}
CONNECT = {"action": "connect", "endpoint": [{"type": "app", "user": "jo"}]}
SYNCHRONOUS = {**CONNECT, "eventType": "synchronous", "eventUrl": ["https://example.com/e"]}
NOTIFY = {"action": "notify", "payload": {}, "eventUrl": ["https://example.com/n"]}
RECORD = {"action": "record"}
MESSAGE = {"action": "record", "endOnKey": "#"}
ROOM = {"action": "conversation", "name": "a"}


@pytest.mark.parametrize(
    ("actions", "codes"),
    [
        pytest.param([BARGE, INPUT], "", id="barge in, input"),
        pytest.param([BARGE, TALK, BARGE, INPUT], "", id="several prompts"),
        pytest.param([TALK, BARGE, INPUT], "", id="only the last can be interrupted"),
        pytest.param([BARGE, TALK, NOTIFY, INPUT], "2:E170", id="notify first"),
        pytest.param([BARGE, CONNECT, BARGE], "1:E170 2:E171", id="two mistakes"),
        pytest.param([BARGE, INPUT, BARGE, INPUT], "2:W211", id="two questions"),
        pytest.param([BARGE, STREAM, INPUT], "1:W212", id="mixed"),
        pytest.param([{**TALK, "bargeIn": "true"}], "0:W200 0:E171", id="switched on as text"),
        pytest.param([BARGE, {"action": "hangup"}], "1:E104", id="what follows is not known"),
        pytest.param([BARGE, INPUT, {**TALK, "bargeIn": False}], "2:W211", id="off after the input"),
        pytest.param([{**TALK, "loop": 0}], "", id="endless at the end"),
        pytest.param([{**BARGE, "loop": 0}, INPUT], "", id="endless until a key"),
        pytest.param([{**TALK, "loop": 0}, TALK], "0:W213", id="endless in front"),
        pytest.param([{**TALK, "loop": "0"}, TALK], "0:W201 0:W213", id="endless as text"),
        pytest.param([{**INPUT, "mode": "asynchronous", "dtmf": {}}, TALK], "", id="asynchronous input"),
        pytest.param([ROOM, TALK], "1:W210", id="after a conference"),
        pytest.param([RECORD], "0:W216", id="recording nothing"),
        pytest.param([TALK, RECORD], "1:W216", id="recording nothing after a prompt"),
        pytest.param([CONNECT, RECORD], "", id="recording a connected call"),
        pytest.param([MESSAGE], "", id="a message"),
        pytest.param([RECORD, CONNECT], "", id="recording in the background"),
        pytest.param([MESSAGE, CONNECT], "0:W217", id="a message in front of a dial"),
        pytest.param([CONNECT, CONNECT, CONNECT], "1:W229", id="three in a row"),
        pytest.param([SYNCHRONOUS, CONNECT], "", id="a hunt list"),
        pytest.param([CONNECT, TALK, CONNECT], "", id="not in a row"),
    ],
)
def test_order(actions: list[dict[str, Any]], codes: str) -> None:
    assert " ".join(f"{finding.path[0]}:{finding.code}" for finding in check_ncco(actions)) == codes
