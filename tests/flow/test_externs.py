"""Externs of the user's own system: hooks, budgets and failures (language 11)."""

from __future__ import annotations

import logging
import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from driver import APP, HANDLERS, Player, compiled, load, play

from ivrc.runtime import current_call

if TYPE_CHECKING:
    from pathlib import Path


class Hooks:
    """Gives what it is told to; raises what is an exception."""

    def __init__(self, **answers: Any) -> None:
        self.answers = answers
        self.asked: list[tuple[Any, ...]] = []

    def __getattr__(self, name: str) -> Any:
        def hook(*arguments: Any) -> Any:
            self.asked.append((name, *arguments))
            answer = self.answers.get(name)
            if isinstance(answer, Exception):
                raise answer
            return answer

        return hook


def called(text: str, folder: Path, hooks: object) -> Player:
    player = play(APP + HANDLERS + text, folder, hooks=hooks)
    player.answer()
    return player


LOOKUP = "extern lookup(number: phone?) -> text? { reads: true }\n"
APOLOGY = "We are sorry, we cannot take your call at the moment. Please try again later."


def test_an_extern_without_a_url_is_a_method_of_hooks_plain_or_not(tmp_path: Path) -> None:
    class Asynchronous:
        async def lookup(self, number: str | None) -> str | None:
            return f"async {number}"

    text = LOOKUP + "answer { let name = lookup(call.from); if name is not none { say name } }"
    assert called(text, tmp_path / "a", Asynchronous()).heard == ["async +441632960123"]
    assert called(text, tmp_path / "b", Hooks(lookup="Ann")).heard == ["Ann"]


def test_the_call_s_own_handler_comes_first(tmp_path: Path) -> None:
    text = """
defaults { extern { on error { say "Defaults." } } }
extern lookup() -> text { reads: true; on error { say "Extern's."; hangup } }
answer { let name = lookup() { on error { say "Call's."; hangup } }; say name }"""
    player = play(APP + text, tmp_path, hooks=Hooks(lookup=ValueError()))
    player.answer()
    assert player.heard == ["Call's."]


def test_the_extern_s_handler_comes_before_that_of_defaults(tmp_path: Path) -> None:
    text = """
defaults { extern { on error { say "Defaults."; hangup } } }
extern lookup() -> text { reads: true; on error { say "Extern's."; hangup } }
extern other() -> text { reads: true }
answer { say lookup() }
flow unused { say other() }"""
    player = play(APP + text, tmp_path, hooks=Hooks(lookup=ValueError()))
    player.answer()
    assert player.heard == ["Extern's."]


def test_the_handler_of_defaults_comes_before_the_fallback(tmp_path: Path) -> None:
    text = """
defaults { on error { say "Defaults."; hangup } }
extern lookup() -> text { reads: true }
answer { say lookup() }"""
    player = play(APP + text, tmp_path, hooks=Hooks(lookup=ValueError()))
    player.answer()
    assert player.heard == ["Defaults."]


