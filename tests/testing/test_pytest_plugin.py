"""The pytest plugin, in runs of pytest on projects that have programs, and on one that has none."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pytest import Pytester, RunResult  # noqa: PT013 - only types

HEAD = 'app "Shop" { base_url: "https://ivr.example.com"; number: +441632960000 }\n'
MENU = f"""{HEAD}\
answer {{ say "Welcome."; connect +441632960001 {{ on unreachable {{ say "Nobody is there." }} }} }}
test "a busy desk" {{
  call from +441632960123
  answer busy
  hear "Nobody is there"
}}
"""
FAILING = """test "a desk that answers" {
  call from +441632960123
  answer busy
  hear "Good morning"
}
"""
HOOKED = f"""{HEAD}\
extern name_of(number: phone?) -> text {{ reads: true }}
extern rate() -> number {{ get: "https://rates.example.com/" }}
defaults {{ on silence -> again; on invalid -> again; on give_up {{ hangup }} }}
answer {{
  say "Welcome {{name_of(call.from)}}."
  menu {{ press 1 for "rates" {{ say "It is {{rate()}}." }} }}
}}
"""
PYTHON = """
class Hooks:
    def name_of(self, number):
        return {"+447700900101": "Ann", "+447700900102": "Bob"}[number]

    async def rate(self):
        return 2


def test_two_callers(ivr_call):
    line = ivr_call("hooked.ivr", hooks=Hooks())
    ann, bob = line.call(from_="+447700900101"), line.call(from_="+447700900102")
    assert (ann.heard[0], bob.heard[0]) == ("Welcome Ann.", "Welcome Bob.")
    assert ann.press("1").heard == ["It is 2."]


def test_a_mistake(ivr_call):
    ivr_call("broken.ivr")
"""
LOADED = """
import sys

def test_nothing_was_imported():
    ours = {name for name in sys.modules if name.startswith("ivrc.")}
    assert ours == {"ivrc.testing", "ivrc.testing.pytest_plugin"}
