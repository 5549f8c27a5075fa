"""`ivrc explain`: what a diagnostic code means and what to do about it."""

from __future__ import annotations

import click

from ivrc.explain import codes, page
from ivrc.words import did_you_mean


@click.command()
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Explain a diagnostic CODE; without one, list them all.

    \b
    ivrc explain IVR201
    ivrc explain
    """
    if code is None:
        for known in codes():
            click.echo(f"{known}  {_title(known)}")
        return
    text = page(code.upper())
    if text is None:
        hint = did_you_mean(code.upper(), codes()) or "`ivrc explain` lists the codes"
        raise click.UsageError(f"There is no diagnostic `{code}`; {hint}")
    click.echo(text)


def _title(code: str) -> str:
    """The heading of a code's page is `# CODE Title`."""
    heading = (page(code) or "").partition("\n")[0]
    return heading.lstrip("# ").removeprefix(code).strip(": ")
