"""What belongs together: names of fields, roles, values and parameters, also where the text is broken."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from marked import edited, view_of

from ivrc.lsp.leading import reached
from ivrc.lsp.renaming import refusal, renamed

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
PROGRAM = """
app "X" { base_url: "https://ivr.example.com"; number: +441632960000 }
defaults { on silence { say "a" }; on invalid { say "a" }; on give_up { hangup } }
type Doctor { name: text; line: phone }
type Visit { name: text; doctor: Doctor; state: State; slots: moment[] }
type State = over | due
const ANN = Doctor(name="Ann", line=+441632960001)
const DOCTORS = [ANN, Doctor(name="Bob", line=+441632960002)]
extern next_visit(number: phone?) -> Visit? { reads: true }
extern keep(room: text, link: url)
conference ward {
  name: "ward-{bed}"
  record: true
  role patient { start_on_enter: true }
  role nurse { hears: patient }
  on saved { keep(bed, recording.recording_url) }
}
answer {
  let visit = next_visit(number=call.from)
  if visit is none -> nobody
  let ann = find(DOCTORS, name="Ann")
  say "{visit.name} sees {visit.doctor.name}."
  if visit.state == over { say "{len(DOCTORS.name)}" }
  each slot, n in visit.slots { say "{n}. {slot.time as time}" }
  collect digits bed { say "Your bed?" }
  join ward as patient
}
flow nobody { hangup }
test "t" {
  given next_visit(number=_) = Visit(name="x", doctor=ANN, state=State.over, slots=[])
  call from +441632960123
  expect collect bed
  expect join ward as patient
}
outbound remind(of: text) { say "{of}" }
test "u" { call remind(of="x") to +441632960123 }
"""


def place(wanted: str, program: str) -> int:
    """The character at the `|` in a part of a program that is there once."""
    plain = wanted.replace("|", "")
    assert program.count(plain) == 1, plain
    return program.index(plain) + wanted.index("|")


def renaming(wanted: str, program: str = PROGRAM) -> list[int] | str:
    """Where a new name is written for what stands at the `|`, or why it is not."""
    view = view_of(program)
    mention = view.at(view.sources[0], place(wanted, program))
    assert mention is not None
    assert view.same(mention), "nothing declares it"
    reason = refusal(view, mention, "new_name")
    return reason or sorted(edit.span.start for edit in renamed(view, mention, "new_name"))


@pytest.mark.parametrize(
    "places",
    [
        ["Doctor { |name", "= Doctor(|name", '|name="Bob"', "DOCTORS, |name", "r.|name}", "S.|name"],
        ["Visit { |name", "{visit.|name}", "Visit(|name"],
        ["|doctor: Doctor", "visit.|doctor.name", "|doctor=ANN"],
        ["type State = |over", "== |over", "State.|over"],
        ["extern next_visit(|number", "next_visit(|number=c", "next_visit(|number=_"],
        ["role |patient", "hears: |patient", "join ward as |patient\n}\nf", "expect join ward as |patient"],
        ["ward-{|bed}", "keep(|bed,", "collect digits |bed {", "expect collect |bed"],
        ["each |slot", "{|slot.time"],
        ["outbound |remind", "call |remind"],
        ["remind(|of:", "{|of}", "remind(|of="],
        ["type |Doctor", "doctor: |Doctor", "const ANN = |Doctor", "ANN, |Doctor("],
    ],
)  # fmt: skip
def test_a_new_name_is_written_wherever_the_thing_is_meant(places: list[str]) -> None:
    expected = sorted(place(one, PROGRAM) for one in places)
    for one in places:
        assert renaming(one) == expected


@pytest.mark.parametrize(
    "broken",
    [
        "flow a { if x == { -> |b } }",
        "flow a { match c { case -> |b } }",
        "flow a( { -> |b }",
        "flow a { say {; -> |b",
        "menu a { press 1 for -> |b",
        "flw a = -> |b",
        "answer -> -> |b",
    ],
)
def test_a_jump_in_what_cannot_be_read_is_not_forgotten(broken: str) -> None:
    program = f"flow |b {{ hangup }}\n{broken}\n"
    places = [at - n for n, at in enumerate(at for at, sign in enumerate(program) if sign == "|")]
    assert renaming("flow |b {", program.replace("|", "")) == places


PINS = """flow a { collect digits pin { }; say "{pin}" }
flow b { collect digits pin { } }
test "t" { expect collect pin }
"""


@pytest.mark.parametrize(
    ("wanted", "program", "reason"),
    [
        (
            "let |x",
            "flow a {\n  let x = 1\n  say (x\n}\n",
            "`x` in line 3 of x.ivr may be the same, but cannot be read there",
        ),
        (
            "type V { |id",
            "type V { id: int }\nflow a { say unknown(1).id; say later.id }\n",
            "`id` in line 2 of x.ivr may be the same, but cannot be read there",
        ),
        (
            "type V { |id",
            "type V { id: int }\nflow a { say later.id }\n",
            "`id` in line 2 of x.ivr may be the same: its type is not known",
        ),
        (
            "a { collect digits |pin",
            PINS,
            "`pin` in line 3 of x.ivr may as well be another one",
        ),
    ],
)
def test_what_is_not_sure_is_not_renamed(wanted: str, program: str, reason: str) -> None:
    assert renaming(wanted, program) == reason


def test_what_a_test_expects_may_be_what_several_flows_ask_for() -> None:
    view = view_of(PINS)
    mention = view.at(view.sources[0], place("expect collect |pin", PINS))
    assert mention is not None
    places = {one.span.start for one in view.same(mention) if one.declares}
    assert places == {place(f"flow {flow} {{ collect digits |pin", PINS) for flow in "ab"}


def test_beyond_many_mistakes_names_are_still_found() -> None:
    program = "flow b { hangup }\n" + "flow x { say ( }\n" * 30 + "answer -> b\n"
    assert renaming("flow |b", program) == [5, program.rindex("b")]
    view = view_of(program)
    assert [stop.name for stop, _ in reached(view, view.sources[0])][:1] == ["b"]


def test_a_field_is_no_other_word_of_that_name() -> None:
    program = "type V { id: int }\nextern id_of(id: int) -> V\nflow a(id: V) { let b = id_of(id=id.id) }\n"
    assert renaming("V { |id", program) == [place("V { |id", program), place("id.|id", program)]
    assert renaming("id_of(|id:", program) == [place("id_of(|id:", program), place("id_of(|id=", program)]
    assert renaming("flow a(|id", program) == [place("flow a(|id", program), place("=|id.id", program)]


def test_a_type_or_a_function_is_no_name_of_a_declaration() -> None:
    program = 'type V { phone: phone }\nflow a(last: text[]) { say "{last(last, 1)}" }\n'
    assert renaming("V { |phone", program) == [place("V { |phone", program)]
    assert renaming("a(|last", program) == [place("a(|last", program), place("(|last, 1", program)]


@pytest.mark.parametrize("name", ["conference", "critical_alert", "restaurant", "whisper"])
def test_a_program_means_the_same_whatever_its_names_are(name: str) -> None:
    program = (EXAMPLES / name / f"{name}.ivr").read_text("utf-8")
    view = view_of(program)
    found = Counter(one.code for one in view.compilation.diagnostics)
    groups = {tuple(one.span for one in view.same(mention)): mention for mention in view.mentions}
    named = [mention for places, mention in groups.items() if places]
    assert len(named) > 5
    for mention in named:
        new = "NEW_NAME" if mention.text.isupper() else "NewName" if mention.text[0].isupper() else "new_name"
        assert refusal(view, mention, new) is None
        made = edited(program, renamed(view, mention, new))
        assert Counter(one.code for one in view_of(made).compilation.diagnostics) == found
