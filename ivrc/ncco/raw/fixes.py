"""The mechanical fixes: what is surely meant, written in today's form, with the layout as it was."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ivrc.ncco.legacy import LEGACY
from ivrc.ncco.raw.changes import Change, in_order
from ivrc.ncco.voices import VOICE_NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from ivrc.ncco.finding import Finding
    from ivrc.ncco.raw.document import Document, Member

    Fix = Callable[[Finding, Document], list[Change]]

_FLAT = tuple(path for (_, path), legacy in LEGACY.items() if legacy.code == "W203")
_NEW_NAMES = {path.split(".")[-1]: legacy.replacement.split(".")[-1] for (_, path), legacy in LEGACY.items()}


def changes_for(finding: Finding, document: Document) -> tuple[Change, ...]:
    """The changes that mend a finding; none if that takes a decision of the author.

    None either as long as the JSON itself is to be mended: the next look will find the rest.
    """
    fix = _FIXES.get(finding.code)
    if fix is None or document.changes:
        return ()
    return tuple(in_order(fix(finding, document)))


def _value(document: Document, path: tuple[str | int, ...]) -> Any:
    value: Any = document.value
    for step in path:
        value = value[step]
    return value


def _replaced(finding: Finding, document: Document, value: object) -> list[Change]:
    return [Change(*document.place(finding.path), json.dumps(value, ensure_ascii=False))]


def _without_quotes(finding: Finding, document: Document) -> list[Change]:
    text = _value(document, finding.path)
    if text in ("true", "false"):
        return _replaced(finding, document, text == "true")
    return _replaced(finding, document, float(text) if "." in text else int(text))


def _text_into_array(finding: Finding, document: Document) -> list[Change]:
    return _wrapped(finding, document) if isinstance(_value(document, finding.path), str) else []


def _only_action(finding: Finding, document: Document) -> list[Change]:
    """An NCCO of one action, written without its array."""
    value = document.value
    return _wrapped(finding, document) if isinstance(value, dict) and "action" in value else []


def _only_endpoint(finding: Finding, document: Document) -> list[Change]:
    value = _value(document, finding.path)
    is_one = finding.path[-1] == "endpoint" and isinstance(value, dict) and "type" in value
    return _wrapped(finding, document) if is_one else []


def _wrapped(finding: Finding, document: Document) -> list[Change]:
    start, end = document.place(finding.path)
    return [Change(start, start, "["), Change(end, end, "]")]


def _out_of_array(finding: Finding, document: Document) -> list[Change]:
    value = _value(document, finding.path)
    is_one = isinstance(value, list) and len(value) == 1 and isinstance(value[0], str)
    return _replaced(finding, document, value[0]) if is_one else []


def _meant_value(finding: Finding, document: Document) -> list[Change]:
    return _replaced(finding, document, finding.meant) if finding.meant else []


def _meant_key(finding: Finding, document: Document) -> list[Change]:
    new = finding.meant or _NEW_NAMES.get(str(finding.path[-1]))
    if not new or new in _value(document, finding.path[:-1]):
        return []
    return [Change(*document.key_place(finding.path), json.dumps(new))]


def _voice(finding: Finding, document: Document) -> list[Change]:
    """`voiceName` as language and style, unless another voice is asked for at the same time."""
    action = _value(document, finding.path[:-1])
    voice = VOICE_NAMES.get(str(action["voiceName"]).lower())
    if voice is None or "language" in action or "style" in action:
        return []
    member = document.members(finding.path[:-1])["voiceName"]
    language = f'"language": "{voice[0]}"'
    style = _separator(document, finding.path[:-1]) + f'"style": {voice[1]}' if voice[1] else ""
    return [Change(member.start, member.end, language + style)]


def _nested_keys(finding: Finding, document: Document) -> list[Change]:
    """All flat settings of an input at once, at the first of them."""
    action, members = _value(document, finding.path[:-1]), document.members(finding.path[:-1])
    flat = [name for name in members if name in _FLAT]
    nested = action.get("dtmf")
    if action.get("type") == ["speech"]:
        return []  # the settings would do nothing there either
    if finding.path[-1] != flat[0] or not isinstance(nested, dict | None) or set(flat) & set(nested or ()):
        return []
    settings = ", ".join(document.text[members[name].start : members[name].end] for name in flat)
    if "dtmf" not in members:
        first = members[flat[0]]
        return [Change(first.start, first.end, f'"dtmf": {{{settings}}}'), *_removed(members, flat[1:])]
    if nested is None:
        return []
    end = document.place((*finding.path[:-1], "dtmf"))[1] - 1
    inner = document.members((*finding.path[:-1], "dtmf"))
    behind = max((member.end for member in inner.values()), default=end)
    return [Change(behind, behind, f", {settings}" if inner else settings), *_removed(members, flat)]


def _removed(members: dict[str, Member], names: Collection[str]) -> list[Change]:
    """Members taken out of an object, each with the comma beside it."""
    changes, kept, previous = [], False, None
    following = [*list(members.values())[1:], None]
    for (name, member), after in zip(members.items(), following, strict=True):
        if name not in names:
            kept = True
        elif kept and previous:
            changes.append(Change(previous.end, member.end, ""))
        else:
            changes.append(Change(member.start, after.start if after else member.end, ""))
        previous = member
    return changes


def _input_type(finding: Finding, document: Document) -> list[Change]:
    """What an input without `type` listens for: keys if it says nothing, as it was before 2021."""
    action, members = _value(document, finding.path), document.members(finding.path)
    takes_keys = "dtmf" in action or "speech" not in action or any(name in action for name in _FLAT)
    kinds = ["dtmf"] * takes_keys + ["speech"] * ("speech" in action)
    behind = members["action"].end
    return [Change(behind, behind, f'{_separator(document, finding.path)}"type": {json.dumps(kinds)}')]


def _separator(document: Document, path: tuple[str | int, ...]) -> str:
    """What stands between the members of an object: a comma, and a space or a new line."""
    first = min(member.start for member in document.members(path).values())
    start = first
    while document.text[start - 1] in " \t\r\n":
        start -= 1
    space = document.text[start:first]
    return f",{space}" if "\n" in space else ", "


_FIXES: dict[str, Fix] = {
    **dict.fromkeys(("W200", "W201"), _without_quotes),
    **dict.fromkeys(("E108", "E121", "E168", "E188", "E192", "W204", "W205"), _text_into_array),
    **dict.fromkeys(("E104", "E133", "E151", "W220", "W226"), _meant_value),
    **dict.fromkeys(("E106", "W206", "W207", "W208", "A306"), _meant_key),
    "E101": _only_action,
    "E130": _only_endpoint,
    "E150": _out_of_array,
    "E180": _input_type,
    "W202": _voice,
    "W203": _nested_keys,
}
