"""The sources of an editor: what is open there goes before what is on the disk."""

from __future__ import annotations

import re
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from ivrc.files import ReadProblem
from ivrc.lsp.view import View

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ivrc.analysis import Options

IMPORT = re.compile(r'^[ \t]*import[ \t]+"([^"\n]*)"', re.MULTILINE)


class Workspace:
    """Documents by path, and the programs that they are part of.

    A file that others import is seen as part of their programs: alone it may lack what they declare.
    """

    def __init__(self, read: Callable[[str], str | ReadProblem], options: Callable[[str], Options]) -> None:
        self.documents: dict[str, str] = {}
        self.closed: set[str] = set()
        self._read = read
        self._options = options
        self._views: dict[str, View] = {}
        self._inputs: dict[str, set[str]] = {}
        self._imports: dict[str, tuple[str, ...]] = {}

    def put(self, path: str, text: str) -> None:
        """A document was opened or changed; programs that do not read it stay as they are."""
        self.documents[path] = text
        self._imports.pop(path, None)
        for root in [root for root, inputs in self._inputs.items() if path in inputs]:
            del self._inputs[root], self._views[root]

    def drop(self, path: str) -> None:
        """A document was closed: from now on the file on the disk counts."""
        self.documents.pop(path, None)
        self.forget()

    def find(self, paths: Iterable[str]) -> None:
        """These sources lie in the folders of the editor."""
        self.closed = set(paths)
        self.forget()

    def seen(self, path: str, *, there: bool) -> None:
        """A file lies on the disk now, or does not any more."""
        if there and path.endswith(".ivr"):
            self.closed.add(path)
        elif not there:
            self.closed.discard(path)

    def forget(self) -> None:
        """Files have changed on the disk."""
        self._imports.clear()
        self._inputs.clear()
        self._views.clear()

    def text(self, path: str) -> str | ReadProblem:
        """What a file holds for the author."""
        return self.documents[path] if path in self.documents else self._read(path)

    def views(self, path: str) -> list[View]:
        """The programs that a file is part of, those first that begin with it."""
        made = (self._view(root) for root in self._roots(path))
        return [view for view in made if view is not None and view.file(path) is not None]

    def all_views(self) -> list[View]:
        """Every program of the editor's folders."""
        roots = {root: None for path in sorted({*self.documents, *self.closed}) for root in self._roots(path)}
        return [view for root in roots if (view := self._view(root)) is not None]

    def _view(self, root: str) -> View | None:
        if root not in self._views:
            text = self.text(root)
            if isinstance(text, ReadProblem):
                return None
            self._inputs[root] = inputs = {root}

            def read(name: str) -> str | ReadProblem:
                inputs.add(path := _beside(root, name))
                return self.text(path)

            self._views[root] = View(root, text, read, self._options)
        return self._views[root]

    def _roots(self, path: str) -> list[str]:
        """The files that import this one, directly or not, and are imported by none."""
        importers: dict[str, list[str]] = {}
        for known in sorted({*self.documents, *self.closed, path}):
            for target in self._imported(known):
                importers.setdefault(target, []).append(known)
        reached, left = {path}, [path]
        while left:
            new = [one for one in importers.get(left.pop(), ()) if one not in reached]
            reached.update(new)
            left += new
        return sorted(one for one in reached if one not in importers) or [path]

    def _imported(self, path: str) -> tuple[str, ...]:
        if path not in self._imports:
            text = self.text(path)
            found = () if isinstance(text, ReadProblem) else IMPORT.findall(text)
            self._imports[path] = tuple(_beside(path, name) for name in found)
        return self._imports[path]


def _beside(path: str, name: str) -> str:
    return normpath(join(dirname(path), name))
