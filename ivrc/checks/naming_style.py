"""How names are written (language 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject

_STYLES = {
    "const": ("upper case", str.upper),
    "param": ("upper case", str.upper),
    "type": ("CapWords", lambda name: "".join(f"{part[:1].upper()}{part[1:]}" for part in name.split("_"))),
}
_STYLES["enumeration"] = _STYLES["type"]


def _check(subject: Subject) -> Iterator[Finding]:
    for declared in subject.program.declared:
        style, written = _STYLES.get(declared.kind, ("lower case", str.lower))
        better = written(declared.name)
        if better != declared.name:
            message = f"the name of a {declared.kind} is written in {style}"
            yield Finding(span=declared.span, message=message, hint=f"`{better}`")


RULE = Rule(
    code="IVR610",
    title="Style of a name",
    severity="advice",
    explanation="""\
A reader tells constants from values of the call by their names: constants and build parameters are written
in upper case (`DESK`), types in CapWords (`Customer`), everything else in lower case (`opening_hours`).""",
    valid=(
        """\
const DESK = +441632960001
answer { connect DESK { on unreachable { hangup } } }
""",
    ),
    invalid=(
        """\
const «desk» = +441632960001
answer { connect desk { on unreachable { hangup } } }
""",
    ),
    check=_check,
)
