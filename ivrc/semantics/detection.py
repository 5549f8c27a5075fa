"""Telling people from machines: the settings of it, and what can come of it (language 7, reference 3.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.language import types
from ivrc.semantics.codes import report
from ivrc.semantics.program import Settings, SettingValue
from ivrc.semantics.settings import BlockParts, constant, nested, take_apart
from ivrc.semantics.typed import Constant

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivrc.semantics.scope import Scope
    from ivrc.source import Span

DETECTED = ("human", "machine", "beep")
ADVANCED = "advanced_machine_detection"
# What a mode never tells (reference 3.9); plain detection is like `detect`.
_UNTOLD = {"detect": ("beep",), "detect_beep": ("machine",), "default": ()}


def detection_settings(parts: BlockParts, scope: Scope) -> Settings:
    """The `advanced_machine_detection { }` block as settings named after it; present means on."""
    made: Settings = {}
    for block in parts.blocks:
        if block.word.text == ADVANCED:
            inner = take_apart(block.block.statements if block.block else (), scope, ADVANCED)
            on = Constant(type=types.BOOL, value=True, span=block.span)
            made[ADVANCED] = SettingValue(name=ADVANCED, values=(on,), span=block.word.span)
            made |= nested(ADVANCED, inner.settings)
    return made


def check_detection(settings: Settings, written: Mapping[str, Span], scope: Scope) -> None:
    """Handlers whose outcome is never told; `written` are the handlers by name."""
    heard = [kind for kind in DETECTED if kind in written]
    if heard and not {"machine_detection", ADVANCED} & settings.keys():
        message = f"`on {heard[0]}` never runs without detection"
        plain = "machine_detection: continue"
        hint = f"add `{ADVANCED} {{ mode: detect_beep }}`" if heard == ["beep"] else f"add `{plain}`"
        report(scope.found, "IVR221", written[heard[0]], message, hint=hint)
        return
    mode = str(constant(settings, f"{ADVANCED}.mode") or "detect")
    for kind in _UNTOLD[mode]:
        if kind in written:
            needed = "detect_beep" if kind == "beep" else "default"
            hint = f"write `{ADVANCED} {{ mode: {needed} }}`"
            message = f"`on {kind}` never runs: this detection does not tell it"
            report(scope.found, "IVR221", written[kind], message, hint=hint)
