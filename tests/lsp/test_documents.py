"""What an editor shows of a document: mistakes, outline, folding, layout; in the units of three editors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest
from lsprotocol import types

if TYPE_CHECKING:
    from editor_clients import Editor

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(60)]

HEAD = """\
app "电话" { base_url: "https://ivr.example.com"; number: +441632960000 }
defaults {
  language: en-GB
  on silence { say "🎉 Sorry." }
  on invalid { say "🎉 Sorry." }
  on give_up { say "Goodbye." }
}
"""
GOOD = f"""\
{HEAD}
answer {{ say "您好 🎉"; -> main }}

menu main {{
  press 1 for "🎉 sales" -> sales
  press 2 for "hours" {{ say "Nine to five." }}
}}

flow sales {{ connect +441632960001 }}
"""


async def test_a_mistake_is_marked_exactly(editor: Editor) -> None:
    text = GOOD.replace('"您好 🎉"; -> main', '"您好 🎉"; -> man')
    editor.open("wrong.ivr", text)
    (found,) = [d for d in await editor.diagnostics("wrong.ivr") if d.severity == 1]
    assert editor.part(text, found.range) == "man"
    assert found.code == "IVR225"
    assert "did you mean `main`?" in found.message
    page, _, line = found.code_description.href.partition("#L")
    lines = Path(url2pathname(urlsplit(page).path)).read_text("utf-8").split("\n")
    assert lines[int(line) - 1] == "## IVR225 Unknown target"
    editor.close("wrong.ivr")


async def test_a_change_is_seen_at_once(editor: Editor) -> None:
    editor.open("changed.ivr", GOOD.replace("say", "sya", 1))
    assert [d.code for d in await editor.diagnostics("changed.ivr") if d.severity == 1]
    editor.change("changed.ivr", GOOD)
    assert not [d for d in await editor.diagnostics("changed.ivr") if d.severity == 1]
    editor.close("changed.ivr")


async def test_related_places_and_steps_without_effect(editor: Editor) -> None:
    text = GOOD.replace("connect +441632960001", 'hangup; say "🎉 late"') + "flow sales { hangup }\n"
    editor.open("twice.ivr", text)
    found = {d.code: d for d in await editor.diagnostics("twice.ivr")}
    (related,) = found["IVR203"].related_information
    assert related.message == "first declared here"
    assert related.location.uri == editor.uri("twice.ivr")
    assert editor.part(text, related.location.range) == "sales"
    assert found["IVR302"].tags == (types.DiagnosticTag.Unnecessary,)
    assert editor.part(text, found["IVR302"].range) == 'say "🎉 late"'
    editor.close("twice.ivr")


async def test_a_file_that_others_import_is_part_of_their_programs(editor: Editor) -> None:
    (editor.folder / "root.ivr").write_text('import "part.ivr"\n' + GOOD, "utf-8")
    editor.client.text_document_did_save(types.DidSaveTextDocumentParams(editor.document("root.ivr")))
    editor.open("part.ivr", "flow more { -> sales }\nflow wrong { -> salse }\n")
    found = await editor.diagnostics("part.ivr")
    assert [d.message for d in found if d.severity == 1] == [
        "Unknown target: no flow or menu is called `salse`\ndid you mean `sales`?"
    ]
    editor.close("part.ivr")
    (editor.folder / "root.ivr").unlink()
    editor.client.text_document_did_save(types.DidSaveTextDocumentParams(editor.document("root.ivr")))


async def test_the_outline_names_what_was_written(editor: Editor) -> None:
    editor.open("outline.ivr", GOOD)
    params = types.DocumentSymbolParams(editor.document("outline.ivr"))
    found = await editor.client.text_document_document_symbol_async(params)
    assert [symbol.name for symbol in found] == ['"电话"', "defaults", "answer", "main", "sales"]
    menu, flow = found[3:]
    assert [option.name for option in menu.children] == ['press 1 for "🎉 sales"', 'press 2 for "hours"']
    assert [editor.part(GOOD, option.selection_range) for option in menu.children] == ["press 1", "press 2"]
    assert [step.name for step in flow.children] == ["connect +441632960001"]
    assert editor.part(GOOD, menu.selection_range) == "main"
    editor.close("outline.ivr")


async def test_blocks_fold_and_keep_their_brace_in_sight(editor: Editor) -> None:
    text = "// one\n// two\n" + GOOD
    editor.open("fold.ivr", text)
    params = types.FoldingRangeParams(editor.document("fold.ivr"))
    found = await editor.client.text_document_folding_range_async(params)
    lines = text.split("\n")
    assert [(lines[f.start_line], lines[f.end_line], f.kind) for f in found] == [
        ("// one", "// two", "comment"),
        ("defaults {", '  on give_up { say "Goodbye." }', "region"),
        ("menu main {", '  press 2 for "hours" { say "Nine to five." }', "region"),
    ]
    editor.close("fold.ivr")


async def test_layout_is_that_of_fmt_and_leaves_mistakes_alone(editor: Editor) -> None:
    text = GOOD.replace('say "您好 🎉"; -> main', 'say   "您好 🎉";->main')
    params = types.DocumentFormattingParams(editor.document("crooked.ivr"), types.FormattingOptions(2, True))
    editor.open("crooked.ivr", text)
    edits = await editor.client.text_document_formatting_async(params)
    assert editor.edited(text, edits) == GOOD.replace(
        "number: +441632960000 }\n", "number: +441632960000 }\n\n"
    )
    editor.change("crooked.ivr", "answer {")
    assert not await editor.client.text_document_formatting_async(params)
    editor.close("crooked.ivr")


async def test_a_part_is_laid_out_alone(editor: Editor) -> None:
    text = 'flow  a { say "🎉" }\n\nflow   b { say   "您好" }\n'
    editor.open("part_of_it.ivr", text)
    at = types.Range(types.Position(2, 0), types.Position(2, 4))
    params = types.DocumentRangeFormattingParams(
        editor.document("part_of_it.ivr"), at, types.FormattingOptions(2, True)
    )
    edits = await editor.client.text_document_range_formatting_async(params)
    assert editor.edited(text, edits) == 'flow  a { say "🎉" }\n\nflow b { say "您好" }\n'
    editor.close("part_of_it.ivr")


async def test_nothing_is_known_of_documents_that_are_not_open(editor: Editor) -> None:
    document = editor.document("nowhere.ivr")
    assert not await editor.client.text_document_document_symbol_async(types.DocumentSymbolParams(document))
    assert not await editor.client.text_document_folding_range_async(types.FoldingRangeParams(document))


async def test_a_document_that_was_never_saved(editor: Editor) -> None:
    item = types.TextDocumentItem("untitled:Untitled-1", "ivr", 1, GOOD)
    editor.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    params = types.DocumentSymbolParams(types.TextDocumentIdentifier(item.uri))
    assert len(await editor.client.text_document_document_symbol_async(params)) == 5
    closing = types.TextDocumentIdentifier(item.uri)
    editor.client.text_document_did_close(types.DidCloseTextDocumentParams(closing))
