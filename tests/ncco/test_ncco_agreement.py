"""Our verdict and the strict schema's on generated documents: good ones, and spoilt ones."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nccos import LEG, URL, documents

from ivrc.ncco.rules import rules
from ivrc.ncco.spec import ACTIONS
from ivrc.ncco.validate import check_application, check_ncco

if TYPE_CHECKING:
    from collections.abc import Callable


ODD: tuple[object, ...] = (
    None, True, False, 0, 1, -1, 2.5, 3.0, 45, 10**6, "", "x", "true", "false", "7", "-3", "2.5", "0", "#",
    "synchronous", "en-GB", "EN", "447700900001", "+44", URL, "/a", "ws://a", "sip:a", [], [URL], [URL, URL],
    ["dtmf"], ["dtmf", "dtmf"], ["dtmf", "speech"], [LEG], [LEG, LEG], [1], [[]], [None], {}, {"x": 1},
    {"timeOut": 3}, {"type": "vonage"}, {"url": URL}, {"User-to-User": "x" * 257}, "x" * 1501,
    "<speak>a</speak>", "<speak>a",
)  # fmt: skip  # many small values


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
