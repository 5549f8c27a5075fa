"""Every diagnostic has a page, and the programs on it are wrong and right as they say."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from ivrc.checks import RULES
from ivrc.compiler import compile_source
from ivrc.diagnostics import has_errors
from ivrc.explain import DOCUMENT, codes, document, headings, page
from ivrc.files import ReadProblem
from ivrc.semantics import faults
from ivrc.semantics.codes import CODES
from ivrc.source import Source
from ivrc.syntax.messages import EXPLANATIONS

EXAMPLES = tomllib.loads(files("ivrc.semantics").joinpath("examples.toml").read_text(encoding="utf-8"))
WITHOUT = {"IVR226", "IVR322", "IVR701"}
"""Shown as command lines; a safety net that no program should reach; what only a played test shows."""


def found_in(text: str):
    source = Source("example.ivr", text)
    return compile_source(source, lambda _: ReadProblem(message="does not exist")).diagnostics


def test_every_code_of_the_language_is_shown_with_programs() -> None:
    assert set(EXAMPLES) == {*CODES, *faults.CODES} - WITHOUT


def test_a_code_means_one_thing() -> None:
    tables = [set(CODES), set(faults.CODES), {rule.code for rule in RULES}, set(EXPLANATIONS)]
    assert sum(map(len, tables)) == len(set().union(*tables))


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_wrong_program_is_reported(code: str) -> None:
    assert code in {found.code for found in found_in(EXAMPLES[code]["wrong"])}


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_right_program_builds(code: str) -> None:
    found = found_in(EXAMPLES[code]["right"])
    assert not has_errors(found), [d.primary.message for d in found]
    assert code not in {d.code for d in found}


def test_pages_say_what_to_do() -> None:
    assert codes() == tuple(sorted({*codes()}))
    for code in codes():
        text = page(code)
        assert text is not None
        head, _, rest = text.partition("\n\n")
        assert head.startswith(f"# {code} ")
        assert len(rest) > 30, code


def test_a_page_of_a_rule_shows_its_programs() -> None:
    rule = next(rule for rule in RULES if rule.code == "IVR309")
    text = page("IVR309")
    assert text is not None
    assert rule.explanation in text
    assert "«" not in text
    assert text.count("```ivr") == 2


def test_an_unknown_code_has_no_page() -> None:
    assert page("IVR000") is None


def test_the_file_of_all_pages_is_fresh_and_says_where_each_is() -> None:
    text = DOCUMENT.read_text("utf-8")
    assert text == document(), "run `python -m ivrc.reference`"
    lines = text.split("\n")
    assert tuple(headings()) == codes()
    for code, number in headings().items():
        assert f"#{(page(code) or '')}".startswith(lines[number - 1]), code
        assert lines[number - 1].startswith(f"## {code} ")
