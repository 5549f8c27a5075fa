"""NCCOs that other people wrote, and examples of the vendor's page, with what we say about each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ivrc.ncco.rules import rules
from ivrc.ncco.validate import check_ncco

if TYPE_CHECKING:
    from collections.abc import Callable

CORPUS = Path(__file__).parent / "corpus"

VERDICTS = {
    "connect-phone-b4cdc5": "W215 W201 W201 W215 W208 W219 W246",
    "connect-record-phone-b1920f": "W228 W228 W229",
    "connect-sip-c194c4": "E140",
    "connect-sip-fc15b8": "",
    "conversation-c7e689": "W200",
    "conversation-e6d497": "",
    "pay-f80965": "E105",
    "published-connect-to-a-phone": "W201",
    "published-connect-to-an-extension": "W202",
    "published-record": "",
    "published-speech": "W226",
    "published-standard-conference": "",
    "published-stream-with-barge-in": "W200 W203 W200 E180",
    "published-talk-with-barge-in": "W203 E180",
    "record-b2c9d9": "W244 W216",
    "record-e6db4c": "W244 W248",
    "stream-360507": "W215 W239 W238 E171",
    "stream-ef9796": "E168",
    "stream-input-4ad858": "W215 E180",
    "talk-613235": "",
    "talk-connect-rtc-7cf137": "E132",
    "talk-connect-vbc-8aeb5b": "W202",
    "talk-hangup-c0bbff": "E106 E104",
    "talk-input-81a7fc": "",
    "talk-input-talk-820c77": "W202 W202 W203 W200 E106 E180 W202 W211",
    "talk-record-input-etc-fc7c51": "W249 W211",
    "transfer-4b5032": "E122",
    "transfer-990455": "W207",
    "wait-5a770b": "",
}


def document(name: str) -> object:
    return json.loads((CORPUS / f"{name}.json").read_text("utf-8"))


def test_every_file_has_a_verdict() -> None:
    assert {path.stem for path in CORPUS.glob("*.json")} == set(VERDICTS)


@pytest.mark.parametrize(("name", "codes"), VERDICTS.items())
def test_verdict(name: str, codes: str) -> None:
    assert " ".join(finding.code for finding in check_ncco(document(name))) == codes


@pytest.mark.parametrize("name", VERDICTS)
def test_agrees_with_the_schema(name: str, strictly_valid: Callable[[object], bool]) -> None:
    ours = any(rules()[finding.code].by == "schema" for finding in check_ncco(document(name)))
    assert ours != strictly_valid(document(name))
