"""Every rule finds what its own programs say, and nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ivrc import checks
from ivrc.checks import RULES, check
from ivrc.checks.subject import Subject
from ivrc.compiler import compile_source
from ivrc.diagnostics import has_errors
from ivrc.files import ReadProblem
from ivrc.semantics.resolve import resolve_program
from ivrc.source import Source
from ivrc.syntax.parser import parse

TODAY = date(2026, 11, 20)
NO_RULES = {"keys", "rule", "subject", "suppression", "texts"}
"""Modules of the package that rules share."""


def subject_of(text: str) -> Subject:
    """A program that has no mistake but those of the rules."""
    source = Source("example.ivr", text)
    tree, found = parse(source)
    program, more = resolve_program([tree], [source], {})
    mistakes = [*found, *more]
    assert not has_errors(mistakes), [d.primary.message for d in mistakes]
    return Subject(program, TODAY)


def unmarked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """A program without its marks, and the places they stood around."""
    places, plain = [], ""
    for piece in text.split("«"):
        inside, closed, behind = piece.partition("»")
        if closed:
            places.append((len(plain), len(plain) + len(inside)))
        plain += inside + behind
    return plain, places


VALID = [pytest.param(rule, text, id=rule.code) for rule in RULES for text in rule.valid]
INVALID = [pytest.param(rule, text, id=rule.code) for rule in RULES for text in rule.invalid]


@pytest.mark.parametrize(("rule", "text"), VALID)
def test_valid_programs_are_left_alone(rule, text) -> None:
    assert [found.message for found in rule.check(subject_of(text))] == []


@pytest.mark.parametrize(("rule", "text"), INVALID)
def test_exactly_the_marked_characters_are_reported(rule, text) -> None:
    plain, places = unmarked(text)
    assert places, "nothing is marked"
    assert sorted((f.span.start, f.span.end) for f in rule.check(subject_of(plain))) == places


def test_every_rule_has_programs_and_a_code_of_its_own() -> None:
    assert [rule.code for rule in RULES] == sorted({rule.code for rule in RULES})
    assert [rule.code for rule in RULES if not (rule.valid and rule.invalid and rule.explanation)] == []


def test_no_rule_is_forgotten() -> None:
    files = {path.stem for path in Path(checks.__path__[0]).glob("[!_]*.py")}
    listed = {rule.check.__module__.rpartition(".")[2] for rule in RULES}
    assert files - NO_RULES == listed


def levelled(level: str) -> list[tuple[str, str]]:
    app = 'app "x" { base_url: "https://ivr.example.com" }'
    text = f'{app}\nconst desk = 1\nanswer {{ say "{{desk}}" }}\nfallback {{ hangup }}'
    found = check(subject_of(text).program, {"IVR610": level, "IVR511": "off"}, None)
    return [(d.code, d.severity) for d in found]


def test_levels_change_the_rules_of_caller_experience_only() -> None:
    assert levelled("error") == [("IVR511", "warning"), ("IVR610", "error")]
    assert levelled("off") == [("IVR511", "warning")]


def test_without_a_day_no_date_is_past() -> None:
    text = 'hours o in "UTC" { open mon 09:00-17:00; closed 2020-12-25 }\nanswer { if o is open { hangup } }'
    program = subject_of(text).program
    assert "IVR608" in [d.code for d in check(program, {}, TODAY)]
    assert "IVR608" not in [d.code for d in check(program, {}, None)]


def test_of_a_program_half_understood_only_errors_are_found() -> None:
    text = 'const DESK = 1\nanswer { say ""; say "Hello." { level: 0.25 } }'
    assert {"IVR230", "IVR410", "IVR423"} <= {d.code for d in check(subject_of(text).program, {}, None)}
    assert [d.code for d in check(subject_of(text).program, {}, None, understood=False)] == ["IVR410"]


def left(text: str) -> list[tuple[str, str]]:
    """The codes and marked characters of what is reported about a program."""
    source = Source("example.ivr", f'app "x" {{ base_url: "https://ivr.example.com" }}\n{text}')
    compilation = compile_source(source, lambda name: ReadProblem(message=f"{name} does not exist"))
    spans = [(d.code, d.primary.span) for d in compilation.diagnostics]
    return [(code, source.text[span.start : span.end]) for code, span in spans]


DOUBTFUL = 'say "Hello." { level: 0.25 }'


@pytest.mark.parametrize(
    "text",
    [
        f"answer {{ {DOUBTFUL} }}  // ivrc: allow IVR423 heard and liked",
        f"// ivrc: allow IVR423 heard and liked\nanswer {{\n  {DOUBTFUL}\n}}",
        f"answer {{\n  // ivrc: allow IVR423 heard and liked\n  // by all\n  {DOUBTFUL}\n}}",
    ],
    ids=["on the line", "above the declaration", "above the step"],
)
def test_what_an_author_has_looked_at_is_silent(text: str) -> None:
    assert left(text) == []


def test_an_allowance_ends_with_its_line_or_declaration() -> None:
    text = f"answer {{\n  // ivrc: allow IVR423 this one\n  {DOUBTFUL}\n  {DOUBTFUL}\n}}"
    assert left(text) == [("IVR423", "0.25")]
    text = f"// ivrc: allow IVR423 here\nanswer {{ {DOUBTFUL}; other() }}\nflow other {{ {DOUBTFUL} }}"
    assert left(text) == [("IVR423", "0.25")]


def test_an_allowance_that_silences_nothing_is_reported() -> None:
    comment = "// ivrc: allow IVR423 heard and liked"
    assert left(f'{comment}\nanswer {{ say "Hello." }}') == [("IVR603", comment)]
    assert left('// ivrc: allow IVR999 why\nanswer { say "Hello." }') == [("IVR603", "IVR999")]


def test_errors_cannot_be_allowed() -> None:
    comment = "// ivrc: allow IVR410 silence is golden"
    assert left(f'{comment}\nanswer {{ say "" }}') == [("IVR603", comment), ("IVR410", '""')]
