"""The NCCOs and application bodies in the code blocks of a Markdown text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_FENCE = re.compile(
    r"^[ \t]*(?P<marks>`{3,}|~{3,})[ \t]*(?P<word>[\w+-]*)[^\n]*\n(?P<code>.*?)^[ \t]*(?P=marks)",
    re.DOTALL | re.MULTILINE,
)
_NAMES = ("", "json", "jsonc", "json5", "js", "javascript", "ncco")
_SAMPLE = re.compile(r"""\s*(?:\[.*["']?action["']?\s*:|\{.*"(?:action|capabilities)"\s*:)""", re.DOTALL)


def samples(text: str) -> Iterator[tuple[int, int]]:
    """Where each sample begins and ends. Code blocks with anything else are passed by."""
    for fence in _FENCE.finditer(text):
        if fence["word"].lower() in _NAMES and _SAMPLE.match(fence["code"]):
            yield fence.span("code")
