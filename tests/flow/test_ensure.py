"""Properties that are proved, and the shortest call that breaks one that does not hold (language 13)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from driver import APP, HANDLERS, compiled

from ivrc.analysis import analyse
from ivrc.files import read_text
from ivrc.flow.lower import lower
from ivrc.flow.walking import actions, leaves
from ivrc.source import Source

if TYPE_CHECKING:
    from ivrc.semantics.program import Program

ROOT = Path(__file__).parent.parent.parent
PROGRAMS = [*ROOT.glob("tests/programs/valid/*.ivr"), *ROOT.glob("examples/*/*.ivr")]

MENUS = """
answer -> main
menu main { press 1 for "more" -> more; press 9 for "to end" { hangup } }
menu more { press 1 for "the desk" -> desk; press 9 for "to end" { hangup } }
flow desk { say "This is the desk." }
"""
DESK_MENU = 'the caller is asked "For more, press 1. To end, press 9."'
MORE_MENU = 'the caller is asked "For the desk, press 1. To end, press 9."'


def broken(text: str) -> list[str]:
    """What is said of the properties of a program, which has no other fault."""
    return [d.primary.message for d in compiled(APP + HANDLERS + text).diagnostics]


def holds(text: str) -> bool:
    return broken(text) == []


# --- reaches


@pytest.mark.parametrize(
    "wanted",
    [
        "main reaches desk",
        "main reaches desk within 2 inputs",
        "more reaches desk within 1 inputs",
        "desk reaches desk within 0 inputs",
        "every menu reaches desk",
        "every menu reaches desk within 2 inputs",
        "every menu reaches desk within 99999999999999999999 inputs",
        "main reaches main within 0 inputs",
        "every call ends",
    ],
)
def test_what_holds_is_not_spoken_of(wanted: str) -> None:
    assert holds(f"{MENUS}ensure {wanted}")


def test_a_place_that_is_too_far_is_shown_with_the_shortest_way() -> None:
    (message,) = broken(f"{MENUS}ensure main reaches desk within 1 inputs")
    assert message == (
        "`main` reaches `desk` only after 2 inputs: a call comes in; from here the shortest way is: "
        f"{DESK_MENU}, presses 1; {MORE_MENU}, presses 1"
    )


def test_a_place_without_a_way_on_is_shown_with_the_call_that_gets_there() -> None:
    (message,) = broken(f"{MENUS}ensure desk reaches main")
    assert message == (
        f"`desk` never reaches `main`: a call comes in; {DESK_MENU}, presses 1; {MORE_MENU}, presses 1; "
        "from here nothing leads to `main`"
    )


def test_every_menu_that_misses_is_marked() -> None:
    text = """
answer -> main
menu main { press 1 for "one" -> one; press 2 for "two" -> two; press 0 for "the desk" -> desk }
menu one { press 9 for "to end" { hangup } }
menu two { press 9 for "to end" { hangup } }
flow desk { say "This is the desk." }
ensure every menu reaches desk
"""
    (found,) = compiled(APP + HANDLERS + text).diagnostics
    assert found.primary.message.startswith("`one` never reaches `desk`: ")
    source = APP + HANDLERS + text
    assert [source[label.span.start : label.span.end] for label in found.related] == ["one", "two"]
    assert {label.message for label in found.related} == {"this menu never reaches `desk`"}


def test_a_menu_inside_a_flow_is_a_menu() -> None:
    text = """
answer { menu { press 1 for "one" { say "One." } }; -> two }
flow two { menu { press 1 for "the desk" -> desk } }
flow desk { say "This is the desk." }
ensure every menu reaches desk within 1 inputs
"""
    (message,) = broken(text)
    assert message.startswith(
        "a menu in `answer` reaches `desk` only after 2 inputs: a call comes in; the caller is asked"
    )


def test_silence_is_an_input_that_leads_on() -> None:
    text = """
answer -> main
menu main { press 9 for "to end" { hangup }; attempts: 2; on give_up -> desk }
flow desk { say "This is the desk." }
ensure main reaches desk within 2 inputs
ensure main reaches desk within 1 inputs
"""
    (message,) = broken(text)
    assert message.startswith("`main` reaches `desk` only after 2 inputs: ")
    assert message.count("says nothing") == 2


def test_a_flow_is_entered_however_little_it_does() -> None:
    text = """
