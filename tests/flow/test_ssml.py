"""SSML and long texts: what a value may do to what is spoken (language 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from driver import APP, compiled, play

if TYPE_CHECKING:
    from pathlib import Path


class Hooks:
    def __init__(self, value: str) -> None:
        self.value = value

    def f(self) -> str:
        return self.value


F = "extern f() -> text { reads: true }\n"


def heard(text: str, folder: Path, value: str) -> list[str]:
    player = play(APP + F + text, folder, hooks=Hooks(value))
    player.answer()
    return player.heard


def test_values_put_into_ssml_are_escaped(tmp_path: Path) -> None:
    spoken = heard("answer { say \"<speak>Hello <break time='1s'/>{f()}</speak>\" }", tmp_path, '<b> & "A"')
    assert spoken == ["<speak>Hello <break time='1s'/>&lt;b&gt; &amp; &quot;A&quot;</speak>"]


def test_values_in_attributes_of_ssml_cannot_leave_them(tmp_path: Path) -> None:
    spoken = heard("""answer { say "<speak><sub alias='{f()}'>x</sub></speak>" }""", tmp_path, "a'/><b x='")
    assert spoken[0].count("<") == 4


def test_angle_brackets_of_a_value_in_plain_text_become_spaces(tmp_path: Path) -> None:
    assert heard('answer { say "Hello {f()}." }', tmp_path / "a", "<Ann>") == ["Hello  Ann ."]
    assert heard("answer { say f() }", tmp_path / "b", "<speak>x</speak>") == [" speak x /speak "]


def test_only_literals_and_prompts_are_ssml(tmp_path: Path) -> None:
    text = """
prompt p(x: text) { en-US: "<speak>{x}</speak>" }
answer { say p(f()) }"""
    assert heard(text, tmp_path, "a<b") == ["<speak>a&lt;b</speak>"]


def test_a_text_that_grows_over_the_limit_is_split_at_sentence_ends(tmp_path: Path) -> None:
    long = "This is a sentence. " * 120
    spoken = heard('answer { say "News: {f()}" }', tmp_path, long)
    assert len(spoken) == 2
    assert all(len(text) <= 1500 and text.endswith(".") for text in (s.strip() for s in spoken))
    assert " ".join(s.strip() for s in spoken) == f"News: {long}".strip()


def test_a_text_that_is_too_long_at_build_is_reported() -> None:
    found = compiled(APP + f'answer {{ say "{"word " * 301}" }}').diagnostics
    assert len(found) == 1


def test_tags_do_not_count_as_text() -> None:
    text = "<break time='1s'/>" * 100
    assert compiled(APP + f'answer {{ say "<speak>Hello.{text}</speak>" }}').diagnostics == []


def test_broken_ssml_is_reported() -> None:
    found = compiled(APP + 'answer { say "<speak><emphasis>Hello.</speak>" }').diagnostics
    assert [d.severity for d in found] == ["error"]
