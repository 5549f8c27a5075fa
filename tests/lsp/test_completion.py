"""What is proposed where, in programs that are just being written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lsprotocol import types
from marked import marked

from ivrc.lsp.completion import proposals

if TYPE_CHECKING:
    from editor_clients import Editor

    from ivrc.lsp.proposing import Proposal

PROGRAM = """
app "您好 🎉" { base_url: "https://ivr.example.com"; number: +441632960000 }
const SALES = +441632960001
type Customer { name: text; vip: bool }
type State = ok | outage
type Doctor { line: phone; free: moment[] }
type Visit { patient: Customer; doctor: Doctor? }
const VISITS = [Visit(patient=Customer(name="Ann", vip=true))]
extern customer(number: phone) -> Customer?
extern visits_of(patient: Customer) -> Visit[]
recording message { timeout: 2m }
conference room { role boss { mute: true }; role guest { } }
hours office in "Europe/London" { open mon-fri 09:00-17:30 }
prompt welcome { en-GB: "🎉" }
endpoint desk sip "sip:desk@example.com"
menu main { press 1 -> operator }
flow operator { connect SALES }
"""


def proposed(text: str) -> dict[str, Proposal]:
    """What is proposed at the `|` behind the program."""
    return {one.label: one for one in proposals(*marked(PROGRAM + text))}


@pytest.mark.parametrize(
    ("text", "some", "none"),
    [
        ("|", {"flow", "menu", "answer", "test"}, {"say", "timeout"}),
        ("fl|", {"flow"}, {"say"}),
        ("flow x { | }", {"say", "connect", "if", "let"}, {"timeout", "flow", "press"}),
        ("flow x { sa| }", {"say"}, {"flow"}),
        ("answer {\n  say welcome\n  |\n}", {"say", "hangup"}, {"language:"}),
        ("answer { say welcome; -> | }", {"main", "operator"}, {"SALES", "again", "say"}),
        ("answer ->|", {"main", "operator"}, {"SALES"}),
        ("menu m { press 1 -> | }", {"main", "operator", "again", "listen"}, {"SALES"}),
        ("menu m {\n  |\n}", {"press", "speak", "say", "attempts", "on give_up"}, {"connect", "flow"}),
        ("menu m { press 1 { | } }", {"say", "connect"}, {"press", "attempts"}),
        ("menu m { if true { | } }", {"press", "speak"}, {"connect", "attempts"}),
        ("flow x { if true { | } }", {"connect", "say"}, {"press"}),
        ("flow x { collect | }", {"digits", "speech"}, {"say"}),
        ("flow x { collect digits y { | } }", {"length", "check", "on wrong"}, {"connect"}),
        ("flow x { connect | }", {"sip", "websocket", "desk", "SALES"}, {"operator"}),
        ("flow x { connect SALES { | } }", {"timeout", "on busy", "advanced_machine_detection"}, {"say"}),
        ("flow x { connect SALES { on | } }", {"busy", "unreachable"}, {"silence", "timeout:"}),
        ("flow x { connect SALES { machine_detection: | } }", {"continue", "hangup"}, {"SALES"}),
        ('flow x { connect sip "sip:a@b.c" { | } }', {"timeout", "headers", "user_to_user"}, set()),
        ("flow x { record | }", {"message"}, {"room"}),
        ("flow x { join | }", {"room"}, {"message"}),
        ("flow x { join room as | }", {"boss", "guest"}, {"room"}),
        ("flow x { language | }", {"fr-FR", "cmn-CN"}, {"say"}),
        ("defaults { language: | }", {"en-GB"}, {"SALES"}),
        ("defaults { | }", {"attempts", "on give_up", "collect"}, {"press"}),
        ("recording r { beep_start: | }", {"true", "false"}, {"mp3"}),
        ("recording r { | }", {"end_on_key", "on saved", "transcription"}, {"say"}),
        ("flow x { if office is | }", {"open", "closed"}, {"SALES"}),
        ("flow x { if | }", {"office", "customer", "call"}, {"say"}),
        ("flow x { say call.| }", {"from", "to"}, {"SALES"}),
        ("flow x { say call.fr| }", {"from"}, {"SALES"}),
        ("flow x { if State.| }", {"ok", "outage"}, {"from"}),
        ("flow x { let c = customer(+441632960000); if c.| }", {"name", "vip"}, {"from"}),
        ("flow x(due: date) { say | }", {"due", "welcome", "SALES"}, {"timeout"}),
        ("flow x(due: |) { }", {"date", "Customer", "State"}, {"SALES"}),
        ("extern f() -> |", {"date", "Customer"}, {"main"}),
        ('flow x(due: date) { say "🎉 {|}" }', {"due", "SALES"}, {"say"}),
        ('flow x(due: date) { say "🎉 {due as |}" }', {"date", "digits"}, {"SALES"}),
        ("extern g() -> text { | }", {"get", "timeout", "on error"}, {"say"}),
        ('test "t" { | }', {"call", "press", "expect"}, {"connect"}),
        ('test "t" { expect | }', {"connect", "hangup"}, {"say"}),
        ('test "t" { answer | }', {"busy"}, {"say"}),
        ("event { on | }", {"completed", "ringing"}, {"silence"}),
        ("hours h in \"Europe/London\" { | }", {"open", "closed"}, {"say"}),
        ("conference c { role a { hears: | }; role b { } }", {"nobody", "everybody", "a", "b"}, {"SALES"}),
        ("app2 { | }", {"say"}, {"timeout"}),
        ("flow x { language en-G| }", {"en-GB"}, {"say"}),
        ("defaults { language: en-| }", {"en-GB"}, {"say"}),
        ("prompt p { fr-| }", {"fr-FR"}, {"say"}),
        ('menu m { press 1 for "x" in fr-F| }', {"fr-FR"}, {"say"}),
        ('hours h in "Europe/|" { }', {"Europe/London", "UTC"}, {"SALES"}),
        ('hours h in "|" { }', {"Europe/London", "UTC"}, {"SALES"}),
        ("hours h in \"UTC\" { open mon-| }", {"fri"}, {"say"}),
        ("menu m { each v, n in VISITS { press n for \"{v.|}\" } }", {"patient", "doctor"}, {"name"}),
        ("menu m { each v, n in VISITS { press n for \"{v.patient.|}\" -> again } }", {"name"}, {"patient"}),
        ("flow x(c: Customer) { let all = visits_of(c); each v in all { say v.doctor.| } }", {"free"}, {"c"}),
        ("flow x(d: Doctor) { each f in d.free { say f.| } }", {"date", "time"}, {"line"}),
        ("flow x { let v = find(VISITS, patient=none); say v.| }", {"patient"}, {"name"}),
        ("flow x { let v = VISITS; let p = v.patient; say p.| }", {"name"}, {"doctor"}),
        ("flow x { let f = now; say f.| }", {"date", "time"}, {"name"}),
        ("flow x { let o = office.next_opening; say o.| }", {"date", "time"}, {"name"}),
        ("flow x { let c = call.from; say c.| }", set(), {"name"}),
        ("flow g() -> Doctor { return 1 }\nflow x { let d = g(); d.| }", {"line"}, {"name"}),
        ("flow x { record message; await message; say message.| }", {"recording_url"}, {"name"}),
        ("flow x { collect speech s { }; say s.| }", {"text", "confidence"}, {"digits"}),
        ("flow x { collect any s { }; if s.| }", {"digits", "text"}, {"name"}),
        ("const A = B\nconst B = A\nflow x { say A.| }", set(), {"name"}),
        ("flow x { if find(VISITS, | ) }", {"patient", "doctor"}, {"name"}),
        ('flow x {\n  say "您好 {|\n  hangup\n}', {"call", "SALES"}, {"say", "hangup"}),
        ('flow x {\n  say "{SALES}, {call.|\n  hangup\n}', {"from", "to"}, {"say"}),
        ('flow x {\n  say "{SALES as |\n  hangup\n}', {"digits", "phone"}, {"SALES"}),
        ('flow x { say """\n  {call.|\n  Bye.', {"from", "to"}, {"say"}),
    ],
)  # fmt: skip
def test_what_fits_is_proposed(text: str, some: set[str], none: set[str]) -> None:
    found = proposed(text).keys()
    assert some <= found, f"missing: {some - found}"
    assert not none & found


