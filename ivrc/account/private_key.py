"""The file for the private key of a new application, which the platform tells once."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp
from typing import Self

from ivrc.account.connection import AccountError


class KeyFile:
    """A file that does not exist yet. A part beside it shows beforehand that it can be made.

    Raises AccountError.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        if os.path.lexists(path):
            raise AccountError(
                f"{path} exists, and a private key is not written over anything; name another file"
            )
        try:  # the part is readable by its owner alone
            descriptor, part = mkstemp(prefix=f".{path.name}.", dir=path.parent)
        except OSError as error:
            raise AccountError(f"cannot write {path}: {error.strerror}") from error
        self._file = os.fdopen(descriptor, "w", encoding="utf-8")
        self._part = Path(part)
        self._is_needed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):  # of a full disk was told when it was written
            self._file.close()
        if not self._is_needed:
            self._part.unlink(missing_ok=True)

    def keep(self, private_key: str) -> None:
        """Write it whole and over nothing; if that fails the part is left. Raises AccountError."""
        if not private_key:
            raise AccountError("the platform sent no private key; a new pair can be made in the dashboard")
        self._is_needed = True
        try:
            self._file.write(private_key)
            self._file.flush()
            os.fsync(self._file.fileno())
            self.path.hardlink_to(self._part)
        except OSError as error:
            reason = f"cannot write {self.path}: {error.strerror}"
            raise AccountError(f"{reason}; look for the private key in {self._part}") from error
        self._is_needed = False
