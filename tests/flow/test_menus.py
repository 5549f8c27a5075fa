"""Menus (language 5): prompts, options, outcomes, and how failures are counted."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from driver import APP, HANDLERS, Player, compiled, load, play

if TYPE_CHECKING:
    from pathlib import Path

ENDS = """
flow sales { say "Sales." }
flow support { say "Support." }
flow operator { say "Operator." }
"""


def errors(text: str) -> list[str]:
    return [d.code for d in compiled(text).diagnostics if d.severity == "error"]


def menu(body: str, more: str = "") -> str:
    """A program that starts with a menu."""
    return f"{APP}{HANDLERS}{ENDS}{more}\nanswer -> main\nmenu main {{\n{body}\n}}"


def bare(body: str) -> str:
    """The same without handlers of `defaults`."""
    return f"{APP}{ENDS}\nanswer -> main\nmenu main {{\n{body}\n}}"


# --- prompts and options


def test_labels_are_spoken_after_the_leading_steps_in_order(tmp_path: Path) -> None:
    text = menu("""say "Main."; play "https://cdn.example.com/ping.mp3"
      press 2 for "support" -> support
      press 1 or speak "sales" for "sales" -> sales
      press 0 for "to speak to someone" -> operator""")
    call = play(text, tmp_path)
    call.answer()
    assert call.heard == [
        "Main.",
        "https://cdn.example.com/ping.mp3",
        "For support, press 2. For sales, press 1. To speak to someone, press 0.",
    ]


def test_a_label_in_another_language_is_a_talk_of_its_own(tmp_path: Path) -> None:
    text = menu("""press 1 for "sales" -> sales
      press 9 for "français" in fr-FR -> support
      press 2 for "support" -> support""")
    call = play(text, tmp_path)
    talks = [(talk["text"], talk.get("language")) for talk in call.answer()[:-1]]
    assert talks == [
        ("For sales, press 1. For support, press 2.", None),
        ("Pour français, tapez 9.", "fr-FR"),
    ]


def test_a_label_may_be_a_prompt_in_the_language_of_the_caller(tmp_path: Path) -> None:
    text = f"""{APP}{HANDLERS}prompt selling {{ en-US: "sales"; de-DE: "den Verkauf" }}
{ENDS}
answer {{ language de-DE; -> main }}
menu main {{ press 1 or speak for selling -> sales }}"""
    call = play(text, tmp_path)
    call.answer()
    assert "den Verkauf" in call.texts()[0]
    assert call.ncco[-1]["speech"]["context"] == ["den Verkauf"]
    assert call.ncco[-1]["speech"]["language"] == "de-DE"


def test_option_prompt_overrides_the_sentence_in_defaults_or_the_menu(tmp_path: Path) -> None:
    own = 'option_prompt: "Press {key} for {label}."'
    in_defaults = HANDLERS.replace("defaults {", f"defaults {{ {own}")
    options = 'press 1 for "sales" -> sales; press * for "to go" -> support'
    texts = [
        f"{APP}{in_defaults}{ENDS}answer -> main\nmenu main {{ {options} }}",
        menu(f"{own}\n{options}"),
    ]
    for number, text in enumerate(texts):
        call = play(text, tmp_path / str(number))
        call.answer()
        assert call.heard == ["Press 1 for sales. Press star for to go."]


def test_a_language_without_option_sentence_is_an_error_at_the_label() -> None:
    text = menu('language: eu-ES\npress 1 for "salmentak" -> sales')
    (mistake,) = [d for d in compiled(text).diagnostics if d.severity == "error"]
    assert mistake.code == "IVR315"
    assert text[mistake.primary.span.start : mistake.primary.span.end] == '"salmentak"'


def test_an_option_without_key_is_not_spoken_of(tmp_path: Path) -> None:
    call = play(menu('say "Sales?"\nspeak for "yes" -> sales'), tmp_path)
    call.answer()
    assert call.texts() == ["Sales?"]


def test_phrases_may_hold_any_characters(tmp_path: Path) -> None:
    call = play(
        menu('say "When?"\nspeak "24/7" { say "Always." }\nspeak "../ever" { say "Never." }'), tmp_path
    )
    call.answer()
    call.say("24/7")
    assert call.texts() == ["Always."]
    assert not list(tmp_path.glob("ncco/*/*"))


def test_an_option_has_several_keys_and_phrases(tmp_path: Path) -> None:
    text = menu('press 1, 11 or press * or speak "sales", "buy" for "sales" -> sales\nfinish_on: #')
    for answer in ("1", "11", "*", "1#"):
        call = play(text, tmp_path)
        call.answer()
        call.press(answer)
        assert call.texts() == ["Sales."]
    call.answer()
    call.say("I want to BUY, please")
    assert call.texts() == ["Sales."]


def test_a_block_that_runs_out_goes_on_behind_an_inline_menu(tmp_path: Path) -> None:
    text = f"""{APP}{HANDLERS}answer {{
  menu {{ press 1 for "one" {{ say "One." }}; press 2 for "two" {{ }} }}
  say "Behind."
}}"""
    call = play(text, tmp_path)
    call.answer()
    call.press("1")
    assert call.texts() == ["One.", "Behind."]
    call.answer()
    call.press("2")
    assert call.texts() == ["Behind."]


def test_a_block_that_runs_out_ends_a_named_menu_or_returns_to_its_caller(tmp_path: Path) -> None:
    text = f"""{APP}{HANDLERS}answer {{ ask(); say "Back."; -> ask }}
