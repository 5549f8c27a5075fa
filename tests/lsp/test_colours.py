"""Colours, links, growing selections and symbols of the folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from editor_clients import PROFILES
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types
from strategies import spoilt

from ivrc.lsp.colours import MODIFIER_LEGEND, TYPE_LEGEND, changed, semantic_tokens
from ivrc.lsp.positions import units
from ivrc.source import Source
from ivrc.syntax.parser import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from editor_clients import Editor

served = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(60)]

PROGRAM = '''\
import "desk.ivr"
/// 您好
menu main { say """您好
  🎉 {call.from}\\n"""; press 1 -> sales } // 🎉
flow sales { say "🎉"; play "https://cdn.example.com/🎉.mp3"; wait 2s; connect +441632960001 }
'''


@given(spoilt([PROGRAM]), st.sampled_from(sorted(PROFILES.values())))
def test_tokens_are_in_order_on_one_line_and_do_not_overlap(text: str, encoding: str) -> None:
    source = Source(name="x.ivr", text=text)
    numbers = semantic_tokens(source, parse(source)[0], encoding)
    assert len(numbers) % 5 == 0
    line = unit = end = 0
    for down, further, length, kind, bits in zip(*[iter(numbers)] * 5, strict=True):
        assert down >= 0
        assert further >= (0 if down else end - unit)
        line, unit = line + down, further if down else unit + further
        end = unit + length
        assert length > 0
        assert end <= units(source.line(line + 1), encoding)
        assert kind < len(TYPE_LEGEND)
        assert bits < 1 << len(MODIFIER_LEGEND)


@given(spoilt([PROGRAM]), spoilt([PROGRAM]))
def test_what_has_changed_makes_the_new_tokens_of_the_old(before: str, after: str) -> None:
    old, new = (_tokens(text) for text in (before, after))
    edit = changed(old, new)
    if edit is None:
        assert old == new
        return
    start, gone, numbers = edit
    assert (*old[:start], *numbers, *old[start + gone :]) == (*new,)
    assert start + gone <= len(old)


@given(spoilt([PROGRAM]), st.integers(0, 6), st.integers(0, 6))
def test_a_part_has_the_tokens_of_its_lines(text: str, one: int, other: int) -> None:
    first, last = sorted((one, other))
    placed = [at for at in _placed(_tokens(text)) if first <= at[0] <= last]
    assert list(_placed(_tokens(text, first, last))) == placed


def _tokens(text: str, first: int = 0, last: int | None = None) -> list[int]:
    source = Source(name="x.ivr", text=text)
    return semantic_tokens(source, parse(source)[0], "utf-16", first, last)


def _placed(numbers: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Line, unit, length, kind and modifiers of each token."""
    line = unit = 0
    for down, further, *others in zip(*[iter(numbers)] * 5, strict=True):
        line, unit = line + down, further if down else unit + further
        yield line, unit, *others


class TestServed:
    """What an editor gets."""

    pytestmark = served

    async def test_words_have_their_kinds(self, editor: Editor) -> None:
        editor.open("colours.ivr", PROGRAM)
        params = types.SemanticTokensParams(editor.document("colours.ivr"))
        found = await editor.client.text_document_semantic_tokens_full_async(params)
        shown = []
        for line, unit, length, kind, _ in _placed(found.data):
            place = types.Range(types.Position(line, unit), types.Position(line, unit + length))
            shown.append((editor.part(PROGRAM, place), TYPE_LEGEND[kind]))
        assert ("menu", "keyword") in shown
        assert ("main", "function") in shown
        assert ('"""您好', "string") in shown
        assert ("// 🎉", "comment") in shown
        assert ("2s", "number") in shown
        assert ("+441632960001", "number") in shown
        editor.close("colours.ivr")

    async def test_only_what_has_changed_is_told_again(self, editor: Editor) -> None:
        editor.open("delta.ivr", PROGRAM)
        document = editor.document("delta.ivr")
        whole = await editor.client.text_document_semantic_tokens_full_async(
            types.SemanticTokensParams(document)
        )
        editor.change("delta.ivr", PROGRAM.replace("wait 2s;", "wait 2s; hangup;"))
        params = types.SemanticTokensDeltaParams(document, whole.result_id)
        delta = await editor.client.text_document_semantic_tokens_full_delta_async(params)
        (edit,) = delta.edits
        assert (edit.delete_count, len(edit.data)) == (0, 5)
        made = [*whole.data[: edit.start], *edit.data, *whole.data[edit.start :]]
        again = types.SemanticTokensDeltaParams(document, whole.result_id)  # not the id that was told last
        full = await editor.client.text_document_semantic_tokens_full_delta_async(again)
        assert [*full.data] == made
        same = types.SemanticTokensDeltaParams(document, full.result_id)
        assert not (await editor.client.text_document_semantic_tokens_full_delta_async(same)).edits
        editor.close("delta.ivr")
        unknown = await editor.client.text_document_semantic_tokens_full_delta_async(same)
        assert not unknown.data

    async def test_lines_in_sight_come_first(self, editor: Editor) -> None:
        editor.open("sight.ivr", PROGRAM)
        document = editor.document("sight.ivr")
        at = types.Range(types.Position(4, 0), types.Position(4, 3))
        found = await editor.client.text_document_semantic_tokens_range_async(
            types.SemanticTokensRangeParams(document, at)
        )
        whole = await editor.client.text_document_semantic_tokens_full_async(
            types.SemanticTokensParams(document)
        )
        assert [*_placed(found.data)] == [token for token in _placed(whole.data) if token[0] == 4]
        assert found.data
        editor.close("sight.ivr")

    async def test_imports_and_audio_are_links(self, editor: Editor) -> None:
        editor.open("links.ivr", PROGRAM)
        params = types.DocumentLinkParams(editor.document("links.ivr"))
        found = await editor.client.text_document_document_link_async(params)
        assert [(editor.part(PROGRAM, one.range), one.target) for one in found] == [
            ("desk.ivr", editor.uri("desk.ivr")),
            ("https://cdn.example.com/🎉.mp3", "https://cdn.example.com/🎉.mp3"),
        ]
        editor.close("links.ivr")

    async def test_a_selection_grows_to_the_file(self, editor: Editor) -> None:
        editor.open("select.ivr", PROGRAM)
        at = editor.at("select.ivr", PROGRAM, "-> sal|es")["position"]
        params = types.SelectionRangeParams(editor.document("select.ivr"), [at])
        (found,) = await editor.client.text_document_selection_range_async(params)
        grown = []
        while found is not None:
            grown.append(editor.part(PROGRAM, found.range))
            found = found.parent
        assert grown[:3] == ["sales", "-> sales", "press 1 -> sales"]
        assert grown[-1] == PROGRAM
        editor.close("select.ivr")

    async def test_symbols_are_found_in_files_that_are_not_open(self, editor: Editor) -> None:
        (editor.folder / "far.ivr").write_text('// 🎉\nflow far_away { say "🎉" }\n', "utf-8")
        saved = types.DidSaveTextDocumentParams(editor.document("far.ivr"))
        editor.client.text_document_did_save(saved)
        params = types.WorkspaceSymbolParams("FAR")
        (found,) = await editor.client.workspace_symbol_async(params)
        assert (found.name, found.location.uri) == ("far_away", editor.uri("far.ivr"))
        assert found.location.range.start == types.Position(1, 5)
