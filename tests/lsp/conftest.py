"""One server a module and editor, on a folder of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator  # noqa: TC003  # pytest_lsp reads the annotations
from pathlib import Path  # noqa: TC003  # the same

import pytest
import pytest_lsp
from editor_clients import COMMANDS, CONFIGURATION, PROFILES, Editor, capabilities
from lsprotocol import types
from pytest_lsp import LanguageClient


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that is open in the editor."""
    return tmp_path_factory.mktemp("a folder")


@pytest_lsp.fixture(config=CONFIGURATION, scope="module", params=PROFILES)
async def client(
    lsp_client: LanguageClient, request: pytest.FixtureRequest, folder: Path
) -> AsyncIterator[None]:
    """A running server with a client that behaves like the editor."""

    @lsp_client.feature(types.CLIENT_REGISTER_CAPABILITY)
    def register(params: types.RegistrationParams) -> None:
        assert [one.register_options["watchers"] for one in params.registrations] == [
            [{"globPattern": "**/*.ivr"}, {"globPattern": "**/pyproject.toml"}]
        ]

    lsp_client.refreshed = []
    for method in (types.WORKSPACE_CODE_LENS_REFRESH, types.WORKSPACE_INLAY_HINT_REFRESH):
        lsp_client.feature(method)(lambda _, method=method: lsp_client.refreshed.append(method))

    folders = [types.WorkspaceFolder(folder.as_uri(), "calls")]
    options = {"commands": COMMANDS.get(request.param, [])}
    params = types.InitializeParams(
        capabilities(request.param), initialization_options=options, workspace_folders=folders
    )
    result = await lsp_client.initialize_session(params)
    assert result.capabilities.position_encoding == PROFILES[request.param]
    yield
    await lsp_client.shutdown_session()


@pytest.fixture
def editor(client: LanguageClient, folder: Path, request: pytest.FixtureRequest) -> Editor:
    """The client with what tests do in it."""
    return Editor(client, folder)
