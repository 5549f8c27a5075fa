"""Keys sent to whom we call (reference 8.1, E134)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.semantics.program import Target
from ivrc.semantics.settings import constant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for target in subject.every(Target):
        tones = constant(target.settings, "dtmf_answer")
        if isinstance(tones, str) and not re.fullmatch("[0-9*#p]+", tones):
            message = "the keys that are sent are 0-9, `*`, `#` and `p` for a pause of half a second"
            yield Finding(span=target.settings["dtmf_answer"].values[0].span, message=message)


RULE = Rule(
    code="IVR436",
    title="Not keys of a phone",
    severity="error",
    explanation="""\
`dtmf_answer` is sent as key tones when the call is answered, for example to get past a menu there: digits,
`*`, `#`, and `p` for 500 ms of pause. Anything else makes the platform refuse the NCCO.""",
    valid=(
        """\
app "x" { number: +441632960000 }
answer {
  connect +441632960001 { dtmf_answer: "1p2#"; on unreachable { hangup } }
}
""",
    ),
    invalid=(
        """\
app "x" { number: +441632960000 }
answer {
  connect +441632960001 { dtmf_answer: «"1w2"»; on unreachable { hangup } }
}
""",
    ),
    check=_check,
)
