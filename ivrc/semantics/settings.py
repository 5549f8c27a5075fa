"""Settings of a block, read through the vocabulary: known names, right kinds, ranges of the target."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING

from ivrc.diagnostics import Edit, Label
from ivrc.language.vocabulary import KINDS
from ivrc.semantics.codes import report
from ivrc.semantics.program import Settings, SettingValue
from ivrc.semantics.typed import Constant, Expr, Mistake
from ivrc.semantics.values import setting_value
from ivrc.slotted import record
from ivrc.source import Span
from ivrc.syntax import tree
from ivrc.words import did_you_mean, listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ivrc.language.rows import Setting
    from ivrc.semantics.scope import Scope


@record
class BlockParts:
    """A block taken apart. `raw` are the settings of form `expression`, resolved by whoever knows how."""

    settings: Settings = field(default_factory=dict)
    raw: dict[str, tree.Setting] = field(default_factory=dict)
    handlers: list[tree.Handler] = field(default_factory=list)
    blocks: list[tree.Action] = field(default_factory=list)
    rest: list[tree.Statement] = field(default_factory=list)


def take_apart(
    statements: Iterable[tree.Statement], scope: Scope, *kinds: str, open_rest: bool = False
) -> BlockParts:
    """Sort a block's statements by the rows of `kinds`; what has no row is reported unless `open_rest`."""
    parts = BlockParts()
    rows = {row.name: row for kind in kinds for row in KINDS[kind].settings}
    blocks = {name for kind in kinds for name in KINDS[kind].blocks}
    for statement in statements:
        if isinstance(statement, tree.Setting):
            _setting(statement, rows, kinds[0], parts, scope)
        elif isinstance(statement, tree.Handler):
            parts.handlers.append(statement)
        elif isinstance(statement, tree.Action) and statement.word.text in blocks:
            parts.blocks.append(statement)
        elif isinstance(statement, tree.Action) and statement.word.text in rows and statement.values:
            _setting(_with_colon(statement, scope), rows, kinds[0], parts, scope)
        elif open_rest:
            parts.rest.append(statement)
        elif not isinstance(statement, tree.Missing):
            _misplaced(statement, kinds[0], {*rows, *blocks}, scope)
    return parts


def _with_colon(written: tree.Action, scope: Scope) -> tree.Setting:
    """What is meant by `timeout 20s`."""
    name, values = written.word, written.values
    gap = Span(name.span.file, name.span.end, values[0].span.start)
    message = f"`{name.text}` is a setting, and a setting has a colon"
    hint = f"write `{name.text}: ...`"
    report(scope.found, "IVR208", name.span, message, hint=hint, edits=(Edit(gap, ": "),))
    return tree.Setting(name=name, values=values, span=written.span)


def _misplaced(statement: tree.Statement, kind: str, known: set[str], scope: Scope) -> None:
    if isinstance(statement, tree.Action):
        span, word = statement.word.span, statement.word.text
        hint = f"a setting has a colon: `{word}: ...`" if word in known else did_you_mean(word, known)
    else:
        span, word, hint = statement.span, "this", None
    report(scope.found, "IVR208", span, f"`{kind}` takes settings here, not {_quoted(word)}", hint=hint)


def _quoted(word: str) -> str:
    return word if word == "this" else f"`{word}`"


def _setting(
    setting: tree.Setting, rows: dict[str, Setting], kind: str, parts: BlockParts, scope: Scope
) -> None:
    name = setting.name.text
    row = rows.get(name)
    if row is None:
        hint = (
            did_you_mean(name, rows) or f"it takes {listed((f'`{r}`' for r in rows), 'and')}"
            if rows
            else None
        )
        report(scope.found, "IVR206", setting.name.span, f"`{kind}` has no setting `{name}`", hint=hint)
        return
    earlier = parts.settings.get(name) or parts.raw.get(name)
    if earlier is not None:
        label = Label(earlier.span, "first written here")
        report(scope.found, "IVR209", setting.name.span, f"`{name}` is set twice", related=(label,))
        return
    if row.form in ("expression", "expression_or_true"):
        parts.raw[name] = setting
        return
    value = read_setting(setting, row, scope)
    if value is not None:
        parts.settings[name] = value


def constant(settings: Settings, name: str) -> object:
    """The value of a setting that is known at build; None if it is not set or not known."""
    value = settings[name].values[0] if name in settings else None
    return value.value if isinstance(value, Constant) else None


def phone_numbers(settings: Settings) -> list[Constant]:
    """The numbers of an `app` one by one, also those of a constant list."""
    setting = settings.get("number")
    made: list[Constant] = []
    for value in setting.values if setting else ():
        if isinstance(value, Constant) and isinstance(value.value, tuple):
            made += [Constant(type=value.type, value=v, span=value.span) for v in value.value]
        elif isinstance(value, Constant):
            made.append(value)
    return made


def nested(block: str, settings: Settings) -> Settings:
    """The settings of a block inside another, by their _whole names: `transcription.language`."""
    _whole = {f"{block}.{name}": value for name, value in settings.items()}
    return {name: replace(value, name=name) for name, value in _whole.items()}


def read_setting(setting: tree.Setting, row: Setting, scope: Scope) -> SettingValue | None:
    """The setting's value, checked against its row; None after a report."""
    if len(setting.values) > 1 and not row.many:
        report(scope.found, "IVR220", setting.values[1].span, f"`{row.name}` takes one value")
        return None
    values: list[Expr] = []
    for written in setting.values:
        value = setting_value(written, row, scope)
        if isinstance(value, Mistake):
            return None
        values.append(value)
    return SettingValue(name=row.name, values=tuple(values), span=setting.name.span)
