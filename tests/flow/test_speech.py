"""Spoken answers (language 5): what is looked at, what decides, what is silence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from driver import APP, HANDLERS, Player, play

if TYPE_CHECKING:
    from pathlib import Path

CITIES = f"""{APP}{HANDLERS}answer -> main
menu main {{
  say "Which city?"
  speak "york" {{ say "York." }}
  speak "new york", "café" {{ say "New York." }}
  press 1 or speak "東京" {{ say "Tokyo." }}
}}"""


def test_a_start_timeout_is_kept_also_if_it_is_the_platforms_own(tmp_path: Path) -> None:
    text = f"""{APP}{HANDLERS}answer {{
  collect speech city {{ say "Which city?"; start_timeout: 10s }}
}}"""
    call = play(text, tmp_path)
    call.answer()
    assert call.ncco[-1]["speech"]["startTimeout"] == 10


def heard(call: Player, *results: tuple[str, float], reason: str = "end_on_silence_timeout") -> str:
    """What the caller hears after such recognition results, in the order given."""
    call.answer()
    texts = [{"text": text, "confidence": str(confidence)} for text, confidence in results]
    call._input({"digits": None, "timed_out": False}, {"timeout_reason": reason, "results": texts})
    return call.texts()[0]


@pytest.mark.parametrize(
    ("said", "city"),
    [
        ("York", "York."),
        ("to york, please!", "York."),
        ("I live in New York", "New York."),
        ("NEW-YORK", "New York."),
        ("the cafe", "New York."),
        ("Yorkshire", "Not an option."),
        ("私は東京に住んでいます", "Tokyo."),
    ],
)
def test_whole_words_match_regardless_of_case_punctuation_and_accents(
    tmp_path: Path, said: str, city: str
) -> None:
    assert heard(play(CITIES, tmp_path), (said, 0.9)) == city


def test_the_first_result_in_the_order_given_that_contains_a_phrase_decides(tmp_path: Path) -> None:
    call = play(CITIES, tmp_path)
    assert heard(call, ("your", 0.95), ("york", 0.4), ("new york", 0.9)) == "York."


def test_results_below_min_confidence_are_not_looked_at(tmp_path: Path) -> None:
    call = play(CITIES, tmp_path)
    assert heard(call, ("york", 0.29), ("new york", 0.3)) == "New York."
    assert heard(call, ("york", 0.29)) == "Not an option."
    strict = play(CITIES.replace('say "Which', 'min_confidence: 0.8\n  say "Which'), tmp_path / "strict")
    assert heard(strict, ("york", 0.79), ("new york", 0.8)) == "New York."


def test_a_voice_without_words_is_invalid_and_nothing_at_all_is_silence(tmp_path: Path) -> None:
    call = play(CITIES, tmp_path)
    assert heard(call) == "Not an option."
    assert heard(call, reason="start_timeout") == "Nothing heard."


@pytest.mark.parametrize(
    ("dtmf", "speech", "expected"),
    [
        ({"digits": None, "timed_out": True}, {"timeout_reason": "start_timeout"}, "Nothing heard."),
        ({"digits": "", "timed_out": True}, {}, "Nothing heard."),
        ({"digits": "", "timed_out": False}, {"timeout_reason": "start_timeout"}, "Nothing heard."),
        ({"digits": "1", "timed_out": True}, {"timeout_reason": "start_timeout"}, "Tokyo."),
        ({"digits": "4", "timed_out": False}, {}, "Not an option."),
    ],
)
def test_timed_out_alone_decides_nothing(
    tmp_path: Path, dtmf: dict[str, Any], speech: dict[str, Any], expected: str
) -> None:
    call = play(CITIES, tmp_path)
    call.answer()
    call._input(dtmf, speech)
    assert call.texts()[0] == expected


def test_a_prompt_has_phrases_per_language(tmp_path: Path) -> None:
    text = f"""{APP}{HANDLERS}prompt buying {{ en-US: "sales", "buy"; fr-FR: "ventes", "acheter" }}
answer {{ language fr-FR; menu {{ say "x"; speak buying {{ say "Bien." }} }} }}"""
    call = play(text, tmp_path)
    assert call.answer()[-1]["speech"]["context"] == ["ventes", "acheter"]
    assert heard(call, ("acheter", 0.9)) == "Bien."


def test_a_label_in_another_language_is_one_of_its_spoken_words(tmp_path: Path) -> None:
    option = 'press 9 or speak for "français" in fr-FR { say "Oui." }'
    text = f"{APP}{HANDLERS}answer {{ menu {{ {option} }} }}"
    assert heard(play(text, tmp_path), ("francais", 0.9)) == "Oui."
