"""The sentences the compiler itself says: option prompts, confirmations, an apology (language 3, 5, 6).

A language that nobody could write as a caller expects to hear it has no row; the author is asked for
`option_prompt` instead.
"""

from __future__ import annotations

from typing import TypeVar

from ivrc.language.sentences.asian import ASIAN
from ivrc.language.sentences.eastern import EASTERN
from ivrc.language.sentences.keys import KEY_NAMES
from ivrc.language.sentences.row import Sentences
from ivrc.language.sentences.western import WESTERN

__all__ = ["KEY_NAMES", "SAME_AS", "SENTENCES", "Sentences", "key_name", "sentences"]

T = TypeVar("T")

SENTENCES: dict[str, Sentences] = WESTERN | EASTERN | ASIAN

SAME_AS = {"es-CO": "es-419", "es-MX": "es-419", "es-US": "es-419", "no": "nb"}
"""Languages that take the row of another one where they have none of their own."""


def sentences(language: str) -> Sentences | None:
    """The sentences of a language tag, or of the language it is a form of: `en-GB-WLS` takes `en`."""
    return _row(SENTENCES, language)


def key_name(key: str, language: str) -> str:
    """A key entry as it is spoken, key by key: `12` is "1 2", `#` is "hash" or "pound".

    In a language without names for them `*` and `#` stay as they are, for the voice to read.
    """
    names = _row(KEY_NAMES, language) or {}
    return " ".join(names.get(character, character) for character in key)


def _row(table: dict[str, T], language: str) -> T | None:
    base = language.partition("-")[0]
    for tag in (language, SAME_AS.get(language), base, SAME_AS.get(base)):
        if tag in table:
            return table[tag]
    return None