menu ask {{ press 1 for "one" {{ say "One." }} }}"""
    call = play(text, tmp_path)
    call.answer()
    call.press("1")
    assert call.texts() == ["One.", "Back.", "For one, press 1."]
    call.press("1")
    assert call.ncco[-1]["action"] == "talk"
    assert call.texts() == ["One."]


def test_again_asks_once_more_prompt_and_all_without_counting(tmp_path: Path) -> None:
    call = play(menu('press 1 for "sales" -> sales\npress * -> again\nattempts: 2'), tmp_path)
    first = call.answer()
    call.silence()
    for _ in range(4):
        second = call.press("*")
        assert call.texts() == ["For sales, press 1."]
    assert first[0] == second[0]
    call.silence()
    assert call.texts() == ["Goodbye."]


def test_listen_waits_without_repeating_the_prompt(tmp_path: Path) -> None:
    text = menu("""press 1 for "sales" -> sales
      press 5 { say "Take your time."; -> listen }
      on invalid { say "One."; -> listen }""")
    call = play(text, tmp_path)
    call.answer()
    call.press("5")
    assert call.texts() == ["Take your time."]
    call.press("7")
    assert call.texts() == ["One."]
    assert call.actions() == ["talk", "input"]


# --- options from data


def test_each_over_constants_is_unrolled_and_static(tmp_path: Path) -> None:
    text = menu(
        "each branch, n in BRANCHES { press n or speak branch.name for branch.name -> found(branch) }",
        """type Branch { name: text; town: text }
const BRANCHES = [Branch(name="bread", town="Leeds"), Branch(name="cake", town="York")]
flow found(branch: Branch) { say "Our {branch.name} is in {branch.town}." }""",
    )
    call = play(text, tmp_path)
    call.answer()
    assert call.texts() == ["For bread, press 1. For cake, press 2."]
    assert call.ncco[-1]["speech"]["context"] == ["bread", "cake"]
    call.press("2")
    assert call.texts() == ["Our cake is in York."]
    assert "async def" not in (tmp_path / "webhook.py").read_text()


SONGS = """type Song { title: text }
extern songs() -> Song[] { reads: true }
flow sing(song: Song) { say "La la {song.title}." }
"""


def singing(folder: Path, body: str, titles: list[str]) -> Player:
    """A call to a menu over a run-time list."""
    text = f"{APP}{HANDLERS}{ENDS}{SONGS}answer {{ let all = songs()\n menu {{\n{body}\n}}\n}}"
    module = load(compiled(text), folder)

    class Hooks:
        def songs(self) -> list[Any]:
            return [module.Song(title=title) for title in titles]

    call = Player(module.create_app(hooks=Hooks(), insecure=True, state_keys=["key"]))
    call.answer()
    return call


EACH = "each song, n in all { press n or speak for song.title -> sing(song) }"


def test_a_run_time_list_is_read_aloud_and_matched(tmp_path: Path) -> None:
    call = singing(tmp_path, EACH, ["Yesterday", "Help"])
    assert call.texts() == ["For Yesterday, press 1. For Help, press 2."]
    call.press("2")
    assert call.texts() == ["La la Help."]
    call = singing(tmp_path, EACH, ["Yesterday", "Help"])
    call.say("yesterday")
    assert call.texts() == ["La la Yesterday."]


def test_a_run_time_list_has_nine_elements_at_most(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    call = singing(tmp_path, EACH, [f"song {letter}" for letter in "abcdefghijkl"])
    assert call.texts()[0].count("press") == 9
    assert "nine" in caplog.text or "9" in caplog.text
    call.say("song l")
    assert call.texts()[0] == "Not an option."


def test_a_written_key_wins_over_a_run_time_key_which_skips_it(tmp_path: Path) -> None:
    body = f'press 2 for "support" -> support\n{EACH}'
    call = singing(tmp_path, body, ["Yesterday", "Help", "Girl"])
    assert call.texts() == [
        "For support, press 2. For Yesterday, press 1. For Help, press 3. For Girl, press 4."
    ]
    call.press("3")
    assert call.texts() == ["La la Help."]
    call = singing(tmp_path, body, ["Yesterday", "Help", "Girl"])
    call.press("2")
    assert call.texts() == ["Support."]


def test_a_written_key_behind_the_list_wins_too(tmp_path: Path) -> None:
    call = singing(tmp_path, f'{EACH}\npress 1 for "support" -> support', ["Yesterday", "Help"])
    assert call.texts() == ["For Yesterday, press 2. For Help, press 3. For support, press 1."]
    call.press("1")
    assert call.texts() == ["Support."]


def test_the_key_of_anywhere_wins_over_a_run_time_key(tmp_path: Path) -> None:
    text = f"""{APP}{HANDLERS}{SONGS}anywhere {{ press 1 for "help" -> help }}
