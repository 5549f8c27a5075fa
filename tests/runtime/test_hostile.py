"""Whatever arrives, the app answers: never an exception, never a page that the platform cannot use."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from .caller import SECRET, SILENCE, press, request, speak
from .conftest import ACME, Hooks, load

if TYPE_CHECKING:
    from .caller import Response

acme = load(ACME, "acme_webhook")
SIGNED = acme.create_app(Hooks(None), secrets=[SECRET])
TRUSTING = acme.create_app(Hooks(None), insecure=True)

PATHS = [
    "/answer",
    "/event",
    "/fallback",
    "/main/1",
    "/support/ticket/1",
    "/check/1",
    "/songs/1",
    "/sales/connect",
    "/sales/connect/answer",
    "/voicemail/message",
    "/gone",
]
STATUSES = {200, 204, 401, 404, 405, 413, 503}

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
values = scalars | st.lists(scalars, max_size=3) | st.dictionaries(st.text(max_size=5), scalars, max_size=3)
events = st.sampled_from([press("1"), press("#"), SILENCE, speak(("sales", "1")), {"status": "busy"}, {}])
fields = st.sampled_from(
    [*press("1"), "status", "sub_state", "payload", "recording_url", "reason", "duration"]
)
bodies = st.builds(
    lambda event, more: json.dumps(event | more).encode(), events, st.dictionaries(fields, values)
)
queries = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=20) | st.sampled_from(
    ["v=8c1e", "v=8c1e&s=AAAA", "s=" + "A" * 60, "v=51d0&s=%00"]
)


def usable(response: Response) -> bool:
    """A plain status, or an NCCO with something in it."""
    actions: Any = json.loads(response.body) if response.body else None
    return response.status in STATUSES and (response.status == 200) == bool(actions)


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.sampled_from(PATHS), queries, bodies | st.binary(max_size=60), st.sampled_from(["POST", "GET"]))
def test_any_event(path: str, query: str, body: bytes, method: str) -> None:
    assert usable(request(TRUSTING, f"{path}?{query}", body, method=method, headers={}))


@settings(derandomize=True, deadline=None, max_examples=100)
@given(st.sampled_from(PATHS), st.text(max_size=40) | st.just("e30.e30.AA") | st.just("W" * 9000 + ".e30.AA"))
def test_any_signature(path: str, token: str) -> None:
    headers = {"Authorization": f"Bearer {token.encode('ascii', 'ignore').decode()}"}
    assert request(SIGNED, path, b"{}", headers=headers).status in {401, 404}


def test_a_deeply_nested_signature() -> None:
    header = "W1tb" * 20_000  # base64 of [[[[...
    assert (
        request(SIGNED, "/answer", b"{}", headers={"Authorization": f"Bearer {header}.e30.AA"}).status == 401
    )
