"""The values of settings: each form is read in its own way, numbers within the ranges of the target."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from ivrc.diagnostics import Edit
from ivrc.language import types
from ivrc.ncco import spec
from ivrc.semantics.codes import report
from ivrc.semantics.expressions import resolve
from ivrc.semantics.fitting import fit
from ivrc.semantics.fold import specialise
from ivrc.semantics.resolving import infer
from ivrc.semantics.typed import Constant, Expr, Mistake
from ivrc.syntax import tree
from ivrc.words import did_you_mean, listed

if TYPE_CHECKING:
    from ivrc.language.rows import Setting
    from ivrc.semantics.scope import Scope


FORM_TYPES = {
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


def setting_value(written: tree.Expression, row: Setting, scope: Scope) -> Expr:
    """The value as the row of the vocabulary wants it; a `Mistake` after a report."""
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
        case tree.Written(text=text):
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
    text = written.text if isinstance(written, tree.Written) else _plain(written)
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
    if isinstance(written, tree.Written) and written.kind == "range":
        low, _, high = written.text.partition("..")
        return int(low), int(high)
    if isinstance(written, tree.Text):
        return None
    value = resolve(written, scope, types.INT)
    if isinstance(value, Constant) and isinstance(value.value, int):
        return value.value, value.value
    return None


def _typed(written: tree.Expression, row: Setting, scope: Scope) -> Expr:
    expected = FORM_TYPES[row.form]
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


def _bounds(row: Setting) -> tuple[float | None, float | None]:
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
    low, high = _bounds(row)
    if (low is None or number >= low) and (high is None or number <= high):
        return _whole(value, row, number, scope)
    unit = ("h" if row.form == "hours" else "s") if isinstance(value.value, timedelta) else ""
    shown = [f"{bound:g}{unit}" for bound in (low, high) if bound is not None]
    span = f"between {shown[0]} and {shown[1]}" if len(shown) == 2 else f"at least {shown[0]}"
    endless = "; 0 is endless" if row.name == "loop" else ""
    report(scope.found, "IVR401", value.span, f"`{row.name}` must be {span}{endless}")
    return False


def _whole(value: Constant, row: Setting, number: float, scope: Scope) -> bool:
    """Whether a duration fits a target key that counts _whole seconds; reported if not."""
    if row.ncco is None or not isinstance(value.value, timedelta) or number == int(number):
        return True
    action, path = row.ncco
    if spec.key(action, path).type != "int":
        return True
    report(scope.found, "IVR401", value.span, f"the platform takes _whole seconds for `{row.name}`")
    return False


def _number(value: object) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, timedelta):
        return value.total_seconds()
    return float(value) if isinstance(value, int | Decimal) else None