@pytest.mark.parametrize("answer", [ValueError("broken"), 7, b"Ann"])
def test_without_a_handler_a_raise_or_a_wrong_type_gives_the_fallback(
    answer: object, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    text = LOOKUP + "answer { let name = lookup(call.from); if name is not none { say name } }"
    player = called(text, tmp_path, Hooks(lookup=answer))
    assert player.heard == [APOLOGY]
    assert "extern lookup(number='+441632960123') failed: " in caplog.text
    assert f"[call {player.uuid}, conversation {player.conversation}]" in caplog.text


def test_a_timeout_is_a_failure(tmp_path: Path) -> None:
    class Slow:
        def lookup(self) -> str:
            time.sleep(0.4)
            return "late"

    text = """
extern lookup() -> text { reads: true; timeout: 100ms }
answer { let name = lookup() { on error { say "Too slow."; hangup } }; say name }"""
    assert called(text, tmp_path, Slow()).heard == ["Too slow."]


def test_a_handler_that_runs_out_goes_on_behind_a_call_without_result(tmp_path: Path) -> None:
    text = """
extern store(x: text)
answer { store("a") { on error { say "Not stored." } }; say "Goodbye." }"""
    assert called(text, tmp_path, Hooks(store=ValueError())).heard == ["Not stored.", "Goodbye."]


def test_a_failed_condition_gives_the_fallback(tmp_path: Path) -> None:
    text = """
extern vip() -> bool { reads: true }
answer { if vip() { say "Very." } else { say "Not so." } }"""
    assert called(text, tmp_path, Hooks(vip=ValueError())).heard == [APOLOGY]


def test_the_right_side_of_and_is_asked_only_if_it_matters(tmp_path: Path) -> None:
    text = """
extern first() -> bool { reads: true }
extern second() -> bool { reads: true }
answer { if first() and second() { say "Both." } else { say "Not both." } }"""
    hooks = Hooks(first=False, second=True)
    assert called(text, tmp_path, hooks).heard == ["Not both."]
    assert hooks.asked == [("first",)]


def test_an_extern_behind_audio_is_asked_early_only_if_it_reads(tmp_path: Path) -> None:
    text = """
extern name() -> text { reads: true }
answer { say "Hello."; let who = name(); say who }"""
    player = called(text, tmp_path / "reads", Hooks(name="Ann"))
    assert player.actions() == ["talk", "talk"]
    player = called(text.replace("{ reads: true }", ""), tmp_path / "changes", Hooks(name="Ann"))
    assert player.actions() == ["talk", "notify"]
    player.notified()
    assert player.heard == ["Hello.", "Ann"]


def test_the_sum_of_the_budgets_must_stay_under_five_seconds() -> None:
    text = """
extern a() -> text { reads: true; timeout: 3s }
extern b() -> text { reads: true }
answer { let x = a(); let y = b(); say "{x} {y}" }"""
    found = compiled(APP + text).diagnostics
    assert [(d.code, d.severity) for d in found] == [("IVR320", "warning")]
    assert "up to 5 s" in found[0].primary.message


def test_budgets_of_different_requests_do_not_add_up() -> None:
    text = """
extern a() -> text { reads: true; timeout: 3s }
extern b() -> text { timeout: 3s }
answer { let x = a(); say x; let y = b(); say y }"""
    assert compiled(APP + text).diagnostics == []


def test_hooks_see_a_key_that_is_the_same_on_a_retry_and_one_for_each_call(tmp_path: Path) -> None:
    class Keys:
        def __init__(self) -> None:
            self.keys: list[str] = []

        def store(self, _: str) -> None:
            self.keys.append(current_call().request_key)

    hooks = Keys()
    player = called('extern store(x: text)\nanswer { store("a"); store("a"); say "x" }', tmp_path, hooks)
    player.answer()
    assert hooks.keys[:2] == hooks.keys[2:]
    assert hooks.keys[0] != hooks.keys[1]


def test_a_missing_hook_is_said_at_start(tmp_path: Path) -> None:
    text = LOOKUP + "answer { let name = lookup(call.from); if name is not none { say name } }"
    with pytest.raises(Exception, match="lookup"):
        play(APP + text, tmp_path, hooks=object())


def test_records_enumerations_and_lists_come_as_typed_values(tmp_path: Path) -> None:
    text = """
type State = ok | planned
type Song { title: text; length: duration }
extern state() -> State { reads: true }
extern songs() -> Song[] { reads: true }
answer {
  if state() == State.planned { say "Planned." }
  each song, n in songs() { say "{n}: {song.title}" }
}"""
    module = load(compiled(APP + text), tmp_path)
    songs = [module.Song("One", timedelta(minutes=1)), module.Song("Two", timedelta(minutes=2))]
    app = module.create_app(
        hooks=Hooks(state=module.State.planned, songs=songs), insecure=True, state_keys=["x"]
    )
    player = Player(app)
    player.answer()
    assert player.heard == ["Planned.", "1: One", "2: Two"]


def test_logging_of_failures_names_the_extern_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)
    text = 'extern store(x: text) { on error -> sorry }\nanswer { store("a") }\nflow sorry { say "Sorry." }'
    called(text, tmp_path, Hooks(store=ValueError()))
    (record,) = caplog.records
    assert record.message.startswith("extern store(x='a') failed")


def test_parameters_may_have_any_name(tmp_path: Path) -> None:
    text = """
extern f(self: text, call: text, class: int, id: text) -> text { reads: true }
answer { say f("a", "b", 3, id="d") }"""
    hooks = Hooks(f="Ann")
    assert called(text, tmp_path, hooks).heard == ["Ann"]
    assert hooks.asked == [("f", "a", "b", 3, "d")]


STEPS = {
    "say f()": "talk",
    'play "https://cdn.example.com/{f()}.mp3"': "stream",
    "each x in [f(), f()] { say x }": "talk",
    'notify "https://ivr.example.com/audit" { who: f() }': "notify",
    "transfer f()": "transfer",
    'connect sip "sip:{f()}@example.com"': "connect",
}


@pytest.mark.parametrize("step", STEPS)
def test_in_the_values_of_steps_externs_may_stand_anywhere(step: str, tmp_path: Path) -> None:
    text = f"extern f() -> text {{ reads: true }}\nanswer {{ {step} }}"
    player = called(text, tmp_path, Hooks(f="Ann"))
    assert player.actions()[0] == STEPS[step]
    assert "Ann" in str(player.ncco)


@pytest.mark.parametrize(
    "step",
    [
        'menu { say f(); press 1 for "x" { hangup } }',
        "menu { press 1 for f() { hangup } }",
        'menu { press 1 for "x" { hangup }; if f() == "y" { press 2 for "z" { hangup } } }',
        "collect digits ticket { say f(); length: 6 }",
        'each x in ["a", "b"] { say "{x} {f()}" }',
        'connect sip "sip:a@example.com" { headers { who: f() } }',
    ],
)
def test_a_question_an_each_or_a_setting_asks_no_extern(step: str) -> None:
    text = f"extern f() -> text {{ reads: true }}\nanswer {{ {step} }}"
    found = [d for d in compiled(APP + HANDLERS + text).diagnostics if d.severity == "error"]
    assert [d.code for d in found] == ["IVR327"]


def test_a_hook_whose_name_python_has_another_use_for_ends_in_an_underscore(tmp_path: Path) -> None:
    class Named:
        def format_(self, x: str) -> str:
            return x.upper()

    text = 'extern format(x: text) -> text { reads: true }\nanswer { say format("ann") }'
    assert called(text, tmp_path, Named()).texts() == ["ANN"]
