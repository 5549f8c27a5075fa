"""Values put into NCCO actions: durations in seconds, numbers without plus, platform defaults left out."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ivrc.flow.states import NccoAction, Pairs, Several
from ivrc.language import types
from ivrc.language.vocabulary import KINDS
from ivrc.ncco import spec
from ivrc.semantics.fold import specialise
from ivrc.semantics.typed import Constant, Dialled, EnumValue, Expr, RecordValue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ivrc.flow.places import Place
    from ivrc.flow.states import Template
    from ivrc.semantics.program import Settings
    from ivrc.source import Span

Fields = list[tuple[str, "Template"]]

_ROWS = {name: {row.name: row for row in kind.settings} for name, kind in KINDS.items()}
_ORDER = {name: {key.path: index for index, key in enumerate(of.keys)} for name, of in spec.ACTIONS.items()}


def constant(value: object, span: Span) -> Constant:
    """A value that the compiler itself puts into an action."""
    kind = {bool: types.BOOL, int: types.INT, str: types.TEXT}.get(type(value), types.NUMBER)
    return Constant(type=kind, value=value, span=span)


def texts(values: Iterable[str], span: Span) -> Several:
    """An array of constant texts."""
    return Several(items=tuple(constant(value, span) for value in values))


def plain(expr: Expr) -> Expr:
    """Seconds instead of a duration, a dialled number instead of a phone."""
    if isinstance(expr, Constant) and isinstance(expr.value, timedelta):
        seconds = expr.value.total_seconds()
        value = int(seconds) if seconds == int(seconds) else seconds
        return constant(value, expr.span)
    if expr.type.kind == "phone":
        if isinstance(expr, Constant):
            return constant(str(expr.value).removeprefix("+"), expr.span)
        return Dialled(number=expr, type=types.DIGITS, span=expr.span)
    return expr


def json_template(expr: Expr) -> Template:
    """A value inside of a payload or of headers, where constants may be anything that JSON can hold."""
    if not isinstance(expr, Constant) or expr.type.kind == "phone":
        return plain(expr)
    phones = expr.type.element is not None and expr.type.element.kind == "phone"
    return _as_json(expr.value, expr.span, phones=phones)


def _as_json(value: object, span: Span, *, phones: bool = False) -> Template:
    match value:
        case tuple():
            return Several(items=tuple(_as_json(item, span, phones=phones) for item in value))
        case RecordValue(fields=fields):
            return Pairs(items=tuple((name, _as_json(item, span)) for name, item in fields))
        case EnumValue(name=name):
            return constant(name, span)
        case date() | time():
            return constant(value.isoformat(), span)
        case timedelta():
            return plain(constant(value, span))
        case str() if phones:
            return constant(value.removeprefix("+"), span)
        case _:
            return constant(value, span)


def settings_fields(
    action: str, kind: str, settings: Settings, place: Place, skip: frozenset[str] = frozenset()
) -> Fields:
    """The settings of one of the vocabulary's kinds that are keys of `action`, defaults left out."""
    rows = _ROWS[kind]
    fields: Fields = []
    for name, setting in settings.items():
        row = rows.get(name)
        if row is None or row.ncco is None or row.ncco[0] != action or name in skip:
            continue
        path = row.ncco[1]
        key = spec.key(action, path)
        values = [plain(specialise(v, place.environment, "")) for v in setting.values]
        if key.type in ("urls", "leg", "texts"):
            fields.append((path, Several(items=tuple(values))))
        elif not _is_default(values[0], key.default):
            fields.append((path, values[0]))
    return fields


def _is_default(value: Expr, default: object) -> bool:
    return isinstance(value, Constant) and default is not None and value.value == default


def transcription_fields(settings: Settings, place: Place) -> Fields:
    """`transcription { ... }`; an empty block is an empty object."""
    if "transcription" not in settings:
        return []
    inner = {
        name.removeprefix("transcription."): value
        for name, value in settings.items()
        if name.startswith("transcription.")
    }
    fields = settings_fields("record", "transcription", inner, place)
    return fields or [("transcription", Pairs(items=()))]


def action(name: str, fields: Iterable[tuple[str, Template]], span: Span) -> NccoAction:
    """An action with its keys in the order of the target's table."""
    order = _ORDER[name]
    return NccoAction(name=name, fields=tuple(sorted(fields, key=lambda f: order[f[0]])), span=span)
