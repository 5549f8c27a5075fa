"""The first program of the language, as somebody writes it and changes it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from ivrc.analysis import Options, analyse
from ivrc.diagnostics import has_errors
from ivrc.files import ReadProblem
from ivrc.lsp.completion import proposals
from ivrc.lsp.view import View
from ivrc.source import Source
from ivrc.syntax.parser import parse
from ivrc.syntax.tokens import tokens

if TYPE_CHECKING:
    from editor_clients import Editor

    from ivrc.syntax.tokens import Token

PROGRAM = (Path(__file__).parent.parent.parent / "examples" / "acme" / "acme.ivr").read_text("utf-8")


def none(_: str) -> ReadProblem:
    return ReadProblem(message="does not exist")


def view(text: str) -> View:
    return View("/acme.ivr", text, none, lambda _: Options())


def words() -> list[Token]:
    """The words of the program that its author does not think up."""
    source = Source(name="/acme.ivr", text=PROGRAM)
    declared = {mention.span for mention in view(PROGRAM).mentions if mention.declares}
    found = tokens(source, parse(source)[0], inside_strings=True)
    return [token for token in found if token.kind in ("name", "keyword") and token.span not in declared]


def test_every_word_of_it_is_proposed_where_it_stands() -> None:
    missing = []
    for token in words():
        start, end = token.span.start, token.span.end
        written = view(PROGRAM[:start] + PROGRAM[end:])
        labels = {one.label.split()[0] for one in proposals(written, written.sources[0], start)}
        if token.text not in labels:
            missing.append((token.text, PROGRAM[:end].rsplit("\n", 1)[-1]))
    assert not missing


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.timeout(60)
async def test_renaming_the_operator_changes_every_jump(editor: Editor) -> None:
    editor.open("acme.ivr", PROGRAM)
    place = editor.at("acme.ivr", PROGRAM, "flow opera|tor")
    edit = await editor.client.text_document_rename_async(types.RenameParams(new_name="desk", **place))
    made = editor.edited(PROGRAM, edit.changes[editor.uri("acme.ivr")])
    assert made == PROGRAM.replace("operator", "desk")
    assert not has_errors(analyse(Source(name="acme.ivr", text=made), none).diagnostics)
    editor.close("acme.ivr")
