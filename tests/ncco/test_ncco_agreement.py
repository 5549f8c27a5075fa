"""Our verdict and the strict schema's on generated documents: good ones, and spoilt ones."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ivrc.ncco.rules import rules
from ivrc.ncco.spec import ACTIONS, ENDPOINTS
from ivrc.ncco.validate import check_application, check_ncco

if TYPE_CHECKING:
    from collections.abc import Callable

    from ivrc.ncco.keys import ActionSpec, Key

LEG = "aaaaaaaa-bbbb-cccc-dddd-0123456789ab"
URL = "https://example.com/a.mp3"
ODD: tuple[object, ...] = (
    None, True, False, 0, 1, -1, 2.5, 3.0, 45, 10**6, "", "x", "true", "false", "7", "-3", "2.5", "0", "#",
    "synchronous", "en-GB", "EN", "447700900001", "+44", URL, "/a", "ws://a", "sip:a", [], [URL], [URL, URL],
    ["dtmf"], ["dtmf", "dtmf"], ["dtmf", "speech"], [LEG], [LEG, LEG], [1], [[]], [None], {}, {"x": 1},
    {"timeOut": 3}, {"type": "vonage"}, {"url": URL}, {"User-to-User": "x" * 257}, "x" * 1501,
    "<speak>a</speak>", "<speak>a",
)  # fmt: skip  # many small values


def value(row: Key) -> st.SearchStrategy[object]:
    """Good values of a row, also at the edges of its range."""
    if row.type in ("int", "number"):
        low = 0 if row.minimum is None else row.minimum
        high = 99 if row.maximum is None else row.maximum
        return st.integers(int(low + 0.9), int(high)) if row.type == "int" else st.sampled_from([low, high])
    if row.type in ("choices", "choice_list"):
        one = st.sampled_from(row.choices)
        return one if row.type == "choices" else st.lists(one, min_size=1, unique=True)
    return GOOD[row.type]


GOOD: dict[str, st.SearchStrategy[object]] = {
    "text": st.text("abc é", min_size=1, max_size=20),
    "bool": st.booleans(),
    "url": st.just(URL),
    "urls": st.just([URL]),
    "texts": st.lists(st.just("sales")),
    "leg": st.just([LEG]),
    "legs": st.sampled_from([[], [LEG]]),
    "number_e164": st.just("447700900001"),
    "key": st.sampled_from("0123456789*#"),
    "tones": st.just("1p#"),
    "digits": st.just("111"),
    "language": st.sampled_from(["en-GB", "ar", "xx-XX"]),
    "websocket_uri": st.just("wss://example.com/s"),
    "sip_uri": st.just("sip:a@b.example"),
    "conversation_id": st.just(f"CON-{LEG}"),
    "headers": st.just({"k": "v"}),
}


@st.composite
def made(draw: st.DrawFn, spec: ActionSpec, prefix: str = "") -> dict[str, Any]:
    """An object of the keys at `prefix`, each optional one drawn."""
    result: dict[str, Any] = {}
    for row in spec.keys:
        name = row.path.removeprefix(prefix)
        if not row.path.startswith(prefix) or "." in name or not (row.required or draw(st.booleans())):
            continue
        if row.type == "endpoints":
            kind = draw(st.sampled_from(sorted(ENDPOINTS)))
            result[name] = [{"type": kind, **draw(made(ENDPOINTS[kind]))}]
        elif row.type == "object":
            result[name] = draw(made(spec, f"{row.path}."))
        else:
            result[name] = draw(value(row))
    return result


@st.composite
def documents(draw: st.DrawFn) -> list[dict[str, Any]]:
    names = draw(st.lists(st.sampled_from(sorted(ACTIONS)), min_size=1, max_size=2))
    return [{"action": name, **draw(made(ACTIONS[name]))} for name in names]


def places(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Paths of everything inside a document."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for name, item in items for found in ((*path, name), *places(item, (*path, name)))]


def rejected(document: object) -> bool:
    return any(rules()[finding.code].by == "schema" for finding in check_ncco(document))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(document=documents(), data=st.data())
def test_same_verdict(
    document: list[Any], data: st.DataObject, strictly_valid: Callable[[object], bool]
) -> None:
    assert rejected(document) != strictly_valid(document)
    spoilt: Any = copy.deepcopy(document)
    *way, last = data.draw(st.sampled_from(places(document)))
    holder = spoilt
    for step in way:
        holder = holder[step]
    change = data.draw(st.sampled_from(["replace", "remove", "add"]))
    if change == "replace":
        holder[last] = data.draw(st.sampled_from(ODD))
    elif change == "remove":
        del holder[last]
    elif isinstance(holder, dict):
        holder["surprise"] = 1
    assert rejected(spoilt) != strictly_valid(spoilt)


WORDS = [
    "action", "type", "endpoint", "dtmf", "speech", "text", "transcription", "loop", "bargeIn", "language",
    "capabilities", "voice", "webhooks", "answer_url", "name",
]  # fmt: skip  # keys at which something is looked into
JSON = st.recursive(
    st.sampled_from(ODD),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(WORDS), inner),
    max_leaves=15,
)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(document=JSON)
def test_no_document_makes_the_linter_fail(document: object) -> None:
    everything = (
        [{"action": name, **document} for name in ACTIONS] if isinstance(document, dict) else document
    )
    for finding in [*check_ncco(everything), *check_application(document)]:
        assert finding.code in rules()
