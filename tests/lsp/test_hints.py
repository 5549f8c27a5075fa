"""What is shown though nobody wrote it, and what a call takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lsprotocol import types
from marked import closing, marked, view_of

from ivrc.lsp.hints import hints
from ivrc.lsp.signatures import signature

if TYPE_CHECKING:
    from editor_clients import Editor

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(60)]

PROGRAM = """\
app "电话" { base_url: "https://ivr.example.com"; number: +441632960000 }
defaults { language: en-GB; timeout: 7s
  on silence { say "🎉" }; on invalid { say "🎉" }; on give_up { hangup } }
answer { say "您好 🎉"; -> main }
menu main { press 1 for "🎉 sales" -> greet(1, "x"); press 0 for "to speak 🎉" -> ask }
/// Says how often.
extern known(number: text, often: int) -> bool
flow greet(often: int, whom: text) { if known("🎉", often) { say "您 {last(whom, 2)}" } }
flow ask { collect digits pin { say "🎉"; attempts: 2; timeout: 5s } say "{pin}" }
"""


async def test_sentences_and_inherited_settings_are_shown(editor: Editor) -> None:
    editor.open("hints.ivr", PROGRAM)
    whole = types.Range(types.Position(0, 0), types.Position(9, 0))
    params = types.InlayHintParams(editor.document("hints.ivr"), whole)
    found = await editor.client.text_document_inlay_hint_async(params)
    start = types.Position(0, 0)
    ends = [editor.part(PROGRAM, types.Range(start, hint.position)) for hint in found]
    assert [(text.split()[-1], hint.label) for text, hint in zip(ends, found, strict=True)] == [
        ("main", "3 attempts, timeout: 7s, language: en-GB"),
        ('sales"', '"For 🎉 sales, press 1."'),
        ('🎉"', '"To speak 🎉, press 0."'),
        ("pin", "language: en-GB"),
    ]


@pytest.mark.parametrize(
    ("defaults", "own", "shown"),
    [
        ("", "", "3 attempts, timeout: 5s"),
        ("timeout: 8s; attempts: 2", "", "2 attempts, timeout: 8s"),
        ("attempts: unlimited", "timeout: 4s", "attempts: unlimited"),
        ("timeout: 8s", "attempts: 5", "timeout: 8s"),
        ("timeout: 8s", "timeout: 4s; attempts: 1", None),
        ("language: fr-FR", "timeout: 4s; attempts: 1", "language: fr-FR"),
    ],
)
async def test_what_a_question_does_not_write_is_shown_behind_it(
    defaults: str, own: str, shown: str | None
) -> None:
    text = f"defaults {{ {defaults} }}\nanswer {{ collect digits pin {{ {own} }} }}\n"
    view = view_of(text)
    found = hints(view, view.sources[0])
    assert found == ({text.index(" pin") + len(" pin"): shown} if shown else {})


@pytest.mark.parametrize(
    ("wanted", "label", "active"),
    [
        ('greet(1, |"x")', "greet(often: int, whom: text)", 1),
        ('known(|"🎉"', "known(number: text, often: int) -> bool", 0),
        ("last(whom, |2)", "last(value, count)", 1),
    ],
)
async def test_a_call_tells_what_it_takes(editor: Editor, wanted: str, label: str, active: int) -> None:
    editor.open("hints.ivr", PROGRAM)
    params = types.SignatureHelpParams(**editor.at("hints.ivr", PROGRAM, wanted))
    found = await editor.client.text_document_signature_help_async(params)
    assert (found.signatures[0].label, found.active_parameter) == (label, active)


@pytest.mark.parametrize(
    ("call", "label", "active"),
    [
        ("f(|", "f(a: int, b: text)", 0),
        ("f(b=|", "f(a: int, b: text)", 1),
        ("f(b=len(x), |", "f(a: int, b: text)", 1),
        ("f(c=|", "f(a: int, b: text)", 2),
        ("f(len([1, 2]), |", "f(a: int, b: text)", 1),
        ("T(y=|", "T(x: int, y: text?)", 1),
        ('say "{last(|', "last(value, count)", 0),
    ],
)
async def test_what_is_being_given_is_told_by_its_place_or_name(call: str, label: str, active: int) -> None:
    program = "flow f(a: int, b: text) { hangup }\ntype T { x: int; y: text? }\nanswer { "
    found = signature(*marked(f"{program}{call}{closing(call)} }}\n"))
    assert found is not None
    assert (found.label, found.active) == (label, active)


async def test_outside_of_calls_there_is_no_signature(editor: Editor) -> None:
    editor.open("hints.ivr", PROGRAM)
    params = types.SignatureHelpParams(**editor.at("hints.ivr", PROGRAM, "-> |ask }"))
    assert await editor.client.text_document_signature_help_async(params) is None
