"""Every word of the tables is proposed at its place, in a program that ends there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from marked import closing, marked

from ivrc.language.builtins import CALL_FIELDS, FORMATS, FUNCTIONS
from ivrc.language.trials import EXPECTATIONS, PROPERTIES, STATUSES, TEST_STATEMENTS
from ivrc.language.types import SIMPLE
from ivrc.language.vocabulary import (
    COLLECT_KINDS,
    DECLARATIONS,
    ENDPOINT_KINDS,
    INHERITING,
    KINDS,
    STEPS,
)
from ivrc.lsp.completion import proposals
from ivrc.ncco.events import COMMON, RECORDING
from ivrc.ncco.events import STATUSES as CALL_STATUSES
from ivrc.ncco.voices import VOICES
from ivrc.semantics.schedules import DAYS

if TYPE_CHECKING:
    from ivrc.language.rows import Kind, Setting

PROGRAM = """
const NUMBER = +441632960001
const PAUSE = 3s
const LINK = "https://example.com/x"
const MANY = 3
const YES = true
const TONGUE = en-GB
endpoint desk phone NUMBER
flow goal { hangup }
"""
CONSTANTS = {
    "phone": "NUMBER", "phones": "NUMBER", "duration": "PAUSE", "hours": "PAUSE", "milliseconds": "PAUSE",
    "url": "LINK", "text": "LINK", "int": "MANY", "days": "MANY", "number": "MANY", "length": "MANY",
    "bool": "YES", "language": "TONGUE",
}  # fmt: skip
"""Form of a setting to a constant that may stand there."""

PLACES = {
    "say": 'answer { say "x" {',
    "play": 'answer { play "x" {',
    "menu": "menu m {",
    "collect": "answer { collect digits x {",
    "connect": "answer { connect NUMBER {",
    "advanced_machine_detection": "answer { connect NUMBER { advanced_machine_detection {",
    "phone": "endpoint e phone NUMBER {",
    "app": 'endpoint e app "x" {',
    "sip": 'answer { connect sip "x" {',
    "websocket": 'endpoint e websocket "wss://x.com" {',
    "vbc": 'endpoint e vbc "111" {',
    "record": "recording r {",
    "transcription": "recording r { transcription {",
    "conference": "conference c {",
    "role": "conference c { role a {",
    "await": "answer { await r {",
    "notify": 'answer { notify "https://example.com" {',
    "transfer": 'answer { transfer "CON-1" {',
    "extern": "extern f(x: int) -> text {",
    "headers": "extern f() { headers {",
    "body": "extern f() { body {",
    "application": 'app "X" {',
    "messages": 'app "X" { messages {',
    "rtc": 'app "X" { rtc {',
    "vbc_capability": 'app "X" { vbc {',
    "verify": 'app "X" { verify {',
    "outbound": "outbound o(x: int) {",
}
"""Kind to where its block is written."""

SETTINGS = [(kind, row) for kind in KINDS.values() for row in kind.settings]


def proposed(text: str) -> set[str]:
    """What is proposed at the end of a text behind the program, with its brackets closed."""
    return {one.label for one in proposals(*marked(f"{PROGRAM}{text}|{closing(text)}"))}


def test_every_kind_has_its_place() -> None:
    assert PLACES.keys() == KINDS.keys()


@pytest.mark.parametrize("name", KINDS)
def test_a_block_offers_what_it_may_hold(name: str) -> None:
    kind = KINDS[name]
    found = proposed(f"{PLACES[name]} ")
    wanted = {row.name for row in kind.settings} | {f"on {row.name}" for row in kind.handlers}
    assert wanted | set(kind.blocks) <= found
    assert {row.name for row in kind.handlers} <= proposed(f"{PLACES[name]} on ")


@pytest.mark.parametrize(("kind", "row"), SETTINGS, ids=[f"{kind.name}.{row.name}" for kind, row in SETTINGS])
def test_a_setting_offers_what_it_takes(kind: Kind, row: Setting) -> None:
    found = proposed(f"{PLACES[kind.name]} {row.name}: ")
    if row.form in ("word", "sentence", "key", "roles"):
        assert row.form == "sentence" or set(row.words) <= found
        assert not found & set(CONSTANTS.values())
        return
    assert CONSTANTS.get(row.form, "MANY") in found
    if row.form == "bool":
        assert {"true", "false"} <= found
    if row.form == "language":
        assert VOICES.keys() <= found
    if row.constant and row.form in ("duration", "bool", "language"):
        assert not found & (set(CONSTANTS.values()) - {CONSTANTS[row.form]})


@pytest.mark.parametrize("name", INHERITING)
def test_defaults_offer_what_each_kind_may_inherit(name: str) -> None:
    wanted = {row.name for row in KINDS[name].settings}
    assert wanted | set(INHERITING) <= proposed("defaults { ")
    assert wanted <= proposed(f"defaults {{ {name} {{ ")


@pytest.mark.parametrize(
    ("where", "text"),
    [
        ("flow", "answer { "),
        ("flow", "menu m { press 1 { "),
        ("flow", "defaults { on silence { "),
        ("flow", "extern f() { on error { "),
        ("callee", "answer { connect NUMBER { on answer { "),
        ("callee", "answer { connect NUMBER { on machine { if true { "),
        ("fallback", "fallback { "),
        ("after", "recording r { on saved { "),
        ("after", "event { on completed { "),
        ("after", "outbound o() { on unreachable { "),
    ],
)
def test_steps_are_those_that_may_stand_there(where: str, text: str) -> None:
    found = proposed(text)
    for step in STEPS.values():
        assert (step.name in found) == (where in step.where), step.name
    assert ("->" in found) == (where == "flow")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", {*DECLARATIONS}),
        ('test "t" { ', {*TEST_STATEMENTS}),
        ('test "t" { expect ', {*EXPECTATIONS}),
        ('test "t" { answer ', {*STATUSES}),
        ('test "t" { not ', {"hear"}),
        ('test "t" { callee ', {"hears"}),
        ('test "t" { call ', {"from", "o"}),
        ('test "t" { call from NUMBER ', {"to"}),
        ('test "t" { call o(x=1) ', {"to"}),
        ('test "t" { call o(', {"x", "NUMBER", "none"}),
        ('test "t" { given f', {"f"}),
        ('test "t" { given f(', {"_", "x"}),
        ('test "t" { given f(_) ', {"fails"}),
        ('test "t" { given f = ', {"true", "false", "none", "T", "State", "NUMBER"}),
        ('test "t" { given f = T(', {"a", "b"}),
        ('test "t" { given f = T(a=1, ', {"b"}),
        ('test "t" { expect call ', {"f"}),
        ('test "t" { expect connect ', {"NUMBER", "desk", *ENDPOINT_KINDS}),
        ('test "t" { expect join room ', {"as"}),
        ('test "t" { expect join room as ', {"boss"}),
        ('test "t" { expect collect ', {"pin"}),
        ("answer { connect ", {"all", "desk", "NUMBER", *ENDPOINT_KINDS}),
        ("answer { let p = +441632960001; connect ", {"p"}),
        ("endpoint e ", {*ENDPOINT_KINDS}),
        ("answer { collect ", {*COLLECT_KINDS}),
        ("answer { join room ", {"as"}),
        ("answer { language ", {*VOICES, "TONGUE"}),
        ("menu m { press 1 for \"x\" ", {"in", "->"}),
        ("menu m { press 1 for \"x\" in ", {*VOICES}),
        ("menu m { press 1 ", {"or", "for", "->"}),
        ("menu m { press 1 or ", {"press", "speak"}),
        ("menu m { each t, n in LIST { press ", {"n"}),
        ("menu m { each t, n in LIST { press n or speak for ", {"t"}),
        ("prompt p { ", {*VOICES}),
        ('answer { say "{NUMBER as ', {*FORMATS}),
        ("answer { let x = ", {*FUNCTIONS, "call", "now", "true", "false", "none", "goal"}),
        ("answer { let x = call.", {*CALL_FIELDS, "header"}),
        ("answer { if call.from is ", {"none", "not"}),
        ("answer { if call.from is not ", {"none"}),
        ("answer { if call.from ", {"is", "in", "and", "or"}),
        ("answer { if call.from is none and ", {"not", "call"}),
        ("answer { if call.from is none and\n ", {"not", "call"}),
        ("answer { let x = 3 - ", {"len"}),
        ("answer { let x = T(a=1, b=", {"ok", "off", "State"}),
        ("answer { let x = f(x=", {"true"}),
        ("menu m { if true { ", {"press", "speak", "each"}),
        ("menu m { if true { press 1 { ", {"connect"}),
        ("answer { if true { hangup } ", {"else"}),
        ("answer { if true -> goal ", {"else"}),
        ("answer { if true { hangup } else ", {"if", "->"}),
        ("answer { let s = State.ok; match s { ", {"case", "else"}),
        ("answer { let s = State.ok; match s { case ", {"ok", "off", "State"}),
        ("answer { let s = State.ok; if s == ", {"ok", "off"}),
        ("event { on ", {*CALL_STATUSES}),
        ("event { on completed, ", {*CALL_STATUSES}),
        ("event { on completed { f(event.", {field.name for field in COMMON}),
        ("recording r { on saved { f(recording.", {field.name for field in RECORDING.fields}),
        ("extern g(x: int) { get: \"https://x.com/{", {"x", "env"}),
        ("hours h ", {"in"}),
        ('hours h in "Europe/London" { ', {"open", "closed"}),
        ('hours h in "Europe/London" { open ', {*DAYS}),
        ("answer ", {"->"}),
        ("flow x(a: ", {*SIMPLE, "T", "State"}),
        ("flow x(a: int) -> ", {*SIMPLE, "T"}),
        ("extern x(a: int, b: ", {*SIMPLE}),
        ("outbound x(a: ", {*SIMPLE}),
        ("prompt x(a: ", {*SIMPLE}),
        ("var x: ", {*SIMPLE, "T"}),
        ("type X { a: ", {*SIMPLE, "T"}),
        ("menu m { option_prompt: \"{", {"label", "key"}),
        ("defaults { language: da-DK; say { style: ", {"0", "5"}),
        ("answer { say \"x\" { language: eu-ES; style: ", {"0"}),
        ("menu m { attempts: ", {"unlimited", "MANY"}),
        ("answer { collect digits x { finish_on: ", {"#"}),
        ("conference c { role a { hears: ", {"nobody", "everybody", "a"}),
    ],
)  # fmt: skip
def test_words_are_proposed_at_their_place(text: str, words: set[str]) -> None:
    more = """type T { a: int; b: State }
