"""The first program of the language, as somebody writes it and changes it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lsprotocol import types
from marked import closing, marked, view_of

from ivrc.analysis import analyse
from ivrc.diagnostics import has_errors
from ivrc.files import ReadProblem
from ivrc.language.vocabulary import KINDS
from ivrc.lsp.completion import proposals
from ivrc.source import Source
from ivrc.syntax.tokens import tokens

if TYPE_CHECKING:
    from editor_clients import Editor

    from ivrc.syntax.tokens import Token

EXAMPLES = sorted((Path(__file__).parent.parent.parent / "examples").glob("*/*.ivr"))
PROGRAM = next(path for path in EXAMPLES if path.stem == "acme").read_text("utf-8")


def none(_: str) -> ReadProblem:
    return ReadProblem(message="does not exist")


def words(program: str) -> list[Token]:
    """The words of a program that its author has not just thought up.

    Thought up is what is declared in one place only, the first word for anything else, and whatever stands
    for the first time in front of the colon of a setting that is none of the language's.
    """
    view = view_of(program)
    (source,) = view.sources
    names = {mention.span: mention for mention in view.mentions}
    own = {setting.name for kind in KINDS.values() for setting in kind.settings}
    seen: set[object] = set()
    found = []
    for token in tokens(source, view.trees[0], inside_strings=True):
        if token.kind not in ("name", "keyword") and token.role not in ("language", "bool"):
            continue
        name = names.get(token.span)
        meant: object = (
            (token.text, name.owner if name.bound or name.text not in view.items else "") if name else None
        )
        if token.role == "Setting.name" and token.text not in own:
            meant = token.text
        local = name is not None and name.declares and name.bound
        if meant is None or (meant in seen and not local):
            found.append(token)
        seen.add(meant)
    return found


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