flow help {{ say "Help." }}
answer {{ let all = songs(); menu {{ {EACH} }} }}"""
    module = load(compiled(text), tmp_path)

    class Hooks:
        def songs(self) -> list[Any]:
            return [module.Song(title="Girl")]

    call = Player(module.create_app(hooks=Hooks(), insecure=True, state_keys=["key"]))
    call.answer()
    assert call.texts() == ["For Girl, press 2. For help, press 1."]
    call.press("1")
    assert call.texts() == ["Help."]


def test_a_list_known_at_build_skips_written_keys_too(tmp_path: Path) -> None:
    towns = 'each town, n in ["York", "Hull"] { press n for town { say town } }'
    call = play(menu(f'{towns}\npress 1 for "support" -> support'), tmp_path)
    call.answer()
    assert call.texts() == ["For York, press 2. For Hull, press 3. For support, press 1."]


@pytest.mark.parametrize(
    ("towns", "option"),
    [
        ('"York", "Hull"', "press 7 for town"),
        (", ".join(f'"Town {n}"' for n in "abcdefghijkl"), "press n for town"),
    ],
)
def test_keys_of_a_list_known_at_build_that_cannot_be_told_apart_are_errors(towns: str, option: str) -> None:
    assert errors(menu(f"each town, n in [{towns}] {{ {option} {{ say town }} }}")) == ["IVR316"]


def test_finish_on_tells_the_keys_of_a_long_list_apart(tmp_path: Path) -> None:
    towns = ", ".join(f'"Town {letter}"' for letter in "abcdefghijkl")
    option = f"each town, n in [{towns}] {{ press n for town {{ say town }} }}"
    call = play(menu(f"{option}\nfinish_on: #"), tmp_path)
    call.answer()
    assert call.texts()[0].endswith("For Town l, press 1 2.")
    call.press("12")
    assert call.texts() == ["Town l"]


def test_an_empty_run_time_list_leaves_the_other_options(tmp_path: Path) -> None:
    call = singing(tmp_path, f'{EACH}\npress 0 for "support" -> support', [])
    assert call.texts() == ["For support, press 0."]


def test_a_condition_offers_options(tmp_path: Path) -> None:
    text = f"""{APP}{HANDLERS}{ENDS}extern vip(number: phone?) -> bool {{ reads: true }}
