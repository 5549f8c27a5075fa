"""Every rule finds what its own programs say, and nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ivrc import checks
from ivrc.checks import RULES, check
from ivrc.checks.subject import Subject
from ivrc.diagnostics import has_errors
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
    text = 'app "x" { base_url: "https://ivr.example.com" }\nconst desk = 1\nanswer { say "{desk}" }\nfallback { hangup }'
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
