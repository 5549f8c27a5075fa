"""`ivrc test --coverage`: what no test meets is told where it stands, for people and programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from ivrc.cli import commands

if TYPE_CHECKING:
    from click.testing import Result

MENU = """\
app "Shop" { base_url: "https://ivr.example.com"; number: +441632960000 }
defaults { on silence { say "Silence." }; on invalid { say "Invalid." }; on give_up { hangup } }
extern vip(number: text) -> bool { reads: true }
extern store(link: url)
hours office in "Europe/London" { open mon-fri 09:00-17:30 }
recording message { timeout: 10s; on saved { store(recording.recording_url) } }
answer {
  if office is closed -> notice
  let special = vip(call.from_address) { on error { say "No idea who you are." } }
  if special { say "Welcome back." }
  menu {
    press 1 for "the desk" -> desk
    press 2 for "a message" { record message }
  }
}
flow desk {
  connect +441632960001 {
    on busy { say "They talk." }
    on unreachable { say "Nobody is there." }
  }
}
flow notice { say "We are closed." }
"""
OPEN = "  at 2026-11-20 10:00\n  given vip = false\n  call from +441632960123\n"
SHUT = 'test "closed" {\n  at 2026-11-22 10:00\n  call from +441632960123\n}\n'
MISSED = {
    "vip answers": f'test "it" {{\n{OPEN.replace("= false", "fails")}}}\n',
    "vip fails": f'test "it" {{\n{OPEN}  press 1\n}}\n',
    "if special is true": f'test "it" {{\n{OPEN}  press 1\n}}\n',
    "if special is false": f'test "it" {{\n{OPEN.replace("false", "true")}  press 1\n}}\n',
    "if office is closed is true": f'test "it" {{\n{OPEN}  press 1\n}}\n',
    "if office is closed is false": SHUT,
    "press 1": f'test "it" {{\n{OPEN}  press 2\n  leave 5s\n  hangup\n}}\n',
    "press 2": f'test "it" {{\n{OPEN}  press 1\n}}\n',
    "silence": f'test "it" {{\n{OPEN}  press 1\n}}\n',
    "invalid": f'test "it" {{\n{OPEN}  silence\n}}\n',
    "give_up": f'test "it" {{\n{OPEN}  silence\n  press 9\n}}\n',
    "busy": f'test "it" {{\n{OPEN}  press 1\n  answer timeout\n}}\n',
    "unreachable": f'test "it" {{\n{OPEN}  press 1\n  answer busy\n}}\n',
    "store answers": f'test "it" {{\n{OPEN}  press 1\n}}\n',
}
"""What is not met, to tests that meet much but that."""
MEETING = {
    "vip answers": MISSED["vip fails"],
    "vip fails": MISSED["vip answers"],
    "if special is true": MISSED["if special is false"],
    "if special is false": MISSED["if special is true"],
    "if office is closed is true": SHUT,
    "if office is closed is false": MISSED["silence"],
    "press 1": MISSED["press 2"],
    "press 2": MISSED["press 1"],
    "silence": MISSED["invalid"],
    "invalid": f'test "it" {{\n{OPEN}  press 9\n}}\n',
    "give_up": f'test "it" {{\n{OPEN}  silence\n  press 9\n  silence\n}}\n',
    "busy": MISSED["unreachable"],
    "unreachable": MISSED["busy"],
    "store answers": MISSED["press 1"],
}
"""The same to tests that meet it."""
LINES = {
    "vip answers": 9, "vip fails": 9, "if special is true": 10, "if special is false": 10,
    "if office is closed is true": 8, "if office is closed is false": 8, "press 1": 12, "press 2": 13,
    "silence": 11, "invalid": 11, "give_up": 11, "busy": 17, "unreachable": 17,
    "on saved": 6, "store answers": 6,
}  # fmt: skip  # a table


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def ivrc(*arguments: str) -> Result:
    return CliRunner().invoke(commands, ["test", *arguments])


def covered(tests: str, *options: str) -> Result:
    Path("menu.ivr").write_text(MENU + tests)
    return ivrc("menu.ivr", "--coverage", *options)


def hits(tests: str, *options: str) -> dict[str, dict[str, Any]]:
    """The items of the JSON report that are no states, by label."""
    done = covered(tests, "--coverage-json", "met.json", *options)
    assert done.exit_code == 0, done.output
    (program,) = json.loads(Path("met.json").read_text())["programs"]
    return {item["label"]: item for item in program["items"] if item["kind"] != "state"}


@pytest.mark.parametrize("label", MISSED)
def test_what_no_test_meets_is_told_at_its_line(label: str) -> None:
    done = covered(MISSED[label])
    (line,) = [line for line in done.stdout.splitlines() if line.endswith(f": {label}")]
    assert line.startswith("    menu.ivr:")
    assert hits(MISSED[label])[label]["hits"] == 0


@pytest.mark.parametrize("label", MEETING)
def test_what_a_test_meets_is_not_told(label: str) -> None:
    assert not [line for line in covered(MEETING[label]).stdout.splitlines() if line.endswith(f": {label}")]
    assert hits(MEETING[label])[label]["hits"] > 0


def test_each_thing_is_at_its_place_once() -> None:
    assert {label: item["line"] for label, item in hits("").items()} == LINES


def test_what_is_said_at_the_end_of_a_way_is_met_by_going_it() -> None:
    closed = '    menu.ivr:22:15  say "We are closed."'
    assert closed in covered("").stdout
    assert closed not in covered(SHUT).stdout


def test_a_report_for_people() -> None:
    done = covered(SHUT)
    assert done.stdout.startswith("ok    menu.ivr:23  closed\n\n1 test: 1 ok\n\nmenu.ivr: 2 of ")
    assert (
        "\n  options 0/2, outcomes 0/5, conditions 1/4, externs 0/3, handlers 0/1, states 1/" in done.stdout
    )
    assert done.exit_code == 0


def test_what_is_met_several_times_is_counted() -> None:
    assert hits(MISSED["give_up"])["silence"]["hits"] == 1
    twice = MISSED["invalid"].replace("  silence\n", "  silence\n  silence\n")
    assert hits(twice)["silence"]["hits"] == 2
    assert hits(MISSED["invalid"] + MISSED["give_up"].replace("it", "again"))["silence"]["hits"] == 2


def test_copies_of_one_thing_are_one_thing() -> None:
    labels = [item["label"] for item in _items(covered("", "--coverage-json", "met.json"))]
    assert [label for label in labels if label.startswith("press")] == ["press 1", "press 2"]


def _items(done: Result) -> list[dict[str, Any]]:
    assert done.exit_code == 0, done.output
    return json.loads(Path("met.json").read_text())["programs"][0]["items"]


def test_programs_read_json() -> None:
    covered(SHUT, "--coverage-json", "met.json")
    told = json.loads(Path("met.json").read_text())
    assert told["version"] == 1
    (program,) = told["programs"]
    assert program["file"] == "menu.ivr"
    met = [item for item in program["items"] if item["hits"]]
    assert program["percent"] == round(100 * len(met) / len(program["items"]), 2)
    assert met[0] == {
        "kind": "condition", "label": "if office is closed is true", "of": "answer",
        "file": "menu.ivr", "line": 8, "column": 6, "hits": 1,
    }  # fmt: skip  # as it is written


def test_services_read_lcov() -> None:
    covered(SHUT, "--lcov", "met.info")
    records = Path("met.info").read_text().splitlines()
    assert (records[0], records[-1]) == ("SF:menu.ivr", "end_of_record")
    rows = [record.partition(":")[::2] for record in records[1:-1]]
    numbers = {key: int(value) for key, value in rows if "," not in value}
    lines = dict(value.split(",") for key, value in rows if key == "DA")
    branches = [value.split(",") for key, value in rows if key == "BRDA"]
    assert lines["8"] == "1"
    assert lines["12"] == "0"
    assert [branch[3] for branch in branches if branch[0] == "8"] == ["1", "0"]
    assert (numbers["LF"], numbers["LH"]) == (len(lines), sum(value != "0" for value in lines.values()))
    assert (numbers["BRF"], numbers["BRH"]) == (len(branches), sum(branch[3] != "0" for branch in branches))
    assert len(branches) == len(json.loads(_json(SHUT))["programs"][0]["items"])


def _json(tests: str) -> str:
    covered(tests, "--coverage-json", "met.json")
    return Path("met.json").read_text()


def test_what_stands_in_an_imported_file_is_told_there() -> None:
    Path("part.ivr").write_text('flow part { say "Part."; if call.from is none { say "Who?" } }\n')
    Path("menu.ivr").write_text(
        'import "part.ivr"\napp "x" { base_url: "https://ivr.example.com" }\nanswer -> part\n'
        'test "it" { call from +441632960123 }\n'
    )
    done = ivrc("menu.ivr", "--coverage", "--lcov", "met.info")
    assert "    part.ivr:1:29  " in done.stdout
    assert "SF:part.ivr\nBRDA:1,0,0," in Path("met.info").read_text()


def test_less_than_the_least_fails() -> None:
    done = covered(SHUT, "--min", "90")
    assert done.exit_code == 1
    assert done.stdout.endswith("menu.ivr is below 90 %; `ivrc test --generate` adds tests\n")
    assert covered(SHUT, "--min", "5").exit_code == 0


def test_the_least_needs_no_other_option() -> None:
    Path("menu.ivr").write_text(MENU + SHUT)
    assert ivrc("menu.ivr", "--min", "90").exit_code == 1


def test_of_several_programs_each_has_to_reach_the_least() -> None:
    Path("small.ivr").write_text(
        'app "x" { base_url: "https://ivr.example.com" }\nanswer { say "Hi." }\n'
        'test "it" { call from +441632960123; hear "Hi" }\n'
    )
    Path("menu.ivr").write_text(MENU + SHUT)
    assert ivrc("small.ivr", "--min", "100").exit_code == 0
    assert ivrc("small.ivr", "menu.ivr", "--min", "100").exit_code == 1


def test_a_program_with_errors_is_left_out() -> None:
    Path("wrong.ivr").write_text("answer { sya }\n")
    Path("menu.ivr").write_text(MENU + SHUT)
    done = ivrc("wrong.ivr", "menu.ivr", "--coverage")
    assert done.exit_code == 1
    assert "menu.ivr: 2 of " in done.stdout


def test_several_processes_count_the_same() -> None:
    tests = "".join(text.replace('"it"', f'"{label}"') for label, text in MISSED.items() if text != SHUT)
    assert hits(tests, "-j", "2") == hits(tests)


def test_a_report_that_cannot_be_written() -> None:
    Path("folder").mkdir()
    done = covered(SHUT, "--coverage-json", "folder")
    assert done.exit_code == 2
    assert "folder" in done.stderr


def test_programs_read_json_undisturbed() -> None:
    Path("menu.ivr").write_text(MENU + SHUT)
    done = ivrc("menu.ivr", "--coverage", "--format", "json")
    assert json.loads(done.stdout)["tests"][0]["title"] == "closed"
    assert "menu.ivr: 2 of " in done.stderr