answer {{
  let important = vip(call.from)
  menu {{
    press 1 for "sales" -> sales
    if important {{ press 3 or speak for "the director" -> operator }}
    else {{ press 3 for "support" -> support }}
    if not important {{ press 4 for "praise" -> operator }}
  }}
}}"""
    for important, sentence, heard in (
        (True, "For the director, press 3.", "Operator."),
        (False, "For support, press 3. For praise, press 4.", "Support."),
    ):
        call = play(text, tmp_path, hooks=SimpleNamespace(vip=lambda number, answer=important: answer))
        call.answer()
        assert call.texts() == [f"For sales, press 1. {sentence}"]
        call.press("3")
        assert call.texts() == [heard]


# --- the input


def test_the_question_is_one_input_with_everything_written_out(tmp_path: Path) -> None:
    call = play(menu('press 123 for "sales" -> sales'), tmp_path)
    question = call.answer()[-1]
    url = question.pop("eventUrl")
    assert question == {"action": "input", "type": ["dtmf"], "dtmf": {"maxDigits": 3, "timeOut": 5}}
    assert url[0].startswith("https://ivr.example.com/main/1?v=")


def test_speech_is_added_with_the_phrases_of_all_options(tmp_path: Path) -> None:
    text = menu("""timeout: 8s; end_on_silence: 1500ms; language: fr-FR
      press 1 or speak "ventes", "acheter" -> sales
      press 2 or speak for "l'assistance" -> support""")
    question = play(text, tmp_path).answer()[-1]
    assert question["type"] == ["dtmf", "speech"]
    assert question["dtmf"] == {"maxDigits": 1, "timeOut": 10}
    assert question["speech"] == {
        "language": "fr-FR",
        "context": ["ventes", "acheter", "l'assistance"],
        "startTimeout": 8,
        "endOnSilence": 1.5,
    }


def test_speech_alone_takes_no_keys(tmp_path: Path) -> None:
    question = play(menu('say "Sales?"\nspeak "yes" -> sales'), tmp_path).answer()[-1]
    assert question["type"] == ["speech"]
    assert "dtmf" not in question


def test_finish_on_is_submit_on_hash(tmp_path: Path) -> None:
    call = play(
        menu('press 1 for "sales" -> sales\npress 12 for "support" -> support\nfinish_on: #'), tmp_path
    )
    assert call.answer()[-1]["dtmf"] == {"maxDigits": 2, "submitOnHash": True, "timeOut": 5}
    call.press("1#")
    assert call.texts() == ["Sales."]


def test_prompts_may_be_interrupted_back_to_the_last_other_action(tmp_path: Path) -> None:
    text = f"""{APP}{HANDLERS}{ENDS}answer {{ say "Welcome."; -> main }}
