"""Diagnostics for programs: our JSON and SARIF."""

from __future__ import annotations

import json
from typing import Any

from ivrc.diagnostics import Diagnostic, Edit, Label
from ivrc.report import Findings, as_json, as_sarif
from ivrc.source import Source, Span

MENU = Source(name="flows/a menu.ivr", text="menu 日本\n  press 1 -> mian\n")
COMMON = Source(name="/srv/common.ivr", text="flow main { }\n", index=1)
UNKNOWN = Diagnostic(
    code="IVR201",
    severity="error",
    title="Unknown name",
    primary=Label(Span(0, 21, 25), "nothing has this name"),
    related=(Label(Span(1, 5, 9), "this one has"),),
    hint="did you mean `main`?",
    edits=(Edit(Span(0, 21, 25), "main"),),
)
ADVICE = Diagnostic(
    code="IVR601", severity="advice", title="Long menu", primary=Label(Span(0, 0, 7), "nobody listens")
)
PROGRAMS = [Findings(sources=[MENU, COMMON], diagnostics=[ADVICE, UNKNOWN])]


def test_json() -> None:
    document = json.loads(as_json(PROGRAMS))
    assert document["diagnostics"][1] == {
        "code": "IVR201",
        "severity": "error",
        "title": "Unknown name",
        "message": "nothing has this name",
        "file": "flows/a menu.ivr",
        "range": {
            "start": {"line": 2, "column": 14, "offset": 21},
            "end": {"line": 2, "column": 18, "offset": 25},
        },
        "related": [
            {
                "message": "this one has",
                "file": "/srv/common.ivr",
                "range": {
                    "start": {"line": 1, "column": 6, "offset": 5},
                    "end": {"line": 1, "column": 10, "offset": 9},
                },
            }
        ],
        "hint": "did you mean `main`?",
        "fixes": [
            {
                "file": "flows/a menu.ivr",
                "range": {
                    "start": {"line": 2, "column": 14, "offset": 21},
                    "end": {"line": 2, "column": 18, "offset": 25},
                },
                "text": "main",
            }
        ],
    }


def sarif() -> dict[str, Any]:
    log = json.loads(as_sarif(PROGRAMS, {"IVR201": "# IVR201 Unknown name\n\nDeclare it."}.get))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    found: dict[str, Any] = run
    return found


def test_sarif_rules_carry_their_explanation() -> None:
    driver = sarif()["tool"]["driver"]
    assert driver["name"] == "ivrc"
    assert [rule["id"] for rule in driver["rules"]] == ["IVR201", "IVR601"]
    assert driver["rules"][0]["shortDescription"] == {"text": "Unknown name"}
    assert driver["rules"][0]["help"]["markdown"].endswith("Declare it.")
    assert driver["rules"][1]["help"]["text"] == "Long menu"


def test_sarif_results_point_at_their_rule_and_place() -> None:
    advice, unknown = sarif()["results"]
    assert (advice["ruleIndex"], advice["level"]) == (1, "note")
    assert (unknown["ruleIndex"], unknown["level"]) == (0, "error")
    assert unknown["message"]["text"] == "Unknown name: nothing has this name: did you mean `main`?"
    place = unknown["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "flows/a%20menu.ivr"}
    assert place["region"] == {"startLine": 2, "startColumn": 14, "endLine": 2, "endColumn": 18}
    related = unknown["relatedLocations"][0]
    assert related["message"] == {"text": "this one has"}
    assert related["physicalLocation"]["artifactLocation"] == {"uri": "file:///srv/common.ivr"}


def test_sarif_fixes_replace_the_wrong_characters() -> None:
    advice, unknown = sarif()["results"]
    assert "fixes" not in advice
    (fix,) = unknown["fixes"]
    assert fix["description"] == {"text": "did you mean `main`?"}
    (replacement,) = fix["artifactChanges"][0]["replacements"]
    assert replacement["insertedContent"] == {"text": "main"}
    assert replacement["deletedRegion"]["startColumn"] == 14
