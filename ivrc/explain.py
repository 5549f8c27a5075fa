"""The pages of `ivrc explain`: what each diagnostic means, with a wrong and a right program."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from ivrc import files as reading
from ivrc.account import mistakes
from ivrc.checks import RULES, suppression
from ivrc.ncco.rules import rules
from ivrc.semantics import codes as meanings
from ivrc.semantics import faults
from ivrc.syntax import messages

if TYPE_CHECKING:
    from ivrc.checks.rule import Rule


DOCUMENT = Path(__file__).with_name("diagnostics.md")
"""All pages in one file, for whoever opens a link in an editor."""

INTRODUCTION = """\
# Diagnostics

What `ivrc explain` says of each code, written by `python -m ivrc.reference`. Codes that begin with IVR are of
programs, E and W of raw NCCOs, A of what is set up beside them.
"""


def codes() -> tuple[str, ...]:
    """Every diagnostic code, in order."""
    return tuple(sorted(_pages()))


def page(code: str) -> str | None:
    """The page of a code as Markdown, headed by code and title; None for an unknown code."""
    return _pages().get(code)


def document() -> str:
    """All pages as one, in the order of their codes."""
    return "\n".join([INTRODUCTION, *(f"#{text}\n" for _, text in sorted(_pages().items()))])


@cache
def headings() -> dict[str, int]:
    """The line in the file of all pages at which each code is explained."""
    lines = DOCUMENT.read_text("utf-8").split("\n")
    return {line.split()[1]: number for number, line in enumerate(lines, 1) if line.startswith("## ")}


@cache
def _pages() -> dict[str, str]:
    told = {**reading.CODES, **messages.EXPLANATIONS, **suppression.CODES, **mistakes.CODES}
    pages = {code: _page(code, title, text) for code, (title, text) in told.items()}
    shown = tomllib.loads(files("ivrc.semantics").joinpath("examples.toml").read_text(encoding="utf-8"))
    resolved = {code: (row.title, row.explanation) for code, row in meanings.CODES.items()} | faults.CODES
    for code, (title, text) in resolved.items():
        pages[code] = _page(code, title, text, shown.get(code, {}))
    for rule in RULES:
        pages[rule.code] = _page(rule.code, rule.title, rule.explanation, _programs(rule))
    for target in rules().values():
        example = f"\n\nWrong: `{target.example}`" if target.example else ""
        pages[target.code] = _page(target.code, target.title, target.explanation + example)
    return pages


def _programs(rule: Rule) -> dict[str, str]:
    return {"wrong": rule.invalid[0].translate({ord("«"): "", ord("»"): ""}), "right": rule.valid[0]}


def _page(code: str, title: str, text: str, programs: dict[str, str] | None = None) -> str:
    parts = [f"# {code} {title}", text.strip()]
    parts += [
        f"{kind.capitalize()}:\n\n```ivr\n{program.strip()}\n```"
        for kind, program in (programs or {}).items()
    ]
    return "\n\n".join(parts)
