"""The voices of `talk`: languages, styles and legacy names (reference 7.1 and 7.2, as of November 2022)."""

from __future__ import annotations

from ivrc.node import node


@node
class Voices:
    """The voices of one language. `styles` are their numbers, the other sets are parts of it.

    `premium` have a premium variant; `premium_only` have nothing else; `plain` do not understand SSML.
    """

    code: str
    language: str
    styles: frozenset[int]
    premium: frozenset[int]
    premium_only: frozenset[int]
    plain: frozenset[int]


def _numbers(ranges: str) -> frozenset[int]:
    """`"1, 3-4"` is 1, 3 and 4."""
    found: set[int] = set()
    for part in ranges.split(", ") if ranges else ():
        first, _, last = part.partition("-")
        found.update(range(int(first), int(last or first) + 1))
    return frozenset(found)


# code, language, styles, styles with a premium variant, styles without SSML
_TABLE = (
    ("af-ZA", "Afrikaans", "0", "", ""),
    ("ar", "Arabic", "0-7", "1, 3-4, 7", "2, 5-6"),
    ("eu-ES", "Basque", "0", "", "0"),
    ("bn-IN", "Bengali", "0-1", "0-1", ""),
    ("bg-BG", "Bulgarian", "0", "", ""),
    ("ca-ES", "Catalan, Valencian", "0-2", "", "0-1"),
    ("yue-CN", "Chinese, Cantonese (China)", "0", "", "0"),
    ("yue-HK", "Chinese, Cantonese (Hong Kong)", "0-3", "", ""),
    ("cmn-CN", "Chinese, Mandarin (China)", "0-5", "1-2, 4-5", "3"),
    ("cmn-TW", "Chinese, Mandarin (Taiwan)", "0-3", "1-3", "0"),
    ("cs-CZ", "Czech", "0-2", "0", "1-2"),
    ("da-DK", "Danish", "0-5", "1, 3-5", ""),
    ("nl-BE", "Dutch (Belgium)", "0, 2", "0, 2", ""),
    ("nl-NL", "Dutch (Netherlands)", "0-6", "1-3, 5-6", ""),
    ("en-AU", "English (Australia)", "0-5", "1-2, 4-5", ""),
    ("en-IN", "English (India)", "0-6", "2-5", "6"),
    ("en-ZA", "English (South Africa)", "0", "", "0"),
    ("en-GB", "English (United Kingdom)", "0-7, 9", "2-3, 5-7", "9"),
    ("en-US", "English (United States)", "0-23", "5-6, 10-14, 20-22", "15-19, 23"),
    ("en-GB-WLS", "English (Wales)", "0", "", ""),
    ("fil-PH", "Filipino", "0-3", "0-3", ""),
    ("fi-FI", "Finnish", "0-1", "0", "1"),
    ("fr-CA", "French (Canada)", "0-4", "1-4", ""),
    ("fr-FR", "French (France)", "0-9", "2-4, 6-7", "8-9"),
    ("de-DE", "German", "0-10", "2, 4-8", "9-10"),
    ("el-GR", "Greek", "0-2", "0", "1-2"),
    ("gu-IN", "Gujarati", "0-1", "0-1", ""),
    ("he-IL", "Hebrew", "0", "", "0"),
    ("hi-IN", "Hindi", "0-5", "1, 3-5", "2"),
    ("hu-HU", "Hungarian", "0-1", "0", "1"),
    ("is-IS", "Icelandic", "0-2", "", ""),
    ("id-ID", "Indonesian", "0-4", "0, 2-4", "1"),
    ("it-IT", "Italian", "0-6", "2-3, 5-6", ""),
    ("ja-JP", "Japanese", "0-5", "1-2, 4-5", ""),
    ("kn-IN", "Kannada", "0-1", "", ""),
    ("ko-KR", "Korean", "0-5", "1-2, 4-5", "3"),
    ("lv-LV", "Latvian", "0", "", ""),
    ("ms-MY", "Malay", "0-3", "0-3", ""),
    ("ml-IN", "Malayalam", "0-1", "0-1", ""),
    ("nb-NO", "Norwegian", "0-7", "1-5", "6-7"),
    ("pl-PL", "Polish", "0-8", "2-4, 7-8", ""),
    ("pt-BR", "Portuguese (Brazil)", "0-5", "1", "2, 4"),
    ("pt-PT", "Portuguese (Portugal)", "0-7", "1-2, 6-7", "3-4"),
    ("pa-IN", "Punjabi", "0-3", "0-3", ""),
    ("ro-RO", "Romanian", "0-2", "2", "1"),
    ("ru-RU", "Russian", "0-6", "1-3, 5-6", ""),
    ("sr-RS", "Serbian", "0", "", ""),
    ("sk-SK", "Slovak", "0-1", "0", "1"),
    ("es-MX", "Spanish (Mexico)", "0", "", ""),
    ("es-ES", "Spanish (Spain)", "0-8", "5-6, 8", "3, 7"),
    ("es-US", "Spanish (United States)", "0-5", "3-5", ""),
    ("sv-SE", "Swedish", "0-3", "1", "2-3"),
    ("ta-IN", "Tamil", "0-1", "0-1", ""),
    ("te-IN", "Telugu", "0-1", "", ""),
    ("th-TH", "Thai", "0-1", "", "0"),
    ("tr-TR", "Turkish", "0-7", "1-3, 5-6", "4, 7"),
    ("uk-UA", "Ukrainian", "0", "0", ""),
    ("vi-VN", "Vietnamese", "0-3", "0-3", ""),
    ("cy-GB", "Welsh", "0", "", ""),
)
_PREMIUM_ONLY = ("gu-IN",)

