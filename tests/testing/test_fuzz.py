"""`ivrc test --fuzz`: it finds each kind of fault, makes it short, and tells it again for the same seed."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from driver import APP, HANDLERS, compiled

from ivrc.cli import commands
from ivrc.platform import AsgiTransport
from ivrc.testing.fuzzing import MOST_DEEDS, Broken, Fuzzer
from ivrc.testing.loading import load
from ivrc.testing.unruly import UnrulyTransport

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from click.testing import Result

    from ivrc.platform.transport import Request, Response

MENU = f"""{APP}{HANDLERS}
extern name_of(number: text) -> text {{ reads: true }}
answer {{
  say "Welcome {{name_of(call.from_address)}}."
  menu {{
    press 1 for "the desk" {{ connect +441632960001 {{ on unreachable {{ say "Nobody is there." }} }} }}
    press 2 for "help" {{ say "Help." }}
  }}
}}
"""
HELP = re.compile(rb'"text": ?"Help."')
RUNS = 40


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("menu.ivr").write_text(MENU)
    return tmp_path


def ivrc(*arguments: str) -> Result:
    return CliRunner().invoke(commands, ["test", "menu.ivr", *arguments])


@contextmanager
def replies(change: Callable[[Request, Response], Response]) -> Iterator[None]:
    """Something between the module and the platform."""
    send = AsgiTransport.send
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(AsgiTransport, "send", lambda self, request: change(request, send(self, request)))
        yield


def found(text: str = MENU, runs: int = RUNS) -> Broken | None:
    """What the first run that finds something has found."""
    loaded = load(compiled(text))
    fuzzer = Fuzzer(loaded)
    broken = next(filter(None, (fuzzer.run(f"0:{number}") for number in range(runs))), None)
    loaded.transport.close()
    return broken


def keys(broken: Broken) -> list[str]:
    """What had to be done."""
    return [str(getattr(deed.what, "keys", type(deed.what).__name__)) for deed in broken.plan.deeds]


def help_is(instead: bytes) -> Callable[[Request, Response], Response]:
    """Whoever presses 2 gets another reply."""

    def change(_request: Request, response: Response) -> Response:
        return replace(response, body=HELP.sub(instead, response.body))

    return change


def test_a_sound_program_is_not_accused() -> None:
    done = ivrc("-k", "", "--fuzz", "40")
    assert done.stdout.endswith("menu.ivr: 40 random calls (seed 0): nothing broke\n")
    assert done.exit_code == 0


def test_an_invalid_ncco_is_found() -> None:
    with replies(help_is(b'"txet":"Help."')):
        broken = found()
    assert broken is not None
    assert broken.problem.startswith("the platform could not use a reply: Invalid NCCO. E")
    assert keys(broken) == ["2"]


def test_a_reply_that_is_no_ncco_is_found() -> None:
    with replies(help_is(b"<html>")):
        broken = found()
    assert broken is not None
    assert broken.problem == "the platform could not use a reply: Invalid NCCO. It is not JSON."
    assert keys(broken) == ["2"]


def test_a_failing_module_is_found() -> None:
    loaded = load(compiled(f'{APP}{HANDLERS}answer {{ menu {{ press 2 {{ say "{{now as time}}" }} }} }}'))
    fuzzer = Fuzzer(loaded)
    function = next(
        name
        for name, value in vars(loaded.module).items()
        if callable(value) and getattr(value, "__module__", "") == loaded.module.__name__ and "2" in name
    )
    broken = None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vars(loaded.module)[function], "__code__", _broken.__code__)
        for number in range(RUNS):
            broken = broken or fuzzer.run(f"0:{number}")
    loaded.transport.close()
    assert broken is not None
    assert broken.problem.startswith("the webhook module failed: ZeroDivisionError: ")
    assert keys(broken) == ["2"]


def _broken(*_: Any) -> Any:
    return 1 // 0


def test_a_slow_reply_is_found() -> None:
    def slow(_request: Request, response: Response) -> Response:
        return replace(response, seconds=6.0 if HELP.search(response.body) else response.seconds)

    with replies(slow):
        broken = found()
    assert broken is not None
    assert broken.problem == "a reply took longer than 5 s"
    assert keys(broken) == ["2"]


def test_a_call_that_never_asks_again_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ivrc.platform.legs.MOST_WAITS", 500)
    hold = 'flow hold { say "Wait."; wait 1s; -> hold }'
    broken = found(f"{APP}{HANDLERS}answer {{ menu {{ press 2 -> hold }} }}\n{hold}")
    assert broken is not None
    assert broken.problem == "the call goes on for ever without anybody doing anything"
    assert keys(broken) == ["2"]


class Leaking:
    """Remembers the number of the caller who came in last, for everybody."""

    def __init__(self, separator: str) -> None:
        self._separator = separator
        self._last = ""

    def __call__(self, request: Request, response: Response) -> Response:
        if request.url.endswith("/answer"):
            self._last = re.search(rb'"from":"(\d+)"', request.body)[1].decode()  # type: ignore[index]
        shown = self._separator.join(self._last)
        return replace(response, body=response.body.replace(b"Help.", f"Help for {shown}.".encode()))


@pytest.mark.parametrize("separator", ["", " ", ", "])
def test_the_number_of_another_caller_is_found(separator: str) -> None:
    with replies(Leaking(separator)):
        broken = found()
    assert broken is not None
    assert broken.problem == "a reply in the call of +447700900101 has the number of another caller in it"
    assert keys(broken) == ["2"]


def test_what_externs_answered_another_caller_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    cached: dict[str, Any] = {}
    loaded = load(compiled(MENU))
    fuzzer = Fuzzer(loaded)

    def remembering(extern: Any) -> Any:
        connect = extern.connect

        def made(service: Any) -> Any:
            ask = connect(service)

            async def once(call: Any, arguments: Any) -> Any:
                return cached.setdefault("name", await ask(call, arguments))

            return once

        return made

    monkeypatch.setattr(loaded.externs["name_of"], "connect", remembering(loaded.externs["name_of"]))
    broken = next(filter(None, (fuzzer.run(f"0:{number}") for number in range(RUNS))), None)
    loaded.transport.close()
    assert broken is not None
    assert broken.problem.endswith("has the number of another caller in it")


def test_the_same_seed_finds_the_same() -> None:
    with replies(help_is(b"")):
        assert found() == found()


def test_calls_differ_from_seed_to_seed() -> None:
    with replies(help_is(b"")):
        seeds = {ivrc("--fuzz", "40", "--seed", seed).stdout for seed in ("one", "two", "three")}
    assert len(seeds) == 3


def test_a_finding_is_printed_as_a_test_that_fails_in_the_same_way() -> None:
    with replies(help_is(b'"txet":"Help."')):
        done = ivrc("--fuzz", "40", "--seed", "a")
        assert done.exit_code == 1
        assert done.stdout.startswith("menu.ivr has no tests")
        _, line, test = re.split(r"(?m)^(menu\.ivr: the platform could not use .*)\n", done.stdout)
        assert line.endswith("; as a test, as far as one can say it:")
        Path("menu.ivr").write_text(f"{MENU}\n{test}")
        again = ivrc()
    assert again.exit_code == 1
    assert "the platform refuses what it is sent: Invalid NCCO. E" in again.stdout
    assert ivrc().exit_code == 0, "the fault has gone"


def test_findings_are_short() -> None:
    lengths = []
    with replies(help_is(b"")):
        loaded = load(compiled(MENU))
        fuzzer = Fuzzer(loaded)
        lengths = [len(b.plan.deeds) for n in range(RUNS) if (b := fuzzer.run(f"short:{n}"))]
        loaded.transport.close()
    assert lengths
    assert set(lengths) == {1}
    assert MOST_DEEDS > 1


def test_webhooks_come_twice_and_late() -> None:
    sent: list[str] = []
    send = UnrulyTransport.send

    def count(self: UnrulyTransport, request: Request) -> Response:
        sent.append(request.url)
        return send(self, request)

    arrived: list[str] = []

    def note(request: Request, response: Response) -> Response:
        arrived.append(request.url)
        return response

    with replies(note), pytest.MonkeyPatch.context() as patch:
        patch.setattr(UnrulyTransport, "send", count)
        assert found() is None
    assert len(arrived) > len(sent) > 100
    assert sorted(set(arrived)) == sorted(set(sent))
    assert arrived != sent


def test_externs_answer_and_fail() -> None:
    heard: set[bytes] = set()

    def note(_request: Request, response: Response) -> Response:
        heard.update(re.findall(rb"Welcome [^\"]*", response.body))
        return response

    with replies(note):
        found()
    assert b"Welcome sample for +447700900101." in heard
    assert len(heard) > 1


def test_people_who_are_called_do_anything_too() -> None:
    Path("menu.ivr").write_text(f'{APP}outbound reminder(name: text) {{ say "Hello {{name}}." }}\n')
    done = ivrc("--fuzz", "20")
    assert done.stdout.endswith("menu.ivr: 20 random calls (seed 0): nothing broke\n")
    assert done.exit_code == 0


def test_what_breaks_for_people_who_are_called_is_shown_as_a_test() -> None:
    Path("menu.ivr").write_text(f"{APP}outbound reminder(link: url) {{ transfer link }}\n")
    done = ivrc("--fuzz", "20")
    assert 'call reminder("https://example.com/sample") to +447700900101' in done.stdout


def test_programs_read_json_undisturbed() -> None:
    done = ivrc("--fuzz", "3", "--format", "json")
    assert done.stdout.count("\n") == 1
    assert done.stderr.endswith("nothing broke\n")
