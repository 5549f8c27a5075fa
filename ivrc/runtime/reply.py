"""NCCOs as bytes: static ones read from files, dynamic ones spliced from actions and static ones."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, TypeAlias

from ivrc.runtime.json_bytes import dump

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

# The platform refuses longer texts (reference 2.4).
LONGEST_TEXT = 1500
# In place of an empty NCCO, which the platform may not take (language 4).
SHORTEST_WAIT: Mapping[str, Any] = {"action": "wait", "timeout": 0.1}
_SENTENCE_END = re.compile(r"(?<=[.!?…。！？])\s*")


class Ncco:
    """A list of actions; `parts` are the comma-joined insides of JSON arrays, or static NCCOs.

    Static ones have a `name` and keep the bytes of their file in `source`: what was reviewed is what is
    sent.
    """

    __slots__ = ("name", "parts", "source")

    def __init__(self, parts: tuple[bytes | Ncco, ...], *, name: str = "", source: bytes = b"") -> None:
        self.parts = parts
        self.name = name
        self.source = source

    def __repr__(self) -> str:
        return f"Ncco({self.name or self.parts!r})"


Part: TypeAlias = "Mapping[str, Any] | Ncco"


def read_static(path: Path) -> Ncco:
    """The NCCO of a file; `ValueError` if it is not a JSON array."""
    source = path.read_bytes()
    if not isinstance(json.loads(source), list):
        raise ValueError(f"{path} is not a JSON array of actions")
    return Ncco((source.strip()[1:-1].strip(),), name=path.stem, source=source)


def ncco(*parts: Part) -> Ncco:
    """Joins actions (keys in the given order) and other NCCOs, which are spliced in.

    Texts that turn out empty are left out, and lists of legs that are not known; if nothing else is there,
    the shortest pause is sent.
    """
    pieces: list[bytes | Ncco] = []
    actions: list[Mapping[str, Any]] = []
    for part in parts:
        if isinstance(part, Ncco):
            pieces.extend(_inside(actions))
            actions.clear()
            pieces.extend((part,) if part.name else part.parts)
        elif part["action"] == "conversation":
            actions.append({name: value for name, value in part.items() if value is not None})
        elif part["action"] != "talk" or 0 < len(part["text"]) <= LONGEST_TEXT:
            actions.append(part)
        else:
            actions.extend({**part, "text": text} for text in split_text(part["text"]))
    return Ncco((*pieces, *_inside(actions)) or _inside([SHORTEST_WAIT]))


def _inside(actions: list[Mapping[str, Any]]) -> tuple[bytes, ...]:
    return (dump(actions).strip()[1:-1],) if actions else ()


def split_text(text: str) -> list[str]:
    """Plain text over the limit in several pieces that end at sentences, or at words, or anywhere.

    SSML stays whole: a cut would leave it malformed (language 9).
    """
    if text.startswith("<speak"):
        return [text]
    pieces = [""]
    for sentence in _SENTENCE_END.split(text):
        for fragment in _fragments(sentence):
            joined = f"{pieces[-1]} {fragment}".strip()
            if len(joined) <= LONGEST_TEXT:
                pieces[-1] = joined
            else:
                pieces.append(fragment)
    return [piece for piece in pieces if piece]


def _fragments(sentence: str) -> Iterator[str]:
    while len(sentence) > LONGEST_TEXT:
        cut = sentence.rfind(" ", 1, LONGEST_TEXT + 1)
        end = cut if cut > 0 else LONGEST_TEXT
        yield sentence[:end]
        sentence = sentence[end:].lstrip()
    yield sentence
