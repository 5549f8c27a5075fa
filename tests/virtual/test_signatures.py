"""Signed webhooks, judged by PyJWT and by the check of generated modules (reference 5)."""

from __future__ import annotations

import json
from hashlib import sha256

import jwt

from ivrc.platform import Webhooks
from ivrc.runtime.signature import Verifier

from .application import (
    CALLER,
    HOST,
    NUMBER,
    START,
    Application,
    application,
    keys,
    platform,
    ring,
    talk,
)

SECRET = "0123456789abcdef0123456789abcdef"


def signed(webhooks: Webhooks) -> Application:
    app = application([keys(maxDigits=1)])
    place = platform(app, secret=SECRET)
    place.call(webhooks, from_=CALLER, to=NUMBER).press("1")
    return app


POSTS = Webhooks(answer_url=f"{HOST}/answer", answer_method="POST", event_url=f"{HOST}/event")
GETS = Webhooks(answer_url=f"{HOST}/answer?shop=1", event_url=f"{HOST}/event", event_method="GET")


def test_every_request_is_signed_with_the_hash_of_its_body() -> None:
    app = signed(POSTS)
    assert len(app.requests) == 6
    for got in app.requests:
        scheme, _, token = got.headers["authorization"].partition(" ")
        claims = jwt.decode(token, SECRET, algorithms=["HS256"], options={"verify_iat": False})
        assert scheme == "Bearer"
        assert jwt.get_unverified_header(token) == {"alg": "HS256", "typ": "JWT"}
        assert claims["iss"] == "Vonage"
        assert claims["iat"] == int(START.timestamp())
        assert claims["payload_hash"] == sha256(got.raw).hexdigest()


def test_a_get_request_is_signed_with_the_hash_of_its_query() -> None:
    for got in signed(GETS).requests:
        token = got.headers["authorization"].removeprefix("Bearer ")
        claims = jwt.decode(token, SECRET, algorithms=["HS256"], options={"verify_iat": False})
        if got.method == "GET":
            query = json.dumps(got.query, separators=(",", ":"), ensure_ascii=False).encode()
            assert claims["payload_hash"] == sha256(query).hexdigest()


def test_the_signatures_satisfy_the_check_of_generated_modules() -> None:
    verifier = Verifier([SECRET], strict=True)
    for webhooks in (POSTS, GETS):
        for got in signed(webhooks).requests:
            token = got.headers["authorization"].removeprefix("Bearer ").encode()
            known = {"method": got.method, "query": got.query_string, "body": got.raw}
            assert verifier.problem(token, START.timestamp(), **known) is None
            assert verifier.problem(token, START.timestamp(), **(known | {"body": b"{}", "query": b"a=b"}))


def test_no_two_tokens_have_the_same_id() -> None:
    tokens = [got.headers["authorization"].removeprefix("Bearer ") for got in signed(POSTS).requests]
    ids = {jwt.decode(t, options={"verify_signature": False})["jti"] for t in tokens}
    assert len(ids) == len(tokens)


def test_without_a_secret_nothing_is_signed() -> None:
    app = application([talk("Hello.")])
    ring(app)
    assert all("authorization" not in got.headers for got in app.requests)
