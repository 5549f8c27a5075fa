"""What is shown of the word under the pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from ivrc.lsp.protocol import written

if TYPE_CHECKING:
    from editor_clients import Editor

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(60)]

PROGRAM = """\
app "电话" { base_url: "https://ivr.example.com"; number: +441632960000 }
defaults {
  language: en-GB
  on silence { say "Sorry." }
  on invalid { say "Sorry." }
  on give_up { hangup }
}
answer { say "您好 🎉 {call.to as digits}"; -> main }
/// The first thing that is asked.
/// 🎉
menu main { press 1 for "sales 🎉" -> sales }
flow sales { connect +441632960001 { timeout: 20s; on busy -> sorry } }
flow sorry { collect digits number { length: 3 }; say "Busy {number}." }
"""


async def shown(editor: Editor, wanted: str, text: str = PROGRAM) -> str:
    """The hover at the `|`, after a look at whether it marks the word."""
    editor.open("hover.ivr", text)
    params = types.HoverParams(**editor.at("hover.ivr", text, wanted))
    found = await editor.client.text_document_hover_async(params)
    editor.close("hover.ivr")
    if found is None:
        return ""
    word = editor.part(text, found.range)
    assert wanted.replace("|", "").find(word) >= 0
    return found.contents.value


async def test_a_menu_tells_what_the_caller_hears_and_gets(editor: Editor) -> None:
    found = await shown(editor, "-> ma|in")
    assert found.startswith(
        "```ivr\nmenu main\n```\n\nThe first thing that is asked.\n🎉\n\nThe caller hears:"
    )
    assert "> For sales 🎉, press 1." in found
    assert '"action": "input"' in found


async def test_with_mistakes_the_declaration_is_left(editor: Editor) -> None:
    found = await shown(editor, "-> ma|in", PROGRAM + "flow broken { -> nowhere }\n")
    assert found == "```ivr\nmenu main\n```\n\nThe first thing that is asked.\n🎉"


async def test_a_local_name_shows_where_it_comes_from(editor: Editor) -> None:
    assert await shown(editor, "{|number}") == (
        '```ivr\nflow sorry { collect digits number { length: 3 }; say "Busy {number}." }\n```'
    )


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("time|out: 20s", "how long it rings\n\nTakes a duration"),
        ("on bu|sy", "the line is busy"),
        ("conn|ect", "call somebody and join the two"),
        ("call.|to", "The number dialled"),
        ("as dig|its", "Digit by digit"),
    ],
)
async def test_words_of_the_language_are_told_from_the_tables(editor: Editor, wanted: str, said: str) -> None:
    assert said in await shown(editor, wanted)


@pytest.mark.parametrize("wanted", ['"您|好', "main |{"])
async def test_of_the_rest_there_is_nothing_to_say(editor: Editor, wanted: str) -> None:
    assert not await shown(editor, wanted)


async def test_a_client_that_shows_text_only_is_spared_the_signs_of_markdown() -> None:
    told, plain = "what `say` is\n\n```ivr\nsay value\n```\n", "what say is\n\nsay value\n"
    text, markdown = types.MarkupKind.PlainText, types.MarkupKind.Markdown
    assert written(told, [text, markdown]) == types.MarkupContent(markdown, told)
    assert written(told, [text]) == types.MarkupContent(text, plain)
    assert written(told, None) == plain
