"""Choices that are known only during the call: options of a list, and languages (language 5, 9)."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

logger = logging.getLogger("ivrc.call")
T = TypeVar("T")

_KEYS = range(1, 10)


def offered(elements: Sequence[T], taken: str = "") -> Iterable[tuple[int, T]]:
    """Elements with a key each: 1 to 9 without those that are `taken`; a longer list is cut."""
    keys = [key for key in _KEYS if str(key) not in taken]
    if len(elements) > len(keys):
        logger.warning("%d options are offered of %d: there are no more keys", len(keys), len(elements))
    return zip(keys, elements, strict=False)


def known_language(language: str, *languages: str) -> str:
    """The language; one that is not among the program's changes nothing, which is logged."""
    if language not in languages:
        logger.warning(
            "the caller's language %r is none of %s: nothing changes", language, ", ".join(languages)
        )
    return language


def sentences(*texts: str) -> str:
    """Texts with a space between them; empty ones are left out."""
    return " ".join(text for text in texts if text)
