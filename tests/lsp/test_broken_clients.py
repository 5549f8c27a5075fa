"""Clients that send what they should not, and editors that die: an answer for each request, and no crash."""

from __future__ import annotations

import json
import subprocess
import sys
from time import sleep
from typing import TYPE_CHECKING, Any

import pytest
from wire import PATIENCE, Wire

from ivrc.analysis import Options
from ivrc.lsp.conversation import PAUSE
from ivrc.lsp.server import create_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ivrc.lsp.server import Server

pytestmark = pytest.mark.timeout(90)

TEXT = 'answer { say "您好 🎉"; -> first }\nflow first { hangup }\n'
INVALID_PARAMS, INVALID_REQUEST, NOT_INITIALIZED = -32602, -32600, -32002


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wire]:
    wire = Wire(tmp_path_factory.mktemp("calls"))
    wire.begin()
    yield wire
    assert "Traceback" not in wire.close()


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Wire]:
    wire = Wire(tmp_path)
    yield wire
    assert "Traceback" not in wire.close()


def opened(wire: Wire, uri: str, text: str = TEXT) -> dict[str, object]:
    wire.tell(
        "textDocument/didOpen",
        {"textDocument": {"uri": uri, "languageId": "ivr", "version": 1, "text": text}},
    )
    return {"textDocument": {"uri": uri}}


