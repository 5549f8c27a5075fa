"""Reading sources: text or a plain reason why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.node import node

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_SOURCE = 20 * 1000 * 1000
"""Bytes. A program of 100,000 lines has about 4 MB; what is larger is no source."""

UNREADABLE = "IVR001"
CODES = {
    UNREADABLE: (
        "Unreadable file",
        """A source is a text file: UTF-8 (with or without a byte order mark), no NUL bytes, at most 20 MB.
The message says which of these is not so, and where. Most editors can save a file again "with encoding
UTF-8"; a file with NUL bytes is UTF-16 or no text at all.""",
    ),
}
"""Diagnostic code to title and explanation."""


@node
class ReadProblem:
    """Why a source cannot be read, as the end of a sentence that begins with its name: `does not exist`."""

    message: str


def read_text(path: Path) -> str | ReadProblem:
    """UTF-8 text without its byte order mark, or the reason why there is none."""
    try:
        if path.is_dir():
            return ReadProblem(message="is a folder, not a file")
        if (size := path.stat().st_size) > LARGEST_SOURCE:
            most = LARGEST_SOURCE // 1_000_000
            return ReadProblem(message=f"has {size / 1e6:.1f} MB, but a source may have at most {most} MB")
        data = path.read_bytes()
    except FileNotFoundError:
        return ReadProblem(message="does not exist")
    except OSError as error:
        return ReadProblem(message=f"cannot be read: {error.strerror}")
    return decoded(data)


def decoded(data: bytes) -> str | ReadProblem:
    """The text of a file's bytes, as `read_text` gives it."""
    if (at := data.find(0)) >= 0:
        return ReadProblem(message=f"has a NUL byte {_place(data, at)}, so it is no text file")
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        wrong = f"is not UTF-8: unexpected byte 0x{data[error.start]:02X} {_place(data, error.start)}"
        return ReadProblem(message=f"{wrong}; save it with the encoding UTF-8")


def _place(data: bytes, at: int) -> str:
    line = data.count(b"\n", 0, at) + 1
    return f"at byte offset {at} in line {line}"
