"""No text and no place in it is too broken for a feature."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import spoilt

from ivrc.analysis import Options
from ivrc.files import ReadProblem
from ivrc.format.formatting import formatted
from ivrc.lsp.completion import proposals
from ivrc.lsp.extracting import extraction
from ivrc.lsp.fixes import fixes
from ivrc.lsp.hover import hover
from ivrc.lsp.layout import layout_edits
from ivrc.lsp.leading import reached
from ivrc.lsp.links import links
from ivrc.lsp.outline import enclosing, foldings, symbols
from ivrc.lsp.renaming import renamed
from ivrc.lsp.view import View
from ivrc.source import Source, Span

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
PROGRAMS = [path.read_text("utf-8") for path in sorted(EXAMPLES.glob("*/*.ivr"))]


@given(spoilt(PROGRAMS), st.data())
@settings(max_examples=60, deadline=None)
def test_every_feature_answers(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    view = View("/x.ivr", text, lambda _: ReadProblem(message="does not exist"), lambda _: Options())
    source, file = view.sources[0], view.trees[0]
    here = Span(source.index, at, at)
    assert all(one.label for one in proposals(view, source, at))
    assert all(span.end <= len(text) for span, _ in links(view, source))
    assert all(first < last for first, last, _ in foldings(source, file))
    assert all(symbol.name for symbol in symbols(source, file))
    assert all(part.span.start <= at <= part.span.end for part in enclosing(file, at))
    assert all(fix.edits for fix in fixes(view, source, here))
    laid_out = text
    for edit in reversed(layout_edits(source)):
        laid_out = laid_out[: edit.span.start] + edit.text + laid_out[edit.span.end :]
    assert laid_out == (formatted(Source(name="/x.ivr", text=text))[0] or text)
    made = extraction(view, source, here)
    assert made is None or all(edit.text for edit in made.edits)
    assert all(stop.name for stop, _ in reached(view, source))
    told = hover(view, source, at)
    assert told is None or told[1].start <= at <= told[1].end
    if (mention := view.at(source, at)) is not None:
        assert all(view.written(edit.span) == mention.text for edit in renamed(view, mention, "x"))
