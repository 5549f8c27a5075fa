"""One program as it stands in an editor, understood as far as somebody asks."""

from __future__ import annotations

from functools import cached_property
from posixpath import normpath
from typing import TYPE_CHECKING

from ivrc.analysis import analyse
from ivrc.imports import load
from ivrc.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable

    from ivrc.analysis import Compilation, Options
    from ivrc.diagnostics import Diagnostic
    from ivrc.files import ReadProblem
    from ivrc.source import Span
    from ivrc.syntax import tree


class View:
    """Trees and sources of a program; what has mistakes is there as far as it could be read."""

    def __init__(
        self,
        root: str,
        text: str,
        read: Callable[[str], str | ReadProblem],
        options: Callable[[str], Options],
    ) -> None:
        self.root = root
        self.text = text
        self.read = read
        self.options = options
        self.trees: list[tree.File]
        self.sources: list[Source]
        self.trees, self.sources, _ = load(Source(name=root, text=text), read)

    @cached_property
    def compilation(self) -> Compilation:
        """What the compiler makes of the program up to its files."""
        return analyse(Source(name=self.root, text=self.text), self.read, self.options(self.root))

    def path(self, file: int) -> str:
        """Where a source lies."""
        return normpath(self.sources[file].name)

    def file(self, path: str) -> int | None:
        """The index of a source; none if the program does not have it."""
        return next((source.index for source in self.sources if self.path(source.index) == path), None)

    def written(self, span: Span) -> str:
        """The characters of a place."""
        return self.sources[span.file].text[span.start : span.end]

    def diagnostics(self, path: str) -> list[Diagnostic]:
        """What there is to say about one of the files."""
        return [d for d in self.compilation.diagnostics if self.path(d.primary.span.file) == path]
