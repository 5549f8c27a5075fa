"""`ivrc import`: what it writes, what it reports, and what it refuses."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import ivrc.cli

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

ANSWER = [
    {"action": "talk", "text": "Welcome.", "voiceName": "Amy"},
    {"action": "talk", "text": "Press 1 for sales.", "bargeIn": "true"},
    {"action": "input", "maxDigits": 1, "eventUrl": ["https://example.com/ivr"]},
]
SALES = [
    {
        "action": "connect",
        "from": "447700900000",
        "endpoint": [{"type": "phone", "number": "447700900001"}],
    }
]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(ivrc.cli.commands, ("import", *arguments))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "answer.json").write_text(json.dumps(ANSWER))
    (tmp_path / "sales.json").write_text(json.dumps(SALES))
    return tmp_path


def test_a_program_on_standard_output_and_its_report_beside_it() -> None:
    result = run("answer.json", "/ivr=sales.json")
    assert result.exit_code == 0
    assert (
        result.stdout
        == """\
app "Imported" { base_url: "https://ivr.example.com" }

defaults { language: en-GB }

answer {
  say "Welcome."
  collect digits reply {
    say "Press 1 for sales." { language: en-US }
    length: 1
    timeout: 3s
    attempts: 1
    optional: true
    on silence { }
    on invalid { }
  }
  -> sales
}

flow sales {
  connect +447700900001 { from: +447700900000 }
}
"""
    )
    assert (
        result.stderr
        == """\
app: there is no body of an application, so `base_url` is https://ivr.example.com: set it
2 NCCOs in standard output; try `ivrc check`
"""
    )


def test_the_written_program_builds(folder: Path) -> None:
    assert run("answer.json", "sales.json", "-o", "menu.ivr").exit_code == 0
    result = CliRunner().invoke(ivrc.cli.commands, ("build", "menu.ivr"))
    assert result.exit_code == 0
    assert len(list((folder / "generated" / "menu" / "ncco").glob("*.json"))) >= 3


def test_nothing_is_overwritten(folder: Path) -> None:
    (folder / "menu.ivr").write_text("mine")
    result = run("answer.json", "-o", "menu.ivr")
    assert result.exit_code == 2
    assert "menu.ivr exists; move it away or choose another name with -o" in result.output
    assert (folder / "menu.ivr").read_text() == "mine"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('[{"action": "hangup"}]', "error[E104]"),
        ('[{"action": "talk", "text": "Hi"}, ...]', "error[E100]"),
        ("", "error[E100]"),
        ("\udcff", "error[IVR001]"),
    ],
)
def test_a_file_with_errors_is_refused(folder: Path, content: str, said: str) -> None:
    (folder / "bad.json").write_text(content, errors="surrogateescape")
    result = run("answer.json", "bad.json", "-o", "menu.ivr")
    assert result.exit_code == 1
    assert said in result.output
    assert not (folder / "menu.ivr").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Missing argument"),
        (("nothing.json",), "there is no file `nothing.json`"),
        (("/ivr=nothing.json",), "there is no file `nothing.json`"),
        (("app.json",), "a program has one application, and at least one NCCO"),
        (("answer.json", "app.json", "app2.json"), "a program has one application, and at least one NCCO"),
    ],
)
def test_what_cannot_be_done_as_given(folder: Path, arguments: tuple[str, ...], said: str) -> None:
    webhooks = {name: {"address": "https://a.example"} for name in ("answer_url", "event_url")}
    for name in ("app.json", "app2.json"):
        (folder / name).write_text(
            json.dumps({"name": "a", "capabilities": {"voice": {"webhooks": webhooks}}})
        )
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.output
