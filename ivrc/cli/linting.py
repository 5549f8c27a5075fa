"""Files of raw NCCO, or application bodies, for `ivrc check`: read, linted and, if asked, fixed."""

from __future__ import annotations

import sys
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

from ivrc.cli.compiling import unreadable
from ivrc.cli.output import print_line
from ivrc.cli.settings import Refusal
from ivrc.files import ReadProblem, decoded, read_text
from ivrc.folder import replace_file
from ivrc.ncco.raw.lint import fixed, lint_markdown, lint_text
from ivrc.report import Findings
from ivrc.source import Source

if TYPE_CHECKING:
    from ivrc.cli.settings import Format

STANDARD_INPUT = "-"


def lint_file(file: str, *, markdown: bool, fix: bool, form: Format) -> Findings:
    """What is wrong with a file (after it was fixed) or with standard input."""
    text = decoded(sys.stdin.buffer.read()) if file == STANDARD_INPUT else read_text(Path(file))
    if isinstance(text, ReadProblem):
        return unreadable(file, text)
    lint = lint_markdown if markdown else lint_text
    if fix:
        text = _fixed(file, text, fixed(text, lint), form)
    name = "standard input" if file == STANDARD_INPUT else file
    return Findings(sources=[Source(name=name, text=text)], diagnostics=lint(text))


def _fixed(file: str, old: str, new: str, form: Format) -> str:
    """Write what was fixed, and show it."""
    if new == old:
        return old
    for line in unified_diff(old.splitlines(), new.splitlines(), file, f"{file} (fixed)", lineterm=""):
        print_line(line, form)
    try:
        replace_file(Path(file), new.encode())
    except OSError as error:
        raise Refusal(f"cannot write {file}: {error.strerror}") from error
    return new
