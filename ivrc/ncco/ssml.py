"""SSML: whether a text is it, whether it is well-formed, what of it is spoken, what the platform knows.

The parser takes no document types, so there are no entities besides the five of XML (reference 7.4, 8.3).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.parsers import expat  # document types, which could hold entities, are refused below

from ivrc.node import node

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_TEXT = 1500

_SPEAK = re.compile(r"\s*<speak[\s>/]")
_TAG = re.compile(r"</?(speak|break|emphasis|lang|phoneme|prosody|say-as|s|p|sub)(\s[^<>]*)?/?>")

_ANYTHING = re.compile(r".*", re.DOTALL)


def _words(choices: str, pattern: str = "") -> re.Pattern[str]:
    return re.compile("|".join((*choices.split(), *((pattern,) if pattern else ()))))


# Element to its attributes and the values they take (reference 7.4).
SUBSET: dict[str, dict[str, re.Pattern[str]]] = {
    "speak": {"version": _ANYTHING, "xmlns": _ANYTHING, "xml:lang": _ANYTHING},
    "break": {
        "strength": _words("none x-weak weak medium strong x-strong"),
        "time": re.compile(r"[0-9]+(\.[0-9]+)?m?s"),
    },
    "emphasis": {"level": _words("strong moderate reduced")},
    "lang": {"xml:lang": _ANYTHING},
    "phoneme": {"alphabet": _words("ipa x-sampa"), "ph": _ANYTHING},
    "prosody": {
        "volume": _words("default silent x-soft soft medium loud x-loud", r"[+-][0-9.]+dB"),
        "rate": _words("x-slow slow medium fast x-fast"),
        "pitch": _words("default x-low low medium high x-high", r"[+-][0-9.]+%"),
    },
    "say-as": {
        "interpret-as": _words(
            "character cardinal ordinal digits fraction unit date time expletive telephone address"
        ),
        "format": _words("mdy dmy ymd md dm ym my d m y yyyymmdd", r"[0-9?]{8}"),
    },
    "s": {},
    "p": {},
    "sub": {"alias": _ANYTHING},
}


@node
class Tag:
    """An opened element; `offset` is that of its `<` in the text."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    offset: int


@node
class Speech:
    """SSML that was read. `problem` says in plain words why it is not well-formed, and is empty if it is."""

    tags: tuple[Tag, ...]
    spoken: str
    problem: str = ""
    offset: int = 0


@node
class Deviation:
    """Something outside the subset: `code` is W224 or W225."""

    code: str
    offset: int
    message: str


def is_ssml(text: str) -> bool:
    """Whether the platform reads the text as SSML: it begins with `<speak>`."""
    return _SPEAK.match(text) is not None


def stray_tag(text: str) -> re.Match[str] | None:
    """The first SSML tag of a text."""
    return _TAG.search(text)


def read_ssml(text: str) -> Speech:
    """Parses SSML; never fails, see `Speech.problem`."""
    return _Reader(text).read()


def spoken_length(text: str) -> int:
    """Length in code points, without tags where the text is well-formed SSML (rule E161)."""
    if not is_ssml(text):
        return len(text)
    speech = read_ssml(text)
    return len(text) if speech.problem else len(speech.spoken)


def deviations(speech: Speech) -> Iterator[Deviation]:
    """Elements and attribute values that the platform does not document."""
    for tag in speech.tags:
        attributes = SUBSET.get(tag.name)
        if attributes is None:
            yield Deviation(
                code="W225", offset=tag.offset, message=f"the platform does not know `<{tag.name}>`"
            )
            continue
        for name, value in tag.attributes:
            yield from _attribute_deviation(tag, name, value, attributes.get(name))


def _attribute_deviation(
    tag: Tag, name: str, value: str, shape: re.Pattern[str] | None
) -> Iterator[Deviation]:
    if shape is None or not shape.fullmatch(value):
        message = f"the platform does not know `{name}='{value}'` on `<{tag.name}>`"
        yield Deviation(code="W225", offset=tag.offset, message=message)
    elif tag.name == "lang" and "-" not in value:
        message = f"`xml:lang='{value}'` has no region, such as `it-IT` has"
        yield Deviation(code="W224", offset=tag.offset, message=message)


class _DocumentTypeError(Exception):
    """The text holds a document type."""


class _Reader:
    """One run of the XML parser over one text."""

    def __init__(self, text: str) -> None:
        self.bytes = text.encode("utf-8", "replace")
        self.tags: list[Tag] = []
        self.open: list[str] = []
        self.spoken: list[str] = []
        self.parser = expat.ParserCreate("utf-8")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.spoken.append
        self.parser.StartDoctypeDeclHandler = self.doctype

    def read(self) -> Speech:
        try:
            self.parser.Parse(self.bytes, True)
        except _DocumentTypeError:
            return self.result("a document type is not allowed", self.parser.CurrentByteIndex)
        except expat.ExpatError as error:
            at = self.parser.ErrorByteIndex
            return self.result(self.words(error), at - 1 if self.bytes[at - 1 : at] in (b"&", b"<") else at)
        return self.result("", 0)

    def result(self, problem: str, index: int) -> Speech:
        offset = self.offset(index)
        return Speech(tags=tuple(self.tags), spoken="".join(self.spoken), problem=problem, offset=offset)

    def offset(self, index: int) -> int:
        """The parser counts bytes, we count characters."""
        return len(self.bytes[:index].decode("utf-8", "ignore"))

    def start(self, name: str, attributes: dict[str, str]) -> None:
        at = self.offset(self.parser.CurrentByteIndex)
        self.tags.append(Tag(name=name, attributes=tuple(attributes.items()), offset=at))
        self.open.append(name)

    def end(self, _name: str) -> None:
        self.open.pop()

    def doctype(self, *_: object) -> None:
        raise _DocumentTypeError

    def words(self, error: expat.ExpatError) -> str:
        """What is wrong, as an author of a prompt would put it."""
        reason = expat.errors.messages[error.code]
        if reason == expat.errors.XML_ERROR_TAG_MISMATCH:
            return f"`<{self.open[-1]}>` is not closed here"
        if reason in (expat.errors.XML_ERROR_NO_ELEMENTS, expat.errors.XML_ERROR_UNCLOSED_TOKEN):
            return f"`<{self.open[-1]}>` is never closed" if self.open else "a tag is never closed"
        if reason == expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT:
            return "there is more text behind `</speak>`"
        if reason == expat.errors.XML_ERROR_UNDEFINED_ENTITY:
            return "only `&amp;`, `&lt;`, `&gt;`, `&quot;` and `&apos;` are known"
        if reason == expat.errors.XML_ERROR_DUPLICATE_ATTRIBUTE:
            return "an attribute is given twice"
        return "this is not XML; `&` is written `&amp;` and `<` is written `&lt;`"