VOICES: dict[str, Voices] = {
    code: Voices(
        code=code,
        language=language,
        styles=_numbers(styles),
        premium=_numbers(premium),
        premium_only=_numbers(styles) if code in _PREMIUM_ONLY else frozenset(),
        plain=_numbers(plain),
    )
    for code, language, styles, premium, plain in _TABLE
}

# Newer than the table; which styles they have is not documented (reference 7.1).
UNLISTED_LANGUAGES = frozenset(
    ("de-AT", "en-GB-SCT", "en-IE", "en-NZ", "es-CO", "gl-ES", "lt-LT", "mr-IN", "no-NO")
)

_LEGACY_NAMES = """
aditi hi-IN/0, alva sv-SE/2, amy en-GB/0, astrid sv-SE/0, bianca it-IT/0, brian en-GB/4, camila pt-BR/5
carla it-IT/1, carmen ro-RO/0, carmit he-IL/0, catarina pt-PT/3, celine fr-FR/0, cem tr-TR/7
chantal fr-CA/0, conchita es-ES/0, cristiano pt-PT/5, damayanti id-ID/1, dora is-IS/0, emma en-GB/1
empar es-ES/3, enrique es-ES/4, ewa pl-PL/0, felipe pt-BR/4, filiz tr-TR/0, geraint en-GB-WLS/0
giorgio it-IT/4, gwyneth cy-GB/0, hans de-DE/3, henrik nb-NO/7, ines pt-PT/0, ioana ro-RO/1
iveta cs-CZ/1, ivy en-US/1, jacek pl-PL/5, jan pl-PL/6, joana pt-PT/4, joanna en-US/2, joey en-US/7
jordi ca-ES/1, justin en-US/8, kanya th-TH/0, karl is-IS/1, kendra en-US/3, kimberly en-US/0, laila ar/2
laura sk-SK/1, lea fr-FR/1, lekha hi-IN/2, liv nb-NO/0, lotte nl-NL/0, lucia es-ES/1, luciana pt-BR/2
lupe es-US/2, mads da-DK/2, maged ar/5, maja pl-PL/1, mariska hu-HU/1, marlene de-DE/0, mathieu fr-FR/5
matthew en-US/9, maxim ru-RU/4, mei-jia cmn-TW/0, melina el-GR/1, mia es-MX/0, miguel es-US/1
miren eu-ES/0, mizuki ja-JP/0, montserrat ca-ES/0, naja da-DK/0, nicole en-AU/0, nikos el-GR/2
nora nb-NO/6, oskar sv-SE/3, penelope es-US/0, raveena en-IN/1, ricardo pt-BR/3, ruben nl-NL/4
russell en-AU/3, salli en-US/4, satu fi-FI/1, seoyeon ko-KR/0, sin-ji yue-CN/0, sora ko-KR/3
takumi ja-JP/3, tarik ar/6, tatyana ru-RU/0, tessa en-ZA/0, tian-tian cmn-CN/3, vicki de-DE/1
vitoria pt-BR/0, yelda tr-TR/4, zeina ar/0, zhiyu cmn-CN/0, zuzana cs-CZ/2
"""

# Lower-case `voiceName` to language and style.
VOICE_NAMES: dict[str, tuple[str, int]] = {
    name: (language, int(style))
    for entry in _LEGACY_NAMES.replace("\n", ", ").strip(", ").split(", ")
    for name, _, voice in (entry.partition(" "),)
    for language, _, style in (voice.partition("/"),)
}
