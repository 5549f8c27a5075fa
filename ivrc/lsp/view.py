"""One program as it stands in an editor, understood as far as somebody asks."""

from __future__ import annotations

from functools import cached_property
from posixpath import normpath
from typing import TYPE_CHECKING

from ivrc.analysis import understand
from ivrc.imports import load
from ivrc.lsp.directory import Directory
from ivrc.lsp.names import mentions, owner_of
from ivrc.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable

    from ivrc.analysis import Compilation, Options
    from ivrc.diagnostics import Diagnostic
    from ivrc.files import ReadProblem
    from ivrc.lsp.names import Mention
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
        self.read = read
        self.options = options
        self.trees: list[tree.File]
        self.sources: list[Source]
        self.trees, self.sources, self._misread = load(Source(name=root, text=text), read)

    @cached_property
    def compilation(self) -> Compilation:
        """What the compiler makes of the program up to its files."""
        loaded = self.trees, self.sources, self._misread
        return understand(loaded, self.read, self.options(self.root))

    @cached_property
    def files(self) -> dict[str, bytes]:
        """What the program becomes; nothing if it has errors."""
        from ivrc.compiler import add_files

        add_files(self.compilation)
        return self.compilation.files

    @cached_property
    def mentions(self) -> list[Mention]:
        """All names in the program, in order."""
        files = zip(self.sources, self.trees, strict=True)
        found = (one for source, file in files for one in mentions(source, file, self.directory))
        return sorted(found, key=lambda mention: mention.span)

    @cached_property
    def directory(self) -> Directory:
        """Who declares what."""
        return Directory(self.trees)

    @property
    def items(self) -> dict[str, tree.Item]:
        """The declarations of the program by name."""
        return self.directory.items

    def owner(self, source: Source, offset: int) -> str:
        """The declaration around a character, as mentions call it."""
        item = self.item(source, offset)
        return owner_of(item) if item is not None else ""

    def item(self, source: Source, offset: int) -> tree.Item | None:
        """The declaration around a character."""
        items = self.trees[source.index].items
        return next((item for item in items if item.span.start <= offset <= item.span.end), None)

    def at(self, source: Source, offset: int) -> Mention | None:
        """The name at a character, or one that ends there."""
        return next(
            (
                mention
                for mention in self.mentions
                if mention.span.file == source.index and mention.span.start <= offset <= mention.span.end
            ),
            None,
        )

    def same(self, mention: Mention) -> list[Mention]:
        """All places where the name means the same, if it is declared at one of them.

        A name that may mean several things means what each of them does.
        """
        wanted = {self._meant(other) for other in self.mentions if other.span == mention.span}
        found = [other for other in self.mentions if self._meant(other) in wanted]
        return found if any(other.declares for other in found) else []

    def _meant(self, mention: Mention) -> tuple[str, str]:
        """Of which declaration a name is, '' for the program, and the name."""
        return "" if not mention.bound and mention.text in self.items else mention.owner, mention.text

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
