"""The architecture as a table: a module imports only from lower floors, or from its own package."""

from __future__ import annotations

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent

FLOORS = (
    ("version", "words", "slotted"),
    ("source",),
    ("node",),
    ("diagnostics",),
    ("ncco", "syntax.tree", "runtime"),
    ("render", "report", "files", "folder", "language", "platform"),
    ("syntax",),
    ("format", "editors", "decompile", "account"),
    ("semantics",),
    ("imports",),
    ("flow",),
    ("checks",),
    ("analysis",),
    ("emit",),
    ("compiler", "explain"),
    ("testing",),
    ("sim",),
    ("reference", "pygments_lexer"),
    ("lsp",),
    ("cli",),
    ("testing.pytest_plugin",),
    ("__main__",),
)
"""Low to high; a row names modules and whole packages. The longest name that fits a module is its row."""

LAZY = {
    "analysis": {"ivrc.flow.proving", "ivrc.flow.unanswered"},
    "lsp.view": {"ivrc.compiler"},
    "semantics.resolve": {"ivrc.semantics.trials"},
    "platform.transport": {"httpx"},
    "testing.pytest_plugin": {
        "ivrc.cli.compiling",
        "ivrc.render",
        "ivrc.testing.calls",
        "ivrc.testing.loading",
        "ivrc.testing.report",
        "ivrc.testing.runner",
        "ivrc.testing.standing",
    },
    "runtime.collecting": {"ivrc.runtime.phones"},
    "runtime.module": {"ivrc.runtime.http"},
    "runtime.starting": {"ivrc.runtime.redis_store"},
    "runtime.texts": {"ivrc.runtime.speaking"},
}
"""Imports inside functions outside the command line: what is large, and what few programs need."""

LEFT_OUT_OF_RUNTIME = {"click", "jinja2", "jsonschema", "lark"}


def modules() -> dict[str, ast.Module]:
    """Name without `ivrc.` to syntax tree; a package is named like its folder."""
    found = {}
    for path in sorted((ROOT / "ivrc").rglob("*.py")):
        parts = path.relative_to(ROOT / "ivrc").with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = ast.parse(path.read_text("utf-8"))
    return found


MODULES = modules()


def place(module: str) -> tuple[int, str] | None:
    """Floor and row entry of a module."""
    fitting = [
        (len(entry), floor, entry)
        for floor, row in enumerate(FLOORS)
        for entry in row
        if f"{module}.".startswith(f"{entry}.")
    ]
    return max(fitting)[1:] if fitting else None


def at_run_time(tree: ast.Module) -> ast.Module:
    """A module without its `if TYPE_CHECKING:` blocks: types may know each other."""
    kept = [n for n in tree.body if not (isinstance(n, ast.If) and ast.unparse(n.test) == "TYPE_CHECKING")]
    return ast.Module(kept, [])


def imported(tree: ast.AST) -> Iterator[str]:
    """Full names of all modules that are imported anywhere in a tree, as far as their names tell."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide what is imported"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield full if full.removeprefix("ivrc.") in MODULES else str(node.module)


def own(tree: ast.AST) -> set[str]:
    """The modules of ivrc among the imported ones, without `ivrc.`."""
    return {name.removeprefix("ivrc.") for name in imported(tree) if name.startswith("ivrc.")}


@pytest.mark.parametrize("module", [m for m in MODULES if m])
def test_imports_go_down(module: str) -> None:
    here = place(module)
    assert here, f"ivrc.{module} is on no floor: add it to FLOORS"
    for target in own(MODULES[module]):
        there = place(target)
        assert there, f"ivrc.{target} is on no floor: add it to FLOORS"
        assert there[0] < here[0] or there[1] == here[1], (
            f"ivrc.{module} imports ivrc.{target}, which is above it"
        )


def test_the_root_is_empty() -> None:
    assert not list(imported(MODULES[""])), "whatever ivrc/__init__.py imports, everybody imports"


def test_no_module_imports_itself_through_others() -> None:
    order = TopologicalSorter({name: own(at_run_time(tree)) for name, tree in MODULES.items()})
    order.prepare()  # raises CycleError


@pytest.mark.parametrize("module", [m for m in MODULES if place(m) != place("cli")])
def test_only_commands_import_inside_functions(module: str) -> None:
    functions = [
        n
        for n in ast.walk(MODULES[module])
        if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
    ]
    assert {name for function in functions for name in imported(function)} <= LAZY.get(module, set())


def test_lark_stays_inside_syntax() -> None:
    users = {m for m, tree in MODULES.items() if any(name.split(".")[0] == "lark" for name in imported(tree))}
    assert all(user.startswith("syntax.") for user in users)


def test_only_the_compiler_emits() -> None:
    users = {m for m, tree in MODULES.items() if any(name.startswith("emit") for name in own(tree))}
    assert all(user == "compiler" or user.startswith("emit") for user in users)


def test_the_runtime_stands_alone() -> None:
    names = "import sys, ivrc.runtime; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", names], capture_output=True, text=True, check=True, cwd=ROOT)
    loaded = set(run.stdout.split())
    assert "ivrc.runtime" in loaded
    assert not LEFT_OUT_OF_RUNTIME & loaded
    assert {m for m in loaded if m.startswith("ivrc.")} == {m for m in loaded if m.startswith("ivrc.runtime")}
