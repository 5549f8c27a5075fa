"""What the commands that compile share: their options, and `[tool.ivrc.lint]` of the project."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args

import click

from ivrc.words import did_you_mean, listed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Level = Literal["off", "advice", "warning", "error"]
Format = Literal["text", "json", "sarif"]
Decorated = TypeVar("Decorated", bound="Callable[..., Any]")


class Refusal(click.ClickException):
    """The command cannot be carried out as given; the message says why."""

    exit_code = 2


def parameter(text: str) -> tuple[str, str]:
    """`-D NAME=VALUE` as a pair."""
    name, equals, value = text.partition("=")
    if not equals or not name.isidentifier():
        raise click.BadParameter(f"`{text}` is not NAME=VALUE")
    return name, value


CALLER = "+441632960123"
"""Who calls if that is not said."""

EXISTING = click.Path(exists=True, dir_okay=False)
files_argument = click.argument("files", metavar="FILE...", nargs=-1, required=True, type=EXISTING)
file_argument = click.argument("file", metavar="FILE", type=EXISTING)
parameters_option = click.option(
    "-D",
    "parameters",
    type=parameter,
    metavar="NAME=VALUE",
    multiple=True,
    help="Value of a `param` of the program.",
)
today_option = click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day by which dates are found to be past, such as 2026-11-20.",
)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(get_args(Format)),
    default="text",
    show_default=True,
    help="How diagnostics are printed.",
)


def compiler_options(command: Decorated) -> Decorated:
    """Add the options that change what is compiled and how it is reported."""
    return parameters_option(today_option(format_option(command)))


def lint_levels(source: Path) -> dict[str, Level]:
    """`[tool.ivrc.lint]` of the nearest pyproject.toml above a source: diagnostic code to level.

    Raises Refusal.
    """
    for folder in source.resolve().parents:
        if not (path := folder / "pyproject.toml").is_file():
            continue
        import tomllib

        try:
            table = tomllib.loads(path.read_text("utf-8")).get("tool", {}).get("ivrc", {}).get("lint", {})
        except (ValueError, OSError) as error:
            raise Refusal(f"{path} cannot be read: {error}") from error
        for code, level in table.items():
            if problem := _wrong_row(code, level):
                raise Refusal(f"{path}: [tool.ivrc.lint] {problem}")
        return dict(table)
    return {}


def _wrong_row(code: str, level: object) -> str | None:
    if not re.fullmatch(r"IVR\d{3}", code):
        return f"`{code}` is no diagnostic code such as IVR601"
    levels = get_args(Level)
    if level in levels:
        return None
    hint = did_you_mean(str(level), levels) or f"say {listed(f'`{level}`' for level in levels)}"
    return f"{code} = `{level}` is no level; {hint}"