menu main {{ say "Main."; press 1 for "sales" -> sales
  on invalid {{ say "No."; wait 1s; say "Again." }} }}"""
    call = play(text, tmp_path)
    assert [talk.get("bargeIn") for talk in call.answer()[:-1]] == [None, True, True]
    call.press("9")
    barges = [(a["action"], a.get("bargeIn")) for a in call.ncco]
    assert barges == [
        ("talk", None), ("wait", None), ("talk", True), ("talk", True), ("talk", True), ("input", None),
    ]  # fmt: skip


def test_barge_in_false_on_the_question_turns_it_off(tmp_path: Path) -> None:
    call = play(menu('say "Main."\npress 1 for "sales" -> sales\nbarge_in: false'), tmp_path)
    call.answer()
    call.press("9")
    assert all("bargeIn" not in action for action in call.ncco)


def test_barge_in_elsewhere_needs_a_question_next_on_every_path() -> None:
    asks = menu('press 1 for "sales" -> sales').replace(
        "answer -> main", 'answer { say "Hi." { barge_in: true }; -> main }'
    )
    assert errors(asks) == []
    assert errors(f'{APP}answer {{ say "Hi." {{ barge_in: true }}; say "Ho." }}') == ["IVR317"]


def test_turning_barge_in_off_behind_a_prompt_that_has_it_is_an_error() -> None:
    assert errors(menu('say "A."\nsay "B." { barge_in: false }\npress 1 for "sales" -> sales')) == ["IVR318"]


# --- failures


def test_silence_and_invalid_have_handlers_of_their_own_and_attempts_bound_their_sum(tmp_path: Path) -> None:
    call = play(menu('press 1 for "sales" -> sales'), tmp_path)
    call.answer()
    call.silence()
    assert call.texts() == ["Nothing heard.", "For sales, press 1."]
    call.press("7")
    assert call.texts() == ["Not an option.", "For sales, press 1."]
    call.silence()
    assert call.texts() == ["Goodbye."]
    assert call.actions() == ["talk"]


@pytest.mark.parametrize("attempts", [1, 2, 10])
def test_at_the_nth_failure_give_up_runs_instead(tmp_path: Path, attempts: int) -> None:
    call = play(menu(f'press 1 for "sales" -> sales\nattempts: {attempts}'), tmp_path)
    call.answer()
    for _ in range(attempts):
        assert call.ncco[-1]["action"] == "input"
        call.silence()
    assert call.texts() == ["Goodbye."]


def test_attempts_unlimited_never_gives_up(tmp_path: Path) -> None:
    handlers = 'on silence { say "S." }\non invalid { say "I." }\nattempts: unlimited'
    call = play(bare(f'press 1 for "sales" -> sales\n{handlers}'), tmp_path)
    call.answer()
    for _ in range(12):
        call.silence()
        assert call.texts() == ["S.", "For sales, press 1."]
    call.press("1")
    assert call.texts() == ["Sales."]


def test_attempts_unlimited_with_counted_handlers(tmp_path: Path) -> None:
    text = menu("""press 1 for "sales" -> sales
      attempts: unlimited
      on silence 3 { say "Three." }""")
    call = play(text, tmp_path)
    call.answer()
    heard = [call.silence() and call.texts()[0] for _ in range(5)]
    assert heard == ["Nothing heard.", "Nothing heard.", "Three.", "Three.", "Three."]


def test_a_counted_handler_replaces_the_plain_one_and_wins_over_give_up_if_it_leaves(tmp_path: Path) -> None:
    text = menu('press 1 for "sales" -> sales\nattempts: 2\non silence 2 -> operator')
    call = play(text, tmp_path)
    call.answer()
    call.silence()
    assert call.texts()[0] == "Nothing heard."
    call.silence()
    assert call.texts() == ["Operator."]
    call = play(text, tmp_path)
    call.answer()
    call.press("5")
    call.silence()
    assert call.texts() == ["Goodbye."]


def test_a_counted_handler_that_runs_out_does_not_win_over_give_up(tmp_path: Path) -> None:
    call = play(menu('press 1 for "sales" -> sales\nattempts: 2\non silence 2 { say "Twice." }'), tmp_path)
    call.answer()
    call.silence()
    call.silence()
    assert call.texts() == ["Goodbye."]


def test_counts_of_silence_and_invalid_do_not_mix(tmp_path: Path) -> None:
    text = menu("""press 1 for "sales" -> sales
      attempts: 6
      on silence 2 { say "Silent twice." }
      on invalid 2 { say "Wrong twice." }""")
    call = play(text, tmp_path)
    call.answer()
    heard = []
    for answer in "s7s7s":
        call.silence() if answer == "s" else call.press(answer)
        heard.append(call.texts()[0])
    assert heard == ["Nothing heard.", "Not an option.", "Silent twice.", "Wrong twice.", "Silent twice."]
    call.silence()
    assert call.texts() == ["Goodbye."]


def test_a_handler_that_jumps_leaves_at_once(tmp_path: Path) -> None:
    call = play(menu('press 1 for "sales" -> sales\non invalid -> operator\nattempts: 1'), tmp_path)
    call.answer()
    call.press("9")
    assert call.texts() == ["Operator."]


def test_give_up_that_runs_out_ends_the_call(tmp_path: Path) -> None:
    text = f"""{APP}{HANDLERS}answer {{ menu {{ press 1 for "one" {{ }}; attempts: 1 }}; say "Behind." }}"""
    call = play(text, tmp_path)
    call.answer()
    call.silence()
    assert call.texts() == ["Goodbye."]


def test_a_lone_hash_is_invalid_and_an_empty_timeout_is_silence(tmp_path: Path) -> None:
    call = play(menu('press 1 for "sales" -> sales\nfinish_on: #'), tmp_path)
    call.answer()
    call._input({"digits": "", "timed_out": False}, {"results": []})
    assert call.texts()[0] == "Not an option."
    call._input({"digits": "", "timed_out": True}, {"results": []})
    assert call.texts()[0] == "Nothing heard."


@pytest.mark.parametrize(
    ("missing", "words"),
    [("silence", "silent|nothing|silence"), ("invalid", "invalid|wrong"), ("give_up", "attempt|give_up")],
)
def test_a_missing_handler_names_the_caller_who_would_be_stranded(missing: str, words: str) -> None:
    handlers = {kind: f'on {kind} {{ say "X." }}' for kind in ("silence", "invalid", "give_up")}
    del handlers[missing]
    text = bare('press 1 for "sales" -> sales\n' + "\n".join(handlers.values()))
    (mistake,) = [d for d in compiled(text).diagnostics if d.severity == "error"]
    assert mistake.code == "IVR301"
    assert f"on {missing}" in f"{mistake.primary.message} {mistake.hint}"
    assert any(word in mistake.primary.message for word in (*words.split("|"), "caller"))


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ("press 1 -> sales\npress 1 -> support", "IVR6|IVR3|IVR4"),
        ("press 1 -> sales\npress 12 -> support", "IVR"),
        ("press # -> sales\nfinish_on: #", "IVR"),
        ('press 1 or speak "one" -> sales\npress 2 or speak "One!" -> support', "IVR"),
    ],
)
def test_options_that_cannot_be_told_apart_are_errors(options: str, code: str) -> None:
    (mistake,) = errors(menu(f'say "Choose."\n{options}'))
    assert mistake.startswith(tuple(code.split("|")))
