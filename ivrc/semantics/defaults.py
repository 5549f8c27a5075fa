"""`defaults`: the settings that the steps of a file inherit (language 3)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from ivrc.language.vocabulary import INHERITING, KINDS
from ivrc.semantics.bodies import outcome
from ivrc.semantics.codes import report
from ivrc.semantics.context import Context, Defaults
from ivrc.semantics.failures import read_attempts
from ivrc.semantics.program import SettingValue
from ivrc.semantics.settings import take_apart
from ivrc.syntax import tree
from ivrc.words import did_you_mean

if TYPE_CHECKING:
    from ivrc.semantics.program import Settings
    from ivrc.semantics.scope import Scope


def file_defaults(file: tree.File, scope: Scope) -> Defaults:
    """A file's inherited settings; handlers are resolved when every name is known."""
    defaults = Defaults()
    written = [item for item in file.items if isinstance(item, tree.Defaults)]
    for extra in written[1:]:
        report(scope.found, "IVR203", extra.span, "a file has one `defaults`")
    if written:
        for kind, statements in by_kind(written[0], scope).items():
            defaults.settings[kind] = _inherited(kind, statements, scope)
    return defaults


def by_kind(item: tree.Defaults, scope: Scope) -> dict[str, list[tree.Statement]]:
    """The statements that each kind inherits: those for all kinds that know them, then its own block."""
    own: dict[str, list[tree.Statement]] = {kind: [] for kind in INHERITING}
    for statement in item.block.statements:
        match statement:
            case tree.Setting():
                _for_all(statement, statement.name, "settings", own, scope)
            case tree.Handler():
                for kind in statement.kinds:
                    _for_all(_one_of(statement, kind), kind, "handlers", own, scope)
            case tree.Action() if statement.word.text in own and statement.block is not None:
                own[statement.word.text] += statement.block.statements
            case tree.Missing():
                pass
            case _:
                message = "`defaults` holds settings, handlers, and blocks of one kind: `menu { ... }`"
                word = statement.word if isinstance(statement, tree.Action) else statement
                hint = did_you_mean(word.text, INHERITING) if isinstance(word, tree.Name) else None
                report(scope.found, "IVR208", word.span, message, hint=hint)
    return own


def _one_of(handler: tree.Handler, kind: tree.Name) -> tree.Handler:
    """The handler for one of its kinds."""
    return replace(handler, kinds=(kind,))


def _for_all(
    statement: tree.Statement,
    name: tree.Name,
    what: Literal["settings", "handlers"],
    own: dict[str, list[tree.Statement]],
    scope: Scope,
) -> None:
    fitting = [
        kind for kind in INHERITING if any(row.name == name.text for row in getattr(KINDS[kind], what))
    ]
    if not fitting:
        known = {row.name for kind in INHERITING for row in getattr(KINDS[kind], what)}
        code = "IVR206" if what == "settings" else "IVR207"
        message = f"nothing that inherits from `defaults` knows `{name.text}`"
        report(scope.found, code, name.span, message, hint=did_you_mean(name.text, known))
    for kind in fitting:
        own[kind].insert(0, statement)


def _inherited(kind: str, statements: list[tree.Statement], scope: Scope) -> Settings:
    parts = take_apart([s for s in statements if isinstance(s, tree.Setting)], scope, kind)
    settings = dict(parts.settings)
    if "attempts" in parts.raw:
        value = read_attempts(parts.raw["attempts"], Context(scope, "", Defaults(), outcome))
        span = parts.raw["attempts"].name.span
        settings["attempts"] = SettingValue(name="attempts", values=(value,), span=span)
    return {name: replace(value, inherited=True) for name, value in settings.items()}
