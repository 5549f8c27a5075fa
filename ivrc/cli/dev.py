"""`ivrc dev`: what only somebody who works on the compiler needs, in a checkout of its repository."""

from __future__ import annotations

from pathlib import Path

import click

from ivrc.cli.settings import Refusal
from ivrc.words import counted

EDITORS = Path(__file__).parent.parent.parent / "editors"


@click.group(hidden=True)
def command() -> None:
    """Write what is made of the compiler's tables."""


@command.command()
def editors() -> None:
    """Write the files of the folder editors/ that follow from the tables of the language."""
    from ivrc.editors.generate import generated
    from ivrc.folder import replace_file

    if not EDITORS.is_dir():
        raise Refusal(f"there is no folder {EDITORS}: this is no checkout of the repository")
    changed = [
        (EDITORS / path, text.encode())
        for path, text in generated().items()
        if not (EDITORS / path).is_file() or (EDITORS / path).read_bytes() != text.encode()
    ]
    for path, content in changed:
        replace_file(path, content)
        click.echo(f"editors/{path.relative_to(EDITORS).as_posix()}")
    click.echo(f"{counted(len(changed), 'file')} written")
