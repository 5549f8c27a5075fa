"""What callers hear from the compiler itself, in every language it speaks."""

from __future__ import annotations

import unicodedata
from string import Formatter

import pytest

from ivrc.language.sentences import KEY_NAMES, SAME_AS, SENTENCES, Sentences, key_name, sentences
from ivrc.ncco.voices import UNLISTED_LANGUAGES, VOICES
from ivrc.runtime.matching import Phrases

PLACEHOLDERS = {
    "option": ["label", "key"],
    "option_to": ["label", "key"],
    "entered": ["value"],
    "confirm": [],
    "apology": [],
}
ROWS = pytest.mark.parametrize("row", SENTENCES.values(), ids=SENTENCES)


def known(language: str) -> Sentences:
    row = sentences(language)
    assert row
    return row


@ROWS
@pytest.mark.parametrize("name", PLACEHOLDERS)
def test_a_sentence_has_its_placeholders_and_words_around_them(row: Sentences, name: str) -> None:
    text: str = getattr(row, name)
    pieces = list(Formatter().parse(text))
    assert sorted(field for _, field, _, _ in pieces if field) == sorted(PLACEHOLDERS[name])
    assert any(character.isalpha() for words, _, _, _ in pieces for character in words)
    assert text == unicodedata.normalize("NFC", text.strip())


@ROWS
def test_a_confirmation_names_both_keys_once(row: Sentences) -> None:
    assert [character for character in row.confirm if character.isdigit()] == ["1", "2"]


@ROWS
def test_a_label_with_a_beginning_of_its_own_opens_its_sentence(row: Sentences) -> None:
    if row.infinitive:
        assert row.infinitive == row.infinitive.strip().lower() + " "
        assert row.option_to.startswith("{label}")
    else:
        assert row.option_to == row.option


@ROWS
def test_every_spoken_answer_is_understood_as_what_it_says(row: Sentences) -> None:
    assert row.yes
    assert row.no
    answers = [(phrase, True) for phrase in row.yes] + [(phrase, False) for phrase in row.no]
    heard = Phrases(answers)
    assert [(phrase, heard.find(f"{phrase}.".capitalize())) for phrase, _ in answers] == answers


@pytest.mark.parametrize(
    ("heard", "language", "meant"),
    [
        ("Yes, that's right.", "en-GB", True),
        ("No, that's not right.", "en-GB", False),
        ("That isn't correct", "en-US", False),
        ("Das stimmt nicht.", "de-DE", False),
        ("Si, esatto", "it-IT", True),
        ("C'est pas ça", "fr-FR", False),
        ("没错", "cmn-CN", True),
        ("不對", "cmn-TW", False),
    ],
)
def test_spoken_answers_in_sentences(heard: str, language: str, meant: bool) -> None:
    row = known(language)
    answers = [(phrase, True) for phrase in row.yes] + [(phrase, False) for phrase in row.no]
    assert Phrases(answers).find(heard) is meant


def test_every_row_belongs_to_a_language_that_has_a_voice() -> None:
    spoken = VOICES.keys() | UNLISTED_LANGUAGES
    used = spoken | {tag.split("-")[0] for tag in spoken} | set(SAME_AS.values())
    assert SENTENCES.keys() <= used
    assert SAME_AS.keys() <= used
    assert set(SAME_AS.values()) <= SENTENCES.keys()


@ROWS
def test_each_row_differs_from_the_language_it_is_a_form_of(row: Sentences) -> None:
    assert list(SENTENCES.values()).count(row) == 1


@pytest.mark.parametrize("language", SENTENCES)
def test_every_language_names_its_keys(language: str) -> None:
    assert key_name("5", language) == "5"
    assert key_name("*", language) not in ("", "*")
    assert key_name("#", language) not in ("", "#", key_name("*", language))


def test_key_names_are_only_kept_for_languages_with_sentences() -> None:
    assert all(sentences(language) for language in KEY_NAMES)


@pytest.mark.parametrize(
    ("language", "row"),
    [
        ("en-GB-WLS", "en"),
        ("pt-BR", "pt-BR"),
        ("pt-PT", "pt"),
        ("es-ES", "es"),
        ("es-MX", "es-419"),
        ("nb-NO", "nb"),
        ("no-NO", "nb"),
        ("ar", "ar"),
        ("cmn-CN", "cmn"),
        ("cmn-TW", "cmn-TW"),
        ("yue-HK", "yue"),
    ],
)
def test_the_nearest_row_speaks(language: str, row: str) -> None:
    assert sentences(language) is SENTENCES[row]


def test_a_language_nobody_wrote_has_no_sentences() -> None:
    assert sentences("hu-HU") is None
    assert key_name("#", "hu-HU") == "#"


def test_english_reads_aloud() -> None:
    row = known("en-GB")
    assert row.option.format(label="sales", key=key_name("1", "en-GB")) == "For sales, press 1."
    assert row.option_to.format(label="To speak to someone", key="0") == "To speak to someone, press 0."
    assert row.entered.format(value="1 2 3 4") == "You entered 1 2 3 4."
    assert row.confirm == "If that is correct, press 1. To try again, press 2."


def test_german_reads_aloud() -> None:
    row = known("de-DE")
    assert row.option.format(label="den Verkauf", key="1") == "Für den Verkauf drücken Sie die 1."
    star = row.option_to.format(label="Um zurückzugehen", key=key_name("*", "de-DE"))
    assert star == "Um zurückzugehen, drücken Sie die Sterntaste."
    assert row.entered.format(value="1 2") == "Sie haben 1 2 eingegeben."


def test_japanese_reads_aloud() -> None:
    row = known("ja-JP")
    assert row.option.format(label="営業", key=key_name("#", "ja-JP")) == "営業は、シャープを押してください。"
    assert row.entered.format(value="1 2") == "1 2と入力されました。"


@pytest.mark.parametrize(
    ("entry", "language", "spoken"),
    [
        ("#", "en-GB", "hash"),
        ("#", "en-US", "pound"),
        ("12", "en-US", "1 2"),
        ("#", "es-MX", "gato"),
        ("*9", "es-US", "asterisco 9"),
    ],
)
def test_keys_are_spoken_one_by_one(entry: str, language: str, spoken: str) -> None:
    assert key_name(entry, language) == spoken
