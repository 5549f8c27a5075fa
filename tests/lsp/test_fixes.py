"""Mistakes that go away at the press of a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from ivrc.source import Source
from ivrc.syntax.parser import parse

if TYPE_CHECKING:
    from editor_clients import Editor

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(60)]

PROGRAM = """\
app "电话" { base_url: "https://ivr.example.com"; number: +441632960000 }
answer { say "您好 🎉"; -> main }
menu main {
  press 1 for "🎉 sales" -> sales
  on silence { say "🎉" }
}
flow sales { connect +441632960001 }
"""


async def actions(
    editor: Editor, text: str, wanted: str, only: list[types.CodeActionKind] | None = None
) -> list[types.CodeAction]:
    """What can be done at the `|`."""
    editor.open("fix.ivr", text)
    at = editor.at("fix.ivr", text, wanted)["position"]
    context = types.CodeActionContext((), only=only)
    params = types.CodeActionParams(editor.document("fix.ivr"), types.Range(at, at), context)
    found = await editor.client.text_document_code_action_async(params)
    editor.close("fix.ivr")
    return list(found)


async def fixed(editor: Editor, text: str, wanted: str, title: str) -> str:
    """The document after the fix of that title at the `|`."""
    (chosen,) = [action for action in await actions(editor, text, wanted) if action.title == title]
    made = editor.edited(text, chosen.edit.changes[editor.uri("fix.ivr")])
    assert not parse(Source(name="fix.ivr", text=made))[1]
    return made


@pytest.mark.parametrize(
    ("right", "wrong", "wanted", "title"),
    [
        ("-> main", "-> man", "-> ma|n", "write `main`"),
        ("connect", "conect", "con|ect", "write `connect`"),
        ("{ connect +441632960001 }", "{ let x = 1; if x = 1 { hangup } }", "x |= 1 {", "write `==`"),
    ],
)
async def test_what_was_meant_is_written(
    editor: Editor, right: str, wrong: str, wanted: str, title: str
) -> None:
    made = await fixed(editor, PROGRAM.replace(right, wrong), wanted, title)
    assert made == PROGRAM.replace(right, wrong.replace("x = 1 {", "x == 1 {") if "{" in wrong else right)


async def test_a_flow_that_is_missing_is_made_behind_its_first_use(editor: Editor) -> None:
    text = PROGRAM.replace("-> sales", "-> billing")
    made = await fixed(editor, text, "-> bill|ing", "create flow `billing`")
    assert made == text.replace("}\nflow sales", "}\n\nflow billing {\n  hangup\n}\nflow sales")


async def test_handlers_that_are_missing_are_added(editor: Editor) -> None:
    made = await fixed(editor, PROGRAM, "menu ma|in", "add `on invalid` and `on give_up`")
    assert made == PROGRAM.replace(
        'say "🎉" }\n',
        'say "🎉" }\n'
        '  on invalid { say "Sorry, that is not one of the options." }\n'
        "  on give_up { hangup }\n",
    )


async def test_handlers_are_added_to_a_block_on_one_line(editor: Editor) -> None:
    text = PROGRAM.replace("{ connect +441632960001 }", '{ collect digits x { say "🎉" } }')
    title = "add `on silence`, `on invalid` and `on give_up`"
    made = await fixed(editor, text, "collect digits |x", title)
    assert 'say "🎉"; on silence { say' in made
    assert "; on give_up { hangup } } }" in made


async def test_a_text_is_made_a_prompt(editor: Editor) -> None:
    made = await fixed(editor, PROGRAM, 'say "您好| 🎉"', "make this text the prompt `words`")
    assert made == PROGRAM.replace(
        'say "您好 🎉"; -> main }', 'say words; -> main }\n\nprompt words {\n  en-US: "您好 🎉"\n}'
    )


@pytest.mark.parametrize(
    ("wanted", "only", "kinds"),
    [
        ("menu ma|in", None, ["quickfix"]),
        ("menu ma|in", "quickfix", ["quickfix"]),
        ("menu ma|in", "refactor", []),
        ('for "🎉| sales"', None, ["refactor.extract"]),
        ('for "🎉| sales"', "refactor", ["refactor.extract"]),
        ('for "🎉| sales"', "refactor.extract", ["refactor.extract"]),
        ('for "🎉| sales"', "refactor.inline", []),
        ('for "🎉| sales"', "quickfix", []),
    ],
)
async def test_an_editor_is_given_the_kinds_that_it_asks_for(
    editor: Editor, wanted: str, only: str | None, kinds: list[str]
) -> None:
    asked = [types.CodeActionKind(only)] if only else None
    assert [action.kind for action in await actions(editor, PROGRAM, wanted, asked)] == kinds
