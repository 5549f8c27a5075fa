"""Finding phrases in what the recogniser heard (language 5)."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")

# Wide sets take milliseconds to compile, so these stay texts until a phrase is looked for.

# Accents of Latin, Greek and Cyrillic, Hebrew points and Arabic vowel marks. The vowel signs of other
# scripts are combining characters too, but change the word.
_ACCENTS = r"[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u0652\u0670]"
# Thai, Lao, Myanmar, Khmer, kana and Han are written without spaces between words.
_UNSPACED = (
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)


def words_of(text: str) -> str:
    """The words with one space before, between and after them; without case, accents and punctuation."""
    plain = re.sub(_ACCENTS, "", unicodedata.normalize("NFKD", text.casefold()))
    kept = "".join(
        c if unicodedata.category(c)[0] in "LMN" else " " for c in unicodedata.normalize("NFC", plain)
    )
    return f" {' '.join(kept.split())} "


class Phrases(Generic[T]):
    """What each phrase stands for; the longest is looked for first, then the earlier."""

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        found = [(words_of(phrase), value) for phrase, value in phrases]
        self._ordered = sorted((row for row in found if row[0].strip()), key=lambda row: -len(row[0]))

    def before(self, later: Iterable[tuple[str, T]]) -> Phrases[T]:
        """These phrases, and others that come later."""
        return Phrases([*self._ordered, *later])

    def find(self, text: str) -> T | None:
        """What the longest phrase in `text` stands for."""
        spaced = words_of(text)
        together = spaced.replace(" ", "")
        for phrase, value in self._ordered:
            unspaced = re.search(_UNSPACED, phrase) is not None
            if phrase.replace(" ", "") in together if unspaced else phrase in spaced:
                return value
        return None

    def find_first(self, texts: Iterable[str]) -> T | None:
        """The same for the first of several recognition results that contains a phrase."""
        return next((value for text in texts if (value := self.find(text)) is not None), None)
