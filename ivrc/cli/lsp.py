"""`ivrc lsp`: the language server."""

from __future__ import annotations

import gc
import importlib.util
import logging
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ivrc.cli.compiling import collector_paused
from ivrc.cli.settings import Refusal, lint_levels

if TYPE_CHECKING:
    from ivrc.analysis import Options


@click.command(short_help="Answer an editor: the language server.")
def command() -> None:
    """Answer an editor on standard input and output, in the language server protocol.

    Editors start it: docs/editors.md says how. It needs pygls, which `pip install 'ivrc[lsp]'` brings.
    """
    if importlib.util.find_spec("pygls") is None:
        raise Refusal("the language server needs pygls; run `pip install 'ivrc[lsp]'`")
    if sys.stdin.isatty():
        raise Refusal("`ivrc lsp` is started by an editor and talks to it; docs/editors.md says how")
    with collector_paused():
        from ivrc.lsp.server import create_server

        server = create_server(_settings)
    logging.getLogger("pygls").setLevel(logging.CRITICAL)  # what clients do wrong is answered to them
    gc.freeze()  # what was made for all requests need not be looked through at each
    server.start_io()


def _settings(path: str) -> tuple[Options, str]:
    """As `ivrc check` has them; levels of the project that cannot be read count as none."""
    from ivrc.analysis import Options

    try:
        levels, trouble = lint_levels(Path(path)), ""
    except Refusal as refusal:
        levels, trouble = {}, refusal.message
    return Options(today=datetime.now().astimezone().date(), levels=levels), trouble
