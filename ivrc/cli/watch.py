"""Doing something again whenever one of the files it looked at has changed."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

LOOK_EVERY = 1000
"""Milliseconds after which the files are looked at even if the system reported no change."""


def repeat_on_change(paths: set[Path], work: Callable[[], set[Path]]) -> None:
    """Do `work` now and after each change of `paths` or of the files it last returned, until Ctrl-C."""
    with suppress(KeyboardInterrupt):
        while True:
            before = _stamps(paths)
            paths = work()
            # A file that changed while `work` read it counts as changed.
            _wait({**_stamps(paths), **{path: before[path] for path in before.keys() & paths}})


def _wait(seen: dict[Path, int | None]) -> None:
    """Return once a file has another stamp than in `seen`."""
    from watchfiles import watch

    folders = {path.parent for path in seen if path.parent.is_dir()}
    for _ in watch(*folders, recursive=False, rust_timeout=LOOK_EVERY, yield_on_timeout=True):
        if _stamps(seen) != seen:
            return


def _stamps(paths: Iterable[Path]) -> dict[Path, int | None]:
    return {path: path.stat().st_mtime_ns if path.is_file() else None for path in paths}
