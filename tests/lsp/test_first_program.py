"""The first program of the language, as somebody writes it and changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from examples_written import EXAMPLES, PROGRAM, words
from lsprotocol import types
from marked import closing, marked

from ivrc.analysis import analyse
from ivrc.diagnostics import has_errors
from ivrc.files import ReadProblem
from ivrc.lsp.completion import proposals
from ivrc.source import Source

if TYPE_CHECKING:
    from pathlib import Path

    from editor_clients import Editor


def none(_: str) -> ReadProblem:
    return ReadProblem(message="does not exist")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_program_is_written_from_its_beginning_with_what_is_proposed(path: Path) -> None:
    program = path.read_text("utf-8")
    missing, written = [], set[str]()
    for token in words(program):
        start, end = token.span.start, token.span.end
        line = program[:end].rsplit("\n", 1)[-1]
        if line in written:
            continue
        written.add(line)
        for typed in (program[:start], program[: start + 1]):
            labels = [one.label for one in proposals(*marked(f"{typed}|{closing(typed)}"))]
            if not any(token.text in (label, label.split()[0]) for label in labels):
                missing.append(line)
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
