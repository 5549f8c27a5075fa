"""Settings of a block, read through the vocabulary: known names, right kinds, ranges of the target."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from ivrc.diagnostics import Edit, Label
from ivrc.language import types
from ivrc.language.vocabulary import KINDS, Setting
from ivrc.ncco import spec
from ivrc.semantics.codes import report
from ivrc.semantics.expressions import resolve
from ivrc.semantics.fitting import fit
from ivrc.semantics.fold import specialise
from ivrc.semantics.program import Settings, SettingValue
from ivrc.semantics.resolving import infer
from ivrc.semantics.typed import Constant, Expr, Mistake
from ivrc.syntax import tree
from ivrc.words import did_you_mean, listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ivrc.semantics.scope import Scope

_TYPES = {
    "text": types.TEXT,
    "url": types.URL,
    "phone": types.PHONE,
    "phones": types.PHONE,
    "language": types.LANGUAGE,
    "duration": types.DURATION,
    "hours": types.DURATION,
    "days": types.INT,
    "milliseconds": types.DURATION,
    "int": types.INT,
    "number": types.NUMBER,
    "bool": types.BOOL,
}


@dataclass(slots=True)
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
        elif open_rest:
            parts.rest.append(statement)
        elif not isinstance(statement, tree.Missing):
            _misplaced(statement, kinds[0], {*rows, *blocks}, scope)
    return parts


def _misplaced(statement: tree.Statement, kind: str, known: set[str], scope: Scope) -> None:
    if isinstance(statement, tree.Action):
        span, word = statement.word.span, statement.word.text
        hint = did_you_mean(word, known) or (
            f"a setting has a colon: `{word}: ...`" if word in known else None
        )
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


def nested(block: str, settings: Settings) -> Settings:
    """The settings of a block inside another, by their whole names: `transcription.language`."""
    whole = {f"{block}.{name}": value for name, value in settings.items()}
    return {name: replace(value, name=name) for name, value in whole.items()}


def read_setting(setting: tree.Setting, row: Setting, scope: Scope) -> SettingValue | None:
    """The setting's value, checked against its row; None after a report."""
    if len(setting.values) > 1 and not row.many:
        report(scope.found, "IVR220", setting.values[1].span, f"`{row.name}` takes one value")
        return None
    values: list[Expr] = []
    for written in setting.values:
        value = _value(written, row, scope)
        if isinstance(value, Mistake):
            return None
        values.append(value)
    return SettingValue(name=row.name, values=tuple(values), span=setting.name.span)


def _value(written: tree.Expression, row: Setting, scope: Scope) -> Expr:
    match row.form:
        case "word":
            return _word(written, row, scope)
        case "roles":
            return _role_name(written, scope)
        case "key":
            return _key(written, row, scope)
        case "length" | "range":
            return _range(written, row, scope)
        case "sentence":
            return _sentence(written, row, scope)
        case _:
            return _typed(written, row, scope)


def _mistake(written: tree.Expression, message: str, scope: Scope, hint: str | None = None) -> Mistake:
    report(scope.found, "IVR220", written.span, message, hint=hint)
    return Mistake(type=types.UNKNOWN, span=written.span)


def _word(written: tree.Expression, row: Setting, scope: Scope) -> Expr:
    word = _plain(written)
    if word in row.words:
        return Constant(type=types.TEXT, value=word, span=written.span)
    hint = did_you_mean(word, row.words) if word else None
    choices = listed(f"`{w}`" for w in row.words)
    report(scope.found, "IVR402", written.span, f"`{row.name}` is {choices}", hint=hint)
    return Mistake(type=types.UNKNOWN, span=written.span)


def _plain(written: tree.Expression) -> str:
    """A bare word (`mp3`, `detect_beep`), a word with dashes (`eu-west`) or the text of a string."""
    match written:
        case tree.Reference(path=(name,), arguments=None):
            return name.text
        case tree.Text(parts=(str(text),)):
            return text
        case tree.Literal_(text=text):
            return text
        case tree.Binary(operator="-", left=left, right=right):
            return f"{_plain(left)}-{_plain(right)}"
        case _:
            return ""


def _role_name(written: tree.Expression, scope: Scope) -> Expr:
    word = _plain(written)
    if not word:
        return _mistake(written, "this takes roles, `nobody` or `everybody`", scope)
    return Constant(type=types.TEXT, value=word, span=written.span)


def _sentence(written: tree.Expression, row: Setting, scope: Scope) -> Expr:
    """Text with the places `{label}` and `{key}`, which are filled in for each option."""
    if not isinstance(written, tree.Text):
        return _mistake(written, f"`{row.name}` is a sentence with `{{label}}` and `{{key}}`", scope)
    pieces = []
    for part in written.parts:
        match part:
            case str():
                pieces.append(part)
            case tree.Interpolation(value=tree.Reference(path=(name,)), format=None) if (
                name.text in row.words
            ):
                pieces.append(f"{{{name.text}}}")
            case _:
                places = listed((f"`{{{word}}}`" for word in row.words), "and")
                report(scope.found, "IVR220", part.span, f"`{row.name}` has the places {places} only")
                return Mistake(type=types.UNKNOWN, span=written.span)
    return Constant(type=types.TEXT, value="".join(pieces), span=written.span)


