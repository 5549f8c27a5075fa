"""The signature of the platform's requests (reference 5)."""

from __future__ import annotations

import json
import logging
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from joserfc import jws
from joserfc.errors import BadSignatureError, JoseError
from joserfc.jwk import OctKey

from ivrc.runtime import base64url
from ivrc.runtime.events import OUR_PARAMETERS
from ivrc.runtime.json_bytes import load

if TYPE_CHECKING:
    from collections.abc import Sequence

logger = logging.getLogger("ivrc.signature")

# How old a request may be and how far our clocks may differ, in seconds. The platform sends no expiry.
OLDEST = 300
CLOCK_SKEW = 60
_HS256 = jws.JWSRegistry(algorithms=["HS256"])
_ALGORITHM = _HS256.get_alg("HS256")


class Verifier:
    """Checks tokens made with any of the account's signature secrets.

    `strict` refuses GET requests whose query does not fit the payload hash.
    """

    def __init__(self, secrets: Sequence[str], *, strict: bool) -> None:
        self._keys = [OctKey.import_key(secret) for secret in secrets]
        # Headers of genuine tokens; they are all alike, so that few are ever looked at.
        self._headers: set[bytes] = set()
        self._strict = strict

    def problem(self, token: bytes, seconds: float, *, method: str, query: bytes, body: bytes) -> str | None:
        """Why a request is refused, or nothing. `seconds` is the time now."""
        claims = self._claims(token)
        if claims is None:
            return "the signature is wrong"
        issued = claims.get("iat")
        if not isinstance(issued, int | float) or not -CLOCK_SKEW <= seconds - issued <= OLDEST:
            return "the signature is not of now"
        claimed = claims.get("payload_hash")
        if method == "GET":
            return self._get_problem(claimed, query)
        if claimed == sha256(body).hexdigest() or _same_compact(claimed, body):
            return None
        return "the body is not the signed one"

    def _claims(self, token: bytes) -> dict[str, Any] | None:
        for key in self._keys:
            try:
                claims = load(self._payload(token, key))
            except (JoseError, ValueError, RecursionError):
                continue
            return claims if isinstance(claims, dict) else None
        return None

    def _payload(self, token: bytes, key: OctKey) -> bytes:
        """What was signed. Raises JoseError or ValueError unless it was signed with this key."""
        signed, _, signature = token.rpartition(b".")
        header, _, payload = signed.partition(b".")
        if header not in self._headers:
            found = jws.deserialize_compact(token, key, registry=_HS256).payload
            self._headers.add(header)
            return found
        if not _ALGORITHM.verify(signed, base64url.decode(signature), key):
            raise BadSignatureError
        return base64url.decode(payload)

    def _get_problem(self, claimed: Any, query: bytes) -> str | None:
        """The hash of a GET is described in one support article only: it is enforced on demand."""
        pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
        theirs = [pair for pair in pairs if pair[0] not in OUR_PARAMETERS]
        if any(claimed == sha256(_compact(dict(p))).hexdigest() for p in (pairs, theirs)):
            return None
        logger.warning("the payload hash of a GET request does not fit its query")
        return "the query is not the signed one" if self._strict else None


def _same_compact(claimed: Any, body: bytes) -> bool:
    try:
        return bool(claimed == sha256(_compact(json.loads(body))).hexdigest())
    except (ValueError, RecursionError):
        return False


def _compact(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "surrogatepass")
