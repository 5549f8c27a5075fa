"""The compiler up to its files, on one screen: text to tree to program to states, and all that is wrong."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from ivrc.checks import Level, check
from ivrc.checks.suppression import suppressed
from ivrc.diagnostics import Diagnostic, has_errors, ordered
from ivrc.flow.lint import lint
from ivrc.flow.liveness import find_needs
from ivrc.flow.lower import lower
from ivrc.flow.merge import merge
from ivrc.flow.review import review
from ivrc.flow.secrets import review_secrets
from ivrc.flow.versions import set_versions
from ivrc.imports import load, public_key
from ivrc.node import node
from ivrc.semantics.resolve import resolve_program
from ivrc.slotted import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from ivrc.files import ReadProblem
    from ivrc.flow.states import State, StateGraph
    from ivrc.semantics.program import Program
    from ivrc.source import Source
    from ivrc.syntax import tree


@node
class Options:
    """`parameters`: the -D values; `today`: the day for dates that run out; `levels`: severities by code."""

    parameters: Mapping[str, str] = field(default_factory=dict)
    today: date | None = None
    levels: Mapping[str, Level] = field(default_factory=dict)


@record
class Compilation:
    """What became of a program.

    `graph` is none when there are errors. `public_key` is the application's, as PEM text or ''. `files` is
    content by relative path: empty when there are errors, and until they are made. `targets` are the names
    that the webhook module has for states: of a file or of a function.
    """

    sources: tuple[Source, ...]
    diagnostics: list[Diagnostic]
    program: Program
    graph: StateGraph | None = None
    public_key: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    targets: dict[State, str] = field(default_factory=dict)


def analyse(
    source: Source, read: Callable[[str], str | ReadProblem], options: Options | None = None
) -> Compilation:
    """Understand a file with its imports; `read` gives the text of a path relative to the file's folder."""
    return understand(load(source, read), read, options or Options())


def understand(
    loaded: tuple[list[tree.File], list[Source], list[Diagnostic]],
    read: Callable[[str], str | ReadProblem],
    options: Options,
) -> Compilation:
    """The same of files that were parsed already."""
    files, sources, found = loaded
    program, mistakes = resolve_program(files, sources, options.parameters)
    found = found + mistakes
    understood = not has_errors(found)
    found += check(program, options.levels, options.today, understood=understood)
    graph = None
    if understood:
        graph, mistakes = lower(program)
        found += mistakes
    if graph is not None and not has_errors(found):
        graph = merge(graph)
        find_needs(graph)
        found += review(program, graph) + review_secrets(graph, graph.secrets)
        found += lint(graph) if not has_errors(found) else []
        found += _promised(program, graph) if not has_errors(found) else []
        set_versions(graph)
    key, mistakes = public_key(program, read)
    found = suppressed(found + mistakes, files, sources)
    return Compilation(
        sources=tuple(sources),
        diagnostics=ordered(found),
        program=program,
        graph=None if has_errors(found) else graph,
        public_key=key,
    )


def _promised(program: Program, graph: StateGraph) -> list[Diagnostic]:
    """What tests and properties say of the flow. Most programs have few of them, so their modules wait."""
    found: list[Diagnostic] = []
    if program.trials:
        from ivrc.flow.unanswered import unanswered

        found += unanswered(program, graph)
    if program.properties:
        from ivrc.flow.proving import prove

        found += prove(program)
    return found
