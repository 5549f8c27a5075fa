"""`ivrc build`: sources to generated folders."""

from __future__ import annotations

import keyword
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ivrc.cli.compiling import Compiled, compile_file
from ivrc.cli.output import print_findings, print_line
from ivrc.cli.settings import compiler_options, files_argument
from ivrc.folder import Changes, FolderError, compare, write
from ivrc.words import counted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from ivrc.analysis import Compilation
    from ivrc.cli.settings import Format

FINE, DIFFERENT, IMPOSSIBLE = 0, 1, 2


@click.command()
@files_argument
@click.option("-o", "--output", metavar="DIR", type=click.Path(file_okay=False), help="The folder to write.")
@click.option("--check", "check_only", is_flag=True, help="Write nothing; fail if the folder is out of date.")
@click.option("--watch", is_flag=True, help="Build again whenever a source changes.")
@compiler_options
def command(
    files: tuple[str, ...],
    output: str | None,
    check_only: bool,
    watch: bool,
    parameters: tuple[tuple[str, str], ...],
    today: datetime | None,
    form: Format,
) -> None:
    """Compile FILEs into generated folders.

    Without -o the output of menu.ivr goes to generated/menu beside it. A failed build leaves it as it was.

    \b
    ivrc build menu.ivr
    ivrc build menu.ivr --watch
    ivrc build *.ivr --check           in continuous integration
    """
    folders = output_folders(files, output)

    def build() -> tuple[int, set[Path]]:
        compiled = [compile_file(file, parameters, today) for file in files]
        print_findings([one.findings for one in compiled], form)
        outcomes = [_finish(one, folders[one.path], check_only, form) for one in compiled]
        return max(outcomes), {path for one in compiled for path in one.inputs}

    if watch:
        from ivrc.cli.watch import repeat_on_change

        repeat_on_change(set(folders), lambda: build()[1])
        sys.exit(FINE)
    sys.exit(build()[0])


def output_folders(files: Sequence[str], output: str | None) -> dict[Path, Path]:
    """Where the output of each file goes. Raises click.UsageError if two would share a folder."""
    if output and len(files) > 1:
        raise click.UsageError("-o names the folder of one FILE; build them one by one")
    sources: dict[Path, Path] = {}
    for path in map(Path, files):
        folder = Path(output) if output else path.parent / "generated" / package_name(path.stem)
        if folder in sources:
            raise click.UsageError(f"{sources[folder]} and {path} would both be written to {folder}")
        sources[folder] = path
    return {path: folder for folder, path in sources.items()}


def package_name(stem: str) -> str:
    """A file's stem as a name that Python can import: `my-menu.v2` is `my_menu_v2`."""
    name = re.sub(r"\W", "_", stem)
    return f"_{name}" if name[:1].isdigit() or keyword.iskeyword(name) else name


def _finish(compiled: Compiled, folder: Path, check_only: bool, form: Format) -> int:
    """Write or compare what was compiled; the exit status of this file."""
    if compiled.failed or compiled.compilation is None:
        return DIFFERENT
    files = compiled.compilation.files
    try:
        if check_only:
            return _compare(compiled.path, folder, files, form)
        _assert_strict(files, compare(folder, files))
        write(folder, files)
    except FolderError as error:
        click.echo(f"error: {error}", err=True)
        return IMPOSSIBLE
    print_line(f"{compiled.path}: {_made(compiled.compilation)} in {folder}", form)
    return FINE


def _assert_strict(files: Mapping[str, bytes], changes: Changes) -> None:
    """A mistake of the compiler must not reach a commit; what is unchanged was looked at before."""
    if changes:
        from ivrc.ncco.schema import assert_strict

        assert_strict({path: files[path] for path in (*changes.missing, *changes.stale)})


def _compare(path: Path, folder: Path, files: Mapping[str, bytes], form: Format) -> int:
    changes = compare(folder, files)
    if not changes:
        print_line(f"{path}: {folder} is up to date", form)
        return FINE
    print_line(f"{path}: {folder} is out of date; run `ivrc build {path}`", form)
    for line in _differences(changes):
        print_line(line, form)
    return DIFFERENT


def _differences(changes: Changes) -> list[str]:
    kinds = {"missing": changes.missing, "stale": changes.stale, "extra": changes.extra}
    return [f"  {kind:7}  {path}" for kind, paths in kinds.items() for path in paths]


def _made(compilation: Compilation) -> str:
    """`14 states (11 static), 16 files`."""
    states = len(compilation.graph.states) if compilation.graph else 0
    static = sum(path.startswith("ncco/") for path in compilation.files)
    return f"{counted(states, 'state')} ({static} static), {counted(len(compilation.files), 'file')}"
