"""Base64 with the URL-safe alphabet and without padding (RFC 4648 section 5, RFC 7515 section 2)."""

from __future__ import annotations

from binascii import a2b_base64, b2a_base64

_URL_SAFE = bytes.maketrans(b"+/", b"-_")
_STANDARD = bytes.maketrans(b"-_", b"+/")


def encode(data: bytes) -> bytes:
    """The text of some bytes."""
    return b2a_base64(data, newline=False).translate(_URL_SAFE).rstrip(b"=")


def decode(text: bytes) -> bytes:
    """The bytes of a text. Raises ValueError for any other text."""
    return a2b_base64(text.translate(_STANDARD) + b"=" * (-len(text) % 4), strict_mode=True)
