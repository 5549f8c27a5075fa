"""NCCOs drawn from the tables of the target: every action, endpoint and key, with good values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from ivrc.ncco.spec import ACTIONS, ENDPOINTS

if TYPE_CHECKING:
    from ivrc.ncco.keys import ActionSpec, Key

LEG = "aaaaaaaa-bbbb-cccc-dddd-0123456789ab"
URL = "https://example.com/a.mp3"


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
