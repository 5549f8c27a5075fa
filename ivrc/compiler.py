"""The whole compiler: what `ivrc.analysis` understood, as files. A check needs no more than the former."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.analysis import Compilation, Options, analyse
from ivrc.emit.files import emit

if TYPE_CHECKING:
    from collections.abc import Callable

    from ivrc.files import ReadProblem
    from ivrc.source import Source

__all__ = ["Compilation", "Options", "add_files", "compile_source"]


def compile_source(
    source: Source, read: Callable[[str], str | ReadProblem], options: Options | None = None
) -> Compilation:
    """Compile a file with its imports; `read` gives the text of a path relative to the file's folder."""
    compilation = analyse(source, read, options)
    add_files(compilation)
    return compilation


def add_files(compilation: Compilation) -> None:
    """Make the files of what was understood, if it has no errors."""
    if compilation.graph is not None:
        compilation.files, compilation.targets = emit(
            compilation.program, compilation.graph, compilation.sources[0].path, compilation.public_key
        )
