"""Definition, references, highlights and renaming, across files and behind letters of several units."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

if TYPE_CHECKING:
    from editor_clients import Editor

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(60)]

MAIN = """\
import "desk.ivr"
answer { say "您好 🎉 {GREETING}"; -> main }
menu main { press 1 for "🎉 sales" -> desk(line=1); press 0 -> operator }
conference room { role boss { hears: boss } }
flow meeting { join room as boss }
flow ticket {
  collect digits number { check: known(number) }
  say "🎉 {number as digits} 您 {number}"
  let state = State.open
  each song, n in songs { say "{n}. {song}" }
}
test "🎉" { given known(_) = true; expect connect SALES }
ensure every menu reaches operator
"""
DESK = """\
const GREETING = "🎉"
const SALES = +441632960001
const songs = ["a", "b"]
type State = open | closed_now
extern known(number: text) -> bool
flow desk(line: int) { say "您好 {line}"; -> operator }
flow operator { connect SALES { on unreachable -> operator } }
"""


@pytest.fixture
def calls(editor: Editor) -> Editor:
    """Both files in the folder, only one of them open."""
    (editor.folder / "desk.ivr").write_text(DESK, "utf-8")
    editor.open("main.ivr", MAIN)
    return editor


async def places(calls: Editor, wanted: str) -> list[str]:
    """All places of a name, each as the line in which it is."""
    params = types.ReferenceParams(
        types.ReferenceContext(include_declaration=True), **calls.at("main.ivr", MAIN, wanted)
    )
    found = await calls.client.text_document_references_async(params)
    texts = {calls.uri("main.ivr"): MAIN, calls.uri("desk.ivr"): DESK}
    parts = {calls.part(texts[one.uri], one.range) for one in found or ()}
    assert len(parts) <= 1
    return [texts[one.uri].split("\n")[one.range.start.line].split()[0:2] for one in found or ()]


@pytest.mark.parametrize(
    ("wanted", "line"),
    [
        ("press 0 -> oper|ator", "flow operator"),
        ("-> |desk(line", "flow desk"),
        ("|GREETING}", "const GREETING"),
        ("desk(l|ine=1)", "flow desk"),
        ("connect SALE|S", "const SALES"),
        ("reaches |operator", "flow operator"),
        ("in |songs", "const songs"),
        ("= |State.open", "type State"),
        ("State.|open", "type State"),
        ("as bo|ss", "conference room"),
        ("hears: |boss", "conference room"),
        ("|number}", "collect digits"),
        ("|song}", "each song,"),
        ("given |known", "extern known"),
    ],
)
async def test_names_lead_to_their_declaration(calls: Editor, wanted: str, line: str) -> None:
    params = types.DefinitionParams(**calls.at("main.ivr", MAIN, wanted))
    (found,) = await calls.client.text_document_definition_async(params)
    text = MAIN if found.uri == calls.uri("main.ivr") else DESK
    assert text.split("\n")[found.range.start.line].strip().startswith(line)


async def test_references_are_found_in_files_that_are_not_open(calls: Editor) -> None:
    assert await places(calls, "press 0 -> |operator") == [
        ["menu", "main"],
        ["ensure", "every"],
        ["flow", "desk(line:"],
        ["flow", "operator"],
        ["flow", "operator"],
    ]


async def test_a_local_name_is_one_of_its_declaration_only(calls: Editor) -> None:
    assert await places(calls, "collect digits |number") == [
        ["collect", "digits"],
        ["collect", "digits"],
        ["say", '"🎉'],
        ["say", '"🎉'],
    ]


async def test_words_of_the_language_are_no_names(calls: Editor) -> None:
    for wanted in ("expect |connect", "collect |digits", "pr|ess 0", "given known(|_)"):
        params = types.PrepareRenameParams(**calls.at("main.ivr", MAIN, wanted))
        assert await calls.client.text_document_prepare_rename_async(params) is None


async def test_highlights_are_those_of_the_document(calls: Editor) -> None:
    params = types.DocumentHighlightParams(**calls.at("main.ivr", MAIN, "|number as digits"))
    found = await calls.client.text_document_document_highlight_async(params)
    assert [calls.part(MAIN, one.range) for one in found] == ["number"] * 4
    assert found[0].kind == types.DocumentHighlightKind.Write


async def test_renaming_reaches_every_file(calls: Editor) -> None:
    place = calls.at("main.ivr", MAIN, "press 0 -> oper|ator")
    prepared = await calls.client.text_document_prepare_rename_async(types.PrepareRenameParams(**place))
    assert prepared.placeholder == "operator"
    edit = await calls.client.text_document_rename_async(types.RenameParams(new_name="reception", **place))
    assert calls.edited(MAIN, edit.changes[calls.uri("main.ivr")]) == MAIN.replace("operator", "reception")
    assert calls.edited(DESK, edit.changes[calls.uri("desk.ivr")]) == DESK.replace("operator", "reception")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("main", "`main` is declared already"),
        ("2nd", "`2nd` is no name: names are made of letters, digits and `_`, and begin with no digit"),
        ("menu", "`menu` is a word of the language"),
    ],
)
async def test_a_name_that_cannot_be_is_refused(calls: Editor, name: str, reason: str) -> None:
    place = calls.at("main.ivr", MAIN, "press 0 -> oper|ator")
    with pytest.raises(JsonRpcException, match=reason):
        await calls.client.text_document_rename_async(types.RenameParams(new_name=name, **place))


async def test_a_local_name_may_not_become_another(calls: Editor) -> None:
    place = calls.at("main.ivr", MAIN, "collect digits |number")
    with pytest.raises(JsonRpcException, match="`song` is a name there already"):
        await calls.client.text_document_rename_async(types.RenameParams(new_name="song", **place))


async def test_what_is_not_sure_is_refused_before_a_name_is_typed(calls: Editor) -> None:
    text = 'flow a { collect digits pin { say "🎉" } }\nflow b { collect digits pin { } }\n'
    text += 'test "您好 🎉" { expect collect pin }\n'
    calls.open("pins.ivr", text)
    params = types.PrepareRenameParams(**calls.at("pins.ivr", text, "a { collect digits p|in"))
    with pytest.raises(JsonRpcException, match=r"`pin` in line 3 of pins\.ivr may as well be another one"):
        await calls.client.text_document_prepare_rename_async(params)
    calls.close("pins.ivr")
