"""NCCOs that other people wrote, and examples of the vendor's page, with what we say about each."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ivrc.ncco.raw.lint import fixed, lint_text
from ivrc.ncco.rules import rules
from ivrc.ncco.validate import check_ncco

if TYPE_CHECKING:
    from collections.abc import Callable

CORPUS = Path(__file__).parent / "corpus"


def table(name: str) -> dict[str, dict[str, str]]:
    with (CORPUS / name).open(encoding="utf-8", newline="") as lines:
        return {row["file"].removesuffix(".json"): row for row in csv.DictReader(lines, delimiter="\t")}


VERDICTS, SOURCES = table("verdicts.tsv"), table("SOURCES.tsv")


def text(name: str) -> str:
    return (CORPUS / f"{name}.json").read_text("utf-8")


def test_every_file_has_a_verdict_and_a_source() -> None:
    files = {path.stem for path in CORPUS.glob("*.json")}
    assert files == set(VERDICTS)
    assert {name for name in files if not name.startswith("published-")} == set(SOURCES)


@pytest.mark.parametrize("name", VERDICTS)
def test_verdict(name: str) -> None:
    codes = [finding.code for finding in check_ncco(json.loads(text(name)))]
    assert " ".join(codes) == VERDICTS[name]["ours"]
    assert sorted(codes) == sorted(found.code for found in lint_text(text(name)))


@pytest.mark.parametrize("name", SOURCES)
def test_where_the_sdk_differs_it_is_said_why(name: str) -> None:
    row = VERDICTS[name]
    assert row["sdk"] == ("ok" if SOURCES[name]["sdk_verdict"].startswith("OK") else "error")
    ours = "error" if any(code.startswith("E") for code in row["ours"].split()) else "ok"
    assert bool(row["why they differ"]) == (ours != row["sdk"])


@pytest.mark.parametrize("name", VERDICTS)
def test_agrees_with_the_schema(name: str, strictly_valid: Callable[[object], bool]) -> None:
    document = json.loads(text(name))
    ours = any(rules()[finding.code].by == "schema" for finding in check_ncco(document))
    assert ours != strictly_valid(document)


@pytest.mark.parametrize("name", VERDICTS)
def test_fixing_breaks_nothing(name: str) -> None:
    mended = fixed(text(name), lint_text)
    before, after = lint_text(text(name)), lint_text(mended)
    assert not [found for found in after if found.edits]
    errors = {found.code for found in before if found.severity == "error"}
    assert {found.code for found in after if found.severity == "error"} <= errors
