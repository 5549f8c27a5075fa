"""Reading SSML: what is wrong and where, what is spoken, what is outside the subset."""

from __future__ import annotations

import pytest

from ivrc.ncco.ssml import deviations, is_ssml, read_ssml, spoken_length


@pytest.mark.parametrize(
    ("text", "problem", "offset"),
    [
        ("<speak>a<s>b</speak>", "`<s>` is not closed here", 14),
        ("<speak>a", "`<speak>` is never closed", 8),
        ("<speak>é</speak> b", "there is more text behind `</speak>`", 17),
        ("<speak>&nbsp;</speak>", "only `&amp;`, `&lt;`, `&gt;`, `&quot;` and `&apos;` are known", 7),
        ("<speak><s a='1' a='2'>x</s></speak>", "an attribute is given twice", 16),
        ("<speak>1 < 2</speak>", "this is not XML; `&` is written `&amp;` and `<` is written `&lt;`", 9),
    ],
)
def test_problem(text: str, problem: str, offset: int) -> None:
    speech = read_ssml(text)
    assert (speech.problem, speech.offset) == (problem, offset)


def test_a_document_type_is_refused_before_its_entities_grow() -> None:
    bomb = '<!DOCTYPE speak [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><speak>&b;</speak>'
    assert read_ssml(bomb).problem == "a document type is not allowed"


def test_what_is_spoken() -> None:
    speech = read_ssml("<speak>Fish &amp; <emphasis level='strong'>chips</emphasis></speak>")
    assert speech.problem == ""
    assert speech.spoken == "Fish & chips"
    assert [tag.name for tag in speech.tags] == ["speak", "emphasis"]


@pytest.mark.parametrize(
    ("text", "length"),
    [("plain <b>", 9), ("<speak>a<break time='1s'/>é</speak>", 2), ("<speak>a", 8)],
)
def test_length(text: str, length: int) -> None:
    assert spoken_length(text) == length


def test_only_a_leading_speak_makes_ssml() -> None:
    assert is_ssml(" <speak>a</speak>")
    assert not is_ssml("a <speak>b</speak>")
    assert not is_ssml("<speaker>")


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        ("<break time='500ms'/><break strength='x-weak'/>", []),
        ("<prosody volume='+6dB' rate='slow' pitch='-10%'>a</prosody>", []),
        ("<say-as interpret-as='date' format='????0714'>a</say-as>", []),
        ("<phoneme alphabet='ipa' ph='x'>a</phoneme><sub alias='b'>a</sub><p><s>a</s></p>", []),
        ("<break time='1 second'/>", ["W225"]),
        ("<break length='1s'/>", ["W225"]),
        ("<voice name='x'>a</voice>", ["W225"]),
        ("<lang xml:lang='it'>a</lang>", ["W224"]),
        ("<lang xml:lang='it-IT'>a</lang>", []),
    ],
)
def test_subset(body: str, codes: list[str]) -> None:
    assert [d.code for d in deviations(read_ssml(f"<speak>{body}</speak>"))] == codes
