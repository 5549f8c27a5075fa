"""`test`: words, names and the types of given answers; it runs in a later version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.language.trials import EXPECTATIONS, STATUSES, TEST_STATEMENTS, TEST_WORDS
from ivrc.semantics.codes import report
from ivrc.semantics.expressions import resolve
from ivrc.syntax import tree
from ivrc.words import did_you_mean, listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ivrc.semantics.scope import Scope


def check_trials(items: Iterable[tree.Item], scope: Scope) -> None:
    """Report what a test names that does not exist."""
    for item in items:
        if isinstance(item, tree.Test):
            for statement in item.block.statements:
                _statement(statement, scope)


def _statement(statement: tree.Statement, scope: Scope) -> None:
    match statement:
        case tree.Given():
            _given(statement, scope)
        case tree.Action():
            _action(statement, scope)
        case tree.Option(label=None, outcome=None) | tree.Missing():
            pass
        case _:
            message = f"a test holds {listed(f'`{w}`' for w in TEST_WORDS)}"
            report(scope.found, "IVR208", statement.span, message)


def _given(given: tree.Given, scope: Scope) -> None:
    name = given.name.text
    extern = scope.names.externs.get(name)
    if extern is None:
        hint = did_you_mean(name, scope.names.externs)
        report(scope.found, "IVR225", given.name.span, f"no extern is called `{name}`", hint=hint)
    elif given.value is not None and extern.result is not None:
        resolve(given.value, scope, extern.result)


def _action(statement: tree.Action, scope: Scope) -> None:
    word = statement.word
    row = TEST_STATEMENTS.get(word.text)
    if row is None:
        hint = did_you_mean(word.text, TEST_WORDS)
        report(scope.found, "IVR205", word.span, f"a test has no statement `{word.text}`", hint=hint)
        return
    low, high = row.values
    if not low <= len(statement.values) <= high:
        report(scope.found, "IVR222", word.span, f"it is written `{row.usage}`")
    elif word.text == "answer":
        _one_of(statement.values[0], STATUSES, "a dialling ends", scope)
    elif word.text == "expect" and _one_of(statement.values[0], tuple(EXPECTATIONS), "a test expects", scope):
        _expected(statement, scope)


def _word(value: tree.Expression) -> str:
    return value.path[0].text if isinstance(value, tree.Reference) else ""


def _one_of(value: tree.Expression, words: tuple[str, ...], what: str, scope: Scope) -> bool:
    word = _word(value)
    if word in words:
        return True
    known = listed(f"`{w}`" for w in words)
    hint = did_you_mean(word, words)
    report(scope.found, "IVR402", value.span, f"{what} {known}, not `{word}`", hint=hint)
    return False


def _expected(statement: tree.Action, scope: Scope) -> None:
    """`expect connect SALES`: the name is one of the program's, of the kind that fits."""
    kinds = EXPECTATIONS[_word(statement.values[0])]
    if not kinds or len(statement.values) < 2:
        return
    named = statement.values[1]
    name = _word(named)
    known = {n for n, kind in scope.names.kinds.items() if kind in kinds}
    if isinstance(named, tree.Reference) and name not in known:
        hint = did_you_mean(name, known)
        report(scope.found, "IVR225", named.path[0].span, f"no {kinds[-1]} is called `{name}`", hint=hint)
