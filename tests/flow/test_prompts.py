"""What prompts may be and what may be said with them (language 4, 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from driver import APP, compiled, play

if TYPE_CHECKING:
    from pathlib import Path


def answered(text: str, folder: Path) -> list[dict[str, Any]]:
    return play(APP + text, folder).answer()


def test_every_setting_of_the_target_may_be_set_on_say_and_play(tmp_path: Path) -> None:
    text = """
answer {
  say "Hello." { loop: 2; level: 0.5; language: en-GB; style: 1; premium: true }
  play "https://cdn.example.com/a.mp3" { loop: 0; level: -0.5 }
}"""
    assert answered(text, tmp_path) == [
        {
            "action": "talk",
            "text": "Hello.",
            "loop": 2,
            "level": 0.5,
            "language": "en-GB",
            "style": 1,
            "premium": True,
        },
        {"action": "stream", "streamUrl": ["https://cdn.example.com/a.mp3"], "loop": 0, "level": -0.5},
    ]


def test_the_language_of_one_say_speaks_the_formats_in_it_too(tmp_path: Path) -> None:
    text = 'answer { say "{1234.5 as number}" { language: de-DE }; say "{1234.5 as number}" }'
    first, second = answered(text, tmp_path)
    assert (first["text"], first["language"]) == ("1.234,5", "de-DE")
    assert second["text"] == "1,234.5"


def test_settings_of_defaults_hold_where_none_are_written(tmp_path: Path) -> None:
    text = """
defaults { language: en-GB; style: 2; say { premium: true } }
answer { say "Hello."; say "Bye." { style: 0 } }"""
    first, second = answered(text, tmp_path)
    assert (first["style"], first["premium"], first["language"]) == (2, True, "en-GB")
    assert "style" not in second


@pytest.mark.parametrize("kind", ["GBP", "EUR", "JPY"])
def test_money_is_spoken_in_its_currency(kind: str, tmp_path: Path) -> None:
    words = {"GBP": "12.00 British pounds", "EUR": "12.00 euros", "JPY": "12 Japanese yen"}
    text = f'answer {{ say "{{12 as currency("{kind}")}}" }}'
    assert answered(text, tmp_path)[0]["text"] == words[kind]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ('{"42" as digits}', "4 2"),
        ('{"Ann" as spelled}', "A N N"),
        ("{2026-12-25 as date}", "December 25, 2026"),
        ("{09:30 as time}", "9:30 AM"),
        ("{1234 as number}", "1,234"),
    ],
)
def test_constants_are_formatted_at_build(value: str, said: str, tmp_path: Path) -> None:
    spoken = answered(f'answer {{ say "{value}" }}', tmp_path)[0]["text"]
    assert spoken.replace("\u202f", " ") == said
    assert (tmp_path / "ncco" / "answer.json").exists()


def test_a_prompt_with_the_wrong_arguments_is_an_error() -> None:
    text = 'prompt p(x: text) { en-US: "{x}" }\nanswer { say p() }'
    assert [d.code for d in compiled(APP + text).diagnostics] == ["IVR214"]


def test_play_needs_audio() -> None:
    text = 'prompt p { en-US: "Hello." }\nanswer { play p }'
    assert [d.severity for d in compiled(APP + text).diagnostics if d.severity == "error"] == ["error"]
