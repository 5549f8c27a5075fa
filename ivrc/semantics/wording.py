"""Bare words where a statement of a test takes one of a few."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.semantics.codes import report
from ivrc.syntax import tree
from ivrc.words import did_you_mean, listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ivrc.semantics.scope import Scope


def word_of(value: tree.Expression) -> str:
    """The word that a value begins with; '' if it is no name."""
    return value.path[0].text if isinstance(value, tree.Reference) else ""


def one_of(value: tree.Expression, words: Iterable[str], what: str, scope: Scope) -> bool:
    """Whether it is one of these words; reported if not."""
    word, known = word_of(value), tuple(words)
    if word in known:
        return True
    choices = listed(f"`{w}`" for w in known)
    hint = did_you_mean(word, known)
    report(scope.found, "IVR402", value.span, f"{what} {choices}, not `{word}`", hint=hint)
    return False
