"""`ivrc explain`: what a diagnostic code means and what to do about it."""

from __future__ import annotations

import click

from ivrc.words import did_you_mean


@click.command()
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Explain a diagnostic CODE; without one, list them all.

    \b
    ivrc explain IVR201
    ivrc explain
    """
    from ivrc.explain import codes, page

    if code is None:
        for known in codes():
            click.echo(_heading(page(known) or ""))
        return
    text = page(code.upper())
    if text is None:
        hint = did_you_mean(code.upper(), codes()) or "`ivrc explain` lists them"
        raise click.UsageError(f"There is no diagnostic `{code}`; {hint}")
    click.echo(text)


def _heading(text: str) -> str:
    """`IVR201 Unknown name`: the first line of a page, without its Markdown."""
    return text.partition("\n")[0].lstrip("# ")
