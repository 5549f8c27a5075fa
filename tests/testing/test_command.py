"""`ivrc test`: what is printed and written, and the exit status."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from ivrc.cli import commands

if TYPE_CHECKING:
    from click.testing import Result

MENU = """\
app "Shop" { base_url: "https://ivr.example.com"; number: +441632960000 }
param DESK = +441632960001
defaults { on silence { say "Silence." }; on invalid { say "Invalid." }; on give_up { hangup } }
answer {
  say "Welcome."
  menu { press 1 for "the desk" { connect DESK { on unreachable { say "Nobody is there." } } } }
}
"""
GOOD = """\
test "a busy desk" {
  call from +441632960123
  hear "For the desk, press 1"
  press 1
  expect connect +441632960001
  answer busy
  hear "Nobody is there"
}
"""
BAD = """\
test "a desk that answers" {
  call from +441632960123
  press 1
  answer busy
  hear "Good morning"
}
"""
FAILURE = """\
a desk that answers
    0.0 s  a call for 441632960000
    0.0 s  "Welcome."
    0.5 s  "For the desk, press 1."
    2.0 s  > presses 1
    2.0 s  rings 441632960001
    2.0 s  > busy
    2.0 s  "Nobody is there."
    3.1 s  the call is over
error[IVR701]: The call goes another way than the test says
  --> menu.ivr:20:3
   |
20 |   hear "Good morning"
   |   ^^^^^^^^^^^^^^^^^^^ the caller heard "Nobody is there." instead; then the call is over
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("menu.ivr").write_text(MENU + GOOD + BAD)
    Path("good.ivr").write_text(MENU + GOOD)
    Path("none.ivr").write_text(MENU)
    Path("wrong.ivr").write_text(MENU + 'test "wrong" { call from +441632960123; heer "Welcome" }\n')
    return tmp_path


def ivrc(*arguments: str) -> Result:
    return CliRunner().invoke(commands, ["test", *arguments])


def test_tests_that_pass() -> None:
    done = ivrc("good.ivr")
    assert (done.stdout, done.stderr) == ("ok    good.ivr:8  a busy desk\n\n1 test: 1 ok\n", "")
    assert done.exit_code == 0


def test_a_failure_is_shown_with_its_call() -> None:
    done = ivrc("menu.ivr")
    lines = "ok    menu.ivr:8  a busy desk\nFAIL  menu.ivr:16  a desk that answers\n"
    assert done.stdout == f"{lines}\n{FAILURE}\n2 tests: 1 ok, 1 failed\n"
    assert done.exit_code == 1


def test_several_files_are_summed_up() -> None:
    done = ivrc("good.ivr", "menu.ivr")
    assert done.stdout.endswith("\n3 tests: 2 ok, 1 failed\n")
    assert done.exit_code == 1


def test_several_processes_tell_the_same() -> None:
    assert ivrc("good.ivr", "menu.ivr", "-j", "2").stdout == ivrc("good.ivr", "menu.ivr").stdout


def test_tests_are_chosen_by_their_titles() -> None:
    done = ivrc("menu.ivr", "-k", "BUSY")
    assert done.stdout == "ok    menu.ivr:8  a busy desk\n\n1 test: 1 ok\n"
    assert done.exit_code == 0


def test_a_choice_of_nothing_is_refused() -> None:
    done = ivrc("menu.ivr", "-k", "bussy")
    assert done.stderr == "Error: no test has `bussy` in its title\n"
    assert done.exit_code == 2


def test_a_file_without_tests_says_so() -> None:
    done = ivrc("none.ivr")
    assert done.stdout == 'none.ivr has no tests; one begins with: test "what is tested" {\n'
    assert done.exit_code == 0


def test_a_program_with_errors_is_not_played() -> None:
    done = ivrc("wrong.ivr", "good.ivr")
    assert "error[IVR205]: Unknown action\n --> wrong.ivr:8:41" in done.stdout
    assert done.stdout.endswith("ok    good.ivr:8  a busy desk\n\n1 test: 1 ok\n")
    assert done.exit_code == 1


def test_parameters_are_those_of_the_build() -> None:
    done = ivrc("good.ivr", "-D", "DESK=+441632960002")
    assert "instead +441632960002 is being rung" in done.stdout
    assert done.exit_code == 1


@pytest.mark.parametrize(
    "arguments", [(), ("absent.ivr",), ("good.ivr", "-j", "0"), ("good.ivr", "--format", "xml")]
)
def test_wrong_command_lines(arguments: tuple[str, ...]) -> None:
    assert ivrc(*arguments).exit_code == 2


def test_programs_read_json() -> None:
    done = ivrc("menu.ivr", "wrong.ivr", "none.ivr", "--format", "json")
    told = json.loads(done.stdout)
    good, bad = told["tests"]
    expected = {
        "title": "a busy desk",
        "file": "menu.ivr",
        "line": 8,
        "passed": True,
        "seconds": good["seconds"],
    }
    assert good == expected
    assert good["seconds"] > 2
    assert bad["passed"] is False
    assert bad["transcript"] == FAILURE.splitlines()[1:9]
    assert bad["diagnostic"]["code"] == "IVR701"
    assert bad["diagnostic"]["range"]["start"]["line"] == 20
    assert [found["code"] for found in told["diagnostics"]] == ["IVR205"]
    assert done.stderr.startswith("none.ivr has no tests")
    assert done.exit_code == 1


def test_continuous_integration_reads_junit() -> None:
    done = ivrc("menu.ivr", "wrong.ivr", "--junit", "tests.xml")
    assert done.exit_code == 1
    menu, wrong = ElementTree.parse("tests.xml").getroot()  # noqa: S314 - we wrote it
    assert (menu.attrib["tests"], menu.attrib["failures"], menu.attrib["errors"]) == ("2", "1", "0")
    good, bad = menu
    assert (good.attrib["name"], good.attrib["classname"]) == ("a busy desk", "menu.ivr")
    assert not list(good)
    (failure,) = bad
    assert failure.attrib["message"].startswith('the caller heard "Nobody is there." instead')
    assert f"a desk that answers\n{failure.text}\n" == FAILURE
    assert (wrong.attrib["tests"], wrong.attrib["errors"]) == ("1", "1")
    assert "error[IVR205]" in "".join(wrong.itertext())


def test_junit_is_the_same_each_time() -> None:
    written = set()
    for name in ("one.xml", "two.xml"):
        ivrc("menu.ivr", "--junit", name)
        written.add(Path(name).read_bytes())
    assert len(written) == 1


def test_a_report_that_cannot_be_written() -> None:
    done = ivrc("good.ivr", "--junit", "menu.ivr/tests.xml")
    assert done.stderr.startswith("Error: cannot write menu.ivr/tests.xml: ")
    assert done.exit_code == 2


def test_a_title_does_not_steer_the_terminal() -> None:
    Path("odd.ivr").write_text(MENU + 'test "\\u001b[31mred" { call from +441632960123; hear "blue" }\n')
    assert "\x1b" not in ivrc("odd.ivr").stdout


def test_calls_that_are_placed_are_played_beside_others() -> None:
    outbound = 'outbound reminder(name: text) { say "Hello {name}." }\n'
    test = 'call reminder("Ann") to +441632960123; answer answered; hear "Hello Ann"'
    Path("out.ivr").write_text(f'{MENU}{outbound}test "a reminder" {{ {test} }}\n{GOOD}')
    done = ivrc("out.ivr")
    assert done.stdout == "ok    out.ivr:9  a reminder\nok    out.ivr:10  a busy desk\n\n2 tests: 2 ok\n"
