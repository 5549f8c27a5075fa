"""JSON as bytes, in and out: orjson, and the standard library for the little that orjson refuses."""

from __future__ import annotations

import json
from typing import Any

import orjson

# Whole numbers over 64 bits: only the slower reader keeps them exact, so they are marked with a space.
_MARK = b" "
_encode = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False, check_circular=False).encode


def dump(value: Any) -> bytes:
    """Compact UTF-8; keys in the given order."""
    try:
        return orjson.dumps(value)
    except TypeError:
        # A lone surrogate from a request must not stop the reply: it becomes a question mark.
        return _MARK + _encode(value).encode("utf-8", "replace")


def load(text: bytes) -> Any:
    """What the text says. Raises ValueError, and RecursionError for one that is nested too deep."""
    if text.startswith(_MARK):
        return json.loads(text)
    try:
        return orjson.loads(text)
    except ValueError:
        return json.loads(text.decode("utf-8-sig"))