def _key(written: tree.Expression, row: Setting, scope: Scope) -> Expr:
    text = written.text if isinstance(written, tree.Literal_) else _plain(written)
    if len(text) != 1 or text not in "0123456789*#":
        return _mistake(written, f"`{row.name}` is one key: 0 to 9, `*` or `#`", scope)
    if row.name == "finish_on" and text != "#":
        hint = "use `finish_on: #`"
        return _mistake(written, "the platform can end an entry only with `#`", scope, hint)
    return Constant(type=types.TEXT, value=text, span=written.span)


def _range(written: tree.Expression, row: Setting, scope: Scope) -> Expr:
    ends = _ends(written, scope)
    if ends is None:
        return _mistake(written, f"`{row.name}` is a number or a range such as `4..8`", scope)
    low, high = ends
    if low > high:
        edit = Edit(written.span, f"{high}..{low}")
        report(
            scope.found,
            "IVR220",
            written.span,
            "the range is empty",
            hint=f"write `{edit.text}`",
            edits=(edit,),
        )
        return Mistake(type=types.UNKNOWN, span=written.span)
    if row.form == "length" and not 1 <= low <= high <= 20:
        report(scope.found, "IVR401", written.span, "the platform collects 1 to 20 digits")
        return Mistake(type=types.UNKNOWN, span=written.span)
    return Constant(type=types.list_of(types.INT), value=(low, high), span=written.span)


def _ends(written: tree.Expression, scope: Scope) -> tuple[int, int] | None:
    if isinstance(written, tree.Literal_) and written.kind == "range":
        low, _, high = written.text.partition("..")
        return int(low), int(high)
    if isinstance(written, tree.Text):
        return None
    value = resolve(written, scope, types.INT)
    if isinstance(value, Constant) and isinstance(value.value, int):
        return value.value, value.value
    return None


def _typed(written: tree.Expression, row: Setting, scope: Scope) -> Expr:
    expected = _TYPES[row.form]
    value = infer(written, scope, expected)
    several = row.many and value.type.element is not None
    wanted = types.list_of(expected) if several else expected
    value = specialise(fit(value, wanted, scope, row.name), {}, "")
    if isinstance(value, Mistake):
        return value
    if row.constant and not isinstance(value, Constant):
        report(scope.found, "IVR228", written.span, f"`{row.name}` must be known when the program is built")
        return Mistake(type=types.UNKNOWN, span=written.span)
    if isinstance(value, Constant) and not _in_range(value, row, scope):
        return Mistake(type=types.UNKNOWN, span=written.span)
    return value


def bounds(row: Setting) -> tuple[float | None, float | None]:
    """The smallest and largest value: the row's own, else those of its row in the target's table."""
    if row.low is not None or row.ncco is None or row.ncco[0] == "application":
        return row.low, row.high
    action, path = row.ncco
    keys = spec.ENDPOINTS if action in spec.ENDPOINTS else spec.ACTIONS
    found = next((k for k in keys[action].keys if k.path == path), None)
    return (found.minimum, found.maximum if row.high is None else row.high) if found else (None, None)


def _in_range(value: Constant, row: Setting, scope: Scope) -> bool:
    number = _number(value.value)
    if number is None:
        return True
    number /= 3600 if row.form == "hours" else 1
    low, high = bounds(row)
    if (low is None or number >= low) and (high is None or number <= high):
        return whole(value, row, number, scope)
    unit = ("h" if row.form == "hours" else "s") if isinstance(value.value, timedelta) else ""
    shown = [f"{bound:g}{unit}" for bound in (low, high) if bound is not None]
    span = f"between {shown[0]} and {shown[1]}" if len(shown) == 2 else f"at least {shown[0]}"
    endless = "; 0 is endless" if row.name == "loop" else ""
    report(scope.found, "IVR401", value.span, f"`{row.name}` must be {span}{endless}")
    return False


def whole(value: Constant, row: Setting, number: float, scope: Scope) -> bool:
    """Whether a duration fits a target key that counts whole seconds; reported if not."""
    if row.ncco is None or not isinstance(value.value, timedelta) or number == int(number):
        return True
    action, path = row.ncco
    if spec.key(action, path).type != "int":
        return True
    report(scope.found, "IVR401", value.span, f"the platform takes whole seconds for `{row.name}`")
    return False


def _number(value: object) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, timedelta):
        return value.total_seconds()
    return float(value) if isinstance(value, int | Decimal) else None
