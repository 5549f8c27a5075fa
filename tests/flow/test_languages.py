"""Languages and prompts: every caller hears their own language (language 9)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from driver import APP, Player, compiled, play

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

START = (
    "defaults { language: en-GB; on silence { say bye }; on invalid { say bye }; on give_up { say bye } }\n"
)
PROMPTS = """
prompt welcome { en-GB: "Welcome."; fr-FR: "Bienvenue." }
prompt bye { en-GB: "Goodbye."; fr-FR: "Au revoir." }
prompt thanks(ticket: digits) {
  en-GB: "Thank you for {ticket as digits}."
  fr-FR: "Merci pour {ticket as digits}."
}
"""


def answered(text: str, folder: Path, hooks: object = None) -> Player:
    player = play(APP + START + PROMPTS + text, folder, hooks=hooks)
    player.answer()
    return player


def codes(text: str) -> list[str]:
    return [d.code for d in compiled(APP + START + PROMPTS + text).diagnostics]


def spoken(player: Player) -> list[tuple[str, str]]:
    return [(a["text"], a.get("language", "en-US")) for a in player.ncco if a["action"] == "talk"]


def test_a_prompt_is_heard_in_the_caller_s_language(tmp_path: Path) -> None:
    player = answered('answer { say welcome; language fr-FR; say welcome; say thanks("12") }', tmp_path)
    assert spoken(player) == [
        ("Welcome.", "en-GB"),
        ("Bienvenue.", "fr-FR"),
        ("Merci pour 1 2.", "fr-FR"),
    ]


def test_a_language_stays_with_the_caller_through_questions_and_jumps(tmp_path: Path) -> None:
    text = """
answer { menu { say welcome; press 9 { language fr-FR; -> again }; press 1 -> other } }
flow other { say bye }"""
    player = answered(text, tmp_path)
    player.press("9")
    assert spoken(player) == [("Bienvenue.", "fr-FR")]
    player.silence()
    assert spoken(player) == [("Au revoir.", "fr-FR"), ("Bienvenue.", "fr-FR")]
    player.press("1")
    assert spoken(player) == [("Au revoir.", "fr-FR")]


def test_a_language_of_the_call_is_chosen_by_the_webhook(tmp_path: Path) -> None:
    class Hooks:
        language = "fr-FR"

        def language_of(self, _: str) -> str:
            return self.language

    text = """
extern language_of(number: text) -> language { reads: true }
answer { language language_of(call.from_address); say welcome }"""
    hooks = Hooks()
    assert spoken(answered(text, tmp_path / "fr", hooks)) == [("Bienvenue.", "fr-FR")]
    hooks.language = "en-GB"
    assert spoken(answered(text, tmp_path / "en", hooks)) == [("Welcome.", "en-GB")]


def test_a_language_that_the_program_does_not_have_changes_nothing_and_is_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    class Hooks:
        def language_of(self, _: str) -> str:
            return "it-IT"

    text = """
extern language_of(number: text) -> language { reads: true }
answer { language fr-FR; language language_of(call.from_address); say welcome }"""
    player = answered(text, tmp_path, Hooks())
    assert spoken(player) == [("Bienvenue.", "fr-FR")]
    (record,) = [r for r in caplog.records if "language" in r.message]
    assert record.message == "the caller's language 'it-IT' is none of en-GB, fr-FR: nothing changes"


def test_a_prompt_without_a_language_in_which_it_is_heard_is_an_error_that_shows_the_path() -> None:
    text = """
prompt only { en-GB: "Only English." }
answer { menu { say welcome; press 9 { language fr-FR; -> other }; press 1 -> other } }
flow other { say only }"""
    found = [d for d in compiled(APP + START + PROMPTS + text).diagnostics if d.severity == "error"]
    assert [d.code for d in found] == ["IVR308"]
    assert "fr-FR" in found[0].primary.message
    shown = [(APP + START + PROMPTS + text)[label.span.start : label.span.end] for label in found[0].related]
    assert "language fr-FR" in shown


def test_a_prompt_that_is_heard_in_one_language_needs_no_other() -> None:
    text = """
