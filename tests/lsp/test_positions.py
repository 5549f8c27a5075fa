"""Characters to lines and units and back."""

from __future__ import annotations

import pytest
from editor_clients import PROFILES, end
from hypothesis import given
from hypothesis import strategies as st

from ivrc.lsp.positions import offset, place
from ivrc.source import Source

TEXTS = st.text(st.sampled_from("a\u00e9\u60a8\U0001f389\u2028\x0c \n"))
ENCODINGS = st.sampled_from(sorted(PROFILES.values()))


@given(TEXTS, ENCODINGS, st.data())
def test_a_place_leads_back_to_its_character(text: str, encoding: str, data: st.DataObject) -> None:
    source = Source(name="x.ivr", text=text)
    at = data.draw(st.integers(0, len(text)))
    expected = end(text[:at], encoding)
    assert place(source, at, encoding) == (expected.line, expected.character)
    assert offset(source, expected.line, expected.character, encoding) == at


@pytest.mark.parametrize(("encoding", "unit"), [("utf-8", 6), ("utf-16", 3), ("utf-32", 2)])
def test_what_lies_behind_the_end_is_the_end(encoding: str, unit: int) -> None:
    source = Source(name="x.ivr", text="\u60a8\U0001f389\r\nb")
    assert offset(source, 0, unit + 20, encoding) == 2
    assert offset(source, 9, 0, encoding) == 5


def test_half_a_character_is_the_character() -> None:
    source = Source(name="x.ivr", text="\U0001f389!")
    assert offset(source, 0, 1, "utf-16") == 0
    assert offset(source, 0, 3, "utf-8") == 0
