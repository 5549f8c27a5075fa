"""`ivrc test --generate`: tests that pass, meet what no other test does, and are added safely."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from driver import APP, HANDLERS, compiled
from test_judges import PROGRAMS

from ivrc.cli import commands
from ivrc.cli.compiling import compile_file
from ivrc.testing import generating
from ivrc.testing.generating import generate
from ivrc.testing.loading import load

if TYPE_CHECKING:
    from click.testing import Result

MENU = """\
app "Shop" { base_url: "https://ivr.example.com"; number: +441632960000 }
defaults { on silence { say "Silence." }; on invalid { say "Invalid." }; on give_up { hangup } }
extern vip(number: text) -> bool { reads: true }
answer {
  let special = vip(call.from_address) { on error { say "No idea who you are." } }
  if special { say "Welcome back." }
  menu { press 1 for "the desk" { connect +441632960001 { on unreachable { say "Nobody is there." } } } }
}
"""
BY_HAND = """
test "written by hand" {
  given vip = true
  call from +441632960123
  press 1
  answer busy
}
"""
# What no statement of a test can bring about, by program: the number of things that are not met, and why.
OUT_OF_REACH = {
    "callers_user": (2, "a test calls from a number, not as a user of an app"),
    "collect_any": (1, "spoken words without keys come before keys without words"),
    "collect_saved_audio": (3, "the platform always delivers what was said, and silence is no wrong answer"),
    "collect_speech": (4, "a recogniser is always sure of what a test says, and silence is no wrong answer"),
    "event_handlers": (1, "an incoming call neither fails nor is rejected"),
    "header_of_call": (2, "a test calls without headers"),
    "list_of_records": (1, "each number of the list is found in the list"),
    "next_opening": (1, "the desk opens again in every week"),
    "transfer_call": (2, "nothing tells that a text has to be the id of a conversation"),
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("menu.ivr").write_text(MENU)
    return tmp_path


def ivrc(*arguments: str) -> Result:
    return CliRunner().invoke(commands, ["test", *arguments])


def test_everything_is_met_by_tests_that_pass() -> None:
    done = ivrc("menu.ivr", "--generate", "--min", "100")
    assert done.exit_code == 0, done.output
    first, *_ = done.stdout.splitlines()
    assert re.fullmatch(r"menu\.ivr: \d tests added; (\d+) of \1 met", first)
    assert "failed" not in done.stdout


READABLE = """
test "press 1, answer busy" {
  given vip = true
  call from +441632960123
  hear "Welcome back"
  press 1
  answer busy
  hear "Nobody is there"
  expect hangup
}
"""


def test_the_tests_are_read_by_people() -> None:
    ivrc("menu.ivr", "--generate")
    written = Path("menu.ivr").read_text()
    assert written.startswith(f"{MENU}\ntest ")
    assert READABLE in written


def test_what_is_there_stays_as_it_is() -> None:
    Path("menu.ivr").write_text(MENU + BY_HAND)
    ivrc("menu.ivr", "--generate")
    assert Path("menu.ivr").read_text().startswith(f"{MENU}{BY_HAND}\ntest ")


def test_only_what_no_test_meets_gets_tests() -> None:
    alone = ivrc("menu.ivr", "--generate").stdout
    Path("menu.ivr").write_text(MENU + BY_HAND)
    beside = ivrc("menu.ivr", "--generate", "--min", "100")
    assert beside.exit_code == 0
    assert int(beside.stdout.split()[1]) < int(alone.split()[1])


def test_a_second_time_nothing_is_added() -> None:
    ivrc("menu.ivr", "--generate")
    before = Path("menu.ivr").read_bytes()
    assert ivrc("menu.ivr", "--generate").stdout.startswith("menu.ivr: 0 tests added; ")
    assert Path("menu.ivr").read_bytes() == before


def test_the_same_program_gets_the_same_tests() -> None:
    written = set()
    for name in ("one.ivr", "two.ivr"):
        Path(name).write_text(MENU)
        ivrc(name, "--generate")
        written.add(Path(name).read_bytes())
    assert len(written) == 1


def test_titles_are_not_taken_twice() -> None:
    ivrc("menu.ivr", "--generate")
    title = re.search(r'test "(.*)"', Path("menu.ivr").read_text())[1]
    Path("menu.ivr").write_text(f'{MENU}\ntest "{title}" {{\n  given vip = true\n  call from none\n}}\n')
    done = ivrc("menu.ivr", "--generate", "--min", "100")
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_programs_are_met_as_far_as_tests_can(path: Path) -> None:
    compiled = compile_file(str(path), (), None).compilation
    loaded = load(compiled)
    made = generate(loaded)
    loaded.transport.close()
    missing = [item.label for item in made.missing]
    assert len(missing) == OUT_OF_REACH.get(path.stem, (0, ""))[0], missing
    assert not made.exhausted


def test_lines_end_as_in_the_rest_of_the_file() -> None:
    Path("menu.ivr").write_bytes(b"\xef\xbb\xbf" + MENU.strip().replace("\n", "\r\n").encode())
    assert ivrc("menu.ivr", "--generate", "--min", "100").exit_code == 0
    content = Path("menu.ivr").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfapp")
    assert content.count(b"\n") == content.count(b"\r\n") > MENU.count("\n")


def test_a_file_with_errors_is_not_touched() -> None:
    Path("menu.ivr").write_text(f"{MENU}flow broken {{ sya }}\n")
    done = ivrc("menu.ivr", "--generate")
    assert done.exit_code == 1
    assert "error[IVR205]" in done.stdout
    assert Path("menu.ivr").read_text() == f"{MENU}flow broken {{ sya }}\n"


def test_a_file_that_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    replace = Path.replace

    def refuse(part: Path, target: Path) -> Path:
        if target.name == "menu.ivr":
            raise PermissionError(13, "Permission denied")
        return replace(part, target)

    monkeypatch.setattr(Path, "replace", refuse)
    done = ivrc("menu.ivr", "--generate")
    assert done.stderr == "Error: cannot write menu.ivr: Permission denied\n"
    assert done.exit_code == 2
    assert [(path.name, path.read_text()) for path in Path().iterdir()] == [("menu.ivr", MENU)]


def test_a_search_that_breaks_leaves_the_file_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ivrc.testing.generating.write_test", interrupted)
    assert ivrc("menu.ivr", "--generate").exit_code != 0
    assert Path("menu.ivr").read_text() == MENU


def test_a_link_stays_a_link() -> None:
    Path("link.ivr").symlink_to("menu.ivr")
    ivrc("link.ivr", "--generate")
    assert Path("link.ivr").is_symlink()
    assert Path("menu.ivr").read_text() != MENU


def test_a_program_that_only_places_calls() -> None:
    Path("menu.ivr").write_text(
        'app "x" { base_url: "https://ivr.example.com"; number: +441632960000 }\n'
        'outbound reminder(name: text) { say "Hello {name}." }\n'
    )
    done = ivrc("menu.ivr", "--generate")
    assert done.stdout.startswith("menu.ivr: 1 test added; 2 of 2 met\n")
    assert "answer answered" in Path("menu.ivr").read_text()


def test_what_no_call_was_found_for_is_listed() -> None:
    Path("menu.ivr").write_text(
        'app "x" { base_url: "https://ivr.example.com" }\n'
        'answer { if call.header("X-Account") is none { say "Who?" } else { say "Ah." } }\n'
    )
    done = ivrc("menu.ivr", "--generate")
    assert done.stdout.startswith(
        "menu.ivr: 1 test added; 2 of 4 met\n"
        "  no call meets:\n"
        '    menu.ivr:2:13  answer: if call.header("X-Account") is none is false\n'
        '    menu.ivr:2:68  say "Ah."\n'
        "ok    menu.ivr:4  a call comes in\n"
    )


def test_a_search_has_an_end_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generating, "MOST_CALLS", 3)
    done = ivrc("menu.ivr", "--generate")
    assert "\n  the search ended after " in done.stdout
    assert "  no call meets:\n" in done.stdout


def generated(program: str) -> str:
    """The tests of a program that has none."""
    loaded = load(compiled(f"{APP}{program}"))
    try:
        made = generate(loaded)
    finally:
        loaded.transport.close()
    assert not made.missing, made.missing
    return "\n".join(made.tests)


PIN = """answer {
  collect digits pin { say "Pin?"; length: 4 }
  if pin == "0042" { say "Right." }
}"""
NUMBER = """answer {
  collect number guests { say "How many?"; range: 1..9 }
  if guests > 6 { say "Many." }
}"""
ROUNDS = """var rounds: int = 0
answer -> ask
flow ask {
  set rounds = rounds + 1
  if rounds > 3 { say "Enough."; hangup }
  menu { press 1 for "more" -> ask }
}"""
HOURS = """hours desk in "Asia/Tokyo" { open mon-fri 09:00-17:00 }
answer { if desk is open { say "Hi." } }"""


@pytest.mark.parametrize(
    ("program", "found"),
    [
        ('answer { if now.time < 12:00 { say "Morning." } else { say "Day." } }', "at 2026-11-16 12:00"),
        ('answer { if now.date == 2026-12-24 { say "Merry." } else { say "Hi." } }', "at 2026-12-24"),
        (HOURS, "at 2026-11-16 17:00"),
        ('extern age() -> int { reads: true }\nanswer { if age() == 50 { say "Half." } }', "given age = 50"),
        ('answer { if call.to == +441632960009 { say "Nine." } }', " to +441632960009"),
        ('answer { if call.from == +441632960009 { say "You." } }', "call from +441632960009"),
        ('answer { if call.from is none { say "Who?" } }', "call from none"),
        (PIN, "press 0042"),
        (NUMBER, "press 7"),
        (ROUNDS, 'test "press 1, press 1, press 1"'),
    ],
)
def test_what_conditions_ask_for_is_found(program: str, found: str) -> None:
    assert found in generated(HANDLERS + program)


def test_the_clock_of_the_app_is_told_in_the_zone_of_tests() -> None:
    app = 'app "x" { base_url: "https://ivr.example.com"; timezone: "Asia/Tokyo" }\n'
    Path("menu.ivr").write_text(
        f'{app}hours desk in "Europe/London" {{ open mon-fri 09:00-17:00 }}\n'
        'answer { if now.time < 03:00 { say "Night in Tokyo." } else if desk is open { say "Hi." } }\n'
    )
    done = ivrc("menu.ivr", "--generate", "--min", "100")
    assert done.exit_code == 0, done.output


def test_the_documents_quote_what_is_written() -> None:
    text = (Path(__file__).parents[2] / "docs" / "testing.md").read_text("utf-8")
    blocks = re.compile(r"```(\w+).*\n((?:.*\n)*?)```").findall(text)
    program, quoted = (next(b for kind, b in blocks if kind == wanted) for wanted in ("ivr", "text"))
    Path("menu.ivr").write_text(program)
    ivrc("menu.ivr", "--generate")
    assert f"\n{quoted}" in Path("menu.ivr").read_text()
