"""`ivrc serve`: the webhook module of a file, answering on this machine."""

from __future__ import annotations

import importlib
import os
import socket
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from ivrc.cli.compiling import compile_file
from ivrc.cli.output import print_findings, print_line
from ivrc.cli.settings import Refusal, compiler_options, file_argument
from ivrc.folder import write
from ivrc.words import listed

if TYPE_CHECKING:
    from datetime import datetime

    from ivrc.cli.settings import Format

OPTIONS = {"IVRC_INSECURE": "--insecure", "IVRC_HOOKS": "--hooks MODULE:OBJECT"}
"""The options that set what a generated module is otherwise told by its environment."""


@click.command()
@file_argument
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any free one."
)
@click.option("--hooks", metavar="MODULE:OBJECT", help="What implements the externs of the program.")
@click.option("--insecure", is_flag=True, help="Answer requests whose signature is missing or wrong.")
@compiler_options
def command(
    file: str,
    host: str,
    port: int,
    hooks: str | None,
    insecure: bool,
    parameters: tuple[tuple[str, str], ...],
    today: datetime | None,
    form: Format,
) -> None:
    """Build FILE in a temporary folder and serve its webhooks.

    Requests are refused unless they are signed with VONAGE_SIGNATURE_SECRET. IVRC_BASE_URL replaces the
    program's base_url, for instance by the address of a tunnel.

    \b
    ivrc serve menu.ivr --insecure
    ivrc serve menu.ivr --hooks shop.phone:Hooks --port 8080
    """
    compiled = compile_file(file, parameters, today)
    print_findings([compiled.findings], form)
    if compiled.failed or compiled.compilation is None:
        sys.exit(1)
    listener = _listen(host, port)
    with TemporaryDirectory(prefix="ivrc-") as folder:
        write(Path(folder), compiled.compilation.files)
        app = _application(folder, hooks, insecure)
        print_line(f"{file}: {_addresses(listener)}; Ctrl-C ends it", form)
        _run(app, listener)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise Refusal(
            f"cannot listen at {host}, port {port}: {error.strerror}; try another --port"
        ) from error


def _application(folder: str, hooks: str | None, insecure: bool) -> Any:
    """The ASGI callable of the generated module. Hooks are found from the current folder, too."""
    from ivrc.runtime import ConfigurationError

    sys.path[:0] = [folder, ""]
    os.environ |= {"IVRC_HOOKS": hooks} if hooks else {}
    os.environ |= {"IVRC_INSECURE": "1"} if insecure else {}
    try:
        return importlib.import_module("webhook").create_app()
    except ConfigurationError as error:
        options = listed(option for variable, option in OPTIONS.items() if variable in str(error))
        raise Refusal(f"{error} (here: {options})" if options else str(error)) from error


def _addresses(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    base = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    return f"answers at {base}/answer, takes events at {base}/event"


def _run(app: Any, listener: socket.socket) -> None:
    import uvicorn

    with suppress(KeyboardInterrupt):
        uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listener])
