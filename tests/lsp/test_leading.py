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


async def test_flows_tell_from_how_many_places_they_are_reached(editor: Editor) -> None:
    editor.open("ways.ivr", PROGRAM)
    found = await editor.client.text_document_code_lens_async(
        types.CodeLensParams(editor.document("ways.ivr"))
    )
    assert [(editor.part(PROGRAM, lens.range), lens.command.title) for lens in found] == [
        ("main", "reached from 1 place"),
        ("sales", "reached from 1 place"),
        ("greet", "reached from 1 place"),
        ("desk", "reached from 3 places"),
    ]
