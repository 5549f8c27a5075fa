"""The import lines of a generated module, sorted as ruff sorts them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ivrc.emit.layout import WIDTH
from ivrc.emit.naming import MODULES

if TYPE_CHECKING:
    from collections.abc import Iterable


def import_lines(names: Iterable[str]) -> list[str]:
    """One statement a module: the standard library, an empty line, the runtime."""
    modules: dict[str, set[str]] = defaultdict(set)
    for name in names:
        modules[MODULES.get(name, "ivrc.runtime")].add(name)
    ours = sorted(m for m in modules if m.startswith("ivrc"))
    standard = sorted(m for m in modules if not m.startswith("ivrc"))
    lines = [_statement(m, modules[m]) for m in standard]
    if standard:
        lines.append("")
    return [*lines, *(_statement(m, modules[m]) for m in ours)]


def _statement(module: str, names: set[str]) -> str:
    ordered = sorted(names, key=_kind)
    line = f"from {module} import {', '.join(ordered)}"
    if len(line) <= WIDTH:
        return line
    inside = "".join(f"    {name},\n" for name in ordered)
    return f"from {module} import (\n{inside})"


def _kind(name: str) -> tuple[int, str]:
    """Constants, then classes, then functions, as isort orders members."""
    rank = 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2
    return rank, name
