"""The tables against the strict schema: the same keys, ranges, choices and requirements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ivrc.ncco.events import REPLACING_STATUSES, STATUSES
from ivrc.ncco.recognition import RECOGNITION, recognition_language
from ivrc.ncco.spec import ACTIONS, APPLICATION, ENDPOINTS, endpoint_key, key
from ivrc.ncco.voices import VOICE_NAMES, VOICES

if TYPE_CHECKING:
    from ivrc.ncco.keys import ActionSpec

DEFINITIONS = {**{name: name for name in ACTIONS}, **{name: f"ep{name.capitalize()}" for name in ENDPOINTS}}
SPECS = {**ACTIONS, **ENDPOINTS}


def schema_rows(schema: Any, definitions: Any, prefix: str = "") -> dict[str, Any]:
    """Dotted path to the schema of each key, references followed."""
    rows = {}
    for name, written in schema["properties"].items():
        value = definitions[written["$ref"].rsplit("/", 1)[1]] if "$ref" in written else written
        rows[prefix + name] = value
        for part in (value, *value.get("oneOf", ())):
            if "properties" in part:
                rows.update(schema_rows(part, definitions, f"{prefix}{name}."))
    return rows


@pytest.mark.parametrize(("name", "spec"), SPECS.items())
def test_rows_are_those_of_the_schema(name: str, spec: ActionSpec, schema: dict[str, Any]) -> None:
    definitions = schema["$defs"]
    definition = definitions[DEFINITIONS[name]]
    rows = schema_rows(definition, definitions)
    del rows["action" if name in ACTIONS else "type"]
    assert set(rows) == {row.path for row in spec.keys}
    for row in spec.keys:
        value = rows[row.path]
        if row.type in ("int", "number"):
            assert {"int": "integer", "number": "number"}[row.type] == value["type"], row.path
            assert (value.get("minimum"), value.get("maximum")) == (row.minimum, row.maximum), row.path
        if row.type == "choices" and "." not in row.path:
            assert set(row.choices) == set(value.get("enum", [value.get("const")])), row.path
        if "." not in row.path:
            assert row.required == (row.path in definition["required"]), row.path


@pytest.mark.parametrize("spec", [*SPECS.values(), APPLICATION], ids=lambda spec: spec.name)
def test_a_key_comes_behind_the_object_that_holds_it(spec: ActionSpec) -> None:
    paths = [row.path for row in spec.keys]
    assert len(set(paths)) == len(paths)
    for index, path in enumerate(paths):
        assert "." not in path or path.rpartition(".")[0] in paths[:index]


def test_a_row_is_found_by_its_path() -> None:
    assert key("input", "dtmf.maxDigits").default == 4
    assert endpoint_key("phone", "onAnswer.url").required
    with pytest.raises(KeyError):
        key("talk", "dtmf.maxDigits")


def test_voices_are_those_of_the_reference() -> None:
    assert (len(VOICES), sum(len(voices.styles) for voices in VOICES.values())) == (59, 267)
    assert all(v.premium | v.plain | v.premium_only <= v.styles for v in VOICES.values())
    assert sorted(VOICES["nl-BE"].styles) == [0, 2]
    assert VOICES["en-US"].plain == {15, 16, 17, 18, 19, 23}


def test_legacy_names_lead_to_known_voices() -> None:
    assert VOICE_NAMES["kimberly"] == ("en-US", 0)
    assert all(style in VOICES[language].styles for language, style in VOICE_NAMES.values())


@pytest.mark.parametrize(
    ("speech", "recognition"),
    [
        ("cmn-CN", "zh"),
        ("cmn-TW", "zh-TW"),
        ("yue-HK", "yue-hant-HK"),
        ("pa-IN", "pa-guru-IN"),
        ("en-GB-WLS", "en-GB"),
        ("es-MX", "es-MX"),
        ("ar", None),
        ("cy-GB", None),
    ],
)
def test_recognition_language(speech: str, recognition: str | None) -> None:
    assert recognition_language(speech) == recognition


def test_recognition_is_never_a_code_that_is_not_listed() -> None:
    assert len(RECOGNITION) == 127
    assert {recognition_language(code) for code in VOICES} <= {*RECOGNITION, None}


def test_statuses_that_may_replace_the_ncco_exist() -> None:
    assert set(REPLACING_STATUSES) < set(STATUSES)
