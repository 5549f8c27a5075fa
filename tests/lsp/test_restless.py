"""Clients that ask for what is not there, and authors who type faster than anybody reads."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

if TYPE_CHECKING:
    from editor_clients import Editor

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(60)]

GOOD = 'fallback { say "您好 🎉" }\nanswer { say "您好 🎉"; -> first }\nflow first { hangup }\n'


async def test_places_behind_the_end_are_no_trouble(editor: Editor) -> None:
    editor.open("end.ivr", GOOD)
    document, far = editor.document("end.ivr"), types.Position(400, 7000)
    assert await editor.client.text_document_hover_async(types.HoverParams(document, far)) is None
    found = await editor.client.text_document_completion_async(types.CompletionParams(document, far))
    assert "flow" in {item.label for item in found}
    assert not await editor.client.text_document_definition_async(types.DefinitionParams(document, far))
    whole = types.Range(types.Position(0, 0), far)
    actions = types.CodeActionParams(document, whole, types.CodeActionContext(()))
    assert isinstance(await editor.client.text_document_code_action_async(actions), list | tuple)
    editor.close("end.ivr")


async def test_documents_that_were_closed_are_those_on_the_disk(editor: Editor) -> None:
    path = editor.folder / "disk.ivr"
    path.write_text("flow on_disk { hangup }\n", "utf-8")
    editor.open("disk.ivr", "flow in_editor { hangup }\n")
    params = types.DocumentSymbolParams(editor.document("disk.ivr"))
    (found,) = await editor.client.text_document_document_symbol_async(params)
    assert found.name == "in_editor"
    editor.close("disk.ivr")
    (found,) = await editor.client.text_document_document_symbol_async(params)
    assert found.name == "on_disk"
    path.unlink()


async def test_an_answer_is_about_the_text_before_the_question(editor: Editor) -> None:
    editor.open("fast.ivr", GOOD)
    asked = []
    for number in range(20):
        editor.change("fast.ivr", GOOD.replace("first", f"flow_{number}"))
        params = types.DocumentSymbolParams(editor.document("fast.ivr"))
        asking = editor.client.text_document_document_symbol_async(params)
        asked.append(asyncio.create_task(asking))
        await asyncio.sleep(0)  # the question goes out before the next change
    answers = await asyncio.gather(*asked)
    assert [symbols[-1].name for symbols in answers] == [f"flow_{number}" for number in range(20)]
    editor.close("fast.ivr")


async def test_after_much_typing_the_last_text_is_judged(editor: Editor) -> None:
    editor.open("typed.ivr", GOOD)
    for end in range(len(GOOD) - 20, len(GOOD)):
        editor.change("typed.ivr", GOOD[:end])
    editor.change("typed.ivr", GOOD.replace("-> first", "-> frist"))
    found = [d for d in await editor.diagnostics("typed.ivr") if d.severity == 1 and d.code == "IVR225"]
    assert ["did you mean `first`?" in d.message for d in found] == [True]
    editor.close("typed.ivr")


async def test_files_that_change_on_the_disk_count(editor: Editor) -> None:
    path = editor.folder / "library.ivr"
    path.write_text("flow old { hangup }\n", "utf-8")
    text = 'import "library.ivr"\n' + GOOD.replace("-> first", "-> new")
    editor.open("user.ivr", text)
    place = editor.at("user.ivr", text, "-> n|ew")
    assert not await editor.client.text_document_definition_async(types.DefinitionParams(**place))
    path.write_text("flow new { hangup }\n", "utf-8")
    changed = [types.FileEvent(path.as_uri(), types.FileChangeType.Changed)]
    editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(changed))
    (found,) = await editor.client.text_document_definition_async(types.DefinitionParams(**place))
    assert found.uri == path.as_uri()
    editor.close("user.ivr")
    path.unlink()


async def test_files_that_come_and_go_are_parts_of_programs(editor: Editor) -> None:
    async def unknown_targets() -> list[str]:
        return [
            editor.part(piece, d.range) for d in await editor.diagnostics("piece.ivr") if d.code == "IVR225"
        ]

    piece = "flow piece { -> home }\n"
    editor.open("piece.ivr", piece)
    assert await unknown_targets() == ["home"]
    path = editor.folder / "whole.ivr"
    path.write_text(f'import "piece.ivr"\n{GOOD}flow home {{ -> piece }}\n', "utf-8")
    for kind, wrong in ((types.FileChangeType.Created, []), (types.FileChangeType.Deleted, ["home"])):
        if kind == types.FileChangeType.Deleted:
            path.unlink()
        changed = types.DidChangeWatchedFilesParams([types.FileEvent(path.as_uri(), kind)])
        editor.client.workspace_did_change_watched_files(changed)
        assert await unknown_targets() == wrong
    editor.close("piece.ivr")


async def test_what_is_no_request_is_refused_and_the_next_one_answered(editor: Editor) -> None:
    with pytest.raises(JsonRpcException):
        await editor.client.protocol.send_request_async("textDocument/noSuchThing", {})
    editor.open("next.ivr", GOOD)
    params = types.FoldingRangeParams(editor.document("next.ivr"))
    assert not await editor.client.text_document_folding_range_async(params)
    editor.close("next.ivr")
