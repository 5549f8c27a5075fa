"""Sources that can and cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ivrc.files import LARGEST_SOURCE, ReadProblem, read_text

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "data", [b"answer { }\n", b"\xef\xbb\xbfanswer { }\n"], ids=["plain", "byte-order-mark"]
)
def test_text(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.ivr").write_bytes(data)
    assert read_text(tmp_path / "x.ivr") == "answer { }\n"


def test_line_ends_stay_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "x.ivr").write_bytes(b"a\r\nb\n")
    assert read_text(tmp_path / "x.ivr") == "a\r\nb\n"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            b"a\nb\xe9c",
            "is not UTF-8: unexpected byte 0xE9 at byte offset 3 in line 2; save it with the encoding UTF-8",
        ),
        (
            b"\xef\xbb\xbfab\xff",
            "is not UTF-8: unexpected byte 0xFF at byte offset 5 in line 1; save it with the encoding UTF-8",
        ),
        ("menu".encode("utf-16-le"), "has a NUL byte at byte offset 1 in line 1, so it is no text file"),
        (b"x" * (LARGEST_SOURCE + 1), "has 20.0 MB, but a source may have at most 20 MB"),
    ],
    ids=["latin-1", "behind-byte-order-mark", "utf-16", "large"],
)
def test_content_that_is_no_source(tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / "x.ivr").write_bytes(data)
    assert read_text(tmp_path / "x.ivr") == ReadProblem(message=message)


def test_places_that_hold_no_file(tmp_path: Path) -> None:
    (tmp_path / "x.ivr").write_text("")
    assert read_text(tmp_path) == ReadProblem(message="is a folder, not a file")
    assert read_text(tmp_path / "missing.ivr") == ReadProblem(message="does not exist")
    assert read_text(tmp_path / "x.ivr" / "y.ivr") == ReadProblem(message="cannot be read: Not a directory")
