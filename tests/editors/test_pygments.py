"""The lexer for Pygments, which is the compiler's own."""

from __future__ import annotations

import pytest
from engines import ROOT
from hypothesis import given
from hypothesis import strategies as st
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name, get_lexer_for_filename
from pygments.token import Keyword, Name, Number, String
from strategies import spoilt

from ivrc.pygments_lexer import IvrLexer

ACME = (ROOT / "examples" / "acme" / "acme.ivr").read_text("utf-8")


def test_pygments_finds_it() -> None:
    assert isinstance(get_lexer_by_name("ivr"), IvrLexer)
    assert isinstance(get_lexer_for_filename("menu.ivr"), IvrLexer)


def test_tokens_have_their_types() -> None:
    found = list(IvrLexer().get_tokens('menu main { press 1 for "to {name as spelled}" -> sales }'))
    assert (Keyword, "menu") in found
    assert (Name.Function, "main") in found
    assert (Number, "1") in found
    assert (String.Interpol, "{") in found
    assert (Name.Function, "spelled") in found
    assert (Name.Function.Magic, "sales") in found


def test_a_page_shows_the_whole_program() -> None:
    page = highlight(ACME, IvrLexer(), HtmlFormatter())
    assert '<span class="k">menu</span>' in page


@given(st.one_of(spoilt([ACME]), st.text()))
def test_no_character_is_lost(text: str) -> None:
    made = list(IvrLexer().get_tokens_unprocessed(text))
    assert "".join(part for _, _, part in made) == text
    assert [at for at, _, _ in made] == [sum(len(p) for _, _, p in made[:n]) for n in range(len(made))]


@pytest.mark.parametrize(
    "text", ['answer { say "open\n hangup }', "flow { } } menu", "answer { say {", '"""']
)
def test_text_with_mistakes_has_colours(text: str) -> None:
    assert {str(kind) for _, kind, _ in IvrLexer().get_tokens_unprocessed(text)} - {"Token.Text"}
