"""The protocol with clients that do what they should not, and with editors that die.

A request that is left without an answer makes its editor wait, so each gets one.
"""

from __future__ import annotations

import os
from threading import Thread
from time import sleep
from typing import Any

from cattrs import transform_error
from lsprotocol.types import EXIT, INITIALIZE
from pygls.exceptions import (
    JsonRpcException,
    JsonRpcInvalidParams,
    JsonRpcInvalidRequest,
    JsonRpcServerNotInitialized,
)
from pygls.protocol import LanguageServerProtocol

PAUSE = 1.0
"""Seconds between two looks whether the editor is still there."""


class Conversation(LanguageServerProtocol):
    """Answers what cannot be understood, and what comes too early or too late."""

    def structure_message(self, data: dict[str, Any]) -> Any:
        """A message as an object. Raises JsonRpcException, behind the answer if there has to be one."""
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if "method" in data and isinstance(data.get("id"), int | str):
                reason = _reason(error.__cause__)
                refusal = JsonRpcInvalidParams(f"`{data['method']}` cannot be understood: {reason}")
                self._send_response(data["id"], error=refusal.to_response_error())
            raise

    def handle_message(self, message: Any) -> None:
        """Do what a message asks for."""
        method = getattr(message, "method", None)
        problem = self._untimely(method) if method not in (None, EXIT) else None
        if problem is None:
            super().handle_message(message)
        elif hasattr(message, "id"):
            self._send_response(message.id, error=problem.to_response_error())

    def _untimely(self, method: str) -> JsonRpcException | None:
        if self._shutdown:
            return JsonRpcInvalidRequest(f"`{method}` came behind `shutdown`")
        if self._workspace is None and method != INITIALIZE:
            return JsonRpcServerNotInitialized(f"`{method}` came before `initialize`")
        return None


def _reason(error: BaseException | None) -> str:
    """The first thing that is wrong in a message: what, and where."""
    return next(iter(transform_error(error, path="it")), "") if error is not None else ""


def end_with(process: int | None) -> None:
    """End this process with that of the editor, which may leave its pipes to another one.

    Where the editor cannot be seen (it runs elsewhere, or there are no signals) only its pipes tell.
    """
    if process is not None and process > 0 and os.name == "posix" and _runs(process):
        Thread(target=_watch, args=(process,), daemon=True).start()


def _watch(process: int) -> None:
    while _runs(process):
        sleep(PAUSE)
    os._exit(1)  # the thread that reads the pipe would not let go


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except PermissionError:
        return True
    except (ProcessLookupError, OverflowError):
        return False
    return True