type State = ok | off
const LIST = ["a"]
extern f(x: int) -> bool
outbound o(x: int) { hangup }
conference room { role boss { } }
flow asks { collect digits pin { } }
"""
    found = proposed(f"{more}{text}")
    assert words <= found, f"missing: {words - found}"


@pytest.mark.parametrize("form", PROPERTIES, ids=" ".join)
def test_a_property_is_written_word_by_word(form: tuple[str, ...]) -> None:
    written = "ensure "
    for word in form:
        if word != "NUMBER":
            assert ("goal" if word == "NAME" else word) in proposed(written)
        written += {"NAME": "goal", "NUMBER": "3"}.get(word, word) + " "


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("answer { -> sales }\nmenu m { press 1 -> ", "sales"),
        ("answer { -> sales }\nflow ", "sales"),
        ("answer { -> sales }\nmenu ", "sales"),
        ("answer { say hello }\nprompt ", "hello"),
        ("answer { store(1) }\nextern ", "store"),
        ("answer { store(1); ", "store"),
        ("answer { record message }\nrecording ", "message"),
        ("answer { join room as boss }\nconference ", "room"),
        ("answer { connect SALES }\nconst ", "SALES"),
        ("extern f() -> Visit\ntype ", "Visit"),
        ("answer { if office is open { } }\nhours ", "office"),
    ],
)
def test_what_is_used_and_not_declared_is_proposed(text: str, word: str) -> None:
    assert word in proposed(text)


def test_the_word_that_is_being_written_is_not_proposed() -> None:
    assert "sal" not in proposed("answer { -> sal")
    assert "Vi" not in proposed("flow x(a: Vi")