AT = {"position": {"line": 0, "character": 30}}
BROKEN = {
    "no document": ({}, "required field missing @ it.params.text_document"),
    "a number": ({"textDocument": {"uri": "file:///x.ivr"}, "position": 3}, "it.params.position"),
    "a negative line": (
        {"textDocument": {"uri": "file:///x.ivr"}, "position": {"line": -1, "character": 0}},
        "it.params.position",
    ),
    "a line that is text": (
        {"textDocument": {"uri": "file:///x.ivr"}, "position": {"line": "one", "character": 0}},
        "it.params.position",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_request_that_cannot_be_understood_is_answered(started: Wire, name: str) -> None:
    params, place = BROKEN[name]
    error = started.ask("textDocument/hover", params)["error"]
    assert error["code"] == INVALID_PARAMS
    assert error["message"].startswith("`textDocument/hover` cannot be understood: ")
    assert place in error["message"]
    assert "Traceback" not in str(error)


@pytest.mark.parametrize("uri", ["file://[", "file:///a%00b.ivr"])
def test_an_address_that_is_none(started: Wire, uri: str) -> None:
    error = started.ask("textDocument/hover", {"textDocument": {"uri": uri}, **AT})["error"]
    assert (error["code"], error["message"]) == (INVALID_PARAMS, f"`{uri}` is no address of a document")


@pytest.mark.parametrize(
    "uri",
    [
        "untitled:Untitled-1",
        "file:///c%3A/Users/Ann/my%20calls/%E7%94%B5%E8%AF%9D.ivr",
        "git:/calls/x.ivr?%7B%22ref%22%3A%22HEAD%22%7D",
        "vscode-vfs://github/x/y.ivr",
        "",
    ],
)
def test_documents_with_other_addresses(started: Wire, uri: str) -> None:
    document = opened(started, uri, f'import "other.ivr"\n{TEXT}')
    symbols = started.ask("textDocument/documentSymbol", document)["result"]
    assert [symbol["name"] for symbol in symbols] == ["answer", "first"]
    (place,) = started.ask("textDocument/definition", {**document, "position": {"line": 1, "character": 27}})[
        "result"
    ]
    assert place["uri"] == uri
    links = started.ask("textDocument/documentLink", document)["result"]
    assert all(link["target"].endswith("/other.ivr") for link in links)
    found = started.ask("textDocument/diagnostic", document)["result"]["items"]
    assert "does not exist" in found[0]["message"]
    started.tell("textDocument/didClose", document)


def test_what_is_no_message_is_passed_over(started: Wire) -> None:
    for body in (b"{", b"[]", b"null", b'{"jsonrpc": "1.0", "id": 7, "method": "x"}', b"\xff\xfe", b'"text"'):
        started.send(body)
    document = opened(started, "file:///behind.ivr")
    assert len(started.ask("textDocument/documentSymbol", document)["result"]) == 2
    started.tell("textDocument/didClose", document)


def test_changes_that_are_none(started: Wire) -> None:
    uri = "file:///changes.ivr"
    document = opened(started, uri)
    started.tell("textDocument/didChange", {"textDocument": {"uri": uri, "version": 2}, "contentChanges": []})
    two = [{"text": "flow one { hangup }\n"}, {"text": "flow two { hangup }\n"}]
    started.tell(
        "textDocument/didChange", {"textDocument": {"uri": uri, "version": 3}, "contentChanges": two}
    )
    (symbol,) = started.ask("textDocument/documentSymbol", document)["result"]
    assert symbol["name"] == "two"
    started.tell("textDocument/didClose", document)
    started.tell("textDocument/didClose", document)
    assert not started.ask("textDocument/documentSymbol", document)["result"]


def test_a_file_that_is_deleted_under_an_open_document(started: Wire, tmp_path: Path) -> None:
    path = tmp_path / "gone.ivr"
    path.write_text("flow on_disk { hangup }\n", "utf-8")
    document = opened(started, path.as_uri())
    path.unlink()
    assert len(started.ask("textDocument/documentSymbol", document)["result"]) == 2
    started.tell("textDocument/didClose", document)
    assert not started.ask("textDocument/documentSymbol", document)["result"]
    for method in ("semanticTokens/full", "foldingRange", "documentLink", "codeLens"):
        answer = started.ask(f"textDocument/{method}", document)
        assert answer["result"] in (
            [],
            {"data": [], "resultId": answer["result"] and answer["result"]["resultId"]},
        )


def test_a_huge_line_is_coloured_in_time(started: Wire) -> None:
    text = "answer { " + 'say "🎉"; ' * 20_000 + "}"
    document = opened(started, "file:///huge.ivr", text)
    found = started.ask("textDocument/semanticTokens/full", document)["result"]["data"]
    assert len(found) > 5 * 40_000
    started.tell("textDocument/didClose", document)


def test_nothing_is_asked_before_the_beginning_or_behind_the_end(fresh: Wire) -> None:
    fresh.tell("textDocument/didOpen", {})
    error = fresh.ask("textDocument/hover", {"textDocument": {"uri": "file:///x.ivr"}, **AT})["error"]
    assert (error["code"], error["message"]) == (
        NOT_INITIALIZED,
        "`textDocument/hover` came before `initialize`",
    )
    assert fresh.begin()["hoverProvider"]
    assert fresh.ask("shutdown", None)["result"] is None
    error = fresh.ask("textDocument/hover", {"textDocument": {"uri": "file:///x.ivr"}, **AT})["error"]
    assert (error["code"], error["message"]) == (
        INVALID_REQUEST,
        "`textDocument/hover` came behind `shutdown`",
    )
    fresh.tell("exit", None)
    assert fresh.process.wait(PATIENCE) == 0


def _vanishes(wire: Wire) -> None:
    assert wire.process.stdin
    wire.process.stdin.close()


def _exits(wire: Wire) -> None:
    wire.tell("exit", None)


@pytest.mark.parametrize("leaves", [_vanishes, _exits], ids=["the pipe is closed", "exit without shutdown"])
def test_the_server_ends_with_its_client(fresh: Wire, leaves: Callable[[Wire], None]) -> None:
    fresh.begin()
    leaves(fresh)
    fresh.process.wait(PATIENCE)


@pytest.mark.skipif(sys.platform == "win32", reason="there only the pipe tells that an editor has died")
def test_the_server_ends_with_an_editor_that_leaves_its_pipes_open(fresh: Wire) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as editor:
        fresh.begin(processId=editor.pid)
        assert fresh.process.poll() is None
        editor.kill()
        editor.wait()
        assert fresh.process.wait(PATIENCE) == 1


def test_an_editor_that_cannot_be_seen_is_no_reason_to_end(fresh: Wire) -> None:
    for process in (2**31 - 1, 0, -5):
        fresh.begin(processId=process)
        assert fresh.ask("textDocument/foldingRange", opened(fresh, "file:///x.ivr"))["result"] == []
    sleep(2 * PAUSE)
    assert fresh.process.poll() is None


def test_a_bug_of_ours_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("x")

    written: list[dict[str, Any]] = []
    server = create_server(lambda _: (Options(), ""))
    server.protocol.set_writer(_Writer(written), include_headers=False)
    _send(
        server,
        {"id": 1, "method": "initialize", "params": {"processId": None, "rootUri": None, "capabilities": {}}},
    )
    document = {"uri": "file:///x.ivr", "languageId": "ivr", "version": 1, "text": TEXT}
    _send(server, {"method": "textDocument/didOpen", "params": {"textDocument": document}})
    monkeypatch.setattr("ivrc.lsp.answers.structure.symbols", broken)
    monkeypatch.setattr(server.sources, "put", broken)
    _send(server, {"id": 2, "method": "textDocument/documentSymbol", "params": {"textDocument": document}})
    words = "ivrc has a bug; please report it with the file that shows it: KeyError: 'x'"
    assert written[-1]["error"] == {"code": -32603, "message": words}
    _send(server, {"method": "textDocument/didOpen", "params": {"textDocument": document}})
    assert written[-1]["method"] == "window/showMessage"
    assert written[-1]["params"] == {"type": 1, "message": words}


def _send(server: Server, message: dict[str, Any]) -> None:
    body = json.dumps({"jsonrpc": "2.0", **message})
    server.protocol.handle_message(json.loads(body, object_hook=server.protocol.structure_message))


class _Writer:
    def __init__(self, written: list[dict[str, Any]]) -> None:
        self._written = written

    def write(self, content: bytes) -> None:
        self._written.append(json.loads(content))

    def close(self) -> None:
        pass
