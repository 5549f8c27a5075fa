"""Comments beside the tree."""

from __future__ import annotations

from ivrc.source import Source
from ivrc.syntax.trivia import comments

TEXT = """\
// first
/// doc
flow a { // ivrc: allow IVR601 callers know it
  say "// no comment"
  say \"\"\"
  // nor this "
  \"\"\"
  // ivrc: allow IVR602
}"""


def test_comments_are_found_outside_of_strings() -> None:
    found = comments(Source("test.ivr", TEXT))
    assert [(c.text, c.own_line, c.is_doc) for c in found] == [
        ("// first", True, False),
        ("/// doc", True, True),
        ("// ivrc: allow IVR601 callers know it", False, False),
        ("// ivrc: allow IVR602", True, False),
    ]
    assert all(TEXT[c.span.start : c.span.end] == c.text for c in found)


def test_allow_comments_give_code_and_reason() -> None:
    allowed = [c.allow for c in comments(Source("test.ivr", TEXT)) if c.allow]
    assert [(a.code, a.reason, TEXT[a.span.start : a.span.end]) for a in allowed] == [
        ("IVR601", "callers know it", "IVR601"),
        ("IVR602", "", "IVR602"),
    ]