@pytest.mark.parametrize(
    "text",
    [
        "// fl|",
        'flow x { say "sa|y" }',
        'flow x { say "|',
        r'flow x { say "\{|',
        "flow |",
        "const |",
        "flow x { let | }",
    ],
)
def test_nothing_is_proposed_where_an_author_is_free(text: str) -> None:
    assert not proposed(text)


def test_settings_tell_what_they_become() -> None:
    doc = proposed("recording r { | }")["end_on_silence"].doc
    assert doc == ("silence that ends it\n\nTakes a duration, 3s to 10s.\n\nNCCO: `endOnSilence`")


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.timeout(60)
async def test_editors_are_given_what_they_can_insert(editor: Editor) -> None:
    text = PROGRAM + 'flow x { say "您好 🎉"; co }\n'
    editor.open("writing.ivr", text)
    params = types.CompletionParams(**editor.at("writing.ivr", text, "; co| }"))
    found = {item.label: item for item in await editor.client.text_document_completion_async(params)}
    snippets = editor.client.capabilities.text_document.completion.completion_item.snippet_support
    inserted = found["connect"].insert_text
    assert inserted == ("connect ${1:target} {\n\t$0\n}" if snippets else "connect target {\n\t\n}")
    documentation = found["connect"].documentation
    assert "call somebody" in getattr(documentation, "value", documentation)
    editor.close("writing.ivr")


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    ("text", "wanted", "label", "made"),
    [
        ('flow x { say "您好 🎉"; language en-G }\n', "en-G|", "en-GB", "language en-GB }"),
        ('app "🎉" { region: eu-w }\n', "eu-w|", "eu-west", "region: eu-west }"),
        ('hours x in "Europe/Lo" { }\n', "/Lo|", "Europe/London", '"Europe/London" {'),
    ],
)
async def test_what_is_written_already_is_not_written_again(
    editor: Editor, text: str, wanted: str, label: str, made: str
) -> None:
    editor.open("writing.ivr", text)
    params = types.CompletionParams(**editor.at("writing.ivr", text, wanted))
    found = {item.label: item for item in await editor.client.text_document_completion_async(params)}
    assert made in editor.edited(text, [found[label].text_edit])
    editor.close("writing.ivr")
