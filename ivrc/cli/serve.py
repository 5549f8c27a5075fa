"""`ivrc serve`: the webhook module of a file, answering on this machine."""

from __future__ import annotations

import importlib
import importlib.util
import socket
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from ivrc.cli.compiling import compile_file
from ivrc.cli.output import print_findings
from ivrc.cli.settings import compiler_options, file_argument
from ivrc.folder import write

if TYPE_CHECKING:
    from datetime import datetime

    from ivrc.cli.settings import Format

UNSIGNED = (
    "set VONAGE_SIGNATURE_SECRET to the signature secret of your account (dashboard, API settings), "
    "or use --insecure to answer unsigned requests while you try things out"
)


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
        app = _application(Path(folder), hooks, insecure)
        _run(app, listener, file)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=1024)
    except OSError as error:
        raise click.UsageError(
            f"cannot listen at {host}, port {port}: {error.strerror}; choose another with --port"
        ) from error


def _application(folder: Path, hooks: str | None, insecure: bool) -> Any:
    """The ASGI callable of the generated module."""
    from ivrc.runtime import ConfigurationError

    spec = importlib.util.spec_from_file_location("webhook", folder / "webhook.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(folder / "webhook.py")
    webhook = importlib.util.module_from_spec(spec)
    sys.modules["webhook"] = webhook
    spec.loader.exec_module(webhook)
    try:
        return webhook.create_app(hooks=_hooks(hooks), insecure=insecure or None)
    except ConfigurationError as error:
        hint = f"; {UNSIGNED}" if "VONAGE_SIGNATURE_SECRET" in str(error) else ""
        raise click.UsageError(f"{error}{hint}") from error


def _hooks(name: str | None) -> object:
    """The object that `package.module:object` names; a class is called. Found from the current folder too."""
    if name is None:
        return None
    module_name, _, attribute = name.partition(":")
    sys.path.insert(0, "")
    try:
        found = getattr(importlib.import_module(module_name), attribute)
    except (ImportError, AttributeError, ValueError) as error:
        raise click.BadParameter(f"`{name}` cannot be imported: {error}", param_hint="--hooks") from error
    return found() if isinstance(found, type) else found


def _run(app: Any, listener: socket.socket, file: str) -> None:
    import uvicorn

    host, port = listener.getsockname()[:2]
    address = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    click.echo(f"{file}: answers at {address}/answer, events at {address}/event (Ctrl-C ends it)")
    config = uvicorn.Config(app, log_level="warning", lifespan="on")
    uvicorn.Server(config).run(sockets=[listener])
