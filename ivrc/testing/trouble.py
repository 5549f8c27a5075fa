"""What the runtime logs while a call is played: its failures fail the test, and nothing is printed."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ivrc.node import node
from ivrc.runtime import ExternFailed

if TYPE_CHECKING:
    from collections.abc import Iterator


@node
class Fault:
    """An exception that the caller's request met."""

    text: str


class _Listening(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.faults: list[Fault] = []

    def emit(self, record: logging.LogRecord) -> None:
        """An extern fails because the test says so; without an exception nothing failed."""
        error = record.exc_info[1] if record.exc_info else None
        if record.name != "ivrc.call" or error is None or isinstance(error, ExternFailed):
            return
        self.faults.append(Fault(text=f"{type(error).__name__}: {error}"))


@contextmanager
def troubles() -> Iterator[list[Fault]]:
    """The faults that are met inside."""
    logger, listening = logging.getLogger("ivrc"), _Listening()
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(listening)
    try:
        yield listening.faults
    finally:
        logger.removeHandler(listening)
        logger.propagate = propagate
