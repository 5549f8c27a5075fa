"""`ensure`: the form of a property and the names in it (language 13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.language.trials import PROPERTIES
from ivrc.semantics.codes import report
from ivrc.semantics.program import Property
from ivrc.syntax import tree
from ivrc.words import did_you_mean, listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ivrc.semantics.scope import Scope

_PLACES = ("flow", "menu", "prompt")
_MANY_DIGITS = 6
"""A number with so many digits limits nothing: no call is asked so often."""


def resolve_properties(items: Iterable[tree.Item], scope: Scope) -> tuple[Property, ...]:
    """The properties that are to be proved; one that is not understood is reported and left out."""
    written = (item for item in items if isinstance(item, tree.Ensure))
    return tuple(_property(item) for item in written if _understood(item, scope))


def _property(item: tree.Ensure) -> Property:
    match [word.text for word in item.words]:
        case ["every", "call", "ends"]:
            return Property(kind="ends", start="", goal="", within=None, span=item.span)
        case ["no", "record", "before", goal]:
            return Property(kind="record", start="", goal=goal, within=None, span=item.span)
        case ["every", "menu", "reaches", goal, *limit]:
            return Property(kind="menus", start="", goal=goal, within=_number(limit), span=item.span)
        case [start, "reaches", goal, *limit]:
            return Property(kind="reaches", start=start, goal=goal, within=_number(limit), span=item.span)
        case words:
            raise AssertionError(words)


def _number(limit: list[str]) -> int | None:
    """The number in `within 3 inputs`."""
    return int(limit[1]) if limit and len(limit[1]) < _MANY_DIGITS else None


def _understood(item: tree.Ensure, scope: Scope) -> bool:
    """Whether it is one of the forms of `PROPERTIES`, with names of the program; reported if not."""
    words = [word.text for word in item.words]
    form = max(PROPERTIES, key=lambda form: (_fitting(words, form), -len(form)))
    fitting = _fitting(words, form)
    if fitting < len(form) or len(words) > len(form):
        at = item.words[min(fitting, len(words) - 1)]
        forms = listed(f"`ensure {' '.join(form)}`" for form in PROPERTIES)
        report(scope.found, "IVR205", at.span, f"a property is written {forms}")
        return False
    known = [name for name, kind in scope.names.kinds.items() if kind in _PLACES]
    for word, expected in zip(item.words, form, strict=True):
        if expected == "NAME" and word.text not in known:
            message = f"unknown flow, menu or prompt `{word.text}`"
            report(scope.found, "IVR225", word.span, message, hint=did_you_mean(word.text, known))
            return False
    return True


def _fitting(words: list[str], form: tuple[str, ...]) -> int:
    """How many words from the start fit the form."""
    count = 0
    for word, expected in zip(words, form, strict=False):
        if word != expected and expected != "NAME" and not (expected == "NUMBER" and word.isdecimal()):
            break
        count += 1
    return count