answer -> main
menu main { press 1 for "sales" -> sales; press 2 for "to end" -> over; press 3 for "nothing" -> nothing }
flow sales { say "Sales."; -> desk }
flow desk { connect +441632960009 { on unreachable -> over } }
flow over { hangup }
flow nothing { }
ensure main reaches desk within 1 inputs
ensure main reaches over within 1 inputs
ensure main reaches nothing within 1 inputs
ensure desk reaches over within 0 inputs
"""
    assert holds(text)


def test_a_flow_that_another_jumps_past_is_not_reached() -> None:
    text = """
answer -> main
menu main { press 1 for "sales" -> desk; press 2 for "others" -> others }
menu others { press 1 for "the desk" -> passing }
flow passing { -> desk }
flow desk { say "This is the desk." }
ensure main reaches passing within 1 inputs
"""
    (message,) = broken(text)
    assert "only after 2 inputs" in message


def test_a_called_flow_comes_back() -> None:
    text = """
answer { ask_ticket(); -> desk }
flow ask_ticket { collect digits ticket { say "Your ticket?"; length: 3 } }
flow desk { say thanks }
prompt thanks { en-US: "Thank you." }
ensure ask_ticket reaches desk within 1 inputs
ensure ask_ticket reaches thanks within 1 inputs
ensure thanks reaches ask_ticket
"""
    (message,) = broken(text)
    assert message == (
        '`thanks` never reaches `ask_ticket`: a call comes in; the caller is asked "Your ticket?", '
        "gives `ticket`; from here nothing leads to `ask_ticket`"
    )


def test_all_languages_are_looked_at() -> None:
    text = """
answer -> choose
menu choose {
  press 1 for "English" in en-US -> main
  press 2 for "Français" in fr-FR { language fr-FR; -> main }
}
menu main {
  if call.language == en-US { press 1 for times -> desk }
  press 9 for leave { hangup }
}
prompt times { en-US: "hours"; fr-FR: "les horaires" }
prompt leave { en-US: "to end"; fr-FR: "terminer" }
flow desk { say times }
ensure main reaches desk
"""
    messages = [m for m in broken(text) if "never reaches" in m]
    assert len(messages) == 1
    assert "presses 2" in messages[0]


def test_behind_a_prompt_without_end_nothing_is_reached() -> None:
    text = """
answer { say "Please hold." { loop: 0 }; -> desk }
flow desk { say "This is the desk." }
flow start { -> desk }
ensure every menu reaches desk
"""
    codes = [d.code for d in compiled(APP + HANDLERS + text).diagnostics]
    assert "IVR342" in codes


# --- what the transcript tells


def test_the_clock_externs_and_called_parties_are_told() -> None:
    text = """
hours office in "Europe/London" { open mon-fri 09:00-17:30 }
extern find_order(ticket: digits) -> bool { reads: true; on error -> sorry }
type State = ok | planned | outage
extern state() -> State { reads: true }
answer {
  if office is closed -> shut
  collect digits ticket { say "Your ticket?"; length: 3 }
  if find_order(ticket) { say "Found." }
  match state() { case ok { say "Fine." }; case planned, outage -> desk }
}
flow shut { say "Closed." }
flow sorry { connect +441632960009 { on busy -> lost } }
flow desk { say "Desk." }
flow lost { say "Lost." }
ensure lost reaches desk
ensure shut reaches desk
ensure desk reaches shut
"""
    lost, shut, desk = broken(text)
    assert "gives `ticket`; `find_order` fails; +441632960009 is busy; from here" in lost
    assert "a call comes in; `office is closed`; from here" in shut
    assert "not `office is closed`" in desk
    assert "; not `find_order(ticket)`; `state()` is not `ok`; from here" in desk


def test_spoken_answers_and_other_answers_are_told() -> None:
    text = """
answer -> main
menu main { speak "sales" for "sales" -> sales; on silence 2 -> quiet; on give_up -> lost }
flow sales { say "Sales." }
flow quiet { say "Quiet." }
flow lost { say "Lost." }
ensure sales reaches lost
ensure quiet reaches lost
ensure lost reaches sales
"""
    sales, quiet, lost = broken(text)
    assert 'says "sales"; from here' in sales
    assert quiet.count("says nothing") == 2
    assert "answers something else" in lost


# --- no record before


CONSENT = """
recording message { timeout: 1m }
prompt consent { en-US: "This call is recorded." }
"""


def test_consent_on_every_path() -> None:
    text = f"""{CONSENT}
