"""What was heard since something was last done, and whether it holds certain words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ivrc.platform.log import HEARD

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ivrc.platform import Entry

LONGEST_QUOTE = 200
SOUNDS = HEARD | {"hold"}


class Ear:
    """Reads what is heard in the order in which it is heard: a match goes on behind the last one."""

    def __init__(self) -> None:
        self._heard = ""
        self._at = 0

    def listen(self, entries: Iterable[Entry]) -> None:
        """What is heard from now on; what was heard before does not count any more."""
        self._heard = " ".join(plain(entry.text) for entry in entries if entry.kind in SOUNDS)
        self._at = 0

    def hears(self, text: str) -> bool:
        """Whether this comes next, perhaps behind other words."""
        found = _pattern(text).search(self._heard, self._at)
        if found is not None:
            self._at = found.end()
        return found is not None

    def heard(self, text: str) -> bool:
        """Whether this was heard at all."""
        return _pattern(text).search(self._heard) is not None

    @property
    def rest(self) -> str:
        """What comes behind the last match."""
        return shortened(self._heard[self._at :].strip())

    @property
    def all(self) -> str:
        """Everything."""
        return shortened(self._heard)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(plain(text)), re.IGNORECASE)


def plain(text: str) -> str:
    """With single spaces, as a text is heard."""
    return " ".join(text.split())


def shortened(text: str) -> str:
    """A quote that a message can hold."""
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}…"
