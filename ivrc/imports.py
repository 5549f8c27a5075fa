"""A file and all that it imports, each read once (language 3)."""

from __future__ import annotations

from posixpath import basename, dirname, join, normpath
from typing import TYPE_CHECKING

from ivrc.diagnostics import Diagnostic, Label
from ivrc.files import ReadProblem
from ivrc.semantics.codes import report
from ivrc.semantics.typed import Constant
from ivrc.source import Source
from ivrc.syntax import tree
from ivrc.syntax.parser import parse

if TYPE_CHECKING:
    from collections.abc import Callable

    from ivrc.semantics.program import Program
    from ivrc.source import Span


def load(
    source: Source, read: Callable[[str], str | ReadProblem]
) -> tuple[list[tree.File], list[Source], list[Diagnostic]]:
    """Trees and sources in the order of import, the given file first.

    Paths in `import` are relative to the file they stand in; `read` takes them relative to the first file.
    """
    loader = _Loader(source, read)
    loader.add(source, "", ())
    return loader.files, loader.sources, loader.found


class _Loader:
    def __init__(self, source: Source, read: Callable[[str], str | ReadProblem]) -> None:
        self.read = read
        self.folder = dirname(source.name)
        self.files: list[tree.File] = []
        self.sources: list[Source] = []
        self.found: list[Diagnostic] = []
        self.places: dict[str, Span] = {}

    def add(self, source: Source, path: str, above: tuple[str, ...]) -> None:
        """Parse a file, then what it imports."""
        source.index = len(self.sources)
        source.path = path or basename(source.name)
        self.sources.append(source)
        file, mistakes = parse(source)
        self.files.append(file)
        self.found += mistakes
        own: dict[str, tree.Import] = {}
        for item in file.items:
            if isinstance(item, tree.Import):
                self._import(item, path, above, own)

    def _import(
        self, item: tree.Import, path: str, above: tuple[str, ...], own: dict[str, tree.Import]
    ) -> None:
        written = "".join(part for part in item.path.parts if isinstance(part, str))
        target = normpath(join(dirname(path), written))
        if target in own:
            label = Label(own[target].path.span, "imported here already")
            report(self.found, "IVR227", item.path.span, f"`{written}` is imported twice", related=(label,))
            return
        own[target] = item
        chain = (*above, path or self.sources[0].path)
        if target in chain:
            message = f"these files import each other in a circle: {' -> '.join((*chain, target))}"
            between = chain[chain.index(target) + 1 :]
            labels = tuple(Label(self.places[name], f"`{name}` is imported here") for name in between)
            report(self.found, "IVR227", item.path.span, message, related=labels)
        elif target not in self.places:
            self._load(item, written, target, chain)

    def _load(self, item: tree.Import, written: str, target: str, above: tuple[str, ...]) -> None:
        text = self.read(target)
        if isinstance(text, ReadProblem):
            report(self.found, "IVR227", item.path.span, f"`{written}` {text.message}")
            return
        self.places[target] = item.path.span
        name = join(self.folder, target) if self.folder else target
        self.add(Source(name=name, text=text), target, above)


def public_key(program: Program, read: Callable[[str], str | ReadProblem]) -> tuple[str, list[Diagnostic]]:
    """The text of the application's PEM file, '' without one."""
    found: list[Diagnostic] = []
    setting = program.app.settings.get("public_key")
    value = setting.values[0] if setting else None
    if not isinstance(value, Constant):
        return "", found
    text = read(str(value.value))
    if isinstance(text, ReadProblem):
        report(found, "IVR227", value.span, f"`{value.value}` {text.message}")
        return "", found
    if "PRIVATE KEY" in text:
        hint = "name the file with the public key; the private one must not leave your machine"
        report(found, "IVR220", value.span, "this file holds a private key", hint=hint)
        return "", found
    if not text.startswith("-----BEGIN PUBLIC KEY-----"):
        report(found, "IVR220", value.span, "this file is no PEM public key")
        return "", found
    return text, found