answer -> main
menu main {{ press 1 for "sales" {{ say consent; -> keep }}; press 2 for "support" -> support }}
flow support {{ say "Support."; say consent; -> keep }}
flow keep {{ record message }}
ensure no record before consent
"""
    assert holds(text)


def test_one_path_without_consent_is_shown_with_what_records() -> None:
    text = f"""{CONSENT}
answer -> main
menu main {{ press 1 for "sales" {{ say consent; -> keep }}; press 2 for "support" -> keep }}
flow keep {{ record message }}
ensure no record before consent
"""
    compilation = compiled(APP + HANDLERS + text)
    (found,) = compilation.diagnostics
    assert found.primary.message == (
        'a call is recorded before `consent`: a call comes in; the caller is asked "For sales, press 1. '
        'For support, press 2.", presses 2; the recording starts'
    )
    (label,) = found.related
    assert compilation.sources[0].text[label.span.start : label.span.end] == "record message"


def test_words_like_those_of_the_prompt_are_not_the_prompt() -> None:
    text = f"""{CONSENT}
answer -> main
menu main {{ press 1 for "sales" -> first; press 2 for "support" -> second }}
flow first {{ say consent; record message }}
flow second {{ say "This call is recorded."; record message }}
ensure no record before consent
"""
    (message,) = broken(text)
    assert "presses 2; the recording starts" in message


def test_consent_on_a_condition_is_no_consent() -> None:
    text = f"""{CONSENT}
answer {{ if call.from is none {{ say consent }}; record message }}
ensure no record before consent
"""
    (message,) = broken(text)
    assert "a call comes in; not `call.from is none`; the recording starts" in message


def test_consent_among_many_conditions_is_no_consent() -> None:
    conditions = "; ".join(f'if call.header("X-{n}") is none {{ say "{n}." }}' for n in range(5))
    text = f"""{CONSENT}
answer {{ {conditions}; if call.from is none {{ say consent }}; record message }}
ensure no record before consent
"""
    (message,) = broken(text)
    assert "not `call.from is none`" in message


def test_consent_in_every_element_of_a_list_that_may_be_empty_is_no_consent() -> None:
    text = f"""{CONSENT}
extern songs() -> text[] {{ reads: true }}
answer {{ let all = songs(); each song in all {{ say consent }}; record message }}
ensure no record before consent
"""
    (message,) = broken(text)
    assert message.startswith("a call is recorded before `consent`")


@pytest.mark.parametrize(
    "recorded",
    [
        "record { timeout: 1m }",
        "join room",
        'collect speech words { say "What is it?"; save_audio: true }; say "{words.text}"',
    ],
)
def test_everything_that_keeps_what_is_heard_is_a_recording(recorded: str) -> None:
    room = "conference room { record: true; role guest { } }\n" if "join" in recorded else ""
    text = f"""{room}prompt consent {{ en-US: "This call is recorded." }}
answer {{ %s {recorded} }}
ensure no record before consent
"""
    (message,) = [
        m for m in broken(text % "say consent.".replace("consent.", '"Hello.";')) if "recorded" in m
    ]
    assert message.startswith("a call is recorded before `consent`")
    assert not [m for m in broken(text % "say consent;") if "recorded" in m]


def test_a_flow_may_be_what_comes_first() -> None:
    text = f"""{CONSENT}
answer -> main
menu main {{ press 1 for "yes" -> agreed; press 2 for "no" -> keep }}
flow agreed {{ say consent; -> keep }}
flow keep {{ record message }}
ensure no record before agreed
ensure no record before main
"""
    (message,) = broken(text)
    assert message.startswith("a call is recorded before `agreed`")


# --- every call ends


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('answer { play "https://cdn.example.com/hold.mp3" { loop: 0 } }', "this is heard for ever"),
        (
            "answer -> dial\nflow dial { connect +441632960009 { on busy -> dial } }",
            "+441632960009 is busy; and so on for ever",
        ),
        (
            """answer -> hold
extern free() -> bool { reads: true }
flow hold { wait 10s; if free() -> desk; -> hold }
flow desk { say "Desk." }""",
            "not `free()`; and so on for ever",
        ),
        (
            'answer -> main\nmenu main { press 1 for "to end" { hangup }; on give_up -> main }',
            "says nothing; and so on for ever",
        ),
    ],
)
def test_a_call_that_goes_on_by_itself(text: str, why: str) -> None:
    (message,) = broken(f"{text}\nensure every call ends")
    assert message.startswith("not every call ends: a call comes in")
    assert message.endswith(why)


@pytest.mark.parametrize(
    "text",
    [
        'answer -> main\nmenu main { press 1 for "again" -> main; press 9 for "to end" { hangup } }',
        'answer -> main\nmenu main { press * -> again; press 9 for "to end" { hangup } }',
        """extern agents() -> phone[] { reads: true }
