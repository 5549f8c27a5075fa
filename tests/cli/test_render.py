"""What an author sees of a diagnostic, character by character."""

from __future__ import annotations

from textwrap import dedent
from typing import Any

import pytest

from ivrc.diagnostics import Diagnostic, Edit, Label
from ivrc.render import render, summary
from ivrc.source import Source, Span

MENU = Source(name="menu.ivr", text='menu main {\n  press 1 -> mian\n}\nflow main { say "Hi" }\n', index=0)


def span(source: Source, text: str, occurrence: int = 0) -> Span:
    at = -1
    for _ in range(occurrence + 1):
        at = source.text.index(text, at + 1)
    return Span(source.index, at, at + len(text))


def diagnostic(place: Span, message: str = "wrong", **more: Any) -> Diagnostic:
    rest = {"code": "IVR201", "severity": "error", "title": "Unknown name", **more}
    return Diagnostic(primary=Label(place, message), **rest)


def shown(text: str, marked: str) -> list[str]:
    """Source line and underline of a mistake in a one-line file."""
    source = Source(name="x.ivr", text=text)
    return render(diagnostic(span(source, marked)), [source]).splitlines()[3:5]


def test_a_mistake_with_its_place_reason_and_fix() -> None:
    found = diagnostic(span(MENU, "mian"), "nothing has this name", hint="did you mean `main`?")
    assert render(found, [MENU]) == dedent("""\
        error[IVR201]: Unknown name
         --> menu.ivr:2:14
          |
        2 |   press 1 -> mian
          |              ^^^^ nothing has this name
          = hint: did you mean `main`?""")


def test_related_places_follow_in_order() -> None:
    twice = diagnostic(
        span(MENU, "main", 1),
        "this name is taken",
        title="Declared twice",
        related=(Label(span(MENU, "main"), "first declared here"),),
    )
    assert render(twice, [MENU]) == dedent("""\
        error[IVR201]: Declared twice
         --> menu.ivr:4:6
          |
        4 | flow main { say "Hi" }
          |      ^^^^ this name is taken
         ::: menu.ivr:1:6
          |
        1 | menu main {
          |      ---- first declared here""")


def test_line_numbers_of_all_places_share_one_gutter() -> None:
    source = Source(name="x.ivr", text="first\n" + "\n" * 98 + "last")
    found = diagnostic(span(source, "last"), related=(Label(span(source, "first"), "see"),))
    lines = render(found, [source]).splitlines()
    assert lines[3] == "100 | last"
    assert lines[7] == "  1 | first"


def test_places_in_an_imported_file_name_that_file() -> None:
    common = Source(name="common.ivr", text="flow main { }", index=1)
    found = diagnostic(span(MENU, "main"), related=(Label(span(common, "main"), "also here"),))
    assert "::: common.ivr:1:6" in render(found, [MENU, common])


@pytest.mark.parametrize(
    ("edit", "fix"),
    [
        (Edit(span(MENU, "mian"), "main"), "fix: replace `mian` by `main`"),
        (Edit(Span(0, 14, 14), ";"), "fix: insert `;`"),
        (Edit(span(MENU, " -> mian"), ""), "fix: remove `-> mian`"),
        (Edit(span(MENU, "mian"), "{\n  hangup\n}"), "fix: replace `mian` by `{ …`"),
        (Edit(span(MENU, "flow"), "menu"), "fix: replace `flow` by `menu` in line 4"),
    ],
)
def test_an_edit_is_described(edit: Edit, fix: str) -> None:
    assert render(diagnostic(span(MENU, "mian"), edits=(edit,)), [MENU]).endswith(f"  = {fix}")


def test_an_edit_that_the_hint_tells_is_not_told_twice() -> None:
    edit = Edit(span(MENU, "mian"), "main")
    found = diagnostic(span(MENU, "mian"), hint="did you mean `main`?", edits=(edit,))
    assert "fix:" not in render(found, [MENU])


@pytest.mark.parametrize(
    ("text", "marked", "line", "underline"),
    [
        ("\tsay x", "x", "1 |     say x", "  |         ^ wrong"),
        ('say "日本" x', "x", '1 | say "日本" x', "  |            ^ wrong"),
        ("say 日本", "日本", "1 | say 日本", "  |     ^^^^ wrong"),
        ("say e\u0301 x", "x", "1 | say e\u0301 x", "  |       ^ wrong"),
        ("say \x1b[31m x", "x", "1 | say ␛[31m x", "  |           ^ wrong"),
        ("say \u202e x", "x", "1 | say \ufffd x", "  |       ^ wrong"),
        ("say x\r", "x", "1 | say x", "  |     ^ wrong"),
    ],
    ids=["tab", "wide", "marked-wide", "combining", "escape", "direction", "carriage-return"],
)
def test_underlines_stand_under_what_they_mark(text: str, marked: str, line: str, underline: str) -> None:
    assert shown(text, marked) == [line, underline]


def test_a_place_over_several_lines_shows_the_first() -> None:
    assert shown("flow x {\n}\n", "x {\n}") == ["1 | flow x {", "  |      ^^^ wrong"]


def test_the_end_of_a_file_has_a_place_too() -> None:
    source = Source(name="x.ivr", text="flow x {")
    lines = render(diagnostic(Span(0, 8, 8)), [source]).splitlines()
    assert lines[1:5] == [" --> x.ivr:1:9", "  |", "1 | flow x {", "  |         ^ wrong"]


def test_a_long_line_is_cut_around_the_mistake() -> None:
    line, underline = shown("a" * 500 + " mian " + "b" * 500, "mian")
    assert line == "1 | …" + "a" * 59 + " mian " + "b" * 59 + "…"
    assert underline.index("^") == line.index("mian")


def test_a_mistake_longer_than_the_cut_is_cut_too() -> None:
    line, underline = shown("say " + "x" * 1000, "x" * 1000)
    assert len(line) < 200
    assert underline.rstrip(" wrong").strip(" |") == "^" * 80


def test_an_unreadable_file_has_no_line_to_show() -> None:
    found = diagnostic(Span(0, 0, 0), "this file does not exist")
    assert render(found, [Source(name="x.ivr", text="")]).splitlines()[1:] == [
        " --> x.ivr",
        "  | this file does not exist",
    ]


def test_colours_change_nothing_but_colours() -> None:
    found = diagnostic(span(MENU, "mian"), hint="did you mean `main`?")
    colored = render(found, [MENU], color=True)
    assert colored.startswith("\x1b[1;31merror[IVR201]\x1b[0m")
    for code in ("1;31", "1", "34", "0"):
        colored = colored.replace(f"\x1b[{code}m", "")
    assert colored == render(found, [MENU])


def test_messages_cannot_steer_the_terminal() -> None:
    found = diagnostic(span(MENU, "mian"), "unknown `\x1b[2J`", hint="say `\x07`")
    assert "\x1b" not in render(found, [MENU])
    assert "\x07" not in render(found, [MENU])


@pytest.mark.parametrize(
    ("severities", "line"),
    [
        ([], ""),
        (["error"], "1 error"),
        (["warning", "error", "error"], "2 errors and 1 warning"),
        (["advice"], "1 piece of advice"),
        (["advice", "advice", "warning", "error"], "1 error, 1 warning and 2 pieces of advice"),
    ],
)
def test_summary(severities: list[str], line: str) -> None:
    assert summary(diagnostic(Span(0, 0, 1), severity=severity) for severity in severities) == line