prompt only { en-GB: "Only English." }
answer { menu { say only; press 9 { language fr-FR; say bye } } }"""
    assert [c for c in codes(text) if c == "IVR308"] == []


def test_without_a_language_it_is_en_us(tmp_path: Path) -> None:
    player = play(APP + 'answer { say "Hello {call.language}." }', tmp_path)
    assert player.answer() == [{"action": "talk", "text": "Hello en-US."}]


def test_a_literal_is_heard_in_the_current_language_and_warned_of_in_a_program_with_several(
    tmp_path: Path,
) -> None:
    text = 'answer { language fr-FR; say welcome; say "Menu." }'
    assert spoken(answered(text, tmp_path))[1] == ("Menu.", "fr-FR")
    assert "IVR607" in codes(text)


def test_an_audio_prompt_is_played(tmp_path: Path) -> None:
    text = """
prompt tune { en-GB: audio("https://cdn.example.com/en.mp3"); fr-FR: "La la la." }
answer { say tune; language fr-FR; say tune }"""
    player = answered(text, tmp_path)
    assert player.ncco == [
        {"action": "stream", "streamUrl": ["https://cdn.example.com/en.mp3"]},
        {"action": "talk", "text": "La la la.", "language": "fr-FR"},
    ]


def test_a_prompt_sees_parameters_constants_variables_and_the_call(tmp_path: Path) -> None:
    text = """
const FIRM = "Acme"
var visits: int = 0
prompt all(name: text) { en-GB: "{name} {FIRM} {visits} {call.from_address}" }
answer { set visits = visits + 1; say all("Ann") }"""
    assert answered(text, tmp_path).heard == ["Ann Acme 1 +441632960123"]


def test_a_prompt_asks_no_extern() -> None:
    text = """
extern f() -> text { reads: true }
prompt p { en-GB: "{f()}" }
answer { say p }"""
    assert "IVR216" in codes(text)


def test_formats_are_in_the_current_language(tmp_path: Path) -> None:
    class Hooks:
        def amount(self) -> Any:
            return Decimal("1234.50")

    text = """
extern amount() -> number { reads: true }
prompt owed(x: number) {
  en-GB: "{x as currency("EUR")}, {x as number}"
  fr-FR: "{x as currency("EUR")}, {x as number}"
}
answer { let x = amount(); say owed(x); language fr-FR; say owed(x); say owed(7) }"""
    english, french, known = answered(text, tmp_path, Hooks()).heard
    assert english == "1,234.50 euros, 1,234.5"
    assert french == "1\u202f234,50 euros, 1\u202f234,5"
    assert known == "7,00 euros, 7"


def test_speech_is_recognised_in_the_current_language(tmp_path: Path) -> None:
    text = """
prompt yes { en-GB: "yes"; fr-FR: "oui" }
answer { language fr-FR; menu { say welcome; press 1 or speak yes { say bye } } }"""
    player = answered(text, tmp_path)
    (asked,) = [a for a in player.ncco if a["action"] == "input"]
    assert asked["speech"]["language"] == "fr-FR"
    assert asked["speech"]["context"] == ["oui"]
    player.say("Oui!")
    assert spoken(player) == [("Au revoir.", "fr-FR")]


def test_each_piece_is_compiled_for_each_language_in_which_it_is_reached() -> None:
    text = """
answer { menu { say welcome; press 9 { language fr-FR; -> other }; press 1 -> other } }
flow other { say bye }"""
    files = compiled(APP + START + PROMPTS + text).files
    assert {"ncco/other.json", "ncco/other.fr-FR.json"} <= files.keys()


def test_a_file_without_a_language_speaks_that_of_the_file_with_the_app(tmp_path: Path) -> None:
    program = APP + START + PROMPTS + "answer { say welcome }"
    player = play('import "program.ivr"\n', tmp_path, files={"program.ivr": program})
    player.answer()
    assert spoken(player) == [("Welcome.", "en-GB")]