answer { let numbers = agents(); connect numbers { on unreachable { say "Sorry." } } }""",
        """answer -> main
flow main { say "Hello."; -> ask }
flow ask { collect digits x { say "Number?"; length: 3 }; -> main }""",
    ],
)
def test_what_a_caller_answers_and_lists_that_get_shorter_may_go_round(text: str) -> None:
    assert holds(f"{text}\nensure every call ends")


# --- several, and none


def test_each_property_has_its_own_answer() -> None:
    wanted = ("main reaches desk", "desk reaches main", "every call ends", "desk reaches more")
    text = MENUS + "".join(f"ensure {words}\n" for words in wanted)
    compilation = compiled(APP + HANDLERS + text)
    marked = [
        compilation.sources[0].text[d.primary.span.start : d.primary.span.end]
        for d in compilation.diagnostics
    ]
    assert marked == ["ensure desk reaches main", "ensure desk reaches more"]


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        ("lonely reaches desk", "no call comes to `lonely`"),
        ("no record before desk", "no call is recorded"),
        ("every menu reaches desk", "no call comes to a menu"),
    ],
)
def test_a_property_of_nothing_is_doubtful(wanted: str, why: str) -> None:
    text = f'answer -> desk\nflow desk {{ say "Desk." }}\nflow lonely {{ -> desk }}\nensure {wanted}'
    found = [d for d in compiled(APP + HANDLERS + text).diagnostics if d.code != "IVR230"]
    assert [(d.severity, d.primary.message) for d in found] == [
        ("warning", f"{why}, so this says nothing about any call")
    ]


OUTBOUND = """
flow desk { say "Desk." }
outbound reminder() {
  advanced_machine_detection { mode: detect }
  say "Your appointment is tomorrow."
  on machine { play "https://cdn.example.com/jingle.mp3" { loop: 0 } }
}
"""


def test_what_picks_up_a_call_that_we_place_is_part_of_the_proof() -> None:
    told = "`reminder` is called, a machine answers; this is heard for ever"
    assert f"not every call ends: {told}" in broken(f"{OUTBOUND}ensure every call ends")


def test_a_call_that_we_place_reaches_what_it_leads_to() -> None:
    text = OUTBOUND.replace('"Your appointment is tomorrow."', '"Your appointment."; -> desk')
    assert holds(f"{text.replace('loop: 0', 'loop: 2')}ensure desk reaches desk\nensure every call ends")


def test_a_property_of_nothing_may_be_allowed() -> None:
    text = """
answer { say consent }
prompt consent { en-US: "This call is recorded." }
// ivrc: allow IVR342 for the day on which we record
ensure no record before consent
"""
    assert holds(text)


def test_a_goal_that_no_call_comes_to_is_not_reached() -> None:
    text = f"{MENUS}flow lonely {{ -> desk }}\nensure main reaches lonely"
    assert any(m.startswith("`main` never reaches `lonely`") for m in broken(text))


def test_properties_change_nothing_that_is_served() -> None:
    plain = compiled(APP + HANDLERS + MENUS).files
    proved = compiled(f"{APP}{HANDLERS}{MENUS}ensure every menu reaches desk\nensure every call ends").files
    assert {p: c for p, c in plain.items() if p.startswith("ncco/")} == {
        p: c for p, c in proved.items() if p.startswith("ncco/")
    }
    assert plain["webhook.py"] == proved["webhook.py"]


# --- what is proved is what is served


def heard(program: Program, *, apart: bool) -> set[tuple[str, object]]:
    """What callers hear, are asked and are connected to, and where that is written."""
    graph, _ = lower(program, apart=apart)
    sent = (leaf for state in graph.states for leaf in leaves(state.decision))
    return {
        (action.name, (action.span, dict(action.fields).get("text")))
        for leaf in sent
        for action in actions(leaf)
        if action.name != "notify"
    }


@pytest.mark.parametrize("path", sorted(PROGRAMS), ids=lambda path: path.stem)
def test_the_graph_of_proofs_says_what_the_program_says(path: Path) -> None:
    source = Source(path.name, path.read_text(encoding="utf-8"))
    program = analyse(source, lambda name: read_text(path.parent / name)).program
    assert heard(program, apart=True) == heard(program, apart=False) != set()
