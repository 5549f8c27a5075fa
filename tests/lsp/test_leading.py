"""Who leads to whom, as editors show calls of functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

if TYPE_CHECKING:
    from editor_clients import Editor

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(60)]

PROGRAM = """\
answer { say "您好 🎉"; -> main }
menu main { press 1 for "🎉" -> sales; press 2 -> desk; on give_up -> desk }
flow sales { say "🎉"; greet(); connect +441632960001 { on unreachable -> desk } }
flow greet { say "🎉" }
flow desk { hangup }
"""


async def prepared(editor: Editor, wanted: str) -> types.CallHierarchyItem:
    editor.open("ways.ivr", PROGRAM)
    params = types.CallHierarchyPrepareParams(**editor.at("ways.ivr", PROGRAM, wanted))
    (item,) = await editor.client.text_document_prepare_call_hierarchy_async(params)
    return item


async def test_what_leads_to_a_flow(editor: Editor) -> None:
    item = await prepared(editor, "2 -> de|sk")
    params = types.CallHierarchyIncomingCallsParams(item)
    found = await editor.client.call_hierarchy_incoming_calls_async(params)
    assert [(way.from_.name, len(way.from_ranges)) for way in found] == [("main", 2), ("sales", 1)]
    assert {editor.part(PROGRAM, place) for way in found for place in way.from_ranges} == {"desk"}


async def test_where_a_flow_leads_to(editor: Editor) -> None:
    item = await prepared(editor, "flow sa|les")
    params = types.CallHierarchyOutgoingCallsParams(item)
    found = await editor.client.call_hierarchy_outgoing_calls_async(params)
    assert [(way.to.name, way.to.detail) for way in found] == [("greet", "flow"), ("desk", "flow")]


async def test_the_way_begins_where_the_call_is_answered(editor: Editor) -> None:
    item = await prepared(editor, "ans|wer {")
    params = types.CallHierarchyOutgoingCallsParams(item)
    (way,) = await editor.client.call_hierarchy_outgoing_calls_async(params)
    assert (way.to.name, way.to.detail) == ("main", "menu")


async def lenses(editor: Editor, name: str) -> list[types.CodeLens]:
    found = await editor.client.text_document_code_lens_async(types.CodeLensParams(editor.document(name)))
    return list(found)


async def test_flows_tell_from_how_many_places_they_are_reached(editor: Editor) -> None:
    text = f"{PROGRAM}flow attic {{ hangup }}\n"
    editor.open("ways.ivr", text)
    counted = [lens for lens in await lenses(editor, "ways.ivr") if "reached" in lens.command.title]
    assert [(editor.part(text, lens.range), lens.command.title) for lens in counted] == [
        ("main", "reached from 1 place"),
        ("sales", "reached from 1 place"),
        ("greet", "reached from 1 place"),
        ("desk", "reached from 3 places"),
        ("attic", "reached from 0 places"),
    ]
    desk, attic = (lens.command for lens in counted[-2:])
    assert attic.command == ""
    if "ivrc.references" not in editor.commands:
        assert (desk.command, desk.arguments) == ("", None)
        return
    uri, at, locations = desk.arguments
    assert (desk.command, uri) == ("ivrc.references", editor.uri("ways.ivr"))
    assert at == {"line": counted[-2].range.start.line, "character": counted[-2].range.start.character}
    places = [
        types.Range(*(types.Position(**place["range"][end]) for end in ("start", "end")))
        for place in locations
    ]
    assert [editor.part(text, place) for place in places] == ["desk", "desk", "desk"]
    assert {location["uri"] for location in locations} == {editor.uri("ways.ivr")}


async def test_a_call_may_begin_wherever_one_comes(editor: Editor) -> None:
    text = f"{PROGRAM}flow attic {{ hangup }}\n"
    editor.open("ways.ivr", text)
    found = [one for one in await lenses(editor, "ways.ivr") if one.command.title == "simulate from here"]
    if "ivrc.simulate" not in editor.commands:
        assert not found
        return
    assert {lens.command.command for lens in found} == {"ivrc.simulate"}
    assert [(editor.part(text, lens.range), *lens.command.arguments) for lens in found] == [
        (name, str(editor.folder / "ways.ivr"), None if name == "answer" else name)
        for name in ("answer", "main", "sales", "greet", "desk")
    ]


async def test_a_library_is_called_through_the_first_program_that_leads_there(editor: Editor) -> None:
    library = "flow shared { hangup }\nflow rare { hangup }\n"
    (editor.folder / "library.ivr").write_text(library, "utf-8")
    for name, target in (("a_first.ivr", "shared"), ("b_second.ivr", "rare")):
        text = f'import "library.ivr"\nanswer {{ say "🎉"; -> {target} }}\n'
        editor.open(name, text)
        editor.client.text_document_did_save(types.DidSaveTextDocumentParams(editor.document(name)))
    editor.open("library.ivr", library)
    found = await lenses(editor, "library.ivr")
    assert [lens.command.title for lens in found if "reached" in lens.command.title] == [
        "reached from 1 place"
    ] * 2
    calls = [[*lens.command.arguments] for lens in found if lens.command.command == "ivrc.simulate"]
    if "ivrc.simulate" in editor.commands:
        assert calls == [
            [str(editor.folder / "a_first.ivr"), "shared"],
            [str(editor.folder / "b_second.ivr"), "rare"],
        ]
    for name in ("a_first.ivr", "b_second.ivr", "library.ivr"):
        editor.close(name)
    (editor.folder / "library.ivr").unlink()
