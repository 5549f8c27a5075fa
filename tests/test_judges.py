"""Three judges over everything that a program can send: our linter, the strict schema, the vendor's SDK."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from driver import APP, play
from pydantic import TypeAdapter
from vonage_voice.models import ncco as sdk  # type: ignore[import-untyped]  # it says nothing of its types
from wandering import explored, no_failures, started

from ivrc.compiler import compile_source
from ivrc.files import read_text
from ivrc.ncco.schema import strict_validator
from ivrc.ncco.validate import check_ncco
from ivrc.source import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from driver import Ncco

    from ivrc.compiler import Compilation

ROOT = Path(__file__).parent
PROGRAMS = [*sorted((ROOT / "programs/valid").glob("*.ivr")), *sorted(ROOT.glob("../examples/*/*.ivr"))]
REQUESTS = 400
ROUNDS = 4

MODELS: dict[str, TypeAdapter[Any]] = {
    "talk": TypeAdapter(sdk.Talk),
    "stream": TypeAdapter(sdk.Stream),
    "input": TypeAdapter(sdk.Input),
    "record": TypeAdapter(sdk.Record),
    "connect": TypeAdapter(sdk.Connect),
    "conversation": TypeAdapter(sdk.Conversation),
    "notify": TypeAdapter(sdk.Notify),
    "wait": TypeAdapter(sdk.Wait),
    "transfer": TypeAdapter(sdk.Transfer),
}

DIFFERENCES = """
`from`, `content-type`   the models are made with Python names and write these only when they are sent
`randomFromNumber`       the SDK wants a caller id for every connect; apps, websockets and VBC need none
`ringbackTone`           the SDK has a list; the reference and the API's examples have one address
`domain`                 the SDK knows no SIP trunks by name
"""


def compiled(path: Path) -> Compilation:
    source = Source(name=path.name, text=path.read_text("utf-8"), path=path.name)
    return compile_source(source, lambda name: read_text(path.parent / name))


def judged(ncco: Ncco) -> None:
    """Fails if one of the judges refuses an NCCO."""
    assert [f for f in check_ncco(ncco) if f.severity == "error"] == []
    for action in ncco:
        strict_validator(action["action"]).validate(action)
        MODELS[action["action"]].validate_python(as_the_sdk_reads(action))


def as_the_sdk_reads(action: Mapping[str, Any]) -> dict[str, Any]:
    """An action in the SDK's own words; `DIFFERENCES` says why."""
    if action["action"] != "connect":
        return dict(action)
    read = {"randomFromNumber": False, **action, "endpoint": list(map(_endpoint, action["endpoint"]))}
    read["from_"] = read.pop("from", None)
    if "ringbackTone" in read:
        read["ringbackTone"] = [read["ringbackTone"]]
    return read


def _endpoint(endpoint: Mapping[str, Any]) -> dict[str, Any]:
    read = {{"content-type": "contentType"}.get(name, name): value for name, value in endpoint.items()}
    return {"uri": f"sip:{read['user']}@{read['domain']}", **read} if "domain" in read else read


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_every_file_is_an_ncco_that_all_judges_accept(path: Path) -> None:
    files = {name: json.loads(c) for name, c in compiled(path).files.items() if name.startswith("ncco/")}
    assert files
    for ncco in files.values():
        judged(ncco)


def statuses(event: Mapping[str, Any]) -> set[int]:
    """An extern that fails where nobody waits asks for the event again (language 11)."""
    return {200, 204, 503} if {"recording_url", "transcription_url"} & event.keys() else {200, 204}


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_every_reply_is_an_ncco_that_all_judges_accept(
    path: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    compilation = compiled(path)
    with no_failures(caplog):
        for seed in range(ROUNDS):
            for event, reply in explored(started(compilation, tmp_path, Random(seed)), REQUESTS):  # noqa: S311 - no secret
                assert reply.status in statuses(event), (event, reply)
                if reply.body:
                    judged(without_transfers(reply.ncco))


def without_transfers(ncco: Ncco) -> Ncco:
    """Externs answer with any text; that it is the id of a conversation is for their author to see to."""
    return [action for action in ncco if action["action"] != "transfer"] or [{"action": "wait"}]


SAYING = """
extern words() -> text { reads: true }
answer { let said = words(); say said; say "And {said}."; say said; each_word() }
flow each_word() { say words() }
"""


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("<speak>Hi & bye</speak>", [" speak Hi & bye /speak ", "And  speak Hi & bye /speak ."]),
        ("", ["And ."]),
    ],
)
def test_what_an_extern_says_is_no_ssml_and_no_empty_action(
    said: str, heard: list[str], tmp_path: Path
) -> None:
    class Hooks:
        def words(self) -> str:
            return said

    player = play(APP + SAYING, tmp_path, hooks=Hooks())
    player.answer()
    assert list(dict.fromkeys(player.heard)) == heard


def test_a_call_in_which_nothing_is_said_is_answered_with_a_pause(tmp_path: Path) -> None:
    class Hooks:
        def words(self) -> str:
            return ""

    player = play(
        f"{APP}extern words() -> text {{ reads: true }}\nanswer {{ say words() }}", tmp_path, hooks=Hooks()
    )
    assert player.answer() == [{"action": "wait", "timeout": 0.1}]


def test_a_call_that_ends_at_once_is_answered_with_a_pause(tmp_path: Path) -> None:
    player = play(APP + "answer { if call.from is not none -> done; wait 1s }\nflow done { }", tmp_path)
    assert player.answer() == [{"action": "wait", "timeout": 0.1}]


def test_a_value_that_nobody_reads_leaves_an_ncco_a_file() -> None:
    source = Source(name="x.ivr", text=f'{APP}var visits: int = 0\nanswer {{ set visits = 2; say "Hello." }}')
    files = compile_source(source, lambda name: read_text(ROOT / name)).files
    assert "ncco/answer.json" in files
    assert b"visits" not in files["webhook.py"]