"""


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the plugins that happen to be installed, only ours."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")


def run(pytester: Pytester, *arguments: str) -> RunResult:
    return pytester.runpytest("-p", "ivrc", "-p", "no:cacheprovider", *arguments)


def write(pytester: Pytester, **files: str) -> None:
    for name, text in files.items():
        (pytester.path / f"{name}.ivr").write_text(text, "utf-8")


def test_tests_of_programs_are_collected(pytester: Pytester) -> None:
    write(pytester, menu=MENU)
    done = run(pytester, "-v")
    done.stdout.fnmatch_lines(["menu.ivr::a busy desk PASSED*"])
    done.assert_outcomes(passed=1)


def test_a_failure_is_the_call_and_what_is_wrong(pytester: Pytester) -> None:
    write(pytester, menu=MENU + FAILING)
    done = run(pytester)
    done.assert_outcomes(passed=1, failed=1)
    done.stdout.fnmatch_lines([
        "*_ a desk that answers _*",
        '    0.0 s  "Welcome."',
        "    0.* s  rings 441632960001",
        "    0.* s  > busy",
        "error[[]IVR701[]]: The call goes another way than the test says",
        "*menu.ivr:11:3",
        '11 |   hear "Good morning"',
        '*the caller heard "Nobody is there." instead; then the call is over',
    ])  # fmt: skip  # as it is printed
    assert "Traceback" not in done.stdout.str()
    assert "pytest_plugin.py" not in done.stdout.str()


def test_tests_are_chosen_by_their_titles(pytester: Pytester) -> None:
    write(pytester, menu=MENU + FAILING)
    run(pytester, "-k", "busy").assert_outcomes(passed=1, deselected=1)
    run(pytester, "menu.ivr::a busy desk").assert_outcomes(passed=1)


def test_a_test_may_be_played_again_after_another_file(pytester: Pytester) -> None:
    second = MENU + MENU.removeprefix(HEAD).partition("\n")[2].replace("a busy desk", "busy again")
    write(pytester, menu=second, other=MENU)
    names = ("menu.ivr::a busy desk", "other.ivr", "menu.ivr::busy again")
    run(pytester, *names).assert_outcomes(passed=3)


def test_mistakes_are_errors_of_the_collection(pytester: Pytester) -> None:
    write(pytester, menu=MENU.replace("hear", "heer"))
    done = run(pytester)
    done.assert_outcomes(errors=1)
    done.stdout.fnmatch_lines(
        ["*error[[]IVR205[]]: Unknown action", "*menu.ivr:6:3", "*did you mean `hear`*"]
    )
    assert "Traceback" not in done.stdout.str()


def test_a_file_that_is_no_text_is_an_error_of_the_collection(pytester: Pytester) -> None:
    (pytester.path / "menu.ivr").write_bytes(MENU.encode() + b"\xff")
    done = run(pytester)
    done.assert_outcomes(errors=1)
    done.stdout.fnmatch_lines(["*IVR001*", "*is not UTF-8*"])


def test_files_without_tests_are_let_alone(pytester: Pytester) -> None:
    write(pytester, none=f'{HEAD}answer {{ say "The latest test." }}\n', broken="answer { sya }\n")
    assert run(pytester).ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_parts_of_programs_are_tested_with_the_programs(pytester: Pytester) -> None:
    tested = 'test "of the part" { call from +441632960123; hear "Part" }\n'
    write(
        pytester,
        part=f'flow part {{ say "Part." }}\n{tested}',
        menu=f'import "part.ivr"\n{HEAD}answer -> part\n{tested.replace("of the part", "of the menu")}',
    )
    done = run(pytester, "-v")
    done.assert_outcomes(passed=2)
    done.stdout.fnmatch_lines(["menu.ivr::of the menu*", "menu.ivr::of the part*"], consecutive=False)


def test_tests_may_stand_in_a_file_of_their_own(pytester: Pytester) -> None:
    program, _, test = MENU.partition("test ")
    write(pytester, menu=program, menu_test=f'import "menu.ivr"\ntest {test}')
    run(pytester).assert_outcomes(passed=1)


def test_python_tests_call_with_hooks_of_their_own(pytester: Pytester) -> None:
    write(pytester, hooked=HOOKED)
    pytester.makepyfile(test_hooked=PYTHON)
    run(pytester, "-k", "two_callers").assert_outcomes(passed=1, deselected=1)


def test_python_tests_are_told_of_mistakes(pytester: Pytester) -> None:
    write(pytester, broken="answer { sya }\n")
    pytester.makepyfile(test_hooked=PYTHON)
    done = run(pytester, "-k", "mistake")
    done.assert_outcomes(failed=1, deselected=1)
    done.stdout.fnmatch_lines(["*error[[]IVR205[]]: Unknown action*"])


def test_programs_are_found_beside_the_python_test(pytester: Pytester) -> None:
    folder = pytester.mkdir("calls")
    (folder / "hooked.ivr").write_text(HOOKED)
    (folder / "test_hooked.py").write_text(PYTHON)
    run(pytester, "-k", "two_callers").assert_outcomes(passed=1, deselected=1)


def test_the_plugin_can_be_left_out(pytester: Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    write(pytester, menu=MENU)
    monkeypatch.delenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD")
    pytester.makeini("[pytest]\nasyncio_default_fixture_loop_scope = function\n")
    assert pytester.runpytest("--collect-only").ret == pytest.ExitCode.OK
    assert pytester.runpytest("--collect-only", "-p", "no:ivrc").ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_projects_without_programs_import_no_compiler(pytester: Pytester) -> None:
    pytester.makepyfile(test_loaded=LOADED)
    pytester.run(sys.executable, "-m", "pytest", "-p", "ivrc").assert_outcomes(passed=1)


def test_nothing_is_left_open(pytester: Pytester) -> None:
    write(pytester, menu=MENU)
    strict = ("-W", "error::ResourceWarning", "-W", "error::pytest.PytestUnraisableExceptionWarning")
    run(pytester, *strict, "--collect-only").stdout.fnmatch_lines(["*a busy desk*", "*1 test collected*"])
    run(pytester, *strict).assert_outcomes(passed=1)


def test_the_documents_show_tests_that_pass(pytester: Pytester) -> None:
    text = (Path(__file__).parents[2] / "docs" / "testing.md").read_text("utf-8")
    blocks = re.compile(r"```(\w+).*\n((?:.*\n)*?)```").findall(text)
    program, python = (next(b for kind, b in blocks if kind == wanted) for wanted in ("ivr", "python"))
    write(pytester, menu=program)
    pytester.makepyfile(test_menu=python)
    run(pytester).assert_outcomes(passed=2)
