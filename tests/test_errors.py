"""One mistake, one message: each program of `errors/` says in its first line what is found in it, and where.

`// expect: SEVERITY "words" at "characters"`: the words stand in the title, the message or the hint; the
characters are exactly those that are marked.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from ivrc.compiler import Compilation, Options, compile_source
from ivrc.files import read_text
from ivrc.render import render
from ivrc.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syrupy.assertion import SnapshotAssertion

    from ivrc.diagnostics import Diagnostic

TODAY = date(2026, 11, 20)
PROGRAMS = {path.stem: path for path in sorted((Path(__file__).parent / "errors").glob("*.ivr"))}
EXPECTATION = re.compile(r'// expect: (error|warning|advice) "(.*)" at "(.*)"\n')

PENDING: dict[str, str] = {}
"""What does not hold yet, and why. A name that holds by now fails, so that it is taken out."""

SHOWN = (
    "again_outside_question",
    "argument_name_unknown",
    "attempts_too_many",
    "call_field_unknown",
    "channels_of_mp3",
    "conference_unknown",
    "connect_alone",
    "connect_several_with_busy",
    "constant_circle",
    "dates_end_soon",
    "day_misspelt",
    "declared_twice",
    "digits_compared_with_number",
    "endpoint_kind_unknown",
    "ensure_does_not_hold",
    "ensure_endless_hold",
    "ensure_menu_does_not_reach",
    "field_unknown",
    "flow_as_value",
    "flow_inside_expression",
    "format_of_another_type",
    "function_misspelt",
    "give_up_missing",
    "handler_misspelt",
    "hours_overlap",
    "key_is_prefix",
    "key_twice",
    "length_too_long",
    "level_too_fine",
    "literal_in_two_languages",
    "machine_without_detection",
    "match_incomplete",
    "mute_and_speaks_to",
    "ncco_action_word",
    "notify_foreign_host",
    "optional_untested",
    "phone_without_plus",
    "prompt_misses_language",
    "range_backwards",
    "record_before_consent",
    "record_last",
    "role_unused",
    "setting_misspelt",
    "silence_missing",
    "sip_user_without_domain",
    "ssml_bare_ampersand",
    "step_behind_jump",
    "two_detections",
    "unsigned_callbacks",
    "whisper_to_sip",
    "zone_unknown",
)
"""Programs whose whole message is kept as an author sees it."""


class Shown(SingleFileSnapshotExtension):
    """A text file for each program."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


def compiled(path: Path) -> Compilation:
    source = Source(path.name, path.read_text(encoding="utf-8"))
    return compile_source(source, lambda name: read_text(path.parent / name), Options(today=TODAY))


def cases() -> Iterator[object]:
    for name, path in PROGRAMS.items():
        waits = [pytest.mark.xfail(reason=PENDING[name], strict=True)] if name in PENDING else []
        yield pytest.param(path, id=name, marks=waits)


@pytest.mark.parametrize("path", [*cases()])
def test_a_mistake_is_reported_once_and_exactly(path: Path) -> None:
    compilation = compiled(path)
    expected = EXPECTATION.match(path.read_text(encoding="utf-8"))
    assert expected, 'the first line is `// expect: SEVERITY "words" at "characters"`'
    assert len(compilation.diagnostics) == 1, [d.primary.message for d in compilation.diagnostics]
    (found,) = compilation.diagnostics
    assert found.severity == expected[1]
    assert expected[2].casefold() in said(found).casefold()
    assert marked(found, compilation) == expected[3]


def said(found: Diagnostic) -> str:
    return f"{found.title} {found.primary.message} {found.hint or ''}"


def marked(found: Diagnostic, compilation: Compilation) -> str:
    span = found.primary.span
    return compilation.sources[span.file].text[span.start : span.end]


@pytest.mark.parametrize("name", SHOWN)
def test_a_message_reads_well(name: str, snapshot: SnapshotAssertion) -> None:
    compilation = compiled(PROGRAMS[name])
    shown = [render(found, compilation.sources) for found in compilation.diagnostics]
    program = compilation.sources[0].text.partition("\n")[2]
    assert "\n".join([program, *shown, ""]) == snapshot(extension_class=Shown)


def test_every_name_is_that_of_a_program() -> None:
    assert {*PENDING, *SHOWN} - {*PROGRAMS} == set()
