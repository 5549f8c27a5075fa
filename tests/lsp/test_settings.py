"""`[tool.ivrc.lint]` in an editor: it counts, it is read again, and what is wrong with it is said once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

if TYPE_CHECKING:
    from editor_clients import Editor

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(60)]

PROGRAM = """\
app "电话" { base_url: "https://ivr.example.com"; number: +441632960000 }
defaults { language: en-GB }
answer { say "您好 🎉"; -> Office }
flow Office { hangup }
"""


def write(editor: Editor, level: str) -> None:
    path = editor.folder / "pyproject.toml"
    path.write_text(f'[tool.ivrc.lint]\nIVR610 = "{level}"\n', "utf-8")
    changed = [types.FileEvent(path.as_uri(), types.FileChangeType.Changed)]
    editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(changed))


async def severities(editor: Editor, name: str) -> list[int]:
    return [d.severity for d in await editor.diagnostics(name) if d.code == "IVR610"]


async def test_levels_count_as_soon_as_they_change(editor: Editor) -> None:
    editor.open("levels.ivr", PROGRAM)
    assert await severities(editor, "levels.ivr") == [3]
    for level, severity in (("error", [1]), ("warning", [2]), ("off", [])):
        write(editor, level)
        assert await severities(editor, "levels.ivr") == severity
    editor.close("levels.ivr")


async def test_a_level_that_is_none_is_said_once(editor: Editor) -> None:
    editor.client.messages.clear()
    write(editor, "eror")
    editor.open("wrong_level.ivr", PROGRAM)
    for end in range(3):
        editor.change("wrong_level.ivr", PROGRAM + "\n" * end)
        assert await severities(editor, "wrong_level.ivr") == [3]
    (said,) = editor.client.messages
    path = editor.folder / "pyproject.toml"
    assert said.type == types.MessageType.Warning
    assert said.message == (
        f"{path}: [tool.ivrc.lint] IVR610 = `eror` is no level; did you mean `error`? "
        "(until that is mended, no level counts)"
    )
    write(editor, "error")
    assert await severities(editor, "wrong_level.ivr") == [1]
    editor.close("wrong_level.ivr")
    path.unlink()


async def test_clients_are_told_to_ask_again(editor: Editor) -> None:
    client = editor.client
    editor.open("again.ivr", PROGRAM)
    before = client.diagnostic_refresh_count
    client.refreshed.clear()
    write(editor, "off")
    await severities(editor, "again.ivr")
    can = client.capabilities.workspace
    assert client.diagnostic_refresh_count - before == bool(can.diagnostics)
    assert client.refreshed == [
        *([types.WORKSPACE_CODE_LENS_REFRESH] if can.code_lens else []),
        *([types.WORKSPACE_INLAY_HINT_REFRESH] if can.inlay_hint else []),
    ]
    editor.close("again.ivr")
    (editor.folder / "pyproject.toml").unlink()
