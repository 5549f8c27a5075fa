"""Live values of a call in the URL of its next request, encrypted and authenticated (language 14)."""

from __future__ import annotations

import os
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ivrc.runtime import base64url
from ivrc.runtime.failures import ExternFailed
from ivrc.runtime.json_bytes import dump, load
from ivrc.runtime.values import codec

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# What fits into a URL everywhere on the way.
LONGEST_TOKEN = 2048
_NONCE = 12


class StateTooLong(ExternFailed):
    """The values that a question must carry do not fit into a URL."""


class BadTokenError(ValueError):
    """A token is missing, forged, expired, or of another call."""


class Fields:
    """Names and types of what a route carries, in their fixed order."""

    def __init__(self, carry: Mapping[str, Any]) -> None:
        codecs = {name: codec(annotation) for name, annotation in carry.items()}
        self._plain = all(part.plain for part in codecs.values())
        self.names = tuple(carry)
        self.shape = ",".join(f"{name}:{part.shape}" for name, part in codecs.items())
        self._encoders = [(name, part.encode) for name, part in codecs.items()]
        self._decoders = [(name, part.decode) for name, part in codecs.items()]

    def encode(self, values: Mapping[str, Any]) -> list[Any]:
        """JSON values in field order; `TypeError` unless exactly the fields are given."""
        if len(values) != len(self.names):
            raise TypeError(f"the route carries {self.names}, not {tuple(values)}")
        if self._plain:
            return [values[name] for name in self.names]
        return [encode(values[name]) for name, encode in self._encoders]

    def decode(self, values: Sequence[Any]) -> dict[str, Any]:
        """The typed values by name."""
        if self._plain:
            return dict(zip(self.names, values, strict=True))
        pairs = zip(self._decoders, values, strict=True)
        return {name: decode(value) for (name, decode), value in pairs}


class Sealer:
    """Seals and opens state with AES-GCM; the first of several keys seals."""

    def __init__(self, keys: Sequence[str]) -> None:
        # Signature secrets serve as keys too, so the digest keeps the two uses apart.
        self._ciphers = [AESGCM(sha256(b"ivrc state\0" + key.encode()).digest()) for key in keys]

    def seal(self, values: list[Any], bound: bytes, expires: int) -> str:
        """A token that opens only for the same `bound` bytes, until `expires` (Unix seconds)."""
        nonce = os.urandom(_NONCE)
        sealed = self._ciphers[0].encrypt(nonce, dump([expires, *values]), bound)
        token = base64url.encode(nonce + sealed).decode()
        if len(token) > LONGEST_TOKEN:
            raise StateTooLong(f"a token of {len(token)} characters does not fit into {LONGEST_TOKEN}")
        return token

    def open(self, token: str, bound: bytes, seconds: float) -> list[Any]:
        """The values, or `BadTokenError`. `seconds` is the time now."""
        values = self._decrypt(token, bound)
        if seconds > values.pop(0):
            raise BadTokenError("the token has expired")
        return values

    def _decrypt(self, token: str, bound: bytes) -> list[Any]:
        try:
            raw = base64url.decode(token.encode())
        except ValueError:
            raise BadTokenError("the token is damaged") from None
        for cipher in self._ciphers:
            try:
                values: list[Any] = load(cipher.decrypt(raw[:_NONCE], raw[_NONCE:], bound))
            except (InvalidTag, ValueError):
                continue
            return values
        raise BadTokenError("the token is not ours, or of another call" if token else "the token is missing")
