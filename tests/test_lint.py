"""What is about to be sent is looked at once more: by the linter for raw NCCO, and by the strict schema."""

from __future__ import annotations

import pytest
from driver import APP, HANDLERS, compiled

from ivrc.analysis import analyse
from ivrc.files import ReadProblem
from ivrc.flow.lint import lint
from ivrc.flow.states import Leaf, NccoAction
from ivrc.flow.templates import constant
from ivrc.ncco.schema import assert_strict
from ivrc.source import Source, Span

MIXED = """
answer {
  menu { play "https://example.com/a.mp3"; press 1 for "sales" { hangup } }
}
"""


def test_speech_and_audio_mixed_in_one_question_are_doubtful() -> None:
    found = [d for d in compiled(APP + HANDLERS + MIXED).diagnostics if d.code == "IVR329"]
    assert found
    assert all(d.severity == "warning" and d.primary.message.startswith("W212: ") for d in found)


def test_an_action_that_the_platform_refuses_stops_the_build_at_its_step() -> None:
    source = Source(name="x.ivr", text=APP + 'answer { say "Hello." }')
    graph = analyse(source, lambda _: ReadProblem(message="does not exist")).graph
    assert graph
    assert graph.answer
    span = Span(0, 120, 130)
    wrong = NccoAction(name="talk", fields=(("text", constant("x" * 1501, span)),), span=span)
    graph.answer.decision = Leaf(parts=(wrong,))
    (found,) = lint(graph)
    assert (found.code, found.severity, found.primary.span) == ("IVR322", "error", span)
    assert found.primary.message.startswith("E161: the text has 1501 characters")


def test_a_file_that_the_schema_refuses_is_never_written() -> None:
    assert_strict({"ncco/a.json": b'[{"action": "talk", "text": "Hello."}]', "application.json": b"1"})
    with pytest.raises(AssertionError, match=r"ncco/a.json: \$.level: 2 is greater than the maximum of 1"):
        assert_strict({"ncco/a.json": b'[{"action": "talk", "text": "Hello.", "level": 2}]'})
